package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// rowBlock is how much text of rows makes a job.
const rowBlock = 64 << 10

// cutRows makes jobs of the rows of a table. Its first row names the columns.
func cutRows(s *settings, f file, r io.Reader, emit func(*job) bool) bool {
	if f.name != "-" {
		in, err := os.Open(f.name)
		if err != nil {
			f.err = err
			return emit(&job{file: f})
		}
		defer in.Close()
		r = in
	}
	table := newTable(r)
	header, err := table.Read()
	if err == io.EOF { // an empty file has no documents and no fault
		return true
	}
	var text, id int
	if err == nil {
		text, id, err = columns(header, s.column)
	}
	if err != nil {
		f.err = fmt.Errorf("%s: %w", f.name, err)
		return emit(&job{file: f})
	}

	j := &job{file: f}
	begin := table.InputOffset()
	for {
		row, err := table.Read()
		if err == nil {
			line, _ := table.FieldPos(0)
			d := document{file: f.name, line: line}
			if text < len(row) {
				d.text = row[text]
			}
			if id >= 0 && id < len(row) {
				d.id, _ = json.Marshal(row[id])
			}
			if !utf8.ValidString(d.text) {
				j.fault(fmt.Sprintf("%s:%d: not UTF-8: what is written in another encoding is not found", f.name, line))
			}
			j.rows = append(j.rows, d)
		}
		j.size = table.InputOffset() - begin
		if err == nil && j.size < rowBlock {
			continue
		}
		if err != nil && err != io.EOF {
			j.file.err = fmt.Errorf("%s: %w", f.name, err)
		}
		if !emit(j) {
			return false
		}
		if err != nil {
			return true
		}
		j = &job{file: f}
		begin = table.InputOffset()
	}
}

// newTable reads a table whose cells are parted by commas, semicolons or tabs,
// whichever its first line has most of.
func newTable(r io.Reader) *csv.Reader {
	in := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := in.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		in.Discard(3)
	}
	head, _ := in.Peek(4 << 10)
	head, _, _ = bytes.Cut(head, []byte{'\n'})
	table := csv.NewReader(in)
	for _, comma := range ";\t" {
		if bytes.Count(head, []byte(string(comma))) > bytes.Count(head, []byte(string(table.Comma))) {
			table.Comma = comma
		}
	}
	table.FieldsPerRecord = -1
	table.LazyQuotes = true // a stray quotation mark must not hide the text after it
	return table
}

// columns finds the column with the texts, and that with the ids, or -1.
func columns(header []string, name string) (text, id int, err error) {
	find := func(name string) int {
		return slices.IndexFunc(header, func(title string) bool {
			return strings.EqualFold(strings.TrimSpace(title), strings.TrimSpace(name))
		})
	}
	want := name
	if want == "" {
		want = "text"
	}
	if text = find(want); text < 0 {
		const most = 20
		there := fmt.Sprintf("%q", header[:min(len(header), most)])
		return 0, 0, fmt.Errorf("no column %q: name one of %s with -column", want, there)
	}
	return text, find("id"), nil
}
