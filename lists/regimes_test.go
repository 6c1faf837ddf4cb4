package lists

import (
	"testing"
)

// The indexes hold sound codes only, each with all its parents.
func TestIndexes(t *testing.T) {
	sizes := map[Regime]int{EU: 3443, US: 5151, CN: 907, RU: 99, HS: 493, CHPL: 50, EUML: 22}
	for r, get := range indexes {
		x := get()
		if len(x.codes) != sizes[r] {
			t.Errorf("%s: %d codes, want %d", r, len(x.codes), sizes[r])
		}
		if x.edition == "" || x.whole == "" {
			t.Errorf("%s: edition %q, whole %q", r, x.edition, x.whole)
		}
		for id, tier := range x.codes {
			c := Code{Regime: r, ID: id}
			if msg := codeFault(c); msg != "" {
				t.Errorf("%s: %s", r, msg)
			}
			if normalizeCode(r, id) != id {
				t.Errorf("%s: %q is not as a list writes it", r, id)
			}
			if (tier != "") != (r == CHPL) {
				t.Errorf("%s %s: tier %q", r, id, tier)
			}
			for i := len(id) - 1; i > 0; i-- {
				if r == CHPL || r == RU && i < len("1.1") || id[i] != '.' {
					continue
				}
				if _, ok := x.codes[id[:i]]; !ok {
					t.Errorf("%s: %s has no parent %s", r, id, id[:i])
				}
			}
		}
	}
	if len(indexes) != len(sizes) {
		t.Errorf("%d indexes, want %d", len(indexes), len(sizes))
	}
}

func TestTiers(t *testing.T) {
	count := make(map[string]int)
	for _, tier := range indexes[CHPL]().codes {
		count[tier]++
	}
	for tier, want := range map[string]int{"1": 4, "2": 5, "3.A": 16, "3.B": 9, "4.A": 11, "4.B": 5} {
		if count[tier] != want {
			t.Errorf("tier %s: %d codes, want %d", tier, count[tier], want)
		}
	}
}

func TestCodeFault(t *testing.T) {
	for _, c := range []struct {
		regime Regime
		id     string
		sound  bool
	}{
		{EU, "0A001", true}, {EU, "9E003.a.3.b", true}, {EU, "1C450.a.10", true}, {EU, "5F001", false}, {EU, "5A001.", false},
		{US, "0A501", true}, {US, "3A090", true}, {US, "9A610.x", true}, {US, "EAR99", false},
		{CN, "0A903.a", true}, {CN, "9A012.c.1", true}, {CN, "9A012.c.0", false},
		{RU, "5.1.1.2.4", true}, {RU, "8.1.2.15.2.5", true}, {RU, "5..1", false}, {RU, "5.1.", false}, {RU, "1.1.1.1.1.1.1.1.1", false},
		{HS, "8542", true}, {HS, "8542.31", true}, {HS, "8543.70.99", true}, {HS, "0106.20.00.11", true}, {HS, "8542.3", false}, {HS, "0042", false},
		{CHPL, "8542.31", true}, {CHPL, "8542", false},
		{EUML, "ML1", true}, {EUML, "ML22.b.1", true}, {EUML, "ML0", false}, {EUML, "ML23", false},
		{CAS, "74-90-8", true}, {CAS, "7732-18-5", true}, {CAS, "7440-55-3", true}, {CAS, "107-44-8", true},
		{CAS, "74-90-7", false}, {CAS, "7732-81-5", false}, {CAS, "74908", false},
		{"own", "anything at all", true}, {"own", "", false},
	} {
		if msg := codeFault(Code{Regime: c.regime, ID: c.id}); (msg == "") != c.sound {
			t.Errorf("%s %q: %q, sound: %v", c.regime, c.id, msg, c.sound)
		}
	}
}

func TestNormalizeCode(t *testing.T) {
	for _, c := range []struct {
		regime   Regime
		in, want string
	}{
		{HS, "8542", "8542"}, {HS, "854231", "8542.31"}, {HS, "8543709960", "8543.70.99.60"}, {HS, "85437099", "8543.70.99"},
		{HS, "8543 70 996 0", "8543.70.99.60"}, {HS, "8543.70.9960", "8543.70.99.60"}, {HS, "8543  70", "8543.70"},
		{HS, "85.4370", "85.4370"}, {HS, "854", "854"}, {CHPL, "854231", "8542.31"},
		{EU, "5A001.f", "5A001.f"}, {RU, "854231", "854231"}, {"own", "A  1", "A 1"},
	} {
		if got := normalizeCode(c.regime, c.in); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.regime, c.in, got, c.want)
		}
	}
}
