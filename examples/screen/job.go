package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/dualuse-go/dualuse/matcher"
)

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
	line int        // number of the first line in data
	data []byte     // whole lines of JSON
	rows []document // rows of CSV
	text bool       // the file is one text
	from io.Reader  // of a text, if it is not in the file

	docs   int
	size   int64
	begun  atomic.Int64 // bytes of a large text that are done
	hits   int
	out    bytes.Buffer // for standard output
	err    bytes.Buffer // for standard error
	faults int
	page   *part // for a page
	done   chan struct{}
}

// cutFiles makes jobs of the files, one after the other, until emit says no.
func cutFiles(s *settings, files []file, stdin io.Reader, emit func(*job) bool) {
	for _, f := range files {
		ok := true
		switch {
		case f.err != nil:
			ok = emit(&job{file: f, text: f.format == "text"})
		case f.format == "text" && f.name == "-":
			ok = emit(&job{file: f, text: true, from: stdin})
		case f.format == "text":
			ok = emit(&job{file: f, text: true})
		case f.format == "csv":
			ok = cutRows(s, f, stdin, emit)
		default:
			ok = cutLines(f, stdin, emit)
		}
		if !ok {
			return
		}
	}
}

// do scans the documents of a job and keeps what is to be written.
func (j *job) do(s *settings, m *matcher.Matcher) {
	for d := range j.documents {
		if s.explain != "" {
			j.hits += writeExplain(&j.out, m, &d, s.explain)
			j.docs++
			continue
		}
		var hits []matcher.Hit
		if d.fault == "" {
			hits = s.hits(m, d.text, &j.begun)
		}
		switch s.out {
		case "jsonl":
			writeJSON(&j.out, &d, hits)
		case "csv":
			writeCSV(&j.out, &d, hits)
		case "html":
			j.page.add(&j.out, m, &d, hits)
		default:
			if s.screen != nil {
				writeContext(&j.out, &d, hits, s.screen)
			} else {
				writeText(&j.out, &d, hits)
			}
		}
		j.docs++
		j.hits += len(hits)
	}
	j.data, j.rows = nil, nil
}

// documents yields the documents of a job. A fault is named at once.
func (j *job) documents(yield func(document) bool) {
	switch {
	case j.text:
		yield(j.textDocument())
	case j.data != nil:
		j.lines(yield)
	default:
		for _, d := range j.rows {
			if !yield(d) {
				return
			}
		}
		if j.file.err != nil { // of lines; which ones, nobody knows
			j.fault(j.file.err.Error())
		}
	}
}

func (j *job) fault(msg string) {
	j.faults++
	fmt.Fprintln(&j.err, printable(msg))
}
