package matcher

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/normalize"
)

// An automaton is the compact engine: an Aho-Corasick automaton whose alphabet
// is the classes of words, run over the readings of a text. At a border where
// readings meet it holds a state for each way of getting there; nearly always
// there is one way, and at most as many as the list has forms that begin with
// the different readings of the same words.
//
// It is made of the forms in the order of their classes, where those that begin
// with the same words stand side by side: a state is such a range. States are
// numbered by depth, so that the states behind one stand side by side, too, in
// the order of their classes.
type automaton struct {
	forms *formTable
	order []int32  // forms
	root  []uint32 // by class: the state after it at the start of a form, 0 if none starts so
	word  []uint32 // by state: the class that leads to it
	kids  []uint32 // by state: the first behind it; those of the next state come behind them
	fail  []uint32 // by state: the longest proper suffix that is a state
	out   []uint32 // by state: the nearest state along fail, itself included, that ends a form; 0 none
	depth []uint8  // by state: its words
	first []int32  // by state: the first place in order of a form that begins so
}

// newAutomaton builds the states of the automaton of forms, each a sequence of
// classes; link leads them to one another.
func newAutomaton(forms *formTable, classes int) *automaton {
	a := &automaton{forms: forms, order: sortForms(forms, classes), root: make([]uint32, classes+1)}
	// The states, by depth: each a range of order, and how many words it has.
	type span struct{ lo, hi, words int32 }
	n := len(forms.pool) + 1 // at most
	states := make([]span, 0, n)
	a.word, a.first, a.depth = make([]uint32, 0, n), make([]int32, 0, n), make([]uint8, 0, n)
	add := func(s span, class uint32) {
		a.word, a.first, a.depth = append(a.word, class), append(a.first, s.lo), append(a.depth, uint8(s.words))
		states = append(states, s)
	}
	a.kids = make([]uint32, 0, n+1)
	add(span{0, int32(len(a.order)), 0}, 0)
	for at := 0; at < len(states); at++ {
		s := states[at]
		a.kids = append(a.kids, uint32(len(states)))
		lo := s.lo
		for lo < s.hi && len(forms.words(a.order[lo])) == int(s.words) {
			lo++ // it ends here
		}
		for lo < s.hi {
			class := forms.words(a.order[lo])[s.words]
			hi := lo + 1
			for hi < s.hi && forms.words(a.order[hi])[s.words] == class {
				hi++
			}
			if at == 0 {
				a.root[class] = uint32(len(states))
			}
			add(span{lo, hi, s.words + 1}, class)
			lo = hi
		}
	}
	a.kids = append(a.kids, uint32(len(states)))
	a.word, a.kids = slices.Clone(a.word), slices.Clone(a.kids)
	a.first, a.depth = slices.Clone(a.first), slices.Clone(a.depth)
	return a
}

// link finds the longest proper suffix of each state that is a state, and the
// forms that end there.
func (a *automaton) link() {
	a.fail, a.out = make([]uint32, len(a.word)), make([]uint32, len(a.word))
	for s := range a.word {
		for to := a.kids[s]; to < a.kids[s+1]; to++ {
			if s > 0 {
				a.fail[to] = a.step(a.fail[s], a.word[to])
			}
			if a.out[to] = a.out[a.fail[to]]; len(a.forms.words(a.order[a.first[to]])) == int(a.depth[to]) {
				a.out[to] = to
			}
		}
	}
}

// sortForms returns the forms in the order of their classes.
func sortForms(forms *formTable, classes int) []int32 {
	// By the first class it is a matter of counting.
	first := make([]int32, classes+2)
	for f := range int32(forms.len()) {
		first[forms.words(f)[0]+1]++
	}
	for c := range classes + 1 {
		first[c+1] += first[c]
	}
	order, at := make([]int32, forms.len()), slices.Clone(first)
	for f := range order {
		c := forms.words(int32(f))[0]
		order[at[c]] = int32(f)
		at[c]++
	}
	for c := range classes + 1 {
		slices.SortStableFunc(order[first[c]:first[c+1]], func(f, g int32) int {
			return slices.Compare(forms.words(f), forms.words(g))
		})
	}
	return order
}

// tell tells the vocabulary of the forms, and returns how many words the longest
// cue has.
func (a *automaton) tell(v *normalize.Vocabulary, terms []term) (cueWords int) {
	for _, f := range a.order {
		t := a.forms
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

// edge returns the state that a class leads to, 0 if it leads to none.
func (a *automaton) edge(state, class uint32) uint32 {
	if state == 0 {
		return a.root[class]
	}
	lo, hi := a.kids[state], a.kids[state+1]
	for hi-lo > 8 {
		if mid := (lo + hi) / 2; a.word[mid] <= class {
			lo = mid
		} else {
			hi = mid
		}
	}
	for ; lo < hi; lo++ {
		if a.word[lo] == class {
			return lo
		}
	}
	return 0
}

// step returns the state after a class.
func (a *automaton) step(state, class uint32) uint32 {
	for {
		if to := a.edge(state, class); to != 0 || state == 0 {
			return to
		}
		state = a.fail[state]
	}
}

// stepInside is step without what starts with the class: 0 if nothing that began
// before it goes on with it.
func (a *automaton) stepInside(state, class uint32) uint32 {
	for ; state != 0; state = a.fail[state] {
		if to := a.edge(state, class); to != 0 {
			return to
		}
	}
	return 0
}

// A reach is a way of getting to a border: the state there, and the last step,
// a place in scan.steps, that led to it.
type reach struct {
	node  int32
	state uint32
	step  int32
	way   wayRead
}

// A step is a token read, and the step before it.
type step struct{ token, before int32 }

// A wayRead tells ways of getting to the same state apart: where the words of the
// state begin, what their tokens needed to be read, and what they are to the
// first of their class.
type wayRead struct {
	from    int32
	reading normalize.Reading
	steps   normalize.Steps
}

// find implements engine.
func (a *automaton) find(s *scan, tokens []normalize.Token) {
	reached, steps := s.reached[:0], s.steps[:0]
	for i, t := range tokens {
		// Drop what lies behind: tokens come in the order of From.
		for len(reached) > 0 && reached[0].node < t.From {
			k := 0
			for _, r := range reached {
				if r.node >= t.From {
					reached[k] = r
					k++
				}
			}
			reached = reached[:k]
		}
		inside := false // it goes on from some state
		for k := 0; k < len(reached); k++ {
			r := reached[k]
			if r.node != t.From {
				continue
			}
			if t.ID == normalize.Skip {
				reached = append(reached, reach{t.To, r.state, r.step, r.way})
			} else if state := a.stepInside(r.state, t.ID); state != 0 {
				inside = true
				reached, steps = a.read(s, reached, steps, int32(i), t, state, r.step)
			}
		}
		// From all other states it leads to where it leads from the first one: what
		// goes on inside takes that along.
		if !inside && t.ID != normalize.Skip && a.root[t.ID] != 0 {
			reached, steps = a.read(s, reached, steps, int32(i), t, a.root[t.ID], -1)
		}
	}
	s.reached, s.steps = reached, steps
}

// read goes on from the state that token i, which is t, leads to behind the last
// step, and reports the forms that end there.
func (a *automaton) read(s *scan, reached []reach, steps []step, i int32, t normalize.Token, state uint32, last int32) ([]reach, []step) {
	least := 1         // words of a form
	if t.Second != 0 { // two words written as one
		steps = append(steps, step{i, last})
		last = int32(len(steps) - 1)
		if state, least = a.step(state, t.Second), 2; state == 0 {
			return reached, steps
		}
	}
	at := int32(len(steps))
	steps = append(steps, step{i, last})
	if a.goesOn(state) {
		r := reach{t.To, state, at, a.wayTo(s, steps, at, state)}
		for _, x := range reached {
			if x.node == r.node && x.state == r.state && x.way == r.way {
				return reached, steps // the same words, read alike
			}
		}
		reached = append(reached, r)
	}
	for o := a.out[state]; o != 0; o = a.out[a.fail[o]] {
		n := int(a.depth[o])
		if n < least {
			break // so are all that follow
		}
		path := s.path[:n]
		for j, k := at, n-1; k >= 0; k-- {
			path[k] = steps[j].token
			j = steps[j].before
		}
		words := a.forms.words(a.order[a.first[o]])
		for _, f := range a.order[a.first[o]:] {
			if !slices.Equal(a.forms.words(f), words) {
				break
			}
			s.candidate(f, path)
		}
	}
	return reached, steps
}

// goesOn reports whether any class leads on from a state but for the first words
// of forms.
func (a *automaton) goesOn(state uint32) bool {
	for ; state != 0; state = a.fail[state] {
		if a.kids[state] < a.kids[state+1] {
			return true
		}
	}
	return false
}

// wayTo tells how the words of a state were read, the last of them by the step
// at.
func (a *automaton) wayTo(s *scan, steps []step, at int32, state uint32) (w wayRead) {
	for range a.depth[state] {
		t := &s.tokens[steps[at].token]
		w.from = t.From
		w.reading |= t.Reading
		w.steps |= t.Steps
		at = steps[at].before
	}
	return w
}
