package translit

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A reading is a way of reading Latin letters aloud in Russian: a table of
// graphemes, most of them shared. A name is read in all of them, and the
// cheapest spellings win.
//
// A line of a table is a grapheme and its Cyrillic spellings, each with its cost
// after a colon, 0 when there is none; a unit of cost is about a halving of the
// likelihood. A grapheme may stand in a context, left<grapheme>right, in which
// ^ and $ are the word's ends, V a vowel, C a consonant, [xy] either letter.
// At each place of a word the longest grapheme that fits is read, the first one
// among equals; "_" is silence.
//
// The costs were set by hand on some 350 names of makers, products and weapons
// that Russian texts write, and checked on some 270 others.
type reading struct {
	name  string
	cost  int // of the reading itself
	rules map[rune][]grapheme
}

type grapheme struct {
	before, letters, after []string // each a set of letters
	spellings              []spelling
}

// A spelling is a piece of Cyrillic or a whole word of it.
type spelling struct {
	text string
	cost int
	rule string // the name of the reading, for whole words
}

// latin is what all readings share: the letters one by one.
const latin = `
a а
b б
c к ц:3
c<h>C _
<c>[eiy] ц с:1
ch ч х:2
ck к
d д
e е э:2
^<e> э е:2
V<e> е э:1
f ф
g г
h х
i и
V<i> й
ia иа ия:1
<ia>$ ия иа:1
j дж й:2
k к
l л
<l>[bdfgkmnpstvz] л ль:2
<l>$ л ль:1
m м
n н
o о
p п
ph ф
q к
qu кв
r р
s с
sh ш
t т
<tech>$ тех тек
th т
tz ц
u у
v в
w в
x кс
^<x> кс з:2
y и
V<y> й
<y>$ и
ya я
ye е
yo йо
yu ю
z з
à а
á а
â а
ã а
å о а:1
ä э е:1 а:2
æ э
ç с ч:1
č ч
ć ч
ď д
đ дж
è е
é е э:1
ê е
ë е
ě е
ğ г
ı ы и:1
í и
î и
ï и
ł л
ñ нь н:1
ň н нь:1
ó о
ô о
õ о
ø ё
ö ё э:1 о:2
ő ё
ř рж
š ш
ş ш
ș ш
ß сс
ť т
ț ц
ú у
û у
ů у
ü ю у:1
ű ю
ý и
ž ж
`

// russian reads romanized Russian back, and whatever else is spelled as it
// sounds: Japanese, Turkish, Arabic and Persian names.
const russian = `
ck к:2
V<ia> ия
c<h>[eio] х:2
<c>[eiy] ц
<c>$ к х:2
e е
^<e> э
V<e> е э:1
gh г
ght т:4
ie ие ье:2
<ies>$ ис:3
iy ий
iya ия
iye ие
iyu ию
<iy>$ ий
<j>[aeiou] дж й:2 ж:2
ja я:1 джа:1
ju ю:1 джу:1
kh х
ks кс
<l>C л ль:1
<l>$ л ль:1
b<l>e$ л:3
t<el>$ ель ел:2
<n>$ н нь:1
pp пп
q к:3 кв:4
<r>$ р рь:2
C<r>$ р рь:1
<s>$ с
sch щ:3 ш:3 сч:4
V<h>C х:2 _:2
shch щ
sh ш с:2
ck к:3
<sky>$ ский ски:2
<skii>$ ский
<tec>$ тех тек:1
<t>$ т ть:2
u<t>$ т ть:1
th т:2
tsy цы ци:2
ts ц тс:2
tsu цу
<y>$ ый:2 ий:1 и ы
V<y>$ й
C<y>C ы и:2
C<ya> я ья:1
C<yo> е
C<ye> ье е:1
C<yu> ю ью:2
l<yu> ью ю
l<yu>C ю лью:9 ью:1
<z>$ з зь:1
<s>$ с сь:2
w в:3
x кс:2
ll лл:1 л:2
mm мм:1 м:2
oo у:3 оо:2
ee ее:1 и:3
y и:1 ы
zh ж
dzh дж
zz зз:1
yy ый
<v>$ в вь:2
v<ya>z я
<zy>$ зы зи
tekh тех
elektr электр
`

// english reads as Russians read English.
const english = `
<a>Ce$ ей эй:1 а:2
^<a> а э:2
^<app> эпп эп:1 апп:1
a а э:2
ai ей ай:1 эй:2
air эйр аэр:1 айр:1
aero аэро
alk ок олк:1 алк:2
au ау о:1
aw о ау:2 ав:2
<awk> ок
<awl> оул
<shaw>$ шоу
ay ей ай:1 эй:2
<ay>$ ей ай:1 эй:1
^<bio> био
^<bi>C би
bb бб
<bus>$ бас бус:1
<c>[eiy] с ц:1
cc кк
<cc>[ei] кс
ce$ с
<ce>$ с
<ces>$ сес сез
<ch>r х
chip чип
^<cy>C сай ки:2 си:1 сы:2
d<e>v е
<dge>$ дж
<devi>c девай
e е э:2
^<e> э е:2
ea и еа:1 ей:3 еэ:3
<ear> ир ер:1
ee и ее:2
eer ир
ei ей ай:1 и:2
eo ео
eu еу ю:1 ой:2
ew ью у:2
ey и ей:1 е:1 ай:3
<ey>$ и ей:1
^<ey> ай ей:1
C<e>$ _ е:1
C<es>$ с ес:2 з:2
ff фф
<ffe>$ фф
<fly> флай
g г
<g>[eiy] дж г:1 ж:3
ge$ дж
<ge>$ дж ж:2
gg гг
gh г
ght т
^<gu>[ei] г
h х г:3
V<h>C _ х:1
i и ай:3
<i>Ce$ ай и:1
<ice>$ ис айс:1
<ices>$ айсес айсез
<ine>$ айн ин:1
ie и ай:2
<ier>$ ир ье:1 иер:1
igh ай
<ire>$ айр
<ise>$ айз из:1
ism изм
j дж
^<kn> н кн:2
<key> кей ки:2
kh х:2 кх:2
<ckh> кх
l л
<l>C л ль:2
<l>$ л ль:1
C<le>$ л ль:2
ll лл л:2
micro микро майкро:1
mm мм м:1
<mm>$ м мм:1
<mmon> ммон
^<my>C май ми:2
nn нн н:2
oa о оа:1
<oei> ои
oi ой
<o>Ce$ о оу:1
oo у оо:2
<oor> ор
ou ау у:1 о:2
<ough> о
<our> ур ор:1
ow оу ау:1 о:2 ов:2
<ow>$ оу ау:1
<ower> ауэр ауер:1
oy ой
pp пп п:2
rh р
rr рр
qu кв ку:2 к:2
s с
V<s>V с з:1
C<s>$ с з:2
ss сс с:2
sc ск
<sc>[eiy] с ск:2
sch ск:1 ш:1
<sch>[wmnl] ш
sh ш
^<sky> скай
<sky>$ скай ски:1
sight сайт
soft софт
<stein> стейн штейн:1
star стар
tch тч ч:2
th т с:3
tion шн шен:1 шон:1
tt тт т:2
<ture>$ чер тур:1
u у а:2 ю:2
^<u>n ю а:2 у:1
<u>Ce$ ю у:1
<ue>$ ю
<um>$ ум ам:3
C<un> ан:1 ун
C<um>m ам ум:1
vision вижн вижен вижион:2
w в у:1
wh у в:1
<wal>l уол вол:1
<wave> вейв вэйв:1
<wing>$ винг
<work> ворк
^<wr> р
<ware>$ вар вэр:1 веар:2
x кс
^<xi> кси зай:1 кзи:2
y и ай:1
C<y>Ce$ ай и:2
C<y>n ай ин:9 и:1
<y>$ и ай:2
^<y>V й
ya я
yo йо
yu ю
z з
<zz> цц зз:1
r<z>$ ц з:1
zh ж:3
shch щ:5
<ology>$ олоджи
`

// german reads as Russians read German and its neighbours; it also lends its
// z and ei to the rest of the continent.
const german = `
aa аа а:2
ae э:1 е:1 ае
ai ай
ay ай
au ау
äu ой
bb бб б:2
ch х ш:3
chs кс
sch ш
^<sch> ш
<e>$ е
ei ай ей
eu ой ей:1 еу:2
ey ей ай
ff фф ф:1
ffe ффе фе:1
gg гг
h х г:2
V<h>C _ х:2
V<h>$ _ х:1
V<h>V х _:2
C<h>V х _:2
c<h>C _
ie и ие:1
<ier>$ ир ье:1 иер:1
j й
ja я
ju ю
je е
<l>C ль л:1
<l>$ ль л
ll лл ль:1 л:2
mm мм м:2
nn нн н:1
<nn>$ нн н:1
oe е
oo оо у:1
pf пф
ph ф
rh р
s с
^<s>V з с:1
^<sp> шп сп:1
^<st> шт ст:1
<ss>$ сс с:1
ss сс с:2
tt тт т:2
th т
tz ц
ue ю
u у
v в ф:1
w в
y и
z ц з:2
^<z> ц з:1
zz цц
`

// french reads as Russians read French: what ends a word is silent.
const french = `
ai е эй:1
ain эн
au о
aux о
eau о
<ault>$ о
<c>[eiy] с
ç с
ch ш
<d>$ _ д:1
<e>$ _
<er>$ ер е:1
<et>$ е ет:1
<es>$ _ ес:1
eu ё
<eux>$ ё
<g>[eiy] ж
gn нь
g<eo> о
g<eot>$ о
h _
<ier>$ ье
ille ий
j ж
ll лл л:1
n<d>$ _
oi уа
ou у
<ou>V у
<ph> ф
qu к
<s>$ _ с
V<s>V з с:1
ss сс
<t>$ _ т:1
u ю у:1
<x>$ _ кс:1
y и
`

// readings stand in the order that breaks ties; a Russian name betrays itself by
// its letters, so the plain reading comes first.
var readings = sync.OnceValue(func() []reading {
	return []reading{
		newReading("russian", 0, russian),
		newReading("english", 1, english),
		newReading("german", 2, german),
		newReading("french", 2, french),
	}
})

func newReading(name string, cost int, table string) reading {
	r := reading{name: name, cost: cost, rules: map[rune][]grapheme{}}
	for line := range strings.Lines(table + latin) {
		if fields := strings.Fields(line); len(fields) > 1 {
			g := parseGrapheme(fields)
			for _, c := range g.letters[0] {
				r.rules[c] = append(r.rules[c], g)
			}
		}
	}
	for _, gs := range r.rules {
		slices.SortStableFunc(gs, func(a, b grapheme) int {
			if d := len(b.letters) - len(a.letters); d != 0 {
				return d
			}
			return len(b.before) + len(b.after) - len(a.before) - len(a.after)
		})
	}
	return r
}

func parseGrapheme(fields []string) grapheme {
	var g grapheme
	before, rest, ok := strings.Cut(fields[0], "<")
	if !ok {
		before, rest = "", before
	}
	letters, after, _ := strings.Cut(rest, ">")
	g.before, g.letters, g.after = letterSets(before), letterSets(letters), letterSets(after)
	for _, f := range fields[1:] {
		text, cost, _ := strings.Cut(f, ":")
		n, _ := strconv.Atoi(cost)
		g.spellings = append(g.spellings, spelling{text: strings.Trim(text, "_"), cost: n})
	}
	return g
}

// letterSets reads a context: a set of letters for each place.
func letterSets(s string) []string {
	var sets []string
	for s != "" {
		n := 1
		switch {
		case s[0] == '[':
			n = strings.IndexByte(s, ']') + 1
			sets = append(sets, s[1:n-1])
		case s[0] == 'V':
			sets = append(sets, "aeiouyäöüéıøåæ")
		case s[0] == 'C':
			sets = append(sets, "bcdfghjklmnpqrstvwxzßşğçščž")
		default:
			_, n = utf8.DecodeRuneInString(s)
			sets = append(sets, s[:n])
		}
		s = s[n:]
	}
	return sets
}

// fits reports whether the grapheme stands at word[i], in its context.
func (g *grapheme) fits(word []rune, i int) bool {
	at := i - len(g.before)
	if at < 0 || i+len(g.letters)+len(g.after) > len(word) {
		return false
	}
	for _, sets := range [...][]string{g.before, g.letters, g.after} {
		for _, set := range sets {
			if !strings.ContainsRune(set, word[at]) {
				return false
			}
			at++
		}
	}
	return true
}

// beamWidth is how many spellings of a word's beginning are kept.
const beamWidth = 12

// spell returns the cheapest spellings of a lower-case Latin word, cheapest
// first, or none when it has a letter that the reading does not know.
func (r *reading) spell(word string) []spelling {
	text := []rune("^" + word + "$")
	beam := []spelling{{cost: r.cost, rule: r.name}}
	for i := 1; i < len(text)-1; {
		g := r.at(text, i)
		if g == nil {
			return nil
		}
		beam = extend(beam, g.spellings)
		i += len(g.letters)
	}
	return beam
}

func (r *reading) at(text []rune, i int) *grapheme {
	if _, known := r.rules[text[i]]; !known {
		text[i], _ = utf8.DecodeRuneInString(norm.NFKD.String(string(text[i])))
	}
	gs := r.rules[text[i]]
	for j := range gs {
		if gs[j].fits(text, i) {
			return &gs[j]
		}
	}
	return nil
}

// extend appends every choice to every spelling and keeps the cheapest. It may
// overwrite the beam.
func extend(beam, choices []spelling) []spelling {
	if len(choices) == 1 {
		for i := range beam {
			beam[i] = beam[i].then(choices[0])
		}
		return beam
	}
	type pair struct {
		b, c *spelling
		cost int
	}
	pairs := make([]pair, 0, 4*beamWidth)
	for i := range beam {
		for k := range choices {
			pairs = append(pairs, pair{&beam[i], &choices[k], beam[i].cost + choices[k].cost})
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return x.cost - y.cost })
	pairs = pairs[:min(len(pairs), beamWidth)]
	next := make([]spelling, len(pairs))
	for i, p := range pairs {
		next[i] = p.b.then(*p.c)
	}
	return next
}

func (s spelling) then(t spelling) spelling {
	return spelling{s.text + t.text, s.cost + t.cost, cmp.Or(s.rule, t.rule)}
}

// cheapest sorts by cost, keeping the order of equals, and cuts.
func cheapest(s []spelling, n int) []spelling {
	slices.SortStableFunc(s, func(a, b spelling) int { return a.cost - b.cost })
	return s[:min(n, len(s))]
}

// pinyinCost is what a Chinese reading costs where nothing but the letters
// speaks for it; each sign that hardly occurs elsewhere takes one off.
const pinyinCost = 3

var pinyinSigns = []string{"zh", "wu", "q", "x", "uo", "ang", "eng", "ong", "uang", "iao", "ui", "iu", "uai", "ao", "ei", "ua", "ian"}

// pinyinInitials and pinyinFinals are the Palladius system: a syllable is spelled
// by its initial and its final, but for the whole syllables of pinyinSyllables.
var (
	pinyinInitials = table(`b б p п m м f ф d д t т n н l л g г k к h х j цз q ц x с
		zh чж ch ч sh ш r ж z цз c ц s с`)
	pinyinFinals = table(`a а o о e э i и ai ай ei эй ao ао ou оу an ань en энь ang ан eng эн ong ун
		ia я ie е iao яо iu ю ian янь in инь iang ян ing ин iong юн
		u у ua уа uo о uai уай ui уй uan уань un унь uang уан ue юэ`)
	pinyinSyllables = table(`yi и ya я ye е yao яо you ю yan янь yin инь yang ян ying ин yong юн
		wu у wa ва wo во wai вай wei вэй wan вань wen вэнь wang ван weng вэн
		yu юй yue юэ yuan юань yun юнь a а e э ai ай ei эй ao ао ou оу an ань en энь ang ан er эр
		hui хуэй ju цзюй qu цюй xu сюй juan цзюань quan цюань xuan сюань jun цзюнь qun цюнь xun сюнь
		zhi чжи chi чи shi ши ri жи zi цзы ci цы si сы`)
)

func table(s string) map[string]string {
	m := map[string]string{}
	for pair := range slices.Chunk(strings.Fields(s), 2) {
		m[pair[0]] = pair[1]
	}
	return m
}

// maxSyllable is the length of the longest pinyin syllable, zhuang.
const maxSyllable = 6

// palladius spells a word that is made of pinyin syllables, in the system of
// Palladius and as the press writes it: е for э, no soft sign.
func palladius(word string) []spelling {
	text, ok := syllables(word)
	if !ok {
		return nil
	}
	cost := pinyinCost
	for _, sign := range pinyinSigns {
		if strings.Contains(word, sign) {
			cost--
		}
	}
	cost = max(cost, 0)
	loose := strings.NewReplacer("э", "е")
	hard := strings.NewReplacer("нь", "н")
	return []spelling{
		{text, cost, "pinyin"},
		{loose.Replace(text), cost + 1, "pinyin"},
		{hard.Replace(text), cost + 2, "pinyin"},
		{hard.Replace(loose.Replace(text)), cost + 2, "pinyin"},
	}
}

// syllables cuts a word into the fewest pinyin syllables and spells them. A
// consonant between vowels begins a syllable.
func syllables(word string) (string, bool) {
	// spelled[i] is the spelling of word[:i], in n syllables.
	type prefix struct {
		text string
		n    int
	}
	spelled := make([]prefix, len(word)+1)
	for i := range word {
		if i > 0 && spelled[i].n == 0 {
			continue
		}
		for j := min(len(word), i+maxSyllable); j > i; j-- {
			s := pinyin()[word[i:j]]
			if s == "" || i > 0 && strings.IndexByte("aeo", word[i]) >= 0 && strings.IndexByte("ng", word[i-1]) >= 0 {
				continue
			}
			if n := spelled[i].n + 1; spelled[j].n == 0 || n < spelled[j].n {
				spelled[j] = prefix{spelled[i].text + s, n}
			}
		}
	}
	end := spelled[len(word)]
	return end.text, end.n > 0
}

// pinyin spells every syllable: an initial may be one letter of another one.
var pinyin = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, n := range [...]int{1, 2} {
		for initial, i := range pinyinInitials {
			if len(initial) == n {
				for final, f := range pinyinFinals {
					all[initial+final] = i + f
				}
			}
		}
	}
	maps.Copy(all, pinyinSyllables)
	return all
})

// letterNames are the English names of the letters as Russians write them, in
// the notation of the readings.
var letterNames = sync.OnceValue(func() map[rune][]spelling {
	names := map[rune][]spelling{}
	for line := range strings.SplitSeq(`A Эй:0 А:3,B Би,C Си,D Ди,E И:0 Е:2,F Эф,G Джи,H Эйч:0 Аш:1,I Ай,
		J Джей:0 Джи:1,K Кей,L Эл:0 Эль:1,M Эм,N Эн,O О:0 Оу:1,P Пи,Q Кью,R Ар:0 Эр:2,S Эс,T Ти,U Ю,
		V Ви,W Дабл-Ю:0 В:3,X Икс,Y Уай,Z Зет:0 Зи:1`, ",") {
		g := parseGrapheme(strings.Fields(line))
		names[rune(g.letters[0][0])] = g.spellings
	}
	return names
})

const maxAcronym = 4

// lettersAloud spells an acronym by the names of its letters: DJI, ДиДжиАй.
func lettersAloud(word string) []spelling {
	if len(word) < 2 || len(word) > maxAcronym {
		return nil
	}
	beam := []spelling{{cost: 1, rule: "letters"}}
	for _, c := range word {
		if c < 'A' || 'Z' < c {
			return nil
		}
		beam = extend(beam, letterNames()[c])
	}
	return beam
}

// cyrillicOf returns the likely Cyrillic spellings of a Latin word. An acronym
// is spelled by the names of its letters; beside a number, or without a vowel
// after its first letter, it is also written letter for letter: Su-27, FPV; and
// it is read as a word if it may be one: KUKA.
func cyrillicOf(word string, coded bool) []spelling {
	lower := strings.ToLower(word)
	out := lettersAloud(word)
	switch {
	case out == nil || len(word) == maxAcronym && strings.ContainsAny(word, "AEIOU"):
		for i := range readings() {
			out = append(out, readings()[i].spell(lower)...)
		}
		out = append(out, palladius(lower)...)
	case coded || !strings.ContainsAny(word[1:], "AEIOUY"):
		out = append(out, readings()[0].spell(lower)...)
	}
	out = distinct("", cheapest(out, len(out)), beamWidth)
	for i, s := range out {
		if s.rule != "letters" {
			out[i].text = recase(s.text, word)
		}
	}
	return out
}

// recase gives a spelling the case of the word that it spells.
func recase(s, word string) string {
	upper, n := 0, 0
	for _, c := range word {
		if n++; unicode.IsUpper(c) {
			upper++
		}
	}
	switch {
	case upper == n && n > 1:
		return strings.ToUpper(s)
	case upper > 0:
		return title(s)
	}
	return s
}

func title(s string) string {
	for i, c := range s {
		return s[:i] + string(unicode.ToUpper(c)) + s[i+len(string(c)):]
	}
	return s
}

// A scheme is a romanization: the letters in which it differs from the plainest
// one. A key may be two letters, end in $, the word's end, or begin with ^, a
// word's beginning or a vowel or sign before it.
type scheme struct {
	name    string
	letters map[string]string
}

var romanLetters = table(`а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r
	с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya`)

// The schemes as passports, maps and the press use them, without diacritics.
var schemes = []scheme{
	{"press", table(`ё e ий$ y ый$ y ия$ ia`)},
	{"bgn", table(`^е ye`)},
	{"popular", table(`х h кс x дж j ё e`)},
	{"icao", table(`ё e й i ъ ie ю iu я ia`)},
	{"press", table(`ё e ий$ ii кс x ц c`)},
	{"iso9", table(`ё e ж z й j х h ц c ч c ш s щ s ю u я a`)},
	{"gost", table(`й j х x ц cz щ shh`)},
	{"scientific", table(`ё e ж z й j х ch ц c ч c ш s щ sc ю ju я ja`)},
	{"german", table(`в w ё jo ж sch з s й j х ch ц z ч tsch ш sch щ schtsch ю ju я ja`)},
	{"french", table(`ё io ж j й i у ou ц ts ч tch ш ch щ chtch ю iou я ia`)},
}

// spell writes a Cyrillic word in Latin, or reports that it has letters that are
// not Russian.
func (s scheme) spell(word string) (string, bool) {
	low := strings.ToLower(word)
	var b strings.Builder
	for i := 0; i < len(low); {
		latin, n := s.at(low, i)
		if n == 0 {
			return "", false
		}
		b.WriteString(strings.Trim(latin, "_"))
		i += n
	}
	return recase(b.String(), word), b.Len() > 0
}

// at returns what the letter at word[i:] is in Latin, or it and the next, and how
// many bytes that is.
func (s scheme) at(word string, i int) (latin string, n int) {
	_, n = utf8.DecodeRuneInString(word[i:])
	if end := i + n; end < len(word) {
		_, more := utf8.DecodeRuneInString(word[end:])
		end += more
		two := word[i:end]
		if l := s.letters[two]; l != "" {
			return l, len(two)
		}
		if end == len(word) {
			if l := s.letters[two+"$"]; l != "" {
				return l, len(two)
			}
		}
	}
	one := word[i : i+n]
	before, _ := utf8.DecodeLastRuneInString(word[:i])
	if i == 0 || strings.ContainsRune("аеёиоуыэюяйьъ", before) {
		if l := s.letters["^"+one]; l != "" {
			return l, n
		}
	}
	if l := cmp.Or(s.letters[one], romanLetters[one]); l != "" {
		return l, n
	}
	return "", 0
}
