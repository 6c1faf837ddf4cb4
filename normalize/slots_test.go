package normalize

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSlots: what is in the table is found, nothing else is, and the slots stay in
// the order of their hashes, whatever the hashes are and however large the table.
func TestSlots(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for name, hash := range map[string]func() uint32{
		"any":      rng.Uint32,
		"few":      func() uint32 { return rng.Uint32N(7) << 29 },
		"one":      func() uint32 { return math.MaxUint32 },
		"the last": func() uint32 { return math.MaxUint32 - rng.Uint32N(300) },
		"none":     func() uint32 { return 0 },
	} {
		table, want := newSlots(8), map[uint32][]uint32{}
		check := func() {
			n := 0
			for h, refs := range want {
				var got []uint32
				for i := table.at(h); table.is(i, h); i++ {
					got = append(got, table.all[i].ref)
				}
				slices.Sort(got)
				require.Equal(t, refs, got, "%s: %d", name, h)
				n += len(refs)
			}
			require.Equal(t, n, table.used)
			require.Zero(t, table.all[len(table.all)-1].ref, "the last slot is free")
			used := slices.DeleteFunc(slices.Clone(table.all), func(s slot) bool { return s.ref == 0 })
			require.True(t, slices.IsSortedFunc(used, func(a, b slot) int { return int(int64(a.hash) - int64(b.hash)) }))
			for range 100 {
				if h := rng.Uint32(); want[h] == nil {
					require.False(t, table.is(table.at(h), h), "%s: %d is not there", name, h)
				}
			}
		}
		for ref := uint32(1); ref <= 500; ref++ {
			h := hash()
			table.insert(slot{h, ref})
			want[h] = append(want[h], ref)
			require.LessOrEqual(t, 4*table.used, 3*table.homes)
			if table.used <= 6 {
				require.Equal(t, 8, table.homes)
			}
			require.LessOrEqual(t, table.homes, 3*table.used+8)
			if name == "any" {
				require.Less(t, len(table.all), table.homes+64)
			}
			if ref%50 == 1 {
				check()
			}
		}
		for _, homes := range []int{table.used + 1, 1, 5000} {
			table.resize(homes)
			check()
		}
	}
}
