package lists

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxColumns is how many columns a sheet of Excel has.
const maxColumns = 16384

// How a sheet has to be saved, and how a cell is kept as it was typed.
const (
	saveCSV   = `in Excel choose Save As, "CSV UTF-8 (Comma delimited)"`
	keepTyped = "format the column as Text, then type the cell again"
)

// ParseCSV reads a list kept in a spreadsheet: a CSV file as Excel,
// LibreOffice and others write it. The name is used in messages only.
//
// The first row names the columns; the names are the keys of the text format,
// in any order and case. A column whose name begins with # is left out. Each
// row adds its cells to the entry whose id it has in the column entry, or else
// to that of the row above; sets and the other stanzas have their ids in
// columns of their own. An entry has the category of its first row, which is
// that of the rows above if the cell is empty. Several values in one cell stand
// on lines of their own, or with commas between where the text format has them.
// A forms cell belongs to the one term of its row. A cell that repeats one
// above it, of the same column and entry, adds nothing.
//
// UTF-8 is expected, with or without a byte order mark, and UTF-16 with one.
// The separator is a comma, a semicolon or a tab, whichever the first row has
// or a line such as "sep=;" before it names.
//
// The checks are those of [Parse]. Every fault is reported in one pass, in an
// [ErrorList], by row and then by column. The lines of faults and places are
// rows as the spreadsheet numbers them.
func ParseCSV(file string, data []byte) (*List, error) {
	if len(data) > maxFile {
		return Parse(file, data) // which says so
	}
	if msg := notCSV(data); msg != "" {
		return nil, ErrorList{{File: file, Line: 1, Msg: msg}}
	}
	p := csvParser{
		parser:  parser{file: file, ids: make(map[string]int), missing: true}, // told here, in words of a sheet
		columns: make(map[string]int),
		keys:    make(map[int]string),
		stanzas: make(map[string]*csvStanza),
		told:    make(map[string]bool),
	}
	if p.read(data) {
		for _, s := range p.order {
			p.parse(s)
		}
	}
	if len(p.found) > 0 {
		return nil, p.faultList()
	}
	return &p.list, nil
}

// A csvParser turns rows into stanzas and has the parser of the text format
// read them, with rows for its lines. As a column has one name and a name one
// column, the row and the key of a fault say which cell it is about.
type csvParser struct {
	parser
	columns map[string]int        // key to its column
	keys    map[int]string        // column to its key; ignored if it has none to be read
	stanzas map[string]*csvStanza // by key and id
	order   []*csvStanza
	now     *csvStanza // that of the row above
	group   csvCell    // the last category cell that was not empty
	found   []csvFault
	told    map[string]bool // what is not to be said again
}

// ignored stands for the key of a column that is not read.
const ignored = "#"

type csvStanza struct {
	csvCell  // its id; the key is the first of the stanza
	category Category
	broken   bool // a cell was left out: what is missing may be in it
	nameless bool // the id was left out
	values   []csvCell
	seen     map[string]bool // cells, to know those filled down
}

// A csvCell is a cell that is not empty, or one value of it.
type csvCell struct {
	row, col  int // from 1
	key, text string
	fault     string // what is wrong with its quotation marks
}

type csvFault struct {
	row, col int // col 0 is the whole row
	msg      string
}

func (p *csvParser) faultf(row, col int, format string, args ...any) {
	p.found = append(p.found, csvFault{row, col, fmt.Sprintf(format, args...)})
}

// faultList returns the faults by row and column, each once.
func (p *csvParser) faultList() ErrorList {
	slices.SortFunc(p.found, func(a, b csvFault) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col), strings.Compare(a.msg, b.msg))
	})
	var errs ErrorList
	for _, f := range slices.Compact(p.found) {
		at := ""
		if key := p.keys[f.col]; f.row > 1 && key != "" && key != ignored {
			f.msg = strings.TrimPrefix(f.msg, key+": ")
			at = fmt.Sprintf("column %s (%s): ", columnName(f.col), key)
		} else if f.col > 0 {
			at = fmt.Sprintf("column %s: ", columnName(f.col))
		}
		errs = append(errs, &Error{File: p.file, Line: f.row, Msg: at + f.msg})
	}
	return errs
}

// columnName returns the letters that a spreadsheet has above a column.
func columnName(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// read cuts the file into stanzas. It reports whether it found any use in it.
func (p *csvParser) read(data []byte) bool {
	r := newCSVReader(decode(data))
	if r.fault != "" {
		p.faultf(1, 0, "%s", r.fault)
		return false
	}
	for {
		cells, ok := r.next()
		if !ok {
			break
		}
		for i := range cells {
			c := &cells[i]
			if c.fault != "" || utf8.ValidString(c.text) {
				continue
			}
			if wrong, guess := otherEncoding(data); wrong {
				p.found = []csvFault{{c.row, c.col, "not UTF-8" + guess + ": " + saveCSV}}
				return false
			}
			c.fault = "not UTF-8: type the cell again"
		}
		if r.wide {
			p.faultf(r.row, 0, "more than %d cells: the separator may not be %q", maxColumns, r.sep)
			r.wide = false
		}
		if r.row == 1 && !p.header(cells) {
			return false
		}
		if r.row > 1 {
			p.row(r.row, cells)
		}
	}
	if r.row == 0 {
		return p.header(nil)
	}
	return true
}

// header reads the names of the columns.
func (p *csvParser) header(cells []csvCell) bool {
	var unknown []csvCell
	for _, c := range cells {
		name := headerName(c.text)
		switch {
		case c.fault != "":
			p.faultf(c.row, c.col, "%s", c.fault)
			p.keys[c.col] = ignored
		case strings.HasPrefix(name, "#"):
			p.keys[c.col] = ignored
		case !slices.Contains(allKeys, name):
			unknown = append(unknown, c)
			p.keys[c.col] = ignored
		case p.columns[name] > 0:
			p.faultf(c.row, c.col, "column %s has the name %q too: put the values into one column, in rows of their own or on lines of one cell (Alt+Enter)",
				columnName(p.columns[name]), name)
			p.keys[c.col] = ignored
		default:
			p.keys[c.col], p.columns[name] = name, c.col
		}
	}
	if len(p.columns) == 0 && len(p.found) == 0 {
		p.faultf(1, 0, "the first row names no columns: want keys of the list format such as category, entry, code, en, ru, zh")
		return false
	}
	// An unknown name is read as the nearest one, so that its cells are judged
	// too, unless another column has that name.
	for _, c := range unknown {
		name := headerName(c.text)
		near := cmpOr(otherNames[name], nearest(name, allKeys))
		if near == "" {
			p.faultf(c.row, c.col, "unknown column %q: put # before the name of a column of your own; the keys are %s", strings.TrimSpace(c.text), strings.Join(allKeys, ", "))
			continue
		}
		p.faultf(c.row, c.col, "unknown column %q, did you mean %q? Put # before the name of a column of your own", strings.TrimSpace(c.text), near)
		if p.columns[near] == 0 {
			p.keys[c.col], p.columns[near] = near, c.col
		}
	}
	if !slices.ContainsFunc(stanzaOrder[1:], func(key string) bool { return p.columns[key] > 0 }) {
		p.faultf(1, 0, "no column for ids: name one entry (or %s)", strings.Join(slices.DeleteFunc(slices.Clone(stanzaOrder[1:]), func(k string) bool { return k == "entry" }), ", "))
		return false
	}
	return true
}

// headerName returns the name of a column without what input methods and
// habits do to it.
func headerName(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' { // full-width ASCII
			return r - '！' + '!'
		}
		return r
	}, strings.TrimSpace(s)))
}

// row adds the cells of a row to its stanza.
func (p *csvParser) row(row int, cells []csvCell) {
	var ids, terms, forms, values []csvCell
	broken := false
	own := csvCell{} // its category
	for _, c := range cells {
		c.key, c.text = p.keys[c.col], strings.TrimSpace(c.text)
		if c.key == "" {
			if name := columnName(c.col); !p.told["column "+name] {
				p.told["column "+name] = true
				p.faultf(row, c.col, "the first row gives this column no name: name it, or delete its cells")
			}
			continue
		}
		if c.key == ignored {
			continue
		}
		_, starts := stanzaKeys[c.key]
		if msg := cmpOr(c.fault, damaged(c.key, c.text)); msg != "" {
			p.faultf(row, c.col, "%s", msg)
			broken = true
			if starts && c.key != "category" {
				c.text = ""
				ids = append(ids, c)
			}
			continue
		}
		switch c.key {
		case "category":
			own = c
		case "en", "ru", "zh", "name":
			terms = append(terms, c)
			values = append(values, c)
		case "forms":
			forms = append(forms, c)
		default:
			if starts {
				ids = append(ids, c)
			} else {
				values = append(values, c)
			}
		}
	}
	if own.text != "" {
		p.category(own)
	}
	if len(ids)+len(values)+len(forms) == 0 && !broken {
		return // an empty row, or one with a category for those below
	}
	p.choose(row, ids)
	s := p.now
	s.broken = s.broken || broken
	if s.category == "" {
		s.category = Category(own.text)
	} else if _, ok := modes[s.key]; ok && own.text != "" && s.category != Category(own.text) {
		p.faultf(row, own.col, "%s %q is in the category %q since row %d: an entry has one", s.key, s.text, s.category, s.row)
	}
	if len(forms) > 0 {
		if mode, ok := modes[s.key]; ok && mode != Off {
			n := 0
			for _, t := range terms {
				n += len(cellLines(t))
			}
			if n == 1 {
				// Below its term, where the parser looks for it.
				i := slices.Index(values, terms[0])
				values = slices.Insert(values, i+1, forms...)
			} else if s.broken = true; !broken {
				p.faultf(row, forms[0].col, "forms belongs to the one term of its row, which has %s: give the term a row of its own", plural(n, "term", "terms"))
			}
		} else {
			values = append(values, forms...) // no key of a set: the parser says so
		}
	}
	for _, c := range values {
		id := c.key + ": " + c.text
		if filled := s.seen[id]; filled && (len(forms) == 0 || c.key != "forms" && !slices.Contains(terms, c)) {
			continue
		}
		s.seen[id] = true
		s.values = append(s.values, cellLines(c)...)
	}
}

// category makes a cell the category of this row and those below.
func (p *csvParser) category(c csvCell) {
	p.group = c
	if p.told["category "+c.text] {
		return
	}
	p.told["category "+c.text] = true
	if msg := badRune(c.text); msg != "" {
		p.faultf(c.row, c.col, "%s", msg)
	} else if !isID(c.text) {
		p.faultf(c.row, c.col, "%s", idFault(c.text))
	}
}

// choose finds the stanza of a row, or begins one.
func (p *csvParser) choose(row int, ids []csvCell) {
	if len(ids) > 1 {
		p.faultf(row, ids[1].col, "the row has an id in column %s (%s) too: give each a row of its own", columnName(ids[0].col), ids[0].key)
	}
	var id csvCell
	switch {
	case len(ids) > 0:
		id = ids[0]
	case p.now != nil:
		return
	default:
		id = csvCell{row: row, key: "entry"}
		for _, key := range stanzaOrder[1:] {
			if id.col = p.columns[key]; id.col > 0 && (key == "entry" || p.columns["entry"] == 0) {
				id.key = key
				break
			}
		}
		p.faultf(row, id.col, "no id here or above: give the row one")
	}
	if s := p.stanzas[id.key+" "+id.text]; s != nil && id.text != "" {
		p.now = s
		return
	}
	p.now = &csvStanza{csvCell: id, category: Category(p.group.text), nameless: id.text == "", seen: make(map[string]bool)}
	p.stanzas[id.key+" "+id.text] = p.now
	p.order = append(p.order, p.now)
}

// cellLines returns the values of a cell.
func cellLines(c csvCell) []csvCell {
	var values []csvCell
	for s := range strings.SplitSeq(c.text, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			v := c
			v.text = s
			values = append(values, v)
		}
	}
	return values
}

// parse has the parser of the text format read a stanza.
func (p *csvParser) parse(s *csvStanza) {
	p.parser.category = s.category
	if s.nameless {
		p.begin(&line{n: s.row}, s.key)
	} else {
		p.cell(s.csvCell)
		if mode, ok := modes[s.key]; ok && (mode == Add || mode == Replace) && s.category == "" && !p.told["no category"] {
			p.told["no category"] = true
			p.faultf(s.row, cmp.Or(p.columns["category"], s.col), "no category: give the row one, such as telecom, in a column category")
		}
	}
	p.unnamed = p.unnamed || s.broken || s.nameless
	sound := true
	for _, v := range s.values {
		if v.key == "forms" && !sound && p.term == nil {
			continue // its term was refused
		}
		sound = p.cell(v)
	}
	n := len(p.errs)
	p.endStanza()
	for _, e := range p.errs[n:] {
		// A fault of a line begins with its key, another is of the stanza.
		key, _, _ := strings.Cut(e.Msg, ": ")
		p.faultf(e.Line, cmp.Or(p.columns[key], s.col), "%s", e.Msg)
	}
}

var onLine = regexp.MustCompile(` is already on line ([0-9]+): (join the two, or choose another id|a stanza has one|delete one)$`)

// cell has one value read as a line. It reports whether it was sound.
func (p *csvParser) cell(c csvCell) bool {
	n := len(p.errs)
	l := splitLine(c.row, c.key+": "+c.text)
	p.line(&l)
	for _, e := range p.errs[n:] {
		p.faultf(c.row, c.col, "%s", onLine.ReplaceAllString(e.Msg, " is already in row $1: $2"))
	}
	return len(p.errs) == n
}

const (
	monthNames = `(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)`
	anyNumber  = `[0-9]{1,4}`
)

var (
	scientific = regexp.MustCompile(`^-?[0-9]([.,][0-9]+)?E[+-][0-9]+$`)
	lostZero   = regexp.MustCompile(`^[0-9]{4}[.,][0-9]$`)
	errorValue = regexp.MustCompile(`^#(#+|[\p{Lu}0-9/]+[!?]|N/A|Н/Д)$`)
	dateCell   = regexp.MustCompile(`^(` +
		monthNames + `[-.]` + anyNumber + `|` + // Mar-01, мар.01
		anyNumber + `[-.]` + monthNames + `([-.]` + anyNumber + `)?|` + // 01-Mar, 01.мар, 01-Mar-2001
		`[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}|` + // 05.01.2001, 1/5/2001
		`[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}|` + // 2001/1/5, 2001-01-05
		`([0-9]{4}年)?[0-9]{1,2}月([0-9]{1,2}日)?)$`)
	// Cells in which a date may be meant.
	mayBeDate = []string{"title", "title-ru", "title-zh", "note", "hit", "miss", "publisher", "date", "url", "licence"}
	// Cells that have few Latin letters or none.
	notLatin = []string{"ru", "zh", "title-ru", "title-zh"}
)

// damaged says what a spreadsheet has made of a cell. It changes whole cells
// only, so a code that its regime stands before is safe.
func damaged(key, s string) string {
	if s == "" || len(s) > 100 {
		return ""
	}
	switch {
	case scientific.MatchString(s):
		return fmt.Sprintf("Excel changed the cell to %q, as it does with 1E001: %s", s, keepTyped)
	case (key == "code" || key == "number") && lostZero.MatchString(s):
		return fmt.Sprintf("Excel changed the cell to %q and dropped the zero at the end, as of 8526.10: %s, with its regime: hs 8526.10", s, keepTyped)
	case dateCell.MatchString(s) && !slices.Contains(mayBeDate, key):
		return fmt.Sprintf("Excel changed the cell to the date %q: %s", s, keepTyped)
	case errorValue.MatchString(s):
		return fmt.Sprintf("Excel changed the cell to %q: %s", s, keepTyped)
	case key != "part" && strings.Contains(s, "??") && (slices.Contains(notLatin, key) || !strings.ContainsFunc(s, unicode.IsLetter)):
		return fmt.Sprintf("letters became question marks when the sheet was saved: %q; %s", s, saveCSV)
	}
	return ""
}

// A csvReader cuts a text into rows and cells as Excel does. The package
// encoding/csv stops at the first fault and does not count blank lines, which
// are rows in a spreadsheet.
type csvReader struct {
	rest  string
	sep   byte
	row   int
	wide  bool   // the row has more cells than a sheet has columns
	fault string // the separator cannot be told
}

func newCSVReader(text string) *csvReader {
	r := &csvReader{rest: text}
	first, below, _ := strings.Cut(text, "\n")
	first = strings.Trim(strings.TrimRight(first, " "), `"`)
	if len(first) >= 4 && strings.EqualFold(first[:4], "sep=") {
		if sep := first[4:]; len(sep) == 1 && strings.Contains(",;\t", sep) {
			r.rest, r.sep = below, sep[0]
		} else {
			r.fault = fmt.Sprintf("%q: want sep=, or sep=; or sep= and a tab", first)
		}
		return r
	}
	// That of the first row is the one with which most of its cells are keys.
	most := -1
	for _, sep := range []byte(",;\t") {
		try := csvReader{rest: text, sep: sep}
		cells, _ := try.next()
		known := 0
		for _, c := range cells {
			if slices.Contains(allKeys, headerName(c.text)) {
				known++
			}
		}
		if known > most {
			most, r.sep = known, sep
		}
	}
	return r
}

// next returns the cells of the next row that are not empty.
func (r *csvReader) next() (cells []csvCell, ok bool) {
	if r.rest == "" {
		return nil, false
	}
	r.row++
	for col := 1; ; col++ {
		text, fault, more := r.cell()
		switch {
		case fault == "" && strings.TrimSpace(text) == "":
		case col > maxColumns:
			r.wide = true
		default:
			cells = append(cells, csvCell{row: r.row, col: col, text: text, fault: fault})
		}
		if !more {
			return cells, true
		}
	}
}

// cell cuts off a cell and reports whether the row has more.
func (r *csvReader) cell() (text, fault string, more bool) {
	open := strings.TrimLeft(r.rest, " ")
	if !strings.HasPrefix(open, `"`) {
		text, more = r.plain()
		return text, "", more
	}
	var whole strings.Builder
	for rest := open[1:]; ; {
		s, after, closed := strings.Cut(rest, `"`)
		whole.WriteString(s)
		if !closed {
			// No more marks: the rows below can be read all the same.
			_, r.rest, _ = strings.Cut(s, "\n")
			return "", "a quotation mark opens the cell and none closes it, so all below is in it: close it, or write each quotation mark of the text twice", false
		}
		if rest, closed = strings.CutPrefix(after, `"`); !closed {
			r.rest = after
			break
		}
		whole.WriteByte('"')
	}
	if text, more = r.plain(); strings.TrimSpace(text) != "" {
		fault = fmt.Sprintf("%s stands behind the closing quotation mark: write each quotation mark of the text twice", quoteShort(strings.TrimSpace(text)))
	}
	return whole.String(), fault, more
}

// plain cuts off what stands before the next separator or line end.
func (r *csvReader) plain() (text string, more bool) {
	i := strings.IndexAny(r.rest, string([]byte{r.sep, '\n'}))
	if i < 0 {
		text, r.rest = r.rest, ""
		return text, false
	}
	text, more = r.rest[:i], r.rest[i] == r.sep
	r.rest = r.rest[i+1:]
	return text, more
}

func quoteShort(s string) string {
	if runes := []rune(s[:min(len(s), 200)]); len(runes) > 40 {
		s = string(runes[:40]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// notCSV says what a file is that is no text at all.
func notCSV(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return "a workbook, not CSV: " + saveCSV
	case !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) && bytes.Count(data, []byte{0}) > len(data)/8:
		return "looks like UTF-16 without its mark: " + saveCSV
	}
	return ""
}

// otherEncoding reports whether a text that is not sound UTF-8 is in another
// encoding, rather than UTF-8 with damage, and in which it seems to be.
//
// Windows-1251 has a letter a byte, the small ones from E0 up. GB18030 has the
// Han in common use in pairs whose first bytes are far below that, and it is
// not sound where a Russian word has an odd number of letters.
func otherEncoding(data []byte) (wrong bool, guess string) {
	sound, bad := 0, 0 // characters above ASCII; bytes that belong to none
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else if size > 1 {
			sound++
		}
		i += size
	}
	if sound > bad {
		return false, ""
	}
	high, alone, letters, upper := 0, 0, 0, 0
	at := func(i int) byte {
		if i < 0 || i >= len(data) {
			return 0
		}
		return data[i]
	}
	for i, c := range data {
		if c < 0x80 {
			continue
		}
		high++
		if at(i-1) < 0x80 && at(i+1) < 0x80 {
			alone++
		}
		if c >= 0xC0 {
			letters++
		}
		if 0xC0 <= c && c < 0xE0 {
			upper++
		}
	}
	pairs, odd := 0, 0
	for i := 0; i < len(data); i++ {
		switch next := at(i + 1); {
		case data[i] < 0x80:
		case data[i] > 0x80 && data[i] < 0xFF && next >= 0x40 && next != 0x7F && next != 0xFF:
			pairs++
			i++
		case data[i] > 0x80 && data[i] < 0xFF && '0' <= next && next <= '9' && at(i+2) > 0x80 && '0' <= at(i+3) && at(i+3) <= '9':
			pairs++
			i += 3
		default:
			odd++
		}
	}
	switch small := letters - upper; {
	case 2*alone > high: // é in a Latin word
		return true, ""
	case odd*20 <= pairs && small*10 < high*6 && upper < high:
		return true, ", looks like GB18030"
	case letters*10 >= high*7:
		return true, ", looks like Windows-1251"
	}
	return true, ""
}
