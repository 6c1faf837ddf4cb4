package normalize

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Vocabulary numbers the words of a set of terms, and classes of words that
// stand for one another in a term, such as the forms of a noun. It is filled
// once and only read afterwards: reading is safe for any number of goroutines.
type Vocabulary struct {
	slots slots           // of words by their number, and of pairs by their place and pairBit
	text  strings.Builder // of all words, one behind the other
	ends  []uint32        // by word number: where it ends in text; 0 is the number of none
	marks [16]uint32      // numbers of the marks, by their place in marks
	han   []uint32        // numbers of the Han characters from hanFirst on

	classes slots   // by their members
	begins  []int32 // by class, from 0: where its members begin in inClass
	inClass []membership
	steps   []Steps // beside inClass
	first   []int32 // by word number: its first membership, -1 none
	pairs   []pair  // words that a text may write as one

	// What AddForm and Freeze make, to skim with.
	filter    []uint64 // of hashes
	hanFolded []uint32 // as han, of characters as they stand in texts
	beside    []uint64 // of pairs of Han characters
	openers   []opener // by word number
	after     filter   // of the keys of a word and of one that follows it in some form
	terms     start    // what their forms may start with
	cues      start

	// What AddForm keeps until Freeze.
	last    Form       // the one added before
	keys    [][]uint32 // by class
	follows []uint64   // hashes that after is made of, some of them several times

	scratch   []byte              // of AddPair
	disguises Reading             // what scanners look through
	collapsed map[string][]uint32 // words by what is left without repeated letters
}

const pairBit = 1 << 31

// A Member is a word of a class, and what makes it differ from the first one.
type Member struct {
	Word  uint32
	Steps Steps
}

type membership struct {
	class uint32
	word  uint32
	next  int32 // of the same word, -1 none
}

type pair struct{ a, b uint32 }

const (
	hanFirst = 0x3400
	hanLast  = 0x9FFF
)

// NewVocabulary returns an empty vocabulary.
func NewVocabulary() *Vocabulary {
	v := &Vocabulary{
		slots:   newSlots(64),
		ends:    []uint32{0},
		first:   []int32{-1},
		han:     make([]uint32, hanLast-hanFirst+1),
		classes: newSlots(64),
	}
	v.terms, v.cues = start{voc: v}, start{voc: v, shift: cueShift}
	return v
}

// Add returns the number of a folded word, such as the Text of a Word, and
// gives it the next one, from 1, if it is new.
func (v *Vocabulary) Add(word string) uint32 {
	h := hash(word)
	if id := lookupHash(v, h, word); id != 0 {
		return id
	}
	id := uint32(len(v.ends))
	v.text.WriteString(word)
	v.ends, v.first = append(v.ends, uint32(v.text.Len())), append(v.first, -1)
	v.slots.insert(slot{h, id})
	if r, size := utf8.DecodeRuneInString(word); size == len(word) {
		if i := strings.IndexRune(marks, r); i >= 0 {
			v.marks[i] = id
		}
		if r >= hanFirst && r <= hanLast {
			v.han[r-hanFirst] = id
		}
	}
	return id
}

// AddClass returns the number of a class of words, and gives it the next one,
// from 1, if no class of these members is there yet.
func (v *Vocabulary) AddClass(members []Member) uint32 {
	h := uint64(hashSeed)
	for _, m := range members {
		h = hashStep(h, uint64(m.Word)<<8|uint64(m.Steps))
	}
	for i := v.classes.at(uint32(h)); v.classes.is(i, uint32(h)); i++ {
		if id := v.classes.all[i].ref; v.isClass(id, members) {
			return id
		}
	}
	v.begins = append(v.begins, int32(len(v.inClass)))
	id := uint32(len(v.begins))
	v.classes.insert(slot{uint32(h), id})
	for _, m := range members {
		v.inClass = append(v.inClass, membership{id, m.Word, v.first[m.Word]})
		v.steps = append(v.steps, m.Steps)
		v.first[m.Word] = int32(len(v.inClass) - 1)
	}
	return id
}

// isClass reports whether a class has these members.
func (v *Vocabulary) isClass(class uint32, members []Member) bool {
	from, to := v.placesOf(class)
	if to-from != len(members) {
		return false
	}
	for i, m := range members {
		if v.inClass[from+i].word != m.Word || v.steps[from+i] != m.Steps {
			return false
		}
	}
	return true
}

// placesOf returns where the members of a class stand in inClass.
func (v *Vocabulary) placesOf(class uint32) (from, to int) {
	to = len(v.inClass)
	if int(class) < len(v.begins) {
		to = int(v.begins[class])
	}
	return int(v.begins[class-1]), to
}

// Reserve makes room for n words, and as many classes and pairs.
func (v *Vocabulary) Reserve(n int) {
	v.text.Grow(16 * n)
	v.ends, v.first, v.pairs = slices.Grow(v.ends, n), slices.Grow(v.first, n), slices.Grow(v.pairs, n)
	v.begins, v.inClass, v.steps = slices.Grow(v.begins, n), slices.Grow(v.inClass, n), slices.Grow(v.steps, n)
	v.slots.resize(max(v.slots.homes, 3*n))
	v.classes.resize(max(v.classes.homes, 3*n/2))
}

// AddPair makes two words known that a text may write as one: dronejammer.
func (v *Vocabulary) AddPair(a, b uint32) {
	v.scratch = append(append(v.scratch[:0], v.Word(a)...), v.Word(b)...)
	h := hash(v.scratch)
	for i := v.slots.at(h); v.slots.is(i, h); i++ {
		if ref := v.slots.all[i].ref; ref&pairBit != 0 && v.pairs[ref&^pairBit] == (pair{a, b}) {
			return
		}
	}
	v.pairs = append(v.pairs, pair{a, b})
	v.slots.insert(slot{h, uint32(len(v.pairs)-1) | pairBit})
}

// Classes returns how many classes the vocabulary has; they are numbered from 1.
func (v *Vocabulary) Classes() int { return len(v.begins) }

// Len returns how many words the vocabulary holds.
func (v *Vocabulary) Len() int { return len(v.ends) - 1 }

// ClassName returns the first word of a class.
func (v *Vocabulary) ClassName(class uint32) string {
	return v.Word(v.inClass[v.begins[class-1]].word)
}

// Members calls f with each word of a class.
func (v *Vocabulary) Members(class uint32, f func(word uint32)) {
	from, to := v.placesOf(class)
	for _, m := range v.inClass[from:to] {
		f(m.word)
	}
}

// mark returns the number of a mark.
func (v *Vocabulary) mark(m rune) uint32 {
	if i := strings.IndexRune(marks, m); i >= 0 {
		return v.marks[i]
	}
	return 0
}

// Lookup returns the number of a folded word, 0 if the vocabulary lacks it.
func (v *Vocabulary) Lookup(word string) uint32 { return lookupHash(v, hash(word), word) }

// Word returns the word of a number that Add returned.
func (v *Vocabulary) Word(id uint32) string { return v.text.String()[v.ends[id-1]:v.ends[id]] }

func lookupHash[S string | []byte](v *Vocabulary, h uint32, w S) uint32 {
	for i := v.slots.at(h); v.slots.is(i, h); i++ {
		if ref := v.slots.all[i].ref; ref&pairBit == 0 && v.Word(ref) == string(w) {
			return ref
		}
	}
	return 0
}

// lookup emits the tokens of w, if the vocabulary has it, and of every two words
// that w is when written as one, but for two that meet at seam.
func (s *Scanner) lookup(w []byte, t Token, seam int) {
	s.lookupHash(w, hash(w), t, seam)
}

func (s *Scanner) lookupHash(w []byte, h uint32, t Token, seam int) {
	v := s.voc
	for i := v.slots.at(h); v.slots.is(i, h); i++ {
		ref := v.slots.all[i].ref
		if ref&pairBit == 0 {
			if v.Word(ref) == string(w) {
				s.emitWord(ref, t)
			}
			continue
		}
		// A word joined at a seam is read apart there anyway.
		p := v.pairs[ref&^pairBit]
		a, b := v.Word(p.a), v.Word(p.b)
		if len(a) != seam && len(a)+len(b) == len(w) && string(w[:len(a)]) == a && string(w[len(a):]) == b {
			s.emitPair(p, t)
		}
	}
}

// emitWord emits a token for each class of a word.
func (s *Scanner) emitWord(word uint32, t Token) {
	for i := s.voc.first[word]; i >= 0; i = s.voc.inClass[i].next {
		t.ID, t.Steps = s.voc.inClass[i].class, s.voc.steps[i]
		s.put(t)
	}
}

// emitPair emits a token for each class of the first word and of the second.
func (s *Scanner) emitPair(p pair, t Token) {
	v := s.voc
	for i := v.first[p.a]; i >= 0; i = v.inClass[i].next {
		for j := v.first[p.b]; j >= 0; j = v.inClass[j].next {
			t.ID, t.Second, t.Steps = v.inClass[i].class, v.inClass[j].class, v.steps[i]|v.steps[j]
			s.put(t)
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

// The hash of a word takes eight of its folded bytes a step, so that the words
// of a text can be hashed as they are skimmed.
const hashSeed = 0x9E3779B97F4A7C15

func hashStep(h, eight uint64) uint64 {
	h = (h ^ eight) * 0xD6E8FEB86659FD93
	return h ^ h>>32
}

// hashEnd takes the last bytes, fewer than eight, of a word of n bytes.
func hashEnd(h, rest uint64, n int) uint64 { return hashStep(h, rest^uint64(n)<<56) }

func hash[S string | []byte](w S) uint32 { return uint32(longHash(w)) }

func longHash[S string | []byte](w S) uint64 {
	h := uint64(hashSeed)
	i := 0
	for ; i+8 <= len(w); i += 8 {
		h = hashStep(h, eight(w[i:i+8]))
	}
	return hashEnd(h, eight(w[i:]), len(w))
}

// eight packs up to eight bytes.
func eight[S string | []byte](w S) uint64 {
	var x uint64
	for i := len(w) - 1; i >= 0; i-- {
		x = x<<8 | uint64(w[i])
	}
	return x
}

// Freeze makes the filters that scanners skim with. It is called when the
// vocabulary is complete; without it every word is read the slow way.
func (v *Vocabulary) Freeze() {
	v.slots.resize(8*v.slots.used/7 + 1)
	v.filter = make([]uint64, max(64, 1<<bits.Len(uint(v.slots.used/8)))) // 8 to 16 bits a slot
	mask := uint32(64*len(v.filter) - 1)
	for _, s := range v.slots.all {
		if s.ref != 0 {
			v.filter[s.hash&mask/64] |= 1 << (s.hash % 64)
		}
	}
	v.hanFolded = make([]uint32, len(v.han))
	for i := range v.hanFolded {
		if p := lookup(rune(i + hanFirst)); p.kind() == kindHan {
			v.hanFolded[i] = v.lookupHan(p.fold())
		}
	}
	v.grow()
	v.after = filterOf(v.follows)
	v.terms.freeze()
	v.cues.freeze()
	v.keys, v.follows, v.last = nil, nil, Form{}
	v.classes = slots{} // nothing is added any more, so no room for it is kept
	text := v.text.String()
	v.text.Reset()
	v.text.Grow(len(text))
	v.text.WriteString(text)
	v.ends, v.first, v.pairs = slices.Clone(v.ends), slices.Clone(v.first), slices.Clone(v.pairs)
	v.steps = slices.Clone(v.steps)
	v.inClass, v.begins, v.openers = slices.Clone(v.inClass), slices.Clone(v.begins), slices.Clone(v.openers)
}

// maybe reports whether a word of that hash may be known; mostly it is not.
func (v *Vocabulary) maybe(h uint32) bool {
	mask := uint32(64*len(v.filter) - 1)
	return v.filter[h&mask/64]&(1<<(h%64)) != 0
}

// A Form is a sequence of classes that a matcher looks for.
type Form struct {
	Classes []uint32
	Cue     bool // it is looked for only where Reread says so
	Capital bool // it matches only where its first word has a capital letter
}

// AddForm tells v of a form: a Scanner passes over words that stand where no form
// has them. It is called for every form, with all words, classes and pairs added,
// and before Freeze. Forms that begin alike cost less if one follows the other.
func (v *Vocabulary) AddForm(f Form) {
	classes, last := f.Classes, v.last
	common := 0
	if f.Cue == last.Cue && f.Capital == last.Capital {
		for common < min(len(classes), len(last.Classes)) && classes[common] == last.Classes[common] {
			common++
		}
	}
	if common == len(classes) && common == len(last.Classes) {
		return
	}
	v.last = f
	v.grow()
	for i := max(1, common); i < len(classes); i++ {
		v.Members(classes[i-1], func(x uint32) {
			if !v.isHan(x) {
				return
			}
			v.Members(classes[i], func(y uint32) {
				if v.isHan(y) {
					h := besideHash(x, y)
					v.beside[h/64] |= 1 << (h % 64)
				}
			})
		})
	}
	if f.Cue {
		v.cues.addStart(f, common)
	} else {
		v.terms.addStart(f, common)
	}
	v.addFollows(classes, common)
}

// grow makes room for what is known of each word.
func (v *Vocabulary) grow() {
	if n := len(v.ends) - len(v.openers); n > 0 {
		v.openers = append(v.openers, make([]opener, n)...)
	}
	if v.beside == nil {
		v.beside = make([]uint64, besideBits/64)
	}
}

func (v *Vocabulary) isHan(word uint32) bool { return v.hanOf(word) >= 0 }

// hanOf returns the Han character that a word is, -1 if it is none.
func (v *Vocabulary) hanOf(word uint32) rune {
	r, size := utf8.DecodeRuneInString(v.Word(word))
	if size < 3 || size != len(v.Word(word)) || lookup(r).kind() != kindHan {
		return -1
	}
	return r
}

const besideBits = 1 << 19

func besideHash(x, y uint32) uint32 { return (x*0x9E3779B1 ^ y*0x85EBCA77) >> 13 }

func (v *Vocabulary) hanPair(x, y uint32) bool {
	h := besideHash(x, y)
	return v.beside[h/64]&(1<<(h%64)) != 0
}
