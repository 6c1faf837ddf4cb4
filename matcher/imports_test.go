package matcher

import (
	"go/build"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOneTable: what a rune is, the scanner knows from the table of normalize
// alone, which is the same under every release of Go. Package unicode and x/text
// move to another Unicode with the release.
func TestOneTable(t *testing.T) {
	for _, dir := range []string{".", "../normalize"} {
		pkg, err := build.ImportDir(dir, 0)
		require.NoError(t, err)
		require.Contains(t, pkg.Imports, "unicode/utf8", dir)
		for _, from := range pkg.Imports {
			if from == "unicode" || strings.HasPrefix(from, "golang.org/x/text/") {
				t.Errorf("%s imports %s", dir, from)
			}
		}
	}
}

// TestNoNetwork checks what the library is made of: its packages import nothing
// that opens a file, starts a program, reaches a network or steps around the
// types of Go, and nothing behind them reaches a network.
func TestNoNetwork(t *testing.T) {
	for _, name := range []string{"..", "../lists", "../matcher", "../normalize"} {
		err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			switch d.Name() {
			case "cmd", "testdata", "examples", ".ci", ".git":
				return fs.SkipDir
			}
			pkg, err := build.ImportDir(path, 0)
			if _, none := err.(*build.NoGoError); none {
				return nil
			}
			require.NoError(t, err)
			for _, from := range pkg.Imports {
				first, _, _ := strings.Cut(from, "/")
				if slices.Contains([]string{"os", "net", "syscall", "unsafe", "plugin", "C"}, first) || from == "io/ioutil" || from == "crypto/tls" {
					t.Errorf("%s imports %s", path, from)
				}
				if strings.Contains(first, ".") && !strings.HasPrefix(from, "github.com/dualuse-go/dualuse/") &&
					from != "github.com/cloudflare/ahocorasick" && !strings.HasPrefix(from, "golang.org/x/text/") {
					t.Errorf("%s imports %s, which README.md does not name", path, from)
				}
			}
			return nil
		})
		require.NoError(t, err)
	}
	out, err := exec.Command("go", "list", "-deps", "github.com/dualuse-go/dualuse/matcher").Output()
	if err != nil {
		t.Skipf("no go command to ask for what is behind the packages: %v", err)
	}
	deps := strings.Fields(string(out))
	require.Contains(t, deps, "github.com/dualuse-go/dualuse/normalize")
	for _, dep := range deps {
		if dep == "net" || strings.HasPrefix(dep, "net/") || dep == "os/exec" || dep == "plugin" {
			t.Errorf("%s is among the dependencies", dep)
		}
	}
}
