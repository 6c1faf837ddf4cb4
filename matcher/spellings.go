package matcher

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/normalize"
)

// A spelling is a spelling of a name in another script, in all its cases.
type spelling struct {
	text  string
	lang  string
	forms []normalize.Inflection
}

// spell returns the spellings of a name. One of three letters or fewer is nearly
// always another word (Knuth is not нас), unless the name is as short.
func (x *expander) spell(name string) []spelling {
	var all []spelling
	short := !hasLetters(4, name)
	for _, v := range normalize.Variants(name) {
		if !short && v.Lang != "zh" && !hasLetters(4, v.Text) {
			continue
		}
		base := strings.Fields(v.Text)
		forms := []normalize.Inflection{{Words: base}}
		if v.Lang == "ru" {
			forms = slices.DeleteFunc(x.ofNames.Inflect("ru", base), func(f normalize.Inflection) bool {
				return !hasLetters(3, f.Words...)
			})
		}
		if len(forms) > 0 {
			all = append(all, spelling{v.Text, v.Lang, forms})
		}
	}
	return all
}

// derived returns the forms of the spellings of a name in other scripts, but
// for those that the entry refuses. Those of as many words are one form: each
// word is a class of all its spellings in all their cases.
func (x *expander) derived(names []phrase, refuse []string) []sequence {
	var out []sequence
	for _, p := range names {
		name := p.dictionary()
		x.pieces, x.all = x.pieces[:0], x.all[:0]
		var single [2]formWord // those of one word, by alphabet
		for _, s := range x.spell(name) {
			w, simple := normalize.Simple(s.text)
			if len(refuse) > 0 {
				folded := w.Text
				if !simple {
					folded = normalize.Fold(s.text)
				}
				if slices.Contains(refuse, folded) {
					continue
				}
			}
			if simple && s.lang != "zh" {
				one := &single[0]
				if s.lang == "ru" {
					one = &single[1]
				}
				if one.members == nil {
					*one = formWord{members: make([]member, 0, 16), script: w.Class, letters: uint8(min(w.Letters, 255)), upper: w.Upper}
				}
				one.upper = commonPrefix(one.upper, w.Upper)
				for _, f := range s.forms { // whole, though КУАВам has a camel seam
					one.members = x.addWord(one.members, normalize.Word{Text: normalize.Letters(f.Words[0])}, f.Steps)
				}
				continue
			}
			x.addWays(s.forms)
		}
		for _, w := range single {
			if w.members != nil {
				w.members[0].steps = 0
				out = append(out, sequence{[]formWord{w}, Derived, name})
			}
		}
		for ways := x.all; len(ways) > 0; {
			alike, rest := ofLength(ways, len(ways[0].words))
			for _, w := range alike {
				x.pairInside(w.words)
			}
			out = append(out, sequence{x.merge(alike), Derived, name})
			ways = rest
		}
	}
	return out
}

// addWays cuts the forms of a spelling.
func (x *expander) addWays(forms []normalize.Inflection) {
	cuts := make([][]piece, len(forms[0].Words))
	for k, f := range forms {
		start := len(x.pieces)
		for i, w := range f.Words {
			if k == 0 || w != forms[k-1].Words[i] {
				cuts[i] = x.cutOnce(w)
			}
			n := len(x.pieces)
			x.pieces = append(x.pieces, cuts[i]...)
			if n > start && n < len(x.pieces) {
				x.pieces[n].joint = normalize.Space
			}
		}
		x.all = append(x.all, way{words: x.pieces[start:len(x.pieces):len(x.pieces)], steps: f.Steps})
	}
}
