package normalize

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Token is a word of the text as a member of a class of a Vocabulary, in one
// reading of the text. It leads from one border to a later one; two tokens follow one another
// in a reading if the first one's To is the second one's From. A path of
// tokens is a reading of a piece of the text, and a term matches if its words
// are the words of a path.
type Token struct {
	ID         uint32 // number of the class, or Skip
	Second     uint32 // of two words written as one: the class of the second; else 0
	From, To   int32  // borders, numbered along the text; a break crosses one that no token does
	Start, End int    // the word is text[Start:End], bytes
	Reading    Reading
	Steps      Steps // what the word is to the first of its class
}

// Skip is the number of a token that stands for nothing: a path may pass over
// what it spans. It spans superscript digits (a footnote mark) and a Latin
// reading in brackets behind a Han character, as scrapers leave it: 雷(léi)達.
const Skip = ^uint32(0)

// A Reading says what had to be done to read a token. The zero Reading is the
// plain one.
type Reading uint8

const (
	Camel    Reading = 1 << iota // cut at a camel seam
	Broken                       // joined over a hyphen or a line end
	Dotted                       // joined over dots: U.A.V.
	Repaired                     // letters of another alphabet read as their look-alikes
	Spaced                       // letters spaced out, or Han characters with one rune between
	Leet                         // digits or symbols read as letters
	Repeated                     // repeated letters read as one
)

const (
	maxBlanks = 4   // what is wider is a column of a table
	flushAt   = 512 // tokens after which Next returns at the next break
	maxGap    = 64  // bytes between the parts of a broken word, and of a bracketed reading
)

// A Scanner reads a text as the tokens of a Vocabulary. Scanning cannot fail:
// bytes that are not UTF-8 are breaks. The zero Scanner is ready for Reset; it
// is not safe for use by several goroutines at once.
type Scanner struct {
	voc  *Vocabulary
	text string
	pos  int
	node int32

	tokens    []Token
	reach     int32 // the last border that one of them leads to, -1 for none
	cut       cutter
	gap       gapCount
	prev      lastWords // for reading them and the next word as one
	dottedEnd int       // where the last dotted word ends, so that its inside is not read again

	lastHan hanEnd
	spelled spelled
	masked  masked

	skimmed        skimmed
	limit, restart int
	plain          bool
	most           int     // tokens to hold, 0 if there is no bound
	full           bool    // there were more
	rereads        bool    // cues only
	start          *start  // of the forms that are wanted
	openers        opener  // of them
	until          int     // where to stop
	clean          []place // that nothing is read across
	key            uint32  // of the last unit, 0 if it has several
	far            int32   // the last border that a token of several units leads to

	joined       []byte // scratch
	before, ends lastWords
	borders      []int
	unsorted     []Token
	counts       []int32
}

// lastWords are the words that the text read so far ends with: several where
// it ends with a run of several readings.
type lastWords struct {
	n   int
	w   [3]lastWord
	buf []byte
}

type lastWord struct {
	class          kind
	start, end     int
	from           int32
	lo, hi         int // its folded bytes in buf
	runes, letters int
	repaired       bool
}

func (l *lastWords) add(c *cutter, p *piece, from int32) {
	if l.n == 0 {
		l.buf = l.buf[:0]
	}
	lo := len(l.buf)
	l.buf = append(l.buf, c.buf[p.lo:p.hi]...)
	l.w[l.n] = lastWord{p.class, p.start, p.end, from, lo, len(l.buf), p.runes, p.letters, p.repaired}
	l.n++
}

// has reports whether the word is among them, from another reading of its run, which
// ends where this one does.
func (l *lastWords) has(c *cutter, p *piece) bool {
	return slices.ContainsFunc(l.w[:l.n], func(w lastWord) bool {
		return string(l.buf[w.lo:w.hi]) == string(c.buf[p.lo:p.hi])
	})
}

func (l *lastWords) copyTo(to *lastWords) {
	to.n, to.w, to.buf = l.n, l.w, append(to.buf[:0], l.buf...)
}

// hanEnd is where the last Han character ends, in bytes and borders.
type hanEnd struct {
	end int
	to  int32
}

// gapCount counts what stands between two words.
type gapCount struct {
	blanks, lineEnds, hyphens, joints int
	broken                            bool
}

// Plain makes s read every word the slow way, or not; tests compare the two.
func (s *Scanner) Plain(on bool) { s.plain = on }

// Bound makes s stop where it would hold more than most tokens, since a path may
// go on from all of them: Full reports whether it has. There is no bound if most
// is 0.
func (s *Scanner) Bound(most int) { s.most = most }

// Full reports whether s has stopped at the bound. What it has handed out since
// Reset is not all of the text then.
func (s *Scanner) Full() bool { return s.full }

// RestartBefore makes s note, as it reads, the last place at or before limit
// from which the rest of the text reads the same, but for what the words before
// it are part of. Restart returns it.
func (s *Scanner) RestartBefore(limit int) { s.limit = limit }

// Restart returns the place that RestartBefore asks for.
func (s *Scanner) Restart() int { return s.restart }

// Reset makes s read text with the words of v.
func (s *Scanner) Reset(v *Vocabulary, text string) {
	s.limit, s.restart, s.skimmed = 0, 0, skimmed{}
	s.voc, s.text, s.pos, s.node, s.reach, s.key, s.far = v, text, 0, 0, -1, 0, 0
	s.gap, s.prev.n, s.dottedEnd, s.lastHan = gapCount{}, 0, 0, hanEnd{}
	s.spelled.letters, s.masked = 0, masked{}
	s.until, s.clean, s.full = len(text), s.clean[:0], false
	s.rereads, s.start, s.openers = false, &v.terms, opensTerm|opensCue
}

// Next returns the next tokens of the text, ordered by From, or none at its
// end. It stops only where no path can go on. The slice is valid until the
// next call. The words that the vocabulary lacks are passed over: they only
// count as borders. It reads each byte a bounded number of times.
func (s *Scanner) Next() []Token {
	s.tokens = s.tokens[:0]
	skim := s.voc.filter != nil && s.voc.disguises&^Spaced == 0 && !s.plain
	galloping := skim && s.voc.disguises == 0
	for s.pos < len(s.text) {
		if s.full = s.full || s.most > 0 && len(s.tokens) > s.most; s.full {
			return nil
		}
		if galloping && s.atUnit() && s.gap.hyphens+s.gap.lineEnds == 0 {
			if s.closeGap() {
				return s.ordered()
			}
			if s.reach < s.node {
				s.gallop()
			}
		}
		if skim && startsPlain(s.text, s.pos) {
			if s.closeGap() {
				return s.ordered()
			}
			if s.skim() {
				continue
			}
		}
		p, _, size := next(s.text, s.pos)
		switch k := p.kind(); k {
		case kindLatin, kindCyrillic, kindGreek, kindLetter, kindDigit:
			if s.closeGap() {
				return s.ordered()
			}
			s.remember()
			s.run()
		case kindHan:
			if s.closeGap() {
				return s.ordered()
			}
			s.gap, s.key = gapCount{}, 0
			s.endMasked()
			s.endSpelled()
			if s.dotsHan() {
				s.skip(s.lastHan.to, s.node, s.lastHan.end, s.pos)
			}
			s.emit(s.voc.lookupHan(p.fold()), s.node, s.node+1, s.pos, s.pos+size, 0)
			s.node++
			s.pos += size
			s.lastHan = hanEnd{s.pos, s.node}
			s.prev.n = 0
			s.bracketed()
		case kindBlank:
			s.gap.blanks++
			s.pos += size
		case kindLineEnd:
			if s.text[s.pos] != '\n' || s.pos == 0 || s.text[s.pos-1] != '\r' {
				s.gap.lineEnds++
			}
			s.pos += size
		case kindHyphen:
			s.gap.hyphens++
			s.pos += size
		case kindJoint, kindApostrophe:
			s.gap.joints++
			s.pos += size
		case kindDrop:
			s.pos += size
		case kindMark, kindSuper, kindSymbol:
			if s.closeGap() {
				return s.ordered()
			}
			s.single(p, size)
			s.prev.n = 0
		default:
			s.gap.broken = true
			s.pos += size
		}
	}
	s.endSpelled()
	s.endMasked()
	return s.ordered()
}

// ordered returns the tokens by From. A word joined to one with a camel seam,
// or read through a disguise, comes out of order.
func (s *Scanner) ordered() []Token {
	s.sortByFrom(s.tokens)
	return s.tokens
}

// sortByFrom puts tokens in the order of From, those of one border as they stood:
// by counting, unless few tokens lie far apart.
func (s *Scanner) sortByFrom(tokens []Token) {
	byFrom := func(a, b Token) int { return int(a.From - b.From) }
	if slices.IsSortedFunc(tokens, byFrom) {
		return
	}
	low := slices.MinFunc(tokens, byFrom).From
	borders := int(slices.MaxFunc(tokens, byFrom).From-low) + 1
	if borders > 2*len(tokens) {
		slices.SortStableFunc(tokens, byFrom)
		return
	}
	s.counts = append(s.counts[:0], make([]int32, borders+1)...)
	for i := range tokens {
		s.counts[tokens[i].From-low+1]++
	}
	for i := range borders {
		s.counts[i+1] += s.counts[i]
	}
	s.unsorted = append(s.unsorted[:0], tokens...)
	for i := range s.unsorted {
		at := &s.counts[s.unsorted[i].From-low]
		tokens[*at] = s.unsorted[i]
		*at++
	}
}

// closeGap ends the stretch between two words, and reports whether the tokens
// so far are to be handed out, which is when there are enough of them and no
// path can go on from one of them.
func (s *Scanner) closeGap() bool {
	if s.pos <= s.limit {
		s.restart = s.pos
	}
	if g := s.gap; g.broken || g.lineEnds > 1 || g.blanks > maxBlanks {
		s.prev.n, s.skimmed.end, s.key = 0, 0, 0
		s.gap = gapCount{}
		s.node++
	}
	if len(s.tokens) < flushAt && s.pos < s.until || s.spelled.letters > 0 || s.masked.end > 0 {
		return false
	}
	open := s.node
	if w := s.skimmed; w.end > 0 && w.from+1 == s.node {
		open = w.from
	}
	for _, w := range s.prev.w[:s.prev.n] {
		open = min(open, w.from)
	}
	if s.dotsHan() {
		open = min(open, s.lastHan.to)
	}
	return s.reach < open
}

// emit emits the tokens of a word, given by its number; 0 has none.
func (s *Scanner) emit(word uint32, from, to int32, start, end int, r Reading) {
	s.emitWord(word, Token{From: from, To: to, Start: start, End: end, Reading: r})
}

// find emits the tokens of a word, given by its folded letters, and of what it
// is as two words written as one.
func (s *Scanner) find(w []byte, from, to int32, start, end int, r Reading) {
	s.lookup(w, Token{From: from, To: to, Start: start, End: end, Reading: r}, 0)
}

func (s *Scanner) skip(from, to int32, start, end int) {
	s.put(Token{ID: Skip, From: from, To: to, Start: start, End: end})
}

func (s *Scanner) put(t Token) {
	s.tokens = append(s.tokens, t)
	s.reach = max(s.reach, t.To)
	if t.To > t.From+1 {
		s.far = max(s.far, t.To)
	}
}

// single reads a mark, a superscript or a symbol.
func (s *Scanner) single(p props, size int) {
	start, end := s.pos, s.pos+size
	switch p.kind() {
	case kindMark:
		m := p.fold()
		if (m == '.' || m == ',') && s.digitBefore() && s.digitAfter(end) {
			m = decimalMark
		}
		id := s.voc.mark(m)
		if s.voc.filter == nil || s.plain || id != 0 && (s.opens(id) || s.leads(keyMark|uint32(m)<<8)) {
			s.emit(id, s.node, s.node+1, start, end, 0)
		}
		s.key = keyMark | uint32(m)<<8
	case kindSuper:
		for end = start; end < len(s.text); {
			q, _, size := next(s.text, end)
			if q.kind() != kindSuper {
				break
			}
			end += size
		}
		s.skip(s.node, s.node+1, start, end)
	case kindSymbol:
		s.emit(s.voc.Lookup(foldOf(p)), s.node, s.node+1, start, end, 0)
	}
	if p.kind() != kindMark {
		s.key = 0
	}
	s.node++
	s.pos = end
	s.gap = gapCount{}
}

// leads reports whether a path may lead to the next border and go on there with
// a word of a key. A word that stands in disguise up to there has no tokens yet.
func (s *Scanner) leads(key uint32) bool {
	return s.spelled.letters > 0 || s.masked.end > 0 ||
		s.reach >= s.node && (s.far >= s.node || s.key == 0 || s.voc.after.has(afterHash(s.key, key)))
}

// decimalMark is the mark . or , between digits.
const decimalMark = '٫' // U+066B ARABIC DECIMAL SEPARATOR, which no term has

// marks are the marks that a term may have.
const marks = "/.,&+′()" + string(decimalMark)

// markWord returns the word of a mark.
func markWord(m rune) string {
	if i := strings.IndexRune(marks, m); i >= 0 {
		return marks[i : i+utf8.RuneLen(m)]
	}
	return ""
}

func (s *Scanner) digitBefore() bool {
	return s.pos > 0 && Before(s.text, s.pos) == Digit
}

func (s *Scanner) digitAfter(i int) bool { return After(s.text, i) == Digit }

// bracketed reads a Latin reading in brackets behind a Han character as
// something a path may pass over. What stands in it is read as usual later.
func (s *Scanner) bracketed() {
	p, _, size := next(s.text, s.pos)
	if p.kind() != kindMark || p.fold() != '(' {
		return
	}
	i := s.pos + size
	p, _, size = next(s.text, i)
	for ; p.kind() == kindDrop; p, _, size = next(s.text, i) {
		i += size
	}
	if p.kind() != kindLatin {
		return
	}
	// The borders inside: the brackets, and what the words have.
	borders := int32(2)
	c := &s.cut
	for p.kind() == kindLatin && i-s.pos <= maxGap {
		c.reset()
		i, _, _, _ = c.run(s.text, i, 0)
		for _, p := range c.pieces {
			if p.class != kindLatin {
				return
			}
			borders += 1 + int32(p.seam1-p.seam0)
		}
		p, _, size = next(s.text, i)
		if p.kind() == kindBlank {
			i += size
			p, _, size = next(s.text, i)
		}
	}
	if p.kind() == kindMark && p.fold() == ')' {
		s.skip(s.node, s.node+borders, s.pos, i+size)
	}
}

// run reads the run at s.pos.
func (s *Scanner) run() {
	c := &s.cut
	c.reset()
	s.key = 0
	text := s.text
	g := s.gap
	s.gap = gapCount{}
	end, rest, has, _ := c.run(text, s.pos, 0)
	if has.mixed() {
		s.endMasked()
		s.endSpelled()
		s.mixed(end, g)
	} else {
		for i := range c.pieces {
			p := &c.pieces[i]
			from := s.node
			if i == len(c.pieces)-1 && (i == 0 || p.hyphens > 0) {
				s.dotted(p, end)
			}
			gap := g
			if i > 0 {
				gap = gapCount{hyphens: p.hyphens}
			}
			s.join(p, gap, from)
			s.piece(p, from)
			s.node = from + 1 + int32(p.seam1-p.seam0)
			s.prev.n = 0
			s.prev.add(c, p, from)
			if s.voc.disguises&Spaced != 0 {
				s.spell(p, from, s.node)
			}
			if s.voc.disguises&Leet != 0 {
				s.mask(p, from, s.node)
			}
		}
	}
	s.pos = rest
}

// piece emits the tokens of one piece that starts at the border from.
func (s *Scanner) piece(p *piece, from int32) {
	if p.runes > maxWord {
		return
	}
	c := &s.cut
	var r Reading
	if p.repaired {
		r = Repaired
	}
	to := from + 1 + int32(p.seam1-p.seam0)
	s.find(c.buf[p.lo:p.hi], from, to, p.start, p.end, r)
	if s.voc.collapsed != nil && p.class != kindDigit {
		s.repeated(c.buf[p.lo:p.hi], from, to, p.start, p.end, r)
	}
	if p.seam0 == p.seam1 {
		return
	}
	src, lo, node := p.start, p.lo, from
	for i := p.seam0; i <= p.seam1; i++ {
		m := seam{p.end, p.end, p.hi}
		if i < p.seam1 {
			m = c.seams[i]
		}
		s.find(c.buf[lo:m.buf], node, node+1, src, m.end, r|Camel)
		src, lo, node = m.src, m.buf, node+1
	}
}

// join emits the word that the last word and p make together, if what stands
// between them may stand inside a word: one hyphen, with or without a line end
// or blanks around it, or a line end between two letters and two.
func (s *Scanner) join(p *piece, g gapCount, from int32) {
	if p.class == kindDigit || g.joints > 0 || g.hyphens > 1 || g.lineEnds > 1 || g.hyphens+g.lineEnds == 0 {
		return
	}
	for i := range s.prev.n {
		w := &s.prev.w[i]
		if w.class != p.class || p.start-w.end > maxGap || g.hyphens == 0 && min(w.letters, p.letters) < 2 || w.runes+p.runes > maxWord {
			continue
		}
		s.joined = append(append(s.joined[:0], s.prev.buf[w.lo:w.hi]...), s.cut.buf[p.lo:p.hi]...)
		r := Broken
		if w.repaired || p.repaired {
			r |= Repaired
		}
		to := from + 1 + int32(p.seam1-p.seam0)
		s.lookup(s.joined, Token{From: w.from, To: to, Start: w.start, End: p.end, Reading: r}, w.hi-w.lo)
	}
}

// dotted reads single letters parted by dots as one word too: U.A.V., Б.П.Л.А.
// The piece that ends at end is the first of them. The word also leads behind
// a last dot, which its span leaves out.
func (s *Scanner) dotted(first *piece, end int) {
	if first.letters != 1 || first.class == kindDigit || first.start < s.dottedEnd {
		return
	}
	s.joined = append(s.joined[:0], s.cut.buf[first.lo:first.hi]...)
	runes, last, letters := first.runes, end, int32(1)
	for runes+2 <= maxWord {
		q, k, ok := dottedLetter(s.text, last, first.class)
		if !ok {
			break
		}
		if more := q.more(); more != "" {
			s.joined = append(s.joined, more...)
		} else {
			s.joined = utf8.AppendRune(s.joined, q.fold())
		}
		letters++
		runes += 2
		last = k
	}
	if letters == 1 {
		return
	}
	s.dottedEnd = last
	to := s.node + 2*letters - 1
	s.find(s.joined, s.node, to, first.start, last, Dotted)
	if p, _ := nextKept(s.text, last); isDot(p) {
		s.find(s.joined, s.node, to+1, first.start, last, Dotted)
	}
}

func isDot(p props) bool { return p.kind() == kindMark && p.fold() == '.' }

// dottedLetter reads a dot at text[i:] and a single letter of a kind behind it,
// which ends at end.
func dottedLetter(text string, i int, class kind) (p props, end int, ok bool) {
	dot, j := nextKept(text, i)
	if !isDot(dot) {
		return 0, 0, false
	}
	p, end = nextKept(text, j)
	if p.kind() != class {
		return 0, 0, false
	}
	// Marks over the letter belong to it.
	end = AfterMarks(text, end)
	if q, j := nextKept(text, end); q.kind() == kindApostrophe { // V'A is a word of its own
		if q, _ := nextKept(text, j); q.kind() == class {
			_, _, possessive := afterApostrophe(text, j)
			return p, end, possessive
		}
	}
	after := After(text, end)
	return p, end, !after.letter() && after != Digit
}

// mixed reads a run of several alphabets, which ends at end: repaired to Latin,
// to Cyrillic, or to both, and as it stands where that looks honest. Its
// readings share their borders.
func (s *Scanner) mixed(end int, g gapCount) {
	c := &s.cut
	nCut := len(c.pieces)
	readings := [4]int{0: 0, 1: nCut}
	n := 1
	keep := honest(c.pieces)
	for _, to := range []kind{kindLatin, kindCyrillic} {
		nb, ns, np := len(c.buf), len(c.seams), len(c.pieces)
		if _, _, _, ok := c.run(s.text, s.pos, to); ok {
			n++
			readings[n] = len(c.pieces)
		} else {
			c.buf, c.seams, c.pieces = c.buf[:nb], c.seams[:ns], c.pieces[:np]
		}
	}
	first := 0
	if n > 1 && !keep {
		first = 1
	}
	s.borders = s.borders[:0]
	for _, p := range c.pieces[readings[first]:readings[n]] {
		s.borders = append(s.borders, p.start)
		for _, m := range c.seams[p.seam0:p.seam1] {
			s.borders = append(s.borders, m.src)
		}
	}
	slices.Sort(s.borders)
	s.borders = slices.Compact(s.borders)
	base := s.node
	node := func(src int) int32 {
		i, _ := slices.BinarySearch(s.borders, src)
		return base + int32(i)
	}
	s.node = base + int32(len(s.borders))
	done := len(s.tokens)
	s.prev.copyTo(&s.before)
	s.ends.n = 0
	for r := first; r < n; r++ {
		s.before.copyTo(&s.prev)
		pieces := c.pieces[readings[r]:readings[r+1]]
		for i := range pieces {
			p := &pieces[i]
			gap := g
			if i > 0 {
				gap = gapCount{hyphens: p.hyphens}
			}
			from := node(p.start)
			at := len(s.tokens)
			s.join(p, gap, from)
			s.piece(p, from)
			for j := range s.tokens[at:] {
				t := &s.tokens[at+j]
				if t.Start >= p.start {
					t.From = node(t.Start)
				}
				t.To = node(t.End)
				s.reach, s.far = max(s.reach, t.To), max(s.far, t.To)
			}
			s.prev.n = 0
			s.prev.add(c, p, from)
			if i == len(pieces)-1 && !s.ends.has(c, p) {
				s.ends.add(c, p, from)
			}
		}
	}
	s.ends.copyTo(&s.prev)
	// In order of From; what two readings share stands once.
	added := s.tokens[done:]
	s.sortByFrom(added)
	kept, first := 0, 0 // of this border
next:
	for i := range added {
		t := &added[i]
		if kept > 0 && added[kept-1].From != t.From {
			first = kept
		}
		for k := first; k < kept; k++ {
			if o := &added[k]; o.ID == t.ID && o.To == t.To && o.Second == t.Second {
				continue next
			}
		}
		added[kept] = *t
		kept++
	}
	s.tokens = s.tokens[:done+kept]
}
