package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/matcher"
)

// A file is a file to read, or what is wrong with it.
type file struct {
	name string // - is standard input
	size int64
	err  error
}

// A document is one text to scan.
type document struct {
	file  string
	line  int             // of the document in its file, from 1; 0 if it is the file
	id    json.RawMessage // nil if it has none
	text  string
	fault string // why there is no text
}

// A job is some documents that stand together: the lines that were read at one
// go, or one text file. What comes of it is written as one.
type job struct {
	file file
	line int    // number of the first line in data
	data []byte // whole lines of JSON
	text bool   // data is one text
	load bool   // a text that is still to be read

	docs   int
	size   int64
	hits   int
	out    bytes.Buffer // for standard output
	err    bytes.Buffer // for standard error
	faults bool
	done   chan struct{}
}

// blockSize is how much of a file of lines is read at a time.
const blockSize = 128 << 10

// findFiles lists the files that were named and those in the folders that were.
func findFiles(s *settings) []file {
	var files []file
	for _, name := range s.names {
		if name == "-" {
			files = append(files, file{name: name})
			continue
		}
		filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if path != name && strings.HasPrefix(filepath.Base(path), ".") {
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if err != nil {
				files = append(files, file{name: path, err: err})
				return nil
			}
			if d.IsDir() {
				return nil
			}
			info, err := os.Stat(path) // of what a link leads to
			if path != name && err == nil && (!info.Mode().IsRegular() || !s.wants(path)) {
				return nil
			}
			f := file{name: path, err: err}
			if err == nil {
				f.size = info.Size()
			}
			files = append(files, f)
			return nil
		})
	}
	return files
}

// wants says whether a file in a folder is to be read.
func (s *settings) wants(path string) bool {
	return s.in == "text" || slices.Contains([]string{".jsonl", ".ndjson"}, filepath.Ext(path))
}

// cutFiles makes jobs of the files, one after the other, until emit says no.
func cutFiles(s *settings, files []file, stdin io.Reader, emit func(*job) bool) {
	for _, f := range files {
		ok := true
		switch {
		case f.err != nil:
			ok = emit(&job{file: f, text: s.in == "text"})
		case s.in == "text" && f.name == "-":
			j := &job{file: f, text: true}
			j.data, j.file.err = io.ReadAll(stdin)
			ok = emit(j)
		case s.in == "text":
			ok = emit(&job{file: f, text: true, load: true})
		default:
			ok = cutLines(f, stdin, emit)
		}
		if !ok {
			return
		}
	}
}

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
			if !emit(&job{file: f, line: line, data: block[:end]}) {
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

// do scans the documents of a job and keeps what is to be written.
func (j *job) do(s *settings, m *matcher.Matcher) {
	write := writeText
	if s.out == "jsonl" {
		write = writeJSON
	}
	for d := range j.documents {
		var hits []matcher.Hit
		if d.fault == "" {
			hits = s.hits(m, d.text)
		}
		write(&j.out, &d, hits)
		j.docs++
		j.hits += len(hits)
	}
	j.size = int64(len(j.data))
	j.data = nil
}

// documents yields the documents of a job. A fault is named at once.
func (j *job) documents(yield func(document) bool) {
	switch {
	case j.text:
		yield(j.textDocument())
	case j.file.err != nil: // of lines; which ones, nobody knows
		j.fault(j.file.err.Error())
	default:
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
}

func (j *job) textDocument() document {
	d := document{file: j.file.name}
	d.id, _ = json.Marshal(d.file)
	if j.load {
		j.data, j.file.err = os.ReadFile(j.file.name)
	}
	if j.file.err != nil {
		d.fault = j.file.err.Error()
		j.fault(d.fault)
		return d
	}
	d.text = string(j.data)
	if !utf8.Valid(j.data) || bytes.IndexByte(j.data, 0) >= 0 {
		j.fault(d.file + ": not UTF-8: what is written in another encoding is not found")
	}
	return d
}

func (j *job) fault(msg string) {
	j.faults = true
	fmt.Fprintln(&j.err, msg)
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
