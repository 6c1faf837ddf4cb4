package matcher

import (
	"cmp"
	"slices"

	"github.com/dualuse-go/dualuse/lists"
)

// A Summary counts the hits of a document, for people who count documents, not
// mentions.
type Summary struct {
	Hits       int     `json:"hits"`
	Categories []Count `json:"categories"`
	Entries    []Count `json:"entries"`
	Codes      []Count `json:"codes"`   // as lists.Code.String writes them
	Regimes    []Count `json:"regimes"` // of the codes
}

// A Count is how often something was found, with what it was found as. A hit
// counts once for each of its codes and once for each of its regimes.
type Count struct {
	Name  string   `json:"name"`
	Hits  int      `json:"hits"`
	First int      `json:"first"` // start of the first hit, in bytes
	Terms []string `json:"terms"` // the different terms, by first place
}

// Summarize counts hits. The most frequent come first, and of those equally
// frequent the first by name.
func Summarize(hits []Hit) Summary {
	var categories, entries, codes, regimes tally
	for i := range hits {
		h := &hits[i]
		categories.add(string(h.Category), h)
		entries.add(h.Entry, h)
		for j, c := range h.Codes {
			codes.add(c.String(), h)
			if !slices.ContainsFunc(h.Codes[:j], func(x lists.Code) bool { return x.Regime == c.Regime }) {
				regimes.add(string(c.Regime), h)
			}
		}
	}
	return Summary{len(hits), categories.counts(), entries.counts(), codes.counts(), regimes.counts()}
}

// A tally counts hits by name.
type tally struct {
	byName map[string]*counted
}

type counted struct {
	Count
	seen map[string]bool
}

func (t *tally) add(name string, h *Hit) {
	if t.byName == nil {
		t.byName = map[string]*counted{}
	}
	c := t.byName[name]
	if c == nil {
		c = &counted{Count{Name: name, First: h.Start}, map[string]bool{}}
		t.byName[name] = c
	}
	c.Hits++
	c.First = min(c.First, h.Start)
	if !c.seen[h.Term] {
		c.seen[h.Term] = true
		c.Terms = append(c.Terms, h.Term)
	}
}

func (t *tally) counts() []Count {
	out := make([]Count, 0, len(t.byName))
	for _, c := range t.byName {
		out = append(out, c.Count)
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Hits, a.Hits), cmp.Compare(a.Name, b.Name))
	})
	return out
}
