package lists

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// The keys that each stanza takes, by its first key.
var (
	entryKeys = []string{
		"title", "title-ru", "title-zh", "note", "code", "en", "ru", "zh", "name", "forms", "number", "part",
		"near", "unless", "not", "refuse", "also", "from", "hit", "miss", "was",
	}
	stanzaKeys = map[string][]string{
		"category": nil,
		"source":   {"title", "publisher", "date", "url", "licence"},
		"set":      {"en", "ru", "zh", "name"},
		"regime":   {"title"},
		"entry":    entryKeys,
		"extend":   entryKeys,
		"replace":  entryKeys,
		"off":      {"note", "from"},
	}
	stanzaOrder = []string{"category", "source", "set", "regime", "entry", "extend", "replace", "off"}
	modes       = map[string]Mode{"entry": Add, "extend": Extend, "replace": Replace, "off": Off}
	allKeys     = func() []string {
		keys := slices.Collect(maps.Keys(stanzaKeys))
		for _, ks := range stanzaKeys {
			keys = append(keys, ks...)
		}
		slices.Sort(keys)
		return slices.Compact(keys)
	}()
	// What people write who know another format. These are too far from the
	// right key to be found as the nearest.
	otherNames = map[string]string{
		"english": "en", "russian": "ru", "chinese": "zh", "cn": "zh", "license": "licence",
		"comment": "note", "except": "not", "cas": "number", "hs": "number", "id": "entry", "term": "en",
	}
)

// options are the bracketed options in the order in which Format writes them.
var options = []struct {
	name string
	bit  Options
}{
	{"exact", Exact}, {"case", Case}, {"anycase", AnyCase}, {"spaced", Spaced}, {"leet", Leet}, {"unverified", Unverified},
}

// Parse reads one list file. The name is used in messages only. UTF-8 is
// expected, with or without a byte order mark, and UTF-16 with one; line ends
// may be of any system.
//
// It goes on after a fault and reports every one, in an [ErrorList]; the list
// is nil then. What only shows across files, [Combine] reports.
func Parse(file string, data []byte) (*List, error) {
	if len(data) > maxFile {
		return nil, ErrorList{{File: file, Msg: fmt.Sprintf("the file has %d bytes, the limit is %d: split it", len(data), maxFile)}}
	}
	p := parser{file: file, ids: make(map[string]int)}
	lines := splitLines(decode(data))
	p.checkUTF8(lines)
	for i := range lines {
		p.line(&lines[i])
	}
	p.endStanza()
	if err := p.errs.err(); err != nil {
		return nil, err
	}
	return &p.list, nil
}

// A parser reads one file. The stanza being read is kept in it until its end.
type parser struct {
	file string
	list List
	errs ErrorList
	ids  map[string]int // "entry drone" to the line of its stanza

	category Category
	first    bool // a stanza has begun: the category would come too late
	missing  bool // the missing category has been reported

	kind    string // first key of the stanza; empty between stanzas
	unnamed bool   // its first line was wrong: check the others, keep nothing
	faults  int    // len(errs) when the stanza began
	entry   Entry
	set     Set
	source  Source
	regime  RegimeDecl
	once    map[string]int // lines of what may stand once in a stanza
	term    *Term          // of the line above: what forms: belongs to
}

func (p *parser) pos(l *line) Pos { return Pos{p.file, l.n} }

func (p *parser) errorf(l *line, format string, args ...any) { p.errs.addf(p.pos(l), format, args...) }

// checkUTF8 reports the first line that is not UTF-8, and how many more there
// are: a file in another encoding has hundreds, all with one cure.
func (p *parser) checkUTF8(lines []line) {
	var first *line
	n := 0
	for i := range lines {
		if !utf8.ValidString(lines[i].raw) {
			if first == nil {
				first = &lines[i]
			}
			n++
		}
	}
	switch {
	case n == 1:
		p.errorf(first, "not UTF-8: save the file as UTF-8")
	case n > 1:
		p.errorf(first, "not UTF-8, and %d more such lines: save the file as UTF-8", n-1)
	}
}

func (p *parser) line(l *line) {
	switch {
	case l.comment:
		return
	case l.blank():
		p.endStanza()
		return
	case !utf8.ValidString(l.raw):
		// Reported above. The line says nothing, but its stanza goes on.
		if p.kind == "" {
			p.begin(l, "entry")
		}
		p.unnamed = true
		return
	case l.key == "":
		p.errorf(l, "want \"key: value\", found %q", l.raw)
		return
	}
	key, known := p.key(l)
	if !known {
		return
	}
	_, starts := stanzaKeys[key]
	switch {
	case p.kind == "" && starts:
		p.begin(l, key)
	case p.kind == "":
		// Most often a blank line has cut an entry in two: check its lines as
		// those of an entry, but keep nothing.
		p.errorf(l, "%s cannot begin a stanza: join it to the stanza above (a blank line ends a stanza), or begin with one of %s",
			key, strings.Join(stanzaOrder, ", "))
		p.begin(l, "entry")
		p.unnamed = true
	case starts:
		p.errorf(l, "%s begins a stanza: put a blank line before it", key)
		p.endStanza()
		p.begin(l, key)
	}
	if l.value == "" {
		p.errorf(l, "%s: no value", key)
		p.unnamed = p.unnamed || starts
		return
	}
	if key != "hit" && key != "miss" {
		if msg := badRune(l.value); msg != "" {
			p.errorf(l, "%s: %s", key, msg)
			p.unnamed = p.unnamed || starts
			return
		}
	}
	if starts {
		p.stanza(l)
		return
	}
	if keys := stanzaKeys[p.kind]; !slices.Contains(keys, key) {
		p.errorf(l, "%s is no key of %s, which takes %s", key, p.kind, cmpOr(strings.Join(keys, ", "), "no other line"))
		return
	}
	p.field(l, key)
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// key returns the key of a line. An unknown key is reported and read as the
// nearest known one, so that the rest of its stanza is judged rightly.
func (p *parser) key(l *line) (key string, known bool) {
	if slices.Contains(allKeys, l.key) {
		return l.key, true
	}
	near := otherNames[strings.ToLower(l.key)]
	if near == "" {
		near = nearest(strings.ToLower(l.key), allKeys)
	}
	if near == "" {
		p.errorf(l, "unknown key %q: the keys are %s", l.key, strings.Join(allKeys, ", "))
		return "", false
	}
	p.errorf(l, "unknown key %q, did you mean %q?", l.key, near)
	if _, starts := stanzaKeys[near]; starts && p.kind != "" {
		return "", false // a guess does not end a stanza
	}
	return near, true
}

// begin opens a stanza.
func (p *parser) begin(l *line, kind string) {
	p.kind, p.unnamed, p.faults = kind, false, len(p.errs)
	p.once, p.term = make(map[string]int), nil
	at := p.pos(l)
	p.entry, p.set, p.source, p.regime = Entry{Pos: at}, Set{Pos: at}, Source{Pos: at}, RegimeDecl{Pos: at}
}

// stanza reads the first line of a stanza.
func (p *parser) stanza(l *line) {
	if p.kind == "category" {
		switch {
		case p.category != "":
			p.errorf(l, "a file has one category; it is %q already: put the other entries into a file of their own", p.category)
		case p.first:
			p.errorf(l, "category must be the first stanza of the file")
		}
		if p.category == "" {
			p.category = Category(l.value)
		}
		if !isID(l.value) {
			p.errorf(l, "category: %s", idFault(l.value))
		}
		p.first = true
		return
	}
	p.first = true
	if !isID(l.value) {
		p.errorf(l, "%s: %s", p.kind, idFault(l.value))
	}
	kind := p.kind
	if mode, ok := modes[kind]; ok {
		kind = "entry"
		p.entry.Mode, p.entry.ID, p.entry.Category = mode, l.value, p.category
		if p.category == "" && !p.missing && (mode == Add || mode == Replace) {
			p.missing = true
			p.errorf(l, "no category: begin the file with a line such as \"category: telecom\" and a blank line")
		}
	}
	p.set.ID, p.source.ID, p.regime.ID = l.value, l.value, Regime(l.value)
	id := kind + " " + l.value
	if at, ok := p.ids[id]; ok {
		p.errorf(l, "%s %q is already on line %d: join the two, or choose another id", kind, l.value, at)
		return
	}
	p.ids[id] = l.n
}

// endStanza keeps the stanza that has been read, if any.
func (p *parser) endStanza() {
	kind := p.kind
	p.kind = ""
	if kind == "" || kind == "category" {
		return
	}
	sound := len(p.errs) == p.faults && !p.unnamed
	switch kind {
	case "source":
		p.list.Sources = append(p.list.Sources, p.source)
	case "set":
		checkSet(&p.set, &p.errs)
		if sound {
			checkSetWhole(&p.set, &p.errs)
		}
		p.list.Sets = append(p.list.Sets, p.set)
	case "regime":
		if sound {
			checkRegime(&p.regime, &p.errs)
		}
		p.list.Regimes = append(p.list.Regimes, p.regime)
	default:
		checkEntry(&p.entry, &p.errs)
		if sound {
			checkEntryWhole(&p.entry, &p.errs)
		}
		p.list.Entries = append(p.list.Entries, p.entry)
	}
}

// field reads a line that is not the first of its stanza.
func (p *parser) field(l *line, key string) {
	above := p.term
	p.term = nil
	switch p.kind {
	case "source":
		f := map[string]*string{
			"title": &p.source.Title, "publisher": &p.source.Publisher, "date": &p.source.Date,
			"url": &p.source.URL, "licence": &p.source.Licence,
		}[key]
		p.single(l, key, f)
		return
	case "regime":
		p.single(l, key, &p.regime.Title)
		return
	case "set":
		for _, m := range p.members(l, key) {
			if t, ok := p.readTerm(l, key, m); ok {
				p.set.Members = append(p.set.Members, t)
			}
		}
		return
	}
	e := &p.entry
	switch key {
	case "title":
		p.single(l, key, &e.Title)
	case "title-ru":
		p.single(l, key, &e.TitleRU)
	case "title-zh":
		p.single(l, key, &e.TitleZH)
	case "code":
		p.code(l, key, &e.Codes, &e.codePos)
	case "number":
		p.code(l, key, &e.Numbers, &e.numberPos)
	case "en", "ru", "zh", "name":
		if t, ok := p.readTerm(l, key, l.value); ok {
			e.Terms = append(e.Terms, t)
			p.term = &e.Terms[len(e.Terms)-1]
		}
	case "forms":
		if above == nil {
			p.errorf(l, "forms belongs under the term line whose forms it gives: en, ru, zh or name")
			return
		}
		for _, m := range p.members(l, key) {
			above.Forms = append(above.Forms, Text{Text: m, Pos: p.pos(l)})
		}
		p.term = above
	case "note":
		e.Notes = append(e.Notes, Text{Text: l.value, Pos: p.pos(l)})
	case "hit":
		e.Hits = append(e.Hits, Text{Text: l.value, Pos: p.pos(l)})
	case "miss":
		e.Misses = append(e.Misses, Text{Text: l.value, Pos: p.pos(l)})
	case "part":
		if t, ok := p.readTerm(l, key, l.value); ok {
			p.text(l, key, Text{t.Text, t.Options, t.Pos}, &e.Parts)
		}
	case "also", "from", "was":
		list := map[string]*[]Text{"also": &e.Also, "from": &e.From, "was": &e.Was}[key]
		for _, m := range p.members(l, key) {
			p.text(l, key, Text{Text: m, Pos: p.pos(l)}, list)
		}
	default:
		list := map[string]*[]Text{"near": &e.Near, "unless": &e.Unless, "not": &e.Not, "refuse": &e.Refuse}[key]
		for _, m := range p.members(l, key) {
			*list = append(*list, Text{Text: m, Pos: p.pos(l)})
		}
	}
}

// single reads a line that may stand once in a stanza.
func (p *parser) single(l *line, key string, value *string) {
	if at, ok := p.once[key]; ok {
		p.errorf(l, "%s is already on line %d: a stanza has one", key, at)
		return
	}
	p.once[key] = l.n
	*value = l.value
}

// text reads a line of which a stanza may have several, all different.
func (p *parser) text(l *line, key string, t Text, list *[]Text) {
	if !p.repeated(l, key, t.Text) {
		*list = append(*list, t)
	}
}

func (p *parser) repeated(l *line, key, value string) bool {
	id := key + ": " + value
	if at, ok := p.once[id]; ok {
		p.errorf(l, "%s %q is already on line %d: delete one", key, value, at)
		return true
	}
	p.once[id] = l.n
	return false
}

// members cuts a comma-separated value and reports its empty members.
func (p *parser) members(l *line, key string) []string {
	all := splitMembers(l.value)
	sound := slices.DeleteFunc(slices.Clone(all), func(m string) bool { return m == "" })
	if len(sound) < len(all) {
		p.errorf(l, "%s: nothing between two commas, or a comma at the end, in %q: delete the comma", key, l.value)
	}
	return sound
}

func (p *parser) code(l *line, key string, list *[]Code, at *[]Pos) {
	c := readCode(l.value)
	if p.repeated(l, key, c.String()) {
		return
	}
	*list, *at = append(*list, c), append(*at, p.pos(l))
}

// readCode reads "eu 5A001.f".
func readCode(s string) Code {
	regime, id, _ := strings.Cut(oneSpace(s), " ")
	return Code{Regime: Regime(regime), ID: normalizeCode(Regime(regime), id)}
}

// readTerm reads a term with its options.
func (p *parser) readTerm(l *line, key, value string) (Term, bool) {
	if len(value) > maxLine { // which is said at the end of the stanza
		return Term{Text: value, Lang: Lang(key), Pos: p.pos(l)}, true
	}
	text, opts, unknown := cutOptions(value)
	for _, name := range unknown {
		p.errorf(l, "%s: unknown option [%s]%s the options are %s", key, name, cmpOr(suggest(name, optionNames()), ":"), optionList())
	}
	if text == "" {
		p.errorf(l, "%s: no value before the options in %q", key, value)
		return Term{}, false
	}
	return Term{Text: text, Lang: Lang(key), Options: opts, Pos: p.pos(l)}, len(unknown) == 0
}

// cutOptions cuts the bracketed options off the end of a term.
func cutOptions(s string) (text string, opts Options, unknown []string) {
	s = oneSpace(s)
	for strings.HasSuffix(s, "]") {
		i := strings.LastIndexByte(s, '[')
		if i < 0 {
			break
		}
		name := strings.TrimSpace(s[i+1 : len(s)-1])
		bit := Options(0)
		for _, o := range options {
			if o.name == name {
				bit = o.bit
			}
		}
		if bit == 0 && !slices.Contains(unknown, name) {
			unknown = append(unknown, name)
		}
		opts |= bit
		s = strings.TrimSpace(s[:i])
	}
	return s, opts, unknown
}

func optionNames() []string {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.name
	}
	return names
}

func optionList() string { return "[" + strings.Join(optionNames(), "] [") + "]" }

// String returns the options as a list writes them: "[exact] [case]".
func (o Options) String() string {
	var names []string
	for _, opt := range options {
		if o&opt.bit != 0 {
			names = append(names, "["+opt.name+"]")
		}
	}
	return strings.Join(names, " ")
}

func idFault(id string) string {
	return fmt.Sprintf("%q is no id: want lower-case letters, digits and single hyphens, such as drone-jammer", id)
}
