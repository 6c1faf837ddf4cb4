package inflect

import (
	"slices"
	"strings"
)

// Russian words are declined by their endings. A scheme is the endings of the eleven slots after the nominative
// singular: - is none, . an accusative that is like the nominative or the genitive, / parts alternatives, and = opens
// a whole word instead of an ending.
const (
	hardMasculine  = "а у . ом е ы ов ам . ами ах"
	velarMasculine = "а у . ом е и ов ам . ами ах"
	hushMasculine  = "а у . ом/ем е и ей ам . ами ах"
	tsMasculine    = "а у . ом/ем е ы ов/ев ам . ами ах"
	softMasculine  = "я ю . ем е и ей ям . ями ях"
	yotMasculine   = "я ю . ем е и ев ям . ями ях"
	iyMasculine    = "я ю . ем и и ев ям . ями ях"
	hardFeminine   = "ы е у ой е ы - ам . ами ах"
	velarFeminine  = "и е у ой е и - ам . ами ах"
	hushFeminine   = "и е у ой/ей е и - ам . ами ах"
	tsFeminine     = "ы е у ой/ей е ы - ам . ами ах"
	softFeminine   = "и е ю ей е и - ям . ями ях"
	iyaFeminine    = "и и ю ей и и - ям . ями ях"
	thirdFeminine  = "и и . ью и и ей ям . ями ях"
	hardNeuter     = "а у . ом е а - ам . ами ах"
	hushNeuter     = "а у . ем е а - ам . ами ах"
	softNeuter     = "я ю . ем е я ей ям . ями ях"
	iyeNeuter      = "я ю . ем и я - ям . ями ях"
	menNeuter      = "и и . ем и а - ам . ами ах"
	brothers       = "а у . ом е ья ьев ьям . ьями ьях" // брат, стул
)

// irregular words: stem and scheme.
var irregular = irregulars(`
человек человек а у . ом е =люди =людей =людям . =людьми =людях
ребенок ребенк а у . ом е =дети =детей =детям . =детьми =детях
путь пут и и . ем и и ей ям . ями ях
судно судн а у . ом е =суда =судов =судам . =судами =судах
чудо чуд а у . ом е =чудеса =чудес =чудесам . =чудесами =чудесах
небо неб а у . ом е =небеса =небес =небесам . =небесами =небесах
ухо ух а у . ом е =уши =ушей =ушам . =ушами =ушах
око ок а у . ом е =очи =очей =очам . =очами =очах
плечо плеч а у . ом е =плечи =плеч/=плечей ам . ами ах
колено колен а у . ом е =колени =колен/=коленей =коленям . =коленями =коленях
яблоко яблок а у . ом е =яблоки - ам . ами ах
облако облак а у . ом е а =облаков ам . ами ах
дно дн а у . ом е =донья =доньев =доньям . =доньями =доньях
сын сын а у . ом е =сыновья =сыновей =сыновьям . =сыновьями =сыновьях
друг друг а у . ом е =друзья =друзей =друзьям . =друзьями =друзьях
муж муж а у . ем е =мужья =мужей =мужьям . =мужьями =мужьях
сук сук а у . ом е =сучья =сучьев =сучьям . =сучьями =сучьях
сосед сосед а у . ом е и ей ям . ями ях
черт черт а у . ом е и ей ям . ями ях
господин господин а у . ом е =господа =господ =господам . =господами =господах
хозяин хозяин а у . ом е =хозяева =хозяев =хозяевам . =хозяевами =хозяевах
татарин татарин а у . ом е =татары =татар =татарам . =татарами =татарах
болгарин болгарин а у . ом е =болгары =болгар =болгарам . =болгарами =болгарах
цветок цветк а у . ом е =цветы/=цветки =цветов/=цветков =цветам/=цветкам . =цветами/=цветками =цветах/=цветках
щенок щенк а у . ом е =щенята/=щенки =щенят/=щенков =щенятам/=щенкам . =щенятами/=щенками =щенятах/=щенках
мать матер и и =мать ью и и ей ям . ями ях
дочь дочер и и =дочь ью и и ей ям . ями/=дочерьми ях
церковь церкв и и =церковь =церковью и и ей ам/ям . ами/ями ах/ях
любовь любв и и =любовь =любовью и и ей ям . ями ях
ложь лж и и =ложь =ложью и и ей ам . ами ах
год год а у . ом е/у ы/а ов/=лет ам . ами ах
раз раз а у . ом е ы - ам . ами ах
платье плат ья ью . ьем ье ья ьев ьям . ьями ьях
устье уст ья ью . ьем ье ья ьев ьям . ьями ьях
ружье руж ья ью . ьем ье ья =ружей ьям . ьями ьях
солнце солнц а у . ем е а - ам . ами ах
`)

type wordScheme struct{ stem, scheme string }

func irregulars(lines string) map[string]wordScheme {
	m := map[string]wordScheme{}
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		m[f[0]] = wordScheme{f[1], f[2]}
	}
	for w := range strings.FieldsSeq("брат стул дерево:дерев крыло:крыл звено:звен перо:пер колос прут полоз") {
		w, stem, ok := strings.Cut(w, ":")
		if !ok {
			stem = w
		}
		m[w] = wordScheme{stem, brothers}
	}
	return m
}

var (
	// Masculine nouns whose stem before an ending differs from the nominative in a way no rule below gives.
	obliqueStem = wordMap(`
узел:узл санузел:санузл котел:котл бобер:бобр угол:угл козел:козл орел:орл осел:осл посол:посл чехол:чехл щегол:щегл хохол:хохл пепел:пепл дятел:дятл
умысел:умысл замысел:замысл вымысел:вымысл промысел:промысл домысел:домысл окисел:окисл помысел:помысл пес:пс лев:льв лоб:лб рот:рт лед:льд лен:льн
мох:мх ров:рв шов:шв сон:сн
ветер:ветр костер:костр шатер:шатр ковер:ковр свекор:свекр бугор:бугр багор:багр овес:овс хребет:хребт заем:займ наем:найм заяц:зайц воробей:воробь
муравей:муравь соловей:соловь ручей:ручь улей:уль репей:репь уголь:угл огонь:огн ноготь:ногт локоть:локт коготь:когт деготь:дегт ломоть:ломт
лапоть:лапт вошь:вш рожь:рж псалом:псалм молебен:молебн павел:павл кашель:кашл стебель:стебл тигель:тигл зуек:зуйк паек:пайк сухпаек:сухпайк чирей:чирь`)

	// Nouns in -ок, -ек, -ень and -ец that keep the vowel.
	keepsVowel = wordSet(`
поток войлок шток флагшток альпеншток челнок чеснок седок ездок знаток ходок обморок окорок биоток противоток прямоток фототок отскок сток исток
приток проток восток отток водоток водосток переток кровоток электроток урок срок порок пророк зарок оброк волок электрошок скок клок
дрок толок игрок трек грек терек абрек чебурек велотрек саундтрек игрек упрек попрек имярек ячмень женьшень кистень пельмень таймень ясень бюллетень
кузнец мудрец жрец чтец подлец близнец беглец
хитрец храбрец льстец наглец мертвец гордец швец спец`)

	// Neuter and feminine nouns whose genitive plural without an ending is no matter of rule.
	zeroPlural = wordMap(`
сестра:сестер земля:земель капля:капель цапля:цапель сабля:сабель петля:петель кровля:кровель торговля:торговель травля:травель тюрьма:тюрем
письмо:писем судьба:судеб свадьба:свадеб усадьба:усадеб кухня:кухонь деревня:деревень барышня:барышень кукла:кукол свекла:свекол метла:метел
доля:долей тетя:тетей дядя:дядей свеча:свечей ступня:ступней клешня:клешней западня:западней броня:броней русло:русл бедро:бедер ведро:ведер ядро:ядер
ребро:ребер юноша:юношей ханжа:ханжей вожжа:вожжей овца:овец пыльца:пылец серьга:серег деньга:денег кайма:каем тьма:тем гривна:гривен копна:копен
сосна:сосен весна:весен десна:десен`)

	// Words that never change, beside abbreviations and those in -и -у -ю -э and vowel + о.
	indeclinable = wordSet(`
пальто депо метро бюро авто фото табло домино мачо динамо казино евро бистро танго сопрано дзюдо пианино досье портье ателье протеже конферансье
рантье крупье колье шасси такси жюри пони жалюзи ралли пари кашпо лото хаки конфетти регби киви виски бренди пенальти эсперанто зеро альфа бета беж
боа турбо граффити спагетти цунами джакузи сафари колибри па`)

	// Plurals without a singular: the genitive.
	pluralGenitive = wordMap(`
ножницы:ножниц очки:очков весы:весов часы:часов деньги:денег сутки:суток ворота:ворот тиски:тисков щипцы:щипцов кусачки:кусачек
плоскогубцы:плоскогубцев наручники:наручников брюки:брюк штаны:штанов дрова:дров перила:перил носилки:носилок чернила:чернил белила:белил
обои:обоев ребята:ребят шахматы:шахмат недра:недр латы:лат ножны:ножен боеприпасы:боеприпасов
кольца:колец крылья:крыльев звенья:звеньев перья:перьев деревья:деревьев стулья:стульев`)

	// Masculine nouns in -ь beside those in -тель, -арь, -ырь, -ень and most in -ель; feminine ones among these.
	softMasculines = wordSet(`
гость дождь вождь гвоздь лебедь медведь желудь груздь зять тесть ноготь локоть коготь деготь ломоть лапоть конь огонь голубь червь князь ферзь витязь
язь лось карась гусь кремль журавль ноль король алкоголь пароль контроль тополь июнь рояль хрусталь миндаль февраль фестиваль паскаль ацеталь москаль
госпиталь вихрь вепрь ковыль костыль мотыль линь соболь уголь шампунь окунь господь щеголь монополь бюллетень диполь квадруполь мультиполь дюраль
фехраль канталь газойль толь лосось глиоксаль коктейль`)
	softFeminines = wordSet(`
модель авиамодель панель цель щель дрель турель шрапнель артель мель форель шинель карусель капель гантель пастель мебель гибель цитадель колыбель
постель метель акварель
вермишель обитель добродетель канитель свирель параллель ель трель карамель кудель аппарель галтель виолончель газель мозоль печень отмель дверь гарь
тварь киноварь тень степень ступень мишень осень сирень зелень лень
плесень сажень голень шагрень ширь сибирь псалтирь тюмень оттепель купель асель`)

	// Masculine nouns with a second locative in -у, which the adjective before it tells apart from the dative.
	secondLocatives = wordSet(`лес борт ряд шкаф край тыл порт аэропорт строй угол лед нос мост берег сад пруд полк снег цех дым ход вид бой пол пост мозг год круг верх низ бок шельф склад тракт воз`)

	// Plurals in stressed -а and -я.
	pluralInA = wordSet(`
дом век лес город корпус номер катер снег цвет адрес паспорт мастер директор профессор доктор поезд остров берег глаз учитель якорь лагерь тополь рукав
парус провод голос вечер борт буфер бункер тормоз трактор крейсер прожектор сектор инспектор редактор тенор веер колокол купол терем хутор штемпель
вымпел штуцер шомпол желоб жернов кузов невод отпуск погреб пояс рог стог счет том фельдшер хлеб цех череп юнкер ястреб повар сорт холод округ свитер
сервер тон трюм тендер образ орден пропуск вексель слесарь токарь дизель китель крем лектор договор лоцман мех мичман обшлаг окорок ордер писарь
прииск сторож флигель шелк щелок егерь вензель`)

	// First parts of compounds that stay as they are, beside those in -о and -е.
	frozenFirst = wordSet(`
дизель масс мотор кран блок пресс стоп штрих гамма дельта тета интернет веб бизнес вакуум крекинг ампер ватт киловатт вольт киловольт топ джаз рок поп арт фитнес экс
обер унтер лейб генерал капитан премьер контр пол супер метил этил бутил тротил гексоген хит эконом экспресс рентген литий санкт штабс плексиглас
онлайн офлайн офис секс тест бит байт лорд смарт хром никель марганец вольфрам урал штаб старт кросс ток флеш мастер мини миди макси анти`)
)

// tableKey returns the part of a word that a table knows: the word, or what follows a combining vowel in it, so that
// электрокотёл declines like котёл.
func tableKey[T any](table map[string]T, low string) (key string, ok bool) {
	if _, ok := table[low]; ok {
		return low, true
	}
	for i := 8; i+8 <= len(low); i += 2 { // four letters before and four after
		if v := low[i-2 : i]; v == "о" || v == "е" || v == "и" {
			if _, ok := table[low[i:]]; ok {
				return low[i:], true
			}
		}
	}
	return "", false
}

func isIndeclinable(low string) bool {
	return indeclinable[low] || hasAny(low, "у ю э ио ао ео уо оа уа эа")
}

// declineNoun declines a noun by its last letters. The gender, where an adjective has given it away, settles the nouns in -ь.
func declineNoun(word string, g gender) *paradigm {
	if i := strings.LastIndexByte(word, '-'); i >= 0 {
		return declineCompound(word[:i], word[i+1:], g)
	}
	low := lower(word)
	switch {
	case !isCyrillic(word) || len(low) < 4 || !strings.ContainsAny(low, vowels): // мм
		return frozen(word)
	case allCaps(word):
		p := frozen(word)
		if isPronounced(low) { // ПЛИС and ПЛИСов, both in use
			p.addDeclined(apply(word, word, word, hardMasculine), g)
		}
		return p
	case indeclinable[low]:
		return frozen(word)
	}
	if key, ok := tableKey(irregular, low); ok && g != plural {
		ir := irregular[key]
		prefix := cut(word, len(key)/2)
		return apply(word, prefix+ir.stem, prefix+ir.stem, strings.ReplaceAll(ir.scheme, "=", "="+prefix))
	}
	if _, ok := tableKey(pluralGenitive, low); ok || g == plural || hasAny(low, "ства") {
		return declinePlural(word, low)
	}
	stem, last := cut(word, 1), cut(low, -1)
	before := cut(low, 1)
	switch last {
	case "а":
		return apply(word, stem, zeroEnding(stem, "а"), byStem(before, hardFeminine, velarFeminine, hushFeminine, tsFeminine))
	case "я":
		switch {
		case hasAny(low, "время имя пламя племя знамя семя бремя темя стремя вымя"):
			zero := stem + "ен"
			if hasAny(low, "семя стремя") {
				zero = stem + "ян"
			}
			return apply(word, stem+"ен", zero, menNeuter)
		case hasAny(before, "и"):
			return apply(word, stem, stem+"й", iyaFeminine)
		}
		return apply(word, stem, zeroEnding(stem, "я"), softFeminine)
	case "о":
		if isIndeclinable(low) || capitalised(word) && !hasAny(low, "ово ево ино ыно") {
			return frozen(word)
		}
		if hasAny(before, "чк шк ик") { // очки
			return apply(word, stem, zeroEnding(stem, "о"), strings.Replace(hardNeuter, "е а", "е и", 1))
		}
		return apply(word, stem, zeroEnding(stem, "о"), hardNeuter)
	case "е":
		switch {
		case hasAny(before, "и"):
			return apply(word, stem, stem+"й", iyeNeuter)
		case hasAny(before, "ь"):
			return apply(word, stem, cut(stem, 1)+"ий", strings.Replace(iyeNeuter, " и ", " е/и ", 1))
		case hasAny(before, "ц щ ж ч"):
			return apply(word, stem, zeroEnding(stem, "е"), hushNeuter)
		case hasAny(before, "пол мор гор"):
			return apply(word, stem, stem, softNeuter)
		}
		return frozen(word)
	case "и", "ы":
		if last == "и" && capitalised(word) {
			return frozen(word)
		}
		return declinePlural(word, low)
	case "ь":
		if g == unknown {
			g = softGender(low)
		}
		return declineSoft(word, low, g)
	case "й":
		if key, ok := tableKey(obliqueStem, low); ok {
			stem = cut(word, len(key)/2) + obliqueStem[key]
		}
		if hasAny(low, "ий") && len(low) > 6 {
			return apply(word, stem, stem, iyMasculine)
		}
		return apply(word, stem, stem, yotMasculine)
	case "у", "ю", "э":
		return frozen(word)
	}
	return declineHard(word, low)
}

// declineHard declines the masculine nouns that end in a consonant.
func declineHard(word, low string) *paradigm {
	stem := word
	key, listed := tableKey(obliqueStem, low)
	_, keeps := tableKey(keepsVowel, low)
	switch {
	case listed:
		stem = cut(word, len(key)/2) + obliqueStem[key]
	case keeps || len(low) < 8:
	case hasAny(low, "енок жонок чонок шонок") && !hasAny(low, "стенок оттенок черенок бочонок венок опенок гренок валенок"): // медвежонок
		young := "ят"
		if hasAny(low, "онок") {
			young = "ат"
		}
		return apply(word, cut(word, 2)+"к", "", hardMasculine).replacePlural(cut(word, 4)+young, "а - ам . ами ах")
	case hasAny(low, "ок") && !hasAny(low, "блок флок") || hasAny(low, "чек шек жек"):
		stem = cut(word, 2) + "к" // станок, мешочек
	case hasAny(low, "лек нек рек"):
		stem = cut(word, 2) + "ьк" // огонёк
	case hasAny(low, "ец"):
		stem = cut(word, 2)
		switch before := lower(stem); {
		case hasAny(before, "л"):
			stem += "ь"
		case hasAny(before, "а е и о у я"):
			stem += "й"
		}
		stem += "ц"
	case hasAny(low, "чанин жанин янин гражданин ианин ьманин") && !hasAny(low, "цианин"):
		return apply(word, word, word, hardMasculine).replacePlural(cut(word, 2), "е - ам . ами ах")
	}
	p := apply(word, stem, stem, byStem(lower(stem), hardMasculine, velarMasculine, hushMasculine, tsMasculine))
	if capitalised(word) && hasAny(low, "ов ев ин ын") {
		p.addTo(slot(Ins), word+"ым") // Калашниковым
	}
	if pluralInA[low] {
		p.addTo(nomPlural, stem+"а")
	}
	return p
}

// addDeclined adds the forms of another paradigm, of a masculine: for a feminine those of the plural only.
func (p *paradigm) addDeclined(other *paradigm, g gender) {
	for s := range p {
		if s >= nomPlural || g != fem {
			p.addTo(s, other[s]...)
		}
	}
}

// replacePlural writes the plural anew, on another stem.
func (p *paradigm) replacePlural(stem, endings string) *paradigm {
	other := apply("", stem, stem, ". . . . . "+endings)
	copy(p[nomPlural:], other[nomPlural:])
	return p
}

// declineSoft declines the nouns in -ь.
func declineSoft(word, low string, g gender) *paradigm {
	stem := cut(word, 1)
	if key, ok := tableKey(obliqueStem, low); ok {
		stem = cut(word, len(key)/2) + obliqueStem[key]
	} else if g == masc && hasAny(low, "ень") && !keepsVowel[low] {
		stem = cut(word, 3) + "н" // уровень, стержень
		if hasAny(cut(low, 3), "л") {
			stem = cut(word, 1)
		}
	}
	if g == masc {
		p := apply(word, stem, stem, softMasculine)
		if pluralInA[low] {
			p.addTo(nomPlural, stem+"я")
		}
		return p
	}
	scheme := thirdFeminine
	if hasAny(low, "жь чь шь щь") {
		scheme = strings.ReplaceAll(scheme, "я", "а")
	}
	p := apply(word, stem, stem, scheme)
	p[Ins], p[Acc] = []string{word + "ю"}, []string{word} // рожью, though ржи
	return p
}

// softGender tells the gender of a noun in -ь.
func softGender(low string) gender {
	if _, ok := tableKey(softMasculines, low); ok {
		return masc
	}
	if _, ok := tableKey(softFeminines, low); ok {
		return fem
	}
	if hasAny(low, "ель ень арь орь ырь ерь ирь брь уль юль иль бль гль кль пль золь коль") {
		return masc
	}
	return fem
}

// declinePlural declines a word that stands in the plural. Its genitive is listed, or the one or two that it may be.
func declinePlural(word, low string) *paradigm {
	stem, last := cut(word, 1), cut(low, -1)
	genitive := ""
	key, listed := tableKey(pluralGenitive, low)
	switch before := lower(stem); {
	case listed:
		genitive = "=" + cut(word, len(key)/2) + pluralGenitive[key]
	case last == "а":
		genitive = "=" + zeroEnding(stem, "о")
	case last == "ы", hasAny(before, "г к х"):
		genitive = "ов/=" + zeroEnding(stem, "а")
	case hasAny(before, "и"):
		genitive = "й"
	case last == "и", last == "я":
		genitive = "ей"
	default:
		return frozen(word)
	}
	endings := " ам . ами ах"
	if last == "я" || last == "и" && !hasAny(lower(stem), "г к х ж ш ч щ") {
		endings = " ям . ями ях"
	}
	return apply(word, stem, stem, ". . . . . "+last+" "+genitive+endings)
}

// declineCompound declines both parts of two nouns (дрон-перехватчик) and otherwise the last part (FPV-дрон) or, where
// that is a number or a letter, the first (Орлан-10).
func declineCompound(first, last string, g gender) *paradigm {
	low := lower(first)
	if !isCyrillic(last) || allCaps(last) || len(last) < 4 {
		return join(declineNoun(first, g), frozen(last))
	}
	if !isCyrillic(first) || allCaps(first) || len(low) < 6 || frozenFirst[low] || isIndeclinable(low) ||
		hasAny(low, "о е") && !hasAny(low, "тво") && low != "судно" || hasAny(low, "ый ой") {
		return join(frozen(first), declineNoun(last, g))
	}
	if g == plural {
		return join(declineNoun(first, g), declineNoun(last, g))
	}
	return join(declineNoun(first, g), declineNoun(last, unknown)) // многоразовая ракета-носитель: of the first is the gender
}

// join joins the forms of the two parts of a compound slot by slot.
func join(a, b *paradigm) *paradigm {
	p := newParadigm()
	for s := range slots {
		as, bs := a[s], b[s]
		if s == slot(Acc) && len(as)+len(bs) > 0 && !a.isFrozen() && !b.isFrozen() { // машину-робот, машину-робота
			as, bs = a.accusative(), b.accusative()
		}
		for _, x := range as {
			for _, y := range bs {
				p.addTo(s, x+"-"+y)
			}
		}
	}
	return p
}

// accusative returns the accusatives of the singular, all that may be where the slot is empty.
func (p *paradigm) accusative() []string {
	if len(p[Acc]) > 0 {
		return p[Acc]
	}
	return slices.Concat(p[Nom], p[Gen])
}

// apply writes a word in all slots: the nominative as it is, then stem + ending, and zero where the genitive plural has none.
func apply(word, stem, zero, scheme string) *paradigm {
	p := newParadigm()
	p.addTo(slot(Nom), word)
	var b strings.Builder // of all forms with an ending, one behind the other
	b.Grow(int(slots) * (len(stem) + len("ами")))
	s := slot(Nom)
	for field := range strings.FieldsSeq(scheme) {
		s++
		for ending := range strings.SplitSeq(field, "/") {
			switch {
			case ending == ".":
			case ending == "-":
				p.addTo(s, zero)
			case ending[0] == '=':
				p.addTo(s, ending[1:])
			default:
				at := b.Len()
				b.WriteString(stem)
				b.WriteString(ending)
				p.addTo(s, b.String()[at:])
			}
		}
	}
	return p
}

// byStem chooses a scheme by the last consonant of the stem.
func byStem(stem, hard, velar, hush, ts string) string {
	switch {
	case hasAny(stem, "г к х"):
		return velar
	case hasAny(stem, "ж ш ч щ"):
		return hush
	case hasAny(stem, "ц"):
		return ts
	}
	return hard
}

// isPronounced reports whether an abbreviation is read as a word with a consonant at both ends, and so takes endings in use: ПЛИСов.
func isPronounced(low string) bool {
	start := strings.IndexAny(low, vowels) // one or two consonants, then a vowel
	return start > 0 && start <= 4 && endsInConsonant(low) && !hasAny(low, "й")
}

const vowels = "аеиоуыэюя"

// zeroEnding writes the genitive plural without an ending of a noun with this stem and nominative ending: камер, решёток, волокон, статей.
func zeroEnding(stem, ending string) string {
	low := lower(stem)
	if key, ok := tableKey(zeroPlural, low+ending); ok {
		return cut(stem, len(key)/2-1) + zeroPlural[key]
	}
	// The vowel goes between the last two letters; a soft sign or й before the last gives way to it.
	body, last := cut(stem, 1), cut(low, -1)
	before := cut(cut(low, 1), -1)
	cluster := before != "" && !strings.Contains(vowels, before)
	if cluster && strings.Contains("ьй", before) && last != "л" {
		body = cut(body, 1)
	}
	switch {
	case ending == "я" && last == "ь" && hasAny(cut(low, 1), "стат скам свин сем суд лад"): // the stressed ones
		return body + "ей"
	case ending == "я" && last == "ь": // пиранья
		return body + "ий"
	case ending == "я" && strings.Contains(vowels, last): // батарея
		return stem + "й"
	case ending == "я" && !cluster: // пуля
		return stem + "ь"
	case ending == "я" && last != "н": // доля
		return stem + "ей"
	case ending == "я": // спальня
		return body + "ен"
	case !cluster || len(low) < 6:
	case last == "к" && strings.Contains("жчшцьй", before): // гайка
		return body + "ек"
	case last == "к" && (ending == "а" || before != "с"): // плёнка
		return body + "ок"
	case last == "ц" && ending != "а": // блюдце
		return body + "ец"
	case last == "н" && ending == "о" && before == "к": // волокно
		return body + "он"
	case last == "л" && ending == "о" && before == "к": // стекло
		return body + "ол"
	case last == "н" && ending == "о": // пятно
		return body + "ен"
	case last == "л" && ending == "о" && before != "р" && before != "л": // число
		return body + "ел"
	}
	return stem
}

// softStems end the stems of the adjectives in -ний.
const softStems = "шн жн дн тн вн нн йн зимн верхн летн дальн черн син соседн искренн"

// neuterHush are the stems before -ие of nouns: наличие, оружие.
const neuterHush = "ич ыч брач точ моч реч звуч получ сердеч уж нож бож душ стиш верш"

// Nouns in -ой and -ая, which look like adjectives.
var nounLikeAdjective = wordSet(`
слой строй герой покой устой застой настой отстой прибой забой запой конвой гобой изгой удой надой зной гной крой ковбой свая стая разбой отбой набой
пробой перебой сбой раскрой покрой настрой подслой прослой прибой упокой непокой обой свой геморрой плейбой козодой припой зверобой китобой разнобой
сухостой убой подвой пермаллой хастеллой хастелой викаллой левкой облой травостой древостой постой подбой водопой аналой мезозой
случая обычая урожая трамвая сарая`)

var adjectiveGenders = map[string]gender{"ый": masc, "ой": masc, "ий": masc, "ая": fem, "яя": fem, "ое": neut, "ее": neut, "ые": plural, "ие": plural}

// adjectiveStem reads a word as an adjective in the nominative: its gender and the kind of its stem in adjectiveEndings.
func adjectiveStem(word string) (g gender, kind byte) {
	word = word[strings.LastIndexByte(word, '-')+1:]
	if end := lower(cut(word, -2)); len(word) < 8 || adjectiveGenders[end] == unknown && end != "ся" || !isCyrillic(word) || allCaps(word) {
		return unknown, 0 // most words: the cheap tests come first
	}
	low, reflexive := strings.CutSuffix(lower(word), "ся")
	stem, end := cut(low, 2), cut(low, -2)
	if key, ok := tableKey(nounLikeAdjective, low); ok && (key == low || key != "зной" && key != "стая") || reflexive && !hasAny(stem, "щ ш") {
		return unknown, 0 // фотослой, but not вырезной, пористая
	}
	hush := hasAny(stem, "ж ш ч щ") && !(end == "ие" && hasAny(stem, neuterHush))
	switch g = adjectiveGenders[end]; {
	case hasAny(stem, "г к х"), hush && hasAny(stem, "больш чуж"):
		return g, 'v'
	case end == "ий" && (stem == "трет" || hasAny(stem, "нич птич")):
		return g, 't'
	case hush:
		return g, 's'
	case end != "ий" && end != "ие" && end != "яя" && end != "ее":
		return g, 'h'
	case end == "яя", end == "ее", hasAny(stem, softStems):
		return g, 'j'
	}
	return unknown, 0 // алюминий, излучение
}

func isAdjective(word string) bool           { return adjectiveGender(word) != unknown }
func adjectiveGender(word string) (g gender) { g, _ = adjectiveStem(word); return g }

// The endings of adjectives from the genitive on: hard, velar (г к х), hushing and soft stems.
var adjectiveEndings = map[byte][2]string{
	'h': {"ого ому . ым ом", "ые ых ым . ыми ых"},
	'v': {"ого ому . им ом", "ие их им . ими их"},
	's': {"его ему . им ем", "ие их им . ими их"},
	'j': {"его ему . им ем", "ие их им . ими их"},
	't': {"ьего ьему . ьим ьем", "ьи ьих ьим . ьими ьих"}, // третий, птичий
}

var feminineEndings = map[byte]string{'h': "ой ой ую ой ой", 'v': "ой ой ую ой ой", 's': "ей ей ую ей ей", 'j': "ей ей юю ей ей"}

// declineAdjective declines an adjective, participle or ordinal in its gender.
func declineAdjective(word string) *paradigm {
	own, kind := adjectiveStem(word)
	body, reflexive := word, ""
	if hasAny(lower(word), "ся") {
		body, reflexive = cut(word, 2), cut(word, -2)
	}
	stem := cut(body, 2)
	singular := adjectiveEndings[kind][0]
	if own == fem {
		singular = feminineEndings[kind]
	}
	p := apply(body, stem, stem, singular+" "+adjectiveEndings[kind][1])
	if own == plural {
		clear(p[:6])
	}
	for s := range p {
		for i := range p[s] {
			p[s][i] += reflexive
		}
	}
	return p
}
