package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// The goods of the tests are invented, and the built-in lists are left out, so
// that their growth breaks no test here.
func TestMain(m *testing.M) {
	builtin = func() *lists.List { return &lists.List{} }
	os.Exit(m.Run())
}

const ownList = `category: toys

source: shop
title: A shop

entry: zorbtron
title: Zorbtron
code: chpl 8542.31
note: From 5 km.
en: zorbtron
ru: зорбтрон
zh: 佐布电筒
from: shop
hit: two zorbtrons
`

// A fixture is a service on one list.
type fixture struct {
	*httptest.Server
	file  string
	store *store
	log   *lockedBuffer
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

func serve(t *testing.T, list string, args ...string) *fixture {
	t.Helper()
	f := &fixture{file: filepath.Join(t.TempDir(), "own.txt"), log: &lockedBuffer{}}
	require.NoError(t, os.WriteFile(f.file, []byte(list), 0o644))
	s, err := parseFlags(args)
	require.NoError(t, err)
	counts := newMetrics()
	log := slog.New(slog.NewJSONHandler(f.log, nil))
	f.store, err = newStore([]string{f.file}, counts, log)
	require.NoError(t, err)
	f.Server = httptest.NewServer(newHandler(s, f.store, counts, log))
	t.Cleanup(f.Close)
	return f
}

// reply is an answer as a client reads it.
type reply struct {
	Lists   struct{ Version, Hash string }
	Results []struct {
		ID       any
		Hits     []foundHit
		Segments []segment
	}
	Entries map[string]entryNotes
	Error   string
}

// foundHit is a hit as a client reads it.
type foundHit struct {
	Start, End                        int
	Text, Entry, Category, Kind, Term string
	Codes                             []lists.Code
	How                               []string
}

func (f *fixture) scan(t *testing.T, body string) (reply, *http.Response) {
	t.Helper()
	resp, err := http.Post(f.URL+"/v1/scan", "application/json", strings.NewReader(body))
	require.NoError(t, err)
	defer resp.Body.Close()
	var r reply
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&r))
	require.Equal(t, f.store.now().Hash, resp.Header.Get(listHeader))
	return r, resp
}

func (f *fixture) get(t *testing.T, path string) (string, *http.Response) {
	t.Helper()
	resp, err := http.Get(f.URL + path)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, f.store.now().Hash, resp.Header.Get(listHeader))
	return string(body), resp
}

func TestScan(t *testing.T) {
	f := serve(t, ownList)
	const text = "😀 Zorbtron, зорбтронов и 佐布电筒 <b>"
	body, err := json.Marshal(map[string]any{"id": []int{7}, "text": text, "details": true})
	require.NoError(t, err)
	r, resp := f.scan(t, string(body))
	require.Equal(t, 200, resp.StatusCode)
	require.Equal(t, f.store.now().Hash, r.Lists.Hash)
	require.Len(t, r.Results, 1)
	require.Equal(t, []any{7.0}, r.Results[0].ID)
	require.Len(t, r.Results[0].Hits, 3)
	var joined string
	for _, s := range r.Results[0].Segments {
		joined += s.Text
		for _, n := range s.Hits {
			require.Equal(t, r.Results[0].Hits[n].Text, s.Text)
		}
	}
	require.Equal(t, text, joined)
	for _, h := range r.Results[0].Hits {
		require.Equal(t, h.Text, text[h.Start:h.End])
	}
	require.Equal(t, "A shop", r.Entries["zorbtron"].Sources[0].Title)

	r, _ = f.scan(t, `{"texts": ["zorbtron", {"id": "b", "text": "none"}, {"text": ""}]}`)
	require.Len(t, r.Results, 3)
	require.Len(t, r.Results[0].Hits, 1)
	require.Equal(t, "b", r.Results[1].ID)
	require.Empty(t, r.Results[1].Hits)
	require.Nil(t, r.Entries)
}

func TestRefusals(t *testing.T) {
	f := serve(t, ownList, "-max-bytes", "200", "-max-texts", "2", "-max-hits", "3")
	for body, want := range map[string]int{
		``: 400, `{`: 400, `[]`: 400, `{}`: 400, `"x"`: 400, `{"txt": "x"}`: 400, `{"text": 7}`: 400, `{"texts": [{}]}`: 400,
		`{"texts": [{"id": 1, "txt": ""}]}`: 400, `{"text": "a", "texts": []}`: 400, `null`: 400, `{"texts": [null]}`: 400,
		`{"text": "a"} x`:                                       400,
		`{"texts": ["a", "b", "c"]}`:                            413,
		`{"text": "zorbtron zorbtron, zorbtron; zorbtron"}`:     413,
		`{"text": "` + strings.Repeat("a", 200) + `"}`:          413,
		`{"text": "zorbtron zorbtron, zorbtron", "id": "last"}`: 200,
		`{"texts": []}`:                                         200,
	} {
		r, resp := f.scan(t, body)
		require.Equal(t, want, resp.StatusCode, "%s %v", body, r)
		require.Equal(t, want != 200, r.Error != "", body)
	}
	resp, err := http.Post(f.URL+"/v1/scan", "text/plain", strings.NewReader(`{"text": "a"}`))
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, http.StatusUnsupportedMediaType, resp.StatusCode)

	req, err := http.NewRequest("POST", f.URL+"/v1/scan", strings.NewReader(`{"text": "a"}`))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err = http.DefaultClient.Do(req)
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	require.NotEmpty(t, resp.Header.Get(listHeader))
}

func TestTimeout(t *testing.T) {
	f := serve(t, ownList, "-timeout", "1ns")
	_, resp := f.scan(t, `{"text": "zorbtron"}`)
	require.Equal(t, 503, resp.StatusCode)
	require.Equal(t, "1", resp.Header.Get("Retry-After"))
}

func TestOtherRoutes(t *testing.T) {
	f := serve(t, ownList)
	body, resp := f.get(t, "/v1/lists")
	require.Equal(t, 200, resp.StatusCode)
	var l snapshot
	require.NoError(t, json.Unmarshal([]byte(body), &l))
	require.Equal(t, f.store.now().Hash, l.Hash)
	require.Equal(t, []string{"own.txt"}, l.Files, "names, not paths")
	require.Equal(t, 1, l.Coverage.Entries)
	require.Equal(t, 1, l.Coverage.Terms[lists.Russian])
	require.Equal(t, 1, l.Coverage.Categories["toys"].Terms[lists.Chinese])
	require.Equal(t, 1, l.Coverage.Regimes[lists.CHPL].Codes)

	body, resp = f.get(t, "/healthz")
	require.Equal(t, 200, resp.StatusCode)
	require.JSONEq(t, `{"status": "ok"}`, body)

	for path, want := range map[string]string{"/": "<textarea", "/page.js": "use strict", "/page.css": "font"} {
		body, resp = f.get(t, path)
		require.Equal(t, 200, resp.StatusCode)
		require.Contains(t, body, want)
		require.Contains(t, resp.Header.Get("Content-Security-Policy"), "default-src 'none'")
		require.NotContains(t, body, "http", "the page needs nothing from elsewhere")
	}
	_, resp = f.get(t, "/nothing")
	require.Equal(t, 404, resp.StatusCode)

	f.scan(t, `{"text": "a zorbtron and a zorbtron"}`)
	body, _ = f.get(t, "/metrics")
	require.Contains(t, body, "dualuse_hits_total{category=\"toys\"} 2\n")
	require.Contains(t, body, "dualuse_requests_total{route=\"/v1/scan\",status=\"200\"} 1\n")
	require.Contains(t, body, "dualuse_text_bytes_total 25\n")
	for line := range strings.Lines(body) {
		require.Regexp(t, `^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)\n$`, line)
	}
}

// Neither texts nor queries nor unknown paths are logged.
func TestLogHoldsNoText(t *testing.T) {
	f := serve(t, ownList)
	f.scan(t, `{"id": "secret-id", "text": "secret zorbtron"}`)
	f.scan(t, `{"secret": "secret"}`)
	f.get(t, "/v1/lists?q=secret")
	f.get(t, "/secret")
	require.Equal(t, 4, strings.Count(f.log.String(), `"msg":"request"`))
	require.NotContains(t, f.log.String(), "secret")
	require.NotContains(t, f.log.String(), "zorbtron")
}

// While lists change under load, no request fails and no answer is mixed: all
// hits of an answer are of the list whose hash it carries.
func TestReloadUnderLoad(t *testing.T) {
	list := func(generation int) string {
		return fmt.Sprintf("category: toys\n\nentry: generation-%d\nen: alpha zorb\nen: beta zorb\nen: gamma zorb\n", generation)
	}
	f := serve(t, list(0))
	hashes := sync.Map{} // of each generation
	hashes.Store(f.store.now().Hash, "generation-0")

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	hangup := make(chan os.Signal)
	go f.store.watch(ctx, time.Millisecond, hangup)

	texts := make([]string, 50)
	for i := range texts {
		texts[i] = "an alpha zorb, a beta zorb and a gamma zorb"
	}
	body, err := json.Marshal(map[string]any{"texts": texts})
	require.NoError(t, err)
	var requests, failed, mixed atomic.Int64
	var seen sync.Map
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for ctx.Err() == nil {
				resp, err := http.Post(f.URL+"/v1/scan", "application/json", bytes.NewReader(body))
				if err != nil {
					failed.Add(1)
					continue
				}
				var r reply
				err = json.NewDecoder(resp.Body).Decode(&r)
				resp.Body.Close()
				requests.Add(1)
				if err != nil || resp.StatusCode != 200 || len(r.Results) != len(texts) {
					failed.Add(1)
					continue
				}
				want, ok := hashes.Load(r.Lists.Hash)
				if !ok || resp.Header.Get(listHeader) != r.Lists.Hash {
					mixed.Add(1)
					continue
				}
				seen.Store(want, true)
				for _, result := range r.Results {
					for _, h := range result.Hits {
						if h.Entry != want {
							mixed.Add(1)
						}
					}
					if len(result.Hits) != 3 {
						failed.Add(1)
					}
				}
			}
		})
	}

	replace := func(data string) {
		require.NoError(t, os.WriteFile(f.file+".new", []byte(data), 0o644))
		require.NoError(t, os.Rename(f.file+".new", f.file))
	}
	for generation := 1; generation <= 20; generation++ {
		data := list(generation)
		l, err := lists.Parse(f.file, []byte(data))
		require.NoError(t, err)
		combined, err := lists.Combine(builtin(), l)
		require.NoError(t, err)
		hashes.Store(combined.Hash(), fmt.Sprintf("generation-%d", generation))
		replace(data)
		require.Eventually(t, func() bool { return f.store.now().Hash == combined.Hash() }, 10*time.Second, time.Millisecond, "generation %d", generation)
		refused := strings.Count(f.log.String(), "lists refused")
		switch generation % 3 {
		case 0: // no list at all
			replace("category: toys\n\nnonsense\n")
		case 1: // a list that does not find what it says it finds
			replace(list(99) + "hit: nothing of it\n")
		case 2:
			require.NoError(t, os.Remove(f.file))
		}
		require.Eventually(t, func() bool { return strings.Count(f.log.String(), "lists refused") > refused }, 10*time.Second, time.Millisecond)
		require.Equal(t, combined.Hash(), f.store.now().Hash, "the old one is kept")
	}
	replace(list(0))
	hangup <- os.Interrupt // what the signal is does not matter here
	cancel()
	clients.Wait()

	generations := 0
	seen.Range(func(any, any) bool { generations++; return true })
	t.Logf("%d requests, %d of 21 generations seen", requests.Load(), generations)
	require.Greater(t, generations, 3)
	require.Zero(t, failed.Load(), "failed")
	require.Zero(t, mixed.Load(), "mixed")
}

// The program listens on this machine only, answers, and when it is told to end
// still answers what it has begun.
func TestRun(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	address := make(chan net.Addr, 1)
	status := make(chan int)
	var log lockedBuffer
	go func() {
		status <- run(ctx, []string{"-listen", "127.0.0.1:0"}, io.Discard, &log, func(a net.Addr) { address <- a })
	}()
	a := <-address
	require.True(t, a.(*net.TCPAddr).IP.IsLoopback())

	body, slow := io.Pipe()
	answered := make(chan int)
	go func() {
		resp, err := http.Post("http://"+a.String()+"/v1/scan", "application/json", body)
		if err != nil {
			answered <- 0
			return
		}
		resp.Body.Close()
		answered <- resp.StatusCode
	}()
	io.WriteString(slow, `{"text": `)
	time.Sleep(100 * time.Millisecond)
	stop()
	time.Sleep(100 * time.Millisecond)
	_, err := net.DialTimeout("tcp", a.String(), time.Second)
	require.Error(t, err, "nothing new is taken")
	io.WriteString(slow, `"zorbtron"}`)
	slow.Close()
	require.Equal(t, 200, <-answered)
	require.Equal(t, 0, <-status)

	s, err := parseFlags(nil)
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:8080", s.listen)
}

func TestFlags(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.txt")
	require.NoError(t, os.WriteFile(bad, []byte("nonsense\n"), 0o644))
	for _, args := range [][]string{{"-nope"}, {"x"}, {"-list", "missing"}, {"-list", bad}, {"-listen", "127.0.0.1:x"}} {
		var out, log bytes.Buffer
		require.Equal(t, 2, run(t.Context(), args, &out, &log, nil), "%q", args)
		require.NotEmpty(t, log.String())
	}
	var out bytes.Buffer
	require.Zero(t, run(t.Context(), []string{"-h"}, &out, io.Discard, nil))
	require.Equal(t, help, out.String())
}
