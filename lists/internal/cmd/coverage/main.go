// Coverage prints which entries of the control lists the built-in lists have
// terms for, and in which languages.
//
//	go run ./lists/internal/cmd/coverage [-v] [-w] [-regime eu]
//
// An entry of a control list is covered by every built-in entry with its code,
// at any depth: 5A001.f.3 covers 5A001. It has a language when one of those
// built-in entries has a term line in it. A name: line counts for no language,
// of whatever script it is: the name of one product is not a word for the
// goods. For the customs regimes a number is a number: line with the very code;
// for the others, any number: line of those built-in entries. Why an entry has
// none of all that is said in lists/regimes/uncovered.txt.
//
// After the tables come the entries that are neither covered nor explained, the
// goods that a language lacks, and what is wrong: figures below those of
// lists/regimes/coverage.txt, a table in README.md that is not as printed, lines
// of uncovered.txt that explain nothing. The exit code is 1 if anything is
// wrong.
//
//	-regime r  only the entries of this regime
//	-v         show the figures by category, the goods with one term only in a
//	           language, and what is explained
//	-w         write coverage.txt and the table in README.md, and drop from
//	           uncovered.txt what is covered by now. A figure that fell is
//	           wrong and nothing is written; who means it edits coverage.txt.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
)

func main() {
	os.Exit(run(os.Args[1:], lists.Builtin(), os.Stdout, os.Stderr))
}

func run(args []string, list *lists.List, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("coverage", flag.ContinueOnError)
	flags.SetOutput(stderr)
	verbose := flags.Bool("v", false, "show the figures by category, thin coverage, and what is explained")
	write := flags.Bool("w", false, "write coverage.txt, uncovered.txt and the table in README.md")
	regime := flags.String("regime", "", "only the entries of this `regime`")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	switch {
	case flags.NArg() > 0:
		fmt.Fprintln(stderr, "coverage: takes no files: it is about the built-in lists")
		return 2
	case *regime != "" && !slices.Contains(regimes, lists.Regime(*regime)):
		fmt.Fprintf(stderr, "coverage: no regime %q: there are %v\n", *regime, regimes)
		return 2
	}

	root, err := moduleRoot()
	if err != nil {
		fmt.Fprintln(stderr, "coverage:", err)
		return 1
	}
	s, err := newStatement(root, list)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	faults := s.faults()
	if *write {
		if faults = s.fallen(); len(faults) == 0 {
			if err := s.write(); err != nil {
				fmt.Fprintln(stderr, "coverage:", err)
				return 1
			}
		}
	}
	if err := s.print(stdout, lists.Regime(*regime), *verbose); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	for _, f := range faults {
		fmt.Fprintln(stderr, f)
	}
	if len(faults) > 0 {
		return 1
	}
	return 0
}

// The files of the statement, from the root of the module.
const (
	readmeFile    = "README.md"
	minimaFile    = "lists/regimes/coverage.txt"
	uncoveredFile = "lists/regimes/uncovered.txt"
)

// moduleRoot finds the top of the module, from any directory of it.
func moduleRoot() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := here; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(uncoveredFile))); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("no file %s here or above", uncoveredFile)
		}
	}
}

// A statement is the coverage of the built-in lists beside what the files say
// about it.
type statement struct {
	root   string
	list   *lists.List
	units  []*unit
	rows   []row
	minima []row
	rules  *rules
	readme string
}

func newStatement(root string, list *lists.List) (*statement, error) {
	s := &statement{root: root, list: list, units: measure(list)}
	var texts [3]string
	for i, name := range []string{uncoveredFile, minimaFile, readmeFile} {
		data, err := os.ReadFile(s.path(name))
		if err != nil && !(name == minimaFile && errors.Is(err, os.ErrNotExist)) {
			return nil, err
		}
		texts[i] = string(data)
	}
	var err error
	if s.rules, err = parseRules(texts[0]); err != nil {
		return nil, err
	}
	if s.minima, err = parseRows(texts[1]); err != nil {
		return nil, err
	}
	s.readme = texts[2]
	s.rules.explain(s.units)
	s.rows = count(s.units)
	return s, nil
}

func (s *statement) path(name string) string {
	return filepath.Join(s.root, filepath.FromSlash(name))
}

// faults says what is wrong.
func (s *statement) faults() []string {
	faults := s.fallen()
	for _, p := range s.rules.idle() {
		faults = append(faults, fmt.Sprintf("%s:%d: %s %s explains nothing: there is no such entry, it is covered, or a line above explains it; -w drops it", uncoveredFile, p.line, p.regime, p.pattern))
	}
	switch want, err := s.newReadme(); {
	case err != nil:
		faults = append(faults, err.Error())
	case want != s.readme:
		faults = append(faults, readmeFile+": the table of the coverage is out of date: go run ./lists/internal/cmd/coverage -w")
	}
	return faults
}

// fallen names the figures that are below the least that coverage.txt allows.
func (s *statement) fallen() []string {
	var faults []string
	for _, least := range s.minima {
		now := row{regime: least.regime, category: least.category, group: least.group}
		for _, r := range s.rows {
			if r.key() == least.key() {
				now = r
			}
		}
		for i, name := range columns {
			if now.figures[i] < least.figures[i] && name != "entries" {
				faults = append(faults, fmt.Sprintf("%s: %s: %s fell from %d to %d: bring back the terms or codes, or, if it is meant, write the new figure there", minimaFile, least.key(), name, least.figures[i], now.figures[i]))
			}
		}
	}
	return faults
}

// write brings the files up to date.
func (s *statement) write() error {
	readme, err := s.newReadme()
	if err != nil {
		return err
	}
	for _, f := range []struct{ name, text string }{
		{minimaFile, formatRows(s.rows)},
		{uncoveredFile, s.rules.text()},
		{readmeFile, readme},
	} {
		old, err := os.ReadFile(s.path(f.name))
		if err == nil && string(old) == f.text {
			continue
		}
		if err := os.WriteFile(s.path(f.name), []byte(f.text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const beginMark, endMark = "<!-- coverage -->\n", "<!-- /coverage -->\n"

// newReadme returns README.md with the tables as they are now.
func (s *statement) newReadme() (string, error) {
	before, rest, found := strings.Cut(s.readme, beginMark)
	_, after, found2 := strings.Cut(rest, endMark)
	if !found || !found2 {
		return "", fmt.Errorf("%s: want the table of the coverage between lines %q and %q", readmeFile, strings.TrimSpace(beginMark), strings.TrimSpace(endMark))
	}
	return before + beginMark + s.tables() + endMark + after, nil
}
