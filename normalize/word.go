package normalize

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A Joint says what stands between a word of a term and the word before it.
type Joint uint8

const (
	First  Joint = iota // the first word of the term
	Closed              // nothing: a change of script, a letter beside a digit, a camel seam
	Hyphen
	Space // white space, or a quotation mark, underscore or middle dot
)

// A Word is a word of a term, or a mark in it, or a break, which no text
// matches.
type Word struct {
	Text    string // folded: what Vocabulary.Add takes; of a break the rune itself
	Class   Class  // Other for a mark or a break
	Break   bool
	Decimal bool // the mark is a decimal one, which stands for . and , alike
	Joint   Joint
	Letters int    // in runes; 1 for Han
	Upper   string // the case of each folded letter: 'U' or 'l'; empty but for letters
}

// Mark reports whether w is a mark that a text may leave out.
func (w Word) Mark() bool { return w.Class == Other && w.Letters == 0 && !w.Break && !w.Decimal }

var cutters = sync.Pool{New: func() any { return new(cutter) }}

// Words cuts a term into its words. Unlike a text a term has one reading: it is
// cut at a camel seam only if every piece has three letters or more (BorisTone,
// but not WiFi), single letters parted by dots are one word, and nothing is
// repaired. What text drops a term drops too.
func Words(term string) []Word { return AppendWords(nil, term) }

// AppendWords appends the words of a term to ws.
func AppendWords(ws []Word, term string) []Word {
	if w, ok := Simple(term); ok {
		return append(ws, w)
	}
	c := cutters.Get().(*cutter)
	defer cutters.Put(c)
	joint := First
	for pos := 0; pos < len(term); {
		p, r, size := next(term, pos)
		k := p.kind()
		switch k {
		case kindLatin, kindCyrillic, kindGreek, kindLetter, kindDigit:
			if w, end := dottedTerm(term, pos); end > 0 {
				w.Joint = joint
				ws = append(ws, w)
				pos, joint = end, Closed
				continue
			}
			c.reset()
			_, next, _, _ := c.run(term, pos, 0)
			for i := range c.pieces {
				if p := &c.pieces[i]; i > 0 && i == len(c.pieces)-1 && p.hyphens > 0 && p.letters == 1 {
					if w, end := dottedTerm(term, p.start); end > 0 {
						w.Joint = Hyphen
						ws, next = append(ws, w), end
						break
					}
				}
				if i > 0 {
					joint = Closed
					if c.pieces[i].hyphens > 0 {
						joint = Hyphen
					}
				}
				ws = c.words(ws, term, &c.pieces[i], joint)
			}
			pos, joint = next, Closed
			continue
		case kindHan:
			text := term[pos : pos+size]
			if p.fold() != r {
				text = string(p.fold())
			}
			ws = append(ws, Word{Text: text, Class: Han, Joint: joint, Letters: 1})
			joint = Closed
		case kindBlank, kindLineEnd, kindTab, kindJoint, kindApostrophe:
			if joint != First {
				joint = Space
			}
		case kindHyphen:
			if joint == Closed {
				joint = Hyphen
			}
		case kindDrop, kindSuper:
		case kindMark:
			m, decimal := p.fold(), false
			if isDecimalMark(p) && Before(term, pos) == Digit && After(term, pos+size) == Digit {
				m, decimal = decimalMark, true
			}
			ws = append(ws, Word{Text: markWord(m), Joint: joint, Decimal: decimal})
			joint = Closed
		case kindSymbol:
			ws = append(ws, Word{Text: foldOf(p), Joint: joint, Letters: 1})
			joint = Closed
		default:
			ws = append(ws, Word{Text: string(r), Break: true, Joint: joint})
			joint = Closed
		}
		pos += size
	}
	return ws
}

// Simple is Words of a term that is one word of letters of one alphabet, all
// small, all capitals, or all small but the first. Most are, and need not be cut;
// ok is false if the term is not so simple.
func Simple(term string) (w Word, ok bool) {
	class := kind(0)
	n, upper, first, folded := 0, 0, 0, false
	for i := 0; i < len(term); n++ {
		p, r, size := next(term, i)
		i += size
		if k := p.kind(); !k.letter() || class != 0 && k != class || p.more() != "" {
			return Word{}, false
		} else if class = k; p.flags()&flagUpper != 0 {
			if upper++; n == 0 {
				first = 1
			}
		}
		folded = folded || p.fold() != r
	}
	if n == 0 || n > maxWord || upper != first && upper != n {
		return Word{}, false
	}
	w = Word{Text: term, Class: class.class(), Letters: n, Upper: smallLetters[:n]}
	if folded {
		w.Text = Letters(term)
	}
	switch upper {
	case 0:
	case n:
		w.Upper = capitalLetters[:n]
	default:
		w.Upper = titleLetters[:n]
	}
	return w, true
}

var (
	smallLetters   = strings.Repeat("l", maxWord)
	capitalLetters = strings.Repeat("U", maxWord)
	titleLetters   = "U" + smallLetters[1:]
)

// Letters returns the folded letters of a term.
func Letters(term string) string {
	b := make([]byte, 0, 4*maxWord)
	for i := 0; i < len(term); {
		p, _, size := next(term, i)
		i += size
		switch {
		case !p.kind().letter():
		case p.more() != "":
			b = append(b, p.more()...)
		default:
			b = utf8.AppendRune(b, p.fold())
		}
	}
	return string(b)
}

// words appends the words of a piece.
func (c *cutter) words(ws []Word, term string, p *piece, joint Joint) []Word {
	seams := append(c.seams[p.seam0:p.seam1:p.seam1], seam{p.end, p.end, p.hi})
	whole := Word{Class: p.class.class(), Joint: joint}
	src, lo := p.start, p.lo
	cut := true
	for _, m := range seams {
		w := whole
		w.Text = asFolded(term[src:m.end], c.buf[lo:m.buf])
		w.Upper, w.Letters = caseOf(term[src:m.end])
		cut = cut && w.Letters >= 3
		ws = append(ws, w)
		src, lo, whole.Joint = m.src, m.buf, Closed
	}
	if len(seams) > 1 && !cut {
		ws = ws[:len(ws)-len(seams)]
		whole.Joint, whole.Text = joint, asFolded(term[p.start:p.end], c.buf[p.lo:p.hi])
		whole.Upper, whole.Letters = caseOf(term[p.start:p.end])
		ws = append(ws, whole)
	}
	return ws
}

// asFolded returns what s is folded to, which is s itself if it is folded.
func asFolded(s string, folded []byte) string {
	if s == string(folded) {
		return s
	}
	return string(folded)
}

// caseOf returns the case of the folded letters of s, one byte a letter, and
// how many there are.
func caseOf(s string) (string, int) {
	n, upper, first := 0, 0, 0
	eachLetter(s, func(p props, letters int) {
		if p.flags()&flagUpper != 0 {
			if upper += letters; n == 0 {
				first = letters
			}
		}
		n += letters
	})
	switch {
	case n > maxWord:
	case upper == 0:
		return smallLetters[:n], n
	case upper == n:
		return capitalLetters[:n], n
	case upper == 1 && first == 1:
		return titleLetters[:n], n
	}
	b := make([]byte, 0, n)
	eachLetter(s, func(p props, letters int) {
		c := byte('l')
		if p.flags()&flagUpper != 0 {
			c = 'U'
		}
		for range letters {
			b = append(b, c)
		}
	})
	return string(b), n
}

// eachLetter calls f with each letter of s, and how many it is when folded.
func eachLetter(s string, f func(p props, letters int)) {
	for i := 0; i < len(s); {
		p, _, size := next(s, i)
		i += size
		if p.kind().letter() {
			f(p, max(1, utf8.RuneCountInString(p.more())))
		}
	}
}

// dottedTerm reads single letters parted by dots (U.A.V.) as one word and
// returns where they end, behind the last dot, 0 if there are none at
// term[pos:].
func dottedTerm(term string, pos int) (Word, int) {
	p, end := nextKept(term, pos)
	class := p.kind()
	if !class.letter() || After(term, end).letter() || After(term, end) == Digit {
		return Word{}, 0
	}
	w := Word{Class: class.class()}
	letters := []byte(foldOf(p))
	for {
		q, k, ok := dottedLetter(term, end, class)
		if !ok {
			break
		}
		letters = append(letters, foldOf(q)...)
		end = k
	}
	w.Text = string(letters)
	w.Upper, w.Letters = caseOf(term[pos:end])
	if w.Letters < 2 || utf8.RuneCountInString(term[pos:end]) < 3 {
		return Word{}, 0
	}
	if p, i := nextKept(term, end); isDot(p) && !After(term, i).letter() && After(term, i) != Digit {
		return w, i
	} else if p.kind() == kindApostrophe {
		if _, rest, possessive := afterApostrophe(term, i); possessive {
			return w, rest
		}
	}
	return w, end
}

// foldOf returns the folded runes of a rune.
func foldOf(p props) string {
	if more := p.more(); more != "" {
		return more
	}
	return string(p.fold())
}

// CaseOf returns the case of the folded letters of s, one byte a letter: 'U' for
// a capital, 'l' for the rest.
func CaseOf(s string) string {
	u, _ := caseOf(s)
	return u
}
