package normalize_test

import (
	"fmt"

	"github.com/dualuse-go/dualuse/normalize"
)

func ExampleFold() {
	for _, s := range []string{"Bulat", "ＢＵＬＡＴ", "無人機", "подавитель", "Wi-Fi", "BorisTone™", "АК-47"} {
		fmt.Println(normalize.Fold(s))
	}
	// Output:
	// bulat
	// bulat
	// 无人机
	// подавитель
	// wi fi
	// boris tone
	// ак 47
}

// Numbering the words of a term and looking for them in a text.
func ExampleScanner() {
	v := normalize.NewVocabulary()
	for _, w := range normalize.Words("drone jammer") {
		v.AddClass([]normalize.Member{{Word: v.Add(w.Text)}})
	}
	text := "a DRONE jam-\nmer"
	var s normalize.Scanner
	s.Reset(v, text)
	for tokens := s.Next(); len(tokens) > 0; tokens = s.Next() {
		for _, t := range tokens {
			fmt.Printf("%d to %d: %s, %q\n", t.From, t.To, v.Word(t.ID), text[t.Start:t.End])
		}
	}
	// Output:
	// 1 to 2: drone, "DRONE"
	// 2 to 4: jammer, "jam-\nmer"
}
