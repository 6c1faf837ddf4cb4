package lists

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFormat(t *testing.T) {
	for _, name := range glob(t, "testdata/good/*.txt") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data := read(t, name)
			got, err := Format(name, data)
			require.NoError(t, err)
			want(t, strings.TrimSuffix(name, ".txt")+".want", string(got))
			checkFormat(t, data)
		})
	}
}

// checkFormat checks the promises of Format on a sound file.
func checkFormat(t *testing.T, data []byte) {
	before, err := Parse("a.txt", data)
	require.NoError(t, err)
	once, err := Format("a.txt", data)
	require.NoError(t, err)
	after, err := Parse("a.txt", once)
	if err != nil {
		t.Fatalf("Format makes %q of %q, which is refused: %v", once, data, err)
	}
	if !reflect.DeepEqual(strip(before), strip(after)) {
		t.Fatalf("Format makes %q of %q, which says something else:\n%+v\n%+v", once, data, before, after)
	}
	twice, err := Format("a.txt", once)
	require.NoError(t, err)
	if string(once) != string(twice) {
		t.Fatalf("formatted once %q, twice %q", once, twice)
	}
	comments := func(data []byte) (cs []string) {
		for _, l := range splitLines(decode(data)) {
			if l.comment {
				cs = append(cs, l.raw)
			}
			if l.gloss != "" {
				cs = append(cs, l.gloss)
			}
		}
		return cs
	}
	if was, is := comments(data), comments(once); !reflect.DeepEqual(was, is) {
		t.Fatalf("comments were %q, are %q", was, is)
	}
}

func TestFormatRefuses(t *testing.T) {
	for _, name := range glob(t, "testdata/bad/*.txt") {
		_, want := Parse("a.txt", read(t, name))
		got, err := Format("a.txt", read(t, name))
		if !reflect.DeepEqual(err, want) {
			t.Errorf("%s: Format says\n%v\nParse says\n%v", name, err, want)
		}
		if (got == nil) != (err != nil) {
			t.Errorf("%s: %q comes with %v", name, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, dir := range []string{"testdata/good/*.txt", "testdata/bad/*.txt"} {
		for _, name := range glob(f, dir) {
			f.Add(read(f, name))
		}
	}
	for _, encode := range encodings {
		f.Add(encode(string(read(f, "testdata/good/whole.txt"))))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Parse("a.txt", data)
		if err != nil {
			faults, ok := err.(ErrorList)
			if !ok || len(faults) == 0 || l != nil {
				t.Fatalf("list %v comes with %v", l, err)
			}
			lines := len(splitLines(decode(data)))
			for _, e := range faults {
				if e.File != "a.txt" || e.Line < 1 || e.Line > lines {
					t.Fatalf("fault out of the file: %v", e)
				}
			}
			return
		}
		checkFormat(t, data)
		if c, err := Combine(l); err == nil {
			again, err := Combine(c)
			require.NoError(t, err)
			if !reflect.DeepEqual(c, again) {
				t.Fatalf("combined again, the list changes:\n%+v\n%+v", c, again)
			}
		}
	})
}

func FuzzParts(f *testing.F) {
	f.Add("反<drone:gen>干扰器 <<a>")
	f.Fuzz(func(t *testing.T, s string) {
		joined := ""
		for _, p := range Parts(s) {
			if (p.Text == "") == (p.Set == "") {
				t.Fatalf("Parts(%q) has %+v", s, p)
			}
			joined += p.String()
		}
		if joined != s {
			t.Fatalf("Parts(%q) joined again: %q", s, joined)
		}
	})
}
