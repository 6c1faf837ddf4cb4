package inflect

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nounFlags are the affix classes of the nouns in the dictionary.
const nounFlags = "FGHIJKNO"

// hunspell is a dictionary: the forms of each entry of a word, and the flags of the entry.
type hunspell map[string][]struct {
	flags string
	forms map[string]bool
}

// readHunspell reads the Russian Hunspell dictionary, ru_RU.aff and ru_RU.dic, from where Debian has it or the directory
// that DUALUSE_HUNSPELL names.
func readHunspell(t *testing.T) hunspell {
	dir := os.Getenv("DUALUSE_HUNSPELL")
	if dir == "" {
		if dir = "/usr/share/hunspell"; testing.Short() {
			t.Skip("takes long")
		}
		if _, err := os.Stat(filepath.Join(dir, "ru_RU.dic")); err != nil {
			t.Skip("no Russian Hunspell dictionary: install hunspell-ru, or name its directory in DUALUSE_HUNSPELL")
		}
	}
	type rule struct {
		strip, add string
		when       *regexp.Regexp
	}
	rules := map[byte][]rule{}
	aff, err := os.ReadFile(filepath.Join(dir, "ru_RU.aff"))
	require.NoError(t, err)
	for line := range strings.Lines(string(aff)) {
		if f := strings.Fields(line); len(f) == 5 && f[0] == "SFX" {
			rules[f[1][0]] = append(rules[f[1][0]], rule{strings.Trim(f[2], "0"), strings.Trim(f[3], "0"), regexp.MustCompile(f[4] + "$")})
		}
	}
	dic, err := os.ReadFile(filepath.Join(dir, "ru_RU.dic"))
	require.NoError(t, err)
	d := hunspell{}
	for line := range strings.Lines(string(dic)) {
		word, flags, _ := strings.Cut(strings.TrimSpace(line), "/")
		forms := map[string]bool{word: true}
		for i := range len(flags) {
			for _, r := range rules[flags[i]] {
				if stem, ok := strings.CutSuffix(word, r.strip); ok && r.when.MatchString(word) {
					forms[stem+r.add] = true
				}
			}
		}
		d[word] = append(d[word], struct {
			flags string
			forms map[string]bool
		}{flags, forms})
	}
	return d
}

// TestParadigmsHunspell holds the table of TestParadigms against the dictionary. Some genitives are words of their own there
// (свай).
func TestParadigmsHunspell(t *testing.T) {
	d := readHunspell(t)
	for _, row := range rows(t, "testdata/ru_paradigms.tsv") {
		require.NotEmpty(t, d[row[0]], row[0])
		all := map[string]bool{}
		for _, e := range d[row[0]] {
			for form := range e.forms {
				all[fold(form)] = true
			}
		}
		own := map[string]bool{fold(row[0]): true}
		for _, form := range strings.Fields(row[1]) {
			own[fold(form)] = true
			assert.True(t, all[fold(form)] || d[form] != nil, "%s: %s is not in the dictionary", row[0], form)
		}
		for form := range all {
			if adjective := hasAny(row[0], "ый ий ой ся"); !adjective && !own[form] && !hasAny(form, "ою ею") {
				t.Errorf("%s lacks %s", row[0], form)
			}
		}
	}
}

// TestIrregularHunspell: the forms of the irregular words are words of the dictionary.
func TestIrregularHunspell(t *testing.T) {
	all := map[string]bool{}
	for _, entries := range readHunspell(t) {
		for _, e := range entries {
			for form := range e.forms {
				all[fold(form)] = true
			}
		}
	}
	for _, row := range rows(t, "testdata/ru_irregular.tsv") {
		for _, form := range strings.Fields(row[1]) {
			assert.True(t, all[fold(form)], "%s: %s", row[0], form)
		}
	}
}

// TestHunspell measures the rules against the forms that the dictionary has of its nouns.
func TestHunspell(t *testing.T) {
	nouns, words := map[string]map[string]bool{}, map[string]bool{}
	for word, entries := range readHunspell(t) {
		for _, e := range entries {
			for form := range e.forms {
				words[fold(form)] = true
			}
			if e.flags != "" && strings.Trim(e.flags, nounFlags) == "" && !capitalised(word) && len(e.forms) > 3 && !e.forms[cut(word, 2)+"ьего"] {
				nouns[word] = e.forms
			}
		}
	}
	var all, found, extra, made int
	ends := map[string]int{}
	for noun, forms := range nouns {
		own := map[string]bool{}
		for form := range forms {
			own[fold(form)] = true
		}
		mine := map[string]bool{}
		for _, form := range Forms("ru", noun) {
			mine[fold(form)] = true
		}
		missed := ""
		for form := range own {
			if hasAny(form, "ою ею") && own[cut(form, 1)+"и"] { // машиною
				continue
			}
			all++
			if mine[form] {
				found++
			} else {
				missed += " " + form
			}
		}
		if missed != "" {
			ends[cut(noun, -3)]++
			if os.Getenv("DUALUSE_MISSES") != "" {
				t.Log(noun, "lacks", missed)
			}
		}
		made += len(mine)
		for form := range mine {
			if !own[form] && words[form] {
				extra++
				if os.Getenv("DUALUSE_MISSES") != "" {
					t.Log("extra", noun, form)
				}
			}
		}
	}
	t.Logf("%d nouns, %d forms: %.2f %% written; of %d written %.2f %% are another word", len(nouns), all,
		100*float64(found)/float64(all), made, 100*float64(extra)/float64(made))
	assert.Greater(t, float64(found)/float64(all), 0.97)
}
