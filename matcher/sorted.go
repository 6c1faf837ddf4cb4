package matcher

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/normalize"
)

// sortedForms is the compact engine: the forms in the order of their classes, so
// that those that begin with the same words stand side by side. It reads a text
// from every border on, and each word narrows a range of forms, until one ends or
// none is left. At a border it holds a range for each way of getting there: mostly
// there is none, and at most as many as forms begin with the words before it.
type sortedForms struct {
	forms *formTable
	order []int32 // forms
	first []int32 // by class: the first place in order of a form that begins with it
}

func sortForms(forms *formTable, classes int) *sortedForms {
	e := &sortedForms{forms, make([]int32, forms.len()), make([]int32, classes+2)}
	// By the first class it is a matter of counting.
	for f := range e.order {
		e.first[forms.words(int32(f))[0]+1]++
	}
	for c := range classes + 1 {
		e.first[c+1] += e.first[c]
	}
	at := slices.Clone(e.first)
	for f := range e.order {
		c := forms.words(int32(f))[0]
		e.order[at[c]] = int32(f)
		at[c]++
	}
	for c := range classes + 1 {
		slices.SortStableFunc(e.order[e.first[c]:e.first[c+1]], func(f, g int32) int {
			return slices.Compare(forms.words(f), forms.words(g))
		})
	}
	return e
}

// tell tells the vocabulary of the forms, and returns how many words the longest
// cue has.
func (e *sortedForms) tell(v *normalize.Vocabulary, terms []term) (cueWords int) {
	for _, f := range e.order {
		t := e.forms
		owner := &terms[t.owner[f]]
		form := normalize.Form{Classes: t.words(f), Cue: owner.cue() >= 0}
		first, _, _ := strings.Cut(t.cases[f], " ")
		form.Capital = owner.caseMatters && strings.Contains(first, "U")
		v.AddForm(form)
		if form.Cue {
			cueWords = max(cueWords, len(form.Classes))
		}
	}
	return cueWords
}

// A prefix is the forms that begin with the same words: a range of the order.
type prefix struct{ from, to, words int32 }

// next returns those of p whose next word is of a class.
func (e *sortedForms) next(p prefix, class uint32) prefix {
	if p.words == 0 {
		return prefix{e.first[class], e.first[class+1], 1}
	}
	from := e.search(p.from, p.to, p.words, class)
	return prefix{from, e.search(from, p.to, p.words, class+1), p.words + 1}
}

// search returns the first place from lo to hi whose form has a word k of class or
// a later one. Those that have no word k come before it.
func (e *sortedForms) search(lo, hi, k int32, class uint32) int32 {
	for lo < hi {
		mid := int32(uint32(lo+hi) >> 1)
		if words := e.forms.words(e.order[mid]); int(k) >= len(words) || words[k] < class {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// A reach is a way of getting to a border: the forms that begin so, and the last
// step, a place in scan.steps, that led to it.
type reach struct {
	node int32
	step int32
	prefix
	how wayRead
}

// A step is a token read, and the step before it.
type step struct{ token, before int32 }

// wayRead tells ways apart that lead to the same forms: what the tokens needed
// to be read, what their words are to the first of their class, and whether one
// was two words written as one.
type wayRead struct {
	reading normalize.Reading
	steps   normalize.Steps
	joined  bool
}

// find implements engine.
func (e *sortedForms) find(s *scan, tokens []normalize.Token) {
	s.reached, s.steps = s.reached[:0], s.steps[:0]
	for i, t := range tokens {
		// Drop what lies behind: tokens come in the order of From.
		for len(s.reached) > 0 && s.reached[0].node < t.From {
			s.reached = slices.DeleteFunc(s.reached, func(r reach) bool { return r.node < t.From })
		}
		for k := 0; k < len(s.reached); k++ {
			switch r := s.reached[k]; {
			case r.node != t.From:
			case t.ID == normalize.Skip:
				r.node = t.To
				s.reached = append(s.reached, r)
			default:
				e.read(s, int32(i), t, r)
			}
		}
		if t.ID != normalize.Skip && e.first[t.ID] < e.first[t.ID+1] {
			e.read(s, int32(i), t, reach{step: -1})
		}
	}
}

// read reads token t, which is token i, at a reach.
func (e *sortedForms) read(s *scan, i int32, t normalize.Token, r reach) {
	how := wayRead{r.how.reading | t.Reading, r.how.steps | t.Steps, r.how.joined || t.Second != 0}
	next, last := e.next(r.prefix, t.ID), r.step
	if t.Second != 0 && next.from < next.to { // two words written as one
		s.steps = append(s.steps, step{i, r.step})
		next, last = e.next(next, t.Second), int32(len(s.steps)-1)
	}
	if next.from < next.to {
		e.reach(s, reach{t.To, last, next, how}, i)
	}
}

// reach enters r, where token i led from its step, and reports the forms that end
// there.
func (e *sortedForms) reach(s *scan, r reach, i int32) {
	for _, x := range s.reached {
		if x.node == r.node && x.prefix == r.prefix && x.how == r.how {
			return // the same words, read alike
		}
	}
	s.steps = append(s.steps, step{i, r.step})
	r.step = int32(len(s.steps) - 1)
	s.reached = append(s.reached, r)
	for at := r.from; at < r.to; at++ {
		f := e.order[at]
		if len(e.forms.words(f)) > int(r.words) {
			return // longer ones come behind
		}
		path := s.path[:r.words]
		for j, k := r.step, r.words-1; k >= 0; k-- {
			path[k] = s.steps[j].token
			j = s.steps[j].before
		}
		s.candidate(f, path)
	}
}
