package normalize

import "unicode/utf8"

// A Class is what decides whether two neighbouring runes belong to one word.
type Class uint8

const (
	Other Class = iota // neither letter nor digit, or the end of the text
	Latin
	Cyrillic
	Greek
	Letter // of any other script
	Han
	Digit
)

func (c Class) letter() bool { return c >= Latin && c <= Letter }

func (k kind) class() Class {
	if k <= kindDigit {
		return Class(k)
	}
	return Other
}

// Before returns the class of the last rune before text[i] that is not dropped.
func Before(text string, i int) Class {
	p, _ := prevKept(text, i)
	return p.kind().class()
}

// After returns the class of the first rune at or after text[i] that is not
// dropped.
func After(text string, i int) Class {
	p, _ := nextKept(text, i)
	return p.kind().class()
}

// prevKept decodes the last rune before text[i] that is not dropped, a break at
// the start of the text or before too many, and returns where it starts.
func prevKept(text string, i int) (props, int) {
	for n := 0; i > 0 && n < maxDropped; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if p := lookup(r); p.kind() != kindDrop {
			return p, i
		}
	}
	return ascii[0], 0
}

// Edges reports whether a hit may start at text[start], and whether it may end
// before text[end]: at each edge the rune inside is Han or a symbol, or its
// neighbour outside is of another class. A number at an edge is also not cut
// from a decimal mark and the digits beyond it: 5 is not in 2,5. If the hit was
// repaired, letters of all alphabets are one class.
func Edges(text string, start, end int, repaired bool) (left, right bool) {
	left = bounded(After(text, start), Before(text, start), repaired) && !decimalBefore(text, start)
	right = bounded(Before(text, end), After(text, end), repaired) && !decimalAfter(text, end)
	return left, right
}

func bounded(inside, outside Class, repaired bool) bool {
	return inside == Han || inside == Other || inside != outside && !(repaired && inside.letter() && outside.letter())
}

func decimalBefore(text string, start int) bool {
	if After(text, start) != Digit {
		return false
	}
	p, i := prevKept(text, start)
	return isDecimalMark(p) && Before(text, i) == Digit
}

func decimalAfter(text string, end int) bool {
	if Before(text, end) != Digit {
		return false
	}
	p, i := nextKept(text, end)
	return isDecimalMark(p) && After(text, i) == Digit
}

func isDecimalMark(p props) bool {
	return p.kind() == kindMark && (p.fold() == '.' || p.fold() == ',')
}

// A Gap is what stands between two words of a hit.
type Gap struct {
	Bytes    int
	Blanks   int
	LineEnds int
	Hyphens  int
	Joints   int // quotation marks, underscores, middle dots, apostrophes
	Marks    int // marks, breaks, words that a path passed over
}

// Dotted reports whether one mark, joint or hyphen stands in the gap, with
// blanks or not.
func (g Gap) Dotted() bool {
	return g.Marks+g.Joints+g.Hyphens == 1 && g.Blanks <= 2 && g.LineEnds == 0
}

// AfterDot returns where the dot at text[i:] ends, i if there is none: the last
// dot of a Dotted token is outside its span, and no mark in what follows.
func AfterDot(text string, i int) int {
	if p, j := nextKept(text, i); isDot(p) {
		return j
	}
	return i
}

// GapBetween describes text[start:end], which stands between two words.
func GapBetween(text string, start, end int) Gap {
	g := Gap{Bytes: end - start}
	if p, _, size := next(text, start); p.kind() == kindApostrophe {
		if _, rest, possessive := afterApostrophe(text, start+size); possessive && rest <= end {
			start = rest
		}
	}
	for i := start; i < end; {
		p, r, size := next(text, i)
		i += size
		switch p.kind() {
		case kindDrop, kindSuper:
		case kindBlank:
			g.Blanks++
		case kindLineEnd:
			if r == '\n' && i >= 2 && text[i-2] == '\r' && i-2 >= start {
				continue
			}
			g.LineEnds++
		case kindHyphen:
			g.Hyphens++
		case kindJoint, kindApostrophe:
			g.Joints++
		case kindMark:
			if p.fold() == '(' { // a bracketed reading, passed over
				for i < end && p.fold() != ')' {
					p, _, size = next(text, i)
					i += size
				}
				continue
			}
			g.Marks++
		default:
			g.Marks++
		}
	}
	return g
}

// isMark reports whether the rune is a combining mark, which belongs to the
// letter before it, and not an invisible character.
func (p props) isMark() bool { return p.kind() == kindDrop && p.flags()&flagAccent != 0 }

// AfterMarks returns where the combining marks end that stand at text[i], i if
// there are none.
func AfterMarks(text string, i int) int {
	for {
		p, _, size := next(text, i)
		if !p.isMark() {
			return i
		}
		i += size
	}
}

// A Folding is the set of what folding had to do to a text.
type Folding uint8

const (
	Accents     Folding = 1 << iota // dropped stress and other marks, replaced letters such as ł; not ё, й
	Traditional                     // mapped Traditional or variant Han characters
	Width                           // undid fullwidth, circled and other compatibility forms
	Invisible                       // dropped characters that do not show
	PartedHan                       // passed over a blank or a line end between two Han characters
)

// FoldedBy returns what folding does to text.
func FoldedBy(text string) Folding {
	var f Folding
	var last, before kind
	var plain rune
	for i := 0; i < len(text); {
		p, r, size := next(text, i)
		i += size
		k := p.kind()
		flags := p.flags()
		if flags&flagWidth != 0 && (k.letter() || k == kindHan || k == kindDigit) {
			f |= Width
		}
		if flags&flagTraditional != 0 {
			f |= Traditional
		}
		switch {
		case flags&flagAccent != 0:
			if !(r == 0x308 && plain == 'е' || r == 0x306 && plain == 'и') {
				f |= Accents
			}
		case k == kindDrop && r != '™' && r != '®' && r != '©' && r != '℠':
			f |= Invisible
		}
		if k == kindDrop {
			continue
		}
		plain = p.fold()
		if k == kindHan && (last == kindBlank || last == kindLineEnd) && before == kindHan {
			f |= PartedHan
		}
		if k != last || k != kindLineEnd { // CR LF is one
			before, last = last, k
		}
	}
	return f
}
