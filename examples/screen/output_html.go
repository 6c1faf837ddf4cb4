package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A page is one HTML file with everything in it. It has no script, and its
// Content-Security-Policy lets none run, whatever stands in the documents.
// The documents wait in a temporary file, because the counts stand before them.
type page struct {
	spool *os.File
	part
}

// A part is what a page knows of some documents.
type part struct {
	number  string // makes the ids of documents unique
	Docs    int
	Clean   int // documents without hits, which the page does not show
	Hits    int
	Entries map[string]*tally // by entry; of codes in the text, by what was found
}

// A tally counts an entry.
type tally struct {
	Entry    string // empty if it is a code in the text
	Name     string
	Category string
	Hits     int
	Docs     int
	First    string // id of the first document on the page
}

func newPage() (*page, error) {
	spool, err := os.CreateTemp("", "screen-*.html")
	if err != nil {
		return nil, err
	}
	os.Remove(spool.Name()) // it is gone when it is closed; on Windows, write removes it
	return &page{spool: spool, part: part{Entries: map[string]*tally{}}}, nil
}

// short is up to which size a text is shown in whole; of longer ones, the
// passages with hits.
const (
	short   = 4_000
	passage = 300 // bytes on each side of a hit
)

// add writes a document as a section. A text is written by hand, not by the
// template: a page may have very many.
func (p *part) add(out *bytes.Buffer, m *matcher.Matcher, d *document, hits []matcher.Hit) {
	p.Docs++
	if len(hits) == 0 {
		p.Clean++
		return
	}
	p.Hits += len(hits)
	id := fmt.Sprintf("d%s-%d", p.number, p.Docs)
	seen := map[string]bool{}
	for _, h := range hits {
		name := cmp.Or(h.Entry, h.Term)
		t := p.Entries[name]
		if t == nil {
			t = &tally{Entry: h.Entry, Name: name, Category: class(h.Category), First: id}
			p.Entries[name] = t
		}
		t.Hits++
		if !seen[name] {
			seen[name] = true
			t.Docs++
		}
	}

	title := d.file
	if d.line > 0 {
		title = fmt.Sprintf("%s:%d", d.file, d.line)
	}
	fmt.Fprintf(out, "<section id=%q><h3>%s</h3>\n", id, escape(title))
	if d.line > 0 && d.id != nil {
		name := string(d.id)
		var s string
		if json.Unmarshal(d.id, &s) == nil {
			name = s
		}
		fmt.Fprintf(out, "<p class=\"id\">id %s</p>\n", escape(name))
	}
	out.WriteString("<div class=\"text\" dir=\"auto\">")
	at := 0
	for from, to := range passages(d.text, hits) {
		if from > at {
			fmt.Fprintf(out, "<i>%d bytes</i>", from-at)
		}
		inside := hits[:0:0]
		for len(hits) > 0 && hits[0].Start < to {
			inside, hits = append(inside, hits[0]), hits[1:]
		}
		for s := range segments(from, to, inside) {
			writeSegment(out, m, d.text[s.start:s.end], s.hits)
		}
		at = to
	}
	if at < len(d.text) {
		fmt.Fprintf(out, "<i>%d bytes</i>", len(d.text)-at)
	}
	out.WriteString("</div></section>\n")
}

func writeSegment(out *bytes.Buffer, m *matcher.Matcher, text string, hits []matcher.Hit) {
	if len(hits) == 0 {
		out.WriteString(escape(text))
		return
	}
	tips := make([]string, len(hits))
	for i, h := range hits {
		tips[i] = tip(m, h)
	}
	where := `tabindex="0"`
	if hits[0].Entry != "" {
		where = `href="#e-` + escape(hits[0].Entry) + `"`
	}
	fmt.Fprintf(out, "<a class=\"h c-%s\" %s data-tip=\"%s\">%s</a>",
		class(hits[0].Category), where, escape(strings.Join(tips, "\n\n")), escape(text))
}

// tip is what is shown when the pointer rests on a hit.
func tip(m *matcher.Matcher, h matcher.Hit) string {
	lines := []string{h.Term}
	var from []lists.Text
	if e, ok := m.Entry(h.Entry); ok {
		lines = append(lines, strings.TrimSuffix(fmt.Sprintf("%s · %s · %s", e.ID, e.Category, e.Title), " · "))
		from = e.From
	}
	if len(h.Codes) > 0 {
		lines = append(lines, "codes: "+codeList(h.Codes, ", "))
	}
	lines = append(lines, "how: "+h.How.String())
	if len(from) > 0 {
		ids := make([]string, len(from))
		for i, f := range from {
			ids[i] = f.Text
		}
		lines = append(lines, "sources: "+strings.Join(ids, ", "))
	}
	return strings.Join(lines, "\n")
}

// passages yields the stretches of a text that are shown: from and to.
func passages(text string, hits []matcher.Hit) func(func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		if len(text) <= short {
			yield(0, len(text))
			return
		}
		for i := 0; i < len(hits); {
			from, to := max(0, hits[i].Start-passage), hits[i].End+passage
			for i++; i < len(hits) && hits[i].Start-passage <= to; i++ {
				to = max(to, hits[i].End+passage)
			}
			to = min(to, len(text))
			for from > 0 && !utf8.RuneStart(text[from]) {
				from--
			}
			for to < len(text) && !utf8.RuneStart(text[to]) {
				to++
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// A segment is a stretch of text with the hits that cover it.
type segment struct {
	start, end int
	hits       []matcher.Hit
}

// segments cuts a text where hits begin and end. They are ordered by start.
func segments(from, to int, hits []matcher.Hit) func(func(segment) bool) {
	return func(yield func(segment) bool) {
		edges := []int{from, to}
		for _, h := range hits {
			edges = append(edges, h.Start, h.End)
		}
		slices.Sort(edges)
		edges = slices.Compact(edges)
		var active []matcher.Hit
		for i, end := range edges[1:] {
			start := edges[i]
			active = slices.DeleteFunc(active, func(h matcher.Hit) bool { return h.End <= start })
			for len(hits) > 0 && hits[0].Start <= start {
				active, hits = append(active, hits[0]), hits[1:]
			}
			if !yield(segment{start, end, active}) {
				return
			}
		}
	}
}

// escape makes text safe in an element and in a quoted attribute.
func escape(s string) string {
	return template.HTMLEscapeString(strings.ToValidUTF8(s, "\uFFFD"))
}

// class makes a name of a style sheet of a category.
func class(c lists.Category) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, string(c))
}

// add takes the sections of a job into the page.
func (p *page) add(j *job) error {
	p.Docs += j.page.Docs
	p.Clean += j.page.Clean
	p.Hits += j.page.Hits
	for name, t := range j.page.Entries {
		if sum := p.Entries[name]; sum != nil {
			sum.Hits += t.Hits
			sum.Docs += t.Docs
		} else {
			p.Entries[name] = t
		}
	}
	_, err := p.spool.Write(j.out.Bytes())
	return err
}

//go:embed page.tmpl
var pageTemplate string

//go:embed page.css
var pageStyle string

// A bar is a line of a chart.
type bar struct {
	*tally
	Width int // of 100
}

// chart makes bars, the longest first.
func chart(all []*tally) []bar {
	slices.SortFunc(all, func(a, b *tally) int {
		return cmp.Or(cmp.Compare(b.Hits, a.Hits), cmp.Compare(a.Name, b.Name))
	})
	bars := make([]bar, len(all))
	for i, t := range all {
		bars[i] = bar{t, max(1, 100*t.Hits/all[0].Hits)}
	}
	return bars
}

// write writes the page: the counts, the documents, the entries.
func (p *page) write(w io.Writer, m *matcher.Matcher, f *faults) error {
	defer os.Remove(p.spool.Name())
	defer p.spool.Close()
	categories := map[string]*tally{}
	for _, t := range p.Entries {
		c := categories[t.Category]
		if c == nil {
			c = &tally{Name: t.Category, Category: t.Category}
			categories[t.Category] = c
		}
		c.Hits += t.Hits
	}
	byCategory := chart(slices.Collect(maps.Values(categories)))
	style := pageStyle + styles(byCategory)
	hash := sha256.Sum256([]byte(style))
	sources := map[string]lists.Source{}
	for _, s := range m.List().Sources {
		sources[s.ID] = s
	}
	data := struct {
		*page
		Style               template.CSS
		Policy              string
		ByCategory, ByEntry []bar
		Faults              []string
		Version, Hash       string
		Entry               func(string) lists.Entry
		Source              func(string) lists.Source
		Codes               func([]lists.Code, string) string
	}{
		page: p, Style: template.CSS(style), Faults: f.files,
		Policy:     "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'",
		ByCategory: byCategory, ByEntry: chart(slices.Collect(maps.Values(p.Entries))),
		Version: lists.Version, Hash: m.List().Hash(),
		Entry:  func(id string) lists.Entry { e, _ := m.Entry(id); return e },
		Source: func(id string) lists.Source { return sources[id] },
		Codes:  codeList,
	}
	t, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return err
	}
	if err := t.ExecuteTemplate(w, "head", data); err != nil {
		return err
	}
	if _, err := p.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := io.Copy(w, p.spool); err != nil {
		return err
	}
	return t.ExecuteTemplate(w, "foot", data)
}

// hues are the colours of the built-in categories, in degrees; other
// categories get what is left.
var hues = map[lists.Category]int{
	lists.Nuclear: 55, lists.Materials: 30, lists.Processing: 80, lists.Electronics: 190,
	lists.Computers: 215, lists.Telecom: 0, lists.Infosec: 240, lists.Sensors: 140,
	lists.Navigation: 270, lists.Marine: 170, lists.Aerospace: 310, lists.Munitions: 340,
}

// styles colours the categories and lets each be switched off.
func styles(categories []bar) string {
	var css strings.Builder
	for i, c := range categories {
		hue, ok := hues[lists.Category(c.Name)]
		if !ok {
			hue = 100 + 47*i%360
		}
		fmt.Fprintf(&css, ".c-%s{background:hsl(%d 90%% 88%%);border-color:hsl(%d 80%% 35%%);fill:hsl(%d 70%% 45%%)}\n", c.Name, hue, hue, hue)
		fmt.Fprintf(&css, "body:has(#f-%s:not(:checked)) .text .c-%s{background:none;border:0}\n", c.Name, c.Name)
	}
	return css.String()
}
