package matcher

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

func narrowLists(t *testing.T) []*lists.List {
	a := parseList(t, "category: telecom\n\nentry: jammer\ncode: us 5A001.h\nen: drone jammer\n")
	b := parseList(t, "category: aerospace\n\nentry: drone\ncode: eu 9A012.a\ncode: us 9A012.a\nen: drone\n")
	return []*lists.List{a, b}
}

// TestConfigNarrow: what is not searched for hides nothing, and codes in the
// text are narrowed too.
func TestConfigNarrow(t *testing.T) {
	text := "a drone jammer, ECCN 5A001.h, ECCN 9A012.a"
	for _, c := range []struct {
		config Config
		want   []string
	}{
		{Config{}, []string{"drone jammer", "5A001.h", "9A012.a"}},
		{Config{Categories: []lists.Category{lists.Aerospace}}, []string{"drone", "9A012.a"}},
		{Config{Categories: []lists.Category{lists.Aerospace, lists.Telecom}}, []string{"drone jammer", "5A001.h", "9A012.a"}},
		{Config{Regimes: []lists.Regime{lists.EU}}, []string{"drone"}},
		{Config{Regimes: []lists.Regime{lists.US}, Categories: []lists.Category{lists.Telecom}}, []string{"drone jammer", "5A001.h"}},
		{Config{Off: Codes}, []string{"drone jammer"}},
	} {
		m, err := c.config.New(narrowLists(t)...)
		require.NoError(t, err)
		var got []string
		for _, h := range m.Scan(text) {
			got = append(got, text[h.Start:h.End])
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.config, got, c.want)
		}
	}
	_, err := Config{Categories: []lists.Category{"aerospce"}}.New(narrowLists(t)...)
	require.EqualError(t, err, `no list has the category "aerospce": there are ["aerospace" "telecom"]`)
}

func TestObserver(t *testing.T) {
	var seen []Observation
	m, err := Config{Observer: func(o Observation) { seen = append(seen, o) }}.New(narrowLists(t)...)
	require.NoError(t, err)
	hits := m.Scan("a drone jammer")
	m.ScanAll("nothing")
	require.Len(t, seen, 2)
	require.Equal(t, 14, seen[0].Bytes)
	require.Equal(t, hits, seen[0].Hits)
	require.Positive(t, seen[0].Duration)
	require.Empty(t, seen[1].Hits)
}

func TestSummarize(t *testing.T) {
	m, err := New(narrowLists(t)...)
	require.NoError(t, err)
	s := Summarize(m.Scan("drone, drone jammer, drones"))
	require.Equal(t, Summary{
		Hits: 3,
		Categories: []Count{
			{"aerospace", 2, 0, []string{"drone"}},
			{"telecom", 1, 7, []string{"drone jammer"}},
		},
		Entries: []Count{{"drone", 2, 0, []string{"drone"}}, {"jammer", 1, 7, []string{"drone jammer"}}},
		Codes: []Count{
			{"eu 9A012.a", 2, 0, []string{"drone"}},
			{"us 9A012.a", 2, 0, []string{"drone"}},
			{"us 5A001.h", 1, 7, []string{"drone jammer"}},
		},
		Regimes: []Count{{"us", 3, 0, []string{"drone", "drone jammer"}}, {"eu", 2, 0, []string{"drone"}}},
	}, s)
	require.Equal(t, Summary{Categories: []Count{}, Entries: []Count{}, Codes: []Count{}, Regimes: []Count{}}, Summarize(nil))
}

func TestStats(t *testing.T) {
	m, err := New(parseList(t, "category: test\n\nentry: e\nen: drone jammer\nzh: 无人机\nru: подавитель дронов [exact]\nen: jammer\n"))
	require.NoError(t, err)
	// drone jammer(s), 无人机, подавитель дронов, jammer(s)
	require.Equal(t, Stats{Terms: 4, Forms: 4, Written: 6}, m.Stats())
}
