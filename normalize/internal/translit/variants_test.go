package translit

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVariants(t *testing.T) {
	tests := []struct {
		name string
		want string // one of the variants
	}{
		{"Krasukha-4", "Красуха-4"},
		{"Almaz-Antey", "Алмаз-Антей"},
		{"BorisTone", "БорисТон"},
		{"Rtut", "Ртуть"},
		{"Rohde & Schwarz", "Роде и Шварц"},
		{"Texas Instruments", "Тексас Инструментс"},
		{"Huawei", "Хуавэй"},
		{"Shenzhen", "Шэньчжэнь"},
		{"Guanglianwei", "Гюанглианвей"}, // however Chinese it looks, the other readings have a place
		{"DJI Mavic 3", "ДиДжиАй Мавик 3"},
		{"FPV", "ФПВ"},
		{"KUKA", "КУКА"},
		{"Su-27", "Су-27"},
		{"BMP-3", "БМП-3"},
		{"Böhler", "Бёлер"},
		{"ECM", "ЭЦМ"},
		{"БМ-21", "BM-21"},
		{"Красуха", "Krasukha"},
		{"Красуха", "克拉苏哈"},
		{"Krasukha", "克拉苏哈"},
		{"Касперский", "Kaspersky"},
		{"Тектроникс", "Tektronix"},
		{"Солнцепёк", "Solntsepyok"},
		{"Алмаз-Антей", "Almaz-Antey"},
		{"Искандер", "伊斯坎德尔"},
		{"BorisTone", "博里斯通"},
		{"Булат v4", "Bulat v4"},
	}
	for _, tt := range tests {
		var got []string
		for _, v := range Variants(tt.name) {
			got = append(got, v.Text)
		}
		assert.Contains(t, got, tt.want, tt.name)
	}
}

func TestNoVariants(t *testing.T) {
	for _, name := range []string{"", "-", "3", "无人机", "DJI无人机", "αβγ", strings.Repeat("a", 65), "\xff"} {
		assert.Empty(t, Variants(name), name)
	}
	assert.NotEmpty(t, Variants(strings.Repeat("ba", 32)), "as long as a word with variants may be")
	assert.Empty(t, texts("Зала", "zh"), "two characters are too short")
	assert.Empty(t, texts("Щит-М", "zh"), "a single letter is no word")
	assert.Empty(t, texts("Булат Їжак", "en"), "a letter that is not Russian")
}

// A nameCase is a Latin name with its Cyrillic and Chinese spellings in use.
type nameCase struct {
	latin             string
	cyrillic, chinese []string
	origin, kind      string
}

// nameCases reads testdata/brands.tsv, or names.tsv, which has no Chinese.
func nameCases(t testing.TB, file string) []nameCase {
	data, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	var cases []nameCase
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(f) < 3 {
			continue
		}
		c := nameCase{latin: f[0], cyrillic: strings.Split(f[1], "|"), origin: f[2]}
		if len(f) == 5 {
			c.chinese, c.origin, c.kind = strings.Split(f[2], "|"), f[3], f[4]
		}
		if c.origin != "ru" && c.origin != "cn" {
			c.origin = "foreign"
		}
		cases = append(cases, c)
	}
	return cases
}

// texts returns the variants of a name in a language.
func texts(name, lang string) []string {
	var out []string
	for _, v := range Variants(name) {
		if v.Lang == lang {
			out = append(out, v.Text)
		}
	}
	return out
}

func reached(got, want []string) bool {
	return slices.ContainsFunc(got, func(g string) bool {
		return slices.ContainsFunc(want, func(w string) bool { return spellingKey(g) == spellingKey(w) })
	})
}

// TestReached holds the share of names whose spelling in use is among the
// generated ones, by the origin of the name.
func TestReached(t *testing.T) {
	least := map[string]float64{
		"brands.tsv ru cyrillic": 1, "brands.tsv foreign cyrillic": 1, "brands.tsv cn cyrillic": 0.83,
		"names.tsv ru cyrillic": 0.98, "names.tsv foreign cyrillic": 0.96, "names.tsv cn cyrillic": 0.93,
		"brands.tsv ru latin": 1, "brands.tsv foreign latin": 0.46, "names.tsv ru latin": 0.96, "names.tsv foreign latin": 0.46,
		"brands.tsv ru chinese": 0.55, "brands.tsv foreign chinese": 0.17,
	}
	type tally struct{ names, reached, made int }
	tallies := map[string]*tally{}
	for _, file := range []string{"brands.tsv", "names.tsv"} {
		for _, c := range nameCases(t, file) {
			count := func(what string, got, want []string) {
				key := file + " " + c.origin + " " + what
				if tallies[key] == nil {
					tallies[key] = &tally{}
				}
				tallies[key].names++
				tallies[key].made += len(got)
				if reached(got, want) {
					tallies[key].reached++
				} else {
					t.Logf("%s: %s: %v not in %v", key, c.latin, want, got)
				}
			}
			count("cyrillic", texts(c.latin, "ru"), c.cyrillic)
			count("latin", texts(c.cyrillic[0], "en"), []string{c.latin})
			if c.kind == "T" { // transcribed, not translated
				count("chinese", texts(c.cyrillic[0], "zh"), c.chinese)
				count("chinese of latin", texts(c.latin, "zh"), c.chinese)
			}
		}
	}
	for key, n := range tallies {
		t.Logf("%s: %d of %d, %.1f variants a name", key, n.reached, n.names, float64(n.made)/float64(n.names))
		assert.GreaterOrEqual(t, float64(n.reached)/float64(n.names), least[key], key)
	}
}

// checkVariants holds what is true of the variants of any name.
func checkVariants(t *testing.T, name string) {
	got := Variants(name)
	seen := map[string]bool{spellingKey(name): true}
	count := map[string]int{}
	for _, v := range got {
		count[v.Lang]++
		assert.False(t, seen[spellingKey(v.Text)], "%q: %q is the name or was there before", name, v.Text)
		seen[spellingKey(v.Text)] = true
		assert.NotEmpty(t, v.Rule)
		assert.True(t, utf8.ValidString(v.Text))
		assert.LessOrEqual(t, len(v.Text), 16*len(name))
		for _, c := range v.Text {
			if unicode.IsLetter(c) {
				script := map[string]*unicode.RangeTable{"ru": unicode.Cyrillic, "en": unicode.Latin, "zh": unicode.Han}[v.Lang]
				assert.True(t, unicode.Is(script, c), "%q: %q in %q", name, c, v.Text)
			}
		}
	}
	assert.LessOrEqual(t, count["ru"], maxVariants)
	assert.LessOrEqual(t, count["en"], maxVariants)
	assert.LessOrEqual(t, count["zh"], maxChinese)
	assert.Equal(t, got, Variants(name), "the same every time")
}

func TestVariantsProperties(t *testing.T) {
	for _, file := range []string{"brands.tsv", "names.tsv"} {
		for _, c := range nameCases(t, file) {
			for _, name := range append(c.cyrillic, c.latin, strings.ToUpper(c.latin), c.latin+" "+c.cyrillic[0]) {
				checkVariants(t, name)
			}
		}
	}
}

func FuzzVariants(f *testing.F) {
	for _, s := range []string{"Krasukha-4", "Красуха", "DJI", "BorisTone", "Rohde & Schwarz", "Ёж", "Łódź", "Ꙗ", "ªb", "a\u0301", "ьъ", "İI"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) { checkVariants(t, name) })
}

func BenchmarkVariants(b *testing.B) {
	for _, name := range []string{"Krasukha", "Keysight", "Texas Instruments", "Красуха", "DJI"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Variants(name)
			}
		})
	}
}

var (
	wordsFile = flag.String("words", "", "a Hunspell .dic, beside its .aff, to hold the names of -names against")
	namesFile = flag.String("names", "", "names, one a line")
)

// TestOrdinaryWords prints the spellings of the names in a file that are words
// of a language in some form, as lines for a list: Sony makes зоны. What is
// printed as refuse is for the list's author to judge.
//
//	go test ./normalize/internal/translit -run OrdinaryWords -v -words /usr/share/hunspell/ru_RU.dic -names names.txt
func TestOrdinaryWords(t *testing.T) {
	if *wordsFile == "" || *namesFile == "" {
		t.Skip("needs -words and -names")
	}
	names, err := os.ReadFile(*namesFile)
	require.NoError(t, err)
	type maker struct {
		name string
		rank int
	}
	makers := map[string][]maker{} // of a spelling
	for name := range strings.Lines(string(names)) {
		name = strings.TrimSpace(name)
		for rank, v := range Variants(name) {
			key := spellingKey(v.Text)
			makers[key] = append(makers[key], maker{name, rank})
		}
	}
	printed := map[string]bool{}
	for form := range wordForms(t, *wordsFile) {
		for _, m := range makers[spellingKey(form)] {
			line := fmt.Sprintf("%s\trefuse: %s", m.name, form)
			if m.rank == 0 { // most likely the name's true spelling
				line = fmt.Sprintf("%s\t# is also a word: %s", m.name, form)
			}
			if !printed[line] {
				printed[line] = true
				fmt.Println(line)
			}
		}
	}
}

// wordForms yields the words of a Hunspell dictionary and their suffixed forms.
func wordForms(t *testing.T, dic string) func(yield func(string) bool) {
	type suffix struct {
		strip, add string
		ending     *regexp.Regexp
	}
	suffixes := map[rune][]suffix{}
	aff, err := os.ReadFile(strings.TrimSuffix(dic, filepath.Ext(dic)) + ".aff")
	require.NoError(t, err)
	for line := range strings.Lines(string(aff)) {
		if f := strings.Fields(line); len(f) >= 5 && f[0] == "SFX" {
			add, _, _ := strings.Cut(f[3], "/")
			s := suffix{strings.Trim(f[2], "0"), strings.Trim(add, "0"), regexp.MustCompile(f[4] + "$")}
			flag, _ := utf8.DecodeRuneInString(f[1])
			suffixes[flag] = append(suffixes[flag], s)
		}
	}
	file, err := os.Open(dic)
	require.NoError(t, err)
	t.Cleanup(func() { file.Close() })
	return func(yield func(string) bool) {
		for sc := bufio.NewScanner(file); sc.Scan(); {
			word, flags, _ := strings.Cut(strings.TrimSpace(sc.Text()), "/")
			if !yield(word) {
				return
			}
			for _, flag := range flags {
				for _, s := range suffixes[flag] {
					if strings.HasSuffix(word, s.strip) && s.ending.MatchString(word) && !yield(strings.TrimSuffix(word, s.strip)+s.add) {
						return
					}
				}
			}
		}
	}
}

// TestChineseAlternates: each spelling after the first has one other character.
func TestChineseAlternates(t *testing.T) {
	assert.Equal(t, []string{"克拉斯诺波利", "科拉斯诺波利", "克拉斯诺波里"}, chinese("Краснополь"))
}
