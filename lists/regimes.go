package lists

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// The statements of coverage that stand beside the indexes are not for programs.
//
//go:embed regimes/chpl.txt regimes/cn.txt regimes/eu-ml.txt regimes/eu.txt regimes/hs.txt regimes/ru.txt regimes/us.txt
var regimeFiles embed.FS

// A shape is what the codes of a regime look like.
type shape struct {
	pattern *regexp.Regexp
	want    string // completes "want …"
}

var (
	controlCode = shape{
		regexp.MustCompile(`^[0-9][A-E][0-9]{3}(\.([a-z]|[1-9][0-9]?))*$`),
		"a code such as 5A001 or 5A001.f.3: digit, letter A to E, three digits, then paragraphs in lower case after dots",
	}
	shapes = map[Regime]shape{
		EU: controlCode,
		US: controlCode,
		CN: controlCode,
		RU: {
			regexp.MustCompile(`^[1-9][0-9]?(\.[1-9][0-9]?){1,7}$`),
			"a number such as 5.1.1.2.4: two to eight numbers with dots between",
		},
		HS: {
			regexp.MustCompile(`^(0[1-9]|[1-9][0-9])[0-9]{2}(\.[0-9]{2}){0,3}$`),
			"4, 6, 8 or 10 digits such as 8542, 8542.31 or 8543.70.99.60",
		},
		CHPL: {
			regexp.MustCompile(`^(0[1-9]|[1-9][0-9])[0-9]{2}\.[0-9]{2}$`),
			"six digits such as 8542.31",
		},
		CAS: {
			regexp.MustCompile(`^[1-9][0-9]{1,6}-[0-9]{2}-[0-9]$`),
			"a number such as 74-90-8",
		},
		EUML: {
			regexp.MustCompile(`^ML([1-9]|1[0-9]|2[0-2])(\.([a-z]|[1-9][0-9]?))*$`),
			"a code such as ML4 or ML4.a, from ML1 to ML22",
		},
	}
	// How people print customs codes: bare, in pairs after the heading, or
	// 8543 70 996 0 as Russian declarations do.
	printedHS = regexp.MustCompile(`^[0-9]{4}([. ]?[0-9]{2}){0,3}$|^[0-9]{4} [0-9]{2} [0-9]{3} [0-9]$`)
)

// knownRegimes returns the regimes of the package in alphabetical order.
func knownRegimes() []string {
	var ids []string
	for r := range shapes {
		ids = append(ids, string(r))
	}
	slices.Sort(ids)
	return ids
}

// normalizeCode writes a code of its regime in the one way: customs codes with
// dots between their pairs, all others with single blanks.
func normalizeCode(r Regime, id string) string {
	id = oneSpace(id)
	if (r != HS && r != CHPL) || !printedHS.MatchString(id) {
		return id
	}
	digits := strings.NewReplacer(".", "", " ", "").Replace(id)
	dotted := digits[:4]
	for i := 4; i < len(digits); i += 2 {
		dotted += "." + digits[i:i+2]
	}
	return dotted
}

// codeFault says what is wrong with the shape of a code; nothing if it is
// sound. Codes of a regime that a user declared have no shape.
func codeFault(c Code) string {
	s, known := shapes[c.Regime]
	switch {
	case c.ID == "":
		return fmt.Sprintf("%q has no code: want the regime, a blank and the code, such as eu 5A001.f", c.Regime)
	case !known:
		return ""
	case !s.pattern.MatchString(c.ID):
		for _, r := range c.ID {
			if r >= 0x80 && unicode.IsLetter(r) {
				return fmt.Sprintf("%q is no code of %s: %q is %U, not a Latin letter; want %s", c.ID, c.Regime, r, r, s.want)
			}
		}
		return fmt.Sprintf("%q is no code of %s: want %s", c.ID, c.Regime, s.want)
	case c.Regime == CAS && casCheck(c.ID) != c.ID[len(c.ID)-1]:
		return fmt.Sprintf("%q is no CAS number: its check digit would be %c; look the number up again", c.ID, casCheck(c.ID))
	}
	return ""
}

// casCheck returns the check digit of a well-formed CAS number: its other
// digits times their places from the right, modulo ten.
func casCheck(id string) byte {
	sum, place := 0, 0
	for i := len(id) - 3; i >= 0; i-- {
		if id[i] != '-' {
			place++
			sum += place * int(id[i]-'0')
		}
	}
	return '0' + byte(sum%10)
}

// An index is the codes of a regime that are known to exist.
type index struct {
	edition string
	whole   string            // "yes", "no", or "entries": paragraphs are not listed
	codes   map[string]string // to the tier, which only chpl has
}

var indexes = func() map[Regime]func() *index {
	m := make(map[Regime]func() *index)
	for r := range shapes {
		if r != CAS { // the registry has some 200 million numbers; the check digit has to do
			m[r] = sync.OnceValue(func() *index { return readIndex(r) })
		}
	}
	return m
}()

// readIndex reads the embedded index of a regime.
func readIndex(r Regime) *index {
	data, err := regimeFiles.ReadFile("regimes/" + string(r) + ".txt")
	if err != nil {
		panic("lists: no code index: " + err.Error()) // a test reads them all
	}
	x := &index{codes: make(map[string]string)}
	for l := range strings.Lines(string(data)) {
		l = strings.TrimSpace(l)
		if head, ok := strings.CutPrefix(l, "# "); ok {
			if v, ok := strings.CutPrefix(head, "whole: "); ok {
				x.whole = v
			} else if v, ok := strings.CutPrefix(head, "edition: "); ok {
				x.edition = v
			}
		} else if l != "" {
			id, tier, _ := strings.Cut(l, " ")
			x.codes[id] = tier
		}
	}
	return x
}

// lookUp says whether a well-formed code exists: a fault if the index is whole
// and lacks it, a warning if the index lacks it and is not whole.
func lookUp(c Code) (tier, fault, warning string) {
	get, ok := indexes[c.Regime]
	if !ok {
		return "", "", ""
	}
	x := get()
	id := c.ID
	switch {
	case c.Regime == HS && len(id) > len("8542.31"):
		id = id[:len("8542.31")] // the digits after the sixth are a country's own
	case x.whole == "entries":
		id, _, _ = strings.Cut(id, ".")
	}
	tier, ok = x.codes[id]
	switch {
	case ok:
		return tier, "", ""
	case x.whole == "no":
		return "", "", fmt.Sprintf("%q is not in the index of %s, which is not whole: check that the code exists", c.ID, c.Regime)
	}
	return "", fmt.Sprintf("%q is not in the index of %s (%s)%s", c.ID, c.Regime, x.edition, x.hint(id)), ""
}

// hint names the nearest parent of a missing code that the index has.
func (x *index) hint(id string) string {
	for i := strings.LastIndexByte(id, '.'); i > 0; i = strings.LastIndexByte(id[:i], '.') {
		if _, ok := x.codes[id[:i]]; ok {
			return fmt.Sprintf(": the longest part of it that exists is %s", id[:i])
		}
	}
	return ": check the code"
}
