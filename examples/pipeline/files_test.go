package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// command returns the program as a process to start, with settings for the
// environment.
func command(t testing.TB, settings []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(append(os.Environ(), worker+"=1"), settings...)
	return cmd
}

func TestLint(t *testing.T) {
	out, err := command(t, nil, "lint", "kafka.yaml", "files.yaml").CombinedOutput()
	require.NoError(t, err, "%s", out)

	bad := filepath.Join(t.TempDir(), "bad.yaml")
	require.NoError(t, os.WriteFile(bad, []byte("pipeline:\n  processors:\n    - dualuse:\n        catgories: [telecom]\n"), 0o644))
	out, err = command(t, nil, "lint", bad).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "bad.yaml(4,1) field catgories not recognised")
}

// mention is a line in which the built-in lists find something, whatever they
// become.
func mention(t testing.TB) string {
	t.Helper()
	for _, e := range lists.Builtin().Entries {
		for _, h := range e.Hits {
			if len(matcher.Scan(h.Text)) > 0 {
				return h.Text
			}
		}
	}
	t.Fatal("the built-in lists have no hit line")
	return ""
}

func TestFiles(t *testing.T) {
	in, out := filepath.Join(t.TempDir(), "in"), filepath.Join(t.TempDir(), "out")
	line := mention(t)
	document := func(doc map[string]any) string {
		data, err := encode(doc)
		require.NoError(t, err)
		return string(data)
	}
	put := func(name, text string) {
		name = filepath.Join(in, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	long := strings.Repeat("x ", 100_000) + line // longer than a line may be unless it is said
	put("posts.jsonl", strings.Join([]string{
		document(map[string]any{"id": 1, "text": line}),
		"",
		"not JSON",
		document(map[string]any{"id": 2, "text": "nothing"}),
		document(map[string]any{"id": 3}),
		document(map[string]any{"id": 4, "text": long}),
		document(map[string]any{"text": line}),
	}, "\n"))
	put("deep/er/notice.txt", "First\n\n"+line+"\n")
	put("deep/broken.txt", "\xff\xfe "+line)
	put("deep/empty.txt", "")
	put("deep/table.csv", line)

	settings := []string{"IN=" + in, "OUT=" + out}
	said, err := command(t, settings, "-c", "files.yaml").CombinedOutput()
	require.NoError(t, err, "%s", said)
	require.NotContains(t, string(said), "not JSON", "a log has no texts")

	texts := map[string]string{"1": line, "4": long, in + "/deep/er/notice.txt": "First\n\n" + line + "\n", in + "/deep/broken.txt": "\xff\xfe " + line}
	ids := map[string]int{}
	hash := lists.Builtin().Hash()
	each(t, filepath.Join(out, "hits.jsonl"), func(data []byte) {
		var r struct {
			result
			ID json.RawMessage `json:"id"`
		}
		require.NoError(t, json.Unmarshal(data, &r))
		require.Equal(t, listID{lists.Version, hash}, r.Lists)
		id := strings.Trim(string(r.ID), `"`)
		if name, sum, ok := strings.Cut(id, "#"); ok {
			require.Equal(t, in+"/posts.jsonl", name)
			require.Len(t, sum, 64)
			id, texts["#"] = "#", line
		}
		ids[id]++
		want := matcher.Scan(texts[id])
		require.Len(t, r.Hits, len(want), id)
		for i, h := range want {
			require.Equal(t, []any{h.Start, h.End, h.Entry, h.Term}, []any{r.Hits[i].Start, r.Hits[i].End, r.Hits[i].Entry, r.Hits[i].Term})
			k, err := key(r.ID, h, hash)
			require.NoError(t, err)
			require.Equal(t, k, r.Hits[i].Key)
		}
	})
	require.Equal(t, map[string]int{"1": 1, "4": 1, "#": 1, in + "/deep/er/notice.txt": 1, in + "/deep/broken.txt": 1}, ids)

	var faults []string
	each(t, filepath.Join(out, "faults.jsonl"), func(data []byte) {
		var f struct{ Path, SHA256, Error string }
		require.NoError(t, json.Unmarshal(data, &f))
		require.Equal(t, in+"/posts.jsonl", f.Path)
		require.Len(t, f.SHA256, 64)
		faults = append(faults, f.Error)
	})
	slices.Sort(faults)
	require.Len(t, faults, 2)
	require.Contains(t, faults[0], errNoDocument.Error())
	require.Contains(t, faults[1], errNoText.Error())
}

func each(t *testing.T, file string, line func(data []byte)) {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line(lines.Bytes())
	}
	require.NoError(t, lines.Err())
}
