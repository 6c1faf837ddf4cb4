package normalize

import "unicode/utf8"

//go:generate go run gen.go

// A kind is what a rune is to the tokenizer. Unicode's categories are the
// starting point, not the answer: gen.go says rune by rune where they are left.
type kind uint8

const (
	// kindBreak is whatever is nothing else: most punctuation and symbols,
	// emoji and flags, controls, page and paragraph separators, private use
	// and unassigned code points, U+FFFD, and every value that is no rune.
	kindBreak kind = iota

	// kindLatin, kindCyrillic and kindGreek are letters of the three
	// alphabets that share look-alikes. A letter may fold to several.
	kindLatin
	kindCyrillic
	kindGreek

	// kindLetter is a letter of any other script, and a combining mark that
	// is part of the spelling there (Indic vowels, Hebrew points).
	kindLetter

	// kindHan is one Han character; it folds to exactly one.
	kindHan

	// kindDigit is a decimal digit of any script, a circled digit or a
	// subscript digit. It folds to one of 0 to 9.
	kindDigit

	// kindSuper is a superscript digit. It folds to one of 0 to 9.
	kindSuper

	// kindSymbol is a symbol that stands for several runes, some of them
	// letters (№ ℃ ㎜ ㈱), or for a number in dress (⑩ ⑴ ⒈). It folds to the
	// letters, digits and Han characters in it and joins no neighbour.
	kindSymbol

	// kindDrop is what is passed over as if it were not there: combining
	// marks, format characters, variation selectors, fillers, ™ ℠ ® ©.
	kindDrop

	// kindBlank is a space of any width. It folds to U+0020.
	kindBlank

	// kindTab is U+0009.
	kindTab

	// kindLineEnd is U+000A, U+000D, U+0085 and U+2028. It folds to U+000A.
	kindLineEnd

	// kindHyphen is a hyphen, dash or minus. It folds to '-'.
	kindHyphen

	// kindJoint is transparent between words: connectors, quotation marks,
	// middle dots. They fold to '_', '"' and '·'.
	kindJoint

	// kindApostrophe is an apostrophe or what is typed for one. It folds
	// to U+0027.
	kindApostrophe

	// kindMark is a mark that a term may contain. It folds to one of
	// / . , & + ′ ( ).
	kindMark
)

// The flags of a rune.
const (
	// flagUpper: the rune, or the first rune of its compatibility
	// decomposition, is an upper-case or title-case letter. Only Latin,
	// Cyrillic and Greek letters have it.
	flagUpper = 1 << iota

	// flagWidth: the rune is a compatibility form of what it folds to
	// (fullwidth, circled, squared, mathematical, ligature, radical,
	// compatibility ideograph).
	flagWidth

	// flagTraditional: the rune was folded by the table of Traditional and
	// variant Han characters.
	flagTraditional

	// flagAccent: a combining mark was dropped from the letter, or the
	// letter was replaced by a plain one (ł, æ, ×). The Russian ё and й are
	// ordinary letters and do not have it. A dropped rune that has it is a
	// combining mark.
	flagAccent
)

// props is all that is known of one rune:
//
//	bits  0-4   kind
//	bits  5-9   flags
//	bit   10    set if the rune folds to several runes
//	bits 11-31  the folded rune, or else an index into moreEnds
//
// Breaks and dropped runes fold to themselves.
type props uint32

const (
	propsKindBits  = 5
	propsFlagBits  = 5
	propsFlagShift = propsKindBits
	propsMany      = 1 << (propsKindBits + propsFlagBits)
	propsFoldShift = propsKindBits + propsFlagBits + 1
)

const (
	pageBits = 7
	pageMask = 1<<pageBits - 1
	maxRune  = utf8.MaxRune
)

// lookup returns what is known of r. A value that is no rune is a break that
// folds to U+FFFD.
//
// The table holds the fold of a rune as its exclusive or with the rune, so
// that runs of runes that fold to themselves share a page.
func lookup(r rune) props {
	if uint32(r) > maxRune {
		return utf8.RuneError << propsFoldShift
	}
	return props(tablePages[uint(tableIndex[uint32(r)>>pageBits])<<pageBits|uint(r)&pageMask] ^ uint32(r)<<propsFoldShift)
}

// kind returns the kind of the rune.
func (p props) kind() kind { return kind(p & (1<<propsKindBits - 1)) }

// flags returns the flags of the rune.
func (p props) flags() uint8 { return uint8(p >> propsFlagShift & (1<<propsFlagBits - 1)) }

// fold returns the folded rune; if there are several, the first.
func (p props) fold() rune {
	if p&propsMany != 0 {
		r, _ := utf8.DecodeRuneInString(p.more())
		return r
	}
	return rune(p >> propsFoldShift)
}

// more returns the folded runes if there are several, and else "".
func (p props) more() string {
	if p&propsMany == 0 {
		return ""
	}
	i := p >> propsFoldShift
	return moreText[moreEnds[i]:moreEnds[i+1]]
}
