package matcher

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/normalize"
)

// An Outcome says what became of a term at a place in a text.
type Outcome uint8

const (
	Found      Outcome = iota // Scan returns it
	Inside                    // ScanAll returns it; in Scan a longer hit contains it
	Suppressed                // its words are there, but a cue speaks against it or is missing
	Rejected                  // its words are there, but an edge, a gap or the case is not right
	Partial                   // some of its words are there
	Absent                    // none is there, or no list has the term
)

var outcomeNames = [...]string{"found", "inside", "suppressed", "rejected", "partial", "absent"}

// String returns the name of the outcome.
func (o Outcome) String() string { return outcomeNames[o] }

// MarshalText implements encoding.TextMarshaler.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// An Explanation tells what became of a term at a place in a text, and why.
type Explanation struct {
	Start, End int // bytes of the text; both 0 if there is no place
	Entry      string
	Term       string // the dictionary form
	Outcome    Outcome
	Why        string // for people
}

// Explain tells why a term was found in text, was suppressed, or was not found:
// for each place where its words stand, what became of it there, in order of
// the text; and if they stand nowhere, the nearest it came. The term is a
// dictionary form, as in Hit.Term, or the id of an entry for all its terms. It
// is for people who ask about one text: it takes longer than a scan.
func (m *Matcher) Explain(text, term string) []Explanation {
	t := &trace{m: m, text: text, wanted: m.termsOf(term)}
	if len(t.wanted) == 0 {
		return []Explanation{{Term: term, Outcome: Absent, Why: fmt.Sprintf("no list has a term or an entry %q", term)}}
	}
	s := &scan{trace: t}
	s.run(m, text, 0)
	all := slices.Clone(s.mentions)
	t.suppressed(s)
	s.filter()
	t.found(s.hits(text, false), all)
	if len(t.notes) == 0 {
		t.nearest()
	}
	slices.SortStableFunc(t.notes, func(a, b Explanation) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return slices.Compact(t.notes)
}

// termsOf returns the places in m.terms of a dictionary form, or of the terms
// of an entry.
func (m *Matcher) termsOf(name string) map[int32]bool {
	wanted := map[int32]bool{}
	folded := normalize.Fold(name)
	for i, t := range m.terms {
		if t.entry >= 0 && (m.entries[t.entry].ID == name || normalize.Fold(t.text) == folded) {
			wanted[int32(i)] = true
		}
	}
	return wanted
}

// A trace takes notes of a scan for Explain.
type trace struct {
	m      *Matcher
	text   string
	wanted map[int32]bool // places in m.terms
	notes  []Explanation
	seen   map[uint32][2]int // by class: where one of its words stands
}

func (t *trace) note(start, end int, owner int32, o Outcome, why string) {
	x := &t.m.terms[owner]
	t.notes = append(t.notes, Explanation{start, end, t.m.entries[x.entry].ID, x.text, o, why})
}

// tokens notes the words of the text.
func (t *trace) tokens(tokens []normalize.Token) {
	if t.seen == nil {
		t.seen = map[uint32][2]int{}
	}
	for _, k := range tokens {
		for _, class := range [...]uint32{k.ID, k.Second} {
			if _, ok := t.seen[class]; !ok {
				t.seen[class] = [2]int{k.Start, k.End}
			}
		}
	}
}

// candidate notes a form whose words stand in the text but fail a rule.
func (t *trace) candidate(s *scan, x mention, f failure) {
	owner := t.m.forms.owner[x.form]
	if f.rule == passed || f.rule == ruleInside || !t.wanted[owner] {
		return
	}
	at := fmt.Sprintf("%q", t.text[f.start:f.end])
	var why string
	switch f.rule {
	case ruleGap:
		why = "between its words stands " + at + ", which the term does not allow"
	case ruleBoundary:
		why = "an edge of " + at + " is inside a longer word or number: " + around(t.text, f.start, f.end)
	case ruleDisguise:
		why = at + " would have to be read as spaced-out letters, digits for letters or repeated letters, which the term has no option for"
	case ruleCase:
		why = at + " is not in the case of the list, which a short term must be"
	case ruleDigit:
		why = "a digit stands beside " + at + ", which a short term may not touch"
	}
	t.note(x.start, x.end, owner, Rejected, why)
}

// around shows a span with what stands at its sides.
func around(text string, start, end int) string {
	from, to := start, end
	for range 8 {
		from, to = runeBefore(text, from), runeAfter(text, to)
	}
	return fmt.Sprintf("%q", text[from:start]+"["+text[start:end]+"]"+text[end:to])
}

// suppressed notes the mentions that the cues speak against.
func (t *trace) suppressed(s *scan) {
	s.sortCues()
	for _, x := range s.mentions {
		owner := t.m.forms.owner[x.form]
		if !t.wanted[owner] {
			continue
		}
		e := &t.m.entries[t.m.terms[owner].entry]
		v := s.verdict(x)
		switch {
		case v.not >= 0:
			t.note(x.start, x.end, owner, Suppressed, "it is part of "+t.quote(s.cues[v.not])+", which the entry names under not:")
		case v.unless >= 0:
			t.note(x.start, x.end, owner, Suppressed, "beside it stands "+t.quote(s.cues[v.unless])+", which the entry names under unless:")
		case v.needNear && v.near < 0:
			var cues []string
			for _, c := range e.Near {
				cues = append(cues, c.Text)
			}
			t.note(x.start, x.end, owner, Suppressed, fmt.Sprintf(
				"within %d words and %d bytes stands none of the cues that the entry names under near: %s",
				windowTokens, windowBytes, strings.Join(cues, ", ")))
		}
	}
}

func (t *trace) quote(c cue) string { return fmt.Sprintf("%q", t.text[c.start:c.end]) }

// found notes the hits, and those inside longer ones.
func (t *trace) found(hits []Hit, mentions []mention) {
	for _, h := range hits {
		var owner int32 = -1
		for _, x := range mentions {
			if o := t.m.forms.owner[x.form]; x.start == h.Start && x.end == h.End && t.wanted[o] && t.m.entries[t.m.terms[o].entry].ID == h.Entry {
				owner = o
				break
			}
		}
		if owner < 0 {
			continue
		}
		why := "it is written as in the list"
		if h.How != 0 {
			why = "steps needed: " + strings.Join(h.How.Steps(), ", ")
		}
		o := Found
		for _, x := range hits { // a maximal one comes first
			if x.Start <= h.Start && h.End <= x.End && x.End-x.Start > h.End-h.Start {
				o, why = Inside, fmt.Sprintf("the longer hit %q, of entry %s, contains it", t.text[x.Start:x.End], x.Entry)
				break
			}
		}
		t.note(h.Start, h.End, owner, o, why)
	}
}

// nearest notes the form of which most words stand in the text.
func (t *trace) nearest() {
	best, most := int32(-1), -1.0
	for f := range int32(t.m.forms.len()) {
		if !t.wanted[t.m.forms.owner[f]] {
			continue
		}
		n := 0
		words := t.m.forms.words(f)
		for _, w := range words {
			if _, ok := t.seen[w]; ok {
				n++
			}
		}
		if share := float64(n) / float64(len(words)); share > most {
			best, most = f, share
		}
	}
	owner := t.m.forms.owner[best]
	if most == 0 {
		t.note(0, 0, owner, Absent, "none of its words stands in the text")
		return
	}
	var there, missing []string
	start, end := len(t.text), 0
	for _, w := range t.m.forms.words(best) {
		at, ok := t.seen[w]
		if !ok {
			missing = append(missing, fmt.Sprintf("%q", t.m.voc.ClassName(w)))
			continue
		}
		there = append(there, fmt.Sprintf("%q", t.text[at[0]:at[1]]))
		start, end = min(start, at[0]), max(end, at[1])
	}
	why := "of its words only " + strings.Join(there, ", ") + " stand in the text, not " + strings.Join(missing, ", ")
	if len(missing) == 0 {
		why = "its words stand in the text, but not one behind the other: " + strings.Join(there, ", ")
	}
	t.note(start, end, owner, Partial, why)
}

func runeBefore(text string, i int) int {
	_, size := utf8.DecodeLastRuneInString(text[:i])
	return i - size
}

func runeAfter(text string, i int) int {
	_, size := utf8.DecodeRuneInString(text[i:])
	return i + size
}
