package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
)

// regimes are those with an index, in the order of the tables.
var regimes = []lists.Regime{lists.EU, lists.US, lists.CN, lists.RU, lists.EUML, lists.CHPL, lists.HS}

// A unit is an entry of a control list: 5A001, ML11, 6.1.1, chpl 8542.31.
type unit struct {
	regime   lists.Regime
	id       string
	category string // or the tier of a Common High Priority code
	group    string // goods, software or technology
	lines    lines  // of the built-in entries with its code
	why      string // there are none
}

func (u *unit) covered() bool { return u.lines != lines{} }

// lines counts the lines of entries, by what they find.
type lines struct {
	en, ru, zh, name, number, part int
}

// in is the count of the lines in a language.
func (l *lines) in(lang lists.Lang) *int {
	switch lang {
	case lists.English:
		return &l.en
	case lists.Russian:
		return &l.ru
	case lists.Chinese:
		return &l.zh
	}
	return &l.name
}

func (l *lines) add(e *lists.Entry) {
	for _, t := range e.Terms {
		*l.in(t.Lang)++
	}
	l.number += len(e.Numbers)
	l.part += len(e.Parts)
}

func (l lines) all() int { return l.en + l.ru + l.zh + l.name + l.number + l.part }

// measure returns the entries of all control lists with what finds them.
func measure(list *lists.List) []*unit {
	var units []*unit
	byCode := map[lists.Code]*unit{}
	for _, r := range regimes {
		codes, _ := lists.Known(r)
		for _, c := range codes {
			key := lists.Code{Regime: r, ID: top(r, c.ID)}
			if key.ID == "" || byCode[key] != nil {
				continue
			}
			u := &unit{regime: r, id: key.ID, group: groupOf(r, key.ID), category: categoryOf(r, key.ID)}
			if c.Tier != "" {
				u.category = "tier-" + c.Tier
			}
			byCode[key] = u
			units = append(units, u)
		}
	}
	for i := range list.Entries {
		e := &list.Entries[i]
		seen := map[*unit]bool{}
		for _, c := range e.Codes {
			if u := byCode[lists.Code{Regime: c.Regime, ID: top(c.Regime, c.ID)}]; u != nil && !seen[u] {
				seen[u] = true
				u.lines.add(e)
			}
		}
	}
	for _, u := range units {
		if u.regime == lists.HS || u.regime == lists.CHPL {
			u.lines.number = numbersOf(list, u.id)
		}
	}
	slices.SortFunc(units, func(a, b *unit) int {
		return cmp.Or(slices.Index(regimes, a.regime)-slices.Index(regimes, b.regime), compareCodes(a.id, b.id))
	})
	return units
}

// compareCodes puts ML9 before ML10 and 9.1.6 before 17.3.1.
func compareCodes(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	return slices.CompareFunc(x, y, func(a, b string) int {
		return cmp.Or(len(a)-len(b), strings.Compare(a, b))
	})
}

// numbersOf counts the number: lines that find a customs code, whole or in
// part.
func numbersOf(list *lists.List, id string) int {
	n := 0
	for i := range list.Entries {
		for _, c := range list.Entries[i].Numbers {
			have := c.ID[:min(len(c.ID), len("8542.31"))]
			if c.Regime == lists.HS && (strings.HasPrefix(have, id) || strings.HasPrefix(id, have)) {
				n++
			}
		}
	}
	return n
}

// top returns the entry of a control list that a code belongs to; nothing if
// the code is above all entries, as 6.1 is.
func top(r lists.Regime, id string) string {
	switch r {
	case lists.CHPL:
		return id
	case lists.RU: // category, group, entry; category 5 has a part after it
		parts := strings.Split(id, ".")
		n := 3
		if parts[0] == "5" {
			n = 4
		}
		if len(parts) < n {
			return ""
		}
		return strings.Join(parts[:n], ".")
	}
	id, _, _ = strings.Cut(id, ".")
	return id
}

// groupOf returns what an entry is about, by its letter: A, B and C are goods,
// D is software, E technology. Russian numbers have 1 to 5 for A to E.
func groupOf(r lists.Regime, id string) string {
	letter := byte('A')
	switch r {
	case lists.EU, lists.US, lists.CN:
		letter = id[1]
	case lists.RU:
		parts := strings.Split(id, ".")
		letter += parts[len(parts)-2][0] - '1'
	}
	switch letter {
	case 'D':
		return "software"
	case 'E':
		return "technology"
	}
	return "goods"
}

var categories = [10]lists.Category{
	lists.Nuclear, lists.Materials, lists.Processing, lists.Electronics, lists.Computers,
	lists.Telecom, lists.Sensors, lists.Navigation, lists.Marine, lists.Aerospace,
}

// categoryOf returns the category of an entry; "all" where a list has none.
func categoryOf(r lists.Regime, id string) string {
	switch r {
	case lists.EU, lists.US, lists.CN:
		switch number := id[2:5]; {
		case id[0] == '5' && (number == "002" || number == "003" || number == "004" || number == "992"):
			return string(lists.Infosec)
		case id[0] == '0' && number >= "500": // arms and police equipment
			return string(lists.Munitions)
		}
		return string(categories[id[0]-'0'])
	case lists.RU:
		if id[1] != '.' { // the lists beside that of dual-use goods
			return "other"
		}
		if id[0] == '5' && id[2] == '2' {
			return string(lists.Infosec)
		}
		return string(categories[id[0]-'0'])
	case lists.EUML:
		return string(lists.Munitions)
	}
	return "all"
}

// columns are the figures of a row: the entries there are; those with a line in
// each language, a name, a number, a part; those with any of these; those with
// any or with an explanation.
var columns = [...]string{"entries", "en", "ru", "zh", "name", "number", "part", "covered", "told"}

const (
	entriesColumn = iota
	enColumn
	ruColumn
	zhColumn
	nameColumn
	numberColumn
	partColumn
	coveredColumn
	toldColumn
)

// A row counts the entries of a part of a control list.
type row struct {
	regime          lists.Regime
	category, group string
	figures         [len(columns)]int
}

func (r row) key() string { return string(r.regime) + " " + r.category + " " + r.group }

func (r *row) add(u *unit) {
	l := u.lines
	for i, has := range [...]bool{
		true, l.en > 0, l.ru > 0, l.zh > 0, l.name > 0, l.number > 0, l.part > 0, u.covered(), u.covered() || u.why != "",
	} {
		if has {
			r.figures[i]++
		}
	}
}

// count makes the rows, by regime, group and category.
func count(units []*unit) []row {
	return countBy(units, func(u *unit) row { return row{regime: u.regime, category: u.category, group: u.group} })
}

// countBy makes a row for each answer of rowOf, in the order of the lists.
func countBy(units []*unit, rowOf func(*unit) row) []row {
	var rows []row
	place := map[string]int{}
	for _, u := range units {
		r := rowOf(u)
		i, ok := place[r.key()]
		if !ok {
			i = len(rows)
			place[r.key()] = i
			rows = append(rows, r)
		}
		rows[i].add(u)
	}
	groups := []string{"goods", "software", "technology"}
	slices.SortStableFunc(rows, func(a, b row) int {
		tiers := 0
		if a.regime == lists.CHPL {
			tiers = strings.Compare(a.category, b.category)
		}
		return cmp.Or(slices.Index(regimes, a.regime)-slices.Index(regimes, b.regime), slices.Index(groups, a.group)-slices.Index(groups, b.group), tiers)
	})
	return rows
}
