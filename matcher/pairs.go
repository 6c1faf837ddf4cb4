package matcher

import (
	"strings"

	"github.com/dualuse-go/dualuse/normalize"
)

// Words that stand side by side in a form are made known to the vocabulary as
// one word, too: dronejammer.

// pairInside makes the neighbours in a word known as one word, too, and those
// that only a mark parts.
func (c *compiler) pairInside(words []cutWord) {
	last := -1
	for i, w := range words {
		if w.Mark() {
			continue
		}
		if last >= 0 {
			c.pair(words[last], w)
		}
		last = i
	}
}

// pairAcross does so for the words at two places, as they occur together in the
// forms.
func (c *compiler) pairAcross(forms []normalize.Inflection, i, j int, before, after []way) {
	if strings.Contains(forms[0].Words[i]+forms[0].Words[j], slot) {
		for _, x := range before {
			for _, y := range after {
				c.pairEnds(x.words, y.words)
			}
		}
		return
	}
	for k, f := range forms {
		if k == 0 || f.Words[i] != forms[k-1].Words[i] || f.Words[j] != forms[k-1].Words[j] {
			c.pairEnds(wordsOf(before, f.Words[i]), wordsOf(after, f.Words[j]))
		}
	}
}

func wordsOf(ways []way, text string) []cutWord {
	for k := range ways {
		if ways[k].text == text {
			return ways[k].words
		}
	}
	return nil
}

func (c *compiler) pairEnds(x, y []cutWord) {
	if len(x) > 0 && len(y) > 0 {
		c.pair(x[len(x)-1], y[0])
	}
}

// pair makes two words known as one. A single letter at the end is left out: it
// makes a case ending of itself (Тополь-М is not in тополем). ТопольМ is found by
// its camel seam.
func (c *compiler) pair(x, y cutWord) {
	if y.Letters == 1 {
		return
	}
	if key := [2]uint32{x.id, y.id}; x.Class == y.Class && alphabetic(x.Class) && !c.pairs[key] {
		c.pairs[key] = true
		c.m.voc.AddPair(x.id, y.id)
	}
}
