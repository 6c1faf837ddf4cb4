package matcher

import (
	"slices"

	"github.com/dualuse-go/dualuse/normalize"
)

const maxTokens = 32 // words of a term; what is longer is refused

// A gapRule says what may stand between two words of a form.
type gapRule uint8

const (
	gapFree  gapRule = iota // whatever is transparent
	gapHan                  // between Han: nothing, one blank or one line end
	gapTight                // a hyphen or nothing: one of the words is a single letter
	gapPiece                // as gapTight, or one blank if the text has the list's case
	gapMark                 // a mark was left out here: a hyphen, one blank or nothing
)

// A formTable holds the forms of all terms and cues: sequences of classes of
// words, what may stand between the words, and whose they are.
type formTable struct {
	pool  []uint32         // classes of all forms, one after the other
	gaps  []gapRule        // beside pool: the gap before the word
	ends  []uint32         // by form: where it ends in pool
	owner []int32          // by form: a place in Matcher.terms
	how   []How            // by form: the steps that made it
	cases map[int32]string // by form, where case matters: that of the letters of each word and a blank, '?' for any

	someWords []formWord // scratch of add
	someGaps  []gapRule
	someCase  []byte
	written   map[string]string // what stands in cases, once
}

func (t *formTable) len() int { return len(t.ends) }

func (t *formTable) span(f int32) (lo, hi uint32) {
	if f > 0 {
		lo = t.ends[f-1]
	}
	return lo, t.ends[f]
}

// words returns the classes of the words of a form.
func (t *formTable) words(f int32) []uint32 {
	lo, hi := t.span(f)
	return t.pool[lo:hi]
}

// gapsOf returns the gap rules of a form; the first means nothing.
func (t *formTable) gapsOf(f int32) []gapRule {
	lo, hi := t.span(f)
	return t.gaps[lo:hi]
}

// maxMarks is the ceiling of the marks inside a term, each of which doubles
// its forms.
const maxMarks = 6

// marks counts the marks of s that a text may leave out.
func (s sequence) marks() int {
	n := 0
	for _, w := range s.words {
		if w.mark {
			n++
		}
	}
	return n
}

// add enters the forms of one sequence for the owner: as it stands, and with
// every mark left out or not.
func (t *formTable) add(seq sequence, owner int32, name, needCase bool) {
	var marks []int
	for i, w := range seq.words {
		if w.mark && i > 0 && i < len(seq.words)-1 {
			marks = append(marks, i)
		}
	}
	for left := range 1 << len(marks) {
		words, gaps := t.someWords[:0], t.someGaps[:0]
		out := false
		for i, w := range seq.words {
			if j := slices.Index(marks, i); j >= 0 && left&(1<<j) != 0 {
				out = true
				continue
			}
			g := gapFree
			if out {
				g = gapMark
			} else if len(words) > 0 {
				g = gapBetween(words[len(words)-1], w, name)
			}
			out = false
			words, gaps = append(words, w), append(gaps, g)
		}
		t.enter(words, gaps, seq.how, owner, needCase)
		t.someWords, t.someGaps = words, gaps
	}
}

func alphabetic(c normalize.Class) bool { return c >= normalize.Latin && c <= normalize.Letter }

// enter adds one form.
func (t *formTable) enter(words []formWord, gaps []gapRule, how How, owner int32, needCase bool) {
	for i, w := range words {
		needCase = needCase || gaps[i] == gapPiece
		t.pool, t.gaps = append(t.pool, w.class), append(t.gaps, gaps[i])
	}
	if needCase {
		t.someCase = t.someCase[:0]
		for _, w := range words {
			t.someCase = append(append(t.someCase, w.upper...), ' ')
		}
		if _, ok := t.written[string(t.someCase)]; !ok {
			t.written[string(t.someCase)] = string(t.someCase)
		}
		t.cases[int32(t.len())] = t.written[string(t.someCase)]
	}
	t.ends = append(t.ends, uint32(len(t.pool)))
	t.owner = append(t.owner, owner)
	t.how = append(t.how, how)
}

// grow makes room for n forms.
func (t *formTable) grow(n int) {
	t.pool, t.gaps = make([]uint32, 0, 4*n), make([]gapRule, 0, 4*n)
	t.ends, t.owner, t.how = make([]uint32, 0, n), make([]int32, 0, n), make([]How, 0, n)
	t.cases, t.written = map[int32]string{}, map[string]string{}
}

// clip gives back the room kept for more forms.
func (t *formTable) clip() {
	t.pool, t.gaps, t.ends = slices.Clone(t.pool), slices.Clone(t.gaps), slices.Clone(t.ends)
	t.owner, t.how = slices.Clone(t.owner), slices.Clone(t.how)
	t.someWords, t.someGaps, t.someCase, t.written = nil, nil, nil, nil
}

// gapBetween returns what may stand between two adjacent words of a term.
func gapBetween(x, y formWord, name bool) gapRule {
	if y.joint == normalize.Space || x.script == normalize.Other || y.script == normalize.Other {
		return gapFree
	}
	xHan, yHan := x.script == normalize.Han, y.script == normalize.Han
	switch {
	case xHan && yHan && y.joint == normalize.Closed:
		return gapHan
	case xHan || yHan:
		return gapFree
	case alphabetic(x.script) && x.letters == 1 || alphabetic(y.script) && y.letters == 1:
		return gapTight
	case alphabetic(x.script) && x.letters == 2 || alphabetic(y.script) && y.letters == 2,
		name && (x.script == normalize.Digit) != (y.script == normalize.Digit):
		return gapPiece
	}
	return gapFree
}

// allows reports whether a gap of a text is what the rule allows; sameCase is
// asked only where the rule depends on the case of the text.
func (r gapRule) allows(g normalize.Gap, sameCase func() bool) bool {
	if g.Marks > 0 || g.Bytes > maxGap {
		return false
	}
	// A hyphen, a hyphen at a line end, or nothing.
	tight := g.Joints == 0 && g.Hyphens <= 1 && (g.Blanks+g.LineEnds == 0 || g.Hyphens == 1 && g.LineEnds == 1)
	switch r {
	case gapHan:
		return g.Hyphens == 0 && g.Joints == 0 && g.Blanks+g.LineEnds <= 1
	case gapTight:
		return tight
	case gapPiece:
		return tight || g.Joints == 0 && g.Hyphens <= 1 && g.Blanks <= 2 && g.LineEnds <= 1 && sameCase()
	case gapMark:
		return tight || g.Joints == 0 && g.Hyphens == 0 && g.Blanks+g.LineEnds <= 1
	}
	return true
}

const maxGap = 64 // bytes between two words of a hit
