package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
)

var titles = map[lists.Regime]string{
	lists.EU:   "`eu`, Annex I",
	lists.US:   "`us`, Commerce Control List",
	lists.CN:   "`cn`, Chinese dual-use list",
	lists.RU:   "`ru`, Russian and Eurasian lists",
	lists.EUML: "`eu-ml`, military list",
	lists.CHPL: "`chpl`, Common High Priority codes",
	lists.HS:   "`hs`, customs headings in control lists",
}

// tables returns the tables of README.md.
func (s *statement) tables() string {
	var out strings.Builder
	table(&out, "list", countBy(s.units, func(u *unit) row {
		title := titles[u.regime]
		if u.regime != lists.EUML && u.regime != lists.CHPL && u.regime != lists.HS {
			title += ": " + u.group
		}
		return row{regime: u.regime, category: title, group: u.group}
	}))
	out.WriteString("\n")
	var goods []*unit
	for _, u := range s.units {
		if u.regime == lists.EU && u.group == "goods" {
			goods = append(goods, u)
		}
	}
	table(&out, "goods of Annex I", count(goods))
	return out.String()
}

func table(w io.Writer, title string, rows []row) {
	fmt.Fprintf(w, "| %s | entries | en | ru | zh | number | part | none, and why | not yet |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n", title)
	for _, r := range rows {
		fmt.Fprintf(w, "| %s |", r.category)
		f := r.figures
		for _, i := range []int{entriesColumn, enColumn, ruColumn, zhColumn, numberColumn, partColumn} {
			fmt.Fprintf(w, " %d |", f[i])
		}
		fmt.Fprintf(w, " %d | %d |\n", f[toldColumn]-f[coveredColumn], f[entriesColumn]-f[toldColumn])
	}
}

// print writes the whole statement, or that of one regime.
func (s *statement) print(w io.Writer, only lists.Regime, verbose bool) error {
	if only == "" {
		io.WriteString(w, s.tables())
		if err := s.sizes(w); err != nil {
			return err
		}
	}
	if only != "" || verbose {
		fmt.Fprintln(w)
		writeHead(w, " ")
		for _, r := range s.rows {
			if only == "" || r.regime == only {
				writeRow(w, r)
			}
		}
	}
	for _, r := range regimes {
		if only == "" || r == only {
			s.names(w, r, verbose)
		}
	}
	return nil
}

// sizes writes how many lines and forms the lists have.
func (s *statement) sizes(w io.Writer) error {
	dictionary, forms, err := spelled(s.list)
	if err != nil {
		return err
	}
	l := written(s.list)
	fmt.Fprintf(w, "\n| %d entries, %d sets | en | ru | zh | name | terms | number | part |\n|---|--:|--:|--:|--:|--:|--:|--:|\n", len(s.list.Entries), len(s.list.Sets))
	fmt.Fprintf(w, "| lines | %d | %d | %d | %d | %d | %d | %d |\n", l.en, l.ru, l.zh, l.name, l.all()-l.number-l.part, l.number, l.part)
	for _, r := range []struct {
		title string
		l     lines
	}{{"dictionary forms", dictionary}, {"written forms", forms}} {
		fmt.Fprintf(w, "| %s | %d | %d | %d | %d | %d | | |\n", r.title, r.l.en, r.l.ru, r.l.zh, r.l.name, r.l.all())
	}
	return nil
}

// names writes which entries of a regime lack what.
func (s *statement) names(w io.Writer, r lists.Regime, verbose bool) {
	ids := map[string][]string{}
	var titles []string
	list := func(u *unit, format string, args ...any) {
		title := fmt.Sprintf(format, args...)
		if ids[title] == nil {
			titles = append(titles, title)
		}
		ids[title] = append(ids[title], u.id)
	}
	for _, u := range s.units {
		switch {
		case u.regime != r || u.covered():
		case u.why == "":
			list(u, "neither covered nor explained")
		case verbose:
			list(u, "no terms: %s", u.why)
		}
	}
	for _, u := range s.units {
		if u.regime != r || !u.covered() || u.group != "goods" || r == lists.HS { // customs headings are found by number
			continue
		}
		for _, lang := range []lists.Lang{lists.English, lists.Russian, lists.Chinese} {
			switch n := *u.lines.in(lang); {
			case n == 0:
				list(u, "goods without a term in %s", lang)
			case n == 1 && verbose:
				list(u, "goods with one term only in %s", lang)
			}
		}
	}
	for _, title := range titles {
		fmt.Fprintf(w, "\n%s, %s (%d): %s\n", r, title, len(ids[title]), strings.Join(ids[title], " "))
	}
}
