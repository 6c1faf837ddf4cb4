package matcher

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/dualuse-go/dualuse/lists"
)

// Check combines the lists, makes a Matcher of them, and tries every hit line
// and every miss line of their entries with ScanAll. It returns the faults, by
// file and line, as a lists.ErrorList, or nil.
func Check(ls ...*lists.List) error {
	m, err := New(ls...)
	if err != nil {
		return err
	}
	var faults lists.ErrorList
	fault := func(at lists.Pos, format string, args ...any) {
		faults = append(faults, &lists.Error{File: at.File, Line: at.Line, Msg: fmt.Sprintf(format, args...)})
	}
	for i := range m.entries {
		e := &m.entries[i]
		for _, line := range e.Hits {
			if !slices.ContainsFunc(m.ScanAll(line.Text), func(h Hit) bool { return h.Entry == e.ID }) {
				fault(line.Pos, "hit: entry %s is not found in %q: add the term it is written with there, or correct the line", e.ID, line.Text)
			}
		}
		for _, line := range e.Misses {
			for _, h := range m.ScanAll(line.Text) {
				if h.Entry == e.ID {
					fault(line.Pos, "miss: entry %s is found in %q, at %q: give it a near: or not: line, or correct the line",
						e.ID, line.Text, line.Text[h.Start:h.End])
					break
				}
			}
		}
	}
	if len(faults) == 0 {
		return nil
	}
	slices.SortStableFunc(faults, func(a, b *lists.Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return faults
}
