package lists_test

import (
	"errors"
	"fmt"

	"github.com/dualuse-go/dualuse/lists"
)

// A list of one's own needs a category and entries with terms, nothing more.
func ExampleParse() {
	own, err := lists.Parse("own.txt", []byte(`
category: own-goods

entry: net-gun
title: Net gun against drones
en: drone net gun
zh: 无人机捕捉网枪
code: hs 930400
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range own.Entries {
		fmt.Println(e.ID, e.Category, e.Codes)
		for _, t := range e.Terms {
			fmt.Println(t.Lang, t.Text)
		}
	}
	// Output:
	// net-gun own-goods [hs 9304.00]
	// en drone net gun
	// zh 无人机捕捉网枪
}

// Every fault is reported in one pass.
func ExampleParse_faults() {
	_, err := lists.Parse("own.txt", []byte(`category: own-goods

entry: net-gun
nmae: Sokol
ru: ceть для дронов
code: eu 5A1
`))
	fmt.Println(err)
	// Output:
	// own.txt:4: unknown key "nmae", did you mean "name"?
	// own.txt:5: ru: "ceть" has the Latin letter 'c' (U+0063) inside a Cyrillic word: type it again in Russian, or put a hyphen between the alphabets
	// own.txt:6: code: "5A1" is no code of eu: want a code such as 5A001 or 5A001.f.3: digit, letter A to E, three digits, then paragraphs in lower case after dots
}

// A list can alter another by the ids of its entries, in any order.
func ExampleCombine() {
	theirs, _ := lists.Parse("theirs.txt", []byte("category: telecom\n\nentry: jammer\nen: jammer\n\nentry: mavic\nname: Mavic\n"))
	own, _ := lists.Parse("own.txt", []byte("extend: jammer\nru: глушилка\n\noff: mavic\n"))
	all, err := lists.Combine(own, theirs)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range all.Entries {
		fmt.Println(e.ID, len(e.Terms))
	}
	// Output:
	// jammer 2
}

func ExampleFormat() {
	out, err := lists.Format("own.txt", []byte("category：telecom\r\n\r\n\r\nset:drone\r\nzh：无人机，无人飞机     # drone\r\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(out))
	// Output:
	// category: telecom
	//
	// set: drone
	// zh: 无人机, 无人飞机  # drone
}

func ExampleParts() {
	for _, p := range lists.Parts("подавитель <drone:gen>") {
		fmt.Printf("%q %q %q\n", p.Text, p.Set, p.Case)
	}
	// Output:
	// "подавитель " "" ""
	// "" "drone" "gen"
}

// A list may be kept in a spreadsheet; the keys are the names of the columns.
func ExampleParseCSV() {
	own, err := lists.ParseCSV("own.csv", []byte("category;entry;en;zh\nown-goods;net-gun;drone net gun;无人机捕捉网枪\n;;UAV net gun;\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range own.Entries[0].Terms {
		fmt.Println(t.Pos, t.Lang, t.Text)
	}
	// Output:
	// own.csv:2 en drone net gun
	// own.csv:2 zh 无人机捕捉网枪
	// own.csv:3 en UAV net gun
}

// What a program does with faults: each has its file, its line and its message.
func ExampleErrorList() {
	_, err := lists.Parse("own.txt", []byte("category: own-goods\n\nentry: net gun\nen: drone net gun\n"))
	var faults lists.ErrorList
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Println(f.File, f.Line)
		}
	}
	// Output:
	// own.txt 3
}

// Two lists with one hash give the same hits, whatever their comments.
func ExampleList_Hash() {
	a, _ := lists.Parse("a.txt", []byte("category: telecom\n\nentry: jammer\nen: jammer\n"))
	b, _ := lists.Parse("b.txt", []byte("# Ours.\ncategory: telecom\n\n\nentry: jammer\nen: jammer  # the device\n"))
	fmt.Println(a.Hash() == b.Hash())
	// Output:
	// true
}

// The tier of a Common High Priority code is known without a list.
func ExampleKnown() {
	codes, whole := lists.Known(lists.CHPL)
	for _, c := range codes {
		if c.ID == "8542.31" {
			fmt.Println(c, "tier", c.Tier, whole)
		}
	}
	// Output:
	// chpl 8542.31 tier 1 true
}
