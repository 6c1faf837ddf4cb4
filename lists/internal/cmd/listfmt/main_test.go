package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// module lays out a module with one built-in list and goes into it.
func module(t *testing.T, files map[string]string) {
	dir := t.TempDir()
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	t.Chdir(dir)
}

const (
	sets  = "set: drone\nen: drone\n"
	telco = "category: telecom\n\nentry: jammer\nen: <drone> jammer\n"
)

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   []string
		own    string // own.txt
		code   int
		stdout string
		stderr string
		after  string // own.txt, if it changes
	}{
		{name: "built-in lists"},
		{name: "own list beside them", args: []string{"own.txt"}, own: "category: own\n\nentry: a\nen: <drone> net\n"},
		{name: "a built-in list by name", args: []string{"lists/builtin/telecom.txt"}},
		{
			name: "fault", args: []string{"own.txt"}, own: "category: own\n\nentry: a\nen <drone> net\n", code: 1,
			stderr: "own.txt:4: want \"key: value\", found \"en <drone> net\"\n",
		},
		{
			name: "fault across files", args: []string{"own.txt"}, own: "category: own\n\nentry: a\nen: <dron> net\n", code: 1,
			stderr: "own.txt:4: en: no set \"dron\" in any list, did you mean \"drone\"?\n",
		},
		{
			name: "warning", args: []string{"own.txt"}, own: "category: own\n\nentry: a\nen: net\ncode: cn 0A999\n",
			stderr: "own.txt:5: code: \"0A999\" is not in the index of cn, which is not whole: check that the code exists (warning)\n",
		},
		{
			name: "layout", args: []string{"own.txt"}, own: "category: own\n\nentry: a\nen:net\n", code: 1,
			stdout: "own.txt: not in the layout; -d shows how, -w writes it\n",
		},
		{
			name: "layout shown", args: []string{"-d", "own.txt"}, own: "\ncategory: own\n\n\nentry: a \r\nen:net", code: 1,
			stdout: "--- own.txt\n+++ own.txt, in the layout\n@@ line 1\n-\"\\n\"\n@@ line 4\n-\"\\n\"\n@@ line 5\n-\"entry: a \\r\"\n+entry: a\n@@ line 6\n-en:net\n+en: net\n",
		},
		{
			name: "layout written", args: []string{"-w", "own.txt"}, own: "\ncategory: own\n\n\nentry: a \r\nen:net",
			after: "category: own\n\nentry: a\nen: net\n",
		},
		{
			name: "no such file", args: []string{"none.txt"}, code: 1,
			stderr: "listfmt: open none.txt: no such file or directory\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			module(t, map[string]string{
				"lists/builtin/sets.txt": sets, "lists/builtin/telecom.txt": telco, "own.txt": c.own,
			})
			var stdout, stderr bytes.Buffer
			if code := run(c.args, &stdout, &stderr); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if got := stdout.String(); got != c.stdout {
				t.Errorf("standard output %q, want %q", got, c.stdout)
			}
			if got := stderr.String(); got != c.stderr && c.name != "no such file" || !strings.HasPrefix(got, strings.Split(c.stderr, ":")[0]) {
				t.Errorf("standard error %q, want %q", got, c.stderr)
			}
			data, err := os.ReadFile("own.txt")
			require.NoError(t, err)
			want := c.own
			if c.after != "" {
				want = c.after
			}
			if string(data) != want {
				t.Errorf("own.txt is %q, want %q", data, want)
			}
		})
	}
}

func TestRunNoFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	var stdout, stderr bytes.Buffer
	if code := run(nil, &stdout, &stderr); code != 1 || !strings.Contains(stderr.String(), "no directory lists/builtin") {
		t.Errorf("exit code %d, standard error %q", code, stderr.String())
	}
}
