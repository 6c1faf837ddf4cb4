package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

func Example() {
	main()
	// Output:
	// 采购静空吊舱和蜂群静默器
	//   6-18 "静空吊舱": quiet-pod (Jammer pod of the Quiet series), ["hs 8543.70"]
	//   21-36 "蜂群静默器": quiet-pod (Jammer pod of the Quiet series), ["hs 8543.70"]
	// Нужен глушитель роя, можно QuietPod
	//   11-36 "глушитель роя": quiet-pod (Jammer pod of the Quiet series), ["hs 8543.70"]
	//   49-57 "QuietPod": quiet-pod (Jammer pod of the Quiet series), ["hs 8543.70"]
	// 2 swarm silencers and a GPS jammer
	//   2-17 "swarm silencers": quiet-pod (Jammer pod of the Quiet series), ["hs 8543.70"]
	//   24-34 "GPS jammer": gnss-jammer (Jammer of satellite navigation), ["eu-ml ML11" "us 3A611.a" "us 5A991" "hs 8543.70"]
	// Bulat, a pocket detector
	//   0-5 "Bulat": bulat (Bulat drone detector), ["eu 5A001.b.5"]
	// a Bulat steel blade and a metal detector
}

// This test belongs beside every list of one's own: it tries the hit and the
// miss lines of the list.
func TestOwnList(t *testing.T) {
	own, err := lists.Parse("own.txt", ownList)
	require.NoError(t, err)
	require.NoError(t, matcher.Check(lists.Builtin(), own))
}

func TestFiveTerms(t *testing.T) {
	own, err := lists.Parse("own.txt", ownList)
	require.NoError(t, err)
	require.Len(t, own.Entries[0].Terms, 5)
}

// What ours replaces does hit without ours.
func TestReplace(t *testing.T) {
	own, err := lists.Parse("own.txt", ownList)
	require.NoError(t, err)
	m, err := matcher.New(own, lists.Builtin()) // the order does not matter
	require.NoError(t, err)

	blade := texts[len(texts)-1]
	require.Contains(t, entries(matcher.Scan(blade)), "bulat")
	require.NotContains(t, entries(m.Scan(blade)), "bulat")

	e, ok := m.Entry("bulat")
	require.True(t, ok)
	require.Equal(t, []lists.Code{{Regime: lists.EU, ID: "5A001.b.5"}}, e.Codes)
}

func entries(hits []matcher.Hit) []string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Entry)
	}
	return ids
}
