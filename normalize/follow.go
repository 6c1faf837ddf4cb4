package normalize

import "slices"

// Whether a form may start at a word hangs on what follows it. What is looked at
// is the two words behind it: by their keys where they are plain; where they may be
// read in several ways, a form may start.

// starts reports whether a plain word may start a form: by its hash and key, and by
// what stands at text[i:] behind it.
func (t *start) starts(h uint64, key uint32, capital bool, word, text string, i int) bool {
	return t.words.has(h) && (t.startsAlone(h, capital, word) || t.follows(key, text, i))
}

// startsAlone reports whether a plain word of a hash starts a form whatever follows.
func (t *start) startsAlone(h uint64, capital bool, word string) bool {
	if !t.solo.hasWord(soloHash(h), capital) {
		return false
	}
	var buf [4 * maxPlain]byte
	w := foldPlain(buf[:0], word)
	how := opensAlone
	if capital {
		how |= opensAloneCapital
	}
	v, g := t.voc, hash(w)
	for i := v.slots.at(g); v.slots.is(i, g); i++ {
		ref := v.slots.all[i].ref
		if ref&pairBit == 0 {
			if t.opener(ref)&how != 0 && v.Word(ref) == string(w) {
				return true
			}
			continue
		}
		p := v.pairs[ref&^pairBit]
		if a, b := v.Word(p.a), v.Word(p.b); t.opener(p.a) != 0 && len(a)+len(b) == len(w) && a == string(w[:len(a)]) && b == string(w[len(a):]) {
			return true
		}
	}
	return false
}

// follows reports whether what stands at text[i:] may be the second word of a form
// that a word with a key starts, and what stands behind it the third.
func (t *start) follows(key uint32, text string, i int) bool {
	second := unitAt(text, i)
	if second.unsure {
		return true
	}
	for _, b := range second.keys {
		if b == keyNone || !t.opening.has(openingHash(key, b, keyAny)) {
			continue
		}
		if second.open || t.opening.has(openingHash(key, b, keyNone)) || t.opening.has(openingHash(key, b, gluedKey(second.letters))) {
			return true
		}
		third := unitAt(text, second.end)
		if third.unsure {
			return true
		}
		for _, c := range third.keys {
			if c != keyNone && t.opening.has(openingHash(key, b, c)) {
				return true
			}
		}
	}
	return false
}

// A unit is what stands at a place of a text, as far as it matters there.
type unit struct {
	keys    [2]uint32 // that it may have, keyNone if no form goes on there
	letters int
	end     int
	open    bool // it may go on behind its end, or be several words
	unsure  bool // it may be read in any way
}

// unitAt reads the unit at text[i:], or behind what a form may go on across there.
func unitAt(text string, i int) unit {
	for i+tail < len(text) {
		switch class := units[text[i]]; class {
		case unitLetter:
			n, _, plain := asciiWord(text, i)
			if n == 0 {
				return unit{unsure: true}
			}
			u := unit{letters: n, end: i + n, open: !plain || mayGoOn(text[i+n], n)}
			x := load(text, i)
			u.keys[0] = asciiKey(x, n)
			if !plain {
				seam := firstSeam(text[i:u.end])
				u.keys[1] = asciiKey(x, seam)
			}
			u.unsure = u.open && (n < 4 && mayGoOn(text[u.end], n) || mixedRun(text, u.end, hasLatin)) ||
				units[text[u.end]] == unitDigit && mixedRun(text, u.end, hasLatin)
			return u
		case unitDigit:
			n := number(text, i)
			if n == 0 || n < 4 && units[text[i+n]] == unitOther {
				return unit{unsure: true}
			}
			return unit{keys: [2]uint32{asciiKey(load(text, i), n)}, letters: n, end: i + n}
		case unitCyrillic:
			n, _, plain := russianWord(text, i)
			if !plain {
				return unit{unsure: true}
			}
			open := mayGoOn(text[i+n], n/2)
			if open && (n < 8 || mixedRun(text, i+n, hasCyrillic)) || units[text[i+n]] == unitDigit && mixedRun(text, i+n, hasCyrillic) {
				return unit{unsure: true}
			}
			return unit{keys: [2]uint32{russianKey(load(text, i), n)}, letters: n / 2, end: i + n, open: open}
		case unitHan:
			return unit{keys: [2]uint32{keyHan}, letters: 1, end: i + 3}
		default:
			p, _, size := next(text, i)
			switch unitOf(p.kind()) {
			case unitBlank, unitLineEnd, unitHyphen, unitJoint:
			case unitBreak:
				return unit{end: i}
			case unitMark:
				return unit{keys: [2]uint32{markKey(p), keyMark | decimalMark<<8}, letters: 1, end: i + size}
			default:
				return unit{unsure: true}
			}
			i += size
		}
	}
	return unit{unsure: true}
}

// markStarts reports whether the mark at text[i:] may start a form.
func (t *start) markStarts(text string, i int) bool {
	p, _, size := next(text, i)
	if !slices.Contains(t.marks, p.fold()) {
		return false
	}
	i += size
	for !t.letters && i+tail < len(text) {
		q, _, size := next(text, i)
		switch unitOf(q.kind()) {
		case unitBlank, unitLineEnd, unitHyphen, unitJoint:
			i += size
			continue
		case unitOther:
			if q.kind().letter() || q.kind() == kindHan {
				return false
			}
		}
		break
	}
	return t.follows(markKey(p), text, i)
}

// firstSeam returns where the first camel seam of an ASCII word stands, its length
// if it has none.
func firstSeam(w string) int {
	n := 1
	for n < len(w) && w[n]&0x20 == 0 {
		n++
	}
	if n > 1 && n < len(w) {
		return n - 1 // USBCable
	}
	for n < len(w) && w[n]&0x20 != 0 {
		n++
	}
	return n
}

// mixedRun reports whether a run that has letters of an alphabet, and goes on at
// text[i:], may have letters of another one.
func mixedRun(text string, i int, has alphabets) bool {
	for end := i + 4*maxPlain; i < min(end, len(text)); {
		switch units[text[i]] {
		case unitLetter:
			has |= hasLatin
			i++
		case unitDigit, unitHyphen:
			i++
		case unitCyrillic:
			has |= hasCyrillic
			i += 2
		case unitOther:
			p, _, size := next(text, i)
			if k := p.kind(); k != kindDrop && k != kindHyphen {
				return has.mixed() || k.letter()
			}
			i += size
		default:
			return has.mixed()
		}
	}
	return true
}

// mayGoOn reports whether a word of n letters before b may be the start of a longer
// one, or have something behind it that belongs to it.
func mayGoOn(b byte, n int) bool {
	switch units[b] {
	case unitBlank, unitBreak, unitJoint, unitDigit, unitHan:
		return false
	case unitMark:
		return b == '.' && n == 1
	}
	return true
}

// hanHash is the hash of the two characters of three bytes each that x starts with.
func hanHash(x uint64) uint64 { return hashStep(hashSeed, x<<16) }

// hanTriple reports whether the two Han characters at text[i:] are a form, or what
// stands behind them is the third word of one.
func (t *start) hanTriple(text string, i int) bool {
	a, b := hanAt(text, i), hanAt(text, i+3)
	if a < 0 || b < 0 {
		return true
	}
	x, y := t.voc.hanFolded[a-hanFirst], t.voc.hanFolded[b-hanFirst]
	if t.triples.has(tripleHash(x, y, 0)) {
		return true
	}
	c, _, _ := t.voc.hanBehind(text, i+6)
	return c == anyHan || c != 0 && t.triples.has(tripleHash(x, y, c))
}

// anyHan is the number of a Han character that is not read.
const anyHan = ^uint32(0)

// hanBehind returns the number of the Han character at text[i:], or behind what a
// form may go on across there: 0 if there is none, anyHan if there may be one. If a
// mark stands there, it is the second result; word says whether a word may.
func (v *Vocabulary) hanBehind(text string, i int) (han uint32, mark rune, word bool) {
	for i+tail < len(text) {
		p, r, size := next(text, i)
		switch p.kind() {
		case kindHan:
			if r < hanFirst || r > hanLast {
				return anyHan, 0, false
			}
			return v.hanFolded[r-hanFirst], 0, false
		case kindMark:
			if latinBracket(text[i:]) {
				return anyHan, 0, false
			}
			return 0, p.fold(), false
		case kindBlank, kindLineEnd, kindHyphen, kindJoint, kindApostrophe, kindDrop:
		case kindSuper:
			return anyHan, 0, false
		case kindBreak, kindTab:
			return 0, 0, false
		default:
			return 0, 0, true
		}
		i += size
	}
	return anyHan, 0, false
}

// hanStarts reports whether the Han character r at text[i:], with eight bytes
// behind it, may start a form.
func (t *start) hanStarts(text string, i int, r rune) bool {
	if hasHan(t.alone, r) {
		return true
	}
	if units[text[i+3]] == unitHan {
		return t.pairs.has(hanHash(load(text, i))) && t.hanTriple(text, i)
	}
	if !hasHan(t.open, r) {
		return false
	}
	x := t.voc.hanFolded[r-hanFirst]
	c, mark, word := t.voc.hanBehind(text, i+3)
	switch {
	case c == anyHan, c != 0 && t.triples.has(tripleHash(x, c, anyHan)), mark != 0 && t.triples.has(tripleHash(x, anyHan, uint32(mark))):
		return true
	case !word:
		return false
	}
	u := unitAt(text, i+3)
	return u.unsure || t.opening.has(openingHash(x, u.keys[0], keyBehindHan)) || t.opening.has(openingHash(x, u.keys[1], keyBehindHan))
}

// latinBracket reports whether text starts with an opening bracket that a Latin
// letter, or what is passed over, may stand behind.
func latinBracket(text string) bool {
	p, _, size := next(text, 0)
	if p.kind() != kindMark || p.fold() != '(' {
		return false
	}
	p, _, _ = next(text, size)
	return p.kind() == kindLatin || p.kind() == kindDrop
}
