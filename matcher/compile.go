package matcher

import (
	"fmt"
	"slices"
	"sync"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// maxForms is the ceiling of the forms of one line, each a sequence of classes.
const maxForms = 4096

// A compiler numbers the words of the drafts of a list and enters them as forms.
type compiler struct {
	m         *Matcher
	evasion   How               // disguises to look through in all terms
	disguises normalize.Reading // those that some term asks for
	scratch   []normalize.Member
	faults    lists.ErrorList
}

// compile fills a Matcher with the forms of a combined list.
func compile(list *lists.List, evasion How) (*Matcher, error) {
	m := &Matcher{voc: normalize.NewVocabulary(), list: list}
	c := compiler{m: m, evasion: evasion}
	lines := c.lines(list.Entries)
	m.terms = make([]term, 0, 2*len(lines))
	m.forms.grow(3 * len(lines))
	m.voc.Reserve(2 * len(lines))
	expandAll(lines, list.Sets, evasion, c.enter)
	if len(c.faults) > 0 {
		return nil, c.faults
	}
	m.forms.clip()
	m.terms = slices.Clone(m.terms)
	compact := newAutomaton(&m.forms, m.voc.Classes())
	var linking sync.WaitGroup
	linking.Go(compact.link)
	m.engine, m.cueWords = compact, compact.tell(m.voc, m.terms)
	m.voc.SeeThrough(c.disguises)
	m.voc.Freeze()
	linking.Wait()
	return m, nil
}

// lines returns the terms of the entries and their cues, each of them once.
func (c *compiler) lines(entries []lists.Entry) []line {
	n := 0
	for i := range entries {
		e := &entries[i]
		n += len(e.Terms) + len(e.Near) + len(e.Unless) + len(e.Not)
	}
	lines := make([]line, 0, n)
	ids := map[string]int32{} // of cues
	cues := func(texts []lists.Text) []int32 {
		var all []int32
		for _, t := range texts {
			id, ok := ids[t.Text]
			if !ok {
				id = int32(len(ids))
				ids[t.Text] = id
				lines = append(lines, line{Term: &lists.Term{Text: t.Text, Pos: t.Pos}, entry: -1, cue: id})
			}
			all = append(all, id)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	c.m.entries = make([]entry, len(entries))
	for i := range entries {
		e := &entries[i]
		refuse := foldAll(e.Refuse)
		for k := range e.Terms {
			lines = append(lines, line{&e.Terms[k], int32(i), -1, refuse})
		}
		c.m.entries[i] = entry{e, cues(e.Near), cues(e.Unless), cues(e.Not)}
	}
	return lines
}

// enter enters the forms of a draft, each under the dictionary form it belongs to.
func (c *compiler) enter(l line, d draft) {
	for _, f := range d.faults {
		if !slices.ContainsFunc(c.faults, func(x *lists.Error) bool { return *x == f }) {
			c.faults = append(c.faults, &f)
		}
	}
	before := c.m.forms.len()
	ids := map[string]int32{}
	for _, s := range d.seqs {
		if len(s.words) > maxTokens {
			c.fault(l.Pos, "%.80q has %d words: a term has at most %d", s.text, len(s.words), maxTokens)
			return
		}
		if n := s.marks(); n > maxMarks {
			c.fault(l.Pos, "%.80q has %d marks that a text may leave out: a term has at most %d", s.text, n, maxMarks)
			return
		}
		id, ok := ids[s.text]
		if !ok {
			id = c.newTerm(l, s)
			ids[s.text] = id
		}
		for i := range s.words {
			s.words[i].class = c.class(s.words[i].members)
		}
		c.m.forms.add(s, id, d.name, c.m.terms[id].caseMatters)
	}
	for _, p := range d.pairs {
		c.m.voc.AddPair(c.number(p[0]), c.number(p[1]))
	}
	if n := c.m.forms.len() - before; n > maxForms {
		c.fault(l.Pos, "%.80q has %d written forms: a line has at most %d, so split it or make its sets smaller", l.Text, n, maxForms)
	}
}

// newTerm adds the dictionary form of a sequence, the first of it.
func (c *compiler) newTerm(l line, s sequence) int32 {
	t := term{text: s.text, entry: l.entry, folded: normalize.FoldedBy(s.text)}
	if l.cue >= 0 {
		t.entry = -1 - l.cue
	}
	if l.Lang == lists.Name {
		t.kind = KindName
	}
	letters, alphabet, han := 0, false, false
	for i, w := range s.words {
		letters += int(w.letters)
		alphabet = alphabet || alphabetic(w.script)
		han = han || w.script == normalize.Han
		t.camel = t.camel || i > 0 && w.joint == normalize.Closed && alphabetic(w.script) && w.script == s.words[i-1].script
	}
	t.short = alphabet && !han && letters <= 3
	t.disguises = disguisesOf(l.Options, c.evasion)
	c.disguises |= t.disguises
	t.caseMatters = l.Options&lists.Case != 0 || t.short && l.Options&lists.AnyCase == 0
	c.m.terms = append(c.m.terms, t)
	return int32(len(c.m.terms) - 1)
}

// class returns the number of a class.
func (c *compiler) class(members []member) uint32 {
	c.scratch = c.scratch[:0]
	for _, m := range members {
		c.scratch = append(c.scratch, normalize.Member{Word: c.number(m.word), Steps: m.steps})
	}
	return c.m.voc.AddClass(c.scratch)
}

// number returns the number of a word.
func (c *compiler) number(w *word) uint32 {
	if w.id == 0 {
		w.id = c.m.voc.Add(w.text)
	}
	return w.id
}

// fault notes a fault, once however often it is come upon.
func (c *compiler) fault(at lists.Pos, format string, args ...any) {
	e := lists.Error{File: at.File, Line: at.Line, Msg: fmt.Sprintf(format, args...)}
	if !slices.ContainsFunc(c.faults, func(x *lists.Error) bool { return *x == e }) {
		c.faults = append(c.faults, &e)
	}
}

// disguisesOf returns the disguises a term is looked for in.
func disguisesOf(o lists.Options, evasion How) normalize.Reading {
	var r normalize.Reading
	if o&lists.Spaced != 0 || evasion&Spaced != 0 {
		r |= normalize.Spaced
	}
	if o&lists.Leet != 0 || evasion&Leet != 0 {
		r |= normalize.Leet
	}
	if evasion&Repeated != 0 {
		r |= normalize.Repeated
	}
	return r
}
