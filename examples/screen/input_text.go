package main

import (
	"encoding/json"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// textDocument reads a file that is one document.
func (j *job) textDocument() document {
	d := document{file: j.file.name}
	d.id, _ = json.Marshal(d.file)
	if j.file.err == nil {
		d.text, j.file.err = j.readText()
	}
	j.size = int64(len(d.text))
	if j.file.err != nil {
		d.fault = j.file.err.Error()
		j.fault(d.fault)
		d.text = ""
		return d
	}
	if !utf8.ValidString(d.text) || strings.IndexByte(d.text, 0) >= 0 {
		j.fault(d.file + ": not UTF-8: what is written in another encoding is not found")
	}
	return d
}

// readText reads a text once and copies it never: it may be large.
func (j *job) readText() (string, error) {
	r := j.from
	var text strings.Builder
	if r == nil {
		in, err := os.Open(j.file.name)
		if err != nil {
			return "", err
		}
		defer in.Close()
		r = in
		text.Grow(int(j.file.size))
	}
	// A plain Writer, or the file would be read in the small pieces of a Copy.
	_, err := io.CopyBuffer(struct{ io.Writer }{&text}, struct{ io.Reader }{r}, make([]byte, 256<<10))
	return text.String(), err
}
