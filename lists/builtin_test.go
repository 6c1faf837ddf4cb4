package lists

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
)

// The built-in lists are sound, in the layout, and every entry has what the
// lists promise: a title, a source, and a line that must hit.
func TestBuiltin(t *testing.T) {
	l, err := parseFS(builtinFiles, "builtin")
	require.NoError(t, err)
	require.NotEmpty(t, l.Entries)
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.Title == "" || len(e.From) == 0 || len(e.Hits) == 0 {
			t.Errorf("%s: entry %q: want a title, a source in from: and a line in hit:", e.Pos, e.ID)
		}
		for _, term := range e.Terms {
			// One such term, and every word of every text is read in all disguises.
			if term.Options&(Spaced|Leet) != 0 {
				t.Errorf("%s: %q: no built-in term is looked for in disguise, which makes all scanning many times slower", term.Pos, term.Text)
			}
		}
	}
	for i := range l.Sources {
		s := &l.Sources[i]
		if s.Title == "" || s.Date == "" || s.URL+s.Publisher == "" {
			t.Errorf("%s: source %q: want a title, a date, and a url or a publisher", s.Pos, s.ID)
		}
	}
	for _, w := range l.Warnings {
		t.Log(w)
	}
	require.Equal(t, l, Builtin())
	require.Same(t, Builtin(), Builtin())
}

func TestBuiltinLayout(t *testing.T) {
	files, err := fs.Glob(builtinFiles, "builtin/*.txt")
	require.NoError(t, err)
	for _, name := range files {
		data, err := fs.ReadFile(builtinFiles, name)
		require.NoError(t, err)
		got, err := Format(name, data)
		if err == nil && string(got) != string(data) {
			t.Errorf("%s is not in the layout: go run ./lists/internal/cmd/listfmt -w", name)
		}
	}
}

func TestVersion(t *testing.T) {
	if _, err := time.Parse(time.DateOnly, Version); err != nil {
		t.Error(err)
	}
}

func TestParseFS(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	_, err := parseFS(fstest.MapFS{
		"d/a.txt":    file("category: telecom\n\nentry: a\nfoo\n"),
		"d/b.txt":    file("entry: b\nen: jammer\n"),
		"d/notes.md": file("no list"),
	}, "d")
	want := "a.txt:4: want \"key: value\", found \"foo\"\n" +
		"b.txt:1: no category: begin the file with a line such as \"category: telecom\" and a blank line"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	l, err := parseFS(fstest.MapFS{
		"d/a.txt": file("category: telecom\n\nentry: a\nen: <drone> jammer\n"),
		"d/b.txt": file("set: drone\nen: drone\n"),
	}, "d")
	require.NoError(t, err)
	require.Equal(t, Pos{"a.txt", 3}, l.Entries[0].Pos)
}
