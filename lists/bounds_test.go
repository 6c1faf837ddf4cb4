package lists

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestFileCeiling checks the ceiling of a file on both of its sides: a file of
// just so many bytes is read whole, to its last line.
func TestFileCeiling(t *testing.T) {
	head, tail := "category: test\n\n", "\nentry: last\nen: drone\n"
	file := []byte(head + strings.Repeat("#", maxFile-len(head)-len(tail)) + tail)
	require.Len(t, file, maxFile)
	l, err := Parse("a.txt", file)
	require.NoError(t, err)
	require.Equal(t, "last", l.Entries[0].ID)
	_, err = Parse("a.txt", append(file, '\n'))
	require.EqualError(t, err, fmt.Sprintf("a.txt: the file has %d bytes, the limit is %d: split it", maxFile+1, 16<<20))
}

// TestLineCeiling checks the ceiling of a line on both of its sides.
func TestLineCeiling(t *testing.T) {
	for _, c := range []struct{ key, more string }{{"en", ""}, {"near", "en: drone\n"}, {"forms", "en: drone\n"}} {
		head := "category: test\n\nentry: e\n" + c.more + c.key + ": "
		line := strings.Repeat("ab ", maxLine/3) + "a"
		require.Len(t, line, maxLine)
		_, err := Parse("a.txt", []byte(head+line+"\n"))
		require.NoError(t, err, c.key)
		_, err = Parse("a.txt", []byte(head+line[:maxLine-1]+"<\n"))
		require.ErrorContains(t, err, "reference", c.key)
		_, err = Parse("a.txt", []byte(head+line+"b\n"))
		require.ErrorContains(t, err, fmt.Sprintf("has %d bytes: a line has at most %d", maxLine+1, maxLine), c.key)
	}
}

// TestWorkOfParse repeats what a hostile file may hold: the memory that Parse
// and Combine ask for, a measure of their work, grows with the file, and every
// fault is named.
func TestWorkOfParse(t *testing.T) {
	for name, c := range map[string]struct {
		head, unit string // %d is the number of the unit
		faults     bool
	}{
		"entries":              {"category: test\n", "\nentry: e%[1]d\nen: drone %[1]d\n", false},
		"terms of one entry":   {"category: test\n\nentry: e\n", "en: drone %d\n", false},
		"one term over again":  {"category: test\n\nentry: e\n", "en: drone jammer\n", true},
		"one id over again":    {"category: test\n", "\nentry: e\nen: drone\n", true},
		"one set over again":   {"category: test\n", "\nset: s\nen: drone\n", true},
		"members of one set":   {"category: test\n\nentry: e\nen: <s>\n\nset: s\n", "en: drone %d\n", false},
		"a chain of sets":      {"category: test\n\nentry: e\nen: drone\n\nset: s0\nen: drone\n", "\nset: t%[1]d\nen: <s0>\n", false},
		"cues":                 {"category: test\n\nentry: e\nen: drone\n", "near: cue %d\n", false},
		"hit lines":            {"category: test\n\nentry: e\nen: drone\n", "hit: drone\n", false},
		"notes":                {"category: test\n\nentry: e\nen: drone\n", "note: drone\n", false},
		"codes":                {"category: test\n\nentry: e\nen: drone\n", "code: eu 5A001.f\n", true},
		"no colon":             {"category: test\n\nentry: e\nen: drone\n", "no colon\n", true},
		"no value":             {"category: test\n\nentry: e\nen: drone\n", "en:\n", true},
		"keys that are none":   {"category: test\n\nentry: e\nen: drone\n", "key%d: value\n", true},
		"options that none is": {"category: test\n\nentry: e\n", "en: drone %d [squared]\n", true},
		"not UTF-8":            {"category: test\n\nentry: e\nen: drone\n", "en: \xff\n", true},
		"invisible characters": {"category: test\n\nentry: e\nen: drone\n", "en: dro\u200bne %d\n", true},
		"sets that none is":    {"category: test\n\nentry: e\n", "en: <unknown> %d\n", true},
		"sources that none is": {"category: test\n\nentry: e\nen: drone\n", "from: source-%d\n", true},
		"comments":             {"category: test\n\nentry: e\nen: drone\n", "# %d\n", false},
		"blank lines":          {"category: test\n\nentry: e\nen: drone\n", "\n\n", false},
		"commas":               {"category: test\n\nentry: e\nen: drone\nnear: a", ",,", true},
		"commas in a set":      {"category: test\n\nentry: e\nen: drone\n\nset: s\nen: a", "，b%d", false},
		"angles":               {"category: test\n\nentry: e\nen: drone", " <a", true},
		"letters of a key":     {"category: test\n\nentry: e\nen: drone\n", "key", true},
		"pieces of an id":      {"category: test\n\nentry: e", "-e", true},
		"opening brackets":     {"category: test\n\nentry: e\nen: drone ", "[", false},
		"closing brackets":     {"category: test\n\nentry: e\nen: drone [", "]", true},
		"brackets in brackets": {"category: test\n\nentry: e\nen: drone ", "[exact [case] ]", true},
		"opening angles":       {"category: test\n\nentry: e\nen: drone ", "<", true},
		"closing angles":       {"category: test\n\nentry: e\nen: drone <a", ">", true},
		"NUL":                  {"category: test\n\nentry: e\nen: drone\n", "en: dro\x00ne %d\n", true},
		"nothing but NUL":      {"", "\x00", true},
		"marks of byte order":  {"\ufeffcategory: test\n\nentry: e\nen: drone\n", "\ufeff\n", true},
		"CR only":              {"category: test\r\rentry: e\r", "en: drone %d\r", false},
		"LF CR":                {"category: test\n\nentry: e\nen: drone\n", "\n\r", false},
		"line ends of Unicode": {"category: test\n\nentry: e\nen: drone\n", "\u2028\u0085\v\f", false},
		"colons":               {"category: test\n\nentry: e\nen: drone\n", "：：\n", true},
	} {
		var works [2]uint64
		for i, n := range []int{1000, 4000} {
			text := c.head
			var b strings.Builder
			for k := range n {
				if strings.Contains(c.unit, "%") {
					fmt.Fprintf(&b, c.unit, k)
				} else {
					b.WriteString(c.unit)
				}
			}
			text += b.String()
			var err error
			works[i] = allocated(func() {
				var l *List
				if l, err = Parse("a.txt", []byte(text)); err == nil {
					_, err = Combine(l)
				}
			})
			if (err != nil) != c.faults {
				t.Errorf("%s: error %.200v", name, err)
			}
		}
		if works[1] > 6*works[0]+1<<20 {
			t.Errorf("%s: %d bytes asked for, and %d for four times the file", name, works[0], works[1])
		}
	}
}

// TestWorkOfParseCSV does so for sheets.
func TestWorkOfParseCSV(t *testing.T) {
	head := "category,entry,en\ntest,e,drone\n"
	for name, c := range map[string]struct {
		head, unit string
		faults     bool
	}{
		"rows":                      {head, ",,drone %d\n", false},
		"entries":                   {head, "test,e%[1]d,drone %[1]d\n", false},
		"empty rows":                {head, ",,\n", false},
		"lines of a cell":           {head + ",,\"drone 2", "\ndrone a%d", true},
		"a quotation never closed":  {head + "test,f,\"jammer", "\n,,drone %d", true},
		"quotes":                    {head, "\"", true},
		"quotes by two":             {head + ",,", "\"\"", true},
		"quotes by three":           {head + ",,", "\"\"\"", true},
		"quotes inside cells":       {head, ",,dro\"ne %d\n", false},
		"quotes behind a quotation": {head, ",,\"drone\"x %d\n", true},
		"cells of a row":            {head, ",", false},
		"cells that are too many":   {head, ",x", true},
		"columns":                   {"category,entry,en", ",key%d", true},
		"columns over again":        {"category,entry,en", ",en", true},
		"NUL":                       {head, ",,dro\x00ne %d\n", true},
		"nothing but NUL":           {"", "\x00", true},
		"CR only":                   {"category,entry,en\rtest,e,drone\r", ",,drone %d\r", false},
		"marks of byte order":       {"\ufeff" + head, ",,\ufeffdrone %d\n", true},
		"not UTF-8":                 {head, ",,dro\xff\xfene %d\n", true},
		"separators":                {"", ";,\t", true},
	} {
		var works [2]uint64
		for i, n := range []int{1000, 4000} {
			var b strings.Builder
			b.WriteString(c.head)
			for k := range n {
				if strings.Contains(c.unit, "%") {
					fmt.Fprintf(&b, c.unit, k)
				} else {
					b.WriteString(c.unit)
				}
			}
			var err error
			works[i] = allocated(func() {
				var l *List
				if l, err = ParseCSV("a.csv", []byte(b.String())); err == nil {
					_, err = Combine(l)
				}
			})
			if (err != nil) != c.faults {
				t.Errorf("%s: error %.200v", name, err)
			}
			var faults ErrorList
			if err != nil {
				require.ErrorAs(t, err, &faults, name)
			}
		}
		if works[1] > 6*works[0]+2<<20 {
			t.Errorf("%s: %d bytes asked for, and %d for four times the sheet", name, works[0], works[1])
		}
	}
}

// TestLongLines reads lines of a megabyte of one thing: they take no more
// memory than some hundred times their length, and are read or refused by name.
func TestLongLines(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	const size = 1 << 20
	for _, head := range []string{"", "entry: e\nen: ", "entry: e\nen: drone\nnear: ", "entry: e\nen: drone\npart: XC7", "entry: ", "entry: e\nen: drone\ncode: eu ", "entry: e\nen: drone\nnote: "} {
		for _, unit := range []string{"a", "a ", "无", "[", "]", "[a]", " [exact]", "<", "<a>", ",", "：", "#", "  # ", "\x00", "\xff", "\u200b", "*", "аa", "a-"} {
			text := "category: test\n\n" + head + strings.Repeat(unit, size/len(unit)) + "\n"
			var err error
			n := allocated(func() {
				var l *List
				if l, err = Parse("a.txt", []byte(text)); err == nil {
					_, err = Combine(l)
				}
			})
			if n > 128*size {
				t.Errorf("%q and %q: %d bytes for each of the line", head, unit, n/size)
			}
			var faults ErrorList
			if err != nil {
				require.ErrorAs(t, err, &faults)
				require.Equal(t, "a.txt", faults[0].File)
				require.GreaterOrEqual(t, faults[0].Line, 3)
			}
		}
	}
}

// TestLongChain has sets refer to each other in a long chain, and in a long
// ring.
func TestLongChain(t *testing.T) {
	const n = 4000
	chain := func(first string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "category: test\n\nset: s0\nen: %s\n", first)
		for i := 1; i < n; i++ {
			fmt.Fprintf(&b, "\nset: s%d\nen: <s%d>\n", i, i-1)
		}
		return b.String() + fmt.Sprintf("\nentry: e\nen: <s%d>\n", n-1)
	}
	l, err := Parse("a.txt", []byte(chain("drone")))
	require.NoError(t, err)
	_, err = Combine(l)
	require.NoError(t, err)
	l, err = Parse("a.txt", []byte(chain(fmt.Sprintf("<s%d>", n-1))))
	require.NoError(t, err)
	_, err = Combine(l)
	var faults ErrorList
	require.ErrorAs(t, err, &faults)
	require.Len(t, faults, 1)
	require.Contains(t, faults[0].Msg, "refers to itself")
}

// TestParsePieces glues lines of a sound file in every order, some of them cut:
// Parse names a place for every fault, Format keeps what Parse reads, and the
// order of two lists does not matter.
func TestParsePieces(t *testing.T) {
	lines := []string{
		"category: test", "", "", "", "entry: e", "entry: f", "extend: e", "off: f", "replace: e", "set: s", "set: t", "source: n", "regime: own",
		"en: drone", "en: <s> jammer", "en: <t>", "en: drone  [exact]", "ru: дрон", "zh: 无人机", "name: Bulat", "forms: дрона, дронов", "title: Drone", "note: a note",
		"code: eu 5A001.f", "number: hs 8542.31", "part: XC7Z*", "near: <s>, lens", "unless: knife", "not: Bulat Okudzhava", "refuse: булата", "also: f", "from: n",
		"hit: a drone", "miss: a kite", "was: g", "publisher: P", "url: https://example.org", "# a comment", "en: drone  # a gloss", "\xff", "en: a\u200b", "：", "en：drone",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	file := func() string {
		var b strings.Builder
		b.WriteString("category: test\n\n")
		for range rng.IntN(14) {
			l := lines[rng.IntN(len(lines))]
			if rng.IntN(20) == 0 && l != "" {
				l = l[:rng.IntN(len(l))]
			}
			b.WriteString(l + []string{"\n", "\n", "\n", "\r\n", "\n\n"}[rng.IntN(5)])
		}
		return b.String()
	}
	n := 20000
	if testing.Short() {
		n = 2000
	}
	sound, combined := 0, 0
	var last *List
	for range n {
		text := file()
		l, err := Parse("a.txt", []byte(text))
		if err != nil {
			var faults ErrorList
			require.ErrorAs(t, err, &faults)
			for _, f := range faults {
				if f.File != "a.txt" || f.Line < 1 || f.Line > strings.Count(text, "\n")+1 || f.Msg == "" {
					t.Fatalf("%q: fault %+v", text, f)
				}
			}
			require.Nil(t, l)
			continue
		}
		sound++
		out, err := Format("a.txt", []byte(text))
		require.NoError(t, err, "%q", text)
		again, err := Parse("a.txt", out)
		require.NoError(t, err, "%q made %q", text, out)
		require.Equal(t, l.Hash(), again.Hash(), "%q made %q", text, out)
		if last != nil {
			ab, errAB := Combine(l, last)
			ba, errBA := Combine(last, l)
			if fmt.Sprint(errAB) != fmt.Sprint(errBA) {
				t.Fatalf("%q: %v in one order, %v in the other", text, errAB, errBA)
			}
			if errAB == nil {
				combined++
				require.Equal(t, ab.Hash(), ba.Hash())
				require.Equal(t, fmt.Sprint(ab.Warnings), fmt.Sprint(ba.Warnings))
			}
		}
		last = l
	}
	if sound < n/50 || combined < n/1000 {
		t.Errorf("%d of %d files are sound, %d pairs combine: too few", sound, n, combined)
	}
}

// TestOneLetter: a member of a set may be one letter, which a term may not; a
// mark alone is none.
func TestOneLetter(t *testing.T) {
	parse := func(member string) error {
		l, err := Parse("a.txt", []byte("category: test\n\nset: s\nen: "+member+"\n\nentry: e\nen: <s> ray\n"))
		require.NoError(t, err)
		_, err = Combine(l)
		return err
	}
	require.NoError(t, parse("x"))
	require.EqualError(t, parse("&"), `a.txt:4: en: "&" has no letter or digit: want a word`)
}

// TestLinesWithoutStanza: lines that a blank line has cut off are one fault, not
// an entry with nothing to find as well.
func TestLinesWithoutStanza(t *testing.T) {
	_, err := Parse("a.txt", []byte("category: test\n\ntitle: Drone\nnote: cut off\n"))
	var faults ErrorList
	require.ErrorAs(t, err, &faults)
	require.Len(t, faults, 1)
	require.Contains(t, faults[0].Error(), "a.txt:3: title cannot begin a stanza")
}

// TestKnownWhole: an index says of itself whether it is whole.
func TestKnownWhole(t *testing.T) {
	for regime, want := range map[Regime]bool{CHPL: true, "unknown": false} {
		codes, whole := Known(regime)
		if whole != want || (len(codes) > 0) != want {
			t.Errorf("%s: %d codes, whole %t", regime, len(codes), whole)
		}
	}
}
