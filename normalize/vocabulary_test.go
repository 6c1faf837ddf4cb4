package normalize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVocabulary(t *testing.T) {
	v := NewVocabulary()
	assert.Zero(t, v.Len())
	assert.Zero(t, v.Lookup("drone"))
	assert.Zero(t, v.Lookup(""))
	assert.Equal(t, uint32(1), v.Add("drone"))
	assert.Equal(t, uint32(2), v.Add("机"))
	assert.Equal(t, uint32(1), v.Add("drone"))
	assert.Equal(t, uint32(3), v.Add("无人机"))
	assert.Equal(t, 3, v.Len())
	assert.Equal(t, "机", v.Word(2))
	assert.Zero(t, v.Lookup("无"))
	assert.Zero(t, v.Lookup("dron"))
	assert.Zero(t, v.Lookup("drones"))
}

// TestVocabularyAgainstMap adds and looks up words at random, also while it
// grows, and compares with a map.
func TestVocabularyAgainstMap(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		switch rnd.IntN(4) {
		case 0:
			return string(rune(0x3300 + rnd.IntN(0x7000))) // Han and beyond both ends
		case 1:
			return string(rune(0x20000 + rnd.IntN(2000)))
		case 2:
			return fmt.Sprintf("w%d", rnd.IntN(20000))
		default:
			return string(rune('а'+rnd.IntN(32))) + string(rune('a'+rnd.IntN(26)))
		}
	}
	v := NewVocabulary()
	want := map[string]uint32{}
	for range 60000 {
		w := word()
		if rnd.IntN(2) == 0 {
			w = w + "x"
		}
		require.Equal(t, want[w], v.Lookup(w), "%q", w)
		if r := []rune(w); len(r) == 1 {
			require.Equal(t, want[w], v.lookupHan(r[0]), "%q", w)
		}
		if rnd.IntN(3) == 0 {
			continue
		}
		if want[w] == 0 {
			want[w] = uint32(len(want) + 1)
		}
		require.Equal(t, want[w], v.Add(w), "%q", w)
		require.Equal(t, len(want), v.Len())
	}
	require.Greater(t, len(want), 10000)
	for w, id := range want {
		require.Equal(t, w, v.Word(id))
		require.Equal(t, id, v.Lookup(w), "%q", w)
		require.Equal(t, id, lookupHash(v, hash([]byte(w)), []byte(w)), "%q", w)
	}
}

// TestVocabularyGrowth: the slots stay at most three quarters full, so that a search ends,
// at every size.
func TestVocabularyGrowth(t *testing.T) {
	v := NewVocabulary()
	for i := range 5000 {
		require.Equal(t, uint32(i+1), v.Add(fmt.Sprint("w", i)))
		require.LessOrEqual(t, 4*v.Len(), 3*v.slots.homes)
		require.LessOrEqual(t, v.slots.homes, max(64, 8*v.Len()))
		require.Zero(t, v.Lookup("absent"))
		for _, j := range []int{0, i / 2, i} {
			require.Equal(t, uint32(j+1), v.Lookup(fmt.Sprint("w", j)))
		}
	}
}

// TestVocabularyShared: one vocabulary, many scanners.
func TestVocabularyShared(t *testing.T) {
	text := "Вulat quad-copter 無人機 jam-\nmer U.A.V."
	v := whole(text)
	want := scan(v, text)
	require.NotEmpty(t, want)
	var wg sync.WaitGroup
	got := make([][]Token, 8)
	for i := range got {
		wg.Go(func() {
			for range 50 {
				got[i] = scan(v, text)
			}
		})
	}
	wg.Wait()
	for _, tokens := range got {
		assert.Equal(t, want, tokens)
	}
}

// TestVocabularyCollision: words of one hash are told apart.
func TestVocabularyCollision(t *testing.T) {
	seen := map[uint32]string{}
	v := NewVocabulary()
	collisions := 0
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 400000 {
		w := strings.Map(func(r rune) rune { return r%16 + 'a' }, fmt.Sprintf("%x", rnd.Uint64()))
		h := hash(w)
		if other, ok := seen[h]; ok {
			collisions++
			v.Add(other)
			require.Zero(t, v.Lookup(w), "%q has the hash of %q", w, other)
			frozen := NewVocabulary()
			frozen.AddForm(Form{Classes: []uint32{addAlone(frozen, other)}})
			frozen.Freeze()
			require.Empty(t, scan(frozen, w+" and more words"), "%q has the hash of %q", w, other)
			addAlone(v, other)
			require.Empty(t, scan(v, w), "%q has the hash of %q", w, other)
			require.NotEqual(t, v.Lookup(other), v.Add(w))
			require.Equal(t, w, v.Word(v.Lookup(w)))
			require.Equal(t, other, v.Word(v.Lookup(other)))
		}
		seen[h] = w
	}
	assert.NotZero(t, collisions)
	assert.Less(t, collisions, 100)
}

// TestClassCollision: classes of one hash are told apart.
func TestClassCollision(t *testing.T) {
	v := NewVocabulary()
	for i := range 1000 {
		v.Add(fmt.Sprint("w", i))
	}
	want := map[[2]uint32]uint32{}
	for i := uint32(1); i <= 600; i++ {
		for j := uint32(1); j <= 600; j++ {
			id := v.AddClass([]Member{{Word: i}, {Word: j, Steps: Inflected}})
			require.Equal(t, uint32(len(want)+1), id)
			want[[2]uint32{i, j}] = id
		}
	}
	collisions := 0
	for i, s := range v.classes.all[1:] {
		if before := v.classes.all[i]; s.ref != 0 && before.ref != 0 && s.hash == before.hash {
			collisions++
		}
	}
	require.NotZero(t, collisions)
	for words, id := range want {
		require.Equal(t, id, v.AddClass([]Member{{Word: words[0]}, {Word: words[1], Steps: Inflected}}))
	}
}

// TestPairTwice: a pair that is added twice is one.
func TestPairTwice(t *testing.T) {
	v := NewVocabulary()
	drone, jammer := v.Add("drone"), v.Add("jammer")
	addAlone(v, "drone")
	addAlone(v, "jammer")
	for range 2 {
		v.AddPair(drone, jammer)
	}
	require.Len(t, scan(v, "dronejammer"), 1)
}

// TestFreezeWithoutForms: words of no form give no tokens.
func TestFreezeWithoutForms(t *testing.T) {
	v := NewVocabulary()
	for _, w := range []string{"drone", "дрон", "机", "."} {
		addAlone(v, w)
	}
	v.Freeze()
	require.Empty(t, scan(v, "a drone. Один дрон. 机机。 And so many words more"))
}

func TestVocabularyHanEnds(t *testing.T) {
	v := NewVocabulary()
	for i, r := range []rune{hanFirst - 1, hanFirst, hanLast, hanLast + 1, '机', 0x20000} {
		assert.Zero(t, v.lookupHan(r), "%U", r)
		assert.Equal(t, uint32(i+1), v.Add(string(r)), "%U", r)
		assert.Equal(t, uint32(i+1), v.lookupHan(r), "%U", r)
	}
}

// addAlone adds a word and the class of it alone. Where all words are added so,
// the class has the number of the word.
func addAlone(v *Vocabulary, word string) uint32 {
	return v.AddClass([]Member{{Word: v.Add(word)}})
}
