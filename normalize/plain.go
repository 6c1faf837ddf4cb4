package normalize

import (
	"math/bits"
	"unicode/utf8"
)

// Plain words, those of ASCII or Russian letters and of ASCII digits, are read
// and hashed eight bytes at a time.

// maxPlain is how many letters a plain word has at most.
const maxPlain = 64

// joined returns the hash of w and text[start:end] written as one, another word
// of its kind.
func (w joinable) joined(text string, start, end int) uint64 {
	var buf [4*maxPlain + tail]byte
	n := copy(buf[:], text[w.start:w.end])
	n += copy(buf[n:], text[start:end])
	return plainHash(w.kind == kindCyrillic, buf[:], n)
}

// A plain word is known by a hash of its first sixteen bytes and of its length in
// bytes.

// plainHash is the hash of the word of n bytes, of Russian letters, or else of ASCII letters or digits,
// that sixteen bytes of text or more start with.
func plainHash[S string | []byte](russian bool, text S, n int) uint64 {
	x, y := load(text, 0), load(text, 8)
	if russian {
		return russianHash(withoutYo(x), withoutYo(y), n)
	}
	return latinHash(x, y, n)
}

// latinHash is the hash of a word of n ASCII letters or digits that x and y start with.
func latinHash(x, y uint64, n int) uint64 {
	m := &wordMasks[min(n, 16)]
	return hashEnd(hashStep(hashSeed, (x|0x20*ones)&m[0]), (y|0x20*ones)&m[1], n)
}

// russianHash is the hash of a word of n bytes of Russian letters but ё that x and
// y start with.
func russianHash(x, y uint64, n int) uint64 {
	m := &wordMasks[min(n, 16)]
	return hashEnd(hashStep(russianSeed, russianBits(x)&m[0]), russianBits(y)&m[1], n)
}

// foldPlain appends a word of ASCII letters and digits, or of Russian letters, folded.
func foldPlain(b []byte, word string) []byte {
	if word[0] < utf8.RuneSelf {
		for i := range len(word) {
			b = append(b, word[i]|0x20)
		}
		return b
	}
	for i := 0; i < len(word); i += 2 {
		x := russian[word[i]&1][word[i+1]&0x3F] &^ russianUpper
		b = append(b, byte(x), byte(x>>8))
	}
	return b
}

// wordMasks has the bits of the first bytes of two words of eight.
var wordMasks = func() (t [17][2]uint64) {
	for n := range t {
		t[n] = [2]uint64{1<<(8*min(n, 8)) - 1, 1<<(8*max(n-8, 0)) - 1}
	}
	return t
}()

// asciiWord reads a word of ASCII letters at text[start:]: its length, whether it
// has capitals, and whether all of its letters are small, all capitals, or all
// small but the first. The length is 0 if the word is too long, or ends the text.
func asciiWord(text string, start int) (n int, capital, plain bool) {
	upper, first := 0, 0
	for start+n+8 <= len(text) {
		x := load(text, start+n)
		t := (x | 0x20*ones) &^ highs
		letters := (t + (0x80-'a')*ones) &^ (t + (0x80-'z'-1)*ones) &^ x & highs
		other := ^letters & highs
		capitals := ^x << 2 & letters
		if n == 0 {
			first = int(capitals >> 7 & 1)
		}
		if other == 0 {
			upper += bits.OnesCount64(capitals)
			if n += 8; n > maxPlain-8 {
				return 0, false, false
			}
			continue
		}
		upper += bits.OnesCount64(capitals & (other&-other - 1))
		n += bits.TrailingZeros64(other) / 8
		return n, upper > 0, upper == first || upper == n
	}
	return 0, false, false
}

// number reads the ASCII digits at text[start:]: how many they are; 0 if they are
// too many, or end the text.
func number(text string, start int) int {
	for i := start; i < min(len(text), start+maxPlain); i++ {
		if units[text[i]] != unitDigit {
			return i - start
		}
	}
	return 0
}

// Russian letters are compared by the last five bits of their second byte, which
// are the same for a capital and its small letter, and different for all but
// й, which folds to и. Four letters are taken at once.
const (
	fours       = 0x0001000100010001
	russianMask = 0x1F00 * fours
	shortI      = 0x1900 * fours // й
	russianSeed = 0x2545F4914F6CDD1D
)

// russianLetters takes four letters: foreign has the last bit of two bytes set for
// each that is none, and capitals for each capital.
func russianLetters(x uint64) (foreign, capitals uint64) {
	const last = 0x8000 * fours
	// Two bits of the second byte: 0xD0 goes with 0x90 to 0xBF, where one is set
	// (both for a small letter), 0xD1 with 0x80 to 0x8F.
	one, two := x<<3, x<<2
	some := (one | two) & last
	d1 := x & fours << 15
	bad := x&(0xC0FE*fours) ^ 0x80D0*fours // no letter of two such bytes
	bad = bad&(0x7FFF*fours) + 0x7FFF*fours | bad
	foreign = (bad | ^(some ^ d1)) & last
	capitals = some &^ d1 &^ (one & two)
	return foreign, capitals
}

// russianBits returns the bits that tell four letters apart.
func russianBits(x uint64) uint64 {
	letters := x & russianMask
	return letters - ^(letters^shortI+0x1F00*fours)&(0x2000*fours)>>5
}

// withoutYo returns four letters with е for ё.
func withoutYo(x uint64) uint64 {
	for lane := 0; lane < 64; lane += 16 {
		switch uint16(x >> lane) {
		case 0x91D1:
			x ^= (0x91D1 ^ 0xB5D0) << lane
		case 0x81D0:
			x ^= (0x81D0 ^ 0x95D0) << lane
		}
	}
	return x
}

// russianWord is asciiWord of Russian letters; n is in bytes.
func russianWord(text string, start int) (n int, capital, plain bool) {
	upper, first := 0, 0
	for start+n+8 <= len(text) {
		foreign, capitals := russianLetters(load(text, start+n))
		if foreign != 0 {
			foreign, capitals = russianLetters(withoutYo(load(text, start+n)))
		}
		if n == 0 {
			first = int(capitals >> 15 & 1)
		}
		if foreign == 0 {
			upper += bits.OnesCount64(capitals)
			if n += 8; n > 2*maxPlain-8 {
				return 0, false, false
			}
			continue
		}
		mask := uint64(1)<<(bits.TrailingZeros64(foreign)&^15) - 1
		upper += bits.OnesCount64(capitals & mask)
		n += bits.OnesCount64(mask) / 8
		return n, upper > 0, n > 0 && (upper == first || 2*upper == n)
	}
	return 0, false, false
}

// A joinable is a word that the next one may be read with as one.
type joinable struct {
	kind       kind
	start, end int
}
