package normalize

// Look-alikes are letters of Latin, Cyrillic and Greek that are drawn alike:
// a hand-made choice of the confusables of Unicode Technical Standard 39,
// which says itself that its whole table is no normalization (it makes m into
// rn and Б into b). Both tables map folded letters. A letter that is alike
// only as a capital stands under its folded form too, since a disguised word
// is as often written in capitals; small Greek letters that people use as
// symbols (α γ μ) are left out.

const (
	latinTwins    = "abcehijkmopstxybdqwhnr"
	cyrillicTwins = "авсеніјкморѕтхуьԁԛԝһпг"
)

// Of these pairs only the first letter reads as the second: п and г pass for
// n and r in small letters, but no honest Cyrillic word with them is repaired
// because the rest of its letters would have to be alike as well.
var cyrillicToLatin, latinToCyrillic = func() (c2l, l2c map[rune]rune) {
	c2l, l2c = map[rune]rune{}, map[rune]rune{}
	c := []rune(cyrillicTwins)
	for i, l := range latinTwins {
		c2l[c[i]] = l
		if _, ok := l2c[l]; !ok {
			l2c[l] = c[i]
		}
	}
	return c2l, l2c
}()

// Capital Greek letters that are drawn as Latin capitals, and omicron.
var greekToLatin = map[rune]rune{
	'Α': 'a', 'Β': 'b', 'Ε': 'e', 'Ζ': 'z', 'Η': 'h', 'Ι': 'i', 'Κ': 'k', 'Μ': 'm',
	'Ν': 'n', 'Ο': 'o', 'Ρ': 'p', 'Τ': 't', 'Υ': 'y', 'Χ': 'x', 'ο': 'o',
}

// twin returns the letter of another alphabet, to, that is drawn like the letter r
// of kind k, whose folded form is f. To Latin it takes a Latin letter as it is.
func twin(r, f rune, k, to kind) (rune, bool) {
	l := f
	ok := true
	switch k {
	case kindGreek:
		l, ok = greekToLatin[r]
	case kindCyrillic:
		l, ok = cyrillicToLatin[f]
	case kindLatin:
	default:
		return 0, false
	}
	if ok && to == kindCyrillic {
		l, ok = latinToCyrillic[l]
	}
	return l, ok && (to == kindLatin || to == kindCyrillic)
}

// Twin returns what a folded word of Latin or Cyrillic letters looks like in
// the other of the two alphabets, if each of its letters has a look-alike there.
func Twin(word string, class Class) (string, Class, bool) {
	from, to := kindLatin, kindCyrillic
	if class == Cyrillic {
		from, to = to, from
	} else if class != Latin {
		return "", class, false
	}
	var b []rune
	for _, r := range word {
		t, ok := twin(r, r, from, to)
		if !ok {
			return "", class, false
		}
		b = append(b, t)
	}
	return string(b), to.class(), true
}
