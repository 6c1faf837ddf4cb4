package matcher

import "github.com/dualuse-go/dualuse/normalize"

// A naiveEngine tries every form from every border of the text, by every
// reading. It is what the other engines must agree with, and too plain to be
// wrong.
type naiveEngine struct{ m *Matcher }

// find implements engine.
func (n naiveEngine) find(s *scan, tokens []normalize.Token) {
	for i, t := range tokens {
		if i > 0 && tokens[i-1].From == t.From || t.ID == normalize.Skip {
			continue // tried already, or nothing that a hit may start with
		}
		for f := range int32(n.m.forms.len()) {
			n.follow(s, tokens, f, nil, i, t.From)
		}
	}
}

// follow takes a path, which has come to a border, on by each of the tokens
// that start there. Those before tokens[at] start earlier.
func (n naiveEngine) follow(s *scan, tokens []normalize.Token, form int32, path []int32, at int, border int32) {
	words := n.m.forms.words(form)[len(path):]
	if len(words) == 0 {
		s.candidate(form, path)
		return
	}
	for i := at; i < len(tokens) && tokens[i].From <= border; i++ {
		t := tokens[i]
		if t.From < border {
			continue
		}
		with := append(path[:len(path):len(path)], int32(i))
		switch {
		case t.ID == normalize.Skip && len(path) > 0:
			n.follow(s, tokens, form, path, i, t.To)
		case t.Second == 0 && t.ID == words[0]:
			n.follow(s, tokens, form, with, i, t.To)
		case len(words) > 1 && t.ID == words[0] && t.Second == words[1]:
			n.follow(s, tokens, form, append(with, int32(i)), i, t.To)
		}
	}
}
