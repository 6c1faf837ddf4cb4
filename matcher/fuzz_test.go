package matcher

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
)

// checkHits checks what must hold of the hits in any text.
func checkHits(t testing.TB, m *Matcher, text string) {
	t.Helper()
	border := make([]bool, len(text)+1)
	for i := range text {
		border[i] = true
	}
	border[len(text)] = true
	all, maximal := m.ScanAll(text), m.Scan(text)
	for _, hits := range [][]Hit{all, maximal} {
		for i, h := range hits {
			if h.Start < 0 || h.Start >= h.End || h.End > len(text) {
				t.Fatalf("%q: span %d-%d", text, h.Start, h.End)
			}
			if !border[h.Start] || !border[h.End] {
				t.Errorf("%q: span %d-%d is not on rune borders", text, h.Start, h.End)
			}
			if !utf8.ValidString(text[h.Start:h.End]) {
				t.Errorf("%q: hit %q is not UTF-8", text, text[h.Start:h.End])
			}
			if _, ok := m.Entry(h.Entry); !ok && (h.Kind != KindCode || h.Entry != codeEntry) {
				t.Errorf("%q: hit of entry %q, which there is not", text, h.Entry)
			}
			if i > 0 && compareHits(hits[i-1], h) >= 0 {
				t.Errorf("%q: hits out of order or twice: %s", text, showHits(text, hits))
			}
		}
	}
	var want []Hit
	for _, h := range all {
		inside := func(o Hit) bool {
			return o.Start <= h.Start && h.End <= o.End && o.End-o.Start > h.End-h.Start
		}
		if !slices.ContainsFunc(all, inside) {
			want = append(want, h)
		}
	}
	if !reflect.DeepEqual(maximal, want) {
		t.Errorf("%q:\nScan finds       %s\nmaximal of all   %s", text, showHits(text, maximal), showHits(text, want))
	}
	if again := m.ScanAll(text); !reflect.DeepEqual(again, all) {
		t.Errorf("%q: ScanAll finds %s, and then %s", text, showHits(text, all), showHits(text, again))
	}
}

// compareHits orders hits by start, then longer first, then by entry.
func compareHits(a, b Hit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Entry, b.Entry))
}

// FuzzScan scans any bytes with a list that has a term of every shape.
func FuzzScan(f *testing.F) {
	for _, g := range readSemantics(f) {
		for _, c := range g.cases {
			f.Add(c.text)
		}
	}
	engines := allEngines(f, parseList(f, corpusList))
	f.Fuzz(func(t *testing.T, text string) {
		checkHits(t, engines["compact"], text)
		compareEngines(t, engines, text)
	})
}

// FuzzEngines compares the engines with any list too: one term a line.
func FuzzEngines(f *testing.F) {
	for _, g := range readSemantics(f) {
		var terms []string
		for _, e := range g.list.Entries {
			for _, term := range e.Terms {
				if !strings.Contains(term.Text, "<") {
					terms = append(terms, term.Text)
				}
			}
		}
		f.Add(strings.Join(terms, "\n"), g.cases[0].text)
	}
	f.Fuzz(func(t *testing.T, terms, text string) {
		list := &lists.List{}
		for i, term := range strings.Split(terms, "\n") {
			langs := []lists.Lang{lists.English, lists.Name}
			list.Entries = append(list.Entries, lists.Entry{
				ID: "t" + string(rune('a'+i%26)) + strings.Repeat("z", i/26), Category: "test",
				Terms: []lists.Term{{Text: term, Lang: langs[i%2]}},
			})
		}
		if len(list.Entries) > 50 {
			return
		}
		if _, err := New(list); err != nil {
			return // a bad list is refused, whatever is wrong with it
		}
		engines := allEngines(t, list)
		checkHits(t, engines["compact"], text)
		compareEngines(t, engines, text)
	})
}
