package matcher

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// maxForms is the ceiling of the written forms of one line.
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
	cut       map[string][]cutWord // words by how they are written
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
	m.forms.besides(m.voc)
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

// derived returns the forms of the spellings of a name in other scripts, but
// for those that the entry refuses. Those of as many words are one form: each
// word is a class of all its spellings in all their cases.
func (c *compiler) derived(t lists.Term, refuse []string) []sequence {
	if !derives(t) {
		return nil
	}
	var out []sequence
	for _, p := range c.phrases(t, t.Lang) {
		name := p.dictionary()
		var ways []way
		single := map[normalize.Class]*formWord{} // those of one word
		members := map[normalize.Class][]normalize.Member{}
		for _, x := range c.spellings.of(name) {
			if len(refuse) > 0 && slices.Contains(refuse, normalize.Fold(x.text)) {
				continue
			}
			if script := scripts[x.lang]; script != 0 && countLetters(x.text) == utf8.RuneCountInString(x.text) {
				upper := normalize.CaseOf(x.text)
				w := single[script]
				if w == nil {
					w = &formWord{first: c.m.voc.AddWord(x.text), script: script, letters: uint8(min(len(upper), 255)), upper: upper}
					single[script] = w
				}
				w.upper = commonPrefix(w.upper, upper)
				for _, f := range x.forms {
					members[script] = addMember(members[script], c.m.voc.AddWord(f.Words[0]), f.Steps)
				}
				continue
			}
			for _, f := range x.forms {
				ways = append(ways, way{words: c.sentence(f.Words), steps: f.Steps})
			}
		}
		for _, script := range [...]normalize.Class{normalize.Latin, normalize.Cyrillic} {
			if w := single[script]; w != nil {
				members[script][0].Steps = 0
				w.class = c.m.voc.AddClass(members[script])
				out = append(out, sequence{[]formWord{*w}, Derived, name})
			}
		}
		for len(ways) > 0 {
			alike, rest := ofLength(ways, len(ways[0].words))
			for _, w := range alike {
				c.pairInside(w.words)
			}
			out = append(out, sequence{c.merge(alike), Derived, name})
			ways = rest
		}
	}
	return out
}

// scripts are the alphabets of the languages of spellings.
var scripts = map[string]normalize.Class{"en": normalize.Latin, "ru": normalize.Cyrillic}

// sentence returns the words of a phrase, given by what stands between blanks.
func (c *compiler) sentence(fields []string) []cutWord {
	var all []cutWord
	for _, f := range fields {
		n := len(all)
		all = append(all, c.words(f)...)
		if n > 0 && n < len(all) {
			all[n].Joint = normalize.Space
		}
	}
	return all
}

// addMember adds a word to the members of a class, once.
func addMember(members []normalize.Member, word uint32, steps normalize.Steps) []normalize.Member {
	for _, m := range members {
		if m.Word == word {
			return members
		}
	}
	return append(members, normalize.Member{Word: word, Steps: steps})
}

func commonPrefix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// foldAll returns texts as they compare.
func foldAll(texts []lists.Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, normalize.Fold(t.Text))
	}
	return out
}

// ofLength parts the ways of n words of one script each place from the rest.
func ofLength(ways []way, n int) (alike, rest []way) {
	first := ways[0].words
	is := func(w way) bool { return len(w.words) == n && (n == 0 || w.words[0].Class == first[0].Class) }
	if !slices.ContainsFunc(ways, func(w way) bool { return !is(w) }) {
		return ways, nil
	}
	for _, w := range ways {
		if is(w) {
			alike = append(alike, w)
		} else {
			rest = append(rest, w)
		}
	}
	return alike, rest
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
			c.fault(t.Pos, "%q has %d words: a term has at most %d", s.text, len(s.words), maxTokens)
			return
		}
		if n := s.marks(); n > maxMarks {
			c.fault(t.Pos, "%q has %d marks that a text may leave out: a term has at most %d", s.text, n, maxMarks)
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
		c.fault(t.Pos, "%q has %d written forms: a line has at most %d, so split it or make its sets smaller", t.Text, n, maxForms)
	}
}

// slot stands for a set reference with a case while the rest of a line is
// inflected: a word that no rule changes.
const slot = "\uFFFC"

// sequences returns the ways of writing a line: its sets filled in, and every
// dictionary form in all its inflected forms.
func (c *compiler) sequences(t lists.Term, lang lists.Lang) []sequence {
	if !c.sound(t) {
		return nil
	}
	var seqs []sequence
	for _, p := range c.phrases(t, lang) {
		seqs = append(seqs, c.inflect(p, t, lang)...)
		if len(seqs) > maxForms {
			c.tooMany(t, len(seqs))
			return nil
		}
	}
	return seqs
}

func (c *compiler) tooMany(t lists.Term, n int) {
	c.fault(t.Pos, "%q has %d written forms or more: a line has at most %d, so split it or make its sets smaller", t.Text, n, maxForms)
}

// sound reports whether a line has no mark that no text can match.
func (c *compiler) sound(t lists.Term) bool {
	for _, p := range lists.Parts(t.Text) {
		for _, w := range normalize.Words(p.Text) {
			if w.Break {
				c.fault(t.Pos, "%q stands in %q: no text matches across it; a term may hold / . , & + ′ ( ) and hyphens", w.Text, t.Text)
				return false
			}
		}
	}
	return true
}

// A phrase is a dictionary form. Where it has slots for sets in one case, text
// holds the slots, and cased the members to fill them.
type phrase struct {
	text  string
	cased []casedMember
}

type casedMember struct {
	text string
	kase string
}

// phrases returns the dictionary forms of a line: the product of its sets.
func (c *compiler) phrases(t lists.Term, lang lists.Lang) []phrase {
	out := []phrase{{}}
	for _, p := range lists.Parts(t.Text) {
		if p.Set == "" {
			for i := range out {
				out[i].text += p.Text
			}
			continue
		}
		members := c.members(setKey{p.Set, lang})
		if len(out)*len(members) > maxForms {
			c.tooMany(t, len(out)*len(members))
			return nil
		}
		next := make([]phrase, 0, len(out)*len(members))
		for _, x := range out {
			for _, m := range members {
				y := phrase{x.text + m, x.cased}
				if p.Case != "" {
					y = phrase{x.text + slot, append(slices.Clip(x.cased), casedMember{m, p.Case})}
				}
				next = append(next, y)
			}
		}
		out = next
	}
	return out
}

// members returns the dictionary forms of a set in a language.
func (c *compiler) members(key setKey) []string {
	if texts, ok := c.texts[key]; ok {
		return texts
	}
	var texts []string
	if set := c.sets[key.id]; set != nil {
		for _, m := range set.Members {
			if m.Lang != key.lang {
				continue
			}
			for _, p := range c.phrases(m, key.lang) {
				texts = append(texts, p.dictionary())
			}
		}
	}
	c.texts[key] = texts
	return texts
}

// dictionary returns the phrase with its slots filled.
func (p phrase) dictionary() string {
	text := p.text
	for _, m := range p.cased {
		text = strings.Replace(text, slot, m.text, 1)
	}
	return text
}

// inflect returns the forms of a dictionary form as sequences of classes: each
// word stands for all its forms in the phrase. That lets an adjective disagree
// with its noun, which no writer does on purpose and no other meaning has, and
// makes one form of a phrase of what would be a product of dozens.
func (c *compiler) inflect(p phrase, t lists.Term, lang lists.Lang) []sequence {
	text := p.dictionary()
	base := strings.Fields(p.text)
	forms := []normalize.Inflection{{Words: base}}
	switch {
	case len(t.Forms) > 0:
		for _, f := range t.Forms {
			forms = append(forms, normalize.Inflection{Words: strings.Fields(f), Steps: normalize.Inflected})
		}
	case t.Options&lists.Exact != 0:
	case lang == lists.English:
		forms = c.inflector.Inflect("en", base)
	case lang == lists.Russian, lang == lists.Name && isCyrillic(text):
		forms = c.inflector.Inflect("ru", base)
	}
	if len(forms) == 1 && len(p.cased) == 0 {
		return []sequence{{c.alone(base), 0, text}}
	}
	all := forms
	var seqs []sequence
	for len(forms) > 0 { // those of as many words make one shape
		n := len(forms[0].Words)
		var shape, rest []normalize.Inflection
		for _, f := range forms {
			if len(f.Words) == n {
				shape = append(shape, f)
			} else {
				rest = append(rest, f)
			}
		}
		for _, words := range c.classes(shape, p.cased) {
			seqs = append(seqs, sequence{words, howInflected(shape[0].Steps), text})
		}
		forms = rest
	}
	if lang == lists.English && t.Options&lists.Exact == 0 && len(p.cased) == 0 {
		if x, ok := c.closedUp(all); ok {
			seqs = append(seqs, sequence{[]formWord{x}, Joined, text})
		}
	}
	return seqs
}

// closedUp returns the class of a phrase of three words or more written as one
// word, which scanning often leaves of an English one. Two words are a pair.
func (c *compiler) closedUp(forms []normalize.Inflection) (formWord, bool) {
	var ways []way
	for _, f := range forms {
		text, n := "", 0
		for _, w := range f.Words {
			for _, x := range c.words(w) {
				if x.Class != normalize.Latin {
					return formWord{}, false
				}
				text += x.Text
				n++
			}
		}
		if n < 3 {
			return formWord{}, false
		}
		w := cutWord{normalize.Word{Text: text, Class: normalize.Latin, Letters: len(text)}, c.m.voc.Add(text)}
		ways = append(ways, way{words: []cutWord{w}, steps: f.Steps})
	}
	return c.merge(ways)[0], true
}

// alone returns the words of a phrase that has no other forms.
func (c *compiler) alone(base []string) []formWord {
	n := 0
	for _, w := range base {
		n += len(c.words(w))
	}
	words := make([]formWord, 0, n)
	last := cutWord{}
	for _, piece := range base {
		for i, w := range c.words(piece) {
			x := c.formWord(w)
			if i == 0 && len(words) > 0 {
				x.joint = normalize.Space
			}
			words = append(words, x)
			if w.Mark() {
				continue
			}
			if last.id != 0 {
				c.pair(last, w)
			}
			last = w
		}
	}
	return words
}

// formWord makes a word of a form of w, with its class if it is alone in it.
func (c *compiler) formWord(w cutWord) formWord {
	x := formWord{
		first: w.id, joint: w.Joint, script: w.Class, mark: w.Mark(),
		letters: uint8(min(w.Letters, 255)), upper: w.Upper,
	}
	for int(w.id) >= len(c.classOf) {
		c.classOf = append(c.classOf, 0)
	}
	if c.classOf[w.id] == 0 {
		members := []normalize.Member{{Word: w.id}}
		if w.Text == "划" { // 畫 is 画 as well as 划
			members = append(members, normalize.Member{Word: c.m.voc.Add("画")})
		}
		c.classOf[w.id] = c.m.voc.AddClass(members)
	}
	x.class = c.classOf[w.id]
	return x
}

// A way is one way of writing what stands between two blanks of a phrase.
type way struct {
	text  string
	words []cutWord
	steps normalize.Steps
}

// classes returns the sequences of the forms of a phrase, all of as many words.
func (c *compiler) classes(forms []normalize.Inflection, cased []casedMember) [][]formWord {
	seqs := [][]formWord{nil}
	before := -1 // the last place that is not a mark
	var waysBefore []way
	filled := 0
	for i, first := range forms[0].Words {
		var ways []way
		if n := strings.Count(first, slot); n > 0 {
			ways = c.fill(first, cased[filled:filled+n])
			filled += n
		} else {
			ways = c.ways(forms, i)
		}
		for _, w := range ways {
			c.pairInside(w.words)
		}
		if before >= 0 {
			c.pairAcross(forms, before, i, waysBefore, ways)
		}
		if w := ways[0].words; len(w) > 0 && !w[len(w)-1].Mark() {
			before, waysBefore = i, ways
		}
		var next [][]formWord
		for len(ways) > 0 {
			alike, rest := ofLength(ways, len(ways[0].words))
			words := c.merge(alike)
			for _, s := range seqs {
				next = append(next, spaced(s, words))
			}
			ways = rest
		}
		seqs = next
	}
	return seqs
}

// ways returns the different words at one place of the forms of a phrase.
func (c *compiler) ways(forms []normalize.Inflection, i int) []way {
	ways := make([]way, 0, min(len(forms), 12))
next:
	for _, f := range forms {
		w := f.Words[i]
		for k := range ways {
			if ways[k].text == w {
				ways[k].steps = min(ways[k].steps, f.Steps)
				continue next
			}
		}
		steps := f.Steps
		if len(ways) == 0 {
			steps = 0
		}
		ways = append(ways, way{w, c.words(w), steps})
	}
	return ways
}

// fill returns the ways of writing a word with slots, such as <drone:gen> or
// FPV-<drone:gen>: each filled with its member in the case asked for, in both
// numbers. That it stands in that case is no step.
func (c *compiler) fill(w string, members []casedMember) []way {
	texts := []string{w}
	for _, m := range members {
		kase, _ := normalize.ParseCase(m.kase)
		var next []string
		for _, x := range texts {
			for _, f := range c.inflector.InCase(strings.Fields(m.text), kase) {
				next = append(next, strings.Replace(x, slot, strings.Join(f.Words, " "), 1))
			}
		}
		texts = next
	}
	ways := make([]way, len(texts))
	for i, text := range texts {
		for _, w := range strings.Fields(text) {
			words := slices.Clone(c.words(w))
			if len(ways[i].words) > 0 && len(words) > 0 {
				words[0].Joint = normalize.Space
			}
			ways[i].words = append(ways[i].words, words...)
		}
	}
	return ways
}

// merge makes one sequence of ways that have as many words: the words at each
// place are a class.
func (c *compiler) merge(ways []way) []formWord {
	words := make([]formWord, len(ways[0].words))
	for i, w := range ways[0].words {
		words[i] = c.formWord(w)
		members := c.scratch[:0]
		upper := w.Upper // as far as all agree
		for _, x := range ways {
			members = addMember(members, x.words[i].id, x.steps)
			upper = commonPrefix(upper, x.words[i].Upper)
		}
		c.scratch = members
		if len(members) == 1 {
			continue
		}
		members[0].Steps = 0
		words[i].class = c.m.voc.AddClass(members)
		words[i].upper = upper + "????????????????"[:min(16, len(w.Upper)-len(upper))]
	}
	return words
}

// pairInside makes the neighbours in a word known as one word, too, and those
// that only a mark parts.
func (c *compiler) pairInside(words []cutWord) {
	last := -1
	for i, w := range words {
		if w.Mark() {
			continue
		}
		if last >= 0 {
			c.pair(words[last], w)
		}
		last = i
	}
}

// pairAcross does so for the words at two places, as they occur together in the
// forms.
func (c *compiler) pairAcross(forms []normalize.Inflection, i, j int, before, after []way) {
	if strings.Contains(forms[0].Words[i]+forms[0].Words[j], slot) {
		for _, x := range before {
			for _, y := range after {
				c.pairEnds(x.words, y.words)
			}
		}
		return
	}
	for k, f := range forms {
		if k == 0 || f.Words[i] != forms[k-1].Words[i] || f.Words[j] != forms[k-1].Words[j] {
			c.pairEnds(wordsOf(before, f.Words[i]), wordsOf(after, f.Words[j]))
		}
	}
}

func wordsOf(ways []way, text string) []cutWord {
	for k := range ways {
		if ways[k].text == text {
			return ways[k].words
		}
	}
	return nil
}

func (c *compiler) pairEnds(x, y []cutWord) {
	if len(x) > 0 && len(y) > 0 {
		c.pair(x[len(x)-1], y[0])
	}
}

func (c *compiler) pair(x, y cutWord) {
	if key := [2]uint32{x.id, y.id}; x.Class == y.Class && alphabetic(x.Class) && !c.pairs[key] {
		c.pairs[key] = true
		c.m.voc.AddPair(x.id, y.id)
	}
}

// spaced returns the words of x behind those of s, a blank between.
func spaced(s, x []formWord) []formWord {
	words := append(slices.Clip(s), x...)
	if len(s) > 0 && len(x) > 0 {
		words[len(s)].joint = normalize.Space
	}
	return words
}

// A cutWord is a word of a term and its number.
type cutWord struct {
	normalize.Word
	id uint32
}

// words returns the words of what stands between two blanks, from the cache if
// it was asked before.
func (c *compiler) words(s string) []cutWord {
	words, ok := c.cut[s]
	if !ok {
		for _, w := range normalize.Words(s) {
			words = append(words, cutWord{w, c.m.voc.Add(w.Text)})
		}
		c.cut[s] = words
	}
	return words
}

func howInflected(s normalize.Steps) How {
	var h How
	if s&normalize.Inflected != 0 {
		h |= Inflected
	}
	if s&normalize.Plural != 0 {
		h |= Plural
	}
	if s&normalize.Spelling != 0 {
		h |= Spelling
	}
	return h
}

func isCyrillic(s string) bool {
	return slices.ContainsFunc(normalize.Words(s), func(w normalize.Word) bool { return w.Class == normalize.Cyrillic })
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
