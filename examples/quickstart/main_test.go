package main

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/matcher"
)

var update = flag.Bool("update", false, "rewrite testdata/output.txt and the blocks of README.md")

const (
	readme = "../../README.md"
	golden = "testdata/output.txt"
)

// Every good that the notice names is found in each language, and each of them
// under its own entry.
func TestNamedGoods(t *testing.T) {
	want := [][][2]string{{
		{"干扰发生器", "interference-generator"},
		{"无人机探测器", "drone-detector"},
		{"BorisTone", "boristone"},
		{"Assel Labs", "assel-labs"},
		{"Bulat", "bulat"},
		{"无人机干扰器", "drone-jammer"},
		{"通信频段干扰器", "comms-jammer"},
	}, {
		{"генераторы помех", "interference-generator"},
		{"детекторы дронов", "drone-detector"},
		{"BorisTone", "boristone"},
		{"Assel Labs", "assel-labs"},
		{"Булат", "bulat"},
		{"подавители дронов", "drone-jammer"},
		{"подавители диапазонов связи", "comms-jammer"},
	}, {
		{"interference generators", "interference-generator"},
		{"drone detectors", "drone-detector"},
		{"BorisTone", "boristone"},
		{"Assel Labs", "assel-labs"},
		{"Bulat", "bulat"},
		{"drone jammers", "drone-jammer"},
		{"communication-band jammers", "comms-jammer"},
	}}
	require.Len(t, notices, len(want))
	for i, text := range notices {
		var got [][2]string
		for _, h := range matcher.Scan(text) {
			got = append(got, [2]string{text[h.Start:h.End], h.Entry})
		}
		require.Subset(t, got, want[i], text)
	}
}

func TestOutput(t *testing.T) {
	got := output(t)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "go test ./examples/quickstart -update rewrites it, if the change is wanted")
}

// README.md holds the program and what it prints about the English notice, byte
// for byte: its first go block and its first text block.
func TestReadme(t *testing.T) {
	program, err := os.ReadFile("main.go")
	require.NoError(t, err)
	require.LessOrEqual(t, strings.Count(string(program), "\n"), 40, "the quickstart is to stay short")
	_, english, _ := strings.Cut(output(t), "Wanted")
	english = "Wanted" + strings.TrimSuffix(english, "\n")

	data, err := os.ReadFile(readme)
	require.NoError(t, err)
	text := string(data)
	for _, want := range []struct{ lang, block string }{{"go", string(program)}, {"text", english}} {
		start, end := block(t, text, want.lang)
		if *update {
			text = text[:start] + want.block + text[end:]
			continue
		}
		require.Equal(t, want.block, text[start:end], "go test ./examples/quickstart -update rewrites README.md")
	}
	if *update {
		require.NoError(t, os.WriteFile(readme, []byte(text), 0o644))
	}
}

// block returns the bounds of what the first block of a language holds.
func block(t *testing.T, text, lang string) (start, end int) {
	fence := "```" + lang + "\n"
	start = strings.Index(text, fence)
	require.GreaterOrEqual(t, start, 0, "no block of %s in README.md", lang)
	start += len(fence)
	n := strings.Index(text[start:], "```\n")
	require.GreaterOrEqual(t, n, 0)
	return start, start + n
}

// output returns what main prints.
func output(t *testing.T) string {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	go func() {
		main()
		w.Close()
	}()
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return string(data)
}
