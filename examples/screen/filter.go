package main

import (
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// hits scans a text as the flags ask. What a flag leaves out hides nothing: the
// maximal hits are chosen among those that are left.
func (s *settings) hits(m *matcher.Matcher, text string) []matcher.Hit {
	if s.minTier == "" && s.how == nil {
		if s.all {
			return m.ScanAll(text)
		}
		return m.Scan(text)
	}
	hits := slices.DeleteFunc(m.ScanAll(text), func(h matcher.Hit) bool {
		return s.minTier != "" && !slices.ContainsFunc(h.Codes, s.grave) ||
			s.how != nil && !slices.ContainsFunc(h.How.Steps(), func(step string) bool { return slices.Contains(s.how, step) })
	})
	if s.all {
		return hits
	}
	return maximal(hits)
}

// grave says whether a code has at least the tier that is asked for.
func (s *settings) grave(c lists.Code) bool {
	return c.Tier != "" && (c.Tier <= s.minTier || strings.HasPrefix(c.Tier, s.minTier+"."))
}

// maximal leaves out the hits that the span of another strictly contains. They
// are in order of their starts, the longer first.
func maximal(hits []matcher.Hit) []matcher.Hit {
	start, end := -1, -1 // of what reaches farthest so far
	return slices.DeleteFunc(hits, func(h matcher.Hit) bool {
		if h.End <= end && (h.Start != start || h.End != end) {
			return true
		}
		start, end = h.Start, h.End
		return false
	})
}
