package normalize

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The words of a term, parted by what stands between them: nothing for Closed,
// "-" for Hyphen, "_" for Space. A break is in angle brackets.
var wordCases = []struct{ term, words string }{
	{"a №b", "a_no·b"}, {"a ；b", "a_<；>·b"}, {"a /b", "a_/·b"}, {"a 机b", "a_机·b"},
	// one reading
	{"drone", "drone"},
	{"thermal imaging camera", "thermal_imaging_camera"},
	{"БПЛА новый", "бпла_новыи"},
	{"BorisTone", "boris·tone"},
	{"ThermalImagingCamera", "thermal·imaging·camera"},
	{"FooBarÇaa", "foo·bar·caa"},
	{"USBCable", "usb·cable"},
	{"БорисТон", "борис·тон"},
	{"WiFi", "wifi"},
	{"GaN", "gan"},
	{"LiDAR", "lidar"},
	{"FooBarTo", "foobarto"},
	{"UAVs", "uavs"},
	{"O'Neil", "oneil"},
	{"MiG-29", "mig-29"},
	{"Mavic3", "mavic·3"},
	{"FPV-дрон", "fpv-дрон"},
	{"USBкабель", "usb·кабель"},
	{"Вulat", "в·ulat"},
	{"BorisTone™", "boris·tone"},
	{"wi\u00adfi", "wifi"},

	// dots and apostrophes
	{"U.A.V.", "uav"},
	{"U.A.V", "uav"},
	{"Б.П.Л.А. новый", "бпла_новыи"},
	{"U.A-V", "ua-v"},
	{"ß.æ", "ssae"},
	{"U.А", "u·.·а"},
	{"A.5", "a·.·5"},
	{"A.", "a·."},
	{"U. A.", "u·._a·."},
	{"drone's battery", "drone_battery"},
	{"drones' battery", "drones_battery"},
	{"'drone'", "drone"},

	// Han
	{"无人机", "无·人·机"},
	{"無人機", "无·人·机"},
	{"无 人 机", "无_人_机"},
	{"手-机", "手-机"},
	{"DJI无人机", "dji·无·人·机"},

	// numbers and symbols
	{"10⁹", "10"},
	{"10⁹9", "10·9"},
	{"UO₂", "uo·2"},
	{"5 мм", "5_мм"},
	{"№5", "no·5"},
	{"㈱会", "株·会"},
	{"5㎡", "5·m2"},
	{"2,5-осевой", "2·٫·5-осевои"},
	{"7.62", "7·٫·62"},
	{"2, 5", "2·,_5"},
	{"a,5", "a·,·5"},

	// marks, breaks and what is neither
	{"AN/TPQ-36", "an·/·tpq-36"},
	{"R&D", "r·&·d"},
	{"(a)", "(·a·)"},
	{"a;b", "a·<;>·b"},
	{"a | b", "a_<|>_b"},
	{"a\ufffcb", "a·<\ufffc>·b"},
	{"a\tb", "a_b"},
	{"a\nb", "a_b"},
	{"a_b", "a_b"},
	{"a·b", "a_b"},
	{"«Булат»", "булат"},
	{"a - b", "a_b"},
	{"a- b", "a_b"},
	{"a--b", "a-b"},
	{"-a", "a"},
	{"a-", "a"},
	{"/-a", "/-a"},
	{"anti-U.A.V.", "anti-uav"},
	{"U.A.V-system", "uav-system"},
	{"U.A.V/x", "uav·/·x"},
	{"U.A.V, x", "uav·,_x"},
	{"U.A.V' x", "uav_x"},
	{"U.A.V s x", "uav_s_x"},
	{" a ", "a"},
	{"-", ""},
	{"", ""},
}

func TestWords(t *testing.T) {
	for _, c := range wordCases {
		var b strings.Builder
		for i, w := range Words(c.term) {
			require.Equal(t, i == 0, w.Joint == First, "%q", c.term)
			b.WriteString([]string{"", "·", "-", "_"}[w.Joint])
			if w.Break {
				fmt.Fprintf(&b, "<%s>", w.Text)
			} else {
				b.WriteString(w.Text)
			}
		}
		assert.Equal(t, c.words, b.String(), "%q", c.term)
	}
}

func TestWordFields(t *testing.T) {
	for _, c := range []struct {
		term string
		want Word
	}{
		{"Drone", Word{Text: "drone", Class: Latin, Letters: 5, Upper: "Ullll"}},
		{"LiDAR", Word{Text: "lidar", Class: Latin, Letters: 5, Upper: "UlUUU"}},
		{"МиГ", Word{Text: "миг", Class: Cyrillic, Letters: 3, Upper: "UlU"}},
		{"Ωμ", Word{Text: "ωμ", Class: Greek, Letters: 2, Upper: "Ul"}},
		{"かな", Word{Text: "かな", Class: Letter, Letters: 2, Upper: "ll"}},
		{"é\u0301t", Word{Text: "et", Class: Latin, Letters: 2, Upper: "ll"}},
		{"U.a.V.", Word{Text: "uav", Class: Latin, Letters: 3, Upper: "UlU"}},
		{"Б.п.", Word{Text: "бп", Class: Cyrillic, Letters: 2, Upper: "Ul"}},
		{"機", Word{Text: "机", Class: Han, Letters: 1}},
		{"007", Word{Text: "007", Class: Digit}},
		{"№", Word{Text: "no", Class: Other, Letters: 1}},
		{"/", Word{Text: "/", Class: Other}},
		{"；", Word{Text: "；", Class: Other, Break: true}},
	} {
		ws := Words(c.term)
		require.Len(t, ws, 1, "%q", c.term)
		assert.Equal(t, c.want, ws[0], "%q", c.term)
	}
	ws := Words("BorisTone 2,5")
	require.Len(t, ws, 5)
	assert.Equal(t, Word{Text: "tone", Class: Latin, Joint: Closed, Letters: 4, Upper: "Ulll"}, ws[1])
	assert.Equal(t, Word{Text: "2", Class: Digit, Joint: Space}, ws[2])
	assert.Equal(t, Word{Text: "٫", Joint: Closed, Decimal: true}, ws[3])
}

// TestWordCase: Upper has one letter for each folded one, or a folded letter
// would have no case.
func TestWordCase(t *testing.T) {
	for _, term := range []string{"Drone", "é\u0301T", "O'Neil", "Straße", "ﬁre", "Æther", "ß.æ", "Ⅳ"} {
		for _, w := range Words(term) {
			assert.Len(t, []rune(w.Text), len(w.Upper), "%q", term)
			assert.Equal(t, len(w.Upper), w.Letters, "%q", term)
		}
	}
}

var foldCases = []struct{ text, want string }{
	{"Bulat", "bulat"},
	{"ＢＵＬＡＴ", "bulat"},
	{"無人機", "无人机"},
	{"подавитель", "подавитель"},
	{"Глушилка Ёлка", "глушилка елка"},
	{"dro\u200bne Ja\u0301mmer", "drone jammer"},
	{"Ｔｈｅｒｍａｌ  Imaging\nCAMERA", "thermal imaging camera"},
	{"ThermalImaging WiFi Wi-Fi", "thermal imaging wifi wi fi"},
	{"DJI無人機 5G", "dji 无人机 5 g"},
	{"无 人 机", "无人机"},
	{"U.A.V. jammer", "uav jammer"},
	{"drone's «Булат»", "drone булат"},
	{"AN/TPQ-36", "an / tpq 36"},
	{"7,62 мм", "7 . 62 мм"},
	{"a; b", "a | b"},
	{"a|无", "a | 无"},
	{"无|人", "无 | 人"},
	{"№5 10⁹ UO₂", "no 5 10 uo 2"},
	{"BorisTone™", "boris tone"},
	{"\xff", "|"},
	{"", ""},
	{" - ", ""},
}

func TestFold(t *testing.T) {
	for _, c := range foldCases {
		assert.Equal(t, c.want, Fold(c.text), "%q", c.text)
	}
	for _, same := range [][]string{
		{"Bulat", "BULAT", "ＢＵＬＡＴ", "Bu\u200blat", "𝐁𝐮𝐥𝐚𝐭", "«Bulat»", "Bülát"},
		{"无人机", "無人機", "无 人 机", "无\u200b人机"},
		{"ёлка", "ЕЛКА", "е\u0308лка", "ЁЛКА"},
		{"quad copter", "Quad-Copter", "quad_copter", "quad‐copter"},
	} {
		for _, s := range same {
			assert.Equal(t, Fold(same[0]), Fold(s), "%q", s)
		}
	}
}

// TestSimpleCeiling: a simple word has as many letters as a word may have.
func TestSimpleCeiling(t *testing.T) {
	for _, letter := range []string{"a", "ж"} {
		_, ok := Simple(strings.Repeat(letter, maxWord))
		require.True(t, ok)
		_, ok = Simple(strings.Repeat(letter, maxWord+1))
		require.False(t, ok)
	}
	_, ok := Simple("")
	require.False(t, ok)
}
