package normalize

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// skimVocabulary knows a few words, each of which may stand anywhere.
func skimVocabulary() *Vocabulary {
	v := NewVocabulary()
	var classes []uint32
	for _, w := range []string{"drone", "jammer", "дрон", "подавитель", "无", "人", "机", "a", "и", "xc", "7"} {
		classes = append(classes, v.AddClass([]Member{{Word: v.Add(w)}}))
		v.AddForm(Form{Classes: classes[len(classes)-1:]})
	}
	v.AddForm(Form{Classes: classes[:2]})
	v.AddPair(v.Lookup("drone"), v.Lookup("jammer"))
	v.Freeze()
	return v
}

// checkSkim compares what is skimmed with what is read the slow way, but for what
// a path may pass over where none has come to.
func checkSkim(t *testing.T, v *Vocabulary, text string) {
	t.Helper()
	all := func(plain bool) (tokens []Token) {
		var s Scanner
		reached := map[int32]bool{}
		s.Reset(v, text)
		s.Plain(plain)
		for {
			next := s.Next()
			if len(next) == 0 {
				return tokens
			}
			for _, token := range next {
				if token.ID != Skip || reached[token.From] {
					tokens = append(tokens, token)
					reached[token.To] = true
				}
			}
		}
	}
	if fast, slow := all(false), all(true); !slices.Equal(fast, slow) {
		t.Errorf("%q:\nskimmed %v\nread    %v", text, fast, slow)
	}
}

var skimPieces = []string{
	"\ufeff", "   \ufeff  ",
	"drone", "Drone", "DRONE", "droNe", "jammer", "дрон", "Дрон", "ДРОН", "подавитель", "无人机", "無", "乾", "的", "a", "и", "XC", "7", " ", "  ", "     ", "\n",
	"\r\n", "-", "'s", "’", ".", ",", "/", "\t", "_", "«", "»", "“", "\u200b", "\u0301", "é", "ё", "й", "і", "ґ", "ｄ", "\xd0", "\xd1", "\xd0\xd7", "\xd1\x10",
	"\xe6\x97", "\xe6", "\xff", "\xc2", "\xc2\xab", "(", ")", "abcdefghij", "словословослово", "х", "x", "XC-", "12", "0", "щё", "cap", "сар",
	" plain words in between, ", " Plain (words): ", " and LibreOffice camels\n", " слова между ними ", "字在中文，也有「字」。", "：", "　", "．",
}

// TestSkim reads texts of pieces that are hard to skim, cut anywhere, both ways.
func TestSkim(t *testing.T) {
	v := skimVocabulary()
	eachReading(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(7, 8))
		for k := range 20000 {
			text := ""
			for range 1 + rng.IntN(14+k%3*14) {
				text += skimPieces[rng.IntN(len(skimPieces))]
			}
			checkSkim(t, v, text[rng.IntN(min(len(text), 3)):])
			if t.Failed() {
				return
			}
		}
	})
}

func FuzzSkim(f *testing.F) {
	for _, p := range skimPieces {
		f.Add(p + " drone jammer " + p + "дрон" + p)
	}
	v := skimVocabulary()
	f.Fuzz(func(t *testing.T, text string) { checkSkim(t, v, text) })
}

// TestHanAt: what hanAt takes for Han is Han in the table.
func TestHanAt(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		if text := string(r); len(text) == 3 && hanAt(text, 0) >= 0 && lookup(r).kind() != kindHan {
			t.Errorf("%U is no Han character", r)
		}
	}
}
