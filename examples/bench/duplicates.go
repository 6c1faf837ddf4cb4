package main

import (
	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// dropDuplicates leaves out terms that fold to one that is there already, which
// a list may not hold twice.
func dropDuplicates(l *lists.List) *lists.List {
	seen := map[string]bool{}
	out := *l
	out.Entries = nil
	for _, e := range l.Entries {
		if folded := normalize.Fold(e.Terms[0].Text); !seen[folded] {
			seen[folded] = true
			out.Entries = append(out.Entries, e)
		}
	}
	return &out
}
