package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// A mutation is one change of one file: edit makes it in the syntax tree, undo
// takes it back.
type mutation struct {
	number int
	file   string
	source []byte
	tree   *ast.File
	in     *ast.FuncDecl // the function it is in, nil for none
	at     token.Position
	what   string
	edit   func()
	undo   func()
}

// swaps are the operators that take each other's place.
var swaps = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR}, token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL}, token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.SHL: {token.SHR}, token.SHR: {token.SHL},
	token.AND: {token.OR}, token.OR: {token.AND}, token.AND_NOT: {token.AND},
}

// mutationsOf lists the changes that can be made in a file.
func mutationsOf(fset *token.FileSet, name string, source []byte, f *ast.File) []mutation {
	var all []mutation
	add := func(n ast.Node, what string, edit, undo func()) {
		m := mutation{file: name, source: source, tree: f, at: fset.Position(n.Pos()), what: what, edit: edit, undo: undo}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil && d.Body.Pos() < n.Pos() && n.End() < d.End() {
				m.in = d
			}
		}
		all = append(all, m)
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
			// What it uses stays in use, so that it builds.
			never := &ast.IfStmt{Cond: &ast.Ident{Name: "false"}, Body: &ast.BlockStmt{List: []ast.Stmt{s}}}
			add(s, "drop "+text(s), func() { list[i] = never }, func() { list[i] = s })
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "String" || n.Name.Name == "init" {
				return false
			}
		case *ast.Field:
			if _, ok := n.Type.(*ast.BinaryExpr); ok {
				return false // a constraint: string | []byte
			}
		case *ast.CallExpr:
			if isIdle(n) {
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

// isIdle reports whether a call has arguments that make no difference: the text
// of an error, how much room a slice is given.
func isIdle(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name == "panic" || f.Name == "make" && len(call.Args) == 3
	case *ast.SelectorExpr:
		if f.Sel.Name == "Grow" {
			return true
		}
		p, ok := f.X.(*ast.Ident)
		return ok && (p.Name == "fmt" || p.Name == "errors" && f.Sel.Name == "New")
	}
	return false
}
