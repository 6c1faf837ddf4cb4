package normalize

// A Vocabulary numbers the words of a set of terms. It is filled once, with
// Add, and only read afterwards: reading is safe for any number of goroutines.
type Vocabulary struct {
	slots []slot   // open addressing, a power of two of them, at most half full
	words []string // by number; the first, of number 0, is no word
	han   []uint32 // numbers of the Han characters from hanFirst on

	pairs []pair  // words written as one
	first []int32 // by number: the first pair whose joined word it is, -1 none

	disguises Reading             // what scanners look through
	collapsed map[string][]uint32 // words by what is left without repeated letters
}

type slot struct {
	hash uint32
	id   uint32
}

// A pair is two words that a text may write as one.
type pair struct {
	a, b uint32
	next int32 // another pair that is written the same
}

const (
	hanFirst = 0x3400
	hanLast  = 0x9FFF
)

// NewVocabulary returns an empty vocabulary.
func NewVocabulary() *Vocabulary {
	return &Vocabulary{
		slots: make([]slot, 64),
		words: []string{""},
		han:   make([]uint32, hanLast-hanFirst+1),
	}
}

// Add returns the number of a folded word, such as the Text of a Word, and
// gives it the next one, from 1, if it is new.
func (v *Vocabulary) Add(word string) uint32 {
	if id := v.Lookup(word); id != 0 {
		return id
	}
	id := uint32(len(v.words))
	v.words = append(v.words, word)
	if 2*len(v.words) > len(v.slots) {
		v.slots = make([]slot, 2*len(v.slots))
		for i, w := range v.words[1:] {
			v.insert(hash(w), uint32(i+1))
		}
	} else {
		v.insert(hash(word), id)
	}
	if r := []rune(word); len(r) == 1 && r[0] >= hanFirst && r[0] <= hanLast {
		v.han[r[0]-hanFirst] = id
	}
	return id
}

// AddPair makes the word that a and b are when written as one known, and known
// to be these two: dronejammer.
func (v *Vocabulary) AddPair(a, b uint32) {
	id := v.Add(v.words[a] + v.words[b])
	for len(v.first) < len(v.words) {
		v.first = append(v.first, -1)
	}
	for i := v.first[id]; i >= 0; i = v.pairs[i].next {
		if v.pairs[i].a == a && v.pairs[i].b == b {
			return
		}
	}
	v.pairs = append(v.pairs, pair{a, b, v.first[id]})
	v.first[id] = int32(len(v.pairs) - 1)
}

// Pairs calls f with the pairs of words that the word of a token is when they
// are written as one, but for the pair that the token itself was joined of.
func (v *Vocabulary) Pairs(t *Token, f func(a, b uint32)) {
	if int(t.ID) >= len(v.first) {
		return
	}
	for i := v.first[t.ID]; i >= 0; i = v.pairs[i].next {
		if p := v.pairs[i]; t.Seam == 0 || int(t.Seam) != len(v.words[p.a]) {
			f(p.a, p.b)
		}
	}
}

// Paired reports whether the word of a token is two words written as one.
func (v *Vocabulary) Paired(t *Token) bool { return int(t.ID) < len(v.first) && v.first[t.ID] >= 0 }

// Lookup returns the number of a folded word, 0 if the vocabulary lacks it.
func (v *Vocabulary) Lookup(word string) uint32 { return lookupWord(v, word) }

// Len returns how many words the vocabulary holds.
func (v *Vocabulary) Len() int { return len(v.words) - 1 }

// Word returns the word of a number that Add returned.
func (v *Vocabulary) Word(id uint32) string { return v.words[id] }

func (v *Vocabulary) insert(h, id uint32) {
	mask := uint32(len(v.slots) - 1)
	i := h & mask
	for v.slots[i].id != 0 {
		i = (i + 1) & mask
	}
	v.slots[i] = slot{h, id}
}

func lookupWord[S string | []byte](v *Vocabulary, w S) uint32 {
	return lookupHash(v, hash(w), w)
}

func lookupHash[S string | []byte](v *Vocabulary, h uint32, w S) uint32 {
	mask := uint32(len(v.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		s := v.slots[i]
		if s.id == 0 {
			return 0
		}
		if s.hash == h && v.words[s.id] == string(w) {
			return s.id
		}
	}
}

// lookupHan is Lookup of one Han character.
func (v *Vocabulary) lookupHan(r rune) uint32 {
	if uint32(r-hanFirst) < uint32(len(v.han)) {
		return v.han[r-hanFirst]
	}
	return v.Lookup(string(r))
}

// FNV-1a, finished so that its low bits depend on all of the word.
func hash[S string | []byte](w S) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h ^ h>>15
}
