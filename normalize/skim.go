package normalize

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Where a Scanner does not gallop, because a path may lead on or because cues are
// wanted, it skims: plain words of ASCII or Russian letters are hashed and dropped
// by a filter without being cut, or because no form has them behind the word
// before, and Han characters are dropped unless they stand beside a neighbour that
// they have in a term. Whatever is not plain (a hyphen, an apostrophe, a camel
// seam, another alphabet, a combining mark, a line end that a word may be broken
// at) is left to the slow path, which gives the same tokens but for those that no
// term can use.

// plainEnd has the ASCII runes that a plain word may stand before: those that
// neither go on with it nor part letters.
var plainEnd = func() (t [utf8.RuneSelf]bool) {
	for r := range t {
		switch ascii[r].kind() {
		case kindBlank, kindTab, kindLineEnd, kindBreak, kindMark, kindJoint:
			t[r] = true
		}
	}
	return t
}()

// endsPlain reports whether a plain word may stand before text[i:], which is an
// ASCII rune or a guillemet.
func endsPlain(text string, i int) bool {
	c := text[i]
	return c < utf8.RuneSelf && plainEnd[c] || c == 0xC2 && i+1 < len(text) && (text[i+1] == 0xAB || text[i+1] == 0xBB)
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// startsPlain reports whether a letter stands at text[i:] that skim can read.
func startsPlain(text string, i int) bool {
	switch b := text[i]; {
	case b < utf8.RuneSelf:
		return b|0x20 >= 'a' && b|0x20 <= 'z'
	case b == 0xD0 || b == 0xD1:
		return i+1 < len(text) && text[i+1]&0xC0 == 0x80 && russian[b&1][text[i+1]&0x3F] != 0
	default:
		return b >= 0xE4 && b <= 0xE9 && i+3 <= len(text) && hanAt(text, i) >= 0
	}
}

// skim reads plain words from s.pos on, and reports whether it read any.
func (s *Scanner) skim() bool {
	if g := &s.gap; g.hyphens+g.lineEnds > 0 {
		return false
	}
	s.gap = gapCount{}
	text := s.text
	start := s.pos
	for s.pos < len(text) && len(s.tokens) < flushAt {
		ok := false
		switch b := text[s.pos]; {
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			ok = s.skimASCII()
		case b == 0xD0 || b == 0xD1:
			ok = s.skimRussian()
		case b >= 0xE4 && b <= 0xE9:
			ok = s.skimHan()
		}
		if !ok {
			break
		}
		// One blank, and the next word.
		if i := s.pos + 1; i < len(text) && text[i-1] == ' ' && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] == 0xD0 || text[i] == 0xD1) {
			s.pos = i
		}
	}
	return s.pos > start
}

// skimASCII reads one word of ASCII letters.
func (s *Scanner) skimASCII() bool {
	text, start := s.text, s.pos
	h := uint64(hashSeed)
	n := 0     // letters
	upper := 0 // capitals
	first := 0 // 1 if the first letter is one
	for {
		if start+n+8 > len(text) {
			return false
		}
		x := load(text, start+n)
		low := x | 0x20*ones
		t := low &^ highs
		letters := (t + (0x80-'a')*ones) &^ (t + (0x80-'z'-1)*ones) &^ x & highs
		other := ^letters & highs
		capitals := ^x << 2 & letters
		if n == 0 && capitals&0x80 != 0 {
			first = 1
		}
		if other == 0 {
			upper += bits.OnesCount64(capitals)
			h = hashStep(h, low)
			if n += 8; n > maxWord-8 {
				return false
			}
			continue
		}
		k := bits.TrailingZeros64(other) / 8
		mask := uint64(1)<<(8*k) - 1
		upper += bits.OnesCount64(capitals & mask)
		n += k
		h = hashEnd(h, low&mask, n)
		break
	}
	end := start + n
	if !endsPlain(text, end) || n == 1 && (text[end] == '.' || s.voc.disguises != 0) || upper != first && upper != n {
		return false
	}
	s.note(start)
	key := asciiKey(load(text, start), n)
	if s.voc.maybe(uint32(h)) {
		s.cut.buf = s.cut.buf[:0]
		for i := start; i < end; i++ {
			s.cut.buf = append(s.cut.buf, text[i]|0x20)
		}
		key = s.skimmedWord(s.cut.buf, uint32(h), key, Token{From: s.node, To: s.node + 1, Start: start, End: end})
	}
	s.key = key
	s.last(start, end)
	return true
}

// russian folds the second byte of a Russian letter: [0] after 0xD0, [1] after
// 0xD1. The result is the last bits of both bytes of the folded letter, with
// russianUpper for a capital; 0 for what is no Russian letter.
var russian = func() (t [2][64]uint16) {
	for _, r := range "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя" {
		var b [2]byte
		utf8.EncodeRune(b[:], r)
		p := lookup(r)
		var f [2]byte
		utf8.EncodeRune(f[:], p.fold())
		x := uint16(f[0]) | uint16(f[1])<<8
		if p.flags()&flagUpper != 0 {
			x |= russianUpper
		}
		t[b[0]&1][b[1]&0x3F] = x
	}
	return t
}()

// The second byte of a letter is below 0xC0, so that its bit 6 is free.
const russianUpper = 0x4000

// skimRussian reads one word of Russian letters.
func (s *Scanner) skimRussian() bool {
	text, start := s.text, s.pos
	var word [2*maxWord + 8]byte
	n := 0 // bytes
	upper, first := 0, 0
	i := start
	for i+2 < len(text) && n < 2*maxWord {
		b := text[i]
		if b != 0xD0 && b != 0xD1 {
			break
		}
		x := russian[b&1][text[i+1]&0x3F]
		if x == 0 || text[i+1]&0xC0 != 0x80 {
			return false // no Russian letter, or no UTF-8
		}
		if x&russianUpper != 0 {
			upper++
			if n == 0 {
				first = 1
			}
		}
		binary.LittleEndian.PutUint16(word[n:], x&^russianUpper)
		n += 2
		i += 2
	}
	if n == 0 || n == 2*maxWord || i >= len(text) {
		return false
	}
	if !endsPlain(text, i) || n == 2 && (text[i] == '.' || s.voc.disguises != 0) || upper != first && 2*upper != n {
		return false
	}
	h := uint64(hashSeed)
	k := 0
	for ; k+8 <= n; k += 8 {
		h = hashStep(h, binary.LittleEndian.Uint64(word[k:]))
	}
	h = hashEnd(h, binary.LittleEndian.Uint64(word[k:])&(1<<(8*(n-k))-1), n)
	s.note(start)
	key := russianKey(binary.LittleEndian.Uint64(word[:]), n)
	if s.voc.maybe(uint32(h)) {
		key = s.skimmedWord(word[:n], uint32(h), key, Token{From: s.node, To: s.node + 1, Start: start, End: i})
	}
	s.key = key
	s.last(start, i)
	return true
}

// skimHan reads Han characters of the main block.
func (s *Scanner) skimHan() bool {
	text, v := s.text, s.voc
	start := s.pos
	i := start
	if v.disguises != 0 && start+3 <= len(text) && hanAt(text, start) >= 0 {
		s.note(start)
		if s.dotsHan() {
			s.skip(s.lastHan.to, s.node, s.lastHan.end, start)
		}
	}
	var before uint32 // the word before, if it stands right here
	inside := false   // whether one does
	for i+3 <= len(text) {
		r := hanAt(text, i)
		if r < 0 {
			break
		}
		id := v.hanFolded[r-hanFirst]
		if id == 0 {
			s.node++
			i += 3
			before, inside = 0, true
			continue
		}
		keep := !inside || v.openers[id]&loose != 0 || before != 0 && v.hanPair(before, id)
		if !keep {
			next := rune(-1)
			if i+6 <= len(text) {
				next = hanAt(text, i+3)
			}
			if next < 0 {
				keep = true // what follows may be passed over
			} else if id2 := v.hanFolded[next-hanFirst]; id2 != 0 {
				keep = v.hanPair(id, id2)
			}
		}
		if keep && (s.opens(id) || s.reach >= s.node) {
			s.emitWord(id, Token{From: s.node, To: s.node + 1, Start: i, End: i + 3})
		}
		s.node++
		i += 3
		before, inside = id, true
	}
	if i == start {
		return false
	}
	s.note(start)
	s.pos = i
	s.prev.n, s.key = 0, 0
	s.lastHan = hanEnd{i, s.node}
	s.bracketed()
	return true
}

// hanAt decodes the character of three bytes at text[i:], -1 if it is not one
// of the blocks that hanFirst and hanLast bound.
func hanAt(text string, i int) rune {
	b0, b1, b2 := text[i], text[i+1], text[i+2]
	if b0 < 0xE4 || b0 > 0xE9 || b1&0xC0 != 0x80 || b2&0xC0 != 0x80 {
		return -1
	}
	r := rune(b0&0x0F)<<12 | rune(b1&0x3F)<<6 | rune(b2&0x3F)
	if r >= 0x4DC0 && r <= 0x4DFF {
		return -1 // hexagrams
	}
	return r
}

// skimmedWord emits the tokens of a plain word that may be known, unless no form
// starts with it and no token leads to it.
func (s *Scanner) skimmedWord(w []byte, h, key uint32, t Token) uint32 {
	v := s.voc
	led := s.leads(key)
	for i := v.slots.at(h); v.slots.is(i, h); i++ {
		ref := v.slots.all[i].ref
		if ref&pairBit == 0 {
			if (led || s.opens(ref)) && v.Word(ref) == string(w) {
				s.emitWord(ref, t)
			}
			continue
		}
		p := v.pairs[ref&^pairBit]
		if led || s.opens(p.a) {
			a, b := v.Word(p.a), v.Word(p.b)
			if len(a)+len(b) == len(w) && string(w[:len(a)]) == a && string(w[len(a):]) == b {
				s.emitPair(p, t)
				key = 0
			}
		}
	}
	return key
}

// opens reports whether a form that is wanted starts with a word.
func (s *Scanner) opens(word uint32) bool { return s.voc.openers[word]&s.openers != 0 }

// note is what closeGap does at the start of a word.
func (s *Scanner) note(start int) {
	if start <= s.limit {
		s.restart = start
	}
	if s.spelled.letters > 0 {
		s.endSpelled()
	}
}

// last goes on behind a plain word, which may be the first part of a broken one.
func (s *Scanner) last(start, end int) {
	s.skimmed = skimmed{start, end, s.node}
	s.prev.n = 0
	s.node++
	s.pos = end
}

// skimmed is the last plain word; remember cuts it when it is needed.
type skimmed struct {
	start, end int
	from       int32
}

// remember makes the last plain word, if it is the last word read, one of
// s.prev.
func (s *Scanner) remember() {
	if w := s.skimmed; s.prev.n == 0 && w.end > 0 && w.from+1 == s.node {
		c := &s.cut
		c.reset()
		c.run(s.text[:w.end], w.start, 0)
		s.prev.add(c, &c.pieces[0], w.from)
	}
	s.skimmed.end = 0
}

func load[S string | []byte](text S, i int) uint64 {
	_ = text[i+7]
	return uint64(text[i]) | uint64(text[i+1])<<8 | uint64(text[i+2])<<16 | uint64(text[i+3])<<24 |
		uint64(text[i+4])<<32 | uint64(text[i+5])<<40 | uint64(text[i+6])<<48 | uint64(text[i+7])<<56
}
