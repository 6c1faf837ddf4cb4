package normalize

// A Vocabulary numbers the words of a set of terms. It is filled once, with
// Add, and only read afterwards: reading is safe for any number of goroutines.
type Vocabulary struct {
	slots []slot   // open addressing, a power of two of them, at most half full
	words []string // by number; the first, of number 0, is no word
	han   []uint32 // numbers of the Han characters from hanFirst on
}

type slot struct {
	hash uint32
	id   uint32
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
