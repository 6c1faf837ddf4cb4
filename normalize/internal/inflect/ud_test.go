package inflect

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTreebanks measures the rules against the human lemmas of the Universal Dependencies treebanks, whose CoNLL-U files
// are in the directory that DUALUSE_UD names. DUALUSE_MISSES prints what is wrong, most frequent first.
func TestTreebanks(t *testing.T) {
	dir := os.Getenv("DUALUSE_UD")
	if dir == "" {
		t.Skip("DUALUSE_UD names no directory of treebanks")
	}
	for _, part := range []string{"dev", "test"} {
		files, err := filepath.Glob(filepath.Join(dir, "*-"+part+".conllu"))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, pos := range []string{"NOUN", "PROPN"} {
			recall, precision := measure(t, files, pos)
			t.Logf("%s %s: recall %.2f %%, precision %.2f %%", part, pos, recall, precision)
			if pos == "NOUN" {
				assert.Greater(t, recall, 97.0)
				assert.Greater(t, precision, 97.0)
			}
		}
		found, all := agreement(t, files)
		t.Logf("%s adjective + noun: %d of %d", part, found, all)
		assert.Greater(t, float64(found)/float64(all), 0.96)
	}
}

// sentences yields the tokens of each sentence of a file, with their CoNLL-U columns.
func sentences(t *testing.T, path string) (all [][][]string) {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var sentence [][]string
		for line := range strings.Lines(block) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 10 {
				sentence = append(sentence, f)
			}
		}
		all = append(all, sentence)
	}
	return all
}

// agreement counts the adjectives right before the noun they describe, both as a form of the phrase of their lemmas.
func agreement(t *testing.T, files []string) (found, all int) {
	var missed []string
	for _, path := range files {
		for _, sentence := range sentences(t, path) {
			for i, noun := range sentence[min(1, len(sentence)):] {
				adjective := sentence[i]
				if noun[3] != "NOUN" || adjective[3] != "ADJ" || adjective[7] != "amod" || adjective[6] != noun[0] ||
					!isCyrillic(noun[1]+noun[2]+adjective[1]+adjective[2]) || !hasAny(lower(adjective[2]), "ый ий ой") {
					continue
				}
				all++
				if hasForm("ru", agreeWith(adjective[2], noun[5])+" "+noun[2], adjective[1]+" "+noun[1]) {
					found++
				} else {
					missed = append(missed, adjective[1]+" "+noun[1])
				}
			}
		}
	}
	if os.Getenv("DUALUSE_MISSES") != "" && strings.Contains(files[0], "-dev") {
		t.Log(strings.Join(missed, "; "))
	}
	return found, all
}

// agreeWith turns the masculine of an adjective to the gender of a noun, as a list would write the two.
func agreeWith(adjective, features string) string {
	stem, soft := cut(adjective, 2), hasAny(adjective, "ий") && !hasAny(cut(adjective, 2), "г к х")
	hush := hasAny(cut(adjective, 2), "ж ш ч щ")
	switch {
	case strings.Contains(features, "Gender=Fem") && soft && !hush:
		return stem + "яя"
	case strings.Contains(features, "Gender=Fem"):
		return stem + "ая"
	case strings.Contains(features, "Gender=Neut") && soft:
		return stem + "ее"
	case strings.Contains(features, "Gender=Neut"):
		return stem + "ое"
	}
	return adjective
}

// token is a word of a treebank, folded, with its lemma.
type token struct{ form, lemma string }

// measure returns the share of the tokens of a part of speech that are forms of their lemma, and for lemmas of five
// letters or more the share of the tokens equal to a form whose lemma it is.
func measure(t *testing.T, files []string, pos string) (recall, precision float64) {
	tokens := map[token]int{} // of any part of speech
	nouns := map[token]int{}
	lemmas := map[string]string{} // folded: as written
	for _, path := range files {
		for _, f := range slices.Concat(sentences(t, path)...) {
			if f[3] == "PUNCT" || !isCyrillic(f[1]) || !isCyrillic(f[2]) {
				continue
			}
			tok := token{fold(f[1]), fold(f[2])}
			tokens[tok]++
			if f[3] == pos {
				nouns[tok]++
				lemmas[tok.lemma] = f[2]
			}
		}
	}
	made := map[string]map[string]bool{}
	for low, lemma := range lemmas {
		made[low] = map[string]bool{}
		for _, form := range Forms("ru", lemma) {
			made[low][fold(form)] = true
		}
	}
	misses, false_ := map[token]int{}, map[token]int{}
	var found, all, right, hits int
	for tok, n := range nouns {
		all += n
		if made[tok.lemma][tok.form] {
			found += n
		} else {
			misses[tok] += n
		}
	}
	byForm := map[string][]token{}
	for tok := range tokens {
		byForm[tok.form] = append(byForm[tok.form], tok)
	}
	for lemma, forms := range made {
		if len([]rune(lemma)) < 5 {
			continue
		}
		for form := range forms {
			for _, tok := range byForm[form] {
				hits += tokens[tok]
				if tok.lemma == lemma {
					right += tokens[tok]
				} else {
					false_[token{form, lemma + " is " + tok.lemma}] += tokens[tok]
				}
			}
		}
	}
	t.Logf("%d tokens, %d hits", all, hits)
	if os.Getenv("DUALUSE_MISSES") != "" && strings.Contains(files[0], "-dev") {
		t.Log("missed", most(misses))
		t.Log("false", most(false_))
	}
	return 100 * float64(found) / float64(all), 100 * float64(right) / float64(hits)
}

func most(counts map[token]int) (lines []string) {
	keys := slices.Collect(maps.Keys(counts))
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return counts[a] > counts[b] || counts[a] == counts[b] && a.lemma+a.form < b.lemma+b.form
	})
	for _, k := range keys[:min(len(keys), 400)] {
		lines = append(lines, strings.Repeat("*", min(counts[k], 9))+k.form+"("+k.lemma+")")
	}
	return lines
}
