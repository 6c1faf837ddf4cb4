package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/dualuse-go/dualuse/normalize"
)

// Combine makes one list of several: it applies what extend, replace and off
// say about entries of the others, and checks all that shows only across
// files. The order of the lists does not matter. A list given twice counts
// once, and a list that Combine has returned can be combined again.
//
// Every fault is reported in one pass, in an [ErrorList]; the list is nil then.
// The arguments are not changed.
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
	c.gather(given)
	c.applyStanzas(given)
	c.checkSets()
	c.checkEntries()
	c.checkDuplicates()
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
		return cmp.Or(comparePos(a.Pos, b.Pos), strings.Compare(a.canonical(), b.canonical()))
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
		return cmp.Or(comparePos(a.Pos, b.Pos), strings.Compare(a.canonical(), b.canonical()))
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
		return cmp.Or(comparePos(a.Pos, b.Pos), strings.Compare(a.canonical(), b.canonical()))
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
			return cmp.Or(comparePos(a.Pos, b.Pos), strings.Compare(a.canonical(), b.canonical()))
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
		c.errs.addf(e.Pos, "%s: no entry %q in any list%s", key, e.ID, cmpOr(suggest(e.ID, c.entryIDs()), ": check the id"))
		return "", false
	}
	return id, true
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

// checkEntries checks each entry against the sets, sources, regimes and other
// entries, and gives Common High Priority codes their tier.
func (c *combiner) checkEntries() {
	for _, e := range c.entries {
		checkEntry(e, &c.errs)
		checkEntryWhole(e, &c.errs)
		switch {
		case !isID(string(e.Category)):
			c.errs.addf(e.Pos, "entry %q: category: %s", e.ID, idFault(string(e.Category)))
		case !slices.Contains(builtinCategories, string(e.Category)):
			if near := nearest(string(e.Category), builtinCategories); near != "" {
				c.warns.addf(e.Pos, "category %q is not one of the built-in lists: did you mean %q?", e.Category, near)
			}
		}
		for _, t := range e.Terms {
			c.checkSpelling(e, t)
			c.checkReferences(string(t.Lang), t.Text, t.Lang, t.Pos)
		}
		for key, cues := range map[string][]Text{"near": e.Near, "unless": e.Unless, "not": e.Not} {
			for _, t := range cues {
				c.checkReferences(key, t.Text, "", t.Pos)
				if letters(t.Text) == 0 && !hasReference(t.Text) {
					c.errs.addf(t.Pos, "%s: %q has no letter or digit: want a word", key, t.Text)
				}
			}
		}
		for i := range e.Codes {
			e.Codes[i].Tier = c.checkCode("code", e.Codes[i], e.codeAt(i))
		}
		for i := range e.Numbers {
			c.checkCode("number", e.Numbers[i], e.numberAt(i))
		}
		for _, t := range e.From {
			if _, ok := c.sources[t.Text]; !ok {
				c.errs.addf(t.Pos, "from: no source %q in any list%s", t.Text, cmpOr(suggest(t.Text, slices.Collect(maps.Keys(c.sources))), ": define it in a stanza source:"))
			}
		}
		for i, t := range e.Also {
			id := c.resolve(t.Text)
			if _, ok := c.entries[id]; !ok {
				c.errs.addf(t.Pos, "also: no entry %q in any list%s", t.Text, cmpOr(suggest(t.Text, c.entryIDs()), ": check the id"))
			}
			e.Also[i].Text = id
		}
	}
}

// checkCode checks a code against the regimes and the indexes, and returns its
// tier. A malformed code has been reported by checkEntry.
func (c *combiner) checkCode(key string, code Code, pos Pos) string {
	if _, declared := c.regimes[code.Regime]; declared || codeFault(code) != "" || !isID(string(code.Regime)) {
		return ""
	}
	if _, known := shapes[code.Regime]; !known {
		ids := knownRegimes()
		for r := range c.regimes {
			ids = append(ids, string(r))
		}
		slices.Sort(ids)
		c.errs.addf(pos, "%s: unknown regime %q in %q: the regimes are %s; declare another in a stanza regime:", key, code.Regime, code, strings.Join(ids, ", "))
		return ""
	}
	tier, fault, warning := lookUp(code)
	if fault != "" {
		c.errs.addf(pos, "%s: %s", key, fault)
	}
	if warning != "" {
		c.warns.addf(pos, "%s: %s", key, warning)
	}
	return tier
}

// checkSpelling refuses a term too short to mean anything, and warns of what
// is rarely meant.
func (c *combiner) checkSpelling(e *Entry, t Term) {
	if !hasReference(t.Text) {
		switch n := letters(t.Text); {
		case n == 0:
			c.errs.addf(t.Pos, "%s: %q has no letter or digit: want a word", t.Lang, t.Text)
		case n == 1 && (t.Lang != Name || len(e.Near) == 0):
			c.errs.addf(t.Pos, "%s: %q is one character: only a name: in an entry with near: may be so short", t.Lang, t.Text)
		}
	}
	if strings.Contains(t.Text, ", ") || strings.ContainsAny(t.Text, "，、") {
		c.warns.addf(t.Pos, "%s: the comma in %q is part of the term: write one term a line", t.Lang, t.Text)
	}
	for _, other := range foreign[t.Lang] {
		if strings.ContainsFunc(t.Text, func(r rune) bool { return unicode.Is(other.table, r) }) {
			c.warns.addf(t.Pos, "%s: %q has %s letters: is it on the right line?", t.Lang, t.Text, other.name)
		}
	}
}

// foreign is the scripts that have no place in a term of a language. Latin has
// one everywhere.
var foreign = map[Lang][]struct {
	name  string
	table *unicode.RangeTable
}{
	English: {{"Cyrillic", unicode.Cyrillic}, {"Chinese", unicode.Han}},
	Russian: {{"Chinese", unicode.Han}},
	Chinese: {{"Cyrillic", unicode.Cyrillic}},
}

// letters counts the letters and digits that the matcher sees in a text.
func letters(s string) int {
	n := 0
	for _, r := range normalize.Fold(s) {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

func hasReference(s string) bool {
	return slices.ContainsFunc(Parts(s), func(p Part) bool { return p.Set != "" })
}

// checkDuplicates refuses a term that stands twice: in one entry, or in two
// that do not both name each other in also:.
func (c *combiner) checkDuplicates() {
	type use struct {
		entry *Entry
		term  Term
	}
	uses := make(map[string][]use)
	for _, e := range c.entries {
		for _, t := range e.Terms {
			if key := termKey(t); key != "" {
				uses[key] = append(uses[key], use{e, t})
			}
		}
	}
	agreed := func(a, b *Entry) bool {
		names := func(a, b *Entry) bool {
			return slices.ContainsFunc(a.Also, func(t Text) bool { return t.Text == b.ID })
		}
		return names(a, b) && names(b, a)
	}
	for _, us := range uses {
		slices.SortFunc(us, func(a, b use) int {
			return cmp.Or(comparePos(a.term.Pos, b.term.Pos), strings.Compare(a.entry.ID, b.entry.ID), strings.Compare(a.term.canonical(), b.term.canonical()))
		})
		for i, u := range us {
			for _, old := range us[:i] {
				if old.entry == u.entry {
					c.errs.addf(u.term.Pos, "%s: %q is already in entry %q (%s): delete one", u.term.Lang, u.term.Text, u.entry.ID, place(old.term.Pos))
					break
				}
				if !agreed(old.entry, u.entry) {
					c.errs.addf(u.term.Pos, "%s: %q is already in entry %q (%s): delete one, or say \"also: %s\" there and \"also: %s\" here",
						u.term.Lang, u.term.Text, old.entry.ID, place(old.term.Pos), u.entry.ID, old.entry.ID)
					break
				}
			}
		}
	}
}

// termKey returns what makes two terms the same: their folded text. A set has
// other members in each language, so with a reference the language counts. Two
// [case] terms may differ in nothing but case.
func termKey(t Term) string {
	if t.Options&Case != 0 {
		return t.Text
	}
	if !hasReference(t.Text) {
		return normalize.Fold(t.Text)
	}
	key := string(t.Lang)
	for _, p := range Parts(t.Text) {
		if p.Set == "" {
			p.Text = normalize.Fold(p.Text)
		}
		key += "\x00" + p.String()
	}
	return key
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
		ts[i].Forms, ts[i].formPos = slices.Clone(ts[i].Forms), slices.Clone(ts[i].formPos)
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

var builtinCategories = func() []string {
	var ids []string
	for _, c := range []Category{
		Nuclear, Materials, Processing, Electronics, Computers, Telecom,
		Infosec, Sensors, Navigation, Marine, Aerospace, Munitions,
	} {
		ids = append(ids, string(c))
	}
	return ids
}()
