package matcher

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// A Matcher finds the terms of its lists in texts. It is immutable: any number
// of goroutines may call its methods at once, and a service that gets new lists
// makes a new one and swaps the pointer.
type Matcher struct {
	voc      *normalize.Vocabulary
	forms    formTable
	terms    []term
	entries  []entry
	cueWords int // of the longest cue
	list     *lists.List
	engine   engine
	scans    sync.Pool

	plain      bool // reads every word the slow way, for tests
	recogniser *recogniser
	observer   func(Observation)
	categories []lists.Category // if any, those of the codes that are kept
	regimes    []lists.Regime
}

// A term is the dictionary form of a term or a cue.
type term struct {
	text        string
	entry       int32 // of a term; of a cue its number, from -1 down
	kind        Kind
	caseMatters bool
	short       bool              // three letters or fewer: must not touch a digit
	camel       bool              // the list writes it with a camel seam
	disguises   normalize.Reading // those it is looked for in
	folded      normalize.Folding // what the list's own spelling needs
}

// cue returns the number of a cue, from 0, and -1 for a term.
func (t *term) cue() int32 { return max(-1, -1-t.entry) }

// An entry is an entry of the lists with its cues as numbers.
type entry struct {
	*lists.Entry
	near, unless, not []int32
}

// An Engine says how forms are looked for. All find the same hits. With the
// built-in lists of 2026-11-23, 5.4 million written forms, a Matcher takes some
// 49 MB of heap with Compact and 580 MB with Cloudflare.
type Engine uint8

const (
	// Compact is an Aho-Corasick automaton over the numbers of words, the
	// default.
	Compact Engine = iota
	// Cloudflare asks github.com/cloudflare/ahocorasick which rare words a
	// text holds, and tries only the forms with one of them. It is there for
	// services that have to use that engine. It allocates for each text that
	// holds such a word, and refuses no list, but takes 4 kB of heap for each
	// byte that stands for a rare word.
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
	// Categories and Regimes, where any are named, narrow the search to the
	// entries of these categories, and to those with a code of these regimes.
	// What is not searched for hides nothing.
	Categories []lists.Category
	Regimes    []lists.Regime
	// Observer, if it is not nil, is called at the end of each scan, by the
	// goroutine that made it; for a stream, once a window.
	Observer func(Observation)
}

// An Observation tells what a scan did, for metrics.
type Observation struct {
	Bytes    int   // of the text
	Hits     []Hit // those returned; shared, do not modify
	Duration time.Duration
}

// New returns a Matcher for the given lists combined; with none it finds
// nothing. Its error, if any, is a lists.ErrorList that names every fault. It
// works on all processors, two seconds or so for the built-in lists, and may be
// called by several goroutines at once: it does not change the lists.
func New(ls ...*lists.List) (*Matcher, error) { return Config{}.New(ls...) }

// New is like the function New, with the settings of c.
func (c Config) New(ls ...*lists.List) (*Matcher, error) {
	list, err := lists.Combine(ls...)
	if err != nil {
		return nil, err
	}
	wanted, err := c.narrow(list)
	if err != nil {
		return nil, err
	}
	m, err := compile(wanted, c.Evasion)
	if err != nil {
		return nil, err
	}
	if c.Engine == Cloudflare {
		m.engine = newGate(m)
	}
	m.list, m.observer, m.categories, m.regimes = list, c.Observer, c.Categories, c.Regimes
	m.recogniser = newRecogniser(m.entries, c.Off, c.BareNumbers)
	m.scans.New = func() any { return new(scan) }
	return m, nil
}

// narrow returns the list with only the entries that c asks for.
func (c Config) narrow(list *lists.List) (*lists.List, error) {
	var faults lists.ErrorList
	for _, want := range c.Categories {
		if !slices.ContainsFunc(list.Entries, func(e lists.Entry) bool { return e.Category == want }) {
			faults = append(faults, &lists.Error{Msg: fmt.Sprintf("no list has the category %q: there are %q", want, categoriesOf(list))})
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	if len(c.Categories)+len(c.Regimes) == 0 {
		return list, nil
	}
	narrow := *list
	narrow.Entries = nil
	for _, e := range list.Entries {
		if (len(c.Categories) == 0 || slices.Contains(c.Categories, e.Category)) &&
			(len(c.Regimes) == 0 || slices.ContainsFunc(e.Codes, func(x lists.Code) bool { return slices.Contains(c.Regimes, x.Regime) })) {
			narrow.Entries = append(narrow.Entries, e)
		}
	}
	return &narrow, nil
}

func categoriesOf(list *lists.List) []lists.Category {
	var all []lists.Category
	for _, e := range list.Entries {
		all = append(all, e.Category)
	}
	slices.Sort(all)
	return slices.Compact(all)
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
// allocates nothing but the result, but for texts of little else than words of
// the lists, of which it holds a window of four megabytes at a time, some
// hundred bytes for each.
func (m *Matcher) Scan(text string) []Hit { return m.scan(text, true) }

// ScanAll is like Scan but returns every hit, those inside others too.
func (m *Matcher) ScanAll(text string) []Hit { return m.scan(text, false) }

func (m *Matcher) scan(text string, maximal bool) []Hit {
	s := m.scans.Get().(*scan)
	defer m.release(s)
	var hits []Hit
	m.observe(len(text), func() []Hit {
		hits, _ = s.windows(m, text, 0, maximal, window{before: margin, chunk: 4 << 20, after: margin})
		return hits
	})
	return hits
}

// observe makes a scan and tells the observer.
func (m *Matcher) observe(bytes int, scan func() []Hit) {
	if m.observer == nil {
		scan()
		return
	}
	begin := time.Now()
	hits := scan()
	m.observer(Observation{bytes, hits, time.Since(begin)})
}

// maxKept is how much room, in things found and words, is kept for the next
// call: some twelve megabytes.
const maxKept = 1 << 18

// release keeps s for the next call, unless a text of little but words of the
// lists has made it large.
func (m *Matcher) release(s *scan) {
	if s.room() <= maxKept {
		m.scans.Put(s)
	}
}

// room returns how many things s has room for.
func (s *scan) room() int {
	return s.held + cap(s.reached) + cap(s.steps) + cap(s.mentions) + cap(s.cues) + cap(s.recognised) + cap(s.recognising.cues)
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

// Stats tells how large the compiled lists are.
type Stats struct {
	Terms   int // dictionary forms, of cues too
	Forms   int // sequences of classes of words, by which terms are looked for
	Written int // the written forms that these stand for, each word of each class counted
}

// Stats returns the size of the compiled lists. A form stands for the product
// of its classes: three cases of one word before two of another are six written
// forms.
func (m *Matcher) Stats() Stats {
	s := Stats{Terms: len(m.terms), Forms: m.forms.len()}
	for f := range int32(s.Forms) {
		n := 1
		for _, class := range m.forms.words(f) {
			k := 0
			m.voc.Members(class, func(uint32) { k++ })
			n *= k
		}
		s.Written += n
	}
	return s
}
