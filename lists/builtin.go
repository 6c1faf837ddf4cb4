package lists

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// Version is the edition of the built-in lists, a date.
const Version = "2026-11-23"

// All of the directory, so that the package builds whatever is in it.
//
//go:embed all:builtin
var builtinFiles embed.FS

// Builtin returns the built-in lists, combined. They are read once; the list is
// shared and must not be modified.
//
// Builtin panics if the built-in lists are broken, which no release is.
func Builtin() *List { return builtin() }

var builtin = sync.OnceValue(func() *List {
	l, err := parseFS(builtinFiles, "builtin")
	if err != nil {
		panic("lists: the built-in lists are broken: " + err.Error())
	}
	return l
})

// parseFS parses and combines the .txt files of a directory.
func parseFS(fsys fs.FS, dir string) (*List, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	all, faults := make([]*List, len(files)), make([]error, len(files))
	var parsing sync.WaitGroup
	for i, name := range files {
		parsing.Go(func() {
			data, err := fs.ReadFile(fsys, name)
			if err == nil {
				all[i], err = Parse(strings.TrimPrefix(name, dir+"/"), data)
			}
			faults[i] = err
		})
	}
	parsing.Wait()
	var errs ErrorList
	for _, err := range faults {
		if list, ok := err.(ErrorList); ok {
			errs = append(errs, list...)
		} else if err != nil {
			return nil, err
		}
	}
	if err := errs.err(); err != nil {
		return nil, err
	}
	return Combine(all...)
}
