package normalize

import "github.com/dualuse-go/dualuse/normalize/internal/inflect"

// An Inflector writes phrases in all their forms, word by word. A program that
// expands many phrases keeps one: words are declined once.
type Inflector = inflect.Inflector

// An Inflection is one form of a phrase.
type Inflection = inflect.Inflection

// Steps says what had to be done to a phrase to get an Inflection.
type Steps = inflect.Steps

// A Case is a Russian case.
type Case = inflect.Case

// ParseCase returns the case that a list names nom, gen, dat, acc, ins or loc.
func ParseCase(name string) (Case, bool) { return inflect.ParseCase(name) }

// The steps of an Inflection.
const (
	Inflected = inflect.Inflected // a Russian case or number
	Plural    = inflect.Plural    // an English plural
	Spelling  = inflect.Spelling  // the other one of a British and American pair
)

// Forms returns the written forms of a phrase in lang "ru" or "en", the phrase
// itself first, each once: the cases and numbers of a Russian phrase, the
// plural and the British and American spellings of an English one. A phrase in
// any other language has one form, itself.
func Forms(lang, phrase string) []string { return inflect.Forms(lang, phrase) }
