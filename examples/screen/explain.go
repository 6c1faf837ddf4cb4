package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/dualuse-go/dualuse/matcher"
)

// writeExplain writes why a term is found in a document or not, one line a
// place, and returns how often it is found.
func writeExplain(out *bytes.Buffer, m *matcher.Matcher, d *document, term string) (found int) {
	if d.fault != "" {
		return 0
	}
	for _, e := range m.Explain(d.text, term) {
		where := printable(d.file)
		if d.line > 0 {
			where = fmt.Sprintf("%s:%d", where, d.line)
		}
		switch {
		case e.End > e.Start && d.line > 0:
			where = fmt.Sprintf("%s:%d", where, e.Start+1)
		case e.End > e.Start:
			before := d.text[:e.Start]
			where = fmt.Sprintf("%s:%d:%d", where, strings.Count(before, "\n")+1, e.Start-strings.LastIndexByte(before, '\n'))
		}
		fmt.Fprintf(out, "%s: %s", where, e.Outcome)
		if e.End > e.Start {
			fmt.Fprintf(out, " %q", d.text[e.Start:e.End])
		}
		if e.Entry != "" {
			fmt.Fprintf(out, " as %q of %s", e.Term, e.Entry)
		}
		fmt.Fprintf(out, ": %s\n", printable(e.Why))
		if e.Outcome == matcher.Found || e.Outcome == matcher.Inside {
			found++
		}
	}
	return found
}
