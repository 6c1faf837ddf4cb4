package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// blockSize is how much of a file of lines is read at a time.
const blockSize = 128 << 10

// cutLines makes jobs of whole lines. A job ends where a read ended, so a line
// that comes alone through a pipe is answered at once.
func cutLines(f file, r io.Reader, emit func(*job) bool) bool {
	if f.name != "-" {
		in, err := os.Open(f.name)
		if err != nil {
			f.err = err
			return emit(&job{file: f})
		}
		defer in.Close()
		r = in
	}
	line := 1
	var block []byte
	for {
		block = slices.Grow(block, blockSize)
		n, err := r.Read(block[len(block):cap(block)])
		end := bytes.LastIndexByte(block[len(block):len(block)+n], '\n') + 1
		if end > 0 {
			end += len(block)
		}
		block = block[:len(block)+n]
		if err != nil {
			end = len(block)
		}
		if end > 0 {
			rest := slices.Clone(block[end:])
			if !emit(&job{file: f, line: line, data: block[:end], size: int64(end)}) {
				return false
			}
			line += bytes.Count(block[:end], []byte{'\n'})
			block = rest
		}
		if err == io.EOF {
			return true
		}
		if err != nil {
			f.err = err
			return emit(&job{file: f})
		}
	}
}

// lines yields the documents of lines of JSON.
func (j *job) lines(yield func(document) bool) {
	for l := range bytes.Lines(j.data) {
		line := j.line
		j.line++
		if line == 1 {
			l = bytes.TrimPrefix(l, []byte("\ufeff"))
		}
		if l = bytes.TrimSpace(l); len(l) == 0 {
			continue
		}
		d := document{file: j.file.name, line: line}
		if err := d.parse(l); err != nil {
			d.fault = err.Error()
			j.fault(fmt.Sprintf("%s:%d: %s", d.file, line, d.fault))
		}
		if !yield(d) {
			return
		}
	}
}

// parse reads a line such as {"id": 7, "text": "..."}. The id is kept even if
// there is no text.
func (d *document) parse(line []byte) error {
	var v struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	err := json.Unmarshal(line, &v)
	d.id = v.ID
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType) && wrongType.Field == "text":
		return errors.New(`"text" is not a string`)
	case wrongType != nil:
		return errors.New(`not an object: want {"id": ..., "text": "..."}`)
	case err != nil:
		return fmt.Errorf("not JSON: %w", err)
	case v.Text == nil:
		return errors.New(`no "text", or null`)
	}
	d.text = *v.Text
	return nil
}
