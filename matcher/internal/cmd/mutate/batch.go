package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// The changed functions stand in the sound ones, and an environment variable
// says which of them works; so one build serves many changes.
const chooser = `
import "syscall"

var mutant = func() (n int) {
	s, _ := syscall.Getenv("MUTANT")
	for _, d := range s {
		n = n*10 + int(d-'0')
	}
	return n
}()
`

// try makes the changes of a batch in the copy, tests each, and puts the files
// back. It tells report what became of each, and the test that noticed.
func (b *bench) try(batch []*mutation, report func(m *mutation, verdict, by string, took time.Duration)) error {
	dir := filepath.ToSlash(filepath.Dir(batch[0].file))
	suites, err := b.of(dir)
	if err != nil {
		return err
	}
	sound := map[string][]byte{}
	for _, m := range batch {
		sound[m.file] = m.source
	}
	defer func() {
		for name, source := range sound {
			os.WriteFile(filepath.Join(b.root, name), source, 0o666)
		}
		os.Remove(filepath.Join(b.root, dir, "mutant.go"))
	}()
	if batch[0].in != nil {
		name := batch[0].tree.Name.Name
		if err := os.WriteFile(filepath.Join(b.root, dir, "mutant.go"), []byte("package "+name+"\n"+chooser), 0o666); err != nil {
			return err
		}
	}
	for begin := time.Now(); ; begin = time.Now() {
		for name := range sound {
			text, err := b.write(name, batch)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(b.root, name), text, 0o666); err != nil {
				return err
			}
		}
		err := b.build(suites[0])
		if err == nil {
			break
		}
		bad := notBuilt(err)
		if len(bad) == 0 && len(batch) > 1 {
			return err
		}
		batch = slices.DeleteFunc(batch, func(m *mutation) bool {
			no := bad[m.number] || len(batch) == 1
			if no {
				report(m, "no build", "", time.Since(begin))
			}
			return no
		})
		if len(batch) == 0 {
			return nil
		}
	}
	for _, s := range suites[1:] {
		if err := b.build(s); err != nil {
			return err
		}
	}
	for _, m := range batch {
		begin := time.Now()
		verdict, by := "SURVIVED", ""
		for k := range len(tiers)*len(suites) + len(suites) {
			s, tier := suites[k%len(suites)], k/len(suites)
			if *quick && tier == len(tiers) {
				break
			}
			if by = b.run(s, s.tiers[tier], m.number); by != "" {
				verdict = "noticed"
				break
			}
		}
		report(m, verdict, by, time.Since(begin))
	}
	return nil
}

var atMutant = regexp.MustCompile(`mutant([0-9]+)\.go:`)

// notBuilt returns the numbers of the changes that the compiler complains of.
func notBuilt(err error) map[int]bool {
	bad := map[int]bool{}
	for _, f := range atMutant.FindAllStringSubmatch(err.Error(), -1) {
		n, _ := strconv.Atoi(f[1])
		bad[n] = true
	}
	return bad
}

// write writes a file with the changes of the batch that are in it.
func (b *bench) write(name string, batch []*mutation) ([]byte, error) {
	if m := batch[0]; m.in == nil {
		m.edit()
		defer m.undo()
		var out bytes.Buffer
		err := format.Node(&out, b.fset, m.tree)
		return out.Bytes(), err
	}
	var out bytes.Buffer
	var source []byte
	done := 0
	ordered := slices.Clone(batch)
	slices.SortStableFunc(ordered, func(x, y *mutation) int { return int(x.in.Pos() - y.in.Pos()) })
	for _, m := range ordered {
		if m.file != name {
			continue
		}
		source = m.source
		at := b.fset.Position(m.in.Body.Lbrace).Offset + 1
		out.Write(source[done:at])
		done = at
		m.edit()
		var body bytes.Buffer
		err := format.Node(&body, b.fset, &ast.FuncLit{Type: &ast.FuncType{Params: &ast.FieldList{}, Results: m.in.Type.Results}, Body: m.in.Body})
		m.undo()
		if err != nil {
			return nil, err
		}
		call, after := "return ", ""
		if m.in.Type.Results == nil {
			call, after = "", "\nreturn"
		}
		fmt.Fprintf(&out, "\n//line mutant%d.go:1\nif mutant == %d { %s%s()%s }\n//line %s:%d\n", m.number, m.number, call, body.Bytes(), after, filepath.Base(name), b.fset.Position(m.in.Body.Lbrace).Line)
	}
	if source == nil {
		return nil, errors.New("no change of " + name)
	}
	out.Write(source[done:])
	return out.Bytes(), nil
}
