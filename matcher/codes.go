package matcher

import (
	"slices"
	"sync"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// codeEntry is the entry of a control-list code found in a text.
const codeEntry = "code"

// regimes are the regimes whose codes are read, in the order in which a hit
// names them; a knownCode says by bits which have it.
var regimes = [...]lists.Regime{lists.EU, lists.US, lists.CN, lists.RU, lists.EUML}

const (
	euBit uint8 = 1 << iota
	usBit
	cnBit
	ruBit
	mlBit
)

// A knownCode is a code that indexes have, by bits which of them.
type knownCode struct {
	id      string
	regimes uint8
}

// in returns the code in the regimes of bits.
func (k knownCode) in(bits uint8) (codes []lists.Code) {
	for bit, r := range regimes {
		if bits&(1<<bit) != 0 {
			codes = append(codes, lists.Code{Regime: r, ID: k.id})
		}
	}
	return codes
}

// knownCodes returns all codes that the indexes have, by their ids.
var knownCodes = sync.OnceValue(func() map[string]knownCode {
	m := map[string]knownCode{}
	for bit, r := range regimes {
		codes, _ := lists.Known(r)
		for _, c := range codes {
			m[c.ID] = knownCode{c.ID, m[c.ID].regimes | 1<<bit}
		}
	}
	return m
})

const (
	keyM = keyLetter0 + 'm' - 'a'
	keyL = keyLetter0 + 'l' - 'a'
)

// code appends the control-list code that starts at atom i, which is the first
// of its digits.
func (s *recogniserScan) code(i int, found []recognised) []recognised {
	if i+4 < len(s.atoms) {
		if k := s.atoms[i+1].key; k >= keyLetter0 && k <= keyLetter0+4 {
			return s.listCode(i, found)
		}
	}
	return s.russianCode(i, found)
}

// listCode appends a code such as 3A001.a.2 that starts at atom i.
func (s *recogniserScan) listCode(i int, found []recognised) []recognised {
	a := s.atoms[i:]
	for j := 1; j < 5; j++ {
		if a[j].gap != gapNone || j > 1 && !a[j].key.digit() {
			return found
		}
	}
	letter := 'A' + byte(a[1].key-keyLetter0)
	s.plain = append(s.plain[:0], '0'+a[0].key.value(), letter, '0'+a[2].key.value(), '0'+a[3].key.value(), '0'+a[4].key.value())
	entry, ok := knownCodes()[string(s.plain)]
	if !ok || !s.free(i) || i > 0 && s.atoms[i].gap == gapDash {
		return found
	}
	// paragraphs: the longest code that an index has, if there is one that of a
	// regime the cues name
	start, stop := s.span(i, i+4)
	window, _, _ := s.near(start, stop)
	want := wanted(window)
	known, last := entry, i+4
	for end := last; end+1 < len(s.atoms); {
		next, ok := s.paragraph(end)
		if !ok {
			break
		}
		end = next
		if k, ok := knownCodes()[string(s.plain)]; ok && (k.regimes&want != 0 || entry.regimes&want == 0) {
			known, last = k, end
		}
	}
	start, stop = s.span(i, last)
	switch {
	case !s.ends(last) || !isNumberEdge(s.text, start, stop) || s.hexBeside(i, last):
		return found
	case last+1 < len(s.atoms) && s.atoms[last+1].gap == gapDash:
		return found
	case !s.atoms[i+1].upper && window&anyListCue == 0: // 3a001 may be anything
		return found
	}
	mask := known.regimes & (euBit | usBit | cnBit)
	if mask&want != 0 {
		mask &= want
	}
	h := s.folded(start, stop)
	if s.drawnAlike(i, last) {
		h |= LookAlike
	}
	return append(found, recognised{
		start: start, end: stop, kind: KindCode, entry: -1, term: known.id,
		codes: known.in(mask), category: categoryOf(known.id), how: h,
	})
}

// wanted returns the regimes that cues name, none if they name none.
func wanted(window cueClass) (bits uint8) {
	if window&euCue != 0 {
		bits |= euBit
	}
	if window&usCue != 0 {
		bits |= usBit
	}
	if window&cnCue != 0 {
		bits |= cnBit
	}
	if window&(ruCue|ruListCue) != 0 && bits == 0 {
		bits = euBit | usBit // where a Russian list prints letters it follows these
	}
	return bits
}

// paragraph reads the paragraph behind atom i: a dot and a small letter or one
// or two digits, or a small letter right behind the digits of the entry. It
// appends it to s.plain and returns its last atom.
func (s *recogniserScan) paragraph(i int) (last int, ok bool) {
	b := &s.atoms[i+1]
	last = i + 1
	before := len(s.plain)
	defer func() {
		if !ok {
			s.plain = s.plain[:before]
		}
	}()
	switch {
	case b.gap == gapDot || b.gap == gapNone && len(s.plain) == 5:
	default:
		return i, false
	}
	switch {
	case b.key.letter():
		if b.upper || b.key >= keyLetter0+26 || !s.ends(last) {
			return i, false
		}
		s.plain = append(s.plain, '.', 'a'+byte(b.key-keyLetter0))
	case b.gap == gapDot && b.key.value() != 0:
		s.plain = append(s.plain, '.', '0'+b.key.value())
		if n := s.digitsFrom(last); n > 2 {
			return i, false
		} else if n == 2 {
			last++
			s.plain = append(s.plain, '0'+s.atoms[last].key.value())
		}
		if !s.ends(last) {
			return i, false
		}
	default:
		return i, false
	}
	return last, true
}

// hexBeside reports whether a blank or a colon parts the atoms from i to last
// from what looks like a hexadecimal number.
func (s *recogniserScan) hexBeside(i, last int) bool {
	if i > 0 && s.atoms[i].gap == gapBlank {
		from := i - 1
		for from > 0 && s.atoms[from].gap == gapNone {
			from--
		}
		if s.hex(from, i-1) {
			return true
		}
	}
	if last+1 < len(s.atoms) && s.atoms[last+1].gap == gapBlank {
		to := last + 1
		for to+1 < len(s.atoms) && s.atoms[to+1].gap == gapNone {
			to++
		}
		if s.hex(last+1, to) {
			return true
		}
	}
	return false
}

// hex reports whether the atoms from i to j are a number with digits and
// letters from A to F, and no code.
func (s *recogniserScan) hex(i, j int) bool {
	letters, digits := 0, 0
	for k := i; k <= j; k++ {
		switch a := s.atoms[k].key; {
		case a.digit():
			digits++
		case a <= keyLetter0+5:
			letters++
		default:
			return false
		}
	}
	code := j-i == 4 && s.atoms[i].key.digit() && s.atoms[i+1].key.letter() && letters == 1
	return letters > 0 && digits > 0 && !code
}

// drawnAlike reports whether the atoms from i to last have letters that are
// not Latin.
func (s *recogniserScan) drawnAlike(i, last int) bool {
	return slices.ContainsFunc(s.atoms[i:last+1], func(a atom) bool {
		return a.key.letter() && a.class != normalize.Latin
	})
}

// munitions appends the code of a military list, such as ML4.a, that starts
// with the M of atom i. Without a paragraph it needs a cue.
func (s *recogniserScan) munitions(i int, found []recognised) []recognised {
	if i+2 >= len(s.atoms) || s.atoms[i+1].key != keyL || s.atoms[i+1].gap != gapNone || !s.atoms[i+2].key.digit() ||
		s.atoms[i+2].gap != gapNone || !s.atoms[i].upper || !s.atoms[i+1].upper || !s.free(i) || i > 0 && s.atoms[i].gap == gapDash {
		return found
	}
	n := s.digitsFrom(i + 2)
	last := i + 1 + n
	if n > 2 || !s.ends(last) {
		return found
	}
	s.plain = append(s.plain[:0], 'M', 'L')
	for j := i + 2; j <= last; j++ {
		s.plain = append(s.plain, '0'+s.atoms[j].key.value())
	}
	if knownCodes()[string(s.plain)].regimes&mlBit == 0 {
		return found
	}
	entry := len(s.plain)
	for last+1 < len(s.atoms) {
		next, ok := s.paragraph(last)
		if !ok {
			break
		}
		last = next
	}
	start, end := s.span(i, last)
	if last+1 < len(s.atoms) && s.atoms[last+1].gap == gapDash || !isNumberEdge(s.text, start, end) {
		return found
	}
	paragraphs := len(s.plain) > entry && s.plain[entry+1] >= 'a'
	if window, _, _ := s.near(start, end); window&(militaryCue|anyListCue|ruListCue) == 0 && !paragraphs {
		return found
	}
	h := s.folded(start, end)
	if s.drawnAlike(i, last) {
		h |= LookAlike
	}
	k := knownCode{id: string(s.plain)} // with its paragraphs, which the index lacks
	return append(found, recognised{
		start: start, end: end, kind: KindCode, entry: -1, term: k.id,
		codes: k.in(mlBit), category: lists.Munitions, how: h,
	})
}

// russianCode appends a number of a Russian list, such as 5.1.1.2.4, that
// starts at atom i. It needs a cue: three places are as often a section of a
// book, four a version.
func (s *recogniserScan) russianCode(i int, found []recognised) []recognised {
	if i+2 >= len(s.atoms) || s.atoms[i+1].gap != gapDot || !s.free(i) || s.atoms[i].key.value() == 0 || i > 0 && s.atoms[i].gap == gapDash {
		return found
	}
	s.plain = append(s.plain[:0], '0'+s.atoms[i].key.value())
	places, last := 1, i
	for last+1 < len(s.atoms) && s.atoms[last+1].gap == gapDot && s.atoms[last+1].key.digit() {
		n := s.digitsFrom(last + 1)
		if n > 2 || s.atoms[last+1].key.value() == 0 {
			return found
		}
		s.plain = append(s.plain, '.')
		for range n {
			last++
			s.plain = append(s.plain, '0'+s.atoms[last].key.value())
		}
		places++
	}
	if places < 3 || places > 8 || !s.ends(last) || s.plain[3] != '.' || s.plain[2] > '5' {
		return found
	}
	if last+1 < len(s.atoms) {
		if b := &s.atoms[last+1]; b.gap == gapDash || b.gap == gapComma && b.key.digit() {
			return found
		}
	}
	start, end := s.span(i, last)
	if !isNumberEdge(s.text, start, end) {
		return found
	}
	known := knownCodes()[string(s.plain)].regimes&ruBit != 0
	window, _, _ := s.near(start, end)
	switch {
	case window&ruCue != 0 && (known || places > 3):
	case window&ruListCue != 0 && (known && places > 3 || places > 4):
	default:
		return found
	}
	k := knownCode{id: string(s.plain)} // the index is not whole
	return append(found, recognised{
		start: start, end: end, kind: KindCode, entry: -1, term: k.id,
		codes: k.in(ruBit), category: russianCategory(k.id), how: s.folded(start, end),
	})
}

var categories = [10]lists.Category{
	lists.Nuclear, lists.Materials, lists.Processing, lists.Electronics, lists.Computers,
	lists.Telecom, lists.Sensors, lists.Navigation, lists.Marine, lists.Aerospace,
}

// categoryOf returns the category of a code such as 5A002.a. The second part of
// category 5 has the entries 2 to 4 and 992; category 0 holds beside nuclear
// goods, from 500 on, arms and police equipment.
func categoryOf(id string) lists.Category {
	switch number := id[2:5]; {
	case id[0] == '5' && (number == "002" || number == "003" || number == "004" || number == "992"):
		return lists.Infosec
	case id[0] == '0' && number >= "500":
		return lists.Munitions
	}
	return categories[id[0]-'0']
}

// russianCategory returns the category of a number such as 5.1.1.2.4.
func russianCategory(id string) lists.Category {
	if id[0] == '5' && id[2] == '2' {
		return lists.Infosec
	}
	return categories[id[0]-'0']
}
