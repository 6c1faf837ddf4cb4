package matcher

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A line of a list is a phrase for each way of filling its sets, and a phrase
// has its inflected forms: see inflect.

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
	c.fault(t.Pos, "%.80q has %d written forms or more: a line has at most %d, so split it or make its sets smaller", t.Text, n, maxForms)
}

// sound reports whether a line has no mark that no text can match.
func (c *compiler) sound(t lists.Term) bool {
	parts := lists.Parts(t.Text)
	if n := len(parts) / 2; n > maxTokens {
		c.fault(t.Pos, "%.80q has more than %d words: a term has at most %d", t.Text, n, maxTokens)
		return false
	}
	for _, p := range parts {
		for _, w := range normalize.Words(p.Text) {
			if w.Break {
				c.fault(t.Pos, "%q stands in %.80q: no text matches across it; a term may hold / . , & + ′ ( ) and hyphens", w.Text, t.Text)
				return false
			}
			if n := utf8.RuneCountInString(w.Text); n > maxLetters {
				c.fault(t.Pos, "%.40q has %d letters: a word has at most %d", w.Text, n, maxLetters)
				return false
			}
		}
	}
	return true
}

const maxLetters = 256 // runes of a word; normalize reads no longer one

// A phrase is a dictionary form. Where it has slots for sets in one case, text
// holds the slots, and cased the members to fill them.
type phrase struct {
	text  string
	cased []casedMember
}

type casedMember struct {
	text  string
	kase  string
	shown string // in the case, in the plural
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
					y = phrase{x.text + slot, append(slices.Clip(x.cased), c.inCase(m, p.Case))}
				}
				next = append(next, y)
			}
		}
		out = next
	}
	return out
}

// inCase returns a member of a set in the case that a line asks for.
func (c *compiler) inCase(text, kase string) casedMember {
	m := casedMember{text, kase, text}
	k, _ := normalize.ParseCase(kase)
	if forms := c.inflector.InCase(strings.Fields(text), k); len(forms) > 0 {
		m.shown = strings.Join(forms[len(forms)-1].Words, " ")
	}
	return m
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
			if len(texts) > maxForms {
				c.fault(set.Pos, "set %q has %d written forms or more: a line has at most %d, so no line can use it", set.ID, len(texts), maxForms)
				texts = nil
				break
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
		text = strings.Replace(text, slot, m.shown, 1)
	}
	return text
}
