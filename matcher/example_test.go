package matcher_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// own is the list of the examples. The goods are invented.
func own() *lists.List {
	l, err := lists.Parse("own.txt", []byte(`
category: own-goods

set: drone
en: drone, UAV
ru: дрон, БПЛА
zh: 无人机

entry: net-gun
title: Net gun against drones
note: Ask for the range.
code: hs 930400
en: <drone> net gun
ru: сеткомёт
zh: <drone>捕捉网枪
hit: two UAV net guns

entry: drone
title: Drone
en: <drone>
ru: <drone>
zh: <drone>

entry: sokol
title: Sokol net gun
name: Sokol
near: net, gun
not: Sokol airport
`))
	if err != nil {
		panic(err)
	}
	return l
}

// The built-in lists are at hand without more ado.
func Example() {
	const text = "求购：无人機干扰器两台, or comparable drone-jammers."
	for _, h := range matcher.Scan(text) {
		fmt.Println(text[h.Start:h.End], h.Entry, h.Category, h.How)
	}
	// Output:
	// 无人機干扰器 drone-jammer telecom traditional
	// drone-jammers drone-jammer telecom plural
}

// A program makes a Matcher of the lists it wants, once.
func ExampleNew() {
	m, err := matcher.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	const text = "Продам сеткомёты, 无人机捕捉网枪"
	for _, h := range m.Scan(text) {
		fmt.Printf("%d-%d %s: %s, %v, %v\n", h.Start, h.End, text[h.Start:h.End], h.Term, h.How, h.Codes)
	}
	// Output:
	// 13-31 сеткомёты: сеткомёт, inflected, [hs 9304.00]
	// 33-54 无人机捕捉网枪: 无人机捕捉网枪, exact, [hs 9304.00]
}

// All faults of the lists are in the error of New; scanning cannot fail.
func ExampleNew_faults() {
	bad, err := lists.Parse("bad.txt", []byte("category: own-goods\n\nentry: net-gun\nen: <drone> net gun\nfrom: a-shop\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = matcher.New(bad)
	var faults lists.ErrorList
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Println(f.File, f.Line)
		}
	}
	// Output:
	// bad.txt 4
	// bad.txt 5
}

// What is not searched for hides nothing.
func ExampleConfig() {
	m, err := matcher.Config{
		Regimes: []lists.Regime{lists.HS},
		Evasion: matcher.Spaced | matcher.Leet,
		Observer: func(o matcher.Observation) {
			fmt.Println(o.Bytes, "bytes", len(o.Hits), "hits")
		},
	}.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range m.Scan("a drone and a dr0ne net gun") {
		fmt.Println(h.Term, h.How)
	}
	// Output:
	// 27 bytes 1 hits
	// drone net gun leet
}

// ScanAll returns the hits inside longer hits too.
func ExampleMatcher_ScanAll() {
	m, err := matcher.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	const text = "a drone net gun"
	for _, h := range m.ScanAll(text) {
		fmt.Println(text[h.Start:h.End], h.Entry)
	}
	// Output:
	// drone net gun net-gun
	// drone drone
}

// A stream cannot be sliced afterwards, so each hit comes with its text.
func ExampleMatcher_ScanReader() {
	m, err := matcher.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	r := strings.NewReader(strings.Repeat("nothing here\n", 1_000_000) + "a UAV net\ngun")
	err = m.ScanReader(context.Background(), r, func(h matcher.Hit, text string) error {
		fmt.Printf("%d-%d %q %s\n", h.Start, h.End, text, h.Entry)
		return nil
	})
	fmt.Println(err)
	// Output:
	// 13000002-13000013 "UAV net\ngun" net-gun
	// <nil>
}

// Explain answers the questions of people who look at one text.
func ExampleMatcher_Explain() {
	m, err := matcher.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"a Sokol net gun", "Sokol airport, a net and a gun", "a falcon"} {
		for _, e := range m.Explain(text, "Sokol") {
			fmt.Printf("%s: %v\n", text, e.Outcome)
		}
	}
	// Output:
	// a Sokol net gun: found
	// Sokol airport, a net and a gun: suppressed
	// a falcon: absent
}

// Thresholds and sources are with the entry.
func ExampleMatcher_Entry() {
	m, err := matcher.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	e, ok := m.Entry("net-gun")
	fmt.Println(e.Title, e.Notes[0].Text, ok)
	// Output:
	// Net gun against drones Ask for the range. true
}

// The hit and miss lines of a list are its tests.
func ExampleCheck() {
	more, err := lists.Parse("more.txt", []byte("category: own-goods\n\nentry: net\nen: drone net\nhit: a net for drones\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(matcher.Check(own()))
	var faults lists.ErrorList
	if errors.As(matcher.Check(own(), more), &faults) {
		fmt.Println(faults[0].File, faults[0].Line)
	}
	// Output:
	// <nil>
	// more.txt 5
}

func ExampleSummarize() {
	m, err := matcher.New(own())
	if err != nil {
		fmt.Println(err)
		return
	}
	s := matcher.Summarize(m.Scan("A drone, a UAV; drones and a drone net gun"))
	for _, c := range s.Entries {
		fmt.Println(c.Name, c.Hits, c.Terms)
	}
	// Output:
	// drone 3 [drone UAV]
	// net-gun 1 [drone net gun]
}

func ExampleHow() {
	h := matcher.Plural | matcher.LookAlike
	fmt.Println(h)
	fmt.Println(h.Steps(), h&matcher.Plural != 0, matcher.How(0))
	// Output:
	// plural+look-alike
	// [plural look-alike] true exact
}
