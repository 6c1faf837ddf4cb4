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
func (x *expander) inflect(p phrase, t *lists.Term) []sequence {
	text := p.dictionary()
	base := strings.Fields(p.text)
	forms := []normalize.Inflection{{Words: base}}
	switch {
	case len(t.Forms) > maxForms:
		x.tooMany(t, len(t.Forms))
		return nil
	case len(t.Forms) > 0:
		for _, f := range t.Forms {
			forms = append(forms, normalize.Inflection{Words: strings.Fields(f.Text), Steps: normalize.Inflected})
		}
	case t.Options&lists.Exact != 0:
	case t.Lang == lists.English:
		forms = x.inflector.Inflect("en", base)
	case t.Lang == lists.Russian, t.Lang == lists.Name && x.isCyrillic(text):
		forms = x.inflector.Inflect("ru", base)
	}
	if len(forms) == 1 && len(p.cased) == 0 {
		return []sequence{{x.alone(base), 0, text}}
	}
	all := forms
	var seqs []sequence
	for len(forms) > 0 { // those of as many words make one shape
		n := len(forms[0].Words)
		if !slices.ContainsFunc(forms, func(f normalize.Inflection) bool { return len(f.Words) != n }) {
			for _, words := range x.classes(t, forms, p.cased) {
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
		for _, words := range x.classes(t, shape, p.cased) {
			seqs = append(seqs, sequence{words, howInflected(shape[0].Steps), text})
		}
		forms = rest
	}
	if t.Lang == lists.English && t.Options&lists.Exact == 0 && len(p.cased) == 0 {
		if w, ok := x.closedUp(all); ok {
			seqs = append(seqs, sequence{[]formWord{w}, Joined, text})
		}
	}
	return seqs
}

// closedUp returns a phrase of three words or more written as one word, which
// scanning often leaves of an English one. Two words are a pair.
func (x *expander) closedUp(forms []normalize.Inflection) (formWord, bool) {
	var members []member
	for _, f := range forms {
		text, n := "", 0
		for _, w := range f.Words {
			for _, p := range x.cut(w) {
				if p.script != normalize.Latin {
					return formWord{}, false
				}
				text += p.text
				n++
			}
		}
		if n < 3 {
			return formWord{}, false
		}
		members = x.addWord(members, normalize.Word{Text: text, Class: normalize.Latin, Letters: len(text)}, f.Steps)
	}
	return newFormWord(piece{word: members[0].word}, members), true
}

// alone returns the words of a phrase that has no other forms.
func (x *expander) alone(base []string) []formWord {
	n := 0
	for _, w := range base {
		n += len(x.cut(w))
	}
	words, members := make([]formWord, 0, n), x.roomMembers.take(n)
	var last *word
	for _, s := range base {
		for i, p := range x.cut(s) {
			if i == 0 && len(words) > 0 {
				p.joint = normalize.Space
			}
			at := len(words)
			members[at].word = p.word
			words = append(words, newFormWord(p, members[at:at+1]))
			if p.mark {
				continue
			}
			if last != nil {
				x.pair(last, p.word)
			}
			last = p.word
		}
	}
	return words
}

// A way is one way of writing what stands between two blanks of a phrase.
type way struct {
	text  string
	words []piece
	steps normalize.Steps
}

// A column is the ways of writing what stands at one place of the forms of a
// phrase.
type column struct {
	ways []way
	of   []uint16 // by form: its way; nil where each goes with each of another column
}

// classes returns the sequences of the forms of a phrase, all of as many words.
func (x *expander) classes(t *lists.Term, forms []normalize.Inflection, cased []casedMember) [][]formWord {
	x.all, x.of = x.all[:0], x.of[:0]
	seqs := [][]formWord{nil}
	var before column // the last that is not a mark
	filled := 0
	for i, first := range forms[0].Words {
		var here column
		if n := strings.Count(first, slot); n > 0 {
			if here.ways = x.fill(t, first, cased[filled:filled+n]); here.ways == nil {
				return nil
			}
			filled += n
		} else {
			here = x.column(forms, i)
		}
		for _, w := range here.ways {
			x.pairInside(w.words)
		}
		x.pairAcross(before, here)
		if w := here.ways[0].words; len(w) > 0 && !w[len(w)-1].mark {
			before = here
		}
		var next [][]formWord
		for ways := here.ways; len(ways) > 0; {
			alike, rest := ofLength(ways, len(ways[0].words))
			words := x.merge(alike)
			for _, s := range seqs {
				next = append(next, spaced(s, words))
			}
			if len(next) > maxForms {
				x.tooMany(t, len(next))
				return nil
			}
			ways = rest
		}
		seqs = next
	}
	return seqs
}

// pairAcross makes the words of two columns known as one, as they occur together
// in the forms.
func (x *expander) pairAcross(before, after column) {
	if before.of == nil || after.of == nil {
		for _, a := range before.ways {
			for _, b := range after.ways {
				x.pairEnds(a.words, b.words)
			}
		}
		return
	}
	for k := range before.of {
		if a, b := before.of[k], after.of[k]; k == 0 || a != before.of[k-1] || b != after.of[k-1] {
			x.pairEnds(before.ways[a].words, after.ways[b].words)
		}
	}
}

// column returns the different words at one place of the forms of a phrase.
func (x *expander) column(forms []normalize.Inflection, i int) column {
	ways, of := len(x.all), len(x.of)
	c := column{x.all[ways:], x.of[of:]}
	for k, f := range forms {
		w := f.Words[i]
		at := 0
		if k > 0 && w == forms[k-1].Words[i] {
			at = int(c.of[k-1])
		} else {
			for at < len(c.ways) && c.ways[at].text != w {
				at++
			}
		}
		if at == len(c.ways) {
			c.ways = append(c.ways, way{w, x.cut(w), f.Steps})
		}
		c.ways[at].steps = min(c.ways[at].steps, f.Steps)
		c.of = append(c.of, uint16(at))
	}
	c.ways[0].steps = 0
	x.all, x.of = append(x.all, c.ways...), append(x.of, c.of...)
	return c
}

// fill returns the ways of writing a word with slots, such as <drone:gen> or
// FPV-<drone:gen>: each filled with its member in the case asked for, in both
// numbers. That it stands in that case is no step.
func (x *expander) fill(t *lists.Term, w string, members []casedMember) []way {
	texts := []string{w}
	for _, m := range members {
		kase, _ := normalize.ParseCase(m.kase)
		var next []string
		for _, w := range texts {
			for _, f := range x.inflector.InCase(strings.Fields(m.text), kase) {
				next = append(next, strings.Replace(w, slot, strings.Join(f.Words, " "), 1))
			}
		}
		if texts = next; len(texts) > maxForms {
			x.tooMany(t, len(texts))
			return nil
		}
	}
	ways := make([]way, len(texts))
	for i, text := range texts {
		for _, w := range strings.Fields(text) {
			words := slices.Clone(x.cut(w))
			if len(ways[i].words) > 0 && len(words) > 0 {
				words[0].joint = normalize.Space
			}
			ways[i].words = append(ways[i].words, words...)
		}
	}
	return ways
}

// merge makes one sequence of ways that have as many words: the words at each
// place stand for one another.
func (x *expander) merge(ways []way) []formWord {
	words := make([]formWord, len(ways[0].words))
	for i, p := range ways[0].words {
		members := x.standing[:0]
		upper := p.upper // as far as all agree
		for k, w := range ways {
			if k > 0 && w.words[i].word == ways[k-1].words[i].word {
				continue
			}
			members = addMember(members, w.words[i].word, w.steps)
			upper = commonPrefix(upper, w.words[i].upper)
		}
		x.standing = members
		words[i] = newFormWord(p, x.roomMembers.keep(members))
		if len(members) > 1 {
			words[i].upper = upper + "????????????????"[:min(16, len(p.upper)-len(upper))]
		}
	}
	return words
}

// ofLength parts the ways of n words of one script each place from the rest.
func ofLength(ways []way, n int) (alike, rest []way) {
	first := ways[0].words
	is := func(w way) bool { return len(w.words) == n && (n == 0 || w.words[0].script == first[0].script) }
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
	if len(s) == 0 {
		return x
	} else if len(x) == 0 {
		return s
	}
	words := slices.Concat(s, x)
	words[len(s)].joint = normalize.Space
	return words
}

func (x *expander) isCyrillic(text string) bool {
	for field := range strings.FieldsSeq(text) {
		if slices.ContainsFunc(x.cut(field), func(p piece) bool { return p.script == normalize.Cyrillic }) {
			return true
		}
	}
	return false
}
