package main

import (
	"fmt"
	"strings"
	"unicode"

	bobu "github.com/BobuSumisu/aho-corasick"
	anknown "github.com/anknown/ahocorasick"
	"github.com/cloudflare/ahocorasick"
	coregx "github.com/coregx/ahocorasick"
	petar "github.com/petar-dambovaliev/aho-corasick"
	"golang.org/x/text/cases"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// engines are what is measured, this library first.
var engines = []engine{
	{name: "dualuse, exact terms", build: buildOurs(" [exact]"), raw: true},
	{name: "dualuse, all forms", build: buildOurs(""), raw: true},
	{name: "cloudflare/ahocorasick", build: buildCloudflare},
	{name: "x/text NFKC and fold, then cloudflare", build: buildPipeline, raw: true},
	{name: "BobuSumisu/aho-corasick", build: buildBobu, all: true},
	{name: "petar-dambovaliev/aho-corasick", build: buildPetar, all: true},
	{name: "coregx/ahocorasick", build: buildCoregx, all: true},
	{name: "anknown/ahocorasick", build: buildAnknown, all: true},
}

// buildOurs makes a matcher of the terms alone, numbers and codes off.
func buildOurs(option string) func(terms []string) (func(string) int, error) {
	return func(terms []string) (func(string) int, error) {
		var b strings.Builder
		b.WriteString("category: bench\n")
		for i, t := range terms {
			key := "en"
			for _, r := range t {
				if unicode.Is(unicode.Han, r) {
					key = "zh"
				} else if unicode.Is(unicode.Cyrillic, r) && key == "en" {
					key = "ru"
				}
			}
			fmt.Fprintf(&b, "\nentry: e%d\n%s: %s%s\n", i, key, t, option)
		}
		l, err := lists.Parse("bench", []byte(b.String()))
		if err != nil {
			return nil, err
		}
		m, err := matcher.Config{Off: matcher.Parts | matcher.Numbers | matcher.Codes}.New(dropDuplicates(l))
		if err != nil {
			return nil, err
		}
		return func(text string) int { return len(m.ScanAll(text)) }, nil
	}
}

func buildCloudflare(terms []string) (func(string) int, error) {
	m := ahocorasick.NewStringMatcher(terms)
	return func(text string) int { return len(m.MatchThreadSafe([]byte(text))) }, nil
}

// buildPipeline is what people write today: normalise, fold, search.
func buildPipeline(terms []string) (func(string) int, error) {
	chain := func(s string) string {
		t, _, _ := transform.String(transform.Chain(norm.NFKC, cases.Fold()), s)
		return t
	}
	folded := make([]string, len(terms))
	for i, t := range terms {
		folded[i] = chain(t)
	}
	m := ahocorasick.NewStringMatcher(folded)
	return func(text string) int { return len(m.MatchThreadSafe([]byte(chain(text)))) }, nil
}

func buildBobu(terms []string) (func(string) int, error) {
	t := bobu.NewTrieBuilder().AddStrings(terms).Build()
	return func(text string) int { return len(t.MatchString(text)) }, nil
}

func buildPetar(terms []string) (func(string) int, error) {
	b := petar.NewAhoCorasickBuilder(petar.Opts{MatchKind: petar.StandardMatch, DFA: false})
	m := b.Build(terms)
	return func(text string) int {
		n := 0
		for it := m.IterOverlapping(text); it.Next() != nil; {
			n++
		}
		return n
	}, nil
}

func buildCoregx(terms []string) (func(string) int, error) {
	m, err := coregx.NewBuilder().AddStrings(terms).Build()
	if err != nil {
		return nil, err
	}
	return func(text string) int { return len(m.FindAllOverlapping([]byte(text))) }, nil
}

func buildAnknown(terms []string) (func(string) int, error) {
	var m anknown.Machine
	keys := make([][]rune, len(terms))
	for i, t := range terms {
		keys[i] = []rune(t)
	}
	if err := m.Build(keys); err != nil {
		return nil, err
	}
	return func(text string) int { return len(m.MultiPatternSearch([]rune(text), false)) }, nil
}
