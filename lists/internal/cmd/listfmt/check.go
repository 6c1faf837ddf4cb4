package main

import (
	"fmt"
	"io"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// check parses and combines the files, tries their hit and miss lines, and shows
// every fault and warning. It
// reports whether the files are free of faults.
func check(files []*file, stderr io.Writer) bool {
	var all []*lists.List
	sound := true
	for _, f := range files {
		l, err := lists.Parse(f.name, f.data)
		if err != nil {
			fmt.Fprintln(stderr, err)
			sound = false
		}
		all = append(all, l)
	}
	if !sound {
		return false // across files, what is missing would be reported as wrong
	}
	// Out of the module, what is checked stands beside the lists of the package.
	if len(builtinFiles()) == 0 {
		all = append(all, lists.Builtin())
	}
	combined, err := lists.Combine(all...)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return false
	}
	for _, w := range combined.Warnings {
		fmt.Fprintln(stderr, w.Error()+" (warning)")
	}
	if err := matcher.Check(combined); err != nil {
		fmt.Fprintln(stderr, err)
		return false
	}
	return true
}
