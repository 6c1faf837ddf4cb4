package matcher

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// TestConcurrentEverything calls all methods of one Matcher from many
// goroutines, as a service does; run it with -race. Every answer is the one that
// a single goroutine gets.
func TestConcurrentEverything(t *testing.T) {
	for name, e := range map[string]Engine{"compact": Compact, "cloudflare": Cloudflare} {
		var seen atomic.Int64
		m, err := Config{Engine: e, Evasion: Spaced | Leet, Observer: func(o Observation) { seen.Add(int64(len(o.Hits))) }}.New(parseList(t, corpusList), parseList(t, "category: test\n\nentry: chip\npart: XC7Z*\nnumber: hs 8542.31\n"))
		require.NoError(t, err)
		rng := rand.New(rand.NewPCG(37, 38))
		type answer struct {
			all, maximal []Hit
			stream       []streamHit
			why          []Explanation
		}
		ask := func(text string) (a answer) {
			a.all, a.maximal = m.ScanAll(text), m.Scan(text)
			a.why = m.Explain(text, "jammer")
			err := m.scanReader(context.Background(), strings.NewReader(text), func(h Hit, s string) error {
				a.stream = append(a.stream, streamHit{h, s})
				return nil
			}, window{before: 2500, chunk: 100, after: 2500})
			if err != nil {
				t.Error(err)
			}
			if _, ok := m.Entry("jammer"); !ok || m.List() == nil {
				t.Error("no entry or no list")
			}
			Summarize(a.all)
			return a
		}
		texts := make([]string, 60)
		want := make([]answer, len(texts))
		for i := range texts {
			texts[i] = corpusText(rng) + " XC7Z020, HS 854231. " + corpusText(rng)
			want[i] = ask(texts[i])
		}
		var wg sync.WaitGroup
		for g := range 8 {
			wg.Go(func() {
				for n := range len(texts) {
					i := (n*7 + g*31) % len(texts)
					if got := ask(texts[i]); !reflect.DeepEqual(got, want[i]) {
						t.Errorf("%s: %q: goroutine %d gets %+v, alone %+v", name, texts[i], g, got, want[i])
						return
					}
				}
			})
		}
		wg.Wait()
		if seen.Load() == 0 {
			t.Errorf("%s: the observer saw no hit", name)
		}
	}
}

// TestSwap replaces a Matcher, again and again, while others use it: each scan
// has the hits of one list or of the other, never of a mixture.
func TestSwap(t *testing.T) {
	list := func(id string) *lists.List {
		return parseList(t, "category: test\n\nentry: a-"+id+"\nen: drone jammer\n\nentry: b-"+id+"\nen: camera\nru: камера\nzh: 相机\n")
	}
	var current atomic.Pointer[Matcher]
	m, err := New(list("zero"))
	require.NoError(t, err)
	current.Store(m)
	text := strings.Repeat("drone jammer, камеры и 相机. ", 20)
	var wg sync.WaitGroup
	var stop atomic.Bool
	var scans atomic.Int64
	for range 6 {
		wg.Go(func() {
			for !stop.Load() {
				hits := current.Load().Scan(text)
				scans.Add(1)
				if len(hits) != 60 {
					t.Errorf("%d hits, want 60", len(hits))
					return
				}
				version := hits[0].Entry[2:]
				for _, h := range hits {
					if h.Entry[2:] != version {
						t.Errorf("hits of %q and of %q in one scan", version, h.Entry[2:])
						return
					}
				}
			}
		})
	}
	for i := range rounds(60) {
		e := Compact
		if i%3 == 0 {
			e = Cloudflare
		}
		m, err := Config{Engine: e}.New(list([]string{"one", "two"}[i%2]))
		require.NoError(t, err)
		before := scans.Load()
		current.Store(m)
		for deadline := time.Now().Add(10 * time.Second); scans.Load() < before+3 && !t.Failed() && time.Now().Before(deadline); {
			runtime.Gosched()
		}
	}
	stop.Store(true)
	wg.Wait()
}

// TestSharedList makes Matchers of one list in several goroutines: making one
// changes nothing of its list.
func TestSharedList(t *testing.T) {
	list := parseList(t, corpusList)
	own := parseList(t, "category: other\n\nextend: drone\nen: flying robot\n\noff: camera\n")
	before, ownBefore := list.Hash(), own.Hash()
	text := "a drone jammer, a flying robot, a camera"
	m, err := New(list, own)
	require.NoError(t, err)
	want := m.ScanAll(text)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			m, err := New(list, own)
			if err != nil {
				t.Error(err)
				return
			}
			if got := m.ScanAll(text); !reflect.DeepEqual(got, want) {
				t.Errorf("got %s, want %s", showHits(text, got), showHits(text, want))
			}
			if _, err := New(list); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if list.Hash() != before || own.Hash() != ownBefore {
		t.Error("New changes its lists")
	}
}

// TestNoGoroutineLeft checks that nothing goes on when a call has returned, even
// one that ended by an error or by its context.
func TestNoGoroutineLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, e := range []Engine{Compact, Cloudflare} {
		m, err := Config{Engine: e}.New(parseList(t, readerList))
		require.NoError(t, err)
		m.Scan("a drone jammer")
		m.Explain("a drone jammer", "drone jammer")
		ctx, cancel := context.WithCancel(context.Background())
		stop := errors.New("stop")
		require.ErrorIs(t, m.ScanReader(ctx, strings.NewReader("a drone jammer"), func(Hit, string) error { return stop }), stop)
		n := 0
		err = m.ScanReader(ctx, &endless{text: "a drone jammer. "}, func(Hit, string) error {
			if n++; n == 10 {
				cancel()
			}
			return nil
		})
		require.ErrorIs(t, err, context.Canceled)
		_, err = New(parseList(t, "category: test\n\nentry: e\nen: drone; jammer\n"))
		require.Error(t, err)
	}
	after := runtime.NumGoroutine()
	for range 100 { // one of another test may just be ending
		if after <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
		after = runtime.NumGoroutine()
	}
	t.Errorf("%d goroutines, then %d", before, after)
}
