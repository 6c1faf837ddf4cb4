package normalize

import (
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReadVectors: both ways of reading a block give the same masks.
func TestReadVectors(t *testing.T) {
	if !vectors {
		t.Skip("this processor has no vectors that readVectors uses")
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		var text [strideBytes]byte
		for i := range text {
			if text[i] = byte(rng.Uint32()); rng.IntN(4) > 0 {
				text[i] &= 0x7F
			}
		}
		var want, got block
		want.read(&text)
		readVectors(&text, &halves, &got)
		if want[groupOther] == 0 {
			clear(got[groups:groupOther]) // which are not read then
		}
		require.Equal(t, want, got, "%q", text)
	}
}

// TestBlockGroups: the groups of a byte are what it is to the gallop.
func TestBlockGroups(t *testing.T) {
	for b := range 0x100 {
		var text [strideBytes]byte
		text[7] = byte(b)
		var m block
		m.read(&text)
		in := func(group int) bool { return m[group]>>7&1 != 0 }
		letter := in(groupLetter) || in(groupLetter2)
		require.Equal(t, units[b] == unitLetter, letter, "%q", b)
		require.Equal(t, units[b] == unitDigit, in(groupDigit), "%q", b)
		require.Equal(t, units[b] == unitMark, in(groupMark), "%q", b)
		require.Equal(t, units[b] == unitBlank, in(groupBlank), "%q", b)
		require.Equal(t, b == '\n', in(groupLineFeed), "%q", b)
		require.Equal(t, b >= 0x80, in(groupOther), "%q", b)
		if letter {
			require.Equal(t, b >= 'a', in(groupSmall), "%q", b)
		}
		plain := letter || in(groupDigit) || in(groupMark) || in(groupBlank) || in(groupLineFeed) || in(groupOther)
		if class := units[b]; class == unitHyphen || class == unitApostrophe || b == '\r' {
			require.True(t, in(groupHard) && !plain, "%q", b)
		} else if class == unitJoint {
			require.True(t, in(groupJoint) && !plain && !in(groupHard), "%q", b)
		} else if class == unitBreak && !in(groupHard) {
			require.True(t, !plain && !in(groupJoint), "%q", b)
		}
		require.Equal(t, b >= 0x80 && b < 0x90, in(group8), "%q", b)
		require.Equal(t, b >= 0x90 && b < 0xB0, in(group9), "%q", b)
		require.Equal(t, b >= 0xB0 && b < 0xC0, in(groupB), "%q", b)
		require.Equal(t, units[b] == unitHan, in(groupHan), "%q", b)
		require.Equal(t, []bool{b == 0xD0, b == 0xD1, b == 0xE2 || b == 0xE3 || b == 0xEF}, []bool{in(groupD0), in(groupD1), in(groupWide)}, "%q", b)
	}
}

// strideTexts are texts and how far a stride comes in them before a hundred dots: to
// the last unit, to the last one before what is not plain, or to where a form of
// gallopForms may start.
var strideTexts = []struct {
	text, passed string
}{
	{"some plain words, and some more of them.", "some plain words, and some more of "},
	{"Some plain WORDS (in brackets) \"and quoted\"; _more_ of them", "Some plain WORDS (in brackets) \"and quoted\"; _more_ of "},
	{"some plain words.\nAnd more: 12 of\nthem now", "some plain words.\nAnd more: 12 of\nthem "},
	{"обычные слова, Которые СТОЯТ рядом", "обычные слова, Которые СТОЯТ "},
	{"words и слова вместе", "words и слова "},
	{"普通的文字，没有别的。「引号」也可以", "普通的文字，没有别的。「引号」也可"},
	{"普通USB文字 12个 и слова the end", "普通USB文字 12个 и слова the "},
	{"some LibreOffice camels here", "some LibreOffice camels "},
	{"some plain hy-phens here", "some plain "},
	{"some plain it's here", "some plain "},
	{"some m777 here", "some "},
	{"some 5.56 here", "some "},
	{"some plain      columns", "some "},
	{"some plain words\n\nhere", "some plain "},
	{"some words aб here", "some words "},
	{"some words é here", "some "},
	{"какие-то слова", ""},
	{"какие слова ёлок", "какие "},
	{"какие слоВа тут", "какие "},
	{"one of U.A.V. here", "one of "},
	{"one of U．A．V． here", "one of "},
	{"a new drone jammer here", "a new "},
	{"a new drone for it", "a new drone for "},
	{"a new anti drone system here", "a new "},
	{"a new laser here", "a new "},
	{"a new Laser here", "a new "},
	{"a Dronejammer here", "a "},
	{"a wo\nlaser here", "a wo\n"},
	{"a la\nser here", "a "},
	{"узел тут", "узел "},
	{"узел связи тут", ""},
	{"一个无人机在", "一个"},
	{"一个激光在", "一个"},
	{"一个卡在", "一个"},
	{"一个声，光在", "一个"},
	{"一个声，音在", "一个"},
	{"a ThermalXYZ here", "a "},
}

// TestStride: a stride comes as far as it should, with and without vectors, and passes
// over no form.
func TestStride(t *testing.T) {
	v, _ := gallopVocabulary()
	eachReading(t, func(t *testing.T) {
		for _, c := range strideTexts {
			end, borders, _ := v.terms.stride(c.text+strings.Repeat(".", 100), 0)
			if !strings.HasPrefix(c.text, c.passed) {
				t.Errorf("%q does not start with %q", c.text, c.passed)
			}
			require.Equal(t, c.passed, c.text[:end], "%q", c.text)
			require.Equal(t, bordersOf(c.passed), int(borders), "%q", c.text)
		}
	})
}

// bordersOf counts the words, Han characters and marks of a text, camel seams, and
// the gaps with a break.
func bordersOf(text string) int {
	n, word, broken := 0, kind(0), false
	var before props
	for i := 0; i < len(text); {
		p, _, size := next(text, i)
		i += size
		k := p.kind()
		seam := k == kindLatin && word == k && p.flags()&flagUpper != 0 && before.flags()&flagUpper == 0
		unit := k == kindHan || k == kindMark || (k == kindLatin || k == kindCyrillic || k == kindDigit) && k != word || seam
		if broken = broken || k == kindBreak; unit && broken {
			n, broken = n+1, false
		}
		if unit {
			n++
		}
		word, before = 0, p
		if k == kindLatin || k == kindCyrillic || k == kindDigit {
			word = k
		}
	}
	if broken {
		n++ // before the unit that was not passed
	}
	return n
}

// eachReading runs a test with and without vectors.
func eachReading(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	defer func(on bool) { vectors = on }(vectors)
	if vectors {
		t.Run("vectors", test)
	}
	vectors = false
	t.Run("bytes", test)
}

// TestMasks: the masks that the walk uses stand for their first so many bits.
func TestMasks(t *testing.T) {
	for n, m := range wordMasks {
		require.Equal(t, 8*n, bits.OnesCount64(m[0])+bits.OnesCount64(m[1]))
		require.Zero(t, m[0]&(m[0]+1)|m[1]&(m[1]+1))
	}
}
