package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/normalize"
)

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
				c.errs.addf(t.Pos, "from: no source %q in any list%s", t.Text, cmpOr(c.suggest(t.Text, func() []string { return slices.Collect(maps.Keys(c.sources)) }), ": define it in a stanza source:"))
			}
		}
		for i, t := range e.Also {
			id := c.resolve(t.Text)
			if _, ok := c.entries[id]; !ok {
				c.errs.addf(t.Pos, "also: no entry %q in any list%s", t.Text, cmpOr(c.suggest(t.Text, c.entryIDs), ": check the id"))
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

// letters counts the letters and digits that the matcher sees in a text, up to
// two of them.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && common(r) && (r >= utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if n++; n == 2 { // the rest matters to nobody
				return n
			}
		}
	}
	n = 0
	for _, r := range normalize.Fold(s) {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return min(n, 2)
}

func hasReference(s string) bool {
	return strings.Contains(s, "<") && slices.ContainsFunc(Parts(s), func(p Part) bool { return p.Set != "" })
}

// checkDuplicates refuses a term that stands twice: in one entry, or in two
// that do not both name each other in also:. The keys are what termKeys returned.
func (c *combiner) checkDuplicates(keys map[string][]string) {
	type use struct {
		entry *Entry
		term  *Term
	}
	first := make(map[string]use)    // of a key
	shared := make(map[string][]use) // all uses, of the keys that have several
	for id, keys := range keys {
		e := c.entries[id]
		for i, key := range keys {
			here := use{e, &e.Terms[i]}
			if old, ok := first[key]; !ok {
				first[key] = here
			} else if key != "" {
				if shared[key] == nil {
					shared[key] = []use{old}
				}
				shared[key] = append(shared[key], here)
			}
		}
	}
	agreed := func(a, b *Entry) bool {
		names := func(a, b *Entry) bool {
			return slices.ContainsFunc(a.Also, func(t Text) bool { return t.Text == b.ID })
		}
		return names(a, b) && names(b, a)
	}
	for _, us := range shared {
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

// termKeys returns the keys of the terms of each entry, by its id.
func (c *combiner) termKeys() map[string][]string {
	all := make(map[string][]string, len(c.entries))
	for id, e := range c.entries {
		keys := make([]string, len(e.Terms))
		for i := range e.Terms {
			keys[i] = termKey(&e.Terms[i])
		}
		all[id] = keys
	}
	return all
}

// termKey returns what makes two terms the same: their folded text. A set has
// other members in each language, so with a reference the language counts. Two
// [case] terms may differ in nothing but case.
func termKey(t *Term) string {
	if t.Options&Case != 0 {
		return t.Text
	}
	if !hasReference(t.Text) {
		return normalize.Fold(t.Text)
	}
	key := string(t.Lang)
	for _, p := range Parts(t.Text) {
		p.Text = normalize.Fold(p.Text) // none of a reference
		key += "\x00" + p.String()
	}
	return key
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
