package matcher

import (
	"slices"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// Recognisers are the readers of part numbers, of customs and CAS numbers, and
// of control-list codes, which work beside the terms.
type Recognisers uint8

const (
	Parts   Recognisers = 1 << iota // the part: lines of the lists
	Numbers                         // the number: lines of the lists
	Codes                           // control-list codes in the text, whatever the lists
)

// A recogniser finds what is told by its digits: part numbers, customs and CAS
// numbers, control-list codes. It looks only at the stretches of a text around
// digits. It is immutable; the state of a call is a recogniserScan.
type recogniser struct {
	on          Recognisers
	bareNumbers bool // bare customs numbers need no cue
	parts       partTrie
	numbers     numberTable
}

// A recognised is what a recogniser found at text[start:end].
type recognised struct {
	start, end int
	kind       Kind
	entry      int32  // -1 for a code
	term       string // the pattern of a part, the number of the list, the code in its plain form
	codes      []lists.Code
	category   lists.Category
	how        How
}

// newRecogniser compiles the part patterns and the numbers of entries. The
// recognisers in off find nothing.
func newRecogniser(entries []entry, off Recognisers, bareNumbers bool) *recogniser {
	r := &recogniser{on: (Parts | Numbers | Codes) &^ off, bareNumbers: bareNumbers}
	r.parts.init()
	for i := range entries {
		e := &entries[i]
		for _, p := range e.Parts {
			r.parts.add(p.Text, int32(i), e.Entry)
		}
		for _, n := range e.Numbers {
			r.numbers.add(n, int32(i), e.Entry)
		}
	}
	if len(r.parts.patterns) == 0 {
		r.on &^= Parts
	}
	if len(r.numbers.rows) == 0 {
		r.on &^= Numbers
	}
	if r.on&Codes != 0 {
		knownCodes()
	}
	return r
}

// An atom is a letter or a digit of a region.
type atom struct {
	start, end int // bytes; what is dropped behind it is not in it
	key        key
	gap        gapKind // what stands before it
	class      normalize.Class
	upper      bool
}

// A gapKind is what stands between two atoms.
type gapKind uint8

const (
	gapNone  gapKind = iota
	gapDash          // a hyphen, alone or at a line end
	gapBlank         // one blank, or one line end
	gapDot
	gapComma
	gapWide // anything else
)

func (g gapKind) joinable() bool { return g == gapDash || g == gapBlank }

// A key is a letter or a digit as a recogniser compares it: 1 to 10 for the
// digits, from 11 the Latin letters and what is drawn like them, then other
// letters. Look-alikes of several alphabets have one key, so a mixed spelling
// needs no repair.
type key uint8

const (
	keyLetter0 key = 11
	keyOther   key = 255 // a letter that no pattern has
)

func (k key) digit() bool { return k < keyLetter0 }
func (k key) value() byte { return byte(k) - 1 } // of a digit
func (k key) letter() bool {
	return k >= keyLetter0
}

func keyOf(r rune, many bool) key {
	switch {
	case many:
		return keyOther
	case r >= '0' && r <= '9':
		return key(r-'0') + 1
	case r >= 'a' && r <= 'z':
		return keyLetter0 + key(r-'a')
	case r >= 0x430 && r <= 0x4bf:
		return keyLetter0 + 26 + key(r-0x430)
	}
	return keyOther
}

const (
	maxRegion   = 4096 // atoms read at a time
	overlap     = 64   // atoms of the region before that the next one sees
	maxMatch    = 256  // runes of a match, as of a word
	maxBareRuns = 3    // words without a digit that a region reaches over, on either side of one
	maxSpan     = 1024 // bytes of a match, what is dropped inside included
	maxReach    = 192  // bytes a region reaches back from a digit
)

// A recogniserScan is the state of one call, reused from call to call.
type recogniserScan struct {
	text   string
	atoms  []atom
	before bool // a letter or a digit stands right before the first atom
	first  int  // matches start at this atom or later; those before are context
	last   int  // matches start before this atom; those behind come again with the next region

	states, next []int32
	marks        []uint32
	mark         uint32
	accepted     []accepted

	cues    []codeCue
	cuesEnd int // text[:cuesEnd] was searched for cues where it mattered
	plain   []byte
}

// find appends what it recognises in text, in no fixed order; found must hold
// nothing that is longer than maxSpan.
func (r *recogniser) find(s *recogniserScan, text string, found []recognised) []recognised {
	if r.on == 0 {
		return found
	}
	s.text, s.cues, s.cuesEnd = text, s.cues[:0], 0
	for pos := 0; ; {
		d := nextDigit(text, pos)
		if d == len(text) {
			break
		}
		pos = s.region(s.reachBack(d), d)
		for more := true; more; {
			if r.on&Parts != 0 {
				found = r.parts.find(s, found)
			}
			if r.on&(Numbers|Codes) != 0 {
				found = r.findNumbers(s, found)
			}
			if more = s.last < len(s.atoms); more {
				next := s.atoms[s.last].start
				pos = s.region(s.atoms[s.last-overlap].start, pos)
				for s.first < len(s.atoms) && s.atoms[s.first].start < next {
					s.first++
				}
			}
		}
	}
	s.text = ""
	return slices.DeleteFunc(found, func(f recognised) bool { return f.end-f.start > maxSpan })
}

// digitLead tells the bytes that digits start with: 1 an ASCII digit, 2 the
// first of several bytes. digitPairs tells the second bytes, by their low bits.
var digitLead, digitPairs = func() (lead [256]uint8, pairs [256]uint64) {
	for b := '0'; b <= '9'; b++ {
		lead[b] = 1
	}
	var buf [utf8.UTFMax]byte
	for r := rune(utf8.RuneSelf); r <= utf8.MaxRune; r++ {
		if n := utf8.EncodeRune(buf[:], r); normalize.GlyphAt(string(buf[:n]), 0).Sign == normalize.SignDigit {
			lead[buf[0]] = 2
			pairs[buf[0]] |= 1 << (buf[1] & 0x3F)
		}
	}
	return lead, pairs
}()

// nextDigit returns the place of the first digit of text at or after i, the
// length of text if there is none.
func nextDigit(text string, i int) int {
	const (
		low  = 0x0101010101010101
		high = 0x8080808080808080
	)
	for i < len(text) {
		stop := len(text)
		if i+8 <= len(text) {
			stop = i + 8
			b := text[i:stop]
			x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
				uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
			// nothing from 0x30 to 0x3F, or from 0xD4 on
			if y := x&(0xF0*low) ^ 0x30*low; ((y-low)&^y|(x&^high+0x2C*low)&x)&high == 0 {
				i = stop
				continue
			}
			t := &digitLead
			if t[b[0]]|t[b[1]]|t[b[2]]|t[b[3]]|t[b[4]]|t[b[5]]|t[b[6]]|t[b[7]] == 0 {
				i = stop
				continue
			}
		}
		for ; i < stop; i++ {
			switch digitLead[text[i]] {
			case 1:
				return i
			case 2:
				if i+1 < len(text) && digitPairs[text[i]]&(1<<(text[i+1]&0x3F)) != 0 &&
					normalize.GlyphAt(text, i).Sign == normalize.SignDigit {
					return i
				}
			}
		}
	}
	return i
}

// reachBack returns where the region around the digit at text[d] starts: some
// words before it. It may reach into the region before, but to none of its
// digits: region starts again behind whatever ended that one.
func (s *recogniserScan) reachBack(d int) int {
	from := max(0, d-maxReach)
	i, runs, blanks, hyphen := d, 0, 0, false
	for i > from {
		_, size := utf8.DecodeLastRuneInString(s.text[from:i])
		switch g := normalize.GlyphAt(s.text, i-size); g.Sign {
		case normalize.SignLetter, normalize.SignDigit:
			blanks, hyphen = 0, false
		case normalize.SignDropped:
		case normalize.SignHyphen:
			if hyphen { // two of them are a dash
				return i
			}
			hyphen = true
		case normalize.SignBlank, normalize.SignLineEnd:
			if blanks++; blanks > 2 {
				return i
			}
			if blanks == 1 {
				if runs++; runs > maxBareRuns {
					return i
				}
			}
		default:
			return i
		}
		i -= size
	}
	return i
}

// region reads the atoms from text[i] to some words behind the last digit, at
// least to the digit at text[d], and returns where it stopped.
func (s *recogniserScan) region(i, d int) int {
	text := s.text
	s.atoms, s.first = s.atoms[:0], 0
	c := normalize.Before(text, i)
	s.before = c != normalize.Other && c != normalize.Han
	gap, bare := gapNone, 0
	var blanks, lineEnds, hyphens int
	for i < len(text) {
		var a atom
		size := 1
		if b := text[i]; b < utf8.RuneSelf && asciiAtoms[b].key != 0 {
			a = asciiAtoms[b]
		} else {
			g := normalize.GlyphAt(text, i)
			size = g.Size
			switch g.Sign {
			case normalize.SignLetter, normalize.SignDigit:
				a = atom{key: keyOf(g.Latin, g.Many), class: g.Class, upper: g.Upper}
			case normalize.SignDropped:
				i += size
				continue
			case normalize.SignBlank:
				blanks++
			case normalize.SignLineEnd:
				if text[i] != '\n' || i == 0 || text[i-1] != '\r' {
					lineEnds++
				}
			case normalize.SignHyphen:
				if hyphens++; blanks+lineEnds > 0 {
					gap = gapWide // a dash between words, a bullet
				}
			case normalize.SignMark:
				switch {
				case gap != gapNone:
					gap = gapWide
				case g.Rune == '.':
					gap = gapDot
				case g.Rune == ',':
					gap = gapComma
				default:
					gap = gapWide
				}
			default:
				gap = gapWide
			}
			if a.key == 0 {
				if gap == gapWide || blanks > 1 || lineEnds > 1 || hyphens > 1 {
					gap = gapWide
					if i >= d {
						i += size
						break
					}
				}
				i += size
				continue
			}
		}
		switch {
		case gap == gapWide:
		case gap != gapNone: // a dot or a comma
			if blanks+lineEnds+hyphens > 0 {
				gap = gapWide
			}
		case hyphens == 1 && blanks == 0:
			gap = gapDash
		case hyphens == 0 && blanks+lineEnds == 1:
			gap = gapBlank
		case blanks+lineEnds+hyphens > 0:
			gap = gapWide
		}
		if gap == gapWide {
			if i > d {
				break
			}
			s.atoms, s.before, bare = s.atoms[:0], false, 0
		}
		if gap == gapBlank {
			if bare++; bare > maxBareRuns && i > d {
				break
			}
		}
		if a.key.digit() {
			bare = 0
		}
		a.start, a.end, a.gap = i, i+size, gap
		s.atoms = append(s.atoms, a)
		i += size
		gap, blanks, lineEnds, hyphens = gapNone, 0, 0, 0
		if len(s.atoms) == maxRegion {
			s.last = maxRegion - maxMatch
			return i
		}
	}
	s.last = len(s.atoms)
	return i
}

var asciiAtoms = func() (t [utf8.RuneSelf]atom) {
	for b := range t {
		switch g := normalize.GlyphAt(string(rune(b)), 0); g.Sign {
		case normalize.SignLetter, normalize.SignDigit:
			t[b] = atom{key: keyOf(g.Latin, false), class: g.Class, upper: g.Upper}
		}
	}
	return t
}()

// free reports whether a match may start at atom i: no letter or digit and no
// digit and decimal mark stands before it.
func (s *recogniserScan) free(i int) bool {
	if i == 0 {
		return !s.before
	}
	switch s.atoms[i].gap {
	case gapNone:
		return false
	case gapDot, gapComma:
		return !s.atoms[i-1].key.digit()
	}
	return true
}

// ends reports whether a match may end behind atom i: no letter or digit
// stands right behind it.
func (s *recogniserScan) ends(i int) bool {
	if i+1 < len(s.atoms) {
		return s.atoms[i+1].gap != gapNone
	}
	c := normalize.After(s.text, s.atoms[i].end)
	return c == normalize.Other || c == normalize.Han
}

// span returns the bytes of the atoms from i to j with the combining marks on
// the last.
func (s *recogniserScan) span(i, j int) (start, end int) {
	return s.atoms[i].start, normalize.AfterMarks(s.text, s.atoms[j].end)
}

// folded returns the steps that the letters of text[start:end] needed.
func (s *recogniserScan) folded(start, end int) How {
	var h How
	f := normalize.FoldedBy(s.text[start:end])
	if f&normalize.Accents != 0 {
		h |= Accented
	}
	if f&normalize.Width != 0 {
		h |= Width
	}
	if f&normalize.Invisible != 0 {
		h |= Invisible
	}
	return h
}
