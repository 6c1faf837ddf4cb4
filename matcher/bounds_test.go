package matcher

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// allocated returns the bytes that f allocates, freed or not. It is a measure of
// work too, and unlike time the same on every machine.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// kept returns the bytes that what f returns keeps on the heap.
func kept(f func() any) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := f()
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(x)
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}

// TestMarksCeiling checks the ceiling of the marks in a term on both of its
// sides.
func TestMarksCeiling(t *testing.T) {
	term := func(marks int) *lists.List {
		return parseFile(t, "m.txt", "category: test\n\nentry: e\nen: alpha"+strings.Repeat("/bravo", marks)+"\n")
	}
	m, err := New(term(6))
	require.NoError(t, err)
	for _, text := range []string{"alpha" + strings.Repeat("/bravo", 6), "alpha" + strings.Repeat(" bravo", 6), "alpha" + strings.Repeat("/bravo bravo-bravo", 2)} {
		if got := m.Scan(text); len(got) != 1 || got[0].End != len(text) {
			t.Errorf("%q: got %s, want it whole", text, showHits(text, got))
		}
	}
	_, err = New(term(7))
	wantFaults(t, err, map[string][]string{"m.txt:4": {"7 marks", "at most 6"}})
}

// TestBlowUp hands over sets that would make 10^9 forms and more: they are
// refused with a number, and before they are made.
func TestBlowUp(t *testing.T) {
	// Ten members a set, each with the whole of the set before: 10^9 in s9.
	deep := func(member string) string {
		var b strings.Builder
		b.WriteString("category: test\n\nset: s1\n")
		for i := range 10 {
			fmt.Fprintf(&b, "en: word%c\n", 'a'+i)
		}
		for s := 2; s <= 9; s++ {
			fmt.Fprintf(&b, "\nset: s%d\n", s)
			for i := range 10 {
				fmt.Fprintf(&b, "en: "+member+"\n", 'a'+i, s-1)
			}
		}
		return b.String() + "\nentry: e\nen: <s9> jammer\n"
	}
	nine := "category: test\n\nset: s\nen: a1, b2, c3, d4, e5, f6, g7, h8, i9, j10\n\nentry: e\n"
	for name, text := range map[string]string{
		"sets in sets":   deep("part%c <s%d>"),
		"a product":      nine + "en: " + strings.Repeat("<s> ", 9) + "\n",
		"a cue":          nine + "en: drone\nnear: " + strings.Repeat("<s> ", 9) + "\n",
		"not a phrase":   nine + "en: drone\nnot: drone " + strings.Repeat("<s> ", 9) + "\n",
		"the same twice": strings.ReplaceAll(nine, "category: test\n\n", "category: test\n\nset: r\nen: <s> <s> <s>\n\n") + "en: <r> <r> <r>\n",
	} {
		list := parseFile(t, "b.txt", text)
		var err error
		n := allocated(func() { _, err = New(list) })
		if n > 64<<20 {
			t.Errorf("%s: %d bytes before it is refused", name, n)
		}
		faults := faultsOf(t, err)
		for at, msgs := range faults {
			for _, msg := range msgs {
				var had, limit int
				if _, e := fmt.Sscanf(msg[strings.Index(msg, " has ")+5:], "%d written forms or more: a line has at most %d", &had, &limit); e != nil || had <= limit || limit != maxForms {
					t.Errorf("%s: %s: %q does not say how many forms there would be and may be", name, at, msg)
				}
			}
		}
	}
}

// TestIdenticalTerms hands over 100,000 terms that are all the same: each but
// the first is named, and memory stays within what the faults themselves take.
func TestIdenticalTerms(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 5_000
	}
	one := lists.Entry{ID: "e", Category: "test"}
	many := &lists.List{}
	set := lists.Set{ID: "s"}
	for i := range n {
		term := lists.Term{Text: "drone jammer", Lang: lists.English}
		one.Terms = append(one.Terms, term)
		many.Entries = append(many.Entries, lists.Entry{ID: fmt.Sprintf("e%d", i), Category: "test", Terms: []lists.Term{term}})
		term.Pos = lists.Pos{File: "set.txt", Line: i + 1}
		set.Members = append(set.Members, term)
	}
	for name, c := range map[string]struct {
		list *lists.List
		want int
	}{
		"in one entry":    {&lists.List{Entries: []lists.Entry{one}}, 1}, // no place tells the faults apart
		"in many entries": {many, n - 1},
		"in a set":        {&lists.List{Sets: []lists.Set{set}, Entries: []lists.Entry{{ID: "e", Category: "test", Terms: []lists.Term{{Text: "<s>", Lang: lists.English}}}}}, n - 1},
	} {
		var err error
		bytes := allocated(func() { _, err = New(c.list) })
		var faults lists.ErrorList
		require.ErrorAs(t, err, &faults, name)
		if len(faults) != c.want {
			t.Errorf("%s: %d faults, want %d", name, len(faults), c.want)
		}
		if limit := uint64(n) * 16 << 10; bytes > limit {
			t.Errorf("%s: %d bytes, want at most %d", name, bytes, limit)
		}
	}
}

// termsList returns a list of n different terms of three words.
func termsList(n int) *lists.List {
	l := &lists.List{}
	letters := func(i int) string {
		return string([]byte{'b' + byte(i%20), 'a', 'b' + byte(i/20%20), 'o', 'b' + byte(i/400%20), 'e', 'b' + byte(i/8000%20), 'u', 'm'})
	}
	for i := range n {
		l.Entries = append(l.Entries, lists.Entry{ID: fmt.Sprintf("e%d", i), Category: "test", Terms: []lists.Term{
			{Text: letters(i) + " " + letters(i*7+1) + " device", Lang: lists.English},
		}})
	}
	return l
}

// TestMemoryOfNew checks what a Matcher of the built-in lists keeps, and that
// both what it keeps and the work of making it grow with the list, no faster.
func TestMemoryOfNew(t *testing.T) {
	long(t)
	const mega = 1 << 20
	for name, c := range map[string]struct {
		engine Engine
		limit  int64
	}{"compact": {Compact, 64 * mega}, "cloudflare": {Cloudflare, 768 * mega}} {
		lists.Builtin()
		builtin := kept(func() any {
			m, err := Config{Engine: c.engine}.New(lists.Builtin())
			require.NoError(t, err)
			return m
		})
		t.Logf("%s: the built-in lists take %d kB", name, builtin>>10)
		if builtin > c.limit {
			t.Errorf("%s: the built-in lists take %d bytes, want at most %d", name, builtin, c.limit)
		}
		n := 8000
		if testing.Short() {
			n = 1000
		}
		var keeps [2]int64
		var works [2]uint64
		for i, n := range []int{n, 4 * n} {
			list := termsList(n)
			works[i] = allocated(func() {
				keeps[i] = kept(func() any {
					m, err := Config{Engine: c.engine}.New(list)
					require.NoError(t, err)
					return m
				})
			})
		}
		t.Logf("%s: %d terms keep %d kB of %d, four times as many %d of %d", name, n, keeps[0]>>10, works[0]>>10, keeps[1]>>10, works[1]>>10)
		if keeps[1] > 6*keeps[0]+mega || works[1] > 6*works[0]+mega {
			t.Errorf("%s: %d terms keep %d bytes of %d, four times as many %d of %d", name, n, keeps[0], works[0], keeps[1], works[1])
		}
	}
}

// A counter is an engine that counts what the scanner and the engine behind it
// do.
type counter struct {
	engine
	tokens, steps int
}

func (c *counter) find(s *scan, tokens []normalize.Token) {
	c.tokens += len(tokens)
	c.engine.find(s, tokens)
	c.steps += len(s.steps)
}

// hostile are texts, to be repeated, of which there is much to read, to find or
// to reject.
var hostile = []string{
	"a", "A", "aB", "a-", "a-b", "-", " ", "\u200b", "\u0301", "1", "1a", "1.", "1,2-", "я", "яz", "аa", "oо-", "无", "机 ", "無-", "雷(léi)", "(", "¹", "\xff", "\xe6", "\xed\xa0\x80",
	"U.", "a.b.", "a\n", "a-\n", "'s ", "drone", "drone ", "drone-", "droneDrone", "drone\u200b", "dr0ne ", "jammer drone ", "jammer-\n", "无人机", "无人机干扰器", "干扰", "подавитель ", "подавитель-", "Bulat ", "Bulat drone ",
	"GPS", "GPS ", "Wi-Fi-", "C-", "X-", "UAV-UAV", "ABC", "MiG-29", "5A001.f.3 ", "HS 8543.70 ", "XC7Z020-", "74-90-8 ", "ТН ВЭД 854370 ", "дрон-drone-无人机-",
}

// work counts the tokens, the steps of the engine, and the pairs of a mention
// and a cue in its window that a scan of text looks at.
func work(m *Matcher, text string) (c counter, hits, pairs int) {
	c.engine = m.engine
	counting := &Matcher{voc: m.voc, forms: m.forms, terms: m.terms, entries: m.entries, list: m.list, recogniser: m.recogniser, engine: &c, cueWords: m.cueWords}
	s := new(scan)
	s.run(counting, text, 0)
	s.sortCues()
	for _, x := range s.mentions {
		from, _ := slices.BinarySearchFunc(s.cues, x.start-max(windowBytes, s.maxCue), func(c cue, at int) int { return c.start - at })
		to, _ := slices.BinarySearchFunc(s.cues, x.end+windowBytes+1, func(c cue, at int) int { return c.start - at })
		pairs += to - from
	}
	return c, len(s.mentions) + len(s.cues) + len(s.recognised), pairs
}

// TestWork repeats hostile texts: what there is to do grows with the text and no
// faster, and stays below a ceiling a byte, with the built-in lists and with
// one made to be costly.
func TestWork(t *testing.T) {
	builtin, err := New(lists.Builtin())
	require.NoError(t, err)
	costly, err := Config{Evasion: Spaced | Leet | Repeated | LookAlike}.New(parseList(t, corpusList+`
entry: many
en: drone drone
en: drone drone drone drone
en: drone drone drone drone drone drone drone drone
en: a1 a1 a1 a1 a1 a1 a1
zh: 无无无无
zh: 无无
name: aa aa aa aa
near: drone, drone drone, drone drone drone
not: drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone drone
`))
	require.NoError(t, err)
	g := newGenerator(builtin, rand.New(rand.NewPCG(33, 34)))
	units := slices.Clone(hostile)
	for range rounds(100) {
		units = append(units, g.text())
	}
	const ceiling = 40.0 // tokens, steps or finds a byte
	for name, m := range map[string]*Matcher{"built-in": builtin, "costly": costly} {
		most, of := 0.0, ""
		for _, unit := range units {
			var sums [2]int
			for i, n := range []int{6_000, 24_000} {
				text := strings.Repeat(unit, max(n/len(unit), 1+3*i))
				c, hits, pairs := work(m, text)
				sums[i] = c.tokens + c.steps + hits
				if a := float64(sums[i]) / float64(len(text)); i == 1 && a > most {
					most, of = a, unit
				}
				// A mention looks at the cues in its window, and the window is bounded.
				if pairs > 2500*(hits+1) {
					t.Errorf("%s: %q: %d finds look at %d cues", name, unit, hits, pairs)
				}
			}
			if sums[1] > 5*sums[0]+3000 {
				t.Errorf("%s: %q: four times the text is %d to do, not %d", name, unit, sums[1], sums[0])
			}
		}
		t.Logf("%s: at most %.1f tokens, steps and finds a byte, for %q", name, most, of)
		if most > ceiling {
			t.Errorf("%s: %.1f tokens, steps and finds a byte for %q, want at most %.0f", name, most, of, ceiling)
		}
	}
}

// TestNoBreak scans megabytes without a break, with a hit at either end.
func TestNoBreak(t *testing.T) {
	long(t)
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	for _, unit := range []string{"a", "无", "x ", "drone-", "-", "1", "\u200b", "аa"} {
		size := 1 << 20
		if !testing.Short() && (unit == "a" || unit == "无" || unit == "drone-") {
			size = 10 << 20
		}
		text := "drone jammer. " + strings.Repeat(unit, size/len(unit)) + ". drone jammer"
		var first, last int
		for _, h := range m.Scan(text) {
			switch {
			case h.Start == 0 && text[h.Start:h.End] == "drone jammer":
				first++
			case h.End == len(text) && text[h.Start:h.End] == "drone jammer":
				last++
			}
		}
		if first != 1 || last != 1 {
			t.Errorf("%d bytes of %q: %d hits before, %d behind, want 1 and 1", len(text), unit, first, last)
		}
	}
}

// TestLookAlikesEverywhere puts the look-alike in place of every letter that has
// one, in the Latin terms of the built-in lists: as long as each word keeps a
// letter that only its own alphabet has, the term is found, whole, as
// look-alike.
func TestLookAlikesEverywhere(t *testing.T) {
	long(t)
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	s := new(scan)
	tried := 0
	for _, x := range m.terms {
		if x.entry < 0 || x.caseMatters || langOf(x.text) != lists.English || strings.ContainsFunc(x.text, func(r rune) bool {
			return r != ' ' && (r > unicode.MaxASCII || !unicode.IsLetter(r))
		}) || testing.Short() && tried > 300 {
			continue
		}
		sound, twins := true, 0
		text := strings.Map(func(r rune) rune {
			if twin, ok := evasionTwins[r]; ok {
				twins++
				return twin
			}
			return r
		}, x.text)
		for _, word := range strings.Fields(text) {
			// b, i, j, s, v and y have twins that the table of the tests lacks.
			sound = sound && strings.ContainsAny(word, "dfglnqrtuwzDFGLNQRUWZ")
		}
		if !sound || twins == 0 {
			continue
		}
		tried++
		s.run(m, text, 0)
		if !slices.ContainsFunc(s.mentions, func(o mention) bool {
			return o.start == 0 && o.end == len(text) && o.reading&normalize.Repaired != 0
		}) {
			t.Errorf("%q for %q is not found", text, x.text)
		}
	}
	if tried < 100 {
		t.Errorf("%d terms tried: too few", tried)
	}
}

// TestDamagedText puts bytes that are no UTF-8 around and into mentions: they
// are never part of a hit, and no letter.
func TestDamagedText(t *testing.T) {
	engines := allEngines(t, parseList(t, corpusList))
	for _, bad := range []string{
		"\xff", "\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xc1\xa4", // overlong / and d
		"\xed\xa0\x80", "\xed\xbf\xbf", "\xed\xa0\xbd\xed\xb8\x80", // surrogates, alone and in a pair
		"\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe6\x97", "\xf0\x9f\x98", "\xef\xbf", "\x00",
	} {
		for _, term := range []string{"drone jammer", "无人机干扰器", "подавитель дронов", "Bulat drone"} {
			for _, m := range engines {
				text := bad + term + bad
				whole := 0
				for _, h := range m.ScanAll(text) {
					if h.Start < len(bad) || h.End > len(text)-len(bad) {
						t.Errorf("%q: hit %q", text, text[h.Start:h.End])
					}
					if h.Start == len(bad) && (h.End == len(text)-len(bad) || term == "Bulat drone") {
						whole++
					}
				}
				if whole != 1 {
					t.Errorf("%q: found %d times, want once", text, whole)
				}
			}
		}
		for _, text := range []string{"jam" + bad + "mer", "иррадиа" + bad, bad + "аrone", "机" + bad + "床", "thermal" + bad + "imaging camera lens"} {
			for _, h := range engines["compact"].ScanAll(text) {
				if strings.Contains(text[h.Start:h.End], bad) {
					t.Errorf("%q: hit %q reaches over what is no text", text, text[h.Start:h.End])
				}
			}
			compareEngines(t, engines, text)
			checkHits(t, engines["compact"], text)
		}
	}
	// An overlong d, or a fullwidth one cut short, is no d.
	for _, text := range []string{"\xc1\xa4rone", "\xe0\x81\xa4rone", "\xef\xbd" + "rone", "\xed\xa1\xa4rone"} {
		if got := engines["compact"].ScanAll(text); len(got) > 0 {
			t.Errorf("%q: got %s, want none", text, showHits(text, got))
		}
	}
}

// endless yields a text over and over without end.
type endless struct {
	text string
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	for k := range p {
		p[k] = e.text[e.at]
		e.at = (e.at + 1) % len(e.text)
	}
	return len(p), nil
}

// TestReadersThatMisbehave hands over the same text in all the ways a reader
// may: byte by byte, by halves, with the error beside the last bytes, with reads
// of nothing between.
func TestReadersThatMisbehave(t *testing.T) {
	m, err := New(parseList(t, readerList))
	require.NoError(t, err)
	text := readerText(rand.New(rand.NewPCG(35, 36)), 5000)
	want := wholeHits(m, text)
	broken := errors.New("broken")
	failing := func() io.Reader { return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)) }
	for name, c := range map[string]struct {
		r   io.Reader
		err error
	}{
		"one byte":                      {iotest.OneByteReader(strings.NewReader(text)), nil},
		"halves":                        {iotest.HalfReader(strings.NewReader(text)), nil},
		"data and end":                  {iotest.DataErrReader(strings.NewReader(text)), nil},
		"one byte, data and end":        {iotest.DataErrReader(iotest.OneByteReader(strings.NewReader(text))), nil},
		"an error":                      {failing(), broken},
		"an error with data":            {iotest.DataErrReader(failing()), broken},
		"one byte, an error with data":  {iotest.DataErrReader(iotest.OneByteReader(failing())), broken},
		"reads of nothing between":      {&stutter{r: strings.NewReader(text)}, nil},
		"unexpected end":                {io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
		"an error that wraps the end":   {io.MultiReader(strings.NewReader(text), iotest.ErrReader(fmt.Errorf("%w", io.EOF))), nil},
		"a deadline at the second read": {iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(text))), iotest.ErrTimeout},
	} {
		var got []streamHit
		err := m.ScanReader(context.Background(), c.r, func(h Hit, s string) error {
			got = append(got, streamHit{h, s})
			return nil
		})
		require.ErrorIs(t, err, c.err, name)
		if c.err != iotest.ErrTimeout && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d hits, want %d", name, len(got), len(want))
		}
	}
}

// stutter reads nothing, without an error, before each byte.
type stutter struct {
	r   io.Reader
	odd bool
}

func (s *stutter) Read(p []byte) (int, error) {
	if s.odd = !s.odd; s.odd {
		return 0, nil
	}
	return s.r.Read(p[:1])
}

// TestMemoryOfScanReader reads on and on and looks at what is in use while a
// window is scanned: it does not grow with the stream. Ordinary text takes
// little; a text without any break, or with a hit every few bytes, more, for its
// words and hits are held a window at a time.
func TestMemoryOfScanReader(t *testing.T) {
	long(t)
	const mega = 1 << 20
	var base, now runtime.MemStats
	var use []int64
	m, err := Config{Observer: func(Observation) {
		runtime.GC()
		runtime.ReadMemStats(&now)
		use = append(use, int64(now.HeapAlloc)-int64(base.HeapAlloc))
	}}.New(lists.Builtin())
	require.NoError(t, err)
	for unit, limit := range map[string]int64{
		"The committee met on Tuesday. ": 4 * mega, "x": 4 * mega, "-": 4 * mega, "的": 4 * mega, "drone": 4 * mega, "\u200b": 4 * mega,
		"the ": 32 * mega, "无": 32 * mega, "drone-": 160 * mega, "jammer drone ": 160 * mega, "无人机干扰器; ": 160 * mega,
	} {
		if testing.Short() && limit > 4*mega {
			continue
		}
		runtime.GC() // a pool is emptied by two
		runtime.GC()
		runtime.ReadMemStats(&base)
		use = use[:0]
		r := io.LimitReader(&endless{text: unit}, 5<<20)
		require.NoError(t, m.ScanReader(context.Background(), r, func(Hit, string) error { return nil }))
		t.Logf("%q: %d kB in use", unit, slices.Max(use)>>10)
		if slices.Max(use) > limit || use[len(use)-1] > use[len(use)/2]+mega {
			t.Errorf("%q: bytes in use, window by window: %d, want at most %d and no growth", unit, use, limit)
		}
	}
}

// TestMemoryOfScan scans megabytes of nothing but words of the lists: a Matcher
// keeps no more for it than for any text, and what one scan asks for, beside the
// hits, does not grow with the text.
func TestMemoryOfScan(t *testing.T) {
	long(t)
	const mega = 1 << 20
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	for _, unit := range []string{"x ", "drone-", "HS ", "8542.31 ", "无人机干扰器"} {
		if got := kept(func() any {
			m.Scan(strings.Repeat(unit, 5*mega/len(unit)))
			return m
		}); got > 16*mega {
			t.Errorf("%q: %d bytes kept", unit, got)
		}
		runtime.GC()
		runtime.GC()
		s := new(scan)
		s.windows(m, strings.Repeat(unit, mega/len(unit)), 0, true, window{before: margin, chunk: mega / 4, after: margin})
		one := s.room()
		s.windows(m, strings.Repeat(unit, 3*mega/len(unit)), 0, true, window{before: margin, chunk: mega / 4, after: margin})
		t.Logf("%q: room for %d things", unit, s.room())
		if s.room() > one+one/4 {
			t.Errorf("%q: room for %d things, and %d for three times the text", unit, one, s.room())
		}
	}
}

// TestReuse scans texts of all kinds again and again with the state of the call
// before: nothing in it grows.
func TestReuse(t *testing.T) {
	for name, m := range allEngines(t, parseList(t, corpusList+"\nentry: chip\npart: XC7Z*\nnumber: hs 8542.31\n")) {
		s := new(scan)
		room := func() (n int) {
			var count func(v reflect.Value)
			count = func(v reflect.Value) {
				switch v.Kind() {
				case reflect.Slice:
					n += v.Cap()
				case reflect.Struct:
					for i := range v.NumField() {
						count(v.Field(i))
					}
				}
			}
			count(reflect.ValueOf(s).Elem())
			return n
		}
		all := func(rounds int) int {
			for range rounds {
				for _, unit := range hostile {
					s.window(m, strings.Repeat(unit+" drone jammer XC7Z020 HS 8542.31 ", 20), 0, false)
				}
			}
			return room()
		}
		if one, many := all(2), all(20); many > one {
			t.Errorf("%s: room for %d things, and %d after ten times as many texts", name, one, many)
		}
	}
}
