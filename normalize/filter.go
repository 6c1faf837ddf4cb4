package normalize

import (
	"math"
	"math/bits"
)

// A filter is a set of hashes that may say yes to a few that are not in it: a
// Bloom filter of three bits, all in one word of the table.
type filter []uint64

// newFilter returns a filter with room for n hashes: of 24 bits each, or in a large
// filter of 12 or more, so that it stays in the cache.
func newFilter(n int) filter { return make(filter, max(min(3*n/8, largeFilter), 3*n/16)+1) }

const largeFilter = 1 << 15 // words

// of returns the word of a hash, by its upper bits.
func (f filter) of(h uint64) *uint64 {
	i, _ := bits.Mul64(h, uint64(len(f)))
	return &f[i]
}

// filterOf returns a filter of hashes, some of which may stand there several times:
// its room is for the different ones, estimated from how many bits they set.
func filterOf(hashes []uint64) filter {
	seen := newFilter(len(hashes) / 4)
	for _, h := range hashes {
		*seen.of(h) |= 1 << (h & 63)
	}
	set := 0
	for _, w := range seen {
		set += bits.OnesCount64(w)
	}
	all := float64(64 * len(seen))
	f := newFilter(int(-all * math.Log1p(-float64(set)/(all+1))))
	for _, h := range hashes {
		f.add(h)
	}
	return f
}

func filterBits(h uint64) uint64 {
	return 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63)
}

func (f filter) add(h uint64) { *f.of(h) |= filterBits(h) }

func (f filter) has(h uint64) bool {
	b := filterBits(h)
	return *f.of(h)&b == b
}
