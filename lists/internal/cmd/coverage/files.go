package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
)

// rules are the lines of uncovered.txt: a regime, codes of its entries in which
// ? is any one character, a colon, and why they have no terms.
type rules struct {
	lines    []string
	patterns []*pattern
}

// A pattern is one code of a rule.
type pattern struct {
	line            int // from 1
	regime          lists.Regime
	pattern, reason string
	explains        int // entries
}

func parseRules(text string) (*rules, error) {
	r := &rules{lines: strings.SplitAfter(text, "\n")}
	for i, l := range r.lines {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		head, reason, _ := strings.Cut(l, ":")
		reason = strings.TrimSpace(reason)
		fields := strings.Fields(head)
		if len(fields) < 2 || reason == "" || !slices.Contains(regimes, lists.Regime(fields[0])) {
			return nil, fmt.Errorf("%s:%d: want a regime (of %v), its entries, a colon and why they have no terms, such as \"eu ?E???: technology of goods\"", uncoveredFile, i+1, regimes)
		}
		for _, p := range fields[1:] {
			r.patterns = append(r.patterns, &pattern{line: i + 1, regime: lists.Regime(fields[0]), pattern: p, reason: reason})
		}
	}
	return r, nil
}

// explain tells the entries that nothing covers why; the first rule counts.
func (r *rules) explain(units []*unit) {
	for _, u := range units {
		if u.covered() {
			continue
		}
		for _, p := range r.patterns {
			if p.matches(u) {
				u.why = p.reason
				p.explains++
				break
			}
		}
	}
}

func (p *pattern) matches(u *unit) bool {
	if p.regime != u.regime || len(p.pattern) != len(u.id) {
		return false
	}
	for i := range len(p.pattern) {
		if p.pattern[i] != '?' && p.pattern[i] != u.id[i] {
			return false
		}
	}
	return true
}

// idle returns the patterns that explain nothing.
func (r *rules) idle() []*pattern {
	var idle []*pattern
	for _, p := range r.patterns {
		if p.explains == 0 {
			idle = append(idle, p)
		}
	}
	return idle
}

// text returns the file without the idle patterns.
func (r *rules) text() string {
	var out strings.Builder
	for i, l := range r.lines {
		var keep []string
		var first *pattern
		idle := false
		for _, p := range r.patterns {
			switch {
			case p.line != i+1:
			case p.explains == 0:
				idle = true
			default:
				first = p
				keep = append(keep, p.pattern)
			}
		}
		switch {
		case !idle:
			out.WriteString(l)
		case first != nil:
			fmt.Fprintf(&out, "%s %s: %s\n", first.regime, strings.Join(keep, " "), first.reason)
		}
	}
	return out.String()
}

const minimaHead = `# The least coverage that the tests allow, by regime, category and kind: how many entries there are; how many have a term in
# each language, a name, a number, a part; how many have any of these; and any of these or a line in uncovered.txt.
# Written by go run ./lists/internal/cmd/coverage -w, which lets no figure fall.
`

// formatRows writes coverage.txt.
func formatRows(rows []row) string {
	var out strings.Builder
	out.WriteString(minimaHead)
	writeHead(&out, "#")
	out.WriteString("\n")
	for _, r := range rows {
		writeRow(&out, r)
	}
	return out.String()
}

func writeHead(w io.Writer, first string) {
	fmt.Fprintf(w, "%-30s", first)
	for _, c := range columns {
		fmt.Fprintf(w, " %*s", width(c), c)
	}
	fmt.Fprintln(w)
}

func writeRow(w io.Writer, r row) {
	fmt.Fprintf(w, "%-5s %-12s %-11s", r.regime, r.category, r.group)
	for i, c := range columns {
		fmt.Fprintf(w, " %*d", width(c), r.figures[i])
	}
	fmt.Fprintln(w)
}

func width(column string) int { return max(4, len(column)) }

func parseRows(text string) ([]row, error) {
	var rows []row
	n := 0
	for l := range strings.Lines(text) {
		n++
		f := strings.Fields(l)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		bad := fmt.Errorf("%s:%d: want regime, category, kind and %d figures", minimaFile, n, len(columns))
		if len(f) != 3+len(columns) {
			return nil, bad
		}
		r := row{regime: lists.Regime(f[0]), category: f[1], group: f[2]}
		for i := range columns {
			v, err := strconv.Atoi(f[3+i])
			if err != nil {
				return nil, bad
			}
			r.figures[i] = v
		}
		rows = append(rows, r)
	}
	return rows, nil
}
