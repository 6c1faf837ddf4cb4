package normalize

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// The gallop takes most of its way in strides: over the units in a block of 64 bytes
// at once. What each byte is to the gallop is told by masks of 64 bits, so that
// where units start and end, how many borders they have, and what is not plain is
// found without looking at one byte after the other. Then only the letters of each
// word are hashed and asked for, and each pair of Han characters.
//
// The last unit that starts in a block is left for the next stride, so that what
// stands behind a word is always in sight; and so is the last one before what is not
// plain, which may go on there or be read with it as one.

// A stride looks at so many bytes, and may load so many more.
const strideBytes, strideTail = 64, 16

// What the bytes of a block are is told by masks, a bit a byte. A byte is in a group
// if both the bits that its low half has and those that its high half has hold the
// bit of the group, so that sixteen bytes or more can be looked up at once.
const (
	groupLetter  = iota // @ to O, ` to o but these two
	groupLetter2        // P to Z, p to z
	groupDigit
	groupMark
	groupBlank
	groupLineFeed
	groupHard  // hyphens, apostrophes, U+000D; and some that other groups have
	groupJoint // and some that other groups have
	groups
)

// The groups of bytes from 0x80 on.
const (
	group8 = iota + groups // 0x80 to 0x8F
	group9                 // 0x90 to 0xAF
	groupB                 // 0xB0 to 0xBF
	groupD0
	groupD1
	groupHan   // 0xE4 to 0xE9
	groupWide  // 0xE2, 0xE3 and 0xEF
	groupOther // all of them
	groupSmall // those with the bit that a small ASCII letter has
	allGroups
)

// halves has the bits by the low and by the high half of a byte, for the groups
// from groupLetter on and for those from group8 on.
var halves = func() (t [2][2][16]uint8) {
	set := func(group int, high, low string) {
		for half, digits := range []string{low, high} {
			for _, d := range digits {
				t[group/groups][half][strings.IndexRune("0123456789ABCDEF", d)] |= 1 << (group % groups)
			}
		}
	}
	set(groupLetter, "46", "123456789ABCDEF")
	set(groupLetter2, "57", "0123456789A")
	set(groupDigit, "3", "0123456789")
	set(groupMark, "2", "689BCEF")
	set(groupBlank, "2", "0")
	set(groupLineFeed, "0", "A")
	set(groupHard, "026", "07D")
	set(groupJoint, "25", "2F")
	set(group8, "8", "0123456789ABCDEF")
	set(group9, "9A", "0123456789ABCDEF")
	set(groupB, "B", "0123456789ABCDEF")
	set(groupD0, "D", "0")
	set(groupD1, "D", "1")
	set(groupHan, "E", "456789")
	set(groupWide, "E", "23F")
	return t
}()

// groupsOf has the groups of each byte, eight bits apart: those from groupLetter on,
// and those from group8 on.
var groupsOf = func() (t [2][256]uint64) {
	for k := range t {
		for b := range t[k] {
			for group := range groups {
				t[k][b] |= uint64(halves[k][0][b&15]&halves[k][1][b>>4]>>group&1) << (8 * group)
			}
		}
	}
	return t
}()

// A block is the masks of 64 bytes of text, by group.
type block [allGroups]uint64

// read reads a block.
func (m *block) read(text *[strideBytes]byte) {
	*m = block{}
	for k := 0; k < strideBytes; k += 8 {
		x := binary.LittleEndian.Uint64(text[k:])
		m[groupOther] |= x & highs >> 7 * gather >> 56 << k
		m[groupSmall] |= x << 2 & highs >> 7 * gather >> 56 << k
		spread((*[groups]uint64)(m[:groups]), &groupsOf[0], x, k)
	}
	if m[groupOther] != 0 {
		for k := 0; k < strideBytes; k += 8 {
			spread((*[groups]uint64)(m[groups:]), &groupsOf[1], binary.LittleEndian.Uint64(text[k:]), k)
		}
	}
}

// gather brings the last bits of eight bytes together in the first byte.
const gather = 0x0102040810204080

// spread adds the groups of the eight bytes of x, from bit k on.
func spread(m *[groups]uint64, t *[256]uint64, x uint64, k int) {
	a := t[uint8(x)] | t[uint8(x>>8)]<<1 | t[uint8(x>>16)]<<2 | t[uint8(x>>24)]<<3 |
		t[uint8(x>>32)]<<4 | t[uint8(x>>40)]<<5 | t[uint8(x>>48)]<<6 | t[uint8(x>>56)]<<7
	m[0] |= a & 0xFF << k
	m[1] |= a >> 8 & 0xFF << k
	m[2] |= a >> 16 & 0xFF << k
	m[3] |= a >> 24 & 0xFF << k
	m[4] |= a >> 32 & 0xFF << k
	m[5] |= a >> 40 & 0xFF << k
	m[6] |= a >> 48 & 0xFF << k
	m[7] |= a >> 56 << k
}

// stride passes over the units at text[i:] that it can, where a run starts: it
// returns where the first one starts that it does not, how many borders lie between,
// and whether another stride may pass over that one.
func (t *start) stride(text string, i int) (end int, borders int32, more bool) {
	var buf [strideBytes + strideTail]byte
	copy(buf[:], text[i:])
	var m block
	if vectors {
		readVectors((*[strideBytes]byte)(buf[:]), &halves, &m)
	} else {
		m.read((*[strideBytes]byte)(buf[:]))
	}

	// What the bytes are, and which are hard, which is to say not plain.
	letters, digits, other := m[groupLetter]|m[groupLetter2], m[groupDigit], m[groupOther]
	words, marks, blanks, lineEnds := letters|digits, m[groupMark], m[groupBlank], m[groupLineFeed]
	capitals := letters &^ m[groupSmall]
	hard := m[groupHard] &^ (words | blanks)
	joints := m[groupJoint] &^ (words | marks)
	breaks := ^(words | marks | blanks | lineEnds | hard | joints | other)
	units := words | marks
	var han, wideMarks uint64
	if other != 0 {
		upper := m[groupD0] << 1 & m[group9]
		lower := m[groupD0]<<1&m[groupB] | m[groupD1]<<1&m[group8]
		russian := upper | lower
		russian |= russian>>1 | (m[groupD0]|m[groupD1])&(1<<63) // what the block cuts in two is plain
		hard |= lower<<2&upper | upper<<4&(upper<<2)&lower | words&(russian<<1) | russian&(words<<1)
		capitals |= upper
		words |= russian

		later := m[group8] | m[group9] | m[groupB]
		later = later>>1&(later>>2|1<<62) | 1<<63
		han = m[groupHan] & later
		wide := m[groupWide] & later
		units |= russian | han | han<<1 | han<<2
		hard |= other &^ (units | wide | wide<<1 | wide<<2)
		han &^= 3 << 62
		for wide &^= 3 << 62; wide != 0; wide &= wide - 1 {
			bit := wide & -wide
			p, _, _ := next(text, i+bits.TrailingZeros64(wide))
			switch p.kind() {
			case kindBreak:
				breaks |= bit
			case kindMark:
				wideMarks |= bit
				hard |= bit & (digits >> 3)
			case kindJoint:
				hard |= bit & (blanks << 1)
			default:
				hard |= bit
			}
		}
	}

	// What is hard for what stands beside it.
	hard |= letters&(digits<<1) | digits&(letters<<1)
	hard |= marks & (digits >> 1)                        // which may be a decimal mark, or start a form
	hard |= joints & (joints<<1 | blanks<<1&(blanks>>1)) // more than four blanks
	hard |= blanks & (blanks << 1) & (blanks << 2) & (blanks << 3) & (blanks << 4)
	hard |= lineEnds & (blanks<<1 | ^units>>1)
	starts, ends := words&^(words<<1), words<<1&^words
	oneLetter := (starts&^other)<<1 | (starts&other)<<2
	hard |= oneLetter & ends & (marks&(words>>1) | wideMarks) // U.A.V.
	marks |= wideMarks
	units |= wideMarks
	if t.letters {
		hard |= marks
	} else if len(t.marks) > 0 {
		hard |= (marks<<1&^units + ^units) & units & digits // a mark that may start a form, and blanks before a number
	}

	// Where the units start, up to the last one or the one before what is hard.
	open := starts | han
	if hard != 0 {
		open &= hard&-hard - 1
	}
	if open&(open-1) == 0 {
		return i, 0, false
	}
	more = hard == 0
	last := 63 - bits.LeadingZeros64(open)
	passed := uint64(1)<<(last&63) - 1
	upper := capitals & letters
	lower := letters &^ upper
	camel := lower<<1&upper | upper<<2&(upper<<1)&lower

	walk := walk{starts, ends, capitals, camel, breaks, lineEnds, units&^words | lineEnds}
	for rest, ends := starts&passed, ends; rest != 0; rest, ends = rest&(rest-1), ends&(ends-1) {
		at := bits.TrailingZeros64(rest) & 63
		n := bits.TrailingZeros64(ends) - at
		x, y := binary.LittleEndian.Uint64(buf[at:]), binary.LittleEndian.Uint64(buf[at+8:])
		var h uint64
		if buf[at] < utf8.RuneSelf {
			h = latinHash(x, y, n)
		} else {
			h = russianHash(x, y, n)
		}
		if t.words.has(h) && t.opensAt(h, text, i, at, n, last, &walk) {
			passed, more = 1<<at-1, false
			break
		}
	}

	pairs := han & (han >> 3)
	for rest := pairs & passed; rest != 0; rest &= rest - 1 {
		at := bits.TrailingZeros64(rest) & 63
		if t.pairs.has(hanHash(binary.LittleEndian.Uint64(buf[at:]))) && t.hanTriple(text, i+at) {
			passed, more = 1<<at-1, false
			break
		}
	}
	single := han &^ pairs
	if t.alone != nil {
		single = han
	}
	for rest := single & passed; rest != 0; rest &= rest - 1 {
		at := bits.TrailingZeros64(rest) & 63
		if r := hanRune(binary.LittleEndian.Uint64(buf[at:])); hasHan(t.open, r) && t.hanStarts(text, i+at, r) {
			passed, more = 1<<at-1, false
			break
		}
	}

	// Words at the end of a line, and then words with camel seams, whose borders count.
	for rest := ends & lineEnds & passed; rest != 0; rest &= rest - 1 {
		at := bits.TrailingZeros64(rest) & 63
		start := 63 - bits.LeadingZeros64(starts&(1<<at-1))
		behind := open &^ (1<<at - 1)
		if last := behind&(behind-1) == 0; last || t.joins(text, i+start, at-start, buf[start] >= utf8.RuneSelf) {
			passed, more = 1<<start-1, last && start > 0
			break
		}
	}
	for rest := camel & passed; rest != 0; {
		at := bits.TrailingZeros64(rest) & 63
		start := 63 - bits.LeadingZeros64(starts&(1<<at-1))
		end := at + bits.TrailingZeros64(ends>>at)
		seams := t.camel(text, i+start, i+end, i+end)
		if seams < 0 {
			passed, more = 1<<start-1, false
			break
		}
		borders += int32(seams)
		rest &^= 1<<(end&63) - 1
	}
	broken := (passed&^units + breaks&passed) & units
	borders += int32(bits.OnesCount64((starts|han|marks)&passed) + bits.OnesCount64(broken))
	return i + bits.OnesCount64(passed), borders, more
}

// A walk is the masks that tell what stands behind a word: where words start and end,
// what are capitals and camel seams in them, and what are breaks, line ends and
// others between them, which ask for a closer look.
type walk struct{ starts, ends, capitals, camel, breaks, lineEnds, others uint64 }

// opensAt reports whether a form may start at the word of n bytes at text[i+at:],
// which the filter knows by its hash. The words up to last are plain.
func (t *start) opensAt(h uint64, text string, i, at, n, last int, w *walk) bool {
	if t.startsAlone(h, w.capitals>>at&(1<<n-1) != 0, text[i+at:i+at+n]) {
		return true
	}
	key := wordKey(units[text[i+at]], load(text, i+at), n)
	next := bits.TrailingZeros64(w.starts &^ (2<<at - 1))
	if gap := uint64(1)<<next - 1<<(at+n); gap&w.others == 0 {
		if gap&w.breaks != 0 {
			return false
		}
		if next < last {
			m := bits.TrailingZeros64(w.ends >> next)
			second := wordKey(units[text[i+next]], load(text, i+next), m)
			apart := w.camel>>next&(1<<m-1) == 0 && w.lineEnds>>(next+m)&1 == 0 // or it may be more than one word, or less
			if apart && !t.opening.has(openingHash(key, second, keyAny)) {
				return false
			}
		}
	}
	return t.follows(key, text, i+at+n)
}

// joins reports whether a form may start with the word of n bytes at text[i:] and
// the one behind a line feed behind it, written as one.
func (t *start) joins(text string, i, n int, russian bool) bool {
	next := i + n + 1
	class, word, kind := uint8(unitLetter), asciiWord, kindLatin
	if russian {
		class, word, kind = unitCyrillic, russianWord, kindCyrillic
	}
	if units[text[next]] != class {
		return false
	}
	m, _, _ := word(text, next)
	return m == 0 || t.words.has(joinable{kind, i, i + n}.joined(text, next, next+m))
}

// hanRune returns the Han character of three bytes that x starts with.
func hanRune(x uint64) rune { return rune(x&0x0F<<12 | x>>2&0xFC0 | x>>16&0x3F) }

// hasHan reports whether a set of Han characters has one.
func hasHan(set []uint64, r rune) bool {
	at := uint(r - hanFirst)
	return at/64 < uint(len(set)) && set[at/64]>>(at%64)&1 != 0
}
