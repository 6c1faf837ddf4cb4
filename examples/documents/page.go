package main

import (
	"errors"
	"slices"
	"strings"
)

// A page is the text of a document, with marks that tell which place of the
// document a stretch of it is from. It is scanned in one piece, so that a word
// in one cell can be a cue for the next.
type page struct {
	text  strings.Builder
	marks []mark
	part  string // prefix of the places: the attachment, the header
}

type mark struct {
	start int
	place string
}

// maxText is how much text of a document is taken.
const maxText = 256 << 20

var errTooLong = errors.New("more than 256 MB of text: only the first are read")

// at begins a place. Two line ends part it from what was before: no term goes
// across.
func (p *page) at(place string) {
	if n := p.text.Len(); n > 0 && p.marks[len(p.marks)-1].start < n {
		p.text.WriteString("\n\n")
	}
	p.within(place)
}

// within begins a place whose text goes on from what was before, as the next
// line does.
func (p *page) within(place string) {
	m := mark{p.text.Len(), strings.TrimPrefix(p.part+", "+place, ", ")}
	if n := len(p.marks); n > 0 && p.marks[n-1].start == m.start {
		p.marks[n-1] = m
		return
	}
	p.marks = append(p.marks, m)
}

// write adds text to the place.
func (p *page) write(s string) error {
	if len(p.marks) == 0 {
		p.within("text")
	}
	if p.text.Len()+len(s) > maxText {
		return errTooLong
	}
	p.text.WriteString(s)
	return nil
}

// empty says whether nothing but space was written since a length.
func (p *page) empty(since int) bool { return strings.TrimSpace(p.text.String()[since:]) == "" }

func (p *page) String() string { return p.text.String() }

// place tells where the byte at an offset is from.
func (p *page) place(offset int) string {
	i, found := slices.BinarySearchFunc(p.marks, offset, func(m mark, offset int) int { return m.start - offset })
	if !found {
		i--
	}
	if i < 0 {
		return "text"
	}
	return p.marks[i].place
}
