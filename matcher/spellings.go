package matcher

import (
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

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
		all = append(all, spelling{v.Text, v.Lang, forms})
	}
	return all
}

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
