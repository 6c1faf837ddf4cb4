package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
)

// makeTerms returns n different terms in three scripts: those of the built-in
// lists that are whole phrases, and as many made of their words as are wanting.
// The choice is the same in every run.
func makeTerms(n int) []string {
	var all []string
	words := map[lists.Lang][]string{}
	for _, e := range lists.Builtin().Entries {
		for _, t := range e.Terms {
			if strings.ContainsAny(t.Text, "<>/.,&+()′#:") || len([]rune(t.Text)) < 4 {
				continue
			}
			all = append(all, t.Text)
			if t.Lang == lists.Chinese {
				r := []rune(t.Text)
				words[t.Lang] = append(words[t.Lang], string(r[:2]), string(r[len(r)-2:]))
			} else if t.Lang != lists.Name {
				words[t.Lang] = append(words[t.Lang], strings.Fields(t.Text)...)
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	seen := map[string]bool{}
	for _, t := range all {
		seen[t] = true
	}
	langs := []lists.Lang{lists.English, lists.Russian, lists.Chinese}
	for len(all) < n {
		lang := langs[rng.IntN(len(langs))]
		w := words[lang]
		sep := " "
		if lang == lists.Chinese {
			sep = ""
		}
		t := w[rng.IntN(len(w))] + sep + w[rng.IntN(len(w))] + sep + w[rng.IntN(len(w))]
		if !seen[t] {
			seen[t] = true
			all = append(all, t)
		}
	}
	return all[:n]
}
