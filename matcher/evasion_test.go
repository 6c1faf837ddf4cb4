package matcher

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An evasion rewrites a text rune by rune: before is put in front of the rune
// and stays outside of a hit that starts there, rune takes its place.
type evasion struct {
	name string
	edit func(rng *rand.Rand, text string, i int, r rune) (before, rune string)
	skip func(term evasionTerm) bool
	gap  bool // puts something between two words
}

type evasionTerm struct {
	text      string
	caseBound bool // matches only in the case of the list
	tight     bool // a blank in it may not become something else
}

var evasionTerms = []evasionTerm{
	{text: "drone jammer"},
	{text: "unmanned aerial vehicle jammer"},
	{text: "counter-drone jammer"},
	{text: "thermal imaging camera"},
	{text: "quadcopter"},
	{text: "подавитель дронов"},
	{text: "подавитель БПЛА"},
	{text: "无人机干扰器"},
	{text: "激光雷达"},
	{text: "BorisTone"},
	{text: "Assel Labs"},
	{text: "Mavic 3"},
	{text: "UAS", caseBound: true},
	{text: "C-UAS"},
	{text: "МиГ-29", caseBound: true},
	{text: "XC7Z020", caseBound: true},
	{text: "7.62 mm", caseBound: true, tight: true},
	{text: "AN/TPQ-36"},
	{text: "Scout drone", caseBound: true},
}

var evasionContexts = []string{
	"%s", "the %s, two of them", "«%s»", "закупка: %s; и", "采购%s一批", "(%s)\n", "1. %s. 2", "x “%s” y", "|%s|",
}

// Look-alikes, in this test's own choice: only those nobody doubts.
var evasionTwins = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'o': 'о', 'p': 'р', 'x': 'х', 'A': 'А', 'B': 'В', 'C': 'С', 'E': 'Е', 'H': 'Н', 'K': 'К', 'M': 'М', 'O': 'О', 'P': 'Р', 'T': 'Т', 'X': 'Х',
	'а': 'a', 'с': 'c', 'е': 'e', 'о': 'o', 'р': 'p', 'х': 'x', 'А': 'A', 'В': 'B', 'С': 'C', 'Е': 'E', 'Н': 'H', 'К': 'K', 'М': 'M', 'О': 'O', 'Р': 'P', 'Т': 'T', 'Х': 'X',
}

var evasionTraditional = map[rune]string{
	'无': "無", '机': "機", '扰': "擾", '达': "達", '采': "採", '购': "購", '飞': "飛",
}

func isWordRune(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// insideWord reports whether the runes before and at text[i] belong to a word.
func insideWord(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return i > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && isWordRune(text, i)
}

func inserting(s string) func(*rand.Rand, string, int, rune) (string, string) {
	return func(rng *rand.Rand, text string, i int, r rune) (string, string) {
		if insideWord(text, i) && rng.IntN(2) == 0 {
			return s, string(r)
		}
		return "", string(r)
	}
}

func replacing(f func(r rune) string) func(*rand.Rand, string, int, rune) (string, string) {
	return func(_ *rand.Rand, _ string, _ int, r rune) (string, string) { return "", f(r) }
}

// blanks puts s in place of blanks between two letters or digits.
func blanks(s string) func(*rand.Rand, string, int, rune) (string, string) {
	return func(_ *rand.Rand, text string, i int, r rune) (string, string) {
		if r != ' ' || i == 0 || i+1 == len(text) || !isWordRune(text, i+1) {
			return "", string(r)
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return "", string(r)
		}
		return "", s
	}
}

var (
	caseBound = func(t evasionTerm) bool { return t.caseBound }
	tight     = func(t evasionTerm) bool { return t.tight }
)

var evasions = []evasion{
	{name: "upper case", edit: replacing(func(r rune) string { return string(unicode.ToUpper(r)) }), skip: caseBound},
	{name: "lower case", edit: replacing(func(r rune) string { return string(unicode.ToLower(r)) }), skip: caseBound},
	{name: "fullwidth", edit: replacing(func(r rune) string {
		if r > ' ' && r <= '~' && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return string(r + 0xfee0)
		}
		return string(r)
	})},
	{name: "mathematical", edit: replacing(func(r rune) string {
		switch {
		case r >= 'a' && r <= 'z':
			return string(r - 'a' + '𝐚')
		case r >= 'A' && r <= 'Z':
			return string(r - 'A' + '𝐀')
		}
		return string(r)
	})},
	{name: "decomposed", edit: replacing(func(r rune) string { return norm.NFD.String(string(r)) })},
	{name: "combining marks", edit: func(rng *rand.Rand, _ string, _ int, r rune) (string, string) {
		if unicode.In(r, unicode.Latin, unicode.Cyrillic) && rng.IntN(3) == 0 {
			return "", string(r) + "\u0336"
		}
		return "", string(r)
	}},
	{name: "zero width", edit: inserting("\u200b")},
	{name: "word joiner", edit: inserting("\u2060")},
	{name: "soft hyphen", edit: inserting("\u00ad")},
	{name: "trade mark", edit: inserting("®")},
	{name: "zero width at the edges", edit: func(_ *rand.Rand, text string, i int, r rune) (string, string) {
		if isWordRune(text, i) && !insideWord(text, i) {
			return "\ufeff", string(r)
		}
		return "", string(r)
	}},
	{name: "no-break space", edit: blanks("\u00a0"), gap: true},
	{name: "ideographic space", edit: blanks("\u3000"), gap: true},
	{name: "hyphen", edit: blanks("-"), skip: tight, gap: true},
	{name: "dash", edit: blanks(" – "), skip: tight, gap: true},
	{name: "underscore", edit: blanks("_"), skip: tight, gap: true},
	{name: "line end", edit: blanks("\n"), skip: tight, gap: true},
	{name: "line end of Windows", edit: blanks("  \r\n"), skip: tight, gap: true},
	{name: "no-break hyphen", edit: replacing(func(r rune) string {
		if r == '-' {
			return "\u2011"
		}
		return string(r)
	})},
	{name: "Traditional", edit: replacing(func(r rune) string {
		if s := evasionTraditional[r]; s != "" {
			return s
		}
		return string(r)
	})},
	{name: "parted Han", edit: func(rng *rand.Rand, text string, i int, r rune) (string, string) {
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, r) {
			return []string{"", " ", "\n", "\u3000"}[rng.IntN(4)], string(r)
		}
		return "", string(r)
	}, gap: true},
}

// evade rewrites text and says where each byte border went: a hit that was at
// s, e is now at start[s], end[e].
func (e evasion) evade(rng *rand.Rand, text string) (out string, start, end []int) {
	var b strings.Builder
	start, end = make([]int, len(text)+1), make([]int, len(text)+1)
	for i, r := range text {
		before, with := e.edit(rng, text, i, r)
		b.WriteString(before)
		start[i] = b.Len()
		b.WriteString(with)
		end[i+utf8.RuneLen(r)] = b.Len()
	}
	return b.String(), start, end
}

// TestEvasion rewrites texts with hits: every hit is still there, its span moved
// exactly. Two evasions one after the other change nothing of that, unless both
// put something between words.
func TestEvasion(t *testing.T) {
	m, err := New(parseList(t, corpusList))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for _, term := range evasionTerms {
		for _, context := range evasionContexts {
			text := strings.Replace(context, "%s", term.text, 1)
			hit, ok := hitOf(m.ScanAll(text), strings.Index(context, "%s"), len(term.text))
			if !ok {
				t.Errorf("%q: no hit of %q: got %s", text, term.text, showHits(text, m.ScanAll(text)))
				continue
			}
			for _, one := range evasions {
				if one.skip != nil && one.skip(term) {
					continue
				}
				for range 2 {
					changed, start, end := one.evade(rng, text)
					s, e := start[hit.Start], end[hit.End]
					if _, ok := hitOf(m.ScanAll(changed), s, e-s); !ok {
						t.Errorf("%s: %q is not found in %q at %d-%d: got %s", one.name, term.text, changed, s, e, showHits(changed, m.ScanAll(changed)))
						continue
					}
					two := evasions[rng.IntN(len(evasions))]
					if two.skip != nil && two.skip(term) || one.gap && two.gap {
						continue
					}
					again, start, end := two.evade(rng, changed)
					s2, e2 := start[s], end[e]
					if _, ok := hitOf(m.ScanAll(again), s2, e2-s2); !ok {
						t.Errorf("%s, then %s: %q is not found in %q at %d-%d: got %s", one.name, two.name, term.text, again, s2, e2, showHits(again, m.ScanAll(again)))
					}
				}
			}
		}
	}
}

// hitOf returns the hit of a span.
func hitOf(hits []Hit, start, length int) (Hit, bool) {
	for _, h := range hits {
		if h.Start == start && h.End == start+length {
			return h, true
		}
	}
	return Hit{}, false
}

// TestEvasionLookAlikes puts one letter of the other alphabet into a word.
func TestEvasionLookAlikes(t *testing.T) {
	m, err := New(parseList(t, corpusList))
	if err != nil {
		t.Fatal(err)
	}
	for _, term := range evasionTerms {
		for i, r := range term.text {
			twin, ok := evasionTwins[r]
			if !ok || !insideLetters(term.text, i, utf8.RuneLen(r)) {
				continue
			}
			changed := term.text[:i] + string(twin) + term.text[i+utf8.RuneLen(r):]
			for _, context := range evasionContexts {
				text := strings.Replace(context, "%s", changed, 1)
				h, ok := hitOf(m.ScanAll(text), strings.Index(context, "%s"), len(changed))
				if !ok || h.How&LookAlike == 0 {
					t.Errorf("%q for %q in %q: got %s, want it with look-alike", changed, term.text, text, showHits(text, m.ScanAll(text)))
				}
			}
		}
	}
}

// insideLetters reports whether a letter beside text[i:i+size] stays as it is:
// a word of one letter has an alphabet of its own.
func insideLetters(text string, i, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+size:])
	return unicode.IsLetter(before) || unicode.IsLetter(after)
}
