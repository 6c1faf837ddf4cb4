package normalize

import "math/bits"

// A filter is a set of hashes that may say yes to a few that are not in it: a
// Bloom filter of four bits, all in one word of the table.
type filter struct {
	words []uint64
	shift uint8
}

// newFilter returns a filter with room for n hashes.
func newFilter(n int) filter {
	size := bits.Len(uint(n / 4)) // 16 bits a hash, rounded up
	return filter{make([]uint64, 1<<size), uint8(64 - size)}
}

func filterBits(h uint64) uint64 {
	return 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63) | 1<<(h>>18&63)
}

func (f *filter) add(h uint64) { f.words[h>>f.shift&uint64(len(f.words)-1)] |= filterBits(h) }

func (f *filter) has(h uint64) bool {
	b := filterBits(h)
	return f.words[h>>f.shift&uint64(len(f.words)-1)]&b == b
}
