package normalize

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/rangetable"
)

// tableVersion reports whether the Go release and x/text have the Unicode
// version of the table.
func tableVersion() bool {
	return norm.Version == UnicodeVersion && cases.UnicodeVersion == UnicodeVersion && unicode.Version == UnicodeVersion
}

// folded is the whole fold of r.
func folded(r rune) string {
	p := lookup(r)
	if more := p.more(); more != "" {
		return more
	}
	return string(p.fold())
}

func TestTableIsGenerated(t *testing.T) {
	if !tableVersion() {
		t.Skipf("the table is of Unicode %s, here are %s and %s", UnicodeVersion, unicode.Version, norm.Version)
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip(err)
	}
	if testing.Short() {
		t.Skip("short")
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(tool, "run", "gen.go", "-o", "-")
	cmd.Env = append(os.Environ(), "GOOS=", "GOARCH=", "GOFLAGS=")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), stderr.String())
	want, err := os.ReadFile("tables.go")
	require.NoError(t, err)
	if !bytes.Equal(want, stdout.Bytes()) {
		t.Error("tables.go is not what gen.go writes: run go generate")
	}
}

func TestTableGeneratorRefusesOtherVersions(t *testing.T) {
	tool, err := exec.LookPath("go")
	if err != nil || testing.Short() {
		t.Skip("short, or no go command")
	}
	name := t.TempDir() + "/tables.go"
	cmd := exec.Command(tool, "run", "gen.go", "-unicode", "1.0.0", "-o", name)
	cmd.Env = append(os.Environ(), "GOOS=", "GOARCH=", "GOFLAGS=")
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(out), "nothing written")
	assert.NoFileExists(t, name)
}

// The runes of which the table says other than the categories, decompositions
// and case foldings of Unicode do. Each list is whole: a rune that is
// not in one of them follows the rule, which TestTableAgainstUnicode checks.
const (
	// Letters and digits without a decomposition, each with what it folds to.
	exceptLetters = "Øo øo Đd đd Ðd ðd Ħh ħh ıi Łl łl Ŧt ŧt Ææ:ae ææ:ae Œœ:oe œœ:oe Þþ:th þþ:th Ŋn ŋn ĸk ȷj ×x " +
		"ƀb Ƀb Ƃb ƃb Ɓb ɓb Ƈc ƈc Ȼc ȼc ɕc Ƌd ƌd Ɖd ɖd Ɗd ɗd ȡd Ɇe ɇe Ƒf ƒf Ǥg ǥg Ɠg ɠg Ɦh ɦh Ⱨh ⱨh Ɨi ɨi Ɉj ɉj " +
		"Ƙk ƙk Ⱪk ⱪk Ꝁk ꝁk Ꞣk ꞣk Ƚl ƚl Ɫl ɫl Ⱡl ⱡl ȴl Ɱm ɱm Ƞn ƞn Ɲn ɲn ȵn Ꞑn ꞑn Ꞥn ꞥn Ɵo ɵo Ꝋo ꝋo Ƥp ƥp Ᵽp ᵽp " +
		"Ɋq ɋq ʠq Ɍr ɍr Ɽr ɽr Ꞧr ꞧr Ȿs ȿs Ʂs ʂs Ꞩs ꞩs ƫt Ƭt ƭt Ʈt ʈt Ⱦt ⱦt ȶt Ʉu ʉu Ʋv ʋv ⱱv ⱱv Ⱳw ⱳw Ƴy ƴy Ɏy ɏy Ƶz ƶz Ȥz ȥz Ɀz ɀz Ⱬz ⱬz Ⱥa ⱥa"

	// Punctuation and modifier letters that are of another kind than their category.
	exceptDrop       = "™℠®©ˆˇˉˌˍˎˏːˑˬ\u0640"
	exceptBlank      = "\u2800"
	exceptHyphen     = "\u2212\u02d7"
	exceptJoint      = "\"„⹂‚「」『』〝〞〟❝❞❠\U0001f676\U0001f677\U0001f678·‧・⋅∙⸱⸳"
	exceptApostrophe = "'`´‘’‛ʹʺʻʼʽʾʿˈˊˋˮ՚Ꞌꞌ❛❜"
	exceptMark       = "/.,&+′()⁄∕"
)

func exceptions() map[rune]string {
	m := map[rune]string{}
	for _, word := range strings.Fields(exceptLetters) {
		r, size := utf8.DecodeRuneInString(word)
		if _, as, ok := strings.Cut(word, ":"); ok {
			m[r] = as
		} else {
			m[r] = word[size:]
		}
	}
	return m
}

// oracleKind is the kind of a rune that is its own compatibility
// decomposition, from the exceptions and else the categories.
func oracleKind(r rune) kind {
	for list, k := range map[string]kind{
		exceptDrop: kindDrop, exceptBlank: kindBlank, exceptHyphen: kindHyphen, exceptJoint: kindJoint,
		exceptApostrophe: kindApostrophe, exceptMark: kindMark, "\t": kindTab, "\n\r\u0085\u2028": kindLineEnd, "×": kindLatin,
	} {
		if strings.ContainsRune(list, r) {
			return k
		}
	}
	switch {
	case oracleDrops(r):
		return kindDrop
	case unicode.Is(unicode.Nd, r):
		return kindDigit
	case unicode.Is(unicode.Zs, r):
		return kindBlank
	case unicode.Is(unicode.Pd, r):
		return kindHyphen
	case unicode.In(r, unicode.Pc, unicode.Pi, unicode.Pf):
		return kindJoint
	case unicode.Is(unicode.Han, r) && !unicode.In(r, unicode.P, unicode.No, unicode.Sk):
		return kindHan
	case unicode.In(r, unicode.L, unicode.M, unicode.Nl):
		switch {
		case unicode.Is(unicode.Latin, r):
			return kindLatin
		case unicode.Is(unicode.Cyrillic, r):
			return kindCyrillic
		case unicode.Is(unicode.Greek, r):
			return kindGreek
		}
		return kindLetter
	}
	return kindBreak
}

// oracleDrops is the rule for what is dropped: what is not shown, and the
// marks that do not belong to a script which spells with them.
func oracleDrops(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case !unicode.IsMark(r):
		return false
	}
	for name, script := range unicode.Scripts {
		if unicode.Is(script, r) {
			switch name {
			case "Inherited", "Common", "Latin", "Cyrillic", "Greek", "Han", "Hiragana", "Katakana", "Hangul":
				return true
			}
		}
	}
	return false
}

func oracleStrip(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !oracleDrops(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// dressedRunes stand for a letter, a digit or several but do not decompose to them:
// circled and squared ones, letters in brackets, and the radicals drawn as an ideograph.
func dressedRune(r rune) bool {
	return r == 0x24FF || 0x24EB <= r && r <= 0x24FE || 0x2776 <= r && r <= 0x2793 || 0x1F10B <= r && r <= 0x1F10C ||
		0x249C <= r && r <= 0x24B5 || 0x1F110 <= r && r <= 0x1F129 || 0x1F150 <= r && r <= 0x1F169 || 0x1F170 <= r && r <= 0x1F19A || 0x2E80 <= r && r <= 0x2EF3
}

// TestTableAgainstUnicode compares the table rune by rune with x/text and
// package unicode. Under another Unicode version than that of the table it
// compares the folds of the runes that were assigned then, which are stable,
// and leaves out kinds and flags, which are not promised to be.
func TestTableAgainstUnicode(t *testing.T) {
	same := tableVersion()
	assigned := rangetable.Assigned(UnicodeVersion)
	require.NotNil(t, assigned)
	except := exceptions()
	pairs := hanPairs(t)
	fold := cases.Fold()
	compared := map[kind]int{}
	failures := 0
	fail := func(r rune, format string, args ...any) {
		if failures++; failures <= 40 {
			t.Errorf("%U %c: "+format, append([]any{r, r}, args...)...)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		p := lookup(r)
		if !utf8.ValidRune(r) {
			if p.kind() != kindBreak || p.flags() != 0 || p.more() != "" {
				fail(r, "a surrogate is not a break")
			}
			continue
		}
		got := folded(r)
		if n := utf8.RuneCountInString(got); (n > 1) != (p.more() != "") || n == 0 {
			fail(r, "more is %q for the fold %q", p.more(), got)
		}
		if first, _ := utf8.DecodeRuneInString(got); first != p.fold() {
			fail(r, "fold is %q, more %q", p.fold(), p.more())
		}
		if !same && (!unicode.Is(assigned, r) || dressedRune(r)) || dressedRune(r) && (norm.NFKD.String(string(r)) == string(r) || norm.NFKD.String(string(r))[0] == '(') {
			continue
		}

		if nfd := norm.NFD.String(string(r)); utf8.RuneCountInString(nfd) == 1 && norm.NFKD.String(nfd) != nfd && nfd != string(r) {
			if other, _ := utf8.DecodeRuneInString(nfd); got != folded(other) || p.kind() != lookup(other).kind() {
				fail(r, "not as its equivalent %U", other)
			}
			continue
		}

		nfkd := norm.NFKD.String(string(r))
		first, size := utf8.DecodeRuneInString(nfkd)
		one := size == len(nfkd)

		// The kind.
		want := oracleKind(r)
		switch {
		case want == kindBreak && one:
			want = oracleKind(first)
		case unicode.IsMark(r) || want == kindHan || want == kindBlank || want == kindHyphen || want == kindApostrophe ||
			want == kindJoint || want == kindDigit && !strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r) || r == '×':
		case one && want != kindDrop:
			want = oracleKind(first)
		}
		hangul := 0xAC00 <= r && r <= 0xD7A3
		letters := ""
		if want == kindLetter || kindLatin <= want && want <= kindGreek || want == kindBreak && !one {
			bare := oracleStrip(nfkd)
			for _, l := range oracleStrip(norm.NFKD.String(fold.String(bare))) {
				if as, ok := except[l]; ok {
					letters += as
				} else if h, ok := pairs[l]; ok {
					letters += string(h)
				} else if k := oracleKind(l); k == kindDigit || k >= kindLatin && k <= kindHan {
					letters += string(l)
				}
			}
			if hangul || unicode.Is(unicode.Cherokee, r) {
				letters = string(r)
			}
			switch {
			case want == kindBreak && (letters == "" || strings.Contains(nfkd, "⁄")):
			case want == kindBreak:
				want = kindSymbol
			case letters == "":
				want = kindDrop
			default:
				f, _ := utf8.DecodeRuneInString(letters)
				want = oracleKind(f)
			}
		}
		if strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r) {
			want = kindSuper
		}
		if same && p.kind() != want {
			fail(r, "kind %d, want %d (%q)", p.kind(), want, nfkd)
			continue
		}
		if !same && p.kind() != want {
			continue
		}
		compared[want]++

		// The fold.
		wantFold := ""
		switch want {
		case kindBreak, kindDrop, kindTab:
			wantFold = string(r)
		case kindBlank:
			wantFold = " "
		case kindLineEnd:
			wantFold = "\n"
		case kindHyphen:
			wantFold = "-"
		case kindApostrophe:
			wantFold = "'"
		case kindJoint:
			switch {
			case unicode.Is(unicode.Pc, r) && !strings.ContainsRune("・･", r):
				wantFold = "_"
			case strings.ContainsRune("·‧・⋅∙⸱⸳", first):
				wantFold = "·"
			default:
				wantFold = `"`
			}
		case kindMark:
			wantFold = string(first)
			if first == '⁄' || first == '∕' {
				wantFold = "/"
			}
		case kindDigit, kindSuper:
			if first <= '9' {
				wantFold = string(first)
			} else if v := p.fold(); v < '0' || v > '9' || unicode.Is(unicode.Nd, r-(v-'0')-1) && lookup(r-(v-'0')-1).fold() != '9' ||
				v > '0' && lookup(r-1).fold() != v-1 {
				fail(r, "the digit %c is out of order", v)
				continue
			} else {
				wantFold = string(v)
			}
		case kindHan:
			wantFold = string(first)
			if h, ok := pairs[first]; ok {
				wantFold = string(h)
			}
		default:
			wantFold = letters
		}
		if got != wantFold {
			fail(r, "folds to %q, want %q", got, wantFold)
		}

		// The flags.
		if !same {
			continue
		}
		upper := kindLatin <= want && want <= kindGreek && (unicode.IsUpper(first) || unicode.IsTitle(first)) && unicode.IsLetter(first)
		if upper != (p.flags()&flagUpper != 0) {
			fail(r, "upper is %v", !upper)
		}
		if p.flags()&flagTraditional != 0 && want != kindHan {
			fail(r, "Traditional, but of kind %d", want)
		}
		if kindLatin <= want && want <= kindSymbol {
			width := norm.NFD.String(string(r)) != nfkd ||
				nfkd != string(r) && (0xF900 <= r && r <= 0xFAFF || 0x2F800 <= r && r <= 0x2FA1F)
			if width != (p.flags()&flagWidth != 0) {
				fail(r, "width is %v", !width)
			}
		} else if want == kindDrop {
			if mark := unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r); mark != p.isMark() {
				fail(r, "mark is %v", !mark)
			}
		} else if want != kindMark && p.flags() != 0 {
			fail(r, "flags %b on kind %d", p.flags(), want)
		}
		if kindLatin <= want && want <= kindLetter {
			accent := oracleStrip(nfkd) != nfkd && !hangul
			for _, l := range fold.String(nfkd) {
				_, ok := except[l]
				accent = accent || ok
			}
			if accent = accent && !strings.ContainsRune("ЁёЙй", r); accent != (p.flags()&flagAccent != 0) {
				fail(r, "accent is %v", !accent)
			}
		}
	}
	for k := kindBreak; k <= kindMark; k++ {
		assert.NotZero(t, compared[k], "no rune of kind %d", k)
	}
	t.Log(compared)
}

// hanPairs reads the OpenCC table, closes it over chains, and adds the pairs of
// the table that OpenCC does not have.
func hanPairs(t *testing.T) map[rune]rune {
	t.Helper()
	data, err := os.ReadFile("opencc/TSCharacters.txt")
	require.NoError(t, err)
	m := map[rune]rune{}
	for line := range strings.Lines(string(data)) {
		if from, to, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			f, _ := utf8.DecodeRuneInString(from)
			if to, _ := utf8.DecodeRuneInString(to); f != to {
				m[f] = to
			}
		}
	}
	require.Greater(t, len(m), 3000)
	more := []rune(morePairs)
	for i := 0; i < len(more); i += 2 {
		require.NotContains(t, m, more[i], "%c", more[i])
		m[more[i]] = more[i+1]
	}
	for range 3 {
		for f, to := range m {
			if next, ok := m[to]; ok {
				m[f] = next
			}
		}
	}
	return m
}

// morePairs are the pairs of variants that the OpenCC table lacks.
const morePairs = "著着瞭了藉借覆复衹只祇只彷仿椀碗甦苏邨村迺乃澂澄甯宁筦管像象" +
	"锺钟馀余钜巨迳径讬托谘咨镟旋侭尽渖沈䌽彩" +
	"粧妆敍叙枱台糭粽衞卫砲炮礮炮鎗枪銲焊靭韧靱韧搾榨黏粘汚污効效倣仿竝并闘斗鬪斗瘉愈劵券彊强徧遍拕拖揹背摃扛攷考昬昏杴锨" +
	"椶棕欵款毘毗濶阔燄焰疎疏痺痹皐皋皷鼓瞇眯稭秸窰窑糢模紥扎耡锄衇脉觔斤賸剩跴踩踫碰躰体隣邻鞌鞍韮韭顋腮飜翻繙翻餽馈騐验麤粗鼇鳌" +
	"濳潜舩船舡船戸户簷檐薰熏籐藤菓果荳豆隄堤拏拿暱昵濬浚麹曲麺面靑青淸清" +
	"値值囯国鉄铁纎纤鑛矿氷冰甎砖緖绪槪概凖准刦劫刧劫挿插揷插搆构栢柏浄净硏研窻窗窓窗燐磷堿碱硷碱礆碱葢盖畧略関关聨联蔴麻" +
	"躱躲輭软鈆铅鏁锁鑵罐擧举閙闹徴征吿告堦阶夀寿妬妒寃冤尅克嵒岩廏厩朶朵灋法炤照烱炯盌碗縂总翄翅蘂蕊虵蛇譌讹趂趁霛灵飃飘餠饼駄驮"

func TestTableHanPairs(t *testing.T) {
	pairs := hanPairs(t)
	for from, to := range pairs {
		p := lookup(from)
		if p.kind() != kindHan || p.fold() != to || p.more() != "" || p.flags()&flagTraditional == 0 {
			t.Errorf("%c: kind %d, fold %c, flags %b; want %c", from, p.kind(), p.fold(), p.flags(), to)
		}
		if q := lookup(to); q.kind() != kindHan || q.fold() != to || q.flags() != 0 {
			t.Errorf("%c, fold of %c: kind %d, fold %c, flags %b", to, from, q.kind(), q.fold(), q.flags())
		}
	}
	for _, same := range []string{"裏裡里", "後后", "係繫系", "乾幹干", "著着", "薴苧苎", "鍾鐘锺钟", "礮砲炮", "衞衛卫", "檯臺枱台", "瞭了", "熱热", "⾞車车⻋"} {
		for _, r := range same {
			first, _ := utf8.DecodeRuneInString(same)
			assert.Equal(t, string(lookup(first).fold()), string(lookup(r).fold()), same)
		}
	}
	for _, apart := range []string{"划画", "干千", "土士", "矽硅"} {
		r := []rune(apart)
		assert.NotEqual(t, lookup(r[0]).fold(), lookup(r[1]).fold(), apart)
	}
	assert.Equal(t, '画', lookup('畫').fold())
}

// TestTableIdempotent: folding what was folded changes nothing, and what a
// letter, digit or symbol folds to are letters, digits and Han characters.
func TestTableIdempotent(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		p := lookup(r)
		if !utf8.ValidRune(r) {
			continue
		}
		for _, f := range folded(r) {
			q := lookup(f)
			if folded(f) != string(f) {
				t.Errorf("%U folds to %q, and that to %q", r, f, folded(f))
			}
			switch {
			case p.kind() == kindSuper || p.kind() == kindSymbol || p.more() != "":
				if q.kind() < kindLatin || q.kind() > kindDigit {
					t.Errorf("%U folds to %q of kind %d", r, f, q.kind())
				}
			case p.kind() != q.kind():
				t.Errorf("%U of kind %d folds to %q of kind %d", r, p.kind(), f, q.kind())
			}
		}
		if p.kind() == kindHan && p.more() != "" {
			t.Errorf("%U: several Han characters", r)
		}
	}
}

// TestTableComposed: composed and decomposed text fold to the same, letters of
// the three alphabets and Han characters at least.
func TestTableComposed(t *testing.T) {
	fold := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if lookup(r).kind() != kindDrop {
				b.WriteString(folded(r))
			}
		}
		return b.String()
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		switch k := lookup(r).kind(); {
		case !utf8.ValidRune(r):
		case kindLatin <= k && k <= kindHan:
			if 0xAC00 <= r && r <= 0xD7A3 { // Hangul syllables are not taken apart
				continue
			}
			for _, form := range []norm.Form{norm.NFC, norm.NFD} {
				if s := form.String(string(r)); fold(s) != fold(string(r)) {
					t.Errorf("%U %c: %q, but %+q folds to %q", r, r, fold(string(r)), s, fold(s))
				}
			}
		}
	}
}

func TestTableASCII(t *testing.T) {
	for r := range rune(128) {
		assert.Equal(t, lookup(r), ascii[r], "%U", r)
	}
}

func TestTableSpots(t *testing.T) {
	for _, c := range []struct {
		runes string
		kind  kind
		fold  string // "=" for the rune itself
		flags uint8
	}{
		{"az", kindLatin, "=", 0},
		{"A", kindLatin, "a", flagUpper},
		{"Ａ", kindLatin, "a", flagUpper | flagWidth},
		{"ⓓ⒟", kindLatin, "d", flagWidth},
		{"Ⓓ🄳🅓🅳🄓𝐃𝔻", kindLatin, "d", flagUpper | flagWidth},
		{"łđ"[:2], kindLatin, "l", flagAccent},
		{"Ł", kindLatin, "l", flagAccent | flagUpper},
		{"éèë", kindLatin, "e", flagAccent},
		{"İ", kindLatin, "i", flagAccent | flagUpper},
		{"ı", kindLatin, "i", flagAccent},
		{"Æ", kindLatin, "ae", flagAccent | flagUpper},
		{"ǽ", kindLatin, "ae", flagAccent},
		{"ß", kindLatin, "ss", 0},
		{"ẞ", kindLatin, "ss", flagUpper},
		{"ﬁ", kindLatin, "fi", flagWidth},
		{"ŉ", kindLatin, "n", flagWidth},
		{"ŀ", kindLatin, "l", flagWidth},
		{"Ⅳ", kindLatin, "iv", flagWidth | flagUpper},
		{"ⅳ", kindLatin, "iv", flagWidth},
		{"×", kindLatin, "x", flagAccent},
		{"K", kindLatin, "k", flagUpper},
		{"ªₐ", kindLatin, "a", flagWidth},
		{"º", kindLatin, "o", flagWidth},
		{"ё", kindCyrillic, "е", 0},
		{"ЁE"[:2], kindCyrillic, "е", flagUpper},
		{"й", kindCyrillic, "и", 0},
		{"Й", kindCyrillic, "и", flagUpper},
		{"ї", kindCyrillic, "і", flagAccent},
		{"ґәқ", kindCyrillic, "=", 0},
		{"ς", kindGreek, "σ", 0},
		{"Ω", kindGreek, "ω", flagUpper},
		{"Ω", kindGreek, "ω", flagUpper},
		{"µ", kindGreek, "μ", flagWidth},
		{"ᾳ", kindGreek, "α", flagAccent},
		{"かァ한عאᎠꭰ", kindLetter, "=", 0},
		{"が", kindLetter, "か", flagAccent},
		{"ｶ", kindLetter, "カ", flagWidth},
		{"ー", kindLetter, "=", 0},
		{"雷达々〇𠀀", kindHan, "=", 0},
		{"裡裏", kindHan, "里", flagTraditional},
		{"後", kindHan, "后", flagTraditional},
		{"乾幹", kindHan, "干", flagTraditional},
		{"⼲", kindHan, "干", flagWidth},
		{"⾬", kindHan, "雨", flagWidth},
		{"⻋", kindHan, "车", flagWidth},
		{"⾞", kindHan, "车", flagWidth | flagTraditional},
		{"⻑", kindHan, "长", flagWidth | flagTraditional},
		{"㊙", kindHan, "秘", flagWidth},
		{"1", kindDigit, "=", 0},
		{"①１𝟏❶⓵➀➊₁", kindDigit, "1", flagWidth},
		{"₂", kindDigit, "2", flagWidth},
		{"٣३", kindDigit, "3", 0},
		{"²", kindSuper, "2", flagWidth},
		{"⁹", kindSuper, "9", flagWidth},
		{"№", kindSymbol, "no", flagWidth},
		{"℃", kindSymbol, "c", flagWidth},
		{"㎜", kindSymbol, "mm", flagWidth},
		{"㎡", kindSymbol, "m2", flagWidth},
		{"㈱", kindSymbol, "株", flagWidth},
		{"℡", kindSymbol, "tel", flagWidth},
		{"㍿", kindSymbol, "株式会社", flagWidth},
		{"⑩❿⑽⒑", kindSymbol, "10", flagWidth},
		{"⑴⒈", kindSymbol, "1", flagWidth},
		{"㈠", kindSymbol, "一", flagWidth},
		{"🆔", kindSymbol, "id", flagWidth},
		{"™®©℠\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e\u2066\U000e0001\ufe0f\U000e0100ﾞ\u3164\u115f\u180e", kindDrop, "=", 0},
		{"\u0301\u0308\u0345\u20e3\u3099\u034f", kindDrop, "=", flagAccent},
		{" \u00a0\u2003\u202f\u205f\u3000\u2800", kindBlank, " ", 0},
		{"\t", kindTab, "=", 0},
		{"\n\r\u0085\u2028", kindLineEnd, "\n", 0},
		{"-‐‑–—―−－﹣⸺〜₋", kindHyphen, "-", 0},
		{"_＿‿", kindJoint, "_", 0},
		{"\"＂“”„«»‹›「」『』｢〝", kindJoint, `"`, 0},
		{"·‧・･\u0387", kindJoint, "·", 0},
		{"'’‘ʼ＇`´ʹ\u1ffd", kindApostrophe, "'", 0},
		{"/.,&+′()", kindMark, "=", 0},
		{"／", kindMark, "/", flagWidth},
		{"，", kindMark, ",", flagWidth},
		{"．", kindMark, ".", flagWidth},
		{"＆", kindMark, "&", flagWidth},
		{"⁺＋", kindMark, "+", flagWidth},
		{"（⁽", kindMark, "(", flagWidth},
		{"⁄∕", kindMark, "/", 0},
		{"\x00\v\f\u2029\ufffd\ufffc|•…。、：;！!?？~¨^½¼〈《》″😀🇷*#%°$\ue000\u0378\U0010ffff※→", kindBreak, "=", 0},
	} {
		for _, r := range c.runes {
			want := c.fold
			if want == "=" {
				want = string(r)
			}
			p := lookup(r)
			assert.Equal(t, c.kind, p.kind(), "kind of %U %c", r, r)
			assert.Equal(t, want, folded(r), "fold of %U %c", r, r)
			assert.Equal(t, c.flags, p.flags(), "flags of %U %c", r, r)
		}
	}
	for _, r := range []rune{-1, -1 << 31, unicode.MaxRune + 1, 1<<31 - 1, 0xD800, 0xDFFF, utf8.RuneError} {
		p := lookup(r)
		assert.Equal(t, kindBreak, p.kind(), "%U", r)
		assert.Zero(t, p.flags())
		assert.Empty(t, p.more())
	}
}

func BenchmarkLookup(b *testing.B) {
	for name, text := range map[string]string{
		"Latin":    strings.Repeat("the thermal imager ", 50),
		"Cyrillic": strings.Repeat("тепловизионный прибор ", 50),
		"Han":      strings.Repeat("熱成像儀热成像仪", 50),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			var sum rune
			for b.Loop() {
				for _, r := range text {
					sum += lookup(r).fold()
				}
			}
			_ = sum
		})
	}
}
