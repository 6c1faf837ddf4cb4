package normalize

import (
	"strings"
	"unicode/utf8"
)

// Disguises are readings that ordinary text has by chance, too: a Scanner
// looks for them only if its Vocabulary asks for them.
const Disguises = Spaced | Leet | Repeated

// SeeThrough makes the scanners of v read the given disguises, a set of Spaced,
// Leet and Repeated. It is called when all words are added.
func (v *Vocabulary) SeeThrough(disguises Reading) {
	v.disguises = disguises & Disguises
	if v.disguises&Repeated != 0 {
		v.collapsed = map[string][]uint32{}
		for id := uint32(1); int(id) <= v.Len(); id++ {
			key := string(collapse(nil, v.Word(id)))
			v.collapsed[key] = append(v.collapsed[key], id)
		}
	}
}

// A spelled is a word whose letters stand one by one: d r o n e, Г-Л-У-Ш-И-Л-К-А.
// One rune that is no letter stands between two of them; more of it ends the
// word, so that "d r o n e  j a m m e r" is two.
type spelled struct {
	class      kind
	start, end int
	from, to   int32
	letters    int
	buf        []byte
}

// spell takes note of a piece that leads from one border to another.
func (s *Scanner) spell(p *piece, from, to int32) {
	w := &s.spelled
	if p.letters != 1 || p.class == kindDigit {
		s.endSpelled()
		return
	}
	if w.letters > 0 && (w.class != p.class || w.letters >= maxWord || p.start-w.end > maxGap || !oneApart(s.text[w.end:p.start])) {
		s.endSpelled()
	}
	if w.letters == 0 {
		w.class, w.start, w.from, w.buf = p.class, p.start, from, w.buf[:0]
	}
	w.buf = append(w.buf, s.cut.buf[p.lo:p.hi]...)
	w.letters++
	w.end, w.to = p.end, to
}

func (s *Scanner) endSpelled() {
	w := &s.spelled
	if w.letters > 1 {
		s.find(w.buf, w.from, w.to, w.start, w.end, Spaced)
	}
	w.letters = 0
}

// oneApart reports whether one rune stands in s that is not dropped. A byte that
// is no UTF-8 is none.
func oneApart(s string) bool {
	n := 0
	for i := 0; i < len(s) && n < 2; {
		p, r, size := next(s, i)
		i += size
		switch {
		case r == utf8.RuneError && size == 1:
			return false
		case p.kind() != kindDrop:
			n++
		}
	}
	return n == 1
}

// dotsHan reports whether one rune is read over between the last Han character
// and another at s.pos: 干*扰*器.
func (s *Scanner) dotsHan() bool {
	h := &s.lastHan
	return s.voc.disguises&Spaced != 0 && h.end > 0 && s.node > h.to && s.pos-h.end <= maxBlanks+utf8.UTFMax &&
		oneApart(strings.TrimSpace(s.text[h.end:s.pos]))
}

// A masked is a word with digits and symbols in place of letters: l4s3r, dr@ne.
type masked struct {
	class      kind // of its letters, 0 while it has none
	start, end int
	from, to   int32
	letters    int
	masks      bool // whether it has any
}

const (
	maxMasked = 40 // runes
	maxMasks  = 8  // symbols one behind the other
	maxTries  = 64 // readings of one masked word
)

// masksOf returns the letters a digit or symbol stands for in an alphabet.
func masksOf(r rune, k kind) string {
	if k == kindCyrillic {
		switch r {
		case '0', '@':
			return "оа"
		case '3':
			return "зе"
		case '4':
			return "ча"
		case '6':
			return "б"
		case '8':
			return "в"
		case '1', '!', '|':
			return "іи"
		}
		return ""
	}
	switch r {
	case '0':
		return "o"
	case '1', '!', '|':
		return "il"
	case '3', '€':
		return "e"
	case '4':
		return "a"
	case '@':
		return "ao"
	case '5', '$':
		return "s"
	case '6', '8':
		return "b"
	case '7':
		return "t"
	case '9':
		return "g"
	}
	return ""
}

// mask takes note of a piece that leads from one border to another.
func (s *Scanner) mask(p *piece, from, to int32) {
	w := &s.masked
	if w.end > 0 && (p.hyphens > 0 || !onlyMasks(s.text[w.end:p.start]) || p.class != kindDigit && w.class != 0 && w.class != p.class) {
		s.endMasked()
	}
	if w.end == 0 {
		*w = masked{start: p.start, from: from}
	} else if p.start > w.end {
		w.masks = true
	}
	if p.class == kindDigit {
		w.masks = true
	} else {
		w.class = p.class
		w.letters += p.letters
	}
	w.end, w.to = p.end, to
}

// onlyMasks reports whether s has nothing but some symbols that pass for letters, and
// what is dropped.
func onlyMasks(s string) bool {
	n := 0
	for i := 0; i < len(s); {
		p, r, size := next(s, i)
		i += size
		if p.kind() == kindDrop {
			continue
		}
		if n++; n > maxMasks || masksOf(r, kindLatin) == "" {
			return false
		}
	}
	return true
}

func (s *Scanner) endMasked() {
	w := s.masked
	s.masked = masked{}
	if !w.masks || w.letters < 2 || w.end-w.start > maxMasked*utf8.UTFMax {
		return
	}
	readings := [][]byte{s.joined[:0]}
	for i := w.start; i < w.end; {
		p, _, size := next(s.text, i)
		i += size
		if p.kind() == kindDrop || p.kind() == kindApostrophe {
			continue
		}
		letters := foldOf(p)
		if p.more() == "" && !p.kind().letter() {
			var more [][]byte
			for _, b := range readings {
				for _, l := range masksOf(p.fold(), w.class) {
					more = append(more, utf8.AppendRune(append([]byte(nil), b...), l))
				}
			}
			if readings = more; len(readings) > maxTries {
				return
			}
			continue
		}
		for k := range readings {
			readings[k] = append(readings[k], letters...)
		}
	}
	for _, b := range readings {
		s.find(b, w.from, w.to, w.start, w.end, Leet)
	}
}

// collapse appends w to b with each letter that is repeated written once.
func collapse(b []byte, w string) []byte {
	var last rune = -1
	for _, r := range w {
		if r != last {
			b = utf8.AppendRune(b, r)
		}
		last = r
	}
	return b
}

// repeated emits the words that become the one in buf when some of their
// letters are repeated: jjammer, laaaser.
func (s *Scanner) repeated(buf []byte, from, to int32, start, end int, r Reading) {
	s.joined = s.joined[:0]
	var last rune = -1
	for i := 0; i < len(buf); {
		c, size := utf8.DecodeRune(buf[i:])
		i += size
		if c != last {
			s.joined = utf8.AppendRune(s.joined, c)
		}
		last = c
	}
	if len(s.joined) == len(buf) {
		return
	}
	for _, id := range s.voc.collapsed[string(s.joined)] {
		if w := s.voc.Word(id); len(w) < len(buf) && repeats(w, buf) {
			s.emit(id, from, to, start, end, r|Repeated)
		}
	}
}

// repeats reports whether buf is w with some letters repeated.
func repeats(w string, buf []byte) bool {
	i := 0
	var last rune = -1
	for _, r := range w {
		for r != last {
			c, _ := utf8.DecodeRune(buf[i:])
			if c != last || c == r {
				break
			}
			i += utf8.RuneLen(c)
		}
		c, size := utf8.DecodeRune(buf[i:])
		if c != r {
			return false
		}
		i += size
		last = r
	}
	for i < len(buf) {
		c, size := utf8.DecodeRune(buf[i:])
		if c != last {
			return false
		}
		i += size
	}
	return true
}
