package matcher

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A line of a list is a phrase for each way of filling its sets, and a phrase
// has its inflected forms: see inflect.

// slot stands for a set reference with a case while the rest of a line is
// inflected: a word that no rule changes.
const slot = "\uFFFC"

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
func (x *expander) phrases(t *lists.Term, lang lists.Lang) []phrase {
	if !strings.Contains(t.Text, "<") {
		return []phrase{{text: t.Text}}
	}
	out := []phrase{{}}
	for _, p := range lists.Parts(t.Text) {
		if p.Set == "" {
			for i := range out {
				out[i].text += p.Text
			}
			continue
		}
		members := x.members(setKey{p.Set, lang})
		if len(out)*len(members) > maxForms {
			x.tooMany(t, len(out)*len(members))
			return nil
		}
		next := make([]phrase, 0, len(out)*len(members))
		for _, o := range out {
			for _, m := range members {
				n := phrase{o.text + m, o.cased}
				if p.Case != "" {
					n = phrase{o.text + slot, append(slices.Clip(o.cased), x.inCase(m, p.Case))}
				}
				next = append(next, n)
			}
		}
		out = next
	}
	return out
}

// inCase returns a member of a set in the case that a line asks for.
func (x *expander) inCase(text, kase string) casedMember {
	m := casedMember{text, kase, text}
	k, _ := normalize.ParseCase(kase)
	if forms := x.inflector.InCase(strings.Fields(text), k); len(forms) > 0 {
		m.shown = strings.Join(forms[len(forms)-1].Words, " ")
	}
	return m
}

// members returns the dictionary forms of a set in a language.
func (x *expander) members(key setKey) []string {
	if texts, ok := x.texts[key]; ok {
		return texts
	}
	var texts []string
	if set := x.sets[key.id]; set != nil {
		for _, m := range set.Members {
			if m.Lang != key.lang {
				continue
			}
			for _, p := range x.phrases(&m, key.lang) {
				texts = append(texts, p.dictionary())
			}
			if len(texts) > maxForms {
				x.fault(set.Pos, "set %q has %d written forms or more: a line has at most %d, so no line can use it", set.ID, len(texts), maxForms)
				texts = nil
				break
			}
		}
	}
	x.texts[key] = texts
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
