package matcher

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// faultsOf returns the faults of err by file:line.
func faultsOf(t *testing.T, err error) map[string][]string {
	t.Helper()
	require.Error(t, err)
	var faults lists.ErrorList
	require.ErrorAs(t, err, &faults)
	byLine := map[string][]string{}
	for _, f := range faults {
		at := fmt.Sprintf("%s:%d", f.File, f.Line)
		byLine[at] = append(byLine[at], f.Error())
	}
	return byLine
}

// wantFaults checks that there is exactly one fault at each place and that it
// says all that is wanted.
func wantFaults(t *testing.T, err error, want map[string][]string) {
	t.Helper()
	got := faultsOf(t, err)
	for at, words := range want {
		if len(got[at]) != 1 {
			t.Errorf("%s: %d faults %q, want 1", at, len(got[at]), got[at])
			continue
		}
		for _, w := range words {
			if !strings.Contains(got[at][0], w) {
				t.Errorf("%s: fault %q does not say %q", at, got[at][0], w)
			}
		}
	}
	for at, msgs := range got {
		if want[at] == nil {
			t.Errorf("%s: fault %q, want none", at, msgs)
		}
	}
}

func parseFile(t *testing.T, file, text string) *lists.List {
	t.Helper()
	l, err := lists.Parse(file, []byte(text))
	require.NoError(t, err)
	return l
}

func TestCheck(t *testing.T) {
	a := parseFile(t, "a.txt", `category: test

entry: jammer
en: drone jammer
hit: a drone jammer
hit: dronejammer
miss: a drone, a jammer
miss: the Drone Jammer
miss: drone

entry: inner
en: jammer
hit: a drone jammer
miss: a drone jammer
`)
	b := parseFile(t, "b.txt", `category: test

entry: bulat
name: Bulat
near: drone
not: Bulat Okudzhava
hit: Bulat drone
hit: Bulat
hit: Bulat Okudzhava, drone
miss: Bulat steel
miss: Bulat Okudzhava drone
`)
	faults := map[string][]string{
		"a.txt:8":  {"miss", "jammer", "the Drone Jammer"},
		"a.txt:14": {"miss", "inner", "a drone jammer"},
		"b.txt:8":  {"hit", "bulat", `"Bulat"`},
		"b.txt:9":  {"hit", "bulat", "Okudzhava"},
	}
	wantFaults(t, Check(a, b), faults)
	wantFaults(t, Check(b, a), faults)
	good := parseFile(t, "c.txt", "category: test\n\nentry: jammer\nen: drone jammer\nhit: a drone jammer\nmiss: drone\n")
	if err := Check(good); err != nil {
		t.Errorf("Check of a sound list: %v", err)
	}
	// Lines are tried with all the lists in use.
	off := parseFile(t, "d.txt", "category: test\n\nextend: jammer\nnot: drone jammer toy\nhit: drone jammer toy\nmiss: two drone jammer toyx of wood\n")
	wantFaults(t, Check(good, off), map[string][]string{"d.txt:5": {"hit", "jammer"}, "d.txt:6": {"miss"}})
}

// TestFormsCeiling checks the ceiling of forms on both of its sides.
func TestFormsCeiling(t *testing.T) {
	set := func(id string, n int, first rune) string {
		var b strings.Builder
		fmt.Fprintf(&b, "\nset: %s\n", id)
		for i := range n {
			fmt.Fprintf(&b, "zh: %c%c\n", first+rune(2*i), first+rune(2*i+1))
		}
		return b.String()
	}
	list := func(a, b int) *lists.List {
		return parseFile(t, "f.txt", "category: test\n\nentry: e\nzh: <aa>之<bb>\nzh: 雷达\n"+set("aa", a, '一')+set("bb", b, '汉'))
	}
	_, err := New(list(64, 64))
	if err != nil {
		t.Errorf("4,096 forms: %v", err)
	}
	_, err = New(list(65, 64))
	wantFaults(t, err, map[string][]string{"f.txt:4": {"4160", "4096"}})
}

// TestFormsOfNestedSets refuses sets that would blow up, with the number.
func TestFormsOfNestedSets(t *testing.T) {
	var b strings.Builder
	b.WriteString("category: test\n\nset: s1\n")
	for i := range 40 {
		fmt.Fprintf(&b, "en: word%c%c\n", 'a'+i/26, 'a'+i%26)
	}
	line := strings.Count(b.String(), "\n")
	for i := 2; i < 9; i++ {
		fmt.Fprintf(&b, "\nset: s%d\nen: <s%d> <s%d>\n", i, i-1, i-1)
	}
	b.WriteString("\nentry: e\nen: <s8> jammer\n")
	_, err := New(parseFile(t, "n.txt", b.String()))
	faults := faultsOf(t, err)
	at := fmt.Sprintf("n.txt:%d", line+6) // s3: 1,600 times 1,600
	if len(faults) == 0 || len(faults[at]) == 0 || !strings.Contains(faults[at][0], "2560000") {
		t.Errorf("faults %q, want one at %s that says 2560000", faults, at)
	}
}

// TestBadTerms checks that what no text could match is refused, every fault at
// once.
func TestBadTerms(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("word ", 32))
	_, err := New(parseFile(t, "t.txt", `category: test

entry: e
en: drone; jammer
en: good term
en: jammer | gun
en: `+words+`
en: `+words+` more
zh: 无人机！干扰器
name: Bulat
near: drone; gun
not: Bulat: a name
`))
	wantFaults(t, err, map[string][]string{
		"t.txt:4":  {`";"`, "drone; jammer"},
		"t.txt:6":  {`"|"`},
		"t.txt:8":  {"33", "32"},
		"t.txt:9":  {"无人机"},
		"t.txt:11": {`";"`},
		"t.txt:12": {`":"`},
	})
}
