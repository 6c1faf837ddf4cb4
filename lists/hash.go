package lists

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// Hash returns the SHA-256, in hexadecimal, of what the list says: every line
// of its stanzas, but no comment and no place, in an order of its own. Two
// lists with one hash give the same hits.
func (l *List) Hash() string {
	var all []string
	for i := range l.Sources {
		all = append(all, l.Sources[i].canonical())
	}
	for i := range l.Sets {
		all = append(all, l.Sets[i].canonical())
	}
	for i := range l.Regimes {
		all = append(all, l.Regimes[i].canonical())
	}
	for i := range l.Entries {
		all = append(all, l.Entries[i].canonical())
	}
	slices.Sort(all)
	sum := sha256.Sum256([]byte(strings.Join(all, "\n")))
	return hex.EncodeToString(sum[:])
}

// The canonical methods write a stanza as one line, its facts quoted and
// sorted, its places left out. Two stanzas with one canonical line say the same.

func canonicalLine(kind, id string, facts []string) string {
	slices.Sort(facts)
	return kind + " " + strconv.Quote(id) + " " + strings.Join(facts, " ")
}

func fact(key string, values ...string) string {
	for i, v := range values {
		values[i] = strconv.Quote(v)
	}
	return key + "=" + strings.Join(values, "|")
}

func (s *Source) canonical() string {
	return canonicalLine("source", s.ID, []string{
		fact("title", s.Title), fact("publisher", s.Publisher), fact("date", s.Date), fact("url", s.URL), fact("licence", s.Licence),
	})
}

func (r *RegimeDecl) canonical() string {
	return canonicalLine("regime", string(r.ID), []string{fact("title", r.Title)})
}

func (s *Set) canonical() string {
	var facts []string
	for _, m := range s.Members {
		facts = append(facts, m.canonical())
	}
	return canonicalLine("set", s.ID, facts)
}

func (t *Term) canonical() string {
	var forms []string
	for _, f := range t.Forms {
		forms = append(forms, f.Text)
	}
	slices.Sort(forms)
	return fact(string(t.Lang), append([]string{t.Text, t.Options.String()}, forms...)...)
}

func (e *Entry) canonical() string {
	facts := []string{
		fact("mode", strconv.Itoa(int(e.Mode))), fact("category", string(e.Category)),
		fact("title", e.Title), fact("title-ru", e.TitleRU), fact("title-zh", e.TitleZH),
	}
	for i := range e.Terms {
		facts = append(facts, e.Terms[i].canonical())
	}
	for _, c := range e.Codes {
		facts = append(facts, fact("code", string(c.Regime), c.ID, c.Tier))
	}
	for _, c := range e.Numbers {
		facts = append(facts, fact("number", string(c.Regime), c.ID))
	}
	for _, list := range e.texts() {
		for _, t := range *list.texts {
			values := []string{t.Text}
			if t.Options != 0 {
				values = append(values, t.Options.String())
			}
			facts = append(facts, fact(list.key, values...))
		}
	}
	return canonicalLine("entry", e.ID, facts)
}

// texts returns the plain lines of an entry by their keys.
func (e *Entry) texts() []struct {
	key   string
	texts *[]Text
} {
	return []struct {
		key   string
		texts *[]Text
	}{
		{"note", &e.Notes}, {"part", &e.Parts}, {"near", &e.Near}, {"unless", &e.Unless}, {"not", &e.Not},
		{"refuse", &e.Refuse}, {"also", &e.Also}, {"from", &e.From}, {"hit", &e.Hits}, {"miss", &e.Misses}, {"was", &e.Was},
	}
}
