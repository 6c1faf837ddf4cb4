package normalize

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// whole returns a vocabulary of every word that a reading of text could have:
// the substrings of its folded letters and digits, as they are and repaired.
// What the scanner then leaves out it leaves out by rule.
func whole(text string, more ...string) *Vocabulary {
	v := NewVocabulary()
	var plain, latin, cyrillic []string
	for _, r := range text {
		p := lookup(r)
		switch k := p.kind(); {
		case k == kindMark:
			addAlone(v, string(p.fold()))
		case k == kindSymbol:
			addAlone(v, folded(r))
		case k.letter() || k == kindHan || k == kindDigit || k == kindSuper:
			plain = append(plain, folded(r))
			for to, list := range map[kind]*[]string{kindLatin: &latin, kindCyrillic: &cyrillic} {
				f := folded(r)
				if as, ok := twin(r, p.fold(), k, to); ok && k != to {
					f = string(as)
				}
				*list = append(*list, f)
			}
		}
	}
	addAlone(v, string(decimalMark))
	for _, list := range [][]string{plain, latin, cyrillic} {
		for i := range list {
			for j := i + 1; j <= min(i+40, len(list)); j++ {
				addAlone(v, strings.Join(list[i:j], ""))
			}
		}
	}
	for _, word := range more {
		addAlone(v, word)
	}
	return v
}

// scan returns the tokens of text, of all calls of Next.
func scan(v *Vocabulary, text string) []Token {
	var s Scanner
	s.Reset(v, text)
	var all []Token
	for {
		tokens := s.Next()
		if len(tokens) == 0 {
			return all
		}
		all = append(all, tokens...)
	}
}

// show writes tokens as the tables have them: borders, the word, the span where
// it is not the word, the reading.
func show(v *Vocabulary, text string, tokens []Token) []string {
	var out []string
	for _, t := range tokens {
		word := "SKIP"
		if t.ID != Skip {
			word = v.Word(t.ID)
		}
		s := fmt.Sprintf("%d-%d %s", t.From, t.To, word)
		if span := text[t.Start:t.End]; span != word {
			span = strconv.Quote(span)
			s += " [" + span[1:len(span)-1] + "]"
		}
		for i, name := range []string{"camel", "broken", "dotted", "repaired", "spaced", "leet", "repeated"} {
			if t.Reading&(1<<i) != 0 {
				s += " " + name
			}
		}
		out = append(out, s)
	}
	return out
}

// The tables have the tokens of a text in order of their first border:
// "0-2 wifi [Wi-Fi] broken" leads from border 0 to 2, is the word wifi, has the
// span Wi-Fi (left out where it is the word) and the reading Broken.
var scannerCases = []struct{ text, tokens string }{
	// words
	{"drone", "0-1 drone"},
	{"Drone JAMMER", "0-1 drone [Drone]; 1-2 jammer [JAMMER]"},
	{"БПЛА дрон", "0-1 бпла [БПЛА]; 1-2 дрон"},
	{"йод ёж", "0-1 иод [йод]; 1-2 еж [ёж]"},
	{"лазер, laser", "0-1 лазер; 1-2 ,; 2-3 laser"},
	{"かな ἄλφα", "0-1 かな; 1-2 αλφα [ἄλφα]"},
	{"ＢＵＬＡＴ Ⓓrone", "0-1 bulat [ＢＵＬＡＴ]; 1-2 drone [Ⓓrone]"},
	{"ŁÓDŹ straße ﬁre", "0-1 lodz [ŁÓDŹ]; 1-2 strasse [straße]; 2-3 fire [ﬁre]"},
	{"drone_jammer «дрон»", "0-1 drone; 1-2 jammer; 2-3 дрон"},
	{"dro\u200bne j\u200bammer\u200b", `0-1 drone [dro\u200bne]; 1-2 jammer [j\u200bammer]`},
	{"dro\u2060ne", `0-1 drone [dro\u2060ne]`},
	{"дро\u0301н ра\u0301ция", "0-1 дрон [дро\u0301н]; 1-2 рация [ра\u0301ция]"},
	{"dróne\u0301 x", "0-1 drone [dróne\u0301]; 1-2 x"},
	{"\u0301drone", "0-1 drone"},
	{"dron\u200b\u0301 x", "0-1 dron; 1-2 x"},
	{"BorisTone™ x", "0-2 boristone [BorisTone]; 0-1 boris [Boris] camel; 1-2 tone [Tone] camel; 2-3 x"},
	{"☢drone", "1-2 drone"},
	// digits
	{"C3PO", "0-1 c [C]; 1-2 3; 2-3 po [PO]"},
	{"АК74М", "0-1 ак [АК]; 1-2 74; 2-3 м [М]"},
	{"1a2b", "0-1 1; 1-2 a; 2-3 2; 3-4 b"},
	{"5G手机", "0-1 5; 1-2 g [G]; 2-3 手; 3-4 机"},
	{"① ٣ ５", "0-1 1 [①]; 1-2 3 [٣]; 2-3 5 [５]"},
	{"007", "0-1 007"},
	// camel
	{"WiFi", "0-2 wifi [WiFi]; 0-1 wi [Wi] camel; 1-2 fi [Fi] camel"},
	{"ThermalImagingCamera", "0-3 thermalimagingcamera [ThermalImagingCamera]; 0-1 thermal [Thermal] camel; 1-2 imaging [Imaging] camel; 2-3 camera [Camera] camel"},
	{"USBCable", "0-2 usbcable [USBCable]; 0-1 usb [USB] camel; 1-2 cable [Cable] camel"},
	{"UAVs", "0-2 uavs [UAVs]; 0-1 ua [UA] camel; 1-2 vs [Vs] camel"},
	{"ПЛИСы", "0-2 плисы [ПЛИСы]; 0-1 пли [ПЛИ] camel; 1-2 сы [Сы] camel"},
	{"ABc", "0-2 abc [ABc]; 0-1 a [A] camel; 1-2 bc [Bc] camel"},
	{"aBCd", "0-3 abcd [aBCd]; 0-1 a camel; 1-2 b [B] camel; 2-3 cd [Cd] camel"},
	{"БорисТон", "0-2 бористон [БорисТон]; 0-1 борис [Борис] camel; 1-2 тон [Тон] camel"},
	{"iPhone7Plus", "0-2 iphone [iPhone]; 0-1 i camel; 1-2 phone [Phone] camel; 2-3 7; 3-4 plus [Plus]"},
	{"O'Neil", "0-2 oneil [O'Neil]; 0-1 o [O] camel; 1-2 neil [Neil] camel"},
	{"Thermal\u200bImaging", `0-2 thermalimaging [Thermal\u200bImaging]; 0-1 thermal [Thermal] camel; 1-2 imaging [Imaging] camel`},
	{"Thé\u0301rmalImaging", "0-2 thermalimaging [Thé\u0301rmalImaging]; 0-1 thermal [Thé\u0301rmal] camel; 1-2 imaging [Imaging] camel"},
	// hyphen
	{"Wi-Fi", "0-1 wi [Wi]; 0-2 wifi [Wi-Fi] broken; 1-2 fi [Fi]"},
	{"quad-copter", "0-1 quad; 0-2 quadcopter [quad-copter] broken; 1-2 copter"},
	{"anti-drone-gun", "0-1 anti; 0-2 antidrone [anti-drone] broken; 1-2 drone; 1-3 dronegun [drone-gun] broken; 2-3 gun"},
	{"drone--gun", "0-1 drone; 1-2 gun"},
	{"глуши\u00adтель", `0-1 глушитель [глуши\u00adтель]`},
	{"ThermalImaging-Camera", "0-2 thermalimaging [ThermalImaging]; 0-1 thermal [Thermal] camel; 0-3 thermalimagingcamera [ThermalImaging-Camera] broken; 1-2 imaging [Imaging] camel; 2-3 camera [Camera]"},
	{"anti-WiFi", "0-1 anti; 0-3 antiwifi [anti-WiFi] broken; 1-3 wifi [WiFi]; 1-2 wi [Wi] camel; 2-3 fi [Fi] camel"},
	{"U-2", "0-1 u [U]; 1-2 2"},
	{"5-6", "0-1 5; 1-2 6"},
	{"а_б-в", "0-1 а; 1-2 б; 1-3 бв [б-в] broken; 2-3 в"},
	{"jam·-mer", "0-1 jam; 1-2 mer"},
	{`jam-"mer"`, "0-1 jam; 1-2 mer"},
	{"手-机", "0-1 手; 1-2 机"},
	{"jam-\nmer", `0-1 jam; 0-2 jammer [jam-\nmer] broken; 1-2 mer`},
	{"jam-\r\nmer", `0-1 jam; 0-2 jammer [jam-\r\nmer] broken; 1-2 mer`},
	{"jam\n-mer", `0-1 jam; 0-2 jammer [jam\n-mer] broken; 1-2 mer`},
	{"jam\rmer", `0-1 jam; 0-2 jammer [jam\rmer] broken; 1-2 mer`},
	{"jam\nmer", `0-1 jam; 0-2 jammer [jam\nmer] broken; 1-2 mer`},
	{"jam\r\nmer", `0-1 jam; 0-2 jammer [jam\r\nmer] broken; 1-2 mer`},
	{"jam \n mer", `0-1 jam; 0-2 jammer [jam \n mer] broken; 1-2 mer`},
	{"jam - mer", "0-1 jam; 0-2 jammer [jam - mer] broken; 1-2 mer"},
	{"jam\r-\nmer", `0-1 jam; 2-3 mer`},
	{"jam -\n- mer", "0-1 jam; 1-2 mer"},
	{"jam-\n\nmer", "0-1 jam; 2-3 mer"},
	{"jam\n\nmer", "0-1 jam; 2-3 mer"},
	{"jam mer", "0-1 jam; 1-2 mer"},
	{"jam.\nmer", "0-1 jam; 1-2 .; 2-3 mer"},
	{"глуши-\nтель", `0-1 глуши; 0-2 глушитель [глуши-\nтель] broken; 1-2 тель`},
	{"jam-\nтель", "0-1 jam; 1-2 тель"},
	{"ab\ncd", `0-1 ab; 0-2 abcd [ab\ncd] broken; 1-2 cd`},
	{"a\nbcd", "0-1 a; 1-2 bcd"},
	{"abc\nd", "0-1 abc; 1-2 d"},
	{"a-\nb", `0-1 a; 0-2 ab [a-\nb] broken; 1-2 b`},
	{"abc  \n  def", `0-1 abc; 0-2 abcdef [abc  \n  def] broken; 1-2 def`},
	{"counter-\ndrone jammer", `0-1 counter; 0-2 counterdrone [counter-\ndrone] broken; 1-2 drone; 2-3 jammer`},
	{"5-\n6", "0-1 5; 1-2 6"},
	{"drone²-jammer", "0-1 drone; 1-2 SKIP [²]; 2-3 jammer"},
	// dots
	{"U.A.V", "0-5 uav [U.A.V] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 .; 4-5 v [V]"},
	{"U.A.V.", "0-5 uav [U.A.V] dotted; 0-6 uav [U.A.V] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 .; 4-5 v [V]; 5-6 ."},
	{"Б.П.Л.А. новый", "0-7 бпла [Б.П.Л.А] dotted; 0-8 бпла [Б.П.Л.А] dotted; 0-1 б [Б]; 1-2 .; 2-3 п [П]; 3-4 .; 4-5 л [Л]; 5-6 .; 6-7 а [А]; 7-8 .; 8-9 новыи [новый]"},
	{"U. A. V.", "0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 .; 4-5 v [V]; 5-6 ."},
	{"U.A.VX", "0-3 ua [U.A] dotted; 0-4 ua [U.A] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 .; 4-5 vx [VX]"},
	{"XU.A.V", "0-1 xu [XU]; 1-2 .; 2-5 av [A.V] dotted; 2-3 a [A]; 3-4 .; 4-5 v [V]"},
	{"X-U.A.V", "0-1 x [X]; 0-2 xu [X-U] broken; 1-6 uav [U.A.V] dotted; 1-2 u [U]; 2-3 .; 3-4 a [A]; 4-5 .; 5-6 v [V]"},
	{"U.A.V5", "0-3 ua [U.A] dotted; 0-4 ua [U.A] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 .; 4-5 v [V]; 5-6 5"},
	{"U.А.V", "0-1 u [U]; 1-2 .; 2-3 а [А]; 3-4 .; 4-5 v [V]"},
	{"é.ö.", "0-3 eo [é.ö] dotted; 0-4 eo [é.ö] dotted; 0-1 e [é]; 1-2 .; 2-3 o [ö]; 3-4 ."},
	{"ß.æ.", "0-3 ssae [ß.æ] dotted; 0-4 ssae [ß.æ] dotted; 0-1 ss [ß]; 1-2 .; 2-3 ae [æ]; 3-4 ."},
	{"e\u0301.o\u0301.", "0-3 eo [e\u0301.o\u0301] dotted; 0-4 eo [e\u0301.o\u0301] dotted; 0-1 e [e\u0301]; 1-2 .; 2-3 o [o\u0301]; 3-4 ."},
	{"U.\u200bA", `0-3 ua [U.\u200bA] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]`},
	{"U.A.V's", "0-5 uav [U.A.V] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 .; 4-5 v [V]"},
	{"U..A", "0-1 u [U]; 1-2 .; 2-3 .; 3-4 a [A]"},
	{"α.β", "0-3 αβ [α.β] dotted; 0-1 α; 1-2 .; 2-3 β"},
	{"U.A' b", "0-3 ua [U.A] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 3-4 b"},
	{"U.A-V", "0-3 ua [U.A] dotted; 0-1 u [U]; 1-2 .; 2-3 a [A]; 2-4 av [A-V] broken; 3-4 v [V]"},
	// apostrophes
	{"drone's radar", "0-1 drone; 1-2 radar"},
	{"DRONE’S", "0-1 drone [DRONE]"},
	{"drones' radar", "0-1 drones; 1-2 radar"},
	{"O'neil", "0-1 oneil [O'neil]"},
	{"rock'n'roll", "0-1 rocknroll [rock'n'roll]"},
	{"д'арк", "0-1 дарк [д'арк]"},
	{"drone'sx", "0-1 dronesx [drone'sx]"},
	{"drone's5", "0-1 drones [drone's]; 1-2 5"},
	{"drone's-eye", "0-1 drone; 1-2 eye"},
	{"it's's", "0-1 it; 1-2 s"},
	{"90's", "0-1 90"},
	{"F-16's radar", "0-1 f [F]; 1-2 16; 2-3 radar"},
	{"5'6", "0-1 5; 1-2 6"},
	{"'drone'", "0-1 drone"},
	{"don'\u200bt", `0-1 dont [don'\u200bt]`},
	{"drone'\u200bs x", "0-1 drone; 1-2 x"},
	// repair
	{"Вulat", "0-1 bulat [Вulat] repaired"},
	{"кaбeль", "0-1 кабель [кaбeль] repaired"},
	{"АK-47", "0-1 ak [АK] repaired; 0-1 ак [АK] repaired; 1-2 47"},
	{"ΒORIS", "0-1 boris [ΒORIS] repaired; 0-1 вогіѕ [ΒORIS] repaired"},
	{"Х-ray", "0-1 х [Х]; 0-1 x [Х] repaired; 0-2 xray [Х-ray] broken repaired; 0-2 хгау [Х-ray] broken repaired; 1-2 ray; 1-2 гау [ray] repaired"},
	{"ХС7Z020", "0-1 xc [ХС] repaired; 1-2 7; 2-3 z [Z]; 3-4 020"},
	{"3МX", "0-1 3; 1-2 mx [МX] repaired; 1-2 мх [МX] repaired"},
	{"USBка", "0-1 us [US] camel repaired; 0-2 usbka [USBка] repaired; 1-2 bka [Bка] camel repaired"},
	{"ThermаlImaging", "0-1 thermal [Thermаl] camel repaired; 0-2 thermalimaging [ThermаlImaging] repaired; 1-2 imaging [Imaging] camel repaired"},
	{"jаm-mer", "0-1 jam [jаm] repaired; 0-1 јам [jаm] repaired; 0-2 jammer [jаm-mer] broken repaired; 0-2 јаммег [jаm-mer] broken repaired; 1-2 mer; 1-2 мег [mer] repaired"},
	{"jam-\nmеr", `0-1 jam; 0-2 jammer [jam-\nmеr] broken repaired; 1-2 mer [mеr] repaired; 1-2 мег [mеr] repaired`},
	{"jаm-\nmer", `0-1 jam [jаm] repaired; 0-1 јам [jаm] repaired; 0-2 jammer [jаm-\nmer] broken repaired; 1-2 mer`},
	{"jаm mer", "0-1 jam [jаm] repaired; 0-1 јам [jаm] repaired; 1-2 mer"},
	{"АК-47", "0-1 ак [АК]; 1-2 47"},
	{"EБ", "0-1 еб [EБ] repaired"},
	{"USBкабель", "0-1 usb [USB]; 1-2 кабель"},
	{"USBдрон-Вulat", "0-1 usb [USB]; 1-2 дрон; 1-3 дронв [дрон-В] broken; 2-3 в [В]; 3-4 ulat"},
	{"ра-\nкeт", `0-1 ра; 0-2 ракет [ра-\nкeт] broken repaired; 1-2 ket [кeт] repaired; 1-2 кет [кeт] repaired`},
	{"usbсорTone", "0-1 usb; 0-3 usbcoptone [usbсорTone] repaired; 0-2 usbcop [usbсор] camel repaired; 1-2 сор; 2-3 tone [Tone]"},
	{"usbсор", "0-1 usb; 0-2 usbcop [usbсор] repaired; 1-2 сор"},
	{"usbсо", "0-1 usbco [usbсо] repaired"},
	{"Ю-PAX", "0-1 ю [Ю]; 0-2 юрах [Ю-PAX] broken repaired; 1-2 pax [PAX]; 1-2 рах [PAX] repaired"},
	{"аx-Ю", "0-1 ах [аx] repaired; 0-2 ахю [аx-Ю] broken repaired; 1-2 ю [Ю]"},
	{"GNSS-антенна", "0-1 gnss [GNSS]; 0-2 gnssahtehha [GNSS-антенна] broken repaired; 1-2 антенна; 1-2 ahtehha [антенна] repaired"},
	{"FPV-дронов", "0-1 fpv [FPV]; 1-2 дронов"},
	{"МиГ-2a", "0-1 ми [Ми] camel; 0-2 миг [МиГ]; 1-2 г [Г] camel; 2-3 2; 3-4 a; 3-4 а [a] repaired"},
	{"γ-ray", "0-1 γ; 1-2 ray"},
	{"βUSB", "0-1 β; 1-2 usb [USB]"},
	{"カタUSB", "0-1 カタ; 1-2 usb [USB]"},
	{"тPOLE", "0-1 t [т] camel repaired; 0-2 tpole [тPOLE] repaired; 1-2 pole [POLE] camel repaired"},
	// han
	{"雷达", "0-1 雷; 1-2 达"},
	{"雷達後", "0-1 雷; 1-2 达 [達]; 2-3 后 [後]"},
	{"无 人 机", "0-1 无; 1-2 人; 2-3 机"},
	{"无\n人\n机", "0-1 无; 1-2 人; 2-3 机"},
	{"无 人 机 干 扰 器 材", "0-1 无; 1-2 人; 2-3 机; 3-4 干; 4-5 扰; 5-6 器; 6-7 材"},
	{"手机\n\n床", "0-1 手; 1-2 机; 3-4 床"},
	{"手     机", "0-1 手; 2-3 机"},
	{"DJI无人机", "0-1 dji [DJI]; 1-2 无; 2-3 人; 3-4 机"},
	{"𠀀〇々", "0-1 𠀀; 1-2 〇; 2-3 々"},
	{"㈱会", "0-1 株 [㈱]; 1-2 会"},
	// brackets
	{"雷(léi)達(dá)", "0-1 雷; 1-4 SKIP [(léi)]; 1-2 (; 2-3 lei [léi]; 3-4 ); 4-5 达 [達]; 5-8 SKIP [(dá)]; 5-6 (; 6-7 da [dá]; 7-8 )"},
	{"雷（léi）達", "0-1 雷; 1-4 SKIP [（léi）]; 1-2 ( [（]; 2-3 lei [léi]; 3-4 ) [）]; 4-5 达 [達]"},
	{"雷(Lei)达", "0-1 雷; 1-4 SKIP [(Lei)]; 1-2 (; 2-3 lei [Lei]; 3-4 ); 4-5 达"},
	{"雷(LEi)达", "0-1 雷; 1-5 SKIP [(LEi)]; 1-2 (; 2-4 lei [LEi]; 2-3 l [L] camel; 3-4 ei [Ei] camel; 4-5 ); 5-6 达"},
	{"雷(leiDa)达", "0-1 雷; 1-5 SKIP [(leiDa)]; 1-2 (; 2-4 leida [leiDa]; 2-3 lei camel; 3-4 da [Da] camel; 4-5 ); 5-6 达"},
	{"雷(\u200b)达射频", `0-1 雷; 1-2 (; 2-3 ); 3-4 达; 4-5 射; 5-6 频`},
	{"雷(\u200blei)达", `0-1 雷; 1-4 SKIP [(\u200blei)]; 1-2 (; 2-3 lei; 3-4 ); 4-5 达`},
	{"雷()达", "0-1 雷; 1-2 (; 2-3 ); 3-4 达"},
	{"雷(lei da)达", "0-1 雷; 1-5 SKIP [(lei da)]; 1-2 (; 2-3 lei; 3-4 da; 4-5 ); 5-6 达"},
	{"雷(лэй)达", "0-1 雷; 1-2 (; 2-3 лэи [лэй]; 3-4 ); 4-5 达"},
	{"雷(lеi)达", "0-1 雷; 1-2 (; 2-3 lei [lеi] repaired; 3-4 ); 4-5 达"},
	{"雷(lei2)达", "0-1 雷; 1-2 (; 2-3 lei; 3-4 2; 4-5 ); 5-6 达"},
	{"雷 (lei)达", "0-1 雷; 1-2 (; 2-3 lei; 3-4 ); 4-5 达"},
	{"a(lei)达", "0-1 a; 1-2 (; 2-3 lei; 3-4 ); 4-5 达"},
	{"雷(lei", "0-1 雷; 1-2 (; 2-3 lei"},
	{"雷(abcdefghijklmnopqrstuvwxyzabcde)达", "0-1 雷; 1-4 SKIP [(abcdefghijklmnopqrstuvwxyzabcde)]; 1-2 (; 2-3 abcdefghijklmnopqrstuvwxyzabcde; 3-4 ); 4-5 达"},
	{"雷(abcdefghijklmnopqrstuvwxyzabcdefg)达", "0-1 雷; 1-4 SKIP [(abcdefghijklmnopqrstuvwxyzabcdefg)]; 1-2 (; 2-3 abcdefghijklmnopqrstuvwxyzabcdefg; 3-4 ); 4-5 达"},
	// symbols
	{"№5", "0-1 no [№]; 1-2 5"},
	{"№XC7Z020", "0-1 no [№]; 1-2 xc [XC]; 2-3 7; 3-4 z [Z]; 4-5 020"},
	{"5㎜ ℃", "0-1 5; 1-2 mm [㎜]; 2-3 c [℃]"},
	{"ab№cd", "0-1 ab; 1-2 no [№]; 2-3 cd"},
	{"⑩5", "0-1 10 [⑩]; 1-2 5"},
	{"10⁹", "0-1 10; 1-2 SKIP [⁹]"},
	{"x²y", "0-1 x; 1-2 SKIP [²]; 2-3 y"},
	{"drone¹² jammer", "0-1 drone; 1-2 SKIP [¹²]; 2-3 jammer"},
	{"m²-gun", "0-1 m; 1-2 SKIP [²]; 2-3 gun"},
	{"UO₂", "0-1 uo [UO]; 1-2 2 [₂]"},
	{"5㎡", "0-1 5; 1-2 m2 [㎡]"},
	// marks
	{"AN/TPQ-36", "0-1 an [AN]; 1-2 /; 2-3 tpq [TPQ]; 3-4 36"},
	{"R&D", "0-1 r [R]; 1-2 &; 2-3 d [D]"},
	{"a + b", "0-1 a; 1-2 +; 2-3 b"},
	{"(a)′", "0-1 (; 1-2 a; 2-3 ); 3-4 ′"},
	{"ａ／ｂ", "0-1 a [ａ]; 1-2 / [／]; 2-3 b [ｂ]"},
	{"a...b", "0-1 a; 1-2 .; 2-3 .; 3-4 .; 4-5 b"},
	// decimals
	{"2,5", "0-1 2; 1-2 ٫ [,]; 2-3 5"},
	{"2.5", "0-1 2; 1-2 ٫ [.]; 2-3 5"},
	{"7．62", "0-1 7; 1-2 ٫ [．]; 2-3 62"},
	{"2, 5", "0-1 2; 1-2 ,; 2-3 5"},
	{"2 ,5", "0-1 2; 1-2 ,; 2-3 5"},
	{"a,5", "0-1 a; 1-2 ,; 2-3 5"},
	{"5,", "0-1 5; 1-2 ,"},
	{",5", "0-1 ,; 1-2 5"},
	{"1.2.3", "0-1 1; 1-2 ٫ [.]; 2-3 2; 3-4 ٫ [.]; 4-5 3"},
	{"2\u200b,\u200b5", "0-1 2; 1-2 ٫ [,]; 2-3 5"},
	{"1/2", "0-1 1; 1-2 /; 2-3 2"},
	{"№,5", "0-1 no [№]; 1-2 ,; 2-3 5"},
	// breaks
	{"a|b", "0-1 a; 2-3 b"},
	{"a;b", "0-1 a; 2-3 b"},
	{"a。b", "0-1 a; 2-3 b"},
	{"a\tb", "0-1 a; 2-3 b"},
	{"\ta\t", "1-2 a"},
	{"a\xffb", "0-1 a; 2-3 b"},
	{"a    b", "0-1 a; 1-2 b"},
	{"a     b", "0-1 a; 2-3 b"},
	{"a  \n  b", "0-1 a; 1-2 b"},
	{"a  \n   b", "0-1 a; 2-3 b"},
	{"a\n \nb", "0-1 a; 2-3 b"},
	{"a\r\rb", "0-1 a; 2-3 b"},
	{"a\r\nb", "0-1 a; 1-2 b"},
}

func TestScanner(t *testing.T) {
	for _, c := range scannerCases {
		t.Run(c.text, func(t *testing.T) {
			v := whole(c.text)
			tokens := scan(v, c.text)
			// In what order those of one border come means nothing.
			assert.ElementsMatch(t, split(c.tokens), show(v, c.text, tokens), "%q", c.text)
			checkTokens(t, c.text, tokens)
		})
	}
}

func split(tokens string) []string {
	if tokens == "" {
		return nil
	}
	return strings.Split(tokens, "; ")
}

// checkTokens holds what is true of the tokens of any text.
func checkTokens(t *testing.T, text string, tokens []Token) {
	t.Helper()
	seen := map[Token]bool{}
	starts, ends := map[int32]int{}, map[int32]int{}
	for i, k := range tokens {
		require.Less(t, k.From, k.To, "%q: %v", text, k)
		require.True(t, 0 <= k.Start && k.Start < k.End && k.End <= len(text), "%q: %v", text, k)
		for _, at := range []int{k.Start, k.End} {
			require.True(t, at == len(text) || utf8.RuneStart(text[at]) || !utf8.ValidString(text), "%q: %v is not on rune borders", text, k)
		}
		if i > 0 {
			require.LessOrEqual(t, tokens[i-1].From, k.From, "%q: %v is out of order", text, k)
		}
		require.False(t, seen[k], "%q: %v stands twice", text, k)
		seen[k] = true
		// A border is one place: what starts there starts at one byte, and
		// what ends there ends before any of it.
		if at, ok := starts[k.From]; ok {
			require.Equal(t, at, k.Start, "%q: border %d", text, k.From)
		}
		starts[k.From] = k.Start
		ends[k.To] = max(ends[k.To], k.End)
	}
	for border, start := range starts {
		require.LessOrEqual(t, ends[border], start, "%q: border %d", text, border)
	}
	for _, k := range tokens {
		for border, start := range starts {
			if border > k.From && start < k.Start || border < k.From && start > k.Start {
				require.Fail(t, "borders and bytes disagree", "%q: %v", text, k)
			}
		}
		if len(tokens) > 200 {
			break // quadratic
		}
	}
}

// path reports whether the words of a term lie one behind the other in the
// tokens of a text, Skip tokens passed over.
func path(v *Vocabulary, tokens []Token, words []Word) bool {
	at := map[int32]bool{}
	for _, t := range tokens {
		at[t.From] = true
	}
	for i, w := range words {
		skip(tokens, at, i > 0)
		next := map[int32]bool{}
		id := v.Lookup(w.Text)
		for _, t := range tokens {
			if at[t.From] && t.ID == id && id != 0 {
				next[t.To] = true
			}
		}
		at = next
	}
	return len(at) > 0
}

func skip(tokens []Token, at map[int32]bool, ok bool) {
	for _, t := range tokens { // in order of From
		if ok && t.ID == Skip && at[t.From] {
			at[t.To] = true
		}
	}
}

// inText reports whether term is a path in text.
func inText(term, text string) bool {
	v := NewVocabulary()
	words := Words(term)
	for _, w := range words {
		addAlone(v, w.Text)
	}
	return path(v, scan(v, text), words)
}

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		term  string
		texts []string
		not   []string
	}{
		{"Wi-Fi", []string{"wi-fi", "WiFi", "Wi Fi", "Wi‑Fi", "WI_FI"}, []string{"wifi", "wii fi"}},
		{"WiFi", []string{"Wi-Fi", "WIFI", "wifi", "Wi\nFi"}, []string{"Wi_Fi", "Wi--Fi"}},
		{"thermal imaging camera", []string{"ThermalImagingCamera", "thermal-imaging-⏎camera", "thermalImaging camera", "THERMAL⏎IMAGING «camera»", "ther-⏎mal imaging camera", "Thermаl imaging саmera"}, []string{"thermalimaging camera", "thermal imaging, camera", "thermal⏎⏎imaging camera"}},
		{"counter drone jammer", []string{"counter-⏎drone jammer", "counter-drone jam-⏎mer", "counter drone² jammer", "counter drone's jammer", "counter drones'⏎drone counter-drone jammer"}, []string{"counter drone (2) jammer", "counter drone|jammer"}},
		{"UAV", []string{"U.A.V.", "u.a.v", "UAV's", "U.A.V.'s", "anti-U.A.V. gun", "X-U.A.V"}, []string{"U. A. V.", "U-A-V"}},
		{"UAV jammer", []string{"UAV jammer", "U.A.V. jammer", "U.A.V.-jammer", "UAV's jammer"}, []string{"U.A.V.. jammer", "UAV. jammer"}},
		{"U.A.V. jammer", []string{"UAV jammer", "U.A.V. jammer"}, nil},
		{"БПЛА новый", []string{"Б.П.Л.А. новый", "БПЛА-новый", "Б.П.Л.А⏎новый"}, []string{"БПЛА. Новый"}},
		{"U.A.VX", []string{"U.A.VX"}, nil},
		{"ß.æ", []string{"ß.æ", "ß.æ."}, nil},
		{"F-16 radar", []string{"F-16 radar", "F-16's radar", "F16 radar", "F 16 radar"}, []string{"F-1 6 radar"}},
		{"无人机干扰器", []string{"无人机干扰器", "无 人 机 干 扰 器", "無人機⏎干擾器", "无⏎人⏎机⏎干⏎扰⏎器", "無(wú)人(rén)機(jī)干扰器", "无\u200b人机干扰器"}, []string{"无人机、干扰器", "无人机⏎⏎干扰器", "无人机     干扰器"}},
		{"机床", []string{"机⏎床", "机 床", "机-床", "机¹床"}, []string{"机⏎⏎床", "机(2)床", "机，床"}},
		{"jammer", []string{"jam-⏎mer", "jаm-⏎mer", "jam-⏎mеr", "jam⏎mer", "jam - mer", "jаmmer"}, []string{"jam mer", "jam--mer", "jam|mer"}},
		{"7,62", []string{"7.62", "7,62", "7．62"}, []string{"7 62", "7/62", "7, 62"}},
		{"GPS-глушилка", []string{"GPS-глушилка", "GPS глушилка", "GPSглушилка", "GPS⏎глушилка"}, []string{"GPSглуш илка"}},
		{"AN/TPQ-36", []string{"AN/TPQ-36", "an / tpq 36"}, []string{"AN|TPQ-36"}},
	} {
		clean := strings.NewReplacer("⏎", "\n")
		for _, text := range c.texts {
			text = clean.Replace(text)
			assert.True(t, inText(c.term, text), "%q is not in %q", c.term, text)
		}
		for _, text := range c.not {
			text = clean.Replace(text)
			assert.False(t, inText(c.term, text), "%q is in %q", c.term, text)
		}
	}
}

// TestRunCeiling: a run without end is read in parts of some 1,024 runes, at a
// hyphen or between a letter and a digit, of 2,048 where alphabets alternate.
func TestRunCeiling(t *testing.T) {
	for unit, want := range map[string]int{"a": 1024, "1": 1024, "a-": 1023, "a1": 1024, "ab-": 1025, "aя": 2048, "aяz-": 1023} {
		var c cutter
		text := strings.Repeat(unit, 5000)
		end, next, _, ok := c.run(text, 0, 0)
		assert.True(t, ok)
		assert.Equal(t, end, next)
		assert.Equal(t, want, utf8.RuneCountInString(text[:end]), unit)
	}
}

func TestScannerCeilings(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	v := NewVocabulary()
	for _, n := range []int{1, 2, 254, 255, 256, 257, 258, 300, 1024, 1025} {
		addAlone(v, a(n))
	}
	addAlone(v, "b")
	for _, c := range []struct {
		text string
		want string // lengths of the words that come
	}{
		{a(256), "256"},
		{a(257), ""},
		{a(255) + "\u200b", "255"},
		{a(255) + "\u200b" + "a", ""},
		{a(254) + "\u0301" + "a", "255"},
		{a(254) + "-" + a(2), "254 256 2"},
		{a(255) + "-" + a(2), "255 2"},
		{a(255) + "-\n" + a(1), "255 256 1"},
		{a(1024), ""},
		{a(1025), "1"}, // the rest of a word too long to match: no boundary before it
		{strings.Repeat("a1", 511) + "ab", strings.Repeat("1 ", 511)[:511*2-1]},
	} {
		var got []string
		for _, k := range scan(v, c.text) {
			if strings.HasPrefix(v.Word(k.ID), "a") {
				got = append(got, strconv.Itoa(len(v.Word(k.ID))))
			}
		}
		assert.Equal(t, c.want, strings.Join(got, " "), "%.20q… of %d bytes", c.text, len(c.text))
	}
	// The parts of a broken word are not far apart.
	addAlone(v, "jammer")
	for blanks, want := range []int{1, 0} {
		require.Len(t, scan(v, "jam-"+strings.Repeat("\u200b", 21)+strings.Repeat(" ", blanks)+"mer"), want)
	}
	// A dotted word is a word.
	dotted := strings.Repeat("x.", 500)
	w := strings.Repeat("x", 128)
	addAlone(v, w)
	addAlone(v, w+"x")
	n := 0
	for _, k := range scan(v, dotted) {
		require.NotEqual(t, w+"x", v.Word(k.ID))
		if v.Word(k.ID) == w {
			n++
		}
	}
	assert.Equal(t, 6, n) // each before and behind a last dot
}

// TestScannerNext: the tokens come in pieces that end at breaks, and pieces do
// not depend on what was scanned before.
func TestScannerNext(t *testing.T) {
	text := strings.Repeat("drone jammer quad-copter jam-\nmer. ", 300) + "\n\n"
	text = strings.Repeat(text, 5)
	v := whole("drone jammer quad-copter jammer.")
	var s Scanner
	for range 2 {
		s.Reset(v, text)
		var all []Token
		calls := 0
		last := int32(-1)
		for tokens := s.Next(); len(tokens) > 0; tokens = s.Next() {
			for _, k := range tokens {
				require.Greater(t, k.From, last, "a path leads over the end of a piece")
			}
			for _, k := range tokens {
				last = max(last, k.To)
			}
			calls++
			all = append(all, tokens...)
		}
		assert.Equal(t, 5, calls)
		assert.Equal(t, scan(v, text), all)
		assert.Empty(t, s.Next())
		checkTokens(t, text, all)
	}
	s.Reset(v, "jam-")
	s.Next()
	s.Reset(v, "mer")
	assert.Equal(t, []string{"0-1 mer"}, show(v, "mer", s.Next()), "Reset forgets")
	s.Reset(v, "jam")
	s.Next()
	s.Reset(v, "-mer")
	assert.Equal(t, []string{"0-1 mer"}, show(v, "-mer", s.Next()), "Reset forgets")
	addAlone(v, "ab")
	s.Reset(v, "x.y.z.\t")
	s.Next()
	s.Reset(v, "a.b")
	assert.Contains(t, show(v, "a.b", s.Next()), "0-3 ab [a.b] dotted", "Reset forgets")
	s.Reset(v, "")
	assert.Empty(t, s.Next())
	s.Reset(v, "ab")
	s.RestartBefore(-1)
	s.Next()
	assert.Zero(t, s.Restart(), "no place to start again but the first")
	v.SeeThrough(Spaced | Leet)
	s.Bound(1)
	s.Reset(v, "a b ab a b")
	assert.Empty(t, s.Next())
	require.True(t, s.Full())
	s.Bound(0)
	s.Reset(v, "ab")
	assert.Equal(t, scan(v, "ab"), s.Next(), "Reset forgets")
}

// TestScannerPieces: however many tokens there are, none is handed out before what a
// path may go on with.
func TestScannerPieces(t *testing.T) {
	for _, c := range []struct{ words, joined, word string }{
		{"drone ", "jam-\nmer", "jammer"},
		{"drone ", "jam-mer", "jammer"},
		{"drone ", "JAM\nMER", "jammer"},
		{"дрон ", "беспи-\nлотник", "беспилотник"},
		{"无", "*人", "人"},
	} {
		for _, frozen := range []bool{false, true} {
			v := NewVocabulary()
			for _, w := range []string{strings.TrimSpace(c.words), c.word} {
				v.AddForm(Form{Classes: []uint32{addAlone(v, w)}})
			}
			v.SeeThrough(Spaced)
			if frozen {
				v.Freeze()
			}
			text := strings.Repeat(c.words, 600) + c.joined + "; and so on; and so on."
			var s Scanner
			s.Reset(v, text)
			reached := map[int32]bool{}
			for tokens := s.Next(); len(tokens) > 0; tokens = s.Next() {
				for _, k := range tokens {
					require.False(t, reached[k.From], "a path leads over the end of a piece: %q", c.joined)
				}
				for _, k := range tokens {
					reached[k.To] = true
				}
				if last := tokens[len(tokens)-1]; last.Start >= 600*len(c.words) {
					require.Equal(t, c.word, v.Word(last.ID))
					text = ""
				}
			}
			require.Empty(t, text, "%q is not found", c.joined)
		}
	}
}

// TestRestart: the place to start again at lies shortly before the limit, and the
// forms behind it are found from there.
func TestRestart(t *testing.T) {
	v, forms := gallopVocabulary()
	text := strings.Repeat("Some plain words, a laser and drone jammers of 5 kg. 无人机 and plain words, дроны, узел связи. ", 4)
	behind := func(found []string, from int) []string { // without borders, which another start counts from
		var kept []string
		for _, f := range found {
			span, form, _ := strings.Cut(f, " ")
			start, _, _ := strings.Cut(span, "-")
			if at, _ := strconv.Atoi(start); at >= from {
				_, form, _ = strings.Cut(form, " ")
				kept = append(kept, span+" "+form)
			}
		}
		return kept
	}
	for _, plain := range []bool{false, true} {
		all := formsIn(v, forms, text, plain)
		require.Len(t, all, 4*4)
		for limit := range text {
			var s Scanner
			s.Plain(plain)
			s.Reset(v, text)
			s.RestartBefore(limit)
			for len(s.Next()) > 0 {
			}
			restart := s.Restart()
			require.LessOrEqual(t, restart, limit)
			require.Less(t, limit-restart, 2*strideBytes)
			rest := strings.Repeat(" ", restart) + text[restart:] // where the spans are the same
			require.Equal(t, behind(all, restart), behind(formsIn(v, forms, rest, plain), 0), "from %d", restart)
		}
	}
}

// TestRepeats: a word with letters repeated has each as often as the word, or more.
func TestRepeats(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"hammer", true}, {"hhammer", true}, {"haammmerr", true}, {"hammerrr", true},
		{"hamer", false}, {"haaamer", false}, {"hammmar", false}, {"hammers", false}, {"shammer", false}, {"", false},
	} {
		require.Equal(t, c.want, repeats("hammer", []byte(c.text)), c.text)
	}
	require.True(t, repeats("лазер", []byte("лллаазер")))
}

// TestRereadPieces: what is read again ends where no path goes on, however near that
// until is.
func TestRereadPieces(t *testing.T) {
	v := NewVocabulary()
	for _, w := range []string{"drone", "jammer"} {
		v.AddForm(Form{Classes: []uint32{addAlone(v, w)}, Cue: true})
	}
	v.Freeze()
	text := "a drone jam\nmer; and so on, and so on"
	for until := range strings.Index(text, ";") {
		var s Scanner
		s.Reset(v, text)
		for len(s.Next()) > 0 {
		}
		s.Reread(0, until)
		tokens := s.Next()
		if s.Pos() > strings.Index(text, "drone") {
			require.Equal(t, []string{"drone", `jammer [jam\nmer] broken`}, words(show(v, text, tokens)), "until %d", until)
		}
	}
}

// words cuts the borders off what show returns.
func words(tokens []string) []string {
	for i := range tokens {
		_, tokens[i], _ = strings.Cut(tokens[i], " ")
	}
	return tokens
}

// TestScannerUnknown: words that the vocabulary lacks count as borders.
func TestScannerUnknown(t *testing.T) {
	v := NewVocabulary()
	addAlone(v, "drone")
	addAlone(v, "jammer")
	text := "a drone b-c jammer 5 drone, drone"
	assert.Equal(t, []string{"1-2 drone", "4-5 jammer", "6-7 drone", "8-9 drone"}, show(v, text, scan(v, text)))
}

// plainWords is a tokenizer that shares nothing with the scanner: golang.org/x/text
// folds, strings.FieldsFunc cuts. It holds for texts without hyphens, camel
// seams, dots, apostrophes and mixed alphabets.
func plainWords(text string) []string {
	text = cases.Fold().String(norm.NFKD.String(text))
	var out []string
	for _, field := range strings.FieldsFunc(text, unicode.IsSpace) {
		word := ""
		flush := func() {
			if word != "" {
				out = append(out, word)
			}
			word = ""
		}
		var last *unicode.RangeTable
		for _, r := range field {
			var class *unicode.RangeTable
			for _, c := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Nd, unicode.Han} {
				if unicode.Is(c, r) {
					class = c
				}
			}
			switch {
			case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
				continue
			case class == nil:
				flush()
			case class != last || class == unicode.Han:
				flush()
				fallthrough
			default:
				word += string(r)
			}
			last = class
		}
		flush()
	}
	return out
}

func TestScannerAgainstPlain(t *testing.T) {
	words := strings.Fields("drone Jammer ЛАЗЕР Ёлка йод дрон é Ångström Zürich ＢＵＬＡＴ 5 007 ２３ 无人机 雷达 ἄλφα ΩΜΕΓΑ straße ﬁre dro\u00adne дро\u0301н 5мм 3x")
	seps := []string{" ", "  ", ", ", "; ", "; ", "! ", "。", "\n", " (", ") "}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range 1 + rnd.IntN(8) {
			b.WriteString(words[rnd.IntN(len(words))])
			b.WriteString(seps[rnd.IntN(len(seps))])
		}
		text := b.String()
		v := whole(text)
		var got []string
		for _, k := range scan(v, text) {
			word := v.Word(k.ID)
			if r, _ := utf8.DecodeRuneInString(word); k.Reading == 0 && lookup(r).kind() != kindMark {
				got = append(got, word)
			}
		}
		require.Equal(t, plainWords(text), got, "%q", text)
	}
}

func BenchmarkScanner(b *testing.B) {
	v := NewVocabulary()
	for _, w := range strings.Fields("drone jammer imager дрон прибор 热 成 像 仪") {
		addAlone(v, w)
	}
	for name, text := range map[string]string{
		"Latin":    strings.Repeat("the thermal imager of a drone ", 200),
		"Cyrillic": strings.Repeat("тепловизионный прибор и дрон ", 200),
		"Han":      strings.Repeat("熱成像儀热成像仪", 200),
		"mixed":    strings.Repeat("Вulat XC7Z020 jаm-mer GNSS-антенна ", 200),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			var s Scanner
			n := 0
			for b.Loop() {
				s.Reset(v, text)
				for tokens := s.Next(); len(tokens) > 0; tokens = s.Next() {
					n += len(tokens)
				}
			}
			if n == 0 {
				b.Fatal("no tokens")
			}
		})
	}
}
