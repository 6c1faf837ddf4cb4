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
	first []int32  // by state: the first place in order of a form that begins so
}

// newAutomaton builds the automaton of forms, each a sequence of classes.
func newAutomaton(forms *formTable, classes int) *automaton {
	a := &automaton{forms: forms, order: sortForms(forms, classes), root: make([]uint32, classes+1)}
	// The states, by depth: each a range of order, and how many words it has.
	type span struct{ lo, hi, words int32 }
	add := func(states []span, s span, class uint32) []span {
		a.word, a.first = append(a.word, class), append(a.first, s.lo)
		return append(states, s)
	}
	states := add(nil, span{0, int32(len(a.order)), 0}, 0)
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
			states = add(states, span{lo, hi, s.words + 1}, class)
			lo = hi
		}
	}
	a.kids = append(a.kids, uint32(len(states)))
	a.word, a.kids, a.first = slices.Clone(a.word), slices.Clone(a.kids), slices.Clone(a.first)

	a.fail, a.out = make([]uint32, len(states)), make([]uint32, len(states))
	for s := range states {
		for to := a.kids[s]; to < a.kids[s+1]; to++ {
			if s > 0 {
				a.fail[to] = a.step(a.fail[s], a.word[to])
			}
			if a.out[to] = a.out[a.fail[to]]; len(forms.words(a.order[a.first[to]])) == int(states[to].words) {
				a.out[to] = to
			}
		}
	}
	return a
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

// A reach is a way of getting to a border: the state there, and the last step,
// a place in scan.steps, that led to it.
type reach struct {
	node  int32
	state uint32
	step  int32
	how   wayRead
}

// A step is a token read, and the step before it.
type step struct{ token, before int32 }

// wayRead tells ways apart that lead to the same state: what the tokens needed
// to be read, what their words are to the first of their class, and whether one
// was two words written as one.
type wayRead struct {
	reading normalize.Reading
	steps   normalize.Steps
	joined  bool
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
		here := false
		for k := 0; k < len(reached); k++ {
			r := reached[k]
			if r.node != t.From {
				continue
			}
			if t.ID == normalize.Skip {
				reached = append(reached, reach{t.To, r.state, r.step, r.how})
				continue
			}
			here = true
			reached, steps = a.read(s, reached, steps, int32(i), t, r)
		}
		if !here && t.ID != normalize.Skip && a.root[t.ID] != 0 {
			reached, steps = a.read(s, reached, steps, int32(i), t, reach{t.From, 0, -1, wayRead{}})
		}
	}
	s.reached, s.steps = reached, steps
}

// read reads token t at a reach.
func (a *automaton) read(s *scan, reached []reach, steps []step, i int32, t normalize.Token, r reach) ([]reach, []step) {
	how := wayRead{r.how.reading | t.Reading, r.how.steps | t.Steps, r.how.joined || t.Second != 0}
	state, least, last := a.step(r.state, t.ID), 1, r.step
	if t.Second != 0 && state != 0 { // two words written as one
		steps = append(steps, step{i, r.step})
		state, least, last = a.step(state, t.Second), 2, int32(len(steps)-1)
	}
	return a.advance(s, reached, steps, reach{t.To, state, last, how}, i, least)
}

// advance enters the state of r, where token i led from the step of r, and
// reports the forms that end there, of least words and more.
func (a *automaton) advance(s *scan, reached []reach, steps []step, r reach, i int32, least int) ([]reach, []step) {
	if r.state == 0 {
		return reached, steps
	}
	for _, x := range reached {
		if x.node == r.node && x.state == r.state && x.how == r.how {
			return reached, steps // the same words, read alike
		}
	}
	at := int32(len(steps))
	steps = append(steps, step{i, r.step})
	reached = append(reached, reach{r.node, r.state, at, r.how})
	for o := a.out[r.state]; o != 0; o = a.out[a.fail[o]] {
		words := a.forms.words(a.order[a.first[o]])
		if len(words) < least {
			continue
		}
		path := s.path[:len(words)]
		for j, k := at, len(words)-1; k >= 0; k-- {
			path[k] = steps[j].token
			j = steps[j].before
		}
		for _, f := range a.order[a.first[o]:] {
			if !slices.Equal(a.forms.words(f), words) {
				break
			}
			s.candidate(f, path)
		}
	}
	return reached, steps
}
