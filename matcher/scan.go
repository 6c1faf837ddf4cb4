package matcher

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// An engine finds the forms that are paths of tokens, and reports each with
// scan.candidate.
type engine interface {
	find(s *scan, tokens []normalize.Token)
}

// A scan is the state of one call, reused from call to call.
type scan struct {
	m       *Matcher
	text    string
	scanner normalize.Scanner
	tokens  []normalize.Token // those at hand
	held    int               // how many there is room for
	path    [maxTokens]int32
	reached []reach // of the compact engine
	steps   []step
	gate    gateScan
	trace   *trace // of Explain, nil in a plain scan

	mentions []mention
	cues     []cue
	maxCue   int  // bytes of the longest cue found
	rereads  bool // for cues only

	recognising recogniserScan
	recognised  []recognised
}

// A mention is a form found in the text, past the checks of its own letters.
type mention struct {
	start, end  int
	first, last int32 // borders
	form        int32
	reading     normalize.Reading
	steps       normalize.Steps
	joined      bool // two words are written as one
}

// A cue is a cue found in the text.
type cue struct {
	start, end  int
	first, last int32
	id          int32
}

// run finds the mentions and the cues of the text, and reports whether it got to
// its end: see normalize.Scanner.Bound. The limit is that of RestartBefore.
func (s *scan) run(m *Matcher, text string, limit int) bool {
	s.m, s.text = m, text
	s.mentions, s.cues, s.maxCue, s.rereads = s.mentions[:0], s.cues[:0], 0, false
	s.scanner.Reset(m.voc, text)
	s.scanner.Plain(m.plain || s.trace != nil)
	s.scanner.RestartBefore(limit)
	s.read(len(text))
	if !s.scanner.Full() {
		s.readCues()
	}
	s.held = 2 * cap(s.tokens) // the scanner may have sorted them
	if s.scanner.Full() {
		s.text, s.tokens = "", nil
		return false
	}
	s.recognised = m.recogniser.find(&s.recognising, text, s.recognised[:0])
	if len(m.categories)+len(m.regimes) > 0 {
		s.recognised = slices.DeleteFunc(s.recognised, func(r recognised) bool { return r.entry < 0 && !m.wants(r) })
	}
	s.text, s.tokens = "", nil
	return true
}

// read finds the mentions in what the scanner reads, up to until or some way
// behind it.
func (s *scan) read(until int) {
	for {
		s.tokens = s.scanner.Next()
		if len(s.tokens) == 0 {
			return
		}
		if s.trace != nil {
			s.trace.tokens(s.tokens)
		}
		s.m.engine.find(s, s.tokens)
		if s.scanner.Pos() >= until {
			return
		}
	}
}

// readCues looks for cues beside the mentions that have some: the first time they are
// passed over like any other words.
func (s *scan) readCues() {
	hasCues := func(x mention) bool {
		e := &s.m.entries[s.m.terms[s.m.forms.owner[x.form]].entry]
		return len(e.near)+len(e.unless)+len(e.not) > 0
	}
	if !s.scanner.Skipped() || !slices.ContainsFunc(s.mentions, hasCues) {
		return
	}
	slices.SortFunc(s.mentions, func(a, b mention) int { return a.start - b.start })
	s.cues, s.rereads = s.cues[:0], true
	done := 0 // cues are read up to here
	var ahead blankRuns
	for _, x := range s.mentions {
		if !hasCues(x) {
			continue
		}
		from, until := s.neighbourhood(x, done, &ahead)
		switch {
		case until <= done:
			continue
		case from < done:
			s.scanner.ReadOn(until)
		default:
			s.scanner.Reread(from, until)
		}
		s.read(until)
		done = s.scanner.Pos()
	}
}

// neighbourhood returns where the cues of a mention may stand: in the window, or
// as many words to each side as the longest cue has, none of which has a blank in
// it. It looks for blanks no further back than what has been read, and ahead from
// where it has looked for the mention before.
func (s *scan) neighbourhood(x mention, done int, ahead *blankRuns) (from, until int) {
	from, until = x.start, x.end
	if e := &s.m.entries[s.m.terms[s.m.forms.owner[x.form]].entry]; len(e.not) > 0 {
		room := s.m.cueWords * maxCueWord
		lo := max(0, from-room, min(from, done-1))
		for range s.m.cueWords {
			from = lo + len(strings.TrimRight(s.text[lo:from], asciiBlanks))
			from = lo + strings.LastIndexAny(s.text[lo:from], asciiBlanks) + 1
		}
		until = ahead.behind(s.text, until, s.m.cueWords, min(len(s.text), until+room))
	}
	return max(0, min(from, x.start-windowBytes)), max(until, x.end+windowBytes)
}

// blankRuns are where stretches of blanks start, as far as a text was looked at.
type blankRuns struct {
	starts []int
	to     int
	inside bool // of one
}

// behind returns where the nth stretch behind text[:end] starts, limit if it lies
// beyond that. From call to call end does not go back, but for the length of a
// mention, and then more may be returned.
func (b *blankRuns) behind(text string, end, n, limit int) int {
	if b.to <= end {
		*b = blankRuns{starts: b.starts[:0], to: end, inside: true}
	}
	passed := 0
	for passed < len(b.starts) && b.starts[passed] <= end {
		passed++
	}
	b.starts = slices.Delete(b.starts, 0, passed)
	for ; len(b.starts) < n && b.to < limit; b.to++ {
		blank := strings.IndexByte(asciiBlanks, text[b.to]) >= 0
		if blank && !b.inside {
			b.starts = append(b.starts, b.to)
		}
		b.inside = blank
	}
	if len(b.starts) < n {
		return limit
	}
	return b.starts[n-1]
}

const (
	asciiBlanks = " \t\r\n"
	maxCueWord  = 4*256 + maxGap // bytes of a word and the gap beside it
)

// wants reports whether a code in a text is of the categories and regimes that
// the search is narrowed to.
func (m *Matcher) wants(r recognised) bool {
	return (len(m.categories) == 0 || slices.Contains(m.categories, r.category)) &&
		(len(m.regimes) == 0 || slices.ContainsFunc(r.codes, func(c lists.Code) bool { return slices.Contains(m.regimes, c.Regime) }))
}

// candidate checks a form found at a path of tokens, and keeps it.
func (s *scan) candidate(form int32, path []int32) {
	id := s.m.terms[s.m.forms.owner[form]].cue()
	if s.rereads && id < 0 {
		return
	}
	x, why := s.check(form, path)
	if s.trace != nil {
		s.trace.candidate(s, x, why)
	}
	if why.rule != passed {
		return
	}
	if id >= 0 {
		s.cues = append(s.cues, cue{x.start, x.end, x.first, x.last, id})
		s.maxCue = max(s.maxCue, x.end-x.start)
		return
	}
	s.mentions = append(s.mentions, x)
}

// A rule is what a candidate can fail.
type rule uint8

const (
	passed     rule = iota
	ruleInside      // it starts inside two words written as one
	ruleGap
	ruleBoundary
	ruleDisguise
	ruleCase
	ruleDigit
)

// A failure is the rule that a candidate failed, and where in the text.
type failure struct {
	rule       rule
	start, end int
}

// check makes a mention of a form found at a path of tokens, and tells which
// rule it fails, if any.
func (s *scan) check(form int32, path []int32) (mention, failure) {
	m := s.m
	t := &m.terms[m.forms.owner[form]]
	first, last := &s.tokens[path[0]], &s.tokens[path[len(path)-1]]
	x := mention{start: first.Start, end: last.End, first: first.From, last: last.To, form: form}
	if first.Second != 0 && (len(path) == 1 || path[1] != path[0]) {
		return x, failure{ruleInside, first.Start, first.End}
	}
	spaced := t.disguises&normalize.Spaced != 0
	gaps := m.forms.gapsOf(form)
	for i, p := range path {
		token := &s.tokens[p]
		x.reading |= token.Reading
		x.steps |= token.Steps
		if i == 0 {
			continue
		}
		if p == path[i-1] { // two words written as one
			x.joined = true
			continue
		}
		before := &s.tokens[path[i-1]]
		from := before.End
		if before.Reading&normalize.Dotted != 0 {
			from = normalize.AfterDot(s.text, from)
		}
		if from == token.Start {
			continue // nothing, which every rule allows
		}
		g := normalize.GapBetween(s.text, from, token.Start)
		if gaps[i] == gapHan && spaced && g.Dotted() {
			x.reading |= normalize.Spaced
		} else if !gaps[i].allows(g, func() bool { return s.sameCase(form, path) }) {
			return x, failure{ruleGap, before.End, token.Start}
		}
	}
	left, right := normalize.Edges(s.text, x.start, x.end, x.reading&normalize.Repaired != 0)
	if path[0] != path[len(path)-1] {
		// A camel seam is no edge of a single word (laser is not in LaserJet), but
		// it is one of several: 40GHzLowNoiseAmplifier.
		left = left || first.Reading&normalize.Camel != 0
		right = right || last.Reading&normalize.Camel != 0
	}
	switch {
	case !left || !right:
		return x, failure{ruleBoundary, x.start, x.end}
	case x.reading&normalize.Disguises&^t.disguises != 0:
		return x, failure{ruleDisguise, x.start, x.end}
	case t.caseMatters && !s.sameCase(form, path):
		return x, failure{ruleCase, x.start, x.end}
	case t.short && (normalize.Before(s.text, x.start) == normalize.Digit || normalize.After(s.text, x.end) == normalize.Digit):
		return x, failure{ruleDigit, x.start, x.end}
	}
	return x, failure{}
}

// sameCase reports whether the letters of the path have the case of the list.
func (s *scan) sameCase(form int32, path []int32) bool {
	want, ok := s.m.forms.cases[form]
	if !ok {
		return true
	}
	got := "" // of what is left of the token at hand
	for k, p := range path {
		if k == 0 || p != path[k-1] {
			got = normalize.CaseOf(s.text[s.tokens[p].Start:s.tokens[p].End])
		}
		var w string
		w, want, _ = strings.Cut(want, " ")
		n := min(len(got), len(w))
		for i := range n {
			if w[i] != '?' && w[i] != got[i] {
				return false
			}
		}
		got = got[n:]
	}
	return true
}

// The window of a cue, on each side of a mention.
const (
	windowTokens = 24
	windowBytes  = 256
)

// filter removes the mentions whose cues say so: those without a near cue in
// the window, with an unless cue in it, or inside a not phrase.
func (s *scan) filter() {
	s.sortCues()
	s.mentions = slices.DeleteFunc(s.mentions, func(x mention) bool { return s.verdict(x).suppressed() })
}

func (s *scan) sortCues() {
	slices.SortFunc(s.cues, func(a, b cue) int { return a.start - b.start })
}

// A verdict is what the cues say of a mention.
type verdict struct {
	near, unless, not int // places in scan.cues, -1 none
	needNear          bool
}

func (v verdict) suppressed() bool { return v.not >= 0 || v.unless >= 0 || v.needNear && v.near < 0 }

func (s *scan) verdict(x mention) verdict {
	e := &s.m.entries[s.m.terms[s.m.forms.owner[x.form]].entry]
	v := verdict{-1, -1, -1, len(e.near) > 0}
	if len(e.near)+len(e.unless)+len(e.not) == 0 {
		return v
	}
	from := x.start - max(windowBytes, s.maxCue)
	i, _ := slices.BinarySearchFunc(s.cues, from, func(c cue, at int) int { return c.start - at })
	for ; i < len(s.cues) && s.cues[i].start <= x.end+windowBytes; i++ {
		c := &s.cues[i]
		if c.start <= x.start && c.end >= x.end && among(e.not, c.id) {
			v.not = i
		}
		if c.start < x.end && x.start < c.end {
			continue
		}
		var in bool
		if c.end <= x.start {
			in = x.first-c.first <= windowTokens && x.start-c.start <= windowBytes
		} else {
			in = c.last-x.last <= windowTokens && c.end-x.end <= windowBytes
		}
		if !in {
			continue
		}
		if v.near < 0 && among(e.near, c.id) {
			v.near = i
		}
		if v.unless < 0 && among(e.unless, c.id) {
			v.unless = i
		}
	}
	return v
}

// among reports whether ids, which are in order, have one.
func among(ids []int32, id int32) bool {
	_, found := slices.BinarySearch(ids, id)
	return found
}

// hits turns the mentions into hits in order: one an entry and span, the form
// with the fewest steps; with maximal, none whose span lies strictly inside
// that of another.
func (s *scan) hits(text string, maximal bool) []Hit {
	if len(s.mentions)+len(s.recognised) == 0 {
		return nil
	}
	m := s.m
	type found struct {
		start, end int
		entry      int32
		how        How
		form       int32 // of a mention, or the place in s.recognised after all forms
	}
	forms := int32(len(m.forms.how))
	all := make([]found, 0, len(s.mentions)+len(s.recognised))
	for _, x := range s.mentions {
		t := &m.terms[m.forms.owner[x.form]]
		all = append(all, found{x.start, x.end, t.entry, m.forms.how[x.form] | howRead(text[x.start:x.end], x, t), x.form})
	}
	for i, x := range s.recognised {
		all = append(all, found{x.start, x.end, x.entry, x.how, forms + int32(i)})
	}
	slices.SortFunc(all, func(a, b found) int {
		switch {
		case a.start != b.start:
			return a.start - b.start
		case a.end != b.end:
			return b.end - a.end
		case a.entry != b.entry:
			return int(a.entry - b.entry)
		case a.how.count() != b.how.count():
			return a.how.count() - b.how.count()
		case a.how != b.how:
			return int(a.how) - int(b.how)
		}
		return int(a.form - b.form)
	})
	hits := make([]Hit, 0, len(all))
	reach := -1          // the furthest end of a span that starts earlier or is longer
	start, end := -1, -1 // the span at hand
	for i, x := range all {
		if i > 0 && x.start == all[i-1].start && x.end == all[i-1].end && x.entry == all[i-1].entry {
			continue
		}
		if x.start != start || x.end != end {
			reach = max(reach, end)
			start, end = x.start, x.end
		}
		if maximal && reach >= end {
			continue
		}
		if x.form >= forms {
			hits = append(hits, m.recognisedHit(&s.recognised[x.form-forms], x.how))
			continue
		}
		t, e := &m.terms[m.forms.owner[x.form]], &m.entries[x.entry]
		hits = append(hits, Hit{
			Start: x.start, End: x.end, Term: t.text, Entry: e.ID, Category: e.Category,
			Codes: e.Codes, Kind: t.kind, How: x.how,
		})
	}
	return hits
}

// recognisedHit makes a hit of a part number, a number or a code.
func (m *Matcher) recognisedHit(r *recognised, how How) Hit {
	id := codeEntry
	if r.entry >= 0 {
		id = m.entries[r.entry].ID
	}
	return Hit{
		Start: r.start, End: r.end, Term: r.term, Entry: id, Category: r.category,
		Codes: r.codes, Kind: r.kind, How: how,
	}
}

// howRead returns the steps between the letters of the list and those of the
// text, beside those that made the form.
func howRead(text string, x mention, t *term) How {
	var h How
	r := x.reading
	h |= howInflected(x.steps)
	if x.joined {
		h |= Joined
	}
	for _, c := range [...]struct {
		r normalize.Reading
		h How
	}{
		{normalize.Camel, Joined}, {normalize.Broken, Broken}, {normalize.Dotted, Dotted}, {normalize.Repaired, LookAlike},
		{normalize.Spaced, Spaced}, {normalize.Leet, Leet}, {normalize.Repeated, Repeated},
	} {
		if r&c.r != 0 {
			h |= c.h
		}
	}
	if t.camel {
		h &^= Joined
	}
	folded := normalize.FoldedBy(text) &^ t.folded
	for _, c := range [...]struct {
		f normalize.Folding
		h How
	}{
		{normalize.Accents, Accented}, {normalize.Traditional, Traditional}, {normalize.Width, Width},
		{normalize.Invisible, Invisible}, {normalize.PartedHan, Broken},
	} {
		if folded&c.f != 0 {
			h |= c.h
		}
	}
	return h
}
