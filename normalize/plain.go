package normalize

import (
	"encoding/binary"
	"math/bits"
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
	if w.kind == kindCyrillic {
		return russianHash(buf[:], n)
	}
	return asciiHash(buf[:], n)
}

// asciiWord reads a word of ASCII letters at text[start:]: its hash, its length,
// and whether all of its letters are small, all capitals, or all small but the
// first.
func asciiWord(text string, start int) (h uint64, n int, capital, plain bool) {
	h = hashSeed
	upper, first := 0, 0
	for start+n+8 <= len(text) {
		x := load(text, start+n)
		low := x | 0x20*ones
		t := low &^ highs
		letters := (t + (0x80-'a')*ones) &^ (t + (0x80-'z'-1)*ones) &^ x & highs
		other := ^letters & highs
		capitals := ^x << 2 & letters
		if n == 0 {
			first = int(capitals >> 7 & 1)
		}
		if other == 0 {
			upper += bits.OnesCount64(capitals)
			h = hashStep(h, low)
			if n += 8; n > maxPlain-8 {
				return 0, 0, false, false
			}
			continue
		}
		k := bits.TrailingZeros64(other) / 8
		mask := uint64(1)<<(8*k) - 1
		upper += bits.OnesCount64(capitals & mask)
		n += k
		return hashEnd(h, low&mask, n), n, upper > 0, upper == first || upper == n
	}
	return 0, 0, false, false
}

// shortWord is asciiWord of the letters that the eight bytes of x start with; n is
// 8 if all of them are letters, and then the rest means nothing.
func shortWord(x uint64) (h uint64, n int, capital, plain bool) {
	low := x | 0x20*ones
	t := low &^ highs
	other := ^((t + (0x80-'a')*ones) &^ (t + (0x80-'z'-1)*ones) &^ x) & highs
	n = bits.TrailingZeros64(other) / 8
	mask := other&-other>>7 - 1
	capitals := ^x << 2 & highs & mask
	return hashEnd(hashSeed, low&mask, n), n, capitals != 0, capitals&^0x80 == 0 || capitals == highs&mask
}

// number reads the digits at text[start:]: their hash, and how many they are; 0 if
// they are too many, or end the text.
func number(text string, start int) (h uint64, n int) {
	h = hashSeed
	for start+n < len(text) && n < maxPlain {
		var x uint64
		k := 0
		for ; k < 8 && start+n+k < len(text) && units[text[start+n+k]] == unitDigit; k++ {
			x |= uint64(text[start+n+k]) << (8 * k)
		}
		n += k
		if k < 8 && start+n < len(text) {
			return hashEnd(h, x, n), n
		}
		h = hashStep(h, x)
	}
	return 0, 0
}

// asciiHash is the hash of the first n bytes of b, ASCII letters or digits, with
// eight bytes to spare.
func asciiHash(b []byte, n int) uint64 {
	h := uint64(hashSeed)
	i := 0
	for ; i+8 <= n; i += 8 {
		h = hashStep(h, binary.LittleEndian.Uint64(b[i:])|0x20*ones)
	}
	return hashEnd(h, (binary.LittleEndian.Uint64(b[i:])|0x20*ones)&(1<<(8*(n-i))-1), n)
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

// russianLetters takes four letters: letters has the bits that tell them apart;
// foreign has the last bit of two bytes set for each that is no letter, and
// capitals for each capital.
func russianLetters(x uint64) (letters, foreign, capitals uint64) {
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
	letters = x & russianMask
	letters -= ^(letters ^ shortI + 0x1F00*fours) & (0x2000 * fours) >> 5
	return letters, foreign, capitals
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
func russianWord(text string, start int) (h uint64, n int, capital, plain bool) {
	h = russianSeed
	upper, first := 0, 0
	for start+n+16 <= len(text) {
		x, foreign, capitals := russianLetters(load(text, start+n))
		if foreign != 0 {
			x, foreign, capitals = russianLetters(withoutYo(load(text, start+n)))
		}
		if n == 0 {
			first = int(capitals >> 15 & 1)
		}
		if foreign != 0 {
			mask := uint64(1)<<(bits.TrailingZeros64(foreign)&^15) - 1
			upper += bits.OnesCount64(capitals & mask)
			n += bits.OnesCount64(mask) / 8
			return hashEnd(h, x&mask, n), n, upper > 0, n > 0 && (upper == first || 2*upper == n)
		}
		upper += bits.OnesCount64(capitals)
		y, foreign, capitals := russianLetters(load(text, start+n+8))
		if foreign != 0 {
			y, foreign, capitals = russianLetters(withoutYo(load(text, start+n+8)))
		}
		if foreign != 0 {
			mask := uint64(1)<<(bits.TrailingZeros64(foreign)&^15) - 1
			upper += bits.OnesCount64(capitals & mask)
			n += 8 + bits.OnesCount64(mask)/8
			return hashEnd(h, x|y&mask>>8, n), n, upper > 0, upper == first || 2*upper == n
		}
		upper += bits.OnesCount64(capitals)
		h = hashStep(h, x|y>>8)
		if n += 16; n > 2*maxPlain-16 {
			return 0, 0, false, false
		}
	}
	return 0, 0, false, false
}

// russianHash is the hash of the first n bytes of b, Russian letters, with
// sixteen zeros behind them.
func russianHash(b []byte, n int) uint64 {
	h := uint64(russianSeed)
	for i := 0; ; i += 16 {
		x, foreign, _ := russianLetters(withoutYo(binary.LittleEndian.Uint64(b[i:])))
		y, more, _ := russianLetters(withoutYo(binary.LittleEndian.Uint64(b[i+8:])))
		switch {
		case foreign != 0:
			return hashEnd(h, x&(1<<(bits.TrailingZeros64(foreign)&^15)-1), n)
		case more != 0:
			return hashEnd(h, x|y&(1<<(bits.TrailingZeros64(more)&^15)-1)>>8, n)
		}
		h = hashStep(h, x|y>>8)
	}
}

// A joinable is a word that the next one may be read with as one.
type joinable struct {
	kind       kind
	start, end int
}
