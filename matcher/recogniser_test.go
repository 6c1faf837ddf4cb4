package matcher

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
	"github.com/stretchr/testify/assert"
)

// recogniserFor makes a recogniser for a list of one entry a line, "key value".
func recogniserFor(lines ...string) *recogniser {
	var entries []entry
	for _, l := range lines {
		key, value, _ := strings.Cut(l, " ")
		e := &lists.Entry{ID: value, Category: lists.Electronics}
		switch key {
		case "part":
			e.Parts = []lists.Text{{Text: value}}
		default:
			e.Numbers = []lists.Code{{Regime: lists.Regime(key), ID: value}}
			e.Codes = []lists.Code{{Regime: lists.Regime(key), ID: value}}
		}
		entries = append(entries, entry{Entry: e})
	}
	return newRecogniser(entries, 0, false)
}

func (r *recogniser) all(text string) []recognised {
	return r.find(new(recogniserScan), text, nil)
}

// show writes what was found as "text=term" with the steps and the codes.
func show(text string, found []recognised) string {
	var b []string
	for _, f := range found {
		s := fmt.Sprintf("%s=%s", text[f.start:f.end], f.term)
		if f.how != 0 {
			s += " " + f.how.String()
		}
		if f.kind == KindCode {
			for _, c := range f.codes {
				s += " " + c.String()
			}
			s += " " + string(f.category)
		}
		b = append(b, s)
	}
	return strings.Join(b, "; ")
}

func TestParts(t *testing.T) {
	r := recogniserFor("part XC7Z*", "part ADSP-21??9*", "part 1879ВМ*", "part STM32F407VGT6", "part ADRV 9??9-W", "part *2SC50?0", "part MAX3232")
	for _, c := range []struct{ text, want string }{
		{"XC7Z020", "XC7Z020=XC7Z*"},
		{"xc7z020-1CLG400C", "xc7z020=XC7Z*"},
		{"XC-7Z020", "XC-7Z020=XC7Z* broken"},
		{"XC 7Z020", "XC 7Z020=XC7Z* broken"},
		{"XC 7 Z020", "XC 7 Z020=XC7Z* broken"},
		{"xc 7Z020", ""},
		{"ХС7Z020", "ХС7Z020=XC7Z* look-alike"},
		{"ＸＣ７Ｚ０２０", "ＸＣ７Ｚ０２０=XC7Z* width"},
		{"XC7\u200bZ020", "XC7\u200bZ020=XC7Z* invisible"},
		{"№XC7Z020™", "XC7Z020=XC7Z*"},
		{"采购XC7Z020芯片", "XC7Z020=XC7Z*"},
		{"AXC7Z020", ""}, {"1XC7Z020", ""}, {"2,XC7Z020", ""}, {"2.XC7Z020", ""}, {"A.XC7Z020", "XC7Z020=XC7Z*"},
		{"XC7Z 020", "XC7Z=XC7Z*"},
		{"XC7Y020", ""},
		{"ADSP-21469", "ADSP-21469=ADSP-21??9*"},
		{"ADSP21469KBZ-4", "ADSP21469KBZ=ADSP-21??9* joined"},
		{"ADSP 21469", "ADSP 21469=ADSP-21??9*"},
		{"ADSP\n21469", "ADSP\n21469=ADSP-21??9*"},
		{"ADSP\r\n21469", "ADSP\r\n21469=ADSP-21??9*"},
		{"ADSP-\n21469", "ADSP-\n21469=ADSP-21??9*"},
		{"ADSP  21469", ""}, {"ADSP--21469", ""}, {"ADSP- 21469", ""}, {"ADSP -21469", ""}, {"ADSP\n-21469", ""}, {"ADSP \n21469", ""}, {"ADSP\n\n21469", ""}, {"ADSP-\n\n21469", ""}, {"ADSP-214-69", ""}, {"ADSP-2146", ""},
		{"1879ВМ8Я", "1879ВМ8Я=1879ВМ*"},
		{"1879BM8Я", "1879BM8Я=1879ВМ* look-alike"},
		{"1.1879ВМ8Я", ""},
		{"STM32F407 VGT6", "STM32F407 VGT6=STM32F407VGT6 broken"},
		{"STM 32 F 407 VGT 6", "STM 32 F 407 VGT 6=STM32F407VGT6 broken"},
		{"STM32F407VGT6TR", ""},
		{"STM32F407V GT6", ""},
		{"adrv9009w", "adrv9009w=ADRV 9??9-W joined"},
		{"ADRV 9009 W", "ADRV 9009 W=ADRV 9??9-W"},
		{"KTC2SC5080", "KTC2SC5080=*2SC50?0"}, {"2SC5080", "2SC5080=*2SC50?0"},
		{"at a max 3232 items", ""}, {"MAX 3232", "MAX 3232=MAX3232 broken"}, {"max3232", "max3232=MAX3232"},
		{"XC7Z020\u0301 x", "XC7Z020\u0301=XC7Z* accented"},
		{"XC7Z020\u0897 x", "XC7Z020=XC7Z*"}, // a mark of a later Unicode than the table's
		{"XC7Z020_datasheet.pdf", "XC7Z020=XC7Z*"},
	} {
		assert.Equal(t, c.want, show(c.text, r.all(c.text)), c.text)
	}
}

func TestPartWildcards(t *testing.T) {
	for _, c := range []struct{ pattern, text, want string }{
		{"ABCD*", "ABCD", ""}, {"ABCD*", "ABCD1", "ABCD1=ABCD*"}, {"ABCD*", "ABCD-1", ""},
		{"AB12*-C*", "AB12C-CX", "AB12C-CX=AB12*-C*"},
		{"?B12C", "XB12C", "XB12C=?B12C"}, {"?B12C", "B12C", ""}, {"A?12C", "A112C", "A112C=A?12C"},
		{"AB12-*CD", "AB12-CD", "AB12-CD=AB12-*CD"}, {"AB12-*CD", "AB12-XCD", "AB12-XCD=AB12-*CD"}, {"AB12-*CD", "AB12X-CD", ""},
		{"?ЭQ12", "XЭQ12", "XЭQ12=?ЭQ12"}, {"?ЭQ12", "XВQ12", ""},
		{"AB123C", "AB12ҮC", ""}, {"AB12Ү?", "ab12үC", "ab12үC=AB12Ү?"},
		{"AB12Ы", "AB12ы", "AB12ы=AB12Ы"}, {"AB12Ы", "AB12か", ""},
		{"AB12-C34", "AB12-C34", "AB12-C34=AB12-C34"}, {"AB12-C34", "AB12-B34", ""},
		{"ABC-12", "abc 12", ""}, {"ABC-12", "ABC 12", "ABC 12=ABC-12"}, {"ABCD-12", "abcd 12", "abcd 12=ABCD-12"},
		{"12AB-CDE", "12ab cde", ""}, {"12AB-CDE", "12AB CDE", "12AB CDE=12AB-CDE"}, {"12AB-CDEF", "12ab cdef", "12ab cdef=12AB-CDEF"},
		{"A12BC3", "a 12bc3", ""}, {"A12BC3", "A 12bc3", "A 12bc3=A12BC3 broken"}, {"3CB21A", "3cb21 a", ""}, {"3CB21A", "3CB21 A", "3CB21 A=3CB21A broken"},
		{"AB CD EF 12", "AB CD EF 12", "AB CD EF 12=AB CD EF 12"}, {"12 AB CD EF", "12 AB CD EF", "12 AB CD EF=12 AB CD EF"},
		{"AB12??*3", "AB12XY3", "AB12XY3=AB12??*3"}, {"*AB12*", "xab12y", "xab12y=*AB12*"},
	} {
		assert.Equal(t, c.want, show(c.text, recogniserFor("part "+c.pattern).all(c.text)), "%s in %s", c.pattern, c.text)
	}
}

func TestCustoms(t *testing.T) {
	r := recogniserFor("hs 8542.31", "hs 8543.70", "hs 8806", "hs 2004.10", "hs 2004.13", "hs 1900.01", "hs 1899.12", "hs 2099.12", "hs 2100.10")
	for _, c := range []struct{ text, want string }{
		{"8542.31", "8542.31"},
		{"8542.31.", "8542.31"},
		{"8542.31, 8543.70", "8542.31 8543.70"}, {"8542.31,8543.70,8542.31.90", "8542.31 8543.70 8542.31.90"}, {"8542.31,8543", "8542.31"},
		{"HS 854231,854370,8542319000", "854231 854370 8542319000"}, {"HS 8542.31,854370", "8542.31 854370"},
		{"8542.31,5", ""}, {"8542.31,854", ""}, {"HS 854231,12", ""}, {"HS 854231,123", ""}, {"HS 12,854231", ""}, {"HS 8806,8542.31", "8542.31"}, {"7,8542.31", ""},
		{"8542. 31", ""}, {"8542.\n31", ""}, {"8542 .31", ""}, {"8542\n.31", ""}, {"8542.-31", ""}, {"8542-.31", ""}, {"HS 854231,\n854370", "854231 854370"},
		{"8542 31 5", ""}, {"8542 31 90 5", "8542 31 90"}, {"8542.31 5", "8542.31"}, {"8542 31 x", "8542 31"},
		{"a" + strings.Repeat("\u200b", 70) + "8542.31", ""}, {"8542.31" + strings.Repeat("\u200b", 70) + "a", ""}, {"a. " + strings.Repeat("\u200b", 70) + "8542.31", "8542.31"},
		{"8542.31-8543.70", "8542.31 8543.70"},
		{"8542.31.00", "8542.31.00"},
		{"8542 31 900 0", "8542 31 900 0"},
		{"1 8542 31 900 0 шт 5", "8542 31 900 0"},
		{"HS854231", "854231"}, {"HS-854231", "854231"}, {"HS code: 8542310000", "8542310000"},
		{"ТН ВЭД 8542 31", "8542 31"}, {"код ТН ВЭД ЕАЭС 8542 31 110 0", "8542 31 110 0"}, {"ТНВЭД8542319000", "8542319000"},
		{"海关商品编号：8543709960", "8543709960"}, {"稅號8543709960", "8543709960"}, {"商品编码 8543 7099 60", "8543 7099 60"},
		{"HTS 8542.31.0001", "8542.31.0001"}, {"tariff 8542-31", "8542-31"}, {"H.S. code 8542.31", "8542.31"}, {"H.S. 854231", "854231"},
		{"８５４２．３１", "８５４２．３１"},
		{"854231", ""}, {"8542310000", ""}, {"8542-31", ""}, {"commit 854231a", ""}, {"HS a854231", ""}, {"HS 8542311", ""},
		{"$8542.31", ""}, {"8542.31 kg", ""}, {"8542.31千克", ""}, {"8542.31 руб.", ""}, {"price: 8542.31", ""}, {"цена 8542.31", ""}, {"8542.31%", ""},
		{"8542.31     ₽", ""}, {"₽     8542.31", ""}, {"8542.31   kg", ""}, {"8542.31    kg", "8542.31"}, {"5-8542.31", ""}, {"x-8542.31", ""}, {"8542-8542.31", "8542.31"},
		{"HS 8542.31 kg 5", "8542.31"}, {"price a b 8542.31", ""}, {"price a b c 8542.31", "8542.31"},
		{"18542.31", ""}, {"8542.311", ""}, {"8542.31.5", ""}, {"1.8542.31", ""}, {"8542.31a", ""}, {"8,542.31", ""}, {"+8542 31 90 00", ""},
		{"тел. 8542 31 90 00", ""}, {"12 8542 31 90 00", ""},
		{"1899.12", "1899.12"}, {"1900.01", ""}, {"2004.13", "2004.13"}, {"2099.12", ""}, {"2100.10", "2100.10"}, {"2004 10 25 00", "2004 10 25 00"},
		{"HS 8542-3199", ""}, {"HS of goods in usd and so on 854231", "854231"}, {"854231 " + strings.Repeat("x ", 30) + "HS", ""},
		{"2004.10", ""}, {"2004 10 25", ""}, {"HS 2004.10", "2004.10"},
		{"8806", ""}, {"HS 8806", "8806"}, {"8806.22", "8806.22"},
		{"HS" + strings.Repeat(" x", 30) + " 854231", ""}, {"HS" + strings.Repeat(" x", 22) + " 854231", "854231"},
		{"854231 " + strings.Repeat("x ", 20) + "HS", "854231"},
		{"HS" + strings.Repeat(" ;", 30) + " 854231", ""}, {"HS" + strings.Repeat(" ;", 22) + " 854231", "854231"}, {"HS" + strings.Repeat(";x", 15) + " 854231", ""}, {"HS" + strings.Repeat(";x", 10) + " 854231", "854231"}, {"XHS 854231", ""}, {"tariff; 854231", "854231"}, {"Harmonised System 854231", "854231"}, {"harmonized codes 854231", "854231"}, {"854231 tariff", "854231"},
		{"GHS 854231", ""}, {"854231 GHS", ""},
	} {
		var got []string
		for _, f := range r.all(c.text) {
			got = append(got, c.text[f.start:f.end])
		}
		assert.Equal(t, c.want, strings.Join(got, " "), c.text)
	}
	bare := newRecogniser([]entry{{Entry: &lists.Entry{Numbers: []lists.Code{{Regime: lists.HS, ID: "8542.31"}}}}}, 0, true)
	assert.Len(t, bare.all("854231"), 1)
}

// TestCustomsForms: in which ways a customs number may be printed where a cue
// stands before it, and which of them need none.
func TestCustomsForms(t *testing.T) {
	r := recogniserFor("hs 8542.31")
	for text, alone := range map[string]bool{
		"8542 31 900 0": true, "8542 31 90 00": true, "8542 31 9000": true, "8542 31 90": true, "8542 31": true,
		"8542 3190 00": false, "8542 319000": false, "8542 3190": false,
		"8542.31.900.0": true, "8542.31.90.00": true, "8542.31.9000": true, "8542.31.90": true, "8542.31": true,
		"8542.3190.00": false, "8542.319000": false, "8542.3190": false,
		"8542-31-900-0": false, "8542-31-90-00": false, "8542-31-9000": false, "8542-31-90": false, "8542-31": false,
		"854231.90.00": false, "854231.9000": false, "854231.90": false, "85423190.00": false, "85423190 00": false,
		"85.42.31.90.00": false, "85.42.31.90": false, "85.42.31": false, "85 42 31 90 00": false, "85 42 31 90": false, "85 42 31": false,
		"8542319000": false, "8542319000123": false, "85423190": false, "854231": false,
	} {
		assert.Equal(t, alone, show(text, r.all(text)) == text+"=8542.31", text)
		assert.Equal(t, text+"=8542.31", show("HS "+text, r.all("HS "+text)), text)
	}
	for _, text := range []string{"8542", "8542.3", "8542.311", "8542-31-900-00", "854231900", "85423190001", "854.231", "8.5.4.2.3.1"} {
		assert.Empty(t, show("HS "+text, r.all("HS "+text)), text)
	}
}

func TestCAS(t *testing.T) {
	r := recogniserFor("cas 74-90-8", "cas 7440-55-3", "cas 1990-12-1")
	for _, c := range []struct{ text, want string }{
		{"74-90-8", "74-90-8=74-90-8"}, {"CAS 74-90-8", "74-90-8=74-90-8"}, {"CAS74-90-8", "74-90-8=74-90-8"}, {"CAS-74-90-8", "74-90-8=74-90-8"},
		{"CAS No.: 74–90−8.", "74–90−8=74-90-8"}, {"化学文摘号7440-55-3）", "7440-55-3=7440-55-3"}, {"0074-90-8", "0074-90-8=74-90-8"},
		{"of CAS74-90-8", "74-90-8=74-90-8"}, {"C AS74-90-8", ""}, {"CA S74-90-8", ""}, {"xCAS74-90-8", ""},
		{"CAS 74908", ""}, {"174-90-8", ""}, {"74-90-81", ""}, {"1-74-90-8", ""}, {"74-90-8-1", ""}, {"74-90-8a", ""}, {"A74-90-8", ""},
		{"1.74-90-8", ""}, {"74-90-8.5", ""}, {"74-90-7", ""}, {"1990-12-2", ""},
	} {
		assert.Equal(t, c.want, show(c.text, r.all(c.text)), c.text)
	}
}

func TestCodes(t *testing.T) {
	r := recogniserFor()
	for _, c := range []struct{ text, want string }{
		{"5A001.f", "5A001.f=5A001.f eu 5A001.f us 5A001.f telecom"},
		{"is it 5A001f?", "5A001f=5A001.f eu 5A001.f us 5A001.f telecom"},
		{"ECCN 3A001.a.2.", "3A001.a.2=3A001.a.2 us 3A001.a.2 electronics"},
		{"Annex I 3A001.a.2", "3A001.a.2=3A001.a.2 eu 3A001.a.2 electronics"},
		{"ECCN 5A992.c", "5A992.c=5A992.c us 5A992.c infosec"},
		{"по 2В001 и 1С351", "2В001=2B001 look-alike eu 2B001 us 2B001 processing; 1С351=1C351 look-alike eu 1C351 us 1C351 cn 1C351 materials"},
		{"0A903.a", "0A903.a=0A903.a cn 0A903.a munitions"},
		{"Европейский союз 3C001", "3C001=3C001 eu 3C001 electronics"}, {"Европейский\r\nсоюз 3C001", "3C001=3C001 eu 3C001 electronics"},
		{"European \r\n union 3C001", "3C001=3C001 eu 3C001 electronics"}, {"european-union 3C001", "3C001=3C001 eu 3C001 electronics"}, {"2021/821: 3C001", "3C001=3C001 eu 3C001 electronics"}, {"European.Union 3C001", "3C001=3C001 eu 3C001 us 3C001 cn 3C001 electronics"},
		{"管 制 \n 编码 3C001", "3C001=3C001 cn 3C001 electronics"}, {"管制编 3C001", "3C001=3C001 eu 3C001 us 3C001 cn 3C001 electronics"},
		{"管制编码9A012.c.1", "9A012.c.1=9A012.c.1 cn 9A012.c.1 aerospace"},
		{"两用物项 3C001", "3C001=3C001 cn 3C001 electronics"},
		{"5Ａ００１．ｆ", "5Ａ００１．ｆ=5A001.f width eu 5A001.f us 5A001.f telecom"},
		{"3A001.pdf", "3A001=3A001 eu 3A001 us 3A001 cn 3A001 electronics"},
		{"ECCN 5a001", "5a001=5A001 us 5A001 telecom"}, {"5a001", ""},
		{"3A999q", ""}, {"3A777", ""}, {"X3A001", ""}, {"A-3A001", ""}, {"3A001-B", ""}, {"3A0011", ""}, {"%3A001", ""}, {"1.3A001", ""},
		{"4F2B 3A001 77C1", ""}, {"4F2B 3A001", ""}, {"3A001 77C1", ""}, {"3A001 12E", ""}, {"3A001 2F12", ""},
		{"ECCN 3A001.а", "3A001.а=3A001.a look-alike us 3A001.a electronics"}, {"двойного назначения M.1.1.2.4", "1.1.2.4=1.1.2.4 ru 1.1.2.4 materials"}, {"5A001 5B001", "5A001=5A001 eu 5A001 us 5A001 telecom; 5B001=5B001 eu 5B001 us 5B001 telecom"},
		{"f3A001c2", ""}, {"12343A001", ""},
		{"ML4.a", "ML4.a=ML4.a eu-ml ML4.a munitions"}, {"munitions list ML10", "ML10=ML10 eu-ml ML10 munitions"}, {"military list ML4.123", "ML4=ML4 eu-ml ML4 munitions"}, {"ML10", ""}, {"ML 4", ""}, {"ML23.a", ""},
		{"пункт 5.1.1.2.4 списка товаров двойного назначения", "5.1.1.2.4=5.1.1.2.4 ru 5.1.1.2.4 telecom"},
		{"Указ 580, позиция 5.2.1.1.2", "5.2.1.1.2=5.2.1.1.2 ru 5.2.1.1.2 infosec"},
		{"ECCN 3A001.a.12", "3A001.a.12=3A001.a.12 us 3A001.a.12 electronics"}, {"двойного назначения 5.1.123", ""}, {"двойного назначения 5.1.0.2", ""},
		{"5.1.1.2.4", ""}, {"двойного назначения 5.1.1", "5.1.1=5.1.1 ru 5.1.1 telecom"},
		{"двойного назначения 5.1.1,5", ""}, {"двойного назначения 5.1.1-5", ""}, {"двойного назначения 5.1.1-а", ""}, {"двойного назначения 5.1.1 5", "5.1.1=5.1.1 ru 5.1.1 telecom"},
		{"двойного назначения 5.1.1,а", "5.1.1=5.1.1 ru 5.1.1 telecom"}, {"двойного назначения 5.1.1, 5", "5.1.1=5.1.1 ru 5.1.1 telecom"},
		{"двойного назначения 5.3.4", ""}, {"список версий 5.3.4.2", ""},
	} {
		assert.Equal(t, c.want, show(c.text, r.all(c.text)), c.text)
	}
}

// TestCueWindow: a cue counts as far as the window goes, to the byte and to the
// word, before a code and behind it.
func TestCueWindow(t *testing.T) {
	r := recogniserFor()
	for bytes, want := range map[int]string{windowBytes: "cn", windowBytes + 1: "eu us cn"} {
		gap := strings.Repeat("x", bytes-len(" 管制编码")-1)
		for _, text := range []string{"管制编码 " + gap + " 3C001", "3C001 " + gap + " 管制编码"} {
			assert.Equal(t, want, regimesOf(r.all(text)), "%d bytes: %s", bytes, text)
		}
	}
}

// TestReachBack: a region starts some words before a digit, and behind what no
// match crosses.
func TestReachBack(t *testing.T) {
	for _, c := range []struct {
		text string // the digit is its last byte
		want string // from where the region starts
	}{
		{"7440-8", "7440-8"},
		{"7440--8", "-8"},
		{"7440-\u200b-8", "\u200b-8"},
		{"HS 8", "HS 8"},
		{"a; HS 8", " HS 8"},
		{"a.HS 8", "HS 8"},
		{"a b\r\nc 8", "a b\r\nc 8"},
		{"a b c d e 8", "c d e 8"},
	} {
		s := &recogniserScan{text: c.text}
		assert.Equal(t, c.want, c.text[s.reachBack(len(c.text)-1):], c.text)
	}
}

func regimesOf(found []recognised) string {
	var ids []string
	for _, f := range found {
		for _, c := range f.codes {
			ids = append(ids, string(c.Regime))
		}
	}
	return strings.Join(ids, " ")
}

// The twelve ways in which customs numbers are printed, six digits and six
// more as %[1]s to %[3]s.
var printed = []string{
	"%[1]s.%[2]s", "%[1]s.%[2]s.00", "%[1]s.%[2]s.00.10", "%[1]s.%[2]s.0001", "%[1]s %[2]s 900 0", "%[1]s %[2]s 00 10",
	"{cue} %[1]s%[2]s", "{cue}%[1]s%[2]s", "{cue} %[1]s%[2]s9000", "{cue}: %[1]s%[2]s00", "{cue} %[1]s %[2]s", "{cue} %[1]s-%[2]s",
}

func TestPrintedForms(t *testing.T) {
	codes, whole := lists.Known(lists.CHPL)
	assert.True(t, whole)
	assert.Len(t, codes, 50)
	var lines []string
	for _, c := range codes {
		lines = append(lines, "hs "+c.ID)
	}
	r := recogniserFor(lines...)
	for _, in := range []struct{ cue, before, after string }{
		{"HS", "The shipment holds two boxes, ", " of 24 March 2024, in all 12 pieces."},
		{"ТН ВЭД", "Товар по декларации, ", ", всего 12 штук в 2024 году."},
		{"海关编码", "出口货物申报", "，共12件。"},
	} {
		for _, c := range codes {
			for _, form := range printed {
				number := fmt.Sprintf(strings.ReplaceAll(form, "{cue}", in.cue), c.ID[:4], c.ID[5:], "")
				number, _, _ = strings.Cut(number, "%!")
				text := in.before + number + in.after
				found := r.all(text)
				if assert.Len(t, found, 1, text) {
					assert.Equal(t, c.ID, found[0].term, text)
					assert.Equal(t, strings.TrimLeft(strings.TrimPrefix(number, in.cue), ": "), text[found[0].start:found[0].end], text)
				}
			}
		}
	}
}

func TestNoNumbers(t *testing.T) {
	codes, _ := lists.Known(lists.CHPL)
	lines := []string{"cas 74-90-8", "part XC7Z*", "part AD9361*"}
	for _, c := range codes {
		lines = append(lines, "hs "+c.ID)
	}
	r := recogniserFor(lines...)
	for _, text := range []string{
		"commit 854231d8542310000f1a", "sha256:8542310000854231000085423100008542310000854231000085423100008542",
		"+7 (495) 854-23-10", "+7 495 854 23 10", "8 (8542) 31-90-00", "тел. 8542319000", "tel. 8542-31-90-00", "电话8542319000", "+8542319000",
		"$8542.31", "€ 8542.31", "8542.31 USD", "8 542,31 руб.", "8542,31", "12 8542,31", "8542.31元", "¥8542.31", "1,854,231", "854 231", "854.231",
		"1985-12-01", "2024.08.17", "17.08.2024", "2024-08-17T08:54:23.10Z", "8.5.42.31", "192.168.85.42", "10.8542.31.5", "v8542.31.0-rc1",
		"ISBN 978-5-8542-3190-0", "ISBN 9785854231909", "85423190-0000-4000-8000-008542319000", "{3F2504E0-4F89-3A00-9A0C-0305E82C3301}",
		"0x3A001", "#3A0012", "%3A001", "3A001C", "00:1A:2B:3A:00:1C", "55.8542313, 37.6175", "8542.3112", "π = 3.8542.31", "8542.31 km", "8542,31 кг",
		"3.1.1.2", "v5.1.1.2", "5.1.1.2.4", "ИНН 8542310000", "R8542.31", "8542.31R", "5A0011", "model A5A001", "IV5A001", "1C35", "№ 8542310000",
		"74-90-80", "174-90-8", "1974-90-8", "AXC7Z020", "max 9361", "ad 9361",
	} {
		assert.Empty(t, show(text, r.all(text)), text)
	}
}

func TestRecognisersOff(t *testing.T) {
	e := []entry{{Entry: &lists.Entry{Parts: []lists.Text{{Text: "XC7Z*"}}, Numbers: []lists.Code{{Regime: lists.HS, ID: "8542.31"}}}}}
	text := "XC7Z020 8542.31 3A001 ML4.a"
	for off, want := range map[Recognisers]int{0: 4, Parts: 3, Numbers: 3, Codes: 2, Numbers | Codes: 1, Parts | Codes: 1, Parts | Numbers: 2, Parts | Numbers | Codes: 0} {
		assert.Len(t, newRecogniser(e, off, false).all(text), want, off)
	}
}

// A judge of part patterns: a regular expression, tried on every stretch.
type partJudge struct {
	text string
	re   *regexp.Regexp
}

var twins = map[rune]string{'a': "aа", 'b': "bв", 'c': "cс", 'x': "xх", 'm': "mм", 'в': "bв", 'м': "mм"}

func newPartJudge(pattern string) partJudge {
	var b strings.Builder
	const gap = "(?:-\n|[- \n])?"
	var last rune
	parted := false
	fixed := func(r rune) bool { return r != 0 && r != '?' && r != '*' }
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	for _, r := range strings.ToLower(pattern) {
		if r == '-' || r == ' ' {
			parted = true
			continue
		}
		if parted || fixed(last) && fixed(r) && digit(last) != digit(r) {
			b.WriteString(gap)
		}
		switch {
		case r == '?':
			b.WriteString("[0-9\\p{Latin}\\p{Cyrillic}]")
		case r == '*':
			b.WriteString("[0-9\\p{Latin}\\p{Cyrillic}]*")
		case twins[r] != "":
			b.WriteString("[" + twins[r] + "]")
		default:
			b.WriteRune(r)
		}
		last, parted = r, false
	}
	return partJudge{pattern, regexp.MustCompile("(?is)^(?:" + b.String() + ")$")}
}

var (
	wordChar = regexp.MustCompile(`[0-9\p{Latin}\p{Cyrillic}]`)
	digitAny = regexp.MustCompile(`[0-9]`)
	decimal  = regexp.MustCompile(`[0-9][.,]$`)
	pieceEnd = regexp.MustCompile(`(?:^|[-\n ])(\pL{1,3})$`)
	pieceTop = regexp.MustCompile(`^(\pL{1,3})(?:$|[-\n ])`)
	small    = regexp.MustCompile(`\p{Ll}`)
)

func (j partJudge) find(text string) (spans []string) {
	for start := range text {
		before := text[:start]
		r, _ := utf8.DecodeLastRuneInString(before)
		if start > 0 && (wordChar.MatchString(string(r)) || decimal.MatchString(before)) {
			continue
		}
	longest:
		for end := len(text); end > start; end-- {
			if end < len(text) && !utf8.RuneStart(text[end]) {
				continue
			}
			r, _ := utf8.DecodeRuneInString(text[end:])
			m := text[start:end]
			if end < len(text) && wordChar.MatchString(string(r)) || !digitAny.MatchString(m) || !j.re.MatchString(m) {
				continue
			}
			for i := range m {
				if m[i] != ' ' && (m[i] != '\n' || m[i-1] == '-') {
					continue
				}
				a, b := pieceEnd.FindString(m[:i]), pieceTop.FindString(m[i+1:])
				if small.MatchString(a) || small.MatchString(b) {
					break longest
				}
			}
			spans = append(spans, fmt.Sprintf("%d-%d %s", start, end, j.text))
			break
		}
	}
	return spans
}

func TestPartsAgainstRegexp(t *testing.T) {
	long(t)
	patterns := []string{"abc12*", "ab1?2c", "a*b1c2", "?1b2c3", "ab-12c3", "ab 12-c*", "*1b2c3", "12ВМ*", "ab12*c?3", "abx1", "a1b2c3", "ab1-?*2c", "a-b1*2c", "1212*"}
	var lines []string
	var judges []partJudge
	for _, p := range patterns {
		lines = append(lines, "part "+p)
		judges = append(judges, newPartJudge(p))
	}
	r := recogniserFor(lines...)
	s := new(recogniserScan)
	rnd := rand.New(rand.NewPCG(1, 2))
	chars := []string{"a", "b", "c", "1", "2", "3", "A", "B", "C", "а", "В", "с", "М", "m", "x", "Х"}
	gaps := []string{"-", " ", " ", "\n", "-\n", "  ", ".", ",", "/", "; ", "无", "—"}
	hits := 0
	for range 25000 {
		var b strings.Builder
		for range 1 + rnd.IntN(4) {
			for _, c := range patterns[rnd.IntN(len(patterns))] {
				x := string(c)
				switch {
				case c == '?':
					x = chars[rnd.IntN(len(chars))]
				case c == '*':
					x = ""
					for range rnd.IntN(3) {
						x += chars[rnd.IntN(len(chars))]
					}
				case rnd.IntN(4) == 0:
					x = strings.ToUpper(x)
				}
				switch rnd.IntN(24) {
				case 0:
					x = chars[rnd.IntN(len(chars))]
				case 1:
					x += gaps[rnd.IntN(len(gaps))]
				case 2:
					x = ""
				}
				b.WriteString(x)
			}
			b.WriteString(gaps[rnd.IntN(len(gaps))])
		}
		text := strings.ReplaceAll(b.String(), "—", "!")
		var want, got []string
		for _, j := range judges {
			want = append(want, j.find(text)...)
		}
		for _, f := range r.find(s, text, nil) {
			if f.kind == KindPart {
				got = append(got, fmt.Sprintf("%d-%d %s", f.start, f.end, f.term))
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		hits += len(want)
		if !assert.Equal(t, want, got, "%q", text) {
			return
		}
	}
	assert.Greater(t, hits, 10_000)
	t.Log(hits, "parts")
}

// Customs, CAS and control-list codes against regular expressions, on single
// numbers with something right before and right behind them.
func TestNumbersAgainstRegexp(t *testing.T) {
	long(t)
	r := recogniserFor("hs 8542.31", "hs 8543.70", "cas 74-90-8", "cas 7440-55-3")
	const dotted = `(?:8542\.31|8543\.70)`
	edge := func(s string) *regexp.Regexp {
		return regexp.MustCompile(`^(?:x\. |\(|无|/)?(` + s + `)(?:\)|无|\.| x|\.[a-zA-Z]|/)?$`)
	}
	alone := edge(dotted + `(?:(?:\.\d\d){0,2}|\.\d{4}|\.\d{3}\.\d)`)
	cued := edge(dotted + `(?:(?:\.\d\d){0,2}|\.\d{4}|\.\d{3}\.\d)|(?:854231|854370)(?:\.\d\d|\.\d\d\.\d\d|\.\d{4}|\d\d(?:\.\d\d)?|\d{4}|\d{7})?|(?:8542\.31|8543\.70)\d{2}(?:\.\d\d)?|(?:8542\.31|8543\.70)\d{4}|85\.42\.31(?:\.\d\d){0,2}|85\.43\.70(?:\.\d\d){0,2}`)
	cas := edge(`0{0,3}74-90-8|0{0,3}7440-55-3`)
	rnd := rand.New(rand.NewPCG(3, 4))
	before := []string{"", "", "", "x. ", "(", "无", "/", "a", "1", "1.", "7,", "x-", "5-", "$"}
	behind := []string{"", "", "", ")", "无", ".", " x", ".x", "/", "a", "1", ".1", ",7", "-x", "%", " kg"}
	seeds := []string{"8542.31", "8543.70.90", "8542.31.90.00", "8542.31.9000", "854231", "85423190", "8543709960", "8542310000123", "854231.90", "8542.3190", "85.42.31",
		"74-90-8", "7440-55-3", "5A001", "3A001", "5A001.f", "5A001f", "1C351.d", "0074-90-8", "854231.9000", "8542.31.900.0"}
	n := map[string]int{}
	for range 200000 {
		seed := []byte(seeds[rnd.IntN(len(seeds))])
		for range rnd.IntN(3) {
			i := rnd.IntN(len(seed))
			switch rnd.IntN(4) {
			case 0:
				seed[i] = "0123456789.-aA"[rnd.IntN(14)]
			case 1:
				seed = slices.Delete(seed, i, i+1)
			case 2:
				seed = slices.Insert(seed, i, "0123456789.-aA"[rnd.IntN(14)])
			}
			if seed = bytes.Trim(seed, ".-"); len(seed) == 0 {
				seed = []byte("8")
			}
		}
		body := before[rnd.IntN(len(before))] + string(seed) + behind[rnd.IntN(len(behind))]
		check := func(name string, re *regexp.Regexp, text, number string, got []recognised, ok func(recognised) bool) {
			want := ""
			if m := re.FindStringSubmatchIndex(number); m != nil {
				want = number[m[2]:m[3]]
				n[name]++
			}
			have := ""
			for _, f := range got {
				if ok(f) {
					have = text[f.start:f.end]
				}
			}
			if want != have {
				t.Fatalf("%s: %q: want %q, got %q", name, text, want, have)
			}
		}
		got := r.all(body)
		customs := func(f recognised) bool { return f.kind == KindNumber && !strings.Contains(f.term, "-") }
		priced := strings.HasPrefix(body, "$") || strings.HasSuffix(body, "%") || strings.HasSuffix(body, " kg") || regexp.MustCompile(`[.-]{2}|-/|\.\pL.|-\d{4}|\d{4}-\d\d`).MatchString(body) // told by the table
		if !priced {
			check("alone", alone, body, body, got, customs)
		}
		if !priced {
			check("cas", cas, body, body, got, func(f recognised) bool { return f.kind == KindNumber && strings.Contains(f.term, "-") })
		}
		if !priced {
			text := "HS; " + body
			check("cued", cued, text, body, r.all(text), customs)
		}
	}
	t.Log(n)
}

// Control-list codes against a regular expression for the entry, and every
// longer stretch looked up.
func TestCodesAgainstRegexp(t *testing.T) {
	long(t)
	r := recogniserFor()
	known := map[string]bool{}
	var seeds []string
	for _, regime := range []lists.Regime{lists.EU, lists.US, lists.CN} {
		codes, _ := lists.Known(regime)
		for _, c := range codes {
			known[c.ID] = true
			seeds = append(seeds, c.ID)
		}
	}
	slices.Sort(seeds)
	entryAt := regexp.MustCompile(`^[0-9][A-E][0-9]{3}`)
	notBefore := regexp.MustCompile(`[0-9A-Za-z]$|[0-9A-Za-z]-$|[0-9][.,]$|[%#]$`)
	notBehind := regexp.MustCompile(`^(?:[0-9A-Za-z]|-[0-9A-Za-z]|%)`)
	cut := regexp.MustCompile(`^[0-9A-Za-z]`)
	judge := func(text string) (found []string) {
		for i := range text {
			if !entryAt.MatchString(text[i:]) || notBefore.MatchString(text[:i]) || !known[text[i:i+5]] {
				continue
			}
			end := 0
			for j := i + 5; j <= len(text); j++ {
				id := text[i:j]
				if j > i+5 && text[i+5] >= 'a' && text[i+5] <= 'z' {
					id = text[i:i+5] + "." + text[i+5:j]
				}
				if known[id] && !cut.MatchString(text[j:]) {
					end = j
				}
			}
			if end > 0 && !notBehind.MatchString(text[end:]) {
				found = append(found, text[i:end])
			}
		}
		return found
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	before := []string{"", "", "", "(", "无", "a", "1", "1.", "a.", "x-", "%", "and ", ", "}
	behind := []string{"", "", "", ")", "无", ".", " or", "x", "1", ".x", ".1", "-x", "%", ". ", ".pdf", "-", " -"}
	const chars = "0123ABcde.-"
	n := 0
	for range 150000 {
		var b strings.Builder
		for range 1 + rnd.IntN(2) {
			seed := []byte(seeds[rnd.IntN(len(seeds))])
			if rnd.IntN(4) == 0 && len(seed) > 5 {
				seed = slices.Delete(seed, 5, 6)
			}
			if i := rnd.IntN(len(seed)); rnd.IntN(3) == 0 {
				seed[i] = chars[rnd.IntN(len(chars))]
			} else if rnd.IntN(6) == 0 {
				seed = slices.Insert(seed, i, chars[rnd.IntN(len(chars))])
			}
			b.WriteString(before[rnd.IntN(len(before))] + string(seed) + behind[rnd.IntN(len(behind))] + "; ")
		}
		text := b.String()
		var got []string
		for _, f := range r.all(text) {
			got = append(got, text[f.start:f.end])
		}
		want := judge(text)
		n += len(want)
		if !assert.Equal(t, want, got, "%q", text) {
			return
		}
	}
	t.Log(n, "codes")
}

// A text longer than a region is read whole, and once.
func TestLongRegion(t *testing.T) {
	r := recogniserFor("part XC7Z*", "hs 8542.31", "cas 74-90-8")
	const unit = "XC7Z020 8542.31.00 74-90-8 3A001.a A-3A001 "
	for shift := range 40 {
		const n = 1000
		found := r.all(strings.Repeat("1", shift) + " " + strings.Repeat(unit, n))
		count := map[Kind]int{}
		for _, f := range found {
			count[f.kind]++
		}
		assert.Equal(t, map[Kind]int{KindPart: n, KindNumber: 2 * n, KindCode: n}, count)
	}
}

func TestLinear(t *testing.T) {
	long(t)
	r := recogniserFor("part a*b*c*d1234", "part XC7Z*", "hs 8542.31", "cas 74-90-8")
	s := new(recogniserScan)
	cost := func(unit string, n int) time.Duration {
		text := strings.Repeat(unit, n/len(unit))
		best := time.Hour
		for range 3 {
			start := time.Now()
			r.find(s, text, nil)
			best = min(best, time.Since(start))
		}
		return best
	}
	for _, unit := range []string{"1", "a1b", "8542.31 ", "HS854231 ", "8542 31 ", "ab1 ", "1, ", "5A001 ", "5.1.1.2 ", "x\u200b", "1\u0301", "a1-", "1 a b c d e ", "74-90-8 ", "код тн вэд 854231", "1 ", "ML4"} {
		small, large := cost(unit, 50_000), cost(unit, 800_000)
		t.Logf("%-20q %v %v %.0f ns a byte", unit, small, large, float64(large)/800_000)
		assert.Less(t, large, 80*small+50*time.Millisecond, unit)
	}
}

// Every digit that folding knows is found wherever it stands in a word.
func TestNextDigit(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		digit := normalize.GlyphAt(string(r), 0).Sign == normalize.SignDigit
		for _, before := range []string{"", "абв", "，一a", "abcdefg"} {
			text := before + string(r) + "жжabcdefgh中"
			want := len(text)
			if digit {
				want = len(before)
			}
			if got := nextDigit(text, 0); got != want {
				t.Fatalf("%U behind %q: %d, want %d", r, before, got, want)
			}
		}
		for n := range 20 {
			if text := strings.Repeat("a", n) + string(r) + "abcdefghijklmnop"; digit && nextDigit(text, 0) != n {
				t.Fatalf("%U is not found at %d", r, n)
			}
		}
	}
}

func TestRecogniserAllocates(t *testing.T) {
	r := recogniserFor("part XC7Z*", "hs 8542.31", "cas 74-90-8")
	s := new(recogniserScan)
	text := strings.Repeat("In 1999 the price was 12,50 of 3 items, 8542 of 31; 5A777 v1.2.3. Это 17 мая 2024 года. 共12件。", 20)
	r.find(s, text, nil)
	assert.Zero(t, testing.AllocsPerRun(10, func() { r.find(s, text, nil) }))
}

func FuzzRecogniser(f *testing.F) {
	for _, s := range []string{"XC7Z020 8542.31 3A001.a", "HS 854231", "ТН ВЭД 8542 31 900 0", "７４-90-8", "ML4.a 5.1.1.2 списка", "\xff1\xe2\x80"} {
		f.Add(s)
	}
	r := recogniserFor("part XC7Z*", "part ?A*1-2b3", "hs 8542.31", "hs 8543", "cas 74-90-8")
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range r.all(text) {
			if x.start >= x.end || x.end > len(text) || !utf8.RuneStart(text[x.start]) || x.end < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[x.end]) {
				t.Fatalf("%q: %d to %d", text, x.start, x.end)
			}
		}
		// what stands in front and behind a blank line changes nothing but cues
		a, b := r.all(text), r.all("\n\n\n"+text)
		if len(a) != len(b) {
			t.Fatalf("%q: %d, behind line ends %d", text, len(a), len(b))
		}
	})
}

// corpus is a directory of ordinary texts to count false hits in.
var corpus = os.Getenv("DUALUSE_PLAIN")

func manyParts(n int) []string {
	rnd := rand.New(rand.NewPCG(5, 6))
	heads := []string{"XC", "ADSP-21", "STM32", "AD9", "LM", "MAX", "TMS320", "EP4C", "LTC", "10M", "5AGX", "К1879", "HMC", "BGA"}
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("part %s%c%d%c*", heads[i%len(heads)], 'A'+rnd.IntN(26), 100+rnd.IntN(900), 'A'+rnd.IntN(26)))
	}
	return lines
}

func highPriority() (lines []string) {
	codes, _ := lists.Known(lists.CHPL)
	for _, c := range codes {
		lines = append(lines, "hs "+c.ID)
	}
	return lines
}

func TestPlainText(t *testing.T) {
	if corpus == "" {
		t.Skip("DUALUSE_PLAIN is not set")
	}
	r := recogniserFor(append(append(manyParts(2000), highPriority()...), "part XC7Z*", "part STM32*", "part AD9361*", "part MAX3232*", "cas 74-90-8", "cas 7440-55-3")...)
	files, _ := filepath.Glob(filepath.Join(corpus, "*.txt"))
	total := 0
	for _, name := range files {
		file, err := os.Open(name)
		if !assert.NoError(t, err) {
			return
		}
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if found := r.all(lines.Text()); len(found) > 0 {
				total += len(found)
				t.Log(filepath.Base(name), show(lines.Text(), found), "in", lines.Text())
			}
		}
		file.Close()
	}
	assert.LessOrEqual(t, total, 5)
}

func BenchmarkRecogniser(b *testing.B) {
	for _, n := range []int{0, 2000, 5000} {
		r := recogniserFor(append(manyParts(n), highPriority()...)...)
		texts := map[string]string{"digitless": strings.Repeat("the common text has few digits, and most words none at all. ", 4000)}
		if corpus != "" {
			for _, name := range []string{"en", "ru", "zh-hans"} {
				data, err := os.ReadFile(filepath.Join(corpus, name+".txt"))
				if err != nil {
					b.Fatal(err)
				}
				texts[name] = string(data[:2<<20])
			}
		}
		texts["parts list"] = strings.Repeat("1 XC7Z020-1CLG400C 12 pcs 8542.31.00, HS 854239 STM32F407VGT6 100\n", 2000)
		for name, text := range texts {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				s := new(recogniserScan)
				var found []recognised
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					found = r.find(s, text, found[:0])
				}
			})
		}
	}
}
