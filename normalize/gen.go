//go:build ignore

// This program writes tables.go, the table behind lookup. It is made from
// golang.org/x/text and package unicode, both of one Unicode version, from the
// Traditional to Simplified table in opencc, and from the lists by hand below.
//
//	go generate ./normalize
//
// Under another Unicode version than the one named by -unicode the program
// writes nothing: a table is moved to a new version on purpose only.
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

var (
	output  = flag.String("o", "tables.go", "file to write, - for standard output")
	version = flag.String("unicode", "15.0.0", "Unicode version of the table")
	opencc  = flag.String("opencc", "opencc/TSCharacters.txt", "Traditional to Simplified table")
)

// The kinds, flags and layout of table.go, in the same order.
type kind uint32

const (
	kindBreak kind = iota
	kindLatin
	kindCyrillic
	kindGreek
	kindLetter
	kindHan
	kindDigit
	kindSuper
	kindSymbol
	kindDrop
	kindBlank
	kindTab
	kindLineEnd
	kindHyphen
	kindJoint
	kindApostrophe
	kindMark
)

const (
	flagUpper = 1 << iota
	flagWidth
	flagTraditional
	flagAccent
)

const (
	flagShift = 5
	manyBit   = 1 << 10
	foldShift = 11
	pageBits  = 7
	pageSize  = 1 << pageBits
)

// An entry is what the table says of a rune.
type entry struct {
	kind  kind
	flags uint32
	fold  string
}

// Lists by hand, each a word per kind or fold. A word of the form "a-b" is a range.

// drops are not shown or say nothing of the text, whatever their category.
// The rest of the dropped runes follow from their category (see dropped).
//
// Spacing modifier letters for stress, length and tone stand among letters.
// U+0640 is the Arabic kashida.
const drops = "™ ℠ ® © ˆ ˇ ˉ ˌ ˍ ˎ ˏ ː ˑ ˬ ـ"

// lineEnds, blanks: U+2800 is the Braille pattern without dots.
const (
	lineEnds = "\n\r\u0085\u2028"
	blanks   = "\u2800"
)

// hyphens beside category Pd: minus, and the modifier letter minus.
const hyphens = "−˗"

// quotes beside categories Pi and Pf: the straight one, low and corner ones,
// ornaments. ‘ ’ ‛ are apostrophes. Angle brackets of titles (《》) are breaks.
const quotes = "\"„⹂「」『』〝〞〟❝❞❠🙶🙷🙸‚"

// dots between words. Bullets are breaks.
const dots = "·‧・⋅∙⸱⸳"

// apostrophes, and what romanizations write for the soft and hard sign, hamza
// and ayn.
const apostrophes = "'`´‘’‛ʹʺʻʼʽʾʿˈˊˋˮ՚Ꞌꞌ❛❜"

// marks; the two slashes of mathematics fold to the plain one.
const (
	marks   = "/.,&+′()"
	slashes = "⁄∕"
)

// supers are the superscript digits in order.
const supers = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// dressed are circled and squared runes without a decomposition.
var dressed = map[string]string{
	"⓿": "0", "🄋": "0", "🄌": "0",
	"❶": "1", "❷": "2", "❸": "3", "❹": "4", "❺": "5", "❻": "6", "❼": "7", "❽": "8", "❾": "9", "❿": "10",
	"➀": "1", "➁": "2", "➂": "3", "➃": "4", "➄": "5", "➅": "6", "➆": "7", "➇": "8", "➈": "9", "➉": "10",
	"➊": "1", "➋": "2", "➌": "3", "➍": "4", "➎": "5", "➏": "6", "➐": "7", "➑": "8", "➒": "9", "➓": "10",
	"⓵": "1", "⓶": "2", "⓷": "3", "⓸": "4", "⓹": "5", "⓺": "6", "⓻": "7", "⓼": "8", "⓽": "9", "⓾": "10",
	"⓫": "11", "⓬": "12", "⓭": "13", "⓮": "14", "⓯": "15", "⓰": "16", "⓱": "17", "⓲": "18", "⓳": "19", "⓴": "20",
	"🆊": "P", "🆋": "IC", "🆌": "PA", "🆍": "SA", "🆎": "AB", "🆏": "WC",
	"🆑": "CL", "🆒": "COOL", "🆓": "FREE", "🆔": "ID", "🆕": "NEW", "🆖": "NG", "🆗": "OK", "🆘": "SOS", "🆙": "UP", "🆚": "VS",
}

func init() {
	for i := range rune(26) {
		dressed[string(0x1F150+i)] = string('A' + i) // negative circled
		dressed[string(0x1F170+i)] = string('A' + i) // negative squared
	}
}

// plain gives the plain letters for letters that Unicode does not decompose: the
// ones with a stroke, bar, hook or tail of the Latin alphabets in use, dotless
// ones, ligatures, and the multiplication sign, which is typed for an x.
// Phonetic letters stay as they are.
var plain = map[string]string{
	"a": "ⱥ", "b": "ƀƃɓ", "c": "ƈȼɕ", "d": "đðƌɖɗȡ", "e": "ɇ", "f": "ƒ", "g": "ǥɠ", "h": "ħɦⱨ",
	"i": "ıɨ", "j": "ȷɉ", "k": "ĸƙⱪꝁꞣ", "l": "łƚɫⱡȴ", "m": "ɱ", "n": "ŋƞɲȵꞑꞥ", "o": "øɵꝋ", "p": "ƥᵽ",
	"q": "ɋʠ", "r": "ɍɽꞧ", "s": "ȿʂꞩ", "t": "ŧƫƭʈⱦȶ", "u": "ʉ", "v": "ʋⱱ", "w": "ⱳ", "x": "×", "y": "ƴɏ", "z": "ƶȥɀⱬ",
	"ae": "æ", "oe": "œ", "th": "þ",
}

// radicals gives the ideographs of the radicals without a decomposition, where
// the radical is drawn as the ideograph is (EquivalentUnifiedIdeograph.txt of
// the Unicode Character Database). PDF writers leave them in text. Radicals
// that are only parts of ideographs stay as they are.
const radicals = "⺁厂⺄乙⺈刀⺊卜⺎兀⺏尣⺐尢⺒巳⺓幺⺛旡⺜日⺝月⺞歺⺠民⺧牛⺩王⺬示⺶羊⺻聿⻁虎⻄西⻅见⻆角⻉贝⻋车" +
	"⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"

// variants are pairs that the OpenCC table lacks, from and to: variant forms of
// one character, and characters of which Traditional text uses either one or of
// which Simplified spelling has merged all the uses that matter here.
//
//   - The second candidate of OpenCC, where the first is the character itself
//     and the second is what Mainland text of this field has: 瞭 藉 覆 衹 祇 彷 椀
//     甦 邨 迺 澂 甯 筦 像. (热象仪 and 热像仪, 图象 and 图像 are both printed.)
//   - Simplified forms of a merged character that came back for names: 锺 馀 钜 迳 讬
//     谘 镟 侭 渖 䌽.
//   - Variant forms that Taiwan, Hong Kong or older print has.
const variants = "著着瞭了藉借覆复衹只祇只彷仿椀碗甦苏邨村迺乃澂澄甯宁筦管像象" +
	"锺钟馀余钜巨迳径讬托谘咨镟旋侭尽渖沈䌽彩" +
	"粧妆敍叙枱台糭粽衞卫砲炮礮炮鎗枪銲焊靭韧靱韧搾榨黏粘汚污効效倣仿竝并闘斗鬪斗瘉愈劵券彊强徧遍拕拖揹背摃扛攷考昬昏杴锨" +
	"椶棕欵款毘毗濶阔燄焰疎疏痺痹皐皋皷鼓瞇眯稭秸窰窑糢模紥扎耡锄衇脉觔斤賸剩跴踩踫碰躰体隣邻鞌鞍韮韭顋腮飜翻繙翻餽馈騐验麤粗鼇鳌" +
	"濳潜舩船舡船戸户簷檐薰熏籐藤菓果荳豆隄堤拏拿暱昵濬浚麹曲麺面靑青淸清" +
	"値值囯国鉄铁纎纤鑛矿氷冰甎砖緖绪槪概凖准刦劫刧劫挿插揷插搆构栢柏浄净硏研窻窗窓窗燐磷堿碱硷碱礆碱葢盖畧略関关聨联蔴麻" +
	"躱躲輭软鈆铅鏁锁鑵罐擧举閙闹徴征吿告堦阶夀寿妬妒寃冤尅克嵒岩廏厩朶朵灋法炤照烱炯盌碗縂总翄翅蘂蕊虵蛇譌讹趂趁霛灵飃飘餠饼駄驮"

var (
	byHand   = map[rune]entry{}
	extra    = map[rune]string{}
	han      = map[rune]rune{}
	foldCase = cases.Fold()
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	flag.Parse()
	if norm.Version != *version || cases.UnicodeVersion != *version || unicode.Version != *version {
		log.Fatalf("the table is of Unicode %s, but this Go release has Unicode %s and golang.org/x/text has %s with it; nothing written "+
			"(use the Go release of that version, or -unicode to move the table)", *version, unicode.Version, norm.Version)
	}
	readLists()
	readHan()

	entries := make([]entry, unicode.MaxRune+1)
	for r := range entries {
		entries[r] = classify(rune(r))
	}
	check(entries)
	source := write(entries)
	if *output == "-" {
		os.Stdout.Write(source)
		return
	}
	if err := os.WriteFile(*output, source, 0o666); err != nil {
		log.Fatal(err)
	}
}

// readLists fills byHand and extra.
func readLists() {
	add := func(r rune, e entry) {
		if old, ok := byHand[r]; ok {
			log.Fatalf("%U is listed twice, as %v and %v", r, old, e)
		}
		byHand[r] = e
	}
	for _, r := range drops {
		if r != ' ' {
			add(r, entry{kindDrop, 0, string(r)})
		}
	}
	add('\t', entry{kindTab, 0, "\t"})
	for list, e := range map[string]entry{
		lineEnds:    {kindLineEnd, 0, "\n"},
		blanks:      {kindBlank, 0, " "},
		hyphens:     {kindHyphen, 0, "-"},
		quotes:      {kindJoint, 0, `"`},
		dots:        {kindJoint, 0, "·"},
		apostrophes: {kindApostrophe, 0, "'"},
		slashes:     {kindMark, 0, "/"},
	} {
		for _, r := range list {
			add(r, e)
		}
	}
	for _, r := range marks {
		add(r, entry{kindMark, 0, string(r)})
	}
	for i, r := range []rune(supers) {
		add(r, entry{kindSuper, flagWidth, string('0' + rune(i))})
	}
	for s, as := range dressed {
		r, _ := utf8.DecodeRuneInString(s)
		if norm.NFKD.String(s) != s {
			log.Fatalf("%U has a decomposition", r)
		}
		e := entry{kindSymbol, flagWidth, strings.ToLower(as)}
		switch {
		case len(as) == 1 && as[0] <= '9':
			e.kind = kindDigit
		case len(as) == 1:
			e.kind, e.flags = kindLatin, flagWidth|flagUpper
		}
		add(r, e)
	}
	for i := range rune(26) { // ⒜ and 🄐, which decompose to letters in brackets
		add('⒜'+i, entry{kindLatin, flagWidth, string('a' + i)})
		add('🄐'+i, entry{kindLatin, flagWidth | flagUpper, string('a' + i)})
	}
	for as, letters := range plain {
		for _, r := range letters {
			if norm.NFKD.String(string(r)) != string(r) || foldCase.String(string(r)) != string(r) {
				log.Fatalf("%U folds by rule", r)
			}
			if extra[r] != "" {
				log.Fatalf("%U is listed twice", r)
			}
			extra[r] = as
		}
	}
	add('×', entry{kindLatin, flagAccent, extra['×']})
}

// readHan fills han: the OpenCC table, of several candidates the first, and the
// lists by hand, closed over chains.
func readHan() {
	file, err := os.Open(*opencc)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		from, to, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(from, "#") {
			continue
		}
		to, _, _ = strings.Cut(to, " ")
		f, t := []rune(from), []rune(to)
		if len(f) != 1 || len(t) != 1 {
			log.Fatalf("%s: not one to one: %q", *opencc, lines.Text())
		}
		if f[0] != t[0] {
			han[f[0]] = t[0]
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	if len(han) < 3000 {
		log.Fatalf("%s: only %d pairs", *opencc, len(han))
	}
	pairs := []rune(variants)
	for i := 0; i < len(pairs); i += 2 {
		if t, ok := han[pairs[i]]; ok {
			log.Fatalf("%c is listed twice, as %c and %c", pairs[i], t, pairs[i+1])
		}
		han[pairs[i]] = pairs[i+1]
	}
	for from := range han {
		to := from
		for n := 0; ; n++ {
			next, ok := han[to]
			if !ok {
				break
			}
			if to = next; n > 10 {
				log.Fatalf("%c: a circle", from)
			}
		}
		han[from] = to
	}
	pairs = []rune(radicals)
	for i := 0; i < len(pairs); i += 2 {
		e := classify(pairs[i+1])
		e.flags |= flagWidth
		byHand[pairs[i]] = e
	}
}

// dropped reports whether r is passed over by its category: format characters,
// fillers, whatever renders as nothing, and the marks that stand on Latin,
// Cyrillic, Greek, Han, kana, and on whatever they are put on. The marks of all
// other scripts are letters there.
func dropped(r rune) bool {
	if unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
		return true
	}
	return unicode.Is(unicode.M, r) && unicode.In(r, unicode.Inherited, unicode.Common, unicode.Latin, unicode.Cyrillic,
		unicode.Greek, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if dropped(r) {
			return -1
		}
		return r
	}, s)
}

func cherokee(r rune) bool { return unicode.Is(unicode.Cherokee, r) }

func hangulSyllable(r rune) bool { return 0xAC00 <= r && r <= 0xD7A3 }

// classify is the whole rule.
func classify(r rune) entry {
	self := string(r)
	if !utf8.ValidRune(r) {
		return entry{kindBreak, 0, ""} // a surrogate: no rune
	}
	if e, ok := byHand[r]; ok {
		return e
	}
	if dropped(r) {
		if unicode.Is(unicode.M, r) && !unicode.Is(unicode.Variation_Selector, r) {
			return entry{kindDrop, flagAccent, self}
		}
		return entry{kindDrop, 0, self}
	}

	// What is one other rune in disguise is that rune.
	nfd, nfkd := norm.NFD.String(self), norm.NFKD.String(self)
	if same, size := utf8.DecodeRuneInString(nfd); nfd != self && size == len(nfd) && norm.NFKD.String(nfd) != nfd {
		return classify(same) // the Greek oxia, which is an acute accent
	}
	width := uint32(0)
	if nfd != nfkd || 0xF900 <= r && r <= 0xFAFF && nfd != self || 0x2F800 <= r && r <= 0x2FA1F {
		width = flagWidth
	}
	if nfkd != self && utf8.RuneCountInString(nfkd) == 1 {
		target, _ := utf8.DecodeRuneInString(nfkd)
		e := classify(target)
		switch e.kind {
		case kindBreak, kindDrop:
			e = entry{e.kind, 0, self}
		case kindBlank, kindHyphen, kindJoint, kindApostrophe:
		default:
			e.flags |= width
		}
		return e
	}

	switch {
	case unicode.Is(unicode.Nd, r):
		// The digits of a script are ten in a row.
		n := 0
		for unicode.Is(unicode.Nd, r-rune(n)-1) {
			n++
		}
		return entry{kindDigit, width, string('0' + rune(n%10))}
	case unicode.Is(unicode.Zs, r):
		return entry{kindBlank, 0, " "}
	case unicode.Is(unicode.Pd, r):
		return entry{kindHyphen, 0, "-"}
	case unicode.Is(unicode.Pc, r):
		return entry{kindJoint, 0, "_"}
	case unicode.In(r, unicode.Pi, unicode.Pf):
		return entry{kindJoint, 0, `"`}
	case unicode.Is(unicode.Han, r) && unicode.In(r, unicode.L, unicode.Nl, unicode.So):
		if to, ok := han[r]; ok {
			return entry{kindHan, width | flagTraditional, string(to)}
		}
		return entry{kindHan, width, self}
	case unicode.In(r, unicode.L, unicode.Nl, unicode.M):
		return letter(r, nfkd, width)
	case nfkd != self:
		return symbol(r, nfkd, width)
	}
	return entry{kindBreak, 0, self}
}

func letter(r rune, nfkd string, width uint32) entry {
	e := entry{kindLetter, width, ""}
	bare := strip(nfkd)
	if hangulSyllable(r) || cherokee(r) {
		e.fold = string(r)
	} else {
		folded := strip(norm.NFKD.String(foldCase.String(bare)))
		for _, l := range folded {
			if as, ok := extra[l]; ok {
				e.fold += as
				e.flags |= flagAccent
			} else if c := basic(l); c.kind == kindDigit || c.kind == kindHan || isLetter(c.kind) {
				e.fold += c.fold
			}
		}
	}
	if e.fold == "" {
		return entry{kindDrop, 0, string(r)}
	}
	if bare != nfkd && !strings.ContainsRune("ЁёЙй", r) && !hangulSyllable(r) {
		e.flags |= flagAccent
	}
	first, _ := utf8.DecodeRuneInString(e.fold)
	e.kind = alphabet(first)
	if isAlphabet(e.kind) {
		if first, _ := utf8.DecodeRuneInString(nfkd); unicode.In(first, unicode.Lu, unicode.Lt) {
			e.flags |= flagUpper
		}
	}
	return e
}

// basic classifies a rune of a decomposition as classify does, but without
// folding letters any further.
func basic(r rune) entry {
	if e, ok := byHand[r]; ok {
		return e
	}
	if unicode.In(r, unicode.L, unicode.Nl, unicode.M) && !unicode.Is(unicode.Han, r) && !dropped(r) {
		return entry{alphabet(r), 0, string(r)}
	}
	return classify(r)
}

// symbol is for what is no letter and decomposes to several runes.
func symbol(r rune, nfkd string, width uint32) entry {
	if strings.ContainsRune(nfkd, '⁄') && strings.IndexFunc(nfkd, unicode.IsLetter) < 0 {
		return entry{kindBreak, 0, string(r)} // a fraction
	}
	fold := ""
	for _, c := range nfkd {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			if e := classify(c); e.kind == kindDigit || e.kind == kindHan || isLetter(e.kind) {
				fold += e.fold
			}
		}
	}
	if fold == "" {
		return entry{kindBreak, 0, string(r)}
	}
	return entry{kindSymbol, width, fold}
}

func alphabet(r rune) kind {
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

func isAlphabet(k kind) bool { return kindLatin <= k && k <= kindGreek }
func isLetter(k kind) bool   { return kindLatin <= k && k <= kindLetter }

// check stops the program where the table breaks its word.
func check(entries []entry) {
	for i, e := range entries {
		r := rune(i)
		n := utf8.RuneCountInString(e.fold)
		switch {
		case e.fold == "" && utf8.ValidRune(r), n > 1 && e.kind != kindSymbol && !isLetter(e.kind):
			log.Fatalf("%U: %d runes in the fold of a rune of kind %d", r, n, e.kind)
		case e.kind == kindBreak && e.fold != string(r) && e.fold != "":
			log.Fatalf("%U: a break that folds", r)
		}
		for _, f := range e.fold {
			t := entries[f]
			if t.fold != string(f) {
				log.Fatalf("%U folds to %q, of which %q folds further, to %q", r, e.fold, f, t.fold)
			}
			switch {
			case e.kind == kindSymbol || isLetter(e.kind) && n > 1:
				if t.kind != kindDigit && t.kind != kindHan && !isLetter(t.kind) {
					log.Fatalf("%U folds to %q, of which %q is of kind %d", r, e.fold, f, t.kind)
				}
			case e.kind == kindSuper && t.kind == kindDigit:
			case t.kind != e.kind:
				log.Fatalf("%U of kind %d folds to %q of kind %d", r, e.kind, f, t.kind)
			}
		}
	}
}

func write(entries []entry) []byte {
	// The folds of several runes, sorted.
	var folds []string
	for _, e := range entries {
		if utf8.RuneCountInString(e.fold) > 1 {
			folds = append(folds, e.fold)
		}
	}
	slices.Sort(folds)
	folds = slices.Compact(folds)
	number := map[string]int{}
	ends := []int{0}
	for i, f := range folds {
		number[f] = i
		ends = append(ends, ends[i]+len(f))
	}

	// The pages. Page 0 is the commonest: breaks and nothing else.
	pages := [][pageSize]uint32{{}}
	known := map[[pageSize]uint32]int{pages[0]: 0}
	index := make([]int, len(entries)/pageSize)
	for i := range index {
		var page [pageSize]uint32
		for j := range page {
			r := uint32(i*pageSize + j)
			e := entries[r]
			p := uint32(e.kind) | e.flags<<flagShift
			if n, ok := number[e.fold]; ok {
				p |= manyBit | uint32(n)<<foldShift
			} else if e.fold == "" {
				p |= r << foldShift
			} else {
				fold, _ := utf8.DecodeRuneInString(e.fold)
				p |= uint32(fold) << foldShift
			}
			page[j] = p ^ r<<foldShift
		}
		n, ok := known[page]
		if !ok {
			n = len(pages)
			known[page] = n
			pages = append(pages, page)
		}
		index[i] = n
	}
	if len(pages) > 1<<16 || ends[len(ends)-1] >= 1<<16 {
		log.Fatalf("too much for the types: %d pages, %d bytes", len(pages), ends[len(ends)-1])
	}
	indexType, indexSize := "uint8", 1
	if len(pages) > 1<<8 {
		indexType, indexSize = "uint16", 2
	}

	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by gen.go from golang.org/x/text and opencc/TSCharacters.txt; DO NOT EDIT.\n\n")
	fmt.Fprintf(&b, "package normalize\n\n")
	fmt.Fprintf(&b, "// UnicodeVersion is the Unicode version the folding is made from.\n")
	fmt.Fprintf(&b, "const UnicodeVersion = %q\n\n", *version)
	fmt.Fprintf(&b, "// moreText holds the folds of several runes, one after the other: %d bytes.\n", ends[len(ends)-1])
	fmt.Fprintf(&b, "const moreText = \"\" +\n")
	for i := 0; i < len(folds); i += 16 {
		plus := " +"
		if i+16 >= len(folds) {
			plus = ""
		}
		fmt.Fprintf(&b, "%+q%s\n", strings.Join(folds[i:min(i+16, len(folds))], ""), plus)
	}
	fmt.Fprintf(&b, "\n// ascii is lookup for ASCII.\n")
	fmt.Fprintf(&b, "var ascii = [128]props{\n")
	var low []int
	for r := range 128 {
		low = append(low, int(pages[index[r/pageSize]][r%pageSize]^uint32(r)<<foldShift))
	}
	numbers(&b, low, -1)
	fmt.Fprintf(&b, "}\n")
	fmt.Fprintf(&b, "\n// moreEnds says where in moreText they start and end: %d bytes.\n", 2*len(ends))
	fmt.Fprintf(&b, "var moreEnds = [%d]uint16{\n", len(ends))
	numbers(&b, ends, -1)
	fmt.Fprintf(&b, "}\n\n")
	fmt.Fprintf(&b, "// tableIndex gives the page of %d runes: %d bytes.\n", pageSize, len(index)*indexSize)
	fmt.Fprintf(&b, "var tableIndex = [%d]%s{\n", len(index), indexType)
	numbers(&b, index, 0)
	fmt.Fprintf(&b, "}\n\n")
	fmt.Fprintf(&b, "// tablePages holds %d pages, each rune as props with the fold by exclusive or: %d bytes.\n", len(pages), 4*pageSize*len(pages))
	fmt.Fprintf(&b, "var tablePages = [%d << %d]uint32{\n", len(pages), pageBits)
	var all []int
	for _, page := range pages {
		for _, p := range page {
			all = append(all, int(p))
		}
	}
	numbers(&b, all, 0)
	fmt.Fprintf(&b, "}\n")
	source, err := format.Source(b.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	return source
}

// numbers writes an array, without the lines that hold only skip.
func numbers(b *bytes.Buffer, list []int, skip int) {
	const perLine = 16
	left := false
	for i := 0; i < len(list); i += perLine {
		line := list[i:min(i+perLine, len(list))]
		if !slices.ContainsFunc(line, func(n int) bool { return n != skip }) {
			left = true
			continue
		}
		if left {
			fmt.Fprintf(b, "%d: ", i)
			left = false
		}
		for j, n := range line {
			if j > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(b, "%d,", n)
		}
		b.WriteByte('\n')
	}
}
