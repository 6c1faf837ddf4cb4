package normalize

// A slots is a hash table of numbers with linear probing, ordered: the slots stand
// in the order of their hashes (Amble and Knuth, Ordered hash tables, 1974), so that
// a search ends at the first one that is not below. Those that do not stand where
// their hash would have them stand behind it, at the end of the table in room beyond
// that of any hash.
type slots struct {
	all   []slot // the last is free
	homes int    // of so many there are places that a hash may have
	used  int
}

// A slot refers to something by a number that is not 0.
type slot struct{ hash, ref uint32 }

func newSlots(homes int) slots {
	return slots{make([]slot, homes+1, homes+64), homes, 0} // 64: few stand beyond the homes
}

// at returns the first slot whose hash is not below h, a free one if there is
// none: those of the hash h stand there side by side.
func (t *slots) at(h uint32) int {
	i := int(uint64(h) * uint64(t.homes) >> 32)
	for t.all[i].hash < h && t.all[i].ref != 0 {
		i++
	}
	return i
}

// is reports whether slot i has the hash h.
func (t *slots) is(i int, h uint32) bool { return t.all[i].hash == h && t.all[i].ref != 0 }

// insert adds a slot; the table grows when it is more than three quarters full.
func (t *slots) insert(s slot) {
	if t.used++; 4*t.used > 3*t.homes {
		t.resize(2 * t.homes)
	}
	t.put(s)
}

func (t *slots) put(s slot) {
	i := t.at(s.hash)
	end := i
	for t.all[end].ref != 0 {
		end++
	}
	if end+1 == len(t.all) {
		t.all = append(t.all, slot{})
	}
	copy(t.all[i+1:end+1], t.all[i:end])
	t.all[i] = s
}

// resize gives the table another number of homes.
func (t *slots) resize(homes int) {
	old, used := t.all, t.used
	*t = newSlots(homes)
	t.used = used
	end := 0 // what is put in order stands one behind the other
	for _, s := range old {
		if s.ref == 0 {
			continue
		}
		end = max(end, int(uint64(s.hash)*uint64(homes)>>32))
		for end+1 >= len(t.all) {
			t.all = append(t.all, slot{})
		}
		t.all[end] = s
		end++
	}
}
