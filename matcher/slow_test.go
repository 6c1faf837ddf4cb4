package matcher

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// slowTexts are what a search for slow texts came upon: what is repeated, and how
// many steps the automaton may take for each byte of it.
var slowTexts = []struct {
	text  string
	steps int
}{
	{"а-a-", 8},
	{"а-R-", 4},
	{"7440--", 1},
	{"drone\xff-", 1},
	{"а+'载运火箭", 1},
	{"微光瞄准镜载运火箭", 1},
	{"激光窗口 远程预警雷达 + 8542 镭射切割机 ", 1},
	{"\u200b 8542.31 у.с.т.а.н.о.в.к.а - 1 3A001 ", 1},
}

// TestSlowTexts: no text makes the automaton go on from many states with many
// tokens each.
func TestSlowTexts(t *testing.T) {
	m := builtin()
	for _, c := range slowTexts {
		text := strings.Repeat(c.text, 4096/len(c.text))
		s := scan{m: m, text: text}
		s.scanner.Reset(m.voc, text)
		steps := 0
		for s.tokens = s.scanner.Next(); len(s.tokens) > 0; s.tokens = s.scanner.Next() {
			m.engine.find(&s, s.tokens)
			steps += len(s.steps)
		}
		require.Less(t, steps, c.steps*len(text), "%q", c.text)
	}
}

// TestManyReadings: a text with more readings than are held at a time is scanned in
// small windows, with the hits of one large window, and from the same places.
func TestManyReadings(t *testing.T) {
	long(t)
	m := builtin()
	part := strings.Repeat("а-a-", 12<<10) + " drone jammer XC7Z020 "
	text := strings.Repeat(part, 6)
	var whole scan
	require.True(t, whole.run(m, text, len(text)))
	whole.filter()
	want := whole.hits(text, true)
	require.Len(t, want, 12)
	require.Greater(t, whole.held, 2*maxHeld, "it has more readings than are held")

	var s scan
	limit := len(text) - 2*margin
	got, restart := s.window(m, text, limit, true)
	require.Equal(t, want, got)
	require.Less(t, s.held, 2*2*maxHeld)
	require.True(t, limit-2*smallChunk < restart && restart <= limit, "%d of %d", restart, limit)
	rest, _ := new(scan).window(m, text[restart:], 0, true)
	for i, h := range rest {
		rest[i].Start, rest[i].End = h.Start+restart, h.End+restart
	}
	require.Equal(t, want[len(want)-len(rest):], rest)
	require.NotEmpty(t, rest)

	var streamed []Hit
	require.NoError(t, m.ScanReader(t.Context(), strings.NewReader(text), func(h Hit, _ string) error {
		streamed = append(streamed, h)
		return nil
	}))
	require.Equal(t, want, streamed)
}

// TestBlankRuns holds the search for blanks ahead to one that begins anew each time.
func TestBlankRuns(t *testing.T) {
	anew := func(text string, end, n, limit int) int {
		for range n {
			end = limit - len(strings.TrimLeft(text[end:limit], asciiBlanks))
			if i := strings.IndexAny(text[end:limit], asciiBlanks); i >= 0 {
				end += i
			} else {
				end = limit
			}
		}
		return end
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		b := make([]byte, 1+rng.IntN(200))
		for i := range b {
			b[i] = "abcdef \n"[rng.IntN(8-rng.IntN(3))]
		}
		text, room, n := string(b), 1+rng.IntN(60), 1+rng.IntN(5)
		var ends []int
		for range 10 {
			ends = append(ends, rng.IntN(len(text)))
		}
		slices.Sort(ends)
		var ahead blankRuns
		for _, end := range ends {
			limit := min(len(text), end+room)
			require.Equal(t, anew(text, end, n, limit), ahead.behind(text, end, n, limit), "%q from %d, %d stretches up to %d", text, end, n, limit)
		}
	}
}
