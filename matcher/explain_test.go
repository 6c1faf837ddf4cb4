package matcher

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExplain asks after terms in texts: the outcomes in order, and words that
// the reasons must hold.
func TestExplain(t *testing.T) {
	m, err := New(parseList(t, `category: test

set: drone
en: drone, UAV

entry: jammer
en: <drone> jammer
en: jammer
zh: 无人机干扰器

entry: bulat
name: Bulat
near: <drone>
not: Bulat Okudzhava
unless: museum

entry: reb
en: REB

entry: radar
en: radar
en: radar absorber

entry: booster
en: signal booster
en: high power signal jammer
ru: дрон
`))
	require.NoError(t, err)
	for _, c := range []struct {
		text, term, want string // outcome "place": words of the reason; ...
	}{
		{"a drone jammer", "drone jammer", `found "drone jammer": as in the list`},
		{"two UAV-jammers", "UAV jammer", `found "UAV-jammers": plural`},
		{"a drone jammer", "jammer", `found "drone jammer": as in the list; inside "jammer": drone jammer`},
		{"a drone, a jammer", "drone jammer", `partial "drone, a jammer": not one behind the other`},
		{"a drone", "drone jammer", `partial "drone": jammer`},
		{"a kite", "drone jammer", `absent "": none`},
		{"a kite", "laser", `absent "": no list has`},
		{"drone\n                                                                   jammer", "drone jammer", `partial "drone\n                                                                   jammer": not one behind`},
		{"xdrone jammerx", "drone jammer", `absent "": none`},
		{"LaserJammer", "jammer", `rejected "Jammer": Laser[Jammer]`},
		{"Bulat sang", "bulat", `suppressed "Bulat": near: <drone>`},
		{"Bulat Okudzhava, a drone", "bulat", `suppressed "Bulat": Bulat Okudzhava`},
		{"Bulat, drone, museum", "Bulat", `suppressed "Bulat": museum`},
		{"a reb", "REB", `rejected "reb": case`},
		{"REB5", "REB", `rejected "REB": digit`},
		{"无人机、干扰器", "无人机干扰器", `partial "无人机、干扰器": not one behind`},
		{"无人机  干扰器", "无人机干扰器", `rejected "无人机  干扰器": \"  \"`},
		{"radar absorber", "radar", `found "radar absorber": as in; inside "radar": absorber`},
		{"все эти БольшиеДрон такие", "дрон", `rejected "Дрон": word or number: " Большие[Дрон] такие"`},
		{"a high power jammer", "booster", `partial "high power jammer": only "high", "power", "jammer" stand in the text, not "signal"`},
		{"high signal", "booster", `partial "signal": only "signal" stand in the text, not "booster"`},
		{"signal boosters, a high power signal jammer", "booster", `found "signal boosters": plural; found "high power signal jammer": as in`},
		{"j a m m e r", "jammer", `absent "": none`},
	} {
		got := m.Explain(c.text, c.term)
		wants := strings.Split(c.want, "; ")
		if len(got) != len(wants) {
			t.Errorf("%q in %q: %v", c.term, c.text, got)
			continue
		}
		for i, want := range wants {
			head, words, _ := strings.Cut(want, ": ")
			outcome, place, _ := strings.Cut(head, " ")
			place = strings.ReplaceAll(strings.Trim(place, `"`), `\n`, "\n")
			e := got[i]
			if e.Outcome.String() != outcome || c.text[e.Start:e.End] != place || !strings.Contains(e.Why, strings.ReplaceAll(words, `\"`, `"`)) {
				t.Errorf("%q in %q: %v at %q, %s\nwant %s", c.term, c.text, e.Outcome, c.text[e.Start:e.End], e.Why, want)
			}
		}
	}
}

// TestExplainFar: what stands in a long text is told from all of it.
func TestExplainFar(t *testing.T) {
	m, err := New(parseList(t, "category: test\n\nentry: e\nen: drone jammer\n"))
	require.NoError(t, err)
	got := m.Explain("a drone. "+strings.Repeat("A jammer.\n\n", 2000), "drone jammer")
	require.Len(t, got, 1)
	require.Equal(t, Partial, got[0].Outcome)
	require.Contains(t, got[0].Why, "not one behind the other")
}

// TestExplainSpaced: a list that looks through spaced-out characters in one term
// says of another what stands between its own.
func TestExplainSpaced(t *testing.T) {
	m, err := New(parseList(t, "category: test\n\nentry: e\nzh: 雷达  [spaced]\nzh: 吸波\nen: laser\n"))
	require.NoError(t, err)
	got := m.Explain("雷、达，吸、波", "雷达")
	require.Len(t, got, 1)
	require.Equal(t, Found, got[0].Outcome)
	got = m.Explain("雷、达，吸、波", "吸波")
	require.Len(t, got, 1)
	require.Equal(t, Rejected, got[0].Outcome)
	require.Contains(t, got[0].Why, `between its words stands "、"`)
	got = m.Explain("吸 * 波, l a s e r", "laser")
	require.Len(t, got, 1)
	require.Equal(t, Rejected, got[0].Outcome)
	require.Contains(t, got[0].Why, `"l a s e r" would have to be read as spaced-out letters`)
}
