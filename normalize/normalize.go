package normalize

import "strings"

// Fold returns text as the matcher sees it, for people and for comparing terms:
// its words in the first reading, folded, one blank between, Han characters
// without, marks as words, and a vertical bar for a break.
func Fold(text string) string {
	var b strings.Builder
	var last Word
	for i, w := range Words(text) {
		if i > 0 && !(w.Class == Han && last.Class == Han) {
			b.WriteByte(' ')
		}
		if w.Break {
			b.WriteByte('|')
		} else if w.Decimal {
			b.WriteByte('.')
		} else {
			b.WriteString(w.Text)
		}
		last = w
	}
	return b.String()
}
