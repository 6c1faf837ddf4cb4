package matcher

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

const readerList = `category: test

set: drone
en: drone, UAV
ru: дрон

entry: jammer
en: <drone> jammer
en: counter-<drone> jammer system
en: thermal imaging camera
ru: подавитель <drone:gen>
zh: 无人机干扰器
zh: 机床

entry: bulat
name: Bulat
near: <drone>, detector
not: Bulat Okudzhava

entry: chip
part: XC7Z*
number: hs 8542.31
number: cas 74-90-8
`

// readerText is a text of what is hard to cut: words, runs, gaps and cues that
// reach over each other, damaged UTF-8, and long stretches of one thing.
func readerText(rng *rand.Rand, n int) string {
	pieces := []string{
		"drone jammer", "counter-\ndrone jam-\nmer system", "ThermalImagingCamera", "U.A.V. jammer", "дрон", "подавителями дронов",
		"無人機(UAV)干擾器", "手机床", "Вulat", "Bulat Okudzhava", "Bulat", "detector", "drone", " ", " ", " ", "\n", "\n\n", ". ", ", ", "\t", "-",
		"\u200b", "\xff", "\xe6\x97", "x", "ХС7Z020", "XC7Z 020", "HS ", "854231", "8542.31.00", "CAS 74-90-8", "ECCN ", "3A001.a.2", "5A001", "é", "м", "'s ", "ordinary words stand here, and more of them. ",
		strings.Repeat("padding ", 20), strings.Repeat(" ", 70), strings.Repeat("-", 40), strings.Repeat("a1", 30), strings.Repeat("\u200b", 40),
	}
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(pieces[rng.IntN(len(pieces))])
	}
	return b.String()
}

type streamHit struct {
	Hit
	Text string
}

func readAll(t *testing.T, m *Matcher, r io.Reader, w window) []streamHit {
	t.Helper()
	var got []streamHit
	require.NoError(t, m.scanReader(context.Background(), r, func(h Hit, text string) error {
		got = append(got, streamHit{h, text})
		return nil
	}, w))
	return got
}

func wholeHits(m *Matcher, text string) []streamHit {
	var want []streamHit
	for _, h := range m.Scan(text) {
		want = append(want, streamHit{h, text[h.Start:h.End]})
	}
	return want
}

// TestScanReader compares a stream, and a text read in windows, with the whole
// text, for windows that cut the text at every place. The windows are far smaller than real ones, but
// larger than what stands together in these texts.
func TestScanReader(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	s := new(scan)
	for _, evasion := range []How{0, Spaced | Leet | Repeated | LookAlike, 0, Spaced, 0, 0} {
		m, err := Config{Evasion: evasion}.New(parseList(t, readerList))
		require.NoError(t, err)
		text := readerText(rng, 12000)
		want, all := wholeHits(m, text), m.ScanAll(text)
		require.Greater(t, len(all), len(want))
		for chunk := 1; chunk < 4000; chunk = chunk*5/4 + 1 {
			w := window{before: 2500, chunk: chunk, after: 2500}
			got := readAll(t, m, strings.NewReader(text), w)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("chunks of %d: %d hits, want %d, of %q", chunk, len(got), len(want), text)
			}
			w.chunk += 200 // a stream is read somewhat ahead, a text is not
			if got, _ := s.windows(m, text, 0, false, w); !reflect.DeepEqual(got, all) {
				t.Fatalf("windows of %d: %d hits, want %d, of %q", w.chunk, len(got), len(all), text)
			}
		}
	}
}

// TestScanReaderSplits hands a text over in two reads, at every byte, and one
// byte at a time.
func TestScanReaderSplits(t *testing.T) {
	m, err := New(parseList(t, readerList))
	require.NoError(t, err)
	text := readerText(rand.New(rand.NewPCG(3, 4)), 900)
	want := wholeHits(m, text)
	w := window{before: 400, chunk: 30, after: 400}
	for i := range len(text) {
		r := io.MultiReader(strings.NewReader(text[:i]), strings.NewReader(text[i:]))
		if got := readAll(t, m, r, w); !reflect.DeepEqual(got, want) {
			t.Fatalf("split at %d: %d hits, want %d", i, len(got), len(want))
		}
	}
	if got := readAll(t, m, iotest.OneByteReader(iotest.DataErrReader(strings.NewReader(text))), w); !reflect.DeepEqual(got, want) {
		t.Errorf("byte by byte: %d hits, want %d", len(got), len(want))
	}
}

func FuzzScanReader(f *testing.F) {
	m, err := New(parseList(f, readerList))
	require.NoError(f, err)
	for i := range uint64(20) {
		f.Add([]byte(readerText(rand.New(rand.NewPCG(i, 5)), 6000)), uint16(100*i))
	}
	f.Fuzz(func(t *testing.T, data []byte, chunk uint16) {
		text := string(data)
		want := wholeHits(m, text)
		got := readAll(t, m, bytes.NewReader(data), window{before: 40 << 10, chunk: 1 + int(chunk), after: 40 << 10})
		if !reflect.DeepEqual(got, want) {
			t.Errorf("chunks of %d: %v, want %v", chunk, got, want)
		}
	})
}

// TestScanReaderLong scans streams far longer than the window, of which little
// or nothing is a word, in bounded memory.
func TestScanReaderLong(t *testing.T) {
	long(t)
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // what is garbage already is counted below
	m, err := New(parseList(t, readerList))
	require.NoError(t, err)
	for _, filler := range []string{" ", "x", "1", "\u200b", "-", "a-", "a1", "无", "drone ", "drone.", "drone\u200b", "яz", "\xff", "."} {
		const size = 3 << 20
		r := io.MultiReader(&repeat{text: filler, n: size}, strings.NewReader(". a drone jammer. "), &repeat{text: filler, n: size})
		n, at := 0, 0
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		most := uint64(0)
		err := m.ScanReader(context.Background(), &watched{r, func() {
			runtime.ReadMemStats(&after)
			most = max(most, after.HeapAlloc)
		}}, func(h Hit, text string) error {
			if text == "drone jammer" {
				n, at = n+1, h.Start
			}
			return nil
		})
		require.NoError(t, err)
		if want := size/len(filler)*len(filler) + 4; n != 1 || at != want {
			t.Errorf("behind %q: %d hits, the last at %d, want 1 at %d", filler, n, at, want)
		}
		if grown := int64(most) - int64(before.HeapAlloc); grown > 128<<20 {
			t.Errorf("behind %q: %d bytes of heap", filler, grown)
		}
	}
}

// repeat yields a text over and over, n bytes at most.
type repeat struct {
	text string
	n    int
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.n < len(r.text) {
		return 0, io.EOF
	}
	k := 0
	for k < len(p) && r.n >= len(r.text) {
		c := copy(p[k:], r.text[r.at:])
		k += c
		if r.at += c; r.at == len(r.text) {
			r.at, r.n = 0, r.n-len(r.text)
		}
	}
	return k, nil
}

// watched calls seen at every millionth byte or so.
type watched struct {
	io.Reader
	seen func()
}

func (w *watched) Read(p []byte) (int, error) {
	w.seen()
	return w.Reader.Read(p[:min(len(p), 1<<20)])
}

// TestScanReaderErrors: the hits before an error come before it; what found
// returns ends the scan; so does the context.
func TestScanReaderErrors(t *testing.T) {
	m, err := New(parseList(t, readerList))
	require.NoError(t, err)
	broken := errors.New("broken")
	var got []string
	note := func(_ Hit, text string) error { got = append(got, text); return nil }
	err = m.ScanReader(context.Background(), io.MultiReader(strings.NewReader("a drone jammer"), iotest.ErrReader(broken)), note)
	require.ErrorIs(t, err, broken)
	require.Equal(t, []string{"drone jammer"}, got)

	stop := errors.New("stop")
	n := 0
	err = m.ScanReader(context.Background(), strings.NewReader("drone jammer, drone jammer"), func(Hit, string) error { n++; return stop })
	require.ErrorIs(t, err, stop)
	require.Equal(t, 1, n)

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, m.ScanReader(ctx, strings.NewReader("drone jammer"), note), context.Canceled)

	require.ErrorIs(t, m.ScanReader(context.Background(), idle{}, note), io.ErrNoProgress)

	for n, want := range map[int]error{99: nil, 100: io.ErrNoProgress} {
		got = nil
		err := m.ScanReader(context.Background(), &pauses{r: strings.NewReader("drone jammer"), n: n}, note)
		require.ErrorIs(t, err, want, n)
		require.Equal(t, want == nil, len(got) == 1, n)
	}
}

// pauses reads nothing n times before each byte.
type pauses struct {
	r     io.Reader
	n, at int
}

func (p *pauses) Read(b []byte) (int, error) {
	if p.at++; p.at <= p.n {
		return 0, nil
	}
	p.at = 0
	return p.r.Read(b[:1])
}

// TestLongestHit puts a hit as long as can be, of 32 words of 256 characters and
// widest gaps, across each border of the windows that streams are read in.
func TestLongestHit(t *testing.T) {
	m, err := New(parseList(t, "category: test\n\nentry: e\nen: "+strings.Repeat("drone ", maxTokens-1)+"jammer\nnear: cue\n"))
	require.NoError(t, err)
	word := func(w string) string { return w[:1] + strings.Repeat("\U000e0100", 255-len(w)) + w[1:] }
	gap := strings.Repeat("-", maxGap-1) + " "
	hit := strings.Repeat(word("drone")+gap, maxTokens-1) + word("jammer")
	require.Greater(t, len(hit), 33<<10)
	hit += strings.Repeat(" ", 4) + "cue"
	const chunk, after = 512 << 10, 64 << 10
	filler := strings.Repeat("padding. ", (chunk+after)/8)
	for _, at := range []int{chunk - 1, chunk, chunk + 1, chunk - len(hit)/2, chunk - len(hit), chunk + chunk/8 - 1, chunk + (chunk+after)/8 - 1} {
		text := filler[:at-2] + ". " + hit + ". " + filler
		want := wholeHits(m, text)
		require.Len(t, want, 1)
		require.Equal(t, at, want[0].Start)
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(text), "halves": iotest.HalfReader(strings.NewReader(text))} {
			var got []streamHit
			require.NoError(t, m.ScanReader(context.Background(), r, func(h Hit, s string) error {
				got = append(got, streamHit{h, s})
				return nil
			}))
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, at %d: %d hits, want %d", name, at, len(got), len(want))
			}
		}
		if got, _ := new(scan).windows(m, text, 0, true, window{before: margin, chunk: chunk, after: after}); len(got) != 1 {
			t.Errorf("at %d: %d hits, want 1", at, len(got))
		}
	}
}

// TestNoRestart reads in windows what has no place to begin anew at for longer
// than any run.
func TestNoRestart(t *testing.T) {
	m, err := New(parseList(t, readerList))
	require.NoError(t, err)
	for _, unit := range []string{"drone\u200b", "x", "无\u200b", "drone-", "-", "\u200b", "\U000e0100", "jammer drone ", "x "} {
		text := "drone jammer. " + strings.Repeat(unit, 300<<10/len(unit)) + ". drone jammer"
		var want []Hit
		want = append(want, m.Scan(text)...)
		for _, chunk := range []int{50 << 10, 50<<10 + 1, 50<<10 + 2, 50<<10 + 3} {
			got, _ := new(scan).windows(m, text, 0, true, window{before: 40 << 10, chunk: chunk, after: 40 << 10})
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%q, windows of %d: %d hits, want %d", unit, chunk, len(got), len(want))
			}
		}
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }
