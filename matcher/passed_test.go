package matcher

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// TestPassedOver writes the terms of the built-in lists, disguised in the ways
// that a scan sees through, between the words of their hit and miss lines: what is
// passed over is in no hit, and what the cues say is the same though they are read
// only beside mentions.
func TestPassedOver(t *testing.T) {
	long(t)
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	naive, err := New(lists.Builtin())
	require.NoError(t, err)
	naive.plain = true
	rng := rand.New(rand.NewPCG(11, 12))
	var terms, words []string
	for _, e := range lists.Builtin().Entries {
		for _, x := range e.Terms {
			terms = append(terms, x.Text)
		}
		for _, x := range slices.Concat(e.Hits, e.Misses) {
			words = append(words, strings.SplitAfter(x.Text+" ", " ")...)
		}
	}
	for range 20 {
		rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		var b strings.Builder
		for _, w := range words[:12000] {
			b.WriteString(w)
			if rng.IntN(12) == 0 {
				b.WriteString(disguised(rng, terms[rng.IntN(len(terms))]))
				if rng.IntN(3) > 0 {
					b.WriteByte(' ')
				}
			}
		}
		text := b.String()
		got, want := m.ScanAll(text), naive.ScanAll(text)
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i].Start != want[i].Start || got[i].End != want[i].End || got[i].Entry != want[i].Entry || got[i].How != want[i].How {
				at := len(text)
				for _, hits := range [][]Hit{got[min(i, len(got)):], want[min(i, len(want)):]} {
					if len(hits) > 0 {
						at = min(at, hits[0].Start)
					}
				}
				t.Fatalf("%d hits, and %d where nothing is passed over; they differ at %q", len(got), len(want), text[max(0, at-100):min(len(text), at+200)])
			}
		}
		require.NotEmpty(t, want)
	}
}

// disguised writes a term in one of the ways that are seen through.
func disguised(rng *rand.Rand, term string) string {
	runes := []rune(term)
	cut := 1 + rng.IntN(max(1, len(runes)-1))
	before, behind := string(runes[:min(cut, len(runes))]), string(runes[min(cut, len(runes)):])
	switch rng.IntN(16) {
	case 0:
		return strings.ToUpper(term)
	case 1:
		return strings.Replace(term, " ", "-", 1)
	case 2:
		return strings.Replace(term, " ", "\n", 1)
	case 3:
		return strings.Replace(term, " ", "", 1)
	case 4:
		return before + "-\n" + behind
	case 5:
		return before + "\u00ad" + behind
	case 6:
		return before + "\n" + behind
	case 7:
		return strings.NewReplacer("a", "а", "o", "о", "c", "с", "e", "е", "p", "р").Replace(term)
	case 8:
		return strings.NewReplacer("а", "a", "о", "o", "с", "c").Replace(term)
	case 9:
		return strings.Replace(term, "о", "o", 1)
	case 10:
		return term + "-дрон"
	case 11:
		return "USB-" + term
	case 12:
		return strings.Replace(term, "е", "ё", 1)
	case 13:
		return camel(term)
	case 14:
		return camel(term) + "Cables"
	}
	return term
}

// camel writes words as one, each with a capital letter.
func camel(term string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(term) {
		r, size := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
		b.WriteString(w[size:])
	}
	return b.String()
}
