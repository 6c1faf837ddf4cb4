// Ownlist scans with a list of one's own beside the built-in lists. The list
// adds an entry of five terms and puts another in the place of a built-in one.
package main

import (
	_ "embed"
	"fmt"
	"log"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

//go:embed own.txt
var ownList []byte

var texts = []string{
	"采购静空吊舱和蜂群静默器",
	"Нужен глушитель роя, можно QuietPod",
	"2 swarm silencers and a GPS jammer",       // the built-in entries are there as well
	"Bulat, a pocket detector",                 // the entry that was replaced
	"a Bulat steel blade and a metal detector", // a hit with the built-in entry, none with ours
}

func main() {
	own, err := lists.Parse("own.txt", ownList)
	if err != nil {
		log.Fatal(err) // every fault of the file, with its line
	}
	m, err := matcher.New(lists.Builtin(), own)
	if err != nil {
		log.Fatal(err) // every fault between the lists
	}
	for _, text := range texts {
		fmt.Println(text)
		for _, h := range m.Scan(text) {
			e, _ := m.Entry(h.Entry)
			fmt.Printf("  %d-%d %q: %s (%s), %q\n", h.Start, h.End, text[h.Start:h.End], h.Entry, e.Title, h.Codes)
		}
	}
}
