package translit

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:generate go run gen_ruzh.go

// A hanRule replaces its key where its contexts hold. A context is a class:
// '#' a word's edge, 'V' a vowel, '~' no vowel or the text's end, 'П' б or п;
// 0 holds anywhere.
type hanRule struct {
	before, after rune
	key           []rune
	done, again   []rune // the replacement, and the part of it that is read again
}

// ruZhRules is ruZhPasses read, by the first letter of the key; the order among
// rules of one letter is the transform's, and the first that fits is used.
var ruZhRules = sync.OnceValue(func() []map[rune][]hanRule {
	var passes []map[rune][]hanRule
	for _, table := range ruZhPasses {
		pass := map[rune][]hanRule{}
		for _, field := range strings.Fields(table) {
			from, to, _ := strings.Cut(field, "=")
			var r hanRule
			if first, n := utf8.DecodeRuneInString(from); isHanContext(first) {
				r.before, from = first, from[n:]
			}
			if last, n := utf8.DecodeLastRuneInString(from); isHanContext(last) {
				r.after, from = last, from[:len(from)-n]
			}
			r.key = []rune(from)
			if again, ok := strings.CutPrefix(to, "|"); ok {
				r.again = []rune(again)
			} else {
				r.done = []rune(to)
			}
			pass[r.key[0]] = append(pass[r.key[0]], r)
		}
		passes = append(passes, pass)
	}
	return passes
})

func isHanContext(c rune) bool { return strings.ContainsRune("#V~П", c) }

// inContext reports whether c is of the class, where 0 stands for the text's edge.
func inContext(class, c rune) bool {
	vowel := c != 0 && strings.ContainsRune("аеийоуыьэюяё", c)
	switch class {
	case '#':
		return c == 0 || c == ' ' || c == '-'
	case 'V':
		return vowel
	case '~':
		return !vowel
	case 'П':
		return c == 'б' || c == 'п'
	}
	return true
}

// transcribe writes Russian in Chinese characters by GB/T 17693.4-2009. What is
// not Russian stays as it is.
func transcribe(russian string) string {
	text := []rune(strings.ToLower(norm.NFC.String(russian)))
	for _, pass := range ruZhRules() {
		text = transcribePass(pass, text)
	}
	return string(text)
}

func transcribePass(pass map[rune][]hanRule, rest []rune) []rune {
	done := make([]rune, 0, len(rest))
next:
	for len(rest) > 0 {
		for i := range pass[rest[0]] {
			r := &pass[rest[0]][i]
			if !hasPrefix(rest, r.key) || !inContext(r.before, last(done)) || !inContext(r.after, first(rest[len(r.key):])) {
				continue
			}
			done = append(done, r.done...)
			rest = rest[len(r.key)-len(r.again):]
			copy(rest, r.again)
			continue next
		}
		done = append(done, rest[0])
		rest = rest[1:]
	}
	return done
}

func hasPrefix(s, prefix []rune) bool {
	return len(s) >= len(prefix) && slices.Equal(s[:len(prefix)], prefix)
}

func first(s []rune) rune {
	if len(s) == 0 {
		return 0
	}
	return s[0]
}

func last(s []rune) rune {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1]
}

// hanAlternates are the characters that newspapers and makers put in the place
// of the standard's, because a name was transcribed by ear, from English, or
// before there was a standard.
var hanAlternates = map[rune]string{
	'捷': "特", '杰': "德", '季': "迪", '谢': "塞", '涅': "内", '列': "莱", '韦': "维",
	'佩': "彼", '奥': "欧", '科': "高", '博': "鲍", '夫': "弗", '克': "科", '赫': "希",
	'坚': "登", '京': "廷", '津': "赞", '泽': "塞", '雷': "里", '利': "里", '里': "利",
	'留': "柳", '武': "沃", '约': "尤", '佐': "措", '耶': "叶",
}

const (
	minHan     = 3 // shorter transcriptions are syllables of ordinary Chinese
	maxChinese = 4
)

// chinese returns the Chinese spellings of a Cyrillic name: the standard's, then
// the ones with a single alternate character; nothing when it is too short,
// holds a single letter, or something that the standard cannot write.
func chinese(russian string) []string {
	for word := range strings.FieldsFuncSeq(russian, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if utf8.RuneCountInString(word) == 1 {
			return nil
		}
	}
	text := []rune(transcribe(russian))
	han := 0
	for i, c := range text {
		switch {
		case unicode.Is(unicode.Han, c):
			han++
		case unicode.IsLetter(c) || unicode.IsMark(c):
			return nil
		case c == ' ' && i > 0 && i+1 < len(text) && unicode.Is(unicode.Han, text[i-1]):
			text[i] = '·'
		}
	}
	if han < minHan {
		return nil
	}
	out := []string{string(text)}
	for i, c := range text {
		for _, alt := range hanAlternates[c] {
			if len(out) == maxChinese {
				return out
			}
			text[i] = alt
			out = append(out, string(text))
			text[i] = c
		}
	}
	return out
}
