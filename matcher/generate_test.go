package matcher

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A generator makes texts out of a list itself: its terms and their forms,
// near-misses of them, terms cut and glued, cues, numbers and example lines.
type generator struct {
	m     *Matcher
	rng   *rand.Rand
	lines []string           // the hit and miss lines
	parts []string           // numbers and part numbers
	by    map[uint32][]int32 // by the class of their first word: forms
}

func newGenerator(m *Matcher, rng *rand.Rand) *generator {
	g := &generator{m: m, rng: rng, by: map[uint32][]int32{}}
	for _, e := range m.entries {
		for _, texts := range [][]lists.Text{e.Hits, e.Misses, e.Not} {
			for _, x := range texts {
				g.lines = append(g.lines, x.Text)
			}
		}
		for _, p := range e.Parts {
			g.parts = append(g.parts, strings.NewReplacer("*", "02", "?", "7").Replace(p.Text))
		}
		for _, n := range e.Numbers {
			g.parts = append(g.parts, n.ID, "HS "+n.ID, "CAS "+n.ID, "ТН ВЭД "+strings.ReplaceAll(n.ID, ".", ""))
		}
		for _, c := range e.Codes {
			g.parts = append(g.parts, c.ID, "ECCN "+c.ID)
		}
	}
	for f := range int32(m.forms.len()) {
		w := m.forms.words(f)[0]
		g.by[w] = append(g.by[w], f)
	}
	return g
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// words writes a form, each word in one of its inflected forms.
func (g *generator) words(form int32) []string {
	var words []string
	for _, class := range g.m.forms.words(form) {
		var members []string
		g.m.voc.Members(class, func(w uint32) { members = append(members, g.m.voc.Word(w)) })
		words = append(words, pick(g.rng, members))
	}
	return words
}

func isHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// join writes words with what may stand between them, and rarely what may not.
func (g *generator) join(words []string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == 0:
		case g.rng.IntN(12) == 0:
			b.WriteString(pick(g.rng, corpusSeparators))
		case isHan(w) && isHan(words[i-1]) && g.rng.IntN(8) > 0:
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// form writes a form, perhaps with one word lost, one of another form in place
// of one, or the start of a form that begins with its last word behind it.
func (g *generator) form() string {
	f := int32(g.rng.IntN(g.m.forms.len()))
	words := g.words(f)
	switch g.rng.IntN(8) {
	case 0:
		words = slices.Delete(words, 0, g.rng.IntN(2))
	case 1:
		words[g.rng.IntN(len(words))] = pick(g.rng, g.words(int32(g.rng.IntN(g.m.forms.len()))))
	case 2:
		all := g.m.forms.words(f)
		if next := g.by[all[len(all)-1]]; len(next) > 0 {
			words = append(words, g.words(pick(g.rng, next))[1:]...)
		}
	case 3:
		words = append(words, words[:1+g.rng.IntN(len(words))]...)
	}
	return g.join(words)
}

// damage changes a letter or two: case, another letter, a look-alike, a letter
// lost, doubled or swapped.
func (g *generator) damage(s string) string {
	rs := []rune(s)
	if len(rs) == 0 {
		return s
	}
	i := g.rng.IntN(len(rs))
	switch g.rng.IntN(10) {
	case 0:
		return strings.ToUpper(s)
	case 1:
		rs[i] = unicode.ToUpper(rs[i])
	case 2:
		rs = slices.Delete(rs, i, i+1)
	case 3:
		rs = slices.Insert(rs, i, rs[i])
	case 4:
		j := g.rng.IntN(len(rs))
		rs[i], rs[j] = rs[j], rs[i]
	case 5:
		if twin, ok := evasionTwins[rs[i]]; ok {
			rs[i] = twin
		}
	case 6:
		rs = slices.Insert(rs, i, pick(g.rng, []rune{'\u200b', '\u0301', '\u00ad', '-', '\n', '.', '\'', '®', '1', 'x', 'ж'}))
	case 7:
		if t := evasionTraditional[rs[i]]; t != "" {
			return string(rs[:i]) + t + string(rs[i+1:])
		}
	case 8: // cut, perhaps inside a rune
		if g.rng.IntN(4) == 0 {
			return s[g.rng.IntN(len(s)):]
		}
		return string(rs[i:])
	case 9:
		return string(rs[:i])
	}
	return string(rs)
}

// text returns a text of some pieces.
func (g *generator) text() string {
	var b strings.Builder
	for range 1 + g.rng.IntN(7) {
		var p string
		switch n := g.rng.IntN(20); {
		case n < 5:
			p = g.m.terms[g.rng.IntN(len(g.m.terms))].text
		case n < 13:
			p = g.form()
		case n < 14:
			p = pick(g.rng, g.lines)
		case n < 16 && len(g.parts) > 0:
			p = pick(g.rng, g.parts)
		default:
			p = pick(g.rng, corpusPieces)
		}
		for g.rng.IntN(3) == 0 {
			p = g.damage(p)
		}
		b.WriteString(p)
		b.WriteString(pick(g.rng, corpusSeparators))
	}
	return b.String()
}

// TestBuiltinEngines compares the engines, category by category, on texts made
// out of the built-in lists, and checks that most of the lists had a turn.
func TestBuiltinEngines(t *testing.T) {
	long(t)
	byCategory := map[lists.Category]int{}
	for _, e := range lists.Builtin().Entries {
		byCategory[e.Category]++
	}
	for _, category := range slices.Sorted(maps.Keys(byCategory)) {
		t.Run(string(category), func(t *testing.T) {
			engines := map[string]*Matcher{}
			for name, e := range map[string]Engine{"compact": Compact, "cloudflare": Cloudflare, "naive": Compact} {
				m, err := Config{Engine: e, Categories: []lists.Category{category}}.New(lists.Builtin())
				require.NoError(t, err)
				engines[name] = m
			}
			naive := engines["naive"]
			naive.engine, naive.plain = naiveEngine{naive}, true
			m := engines["compact"]
			n := 150
			if testing.Short() {
				n = 30
			}
			g := newGenerator(m, rand.New(rand.NewPCG(15, uint64(len(category)))))
			entries := map[string]bool{}
			for range n {
				text := g.text()
				compareEngines(t, engines, text)
				checkHits(t, m, text)
				for _, h := range m.ScanAll(text) {
					entries[h.Entry] = true
				}
				if t.Failed() {
					return
				}
			}
			if want := min(len(m.entries)/2, n/3); len(entries) < want {
				t.Errorf("the texts hold %d of %d entries, want %d: too few to judge by", len(entries), len(m.entries), want)
			}
		})
	}
}

// TestBuiltinWhole compares the engines that are quick enough with the whole of
// the built-in lists: compact, compact by the slow path, cloudflare.
func TestBuiltinWhole(t *testing.T) {
	long(t)
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	plain, err := New(lists.Builtin())
	require.NoError(t, err)
	plain.plain = true
	gate, err := Config{Engine: Cloudflare}.New(lists.Builtin())
	require.NoError(t, err)
	n := 4000
	if testing.Short() {
		n = 400
	}
	g := newGenerator(m, rand.New(rand.NewPCG(17, 18)))
	hits := 0
	for range n {
		text := g.text()
		want := m.ScanAll(text)
		hits += len(want)
		for name, other := range map[string]*Matcher{"plain": plain, "cloudflare": gate} {
			if got := other.ScanAll(text); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q:\n%s finds %s\ncompact finds %s", text, name, showHits(text, got), showHits(text, want))
			}
		}
	}
	if hits < n {
		t.Errorf("%d hits in %d texts: too few to judge by", hits, n)
	}
}

// TestBuiltinTerms looks for every term and cue of the built-in lists as the
// list writes it, alone: it must be found whole, but for quotes at its ends, before cues are asked.
func TestBuiltinTerms(t *testing.T) {
	long(t)
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	forms := map[int32][]int32{} // by term
	for f, owner := range m.forms.owner {
		forms[owner] = append(forms[owner], int32(f))
	}
	s := new(scan)
	checked := 0
	for i := range m.terms {
		x, text := &m.terms[i], strings.Trim(m.terms[i].text, " «»“”")
		if !slices.ContainsFunc(forms[int32(i)], func(f int32) bool { return isWritten(m, f, text) }) {
			continue // a line asks for a set in a case: the term stands in the nominative
		}
		checked++
		// An 's and the last dot of a dotted word are outside the span.
		end := len(strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "."))
		m.plain = x.cue() >= 0 // cues are read only beside mentions
		s.run(m, text, 0)
		found := slices.ContainsFunc(s.mentions, func(o mention) bool {
			return m.terms[m.forms.owner[o.form]].entry == x.entry && o.start == 0 && o.end >= end
		}) || slices.ContainsFunc(s.cues, func(c cue) bool { return c.id == x.cue() && c.start == 0 && c.end >= end })
		if !found {
			t.Errorf("%q is not found whole in itself, though a list has it", text)
		}
	}
	if checked < len(m.terms)*3/4 {
		t.Errorf("%d of %d terms are looked for: too few", checked, len(m.terms))
	}
}

// isWritten reports whether a text is a form word by word.
func isWritten(m *Matcher, form int32, text string) bool {
	words, classes := normalize.Words(text), m.forms.words(form)
	if len(words) != len(classes) {
		return false
	}
	for i, w := range words {
		member := false
		m.voc.Members(classes[i], func(x uint32) { member = member || m.voc.Word(x) == w.Text })
		if !member {
			return false
		}
	}
	return true
}

// TestGeneratorIsBroad checks that the generator makes what it is there for.
func TestGeneratorIsBroad(t *testing.T) {
	m, err := Config{Categories: []lists.Category{lists.Telecom}}.New(lists.Builtin())
	require.NoError(t, err)
	g := newGenerator(m, rand.New(rand.NewPCG(19, 20)))
	kinds, steps, empty := map[Kind]int{}, map[string]int{}, 0
	for range 3000 {
		hits := m.Scan(g.text())
		if len(hits) == 0 {
			empty++
		}
		for _, h := range hits {
			kinds[h.Kind]++
			for _, s := range strings.Split(fmt.Sprint(h.How), " ") {
				steps[s]++
			}
		}
	}
	if empty == 0 || empty > 2000 {
		t.Errorf("%d of 3000 texts hold nothing: want some, not most", empty)
	}
	for _, k := range []Kind{KindTerm, KindName, KindCode} {
		if kinds[k] == 0 {
			t.Errorf("no hit of kind %v", k)
		}
	}
	if len(steps) < 6 {
		t.Errorf("steps %v: too few kinds", steps)
	}
}
