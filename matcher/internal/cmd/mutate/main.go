// Mutate breaks the library one line at a time and tells what no test noticed.
//
//	go run ./matcher/internal/cmd/mutate -n 60 matcher normalize lists
//
// It copies the module into a temporary directory, changes one operator,
// constant, condition or statement of a file there, runs the short tests of the
// package and of those that build on it, and puts the file back. A change that
// no test notices is a survivor: write the test, or say in a comment at the line
// why it makes no difference. The changes are drawn at random; the same -seed
// draws the same ones.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	count   = flag.Int("n", 60, "how many changes to draw; 0 for all")
	seed    = flag.Uint64("seed", 1, "of the draw")
	timeout = flag.Duration("timeout", 60*time.Second, "of the tests of one package; more counts as noticed")
	only    = flag.String("file", "", "change only the files whose name has this in it")
	show    = flag.Bool("show", false, "print the changes and make none")
	skip    = flag.String("skip", "", "tests to leave out, as of go test -skip; a survivor is worth a second try with all")
	tests   = flag.String("tests", "", "packages to test, with commas, instead of those that build on the changed one")
)

// users are the packages whose tests see a change of a package, the quickest
// first.
var users = map[string][]string{
	"normalize": {"normalize", "normalize/internal/...", "lists", "matcher"},
	"lists":     {"lists", "lists/internal/...", "matcher"},
	"matcher":   {"matcher"},
}

// A mutation is one change of one file: edit makes it in the syntax tree, undo
// takes it back.
type mutation struct {
	file string
	at   token.Position
	what string
	edit func()
	undo func()
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
		dirs = []string{"matcher", "normalize", "lists"}
	}
	root, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	if err := copyModule(".", root); err != nil {
		return err
	}
	fset := token.NewFileSet()
	files := map[string]*ast.File{}
	var all []mutation
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return err
		}
		for _, name := range names {
			switch base := filepath.Base(name); {
			case strings.HasSuffix(base, "_test.go"), base == "tables.go", strings.HasPrefix(base, "gen"), !strings.Contains(name, *only):
				continue
			}
			f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			files[name] = f
			all = append(all, mutationsOf(fset, name, f)...)
		}
	}
	total := len(all)
	rng := rand.New(rand.NewPCG(*seed, *seed))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if *count > 0 {
		all = all[:min(*count, len(all))]
	}
	fmt.Printf("%d changes of %d\n", len(all), total)
	verdicts := map[string]int{}
	for i, m := range all {
		verdict := ""
		if !*show {
			if verdict, err = try(fset, root, files[m.file], m); err != nil {
				return err
			}
		}
		verdicts[verdict]++
		fmt.Printf("%3d %-9s %s: %s\n", i+1, verdict, m.at, m.what)
	}
	fmt.Println(verdicts)
	return nil
}

// try makes a change in the copy, tests it, and puts the file back.
func try(fset *token.FileSet, root string, f *ast.File, m mutation) (string, error) {
	path := filepath.Join(root, m.file)
	sound, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	m.edit()
	var b bytes.Buffer
	err = format.Node(&b, fset, f)
	m.undo()
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		return "", err
	}
	defer os.WriteFile(path, sound, 0o666)
	dir := filepath.ToSlash(filepath.Dir(m.file))
	packages := users[dir]
	if packages == nil {
		packages = []string{dir}
	}
	if *tests != "" {
		packages = strings.Split(*tests, ",")
	}
	if out, err := command(root, "go", "build", "./"+dir); err != nil {
		if len(out) > 0 {
			return "no build", nil
		}
		return "", err
	}
	for _, p := range packages {
		if _, err := command(root, "go", "test", "-short", "-vet=off", "-failfast", "-skip", *skip, "-timeout", timeout.String(), "./"+p); err != nil {
			return "noticed", nil
		}
	}
	return "SURVIVED", nil
}

func command(dir, name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), *timeout+60*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = dir
	// A change may ask for memory without end.
	c.Env = append(os.Environ(), "GOFLAGS=-buildvcs=false", "GOMEMLIMIT=2GiB")
	return c.CombinedOutput()
}

func copyModule(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == ".git" || name == "fuzz" {
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

// swaps are the operators that take each other's place.
var swaps = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR}, token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL}, token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.SHL: {token.SHR}, token.SHR: {token.SHL},
	token.AND: {token.OR}, token.OR: {token.AND}, token.AND_NOT: {token.AND},
}

// mutationsOf lists the changes that can be made in a file.
func mutationsOf(fset *token.FileSet, name string, f *ast.File) []mutation {
	var all []mutation
	add := func(n ast.Node, what string, edit, undo func()) {
		all = append(all, mutation{name, fset.Position(n.Pos()), what, edit, undo})
	}
	text := func(n ast.Node) string {
		var b bytes.Buffer
		format.Node(&b, fset, n)
		s := strings.Join(strings.Fields(b.String()), " ")
		if r := []rune(s); len(r) > 80 {
			s = string(r[:80]) + "…"
		}
		return s
	}
	condition := func(c *ast.Expr, what string) {
		old := *c
		if old == nil {
			return
		}
		for _, v := range []string{"true", "false"} {
			if what == "for" && v == "true" {
				continue // without end, most often
			}
			// Its names stay in use, so that it builds.
			add(old, fmt.Sprintf("%s %s: always %s", what, text(old), v), func() {
				op := token.LOR
				if v == "false" {
					op = token.LAND
				}
				*c = &ast.BinaryExpr{X: &ast.ParenExpr{X: old}, Op: op, Y: &ast.Ident{Name: v}}
			}, func() { *c = old })
		}
	}
	statements := func(list []ast.Stmt) {
		for i, s := range list {
			switch s := s.(type) {
			case *ast.ExprStmt, *ast.IncDecStmt:
			case *ast.AssignStmt:
				if s.Tok == token.DEFINE {
					continue
				}
			case *ast.BranchStmt:
				if s.Label != nil {
					continue
				}
			case *ast.DeferStmt:
			default:
				continue
			}
			add(s, "drop "+text(s), func() { list[i] = &ast.EmptyStmt{} }, func() { list[i] = s })
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "String" || n.Name.Name == "init" {
				return false
			}
		case *ast.BinaryExpr:
			for _, op := range swaps[n.Op] {
				if n.Op == token.ADD && isText(n) {
					continue
				}
				old := n.Op
				add(n, fmt.Sprintf("%s: %s for %s", text(n), op, old), func() { n.Op = op }, func() { n.Op = old })
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				x := n.X
				add(n, text(n)+": ! dropped", func() { n.X = &ast.UnaryExpr{Op: token.NOT, X: x} }, func() { n.X = x })
			}
		case *ast.BasicLit:
			if v, err := strconv.ParseInt(n.Value, 0, 64); n.Kind == token.INT && err == nil && v < 1<<31-1 {
				for _, w := range []int64{v + 1, v - 1} {
					old := n.Value
					if w >= 0 {
						add(n, fmt.Sprintf("%d for %s", w, old), func() { n.Value = strconv.FormatInt(w, 10) }, func() { n.Value = old })
					}
				}
			}
		case *ast.IfStmt:
			condition(&n.Cond, "if")
		case *ast.ForStmt:
			condition(&n.Cond, "for")
		case *ast.BlockStmt:
			statements(n.List)
		case *ast.CaseClause:
			statements(n.Body)
		case *ast.Ident:
			if n.Name == "true" || n.Name == "false" {
				old := n.Name
				other := map[string]string{"true": "false", "false": "true"}[old]
				add(n, other+" for "+old, func() { n.Name = other }, func() { n.Name = old })
			}
		}
		return true
	})
	slices.SortStableFunc(all, func(a, b mutation) int { return a.at.Offset - b.at.Offset })
	return all
}

// isText reports whether a sum has a string literal in it.
func isText(e ast.Expr) bool {
	text := false
	ast.Inspect(e, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			text = true
		}
		return !text
	})
	return text
}
