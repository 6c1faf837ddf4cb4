package matcher

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// inflect returns the forms of a dictionary form as sequences of classes: each
// word stands for all its forms in the phrase. That lets an adjective disagree
// with its noun, which no writer does on purpose and no other meaning has, and
// makes one form of a phrase of what would be a product of dozens.
func (c *compiler) inflect(p phrase, t lists.Term, lang lists.Lang) []sequence {
	text := p.dictionary()
	base := strings.Fields(p.text)
	forms := []normalize.Inflection{{Words: base}}
	switch {
	case len(t.Forms) > maxForms:
		c.tooMany(t, len(t.Forms))
		return nil
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
		if !slices.ContainsFunc(forms, func(f normalize.Inflection) bool { return len(f.Words) != n }) {
			for _, words := range c.classes(t, forms, p.cased) {
				seqs = append(seqs, sequence{words, howInflected(forms[0].Steps), text})
			}
			break
		}
		var shape, rest []normalize.Inflection
		for _, f := range forms {
			if len(f.Words) == n {
				shape = append(shape, f)
			} else {
				rest = append(rest, f)
			}
		}
		for _, words := range c.classes(t, shape, p.cased) {
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
				text += c.m.voc.Word(x.id)
				n++
			}
		}
		if n < 3 {
			return formWord{}, false
		}
		w := cutWord{normalize.Word{Class: normalize.Latin, Letters: len(text)}, c.m.voc.Add(text)}
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
		if c.m.voc.Word(w.id) == "划" { // 畫 is 画 as well as 划
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
func (c *compiler) classes(t lists.Term, forms []normalize.Inflection, cased []casedMember) [][]formWord {
	seqs := [][]formWord{nil}
	before := -1 // the last place that is not a mark
	var waysBefore []way
	filled := 0
	for i, first := range forms[0].Words {
		var ways []way
		if n := strings.Count(first, slot); n > 0 {
			if ways = c.fill(t, first, cased[filled:filled+n]); ways == nil {
				return nil
			}
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
			if len(next) > maxForms {
				c.tooMany(t, len(next))
				return nil
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
func (c *compiler) fill(t lists.Term, w string, members []casedMember) []way {
	texts := []string{w}
	for _, m := range members {
		kase, _ := normalize.ParseCase(m.kase)
		var next []string
		for _, x := range texts {
			for _, f := range c.inflector.InCase(strings.Fields(m.text), kase) {
				next = append(next, strings.Replace(x, slot, strings.Join(f.Words, " "), 1))
			}
		}
		if texts = next; len(texts) > maxForms {
			c.tooMany(t, len(texts))
			return nil
		}
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

// spaced returns the words of x behind those of s, a blank between.
func spaced(s, x []formWord) []formWord {
	words := append(slices.Clip(s), x...)
	if len(s) > 0 && len(x) > 0 {
		words[len(s)].joint = normalize.Space
	}
	return words
}

// A cutWord is a word of a term and its number. Its text is that of the number.
type cutWord struct {
	normalize.Word
	id uint32
}

// words returns the words of what stands between two blanks.
func (c *compiler) words(s string) []cutWord {
	if id, w, ok := c.m.voc.AddSimple(s); ok {
		if len(c.room) == cap(c.room) {
			c.room = make([]cutWord, 0, 1024)
		}
		c.room = append(c.room, cutWord{w, id})
		return c.room[len(c.room)-1 : len(c.room) : len(c.room)]
	}
	words, ok := c.cut[s]
	if !ok {
		for _, w := range normalize.Words(s) {
			x := cutWord{w, c.m.voc.Add(w.Text)}
			x.Text = ""
			words = append(words, x)
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
