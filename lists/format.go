package lists

import (
	"slices"
	"strings"
)

// Format returns a list file in the one layout. It makes no change of meaning:
// what [Parse] reads is the same before and after, but for line numbers. A file
// that Parse refuses is refused with the same faults.
//
// Comments, the order of lines and stanzas, and which terms share a line stay
// the author's. What Format settles is
//
//   - UTF-8 without a byte order mark, LF line ends, one at the end of the file;
//   - no blanks at the ends of lines, one blank line where there are several,
//     none at the top or the bottom;
//   - "key: value" with an ASCII colon and one blank, an end-of-line gloss two
//     blanks behind;
//   - single blanks inside terms and cues, members with a comma and a blank
//     between, options in the order of the constants, one blank before each;
//   - customs codes with their dots: hs 8543.70.99.60.
func Format(file string, data []byte) ([]byte, error) {
	if _, err := Parse(file, data); err != nil {
		return nil, err
	}
	var out strings.Builder
	kind := ""     // first key of the stanza
	gap := false   // blank lines since the last line
	wrote := false // anything yet
	lines := splitLines(decode(data))
	for i := range lines {
		l := &lines[i]
		if l.blank() {
			gap = true
			kind = ""
			continue
		}
		if gap && wrote {
			out.WriteByte('\n')
		}
		gap, wrote = false, true
		if !l.comment && kind == "" {
			kind = l.key
		}
		out.WriteString(formatLine(l, kind))
		out.WriteByte('\n')
	}
	return []byte(out.String()), nil
}

// formatLine writes a line of a stanza.
func formatLine(l *line, kind string) string {
	if l.comment {
		return l.raw
	}
	s := l.key + ": " + formatValue(l.key, l.value, kind)
	if l.gloss != "" {
		s += "  " + l.gloss
	}
	return s
}

func formatValue(key, value, kind string) string {
	switch key {
	case "en", "ru", "zh", "name", "part":
		if kind != "set" {
			return formatTerm(value)
		}
		members := splitMembers(value)
		for i, m := range members {
			members[i] = formatTerm(m)
		}
		return joinMembers(members)
	case "near", "unless", "not", "refuse", "forms", "also", "from", "was":
		return joinMembers(splitMembers(value))
	case "code", "number":
		return readCode(value).String()
	}
	return value
}

func formatTerm(s string) string {
	text, opts, _ := cutOptions(s)
	return strings.TrimSpace(text + " " + opts.String())
}

func joinMembers(members []string) string {
	return strings.Join(slices.DeleteFunc(members, func(m string) bool { return m == "" }), ", ")
}
