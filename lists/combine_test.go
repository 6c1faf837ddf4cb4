package lists

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// permutations calls f with the lists in every order.
func permutations(ls []*List, f func([]*List)) {
	var walk func(done, rest []*List)
	walk = func(done, rest []*List) {
		if len(rest) == 0 {
			f(done)
			return
		}
		for i := range rest {
			next := append(append([]*List{}, rest[:i]...), rest[i+1:]...)
			walk(append(done[:len(done):len(done)], rest[i]), next)
		}
	}
	walk(nil, ls)
}

// combineAll combines files, each "name\ntext", in every order, and checks that
// the outcome is the same and the arguments stay as they were.
func combineAll(t *testing.T, files ...string) (*List, error) {
	t.Helper()
	var ls, copies []*List
	for _, f := range files {
		name, text, _ := strings.Cut(f, "\n")
		ls = append(ls, mustParse(t, name, text))
		copies = append(copies, mustParse(t, name, text))
	}
	first, firstErr := Combine(ls...)
	permutations(ls, func(ls []*List) {
		got, err := Combine(ls...)
		if !reflect.DeepEqual(got, first) || !reflect.DeepEqual(err, firstErr) {
			t.Errorf("the order of the lists matters:\n%+v %v\n%+v %v", first, firstErr, got, err)
		}
	})
	if !reflect.DeepEqual(ls, copies) {
		t.Errorf("Combine changed its arguments")
	}
	return first, firstErr
}

const base = `base.txt
category: telecom

source: notice
title: Notice

set: drone
en: drone, UAV
ru: дрон

entry: drone-jammer
title: Drone jammer
code: hs 8526.91
code: chpl 8526.91
en: <drone> jammer
near: radio
from: notice
was: jammer

entry: bulat
name: Bulat
near: <drone>

entry: assel
name: Assel Labs
also: bulat
`

func TestCombine(t *testing.T) {
	l, err := combineAll(t, base,
		`one.txt
extend: drone-jammer
title-ru: Подавитель
code: hs 8526.91
code: cn 0A903.a
en: <drone> blocker
near: radio, music
from: paper

source: paper
title: Paper
`,
		`two.txt
category: own

replace: bulat
title: Steel
name: Bulat steel
near: steel

extend: jammer
en: <drone> zapper
code: hs 8526.92
number: hs 8526.91
`,
		`three.txt
extend: bulat
name: Булат

off: assel
note: not our business
`)
	require.NoError(t, err)
	want := &List{
		Sources: []Source{
			{ID: "notice", Title: "Notice", Pos: Pos{"base.txt", 3}},
			{ID: "paper", Title: "Paper", Pos: Pos{"one.txt", 8}},
		},
		Sets: []Set{{ID: "drone", Pos: Pos{"base.txt", 6}, Members: []Term{
			{Text: "drone", Lang: English, Pos: Pos{"base.txt", 7}},
			{Text: "UAV", Lang: English, Pos: Pos{"base.txt", 7}},
			{Text: "дрон", Lang: Russian, Pos: Pos{"base.txt", 8}},
		}}},
		Entries: []Entry{
			{
				// The replacement, in the category of its list, and what extends it.
				ID: "bulat", Category: "own", Title: "Steel", Pos: Pos{"two.txt", 3},
				Terms: []Term{
					{Text: "Bulat steel", Lang: Name, Pos: Pos{"two.txt", 5}},
					{Text: "Булат", Lang: Name, Pos: Pos{"three.txt", 2}},
				},
				Near: []Text{{Text: "steel", Pos: Pos{"two.txt", 6}}},
			},
			{
				ID: "drone-jammer", Category: Telecom, Title: "Drone jammer", TitleRU: "Подавитель", Pos: Pos{"base.txt", 10},
				Codes: []Code{
					{Regime: HS, ID: "8526.91"}, {Regime: CHPL, ID: "8526.91", Tier: "2"}, {Regime: CN, ID: "0A903.a"}, {Regime: HS, ID: "8526.92"},
				},
				codePos:   []Pos{{"base.txt", 12}, {"base.txt", 13}, {"one.txt", 4}, {"two.txt", 10}},
				Numbers:   []Code{{Regime: HS, ID: "8526.91"}},
				numberPos: []Pos{{"two.txt", 11}},
				Terms: []Term{
					{Text: "<drone> jammer", Lang: English, Pos: Pos{"base.txt", 14}},
					{Text: "<drone> blocker", Lang: English, Pos: Pos{"one.txt", 5}},
					{Text: "<drone> zapper", Lang: English, Pos: Pos{"two.txt", 9}},
				},
				Near: []Text{{Text: "radio", Pos: Pos{"base.txt", 15}}, {Text: "music", Pos: Pos{"one.txt", 6}}},
				From: []Text{{Text: "notice", Pos: Pos{"base.txt", 16}}, {Text: "paper", Pos: Pos{"one.txt", 7}}},
				Was:  []Text{{Text: "jammer", Pos: Pos{"base.txt", 17}}},
			},
		},
	}
	for i := range want.Entries {
		if want.Entries[i].numberPos == nil && l.Entries[i].numberPos != nil {
			l.Entries[i].numberPos = nil // empty, not missing
		}
	}
	require.Equal(t, strip(want), strip(l))
	for i := range want.Entries {
		w, g := want.Entries[i], l.Entries[i]
		for j := range w.Terms {
			require.Equal(t, w.Terms[j].Pos, g.Terms[j].Pos)
		}
		for j := range w.Codes {
			require.Equal(t, w.codeAt(j), g.codeAt(j))
		}
		require.Equal(t, w.Near, g.Near)
	}

	// What Combine returns can be combined again, alone and with others.
	again, err := Combine(l)
	require.NoError(t, err)
	require.Equal(t, l, again)
	more := mustParse(t, "more.txt", "extend: drone-jammer\nru: подавитель <drone:gen>\n")
	longer, err := Combine(l, more)
	require.NoError(t, err)
	require.Len(t, longer.Entries[1].Terms, 4)
	require.Len(t, l.Entries[1].Terms, 3)
}

func TestCombineFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"plain entry exists", []string{base, "own.txt\ncategory: own\n\nentry: bulat\nname: Bulat-3\n"},
			`own.txt:3: entry "bulat" is already at base.txt:19: write extend: or replace: to alter it, or choose another id`},
		{"replaced twice", []string{base, "a.txt\ncategory: own\n\nreplace: bulat\nname: Bulat-2\n", "b.txt\ncategory: own\n\nreplace: bulat\nname: Bulat-3\n"},
			`b.txt:3: entry "bulat" is already replaced at a.txt:3: one list may replace it`},
		{"replaced by a former id", []string{base, "a.txt\ncategory: own\n\nreplace: jammer\nname: Bulat-2\n", "b.txt\ncategory: own\n\nreplace: drone-jammer\nname: Bulat-3\n"},
			`b.txt:3: entry "drone-jammer" is already replaced at a.txt:3: one list may replace it`},
		{"off in vain", []string{base, "a.txt\noff: bullat\n"},
			`a.txt:1: off: no entry "bullat" in any list, did you mean "bulat"?`},
		{"extend in vain", []string{base, "a.txt\nextend: orlan\nname: Orlan\n"},
			`a.txt:1: extend: no entry "orlan" in any list: check the id`},
		{"title again", []string{base, "a.txt\nextend: drone-jammer\ntitle: Jammer\n"},
			`a.txt:1: extend: entry "drone-jammer" has the title "Drone jammer" already: delete the line, or write replace:`},
		{"term of another list", []string{base, "a.txt\ncategory: own\n\nentry: steel\nname: BULAT\n"},
			`base.txt:20: name: "Bulat" is already in entry "steel" (a.txt:4): delete one, or say "also: bulat" there and "also: steel" here`},
		{"only one says also", []string{base, "a.txt\ncategory: own\n\nentry: steel\nname: BULAT\nalso: bulat\n"},
			`base.txt:20: name: "Bulat" is already in entry "steel" (a.txt:4): delete one, or say "also: bulat" there and "also: steel" here`},
		{"term again in an extension", []string{base, "a.txt\nextend: bulat\nname: BULAT\n"},
			`base.txt:20: name: "Bulat" is already in entry "bulat" (a.txt:2): delete one`},
		{"set again", []string{base, "a.txt\nset: drone\nen: drone\n"},
			`base.txt:6: set "drone" is already at a.txt:1, with other members: choose another id; it may refer to <drone>`},
		{"source again", []string{base, "a.txt\nsource: notice\ntitle: Other\n"},
			`base.txt:3: source "notice" is already at a.txt:1, with other lines: choose another id`},
		{"regime again", []string{"a.txt\nregime: own\ntitle: A\n", "b.txt\nregime: own\ntitle: B\n"},
			`b.txt:1: regime "own" is already at a.txt:1, with another title: choose another id`},
		{"former id taken", []string{base, "a.txt\ncategory: own\n\nentry: jammer\nen: jammer\n"},
			`base.txt:17: was: "jammer" is an entry of today (a.txt:3): want an id that no entry has`},
		{"ring of sets over two lists", []string{"a.txt\nset: one\nen: <two> x\n", "b.txt\nset: two\nen: <one> y\n"},
			`a.txt:1: set "one" refers to itself in its en: members: one -> two -> one; write the words out in one of them`},
		{"all at once", []string{base, "a.txt\nextend: none\nen: <nothing> jammer\n", "b.txt\nextend: bulat\nen: <nothing> jammer\ncode: eu 9A999\ncode: own 1\nfrom: nowhere\nalso: nobody\n"},
			`a.txt:1: extend: no entry "none" in any list: check the id
b.txt:2: en: no set "nothing" in any list: define it in a stanza set:
b.txt:3: code: "9A999" is not in the index of eu (consolidated text of 2025-11-15): check the code
b.txt:4: code: unknown regime "own" in "own 1": the regimes are cas, chpl, cn, eu, eu-ml, hs, ru, us; declare another in a stanza regime:
b.txt:5: from: no source "nowhere" in any list: define it in a stanza source:
b.txt:6: also: no entry "nobody" in any list: check the id`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := combineAll(t, c.files...)
			if err == nil {
				t.Fatal("no fault found")
			}
			if got := err.Error(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestCombineSound(t *testing.T) {
	for _, c := range []struct {
		name    string
		files   []string
		entries string
	}{
		{"nothing", nil, ""},
		{"off wins over extend and replace", []string{base, "a.txt\noff: bulat\n", "b.txt\nextend: bulat\nname: Булат\n", "c.txt\ncategory: own\n\nreplace: bulat\nname: Bulat-2\n"}, "assel drone-jammer"},
		{"off twice, once by a former id", []string{base, "a.txt\noff: jammer\n", "b.txt\noff: drone-jammer\n"}, "assel bulat"},
		{"both say also", []string{base, "a.txt\ncategory: own\n\nentry: steel\nname: BULAT\nalso: bulat\n\nextend: bulat\nalso: steel\n"}, "assel bulat drone-jammer steel"},
		{"also by a former id", []string{base, "a.txt\ncategory: own\n\nentry: other\nen: <drone> jammer\nalso: jammer\n\nextend: jammer\nalso: other\n"}, "assel bulat drone-jammer other"},
		{"same set, source and regime again", []string{base, "a.txt\nset: drone\nru: дрон\nen: UAV\nen: drone\n\nsource: notice\ntitle: Notice\n\nregime: own\ntitle: Own\n", "b.txt\nregime: own\ntitle: Own\n"}, "assel bulat drone-jammer"},
		{"a set of a set of another list", []string{base, "a.txt\ncategory: own\n\nset: flier\nen: <drone>, ornithopter\n\nentry: catcher\nen: <flier> catcher\n"}, "assel bulat catcher drone-jammer"},
		{"regime of another list", []string{"a.txt\ncategory: own\n\nentry: a\nen: aa\ncode: own 1\n", "b.txt\nregime: own\ntitle: Own\n"}, "a"},
		{"one character with near", []string{"a.txt\ncategory: own\n\nentry: a\nname: 御\nnear: 大疆\n"}, "a"},
		{"case tells terms apart", []string{"a.txt\ncategory: own\n\nentry: a\nname: GRAD [case]\nname: Grad [case]\n"}, "a"},
		{"one text, two languages of a set", []string{base, "a.txt\ncategory: own\n\nentry: a\nen: <drone> v2\nru: <drone> v2\n"}, "a assel bulat drone-jammer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := combineAll(t, c.files...)
			require.NoError(t, err)
			var ids []string
			for _, e := range l.Entries {
				ids = append(ids, e.ID)
			}
			if got := strings.Join(ids, " "); got != c.entries {
				t.Errorf("got entries %q, want %q", got, c.entries)
			}
		})
	}
}

// The former ids of an entry go on to name what replaces it.
func TestCombineReplaceKeepsWas(t *testing.T) {
	l, err := combineAll(t, base, "a.txt\ncategory: own\n\nreplace: drone-jammer\nen: <drone> jammer\n")
	require.NoError(t, err)
	l, err = Combine(l, mustParse(t, "b.txt", "extend: jammer\nen: <drone> zapper\n"))
	require.NoError(t, err)
	require.Len(t, l.Entries[2].Terms, 2)
}

func TestCombineListTwice(t *testing.T) {
	l := mustParse(t, "a.txt", "category: own\n\nentry: a\nen: jammer\n")
	got, err := Combine(l, nil, l)
	require.NoError(t, err)
	require.Len(t, got.Entries, 1)
}

// A list built by a program is judged as a file is, with the id for a place.
func TestCombineBuilt(t *testing.T) {
	_, err := Combine(&List{
		Sets:    []Set{{ID: "Drone"}},
		Regimes: []RegimeDecl{{ID: EU, Title: "Own"}, {ID: "own"}},
		Entries: []Entry{
			{ID: "a b", Category: "own", Terms: []Term{{Text: "gl\u200bue", Lang: English}}},
			{ID: "c", Terms: []Term{{Text: "<d", Lang: "fr"}}, Codes: []Code{{Regime: EU, ID: "x"}}},
			{ID: "d", Category: "own", Mode: 9},
			{ID: "e", Category: "own"},
		},
	})
	want := `code: "x" is no code of eu
entry "c": category: "" is no id
entry "d" has the mode 9
entry "e" has nothing to find
entry: "a b" is no id
en: invisible character U+200B
fr: no sound set reference
regime "eu" is built in
regime "own" has no title
set "Drone" is empty
set: "Drone" is no id
term "<d" is of language "fr"`
	if err == nil {
		t.Fatal("no fault found")
	}
	for l := range strings.Lines(want) {
		if l = strings.TrimSpace(l); !strings.Contains(err.Error(), l) {
			t.Errorf("no fault %q in:\n%v", l, err)
		}
	}
}

func TestWarnings(t *testing.T) {
	l, err := combineAll(t, `a.txt
category: telcom

entry: a
en: jammer, drone jammer
en: глушилка
zh: 干扰器、屏蔽器
zh: дрон
ru: 无人机
code: cn 0A999
code: ru 5.9.9
code: hs 9999.99.10
code: hs 8542.31.90
number: hs 0101.21
`)
	require.NoError(t, err)
	want := `a.txt:3: category "telcom" is not one of the built-in lists: did you mean "telecom"?
a.txt:4: en: the comma in "jammer, drone jammer" is part of the term: write one term a line
a.txt:5: en: "глушилка" has Cyrillic letters: is it on the right line?
a.txt:6: zh: the comma in "干扰器、屏蔽器" is part of the term: write one term a line
a.txt:7: zh: "дрон" has Cyrillic letters: is it on the right line?
a.txt:8: ru: "无人机" has Chinese letters: is it on the right line?
a.txt:9: code: "0A999" is not in the index of cn, which is not whole: check that the code exists
a.txt:10: code: "5.9.9" is not in the index of ru, which is not whole: check that the code exists
a.txt:11: code: "9999.99.10" is not in the index of hs, which is not whole: check that the code exists
a.txt:13: number: "0101.21" is not in the index of hs, which is not whole: check that the code exists`
	if got := l.Warnings.Error(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestHash(t *testing.T) {
	text := string(read(t, "testdata/good/whole.txt"))
	hash := mustParse(t, "a.txt", text).Hash()
	if len(hash) != 64 {
		t.Errorf("got %q", hash)
	}
	ab, ba := &List{Sets: []Set{{ID: "a"}, {ID: "b"}}}, &List{Sets: []Set{{ID: "b"}, {ID: "a"}}}
	if ab.Hash() != ba.Hash() {
		t.Error("the order of stanzas changes the hash")
	}
	for _, c := range []struct {
		name, old, new string
		same           bool
	}{
		{"comment", "# The end.", "# The very end.", true},
		{"gloss", "# the device", "# the thing", true},
		{"blank lines", "\nset: detector", "\n\n\nset: detector", true},
		{"order of lines", "code: us 9A610.x\ncode: cn 0A903.a\n", "code: cn 0A903.a\ncode: us 9A610.x\n", true},
		{"order of members", "无人机，无人飞机", "无人飞机，无人机", true},
		{"order of forms", "подавители БПЛА,подавителей БПЛА", "подавителей БПЛА,подавители БПЛА", true},
		{"source", "Newspaper", "Newspapers", false},
		{"set member", "无人飞机", "无人飞行器", false},
		{"option", "[leet]", "[case]", false},
		{"term", "jammer, hand-held", "jammer, hand held", false},
		{"form", "подавителям БПЛА", "подавителями БПЛА", false},
		{"language", "name: 御", "zh: 御", false},
		{"code", "0A903.a", "0A903.b", false},
		{"number", "cas 7440-55-3", "cas 74-90-8", false},
		{"cue", "unless: music", "not: music", false},
		{"note", "5 km", "6 km", false},
		{"category", "category:telecom", "category:sensors", false},
		{"title", "Подавитель дронов", "Подавитель", false},
		{"regime", "Our own list", "Our list", false},
		{"id", "entry: bulat", "entry: bulat-2", false},
		{"mode", "entry: bulat", "replace: bulat", false},
	} {
		if !strings.Contains(text, c.old) {
			t.Errorf("%s: no %q in the file", c.name, c.old)
			continue
		}
		got := mustParse(t, "b.txt", strings.Replace(text, c.old, c.new, 1)).Hash()
		if (got == hash) != c.same {
			t.Errorf("%s: hash the same: %v, want %v", c.name, got == hash, c.same)
		}
	}
}

// TestExtendBy: any line is an addition, alone and beside any other.
func TestExtendBy(t *testing.T) {
	lines := map[string]string{
		"title": "x", "title-ru": "x", "title-zh": "x", "note": "x", "code": "eu 5A001.f", "en": "jammer", "number": "hs 8542.31", "part": "XC7Z*",
		"near": "x", "unless": "x", "not": "x", "refuse": "x", "also": "f", "from": "n", "hit": "x", "miss": "x", "was": "x",
	}
	for a, x := range lines {
		for b, y := range lines {
			text := "extend: e\n" + a + ": " + x + "\n"
			if a != b {
				text += b + ": " + y + "\n"
			}
			if _, err := Parse("a.txt", []byte(text)); err != nil {
				t.Errorf("%s and %s: %v", a, b, err)
			}
		}
	}
	_, err := Parse("a.txt", []byte("extend: e\n"))
	require.ErrorContains(t, err, "adds nothing")
}

// TestSaidTwice: what two lists say alike is that of the first.
func TestSaidTwice(t *testing.T) {
	stanzas := "source: n\ntitle: Notice\n\nset: s\nen: drone\n\nregime: own\ntitle: Own\n"
	l, err := Combine(mustParse(t, "b.txt", stanzas), mustParse(t, "a.txt", stanzas))
	require.NoError(t, err)
	require.Len(t, l.Sources, 1)
	require.Equal(t, Pos{"a.txt", 1}, l.Sources[0].Pos)
	require.Len(t, l.Sets, 1)
	require.Equal(t, Pos{"a.txt", 4}, l.Sets[0].Pos)
	require.Len(t, l.Regimes, 1)
	require.Equal(t, Pos{"a.txt", 7}, l.Regimes[0].Pos)
}

// TestCombineTwice: a list combined with one and then with another is in neither
// what the other adds.
func TestCombineTwice(t *testing.T) {
	base := mustParse(t, "a.txt", "category: test\n\nentry: e\nen: drone a\nen: drone b\nen: drone c\ncode: eu 5A001.f\ncode: eu 5A001.h\ncode: eu 6A008\nnear: x, y, z\nhit: x\nhit: y\nhit: z\n")
	extended := func(word string) *List {
		l, err := Combine(base, mustParse(t, word+".txt", "extend: e\nen: drone "+word+"\ncode: hs 8542."+map[string]string{"red": "31", "blue": "32"}[word]+"\nnear: "+word+"\nhit: "+word+"\n"))
		require.NoError(t, err)
		return l
	}
	red, blue := extended("red"), extended("blue")
	for word, l := range map[string]*List{"red": red, "blue": blue} {
		e := l.Entries[0]
		require.Equal(t, "drone "+word, e.Terms[3].Text)
		require.Equal(t, map[string]string{"red": "8542.31", "blue": "8542.32"}[word], e.Codes[3].ID)
		require.Equal(t, word, e.Near[3].Text)
		require.Equal(t, word, e.Hits[3].Text)
	}
}
