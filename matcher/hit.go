package matcher

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
)

// A Hit is a mention of goods, of a name or of a number in a text. It is a
// reason to look, not a licensing decision.
type Hit struct {
	Start, End int            // the hit is text[Start:End], bytes of the caller's text, on rune borders
	Term       string         // the dictionary form of the term, sets filled in: "UAV jammer"
	Entry      string         // id of its entry: "drone-jammer"
	Category   lists.Category // of the entry
	Codes      []lists.Code   // of the entry, which the goods may fall under; shared, do not modify
	Kind       Kind
	How        How // what was needed to read the text as the term
}

// A Kind says what was found.
type Kind uint8

const (
	KindTerm   Kind = iota // a term of an en, ru or zh line
	KindName               // a proper name
	KindPart               // a part number
	KindNumber             // a customs or registry number
	KindCode               // a control-list code
)

var kindNames = [...]string{"term", "name", "part", "number", "code"}

// String returns the name of the kind, as it stands in JSON.
func (k Kind) String() string { return kindNames[k] }

// MarshalText implements encoding.TextMarshaler.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *Kind) UnmarshalText(text []byte) error {
	i := slices.Index(kindNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("matcher: %q is no kind of hit: want one of %q", text, kindNames)
	}
	*k = Kind(i)
	return nil
}

// How is the set of steps that lie between the spelling of the list and that
// of the text. The zero How is an exact hit. Case, single blanks and line ends
// between words, and е for ё are no steps: everybody writes so.
type How uint32

// The steps, in the order in which they are named.
const (
	Plural      How = 1 << iota // an English plural
	Inflected                   // a Russian case or number
	Spelling                    // the other of a British and an American spelling
	Derived                     // a spelling in another script, made by rule
	Joined                      // words written as one: dronejammer, DroneJammer
	Broken                      // a word or a run of Han parted by a hyphen, a blank or a line end
	Dotted                      // letters parted by dots: U.A.V.
	Accented                    // stress or other marks over letters, letters such as ł
	Traditional                 // Traditional or variant Han characters
	Width                       // fullwidth, circled and other compatibility forms
	LookAlike                   // letters of another alphabet that look alike
	Invisible                   // characters that do not show
	Spaced                      // letters or Han characters spaced out or dotted
	Leet                        // digits in place of letters
	Repeated                    // letters repeated
	howEnd
)

var howNames = [...]string{
	"plural", "inflected", "spelling", "derived", "joined", "broken", "dotted", "accented",
	"traditional", "width", "look-alike", "invisible", "spaced", "leet", "repeated",
}

// Steps returns the names of the steps in their fixed order, or "exact".
func (h How) Steps() []string {
	if h == 0 {
		return []string{"exact"}
	}
	names := make([]string, 0, h.count())
	for i, name := range howNames {
		if h&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// String returns the steps with plus signs between: "look-alike+invisible".
func (h How) String() string { return strings.Join(h.Steps(), "+") }

// MarshalJSON returns the array of the steps.
func (h How) MarshalJSON() ([]byte, error) { return json.Marshal(h.Steps()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (h *How) UnmarshalJSON(data []byte) error {
	var steps []string
	if err := json.Unmarshal(data, &steps); err != nil {
		return err
	}
	*h = 0
next:
	for _, s := range steps {
		if s == "exact" {
			continue
		}
		for i, name := range howNames {
			if s == name {
				*h |= 1 << i
				continue next
			}
		}
		return fmt.Errorf("matcher: %q is no step of How", s)
	}
	return nil
}

func (h How) count() int { return bits.OnesCount32(uint32(h)) }
