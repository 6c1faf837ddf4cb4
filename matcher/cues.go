package matcher

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/normalize"
)

// A cueClass says what a cue near a number speaks of.
type cueClass uint16

const (
	customsCue  cueClass = 1 << iota // HS, ТН ВЭД, 海关编码: a customs number
	usCue                            // ECCN, EAR: the Commerce Control List
	euCue                            // Annex I, 2021/821
	cnCue                            // 管制编码, 两用物项
	ruCue                            // двойного назначения: a Russian list
	ruListCue                        // список, перечень, a weak one
	militaryCue                      // military list
	moneyCue                         // a currency, a sum
	unitCue                          // a unit of measure
	phoneCue                         // a telephone number
	capitals                         // the cue is meant in capitals only
)

const anyListCue = usCue | euCue | cnCue | ruCue | militaryCue

// Words that end in * may go on, a blank is any blank or hyphen.
var cueWords = map[cueClass]string{
	customsCue: `hs, h.s, hts, htsus, tariff*, taric, cn code*, customs code*, commodity code*, harmoni?ed system*,
		harmoni?ed code*, schedule b, hsn,
		тн вэд, тнвэд, тн вэд*, тнвэд*, код* товар*, таможенн* код*, код* вэд, сэқ тн,
		海关编码, 海关代码, 海关商品, 商品编码, 商品编号, 商品代码, 税号, 税则, 税目, 号列`,
	usCue: `eccn*, export control classification*, commerce control list*, ccl, 15 cfr, export administration regulation*,
		商业管制清单, 出口管制分类, экспортн* контрольн* классификационн*`,
	usCue | capitals: `ear, bis`,
	euCue:            `annex i, annex 1, 2021/821, 428/2009, european union*, eu dual use*, приложени* i, регламент* ес, европейск* союз*, 欧盟`,
	euCue | capitals: `eu, ес`,
	cnCue:            `管制编码, 两用物项, 出口管制清单, 管制清单, 商务部, mofcom, china export control*, chinese export control*`,
	ruCue: `двойн* назначени*, двойн* применени*, экспортн* контрол*, контрольн* спис*, контрольн* переч*, контролируем* товар*,
		спис* контролируем*, экспортт* бақыла*, фстэк, fstec, russian control list*, russian dual use*, dual use list*, control list*,
		俄罗斯两用, 俄罗斯出口管制`,
	ruListCue:   `список, списка, списку, списком, списке, перечень, перечня, перечню, перечнем, перечне, указ, указа, указом, указу`,
	militaryCue: `military list*, munitions list*, common military*, военн* спис*, военн* переч*, 军品, 军用清单, 军事清单, 军民`,
	moneyCue: `usd, eur, rub, rur, cny, rmb, gbp, jpy, kzt, byn, uah, chf, hkd, dollar*, euro, euros, yuan, rouble*, ruble*, price*, total*, amount*, cost*, sum,
		руб*, р, долл*, евро, юан*, тенге, цена, цены, цене, цену, ценой, цен, сумм*, итого, стоимост*, всего,
		元, 美元, 美金, 欧元, 卢布, 人民币, 万, 亿, 价格, 单价, 总价, 金额, 合计, 价`,
	unitCue: `kg, kgs, g, mg, t, ton*, lb, lbs, km, m, mm, cm, nm, ft, hz, khz, mhz, ghz, thz, w, kw, mw, gw, v, kv, ma, sec, seconds, ms, hour, hours, pa, kpa, mpa, bar,
		db, dbm, ohm*, l, ml, gb, mb, kb, tb, pts, points, rpm, sqm, ha, million*, billion*, thousand*,
		кг, г, мг, т, тонн*, км, м, мм, см, нм, гц, кгц, мгц, ггц, вт, квт, мвт, кв, сек, час, часа, часов, л, мл, гб, мб, га, тыс, тысяч*, млн, миллион*, млрд, дб,
		公斤, 千克, 克, 吨, 公里, 千米, 米, 毫米, 厘米, 升, 度, 兆赫, 千赫, 赫兹, 小时, 秒, 平方, 立方, 瓦, 千瓦, 伏`,
	phoneCue: `tel*, phone*, fax*, mob, mobile, call, whatsapp, тел, телефон*, факс*, моб, 电话, 手机, 传真, 热线, qq, 微信`,
}

// A cueNode is a place in cues.
type cueNode struct {
	exact, stem cueClass // cues that end here, and those that may go on to the end of the word
	goesOn      bool     // the word may go on here
}

// cueTrie holds the cues as paths of folded runes, a blank between their words.
type cueTrie struct {
	nodes []cueNode
	edges map[uint64]int32
}

// A codeCue is a cue found in the text.
type codeCue struct {
	start, end int
	class      cueClass
}

var codeCues = func() *cueTrie {
	t := &cueTrie{nodes: make([]cueNode, 1), edges: map[uint64]int32{}}
	for class, words := range cueWords {
		for cue := range strings.SplitSeq(words, ",") {
			cue = strings.Join(strings.Fields(cue), " ")
			if before, after, ok := strings.Cut(cue, "?"); ok {
				t.add(before+"s"+after, class)
				cue = before + "z" + after
			}
			t.add(cue, class)
		}
	}
	return t
}()

func (t *cueTrie) add(cue string, class cueClass) {
	at := int32(0)
	for i := 0; i < len(cue); {
		g := normalize.GlyphAt(cue, i)
		i += g.Size
		if cue[i-g.Size] == '*' {
			t.nodes[at].goesOn = true
			if i == len(cue) {
				t.nodes[at].stem |= class
				return
			}
			continue
		}
		next, ok := t.edges[cueEdge(at, g.Latin)]
		if !ok {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, cueNode{})
			t.edges[cueEdge(at, g.Latin)] = next
		}
		at = next
	}
	t.nodes[at].exact |= class
}

func cueEdge(from int32, r rune) uint64 { return uint64(from)<<32 | uint64(r) }

// search finds the cues of text[from:to] that were not yet searched for. The
// calls for a text must have growing from.
func (s *recogniserScan) search(from, to int) {
	from, to = max(from, s.cuesEnd), min(to, len(s.text))
	if from >= to {
		return
	}
	s.cuesEnd = to
	for from < to && !utf8.RuneStart(s.text[from]) {
		from++
	}
	last := normalize.Before(s.text, from)
	for i := from; i < to; {
		g := normalize.GlyphAt(s.text, i)
		switch g.Sign {
		case normalize.SignLetter, normalize.SignDigit:
			if last == normalize.Other || last == normalize.Han || (g.Sign == normalize.SignDigit) != (last == normalize.Digit) {
				s.cueAt(i)
			}
			last = g.Class
		case normalize.SignHan:
			s.cueAt(i)
			last = g.Class
		case normalize.SignDropped:
		default:
			last = normalize.Other
		}
		i += g.Size
	}
}

// cueAt appends the cues that start at text[i].
func (s *recogniserScan) cueAt(i int) {
	t := codeCues
	start, at := i, int32(0)
	add := func(end int, class cueClass) {
		if class&capitals != 0 && strings.Trim(normalize.CaseOf(s.text[start:end]), "U") != "" {
			return
		}
		s.cues = append(s.cues, codeCue{start, end, class &^ capitals})
	}
	han := false
	for {
		g := normalize.GlyphAt(s.text, i)
		isGap := func() bool {
			return g.Sign == normalize.SignBlank || g.Sign == normalize.SignLineEnd || g.Sign == normalize.SignHyphen
		}
		for g.Sign == normalize.SignDropped {
			i += g.Size
			g = normalize.GlyphAt(s.text, i)
		}
		n := &t.nodes[at]
		word := g.Sign == normalize.SignLetter || g.Sign == normalize.SignDigit
		if n.exact != 0 && (han || g.Sign != normalize.SignLetter) {
			add(i, n.exact)
		}
		var next int32
		switch {
		case isGap():
			if n.stem != 0 {
				add(i, n.stem)
			}
			if han {
				next = at // a blank between Han characters
				break
			}
			next = t.edges[cueEdge(at, ' ')]
		case word || g.Sign == normalize.SignHan || g.Sign == normalize.SignMark:
			next = t.edges[cueEdge(at, g.Latin)]
			if next == 0 && n.goesOn {
				for g.Sign == normalize.SignLetter && i-start < windowBytes || g.Sign == normalize.SignDropped {
					i += g.Size
					g = normalize.GlyphAt(s.text, i)
				}
				if n.stem != 0 {
					add(i, n.stem)
				}
				if isGap() {
					next = t.edges[cueEdge(at, ' ')]
				}
			}
		default:
			if n.stem != 0 {
				add(i, n.stem)
			}
		}
		if next == 0 || i-start > windowBytes {
			return
		}
		han = g.Sign == normalize.SignHan || han && next == at
		at = next
		for gap := isGap(); ; { // several blanks, or a line end and blanks
			i += g.Size
			if g = normalize.GlyphAt(s.text, i); !gap || !isGap() || i-start > windowBytes {
				break
			}
		}
	}
}

// near returns the classes of the cues in the window of text[start:end], and
// of those right before it and right behind it.
func (s *recogniserScan) near(start, end int) (window, before, behind cueClass) {
	s.search(start-windowBytes, end+windowBytes)
	at, _ := slices.BinarySearchFunc(s.cues, start, func(c codeCue, at int) int { return c.start - at })
	close, seen := true, cueClass(0)
	for i := at - 1; i >= 0 && start-s.cues[i].start <= windowBytes; i-- {
		c := &s.cues[i]
		if c.end > start || !close && seen&c.class == c.class {
			continue
		}
		if tokensIn(s.text[c.start:start]) > windowTokens {
			break
		}
		seen |= c.class
		if close = tokensIn(s.text[c.end:start]) <= maxBefore; close {
			before |= c.class
		}
	}
	window, seen = seen, 0
	for _, c := range s.cues[at:] {
		if c.start > end+windowBytes {
			break
		}
		if c.start < end || c.end-end > windowBytes || seen&c.class == c.class {
			continue
		}
		if tokensIn(s.text[end:c.end]) > windowTokens {
			break
		}
		seen |= c.class
		if c.start-end <= 3 && strings.TrimLeft(s.text[end:c.start], " \u00a0\u3000\u202f") == "" {
			behind |= c.class
		}
	}
	window |= seen
	return window, before, behind
}

const maxBefore = 2 // tokens between a cue and the number it stands right before

// tokensIn counts the words, Han characters, marks and breaks of a text, up to
// one more than a window has.
func tokensIn(text string) int {
	n := 0
	last := normalize.Other
	for i := 0; i < len(text) && n <= windowTokens; {
		g := normalize.GlyphAt(text, i)
		i += g.Size
		switch g.Sign {
		case normalize.SignLetter, normalize.SignDigit:
			if g.Class != last {
				n++
			}
			last = g.Class
		case normalize.SignDropped:
		case normalize.SignBlank, normalize.SignHyphen, normalize.SignLineEnd:
			last = normalize.Other
		default:
			n++
			last = normalize.Other
		}
	}
	return n
}
