package normalize

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// start is what a form may start with, as a text writes it: one of a term, or one of
// a cue. Filled by AddForm, and turned into filters by Freeze.
//
// The second word of a form is told by its key: the first four of its letters or
// digits, which most forms of a word share.
type start struct {
	voc     *Vocabulary
	shift   uint8  // of the openers
	words   filter // of words of ASCII or Russian letters, and of numbers
	solo    filter // of those that start a form whatever follows: see startsAlone
	opening filter // of the keys of the first three words of a form
	marks   []rune // that start a form
	letters bool   // whether a letter follows one of them there

	pairs   filter   // of two Han characters
	triples filter   // of three, by number
	alone   []uint64 // bits of Han characters, from hanFirst on, that start a form whatever follows
	open    []uint64 // bits of all that start one

	// What the filters are made of.
	opens []uint64 // hashes, some of them several times
	third []uint64
	han   [][2]rune
}

// An opener says how a word starts forms: whatever its letters, or only with a
// capital; and whatever follows, or only before some words. Of these it may do
// several, or none, and others in cues.
type opener uint8

const (
	opens opener = 1 << iota
	opensCapital
	opensAlone
	opensAloneCapital

	cueShift  = 4
	opensTerm = 1<<cueShift - 1                                      // all of terms
	opensCue  = opensTerm << cueShift                                // all of cues
	loose     = (opensAlone | opensAloneCapital) * (1 + 1<<cueShift) // whatever follows, in either
)

// opener returns how a word starts forms.
func (t *start) opener(word uint32) opener { return t.voc.openers[word] >> t.shift & opensTerm }

// addStart takes note of how a form starts, but for what it has in common with the
// form before: that many classes.
func (t *start) addStart(f Form, common int) {
	v, classes := t.voc, f.Classes
	if common == 0 || len(classes) == 1 {
		how := opens
		if f.Capital {
			how = opensCapital
		}
		if len(classes) == 1 {
			how |= how << 2
		}
		v.Members(classes[0], func(x uint32) { v.openers[x] |= how << t.shift })
	}
	if common < 2 {
		v.Members(classes[0], func(x uint32) {
			if m := firstRune(v.Word(x)); markWord(m) == v.Word(x) {
				t.marks = append(t.marks, m)
				if len(classes) > 1 {
					v.Members(classes[1], func(y uint32) { t.letters = t.letters || lookup(firstRune(v.Word(y))).kind() != kindDigit })
				}
			}
		})
	}
	if common < 4 {
		t.addOpening(classes)
	}
	if common < 3 {
		t.addTriples(classes)
	}
}

// addFollows takes note of what follows what in a form, behind the classes that it
// has in common with the form before.
func (v *Vocabulary) addFollows(classes []uint32, common int) {
	for i := max(1, common-1); i < len(classes); i++ {
		for _, a := range v.keysOf(classes[i-1]) {
			for _, b := range v.keysOf(classes[i]) {
				v.follows = append(v.follows, afterHash(a, b))
			}
		}
		if i+1 == len(classes) {
			break
		}
		for _, k := range v.gluedKeys(classes[i], classes[i+1]) {
			for _, a := range v.keysOf(classes[i-1]) {
				v.follows = append(v.follows, afterHash(a, k))
			}
		}
	}
}

// addOpening takes note of the keys of the first three words of a form.
func (t *start) addOpening(classes []uint32) {
	v := t.voc
	if len(classes) < 2 {
		return
	}
	add := func(a, b, c uint32) { t.opens = append(t.opens, openingHash(a, b, c)) }
	seconds, glued := v.keysOf(classes[1]), []uint32(nil)
	var lengths []int // of the second and the third word together
	if len(classes) > 2 {
		glued = v.gluedKeys(classes[1], classes[2])
		v.Members(classes[1], func(x uint32) {
			v.Members(classes[2], func(y uint32) {
				if n := utf8.RuneCountInString(v.Word(x)) + utf8.RuneCountInString(v.Word(y)); !slices.Contains(lengths, n) {
					lengths = append(lengths, n)
				}
			})
		})
	}
	for _, a := range v.keysOf(classes[0]) {
		for _, b := range glued {
			add(a, b, keyNone)
			add(a, b, keyAny)
		}
		for _, b := range seconds {
			add(a, b, keyAny)
			if len(classes) == 2 {
				add(a, b, keyNone)
				continue
			}
			for _, c := range v.keysOf(classes[2]) {
				add(a, b, c)
			}
			for _, n := range lengths {
				add(a, b, gluedKey(n))
			}
			if len(classes) > 3 {
				for _, c := range v.gluedKeys(classes[2], classes[3]) {
					add(a, b, c)
				}
			}
		}
	}
}

// gluedKeys returns the keys of the words of two classes written as one, where
// they are not those of the first word.
func (v *Vocabulary) gluedKeys(a, b uint32) []uint32 {
	var keys []uint32
	v.Members(a, func(x uint32) {
		w := v.Word(x)
		if k := v.keyOf(w); k == 0 || k == keyHan || len(w) > keyBytes(w) {
			return
		}
		v.Members(b, func(y uint32) {
			if k := v.keyOf(w + v.Word(y)); k != 0 && !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		})
	})
	return keys
}

// addTriples takes note of the Han characters that a form starts with.
func (t *start) addTriples(classes []uint32) {
	v := t.voc
	add := func(x, y, z uint32) { t.third = append(t.third, tripleHash(x, y, z)) }
	v.Members(classes[0], func(x uint32) {
		a := v.hanOf(x)
		if a < 0 {
			return
		}
		if len(classes) == 1 {
			t.han = append(t.han, [2]rune{a, -1})
			return
		}
		v.Members(classes[1], func(y uint32) {
			if m := firstRune(v.Word(y)); markWord(m) == v.Word(y) {
				add(x, anyHan, uint32(m))
				t.han = append(t.han, [2]rune{a, 0})
				return
			}
			b := v.hanOf(y)
			if b < 0 {
				k := v.keyOf(v.Word(y))
				if k != 0 {
					t.opens = append(t.opens, openingHash(x, k, keyBehindHan))
					b = 0
				}
				t.han = append(t.han, [2]rune{a, b})
				return
			}
			t.han = append(t.han, [2]rune{a, b})
			add(x, y, anyHan)
			if len(classes) == 2 {
				add(x, y, 0)
				return
			}
			v.Members(classes[2], func(z uint32) {
				if !v.isHan(z) {
					z = 0
				}
				add(x, y, z)
			})
		})
	})
}

func keyBytes(w string) int {
	if units[w[0]] == unitCyrillic {
		return 7
	}
	return 3
}

// keysOf returns the keys of the members of a class.
func (v *Vocabulary) keysOf(class uint32) []uint32 {
	for len(v.keys) <= int(class) {
		v.keys = append(v.keys, nil)
	}
	if v.keys[class] == nil {
		keys := []uint32{}
		v.Members(class, func(x uint32) {
			if k := v.keyOf(v.Word(x)); k != 0 && !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		})
		v.keys[class] = keys
	}
	return v.keys[class]
}

// The keys of what is no word of letters or digits. Their last byte is below that
// of any letter or digit.
const (
	keyNone      = 0 // of no word: the form has no more
	keyHan       = 1 // of every Han character
	keyMark      = 2 // and the mark, which is no letter
	keyAny       = 3 // of any word
	keyBehindHan = 5 // of none: the first is the number of a Han character
	keyGlued     = 4 // and how many letters two words have that are written as one
)

// keyOf returns the key of a word, 0 if gallop leaves such words to the slow
// path.
func (v *Vocabulary) keyOf(w string) uint32 {
	var buf [8]byte
	copy(buf[:], w)
	r := firstRune(w)
	switch {
	case markWord(r) == w:
		return keyMark | uint32(r)<<8
	case units[w[0]] == unitLetter, units[w[0]] == unitDigit, units[w[0]] == unitCyrillic:
		return wordKey(units[w[0]], binary.LittleEndian.Uint64(buf[:]), len(w))
	case lookup(r).kind() == kindHan:
		return keyHan
	}
	return 0
}

// wordKey is the key of a word of a unit class, n bytes of letters that x starts
// with.
func wordKey(class uint8, x uint64, n int) uint32 {
	if class == unitCyrillic {
		return russianKey(x, n)
	}
	return asciiKey(x, n)
}

// asciiKey is the key of a word of n ASCII letters or digits that x starts with.
func asciiKey(x uint64, n int) uint32 {
	k := uint32(x) | 0x20202020
	if n < 4 {
		k &= 1<<(8*n) - 1
	}
	return k
}

// russianKey is the key of a word of Russian letters, n bytes of them.
func russianKey(x uint64, n int) uint32 {
	letters := russianBits(withoutYo(x))
	if n < 8 {
		letters &= 1<<(8*n) - 1
	}
	return uint32(letters>>8|letters>>29) | 0x80
}

// gluedKey is the key of the third word of a form that is written as one with the
// second, both of n letters.
func gluedKey(n int) uint32 { return keyGlued | uint32(n)<<8 }

// markKey is the key of a mark.
func markKey(p props) uint32 { return keyMark | uint32(p.fold())<<8 }

func openingHash(a, b, c uint32) uint64 {
	return hashStep(afterHash(a, b), uint64(c))
}

func afterHash(a, b uint32) uint64 { return hashStep(hashSeed, uint64(a)<<32|uint64(b)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// freeze makes the filters.
func (t *start) freeze() {
	v := t.voc
	t.opening = filterOf(t.opens)
	var words, solo []uint64
	for id := range v.openers {
		how := t.opener(uint32(id))
		if how == 0 {
			continue
		}
		h := wordHash(v.Word(uint32(id)))
		words = append(words, h) // also if it needs a capital: few do, and startsAlone tells
		if how&opensAlone != 0 {
			solo = append(solo, soloHash(h))
		} else if how&opensAloneCapital != 0 {
			solo = append(solo, capitalHash(soloHash(h)))
		}
	}
	for _, p := range v.pairs { // words written as one
		a, b := v.Word(p.a), v.Word(p.b)
		if t.opener(p.a) != 0 && t.opening.has(openingHash(v.keyOf(a), v.keyOf(b), keyAny)) {
			h := wordHash(a + b)
			words, solo = append(words, h), append(solo, soloHash(h))
		}
	}
	t.words, t.solo = filterOf(words), filterOf(solo)
	t.triples = filterOf(t.third)
	written := map[rune][]rune{} // how a Han character may be written
	for i, id := range v.hanFolded {
		if id != 0 {
			r := v.hanOf(id)
			written[r] = append(written[r], rune(i+hanFirst))
		}
	}
	t.open = make([]uint64, (hanLast-hanFirst)/64+1)
	t.pairs = newFilter(4 * len(t.han))
	var buf [8]byte
	for _, p := range t.han {
		for _, a := range written[p[0]] {
			at := a - hanFirst
			t.open[at/64] |= 1 << (at % 64)
			if p[1] < 0 {
				if t.alone == nil {
					t.alone = make([]uint64, len(t.open))
				}
				t.alone[at/64] |= 1 << (at % 64)
			}
			for _, b := range written[p[1]] {
				two := utf8.AppendRune(utf8.AppendRune(buf[:0], a), b)
				t.pairs.add(hanHash(binary.LittleEndian.Uint64(two[:8])))
			}
		}
	}
	t.han, t.third, t.opens = nil, nil, nil
}

// wordHash returns the hash by which gallop knows a folded word, 0 if it reads no
// such words.
func wordHash(w string) uint64 {
	var buf [4*maxPlain + tail]byte
	n := copy(buf[:4*maxPlain], w)
	switch units[w[0]] {
	case unitLetter, unitDigit:
		return plainHash(false, buf[:], n)
	case unitCyrillic:
		return plainHash(true, buf[:], n)
	}
	return 0
}

// soloHash keeps the words that two filters mistake for others different.
func soloHash(h uint64) uint64 { return bits.RotateLeft64(h, 32) }

// capitalHash stands for a word that starts forms only with a capital.
func capitalHash(h uint64) uint64 { return bits.RotateLeft64(h, 16) }

// hasWord reports whether a filter has a word, by its hash and whether it has a capital.
func (f filter) hasWord(h uint64, capital bool) bool {
	return f.has(h) || capital && f.has(capitalHash(h))
}

// tripleHash is the hash of three Han characters by their numbers. The third is 0
// for two that start a form whatever follows, and anyHan for two that start any;
// the second is anyHan if the third is a mark behind the first.
func tripleHash(x, y, z uint32) uint64 {
	return hashStep(hashStep(hashSeed, uint64(x)<<32|uint64(y)), uint64(z))
}
