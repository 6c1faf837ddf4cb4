package main

import (
	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// written counts the lines of a list, by what they find.
func written(list *lists.List) lines {
	var l lines
	for i := range list.Entries {
		l.add(&list.Entries[i])
	}
	return l
}

// spelled counts the dictionary forms and the written forms that the terms of
// each language stand for: a line with the members of its sets filled in, and
// those in every case and number, spelling and script that is looked for.
func spelled(list *lists.List) (dictionary, forms lines, err error) {
	of := func(lang lists.Lang) (matcher.Stats, error) {
		m, err := matcher.New(only(list, lang))
		if err != nil {
			return matcher.Stats{}, err
		}
		return m.Stats(), nil
	}
	cues, err := of("")
	if err != nil {
		return lines{}, lines{}, err
	}
	for _, lang := range []lists.Lang{lists.English, lists.Russian, lists.Chinese, lists.Name} {
		s, err := of(lang)
		if err != nil {
			return lines{}, lines{}, err
		}
		*dictionary.in(lang) = s.Terms - cues.Terms
		*forms.in(lang) = s.Written - cues.Written
	}
	return dictionary, forms, nil
}

// only returns a list with nothing but the terms of one language and the cues,
// which a matcher counts too.
func only(list *lists.List, lang lists.Lang) *lists.List {
	some := *list
	some.Entries = nil
	for _, e := range list.Entries {
		terms := e.Terms
		e.Terms = nil
		for _, t := range terms {
			if t.Lang == lang {
				e.Terms = append(e.Terms, t)
			}
		}
		e.Numbers = nil
		e.Parts = []lists.Text{{Text: "PART*"}} // an entry has to find something
		some.Entries = append(some.Entries, e)
	}
	return &some
}
