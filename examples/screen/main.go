// Screen is a command that looks for goods in files, folders or its standard
// input. Screen -h says how it is used; that page is also the description of
// its JSON lines.
//
// The way of the data: files.go finds the files, job.go and input_*.go cut them
// into jobs, main.go lets every core work on jobs, output.go writes what was
// found, in the order of the input, as output_*.go put it. A new format is a
// new file of one of the two.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
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

	s.screen = newTerminal(stdout)
	files := findFiles(s)
	w, err := newWriter(s, stdout, stderr, files)
	if err == nil {
		err = screen(s, m, files, stdin, w)
	}
	if err == nil {
		err = w.close(m)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "screen:", err)
		return 2
	case len(w.faults.files) > 0:
		return 2
	case s.fail && w.hits > 0:
		return 1
	}
	return 0
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
		parse := lists.Parse
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			parse = lists.ParseCSV
		}
		l, err := parse(name, data)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, l)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	m, err := matcher.Config{Categories: s.categories, Regimes: s.regimes, Evasion: s.evasion}.New(all...)
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
	number := 0                 // of jobs

	go func() {
		defer close(work)
		defer close(line)
		cutFiles(s, files, stdin, func(j *job) bool {
			j.done = make(chan struct{})
			number++
			j.page = &part{number: strconv.Itoa(number), Entries: map[string]*tally{}}
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
	return nil
}
