// Screen is a command that looks for goods in files, folders or its standard
// input. Screen -h says how it is used; that page is also the description of
// its JSON lines.
//
// The way of the data: input.go finds the files and cuts them into jobs,
// main.go lets every core work on jobs, output.go writes what was found, in the
// order of the input. A new format is a new function in input.go or output.go.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

const help = `Screen finds dual-use and military goods in Chinese, Russian and English text.
A hit is a reason to look, not a licensing decision.

    go run ./examples/screen [flags] [file or folder ...]

Without a name, or for the name -, it reads standard input. A folder is read
with all that is in it, in the order of the names; names that begin with a dot
are left out, and with -in jsonl all but *.jsonl and *.ndjson.

    -in text       a file is one document, standard input too (the default)
    -in jsonl      a line is one document: {"id": ..., "text": "..."}
    -out text      a line a hit, for people (the default):
                   file:line:column: entry category "text" [codes] how
    -out jsonl     a line a document, for programs, as below
    -list FILE     a list of your own beside the built-in ones; may be repeated
    -category LIST only hits of these categories: telecom,navigation
    -all           also hits inside longer hits
    -h             this page

What -out jsonl writes, in the order of the input:

    {"id": ..., "hits": [{"start": 24, "end": 47, "text": "interference generators",
     "entry": "interference-generator", "category": "telecom", "kind": "term",
     "term": "interference generator", "codes": [{"regime": "hs", "id": "8543.70"}],
     "how": ["plural"]}]}

Id is echoed as it was, whatever JSON it is; of a text file it is the name. Start
and end count the bytes of the text in UTF-8, after JSON escapes are decoded;
what was no valid character is U+FFFD by then and counts three bytes. Hits is []
if there are none. Columns count bytes too, from 1; of a JSON line, the column
is that in its text.

A line that is no such document is answered in its place, with null for an id
that cannot be read, and so is a text file that cannot be read, without "line":

    {"id": null, "line": 7, "error": "..."}

Both are also named on standard error, and so is a text file that is not UTF-8,
in which little can be found. All else is done, and the exit status is 2. It is
2 as well when a flag or a list is wrong, before anything is read; else it is 0,
hits or not. Go run turns every failure into 1: for the status itself, go build
./examples/screen and run what it makes. Blank lines are skipped.

Memory: a few hundred kilobytes a core besides the lists, and the documents in
hand, some three a core; a text file is read whole.
`

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// settings are what the flags say.
type settings struct {
	in, out    string
	lists      []string
	categories []lists.Category
	all        bool
	names      []string // files and folders
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		io.WriteString(stdout, help)
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "screen: %v (screen -h shows how it is used)\n", err)
		return 2
	}
	m, err := newMatcher(s, stderr)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}

	files := findFiles(s)
	w := &writer{stdout: stdout, stderr: stderr, progress: newProgress(stderr, files)}
	if err := screen(s, m, files, stdin, w); err != nil {
		fmt.Fprintln(stderr, "screen:", err)
		return 2
	}
	if w.faults {
		return 2
	}
	return 0
}

func parseFlags(args []string) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("screen", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.in, "in", "text", "")
	flags.StringVar(&s.out, "out", "text", "")
	flags.BoolVar(&s.all, "all", false, "")
	flags.Func("list", "", func(name string) error {
		s.lists = append(s.lists, name)
		return nil
	})
	flags.Func("category", "", func(names string) error {
		for name := range strings.SplitSeq(names, ",") {
			s.categories = append(s.categories, lists.Category(strings.TrimSpace(name)))
		}
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"text", "jsonl"}, s.in) {
		return nil, fmt.Errorf("-in %q: want text or jsonl", s.in)
	}
	if !slices.Contains([]string{"text", "jsonl"}, s.out) {
		return nil, fmt.Errorf("-out %q: want text or jsonl", s.out)
	}
	if s.names = flags.Args(); len(s.names) == 0 {
		s.names = []string{"-"}
	}
	return s, nil
}

// builtin gives the lists that are always in use. Tests put others in place.
var builtin = lists.Builtin

// newMatcher makes a Matcher of the built-in lists and those of the flags. Its
// error names every fault. Warnings about the user's own lists are shown.
func newMatcher(s *settings, stderr io.Writer) (*matcher.Matcher, error) {
	all := []*lists.List{builtin()}
	var errs []error
	for _, name := range s.lists {
		data, err := os.ReadFile(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		l, err := lists.Parse(name, data)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, l)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	m, err := matcher.Config{Categories: s.categories}.New(all...)
	if err != nil {
		return nil, err
	}
	for _, w := range m.List().Warnings {
		if slices.Contains(s.lists, w.File) {
			fmt.Fprintln(stderr, w, "(warning)")
		}
	}
	if err := checkLists(s, all); err != nil {
		return nil, err
	}
	return m, nil
}

// checkLists tries the hit and miss lines of the user's own lists. Those of the
// built-in lists are left out: a list that alters an entry may well break them.
func checkLists(s *settings, all []*lists.List) error {
	if len(s.lists) == 0 {
		return nil
	}
	var own []error
	var faults lists.ErrorList
	if err := matcher.Check(all...); errors.As(err, &faults) {
		for _, fault := range faults {
			if slices.Contains(s.lists, fault.File) {
				own = append(own, fault)
			}
		}
	}
	return errors.Join(own...)
}

// screen cuts the files into jobs, has them done by as many workers as there
// are cores, and writes the results in the order of the jobs. Jobs wait in line
// for the writer; the line is short, so that memory is bounded.
func screen(s *settings, m *matcher.Matcher, files []file, stdin io.Reader, w *writer) error {
	workers := runtime.GOMAXPROCS(0)
	work := make(chan *job)
	line := make(chan *job, 2*workers)
	stop := make(chan struct{}) // closed when nothing can be written any more

	go func() {
		defer close(work)
		defer close(line)
		cutFiles(s, files, stdin, func(j *job) bool {
			j.done = make(chan struct{})
			select {
			case line <- j:
			case <-stop:
				return false
			}
			work <- j
			return true
		})
	}()
	for range workers {
		go func() {
			for j := range work {
				j.do(s, m)
				close(j.done)
			}
		}()
	}
	for j := range line {
		if err := w.write(j); err != nil {
			close(stop)
			return err
		}
	}
	w.progress.clear()
	return nil
}

// hits scans a text as the flags ask.
func (s *settings) hits(m *matcher.Matcher, text string) []matcher.Hit {
	if s.all {
		return m.ScanAll(text)
	}
	return m.Scan(text)
}
