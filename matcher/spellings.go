package matcher

import (
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A spelling is a spelling of a name in another script, in all its cases.
type spelling struct {
	text  string
	lang  string
	forms []normalize.Inflection
}

// spellings finds the spellings of names in other scripts ahead of the compiler,
// on all processors: it is most of the work of New where a list has many names.
type spellings struct {
	names []string
	found []chan []spelling // by name; each is filled once
	taken int
	room  chan struct{} // bounds how far the workers run ahead
}

// newSpellings starts on the names of a list, in the order in which the
// compiler asks for them.
func (c *compiler) newSpellings(entries []lists.Entry) *spellings {
	s := &spellings{}
	for _, e := range entries {
		for _, t := range e.Terms {
			if !derives(t) {
				continue
			}
			for _, p := range c.phrases(t, t.Lang) {
				s.names = append(s.names, p.dictionary())
			}
		}
	}
	s.found = make([]chan []spelling, len(s.names))
	for i := range s.found {
		s.found[i] = make(chan []spelling, 1)
	}
	s.room = make(chan struct{}, 256)
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(s.names)) {
		go func() {
			var inflector normalize.Inflector
			for {
				s.room <- struct{}{}
				i := int(next.Add(1) - 1)
				if i >= len(s.names) {
					<-s.room
					return
				}
				s.found[i] <- spell(&inflector, s.names[i])
			}
		}()
	}
	return s
}

// derives reports whether the spellings of a term in other scripts are wanted.
func derives(t lists.Term) bool { return t.Lang == lists.Name && t.Options&lists.Exact == 0 }

// of returns the spellings of the next name, which must be the one asked for.
func (s *spellings) of(name string) []spelling {
	if s.names[s.taken] != name {
		panic("matcher: spellings are asked for out of order: " + name)
	}
	found := <-s.found[s.taken]
	s.taken++
	<-s.room
	return found
}

// spell returns the spellings of a name. One of three letters or fewer is nearly
// always another word (Knuth is not нас), unless the name is as short.
func spell(inflector *normalize.Inflector, name string) []spelling {
	var all []spelling
	short := countLetters(name) <= 3
	for _, v := range normalize.Variants(name) {
		if !short && v.Lang != "zh" && countLetters(v.Text) <= 3 {
			continue
		}
		base := strings.Fields(v.Text)
		forms := []normalize.Inflection{{Words: base}}
		if v.Lang == "ru" {
			forms = slices.DeleteFunc(inflector.Inflect("ru", base), func(f normalize.Inflection) bool {
				return countLetters(strings.Join(f.Words, "")) < 3
			})
		}
		if len(forms) > 0 {
			all = append(all, spelling{v.Text, v.Lang, forms})
		}
	}
	return all
}

func countLetters(s string) int {
	n := 0
	for i := 0; i < len(s); {
		g := normalize.GlyphAt(s, i)
		if g.Sign == normalize.SignLetter || g.Sign == normalize.SignHan {
			n++
		}
		i += g.Size
	}
	return n
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
			if script := scripts[x.lang]; script != 0 {
				if id, simple, ok := c.m.voc.AddSimple(x.text); ok {
					w := single[script]
					if w == nil {
						w = &formWord{first: id, script: script, letters: uint8(min(simple.Letters, 255)), upper: simple.Upper}
						single[script] = w
					}
					w.upper = commonPrefix(w.upper, simple.Upper)
					for _, f := range x.forms { // whole, though КУАВам has a camel seam
						members[script] = addMember(members[script], c.m.voc.AddWord(f.Words[0]), f.Steps)
					}
					continue
				}
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
