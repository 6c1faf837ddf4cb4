package lists

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// Version is the edition of the built-in lists, a date.
const Version = "2026-11-22"

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
	var all []*List
	var errs ErrorList
	for _, name := range files {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		l, err := Parse(strings.TrimPrefix(name, dir+"/"), data)
		if faults, ok := err.(ErrorList); ok {
			errs = append(errs, faults...)
		}
		all = append(all, l)
	}
	if err := errs.err(); err != nil {
		return nil, err
	}
	return Combine(all...)
}
