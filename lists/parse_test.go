package lists

import (
	"encoding/binary"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the .want files of testdata")

// want compares with a .want file, or writes it under -update.
func want(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	if got != string(data) {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", file, got, data)
	}
}

func glob(t testing.TB, pattern string) []string {
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func read(t testing.TB, file string) []byte {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	return data
}

func mustParse(t testing.TB, file, text string) *List {
	t.Helper()
	l, err := Parse(file, []byte(text))
	require.NoError(t, err)
	return l
}

// strip returns the list without places: what two files that say the same have
// in common.
func strip(l *List) *List {
	n := &List{}
	for _, s := range l.Sources {
		s.Pos = Pos{}
		n.Sources = append(n.Sources, s)
	}
	terms := func(ts []Term) []Term {
		ts = cloneTerms(ts)
		for i := range ts {
			ts[i].Pos = Pos{}
			for k := range ts[i].Forms {
				ts[i].Forms[k].Pos = Pos{}
			}
		}
		return ts
	}
	for _, s := range l.Sets {
		s.Pos, s.Members = Pos{}, terms(s.Members)
		n.Sets = append(n.Sets, s)
	}
	for _, r := range l.Regimes {
		r.Pos = Pos{}
		n.Regimes = append(n.Regimes, r)
	}
	for i := range l.Entries {
		e := l.Entries[i].clone()
		e.Pos, e.codePos, e.numberPos, e.Terms = Pos{}, nil, nil, terms(e.Terms)
		for _, list := range e.texts() {
			for i := range *list.texts {
				(*list.texts)[i].Pos = Pos{}
			}
		}
		n.Entries = append(n.Entries, *e)
	}
	return n
}

func TestBad(t *testing.T) {
	for _, name := range glob(t, "testdata/bad/*.txt") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			l, err := Parse(filepath.Base(name), read(t, name))
			if err == nil {
				l, err = Combine(l)
			}
			if err == nil {
				t.Fatalf("no fault found in %v", l)
			}
			if l != nil {
				t.Errorf("a list comes with the faults: %v", l)
			}
			want(t, strings.TrimSuffix(name, ".txt")+".want", err.Error()+"\n")
		})
	}
}

func TestParse(t *testing.T) {
	got := strip(mustParse(t, "whole.txt", string(read(t, "testdata/good/whole.txt"))))
	texts := func(ts ...string) []Text {
		var out []Text
		for _, s := range ts {
			out = append(out, Text{Text: s})
		}
		return out
	}
	want := &List{
		Sources: []Source{{
			ID: "notice", Title: "Notice of a trade association: what it asks for", Publisher: "Newspaper",
			Date: "2024-05", URL: "https://example.org/a?b=c#d", Licence: "quotation",
		}},
		Sets: []Set{
			{ID: "drone", Members: []Term{
				{Text: "drone", Lang: English},
				{Text: "UAV", Lang: English, Options: Case},
				{Text: "unmanned aerial vehicle", Lang: English},
				{Text: "quadcopter", Lang: English},
				{Text: "дрон", Lang: Russian},
				{Text: "БПЛА", Lang: Russian, Options: Exact | AnyCase},
				{Text: "беспилотник", Lang: Russian},
				{Text: "无人机", Lang: Chinese},
				{Text: "无人飞机", Lang: Chinese},
				{Text: "Mavic", Lang: Name},
			}},
			{ID: "detector", Members: []Term{
				{Text: "detector", Lang: English},
				{Text: "<drone> finder", Lang: English},
				{Text: "2,5-axis seeker", Lang: English},
				{Text: "обнаружитель <drone:gen>", Lang: Russian},
			}},
		},
		Regimes: []RegimeDecl{{ID: "own", Title: "Our own list"}},
		Entries: []Entry{
			{
				ID: "drone-jammer", Category: Telecom,
				Title: "Counter-drone jammer", TitleRU: "Подавитель дронов", TitleZH: "无人机干扰器",
				Notes: texts("China controls it from 5 km range, others do not."),
				Codes: []Code{
					{Regime: EU, ID: "5A001.f.3"}, {Regime: US, ID: "5A001.f.3"}, {Regime: US, ID: "9A610.x"},
					{Regime: CN, ID: "0A903.a"}, {Regime: CN, ID: "9A012.c.1"}, {Regime: RU, ID: "5.1.1"},
					{Regime: HS, ID: "8543.70"}, {Regime: HS, ID: "8543.70.99.00"}, {Regime: HS, ID: "8542"},
					{Regime: CHPL, ID: "8542.31"}, {Regime: CAS, ID: "74-90-8"}, {Regime: EUML, ID: "ML11.a"},
					{Regime: "own", ID: "A 12 (b)"},
				},
				Terms: []Term{
					{Text: "<drone> jammer", Lang: English},
					{Text: "jammer for <drone>", Lang: English, Options: Exact | Unverified},
					{Text: "jammer, hand-held", Lang: English, Options: Leet},
					{Text: "подавитель <drone:gen>", Lang: Russian, Forms: []Text{{Text: "подавители БПЛА"}, {Text: "подавителей БПЛА"}, {Text: "подавителям БПЛА"}}},
					{Text: "GPS-глушилка", Lang: Russian},
					{Text: "<drone> 干扰器", Lang: Chinese, Options: Spaced},
					{Text: "3МХ-100", Lang: Name, Options: Case},
				},
				Numbers: []Code{{Regime: HS, ID: "8526.91.00.00"}, {Regime: CAS, ID: "7440-55-3"}},
				Parts:   []Text{{Text: "XC7Z*"}, {Text: "ADRV 9??9-W", Options: Unverified}},
				Near:    texts("<drone>", "<detector:nom>", "7,62 мм", "干扰"),
				Unless:  texts("music", "album"),
				Not:     texts("Булат Окуджава"),
				Refuse:  texts("jammings"),
				Also:    texts("bulat"),
				From:    texts("notice"),
				Hits:    texts("求购无人机干扰器两台", "inter\u200bference  stays as it is"),
				Misses:  texts("无人机干扰了航班"),
				Was:     texts("old-jammer", "older-jammer"),
			},
			{
				ID: "bulat", Category: Telecom, Near: texts("<drone>"), Also: texts("drone-jammer"),
				Terms: []Term{{Text: "Bulat", Lang: Name}, {Text: "御", Lang: Name}},
			},
		},
	}
	require.Equal(t, want, got)
}

func TestParseModes(t *testing.T) {
	l := mustParse(t, "alters.txt", string(read(t, "testdata/good/alters.txt")))
	var got []string
	for _, e := range l.Entries {
		got = append(got, e.ID+" "+string(e.Category)+" "+[]string{"add", "extend", "replace", "off"}[e.Mode])
	}
	require.Equal(t, []string{"drone-jammer own-goods extend", "bulat own-goods replace", "assel own-goods off"}, got)
}

// Places are those of the file, for every line that a message may be about.
func TestParsePlaces(t *testing.T) {
	l := mustParse(t, "a.txt", "category: telecom\r\n\r\n# c\r\nentry: a\r\nen: x y\r\nforms: x z\r\ncode: eu 5A001\r\nnear: b, c\r\nnumber: hs 854231\r\n")
	e := &l.Entries[0]
	for _, c := range []struct {
		what string
		got  Pos
		line int
	}{
		{"entry", e.Pos, 4}, {"term", e.Terms[0].Pos, 5}, {"forms", e.Terms[0].Forms[0].Pos, 6},
		{"code", e.codeAt(0), 7}, {"near", e.Near[1].Pos, 8}, {"number", e.numberAt(0), 9},
	} {
		if want := (Pos{"a.txt", c.line}); c.got != want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, want)
		}
	}
}

// encodings are the ways in which an editor may save a file.
var encodings = map[string]func(string) []byte{
	"CRLF": func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) },
	"CR":   func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r")) },
	"BOM":  func(s string) []byte { return []byte("\ufeff" + s) },
	"UTF-16LE, CRLF": func(s string) []byte {
		return utf16Bytes(binary.LittleEndian, "\ufeff"+strings.ReplaceAll(s, "\n", "\r\n"))
	},
	"UTF-16BE": func(s string) []byte { return utf16Bytes(binary.BigEndian, "\ufeff"+s) },
}

func utf16Bytes(order binary.AppendByteOrder, s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestEncodings(t *testing.T) {
	for _, name := range glob(t, "testdata/good/*.txt") {
		data := read(t, name)
		want := mustParse(t, name, string(data))
		layout, err := Format(name, data)
		require.NoError(t, err)
		for enc, encode := range encodings {
			t.Run(filepath.Base(name)+" "+enc, func(t *testing.T) {
				got, err := Parse(name, encode(string(data)))
				require.NoError(t, err)
				require.Equal(t, want, got) // places too
				again, err := Format(name, encode(string(data)))
				require.NoError(t, err)
				if string(again) != string(layout) {
					t.Errorf("Format got %q, want %q", again, layout)
				}
			})
		}
	}
}

func TestNotUTF8(t *testing.T) {
	gbk := "\xce\xde\xc8\xcb\xbb\xfa"
	for _, c := range []struct{ name, text, want string }{
		{"one line", "category: telecom\n\nentry: a\nzh: " + gbk + "\n", "a.txt:4: not UTF-8: save the file as UTF-8"},
		{"in a comment", "# " + gbk + "\ncategory: telecom\n\nentry: a\nen: jammer\n", "a.txt:1: not UTF-8: save the file as UTF-8"},
		{"first key", "category: telecom\n\nentry: " + gbk + "\nzh: " + gbk + "\nen: jammer\n", "a.txt:3: not UTF-8, and 1 more such lines: save the file as UTF-8"},
		{"key", "category: telecom\n\nentry: a\n" + gbk + ": x\nen: a\u200bb\n", "a.txt:4: not UTF-8: save the file as UTF-8\na.txt:5: en: invisible character U+200B in \"a\\u200bb\": delete it, or type the line again"},
	} {
		_, err := Parse("a.txt", []byte(c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

// A UTF-16 file cut in the middle of a character is damaged, not short.
func TestHalfUTF16(t *testing.T) {
	data := utf16Bytes(binary.LittleEndian, "\ufeffcategory: own\n\nentry: a\nzh: 干扰器")
	_, err := Parse("a.txt", append(data, 0x68))
	if want := `a.txt:4: zh: damaged character U+FFFD in "干扰器\ufffd": type it again`; err == nil || strings.ReplaceAll(err.Error(), "\ufffd", `\ufffd`) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestBadRune(t *testing.T) {
	for _, r := range "\u200b\u200d\u202e\u2060\u00ad\ufeff\ufe0f\u3164\u115f\u034f\U000e0041\x00\x07\x7f\ufffd" {
		if badRune("a"+string(r)+"b") == "" {
			t.Errorf("%U is not refused", r)
		}
	}
	for _, r := range "aя无é\u0301 \t\u00a0\u3000-™№" {
		if msg := badRune("a" + string(r) + "b"); msg != "" {
			t.Errorf("%U: %s", r, msg)
		}
	}
}

func TestMixedWord(t *testing.T) {
	for _, c := range []struct {
		in    string
		sound bool
	}{
		{"GPS-глушилка", true}, {"FPV-дрон", true}, {"3MX и 3МХ", true}, {"5G2Ж", true}, {"無人機jammer", true}, {"", true},
		{"дpон", false}, {"jаmmer", false}, {"USBкабель", false}, {"а\u0301b", false},
	} {
		if msg := mixedWord(c.in); (msg == "") != c.sound {
			t.Errorf("%q: %q, sound: %v", c.in, msg, c.sound)
		}
	}
}

func TestSplitMembers(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"a", []string{"a"}}, {"a, b", []string{"a", "b"}}, {"a，b、c", []string{"a", "b", "c"}}, {" a  b ,c", []string{"a b", "c"}},
		{"7,62 мм", []string{"7,62 мм"}}, {"7, 62", []string{"7", "62"}}, {"7，62", []string{"7", "62"}}, {"a,1", []string{"a", "1"}}, {"1,a", []string{"1", "a"}},
		{"", []string{""}}, {",", []string{"", ""}}, {"1,", []string{"1", ""}}, {",1", []string{"", "1"}},
	} {
		if got := splitMembers(c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFileTooLong(t *testing.T) {
	_, err := Parse("a.txt", make([]byte, maxFile+1))
	if want := "a.txt: the file has 16777217 bytes, the limit is 16777216: split it"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestErrorList(t *testing.T) {
	_, err := Parse("a.txt", []byte("category: telecom\n\nentry: a\ncode: eu x\nfoo\n"))
	var list ErrorList
	require.True(t, errors.As(err, &list))
	require.Len(t, list, 2)
	var one *Error
	require.True(t, errors.As(err, &one))
	require.Equal(t, 4, one.Line)
	for _, c := range []struct {
		e    Error
		want string
	}{
		{Error{"a.txt", 3, "x"}, "a.txt:3: x"},
		{Error{"a.txt", 0, "x"}, "a.txt: x"},
		{Error{"", 0, "x"}, "x"},
	} {
		if got := c.e.Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []Part
	}{
		{"", nil},
		{"jammer", []Part{{Text: "jammer"}}},
		{"<drone> jammer", []Part{{Set: "drone"}, {Text: " jammer"}}},
		{"反<drone>干扰器", []Part{{Text: "反"}, {Set: "drone"}, {Text: "干扰器"}}},
		{"подавитель <drone:gen>", []Part{{Text: "подавитель "}, {Set: "drone", Case: "gen"}}},
		{"<a><b:nom>", []Part{{Set: "a"}, {Set: "b", Case: "nom"}}},
		{"a < b > c", []Part{{Text: "a < b > c"}}},
		{"<<a>", []Part{{Text: "<"}, {Set: "a"}}},
		{"<a:>", []Part{{Text: "<a:>"}}},
		{"<a:voc> <b", []Part{{Text: "<a:voc> <b"}}},
	} {
		got := Parts(c.in)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("Parts(%q) = %v, want %v", c.in, got, c.want)
		}
		joined := ""
		for _, p := range got {
			joined += p.String()
		}
		if joined != c.in {
			t.Errorf("Parts(%q) joined again: %q", c.in, joined)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"near", "near", 0}, {"naer", "near", 1}, {"nea", "near", 1}, {"nearr", "near", 1}, {"nexr", "near", 1}, {"дрон", "дорн", 1},
		{"set", "sets", 1}, {"title", "tilte", 1}, {"abcd", "dcba", 3}, {"", "abc", 3}, {"abcdef", "", 5},
	} {
		if got := edits(c.a, c.b, 5); got != c.want {
			t.Errorf("edits(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// Faults come by file, then line, each once.
func TestErrorListSorted(t *testing.T) {
	var l ErrorList
	for _, p := range []Pos{{"b", 1}, {"a", 10}, {"a", 9}, {"b", 1}} {
		l.addf(p, "x")
	}
	if got, want := l.err().Error(), "a:9: x\na:10: x\nb:1: x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if (ErrorList{}).err() != nil {
		t.Error("an empty list is an error")
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"nmae", "name"}, {"Title", "title"}, {"zn", "zh"}, {"colour", ""}, {"hits", "hit"}, {"title_ru", "title-ru"}, {"x", ""}, {"", ""},
	} {
		if got := nearest(c.word, allKeys); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}
