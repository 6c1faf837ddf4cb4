package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An Error is a fault in a list: what is wrong, and what would be right.
type Error struct {
	File string
	Line int // from 1; 0 if the fault has no line
	Msg  string
}

// Error returns "file:line: message".
func (e *Error) Error() string {
	if at := (Pos{e.File, e.Line}).String(); at != "" {
		return at + ": " + e.Msg
	}
	return e.Msg
}

// String returns "file:line", or the part of it that is known.
func (p Pos) String() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return p.File
}

// An ErrorList is every fault found in one pass, by file and line.
type ErrorList []*Error

// Error returns the faults one a line.
func (l ErrorList) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As look at each fault.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

var _ error = ErrorList(nil)

// addf adds a fault at a place.
func (l *ErrorList) addf(p Pos, format string, args ...any) {
	*l = append(*l, &Error{p.File, p.Line, fmt.Sprintf(format, args...)})
}

// sorted orders the faults and drops the repeated. It returns nil, not an empty
// list, when there is none.
func (l ErrorList) sorted() ErrorList {
	slices.SortFunc(l, func(a, b *Error) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Msg, b.Msg))
	})
	l = slices.CompactFunc(l, func(a, b *Error) bool { return *a == *b })
	if len(l) == 0 {
		return nil
	}
	return l
}

// err returns the sorted faults as an error: nil if there is none.
func (l ErrorList) err() error {
	if l = l.sorted(); l != nil {
		return l
	}
	return nil
}

// suggest returns `, did you mean "near"?` for the candidate nearest to word,
// or nothing when none is near enough to be what was meant.
func suggest(word string, candidates []string) string {
	if near := nearest(word, candidates); near != "" {
		return fmt.Sprintf(", did you mean %q?", near)
	}
	return ""
}

// nearest returns the candidate fewest edits away from word: up to two, and
// fewer than half the word. Of equally near ones it is one with the same first
// letter, then the first in the alphabet.
func nearest(word string, candidates []string) string {
	best, found := 6, ""
	for _, c := range slices.Sorted(slices.Values(candidates)) {
		d := edits(word, c, 3)
		rank := 2 * d
		if word != "" && c != "" && word[0] != c[0] {
			rank++
		}
		if rank < best && 2*d < max(len(c), 3) {
			best, found = rank, c
		}
	}
	return found
}

// edits returns how many letters must be added, dropped, changed or swapped
// with their neighbour to make a into b, or limit if that many do not do.
func edits(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		for j := range y {
			change := row[j]
			if x[i] != y[j] {
				change++
			}
			next[j+1] = min(change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return min(row[len(y)], limit)
}
