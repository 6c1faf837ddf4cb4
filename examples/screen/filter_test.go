package main

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/matcher"
)

// What a flag leaves out hides nothing, and -all brings the rest.
func TestFilter(t *testing.T) {
	const text = "zorbtrons, a zorbtron carrying case, zоrbtron" // the last with a Cyrillic о
	for _, test := range []struct {
		args string
		want string
	}{
		{"", "zorbtrons zorbtron carrying case zоrbtron"},
		{"-how exact", "zorbtron carrying case"},
		{"-how exact -all", "zorbtron carrying case zorbtron"},
		{"-how plural,look-alike", "zorbtrons zоrbtron"},
		{"-min-tier 1", "zorbtrons zorbtron zоrbtron"},
		{"-min-tier 4", "zorbtrons zorbtron zоrbtron"},
		{"-min-tier 1 -how exact", "zorbtron"},
		{"-regime chpl", "zorbtrons zorbtron zоrbtron"},
		{"-regime eu", ""},
	} {
		stdout, stderr, status := command(t, text, append(strings.Fields(test.args), "-out", "jsonl")...)
		require.Empty(t, stderr)
		require.Zero(t, status)
		var got []string
		for _, h := range answers(t, stdout)[0].Hits {
			got = append(got, h.Text)
		}
		require.Equal(t, test.want, strings.Join(got, " "), "%q", test.args)
	}

	stdout, _, _ := command(t, "two: z o r b t r o n", "-evasion", "spaced")
	require.Contains(t, stdout, "spaced")
	stdout, _, _ = command(t, "two: z o r b t r o n")
	require.Empty(t, stdout)
}

// The choice here is that of Scan.
func TestMaximal(t *testing.T) {
	m, err := newMatcher(&settings{lists: []string{"testdata/own.txt", "testdata/tools.txt"}}, nil)
	require.NoError(t, err)
	for _, text := range []string{"red zorbtron carrying case opener", "zorb & tron zorbtron, zorbtron carrying case", "佐布电筒 red zorbtron"} {
		require.Equal(t, m.Scan(text), maximal(m.ScanAll(text)), text)
	}
	hit := func(start, end int) matcher.Hit { return matcher.Hit{Start: start, End: end} }
	require.Equal(t, []matcher.Hit{hit(0, 5), hit(0, 5), hit(3, 8)},
		maximal([]matcher.Hit{hit(0, 5), hit(0, 5), hit(0, 4), hit(1, 5), hit(3, 8), hit(4, 8)}))
}

func TestTier(t *testing.T) {
	for _, test := range []struct {
		tier, min string
		want      bool
	}{
		{"1", "1", true}, {"2", "1", false}, {"1", "2", true}, {"3.A", "3", true}, {"3.B", "3", true},
		{"3.B", "3.A", false}, {"4.A", "3", false}, {"4.B", "4", true}, {"", "4", false},
	} {
		s := &settings{minTier: test.min}
		code := chpl
		code.Tier = test.tier
		require.Equal(t, test.want, s.grave(code), "%v", test)
	}
}

func TestFail(t *testing.T) {
	_, _, status := command(t, "a zorbtron", "-fail")
	require.Equal(t, 1, status)
	_, _, status = command(t, "nothing", "-fail")
	require.Equal(t, 0, status)
	_, _, status = command(t, "a zorbtron", "-fail", "-", "testdata/missing")
	require.Equal(t, 2, status, "trouble comes first")
	_, _, status = command(t, "a zorbtron", "-fail", "-explain", "zorbtron")
	require.Equal(t, 1, status)
}

// Of a large text it is told how far it is, and the hits are those of Scan.
func TestLarge(t *testing.T) {
	m, err := newMatcher(&settings{lists: []string{"testdata/own.txt"}}, nil)
	require.NoError(t, err)
	text := strings.Repeat("nothing, nothing; 佐布电筒 and then\na red\nzorbtron \xff ", large/50)
	require.Greater(t, len(text), large)
	var done atomic.Int64
	require.Equal(t, m.Scan(text), (&settings{}).hits(m, text, &done))
	require.EqualValues(t, len(text), done.Load())
}
