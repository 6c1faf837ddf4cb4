package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/warpstreamlabs/bento/public/service"

	"github.com/dualuse-go/dualuse/lists"
)

// worker in the environment makes the test program the command itself, so that
// tests can start it as processes of their own without another build.
const worker = "DUALUSE_PIPELINE_WORKER"

// The goods of the unit tests are invented, and the built-in lists are left out,
// so that their growth breaks no test. The processes have the built-in lists.
func TestMain(m *testing.M) {
	if os.Getenv(worker) != "" {
		main()
		return
	}
	builtin = func() *lists.List {
		l, err := lists.Parse("test.txt", []byte("category: toys\n\nentry: zorbtron\nen: zorbtron\nen: red zorbtron\nru: зорбтрон\nzh: 佐布电筒\n"))
		if err != nil {
			panic(err)
		}
		return l
	}
	os.Exit(m.Run())
}

// A result is what the processor makes of a document.
type result struct {
	ID    any       `json:"id"`
	Lists listID    `json:"lists"`
	Hits  []readHit `json:"hits"`
}

// A readHit has what the tests read of a hit.
type readHit struct {
	Key, Text, Entry, Term string
	Start, End             int
}

func processorOf(t *testing.T, yaml string) (*processor, error) {
	t.Helper()
	conf, err := spec().ParseYAML(yaml, nil)
	require.NoError(t, err)
	return newProcessor(conf)
}

func process(t *testing.T, yaml string, msg *service.Message) ([]result, service.MessageBatch, error) {
	t.Helper()
	p, err := processorOf(t, yaml)
	require.NoError(t, err)
	batch, err := p.Process(t.Context(), msg)
	var results []result
	for _, m := range batch {
		data, err := m.AsBytes()
		require.NoError(t, err)
		var r result
		require.NoError(t, json.Unmarshal(data, &r), "%s", data)
		results = append(results, r)
	}
	return results, batch, err
}

// brief returns the hits of one result as "start-end text entry".
func brief(r result) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, fmt.Sprintf("%d-%d %s %s", h.Start, h.End, h.Text, h.Entry))
	}
	return out
}

func TestProcess(t *testing.T) {
	dir := t.TempDir()
	text, sheet := filepath.Join(dir, "own.txt"), filepath.Join(dir, "own.csv")
	require.NoError(t, os.WriteFile(text, []byte("category: tools\n\nentry: plinker\nen: plinker\n"), 0o644))
	require.NoError(t, os.WriteFile(sheet, []byte("category,entry,en\ntools,blixer,blixer\n"), 0o644))

	for _, c := range []struct {
		name, yaml, doc string
		want            []string
	}{
		{"three languages", `{}`, `{"id":1,"text":"a zorbtron, зорбтрон, 佐布电筒"}`,
			[]string{"2-10 zorbtron zorbtron", "12-28 зорбтрон zorbtron", "30-42 佐布电筒 zorbtron"}},
		{"none", `{}`, `{"id":1,"text":"nothing"}`, []string{}},
		{"no text at all", `{}`, `{"id":1,"text":""}`, []string{}},
		{"other names", `{}`, `{"id":1,"when":"today","text":"zorbtron"}`, []string{"0-8 zorbtron zorbtron"}},
		{"maximal", `{}`, `{"id":1,"text":"red zorbtron"}`, []string{"0-12 red zorbtron zorbtron"}},
		{"all", `{all: true}`, `{"id":1,"text":"red zorbtron"}`, []string{"0-12 red zorbtron zorbtron", "4-12 zorbtron zorbtron"}},
		{"own lists", `{lists: ["` + text + `","` + sheet + `"]}`, `{"id":1,"text":"zorbtron plinker blixer"}`,
			[]string{"0-8 zorbtron zorbtron", "9-16 plinker plinker", "17-23 blixer blixer"}},
		{"categories", `{categories: [tools], lists: ["` + text + `"]}`, `{"id":1,"text":"zorbtron plinker"}`, []string{"9-16 plinker plinker"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			results, batch, err := process(t, c.yaml, service.NewMessage([]byte(c.doc)))
			require.NoError(t, err)
			require.Len(t, results, 1)
			require.Equal(t, c.want, brief(results[0]))
			count, _ := batch[0].MetaGetMut("dualuse_hits")
			require.Equal(t, len(c.want), count)
			require.Equal(t, lists.Version, results[0].Lists.Version)
			require.Len(t, results[0].Lists.Hash, 64)
		})
	}
}

// What programs read stays as it is.
func TestResultJSON(t *testing.T) {
	_, batch, err := process(t, `{}`, service.NewMessage([]byte(`{"id":"<a&b>","text":"red <zorbtrons>"}`)))
	require.NoError(t, err)
	data, err := batch[0].AsBytes()
	require.NoError(t, err)
	p, err := processorOf(t, `{}`)
	require.NoError(t, err)
	k, err := key(json.RawMessage(`"<a&b>"`), p.matcher.Scan("red <zorbtrons>")[0], p.lists.Hash)
	require.NoError(t, err)
	require.Equal(t, `{"id":"<a&b>","lists":{"version":"`+lists.Version+`","hash":"`+p.lists.Hash+`"},"hits":[{"key":"`+k+`",`+
		`"start":5,"end":14,"text":"zorbtrons","entry":"zorbtron","category":"toys","kind":"term","term":"zorbtron","codes":[],"how":["plural"]}]}`, string(data))
}

// The id goes through as it is, and a document that a mapping made is taken as
// it is, broken UTF-8 and all.
func TestProcessIDs(t *testing.T) {
	for _, id := range []string{`7`, `"7"`, `12345678901234567890123`, `1.50`, `{"a":[1,2]}`, `false`, `"佐"`} {
		_, batch, err := process(t, `{}`, service.NewMessage([]byte(`{"text":"zorbtron","id":`+id+`}`)))
		require.NoError(t, err)
		data, err := batch[0].AsBytes()
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(data), `{"id":`+id+`,"lists"`), "%s", data)
	}
	made := service.NewMessage(nil)
	made.SetStructuredMut(map[string]any{"id": "a", "text": "\xff\xfe zorbtron"})
	made.MetaSetMut("path", "a.txt")
	results, batch, err := process(t, `{}`, made)
	require.NoError(t, err)
	require.Equal(t, []string{"3-11 zorbtron zorbtron"}, brief(results[0]))
	path, _ := batch[0].MetaGet("path")
	require.Equal(t, "a.txt", path)

	nameless := service.NewMessage([]byte(`{"text":"zorbtron"}`))
	nameless.MetaSetMut("document_id", "a.txt#1")
	results, _, err = process(t, `{}`, nameless)
	require.NoError(t, err)
	require.Equal(t, "a.txt#1", results[0].ID)
}

func TestKeys(t *testing.T) {
	keys := func(yaml, doc string) []string {
		results, _, err := process(t, yaml, service.NewMessage([]byte(doc)))
		require.NoError(t, err)
		var out []string
		for _, h := range results[0].Hits {
			out = append(out, h.Key)
		}
		return out
	}
	own := filepath.Join(t.TempDir(), "own.txt")
	require.NoError(t, os.WriteFile(own, []byte("category: tools\n\nentry: plinker\nen: plinker\n"), 0o644))

	first := keys(`{}`, `{"id":{"b":1,"a":2},"text":"zorbtron zorbtron"}`)
	require.Len(t, first, 2)
	require.NotEqual(t, first[0], first[1], "two places are two hits")
	require.Equal(t, first, keys(`{all: true}`, `{"text":"zorbtron zorbtron","id":{"a":2,"b":1}}`), "the same hits have the same keys")
	require.NotContains(t, first, keys(`{}`, `{"id":"1","text":"zorbtron"}`)[0], "another document")
	require.NotEqual(t, keys(`{}`, `{"id":1,"text":"zorbtron"}`), keys(`{}`, `{"id":"1","text":"zorbtron"}`), "1 is not \"1\"")
	require.NotEqual(t, keys(`{}`, `{"id":1,"text":"zorbtron"}`), keys(`{lists: ["`+own+`"]}`, `{"id":1,"text":"zorbtron"}`), "other lists")
}

// A result fits into a message of a broker, whatever the document.
func TestProcessManyHits(t *testing.T) {
	const n = 20_000
	results, batch, err := process(t, `{}`, service.NewMessage([]byte(`{"id":1,"text":"`+strings.Repeat("zorbtron ", n)+`"}`)))
	require.NoError(t, err)
	require.Greater(t, len(results), 1)
	keys := map[string]bool{}
	for i, r := range results {
		data, err := batch[i].AsBytes()
		require.NoError(t, err)
		require.Less(t, len(data), maxHits+maxID+1024)
		require.EqualValues(t, 1, r.ID)
		for _, h := range r.Hits {
			keys[h.Key] = true
		}
	}
	require.Len(t, keys, n)
}

func TestProcessFaults(t *testing.T) {
	for doc, want := range map[string]error{
		``:                           errNoDocument,
		`zorbtron`:                   errNoDocument,
		`["zorbtron"]`:               errNoDocument,
		`{"id":1,"text":"zorb`:       errNoDocument,
		`{"text":"zorbtron"}`:        errNoID,
		`{"id":null,"text":"z"}`:     errNoID,
		`{"id":1}`:                   errNoText,
		`{"id":1,"text":["z"]}`:      errNoText,
		`{"id":1,"Text":"zorbtron"}`: errNoText,
		`{"id":"` + strings.Repeat("z", 5000) + `","text":"z"}`: errLongID,
	} {
		results, _, err := process(t, `{}`, service.NewMessage([]byte(doc)))
		require.ErrorIs(t, err, want, doc)
		require.Empty(t, results)
	}
}

func TestNewProcessorFaults(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.txt"), filepath.Join(dir, "two.txt")
	require.NoError(t, os.WriteFile(one, []byte("category: tools\nentry: plinker\ncolour: red\n"), 0o644))
	require.NoError(t, os.WriteFile(two, []byte("category: tools\nentry: blixer\nshape: round\n"), 0o644))
	_, err := processorOf(t, `{lists: ["`+one+`","`+two+`"]}`)
	require.ErrorContains(t, err, one+":3: ")
	require.ErrorContains(t, err, two+":3: ")
	_, err = processorOf(t, `{lists: ["`+filepath.Join(dir, "none.txt")+`"]}`)
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = processorOf(t, `{categories: [toys, toyz]}`)
	require.ErrorContains(t, err, `"toyz"`)
}

// The threads of Bento share one Matcher.
func TestCompileOnce(t *testing.T) {
	one, err := processorOf(t, `{}`)
	require.NoError(t, err)
	two, err := processorOf(t, `{all: true}`)
	require.NoError(t, err)
	require.Same(t, one.matcher, two.matcher)
	three, err := processorOf(t, `{categories: [toys]}`)
	require.NoError(t, err)
	require.NotSame(t, one.matcher, three.matcher)
}
