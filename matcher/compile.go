package matcher

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// maxForms is the ceiling of the written forms of one line.
const maxForms = 4096

// A compiler turns the entries of a list into forms.
type compiler struct {
	m      *Matcher
	former former
	sets   map[string]*lists.Set
	seqs   map[setKey][]sequence // what a set stands for, computed once
	cues   map[string]int32      // by the text of the cue
	faults lists.ErrorList
}

type setKey struct {
	id   string
	lang lists.Lang
	kase string
}

// compile fills a Matcher with the forms of a combined list.
func compile(list *lists.List) (*Matcher, error) {
	m := &Matcher{voc: normalize.NewVocabulary(), list: list}
	m.forms.cases = map[int32]string{}
	c := compiler{
		m:      m,
		former: former{table: &m.forms, voc: m.voc, closed: map[[2]uint32]uint32{}},
		sets:   map[string]*lists.Set{},
		seqs:   map[setKey][]sequence{},
		cues:   map[string]int32{},
	}
	for i := range list.Sets {
		c.sets[list.Sets[i].ID] = &list.Sets[i]
	}
	for i := range list.Entries {
		e := &list.Entries[i]
		m.entries = append(m.entries, entry{Entry: e})
		for _, t := range e.Terms {
			c.line(t, int32(i))
		}
		x := &m.entries[i]
		x.near, x.unless, x.not = c.cueIDs(e.Near), c.cueIDs(e.Unless), c.cueIDs(e.Not)
	}
	if len(c.faults) > 0 {
		return nil, c.faults
	}
	return m, nil
}

func (c *compiler) fault(at lists.Pos, format string, args ...any) {
	c.faults = append(c.faults, &lists.Error{File: at.File, Line: at.Line, Msg: fmt.Sprintf(format, args...)})
}

// line adds the forms of one term line.
func (c *compiler) line(t lists.Term, entry int32) {
	kind := KindTerm
	if t.Lang == lists.Name {
		kind = KindName
	}
	seqs := c.sequences(t, t.Lang)
	if kind == KindName {
		seqs = c.withTwins(seqs)
	}
	c.addAll(seqs, t, func(text string) int32 {
		c.m.terms = append(c.m.terms, term{text: text, entry: entry, cue: -1, kind: kind})
		return int32(len(c.m.terms) - 1)
	})
}

// withTwins adds to names with a digit what they look like in the other
// alphabet, where all their letters have a look-alike: АК-47 and AK-47.
func (c *compiler) withTwins(seqs []sequence) []sequence {
	for _, s := range seqs {
		twin := sequence{how: s.how | LookAlike, text: s.text}
		digits, letters := false, false
		for _, w := range s.words {
			digits = digits || w.class == normalize.Digit
			if alphabetic(w.class) {
				letters = true
				to, class, ok := normalize.Twin(c.m.voc.Word(w.id), w.class)
				if !ok {
					letters = false
					break
				}
				w.id, w.class = c.m.voc.Add(to), class
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
			c.fault(t.Pos, "%q has %d words: a term has at most %d", s.text, len(s.words), maxTokens)
			return
		}
		id, ok := ids[s.text]
		if !ok {
			id = newTerm(s.text)
			ids[s.text] = id
			x := &c.m.terms[id]
			x.folded = normalize.FoldedBy(s.text)
			letters, alphabet := 0, false
			for i, w := range s.words {
				letters += int(w.letters)
				alphabet = alphabet || alphabetic(w.class)
				x.camel = x.camel || i > 0 && w.joint == normalize.Closed && alphabetic(w.class) && w.class == s.words[i-1].class
			}
			x.short = alphabet && letters <= 3
			x.caseMatters = t.Options&lists.Case != 0 || x.short && t.Options&lists.AnyCase == 0
		}
		c.former.add(s, id, t.Lang == lists.Name, c.m.terms[id].caseMatters)
	}
	if n := c.m.forms.len() - before; n > maxForms {
		c.fault(t.Pos, "%q has %d written forms: a line has at most %d, so split it or make its sets smaller", t.Text, n, maxForms)
	}
}

// slot stands for a set reference while the rest of a line is cut into words.
const slot = "\uFFFC"

// sequences returns the ways of writing a line, its sets filled in.
func (c *compiler) sequences(t lists.Term, lang lists.Lang) []sequence {
	literals := []string{""} // before, between and after the sets
	var refs []setKey
	for _, p := range lists.Parts(t.Text) {
		if p.Set == "" {
			literals[len(literals)-1] += p.Text
			continue
		}
		refs = append(refs, setKey{p.Set, lang, p.Case})
		literals = append(literals, "")
	}
	words := normalize.Words(strings.Join(literals, slot))
	for _, w := range words {
		if w.Break && w.Text != slot {
			c.fault(t.Pos, "%q stands in %q: no text matches across it; a term may hold / . , & + ′ ( ) and hyphens", w.Text, t.Text)
			return nil
		}
	}
	seqs := []sequence{{text: literals[0]}}
	n := 0
	for _, w := range words {
		if !w.Break {
			next := c.word(w)
			for i := range seqs {
				seqs[i].words = append(slices.Clip(seqs[i].words), next)
			}
			continue
		}
		members := c.members(refs[n])
		n++
		if len(seqs)*len(members) > maxForms {
			c.fault(t.Pos, "%q has %d written forms or more: a line has at most %d, so split it or make its sets smaller",
				t.Text, len(seqs)*len(members), maxForms)
			return nil
		}
		seqs = product(seqs, members, w.Joint, literals[n])
	}
	return seqs
}

// product joins every sequence with every member and the literal text behind it.
func product(seqs, members []sequence, joint normalize.Joint, literal string) []sequence {
	out := make([]sequence, 0, len(seqs)*len(members))
	for _, s := range seqs {
		for _, m := range members {
			words := make([]formWord, 0, len(s.words)+len(m.words))
			words = append(append(words, s.words...), m.words...)
			if len(s.words) > 0 && len(m.words) > 0 {
				words[len(s.words)].joint = joint
			}
			out = append(out, sequence{words, s.how | m.how, s.text + m.text + literal})
		}
	}
	return out
}

// members returns the sequences a set stands for in a language.
func (c *compiler) members(key setKey) []sequence {
	if seqs, ok := c.seqs[key]; ok {
		return seqs
	}
	var seqs []sequence
	if set := c.sets[key.id]; set != nil {
		for _, m := range set.Members {
			if m.Lang == key.lang {
				seqs = append(seqs, c.sequences(m, key.lang)...)
			}
		}
	}
	c.seqs[key] = seqs
	return seqs
}

// word numbers a word of a term.
func (c *compiler) word(w normalize.Word) formWord {
	return formWord{
		id: c.m.voc.Add(w.Text), joint: w.Joint, class: w.Class,
		mark: w.Class == normalize.Other && len(w.Upper) == 0 && w.Letters == 0 && !w.Decimal, letters: uint8(min(w.Letters, 255)), upper: w.Upper,
	}
}
