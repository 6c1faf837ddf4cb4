package matcher

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/cloudflare/ahocorasick"

	"github.com/dualuse-go/dualuse/normalize"
)

// A gate is the cloudflare engine. github.com/cloudflare/ahocorasick tells
// which of its patterns a text holds, not where, and takes some 4 kB a pattern
// byte; so its patterns are not the forms but their anchors, the rarest word of
// each, written as the UTF-8 of the word's number, which cannot match across
// two numbers. Where an anchor is present, the forms that hold it are tried at
// each of its tokens. Only MatchThreadSafe is used: Match loses hits when
// several goroutines call it.
type gate struct {
	forms   *formTable
	matcher *ahocorasick.Matcher
	anchors []uint32               // word numbers, by pattern
	uses    map[uint32][]anchorUse // by word number
}

// An anchorUse is a form and the place of the anchor in it.
type anchorUse struct {
	form int32
	at   int32
}

// gateScan is what a scan keeps for the gate.
type gateScan struct {
	buf     []byte
	present []uint32
	byTo    []int32
	path    [maxTokens]int32
}

func newGate(m *Matcher) *gate {
	count := make([]int32, m.voc.Len()+1)
	n := int32(m.forms.len())
	for f := range n {
		for _, w := range m.forms.words(f) {
			count[w]++
		}
	}
	g := &gate{forms: &m.forms, uses: map[uint32][]anchorUse{}}
	var patterns [][]byte
	for f := range n {
		words := m.forms.words(f)
		best := 0
		for i, w := range words {
			if count[w] < count[words[best]] {
				best = i
			}
		}
		w := words[best]
		if _, ok := g.uses[w]; !ok {
			patterns = append(patterns, appendNumber(nil, w))
			g.anchors = append(g.anchors, w)
		}
		g.uses[w] = append(g.uses[w], anchorUse{f, int32(best)})
	}
	g.matcher = ahocorasick.NewMatcher(patterns)
	return g
}

// appendNumber appends a word number as one UTF-8 sequence, which begins
// nowhere inside another one. Surrogates have none and are stepped over.
func appendNumber(b []byte, n uint32) []byte {
	const firstSurrogate, surrogates = 0xD800, 0x800
	r := rune(n)
	if r >= firstSurrogate {
		r += surrogates
	}
	return utf8.AppendRune(b, r)
}

// find implements engine.
func (g *gate) find(s *scan, tokens []normalize.Token) {
	q := &s.gate
	q.buf = q.buf[:0]
	for i := range tokens {
		t := &tokens[i]
		if t.ID == normalize.Skip {
			continue
		}
		q.buf = appendNumber(q.buf, t.ID)
		s.m.voc.Pairs(t, func(x, y uint32) { q.buf = appendNumber(appendNumber(q.buf, x), y) })
	}
	if len(g.anchors) == 0 || len(q.buf) == 0 {
		return
	}
	q.present = q.present[:0]
	for _, p := range g.matcher.MatchThreadSafe(q.buf) {
		q.present = append(q.present, g.anchors[p])
	}
	if len(q.present) == 0 {
		return
	}
	slices.Sort(q.present)
	q.byTo = q.byTo[:0]
	for i := range tokens {
		q.byTo = append(q.byTo, int32(i))
	}
	slices.SortStableFunc(q.byTo, func(a, b int32) int { return int(tokens[a].To - tokens[b].To) })
	for i := range tokens {
		t := &tokens[i]
		if t.ID == normalize.Skip {
			continue
		}
		g.try(s, tokens, int32(i), t.ID, -1)
		s.m.voc.Pairs(t, func(x, y uint32) {
			g.try(s, tokens, int32(i), x, 0)
			g.try(s, tokens, int32(i), y, 1)
		})
	}
}

// try tries the forms whose anchor is word at token i, of which it is all (part
// -1) or one of two words written as one (part 0 or 1).
func (g *gate) try(s *scan, tokens []normalize.Token, i int32, word uint32, part int) {
	q := &s.gate
	if _, ok := slices.BinarySearch(q.present, word); !ok {
		return
	}
	t := &tokens[i]
	for _, u := range g.uses[word] {
		words := g.forms.words(u.form)
		from, to := u.at, u.at // the words that token i is
		switch {
		case part == 0:
			to++
		case part == 1:
			from--
		}
		if from < 0 || int(to) >= len(words) || part >= 0 && !s.m.isPair(t, words[from], words[to]) {
			continue
		}
		q.path[from], q.path[to] = i, i
		g.back(s, tokens, words, u.form, from, to, t.From, t.To)
	}
}

// isPair reports whether the word of a token is x and y written as one.
func (m *Matcher) isPair(t *normalize.Token, x, y uint32) bool {
	found := false
	m.voc.Pairs(t, func(a, b uint32) { found = found || a == x && b == y })
	return found
}

// back completes the path before place k, whose token starts at the border
// from, and then what comes after place last, whose token ends at to.
func (g *gate) back(s *scan, tokens []normalize.Token, words []uint32, form, k, last int32, from, to int32) {
	q := &s.gate
	if k == 0 {
		g.ahead(s, tokens, words, form, last, to)
		return
	}
	lo := sort.Search(len(q.byTo), func(i int) bool { return tokens[q.byTo[i]].To >= from })
	for ; lo < len(q.byTo) && tokens[q.byTo[lo]].To == from; lo++ {
		i := q.byTo[lo]
		t := &tokens[i]
		if t.ID == normalize.Skip {
			g.back(s, tokens, words, form, k, last, t.From, to)
			continue
		}
		if t.ID == words[k-1] {
			q.path[k-1] = i
			g.back(s, tokens, words, form, k-1, last, t.From, to)
		}
		if k > 1 && s.m.isPair(t, words[k-2], words[k-1]) {
			q.path[k-2], q.path[k-1] = i, i
			g.back(s, tokens, words, form, k-2, last, t.From, to)
		}
	}
}

// ahead completes the path after place k, whose token ends at the border node.
func (g *gate) ahead(s *scan, tokens []normalize.Token, words []uint32, form, k int32, node int32) {
	q := &s.gate
	n := int32(len(words))
	if k == n-1 {
		s.candidate(form, q.path[:n])
		return
	}
	lo := sort.Search(len(tokens), func(i int) bool { return tokens[i].From >= node })
	for ; lo < len(tokens) && tokens[lo].From == node; lo++ {
		t := &tokens[lo]
		if t.ID == normalize.Skip {
			g.ahead(s, tokens, words, form, k, t.To)
			continue
		}
		if t.ID == words[k+1] {
			q.path[k+1] = int32(lo)
			g.ahead(s, tokens, words, form, k+1, t.To)
		}
		if k+2 < n && s.m.isPair(t, words[k+1], words[k+2]) {
			q.path[k+1], q.path[k+2] = int32(lo), int32(lo)
			g.ahead(s, tokens, words, form, k+2, t.To)
		}
	}
}
