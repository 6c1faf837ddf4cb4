package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

var chpl = lists.Code{Regime: lists.CHPL, ID: "8542.31"}

func TestNoFormula(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "zorbtron": "zorbtron", "3-4": "3-4", "佐布": "佐布",
		"=1+1": "'=1+1", "+7 495": "'+7 495", "-1": "'-1", "@SUM(1)": "'@SUM(1)",
		"\t=1": "'\t=1", "\rx": "'\rx", "\nx": "'\nx", " =1": "' =1", "\u200b=1": "'\u200b=1", "＝1": "'＝1", "＠x": "'＠x",
	} {
		require.Equal(t, want, noFormula(cell), "%q", cell)
	}
}

func TestCSVOfHostileCells(t *testing.T) {
	line := `{"id": "=HYPERLINK(\"http://x\")", "text": "a \"zorbtron\", =zorb & tron"}`
	stdout, _, status := command(t, line, "-in", "jsonl", "-out", "csv")
	require.Zero(t, status)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 3)
	for _, row := range rows[1:] {
		for _, cell := range row {
			require.NotContains(t, "=+@", cell[:1], row)
		}
	}
}

// On a terminal a hit stands in its context, in one line, and nothing in the
// text reaches the terminal as a command.
func TestContext(t *testing.T) {
	text := strings.Repeat("я", 50) + "\x1b[2J\r\nred zorbtron\u202e\a " + strings.Repeat("佐", 50)
	m, err := newMatcher(&settings{lists: []string{"testdata/own.txt"}}, nil)
	require.NoError(t, err)
	d := &document{file: "evil\x1b.txt", text: text}
	var coloured, bare bytes.Buffer
	writeContext(&coloured, d, m.Scan(text), &terminal{colour: true})
	writeContext(&bare, d, m.Scan(text), &terminal{})
	require.Equal(t, 1, strings.Count(coloured.String(), "\n"))
	require.Contains(t, coloured.String(), red+"red zorbtron"+plain)
	require.NotContains(t, bare.String(), "\x1b")
	for _, code := range []string{red, plain, cyan, bold, faint} {
		coloured = *bytes.NewBuffer(bytes.ReplaceAll(coloured.Bytes(), []byte(code), nil))
	}
	require.Equal(t, bare.String(), coloured.String())
	require.NotContains(t, bare.String(), "\ufffd", "cut on rune borders")
}

func TestNoColor(t *testing.T) {
	tty, err := os.Open(os.DevNull) // a character device, all that isTerminal asks
	require.NoError(t, err)
	defer tty.Close()
	if !isTerminal(tty) {
		t.Skip("no character device here")
	}
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	require.True(t, newTerminal(tty).colour)
	t.Setenv("NO_COLOR", "1")
	require.False(t, newTerminal(tty).colour)
	require.Nil(t, newTerminal(&bytes.Buffer{}))
}

func TestGlob(t *testing.T) {
	stdout, stderr, status := command(t, "", "testdata/folder/*.txt", "testdata/nothing-*")
	require.Equal(t, 4, strings.Count(stdout, "\n"))
	require.Contains(t, stderr, "testdata/nothing-*: no file matches")
	require.Equal(t, 2, status)
}

// Rows are cut into jobs; order, lines and texts come through.
func TestManyRows(t *testing.T) {
	var in strings.Builder
	in.WriteString("text\tid\n")
	for i := range 20_000 {
		fmt.Fprintf(&in, "\"вот zorbtron\n%d\"\t%d\n", i, i)
	}
	stdout, stderr, status := command(t, in.String(), "-in", "csv", "-out", "jsonl")
	require.Empty(t, stderr)
	require.Zero(t, status)
	got := answers(t, stdout)
	require.Len(t, got, 20_000)
	for i, a := range got {
		require.Equal(t, fmt.Sprint(i), a.ID)
		require.Equal(t, 7, a.Hits[0].Start)
	}
}

const hostile = `<script>alert(1)</script> "zorbtron" onmouseover=alert(2) '</style><img src=x onerror=alert(3)> red zorbtron]]> <!-- zorbtron --> <a href="javascript:alert(4)">`

// The page has no script and nothing of a text is markup.
func TestPage(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, `"><script>alert(5)<b>.txt`)
	if os.WriteFile(name, []byte(hostile+"\x00\xff佐布电筒"), 0o644) != nil {
		t.Skip("no such file names here")
	}
	stdout, stderr, status := command(t, `{"id":"</section><script>","text":"зорбтрон & <b>"}`, "-out", "html", "-in", "jsonl", "-")
	require.Zero(t, status)
	require.Empty(t, stderr)
	require.Contains(t, stdout, "id &lt;/section&gt;&lt;script&gt;")
	require.Contains(t, stdout, "&amp; &lt;b&gt;")

	stdout, stderr, status = command(t, "", "-out", "html", name, "testdata/folder", "testdata/missing")
	require.Equal(t, 2, status)
	require.Contains(t, stderr, "testdata/missing")
	require.NotContains(t, stdout, "<script")
	require.NotContains(t, stdout, "<img")
	require.NotContains(t, stdout, "<!--")
	require.Equal(t, 1, strings.Count(stdout, "</style>"))
	require.NotContains(t, stdout, "\x00")
	require.Contains(t, stdout, "<li>testdata/missing</li>")
	require.Contains(t, stdout, "default-src &#39;none&#39;; style-src &#39;sha256-")
	require.Contains(t, stdout, "Hits: 10. Documents: 6, of which 2 have no hit")
	require.Contains(t, stdout, "codes: chpl 8542.31, hs 8543.70")
	require.Contains(t, stdout, `<dt id="e-zorbtron">`)
	require.True(t, strings.HasSuffix(stdout, "</html>\n"))
}

// Of a long text the passages with hits are shown, on rune borders.
func TestPassages(t *testing.T) {
	filler := strings.Repeat("дрон летит ", 2_000)
	stdout, _, _ := command(t, filler+"зорбтрон "+filler+"a zorbtron, зорбтрон "+filler, "-out", "html")
	require.Equal(t, 3, strings.Count(stdout, " bytes</i>"))
	require.Equal(t, 3, strings.Count(stdout, "data-tip="))
	require.NotContains(t, stdout, "\ufffd")
	require.Less(t, len(stdout), 20_000)
}

// Segments are the text, whatever the hits do to one another.
func TestSegments(t *testing.T) {
	hit := func(start, end int) matcher.Hit { return matcher.Hit{Start: start, End: end} }
	var got []string
	for s := range segments(0, 10, []matcher.Hit{hit(1, 6), hit(1, 3), hit(5, 8), hit(8, 10)}) {
		got = append(got, fmt.Sprintf("%d-%d:%d", s.start, s.end, len(s.hits)))
	}
	require.Equal(t, "0-1:0 1-3:2 3-5:1 5-6:2 6-8:1 8-10:1", strings.Join(got, " "))
}
