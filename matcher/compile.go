package matcher

import (
	"fmt"
	"slices"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// maxForms is the ceiling of the forms of one line, each a sequence of classes.
const maxForms = 4096

// A compiler turns the entries of a list into forms.
type compiler struct {
	m         *Matcher
	pairs     map[[2]uint32]bool // of words, that the vocabulary knows as one
	sets      map[string]*lists.Set
	texts     map[setKey][]string // the dictionary forms of a set, computed once
	inflector normalize.Inflector
	spellings *spellings
	classOf   []uint32             // by word number: the class of it alone
	scratch   []normalize.Member   // scratch of merge
	cut       map[string][]cutWord // words by how they are written, but for simple ones
	room      []cutWord            // for simple ones
	cues      map[string]int32     // by the text of the cue
	disguises normalize.Reading    // those that some term asks for
	evasion   How                  // disguises to look through in all terms
	faults    lists.ErrorList
}

type setKey struct {
	id   string
	lang lists.Lang
}

// compile fills a Matcher with the forms of a combined list.
func compile(list *lists.List, evasion How) (*Matcher, error) {
	m := &Matcher{voc: normalize.NewVocabulary(), list: list}
	m.forms.cases = map[int32][]string{}
	c := compiler{
		m:       m,
		evasion: evasion,
		pairs:   map[[2]uint32]bool{},
		sets:    map[string]*lists.Set{},
		texts:   map[setKey][]string{},
		cut:     map[string][]cutWord{},
		cues:    map[string]int32{},
	}
	for i := range list.Sets {
		c.sets[list.Sets[i].ID] = &list.Sets[i]
	}
	c.spellings = c.newSpellings(list.Entries)
	for i := range list.Entries {
		e := &list.Entries[i]
		m.entries = append(m.entries, entry{Entry: e})
		refuse := foldAll(e.Refuse)
		for _, t := range e.Terms {
			c.line(t, int32(i), refuse)
		}
		x := &m.entries[i]
		x.near, x.unless, x.not = c.cueIDs(e.Near), c.cueIDs(e.Unless), c.cueIDs(e.Not)
	}
	if len(c.faults) > 0 {
		return nil, c.faults
	}
	m.forms.clip()
	m.terms = slices.Clone(m.terms)
	m.cueWords = m.forms.tell(m.voc, m.terms)
	m.voc.SeeThrough(c.disguises)
	m.voc.Freeze()
	return m, nil
}

// fault notes a fault, once however often it is come upon.
func (c *compiler) fault(at lists.Pos, format string, args ...any) {
	e := lists.Error{File: at.File, Line: at.Line, Msg: fmt.Sprintf(format, args...)}
	if !slices.ContainsFunc(c.faults, func(x *lists.Error) bool { return *x == e }) {
		c.faults = append(c.faults, &e)
	}
}

// line adds the forms of one term line.
func (c *compiler) line(t lists.Term, entry int32, refuse []string) {
	kind := KindTerm
	if t.Lang == lists.Name {
		kind = KindName
	}
	seqs := c.sequences(t, t.Lang)
	if kind == KindName {
		seqs = append(seqs, c.derived(t, refuse)...)
	}
	if kind == KindName || c.evasion&LookAlike != 0 {
		seqs = c.withTwins(seqs, c.evasion&LookAlike != 0)
	}
	c.addAll(seqs, t, func(text string) int32 {
		c.m.terms = append(c.m.terms, term{text: text, entry: entry, cue: -1, kind: kind})
		return int32(len(c.m.terms) - 1)
	})
}

// withTwins adds what terms look like in the other alphabet, where all their
// letters have a look-alike: АК-47 and AK-47. Only terms with a digit get a
// twin, unless all is set.
func (c *compiler) withTwins(seqs []sequence, all bool) []sequence {
	for _, s := range seqs {
		twin := sequence{how: s.how | LookAlike, text: s.text}
		digits, letters := all, false
		for _, w := range s.words {
			digits = digits || w.script == normalize.Digit
			if alphabetic(w.script) {
				letters = true
				to, script, ok := normalize.Twin(c.m.voc.Word(w.first), w.script)
				if !ok {
					letters = false
					break
				}
				w.first = c.m.voc.Add(to)
				w.class, w.script = c.m.voc.AddClass([]normalize.Member{{Word: w.first}}), script
			}
			twin.words = append(twin.words, w)
		}
		if digits && letters {
			seqs = append(seqs, twin)
		}
	}
	return seqs
}

// cueIDs returns the numbers of cues, adding the forms of new ones.
func (c *compiler) cueIDs(cues []lists.Text) []int32 {
	var ids []int32
	for _, cue := range cues {
		id, ok := c.cues[cue.Text]
		if !ok {
			id = int32(len(c.cues))
			c.cues[cue.Text] = id
			t := lists.Term{Text: cue.Text, Pos: cue.Pos}
			var seqs []sequence
			for _, lang := range cueLangs(cue.Text) {
				t.Lang = lang
				seqs = append(seqs, c.sequences(t, lang)...)
			}
			c.addAll(seqs, t, func(text string) int32 {
				c.m.terms = append(c.m.terms, term{text: text, entry: -1, cue: id})
				return int32(len(c.m.terms) - 1)
			})
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// cueLangs returns the languages of a cue: that of its script, or all of them
// if it is nothing but sets.
func cueLangs(cue string) []lists.Lang {
	for _, p := range lists.Parts(cue) {
		for _, w := range normalize.Words(p.Text) {
			switch w.Class {
			case normalize.Cyrillic:
				return []lists.Lang{lists.Russian}
			case normalize.Han:
				return []lists.Lang{lists.Chinese}
			case normalize.Latin, normalize.Greek:
				return []lists.Lang{lists.English}
			}
		}
	}
	return []lists.Lang{lists.English, lists.Russian, lists.Chinese, lists.Name}
}

// addAll adds the forms of the sequences of one line, each under the
// dictionary form it belongs to.
func (c *compiler) addAll(seqs []sequence, t lists.Term, newTerm func(text string) int32) {
	before := c.m.forms.len()
	ids := map[string]int32{}
	for _, s := range seqs {
		if len(s.words) > maxTokens {
			c.fault(t.Pos, "%.80q has %d words: a term has at most %d", s.text, len(s.words), maxTokens)
			return
		}
		if n := s.marks(); n > maxMarks {
			c.fault(t.Pos, "%.80q has %d marks that a text may leave out: a term has at most %d", s.text, n, maxMarks)
			return
		}
		id, ok := ids[s.text]
		if !ok {
			id = newTerm(s.text)
			ids[s.text] = id
			x := &c.m.terms[id]
			x.folded = normalize.FoldedBy(s.text)
			letters, alphabet, han := 0, false, false
			for i, w := range s.words {
				letters += int(w.letters)
				alphabet = alphabet || alphabetic(w.script)
				han = han || w.script == normalize.Han
				x.camel = x.camel || i > 0 && w.joint == normalize.Closed && alphabetic(w.script) && w.script == s.words[i-1].script
			}
			x.short = alphabet && !han && letters <= 3
			x.disguises = disguisesOf(t.Options, c.evasion)
			c.disguises |= x.disguises
			x.caseMatters = t.Options&lists.Case != 0 || x.short && t.Options&lists.AnyCase == 0
		}
		c.m.forms.add(s, id, t.Lang == lists.Name, c.m.terms[id].caseMatters)
	}
	if n := c.m.forms.len() - before; n > maxForms {
		c.fault(t.Pos, "%.80q has %d written forms: a line has at most %d, so split it or make its sets smaller", t.Text, n, maxForms)
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
