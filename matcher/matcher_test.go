package matcher

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// TestNoHitNoAllocation scans texts in which nothing is found: none has a word of
// the list. Compact also takes words of the list that make no term; the result
// of ahocorasick is a slice, so Cloudflare cannot.
func TestNoHitNoAllocation(t *testing.T) {
	if raceDetector {
		t.Skip("sync.Pool keeps nothing for sure under the race detector")
	}
	texts := []string{
		"The committee met on Tuesday and approved the minutes of its last meeting.\nNothing else was said.",
		"Комитет собрался во вторник и утвердил протокол прошлого заседания; больше ничего сказано не было.",
		"委员会星期二开会，通过了上次会议的记录。没有别的事情。",
		"委員會 meeting во вторник — «протокол» (2,5 h), №7, mail: a.b@example.org \xff",
		"Committee-meeting-minutes ApprovedMinutes U.N. O'Neal's mоnthly mееting",
		"",
	}
	for name, e := range map[string]Engine{"compact": Compact, "cloudflare": Cloudflare} {
		m, err := Config{Engine: e}.New(parseList(t, "category: test\n\nentry: e\nen: drone jammer\nru: рация\nzh: 干扰器\nname: Bulat  [exact]\n"))
		require.NoError(t, err)
		for _, text := range texts {
			require.Empty(t, m.ScanAll(text))
			long := strings.Repeat(text+"\n", 20)
			if n := allocations(m, long); n != 0 {
				t.Errorf("%s: %v allocations for %q, where nothing is found", name, n, text)
			}
		}
	}
	m, err := New(parseList(t, corpusList))
	require.NoError(t, err)
	text := strings.Repeat("Imaging thermal. Counter tone copter, 干, 无人, тель X-Wi mm C. ", 20)
	require.Empty(t, m.ScanAll(text))
	if n := allocations(m, text); n != 0 {
		t.Errorf("%v allocations for words of the list that make no term", n)
	}
}

// allocations returns the fewest allocations of some scans of text: a collection
// in between, and the race detector at random, empty the pool of a Matcher.
func allocations(m *Matcher, text string) float64 {
	fewest := testing.AllocsPerRun(1, func() { m.Scan(text) })
	for range 20 {
		fewest = min(fewest, testing.AllocsPerRun(1, func() { m.Scan(text) }))
	}
	return fewest
}

// TestConcurrent calls one Matcher from eight goroutines; run it with -race.
func TestConcurrent(t *testing.T) {
	for name, e := range map[string]Engine{"compact": Compact, "cloudflare": Cloudflare} {
		m, err := Config{Engine: e}.New(parseList(t, corpusList))
		require.NoError(t, err)
		rng := rand.New(rand.NewPCG(9, 10))
		texts := make([]string, 200)
		want := make([][]Hit, len(texts))
		for i := range texts {
			texts[i] = corpusText(rng)
			want[i] = m.ScanAll(texts[i])
		}
		var wg sync.WaitGroup
		for g := range 8 {
			wg.Go(func() {
				for n := range 2 * len(texts) {
					i := (n*7 + g*31) % len(texts)
					if got := m.ScanAll(texts[i]); !reflect.DeepEqual(got, want[i]) {
						t.Errorf("%s: %q: goroutine %d finds %s, alone %s", name, texts[i], g, showHits(texts[i], got), showHits(texts[i], want[i]))
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

// TestHit checks every field of a hit.
func TestHit(t *testing.T) {
	m, err := New(parseList(t, `category: telecom

set: drone
en: drone, UAV

entry: drone-jammer
title: Counter-drone jammer
title-ru: Подавитель дронов
note: China controls it from 5 km range.
code: eu 5A001.f
code: cn 0A903.a
en: <drone> jammer
name: Bulat
`))
	require.NoError(t, err)
	const text = "one UAV-jammer, one Bulat"
	codes := []lists.Code{{Regime: lists.EU, ID: "5A001.f"}, {Regime: lists.CN, ID: "0A903.a"}}
	want := []Hit{
		{Start: 4, End: 14, Term: "UAV jammer", Entry: "drone-jammer", Category: "telecom", Codes: codes, Kind: KindTerm},
		{Start: 20, End: 25, Term: "Bulat", Entry: "drone-jammer", Category: "telecom", Codes: codes, Kind: KindName},
	}
	if got := m.Scan(text); !reflect.DeepEqual(got, want) {
		t.Errorf("Scan(%q)\n got %+v\nwant %+v", text, got, want)
	}
	e, ok := m.Entry("drone-jammer")
	if !ok || e.Title != "Counter-drone jammer" || e.TitleRU != "Подавитель дронов" || len(e.Notes) != 1 {
		t.Errorf("Entry = %+v, %t", e, ok)
	}
	if _, ok := m.Entry("drone"); ok {
		t.Error("Entry of an id that there is not: true")
	}
	if got := m.Scan("nothing"); got != nil {
		t.Errorf("Scan without a hit = %v, want nil", got)
	}
}

// TestKinds checks the names of the kinds.
func TestKinds(t *testing.T) {
	for k := KindTerm; k <= KindCode; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		got := KindCode + 1
		require.NoError(t, got.UnmarshalText(text))
		require.Equal(t, k, got)
	}
	require.EqualError(t, new(Kind).UnmarshalText([]byte("Term")), `matcher: "Term" is no kind of hit: want one of ["term" "name" "part" "number" "code"]`)
}

// TestHowSteps checks the names of the steps, their order, and their JSON.
func TestHowSteps(t *testing.T) {
	for _, c := range []struct {
		how  How
		want string
	}{
		{0, `["exact"]`},
		{Joined, `["joined"]`},
		{Invisible | Traditional | Plural, `["plural","traditional","invisible"]`},
		{Inflected | LookAlike, `["inflected","look-alike"]`},
		{howEnd - 1, `["plural","inflected","spelling","derived","joined","broken","dotted","accented","traditional","width","look-alike","invisible","spaced","leet","repeated"]`},
	} {
		got, err := json.Marshal(c.how)
		require.NoError(t, err)
		if string(got) != c.want {
			t.Errorf("JSON of %b = %s, want %s", c.how, got, c.want)
		}
		var back How
		if err := json.Unmarshal(got, &back); err != nil || back != c.how {
			t.Errorf("%s read back = %v, %v", got, back, err)
		}
	}
	var h How
	if json.Unmarshal([]byte(`["squared"]`), &h) == nil {
		t.Error("a step that there is not is read without an error")
	}
	for k, want := range map[Kind]string{KindTerm: "term", KindName: "name", KindPart: "part", KindNumber: "number", KindCode: "code"} {
		if got, err := json.Marshal(k); err != nil || string(got) != `"`+want+`"` {
			t.Errorf("JSON of %v = %s, %v", k, got, err)
		}
	}
}

// TestCeilings checks the ceilings on both of their sides: 64 bytes between two
// words, 256 runes a word, the 256 bytes of a window.
func TestCeilings(t *testing.T) {
	long := strings.Repeat("abcdefgh", 32) // 256 letters
	engines := allEngines(t, parseList(t, `category: test

entry: gap
en: drone jammer

entry: han
zh: 机床

entry: word
en: `+long+`

entry: pair
en: `+strings.Repeat("g", 200)+` `+strings.Repeat("h", 56)+`  [exact]
en: `+strings.Repeat("g", 200)+` `+strings.Repeat("h", 57)+`  [exact]

entry: cued
name: Bulat
near: lens
`))
	word := func(runes int) string {
		return "dr" + strings.Repeat("\u200b", runes-5) + "one jammer"
	}
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"a gap of 64 bytes", "drone" + strings.Repeat("-", 64) + "jammer", 1},
		{"a gap of 65 bytes", "drone" + strings.Repeat("-", 65) + "jammer", 0},
		{"a gap of 64 bytes with dropped runes", "drone" + strings.Repeat("\u200b", 21) + " jammer", 1},
		{"a gap of 66 bytes with dropped runes", "drone" + strings.Repeat("\u200b", 21) + " \u00adjammer", 0},
		{"a gap of 64 bytes between Han", "机" + strings.Repeat("\u200b", 21) + " 床", 1},
		{"a gap of 67 bytes between Han", "机" + strings.Repeat("\u200b", 22) + " 床", 0},
		{"a word of 256 letters", long, 1},
		{"a word of 257 letters", long + "i", 0},
		{"a word of 256 runes, dropped ones included", word(256), 1},
		{"a word of 257 runes, dropped ones included", word(257), 0},
		{"a word of 256 runes parted by a hyphen", long[:100] + "-" + long[100:], 1},
		{"a word of 257 runes parted by a hyphen", long[:100] + "-" + long[100:] + "i", 0},
		{"a word of 256 letters closed up of two", strings.Repeat("g", 200) + strings.Repeat("h", 56), 1},
		{"a word of 257 letters closed up of two", strings.Repeat("g", 200) + strings.Repeat("h", 57), 0},
		{"a cue that ends 256 bytes behind", "Bulat" + strings.Repeat(" ", 252) + "lens", 1},
		{"a cue that ends 257 bytes behind", "Bulat" + strings.Repeat(" ", 253) + "lens", 0},
		{"a cue that starts 256 bytes before", "lens" + strings.Repeat(" ", 252) + "Bulat", 1},
		{"a cue that starts 257 bytes before", "lens" + strings.Repeat(" ", 253) + "Bulat", 0},
	} {
		for name, m := range engines {
			if got := len(m.ScanAll(c.text)); got != c.want {
				t.Errorf("%s: %s: %d hits, want %d", name, c.name, got, c.want)
			}
		}
	}
}

// TestWindowHasManyCues puts so many cues before a mention that those in the
// window come late.
func TestWindowHasManyCues(t *testing.T) {
	m, err := New(parseList(t, `category: test

entry: cued
name: Bulat
near: lens, a very long cue of which the list has need to be sure that it looks far enough back
unless: steel
`))
	require.NoError(t, err)
	far := strings.Repeat("lens ", 100)
	for text, want := range map[string]int{
		far + "Bulat":                                            1,
		far + strings.Repeat("x ", 24) + "Bulat":                 0,
		far + strings.Repeat("x ", 23) + "Bulat":                 1,
		far + "Bulat steel":                                      0,
		far + "Bulat" + strings.Repeat(" x", 24) + " " + "steel": 1,
		"a very long cue of which the list has need to be sure that it looks far enough back Bulat": 1,
	} {
		if got := len(m.ScanAll(text)); got != want {
			t.Errorf("%q: %d hits, want %d", text, got, want)
		}
	}
}

// TestNotPhraseIsFarLonger puts a short mention at the end of a long phrase, and
// many other cues in between.
func TestNotPhraseIsFarLonger(t *testing.T) {
	words := strings.Repeat("alpha bravo charlie delta ", 7)
	m, err := New(parseList(t, "category: test\n\nentry: cued\nname: Bulat\nunless: lens\nnot: "+words+"Bulat\n"))
	require.NoError(t, err)
	wide := strings.ReplaceAll(words, " ", strings.Repeat("-", 60)) + "Bulat"
	if got := m.ScanAll(wide); len(got) != 0 {
		t.Errorf("a mention at the end of a phrase of %d bytes: got %s, want none", len(wide), showHits(wide, got))
	}
	if got := m.ScanAll(wide + strings.Repeat(". x", 200) + " lens"); len(got) != 0 {
		t.Errorf("a mention at the end of a phrase, and a short cue far behind: got %s, want none", showHits(wide, got))
	}
	if got := m.ScanAll("x" + wide); len(got) != 1 {
		t.Errorf("a mention behind what is not the phrase: %d hits, want 1", len(got))
	}
	m, err = New(parseList(t, "category: test\n\nentry: cued\nname: Bulat\nnear: bravo\nnot: Bulat "+words+"\n"))
	require.NoError(t, err)
	wide = "Bulat " + strings.ReplaceAll(words, " ", strings.Repeat("-", 60))
	if got := m.ScanAll(wide); len(got) != 0 {
		t.Errorf("a mention at the start of a phrase with other cues in it: got %s, want none", showHits(wide, got))
	}
	if got := m.ScanAll(wide[:len(wide)/2]); len(got) != 1 {
		t.Errorf("a mention before half the phrase: %d hits, want 1", len(got))
	}
}

// TestEmpty checks a Matcher without lists.
func TestEmpty(t *testing.T) {
	for _, e := range []Engine{Compact, Cloudflare} {
		m, err := Config{Engine: e}.New()
		require.NoError(t, err)
		if got := m.Scan("drone jammer 无人机 дрон"); got != nil {
			t.Errorf("engine %d finds %v without a list", e, got)
		}
	}
}

// TestBuiltinScan checks that the function Scan is New and Scan with the
// built-in lists.
func TestBuiltinScan(t *testing.T) {
	m, err := New(lists.Builtin())
	require.NoError(t, err)
	const text = "采购無人機干擾器 and a drone jammer, подавитель дронов"
	if got, want := Scan(text), m.Scan(text); !reflect.DeepEqual(got, want) || len(got) == 0 {
		t.Errorf("Scan = %s\nNew(Builtin()).Scan = %s", showHits(text, got), showHits(text, want))
	}
}

// TestListOrder checks that the order of lists does not matter, and that a list
// added loses no hit of ScanAll.
func TestListOrder(t *testing.T) {
	a := parseList(t, corpusList)
	b := parseList(t, "category: other\n\nentry: zoom\nen: camera lens\n\nentry: aaa\nen: drone jammer kit\nru: дроны и\nzh: 人机\n\nentry: jam\nen: jam\nname: Boris\n")
	ab, err := New(a, b)
	require.NoError(t, err)
	ba, err := New(b, a)
	require.NoError(t, err)
	alone, err := New(a)
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(11, 12))
	for range 1000 {
		text := corpusText(rng)
		both := ab.ScanAll(text)
		if got := ba.ScanAll(text); !reflect.DeepEqual(got, both) {
			t.Fatalf("%q:\nlists in one order %s\nin the other       %s", text, showHits(text, both), showHits(text, got))
		}
		seen := map[string]bool{}
		for _, h := range both {
			seen[fmt.Sprint(h)] = true
		}
		for _, h := range alone.ScanAll(text) {
			if !seen[fmt.Sprint(h)] {
				t.Fatalf("%q: the hit %v is lost when a list is added", text, h)
			}
		}
	}
}

// TestTwoDocuments checks that two texts with a break between have the hits of
// both, where no cue is at work.
func TestTwoDocuments(t *testing.T) {
	long(t)
	m, err := New(parseList(t, corpusList[:strings.Index(corpusList, "entry: cued")]))
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(13, 14))
	for range 1000 {
		a, b := corpusText(rng), corpusText(rng)
		const between = "\n\n;\n\n"
		want := m.ScanAll(a)
		for _, h := range m.ScanAll(b) {
			h.Start += len(a + between)
			h.End += len(a + between)
			want = append(want, h)
		}
		text := a + between + b
		if got := m.ScanAll(text); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q:\n got %s\nwant %s", text, showHits(text, got), showHits(text, want))
		}
	}
}

// TestLongNot: a phrase that suppresses may reach far beyond the window of the other
// cues, on either side of the mention.
func TestLongNot(t *testing.T) {
	var words []string
	for letter := 'б'; letter < 'б'+24; letter++ {
		words = append(words, strings.Repeat(string(letter), 60))
	}
	long := strings.Join(words, " ")
	m, err := New(parseList(t, "category: test\n\nentry: e\nen: drone\nnot: "+long+" drone, drone "+long+"\n"))
	require.NoError(t, err)
	filler := strings.Repeat("some plain words. ", 100)
	for text, want := range map[string]int{"drone": 1, long + " drone": 0, "drone " + long: 0, "drone " + long + " drone": 0, "drone ж" + long: 1, long + "ж drone": 1} {
		require.Len(t, m.ScanAll(filler+text+". "+filler), want, text)
	}
}

// TestConfigEvasion checks that a Config looks through disguises in every term,
// and only through those it names.
func TestConfigEvasion(t *testing.T) {
	list := parseList(t, "category: test\n\nentry: e\nen: drone jammer  [exact]\nen: Poca  [exact]\nzh: 干扰器\n")
	texts := map[string]How{
		"d r o n e  j a m m e r": Spaced,
		"干*扰*器":                  Spaced,
		"dr0ne jamm3r":           Leet,
		"drrrone jammmmer":       Repeated,
		"РОСА":                   LookAlike,
	}
	for _, e := range []Engine{Compact, Cloudflare} {
		for _, evasion := range []How{0, Spaced, Leet, Repeated, LookAlike, Spaced | Leet | Repeated | LookAlike} {
			m, err := Config{Engine: e, Evasion: evasion}.New(list)
			require.NoError(t, err)
			for text, needs := range texts {
				want := 0
				if evasion&needs != 0 {
					want = 1
				}
				got := m.Scan(text)
				if len(got) != want || want == 1 && got[0].How&needs == 0 {
					t.Errorf("engine %d, evasion %s: %q: got %s, want %d hits with %s", e, evasion, text, showHits(text, got), want, needs)
				}
			}
			if got := m.Scan("drone jammer"); len(got) != 1 || got[0].How != 0 {
				t.Errorf("engine %d, evasion %s: %q: got %s", e, evasion, "drone jammer", showHits("drone jammer", got))
			}
		}
	}
}

// TestHasLetters: letters and Han characters count, digits and marks do not.
func TestHasLetters(t *testing.T) {
	for _, c := range []struct {
		words string
		n     int
	}{{"abc", 3}, {"ab1-2", 2}, {"无人机", 3}, {"a.b 無", 3}, {"123", 0}, {"дрон БПЛА", 8}} {
		words := strings.Fields(c.words)
		require.True(t, c.n == 0 || hasLetters(c.n, words...), c.words)
		require.False(t, hasLetters(c.n+1, words...), c.words)
	}
}
