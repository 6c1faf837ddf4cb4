package matcher

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// ordinary are sentences without a word, a cue or a number of the lists.
var ordinary = []string{
	"The committee met on Tuesday and approved the minutes. ",
	"Комитет собрался во вторник и утвердил протокол; больше ничего сказано не было. ",
	"委员会星期二开会，通过了上次会议的记录。",
	"Nobody came. ", "И это всё! ", "谁也没来。", "Ein größeres Haus, ", "…; ", "ドのは。",
}

// ordinaryText returns at least n bytes of ordinary text.
func ordinaryText(rng *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(pick(rng, ordinary))
	}
	return b.String()
}

// farApart is a break that no cue reaches over: more than 24 words and breaks,
// and more than 256 bytes.
func farApart(rng *rand.Rand) string {
	return "\n\n;\n\n" + ordinaryText(rng, 600) + "\n\n;\n\n"
}

// builtinGenerator returns the built-in lists as a Matcher and a generator.
func builtinGenerator(t testing.TB, seed uint64) (*Matcher, *generator) {
	t.Helper()
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	return m, newGenerator(m, rand.New(rand.NewPCG(seed, seed)))
}

func moved(hits []Hit, by int) []Hit {
	hits = slices.Clone(hits)
	for i := range hits {
		hits[i].Start, hits[i].End = hits[i].Start+by, hits[i].End+by
	}
	return hits
}

func rounds(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// TestOrdinary checks that what the other tests take for ordinary text holds
// neither a mention nor a cue.
func TestOrdinary(t *testing.T) {
	m, _ := builtinGenerator(t, 1)
	s := new(scan)
	for _, text := range ordinary {
		s.run(m, text, 0)
		if len(s.mentions)+len(s.cues)+len(s.recognised) > 0 {
			t.Errorf("%q: %d mentions, %d cues, %d numbers", text, len(s.mentions), len(s.cues), len(s.recognised))
		}
	}
}

// TestPadding puts ordinary text before and behind a text, of every length
// about those at which a scan hands its tokens on: spans move, and nothing else
// changes, cues included.
func TestPadding(t *testing.T) {
	long(t)
	m, g := builtinGenerator(t, 21)
	for i := range rounds(1500) {
		text := g.text()
		want := m.ScanAll(text)
		n := i % 130
		if i%3 == 0 {
			n = 1024*(1+i%5) - 40 + g.rng.IntN(80)
		}
		before := ordinaryText(g.rng, n) + "\n\n;\n\n"
		padded := before + text + "\n\n;\n\n" + ordinaryText(g.rng, g.rng.IntN(700))
		got := m.ScanAll(padded)
		if !reflect.DeepEqual(got, moved(want, len(before))) {
			t.Fatalf("%q:\nalone  %s\npadded %s, behind %d bytes", text, showHits(text, want), showHits(padded, got), len(before))
		}
	}
}

// TestUnion joins two texts by what no hit and no cue reaches over: the whole
// has the hits of both.
func TestUnion(t *testing.T) {
	long(t)
	m, g := builtinGenerator(t, 23)
	for range rounds(1000) {
		a, b := g.text(), g.text()
		a += farApart(g.rng)
		want := append(m.ScanAll(a), moved(m.ScanAll(b), len(a))...)
		if got := m.ScanAll(a + b); !slices.EqualFunc(got, want, func(x, y Hit) bool { return reflect.DeepEqual(x, y) }) {
			t.Fatalf("%q and %q:\n got %s\nwant %s", a, b, showHits(a+b, got), showHits(a+b, want))
		}
	}
}

// TestLineEnds writes CR LF for the line ends of a text and a byte order mark
// before it: spans move, and nothing else changes. What hangs on cues, whose
// window is measured in bytes, is left out.
func TestLineEnds(t *testing.T) {
	long(t)
	m, g := builtinGenerator(t, 39)
	cued := func(h Hit) bool {
		e, _ := m.Entry(h.Entry)
		return len(e.Near)+len(e.Unless)+len(e.Not) > 0
	}
	ends := 0
	for range rounds(1500) {
		text := strings.ReplaceAll(g.text()+g.text(), "\r", "")
		for range 3 {
			text = strings.Replace(text, " ", "\n", 1+g.rng.IntN(2))
		}
		want := slices.DeleteFunc(m.ScanAll(text), cued)
		for i := range want {
			h := &want[i]
			ends += strings.Count(text[h.Start:h.End], "\n")
			h.Start, h.End = h.Start+3+strings.Count(text[:h.Start], "\n"), h.End+3+strings.Count(text[:h.End], "\n")
		}
		other := "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
		got := slices.DeleteFunc(m.ScanAll(other), cued)
		if !slices.EqualFunc(got, want, func(x, y Hit) bool { return reflect.DeepEqual(x, y) }) {
			t.Fatalf("%q:\n got %s\nwant %s", other, showHits(other, got), showHits(other, want))
		}
	}
	if ends < rounds(1500)/10 {
		t.Errorf("%d line ends inside of hits: too few to judge by", ends)
	}
}

// place is what stays of a hit when another form of its entry reads it.
type place struct {
	start, end int
	entry      string
}

func places(hits []Hit) map[place]Hit {
	all := map[place]Hit{}
	for _, h := range hits {
		all[place{h.Start, h.End, h.Entry}] = h
	}
	return all
}

// changed returns a copy of a combined list in which f has changed the entries.
func changed(list *lists.List, f func(es []lists.Entry) []lists.Entry) *lists.List {
	l := *list
	l.Entries = f(slices.Clone(list.Entries))
	return &l
}

// TestTermRemoved takes single terms out of the lists: only their own hits go,
// unless another form of the entry reads the place.
func TestTermRemoved(t *testing.T) {
	long(t)
	category := []lists.Category{lists.Telecom}
	whole, err := Config{Categories: category}.New(lists.Builtin())
	require.NoError(t, err)
	g := newGenerator(whole, rand.New(rand.NewPCG(25, 26)))
	texts := make([]string, rounds(600))
	for i := range texts {
		texts[i] = g.text()
	}
	gone := 0
	for range max(rounds(10), 2) {
		x := &whole.entries[g.rng.IntN(len(whole.entries))]
		if len(x.Terms) < 2 {
			continue
		}
		at := g.rng.IntN(len(x.Terms))
		line := x.Terms[at]
		one, err := Config{Categories: category}.New(changed(whole.list, func(es []lists.Entry) []lists.Entry {
			e := slices.IndexFunc(es, func(e lists.Entry) bool { return e.ID == x.ID })
			es[e].Terms = []lists.Term{line}
			return es
		}))
		require.NoError(t, err)
		own := map[string]bool{} // the dictionary forms of the line
		for _, o := range one.terms {
			if o.entry >= 0 && one.entries[o.entry].ID == x.ID {
				own[o.text] = true
			}
		}
		less, err := Config{Categories: category}.New(changed(whole.list, func(es []lists.Entry) []lists.Entry {
			e := slices.IndexFunc(es, func(e lists.Entry) bool { return e.ID == x.ID })
			es[e].Terms = slices.Delete(slices.Clone(es[e].Terms), at, at+1)
			return es
		}))
		require.NoError(t, err)
		for _, text := range append(texts, line.Text) {
			before, after := places(whole.ScanAll(text)), places(less.ScanAll(text))
			for p, h := range before {
				got, ok := after[p]
				switch {
				case p.entry == x.ID && own[h.Term]:
					if !ok {
						gone++
					}
				case !reflect.DeepEqual(got, h):
					t.Fatalf("without %q of %s: in %q %+v is %+v", line.Text, x.ID, text, h, got)
				}
			}
			for p := range after {
				if _, ok := before[p]; !ok {
					t.Fatalf("without %q of %s: in %q %+v comes up", line.Text, x.ID, text, p)
				}
			}
		}
	}
	if gone == 0 {
		t.Error("no hit went with its term: the test shows nothing")
	}
}

// TestEntryOff switches entries off: their hits go, and no others, and none
// comes up.
func TestEntryOff(t *testing.T) {
	long(t)
	m, g := builtinGenerator(t, 27)
	for range max(rounds(4), 1) {
		off := map[string]bool{}
		list := "category: test\n"
		for len(off) < 30 {
			id := pick(g.rng, m.entries).ID
			if !off[id] {
				list += "\noff: " + id + "\n"
			}
			off[id] = true
		}
		less, err := New(lists.Builtin(), parseList(t, list))
		require.NoError(t, err)
		for range rounds(300) {
			text := g.text()
			want := slices.DeleteFunc(m.ScanAll(text), func(h Hit) bool { return off[h.Entry] })
			got := less.ScanAll(text)
			if !slices.EqualFunc(got, want, func(x, y Hit) bool { return reflect.DeepEqual(x, y) }) {
				t.Fatalf("%q:\n got %s\nwant %s", text, showHits(text, got), showHits(text, want))
			}
		}
	}
}

// TestListAdded adds lists whose terms overlap those of the built-in lists in
// every way, and terms to entries that are there: ScanAll loses nothing.
func TestListAdded(t *testing.T) {
	long(t)
	m, g := builtinGenerator(t, 29)
	added := 0
	for round := 0; round < 60 && added < max(rounds(4), 1); round++ {
		var list strings.Builder
		list.WriteString("category: added\n")
		known := map[string]bool{}
		for i := range 24 {
			a := strings.Fields(pick(g.rng, m.terms).text)
			b := strings.Fields(pick(g.rng, m.terms).text)
			term := strings.Join(append(a[g.rng.IntN(len(a)):], b[:1+g.rng.IntN(len(b))]...), " ")
			if known[term] || strings.ContainsAny(term, "<>#:;|") {
				continue
			}
			known[term] = true
			if i%4 == 0 {
				fmt.Fprintf(&list, "\nextend: %s\n%s: %s\n", pick(g.rng, m.entries).ID, langOf(term), term)
			} else {
				fmt.Fprintf(&list, "\nentry: added-%d-%d\n%s: %s\n", round, i, langOf(term), term)
			}
		}
		own, err := lists.Parse("added.txt", []byte(list.String()))
		if err != nil {
			continue // two terms of two alphabets met
		}
		more, err := New(lists.Builtin(), own)
		if err != nil {
			continue // a term that there is already
		}
		added++
		for range rounds(500) {
			text := g.text()
			after := places(more.ScanAll(text))
			for p, h := range places(m.ScanAll(text)) {
				got, ok := after[p]
				if !ok || got.How.count() > h.How.count() {
					t.Fatalf("%q: %+v is lost, or read in more steps, by a list added: %+v", text, h, got)
				}
			}
		}
	}
	if added == 0 {
		t.Errorf("%d sound lists out of 60: the test shows little", added)
	}
}

// TestFileOrder combines the files of the built-in lists in several orders.
func TestFileOrder(t *testing.T) {
	long(t)
	files, err := filepath.Glob("../lists/builtin/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []*lists.List
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		all = append(all, parseFile(t, filepath.Base(name), string(data)))
	}
	m, g := builtinGenerator(t, 31)
	for range max(rounds(3), 1) {
		g.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		other, err := New(all...)
		require.NoError(t, err)
		require.Equal(t, m.List().Hash(), other.List().Hash())
		for range rounds(300) {
			text := g.text()
			if got, want := other.ScanAll(text), m.ScanAll(text); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q:\nin one order %s\nin another   %s", text, showHits(text, want), showHits(text, got))
			}
		}
	}
}
