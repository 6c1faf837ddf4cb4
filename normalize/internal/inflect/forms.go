package inflect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Forms returns the written forms of a phrase in lang "ru" or "en", the phrase itself first, each once:
// the cases and numbers of a Russian phrase, the plural and the British and American spellings of an English one.
// A phrase in any other language has one form, itself.
//
// Forms is for people. A program that expands many phrases keeps an [Inflector] and never joins the words.
func Forms(lang, phrase string) []string {
	var f Inflector
	forms := []string{phrase}
	for _, in := range f.Inflect(lang, strings.Fields(phrase))[1:] {
		forms = append(forms, strings.Join(in.Words, " "))
	}
	return forms
}

// Steps says what had to be done to a phrase to get a form of it. The zero Steps is the phrase as it stands.
type Steps uint8

const (
	Inflected Steps = 1 << iota // a Russian case or number
	Plural                      // an English plural
	Spelling                    // the other one of a British and American pair
)

// An Inflection is one form of a phrase, word by word.
type Inflection struct {
	Words []string // shared with other forms, do not modify
	Steps Steps
}

// An Inflector writes phrases in all their forms. It declines a word once and keeps the result, so that the
// phrases of a list, which share most of their words, cost a few hundred nanoseconds a form.
//
// A form is a sequence of words and no phrase is ever built as a string: equal words of different forms are the
// same string, and a caller that numbers words looks each up and multiplies numbers.
// A line such as "подавитель <drone:gen>" is the product of Inflect for the words before the set and
// InCase for each member of it. Where the set is the head, as in "ударный <drone>", the words before it
// have to agree with each member, so the member's words are put in and the whole is inflected.
//
// The zero Inflector is ready to use. It is not safe for concurrent use.
type Inflector struct {
	Once bool // no word is asked for again, so none is kept

	words map[wordKey]*paradigm
	room  []string     // for the words of Russian forms
	forms []Inflection // room for these
}

// Reset tells f that the forms it has returned are no longer needed: others may take their room.
func (f *Inflector) Reset() { f.room, f.forms = f.room[:0], f.forms[:0] }

// maxWords and maxForms bound what one phrase can cost. No term is as long, and a list line may not have as many forms;
// one form more than allowed is returned, so that the excess shows.
const (
	maxWords = 32
	maxForms = 4096
)

// Inflect returns the forms of a phrase in lang "ru" or "en", the phrase itself first, Russian in NFC, each once.
// A word is what stands between blanks: a hyphened compound is one word.
// A phrase of more than 32 words is left alone, and no more than 4,097 forms are written. They hold until Reset.
func (f *Inflector) Inflect(lang string, words []string) []Inflection {
	switch {
	case len(words) == 0, len(words) > maxWords:
	case lang == "ru":
		return f.russian(composed(words), allCases)
	case lang == "en":
		return english(words)
	}
	return []Inflection{{Words: words}}
}

// InCase returns a Russian phrase in one case, singular and plural, each form once.
// The accusative of what may be alive or not, such as a drone, is both like the nominative and like the genitive.
func (f *Inflector) InCase(words []string, c Case) []Inflection {
	if len(words) == 0 || len(words) > maxWords {
		return nil
	}
	return f.russian(composed(words), caseSet(1)<<c)
}

// addForm appends a form unless it is there already. A phrase has a few dozen forms, so it just looks.
func addForm(forms []Inflection, words []string, steps Steps) []Inflection {
	if len(forms) > maxForms {
		return forms
	}
	for _, in := range forms {
		if slices.Equal(in.Words, words) {
			return forms
		}
	}
	return append(forms, Inflection{words, steps})
}

// composed returns words in NFC, so that й is one letter.
func composed(words []string) []string {
	if !slices.ContainsFunc(words, func(w string) bool { return strings.ContainsFunc(w, isUnusual) }) {
		return words
	}
	words = slices.Clone(words)
	for i, w := range words {
		words[i] = norm.NFC.String(w)
	}
	return words
}

// isUnusual reports whether r is neither of Latin nor of Cyrillic writing, whose letters are composed.
func isUnusual(r rune) bool { return r >= 0x300 && (r < 'Ѐ' || r > 'ӿ') }

// The tables of the rules are text: fields between blanks.

// wordSet is a set of words, written in one string.
func wordSet(fields string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(fields) {
		set[w] = true
	}
	return set
}

// wordMap maps each word written "from:to".
func wordMap(fields string) map[string]string {
	m := map[string]string{}
	for w := range strings.FieldsSeq(fields) {
		from, to, _ := strings.Cut(w, ":")
		m[from] = to
	}
	return m
}

// hasAny reports whether s ends in one of the suffixes, which stand between single blanks.
func hasAny(s, suffixes string) bool {
	for more := true; more; {
		var suffix string
		if suffix, suffixes, more = strings.Cut(suffixes, " "); strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

// allCaps reports whether s is two or more letters, all of them capitals, as abbreviations are.
func allCaps(s string) bool {
	return utf8.RuneCountInString(s) > 1 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsUpper(r) })
}

func capitalised(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
