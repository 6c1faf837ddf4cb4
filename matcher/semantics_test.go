package matcher

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

const semanticsFile = "testdata/semantics.txt"

// A group is one claim of the table: its list, and the cases that show it. The
// file itself says how it is written.
type group struct {
	claim string
	list  *lists.List
	cases []semanticsCase
}

type semanticsCase struct {
	line    int
	text    string
	maximal bool // what Scan finds, not ScanAll
	want    []wantHit
}

// A wantHit is a hit of the table. The entry and the steps are "" where the
// table leaves them open.
type wantHit struct {
	start, end int
	entry, how string
}

func (w wantHit) String() string {
	return strings.TrimSpace(fmt.Sprintf("%d-%d %s %s", w.start, w.end, w.entry, w.how))
}

// TestSemantics holds every engine to the table.
func TestSemantics(t *testing.T) {
	for _, g := range readSemantics(t) {
		t.Run(g.claim, func(t *testing.T) {
			t.Parallel()
			for name, m := range allEngines(t, g.list) {
				for _, c := range g.cases {
					scan := m.ScanAll
					if c.maximal {
						scan = m.Scan
					}
					got := scan(c.text)
					if !c.agrees(got) {
						t.Errorf("%s:%d: %s: %q\n got %s\nwant %s", semanticsFile, c.line, name, c.text, showHits(c.text, got), c.showWant())
					}
				}
			}
		})
	}
}

// TestSemanticsEngines compares whole hits, with their terms and steps.
func TestSemanticsEngines(t *testing.T) {
	for _, g := range readSemantics(t) {
		engines := allEngines(t, g.list)
		for _, c := range g.cases {
			compareEngines(t, engines, c.text)
		}
	}
}

func (c semanticsCase) agrees(got []Hit) bool {
	return slices.EqualFunc(c.want, got, func(w wantHit, h Hit) bool {
		return w.start == h.Start && w.end == h.End &&
			(w.entry == "" || w.entry == h.Entry) &&
			(w.how == "" || w.how == h.How.String())
	})
}

func (c semanticsCase) showWant() string {
	if len(c.want) == 0 {
		return "none"
	}
	var b strings.Builder
	for _, w := range c.want {
		fmt.Fprintf(&b, "[%q %s] ", c.text[w.start:w.end], w)
	}
	return b.String()
}

func showHits(text string, hits []Hit) string {
	if len(hits) == 0 {
		return "none"
	}
	var b strings.Builder
	for _, h := range hits {
		fmt.Fprintf(&b, "[%q %d-%d %s %s] ", text[h.Start:h.End], h.Start, h.End, h.Entry, h.How)
	}
	return b.String()
}

// allEngines returns a Matcher of the list for each engine, by its name.
func allEngines(t testing.TB, list *lists.List) map[string]*Matcher {
	t.Helper()
	return Config{}.allEngines(t, list)
}

func (c Config) allEngines(t testing.TB, list *lists.List) map[string]*Matcher {
	t.Helper()
	engines := map[string]*Matcher{}
	for name, e := range map[string]Engine{"compact": Compact, "cloudflare": Cloudflare, "naive": Compact} {
		c.Engine = e
		m, err := c.New(list)
		require.NoError(t, err)
		engines[name] = m
	}
	naive := engines["naive"]
	naive.engine = naiveEngine{naive}
	naive.plain = true // what is skimmed must be read alike the slow way
	return engines
}

// compareEngines reports the engines that do not find what compact finds.
func compareEngines(t testing.TB, engines map[string]*Matcher, text string) {
	t.Helper()
	for _, maximal := range []bool{false, true} {
		want := engines["compact"].scan(text, maximal)
		for _, name := range []string{"cloudflare", "naive"} {
			if got := engines[name].scan(text, maximal); !reflect.DeepEqual(got, want) {
				t.Errorf("%q, maximal %t:\n%s finds %s\ncompact finds %s", text, maximal, name, showHits(text, got), showHits(text, want))
			}
		}
	}
}

// readSemantics reads the table.
func readSemantics(t testing.TB) []group {
	t.Helper()
	data, err := os.ReadFile(semanticsFile)
	require.NoError(t, err)
	var groups []group
	var list strings.Builder
	var g *group
	finish := func() {
		if g == nil {
			return
		}
		l, err := lists.Parse(g.claim, []byte(list.String()))
		require.NoError(t, err)
		g.list = l
		list.Reset()
	}
	terms, inStanza := 0, false
	for i, line := range bytes.Split(data, []byte("\n")) {
		line := string(line)
		n := i + 1
		switch {
		case line == "" || strings.HasPrefix(line, "# ") || line == "#" || strings.HasPrefix(line, "#\t"):
		case strings.HasPrefix(line, "## "):
			finish()
			groups = append(groups, group{claim: line[3:]})
			g = &groups[len(groups)-1]
			list.WriteString("category: test\n")
			terms, inStanza = 0, false
		case strings.HasPrefix(line, "\t"):
			require.NotNil(t, g, "%s:%d: no group", semanticsFile, n)
			key, _, _ := strings.Cut(line[1:], ":")
			switch {
			case key == "entry" || key == "set":
				list.WriteByte('\n')
				inStanza = true
			case !inStanza:
				terms++
				fmt.Fprintf(&list, "\nentry: t%d\n", terms)
			}
			list.WriteString(line[1:] + "\n")
		default:
			require.NotNil(t, g, "%s:%d: no group", semanticsFile, n)
			g.cases = append(g.cases, readCase(t, n, line))
		}
	}
	finish()
	require.NotEmpty(t, groups)
	return groups
}

func readCase(t testing.TB, n int, line string) semanticsCase {
	t.Helper()
	c := semanticsCase{line: n}
	text, want, ok := strings.Cut(line, " => ")
	if !ok {
		text, want, ok = strings.Cut(line, " -> ")
		c.maximal = true
	}
	require.True(t, ok, "%s:%d: want => or ->", semanticsFile, n)
	c.text = unescape(t, n, text)
	if want == "none" {
		return c
	}
	start, end, entry := 0, -1, ""
	for _, piece := range strings.Split(want, " | ") {
		piece, notes, _ := strings.Cut(piece, " {")
		piece = unescape(t, n, piece)
		if piece == "whole" {
			piece = c.text
		}
		var w wantHit
		occurrence := 0
		for _, note := range strings.Fields(strings.TrimSuffix(notes, "}")) {
			if k, err := strconv.Atoi(note); err == nil {
				occurrence = k
			} else if isStep(note) {
				w.how = note
			} else {
				w.entry = note
			}
		}
		from := start
		switch {
		case occurrence > 0:
			from = 0
			for range occurrence - 1 {
				from += strings.Index(c.text[from:], piece) + 1
			}
		case start+len(piece) == end && w.entry == entry:
			from++ // not the same hit again
		}
		at := strings.Index(c.text[from:], piece)
		require.GreaterOrEqual(t, at, 0, "%s:%d: no %q in the text from byte %d", semanticsFile, n, piece, from)
		w.start = from + at
		w.end = w.start + len(piece)
		start, end, entry = w.start, w.end, w.entry
		c.want = append(c.want, w)
	}
	return c
}

func isStep(s string) bool {
	if s == "exact" {
		return true
	}
	for step := range strings.SplitSeq(s, "+") {
		if !slices.Contains(howNames[:], step) {
			return false
		}
	}
	return true
}

func unescape(t testing.TB, n int, s string) string {
	t.Helper()
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	require.NoError(t, err, "%s:%d: %s", semanticsFile, n, s)
	return text
}
