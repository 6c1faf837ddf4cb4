package normalize

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// seeds are the texts of all tables.
func seeds() []string {
	var all []string
	for _, c := range scannerCases {
		all = append(all, c.text)
	}
	for _, c := range wordCases {
		all = append(all, c.term)
	}
	for _, c := range foldCases {
		all = append(all, c.text)
	}
	return append(all, strings.Repeat("Аb", 300), strings.Repeat("U.", 200), strings.Repeat("雷(x)", 50), strings.Repeat("a-\n", 50),
		"a"+strings.Repeat("\u0301", 1100)+"b", strings.Repeat("aB", 700), "\xe9\x9b", "a'\xff", "雷(\xff)")
}

var fuzzWords = []string{
	"a", "b", "x", "uav", "ua", "av", "drone", "jam", "mer", "jammer", "wifi", "wi", "fi", "bulat", "булат", "ак", "ak", "47", "5", "2",
	"无", "人", "机", "雷", "达", "lei", "(", ")", "/", ".", ",", "٫", "no", "mm", "γ", "か", "s", "1", "thermal", "imaging", "usb", "кабель",
	strings.Repeat("a", 256), "ab", "ab" + "ab", "U",
}

// FuzzScanner: any bytes are read to the end without a panic, the tokens keep
// the rules of checkTokens and stay under a ceiling, and what is scanned twice is
// equal.
func FuzzScanner(f *testing.F) {
	for _, text := range seeds() {
		f.Add(text, uint64(1<<63-1))
		f.Add(text, uint64(0x5555555555555555))
	}
	f.Fuzz(func(t *testing.T, text string, mask uint64) {
		some := NewVocabulary()
		for i, w := range fuzzWords {
			if mask>>(i%64)&1 != 0 {
				addAlone(some, w)
			}
		}
		vocabularies := []*Vocabulary{some}
		if len(text) < 400 {
			vocabularies = append(vocabularies, whole(text))
		}
		for _, v := range vocabularies {
			tokens := scan(v, text)
			checkTokens(t, text, tokens)
			// A word has three readings at most (as it stands, to Latin, to Cyrillic),
			// each whole, joined to the word before and cut at seams; a letter with a dot
			// may be the start of a dotted word, a bracket of a reading.
			require.LessOrEqual(t, len(tokens), 11*utf8.RuneCountInString(text), "%q", text)
			for _, k := range tokens {
				require.NotZero(t, k.ID)
				require.True(t, k.ID == Skip || int(k.ID) <= v.Len())
			}
			require.Equal(t, tokens, scan(v, text), "%q", text)
		}
	})
}

// FuzzWords: a term is found in itself, unless it has a break, letters of
// several alphabets (in a text they may be repaired), or words and runs over
// the ceilings.
func FuzzWords(f *testing.F) {
	for _, text := range seeds() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, term string) {
		words := Words(term)
		if !findable(term) || len(words) == 0 {
			return
		}
		for _, w := range words {
			if w.Break || len(w.Text) > maxWord/4 {
				return
			}
			require.NotEmpty(t, w.Text, "%q", term)
		}
		require.True(t, inText(term, term), "%q", term)
	})
}

func findable(term string) bool {
	var has alphabets
	blanks, ends := 0, 0
	for i, r := range term {
		switch k := lookup(r).kind(); k {
		case kindTab, kindBreak:
			return false
		case kindBlank:
			blanks++
		case kindLineEnd:
			if !(r == '\n' && i > 0 && term[i-1] == '\r') {
				ends++
			}
		default:
			has |= alphabetOf(k)
		}
	}
	return !has.mixed() && blanks <= maxBlanks && ends <= 1 && utf8.RuneCountInString(term) < maxWord
}

// FuzzFold: folding what was folded changes nothing. Excepted are symbols that
// fold to several words (㎡ is one word, m2, and m2 is two) or to a Han
// character, which is then read beside its neighbours, and runs so long that
// they are cut elsewhere once their letters have become more.
func FuzzFold(f *testing.F) {
	for _, text := range seeds() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.RuneCountInString(text) > maxRun/20 {
			return
		}
		for _, r := range text {
			if lookup(r).kind() == kindSymbol {
				return
			}
		}
		once := Fold(text)
		require.True(t, utf8.ValidString(once))
		require.Equal(t, once, Fold(once), "%q", text)
	})
}
