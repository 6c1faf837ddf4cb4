package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// users are the packages whose tests see a change of a package, the quickest
// first.
var users = map[string][]string{
	"normalize/internal/inflect":  {"normalize/internal/inflect", "normalize", "matcher"},
	"normalize/internal/translit": {"normalize/internal/translit", "matcher"},
	"normalize":                   {"normalize", "lists", "matcher"},
	"lists":                       {"lists", "lists/internal/cmd/listfmt", "matcher"},
	"matcher":                     {"matcher"},
}

// A bench is a copy of the module and the tests in it.
type bench struct {
	root   string
	fset   *token.FileSet
	suites map[string]*suite
}

// A suite is the tests of a package, the quickest first, and how long the
// sound package takes for them.
type suite struct {
	dir   string
	tiers [3]tests
}

type tests struct {
	names []string
	time  time.Duration
}

// Tests that take longer belong to the next tier.
var tiers = [...]time.Duration{time.Second / 8, time.Second / 2}

// of returns the suites that see a change of a package.
func (b *bench) of(dir string) ([]*suite, error) {
	packages := users[dir]
	if packages == nil {
		packages = []string{dir}
	}
	var all []*suite
	for _, p := range packages {
		s, err := b.suite(p)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

var result = regexp.MustCompile(`^--- (PASS|FAIL|SKIP): (\w+) \(([0-9.]+)s\)`)

// suite builds and times the tests of a package, once.
func (b *bench) suite(dir string) (*suite, error) {
	if s := b.suites[dir]; s != nil {
		return s, nil
	}
	s := &suite{dir: dir}
	if err := b.build(s); err != nil {
		return nil, err
	}
	out, cpu, err := b.command(600, s, 0, "-test.short", "-test.v")
	if err != nil {
		return nil, fmt.Errorf("%s fails before any change: %w\n%s", dir, err, out)
	}
	type timed struct {
		name string
		time time.Duration
	}
	var all []timed
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if f := result.FindStringSubmatch(lines.Text()); f != nil && f[1] == "PASS" {
			seconds, _ := strconv.ParseFloat(f[3], 64)
			all = append(all, timed{f[2], time.Duration(seconds * float64(time.Second))})
		}
	}
	took := time.Duration(1)
	for _, t := range all {
		took += t.time
	}
	for i := range all {
		t := &all[i]
		t.time = time.Duration(float64(t.time) * min(1, float64(cpu)/float64(took)))
		if t.time <= tiers[0] { // alone it may have to make what another test left
			if _, t.time, err = b.command(60, s, 0, "-test.short", "-test.run", "^"+t.name+"$"); err != nil {
				return nil, fmt.Errorf("%s alone fails before any change: %w", t.name, err)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b timed) int { return int(a.time - b.time) })
	for _, t := range all {
		at := 0
		for at < len(tiers) && t.time > tiers[at] {
			at++
		}
		s.tiers[at].names = append(s.tiers[at].names, t.name)
		s.tiers[at].time += t.time
	}
	for _, t := range s.tiers {
		fmt.Printf("%s: %d tests in %.1f s\n", dir, len(t.names), t.time.Seconds())
	}
	b.suites[dir] = s
	return s, nil
}

func (s *suite) binary() string { return strings.ReplaceAll(s.dir, "/", "_") + ".test" }

// build makes the test binary of a package. An error that is not of the compiler
// is one of the machine.
func (b *bench) build(s *suite) error {
	c := exec.Command("go", "test", "-c", "-vet=off", "-gcflags=-e", "-ldflags=-s -w", "-o", filepath.Join(b.root, s.binary()), "./"+s.dir)
	c.Dir = b.root
	c.Env = append(os.Environ(), "GOFLAGS=-buildvcs=false")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", s.dir, err, out)
	}
	return nil
}

// Tests that see that a changed package reads the environment.
const skipped = "^(TestNoNetwork|TestImports)$"

// run runs tests with a change and returns the name of the first that fails,
// empty if none does. One that takes five times as long as it should has failed.
func (b *bench) run(s *suite, t tests, change int) string {
	if len(t.names) == 0 {
		return ""
	}
	limit := 5 + int(4*t.time.Seconds())
	out, _, err := b.command(limit, s, change, "-test.short", "-test.failfast", "-test.skip", skipped,
		"-test.run", "^("+strings.Join(t.names, "|")+")$")
	if err == nil {
		return ""
	}
	for line := range bytes.Lines(out) {
		if f := result.FindSubmatch(line); f != nil && string(f[1]) == "FAIL" {
			return string(f[2])
		}
		if bytes.HasPrefix(line, []byte("SIGXCPU")) {
			return "too long"
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "too long"
	}
	return "a crash"
}

// command runs a test binary in the folder of its package for so many seconds
// of the processor at most.
func (b *bench) command(limit int, s *suite, change int, args ...string) ([]byte, time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(limit)*10*time.Second)
	defer cancel()
	args = append([]string{"-c", `ulimit -t $0; exec "$@"`, strconv.Itoa(limit), filepath.Join(b.root, s.binary())}, args...)
	c := exec.CommandContext(ctx, "sh", args...)
	c.Dir = filepath.Join(b.root, s.dir)
	c.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(change), "GOMEMLIMIT=2GiB") // a change may ask for memory without end
	out, err := c.CombinedOutput()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return out, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), err
}
