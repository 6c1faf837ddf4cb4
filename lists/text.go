package lists

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// maxFile is the longest list file in bytes. The built-in lists together are
// far below it; what is longer is not a list.
const maxFile = 16 << 20

// decode returns the text of a file as UTF-8 with LF line ends. Editors on
// Windows save UTF-16 or put a byte order mark in front; both are read.
func decode(data []byte) string {
	for _, enc := range []struct {
		mark  string
		order binary.ByteOrder
	}{{"\xff\xfe", binary.LittleEndian}, {"\xfe\xff", binary.BigEndian}} {
		if rest, ok := bytes.CutPrefix(data, []byte(enc.mark)); ok {
			units := make([]uint16, len(rest)/2)
			for i := range units {
				units[i] = enc.order.Uint16(rest[2*i:])
			}
			data = []byte(string(utf16.Decode(units)))
			if len(rest)%2 == 1 {
				data = append(data, "\uFFFD"...) // half a character is a damaged one
			}
			break
		}
	}
	s := strings.TrimPrefix(string(data), "\uFEFF")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.ReplaceAll(s, "\r", "\n")
}

// A line is one line of a file, cut into its parts.
type line struct {
	n       int    // from 1
	raw     string // without white space at its ends
	comment bool
	key     string // empty when the line has no colon
	value   string
	gloss   string // from its #, empty if there is none
}

func (l *line) blank() bool { return l.raw == "" }

// splitLines cuts a file into lines.
func splitLines(text string) []line {
	var lines []line
	n := 0
	for s := range strings.SplitSeq(text, "\n") {
		n++
		lines = append(lines, splitLine(n, s))
	}
	return lines
}

func splitLine(n int, s string) line {
	l := line{n: n, raw: strings.TrimSpace(s)}
	if strings.HasPrefix(l.raw, "#") {
		l.comment = true
		return l
	}
	i := strings.IndexAny(l.raw, ":：")
	if i < 0 {
		return l
	}
	_, size := utf8.DecodeRuneInString(l.raw[i:])
	l.key = strings.TrimSpace(l.raw[:i])
	l.value = l.raw[i+size:]
	if g := glossAt(l.value); g >= 0 {
		l.value, l.gloss = l.value[:g], l.value[g:]
	}
	l.value = strings.TrimSpace(l.value)
	return l
}

// glossAt returns the index of the # that begins a gloss: one after two blanks
// or a tab. It returns -1 if there is none.
func glossAt(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] == '#' && (s[i-1] == '\t' || i > 1 && isBlank(s[i-1]) && isBlank(s[i-2])) {
			return i
		}
	}
	return -1
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// oneSpace makes every stretch of white space one blank: a no-break or an
// ideographic space is easily typed and never meant.
func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// splitMembers cuts a comma-separated value. The full-width and the ideographic
// comma separate too; a comma between two digits (7,62) does not.
func splitMembers(s string) []string {
	var members []string
	start := 0
	for i, r := range s {
		if r != ',' && r != '，' && r != '、' || r == ',' && betweenDigits(s, i) {
			continue
		}
		members = append(members, oneSpace(s[start:i]))
		start = i + utf8.RuneLen(r)
	}
	return append(members, oneSpace(s[start:]))
}

func betweenDigits(s string, i int) bool {
	return i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// badRune says what is wrong with the first rune that nobody can see, or that
// stands for one lost in conversion; nothing if all are sound.
func badRune(s string) string {
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			return fmt.Sprintf("damaged character U+FFFD in %q: type it again", s)
		case invisible(r):
			return fmt.Sprintf("invisible character %U in %q: delete it, or type the line again", r, s)
		}
	}
	return ""
}

func invisible(r rune) bool {
	return !common(r) && (unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		unicode.Is(unicode.Cc, r) && !unicode.IsSpace(r))
}

// common reports whether r is one of the characters that lists are made of: all
// but a few of a file. What is costly to find out is not asked of them.
func common(r rune) bool {
	return ' ' <= r && r <= '~' || 'А' <= r && r <= 'я' || 0x4E00 <= r && r <= 0x9FFF
}

// mixedWord says which letter of a word stands in another alphabet than the
// word: Latin in Cyrillic or Cyrillic in Latin. Such a letter looks right and
// never matches as meant. A hyphen or a digit ends a word, so GPS-глушилка is
// two sound ones.
func mixedWord(s string) string {
	if oneAlphabet(s) {
		return ""
	}
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !isWord(r) }) {
		var latin, cyrillic []rune
		for _, r := range word {
			switch {
			case unicode.Is(unicode.Latin, r):
				latin = append(latin, r)
			case unicode.Is(unicode.Cyrillic, r):
				cyrillic = append(cyrillic, r)
			}
		}
		switch {
		case len(latin) == 0 || len(cyrillic) == 0:
		case len(latin) <= len(cyrillic):
			return fmt.Sprintf("%q has the Latin letter %q (%U) inside a Cyrillic word: type it again in Russian, or put a hyphen between the alphabets", word, latin[0], latin[0])
		default:
			return fmt.Sprintf("%q has the Cyrillic letter %q (%U) inside a Latin word: type it again in Latin, or put a hyphen between the alphabets", word, cyrillic[0], cyrillic[0])
		}
	}
	return ""
}

// oneAlphabet reports whether s is of common characters and holds no Latin letters
// or no Cyrillic ones.
func oneAlphabet(s string) bool {
	latin, cyrillic := false, false
	for _, r := range s {
		if !common(r) {
			return false
		}
		latin = latin || 'A' <= r && r <= 'z'
		cyrillic = cyrillic || 'А' <= r && r <= 'я'
	}
	return !latin || !cyrillic
}

// A Part is a stretch of a term or a cue: literal text, or a reference to a set
// such as <drone> or <drone:gen>.
type Part struct {
	Text string // literal text, blanks and all; empty for a reference
	Set  string // id of the set; empty for literal text
	Case string // nom, gen, dat, acc, ins or loc; empty if none is asked for
}

// String returns the part as the list writes it.
func (p Part) String() string {
	switch {
	case p.Set == "":
		return p.Text
	case p.Case == "":
		return "<" + p.Set + ">"
	}
	return "<" + p.Set + ":" + p.Case + ">"
}

// cases are the Russian cases a reference may ask for, as it writes them.
var cases = []string{"nom", "gen", "dat", "acc", "ins", "loc"}

// Parts cuts a term or a cue into its literal stretches and its references to
// sets: "<drone> jammer" is the set drone and the text " jammer". The parts
// joined again are s. What is not a sound reference stays literal; [Parse]
// refuses it.
func Parts(s string) []Part {
	var parts []Part
	literal := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '<' {
			continue
		}
		end := strings.IndexAny(s[i+1:], "<>") + i + 1
		if end == i || s[end] == '<' {
			continue
		}
		id, kase, colon := strings.Cut(s[i+1:end], ":")
		if !isID(id) || colon != slices.Contains(cases, kase) {
			continue
		}
		if literal < i {
			parts = append(parts, Part{Text: s[literal:i]})
		}
		parts = append(parts, Part{Set: id, Case: kase})
		i, literal = end, end+1
	}
	if literal < len(s) {
		parts = append(parts, Part{Text: s[literal:]})
	}
	return parts
}

// isID reports whether s is made of lower-case letters, digits and single
// hyphens between them.
func isID(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
