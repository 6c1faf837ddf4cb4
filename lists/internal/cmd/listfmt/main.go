// Listfmt checks list files and puts them into the one layout.
//
//	go run ./lists/internal/cmd/listfmt [-d] [-w] [file...]
//
// Without files it takes the built-in lists. Other files are checked together
// with the built-in lists, as a program that uses both would see them. Faults
// and warnings go to standard error; a file that is not in the layout is named.
// The exit code is 1 if there is a fault or such a file, else 0.
//
//	-d  show how the layout differs
//	-w  write the layout into the files
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/dualuse-go/dualuse/lists"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// A file is a list file as it stands on disk.
type file struct {
	name string
	data []byte
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("listfmt", flag.ContinueOnError)
	flags.SetOutput(stderr)
	diff := flags.Bool("d", false, "show how the layout differs")
	write := flags.Bool("w", false, "write the layout into the files")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}

	given, others, err := load(flags.Args())
	if err != nil {
		fmt.Fprintln(stderr, "listfmt:", err)
		return 1
	}
	code := 0
	for _, f := range given {
		want, err := lists.Format(f.name, f.data)
		if err != nil || bytes.Equal(want, f.data) {
			continue // check shows the faults
		}
		switch {
		case *write:
			if err := os.WriteFile(f.name, want, 0o644); err != nil {
				fmt.Fprintln(stderr, "listfmt:", err)
				code = 1
			}
		case *diff:
			io.WriteString(stdout, lineDiff(f.name, f.data, want))
			code = 1
		default:
			fmt.Fprintf(stdout, "%s: not in the layout; -d shows how, -w writes it\n", f.name)
			code = 1
		}
	}
	if !check(append(given, others...), stderr) {
		code = 1
	}
	return code
}

// load reads the files that were named and those that they are checked with.
// Without names it is the built-in lists that are checked.
func load(names []string) (given, others []*file, err error) {
	builtin := builtinFiles()
	if len(names) == 0 {
		if names, builtin = builtin, nil; len(names) == 0 {
			return nil, nil, errors.New("no files named, and no directory lists/builtin here or above")
		}
	}
	for _, name := range names {
		f, err := read(name)
		if err != nil {
			return nil, nil, err
		}
		given = append(given, f)
		builtin = slices.DeleteFunc(builtin, func(b string) bool { return sameFile(b, name) })
	}
	for _, name := range builtin {
		f, err := read(name)
		if err != nil {
			return nil, nil, err
		}
		others = append(others, f)
	}
	return given, others, nil
}

func read(name string) (*file, error) {
	data, err := os.ReadFile(name)
	return &file{name: name, data: data}, err
}

// builtinFiles finds the built-in lists on disk, from any directory of the
// module. Elsewhere there are none, and check takes those of the package.
func builtinFiles() []string {
	here, err := os.Getwd()
	if err != nil {
		return nil
	}
	for dir := here; ; dir = filepath.Dir(dir) {
		files, _ := filepath.Glob(filepath.Join(dir, "lists", "builtin", "*.txt"))
		for i, f := range files {
			if rel, err := filepath.Rel(here, f); err == nil {
				files[i] = rel
			}
		}
		if len(files) > 0 || dir == filepath.Dir(dir) {
			return files
		}
	}
}

func sameFile(a, b string) bool {
	x, errx := os.Stat(a)
	y, erry := os.Stat(b)
	return errx == nil && erry == nil && os.SameFile(x, y)
}

// lineDiff shows the lines that leave and the lines that come. The layout moves
// no line, so two files can be walked side by side.
func lineDiff(name string, have, want []byte) string {
	var out bytes.Buffer
	fmt.Fprintf(&out, "--- %s\n+++ %s, in the layout\n", name, name)
	a, b := bytes.SplitAfter(have, []byte("\n")), bytes.SplitAfter(want, []byte("\n"))
	blank := func(l []byte) bool { return len(bytes.TrimSpace(l)) == 0 }
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && bytes.Equal(a[i], b[j]):
			i, j = i+1, j+1
		case i < len(a) && blank(a[i]) && (j == len(b) || !blank(b[j])):
			if len(a[i]) > 0 {
				fmt.Fprintf(&out, "@@ line %d\n-%q\n", i+1, a[i])
			}
			i++
		case j == len(b):
			fmt.Fprintf(&out, "@@ line %d\n-%s", i+1, endLine(a[i]))
			i++
		case i == len(a):
			if len(b[j]) > 0 {
				fmt.Fprintf(&out, "@@ line %d\n+%s", i, endLine(b[j]))
			}
			j++
		default:
			fmt.Fprintf(&out, "@@ line %d\n-%s+%s", i+1, endLine(a[i]), endLine(b[j]))
			i, j = i+1, j+1
		}
	}
	return out.String()
}

// endLine writes a line so that what is at its end can be seen.
func endLine(l []byte) string {
	s := string(bytes.TrimSuffix(l, []byte("\n")))
	if t := string(bytes.TrimSpace(l)); t != s {
		return fmt.Sprintf("%q\n", s)
	}
	return s + "\n"
}
