package normalize

import "slices"

// A Token is a word of the text that a Vocabulary knows, in one reading of the
// text. It leads from one border to a later one; two tokens follow one another
// in a reading if the first one's To is the second one's From. A path of
// tokens is a reading of a piece of the text, and a term matches if its words
// are the words of a path.
type Token struct {
	ID         uint32 // number of the word, or Skip
	From, To   int32  // borders, numbered along the text; a break crosses one that no token does
	Start, End int    // the word is text[Start:End], bytes
	Reading    Reading
	Seam       uint16 // of a Broken token: where its second part begins, in bytes of the folded word
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
	maxBlanks  = 4   // what is wider is a column of a table
	flushAt    = 512 // tokens after which Next returns at the next break
	maxReading = 32  // runes of a bracketed reading
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
	cut       cutter
	gap       gapCount
	prev      word // the last word, for reading it and the next as one
	prevBuf   []byte
	dottedEnd int // where the last dotted word ends, so that its inside is not read again

	lastHan hanEnd
	spelled spelled
	masked  masked

	joined, beforeBuf []byte // scratch
	borders           []int
}

// word is what reading two words as one needs of the first.
type word struct {
	ok       bool
	class    kind
	start    int
	from     int32
	runes    int
	letters  int
	repaired bool
}

// hanEnd is where the last Han character ends, in bytes and borders.
type hanEnd struct {
	end int
	to  int32
}

// gapCount counts what stands between two words.
type gapCount struct {
	blanks, lineEnds, hyphens, joints int
	cr, broken                        bool
}

// Reset makes s read text with the words of v.
func (s *Scanner) Reset(v *Vocabulary, text string) {
	s.voc, s.text, s.pos, s.node = v, text, 0, 0
	s.gap, s.prev, s.dottedEnd, s.lastHan = gapCount{}, word{}, 0, hanEnd{}
	s.spelled.letters, s.masked = 0, masked{}
}

// Next returns the next tokens of the text, ordered by From, or none at its
// end. It stops only where no path can go on. The slice is valid until the
// next call. The words that the vocabulary lacks are passed over: they only
// count as borders. It reads each byte a bounded number of times.
func (s *Scanner) Next() []Token {
	s.tokens = s.tokens[:0]
	for s.pos < len(s.text) {
		p, _, size := next(s.text, s.pos)
		switch k := p.kind(); k {
		case kindLatin, kindCyrillic, kindGreek, kindLetter, kindDigit:
			if s.closeGap() {
				return s.ordered()
			}
			s.run()
		case kindHan:
			if s.closeGap() {
				return s.ordered()
			}
			s.gap = gapCount{}
			if s.voc.disguises&Spaced != 0 {
				s.dottedHan()
			}
			s.emit(s.voc.lookupHan(p.fold()), s.node, s.node+1, s.pos, s.pos+size, 0)
			s.node++
			s.pos += size
			s.lastHan = hanEnd{s.pos, s.node}
			s.prev.ok = false
			s.bracketed()
		case kindBlank:
			s.gap.blanks++
			s.gap.cr = false
			s.pos += size
		case kindLineEnd:
			if b := s.text[s.pos]; b != '\n' || !s.gap.cr {
				s.gap.lineEnds++
			}
			s.gap.cr = s.text[s.pos] == '\r'
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
			s.prev.ok = false
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
	byFrom := func(a, b Token) int { return int(a.From - b.From) }
	if !slices.IsSortedFunc(s.tokens, byFrom) {
		slices.SortStableFunc(s.tokens, byFrom)
	}
	return s.tokens
}

// closeGap ends the stretch between two words, and reports whether the tokens
// so far are to be handed out, which is when enough of them lie before a break.
func (s *Scanner) closeGap() bool {
	g := s.gap
	if g == (gapCount{}) {
		return false
	}
	if g.broken || g.lineEnds > 1 || g.blanks > maxBlanks {
		s.prev.ok = false
		s.gap = gapCount{}
		s.node++
		return len(s.tokens) >= flushAt && s.spelled.letters == 0 && s.masked.end == 0
	}
	return false
}

func (s *Scanner) emit(id uint32, from, to int32, start, end int, r Reading) {
	if id != 0 {
		s.tokens = append(s.tokens, Token{id, from, to, start, end, r, 0})
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
		s.emit(s.voc.Lookup(markWord(m)), s.node, s.node+1, start, end, 0)
	case kindSuper:
		s.cut.reset()
		for end = start; end < len(s.text); {
			q, _, size := next(s.text, end)
			if q.kind() != kindSuper {
				break
			}
			s.cut.buf = append(s.cut.buf, byte(q.fold()))
			end += size
		}
		s.emit(Skip, s.node, s.node+1, start, end, 0)
	case kindSymbol:
		id := uint32(0)
		if more := p.more(); more != "" {
			id = s.voc.Lookup(more)
		} else {
			id = s.voc.Lookup(string(p.fold()))
		}
		s.emit(id, s.node, s.node+1, start, end, 0)
	}
	s.node++
	s.pos = end
	s.gap = gapCount{}
}

// decimalMark is the mark . or , between digits.
const decimalMark = '٫' // U+066B ARABIC DECIMAL SEPARATOR, which no term has

// markWord returns the word of a mark without allocating.
func markWord(m rune) string {
	switch m {
	case '/':
		return "/"
	case '.':
		return "."
	case ',':
		return ","
	case '&':
		return "&"
	case '+':
		return "+"
	case '′':
		return "′"
	case '(':
		return "("
	case ')':
		return ")"
	case decimalMark:
		return string(decimalMark)
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
	upper := false
	i := s.pos + size
	for n := 0; n < maxReading; n++ {
		p, _, size := next(s.text, i)
		switch {
		case p.kind() == kindLatin:
			if n > 0 && p.flags()&flagUpper != 0 && !upper || p.more() != "" {
				return // a camel seam: more borders than one word has
			}
			upper = p.flags()&flagUpper != 0
		case p.kind() == kindDrop:
		case n > 0 && p.kind() == kindMark && p.fold() == ')':
			s.emit(Skip, s.node, s.node+3, s.pos, i+size, 0) // bracket, word, bracket
			return
		default:
			return
		}
		i += size
	}
}

// run reads the run at s.pos.
func (s *Scanner) run() {
	c := &s.cut
	c.reset()
	text := s.text
	g := s.gap
	s.gap = gapCount{}
	end, rest, has, _ := c.run(text, s.pos, 0)
	if has.mixed() {
		s.endSpelled()
		s.endMasked()
		s.mixed(end, g)
	} else {
		s.dotted(end)
		for i := range c.pieces {
			p := &c.pieces[i]
			from := s.node
			gap := g
			if i > 0 {
				gap = gapCount{hyphens: p.hyphens}
			}
			s.join(p, gap, from)
			s.piece(p, from)
			s.node = from + 1 + int32(p.seam1-p.seam0)
			s.remember(p, from)
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
	s.emit(lookupWord(s.voc, c.buf[p.lo:p.hi]), from, to, p.start, p.end, r)
	if s.voc.collapsed != nil && p.class != kindDigit {
		s.repeated(c.buf[p.lo:p.hi], from, to, p.start, p.end, r)
	}
	if p.seam0 == p.seam1 {
		return
	}
	src, lo, node := p.start, p.lo, from
	for i := p.seam0; i <= p.seam1; i++ {
		m := seam{p.end, p.hi}
		if i < p.seam1 {
			m = c.seams[i]
		}
		s.emit(lookupWord(s.voc, c.buf[lo:m.buf]), node, node+1, src, m.src, r|Camel)
		src, lo, node = m.src, m.buf, node+1
	}
}

// join emits the word that the last word and p make together, if what stands
// between them may stand inside a word: one hyphen, with or without a line end
// or blanks around it, or a line end between two letters and two.
func (s *Scanner) join(p *piece, g gapCount, from int32) {
	w := &s.prev
	if !w.ok || w.class != p.class || p.class == kindDigit || g.joints > 0 || g.hyphens > 1 || g.lineEnds > 1 ||
		g.hyphens+g.lineEnds == 0 || g.hyphens == 0 && min(w.letters, p.letters) < 2 || w.runes+p.runes > maxWord {
		return
	}
	s.joined = append(append(s.joined[:0], s.prevBuf...), s.cut.buf[p.lo:p.hi]...)
	r := Broken
	if w.repaired || p.repaired {
		r |= Repaired
	}
	if id := lookupWord(s.voc, s.joined); id != 0 {
		s.tokens = append(s.tokens, Token{id, w.from, from + 1 + int32(p.seam1-p.seam0), w.start, p.end, r, uint16(len(s.prevBuf))})
	}
}

func (s *Scanner) remember(p *piece, from int32) {
	s.prev = word{true, p.class, p.start, from, p.runes, p.letters, p.repaired}
	s.prevBuf = append(s.prevBuf[:0], s.cut.buf[p.lo:p.hi]...)
}

// dotted reads single letters parted by dots as one word too: U.A.V., Б.П.Л.А.
// The run that ends at end is the first of them.
func (s *Scanner) dotted(end int) {
	c := &s.cut
	if len(c.pieces) != 1 || c.pieces[0].letters != 1 || s.pos < s.dottedEnd {
		return
	}
	if p, _ := nextKept(s.text, end); p.kind() != kindMark || p.fold() != '.' {
		return
	}
	first := c.pieces[0]
	s.joined = append(s.joined[:0], c.buf[first.lo:first.hi]...)
	class, runes, last := first.class, first.runes, end
	letters := int32(1)
	i := end
	for runes < maxWord {
		p, j := nextKept(s.text, i)
		if p.kind() != kindMark || p.fold() != '.' {
			break
		}
		q, k := nextKept(s.text, j)
		if q.kind() != class {
			break
		}
		for { // marks over the letter belong to it
			if m, r, size := next(s.text, k); m.kind() == kindDrop && isMark(r) {
				k += size
				continue
			}
			break
		}
		if After(s.text, k).letter() || After(s.text, k) == Digit {
			break
		}
		if more := q.more(); more != "" {
			s.joined = append(s.joined, more...)
		} else {
			s.joined = append(s.joined, string(q.fold())...)
		}
		letters++
		runes += 2
		i, last = k, k
	}
	s.dottedEnd = last
	if letters > 1 {
		s.emit(lookupWord(s.voc, s.joined), s.node, s.node+2*letters-1, s.pos, last, Dotted)
	}
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
	before := s.prev
	s.beforeBuf = append(s.beforeBuf[:0], s.prevBuf...)
	for r := first; r < n; r++ {
		s.prev = before
		s.prevBuf = append(s.prevBuf[:0], s.beforeBuf...)
		pieces := c.pieces[readings[r]:readings[r+1]]
		for i := range pieces {
			p := &pieces[i]
			gap := g
			if i > 0 {
				gap = gapCount{hyphens: p.hyphens}
			}
			to := s.node
			if i+1 < len(pieces) {
				to = node(pieces[i+1].start)
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
				if t.End == p.end {
					t.To = to
				} else {
					t.To = node(t.End)
				}
			}
			s.remember(p, from)
		}
	}
	// Edges in order of From; what two readings share stands once.
	added := s.tokens[done:]
	slices.SortStableFunc(added, func(a, b Token) int {
		if a.From != b.From {
			return int(a.From - b.From)
		}
		if a.To != b.To {
			return int(a.To - b.To)
		}
		return int(a.ID) - int(b.ID)
	})
	added = slices.CompactFunc(added, func(a, b Token) bool {
		return a.ID == b.ID && a.From == b.From && a.To == b.To
	})
	s.tokens = s.tokens[:done+len(added)]
}
