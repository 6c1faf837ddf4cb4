// Package matcher finds dual-use and military goods in Chinese, Russian and
// English text, and tells which control-list entries each mention may fall
// under.
//
// The lists that come with the module are at hand without more ado:
//
//	for _, h := range matcher.Scan(text) {
//		fmt.Println(text[h.Start:h.End], h.Entry, h.Category, h.Codes)
//	}
//
// A service makes a [Matcher] of the lists it wants, once, and shares it:
//
//	m, err := matcher.New(lists.Builtin(), own)
//
// # What counts as a match
//
// Terms and texts are cut into words by package normalize, in the same way.
// A term matches where its words follow one another in some reading of the
// text. The rules, with the places where they are tested in
// testdata/semantics.txt:
//
//   - Readings. A run of letters, digits and hyphens is read cut at changes of
//     script, between letters and digits, and at hyphens; cut at camel seams
//     too; with two words joined over a hyphen or a line end; and repaired,
//     where it mixes alphabets. Each two neighbouring words of a term are also
//     known written as one (dronejammer), and an English term of three words or
//     more as one word (lownoiseamplifier). Readings of neighbouring words may be mixed:
//     what matters is that each word of the term is a word of the text in some
//     reading and that they follow one another.
//   - Between words. White space with at most one line end and four blanks,
//     hyphens and dashes, underscores, quotation marks and middle dots may
//     stand between any two words. A mark that the term has, one of
//     / . , & + ′ ( ), may in the text be the same mark, a hyphen, one blank or
//     nothing; a decimal mark is never left out. All else is a break. Between
//     two Han characters only one blank or one line end may stand, unless the
//     list itself parts them.
//   - Forms. A word of a term stands for all its forms in the phrase, so that
//     adjectives need not agree with their noun in a text.
//   - Edges. A hit starts and ends where the neighbour is of another class
//     (Latin, Cyrillic, Greek, Han, digit, anything else), or where its own
//     edge is Han. A camel seam is such an edge for a hit of several words
//     (40GHzLowNoiseAmplifier), but not for one: laser is not in LaserJet.
//   - Short pieces. Where the list writes a hyphen or nothing, a single letter
//     is joined by a hyphen or nothing only ("category C UAS" holds no C-UAS),
//     and a piece of two letters, or letters beside a number in a name, also
//     by a blank if the text has the case of the list (МиГ 29). A term of three
//     letters or fewer matches only in the case of the list and beside no
//     digit.
//   - Cues. An entry may ask for a cue nearby (near), for none (unless), or
//     name phrases that hold the mention and are something else (not). The
//     window is 24 words or breaks and 256 bytes on each side. They are asked for
//     terms and names; part numbers, numbers and codes have rules of their own.
//   - Ceilings. A word has at most 256 runes, a term 32 words and 6 marks, a
//     line 4,096 forms; two words of a hit are at most 64 bytes apart. A longer
//     term or line is refused by [New]; in a text what is longer is no hit.
//
// # Which hits come back
//
// [Matcher.ScanAll] returns every hit, [Matcher.Scan] the maximal ones. All
// filters come before that choice, so a longer phrase that fails a check hides
// nothing.
package matcher
