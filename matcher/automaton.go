package matcher

import (
	"slices"

	"github.com/dualuse-go/dualuse/normalize"
)

// An automaton is the compact engine: an Aho-Corasick automaton whose alphabet
// is the classes of words, run over the readings of a text. At a border where
// readings meet it holds a state for each way of getting there; nearly always
// there is one way, and at most as many as the list has forms that begin with
// the different readings of the same words.
//
// Its edges stand in one hash table keyed by state and word, so that a step is
// one look-up, whatever the size of the list.
type automaton struct {
	root   []uint32 // by class: the state after it at the start of a form, 0 if none starts so
	edges  []edge   // of the other states: open addressing, a power of two of them
	fail   []uint32 // by state: the longest proper suffix that is a state
	out    []uint32 // by state: the nearest state along fail, itself included, that ends a form; 0 none
	depth  []uint8  // by state: its words
	first  []int32  // by state: a form that ends there, -1 none
	next   []int32  // by form: another form of the same words, -1 none
	length []uint8  // by form: its words
}

type edge struct{ state, word, to uint32 }

// newAutomaton builds the automaton of forms, each a sequence of words.
func newAutomaton(forms *formTable, classes int) *automaton {
	n := forms.len()
	a := &automaton{root: make([]uint32, classes+1), edges: make([]edge, 1024), next: make([]int32, n), length: make([]uint8, n)}
	var parent, word []uint32
	addState := func(p, w uint32) uint32 {
		parent, word = append(parent, p), append(word, w)
		a.first = append(a.first, -1)
		return uint32(len(parent) - 1)
	}
	addState(0, 0)
	used := 0
	for f := range n {
		seq := forms.words(int32(f))
		s := uint32(0)
		for _, w := range seq {
			to, ok := a.edge(s, w)
			switch {
			case ok:
			case s == 0:
				to = addState(s, w)
				a.root[w] = to
			default:
				to = addState(s, w)
				if used++; 4*used > 3*len(a.edges) {
					a.grow()
				}
				a.insert(edge{s, w, to})
			}
			s = to
		}
		a.next[f], a.first[s] = a.first[s], int32(f)
		a.length[f] = uint8(len(seq))
	}
	a.first = slices.Clone(a.first)
	a.link(parent, word)
	return a
}

// link sets fail, out and depth. A state comes after its parent in depth, so states
// are taken by depth.
func (a *automaton) link(parent, word []uint32) {
	n := len(parent)
	depth := make([]uint8, n)
	count := make([]int, maxTokens+2)
	for s := 1; s < n; s++ { // a parent is made before its children
		depth[s] = depth[parent[s]] + 1
		count[depth[s]+1]++
	}
	for d := 1; d < len(count); d++ {
		count[d] += count[d-1]
	}
	order := make([]uint32, n-1)
	for s := 1; s < n; s++ {
		order[count[depth[s]]] = uint32(s)
		count[depth[s]]++
	}
	a.fail, a.out, a.depth = make([]uint32, n), make([]uint32, n), depth
	for _, s := range order {
		if p := parent[s]; p != 0 {
			a.fail[s] = a.step(a.fail[p], word[s])
		}
		a.out[s] = a.out[a.fail[s]]
		if a.first[s] >= 0 {
			a.out[s] = s
		}
	}
}

func edgeHash(state, word uint32) uint32 {
	h := (state*0x9E3779B1 ^ word) * 0x85EBCA77
	return h ^ h>>15
}

func (a *automaton) edge(state, word uint32) (uint32, bool) {
	if state == 0 {
		return a.root[word], a.root[word] != 0
	}
	mask := uint32(len(a.edges) - 1)
	for i := edgeHash(state, word) & mask; ; i = (i + 1) & mask {
		e := a.edges[i]
		if e.to == 0 {
			return 0, false
		}
		if e.state == state && e.word == word {
			return e.to, true
		}
	}
}

func (a *automaton) insert(e edge) {
	mask := uint32(len(a.edges) - 1)
	i := edgeHash(e.state, e.word) & mask
	for a.edges[i].to != 0 {
		i = (i + 1) & mask
	}
	a.edges[i] = e
}

func (a *automaton) grow() {
	old := a.edges
	a.edges = make([]edge, 2*len(old))
	for _, e := range old {
		if e.to != 0 {
			a.insert(e)
		}
	}
}

// step returns the state after word.
func (a *automaton) step(state, word uint32) uint32 {
	for {
		if to, ok := a.edge(state, word); ok {
			return to
		}
		if state == 0 {
			return 0
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
		here := false
		for k := 0; k < len(reached); k++ {
			r := reached[k]
			if r.node != t.From {
				continue
			}
			if t.ID == normalize.Skip {
				reached = append(reached, reach{t.To, r.state, r.step, r.way})
				continue
			}
			here = true
			reached, steps = a.read(s, reached, steps, int32(i), t, r.state, r.step)
		}
		if !here && t.ID != normalize.Skip && a.root[t.ID] != 0 {
			reached, steps = a.read(s, reached, steps, int32(i), t, 0, -1)
		}
	}
	s.reached, s.steps = reached, steps
}

// read reads token i, which is t, in a state that the last step led to, and
// reports the forms that end behind it.
func (a *automaton) read(s *scan, reached []reach, steps []step, i int32, t normalize.Token, state uint32, last int32) ([]reach, []step) {
	state = a.step(state, t.ID)
	least := 1                       // words of a form
	if t.Second != 0 && state != 0 { // two words written as one
		steps = append(steps, step{i, last})
		last = int32(len(steps) - 1)
		state, least = a.step(state, t.Second), 2
	}
	if state == 0 {
		return reached, steps
	}
	at := int32(len(steps))
	steps = append(steps, step{i, last})
	r := reach{t.To, state, at, a.wayTo(s, steps, at, state)}
	for _, x := range reached {
		if x.node == r.node && x.state == r.state && x.way == r.way {
			return reached, steps // the same words, read alike
		}
	}
	reached = append(reached, r)
	for o := a.out[state]; o != 0; o = a.out[a.fail[o]] {
		for f := a.first[o]; f >= 0; f = a.next[f] {
			n := int(a.length[f])
			if n < least {
				continue
			}
			path := s.path[:n]
			for j, k := at, n-1; k >= 0; k-- {
				path[k] = steps[j].token
				j = steps[j].before
			}
			s.candidate(f, path)
		}
	}
	return reached, steps
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
