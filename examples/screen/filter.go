package main

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// hits scans a text as the flags ask. What a flag leaves out hides nothing: the
// maximal hits are chosen among those that are left.
// How far it is with a large text is added to done.
func (s *settings) hits(m *matcher.Matcher, text string, done *atomic.Int64) []matcher.Hit {
	switch plain := s.minTier == "" && s.how == nil; {
	case plain && s.all:
		return m.ScanAll(text)
	case plain && len(text) > large:
		return scanLarge(m, text, done)
	case plain:
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

// large is from which size on people want to see how far it is.
const large = 8 << 20

// scanLarge is Scan, but counts the bytes that are done.
func scanLarge(m *matcher.Matcher, text string, done *atomic.Int64) []matcher.Hit {
	var hits []matcher.Hit
	m.ScanReader(context.Background(), &counter{strings.NewReader(text), done}, func(h matcher.Hit, _ string) error {
		hits = append(hits, h)
		return nil
	})
	return hits
}

// A counter counts what is read from a text, which gives no errors.
type counter struct {
	text *strings.Reader
	done *atomic.Int64
}

func (c *counter) Read(buf []byte) (int, error) {
	n, err := c.text.Read(buf)
	c.done.Add(int64(n))
	return n, err
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
