package normalize

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// gallopForms are forms, their words parted by |, each a class of words parted by /.
// A form of one word with a capital needs it.
var gallopForms = []string{
	".|50|bmg", // the first word is a mark
	"drone/drones|jammer/jammers", "anti|drone|system", "mobile|phone|jammer", "laser", "wi|fi|jammer", "wi|fi", "x|ray|tube", "thermal|imaging|camera",
	"подавитель/подавителя|дрон/дрона/дронов", "беспилотник", "чёрный/чёрная|ящик", "детектор|е|поля", "узел|связи",
	"无|人|机", "无|人|机|干|扰|器", "激|光", "歼|20", "歼", "X|射|线", "声|,|光", "卡", "图|mk",
	"mavic|3|pro", "5|٫|56|mm", "m|777", "usb|кабель", "ak|47",
	"mk|bulat", "uav|jammer", "глушилка|сахарный", "drone|opacore", "ak|1234", "drone|ak", "drone|coca", "mobile|rf|gun", "mobile|rf|kit", "drone|mm|gun", "осадить|сахарный|дрон", "鿏|靶", "龥", "thermal|xyz", "drone|rf", "magnetron", "Reign",
}

// gallopCases are texts with a form that is written so that its words must not be
// passed over, or with none.
var gallopCases = []struct{ text, form string }{
	{"a thermal imag-ing camera", "thermal|imaging|camera"},
	{"a thermal imag-\ning camera", "thermal|imaging|camera"},
	{"a ther-mal imaging camera", "thermal|imaging|camera"},
	{"a thermal\nimaging\ncamera", "thermal|imaging|camera"},
	{"a thermal imaging\u2019s camera", "thermal|imaging|camera"},
	{"a thermal imagingcamera", "thermal|imaging|camera"},
	{"a thermal ImagingCamera", "thermal|imaging|camera"},
	{"a ThermalXYZ", "thermal|xyz"},
	{"a ThermalXYZCables", "thermal|xyz"},
	{"a ThermalImaging camera", "thermal|imaging|camera"},
	{"a thermal-imaging_camera", "thermal|imaging|camera"},
	{"a thermal imag\u00ading camera", "thermal|imaging|camera"},
	{"a thermal imaging cam\u00adera", "thermal|imaging|camera"},
	{"an anti drone sys\u00adtem", "anti|drone|system"},
	{"an anti dr-one system", "anti|drone|system"},
	{"an anti drone's system", "anti|drone|system"},
	{"an anti drone sys-tem", "anti|drone|system"},
	{"an x raytube", "x|ray|tube"},
	{"an xray tube", "x|ray|tube"},
	{"a drone² jammer", "drone/drones|jammer/jammers"},
	{"a drone™ jammer", "drone/drones|jammer/jammers"},
	{"a dronejammer", "drone/drones|jammer/jammers"},
	{"a drone jammer00! and so on", "drone/drones|jammer/jammers"},
	{"a drone RFXyz", "drone|rf"},
	{"a magNet\nron", "magnetron"},
	{"a Reign", "Reign"},
	{"a Rei-\ngn", "Reign"},
	{"a Rei\ngn", "Reign"},
	{"a Rei-gn", "Reign"},
	{"a " + strings.Repeat("7", 70) + " laser", "laser"},
	{"a " + strings.Repeat("x", 70) + " laser", "laser"},
	{"a " + strings.Repeat("ж", 70) + " laser", "laser"},
	{"a dro\nne jammer", "drone/drones|jammer/jammers"},
	{"a droNe jammer", "drone/drones|jammer/jammers"},
	{"U.A.V. jammer", "uav|jammer"},
	{"U．A．V． jammer", "uav|jammer"},
	{"У.A.V. jammer", ""},
	{"МК-bulat", "mk|bulat"},
	{"m-\u200bк bulat", "mk|bulat"},
	{"глушилка caxapный", "глушилка|сахарный"},
	{"глушилка caxa\u2011рный", "глушилка|сахарный"},
	{"drone орасоre", "drone|opacore"},
	{"осадить caxaрный дрон", "осадить|сахарный|дрон"},
	{"a M 7\u200b77", "m|777"},
	{"a M777", "m|777"},
	{"of .50 BMG", ".|50|bmg"},
	{"of . 50 BMG", ".|50|bmg"},
	{"of 5,56 mm", "5|٫|56|mm"},
	{"подавителя др-онов", "подавитель/подавителя|дрон/дрона/дронов"},
	{"ЧЁРНАЯ ящик", "чёрный/чёрная|ящик"},
	{"черныйящик", "чёрный/чёрная|ящик"},
	{"беспи-\nлотник", "беспилотник"},
	{"беспи\nлотник", "беспилотник"},
	{"激(jī)光", "激|光"},
	{"的激 光", "激|光"},
	{"的激\u200b光", "激|光"},
	{"無 人機干擾器", "无|人|机|干|扰|器"},
	{"无人 机", "无|人|机"},
	{"无(wú)人(rén)机", "无|人|机"},
	{"歼-20", "歼|20"},
	{"歼20", "歼|20"},
	{"的歼的", "歼"},
	{"声，光", "声|,|光"},
	{"X射线", "X|射|线"},
	{"卡", "卡"},
	{"的鿏靶", "鿏|靶"},
	{"的龥的", "龥"},
	{"的\u9fff laser", "laser"},
	{"ak 123\u200b4", "ak|1234"},
	{"mobile rfkit", "mobile|rf|kit"},
	{"drone ㎜ gun", "drone|mm|gun"},
	{"мk bulat", "mk|bulat"},
	{"drone ак47b", "drone|ak"},
	{"drone соса-Ｂ", "drone|coca"},
	{"drone соса-" + strings.Repeat("о", 100) + "-b", "drone|coca"},
	{"激\uFA11 激光", "激|光"},
}

// TestGallopStops: no form is passed over.
func TestGallopStops(t *testing.T) {
	v, forms := gallopVocabulary()
	for _, c := range gallopCases {
		for _, more := range []string{"", ", and so many more that strides can be taken over what stands before them"} {
			text := "some plain words, " + c.text + more + ", and some more of them."
			checkGallop(t, v, forms, text)
			found := strings.Join(formsIn(v, forms, text, false), "\n")
			if c.form == "" {
				require.Empty(t, found, "%q", text)
			} else {
				require.Contains(t, found, c.form, "%q", text)
			}
		}
	}
}

// gallopVocabulary knows the words of gallopForms, and their neighbours written as
// one.
func gallopVocabulary() (*Vocabulary, [][]uint32) { return vocabularyOf(false) }

// vocabularyOf is gallopVocabulary, its forms those of cues if cues is set.
func vocabularyOf(cues bool) (*Vocabulary, [][]uint32) {
	v := NewVocabulary()
	var forms [][]uint32
	pairs := map[[2]uint32]bool{}
	for _, f := range gallopForms {
		var form []uint32
		var last []uint32
		for class := range strings.SplitSeq(f, "|") {
			var members []Member
			var ids []uint32
			for w := range strings.SplitSeq(class, "/") {
				word := w
				if ws := Words(w); len(ws) == 1 && !ws[0].Mark() {
					word = ws[0].Text
				}
				id := v.Add(word)
				ids = append(ids, id)
				members = append(members, Member{Word: id})
			}
			for _, a := range last {
				for _, b := range ids {
					if x, y := v.Word(a), v.Word(b); lookup(firstRune(x)).kind() == lookup(firstRune(y)).kind() && lookup(firstRune(x)).kind().letter() && len(y) > 2 && !pairs[[2]uint32{a, b}] {
						pairs[[2]uint32{a, b}] = true
						v.AddPair(a, b)
					}
				}
			}
			form, last = append(form, v.AddClass(members)), ids
		}
		forms = append(forms, form)
	}
	for i, f := range forms {
		v.AddForm(Form{Classes: f, Cue: cues, Capital: len(f) == 1 && gallopForms[i][0] < 'a'})
	}
	v.Freeze()
	return v, forms
}

// formsIn returns the forms that are paths of the tokens of text, with their spans in
// bytes and in borders.
func formsIn(v *Vocabulary, forms [][]uint32, text string, plain bool) []string {
	var s Scanner
	s.Reset(v, text)
	s.Plain(plain)
	return formsRead(&s, forms)
}

// formsRead returns the forms in what a Scanner reads from where it is.
func formsRead(s *Scanner, forms [][]uint32) []string {
	var found []string
	for {
		tokens := s.Next()
		if len(tokens) == 0 {
			slices.Sort(found)
			return slices.Compact(found)
		}
		var walk func(form []uint32, start int, from, at int32)
		walk = func(form []uint32, start int, from, at int32) {
			for _, t := range tokens {
				if t.From != at {
					continue
				}
				if t.ID == Skip {
					walk(form, start, from, t.To)
					continue
				}
				n := 1
				if t.Second != 0 {
					n = 2
				}
				if len(form) < n || t.ID != form[0] || n == 2 && t.Second != form[1] {
					continue
				}
				if len(form) == n {
					found = append(found, fmt.Sprintf("%d-%d (%d-%d)", start, t.End, from, t.To))
				} else {
					walk(form[n:], start, from, t.To)
				}
			}
		}
		for i, f := range forms {
			n := len(found)
			for _, t := range tokens {
				if t.ID == f[0] {
					walk(f, t.Start, t.From, t.From)
				}
			}
			for k := n; k < len(found); k++ {
				found[k] += " " + gallopForms[i]
			}
		}
	}
}

// checkGallop compares the forms in what is galloped over with those in what is
// read the slow way.
func checkGallop(t *testing.T, v *Vocabulary, forms [][]uint32, text string) {
	t.Helper()
	require.Equal(t, formsIn(v, forms, text, true), formsIn(v, forms, text, false), "%q", text)
}

// checkReread compares the cues in what is read again, from several places on, with
// those in what is read the slow way.
func checkReread(t *testing.T, v *Vocabulary, forms [][]uint32, text string) {
	t.Helper()
	all := formsIn(v, forms, text, true)
	var s Scanner
	s.Reset(v, text)
	for len(s.Next()) > 0 {
	}
	if !s.Skipped() {
		return
	}
	for _, from := range []int{0, len(text) / 3, len(text) / 2, len(text) * 3 / 4} {
		behind := func(forms []string) []string {
			return slices.DeleteFunc(slices.Clone(forms), func(f string) bool {
				start, _ := strconv.Atoi(f[:strings.IndexByte(f, '-')])
				return start < from
			})
		}
		s.Reread(from, len(text))
		require.ElementsMatch(t, behind(all), behind(formsRead(&s, forms)), "%q from %d", text, from)
	}
}

var gallopPieces = append([]string{
	"drones ", "jammers ", "drone-", "Anti", "anti-drone\n", "droneJammer", "dronejammer ", "mobile", "phone", "phonejammer ", "LASER", "la-\nser ", "wi", "fi", "x", "ray", "X-ray tubes",
	"thermalImaging", "ThermalImagingCamera ", "imagingcamera ", "camera's ", "the ", "of ", "system.", "word ", "wordy words, ", "подавителя ", "дронов ", "подавительдрона", "беспи-\nлотник ",
	"чёрная ", "чёрныйящик ", "ЯЩИК, ", "е поля ", "узел\n", "связи;", "слово ", "слов", "无人机", "干扰器", "無人機干擾器", "激光", "激 ", "Rei-\ngn ", "Rei\n", "gn ", "歼-20 ", "歼", "X射线", "声，光", "卡", "图-", "mk ", "的", "中文，",
	"Mavic 3 Pro", "mavic", "3", "pro ", "5.56 mm ", "5,56", ".50 BMG", ". 50", "m777", "M", "-777 ", "USBкабель", "USB-кабель ", "АК-47 ", "AK", "47 ", "aк", "cо", "(", ")", "雷(léi)", "²", "™",
}, skimPieces...)

// TestGallop reads texts of pieces that are hard to gallop over, behind and before
// plain ones, both ways.
func TestGallop(t *testing.T) {
	v, forms := gallopVocabulary()
	cues, cueForms := vocabularyOf(true)
	eachReading(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(9, 10))
		for range 20000 {
			text := ""
			for range 1 + rng.IntN(18) {
				text += gallopPieces[rng.IntN(len(gallopPieces))]
				if rng.IntN(3) == 0 {
					text += " "
				}
			}
			text += " plain words at the end, enough of them to stride over what stands before"
			checkGallop(t, v, forms, text)
			checkReread(t, cues, cueForms, "plain words at the start, and some more, so that one of them is a place to start from: "+text)
			if t.Failed() {
				return
			}
		}
	})
	for i, f := range gallopForms {
		text := "Some words; some more " + strings.NewReplacer("|", " ").Replace(firstOfEach(f)) + " and some more words, so many of them that nothing before them is left to the slow path"
		require.NotEmpty(t, formsIn(v, forms, text, false), "form %d %q in %q", i, f, text)
	}
}

// firstOfEach returns a form with the first word of each of its classes.
func firstOfEach(form string) string {
	var words []string
	for class := range strings.SplitSeq(form, "|") {
		w, _, _ := strings.Cut(class, "/")
		words = append(words, strings.ReplaceAll(w, "٫", "."))
	}
	text := strings.Join(words, "|")
	return strings.NewReplacer("|.|", ".", "5|.|56", "5.56").Replace(text)
}

func FuzzGallop(f *testing.F) {
	for _, p := range gallopPieces {
		f.Add(p + " drone jammer " + p + "дрон" + p + " and more words here")
	}
	v, forms := gallopVocabulary()
	cues, cueForms := vocabularyOf(true)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 300 {
			checkGallop(t, v, forms, text)
			checkReread(t, cues, cueForms, text)
		}
	})
}

// TestGallopHashes: a word has one hash, however it is written.
func TestGallopHashes(t *testing.T) {
	for _, c := range [][]string{
		{"drone", "Drone", "DRONE"}, {"jammers", "JAMMERS"}, {"abcdefgh", "ABCDEFGH"}, {"abcdefghi", "Abcdefghi"},
		{"дрон", "Дрон", "ДРОН"}, {"щетка", "щётка", "Щётка", "ЩЁТКА"}, {"йод", "иод", "ЙОД"}, {"беспилотник", "Беспилотник", "БЕСПИЛОТНИК"},
		{"ящики", "ящикй"}, {"радиолокация", "РАДИОЛОКАЦИЯ"}, {"сверхвысокочастотный", "Сверхвысокочастотныи"},
	} {
		want := wordHash(Fold(c[0]))
		for _, w := range c {
			word := asciiWord
			if w[0] >= 0x80 {
				word = russianWord
			}
			text := w + " and what follows it"
			n, capital, plain := word(text, 0)
			require.Equal(t, want, plainHash(w[0] >= 0x80, text, n), w)
			require.Equal(t, len(w), n, w)
			require.True(t, plain, w)
			require.Equal(t, strings.ToLower(w) != w, capital, w)
		}
	}
	for _, w := range []string{"droNe", "дрОн", "дронx", "дронґ", "é", "1"} {
		if n, _, plain := asciiWord(w+strings.Repeat(" ", tail), 0); plain && n == len(w) {
			t.Errorf("%q is read as a plain word", w)
		}
		if n, _, plain := russianWord(w+strings.Repeat(" ", tail), 0); plain && n == len(w) {
			t.Errorf("%q is read as a plain Russian word", w)
		}
	}
}

// TestFilter: what was added is there, and little else.
func TestFilter(t *testing.T) {
	for _, n := range []int{0, 1, 7, 1000, 40000} {
		f := newFilter(n)
		hash := func(i int) uint64 { return hashStep(hashSeed, uint64(i)) }
		for i := range n {
			f.add(hash(i))
		}
		wrong := 0
		for i := range 2 * n {
			if has := f.has(hash(i)); i < n {
				require.True(t, has)
			} else if has {
				wrong++
			}
		}
		require.LessOrEqual(t, wrong, n/300, "%d hashes", n)
	}
}

// TestFilterOf: hashes that stand there several times take the room of one.
func TestFilterOf(t *testing.T) {
	for _, n := range []int{0, 1, 100, 5000, 40000} {
		var hashes []uint64
		for i := range 4 * n {
			hashes = append(hashes, hashStep(hashSeed, uint64(i%n)))
		}
		f := filterOf(hashes)
		for _, h := range hashes {
			require.True(t, f.has(h))
		}
		require.InDelta(t, len(newFilter(n)), len(f), 1+0.03*float64(n), "%d hashes", n)
	}
}

// TestStartsAlone: of the words that a filter takes for one that is a form, those
// are told apart that are none.
func TestStartsAlone(t *testing.T) {
	v := NewVocabulary()
	add := func(capital bool, words ...string) {
		var f Form
		for i, w := range words {
			id := v.Add(w)
			f.Classes, f.Capital = append(f.Classes, v.AddClass([]Member{{Word: id}})), capital
			if i > 0 {
				v.AddPair(v.Lookup(words[i-1]), id)
			}
		}
		v.AddForm(f)
	}
	add(true, "dialog")
	add(false, "dialog", "semiconductor")
	add(false, "jammer")
	add(false, "радиостанция")
	v.Freeze()
	for _, c := range []struct {
		word  string
		alone bool
	}{
		{"jammer", true},
		{"Jammer", true},
		{"JAMMER", true},
		{"Dialog", true},
		{"dialog", false}, // not without its capital
		{"DialogSemiconductor", true},
		{"dialogsemiconductor", true},
		{"dialogsemiconducter", false}, // as long, and the same in its first sixteen
		{"radiostation", false},
		{"радиостанция", true},
		{"Радиостанция", true},
		{"радиостанции", false}, // as long, and the same in its first eight
	} {
		capital := c.word != strings.ToLower(c.word)
		text := c.word + strings.Repeat(" ", tail)
		h := plainHash(units[c.word[0]] == unitCyrillic, text, len(c.word))
		require.Equal(t, c.alone, v.terms.startsAlone(h, capital, c.word), "%q", c.word)
	}
}
