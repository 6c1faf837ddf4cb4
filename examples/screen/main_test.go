package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

var update = flag.Bool("update", false, "rewrite the .golden files of testdata")

// own is the list of the tests. Its goods are invented, and the built-in lists
// are left out, so that their growth breaks no test here.
const own = "-list=testdata/own.txt"

func TestMain(m *testing.M) {
	builtin = func() *lists.List { return &lists.List{} }
	os.Exit(m.Run())
}

// command runs screen with own and returns all that comes of it.
func command(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(append([]string{own}, args...), strings.NewReader(stdin), &out, &err)
	return out.String(), err.String(), status
}

// Each case is one .golden file: the exit status, standard output, standard
// error.
func TestGolden(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
	}{
		{"jsonl-jsonl", []string{"-in", "jsonl", "-out", "jsonl", "testdata/docs.jsonl"}},
		{"jsonl-text", []string{"-in", "jsonl", "testdata/docs.jsonl"}},
		{"text-text", []string{"testdata/folder"}},
		{"in-text", []string{"-in", "text", "testdata/folder/sub"}},
		{"csv-text", []string{"-column", "описание", "testdata/table.csv"}},
		{"csv-csv", []string{"-out", "csv", "-column", "ОПИСАНИЕ ", "testdata/table.csv", "testdata/folder/b.txt"}},
		{"csv-jsonl", []string{"-out", "jsonl", "-column", "описание", "testdata/table.csv"}},
		{"csv-no-column", []string{"testdata/table.csv", "testdata/folder/b.txt"}},
		{"explain", []string{"-explain", "red zorbtron", "testdata/folder"}},
		{"text-jsonl", []string{"-out", "jsonl", "testdata/folder"}},
		{"folder-jsonl", []string{"-in", "jsonl", "-out", "jsonl", "testdata/folder"}},
		{"all", []string{"-all", "testdata/folder/b.txt"}},
		{"bad-list", []string{"-list", "testdata/bad.txt", "-list", "testdata/missing.txt", "testdata/folder"}},
		{"warning", []string{"-list", "testdata/warning.txt", "testdata/folder/a.txt"}},
		{"wrong-hit", []string{"-list", "testdata/wronghit.txt", "testdata/folder"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			stdout, stderr, status := command(t, "", test.args...)
			got := fmt.Sprintf("exit status %d\n--- stdout\n%s--- stderr\n%s", status, stdout, stderr)
			golden := filepath.Join("testdata", test.name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}

// An answer is a line of -out jsonl as a program would read it.
type answer struct {
	ID    any
	Line  int
	Error string
	Hits  []struct {
		Start, End                        int
		Text, Entry, Category, Kind, Term string
		Codes                             []lists.Code
		How                               matcher.How
	}
}

func answers(t *testing.T, stdout string) []answer {
	t.Helper()
	var all []answer
	for line := range strings.Lines(stdout) {
		var a answer
		require.NoError(t, json.Unmarshal([]byte(line), &a), line)
		all = append(all, a)
	}
	return all
}

// Many documents, of which some are broken and one is huge, come back in order
// whatever the number of cores and however the input is chopped, and every span
// is the text it claims.
func TestOrder(t *testing.T) {
	const n = 2000
	var in strings.Builder
	texts := make([]string, n)
	for i := range n {
		switch {
		case i%97 == 5:
			in.WriteString("{broken\n")
			continue
		case i == 1500:
			texts[i] = strings.Repeat("й 佐布电筒 ", 20_000)
		default:
			texts[i] = strings.Repeat("вот зорбтрон, 佐布电筒 & red zorbtron\t", i%10)
		}
		line, err := json.Marshal(map[string]any{"id": i, "text": texts[i]})
		require.NoError(t, err)
		in.Write(append(line, '\n'))
	}

	var first string
	for _, cores := range []int{1, 2, 8} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		for name, stdin := range map[string]io.Reader{
			"whole":   strings.NewReader(in.String()),
			"halves":  iotest.HalfReader(strings.NewReader(in.String())),
			"dataErr": iotest.DataErrReader(strings.NewReader(in.String())),
		} {
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, run([]string{own, "-in", "jsonl", "-out", "jsonl"}, stdin, &stdout, &stderr))
			require.Equal(t, 21+2, strings.Count(stderr.String(), "\n"), "each fault, and the file at the end")
			if first == "" {
				first = stdout.String()
			}
			require.True(t, first == stdout.String(), "%s, %d cores", name, cores)
		}
	}

	got := answers(t, first)
	require.Len(t, got, n)
	for i, a := range got {
		if i%97 == 5 {
			require.Equal(t, i+1, a.Line)
			require.NotEmpty(t, a.Error)
			require.Nil(t, a.ID)
			continue
		}
		require.EqualValues(t, i, a.ID)
		want := 3 * (i % 10)
		if i == 1500 {
			want = 20_000
		}
		require.Len(t, a.Hits, want)
		for _, h := range a.Hits {
			require.Equal(t, h.Text, texts[i][h.Start:h.End])
		}
	}
}

// A line that comes alone is answered before the next one comes.
func TestStreaming(t *testing.T) {
	in, stdin := io.Pipe()
	stdout, out := io.Pipe()
	status := make(chan int)
	go func() {
		status <- run([]string{own, "-in", "jsonl", "-out", "jsonl"}, in, out, io.Discard)
		out.Close()
	}()
	for i := range 3 {
		fmt.Fprintf(stdin, "{\"id\": %d, \"text\": \"\"}\n", i)
		buf := make([]byte, 100)
		n, err := stdout.Read(buf)
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("{\"id\":%d,\"hits\":[]}\n", i), string(buf[:n]))
	}
	stdin.Close()
	require.Equal(t, 0, <-status)
}

func TestStandardInput(t *testing.T) {
	for _, args := range [][]string{nil, {"-"}} {
		stdout, stderr, status := command(t, "one\na zorbtron", args...)
		require.Equal(t, "-:2:3: zorbtron toys \"zorbtron\" [chpl 8542.31, hs 8543.70] exact\n", stdout)
		require.Empty(t, stderr)
		require.Zero(t, status)
	}
	stdout, _, status := command(t, "", "-in", "jsonl", "-out", "jsonl")
	require.Empty(t, stdout)
	require.Zero(t, status)
}

// The last line needs no line end, and a byte order mark or CRLF does no harm.
func TestLineEnds(t *testing.T) {
	stdout, stderr, status := command(t, "\ufeff{\"id\":1,\"text\":\"zorbtron\"}\r\n\r\n{\"id\":2,\"text\":\"\"}",
		"-in", "jsonl", "-out", "jsonl")
	require.Empty(t, stderr)
	require.Zero(t, status)
	got := answers(t, stdout)
	require.Len(t, got, 2)
	require.Len(t, got[0].Hits, 1)
}

// Categories are chosen before the maximal hits: the case opener, which was not
// asked for, does not hide the case inside it.
func TestCategory(t *testing.T) {
	const text = "a zorbtron carrying case opener"
	tools := "-list=testdata/tools.txt"
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "zorb-tool"},
		{[]string{"-category", "toys"}, "zorbtron-case"},
		{[]string{"-category", "toys", "-all"}, "zorbtron-case zorbtron"},
		{[]string{"-category", "toys,test-tools"}, "zorb-tool"},
		{[]string{"-category", "toys", "-category", "test-tools"}, "zorb-tool"},
	} {
		stdout, stderr, status := command(t, text, append([]string{tools, "-out", "jsonl"}, test.args...)...)
		require.Empty(t, stderr)
		require.Zero(t, status)
		var got []string
		for _, h := range answers(t, stdout)[0].Hits {
			got = append(got, h.Entry)
		}
		require.Equal(t, test.want, strings.Join(got, " "), "%q", test.args)
	}

	_, stderr, status := command(t, text, "-category", "toys,tois")
	require.Equal(t, 2, status)
	require.Contains(t, stderr, `no list has the category "tois"`)
}

// A list may be kept in a spreadsheet.
func TestListOfSpreadsheet(t *testing.T) {
	name := filepath.Join(t.TempDir(), "own.CSV")
	require.NoError(t, os.WriteFile(name, []byte("category;entry;en;zh\r\ntools;quux;quux tool;扳手工具\r\n"), 0o644))
	stdout, stderr, status := command(t, "a quux tool, 扳手工具", "-list", name)
	require.Empty(t, stderr)
	require.Zero(t, status)
	require.Equal(t, 2, strings.Count(stdout, ": quux tools "))
}

func TestUnreadable(t *testing.T) {
	for _, in := range []string{"text", "jsonl"} {
		stdout, stderr, status := command(t, "", "-in", in, "-out", "jsonl", "testdata/missing", "testdata/folder/sub/e.jsonl")
		require.Equal(t, 2, status)
		require.Contains(t, stderr, "testdata/missing")
		require.Contains(t, stdout, `"zorbtron"`, "the rest is done")
		require.Equal(t, in == "text", strings.Contains(stdout, `{"id":"testdata/missing","error":`))
	}
}

func TestOtherEncodings(t *testing.T) {
	stdout, stderr, status := command(t, "a zorbtron, \xe4\xf0\xee\xed")
	require.Contains(t, stdout, "-:1:3: zorbtron")
	require.Contains(t, stderr, "-: not UTF-8")
	require.Equal(t, 2, status)
}

func TestFlags(t *testing.T) {
	for _, args := range [][]string{{"-in", "pdf"}, {"-out", "xml"}, {"-nope"}, {"-list"},
		{"-how", "magic"}, {"-min-tier", "5"}, {"-evasion", "plural"}, {"-explain", "x", "-out", "csv"}} {
		stdout, stderr, status := command(t, "a zorbtron", args...)
		require.Empty(t, stdout)
		require.Contains(t, stderr, args[0])
		require.Equal(t, 2, status)
	}
	stdout, stderr, status := command(t, "", "-h")
	require.Equal(t, help, stdout)
	require.Empty(t, stderr)
	require.Zero(t, status)
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }

func TestFullDisk(t *testing.T) {
	var stderr bytes.Buffer
	in := strings.Repeat("{\"text\": \"zorbtron\"}\n", 100_000)
	require.Equal(t, 2, run([]string{own, "-in", "jsonl"}, strings.NewReader(in), fullDisk{}, &stderr))
	require.Equal(t, "screen: disk full\n", stderr.String())
}

func TestBuiltin(t *testing.T) {
	defer func(f func() *lists.List) { builtin = f }(builtin)
	builtin = lists.Builtin
	var stdout, stderr bytes.Buffer
	require.Zero(t, run(nil, strings.NewReader("one GPS jammer"), &stdout, &stderr))
	require.Contains(t, stdout.String(), `gnss-jammer telecom "GPS jammer"`)
}

func TestProgress(t *testing.T) {
	var screen bytes.Buffer
	p := &progress{w: &screen, start: time.Now(), ticker: time.NewTicker(time.Hour), total: 200}
	p.add(&job{size: 40, docs: 2, hits: 3})
	p.draw(p.start.Add(patience/2), 0)
	require.Empty(t, screen.String(), "short work shows nothing")
	p.draw(p.start.Add(2*time.Second), 10)
	require.Equal(t, "\r\x1b[K[#######.......................]  25 %  2 documents, 3 hits, 0.0 MB, 0.0 MB/s, 6s left", screen.String())
	p.clear()
	p.clear()
	require.True(t, strings.HasSuffix(screen.String(), "left\r\x1b[K"))

	require.Nil(t, newProgress(&screen, nil), "not a terminal")
}
