package translit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Variant is a spelling of a name in another script, made by rule.
type Variant struct {
	Text string
	Lang string // of the script: "ru", "en" or "zh"
	Rule string // how the first word was read: "english", "pinyin", "bgn" ...
}

const (
	maxVariants  = 8  // of a script
	maxUnlikely  = 3  // how much more than the likeliest one a spelling may cost: an eighth as likely
	maxWordRunes = 64 // longer words have no variants
	maxNameParts = 64 // words and what stands between them
)

// Variants returns the likely spellings of a name in the other scripts, the
// likeliest first: at most eight Cyrillic ones of a Latin name, at most eight
// Latin ones of a Cyrillic name, and of a Cyrillic name, or a Latin one that
// reads as Russian, at most four Chinese ones of three characters or more.
//
// Words that are in the script already stay as they are, so do digits and
// marks. Neither the name nor the same spelling twice is among the variants,
// where case and accents make no difference.
func Variants(name string) []Variant {
	parts := nameParts(name)
	var latin, cyrillic bool
	for _, p := range parts {
		latin = latin || p.script == latinWord
		cyrillic = cyrillic || p.script == cyrillicWord
	}
	var out []Variant
	add := func(spellings []spelling, lang string) {
		for _, s := range spellings {
			out = append(out, Variant{s.text, lang, s.rule})
		}
	}
	russian := []spelling{{text: name, rule: "russian"}}
	if latin {
		russian = distinct(name, inCyrillic(parts), maxVariants)
		add(russian, "ru")
	}
	if cyrillic {
		add(distinct(name, inLatin(parts), maxVariants), "en")
	}
	if latin || cyrillic {
		add(inChinese(russian), "zh")
	}
	return out
}

// A part of a name is a word of one script or what stands between two words.
type part struct {
	text   string
	script script
}

type script int

const (
	noWord script = iota
	latinWord
	cyrillicWord
	otherWord
)

func scriptOf(c rune) script {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return latinWord
	case c < utf8.RuneSelf:
		return noWord
	case unicode.Is(unicode.Latin, c):
		return latinWord
	case unicode.Is(unicode.Cyrillic, c):
		return cyrillicWord
	case unicode.IsLetter(c):
		return otherWord
	}
	return noWord
}

// nameParts cuts a name at the borders of its words and at its camel seams. It
// returns none for a name that is too long or has words of a third script.
func nameParts(name string) []part {
	var parts []part
	runes, start := 0, 0
	name = strings.Map(func(c rune) rune {
		if unicode.IsMark(c) {
			return -1
		}
		return c
	}, norm.NFC.String(name))
	for i, c := range name {
		s := scriptOf(c)
		if n := len(parts); n > 0 && parts[n-1].script == s {
			runes++
		} else {
			parts = append(parts, part{script: s})
			runes, start = 1, i
		}
		parts[len(parts)-1].text = name[start : i+utf8.RuneLen(c)]
		if s == otherWord || runes > maxWordRunes || len(parts) > maxNameParts {
			return nil
		}
	}
	var out []part
	for _, p := range parts {
		for _, piece := range camelPieces(p.text) {
			out = append(out, part{piece, p.script})
		}
	}
	return out
}

// camelPieces cuts BorisTone in two. Pieces of fewer than three letters are no
// words: LiDAR stays whole.
func camelPieces(word string) []string {
	var pieces []string
	start, n, lower := 0, 0, false
	for i, c := range word {
		if unicode.IsUpper(c) && lower {
			if n < 3 {
				return []string{word}
			}
			pieces = append(pieces, word[start:i])
			start, n = i, 0
		}
		lower = unicode.IsLower(c)
		n++
	}
	if n < 3 {
		return []string{word}
	}
	return append(pieces, word[start:])
}

// inCyrillic spells the Latin words of a name in Cyrillic, cheapest first.
func inCyrillic(parts []part) []spelling {
	coded := slices.ContainsFunc(parts, func(p part) bool {
		return strings.ContainsAny(p.text, "0123456789")
	})
	beam := []spelling{{}}
	for _, p := range parts {
		choices := []spelling{{text: p.text}}
		switch {
		case p.script == latinWord:
			if choices = cyrillicOf(p.text, coded); len(choices) == 0 {
				return nil
			}
		case strings.TrimSpace(p.text) == "&":
			choices = []spelling{{text: " и "}, {text: p.text, cost: 1}}
		}
		beam = extend(beam, choices)
	}
	return beam
}

// inLatin spells the Cyrillic words of a name in Latin, by one scheme at a time.
func inLatin(parts []part) []spelling {
	var out []spelling
schemes:
	for _, s := range schemes {
		var b strings.Builder
		for _, p := range parts {
			if p.script == cyrillicWord {
				word, ok := s.spell(p.text)
				if !ok {
					continue schemes
				}
				p.text = word
			}
			b.WriteString(p.text)
		}
		out = append(out, spelling{text: b.String(), rule: s.name})
	}
	return out
}

// inChinese transcribes the two likeliest Russian spellings of a name: both by
// the standard, then with alternate characters.
func inChinese(russian []spelling) []spelling {
	var standard, alternate []spelling
	for _, s := range russian[:min(len(russian), 2)] {
		if s.rule != "russian" {
			continue
		}
		for i, text := range chinese(s.text) {
			if i == 0 {
				standard = append(standard, spelling{text: text, rule: "gbt17693"})
			} else {
				alternate = append(alternate, spelling{text: text, rule: "gbt17693, alternate"})
			}
		}
	}
	return distinct("", append(standard, alternate...), maxChinese)
}

// distinct returns the first n spellings that equal neither the name nor one
// before them, down to those that are far less likely than the first.
func distinct(name string, spellings []spelling, n int) []spelling {
	seen := make([]string, 1, n+1)
	seen[0] = spellingKey(name)
	out := spellings[:0]
	for _, s := range spellings {
		if len(out) == n || s.cost > spellings[0].cost+maxUnlikely {
			break
		}
		if key := spellingKey(s.text); !slices.Contains(seen, key) {
			seen = append(seen, key)
			out = append(out, s)
		}
	}
	return out
}

// spellingKey is equal for spellings that differ in case and accents only.
func spellingKey(s string) string {
	key := make([]byte, 0, 128)
	for _, c := range s {
		switch {
		case c >= 'А' && c <= 'Я', c >= 'A' && c <= 'Z':
			c += 'а' - 'А'
		case c == 'ё', c == 'Ё':
			c = 'е'
		case c >= 'а' && c <= 'я', c < utf8.RuneSelf:
		default:
			return anyKey(s)
		}
		if c == 'й' {
			c = 'и'
		}
		key = utf8.AppendRune(key, c)
	}
	return string(key)
}

// anyKey is spellingKey of letters of any kind.
func anyKey(s string) string {
	var b strings.Builder
	for _, c := range norm.NFKD.String(strings.ToLower(s)) {
		if !unicode.IsMark(c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}
