package matcher

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// corpusList has a term of every shape, with terms inside one another, marks,
// short ones, sets and cues.
const corpusList = `category: test

set: drone
en: drone, UAV, unmanned aerial vehicle
ru: дронов, БПЛА
zh: 无人机, 無人飛機

entry: drone
en: <drone>
ru: дрон
zh: <drone>

entry: jammer
en: <drone> jammer
en: counter-drone jammer
en: jammer
ru: подавитель <drone>
ru: FPV-глушилка
zh: <drone>干扰器
zh: 反<drone>GPS枪

entry: camera
en: thermal imaging camera
en: imaging camera lens
en: camera

entry: quad
en: quadcopter
en: quad copter kit

entry: radar
en: AN/TPQ-36
zh: 激光
zh: 激光雷达
zh: 雷达

entry: short
en: UAS
en: C-UAS
en: Wi-Fi
en: X-ray tube
ru: РЭБ

entry: number
en: 7.62 mm
ru: 5-осевой станок
name: МиГ-29
name: С-300
name: Mavic 3
name: XC7Z020

entry: name
name: BorisTone
name: Assel Labs

entry: cued
name: Bulat
name: 御
near: <drone>, <drone> jammer, детектор
unless: knife
not: Bulat Okudzhava, 防御

entry: cased
en: Scout drone  [case]
en: UUV  [anycase]
`

// parseList reads a list of one file.
func parseList(t testing.TB, text string) *lists.List {
	t.Helper()
	l, err := lists.Parse("test.txt", []byte(text))
	require.NoError(t, err)
	return l
}

// corpusPieces are the words of the list and near-misses of them.
var corpusPieces = []string{
	"drone", "drones", "dronе", "ԁrone", "dro\u200bne", "drone's", "d'rone", "jammer", "jam", "mer", "Jammer", "jаmmer", "JAMMER", "UAV", "U.A.V.", "UAVs",
	"unmanned", "aerial", "vehicle", "counter", "Counter", "quad", "copter", "quadcopter", "kit", "lens", "camera", "Camera", "imaging", "Imaging", "thermal", "thermalimaging",
	"дрон", "дронов", "дpoнов", "БПЛА", "Б.П.Л.А.", "подавитель", "подави", "тель", "FPV", "глушилка", "эскадрон",
	"无人机", "無人機", "无", "人", "机", "無人飛機", "干扰器", "干擾器", "激光", "雷达", "雷(léi)達", "(dá)", "(UAV)", "反", "枪", "GPS", "gps",
	"AN", "TPQ", "36", "UAS", "uas", "C", "c", "Wi", "Fi", "WiFi", "wi", "X", "Х", "ray", "γ", "tube", "РЭБ",
	"7.62", "7,62", "7", "62", "mm", "㎜", "5", "2,5", "осевой", "станок", "МиГ", "миг", "29", "С", "C", "300", "Mavic", "mavic", "3", "³", "XC", "ХС", "Z", "020",
	"BorisTone", "Boris", "Tone", "BORISTONE", "Assel", "Labs", "Kassel", "Bulat", "Вulat", "Bulatov", "Okudzhava", "knife", "детектор", "御", "防御",
	"Scout", "scout", "drone jammer", "UUV", "uuv", "the", "и", "的", "№", "™", "é", "\u0301", "\xff", "λ", "ド",
}

// corpusTerms are whole terms of the list.
var corpusTerms = []string{
	"drone jammer", "counter-drone jammer", "UAV jammer", "thermal imaging camera", "ThermalImagingCamera", "imaging camera lens", "quad copter kit",
	"подавитель дронов", "FPV-глушилка", "无人机干扰器", "無人機干擾器", "反无人机GPS枪", "AN/TPQ-36", "AN TPQ36", "C-UAS", "Wi-Fi", "X-ray tube",
	"7.62 mm", "5-осевой станок", "МиГ-29", "С-300", "C-300", "Mavic 3", "XC7Z020", "ХС7Z020", "BorisTone", "Assel Labs", "Bulat drone",
}

var corpusSeparators = []string{
	"", "", "", "", " ", " ", " ", " ", " ", "-", "-", "-\n", "\n", "\r\n", "- ", "  ", "    ", "     ", "\u00a0", "_", "“", "”", "«", "'", "’", "·", "–",
	"/", ".", ",", ", ", "&", "(", ")", "，", "。", ";", "\t", "|", "\n\n", "\u200b", "\u00ad", "\u0301", "'s ", "s' ", "¹", "\xe4\xb8", "\x00",
}

// corpusText returns a text of pieces glued in every way, some of them cut.
func corpusText(rng *rand.Rand) string {
	var b strings.Builder
	for range 1 + rng.IntN(14) {
		p := corpusPieces[rng.IntN(len(corpusPieces))]
		if rng.IntN(5) == 0 {
			p = corpusTerms[rng.IntN(len(corpusTerms))]
		}
		if rng.IntN(16) == 0 {
			p = p[rng.IntN(len(p)):] // perhaps inside a rune
		}
		b.WriteString(p)
		b.WriteString(corpusSeparators[rng.IntN(len(corpusSeparators))])
	}
	return b.String()
}

// TestEnginesAgree compares the engines and checks the hits on texts made out
// of the list itself.
func TestEnginesAgree(t *testing.T) {
	engines := allEngines(t, parseList(t, corpusList))
	rng := rand.New(rand.NewPCG(3, 4))
	found := map[string]int{}
	for range 2500 {
		text := corpusText(rng)
		compareEngines(t, engines, text)
		checkHits(t, engines["compact"], text)
		for _, h := range engines["compact"].Scan(text) {
			found[h.Term]++
		}
		if t.Failed() {
			return
		}
	}
	for _, want := range []string{
		"drone jammer", "counter-drone jammer", "thermal imaging camera", "quadcopter", "无人机干扰器", "C-UAS", "Wi-Fi", "7.62 mm", "МиГ-29",
		"Mavic 3", "BorisTone", "Bulat", "AN/TPQ-36",
	} {
		if found[want] == 0 {
			t.Errorf("no text holds %q: the test shows nothing of it", want)
		}
	}
}

// masks are what is typed for a letter, as the option leet reads it.
var masks = map[rune]string{'o': "0", 'e': "3€", 'a': "4@", 'i': "1!|", 'l': "1|", 's': "5$", 't': "7", 'b': "8", 'g': "9", 'о': "0", 'з': "3", 'б': "6"}

// disguise spaces a text out, writes digits for letters, repeats letters, or puts
// look-alikes or invisible characters into it.
func disguise(rng *rand.Rand, text string) string {
	var b strings.Builder
	kind, parter := rng.IntN(5), pick(rng, []string{" ", " ", ".", "-", "*", "_", "·", "/", " . ", "\n", "\u200b", ", ", "|", "\u00a0", "。"})
	for i, r := range text {
		switch mask := []rune(masks[r]); {
		case kind == 0 && i > 0 && r != ' ':
			b.WriteString(parter)
		case kind == 1 && len(mask) > 0 && rng.IntN(2) == 0:
			r = pick(rng, mask)
		case kind == 2 && r != ' ' && rng.IntN(4) == 0:
			b.WriteString(strings.Repeat(string(r), 1+rng.IntN(2)))
		case kind == 3 && evasionTwins[r] != 0:
			r = evasionTwins[r]
		case kind == 4 && rng.IntN(6) == 0:
			b.WriteString(pick(rng, []string{"\u0301", "\u200b", "-", "®", "\ufe0f"}))
		}
		b.WriteRune(r)
	}
	return b.String()
}

// TestEnginesAgreeDisguised compares the engines on disguised texts, with the
// options that see through them.
func TestEnginesAgreeDisguised(t *testing.T) {
	rng := rand.New(rand.NewPCG(37, 38))
	found := map[How]int{}
	for _, evasion := range []How{Spaced, Leet, Repeated, LookAlike, Spaced | Leet, Spaced | Repeated, Leet | Repeated, Spaced | Leet | Repeated | LookAlike} {
		engines := Config{Evasion: evasion}.allEngines(t, parseList(t, corpusList))
		texts := []string{"аС WWi-FFí", "A\u00a0N/·T·P·Q36", "A_N/TPQ-36, AN/T P Q-36", "d\xb7r\xb7o\xb7n\xb7e", "д·р·о·н机С-300", "激\xff光\xff雷\xff达", "dr0ne/j4mmer 7.62 mm"}
		for range 1200 {
			text := ""
			for range 1 + rng.IntN(5) {
				p := pick(rng, corpusTerms)
				if rng.IntN(4) == 0 {
					p = pick(rng, corpusPieces)
				}
				for range rng.IntN(3) {
					p = disguise(rng, p)
				}
				text += p + pick(rng, corpusSeparators)
			}
			texts = append(texts, text)
		}
		for _, text := range texts {
			compareEngines(t, engines, text)
			checkHits(t, engines["compact"], text)
			if t.Failed() {
				return
			}
			for _, h := range engines["compact"].Scan(text) {
				found[h.How&evasion]++
			}
		}
	}
	for _, how := range []How{Spaced, Leet, Repeated, LookAlike} {
		if found[how] < 100 {
			t.Errorf("%d hits are %s: too few to judge by", found[how], how)
		}
	}
}

// TestEnginesAgreeOnOneWord compares the engines on forms that repeat a word,
// where suffixes and prefixes of forms overlap most.
func TestEnginesAgreeOnOneWord(t *testing.T) {
	engines := allEngines(t, parseList(t, `category: test

entry: one
en: alpha
en: alpha alpha alpha
en: alpha bravo alpha
en: bravo alpha
en: alpha alpha bravo alpha
en: alphabravo

entry: two
en: bravo
en: bravo alpha alpha bravo alpha bravo
zh: 人人
zh: 人机人人
zh: 人人人
`))
	rng := rand.New(rand.NewPCG(5, 6))
	words := []string{"alpha", "bravo", "Alpha", "alpha", "人", "机", "a"}
	seps := []string{" ", " ", " ", "-", "", "\n", ". ", "-\n"}
	for range 3000 {
		var b strings.Builder
		for range 1 + rng.IntN(12) {
			b.WriteString(words[rng.IntN(len(words))])
			b.WriteString(seps[rng.IntN(len(seps))])
		}
		compareEngines(t, engines, b.String())
		checkHits(t, engines["compact"], b.String())
		if t.Failed() {
			return
		}
	}
}

// TestLongTexts puts hits at the places where a scan hands its tokens to the
// engine in parts.
func TestLongTexts(t *testing.T) {
	engines := allEngines(t, parseList(t, corpusList))
	m := engines["compact"]
	for _, filler := range []string{"drone ", "drone. ", "人 ", "无人机", "drone-jammer; ", "x ", "Camera|", "dronе "} {
		for n := 500; n < 530; n++ {
			text := strings.Repeat(filler, n) + ". thermal imaging camera. " + strings.Repeat(filler, 9) + ". thermal imaging camera"
			count := 0
			for _, h := range m.Scan(text) {
				if h.Term == "thermal imaging camera" {
					count++
				}
			}
			if count != 2 {
				t.Errorf("%d times %q: %d hits, want 2", n, filler, count)
			}
			if n%10 == 0 {
				if got, want := engines["cloudflare"].Scan(text), m.Scan(text); len(got) != len(want) {
					t.Errorf("%d times %q: cloudflare has %d hits, compact %d", n, filler, len(got), len(want))
				}
			}
		}
	}
}

// TestLongTextsDisguised does so with what only the options of a Config read.
func TestLongTextsDisguised(t *testing.T) {
	for _, evasion := range []How{Spaced, Leet, Repeated, Spaced | Leet | Repeated} {
		m, err := Config{Evasion: evasion}.New(parseList(t, corpusList))
		require.NoError(t, err)
		for hit, how := range map[string]How{
			"d r o n e  j a m m e r": Spaced, "t.h.e.r.m.a.l  imaging c-a-m-e-r-a": Spaced, "无。人。机。干*扰*器": Spaced,
			"dr0ne j@mm3r": Leet, "th3rmal  im@ging c4m€ra": Leet, "drroonne jammmer": Repeated,
		} {
			if evasion&how == 0 {
				continue
			}
			for _, filler := range []string{"drone ", "drone. ", "人机. ", "x drone; "} {
				for n := 490; n < 520; n++ {
					text := strings.Repeat(filler, n) + ". " + hit + ". " + filler
					if _, ok := hitOf(m.ScanAll(text), len(filler)*n+2, len(hit)); !ok {
						t.Errorf("%s: %q behind %d times %q is not found", evasion, hit, n, filler)
					}
				}
			}
		}
	}
}

// TestLongRuns puts a word far into a run: where a run is long enough to be read
// in parts, no word may be cut.
func TestLongRuns(t *testing.T) {
	m, err := New(parseList(t, "category: test\n\nentry: e\nen: drone jammer\nzh: 激光\n"))
	require.NoError(t, err)
	for name, before := range map[string]func(n int) string{
		"hyphens":         func(n int) string { return "a" + strings.Repeat("-", n) },
		"words":           func(n int) string { return strings.Repeat("a-", n/2) + strings.Repeat("b", n%2) + "-" },
		"invisible runes": func(n int) string { return "a-" + strings.Repeat("\u200b", n) },
		"digits":          func(n int) string { return strings.Repeat("1", n) },
		"Cyrillic":        func(n int) string { return strings.Repeat("я-", n/2) + strings.Repeat("ю", n%2) + "-" },
	} {
		for _, term := range []string{"drone jammer", "drone-jammer", "drоne-jammer", "DroneJammer", "激光"} {
			if name == "Cyrillic" && strings.Contains(term, "о") {
				continue // no alphabet holds such a run
			}
			var lost []int
			for n := 1000; n < 1060; n++ {
				text := before(n) + term + "-x"
				if _, ok := hitOf(m.ScanAll(text), len(text)-len(term)-2, len(term)); !ok {
					lost = append(lost, n)
				}
			}
			if len(lost) > 0 {
				t.Errorf("%s before %q: not found behind %d of them", name, term, lost)
			}
		}
	}
}
