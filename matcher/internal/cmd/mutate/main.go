// Mutate breaks the library one line at a time and tells what no test noticed.
//
//	go run ./matcher/internal/cmd/mutate -n 60 matcher normalize lists
//
// It copies the module into a temporary directory, changes one operator,
// constant, condition or statement of a file there, and runs the short tests of
// the package and of those that build on it, the quick ones of all packages
// before the slow ones of any, until one fails. A change that no test notices is
// a survivor: write the test, make the line go away, or say in unseen.txt why
// the change makes no difference that can be seen. The changes are drawn at
// random, one of each line before a second of any; the same -seed draws the same
// ones.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	count = flag.Int("n", 60, "how many changes to draw; 0 for all")
	from  = flag.Int("from", 1, "the first of them to try, to go on where a run ended")
	seed  = flag.Uint64("seed", 1, "of the draw")
	only  = flag.String("file", "", "change only the files whose name has one of these in it, with commas")
	not   = flag.String("not", "", "and leave out those whose name has one of these in it")
	what  = flag.String("what", "", "make only the changes whose description this expression matches")
	show  = flag.Bool("show", false, "print the changes and make none")
	pick  = flag.String("pick", "", "of the changes drawn make only those of these numbers, with commas")
	quick = flag.Bool("quick", false, "leave out the tests that take more than half a second")
)

//go:embed unseen.txt
var unseenText string

// unseen holds the changes of unseen.txt: file, line (or the line before it, " / "
// and the line) and change, or * for any change of the line.
var unseen = map[[3]string]bool{}

func readUnseen() error {
	for line := range strings.Lines(unseenText) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return fmt.Errorf("unseen.txt: %q has %d fields, want file, line, change and reason, with tabs between them", line, len(f))
		}
		source, err := os.ReadFile(f[0])
		if err != nil {
			return fmt.Errorf("unseen.txt: %w", err)
		}
		var lines []string
		for l := range strings.Lines(string(source)) {
			lines = append(lines, strings.TrimSpace(l))
		}
		before, line, two := strings.Cut(f[1], " / ")
		if at := slices.Index(lines, f[1]); at < 0 && !(two && slices.ContainsFunc(lines, func(l string) bool { return l == before }) && slices.Contains(lines, line)) {
			fmt.Printf("unseen.txt: %s has no line %q any more\n", f[0], f[1])
		}
		unseen[[3]string(f[:3])] = true
	}
	return nil
}

func main() {
	flag.Parse()
	if err := run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(dirs []string) error {
	if len(dirs) == 0 {
		dirs = []string{"matcher", "normalize", "normalize/internal/inflect", "normalize/internal/translit", "lists"}
	}
	if err := readUnseen(); err != nil {
		return err
	}
	wanted, err := regexp.Compile(*what)
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	var all []mutation
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return err
		}
		for _, name := range names {
			switch base := filepath.Base(name); {
			case strings.HasSuffix(base, "_test.go"), base == "tables.go", strings.HasPrefix(base, "gen"), strings.HasSuffix(base, "_data.go"):
				continue
			case *only != "" && !hasAny(name, *only), *not != "" && hasAny(name, *not):
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			f, err := parser.ParseFile(fset, name, source, parser.ParseComments)
			if err != nil {
				return err
			}
			lines := strings.Split(string(source), "\n")
			for _, m := range mutationsOf(fset, name, source, f) {
				line := strings.TrimSpace(lines[m.at.Line-1])
				both := strings.TrimSpace(lines[max(0, m.at.Line-2)]) + " / " + line
				seen := true
				for _, l := range []string{line, both} {
					seen = seen && !unseen[[3]string{name, l, m.what}] && !unseen[[3]string{name, l, "*"}]
				}
				if seen && wanted.MatchString(m.what) {
					all = append(all, m)
				}
			}
		}
	}
	total := len(all)
	all = draw(all)
	if *count > 0 {
		all = all[:min(*count, len(all))]
	}
	fmt.Printf("%d changes of %d\n", len(all), total)
	if *show {
		for i, m := range all {
			fmt.Printf("%3d %s: %s\n", i+1, m.at, m.what)
		}
		return nil
	}
	root, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	if err := copyModule(".", root); err != nil {
		return err
	}
	b := bench{root: root, fset: fset, suites: map[string]*suite{}}
	verdicts := map[string]int{}
	for _, batch := range batches(all) {
		err := b.try(batch, func(m *mutation, verdict, by string, took time.Duration) {
			verdicts[verdict]++
			fmt.Printf("%3d %-9s %s: %s  [%s %.1fs]\n", m.number, verdict, m.at, m.what, by, took.Seconds())
		})
		if err != nil {
			return err
		}
	}
	fmt.Println(verdicts)
	return nil
}

// batches parts the changes into those that are built at once: changes of one
// package, each inside a function, or one alone.
func batches(all []mutation) [][]*mutation {
	const most = 150
	var done [][]*mutation
	open := map[string]int{}
	for i := range all {
		m := &all[i]
		m.number = i + 1
		if m.number < *from || *pick != "" && !slices.Contains(strings.Split(*pick, ","), strconv.Itoa(m.number)) {
			continue
		}
		dir := filepath.Dir(m.file)
		at, ok := open[dir]
		switch {
		case m.in == nil:
			done = append(done, []*mutation{m})
		case ok && len(done[at]) < most:
			done[at] = append(done[at], m)
		default:
			open[dir] = len(done)
			done = append(done, []*mutation{m})
		}
	}
	return done
}

func hasAny(name, parts string) bool {
	return slices.ContainsFunc(strings.Split(parts, ","), func(p string) bool { return strings.Contains(name, p) })
}

// draw brings the changes in a random order in which each line has its turn
// before any has a second one.
func draw(all []mutation) []mutation {
	rng := rand.New(rand.NewPCG(*seed, *seed))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	type line struct {
		file string
		line int
	}
	turns := map[line]int{}
	type drawn struct {
		m    mutation
		turn int
	}
	order := make([]drawn, len(all))
	for i, m := range all {
		l := line{m.file, m.at.Line}
		order[i] = drawn{m, turns[l]}
		turns[l]++
	}
	slices.SortStableFunc(order, func(a, b drawn) int { return a.turn - b.turn })
	for i, d := range order {
		all[i] = d.m
	}
	return all
}

func copyModule(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, path), 0o777)
		}
		if !d.Type().IsRegular() || strings.HasSuffix(path, ".test") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), data, 0o666)
	})
}
