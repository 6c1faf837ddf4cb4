package normalize

import (
	"math"
	"math/bits"
)

// A filter is a set of hashes that may say yes to a few that are not in it: a
// Bloom filter of three bits, all in one word of the table.
type filter struct {
	words []uint64
	shift uint8
}

// newFilter returns a filter with room for n hashes.
func newFilter(n int) filter {
	size := bits.Len(uint(n / 4)) // 16 bits a hash, rounded up
	return filter{make([]uint64, 1<<size), uint8(64 - size)}
}

// filterOf returns a filter of hashes, some of which may stand there several times:
// its room is for the different ones, estimated from how many bits they set.
func filterOf(hashes []uint64) filter {
	seen := newFilter(len(hashes) / 4)
	for _, h := range hashes {
		seen.words[h>>seen.shift&uint64(len(seen.words)-1)] |= 1 << (h & 63)
	}
	set := 0
	for _, w := range seen.words {
		set += bits.OnesCount64(w)
	}
	all := float64(64 * len(seen.words))
	f := newFilter(int(-all * math.Log1p(-float64(set)/(all+1))))
	for _, h := range hashes {
		f.add(h)
	}
	return f
}

func filterBits(h uint64) uint64 {
	return 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63)
}

func (f *filter) add(h uint64) { f.words[h>>(f.shift&63)&uint64(len(f.words)-1)] |= filterBits(h) }

func (f *filter) has(h uint64) bool {
	b := filterBits(h)
	return f.words[h>>(f.shift&63)&uint64(len(f.words)-1)]&b == b
}
