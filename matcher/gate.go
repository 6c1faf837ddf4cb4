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
// byte; so its patterns are not the forms but their anchors, a rare word of
// each, written as the UTF-8 of a number, which cannot match across two
// numbers. Where an anchor is present, the forms that hold it are tried at each
// of its tokens. Only MatchThreadSafe is used: Match loses hits when several
// goroutines call it.
type gate struct {
	forms   *formTable
	matcher *ahocorasick.Matcher
	anchors []uint32               // classes, by pattern
	number  []uint32               // by class: its number as an anchor, 0 if it is none
	uses    map[uint32][]anchorUse // by class
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
	count := make([]int32, m.voc.Classes()+1)
	n := int32(m.forms.len())
	for f := range n {
		for _, w := range m.forms.words(f) {
			count[w]++
		}
	}
	g := &gate{forms: &m.forms, uses: map[uint32][]anchorUse{}, number: make([]uint32, len(count))}
	// Short forms first: their few words have to be anchors, which may serve
	// longer forms as well.
	order := make([]int32, n)
	for f := range n {
		order[f] = f
	}
	slices.SortStableFunc(order, func(a, b int32) int { return len(m.forms.words(a)) - len(m.forms.words(b)) })
	var patterns [][]byte
	for _, f := range order {
		words := m.forms.words(f)
		best := 0
		for i, w := range words {
			x := words[best]
			if old, new := g.serves(x), g.serves(w); new && !old || new == old && count[w] < count[x] {
				best = i
			}
		}
		w := words[best]
		if g.number[w] == 0 {
			g.anchors = append(g.anchors, w)
			g.number[w] = uint32(len(g.anchors))
			patterns = append(patterns, appendNumber(nil, g.number[w]))
		}
		g.uses[w] = append(g.uses[w], anchorUse{f, int32(best)})
	}
	g.matcher = ahocorasick.NewMatcher(patterns)
	return g
}

// maxUses is how many forms an anchor may serve before another word is taken.
const maxUses = 64

// serves reports whether a class is an anchor that can serve one more form.
func (g *gate) serves(class uint32) bool {
	return g.number[class] != 0 && len(g.uses[class]) < maxUses
}

// appendNumber appends the number of an anchor as one UTF-8 sequence, which begins
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
		for _, class := range [...]uint32{t.ID, t.Second} {
			if class != 0 && g.number[class] != 0 {
				q.buf = appendNumber(q.buf, g.number[class])
			}
		}
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
		if t.Second == 0 {
			g.try(s, tokens, int32(i), t.ID, 0, 0) // no form has the class Skip
			continue
		}
		g.try(s, tokens, int32(i), t.ID, 0, 1)
		g.try(s, tokens, int32(i), t.Second, 1, 1)
	}
}

// try tries the forms whose anchor is class at token i; the token has more
// words before the anchor's and after it if it is two written as one.
func (g *gate) try(s *scan, tokens []normalize.Token, i int32, class uint32, part, parts int32) {
	q := &s.gate
	if _, ok := slices.BinarySearch(q.present, class); !ok {
		return
	}
	t := &tokens[i]
	for _, u := range g.uses[class] {
		words := g.forms.words(u.form)
		from, to := u.at-part, u.at-part+parts // the words that token i is
		if from < 0 || int(to) >= len(words) || words[from] != t.ID || parts > 0 && words[to] != t.Second {
			continue
		}
		q.path[from], q.path[to] = i, i
		g.back(s, tokens, words, u.form, from, to, t.From, t.To)
	}
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
		if t.Second == 0 && t.ID == words[k-1] {
			q.path[k-1] = i
			g.back(s, tokens, words, form, k-1, last, t.From, to)
		}
		if k > 1 && t.Second == words[k-1] && t.ID == words[k-2] {
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
		if t.Second == 0 && t.ID == words[k+1] {
			q.path[k+1] = int32(lo)
			g.ahead(s, tokens, words, form, k+1, t.To)
		}
		if k+2 < n && t.ID == words[k+1] && t.Second == words[k+2] {
			q.path[k+1], q.path[k+2] = int32(lo), int32(lo)
			g.ahead(s, tokens, words, form, k+2, t.To)
		}
	}
}
