package lists

import (
	"maps"
	"slices"
	"strings"
)

// checkSets checks the members of the sets, and that no set refers back to
// itself.
func (c *combiner) checkSets() {
	for _, s := range c.sets {
		checkSet(s, &c.errs)
		checkSetWhole(s, &c.errs)
		seen := make(map[string]Term)
		for _, m := range s.Members {
			if letters(m.Text) == 0 && !hasReference(m.Text) {
				c.errs.addf(m.Pos, "%s: %q has no letter or digit: want a word", m.Lang, m.Text)
			}
			c.checkReferences(string(m.Lang), m.Text, m.Lang, m.Pos)
			key := string(m.Lang) + "\x00" + termKey(&m)
			if old, ok := seen[key]; ok {
				c.errs.addf(m.Pos, "%s: %q is already in set %q (%s): delete one", m.Lang, m.Text, s.ID, place(old.Pos))
			}
			seen[key] = m
		}
	}
	for _, lang := range []Lang{English, Russian, Chinese, Name} {
		c.checkCycles(lang)
	}
}

// checkReferences checks that the sets a term or cue refers to exist and have
// members in its language. A cue takes the members of all languages.
func (c *combiner) checkReferences(key, text string, lang Lang, pos Pos) {
	for _, p := range Parts(text) {
		if p.Set == "" {
			continue
		}
		s, ok := c.sets[p.Set]
		if !ok {
			c.errs.addf(pos, "%s: no set %q in any list%s", key, p.Set, cmpOr(c.suggest(p.Set, func() []string { return slices.Collect(maps.Keys(c.sets)) }), ": define it in a stanza set:"))
			continue
		}
		if lang != "" && !slices.ContainsFunc(s.Members, func(m Term) bool { return m.Lang == lang }) {
			c.errs.addf(pos, "%s: set %q (%s) has no %s: members, which %q asks for: add some, or write the words out", key, p.Set, place(s.Pos), lang, text)
		}
	}
}

// checkCycles reports every set that refers to itself, directly or through
// others, once for each ring of them and language. A term takes the members of
// its own language only, so each language is walked by itself.
func (c *combiner) checkCycles(lang Lang) {
	done := make(map[string]bool)
	var path []string
	var walk func(id string)
	walk = func(id string) {
		if i := slices.Index(path, id); i >= 0 {
			ring := append(slices.Clone(path[i:]), id)
			s := c.sets[id]
			c.errs.addf(s.Pos, "set %q refers to itself in its %s: members: %s; write the words out in one of them", id, lang, strings.Join(ring, " -> "))
			return
		}
		s, ok := c.sets[id]
		if !ok || done[id] {
			return
		}
		path = append(path, id)
		for _, m := range s.Members {
			if m.Lang != lang {
				continue
			}
			for _, p := range Parts(m.Text) {
				if p.Set != "" {
					walk(p.Set)
				}
			}
		}
		path = path[:len(path)-1]
		done[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(c.sets)) {
		walk(id)
	}
}
