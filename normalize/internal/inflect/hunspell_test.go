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

// TestHunspell measures the rules against the forms that the Russian Hunspell dictionary has of its nouns. The directory
// with ru_RU.aff and ru_RU.dic is named by DUALUSE_HUNSPELL.
func TestHunspell(t *testing.T) {
	dir := os.Getenv("DUALUSE_HUNSPELL")
	if dir == "" {
		t.Skip("DUALUSE_HUNSPELL names no directory of dictionaries")
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
			rules[f[1][0]] = append(rules[f[1][0]], rule{f[2], strings.Trim(f[3], "0"), regexp.MustCompile(f[4] + "$")})
		}
	}
	dic, err := os.ReadFile(filepath.Join(dir, "ru_RU.dic"))
	require.NoError(t, err)

	nouns, words := map[string]map[string]bool{}, map[string]bool{}
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
		for form := range forms {
			words[fold(form)] = true
		}
		if flags != "" && strings.Trim(flags, nounFlags) == "" && !capitalised(word) && len(forms) > 3 && !forms[cut(word, 2)+"ьего"] {
			nouns[word] = forms
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
