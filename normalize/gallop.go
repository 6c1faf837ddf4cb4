package normalize

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// Most of a text is words that no term starts with. Where no path leads on, a
// Scanner gallops: it reads plain units (words of ASCII or Russian letters,
// numbers, Han characters) and what stands between them without making tokens,
// and stops at the first unit that a form may start with, or whose reading is
// not plain. It errs on the side of stopping: what it passes over is in no term,
// and counts as many borders as it would have had.
//
// Words that a hyphen or a line end parts may be read as one, so that a chain of
// them is passed over whole or not at all.

// A unit class is what a unit, or a rune between two, is to the gallop.
const (
	unitOther      = iota // no ASCII, or something that is not plain
	unitLetter            // an ASCII letter
	unitDigit             // an ASCII digit
	unitCyrillic          // the first byte of Russian letters
	unitHan               // the first byte of most Han characters
	unitBlank             // a blank
	unitLineEnd           // a line end
	unitHyphen            // a hyphen
	unitMark              // a mark that a term may have
	unitBreak             // what no term goes across
	unitJoint             // what is passed over between words
	unitApostrophe        // the same, but inside a word
)

// units has the unit class of each byte.
var units = func() (t [256]uint8) {
	for b := range utf8.RuneSelf {
		t[b] = unitOf(ascii[b].kind())
		switch {
		case ascii[b].kind() == kindLatin:
			t[b] = unitLetter
		case ascii[b].kind() == kindDigit:
			t[b] = unitDigit
		case ascii[b].kind() == kindApostrophe:
			t[b] = unitApostrophe
		}
	}
	t[0xD0], t[0xD1] = unitCyrillic, unitCyrillic
	for b := 0xE4; b <= 0xE9; b++ {
		t[b] = unitHan
	}
	return t
}()

// unitOf returns the unit class of what is no word.
func unitOf(k kind) uint8 {
	switch k {
	case kindBlank:
		return unitBlank
	case kindLineEnd:
		return unitLineEnd
	case kindHyphen:
		return unitHyphen
	case kindMark:
		return unitMark
	case kindBreak, kindTab:
		return unitBreak
	case kindJoint, kindApostrophe, kindDrop:
		return unitJoint
	}
	return unitOther
}

// What stands between two units is counted in one number: blanks, line ends and
// hyphens, each in bits of its own, and gapBroken if no term goes across it.
const (
	gapLineEnd = 1 << 8
	gapHyphen  = 1 << 16
	gapBroken  = 1 << 24
)

// tail is how many bytes at the end of a text are left to the slow path, so that
// words can be loaded eight bytes at a time, twice.
const tail = 16

// gallop moves s over what no term starts in. It is called where a unit starts
// that no token leads to, and that nothing joins to the one before.
func (s *Scanner) gallop() {
	text, t := s.text, s.start
	stop := min(len(text)-tail, s.until)
	i, node := s.pos, s.node
	chain, chainNode := i, node // where the words began that may be read as one
	var word joinable           // the last one of the chain
	gap, apart := 0, true       // what stands before the next unit, and whether that ends a run
	run := alphabets(0)         // of the run so far
	limit := s.limit
	tried := -1 // where no stride came on
	clean := 0  // where the next place is noted
	if s.rereads {
		clean = len(text)
	} else if n := len(s.clean); n > 0 {
		clean = s.clean[n-1].pos + cleanEvery
	}
units:
	for i < stop {
		class := units[text[i]]
		if class-unitLetter <= unitHan-unitLetter { // not unitOther, by wrapping round
			// A unit begins, or a break that looks like one, which is left to the slow
			// path with what stands before it.
			if class >= unitCyrillic && !startsPlain(text, i) {
				break
			}
			if i <= limit {
				s.restart = i
			}
			if !apart {
				// It goes on with the run.
			} else if run = 0; gap <= maxBlanks {
				chain, chainNode, word.kind = i, node, 0
				if i >= clean {
					s.clean = append(s.clean, place{i, node})
					clean = i + cleanEvery
				}
			} else if gap >= gapBroken {
				node++
				chain, chainNode, word.kind = i, node, 0
			}
			if chain == i && i != tried && i+strideBytes+strideTail <= len(text) {
				end, borders, more := t.stride(text, i)
				if !more {
					tried = end
				}
				if end > i {
					i, node, gap, apart = end, node+borders, 0, true
					continue
				}
			}
		}
		size := 1
		if class == unitOther {
			var p props
			p, _, size = next(text, i)
			if p.kind() == kindDrop {
				i += size // a run goes on behind it
				continue
			}
			class = unitOf(p.kind())
		}
		switch class {
		case unitLetter, unitCyrillic:
			var n int // bytes
			var capital, plain bool
			kind, has, width := kindLatin, hasLatin, 1
			if class == unitCyrillic {
				kind, has, width = kindCyrillic, hasCyrillic, 2
				n, capital, plain = russianWord(text, i)
			} else {
				n, capital, plain = asciiWord(text, i)
			}
			run |= has
			if n == 0 || !plain && class == unitCyrillic || run.mixed() {
				break units
			}
			end, next := i+n, i+n
			switch c := text[end]; units[c] {
			case unitBlank, unitLineEnd, unitHyphen, unitBreak, unitJoint, unitDigit:
			case unitMark:
				if n == width && c == '.' && mayBeLetter(text[end+1]) {
					break units // U.A.V.
				}
			default:
				if next = s.plainBehind(end, n/width); next < 0 {
					break units
				}
			}
			h := plainHash(class == unitCyrillic, text[i:], n)
			if t.starts(h, wordKey(class, load(text, i), n), capital, text[i:end], text, next) ||
				word.kind == kind && t.words.has(word.joined(text, i, end)) {
				break units
			}
			if !plain {
				seams := t.camel(text, i, end, next)
				if seams < 0 {
					break units
				}
				node += int32(seams)
			}
			word = joinable{kind, i, end}
			node++
			gap, apart, i = 0, next > end, next
			if text[i] == ' ' {
				gap, apart, i = 1, true, i+1
			}

		case unitHan:
			if r := hanAt(text, i); hasHan(t.open, r) && t.hanStarts(text, i, r) {
				chain, chainNode = i, node
				break units
			}
			node++
			i += 3
			chain, chainNode = i, node
			word.kind, gap, apart = 0, 0, true

		case unitDigit:
			n := number(text, i)
			end := i + n
			if n == 0 {
				break units
			}
			switch units[text[end]] {
			case unitBlank, unitLineEnd, unitHyphen, unitBreak, unitJoint, unitMark, unitLetter, unitCyrillic:
			default:
				if s.plainBehind(end, n) != end {
					break units
				}
			}
			if t.starts(plainHash(false, text[i:], n), asciiKey(load(text, i), n), false, text[i:end], text, end) {
				break units
			}
			word.kind = kindDigit
			node++
			gap, apart, i = 0, false, end

		case unitMark:
			if len(t.marks) > 0 && t.markStarts(text, i) {
				break units
			}
			if gap >= gapBroken {
				node++
			}
			node++
			i += size
			chain, chainNode = i, node
			word.kind, gap, apart = 0, 0, true

		case unitBlank:
			apart = true
			if gap++; gap&0xFF > maxBlanks {
				gap = gapBroken
			}
			i += size
		case unitLineEnd:
			apart = true
			if text[i] != '\n' || i == 0 || text[i-1] != '\r' {
				if gap += gapLineEnd; gap&0xFF00 > gapLineEnd {
					gap = gapBroken
				}
			}
			i += size
		case unitHyphen:
			gap |= gapHyphen
			i += size
		case unitBreak:
			gap, apart = gapBroken, true
			i += size
		case unitJoint, unitApostrophe:
			apart = true
			i += size
		default:
			break units
		}
	}
	s.pos, s.node = chain, chainNode
	s.gap, s.prev.n, s.skimmed.end = gapCount{}, 0, 0
}

// atUnit reports whether a unit that gallop reads may start at s.pos.
func (s *Scanner) atUnit() bool {
	if s.pos+tail >= len(s.text) {
		return false
	}
	switch units[s.text[s.pos]] {
	case unitLetter, unitDigit:
		return true
	case unitCyrillic, unitHan:
		return startsPlain(s.text, s.pos)
	}
	return false
}

// mayBeLetter reports whether a letter may start with b.
func mayBeLetter(b byte) bool { return b >= utf8.RuneSelf || units[b] == unitLetter }

// camel returns how many camel seams the ASCII word text[start:end] has, -1 if a
// form may start with one of its parts.
func (t *start) camel(text string, start, end, next int) int {
	seams := 0
	part := start
	upper := 0
	for i := start; i <= end; i++ {
		capital := i < end && text[i]&0x20 == 0
		seam := i
		switch {
		case i == end:
		case i == start || capital && upper > 0 || !capital && upper < 2:
			seam = part
		case !capital:
			seam = i - 1
		}
		if seam > part {
			var buf, behind [2*maxPlain + tail]byte
			n := copy(buf[:], text[part:seam])
			h, key := plainHash(false, buf[:], n), asciiKey(binary.LittleEndian.Uint64(buf[:]), n)
			if i == end && t.starts(h, key, true, text[part:seam], text, next) {
				return -1
			}
			if i < end && t.words.has(h) {
				copy(behind[:], text[seam:end])
				second := asciiKey(binary.LittleEndian.Uint64(behind[:]), firstSeam(text[seam:end]))
				if t.startsAlone(h, true, text[part:seam]) || t.opening.has(openingHash(key, second, keyAny)) {
					return -1
				}
			}
			part = seam
			if i < end {
				seams++
			}
		}
		switch {
		case !capital:
			upper = 0
		case upper < 2:
			upper++
		}
	}
	return seams
}

// plainBehind returns where reading goes on behind a plain word of n letters, or
// -1 if what stands at text[end:] makes its reading other than plain.
func (s *Scanner) plainBehind(end, n int) int {
	p, _, size := next(s.text, end)
	switch p.kind() {
	case kindBlank, kindLineEnd, kindHyphen, kindBreak, kindTab, kindJoint, kindHan:
		return end
	case kindMark:
		if n > 1 {
			return end
		}
	case kindApostrophe:
		return behindApostrophe(s.text, end, end+size)
	}
	return -1
}

// behindApostrophe returns where reading goes on behind a word that ends at end
// with an apostrophe before text[i:]: behind the s of a possessive, or at the
// apostrophe if it closes a quotation; -1 if it may belong to the word.
func behindApostrophe(text string, end, i int) int {
	if i+1 >= len(text) || text[i] >= utf8.RuneSelf || text[i+1] >= utf8.RuneSelf {
		return -1
	}
	switch units[text[i]] {
	case unitLetter:
		if text[i]|0x20 != 's' || units[text[i+1]] == unitLetter || units[text[i+1]] == unitDigit {
			return -1
		}
		return i + 1
	default:
		return end
	}
}

// cleanEvery is how far apart places are noted that Reread can start from, bytes.
const cleanEvery = 128

// Skipped reports whether words were passed over that may be in a cue.
func (s *Scanner) Skipped() bool { return len(s.clean) > 0 }

// A place is where a unit starts, in bytes and borders.
type place struct {
	pos  int
	node int32
}

// Reread makes s read the text again, from at most some hundred bytes before from
// to the first place at or behind until that no path goes across, and look for cues
// only: terms are passed over like any other words. Both are places in the text, in
// bytes. It is called when Next has come to the end.
func (s *Scanner) Reread(from, until int) {
	i, found := slices.BinarySearchFunc(s.clean, from, func(p place, at int) int { return p.pos - at })
	if !found {
		i--
	}
	var p place
	if i >= 0 {
		p = s.clean[i]
	}
	s.pos, s.node, s.reach, s.far = p.pos, p.node, p.node-1, p.node-1
	s.until, s.limit, s.rereads = until, -1, true
	s.start, s.openers = &s.voc.cues, opensCue
	s.gap, s.prev.n, s.skimmed.end, s.key, s.lastHan, s.dottedEnd = gapCount{}, 0, 0, 0, hanEnd{}, 0
}

// ReadOn makes s read on, after Reread, to the first place at or behind until.
func (s *Scanner) ReadOn(until int) { s.until = until }

// Pos returns how far the text is read, in bytes: every word that starts before it
// has been handed out.
func (s *Scanner) Pos() int {
	pos := s.pos
	if w := s.skimmed; w.end > 0 && w.from+1 == s.node {
		pos = w.start
	}
	for _, w := range s.prev.w[:s.prev.n] {
		pos = min(pos, w.start)
	}
	return pos
}
