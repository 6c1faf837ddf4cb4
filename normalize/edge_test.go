package normalize

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mention finds the span that stands in ‹› and takes the signs out.
func mention(t *testing.T, s string) (text string, start, end int) {
	t.Helper()
	before, rest, ok := strings.Cut(s, "‹")
	require.True(t, ok, s)
	inside, after, ok := strings.Cut(rest, "›")
	require.True(t, ok, s)
	return before + inside + after, len(before), len(before) + len(inside)
}

func TestEdges(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		// letters
		{"‹drone›", true},
		{"a ‹drone› b", true},
		{"«‹Булат›»", true},
		{"эска‹дрон›", false},
		{"о‹рация›", false},
		{"‹рация›м", false},
		{"‹drone›s", false},
		{"採购‹BorisTone›干扰器", true},
		{"‹DJI›无人机", true},
		{"‹Mavic›3", true},
		{"3‹Mavic›", true},
		{"x‹дрон›x", true},
		{"γ‹ray›", true},
		{"か‹ray›な", true},
		{"_‹drone›_", true},
		{"‹drone›'s", true},
		{"'‹drone›'", true},
		{"x\u200b‹drone›", false},
		{"‹drone›\u200bs", false},
		{"‹drone›\u0301 s", true},
		{"x\u0301‹drone›", false},
		{"№‹XC›", true},
		{"²‹drone›²", true},
		{"‹drone›\xff", true},
		{"\xff‹drone›", true},

		// Han
		{"采购‹无人机›干扰", true},
		{"a‹雷›b", true},
		{"x‹x雷›达", false},
		{"雷‹雷x›x", false},

		// numbers
		{"‹5› mm", true},
		{"‹5›mm", true},
		{"1‹5›", false},
		{"‹5›1", false},
		{"2,‹5›-осевой", false},
		{"2.‹5›", false},
		{"‹2›,5", false},
		{"‹2›.5", false},
		{"2, ‹5›", true},
		{"‹2›, 5", true},
		{"‹2,5›", true},
		{"2\u200b,\u200b‹5›", false},
		{"‹2›\u200b.\u200b5", false},
		{"x,‹5›", true},
		{"‹5›,x", true},
		{"2/‹5›", true},
		{"‹2›/5", true},
		{"2,‹x›", true},
		{"‹x›,5", true},
		{"‹МиГ-29›.5", false},
		{"5.‹3МХ›", false},
		{"‹5›.", true},
		{".‹5›", true},
		{"２．‹５›", false},
	} {
		text, start, end := mention(t, c.text)
		assert.Equal(t, c.want, both(Edges(text, start, end, false)), "%s", c.text)
	}
	for _, c := range []struct {
		text string
		want bool
	}{
		{"‹Bulat›", true},
		{"а‹Bulat›", false},
		{"‹Bulat›а", false},
		{"ω‹Bulat›", false},
		{"雷‹Bulat›雷", true},
		{"3‹Bulat›3", true},
		{"‹Bulat› а", true},
		{"а‹雷›а", true},
	} {
		text, start, end := mention(t, c.text)
		assert.Equal(t, c.want, both(Edges(text, start, end, true)), "repaired %s", c.text)
	}
}

func TestBeforeAfter(t *testing.T) {
	for s, want := range map[string]Class{
		"a": Latin, "Ａ": Latin, "я": Cyrillic, "ω": Greek, "か": Letter, "ह": Letter, "雷": Han, "5": Digit, "₂": Digit,
		"①": Digit, "²": Other, "№": Other, " ": Other, "-": Other, "/": Other, "\n": Other, "'": Other, "\xff": Other, "☢": Other,
	} {
		assert.Equal(t, want, Before("x"+s, len("x"+s)), "before the end of %q", "x"+s)
		assert.Equal(t, want, After(s+"x", 0), "at the start of %q", s+"x")
		for _, drop := range []string{"\u200b", "\u0301\u200b", "™"} {
			assert.Equal(t, want, Before(" "+s+drop+"y", len(" "+s+drop)), "%q", s+drop)
			assert.Equal(t, want, After("y"+drop+s+" ", 1), "%q", drop+s)
		}
	}
	assert.Equal(t, Other, Before("abc", 0))
	assert.Equal(t, Other, After("abc", 3))
	assert.Equal(t, Latin, Before("aб", 1))
	assert.Equal(t, Cyrillic, After("aб", 1))
	assert.Equal(t, Other, Before("\u200b", 3))
	assert.Equal(t, Other, After("\u200b", 0))
}

func TestGapBetween(t *testing.T) {
	for _, c := range []struct {
		gap  string
		want Gap
	}{
		{"", Gap{}},
		{" ", Gap{Blanks: 1}},
		{"\u3000 \u00a0", Gap{Blanks: 3}},
		{"\n", Gap{LineEnds: 1}},
		{"\r\n", Gap{LineEnds: 1}},
		{"\r\n\r\n", Gap{LineEnds: 2}},
		{"\n\r", Gap{LineEnds: 2}},
		{"\r\r", Gap{LineEnds: 2}},
		{"\u2028", Gap{LineEnds: 1}},
		{" -\r\n ", Gap{Blanks: 2, Hyphens: 1, LineEnds: 1}},
		{"--", Gap{Hyphens: 2}},
		{"» «", Gap{Blanks: 1, Joints: 2}},
		{"_·", Gap{Joints: 2}},
		{"' ", Gap{Blanks: 1, Joints: 1}},
		{"'s ", Gap{Blanks: 1}},
		{"’\u200bS-", Gap{Hyphens: 1}},
		{"'sx ", Gap{Blanks: 1, Joints: 1, Marks: 2}},
		{" s ", Gap{Blanks: 2, Marks: 1}},
		{" 's ", Gap{Blanks: 2, Joints: 1, Marks: 1}},
		{"\u200b™\u0301", Gap{}},
		{"²", Gap{}},
		{"(léi)", Gap{}},
		{"（léi） ", Gap{Blanks: 1}},
		{"(x", Gap{}},
		{")", Gap{Marks: 1}},
		{"/", Gap{Marks: 1}},
		{", ", Gap{Blanks: 1, Marks: 1}},
		{"; the ", Gap{Blanks: 2, Marks: 4}},
		{"\t", Gap{Marks: 1}},
		{"\xff", Gap{Marks: 1}},
		{"雷5№", Gap{Marks: 3}},
	} {
		c.want.Bytes = len(c.gap)
		for _, around := range []string{"", "a", "雷"} {
			text := around + c.gap + around
			assert.Equal(t, c.want, GapBetween(text, len(around), len(around)+len(c.gap)), "%q in %q", c.gap, text)
		}
	}
	assert.Equal(t, Gap{Bytes: 2}, GapBetween("a's机", 1, 3))
	// What stands outside the gap is no part of it.
	assert.Equal(t, Gap{Bytes: 1, LineEnds: 1}, GapBetween("\r\n", 1, 2))
	assert.Equal(t, Gap{Bytes: 1, Joints: 1}, GapBetween("a's", 1, 2), "the s is outside")
}

func TestFoldedBy(t *testing.T) {
	for text, want := range map[string]Folding{
		"":                           0,
		"Drone jammer 5":             0,
		"ёлка й Ё Й":                 0,
		"е\u0308лка и\u0306 Е\u0308": 0,
		"BorisTone™ ® © ℠":           0,
		"无人机":                        0,
		"пара́":                      Accents,
		"é":                          Accents,
		"e\u0308":                    Accents,
		"и\u0308":                    Accents,
		"łódź":                       Accents,
		"無人机":                        Traditional,
		"Ｂulat":                      Width,
		"①":                          Width,
		"UO₂":                        Width,
		"⾬":                          Width,
		"ﬁre":                        Width,
		"№5 m²":                      0,
		"，":                          0,
		"dro\u200bne":                Invisible,
		"dro\u00adne":                Invisible,
		"a\ufe0f":                    Invisible,
		"ё\u0306":                    Accents,
		"无 人":                        PartedHan,
		"无\n人":                       PartedHan,
		"无  人":                       0,
		"无\r\n人":                     PartedHan,
		"无-人":                        0,
		"无 a 人":                      0,
		"a 人":                        0,
		"無\u200b 人 ＸE\u0301":         Traditional | Invisible | PartedHan | Width | Accents,
	} {
		assert.Equal(t, want, FoldedBy(text), "%q", text)
	}
}

func TestCaseOf(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "Drone": "Ullll", "LiDAR 5": "UlUUU", "МиГ-29": "UlU", "雷Ⓓ": "U", "É\u0301x": "Ul", "かA": "lU", "№": "", "123": "", "\xffA": "U",
		"U.A.V": "UUU", "Ωμ": "Ul",
	} {
		assert.Equal(t, want, CaseOf(s), "%q", s)
	}
}

func TestTwin(t *testing.T) {
	for _, c := range []struct {
		word  string
		class Class
		want  string
		to    Class
	}{
		{"ak", Latin, "ак", Cyrillic},
		{"ак", Cyrillic, "ak", Latin},
		{"c", Latin, "с", Cyrillic},
		{"с", Cyrillic, "c", Latin},
		{"mx", Latin, "мх", Cyrillic},
		{"хс", Cyrillic, "xc", Latin},
		{"в", Cyrillic, "b", Latin},
		{"b", Latin, "в", Cyrillic},
		{"н", Cyrillic, "h", Latin},
		{"h", Latin, "н", Cyrillic},
		{"", Latin, "", Cyrillic},
	} {
		got, class, ok := Twin(c.word, c.class)
		assert.True(t, ok, c.word)
		assert.Equal(t, c.want, got, c.word)
		assert.Equal(t, c.to, class, c.word)
	}
	for word, class := range map[string]Class{"drones!": Latin, "fly": Latin, "ж": Cyrillic, "миг": Cyrillic, "zzz": Latin, "α": Greek, "5": Digit, "か": Letter, "雷": Han, "/": Other, "a5": Latin} {
		_, got, ok := Twin(word, class)
		assert.False(t, ok, word)
		assert.Equal(t, class, got, word)
	}
	// What a look-alike maps to is a folded letter of the other alphabet.
	for from, to := range cyrillicToLatin {
		assert.Equal(t, kindCyrillic, lookup(from).kind(), "%c", from)
		assert.Equal(t, kindLatin, lookup(to).kind(), "%c", to)
		assert.Equal(t, string(from), folded(from))
		assert.Equal(t, string(to), folded(to))
	}
	for from, to := range latinToCyrillic {
		assert.Equal(t, kindLatin, lookup(from).kind(), "%c", from)
		assert.Equal(t, kindCyrillic, lookup(to).kind(), "%c", to)
		assert.Equal(t, string(to), folded(to))
	}
	for from, to := range greekToLatin {
		assert.Equal(t, kindGreek, lookup(from).kind(), "%c", from)
		assert.Equal(t, kindLatin, lookup(to).kind(), "%c", to)
	}
}

func both(left, right bool) bool { return left && right }

// TestDottedGap: one mark, joint or hyphen, with two blanks at most and no line end.
func TestDottedGap(t *testing.T) {
	for _, c := range []struct {
		gap  Gap
		want bool
	}{
		{Gap{Marks: 1}, true},
		{Gap{Joints: 1}, true},
		{Gap{Hyphens: 1, Blanks: 2}, true},
		{Gap{Marks: 1, Blanks: 3}, false},
		{Gap{Marks: 1, LineEnds: 1}, false},
		{Gap{Marks: 1, Hyphens: 1}, false},
		{Gap{Blanks: 1}, false},
	} {
		require.Equal(t, c.want, c.gap.Dotted(), "%+v", c.gap)
	}
}
