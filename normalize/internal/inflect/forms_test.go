package inflect

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rows reads a table of tests: columns between tabs, # before a comment.
func rows(t *testing.T, path string) (all [][]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "#") {
			all = append(all, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return all
}

// folded stands for what the tokenizer does with the two sides of a comparison.
var folded = strings.NewReplacer("ё", "е", "й", "и", "-", " ")

func fold(s string) string { return folded.Replace(strings.ToLower(s)) }

// hasForm compares as texts are compared: hyphens are blanks, and a hyphened word is also known closed up.
func hasForm(lang, phrase, form string) bool {
	for _, f := range Forms(lang, phrase) {
		if fold(f) == fold(form) || strings.ReplaceAll(fold(f), " ", "") == strings.ReplaceAll(fold(form), " ", "") {
			return true
		}
	}
	return false
}

func TestCases(t *testing.T) {
	for _, name := range []string{"ru_phrases", "ru_rules", "en_pairs", "en_rules"} {
		for _, row := range rows(t, "testdata/"+name+".tsv") {
			assert.Equal(t, row[2] == "1", hasForm(name[:2], row[0], row[1]), "%s: %s (%s)", row[0], row[1], row[3])
		}
	}
}

// TestParadigms holds whole paradigms. Those of the Russian words are what the Russian Hunspell dictionary has of them, no form
// more and, but for adjectives and the instrumental in -ою, none fewer. The forms of the irregular words are words of the
// dictionary. The English plurals are in the American one.
func TestParadigms(t *testing.T) {
	for _, name := range []string{"ru_paradigms", "ru_irregular"} {
		for _, row := range rows(t, "testdata/"+name+".tsv") {
			assert.Equal(t, row[1], strings.Join(Forms("ru", row[0])[1:], " "), row[0])
		}
	}
	for _, row := range rows(t, "testdata/en_plurals.tsv") {
		assert.Equal(t, row[1], strings.Join(pluralForms(row[0]), " "), row[0])
	}
}

// TestComplements: behind a noun that has one form, a phrase has the forms of its complement.
func TestComplements(t *testing.T) {
	for _, row := range rows(t, "testdata/ru_complements.tsv") {
		var got []string
		for _, form := range Forms("ru", "реле "+row[0]) {
			got = append(got, strings.TrimPrefix(form, "реле "))
		}
		assert.Equal(t, row, got)
	}
}

func TestForms(t *testing.T) {
	assert.Equal(t, []string{"дрон", "дрона", "дрону", "дроном", "дроне", "дроны", "дронов", "дронам", "дронами", "дронах"}, Forms("ru", "дрон"))
	assert.Equal(t, []string{"fibre lens", "fibre lenses", "fiber lens", "fiber lenses"}, Forms("en", "fibre lens"))
	assert.Equal(t, []string{"Analog Device", "Analog Devices", "Analogue Device", "Analogue Devices"}, Forms("en", "Analog Device"))
	assert.Equal(t, []string{"новые ножницы", "новых ножниц", "новым ножницам", "новыми ножницами", "новых ножницах"}, Forms("ru", "новые ножницы"))
	assert.Equal(t, []string{"купольная РЭБ", "купольной РЭБ", "купольную РЭБ", "купольные РЭБ", "купольные РЭБы", "купольных РЭБ", "купольных РЭБов",
		"купольным РЭБ", "купольным РЭБам", "купольными РЭБ", "купольными РЭБами", "купольных РЭБах"}, Forms("ru", "купольная РЭБ"))
	assert.Equal(t, []string{"ведущий воевода", "ведущего воеводы", "ведущему воеводе", "ведущего воеводу", "ведущим воеводой", "ведущем воеводе",
		"ведущие воеводы", "ведущих воевод", "ведущим воеводам", "ведущими воеводами", "ведущих воеводах", "ведущих воеводы"}, Forms("ru", "ведущий воевода"))
	assert.Equal(t, []string{"Wolf", "Wolves"}, Forms("en", "Wolf"))
	assert.Equal(t, []string{"X-Matrix", "X-Matrices", "X-Matrixes"}, Forms("en", "X-Matrix"))
	assert.Equal(t, []string{"Penknife", "Penknives"}, Forms("en", "Penknife"))
	assert.Equal(t, []string{"无人机"}, Forms("zh", "无人机"))
	assert.Equal(t, []string{""}, Forms("ru", ""))
}

func TestLimits(t *testing.T) {
	var f Inflector
	for _, lang := range []string{"ru", "en"} {
		for _, word := range []string{"дронов", "colour"} {
			assert.LessOrEqual(t, len(f.Inflect(lang, slices.Repeat([]string{word}, maxWords))), maxForms+1)
			assert.Len(t, f.Inflect(lang, slices.Repeat([]string{word}, 33)), 1)
		}
		long := slices.Repeat([]string{map[string]string{"ru": "дрон", "en": "colour"}[lang]}, 32) // as many words as a term may have
		assert.Greater(t, len(f.Inflect(lang, long)), 1)
	}
	assert.NotEmpty(t, f.InCase(slices.Repeat([]string{"дрон"}, 32), Gen))
	assert.Empty(t, f.InCase(slices.Repeat([]string{"дрон"}, 33), Gen))
}

func TestSteps(t *testing.T) {
	var f Inflector
	steps := map[string]Steps{}
	for _, lang := range []string{"ru", "en"} {
		for _, in := range f.Inflect(lang, []string{map[string]string{"ru": "дрон", "en": "fibre"}[lang]}) {
			steps[in.Words[0]] = in.Steps
		}
	}
	assert.Equal(t, Steps(0), steps["дрон"])
	assert.Equal(t, Inflected, steps["дронов"])
	assert.Equal(t, Steps(0), steps["fibre"])
	assert.Equal(t, Plural, steps["fibres"])
	assert.Equal(t, Spelling, steps["fiber"])
	assert.Equal(t, Plural|Spelling, steps["fibers"])
}

func TestInCase(t *testing.T) {
	var f Inflector
	for _, row := range []struct{ phrase, inCase, want string }{
		{"боево\u0438\u0306 робот", "ins", "боевым роботом, боевыми роботами"},
		{"ударный дрон", "nom", "ударный дрон, ударные дроны"},
		{"ударный дрон", "gen", "ударного дрона, ударных дронов"},
		{"ударный дрон", "dat", "ударному дрону, ударным дронам"},
		{"ударный дрон", "acc", "ударный дрон, ударного дрона, ударные дроны, ударных дронов"},
		{"ударный дрон", "ins", "ударным дроном, ударными дронами"},
		{"ударный дрон", "loc", "ударном дроне, ударных дронах"},
		{"морской порт", "loc", "морском порте, морских портах, морском порту"},
		{"порт", "nom", "порт, порты"},
		{"тепловая сеть", "acc", "тепловую сеть, тепловые сети, тепловых сетей"},
		{"БПЛА", "gen", "БПЛА"},
		{"ударный БПЛА", "acc", "ударный БПЛА, ударного БПЛА, ударные БПЛА, ударных БПЛА"},
		{"обзорная РЛС", "acc", "обзорную РЛС, обзорные РЛС, обзорных РЛС"},
		{"очки", "gen", "очков"},
		{"взморье", "loc", "взморье, взморьи, взморьях"},
		{"двигатель", "nom", "двигатель, двигатели"},
		{"огневые испытания", "nom", "огневые испытания"},
		{"огневые испытания", "gen", "огневых испытаний"},
	} {
		c, ok := ParseCase(row.inCase)
		require.True(t, ok)
		var got []string
		for _, in := range f.InCase(strings.Fields(row.phrase), c) {
			got = append(got, strings.Join(in.Words, " "))
			assert.Equal(t, got[len(got)-1] == row.phrase, in.Steps == 0)
		}
		assert.Equal(t, row.want, strings.Join(got, ", "), row.inCase)
	}
	_, ok := ParseCase("voc")
	assert.False(t, ok)
}

// FuzzForms holds what is true of the forms of anything at all: no panic, the phrase first, each form once, and as many
// words in each as in the phrase.
func FuzzForms(f *testing.F) {
	for _, s := range []string{"", "-", "дрон-", "-10", "ий", "ся", "йся", "ок", "ь", "для", "и и", "ёж\u0301", "СССР", "по-", "a-", "s", "тивой станок с", "активной защиты", "in", "designed for"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, phrase string) {
		words := strings.Fields(phrase)
		for _, lang := range []string{"ru", "en"} {
			var in Inflector
			seen := map[string]bool{}
			for i, form := range in.Inflect(lang, words) {
				joined := strings.Join(form.Words, " ")
				assert.Len(t, form.Words, len(words))
				assert.False(t, seen[joined], joined)
				assert.Equal(t, i == 0, form.Steps == 0, joined)
				seen[joined] = true
			}
			for c := Nom; c <= Loc; c++ {
				in.InCase(words, c)
			}
		}
	})
}

func BenchmarkInflect(b *testing.B) {
	phrases := map[string][]string{
		"ru": {"программируемая логическая интегральная схема", "подавитель беспилотных летательных аппаратов", "станок с ЧПУ", "дрон-камикадзе"},
		"en": {"fibre optic gyroscope", "jammer for drones", "unmanned aerial vehicle"},
	}
	for lang, terms := range phrases {
		b.Run(lang, func(b *testing.B) {
			var f Inflector
			forms := 0
			for b.Loop() {
				for _, term := range terms {
					forms += len(f.Inflect(lang, strings.Fields(term)))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(forms), "ns/form")
		})
	}
}

// TestInflectCopies: what is inflected is not changed, composed or not.
func TestInflectCopies(t *testing.T) {
	words := []string{"новыи\u0306", "дрон"}
	var f Inflector
	forms := f.Inflect("ru", words)
	assert.Equal(t, []string{"новыи\u0306", "дрон"}, words)
	assert.Equal(t, []string{"новый", "дрон"}, forms[0].Words)
}
