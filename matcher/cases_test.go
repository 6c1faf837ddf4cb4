package matcher

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/normalize"
)

// rows reads a table of testdata: fields between tabs, # before a remark.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer f.Close()
	var out [][]string
	s := bufio.NewScanner(f)
	for s.Scan() {
		if line := s.Text(); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	require.NoError(t, s.Err())
	require.NotEmpty(t, out)
	return out
}

// oneTerm makes a matcher of one term.
func oneTerm(t *testing.T, key, term string, evasion How) *Matcher {
	t.Helper()
	m, err := Config{Evasion: evasion}.New(parseList(t, fmt.Sprintf("category: test\n\nentry: e\n%s: %s\n", key, term)))
	require.NoError(t, err)
	return m
}

func langKey(term string) string {
	for _, w := range normalize.Words(term) {
		switch w.Class {
		case normalize.Han:
			return "zh"
		case normalize.Cyrillic:
			return "ru"
		}
	}
	return "en"
}

// TestPhrases: a form of a phrase is found whole, and what is no form is not.
func TestPhrases(t *testing.T) {
	for _, c := range []struct{ file, key string }{{"ru_phrases.tsv", "ru"}, {"en_pairs.tsv", "en"}} {
		for _, row := range rows(t, c.file) {
			text := row[1]
			whole := false
			for _, h := range oneTerm(t, c.key, row[0], 0).ScanAll(text) {
				whole = whole || h.Start == 0 && h.End == len(text)
			}
			if whole != (row[2] == "1") {
				t.Errorf("%s: %q in %q: found %v, want %s (%s)", c.file, row[0], text, whole, row[2], row[3])
			}
		}
	}
}

// TestDisguises: a disguise is seen through by default or not, and with its
// option if it has one.
func TestDisguises(t *testing.T) {
	options := map[string]How{"spaced": Spaced, "leet": Leet}
	for _, row := range rows(t, "evasion_cases.tsv") {
		term, text, option := row[0], strings.ReplaceAll(row[1], `\n`, "\n"), row[4]
		key := langKey(term)
		if strings.ContainsAny(term, "0123456789") {
			key = "name"
		}
		if option == "code" || term == "XC7Z020" {
			key = "part"
		}
		switch {
		case term == "Bulat" || term == "Mavic" || term == "DJI":
			key = "name"
		}
		m := oneTerm(t, key, term, 0)
		if got := len(m.Scan(text)) > 0; got != (row[3] == "1" || option == "code") && option != "exclude" {
			t.Errorf("%q in %q (%s): found %v, want %s", term, text, row[2], got, row[3])
		}
		if evasion, ok := options[option]; ok {
			if len(oneTerm(t, key, term, evasion).Scan(text)) == 0 {
				t.Errorf("%q in %q (%s): not found with %s", term, text, row[2], option)
			}
			listed, err := New(parseList(t, fmt.Sprintf("category: test\n\nentry: e\n%s: %s [%s]\n", key, term, option)))
			require.NoError(t, err)
			if len(listed.Scan(text)) == 0 {
				t.Errorf("%q in %q (%s): not found with the option [%s]", term, text, row[2], option)
			}
		}
	}
}

// TestNames: the Cyrillic spelling of a Latin name is found, declined too.
func TestNames(t *testing.T) {
	reached, of := map[bool]int{}, map[bool]int{}
	for _, row := range rows(t, "brand_triples.tsv") {
		if row[3] == "cn" {
			continue
		}
		m := oneTerm(t, "name", row[0], 0)
		russian := row[3] == "ru"
		of[russian]++
		for _, spelling := range strings.Split(row[1], "|") {
			if len(m.Scan("купить "+spelling+" недорого")) > 0 {
				reached[russian]++
				break
			}
		}
	}
	require.GreaterOrEqual(t, float64(reached[true])/float64(of[true]), 0.92)
	require.GreaterOrEqual(t, float64(reached[false])/float64(of[false]), 0.90)

	for _, c := range []struct{ name, text string }{
		{"Mavic", "с мавиков"}, {"Bulat", "без Булата"}, {"Булат", "у Bulat"}, {"Orlan", "Орланами"}, {"Bulat", "布拉特探测器"},
	} {
		hits := oneTerm(t, "name", c.name, 0).Scan(c.text)
		if len(hits) != 1 || hits[0].How&Derived == 0 {
			t.Errorf("%q in %q: %v", c.name, c.text, hits)
		}
	}
}

// TestScorecard holds the table of README: in which of the texts some term is
// found. Spaced-out texts are read with the option.
func TestScorecard(t *testing.T) {
	list := "category: test\n\nentry: e\nen: drone jammer\nen: drone detector\nname: BorisTone\nname: Assel Labs\nname: Bulat\n" +
		"ru: подавитель дронов\nru: интерференционный генератор\nzh: 无人机干扰器\n"
	m, err := Config{Evasion: Spaced}.New(parseList(t, list))
	require.NoError(t, err)
	for _, row := range rows(t, "scorecard.tsv") {
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(row[1], `"`, `\"`) + `"`)
		require.NoError(t, err, row[1])
		if got := len(m.Scan(text)) > 0; got != (row[2] == "1") {
			t.Errorf("%s: %q: found %v, want %s", row[0], text, got, row[2])
		}
	}
}

// TestShortNames: a name of which no spelling is left, and one whose spellings
// are all too short, compile like others.
func TestShortNames(t *testing.T) {
	for _, name := range []string{"Aa", "Ye", "Ой", "BorisTone", "Knuth"} {
		m := oneTerm(t, "name", name, 0)
		if len(m.Scan("a "+name+" b")) != 1 {
			t.Errorf("%q is not found", name)
		}
	}
	if hits := oneTerm(t, "name", "Knuth", 0).Scan("у нас"); len(hits) > 0 {
		t.Errorf("нас is taken for Knuth: %v", hits)
	}
}
