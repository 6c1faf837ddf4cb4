/*
Package normalize cuts text into words that compare equal however they were
written, and says where each of them stands in the text.

For people there is one function: [Fold] returns a text as the matcher sees it,
so that one can see why a term is found or not. The rest is the low-level face
that package matcher builds on: [Words] cuts a term, a [Vocabulary] numbers the
words of all terms, a [Scanner] reads a text as the tokens of a vocabulary, and
[Edges], [GapBetween], [FoldedBy] and [CaseOf] tell what stands at the edges
of a mention, between its words, and in it. An [Inflector] writes a term in its forms.

A term and a text go through the same folding in the same process. Nothing that
was folded should be stored: another version of this package, or of Unicode, may
fold it otherwise.

# Folding

Folding is a table from rune to runes, made from the sources below in this
order. It needs no language and loses what a searcher does not see.

 1. Compatibility decomposition, NFKD, of Unicode Standard Annex 15: fullwidth,
    circled and mathematical letters, ligatures and radicals become plain
    (Ｂ Ⓑ 𝐁 to b, ﬁ to fi, ⾬ to 雨). Composed and decomposed text fold alike;
    Hangul syllables stay whole.
 2. Full case folding (CaseFolding.txt): B to b, ß to ss, ς to σ.
 3. Combining marks are dropped, unless their script spells with them, such as
    vowels of the Indic scripts: é to e, ё to е, й to и, stress marks vanish.
 4. Letters that have no decomposition but a plain letter inside are replaced by
    it: ł to l, ø to o, æ to ae, × to x. This list is made by hand.
 5. Traditional and variant Han characters become Simplified ones, one to one,
    by the table TSCharacters of OpenCC and a list of further variants. The
    first of several Simplified characters is taken; words of several
    characters are not looked at, so 乾 and 幹 are both 干.
 6. What does not show is dropped: zero-width and bidirectional characters, soft
    hyphens, variation selectors, and ™ ℠ ® ©.
 7. Blanks, hyphens and dashes, quotation marks and apostrophes each become one
    of their kind.

Superscript digits are not digits here, since 10⁹ is not 109; subscripts are. A
symbol that NFKD turns into letters (№ ℃ ㎜ ㈱) is a word by itself.

[UnicodeVersion] names the version of Unicode the table was made from. It need
not be the one of the Go release: the table is part of this package, so that a
text folds alike under all of them. A character that was assigned later is no
letter for this package.

# Runs and their readings

A run is a stretch of letters, digits, hyphens, apostrophes and dropped runes.
White space, other punctuation and Han characters end it; each Han character is
a word. A run has several readings:

  - It is cut where the script changes, between letters and digits, and at
    hyphens: FPV-дрон is fpv, дрон, and АК74М is ак, 74, м.
  - It is also cut at camel seams: ThermalImaging is thermalimaging as well as
    thermal, imaging.
  - Two neighbouring words of one script are also one word if a hyphen or a line
    end parts them, blanks around it or not: quad-copter, jam-⏎mer. Over a line
    end without a hyphen both have two letters or more.
  - A run that mixes alphabets is read repaired: its letters are replaced by
    look-alikes, to Latin, to Cyrillic, or to both, where every letter has one.
    The run as it stands is read too if no alphabet has them all, or if each
    change of script is at a hyphen or between pieces of three letters and more.
  - Single letters parted by dots are also one word: U.A.V. is uav.

The look-alikes are chosen by hand from the confusables of Unicode Technical
Standard 39. That table is for comparing identifiers and is no normalization:
it takes m for rn. A run of one alphabet is never repaired; see [Twin].

Spaced-out letters, digits in place of letters, and repeated letters are read
only where [Vocabulary.SeeThrough] asks for it: ordinary text has them too.

An apostrophe inside a word is dropped. The 's at its end belongs neither to the
word nor to its span. A term, unlike a text, has one reading; see [Words].

# Tokens, borders, paths

All readings of a text share its borders, which are numbered from its start. A
[Token] is a word that leads from one border to a later one, so the tokens form
a lattice, and a path through it, each token beginning at the border where the
one before it ended, is a reading of a piece of the text. Paths may mix
readings. For the text Wi-Fi jammer there are

	0-1 wi, 1-2 fi, 0-2 wifi, 2-3 jammer

and "wifi jammer" and "wi fi jammer" are both paths. Words that the vocabulary
lacks give no token and take a border, so that no path leads over them.

The bytes text[Start:End] of a token are those of the caller's text, on rune
borders. Combining marks behind a letter belong to it.

No path leads over a break: a blank line, a tab, more than four blanks, bytes
that are no UTF-8, and every rune that is neither part of a word nor listed
here. A path does lead over white space with at most one line end, hyphens,
underscores, quotation marks and middle dots. The marks / . , & + ′ ( ) are
words, which a path contains if the term does. The . or , between two digits is
a word of its own, the same for both. A [Skip] token stands for nothing: a
superscript, or a Latin reading in brackets behind a Han character, 雷(léi)達.

# What is passed over

[Vocabulary.AddForm] tells which words stand where in the forms that are looked
for. A [Scanner] then gives no token for a word that no form has there: it is
told from the words around it, by filters that err on the side of giving one.
Every path that is a form is there all the same, with the same borders between
its words. Words of forms that are cues are passed over at first, and read by
[Scanner.Reread] beside what was found. [Scanner.Plain] turns this off.

# Ceilings and cost

A word has at most 256 runes, dropped ones and the dots of U.A.V. included. A
longer one gives no token. A run has at most 1,024 runes and goes on as another
run behind them; what is cut there is no edge for [Edges]. A bracketed
reading has at most 31.

Reading takes time linear in the text, with no state between texts: a byte is
looked at a bounded number of times, and a rune gives a bounded number of
tokens. A Scanner keeps its buffers from text to text; they grow to the tokens
between two breaks. A Vocabulary takes its words, 32 to 48 bytes and
the letters for each, and 110 kB for the Han characters.

All functions, and a Vocabulary to which no words are added any more, may be
used by any number of goroutines at once; a Scanner by one.
*/
package normalize
