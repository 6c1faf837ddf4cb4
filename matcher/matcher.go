package matcher

import (
	"sync"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A Matcher finds the terms of its lists in texts. It is immutable: any number
// of goroutines may call its methods at once, and a service that gets new lists
// makes a new one and swaps the pointer.
type Matcher struct {
	voc     *normalize.Vocabulary
	forms   formTable
	terms   []term
	entries []entry
	list    *lists.List
	engine  engine
	scans   sync.Pool

	recogniser *recogniser
}

// A term is the dictionary form of a term or a cue.
type term struct {
	text        string
	entry       int32 // of a term
	cue         int32 // number of a cue, -1 for a term
	kind        Kind
	caseMatters bool
	short       bool              // three letters or fewer: must not touch a digit
	camel       bool              // the list writes it with a camel seam
	disguises   normalize.Reading // those it is looked for in
	folded      normalize.Folding // what the list's own spelling needs
}

// An entry is an entry of the lists with its cues as numbers.
type entry struct {
	*lists.Entry
	near, unless, not []int32
}

// An Engine says how forms are looked for. All find the same hits.
type Engine uint8

const (
	// Compact is an Aho-Corasick automaton over the numbers of words.
	Compact Engine = iota
	// Cloudflare asks github.com/cloudflare/ahocorasick which rare words a
	// text holds, and tries only the forms with one of them.
	Cloudflare
)

// A Config says how a Matcher is made. The zero Config is that of New.
type Config struct {
	Engine Engine
	// Evasion is the set of disguises to look through in every term, beyond
	// those that are always looked through: of Spaced, Leet, Repeated, and
	// LookAlike for words written wholly in another alphabet. Ordinary text
	// has some of each by chance.
	Evasion How
	// Off are the recognisers that are not wanted.
	Off Recognisers
	// BareNumbers lets a customs number of six, eight, ten or thirteen digits
	// that no dots or blanks part be found without a cue such as HS near it.
	BareNumbers bool
}

// New returns a Matcher for the given lists combined; with none it finds
// nothing. Its error, if any, is a lists.ErrorList that names every fault.
func New(ls ...*lists.List) (*Matcher, error) { return Config{}.New(ls...) }

// New is like the function New, with the settings of c.
func (c Config) New(ls ...*lists.List) (*Matcher, error) {
	list, err := lists.Combine(ls...)
	if err != nil {
		return nil, err
	}
	m, err := compile(list, c.Evasion)
	if err != nil {
		return nil, err
	}
	switch c.Engine {
	case Cloudflare:
		m.engine = newGate(m)
	default:
		m.engine = newAutomaton(&m.forms)
	}
	m.recogniser = newRecogniser(m.entries, c.Off, c.BareNumbers)
	m.scans.New = func() any { return new(scan) }
	return m, nil
}

var builtin = sync.OnceValue(func() *Matcher {
	m, err := New(lists.Builtin())
	if err != nil {
		panic("matcher: the built-in lists do not compile: " + err.Error())
	}
	return m
})

// Scan is the Scan of a Matcher of lists.Builtin, made at the first call.
func Scan(text string) []Hit { return builtin().Scan(text) }

// Scan returns the maximal hits in text: a hit is left out only when the span
// of another strictly contains it; hits that overlap in part both stay. They
// are ordered by start, then longer first, then by entry. Scan cannot fail
// whatever the bytes of text, and its time is linear in their number. It
// allocates nothing but the result.
func (m *Matcher) Scan(text string) []Hit { return m.scan(text, true) }

// ScanAll is like Scan but returns every hit, those inside others too.
func (m *Matcher) ScanAll(text string) []Hit { return m.scan(text, false) }

func (m *Matcher) scan(text string, maximal bool) []Hit {
	s := m.scans.Get().(*scan)
	defer m.scans.Put(s)
	s.run(m, text, 0)
	s.filter()
	return s.hits(text, maximal)
}

// Entry returns the entry of an id, with its title, notes and sources.
func (m *Matcher) Entry(id string) (lists.Entry, bool) {
	for i := range m.entries {
		if m.entries[i].ID == id {
			return *m.entries[i].Entry, true
		}
	}
	return lists.Entry{}, false
}

// List returns the lists of m combined; it must not be modified.
func (m *Matcher) List() *lists.List { return m.list }
