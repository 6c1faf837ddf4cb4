package main

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A place is where a hit is in its file.
type place struct {
	line, column int
	bol          int // where the line begins in the text
}

// places yields each hit with its place.
func (d *document) places(hits []matcher.Hit) func(func(place, matcher.Hit) bool) {
	return func(yield func(place, matcher.Hit) bool) {
		line, bol, at := 1, 0, 0
		for _, h := range hits {
			if n := strings.Count(d.text[at:h.Start], "\n"); n > 0 {
				line += n
				bol = strings.LastIndexByte(d.text[:h.Start], '\n') + 1
			}
			at = h.Start
			p := place{line, h.Start - bol + 1, bol}
			if d.line > 0 {
				p = place{d.line, h.Start + 1, bol}
			}
			if !yield(p, h) {
				return
			}
		}
	}
}

// writeText writes one line a hit. Faults are on standard error only.
func writeText(out *bytes.Buffer, d *document, hits []matcher.Hit) {
	for p, h := range d.places(hits) {
		fmt.Fprintf(out, "%s:%d:%d: %s %s %q [%s] %s\n", printable(d.file), p.line, p.column,
			h.Entry, h.Category, d.text[h.Start:h.End], codeList(h.Codes, ", "), h.How)
	}
}

// Colours as terminals know them.
const (
	bold  = "\x1b[1m"
	red   = "\x1b[1;31m"
	cyan  = "\x1b[36m"
	faint = "\x1b[2m"
	plain = "\x1b[0m"
)

// contextSize is how many bytes are shown on each side of a hit.
const contextSize = 60

// writeContext writes one line a hit with the words around it, for a terminal.
func writeContext(out *bytes.Buffer, d *document, hits []matcher.Hit, t *terminal) {
	for p, h := range d.places(hits) {
		left, right := max(0, h.Start-contextSize), min(len(d.text), h.End+contextSize)
		for left < h.Start && left > 0 && !utf8.RuneStart(d.text[left]) {
			left++
		}
		for right > h.End && right < len(d.text) && !utf8.RuneStart(d.text[right]) {
			right--
		}
		fmt.Fprintf(out, "%s %s%s%s  %s\n",
			t.in(cyan, fmt.Sprintf("%s:%d:%d:", printable(d.file), p.line, p.column)),
			printable(d.text[left:h.Start]), t.in(red, printable(d.text[h.Start:h.End])), printable(d.text[h.End:right]),
			t.in(bold, h.Entry)+t.in(faint, fmt.Sprintf(" %s [%s] %s", h.Category, codeList(h.Codes, ", "), h.How)))
	}
}

// printable gives a blank for what could move the cursor, colour the screen or
// turn the direction of writing.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}

// codeList writes codes as the lists do.
func codeList(codes []lists.Code, between string) string {
	all := make([]string, len(codes))
	for i, c := range codes {
		all[i] = c.String()
	}
	return strings.Join(all, between)
}
