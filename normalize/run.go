package normalize

import "unicode/utf8"

// A run is a stretch of letters, digits, hyphens and dropped runes without
// white space; Han characters, which stand alone, end it. A run is read in up
// to three ways, and where it mixes alphabets in up to two more:
//
//   - cut at a change of script, between letters and digits, and at hyphens;
//   - as before, and also at camel seams (ThermalImaging);
//   - with two neighbouring words that a hyphen or a line end parts read as
//     one (quad-copter, jam-⏎mer);
//   - with its letters repaired to the alphabet that has a look-alike for
//     each of them (Latin, Cyrillic or both). The repair sees the whole run,
//     digits included, before any cut. The run as it stands is read beside it
//     where the change of script looks honest: at a hyphen (GNSS-антенна), or
//     between pieces of three letters and more (USBкабель).

const (
	maxRun  = 1024 // runes of a run; what is longer is read as several, no word of which is cut
	maxWord = 256  // runes of a word, dropped ones included; longer ones match nothing
)

// A piece is a word of a run in one of its readings.
type piece struct {
	class      kind // kindLatin, kindCyrillic, kindGreek, kindLetter, kindDigit
	start, end int  // bytes of the text; trailing combining marks belong to it
	lo, hi     int  // its folded bytes in cutter.buf
	runes      int
	letters    int
	seam0      int // its camel seams are cutter.seams[seam0:seam1]
	seam1      int
	hyphens    int  // between it and the piece before
	repaired   bool // some letter was read as its look-alike
}

// A seam is a camel seam: where the letters before it end, and where those
// after it begin.
type seam struct{ end, src, buf int }

// A cutter cuts runs. Its slices are reused from run to run.
type cutter struct {
	buf    []byte
	seams  []seam
	pieces []piece
}

func (c *cutter) reset() {
	c.buf, c.seams, c.pieces = c.buf[:0], c.seams[:0], c.pieces[:0]
}

// alphabets is the set of alphabets a run has letters of.
type alphabets uint8

const (
	hasLatin alphabets = 1 << iota
	hasCyrillic
	hasGreek
	hasOther
)

func (a alphabets) mixed() bool { return a&(a-1) != 0 }

func alphabetOf(k kind) alphabets {
	switch k {
	case kindLatin:
		return hasLatin
	case kindCyrillic:
		return hasCyrillic
	case kindGreek:
		return hasGreek
	case kindLetter:
		return hasOther
	}
	return 0
}

// run appends the pieces of the run that starts at text[pos], which is a
// letter or a digit, and returns where the run ends, which alphabets it has,
// and where reading goes on: behind an 's, which belongs neither to the run
// nor to what follows. With to not zero every letter is read as its look-alike
// of that alphabet, and ok is false if some letter has none.
func (c *cutter) run(text string, pos int, to kind) (end, next int, has alphabets, ok bool) {
	var p piece
	open := false
	upper := 0 // of the letters before: 0 none or a small one, 1 one capital, 2 more
	hyphens := 0
	end = pos
	n := 0
	i := pos
	var last seam // before the last letter, for the seam of USBCable
	flush := func() {
		if open {
			p.hi, p.seam1 = len(c.buf), len(c.seams)
			c.pieces = append(c.pieces, p)
			open = false
		}
	}
	for i < len(text) {
		r, size := rune(text[i]), 1
		var pr props
		if r < utf8.RuneSelf {
			pr = ascii[r]
		} else {
			r, size = utf8.DecodeRuneInString(text[i:])
			pr = lookup(r)
		}
		k := pr.kind()
		n++
		switch k {
		case kindLatin, kindCyrillic, kindGreek, kindLetter, kindDigit:
			fold, isTwin := pr.fold(), false
			if to != 0 && k != kindDigit && k != to {
				f, found := twin(r, fold, k, to)
				if !found {
					return end, next, has, false
				}
				k, fold, isTwin = to, f, true
			}
			if !open || p.class != k {
				apart := !open || p.class == kindDigit || k == kindDigit
				flush()
				if n > 2*maxRun || n > maxRun && apart {
					return end, end, has, true
				}
				has |= alphabetOf(k)
				p = piece{class: k, start: i, lo: len(c.buf), seam0: len(c.seams), hyphens: hyphens}
				open, upper = true, 0
				hyphens = 0
			} else if n > maxRun && p.runes > maxWord {
				flush() // too long to match, so that its rest may stand alone
				return end, end, has, true
			} else if k != kindDigit {
				// A camel seam: before a capital that follows a small letter,
				// or before the last of several capitals that a small one follows.
				if pr.flags()&flagUpper != 0 {
					if upper == 0 {
						c.seams = append(c.seams, seam{end, i, len(c.buf)})
					}
				} else if upper == 2 {
					c.seams = append(c.seams, last)
				}
			}
			if k != kindDigit {
				if pr.flags()&flagUpper == 0 {
					upper = 0
				} else if upper < 2 {
					upper++
				}
				p.letters++
			}
			last = seam{end, i, len(c.buf)}
			if more := pr.more(); more != "" && !isTwin {
				c.buf = append(c.buf, more...)
			} else {
				c.buf = utf8.AppendRune(c.buf, fold)
			}
			p.repaired = p.repaired || isTwin
			p.runes++
			i += size
			p.end, end = i, i
		case kindDrop:
			if open {
				p.runes++
				if end == i && pr.isMark() {
					p.end, end = i+size, i+size
				}
			}
			i += size
		case kindHyphen:
			flush()
			hyphens++
			i += size
		case kindApostrophe:
			after, rest, isS := afterApostrophe(text, i+size)
			switch {
			case open && isS:
				flush()
				return end, rest, has, true
			case !open || p.class == kindDigit || !after:
				flush()
				return end, end, has, true
			}
			i += size
		default:
			flush()
			return end, end, has, true
		}
	}
	flush()
	return end, end, has, true
}

// afterApostrophe says whether a letter follows at text[i:], and whether it is
// the s of a possessive, which ends at rest.
func afterApostrophe(text string, i int) (letter bool, rest int, possessive bool) {
	p, i := nextKept(text, i)
	if !p.kind().letter() {
		return false, 0, false
	}
	if p.kind() != kindLatin || p.fold() != 's' || p.more() != "" {
		return true, 0, false
	}
	q, _ := nextKept(text, i)
	return true, i, !q.kind().letter() && q.kind() != kindDigit
}

// maxDropped is how many dropped runes are looked past for a neighbour.
const maxDropped = 1024

// nextKept decodes the first rune at or after text[i] that is not dropped, a
// break at the end of the text or behind too many, and returns where it ends.
func nextKept(text string, i int) (props, int) {
	for range maxDropped {
		p, _, size := next(text, i)
		i += size
		if p.kind() != kindDrop { // such as the end of the text
			return p, i
		}
	}
	return ascii[0], i
}

// next decodes the rune at text[i], which may be the end of the text.
func next(text string, i int) (p props, r rune, size int) {
	if i >= len(text) {
		return ascii[0], 0, 0
	}
	if text[i] < utf8.RuneSelf {
		return ascii[text[i]], rune(text[i]), 1
	}
	// Most of these are three bytes; the first bytes left out have values between
	// that are no runes.
	if b := text[i]; b > 0xE0 && b < 0xF0 && b != 0xED && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 {
		r = rune(b&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
		return lookup(r), r, 3
	}
	r, size = utf8.DecodeRuneInString(text[i:])
	return lookup(r), r, size
}

func (k kind) letter() bool { return k >= kindLatin && k <= kindLetter }

// honest reports whether the changes of script among pieces that no hyphen
// parts are between pieces of three letters and more: USBкабель is, Вulat and
// ХС7Z020 are not.
func honest(pieces []piece) bool {
	var last *piece // the last one of letters
	for i := range pieces {
		p := &pieces[i]
		if p.hyphens > 0 {
			last = nil
		}
		if p.class == kindDigit {
			continue
		}
		if last != nil && last.class != p.class && (last.letters < 3 || p.letters < 3) {
			return false
		}
		last = p
	}
	return true
}
