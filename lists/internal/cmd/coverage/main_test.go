package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// The coverage of the built-in lists has not fallen, README.md shows it as it
// is, and what is said to have no terms has none.
func TestRepository(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	s, err := newStatement(root, lists.Builtin())
	require.NoError(t, err)
	for _, f := range s.faults() {
		t.Error(f)
	}
}

// The indexes have the entries that the control lists have.
func TestUnits(t *testing.T) {
	count := map[string]int{}
	for _, u := range measure(&lists.List{}) {
		count[string(u.regime)+" "+u.group]++
		require.False(t, u.covered())
	}
	for what, want := range map[string]int{
		"eu goods": 277, "eu software": 57, "eu technology": 50, "us goods": 412, "us software": 113, "us technology": 112,
		"eu-ml goods": 22, "chpl goods": 50,
	} {
		require.Equal(t, want, count[what], what)
	}
}

func TestTop(t *testing.T) {
	for _, c := range []struct {
		regime                  lists.Regime
		id, top, group, subject string
	}{
		{lists.EU, "5A001.f.3", "5A001", "goods", "telecom"},
		{lists.EU, "5A002", "5A002", "goods", "infosec"},
		{lists.US, "3D611", "3D611", "software", "electronics"},
		{lists.US, "0A501.a", "0A501", "goods", "munitions"},
		{lists.CN, "1E101.b", "1E101", "technology", "materials"},
		{lists.EUML, "ML11.a", "ML11", "goods", "munitions"},
		{lists.HS, "8542.31", "8542", "goods", "all"},
		{lists.CHPL, "8542.31", "8542.31", "goods", "all"},
		{lists.RU, "6.4.3.6.1", "6.4.3", "software", "sensors"},
		{lists.RU, "5.1.1.1.1", "5.1.1.1", "goods", "telecom"},
		{lists.RU, "17.5.1", "17.5.1", "technology", "other"},
	} {
		top := top(c.regime, c.id)
		require.Equal(t, c.top, top)
		require.Equal(t, c.group, groupOf(c.regime, top), c.id)
		require.Equal(t, c.subject, categoryOf(c.regime, top), c.id)
	}
	require.Empty(t, top(lists.RU, "6.1"))
	require.Empty(t, top(lists.RU, "5.1.1"))
}

const own = `category: telecom

set: drone
en: drone, UAV
ru: дрон

entry: jammer
code: eu 5A001.f.3
code: eu 5A001.h
code: hs 8543.70
en: <drone> jammer
en: jammer
ru: подавитель <drone:gen>
number: hs 8543.70

entry: boris
code: eu 5A101
name: BorisTone
part: XC7Z*

entry: chip
code: chpl 8542.31
zh: 芯片
number: hs 8542
`

func ownList(t *testing.T, text string) *lists.List {
	l, err := lists.Parse("own.txt", []byte(text))
	require.NoError(t, err)
	l, err = lists.Combine(l)
	require.NoError(t, err)
	return l
}

func TestMeasure(t *testing.T) {
	have := map[string]lines{}
	for _, u := range measure(ownList(t, own)) {
		if u.covered() {
			have[string(u.regime)+" "+u.id] = u.lines
		}
	}
	require.Equal(t, map[string]lines{
		"eu 5A001":     {en: 2, ru: 1, number: 1},
		"eu 5A101":     {name: 1, part: 1},
		"hs 8543":      {en: 2, ru: 1, number: 1},
		"hs 8542":      {number: 1},
		"chpl 8542.31": {zh: 1, number: 1},
		"chpl 8542.32": {number: 1}, // the whole heading is looked for
		"chpl 8542.33": {number: 1},
		"chpl 8542.39": {number: 1},
	}, have)
}

func TestSpelled(t *testing.T) {
	l := ownList(t, own)
	require.Equal(t, lines{en: 2, ru: 1, zh: 1, name: 1, number: 2, part: 1}, written(l))
	dictionary, forms, err := spelled(l)
	require.NoError(t, err)
	require.Equal(t, lines{en: 3, ru: 1, zh: 1, name: 1}, dictionary)
	require.Equal(t, 6, forms.en) // three, each in singular and plural
	require.Greater(t, forms.ru, 10)
	require.Equal(t, 1, forms.zh)
}

// checkout lays out the files of a statement and goes into them.
func checkout(t *testing.T, minima, uncovered string) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "lists", "regimes"), 0o755))
	for name, text := range map[string]string{
		readmeFile: "# Project\n\n" + beginMark + endMark + "\nmore\n", minimaFile: minima, uncoveredFile: uncovered,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644))
	}
	t.Chdir(filepath.Join(dir, "lists"))
}

func content(t *testing.T, name string) string {
	data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(data)
}

func TestRun(t *testing.T) {
	l := ownList(t, own)
	checkout(t, "", "# why\neu 5A001 5B001: parameters only\neu ?E???: technology\neu 5A001: covered\neu 5E001: said above\n")
	command := func(l *lists.List, args ...string) (code int, stdout, stderr string) {
		var out, errs bytes.Buffer
		code = run(args, l, &out, &errs)
		return code, out.String(), errs.String()
	}

	code, stdout, stderr := command(l, "-regime", "eu")
	require.Equal(t, 1, code)
	require.Equal(t, `lists/regimes/uncovered.txt:2: eu 5A001 explains nothing: there is no such entry, it is covered, or a line above explains it; -w drops it
lists/regimes/uncovered.txt:4: eu 5A001 explains nothing: there is no such entry, it is covered, or a line above explains it; -w drops it
lists/regimes/uncovered.txt:5: eu 5E001 explains nothing: there is no such entry, it is covered, or a line above explains it; -w drops it
README.md: the table of the coverage is out of date: go run ./lists/internal/cmd/coverage -w
`, stderr)
	require.Contains(t, stdout, "eu, neither covered nor explained (331): 0A001 ") // 384 without 50 of technology and three others
	require.Contains(t, stdout, "eu, goods without a term in en (1): 5A101\n")
	require.Contains(t, stdout, "eu, goods without a term in zh (2): 5A001 5A101\n")

	code, _, stderr = command(l, "-w")
	require.Equal(t, 0, code, stderr)
	require.Equal(t, "# why\neu 5B001: parameters only\neu ?E???: technology\n", content(t, uncoveredFile))
	require.Contains(t, content(t, readmeFile), "| `eu`, Annex I: goods | 277 | 1 | 1 | 0 | 1 | 1 | 1 | 274 |\n")
	require.True(t, strings.HasSuffix(content(t, readmeFile), endMark+"\nmore\n"))
	minima := content(t, minimaFile)
	code, stdout, stderr = command(l, "-v")
	require.Equal(t, 0, code)
	require.Empty(t, stderr)
	require.Contains(t, stdout, "\neu, no terms: parameters only (1): 5B001\n")
	require.Contains(t, stdout, "\neu, goods with one term only in ru (1): 5A001\n")
	require.Contains(t, stdout, "| dictionary forms | 3 | 1 | 1 | 1 | 6 | | |\n")

	// A list that lost terms is refused, and nothing is written.
	less := ownList(t, strings.Replace(own, "ru: подавитель <drone:gen>\n", "", 1))
	for _, args := range [][]string{nil, {"-w"}} {
		code, _, stderr = command(less, args...)
		require.Equal(t, 1, code)
		require.Contains(t, stderr, "lists/regimes/coverage.txt: eu telecom goods: ru fell from 1 to 0: ")
		require.Equal(t, minima, content(t, minimaFile))
	}

	// More is no fault of the minima, but shows in the table.
	more := ownList(t, own+"\nentry: radar\ncode: eu 6A008\nen: radar\n")
	code, _, stderr = command(more)
	require.Equal(t, 1, code)
	require.Equal(t, "README.md: the table of the coverage is out of date: go run ./lists/internal/cmd/coverage -w\n", stderr)

	for _, args := range [][]string{{"-x"}, {"file"}, {"-regime", "xx"}} {
		code, _, stderr = command(l, args...)
		require.Equal(t, 2, code)
		require.NotEmpty(t, stderr)
	}
}

func TestBadFiles(t *testing.T) {
	for _, c := range []struct{ minima, uncovered, want string }{
		{"", "eu 5A001\n", "lists/regimes/uncovered.txt:1: want a regime"},
		{"", "# x\nxx 5A001: why\n", "lists/regimes/uncovered.txt:2: want a regime"},
		{"\neu telecom goods 1 2\n", "", "lists/regimes/coverage.txt:2: want regime, category, kind and 9 figures"},
		{"eu telecom goods 1 2 3 4 5 6 7 8 x\n", "", "lists/regimes/coverage.txt:1: want regime"},
	} {
		checkout(t, c.minima, c.uncovered)
		var out, errs bytes.Buffer
		require.Equal(t, 1, run(nil, ownList(t, own), &out, &errs))
		require.Contains(t, errs.String(), c.want)
	}
	t.Chdir(t.TempDir())
	var out, errs bytes.Buffer
	require.Equal(t, 1, run(nil, ownList(t, own), &out, &errs))
	require.Contains(t, errs.String(), "no file lists/regimes/uncovered.txt here or above")
}
