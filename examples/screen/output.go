package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A writer writes the results of jobs as they come.
type writer struct {
	stdout, stderr io.Writer
	progress       *progress
	faults         bool
}

// write waits for a job to be done and writes what came of it.
func (w *writer) write(j *job) error {
	for waiting := true; waiting; {
		select {
		case <-j.done:
			waiting = false
		case now := <-w.progress.tick():
			w.progress.draw(now)
		}
	}
	w.faults = w.faults || j.faults
	if j.err.Len() > 0 || j.out.Len() > 0 && isTerminal(w.stdout) {
		w.progress.clear()
	}
	if _, err := w.stderr.Write(j.err.Bytes()); err != nil {
		return err
	}
	if _, err := w.stdout.Write(j.out.Bytes()); err != nil {
		return err
	}
	w.progress.add(j)
	select {
	case now := <-w.progress.tick():
		w.progress.draw(now)
	default:
	}
	return nil
}

// A jsonHit is a hit as it stands in a JSON line. Names and order are a
// contract with the programs that read it.
type jsonHit struct {
	Start    int            `json:"start"`
	End      int            `json:"end"`
	Text     string         `json:"text"`
	Entry    string         `json:"entry"`
	Category lists.Category `json:"category"`
	Kind     matcher.Kind   `json:"kind"`
	Term     string         `json:"term"`
	Codes    []lists.Code   `json:"codes"`
	How      matcher.How    `json:"how"`
}

// writeJSON writes one line a document. The id goes through untouched.
func writeJSON(out *bytes.Buffer, d *document, hits []matcher.Hit) {
	out.WriteString(`{"id":`)
	if d.id == nil {
		out.WriteString("null")
	}
	out.Write(d.id)
	if d.fault != "" {
		if d.line > 0 {
			fmt.Fprintf(out, `,"line":%d`, d.line)
		}
		out.WriteString(`,"error":`)
		encode(out, d.fault)
	} else {
		rows := make([]jsonHit, len(hits)) // never nil: no hits are []
		for i, h := range hits {
			codes := h.Codes
			if codes == nil {
				codes = []lists.Code{}
			}
			rows[i] = jsonHit{h.Start, h.End, d.text[h.Start:h.End], h.Entry, h.Category, h.Kind, h.Term, codes, h.How}
		}
		out.WriteString(`,"hits":`)
		encode(out, rows)
	}
	out.WriteString("}\n")
}

// encode writes JSON as it is, < and & too: nobody puts it into a page.
func encode(out *bytes.Buffer, v any) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	out.Truncate(out.Len() - 1) // the line end
}

// writeText writes one line a hit. Faults are on standard error only.
func writeText(out *bytes.Buffer, d *document, hits []matcher.Hit) {
	line, lineStart, at := 1, 0, 0
	for _, h := range hits {
		if n := strings.Count(d.text[at:h.Start], "\n"); n > 0 {
			line += n
			lineStart = strings.LastIndexByte(d.text[:h.Start], '\n') + 1
		}
		at = h.Start
		row, column := line, h.Start-lineStart+1
		if d.line > 0 {
			row, column = d.line, h.Start+1
		}
		codes := make([]string, len(h.Codes))
		for i, c := range h.Codes {
			codes[i] = c.String()
		}
		fmt.Fprintf(out, "%s:%d:%d: %s %s %q [%s] %s\n",
			d.file, row, column, h.Entry, h.Category, d.text[h.Start:h.End], strings.Join(codes, ", "), h.How)
	}
}
