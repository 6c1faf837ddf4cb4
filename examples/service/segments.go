package main

import (
	"slices"

	"github.com/dualuse-go/dualuse/matcher"
)

// A segment is a stretch of a text with the hits that cover it, by number. The
// segments of a text are the whole of it, so a page needs no offsets: those of
// JavaScript count other units than bytes.
type segment struct {
	Text string `json:"text"`
	Hits []int  `json:"hits,omitempty"`
}

// segments cuts a text where hits begin and end. They are ordered by start.
func segments(text string, hits []matcher.Hit) []segment {
	edges := []int{0, len(text)}
	for _, h := range hits {
		edges = append(edges, h.Start, h.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var all []segment
	var active []int
	next := 0
	for i, end := range edges[1:] {
		start := edges[i]
		active = slices.DeleteFunc(active, func(n int) bool { return hits[n].End <= start })
		for ; next < len(hits) && hits[next].Start <= start; next++ {
			active = append(active, next)
		}
		all = append(all, segment{text[start:end], slices.Clone(active)})
	}
	return all
}
