package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Combine makes one list of several: it applies what extend, replace and off
// say about entries of the others, and checks all that shows only across
// files. The order of the lists does not matter. A list given twice counts
// once, and a list that Combine has returned can be combined again.
//
// Every fault is reported in one pass, in an [ErrorList]; the list is nil then.
// The arguments are not changed. What Combine returned must not be altered: it
// is taken as sound. A copy of it may.
func Combine(ls ...*List) (*List, error) {
	c := combiner{
		sources: make(map[string]*Source),
		sets:    make(map[string]*Set),
		regimes: make(map[Regime]*RegimeDecl),
		entries: make(map[string]*Entry),
		was:     make(map[string]string),
	}
	var given []*List
	for _, l := range ls {
		if l != nil && !slices.Contains(given, l) {
			given = append(given, l)
		}
	}
	if len(given) == 1 && given[0].combined == given[0] {
		return given[0], nil
	}
	c.gather(given)
	c.applyStanzas(given)
	keys := make(chan map[string][]string, 1)
	go func() { keys <- c.termKeys() }() // which takes as long as all else
	c.checkSets()
	c.checkEntries()
	c.checkDuplicates(<-keys)
	if err := c.errs.err(); err != nil {
		return nil, err
	}
	return c.list(), nil
}

type combiner struct {
	sources map[string]*Source
	sets    map[string]*Set
	regimes map[Regime]*RegimeDecl
	entries map[string]*Entry
	was     map[string]string // a former id to the id that took its place
	errs    ErrorList
	warns   ErrorList
}

// gather collects what may be defined once: sources, sets and regimes. Two
// definitions that say the same are one, so a file may bring what it needs.
func (c *combiner) gather(ls []*List) {
	var sources []*Source
	var sets []*Set
	var regimes []*RegimeDecl
	for _, l := range ls {
		for i := range l.Sources {
			sources = append(sources, &l.Sources[i])
		}
		for i := range l.Sets {
			sets = append(sets, &l.Sets[i])
		}
		for i := range l.Regimes {
			regimes = append(regimes, &l.Regimes[i])
		}
	}
	slices.SortStableFunc(sources, func(a, b *Source) int {
		return compareStanzas(a.Pos, b.Pos, a.canonical, b.canonical)
	})
	for _, s := range sources {
		if !isID(s.ID) {
			c.errs.addf(s.Pos, "source: %s", idFault(s.ID))
		}
		if old, ok := c.sources[s.ID]; ok && old.canonical() != s.canonical() {
			c.errs.addf(s.Pos, "source %q is already at %s, with other lines: choose another id", s.ID, place(old.Pos))
		} else if !ok {
			c.sources[s.ID] = s
		}
	}
	slices.SortStableFunc(sets, func(a, b *Set) int {
		return compareStanzas(a.Pos, b.Pos, a.canonical, b.canonical)
	})
	for _, s := range sets {
		if !isID(s.ID) {
			c.errs.addf(s.Pos, "set: %s", idFault(s.ID))
		}
		if old, ok := c.sets[s.ID]; ok && old.canonical() != s.canonical() {
			c.errs.addf(s.Pos, "set %q is already at %s, with other members: choose another id; it may refer to <%s>", s.ID, place(old.Pos), s.ID)
		} else if !ok {
			c.sets[s.ID] = s
		}
	}
	slices.SortStableFunc(regimes, func(a, b *RegimeDecl) int {
		return compareStanzas(a.Pos, b.Pos, a.canonical, b.canonical)
	})
	for _, r := range regimes {
		if !isID(string(r.ID)) {
			c.errs.addf(r.Pos, "regime: %s", idFault(string(r.ID)))
		}
		checkRegime(r, &c.errs)
		if old, ok := c.regimes[r.ID]; ok && old.canonical() != r.canonical() {
			c.errs.addf(r.Pos, "regime %q is already at %s, with another title: choose another id", r.ID, place(old.Pos))
		} else if !ok {
			c.regimes[r.ID] = r
		}
	}
}

// applyStanzas makes the entries: the plain ones first, then what takes their
// place, then what is added to them, then what is switched off.
func (c *combiner) applyStanzas(ls []*List) {
	var byMode [Off + 1][]*Entry
	for _, l := range ls {
		for i := range l.Entries {
			e := &l.Entries[i]
			if e.Mode > Off {
				c.errs.addf(e.Pos, "entry %q has the mode %d: want Add, Extend, Replace or Off", e.ID, e.Mode)
				continue
			}
			byMode[e.Mode] = append(byMode[e.Mode], e)
		}
	}
	for _, es := range byMode {
		slices.SortStableFunc(es, func(a, b *Entry) int {
			return compareStanzas(a.Pos, b.Pos, a.canonical, b.canonical)
		})
	}
	for _, e := range byMode[Add] {
		if !isID(e.ID) {
			c.errs.addf(e.Pos, "entry: %s", idFault(e.ID))
		}
		if old, ok := c.entries[e.ID]; ok {
			c.errs.addf(e.Pos, "entry %q is already at %s: write extend: or replace: to alter it, or choose another id", e.ID, place(old.Pos))
			continue
		}
		c.entries[e.ID] = e.clone()
	}
	for _, mode := range []Mode{Add, Replace, Extend} {
		c.gatherWas(byMode[mode])
	}

	replaced := make(map[string]*Entry)
	for _, e := range byMode[Replace] {
		id, ok := c.target("replace", e)
		if !ok {
			continue
		}
		if old, ok := replaced[id]; ok {
			c.errs.addf(e.Pos, "entry %q is already replaced at %s: one list may replace it", id, place(old.Pos))
			continue
		}
		replaced[id] = e
		n := e.clone()
		n.Mode, n.ID = Add, id
		// The former ids of the entry go on to name it.
		n.Was = addTexts(n.Was, c.entries[id].Was)
		c.entries[id] = n
	}
	for _, e := range byMode[Extend] {
		if id, ok := c.target("extend", e); ok {
			c.extend(c.entries[id], e)
		}
	}
	var off []string
	for _, e := range byMode[Off] {
		if id, ok := c.target("off", e); ok {
			off = append(off, id)
		}
	}
	for _, id := range off {
		delete(c.entries, id)
	}
	for _, e := range c.entries {
		e.Also = slices.DeleteFunc(e.Also, func(t Text) bool { return slices.Contains(off, c.resolve(t.Text)) })
	}
}

// gatherWas notes the former ids of entries.
func (c *combiner) gatherWas(es []*Entry) {
	for _, e := range es {
		for _, t := range e.Was {
			if _, ok := c.entries[t.Text]; ok {
				c.errs.addf(t.Pos, "was: %q is an entry of today (%s): want an id that no entry has", t.Text, place(c.entries[t.Text].Pos))
				continue
			}
			if id, ok := c.was[t.Text]; ok && c.resolve(id) != c.resolve(e.ID) {
				c.errs.addf(t.Pos, "was: %q is a former id of entry %q already", t.Text, id)
				continue
			}
			c.was[t.Text] = e.ID
		}
	}
}

// resolve returns the id that an id stands for today.
func (c *combiner) resolve(id string) string {
	for range len(c.was) {
		if _, ok := c.entries[id]; ok {
			break
		}
		now, ok := c.was[id]
		if !ok {
			break
		}
		id = now
	}
	return id
}

// target returns the id of the entry that a stanza alters.
func (c *combiner) target(key string, e *Entry) (string, bool) {
	id := c.resolve(e.ID)
	if _, ok := c.entries[id]; !ok {
		c.errs.addf(e.Pos, "%s: no entry %q in any list%s", key, e.ID, cmpOr(c.suggest(e.ID, c.entryIDs), ": check the id"))
		return "", false
	}
	return id, true
}

// suggest is the function suggest for the first faults of a list; to look for
// what thousands of others might have meant takes too long.
func (c *combiner) suggest(word string, candidates func() []string) string {
	if len(c.errs) > 20 {
		return ""
	}
	return suggest(word, candidates())
}

func (c *combiner) entryIDs() []string { return slices.Collect(maps.Keys(c.entries)) }

// extend adds the lines of x to e.
func (c *combiner) extend(e, x *Entry) {
	for _, t := range []struct {
		key      string
		old, add *string
	}{{"title", &e.Title, &x.Title}, {"title-ru", &e.TitleRU, &x.TitleRU}, {"title-zh", &e.TitleZH, &x.TitleZH}} {
		switch {
		case *t.add == "" || *t.add == *t.old:
		case *t.old != "":
			c.errs.addf(x.Pos, "extend: entry %q has the %s %q already: delete the line, or write replace:", e.ID, t.key, *t.old)
		default:
			*t.old = *t.add
		}
	}
	e.Codes, e.codePos = addCodes(e.Codes, e.codePos, e.Pos, x.Codes, x.codePos, x.Pos)
	e.Numbers, e.numberPos = addCodes(e.Numbers, e.numberPos, e.Pos, x.Numbers, x.numberPos, x.Pos)
	e.Terms = append(e.Terms, x.clone().Terms...)
	old, more := e.texts(), x.texts()
	for i := range old {
		*old[i].texts = addTexts(*old[i].texts, *more[i].texts)
	}
}

// addTexts adds the texts that are new.
func addTexts(list, more []Text) []Text {
	for _, t := range more {
		if !slices.ContainsFunc(list, func(o Text) bool { return o.Text == t.Text }) {
			list = append(list, t)
		}
	}
	return list
}

// addCodes adds the codes that are new, with their places.
func addCodes(list []Code, at []Pos, pos Pos, more []Code, moreAt []Pos, morePos Pos) ([]Code, []Pos) {
	places := make([]Pos, len(list))
	for i := range list {
		places[i] = posAt(at, i, pos)
	}
	for i, n := range more {
		if !slices.ContainsFunc(list, func(o Code) bool { return o.Regime == n.Regime && o.ID == n.ID }) {
			list, places = append(list, n), append(places, posAt(moreAt, i, morePos))
		}
	}
	return list, places
}

// list returns the combined list, everything by id.
func (c *combiner) list() *List {
	out := &List{Warnings: c.warns.sorted()}
	for _, id := range slices.Sorted(maps.Keys(c.sources)) {
		out.Sources = append(out.Sources, *c.sources[id])
	}
	for _, id := range slices.Sorted(maps.Keys(c.sets)) {
		s := *c.sets[id]
		s.Members = cloneTerms(s.Members)
		out.Sets = append(out.Sets, s)
	}
	for _, id := range slices.Sorted(maps.Keys(c.regimes)) {
		out.Regimes = append(out.Regimes, *c.regimes[id])
	}
	for _, id := range slices.Sorted(maps.Keys(c.entries)) {
		out.Entries = append(out.Entries, *c.entries[id])
	}
	out.combined = out
	return out
}

// clone returns a copy of an entry that shares no slice with it.
func (e *Entry) clone() *Entry {
	n := *e
	n.Terms = cloneTerms(e.Terms)
	n.Codes, n.codePos = slices.Clone(e.Codes), slices.Clone(e.codePos)
	n.Numbers, n.numberPos = slices.Clone(e.Numbers), slices.Clone(e.numberPos)
	for _, list := range n.texts() {
		*list.texts = slices.Clone(*list.texts)
	}
	return &n
}

func cloneTerms(ts []Term) []Term {
	ts = slices.Clone(ts)
	for i := range ts {
		ts[i].Forms = slices.Clone(ts[i].Forms)
	}
	return ts
}

func comparePos(a, b Pos) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// place returns where something stands, for the end of a message.
func place(p Pos) string {
	return cmpOr(p.String(), "a list made by a program")
}

// compareStanzas orders stanzas by place, and those without one by what they
// say, which is costly to write out and rarely asked for.
func compareStanzas(a, b Pos, canonA, canonB func() string) int {
	if c := comparePos(a, b); c != 0 {
		return c
	}
	return strings.Compare(canonA(), canonB())
}
