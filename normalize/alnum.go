package normalize

// A Sign is what a rune is to a reader of part numbers and codes, who looks at
// single characters rather than at words.
type Sign uint8

const (
	SignBreak   Sign = iota // whatever is nothing below, and the end of the text
	SignLetter              // of any alphabet
	SignDigit               // decimal, fullwidth, circled, subscript
	SignHan                 // one Han character
	SignDropped             // passed over: what does not show, combining marks, superscript digits
	SignBlank               // a space of any width
	SignLineEnd
	SignHyphen // a hyphen, dash or minus
	SignMark   // one of / . , & + ′ ( )
)

// A Glyph is a rune of a text, folded.
type Glyph struct {
	Sign  Sign
	Class Class
	Upper bool // a capital letter
	Many  bool // it folds to several letters, Rune is the first of them
	Rune  rune // what it folds to
	Latin rune // the Latin letter that is drawn like it, or else Rune
	Size  int  // bytes, 0 at the end of the text
}

// GlyphAt reads the rune at text[i].
func GlyphAt(text string, i int) Glyph {
	p, r, size := next(text, i)
	k := p.kind()
	g := Glyph{Class: k.class(), Upper: p.flags()&flagUpper != 0, Many: p&propsMany != 0, Rune: p.fold(), Size: size}
	g.Latin = g.Rune
	switch k {
	case kindLatin, kindCyrillic, kindGreek, kindLetter:
		g.Sign = SignLetter
		if l, ok := twin(r, g.Rune, k, kindLatin); ok && !g.Many {
			g.Latin = l
		}
	case kindDigit:
		g.Sign = SignDigit
	case kindHan:
		g.Sign = SignHan
	case kindDrop, kindSuper:
		g.Sign = SignDropped
	case kindBlank:
		g.Sign = SignBlank
	case kindLineEnd:
		g.Sign = SignLineEnd
	case kindHyphen:
		g.Sign = SignHyphen
	case kindMark:
		g.Sign = SignMark
	}
	return g
}
