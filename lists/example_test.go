package lists_test

import (
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
