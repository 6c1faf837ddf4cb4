// Documents scans what people really have: web pages, Word and Excel files,
// mail, PDF, and text in the encodings of old. It tells each hit with its place
// in the document. A document that is damaged or encrypted is named, and the
// rest goes on.
//
// Each format is a file that writes a document's text into a page (page.go),
// with marks of the places; read.go tells the formats apart. A new format is a
// function of that kind.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

const help = `Documents finds dual-use and military goods in HTML, DOCX, XLSX, EML, PDF and text
files in any usual encoding. A hit is a reason to look, not a licensing decision.

    go run . [flags] file or folder ...       (in examples/documents)

    -list FILE   a list of your own beside the built-in ones, as text or .csv; may be
                 repeated
    -out text    a line a hit (the default):
                 file: place: entry category "text" [codes] how
    -out jsonl   instead of hits, the texts: {"id": file, "text": "..."}, as
                 screen -in jsonl reads them
    -h           this page

The place is the page of a PDF, the cell of a sheet, the part and paragraph of a
Word file or a mail, the line of a text. PDF needs pdftotext, of poppler-utils.

What cannot be read, or not in whole, is named on standard error, and the exit
status is 2; all else is done. Documents beyond 256 MB are not read.

    go run . -out jsonl offers/ | go run -C ../.. ./examples/screen -in jsonl -out html > report.html
`

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// builtin gives the lists that are always in use. Tests put others in place.
var builtin = lists.Builtin

func run(args []string, stdout, stderr io.Writer) int {
	var names, own []string
	out := "text"
	flags := flag.NewFlagSet("documents", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&out, "out", out, "")
	flags.Func("list", "", func(name string) error {
		own = append(own, name)
		return nil
	})
	err := flags.Parse(args)
	names = flags.Args()
	switch {
	case errors.Is(err, flag.ErrHelp):
		io.WriteString(stdout, help)
		return 0
	case err == nil && out != "text" && out != "jsonl":
		err = fmt.Errorf("-out %q: want text or jsonl", out)
	case err == nil && len(names) == 0:
		err = errors.New("no file is named")
	}
	if err != nil {
		fmt.Fprintf(stderr, "documents: %v (documents -h shows how it is used)\n", err)
		return 2
	}
	m, err := newMatcher(own)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}

	status := 0
	fault := func(name string, err error) {
		fmt.Fprintln(stderr, printable(fmt.Sprintf("%s: %v", name, err)))
		status = 2
	}
	each(names, fault, func(name string) {
		p, err := readFile(name)
		if err != nil { // there may be text all the same
			fault(name, err)
		}
		if out == "jsonl" {
			err = p.writeText(stdout, name)
		} else {
			err = p.writeHits(stdout, name, m)
		}
		if err != nil {
			fault("standard output", err)
		}
	})
	return status
}

func newMatcher(own []string) (*matcher.Matcher, error) {
	all := []*lists.List{builtin()}
	for _, name := range own {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		parse := lists.Parse
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			parse = lists.ParseCSV
		}
		l, err := parse(name, data)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return matcher.New(all...)
}

// each calls do for the files and for those in the folders, but not for names
// that begin with a dot.
func each(names []string, fault func(string, error), do func(string)) {
	for _, name := range names {
		filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			switch {
			case path != name && strings.HasPrefix(filepath.Base(path), "."):
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
			case err != nil:
				fault(path, err)
			case d.Type().IsRegular() || path == name && !d.IsDir():
				do(path)
			}
			return nil
		})
	}
}

// writeHits writes a line a hit.
func (p *page) writeHits(w io.Writer, name string, m *matcher.Matcher) error {
	text := p.String()
	for _, h := range m.Scan(text) {
		codes := make([]string, len(h.Codes))
		for i, c := range h.Codes {
			codes[i] = c.String()
		}
		_, err := fmt.Fprintf(w, "%s: %s: %s %s %q [%s] %s\n", printable(name), printable(p.place(h.Start)),
			h.Entry, h.Category, text[h.Start:h.End], strings.Join(codes, ", "), h.How)
		if err != nil {
			return err
		}
	}
	return nil
}

// writeText writes the text as a line of JSON.
func (p *page) writeText(w io.Writer, name string) error {
	return json.NewEncoder(w).Encode(struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}{name, p.String()})
}

// printable gives a blank for what could break the line or command a terminal:
// names of sheets and attachments come from strangers.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}
