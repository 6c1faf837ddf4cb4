package inflect

import (
	"slices"
	"strings"
	"unicode"
)

// Case is a Russian case, in the order of the school books.
type Case uint8

const (
	Nom Case = iota
	Gen
	Dat
	Acc
	Ins
	Loc
)

// ParseCase reads the name of a case in a list: nom, gen, dat, acc, ins, loc.
func ParseCase(name string) (Case, bool) {
	i := slices.Index([]string{"nom", "gen", "dat", "acc", "ins", "loc"}, name)
	return Case(max(i, 0)), i >= 0
}

// caseSet has the bit of each case.
type caseSet uint8

const allCases caseSet = 1<<6 - 1

// A slot is a case in a number: the six cases of the singular, then those of the plural.
type slot = int

const (
	nomPlural slot = 6
	slots     slot = 12
)

// A paradigm holds what is written in each slot, with more than one form where the rules cannot tell or usage
// wavers (резцом, месяцем). An empty accusative is like the nominative for things and like the genitive for the living.
type paradigm [slots][]string

// newParadigm returns an empty paradigm, with room for a form in each slot.
func newParadigm() *paradigm {
	p := new(struct {
		paradigm
		room [slots]string
	})
	for s := range p.paradigm {
		p.paradigm[s] = p.room[s : s : s+1]
	}
	return &p.paradigm
}

func (p *paradigm) addTo(s slot, forms ...string) { p[s] = append(p[s], forms...) }

// frozen is the paradigm of a word that never changes.
func frozen(word string) *paradigm {
	var p paradigm
	one := []string{word}
	for s := range p {
		p[s] = one[:1:1] // shared: whoever adds to it gets one of its own
	}
	return &p
}

func (p *paradigm) isFrozen() bool { return slices.Equal(p[Nom], p[Gen]) }

type gender uint8

const (
	unknown gender = iota
	masc
	fem
	neut
	plural // a word that stands in the plural: ножницы, беспилотные аппараты
)

type wordKey struct {
	word      string
	adjective bool
	gender    gender
}

// decline returns the paradigm of a word, from the cache if it was asked before.
func (f *Inflector) decline(word string, adjective bool, g gender) *paradigm {
	if adjective {
		g = unknown // it shows its own
	}
	key := wordKey{word, adjective, g}
	p := f.words[key]
	if p == nil {
		if adjective {
			p = declineAdjective(word)
		} else {
			p = declineNoun(word, g)
		}
		if f.words == nil && !f.Once {
			f.words = map[wordKey]*paradigm{}
		}
		if !f.Once {
			f.words[key] = p
		}
	}
	return p
}

const (
	// No phrase of the lists goes past these words: what follows them stays as it is.
	prepositions = "без в во для до за из из-за из-под и или к как между на над не о об от перед под по при про против с свыше со типа у через"
	// Abbreviations that stand before a noun like an adjective: СВЧ генератор, ИК камера.
	attributes = "АМ ВН ВЧ ГЛОНАСС ЖК ИК КВ КВЧ НЧ ОВЧ ПАВ СВЧ ТВ УВЧ УКВ УФ ЧМ ЭМ ЭМИ"
)

var (
	isPreposition = wordSet(prepositions)
	isAttribute   = wordSet(attributes)
)

// A parse divides a phrase: words[:end] are in step, all adjectives but the head and what never changes; the rest is the tail.
type parse struct {
	head, end int
	gender    gender // that an adjective gives away
}

// russian declines a phrase in the cases asked for.
func (f *Inflector) russian(words []string, cases caseSet) []Inflection {
	at := parsePhrase(words)
	agreeing := make([]*paradigm, at.end) // nil for what never changes
	for i, w := range words[:at.end] {
		if adjective := isAdjective(w); adjective || i == at.head {
			agreeing[i] = f.decline(w, adjective, at.gender)
		}
	}
	noun := agreeing[at.head]
	tails := complements(words[at.end:])

	if cap(f.room)-len(f.room) < 16*len(words) { // what was given away keeps the old room
		f.room = make([]string, 0, 4096)
	}
	if cap(f.forms)-len(f.forms) < 16 {
		f.forms = make([]Inflection, 0, 512)
	}
	forms, room := f.forms[len(f.forms):], f.room
	if cases == allCases {
		forms = append(forms, Inflection{Words: words})
	}
	// add writes the phrase with the noun in one slot and what agrees with it in another, and reports whether there is such
	// a form. The two differ in the accusative of masculines in -а, in the second locative and after two, three and four.
	add := func(s, agreement slot) bool {
		for _, p := range agreeing {
			if p != nil && len(p[agreement]) == 0 {
				return false
			}
		}
		for _, form := range noun[s] {
			for _, tail := range tails {
				start := len(room)
				for i, p := range agreeing {
					switch {
					case i == at.head:
						room = append(room, form)
					case p == nil:
						room = append(room, words[i])
					default:
						room = append(room, p[agreement][0])
					}
				}
				room = append(room, tail...)
				all, steps := room[start:len(room):len(room)], Inflected
				if slices.Equal(all, words) {
					steps = 0
				}
				n := len(forms)
				if forms = addForm(forms, all, steps); len(forms) == n {
					room = room[:start]
				}
			}
		}
		return len(noun[s]) > 0
	}
	for s := range slots {
		nominative, genitive := s-s%6+int(Nom), s-s%6+int(Gen)
		switch {
		case cases&(1<<(s%6)) == 0:
		case s%6 != int(Acc):
			add(s, s)
		default:
			written := add(s, s) || at.gender == masc && !noun.isFrozen() && add(s, genitive) // ракету, ведущего воеводу
			if !written && cases != allCases {
				add(nominative, nominative) // like slots that are written anyway
				add(genitive, genitive)
			}
		}
	}
	if cases == allCases {
		add(int(Gen), 6+int(Gen)) // два беспилотных аппарата
	}
	if cases&(1<<Loc) != 0 && secondLocatives[lower(words[at.head])] {
		add(int(Dat), int(Loc)) // в морском порту
	}
	f.room, f.forms = room, append(f.forms, forms...)
	return slices.Clip(forms)
}

// parsePhrase finds the head noun: the first word that is neither an adjective, nor a foreign word, nor an abbreviation
// in the place of one. Adjectives that follow it and end the phrase agree with it too: станок токарный.
func parsePhrase(words []string) parse {
	limit := len(words)
	if i := slices.IndexFunc(words, func(w string) bool { return isPreposition[lower(w)] }); i > 0 {
		limit = i
	}
	p := parse{}
	agrees := func(w string) bool {
		g := adjectiveGender(w)
		if g == unknown || p.gender != unknown && g != p.gender {
			return false
		}
		p.gender = g
		return true
	}
	for ; p.head < limit; p.head++ {
		if w := words[p.head]; !agrees(w) && (isAdjective(w) || isNoun(w, words[p.head+1:limit])) {
			break
		}
	}
	// At a second gender (данные спутниковой съёмки), or when all are adjectives, the one before is the head.
	if p.head == limit || isAdjective(words[p.head]) {
		p.head--
	}
	p.end = p.head + 1
	for p.end < limit && (isAdjective(words[p.end]) || isAdverb(words[p.end], words[p.end+1:limit])) {
		p.end++
	}
	if g := p.gender; p.end < limit || !slices.ContainsFunc(words[p.head+1:p.end], agrees) {
		p.gender, p.end = g, p.head+1
	}
	return p
}

// Words that end so are no heads: управляемый напряжением генератор, легированное редкоземельными элементами волокно.
const instrumentals = "ением телем ами ями ыми ими"

// isNoun reports whether a word that is no adjective can be the head, given the words after it. Latin words and
// abbreviations stand before their noun like adjectives: FPV дрон, РЛС модуль, but РЛС обзора.
func isNoun(w string, after []string) bool {
	switch {
	case len(after) == 0:
		return true
	case !isCyrillic(w):
		return isDeclined(w)
	case isAttribute[w], isAdverb(w, after), !allCaps(w) && hasAny(lower(w), instrumentals):
		return false
	}
	next := lower(after[0])
	return !allCaps(w) || len(after) > 1 && genitiveOf(next) == fem && !endsInConsonant(lower(after[1])) || // РЛС ближней разведки
		!isCyrillic(next) || capitalised(after[0]) || hasAny(next, "ов ев") ||
		!endsInConsonant(next) && softGender(next) != masc
}

// isAdverb reports whether a word says how the adjective behind it is: дистанционно управляемый, химически стойкая. A word in
// -о but not -нно is a noun before a neuter (волокно оптическое) and a genitive (средство криптографической защиты).
func isAdverb(w string, after []string) bool {
	if len(after) == 0 || capitalised(w) {
		return false
	}
	low, g := lower(w), adjectiveGender(after[0])
	return g != unknown && (hasAny(low, "чески нно") || hasAny(low, "о") && g != neut && genitiveOf(after[0]) == unknown)
}

// isDeclined reports whether one of the two parts of a mixed compound is a Russian word: FPV-дрон, Орлан-10, but not
// 30-мм or Д-30.
func isDeclined(w string) bool {
	return slices.ContainsFunc(strings.Split(w, "-"), func(part string) bool {
		return isCyrillic(part) && len(part) >= 6 && !allCaps(part) && strings.ContainsAny(lower(part), vowels)
	})
}

// complements returns the tail of a phrase as it is written and, for each genitive in it up to a preposition, once
// more with that genitive in the other number: подавитель дронов, подавитель дрона. The numbers of a long tail are
// changed one at a time, not in all combinations.
func complements(tail []string) [][]string {
	all := [][]string{tail}
	for i := 0; i < len(tail) && !isPreposition[lower(tail[i])]; i++ {
		start := i
		for i+1 < len(tail) && genitiveOf(tail[i]) != unknown && !isPreposition[lower(tail[i+1])] {
			i++
		}
		var number gender
		if start < i {
			number = genitiveOf(tail[start])
		}
		noun, g := otherNumber(tail[i], number)
		if g == unknown {
			continue
		}
		changed := slices.Clone(tail)
		changed[i] = noun
		for j := start; j < i; j++ {
			changed[j] = adjectiveInGenitive(tail[j], g)
		}
		all = append(all, changed)
	}
	return all
}

// genitiveOf says from the ending of an adjective in the genitive what it agrees with, unknown if it is no adjective.
func genitiveOf(word string) gender {
	switch low := lower(word); {
	case hasAny(low, "ых их"):
		return plural
	case hasAny(low, "ого его"):
		return masc
	case hasAny(low, "ой"), hasAny(low, "ей") && hasAny(cut(low, 2), "ш щ яч боч "+softStems):
		return fem
	}
	return unknown
}

// adjectiveInGenitive turns an adjective in the genitive to another gender or to the plural.
func adjectiveInGenitive(w string, g gender) string {
	low, n := lower(w), 2
	if hasAny(low, "ого его") {
		n = 3
	}
	stem, end := cut(w, n), cut(low, -n)
	soft := end[:2] == "е" || end == "их" && hasAny(stem, "ж ш ч щ "+softStems) && !hasAny(stem, "больш чуж")
	switch {
	case g == plural && (soft || hasAny(lower(stem), "г к х ж ш ч щ")):
		return stem + "их"
	case g == plural:
		return stem + "ых"
	case g == fem && soft:
		return stem + "ей"
	case g == fem:
		return stem + "ой"
	case soft:
		return stem + "его"
	}
	return stem + "ого"
}

// The stems of the neuters in -ие, against those of the feminines in -ия and of алюминий and its like.
const neuterIye = "ени ани яни ыти ити рти яти дели уди ужи ви ечи ичи оби"

// The stems of neuters in -о, whose genitive looks like that of a masculine or, in the plural, of a feminine.
const neuterStems = "ств лищ нищ волокн топлив стекл окн ядр масл сопл пятн писем звен мест колес сверл числ кольц зеркал лекал весл ведр крыл зерн полотн чучел правил одеял болот золот желез долот жерл дул русл горл ребр"

// The stems of the feminines in -жь, -чь, -шь and -щь, against those of the feminines in -а and of the masculines.
const thirdHush = "ноч печ реч теч дич желч мелоч вещ мощ мыш брош ветош залеж"

// isThird reports whether a stem is that of a feminine in -ь.
func isThird(stem string) bool {
	if hasAny(stem, "ж ч ш щ") {
		return hasAny(stem, thirdHush) && !hasAny(stem, "встреч")
	}
	return softGender(stem+"ь") == fem
}

// otherNumber turns a noun in the genitive to the other number and says what it then agrees with, unknown if it cannot
// tell or the word has one form. The gender, plural included, is that of an adjective before it, if there is one.
func otherNumber(w string, g gender) (string, gender) {
	low := lower(w)
	if !isCyrillic(w) || capitalised(w) || len(low) < 6 || isIndeclinable(low) {
		return "", unknown
	}
	if g == plural || g == unknown {
		if singular, g := toSingular(w, low); g != unknown {
			return singular, g
		}
	}
	if many := toPlural(w, low); many != "" && g != plural {
		return many, plural
	}
	return "", unknown
}

// toSingular turns a noun that is in the genitive plural by its ending to the singular.
func toSingular(w, low string) (string, gender) {
	stem := cut(w, 2)
	before := lower(stem)
	switch {
	case hasAny(low, "ов"), hasAny(low, "ев") && hasAny(before, "ц ж ш ч щ"):
		return stem + "а", masc
	case hasAny(low, "ев"):
		return stem + "я", masc
	case hasAny(low, "ей") && isThird(before):
		return stem + "и", fem
	case hasAny(low, "ей") && hasAny(before, "ж ш ч щ"):
		return stem + "а", masc
	case hasAny(low, "ей"):
		return stem + "я", masc
	case hasAny(cut(low, 1), neuterIye) && hasAny(low, "й") && !hasAny(low, "компаний кампаний"):
		return cut(w, 1) + "я", neut
	case hasAny(low, "ий"):
		return cut(w, 1) + "и", fem
	case !endsInConsonant(low), hasAny(low, "й ом ем ам ям ах ях ых их ым им") && !hasAny(low, "стем схем блем"): // another case: огнём; an adjective: данных
		return "", unknown
	}
	for _, stem := range []string{w, cut(w, 2) + cut(w, -1)} { // without an ending: веществ, волокон
		if hasAny(lower(stem), neuterStems) && lower(zeroEnding(stem, "о")) == low {
			return stem + "а", neut
		}
	}
	switch {
	case hasAny(low, "ок ек") && len(low) > 6: // решёток
		return stem + "ки", fem
	case hasAny(low, "г к х ж ч ш щ"):
		return w + "и", fem
	}
	return w + "ы", fem
}

// toPlural turns a noun that is in the genitive singular by its ending to the plural, "" if it is not.
func toPlural(w, low string) string {
	stem := cut(w, 1)
	before := lower(stem)
	switch {
	case hasAny(low, "ы ки ги хи"), hasAny(low, "жи ши чи щи") && !isThird(before):
		return zeroEnding(stem, "а")
	case hasAny(low, "ии"):
		return stem + "й"
	case hasAny(low, "и") && !hasAny(low, "мени ами ями"): // not имени
		return stem + "ей"
	case hasAny(low, "а") && hasAny(before, neuterStems):
		return zeroEnding(stem, "о")
	case hasAny(low, "жа ша ча ща ля ря ня тя дя"):
		return stem + "ей"
	case hasAny(low, "а"):
		return stem + "ов"
	case hasAny(low, "я") && hasAny(before, neuterIye):
		return stem + "й"
	case hasAny(low, "ая ея уя оя"):
		return stem + "ев"
	}
	return ""
}

// lower returns a word in lower case and with е for ё, which is how the rules read it. Its letters keep their places.
func lower(w string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'А' && r <= 'Я':
			return r + 'а' - 'А'
		case r == 'ё', r == 'Ё':
			return 'е'
		}
		return r
	}, w)
}

// cut returns a Cyrillic word without its last n letters, and for a negative n only those letters.
func cut(w string, n int) string {
	if n < 0 {
		return w[max(len(w)+2*n, 0):]
	}
	return w[:max(len(w)-2*n, 0)]
}

// isCyrillic reports whether all letters are Russian, hyphens apart. Each of them is two bytes.
func isCyrillic(w string) bool {
	return w != "" && !strings.ContainsFunc(w, func(r rune) bool {
		return r != '-' && (r < 'А' || r > 'я') && r != 'ё' && r != 'Ё'
	})
}

func endsInConsonant(low string) bool {
	return !hasAny(low, "а е и о у ы э ю я ь ъ -") && strings.ContainsFunc(low, unicode.IsLetter)
}
