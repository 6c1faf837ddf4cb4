package inflect

import (
	"slices"
	"strings"
	"unicode"
)

// british pairs words and stems that the British and the Americans spell differently.
// The pair holds for the word alone and with the endings of inflected, so that fibres, armoured and moulding follow.
const british = `
fibre:fiber centre:center litre:liter calibre:caliber theatre:theater sabre:saber spectre:specter lustre:luster metre:meter titre:titer nitre:niter manoeuvre:maneuver
kilometre:kilometer centimetre:centimeter millimetre:millimeter micrometre:micrometer nanometre:nanometer millilitre:milliliter
aluminium:aluminum sulphur:sulfur sulphate:sulfate sulphide:sulfide sulphite:sulfite sulphuric:sulfuric sulphonate:sulfonate sulphonyl:sulfonyl caesium:cesium
armour:armor colour:color vapour:vapor behaviour:behavior harbour:harbor labour:labor odour:odor neighbour:neighbor rumour:rumor favour:favor honour:honor
grey:gray gauge:gage programme:program mould:mold plough:plow smoulder:smolder tyre:tire kerb:curb aeroplane:airplane aerofoil:airfoil draught:draft
defence:defense offence:offense licence:license pretence:pretense catalogue:catalog analogue:analog dialogue:dialog
haemostat:hemostat haematite:hematite anaesthetic:anesthetic orthopaedic:orthopedic encyclopaedia:encyclopedia oestrogen:estrogen paediatric:pediatric
carburettor:carburetor kilogramme:kilogram gramme:gram disc:disk artefact:artifact sceptic:skeptic jewellery:jewelry ageing:aging
manoeuvrable:maneuverable manoeuvrability:maneuverability manoeuvring:maneuvering fibreglass:fiberglass centreless:centerless centreline:centerline centrepiece:centerpiece
woollen:woolen fulfil:fulfill instalment:installment skilful:skillful acknowledgement:acknowledgment judgement:judgment
`

// doubled are the verbs whose l the British double: modelling, travelling-wave.
const doubled = "model label travel signal channel tunnel level fuel refuel cancel dial barrel spiral swivel shovel panel bevel marshal pencil stencil total tassel counsel equal"

const inflected = "s d r rs ed ing er ers ings y less" // fibre-d, armour-ed

var spellings = func() map[string]string {
	m := map[string]string{}
	pair := func(uk, us string) { m[uk], m[us] = us, uk }
	for uk, us := range wordMap(british) {
		pair(uk, us)
		for ending := range strings.FieldsSeq(inflected) {
			pair(uk+ending, us+ending)
		}
		pair(strings.TrimSuffix(uk, "e")+"ing", strings.TrimSuffix(us, "e")+"ing")
	}
	for verb := range strings.FieldsSeq(doubled) {
		for ending := range strings.FieldsSeq("ed er ers ing ings") {
			pair(verb+"l"+ending, verb+ending)
		}
	}
	return m
}()

// The verbs in -ise that no one writes with a z, and the words in -ize that no one writes with an s.
var keepsS = wordSet(`
advertise advise apprise bruise chastise chemise circumcise comprise compromise concise cruise demise despise devise disguise enterprise excise
exercise expertise franchise improvise incise merchandise paradise praise precise premise promise reprise revise supervise surprise
televise treatise turquoise capsize resize oversize undersize downsize`)

// otherSpelling returns the other of a British and American pair, part by part of a hyphened word.
func otherSpelling(word string) (string, bool) {
	if first, rest, ok := strings.Cut(word, "-"); ok {
		first, one := otherSpelling(first)
		rest, more := otherSpelling(rest)
		return first + "-" + rest, one || more
	}
	low := strings.ToLower(word)
	other, ok := spellings[low]
	if !ok {
		other, ok = swapS(low)
	}
	if !ok {
		return word, false
	}
	if capitalised(word) {
		other = strings.ToUpper(other[:1]) + other[1:]
	}
	return other, true
}

// swapS changes the s of -ise, -isation, -yse and their like for a z, or the z for an s.
func swapS(low string) (string, bool) {
	if !strings.ContainsAny(low, "sz") {
		return "", false
	}
	for ending := range strings.SplitSeq("ational ation ations able ers er ed es ing e", " ") {
		stem, ok := strings.CutSuffix(low, ending)
		if !ok || len(stem) < 5 { // rise, noise
			continue
		}
		body, last := stem[:len(stem)-1], stem[len(stem)-1]
		if (last == 's' || last == 'z') && hasAny(body, "i aly roly") && !keepsS[stem+"e"] {
			return body + string('s'+'z'-last) + ending, true
		}
	}
	return "", false
}

// irregularPlurals, with both where both are written. A word after another in one piece follows it: penknives.
var irregularPlurals = wordMap(`
knife:knives life:lives wife:wives half:halves shelf:shelves leaf:leaves wolf:wolves loaf:loaves calf:calves thief:thieves sheaf:sheaves hoof:hooves
wharf:wharves/wharfs self:selves child:children ox:oxen foot:feet tooth:teeth goose:geese mouse:mice/mouses louse:lice die:dies/dice
person:persons/people man:men lens:lenses matrix:matrices/matrixes index:indices/indexes vertex:vertices vortex:vortices/vortexes appendix:appendices
helix:helices/helixes apex:apices/apexes radius:radii/radiuses nucleus:nuclei stimulus:stimuli modulus:moduli focus:foci/focuses locus:loci
torus:tori/toruses bacillus:bacilli fungus:fungi genus:genera corpus:corpora datum:data medium:media/mediums bacterium:bacteria
spectrum:spectra/spectrums quantum:quanta stratum:strata momentum:momenta criterion:criteria phenomenon:phenomena antenna:antennas/antennae
formula:formulas/formulae larva:larvae alga:algae nebula:nebulae automaton:automata/automatons gas:gases bus:buses/busses bias:biases atlas:atlases
canvas:canvases iris:irises alias:aliases torpedo:torpedoes echo:echoes cargo:cargoes/cargos embargo:embargoes tornado:tornadoes/tornados
volcano:volcanoes/volcanos veto:vetoes hero:heroes potato:potatoes mosquito:mosquitoes quiz:quizzes stomach:stomachs epoch:epochs loch:lochs
tech:techs sherman:shermans grumman:grummans human:humans german:germans roman:romans talisman:talismans ottoman:ottomans aquarium:aquariums stadium:stadiums gymnasium:gymnasiums
consortium:consortia/consortiums symposium:symposia podium:podiums`)

// These have one form: the same in the plural, or no plural in use. Not among them
// are aircraft, equipment, software and their like: sellers do write equipments.
var noPlural = wordSet(`
sheep deer fish chassis offspring graphite information ordnance weaponry artillery furniture research electricity
knowhow know-how steelwork gunpowder petroleum kerosene gasoline napalm copper tungsten molybdenum tantalum nickel cobalt gold silver platinum zinc
lead tin bismuth boron carbon silicon hydrogen nitrogen oxygen fluorine chlorine bromine iodine sulphur sulfur phosphorus mercury cordite quartz
anthrax ricin sarin tabun soman guidance jamming spoofing surveillance navigation`)

const (
	prepositionsEN = "for of with in on by from at using without under against via per over between through into as"
	participlesEN  = "designed used capable based intended suitable specially made rated equipped usable controlled operated fitted"
	// Openers of "time of flight sensor", whose head stands at the end.
	measuresEN = "time line angle direction point rate state field proof weapon"
)

var isPrepositionEN, isParticipleEN, isMeasureEN = wordSet(prepositionsEN), wordSet(participlesEN), wordSet(measuresEN)

// englishHead returns the place of the head noun: the last word, or the last before a preposition.
func englishHead(words []string) int {
	is := func(set map[string]bool, i int) bool { return set[strings.ToLower(words[i])] }
	for i := 1; i < len(words); i++ {
		if !is(isPrepositionEN, i) || is(isMeasureEN, i-1) && i+2 < len(words) {
			continue
		}
		for i > 1 && is(isParticipleEN, i-1) { // apparatus specially designed for
			i--
		}
		return i - 1
	}
	return len(words) - 1
}

// english writes the plural of the head and every combination of British and American spellings.
func english(words []string) []Inflection {
	forms := []Inflection{{Words: words}}
	head := englishHead(words)
	for _, p := range pluralForms(words[head]) {
		words := slices.Clone(words)
		words[head] = p
		forms = addForm(forms, words, Plural)
	}
	for i := range words {
		for _, in := range forms { // those so far, each with this word in the other spelling
			if other, ok := otherSpelling(in.Words[i]); ok {
				words := slices.Clone(in.Words)
				words[i] = other
				forms = addForm(forms, words, in.Steps|Spelling)
			}
		}
	}
	return forms
}

// pluralForms returns the plurals of a noun, none for one that has no plural, is one already or is a designation.
func pluralForms(word string) []string {
	low := strings.ToLower(word)
	last := low[strings.LastIndexByte(low, '-')+1:]
	if last == "" || noPlural[low] || noPlural[last] || strings.ContainsFunc(last, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return nil
	}
	tail := word[len(word)-len(last):]
	if allCaps(tail) || strings.IndexFunc(tail[1:], unicode.IsUpper) >= 0 {
		return []string{word + "s"} // UAVs, PhDs
	}
	for i := range last { // the longest listed word that it ends in
		if i > 0 && len(last)-i < 3 || i == 1 {
			continue
		}
		if plurals, ok := irregularPlurals[last[i:]]; ok {
			var all []string
			for p := range strings.SplitSeq(plurals, "/") {
				if capitalised(tail[i:]) { // Wolf
					p = strings.ToUpper(p[:1]) + p[1:]
				}
				all = append(all, word[:len(word)-len(last)+i]+p)
			}
			return all
		}
	}
	root := word[:len(word)-1]
	switch {
	case hasAny(last, "ics ness ium"):
		return nil
	case hasAny(last, "sis xis"):
		return []string{word[:len(word)-2] + "es"}
	case hasAny(last, "ss us x z ch sh"):
		return []string{word + "es"}
	case hasAny(last, "s"):
		return nil
	case hasAny(last, "y") && !hasAny(last, "ay ey oy uy"):
		return []string{root + "ies"}
	}
	return []string{word + "s"}
}
