package matcher

import (
	"slices"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A partTrie holds part patterns as paths of fixed characters and wildcards,
// and is run as a nondeterministic automaton from every place where a part
// number may start. A hyphen or one blank may stand in the text where the
// pattern has either, or where a letter and a digit that are both fixed meet;
// so a wildcard crosses none. What the pattern parts, the text may write closed.
type partTrie struct {
	nodes    []partNode
	edges    map[uint64]int32
	patterns []pattern
	pairs    [256 * 256 / 64]uint64  // the two characters that patterns start with
	loose    [256 * 256 / 64]uint64  // those of them that any third one may follow
	triples  [tripleBits / 64]uint64 // hashes of the three that the others start with
}

const tripleBits = 1 << 16

func tripleOf(a, b, c key) uint32 {
	return (uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 0x9E3779B1 >> 16
}

// A partNode is a place in patterns.
type partNode struct {
	key   key   // the character that leads to it: fixed, keyAny or keyStar
	kinds uint8 // of its edges
	final int32 // the pattern that ends here plus one, 0 none
}

const (
	keyAny  key = 253
	keyStar key = 254
)

// The kinds of edges a node has; a gap before the character shifts them by 4.
const (
	fixedEdge uint8 = 1 << iota
	anyEdge
	starEdge
	gapEdges = 4
)

func kindOf(k key) uint8 {
	switch k {
	case keyAny:
		return anyEdge
	case keyStar:
		return starEdge
	}
	return fixedEdge
}

func edgeOf(from int32, k key, gap bool) uint64 {
	e := uint64(from)<<9 | uint64(k)<<1
	if gap {
		e |= 1
	}
	return e
}

// A pattern is a part: line.
type pattern struct {
	text      string
	entry     int32
	of        *lists.Entry
	alphabets uint8 // the classes of its letters
	gaps      int   // its hyphens and blanks
	other     int32 // another pattern that is read alike, plus one
}

// An accepted is a pattern that matches, and its last atom.
type accepted struct {
	pattern int32
	last    int
}

func (t *partTrie) init() {
	t.nodes = make([]partNode, 1)
	t.edges = map[uint64]int32{}
}

// add adds a pattern.
func (t *partTrie) add(text string, entry int32, of *lists.Entry) {
	p := pattern{text: text, entry: entry, of: of}
	at, gap := int32(0), false
	var path []key
	for i := 0; i < len(text); {
		g := normalize.GlyphAt(text, i)
		i += g.Size
		var k key
		switch {
		case g.Sign == normalize.SignHyphen || g.Sign == normalize.SignBlank:
			gap = at != 0
			continue
		case g.Sign == normalize.SignLetter || g.Sign == normalize.SignDigit:
			k = keyOf(g.Latin, g.Many)
			if k.letter() {
				p.alphabets |= 1 << g.Class
			}
		case text[i-g.Size] == '?':
			k = keyAny
		case text[i-g.Size] == '*':
			if k = keyStar; t.nodes[at].key == keyStar && !gap {
				continue
			}
		default:
			continue
		}
		e := edgeOf(at, k, gap)
		next, ok := t.edges[e]
		if !ok {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, partNode{key: k})
			t.edges[e] = next
			kind := kindOf(k)
			if gap {
				kind <<= gapEdges
			}
			t.nodes[at].kinds |= kind
		}
		at = next
		if gap {
			p.gaps++
		}
		gap = false
		path = append(path, k)
	}
	if len(path) == 0 {
		return
	}
	t.startsWith(path)
	p.other = t.nodes[at].final
	t.patterns = append(t.patterns, p)
	t.nodes[at].final = int32(len(t.patterns))
}

// startsWith notes which two or three characters a pattern may start with.
func (t *partTrie) startsWith(path []key) {
	if len(path) > 1 && path[0] < keyAny && path[1] < keyAny {
		at, bit := (int(path[0])<<8|int(path[1]))/64, uint64(1)<<(path[1]%64)
		t.pairs[at] |= bit
		if len(path) > 2 && path[2] < keyAny {
			h := tripleOf(path[0], path[1], path[2])
			t.triples[h/64] |= 1 << (h % 64)
		} else {
			t.loose[at] |= bit
		}
		return
	}
	can := func(i int, k key) bool {
		for _, p := range path[:min(i, len(path)-1)+1] {
			if p == keyStar {
				return true
			}
		}
		return i >= len(path) || path[i] == k || path[i] == keyAny
	}
	for a := range 256 {
		for b := range 256 {
			if can(0, key(a)) && can(1, key(b)) {
				t.pairs[(a<<8|b)/64] |= 1 << (b % 64)
				t.loose[(a<<8|b)/64] |= 1 << (b % 64)
			}
		}
	}
}

// find appends the part numbers of the region: the longest match of each
// pattern from each place.
func (t *partTrie) find(s *recogniserScan, found []recognised) []recognised {
	for i := s.first; i < s.last; i++ {
		k := s.atoms[i].key
		if i+1 < len(s.atoms) {
			b := s.atoms[i+1].key
			at, bit := (int(k)<<8|int(b))/64, uint64(1)<<(b%64)
			if t.pairs[at]&bit == 0 {
				continue
			}
			if i+2 < len(s.atoms) && t.loose[at]&bit == 0 {
				if h := tripleOf(k, b, s.atoms[i+2].key); t.triples[h/64]&(1<<(h%64)) == 0 {
					continue
				}
			}
		}
		if !s.free(i) {
			continue
		}
		t.run(s, i)
		for _, a := range s.accepted {
			found = t.accept(s, i, a, found)
		}
	}
	return found
}

// run finds the patterns that match from atom i.
func (t *partTrie) run(s *recogniserScan, i int) {
	s.accepted = s.accepted[:0]
	if len(s.marks) < len(t.nodes) {
		s.marks, s.mark = make([]uint32, len(t.nodes)), 0
	}
	s.states = append(s.states[:0], 0)
	digit := false
	for j := i; len(s.states) > 0 && j < len(s.atoms) && j < i+maxMatch; j++ {
		a := &s.atoms[j]
		gap := a.gap
		if j == i {
			gap = gapNone
		} else if gap != gapNone && !gap.joinable() {
			return
		}
		if s.mark++; s.mark == 0 {
			clear(s.marks)
			s.mark = 1
		}
		s.next = s.next[:0]
		for _, n := range s.states {
			if gap == gapNone && t.nodes[n].key == keyStar {
				s.add(n)
			}
			t.step(s, n, a.key, gap != gapNone, false)
		}
		s.states, s.next = s.next, s.states
		digit = digit || a.key.digit()
		if !digit || !s.ends(j) {
			continue
		}
		for _, n := range s.states {
			t.ending(s, n, j)
			for g := range 2 {
				if t.nodes[n].kinds&(starEdge<<(g*gapEdges)) != 0 {
					t.ending(s, t.edges[edgeOf(n, keyStar, g == 1)], j)
				}
			}
		}
	}
}

// step adds the nodes that a character leads to from node n. With passed, a *
// of no characters was passed over that may have a gap before it.
func (t *partTrie) step(s *recogniserScan, n int32, k key, gap, passed bool) {
	from := &t.nodes[n]
	if from.kinds == 0 {
		return
	}
	seam := from.key < keyAny && n != 0 && k < keyAny && from.key.digit() != k.digit()
	for _, parted := range [2]bool{false, true} {
		kinds := from.kinds
		if parted {
			kinds >>= gapEdges
		}
		open := !gap || parted || passed
		if kinds&fixedEdge != 0 && (open || seam) {
			if to, ok := t.edges[edgeOf(n, k, parted)]; ok {
				s.add(to)
			}
		}
		if kinds&anyEdge != 0 && open {
			s.add(t.edges[edgeOf(n, keyAny, parted)])
		}
		if kinds&starEdge != 0 {
			to := t.edges[edgeOf(n, keyStar, parted)]
			if open {
				s.add(to)
			}
			t.step(s, to, k, gap, passed || parted)
		}
	}
}

func (s *recogniserScan) add(n int32) {
	if s.marks[n] != s.mark {
		s.marks[n] = s.mark
		s.next = append(s.next, n)
	}
}

// ending keeps the patterns that end at node n.
func (t *partTrie) ending(s *recogniserScan, n int32, last int) {
	for p := t.nodes[n].final; p != 0; p = t.patterns[p-1].other {
		i := slices.IndexFunc(s.accepted, func(a accepted) bool { return a.pattern == p-1 })
		if i < 0 {
			s.accepted = append(s.accepted, accepted{p - 1, last})
		} else {
			s.accepted[i].last = last
		}
	}
}

// accept appends a match that starts at atom i.
func (t *partTrie) accept(s *recogniserScan, i int, a accepted, found []recognised) []recognised {
	p := &t.patterns[a.pattern]
	gaps, alphabets := 0, uint8(0)
	for j := i; j <= a.last; j++ {
		x := &s.atoms[j]
		if x.key.letter() {
			alphabets |= 1 << x.class
		}
		if j > i && x.gap != gapNone {
			gaps++
			if x.gap == gapBlank && (s.wordLike(i, j-1, -1) || s.wordLike(j, a.last, 1)) {
				return found
			}
		}
	}
	start, end := s.span(i, a.last)
	h := s.folded(start, end)
	if p.alphabets != 0 && alphabets&^p.alphabets != 0 {
		h |= LookAlike
	}
	if gaps > p.gaps {
		h |= Broken
	} else if gaps < p.gaps {
		h |= Joined
	}
	return append(found, recognised{
		start: start, end: end, kind: KindPart, entry: p.entry, term: p.text,
		codes: p.of.Codes, category: p.of.Category, how: h,
	})
}

// maxWordLike is how many letters beside a blank may be a word of their own:
// "max 3232" and "an 2104" are no part numbers, "MAX 3232" is one.
const maxWordLike = 3

// wordLike reports whether the piece of a match between the atoms i and j,
// seen from i if the step is 1 and from j if it is -1, is a short word with a
// small letter.
func (s *recogniserScan) wordLike(i, j, step int) bool {
	n, small := 0, false
	if step > 0 {
		for ; i <= j && (n == 0 || s.atoms[i].gap == gapNone); i++ {
			if s.atoms[i].key.digit() {
				return false
			}
			n++
			small = small || !s.atoms[i].upper
		}
		return small && n <= maxWordLike
	}
	for ; j >= i; j-- {
		if s.atoms[j].key.digit() {
			return false
		}
		n++
		small = small || !s.atoms[j].upper
		if s.atoms[j].gap != gapNone {
			break
		}
	}
	return small && n <= maxWordLike
}
