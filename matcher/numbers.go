package matcher

import (
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A numberTable holds the customs and CAS numbers of the lists. Customs numbers
// are kept by their first six digits, headings by their four.
type numberTable struct {
	rows     []numberRow
	customs  map[uint32]int32 // six digits, or four plus headingBase, to a row plus one
	cas      map[uint64]int32
	headings [10000/64 + 1]uint64 // first four digits that occur
}

const headingBase = 1_000_000

// A numberRow is a number: line.
type numberRow struct {
	term  string
	entry int32
	of    *lists.Entry
	other int32 // the next row of the same number, plus one
}

// add adds a number.
func (t *numberTable) add(c lists.Code, entry int32, of *lists.Entry) {
	row := numberRow{term: c.ID, entry: entry, of: of}
	at := int32(len(t.rows) + 1)
	var n uint64
	digits := 0
	for _, b := range []byte(c.ID) {
		if b >= '0' && b <= '9' && (c.Regime == lists.CAS || digits < 6) {
			n = n*10 + uint64(b-'0')
			digits++
		}
	}
	switch {
	case c.Regime == lists.CAS:
		if t.cas == nil {
			t.cas = map[uint64]int32{}
		}
		row.other, t.cas[n] = t.cas[n], at
	case c.Regime == lists.HS && (digits == 4 || digits == 6):
		if t.customs == nil {
			t.customs = map[uint32]int32{}
		}
		heading := n
		if digits == 6 {
			heading /= 100
		} else {
			n += headingBase
		}
		t.headings[heading/64] |= 1 << (heading % 64)
		row.other, t.customs[uint32(n)] = t.customs[uint32(n)], at
	default:
		return
	}
	t.rows = append(t.rows, row)
}

// A digitGroup is a run of digits in a number.
type digitGroup struct {
	first, last int // atoms
	gap         gapKind
}

func (g digitGroup) len() int { return g.last - g.first + 1 }

const maxGroups = 5

// groupsAt reads the digits from atom i as groups that dots, hyphens or blanks
// part.
func (s *recogniserScan) groupsAt(i int, groups *[maxGroups]digitGroup) int {
	n := 0
	for n < maxGroups && i < len(s.atoms) && s.atoms[i].key.digit() {
		g := digitGroup{i, i, s.atoms[i].gap}
		if n > 0 && (g.gap == gapNone || g.gap == gapComma) {
			break
		}
		for g.last+1 < len(s.atoms) && s.atoms[g.last+1].gap == gapNone && s.atoms[g.last+1].key.digit() {
			g.last++
		}
		groups[n] = g
		n++
		i = g.last + 1
	}
	return n
}

// number returns the value of the digits from atom i, as many as there are.
func (s *recogniserScan) number(i, digits int) (n uint64, ok bool) {
	for ; digits > 0; i++ {
		if i == len(s.atoms) || !s.atoms[i].key.digit() {
			return n, false
		}
		n = n*10 + uint64(s.atoms[i].key.value())
		digits--
	}
	return n, true
}

// findNumbers appends the numbers and codes of the region.
func (r *recogniser) findNumbers(s *recogniserScan, found []recognised) []recognised {
	for i := s.first; i < s.last; i++ {
		a := &s.atoms[i]
		if !a.key.digit() {
			if r.on&Codes != 0 && a.key == keyM {
				found = s.munitions(i, found)
			}
			continue
		}
		if i > 0 && a.gap == gapNone && s.atoms[i-1].key.digit() {
			continue
		}
		if r.on&Numbers != 0 {
			if four, ok := s.number(i, 4); ok && r.numbers.headings[four/64]&(1<<(four%64)) != 0 {
				found = r.customs(s, i, found)
			}
			if r.numbers.cas != nil {
				found = r.cas(s, i, found)
			}
		}
		if r.on&Codes != 0 {
			found = s.code(i, found)
		}
	}
	return found
}

// A customsForm is a way of printing a customs number.
type customsForm struct {
	sizes string  // of its groups, in digits
	gap   gapKind // between them
	alone bool    // it is told without a cue
}

// customsForms are the ways of printing a customs number, longer ones first.
var customsForms = []customsForm{
	{"4231", gapBlank, true}, // 8542 31 900 0
	{"4222", gapBlank, true}, // 8542 31 90 00
	{"424", gapBlank, true},  // 8542 31 9000
	{"422", gapBlank, true},  // 8542 31 90
	{"442", gapBlank, false}, // 8542 3190 00
	{"46", gapBlank, false},  // 8542 319000
	{"44", gapBlank, false},  // 8542 3190
	{"42", gapBlank, true},   // 8542 31
	{"4231", gapDot, true},   // 8542.31.900.0
	{"4222", gapDot, true},   // 8542.31.90.00
	{"424", gapDot, true},    // 8542.31.9000
	{"422", gapDot, true},    // 8542.31.90
	{"442", gapDot, false},   // 8542.3190.00
	{"46", gapDot, false},    // 8542.319000
	{"44", gapDot, false},    // 8542.3190
	{"42", gapDot, true},     // 8542.31
	{"4231", gapDash, false}, // 8542-31-900-0
	{"4222", gapDash, false}, // 8542-31-90-00
	{"424", gapDash, false},  // 8542-31-9000
	{"422", gapDash, false},  // 8542-31-90
	{"42", gapDash, false},   // 8542-31
	{"622", gapDot, false},   // 854231.90.00
	{"64", gapDot, false},    // 854231.9000
	{"62", gapDot, false},    // 854231.90
	{"82", gapDot, false},    // 85423190.00
	{"82", gapBlank, false},  // 85423190 00
	{"22222", gapDot, false}, // 85.42.31.90.00
	{"2222", gapDot, false},  // 85.42.31.90
	{"222", gapDot, false},   // 85.42.31
	{"22222", gapBlank, false},
	{"2222", gapBlank, false},
	{"222", gapBlank, false},
	{":", gapNone, false}, // ten digits; ':' follows '9'
	{"=", gapNone, false}, // thirteen
	{"8", gapNone, false},
	{"6", gapNone, false},
	{"4", gapNone, false}, // a heading, if the list asks for one
}

// fits returns how many of the groups the form takes, 0 if it does not fit.
func (f *customsForm) fits(groups []digitGroup) int {
	if len(groups) < len(f.sizes) {
		return 0
	}
	for i := range f.sizes {
		if groups[i].len() != int(f.sizes[i]-'0') || i > 0 && groups[i].gap != f.gap {
			return 0
		}
	}
	return len(f.sizes)
}

// customs appends the customs number that starts at atom i, if it is one.
func (r *recogniser) customs(s *recogniserScan, i int, found []recognised) []recognised {
	var buf [maxGroups]digitGroup
	groups := buf[:s.groupsAt(i, &buf)]
	for k := range customsForms {
		f := &customsForms[k]
		n := f.fits(groups)
		if n == 0 {
			continue
		}
		six, ok := s.number(i, 6)
		if !ok {
			six = 0
		}
		four, _ := s.number(i, 4)
		row := r.numbers.customs[uint32(six)]
		heading := r.numbers.customs[uint32(four+headingBase)]
		if f.sizes == "4" {
			row = 0
		}
		if row == 0 && heading == 0 {
			continue
		}
		last := groups[n-1].last
		if !r.customsStands(s, i, last, f, n, four, six) {
			continue
		}
		start, end := s.span(i, last)
		h := s.folded(start, end)
		for _, at := range [2]int32{row, heading} {
			for ; at != 0; at = r.numbers.rows[at-1].other {
				found = r.numbers.rows[at-1].found(start, end, h, found)
			}
		}
		return found
	}
	return found
}

func (n *numberRow) found(start, end int, h How, found []recognised) []recognised {
	return append(found, recognised{
		start: start, end: end, kind: KindNumber, entry: n.entry, term: n.term,
		codes: n.of.Codes, category: n.of.Category, how: h,
	})
}

// customsStands reports whether the neighbours of the digits from atom i to
// atom last let them be a customs number of the form f with n groups.
func (r *recogniser) customsStands(s *recogniserScan, i, last int, f *customsForm, n int, four, six uint64) bool {
	start, end := s.atoms[i].start, s.atoms[last].end
	glued, doubtful := false, false
	long := n > 1 || f.sizes >= "6" // a comma beside it may part it from the next of a list
	if i == 0 {
		if s.before {
			return false
		}
	} else {
		digit := s.atoms[i-1].key.digit()
		switch s.atoms[i].gap {
		case gapNone:
			glued = true
		case gapDash:
			glued = !digit
			if digit && !s.numberBefore(i-1) {
				return false
			}
		case gapDot:
			if digit {
				return false
			}
		case gapComma:
			if digit && !(long && s.numberBefore(i-1)) {
				return false
			}
		case gapBlank:
			doubtful = digit && f.gap == gapBlank && f.sizes != "4231"
		}
	}
	if last+1 < len(s.atoms) {
		b := &s.atoms[last+1]
		switch b.gap {
		case gapNone:
			return false
		case gapDot:
			if b.key.digit() {
				return false
			}
		case gapComma:
			if b.key.digit() && !(long && s.digitsFrom(last+1) >= 4) {
				return false
			}
		case gapDash:
			if !b.key.digit() || s.digitsFrom(last+1) < 4 {
				return false
			}
		case gapBlank:
			doubtful = doubtful || b.key.digit() && f.sizes == "42" && f.gap == gapBlank
		}
	}
	window, before, behind := s.near(start, end)
	if glued { // only to its own cue, which must be right there
		if before&customsCue == 0 || !s.cueEnds(customsCue, s.atoms[i-1].end) {
			return false
		}
	} else if !isNumberEdge(s.text, start, end) {
		return false
	}
	cue := window&customsCue != 0
	if before&customsCue == 0 {
		if n <= 2 && (before&moneyCue != 0 || behind&(moneyCue|unitCue) != 0 || priced(s.text, start, end)) || before&phoneCue != 0 {
			return false
		}
	}
	if cue {
		return true
	}
	bare := f.gap == gapNone && f.sizes != "4"
	if bare {
		return r.bareNumbers
	}
	// 2004.10 may be a date
	month := six % 100
	if four >= 1900 && four < 2100 && month >= 1 && month <= 12 && n <= 3 {
		return false
	}
	return f.alone && !doubtful
}

// numberBefore reports whether the digits up to atom i may be a customs number,
// the first of a range: four together, or parted by a dot from others.
func (s *recogniserScan) numberBefore(i int) bool {
	n := 1
	for ; i > 0 && s.atoms[i].gap == gapNone && s.atoms[i-1].key.digit(); i-- {
		n++
	}
	return n >= 4 || i > 0 && s.atoms[i].gap == gapDot
}

// digitsFrom returns how many digits stand together from atom i on.
func (s *recogniserScan) digitsFrom(i int) int {
	n := 0
	for ; i < len(s.atoms) && s.atoms[i].key.digit() && (n == 0 || s.atoms[i].gap == gapNone); i++ {
		n++
	}
	return n
}

// cueEnds reports whether a cue of the class ends at text[:end].
func (s *recogniserScan) cueEnds(class cueClass, end int) bool {
	for i := len(s.cues) - 1; i >= 0; i-- {
		if c := &s.cues[i]; c.end == end && c.class&class != 0 {
			return true
		} else if c.start < end-windowBytes {
			break
		}
	}
	return false
}

const currency = "$€£¥₽₸₴₹₩￥＄฿"

// isNumberEdge reports whether the characters right beside text[start:end] may
// stand beside a number that is a word of its own.
func isNumberEdge(text string, start, end int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:start])
	if start > 0 && strings.ContainsRune("+%#_@&=\\~^", r) {
		return false
	}
	r, _ = utf8.DecodeRuneInString(text[end:])
	return end == len(text) || !strings.ContainsRune("%‰°_@=\\~^", r)
}

// priced reports whether a currency sign stands beside text[start:end].
func priced(text string, start, end int) bool {
	before := strings.TrimRight(text[max(0, start-8):start], " \u00a0")
	r, _ := utf8.DecodeLastRuneInString(before)
	if before != "" && strings.ContainsRune(currency, r) {
		return true
	}
	behind := strings.TrimLeft(text[end:min(len(text), end+8)], " \u00a0")
	r, size := utf8.DecodeRuneInString(behind)
	return behind != "" && strings.ContainsRune(currency, r) &&
		normalize.After(behind, size) != normalize.Digit // which it belongs to
}

// cas appends the CAS number that starts at atom i, if it is one of the lists.
func (r *recogniser) cas(s *recogniserScan, i int, found []recognised) []recognised {
	var buf [maxGroups]digitGroup
	groups := buf[:s.groupsAt(i, &buf)]
	if len(groups) < 3 || groups[0].len() < 2 || groups[0].len() > 7 || groups[1].len() != 2 || groups[2].len() != 1 ||
		groups[1].gap != gapDash || groups[2].gap != gapDash {
		return found
	}
	last := groups[2].last
	n, _ := s.number(i, last-i+1)
	row := r.numbers.cas[n]
	if row == 0 || !s.casBefore(i) || !s.ends(last) {
		return found
	}
	if last+1 < len(s.atoms) {
		b := &s.atoms[last+1]
		if b.gap == gapDash || (b.gap == gapDot || b.gap == gapComma) && b.key.digit() {
			return found
		}
	}
	start, end := s.span(i, last)
	if !isNumberEdge(s.text, start, end) {
		return found
	}
	h := s.folded(start, end)
	for ; row != 0; row = r.numbers.rows[row-1].other {
		found = r.numbers.rows[row-1].found(start, end, h, found)
	}
	return found
}

// casBefore reports whether a CAS number may start at atom i: nothing, or the
// word CAS, is joined to it.
func (s *recogniserScan) casBefore(i int) bool {
	if s.free(i) && (i == 0 || s.atoms[i].gap != gapDash) {
		return true
	}
	return i >= 3 && (s.atoms[i].gap == gapNone || s.atoms[i].gap == gapDash) &&
		s.atoms[i-1].key == keyLetter0+'s'-'a' && s.atoms[i-2].key == keyLetter0 && s.atoms[i-3].key == keyLetter0+'c'-'a' &&
		s.atoms[i-1].gap == gapNone && s.atoms[i-2].gap == gapNone && s.free(i-3)
}
