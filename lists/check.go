package lists

import (
	"fmt"
	"strings"
	"unicode"
)

// The checks of this file need nothing but the stanza itself. Parse runs them
// on what it has read, and Combine on every list, since a list may have been
// built by a program.

// minFixed is how many letters and digits a part-number pattern needs: fewer
// are found everywhere.
const minFixed = 4

// checkEntry checks each line of an entry by itself.
func checkEntry(e *Entry, errs *ErrorList) {
	for i := range e.Terms {
		checkTerm(&e.Terms[i], errs)
	}
	for _, cues := range []struct {
		key  string
		list []Text
	}{{"near", e.Near}, {"unless", e.Unless}, {"not", e.Not}} {
		for _, t := range cues.list {
			checkWords(cues.key, t.Text, t.Pos, errs)
			checkReferences(cues.key, t.Text, "", t.Pos, errs)
			checkNoOption(cues.key, t.Text, t.Pos, errs)
		}
	}
	for _, t := range e.Refuse {
		checkLiteral("refuse", t.Text, t.Pos, errs)
	}
	for _, t := range e.Parts {
		checkPart(t, errs)
	}
	for i, c := range e.Codes {
		if c.Regime == "" || !isID(string(c.Regime)) {
			errs.addf(e.codeAt(i), "code: %q is no code: want a regime (%s) and its code, such as eu 5A001.f", strings.TrimSpace(c.String()), strings.Join(knownRegimes(), ", "))
		} else if msg := codeFault(c); msg != "" {
			errs.addf(e.codeAt(i), "code: %s", msg)
		}
	}
	for i, c := range e.Numbers {
		if c.Regime != HS && c.Regime != CAS {
			errs.addf(e.numberAt(i), "number: %q is not looked for in text: want hs or cas, such as hs 8542.31 or cas 74-90-8", strings.TrimSpace(c.String()))
		} else if msg := codeFault(c); msg != "" {
			errs.addf(e.numberAt(i), "number: %s", msg)
		}
	}
	for _, ids := range []struct {
		key  string
		list []Text
	}{{"also", e.Also}, {"from", e.From}, {"was", e.Was}} {
		for _, t := range ids.list {
			switch {
			case !isID(t.Text):
				errs.addf(t.Pos, "%s: %s", ids.key, idFault(t.Text))
			case t.Text == e.ID && ids.key != "from":
				errs.addf(t.Pos, "%s: %q is this entry itself: want the id of another", ids.key, t.Text)
			}
		}
	}
}

// checkEntryWhole checks what an entry needs to be of use. It is not run on an
// entry with other faults: the missing line may be the faulty one.
func checkEntryWhole(e *Entry, errs *ErrorList) {
	switch e.Mode {
	case Add, Replace:
		if len(e.Terms)+len(e.Parts)+len(e.Numbers) == 0 {
			errs.addf(e.Pos, "entry %q has nothing to find: give it a line en, ru, zh, name, part or number", e.ID)
		}
	case Extend:
		if e.Title+e.TitleRU+e.TitleZH == "" && len(e.Terms)+len(e.Parts)+len(e.Numbers)+len(e.Codes)+len(e.Notes)+
			len(e.Near)+len(e.Unless)+len(e.Not)+len(e.Refuse)+len(e.Also)+len(e.From)+len(e.Hits)+len(e.Misses)+len(e.Was) == 0 {
			errs.addf(e.Pos, "extend %q adds nothing: give it the lines to add", e.ID)
		}
	}
}

func checkSet(s *Set, errs *ErrorList) {
	for i := range s.Members {
		checkTerm(&s.Members[i], errs)
	}
}

func checkSetWhole(s *Set, errs *ErrorList) {
	if len(s.Members) == 0 {
		errs.addf(s.Pos, "set %q is empty: give it members in a line en, ru, zh or name", s.ID)
	}
}

func checkRegime(r *RegimeDecl, errs *ErrorList) {
	if _, known := shapes[r.ID]; known {
		errs.addf(r.Pos, "regime %q is built in: choose another id", r.ID)
	}
	if r.Title == "" {
		errs.addf(r.Pos, "regime %q has no title: say what its codes are codes of", r.ID)
	}
}

// checkTerm checks a term line, or a member of a set.
func checkTerm(t *Term, errs *ErrorList) {
	key := string(t.Lang)
	switch t.Lang {
	case English, Russian, Chinese, Name:
	default:
		errs.addf(t.Pos, "term %q is of language %q: want en, ru, zh or name", t.Text, t.Lang)
	}
	checkWords(key, t.Text, t.Pos, errs)
	checkReferences(key, t.Text, t.Lang, t.Pos, errs)
	if t.Options&Case != 0 && t.Options&AnyCase != 0 {
		errs.addf(t.Pos, "%s: [case] and [anycase] contradict each other in %q: keep one", key, t.Text)
	}
	if t.Options&Exact != 0 && len(t.Forms) > 0 {
		errs.addf(t.Pos, "%s: [exact] and forms: contradict each other in %q: keep one", key, t.Text)
	}
	for _, f := range t.Forms {
		checkLiteral("forms", f.Text, f.Pos, errs)
	}
}

// checkWords checks the characters of a term or cue.
func checkWords(key, s string, pos Pos, errs *ErrorList) {
	if len(s) > maxLine {
		errs.addf(pos, "%s: %.40q and more has %d bytes: a line has at most %d", key, s, len(s), maxLine)
		return
	}
	switch {
	case s == "":
		errs.addf(pos, "%s: no value", key)
	case s[0] == '#' || strings.Contains(s, " #"):
		errs.addf(pos, "%s: one blank before # in %q: an end-of-line gloss needs two", key, s)
	}
	if msg := badRune(s); msg != "" {
		errs.addf(pos, "%s: %s", key, msg)
	}
	if msg := mixedWord(s); msg != "" {
		errs.addf(pos, "%s: %s", key, msg)
	}
}

// maxLine is the ceiling of a term, a cue or a member of a set, in bytes.
const maxLine = 16 << 10

// checkReferences checks the references to sets of a term or cue; the language
// is empty for a cue.
func checkReferences(key, s string, lang Lang, pos Pos, errs *ErrorList) {
	if len(s) > maxLine {
		return // said already
	}
	for _, part := range Parts(s) {
		switch {
		case part.Set == "" && strings.ContainsAny(part.Text, "<>"):
			errs.addf(pos, "%s: no sound set reference in %q: want <id> or <id:case>, the case one of %s", key, s, strings.Join(cases, " "))
			return
		case part.Case != "" && (lang == English || lang == Chinese):
			errs.addf(pos, "%s: %q asks for a case, which only Russian words have: want <%s>", key, part, part.Set)
		}
	}
}

// checkLiteral checks a spelling in which references and options mean nothing.
func checkLiteral(key, s string, pos Pos, errs *ErrorList) {
	checkWords(key, s, pos, errs)
	if strings.ContainsAny(s, "<>") {
		errs.addf(pos, "%s: %q has a set reference: write the words out", key, s)
	}
	checkNoOption(key, s, pos, errs)
}

func checkNoOption(key, s string, pos Pos, errs *ErrorList) {
	if _, opts, _ := cutOptions(s); opts != 0 {
		errs.addf(pos, "%s: options such as %q belong on the lines en, ru, zh and name", key, opts)
	}
}

func checkPart(t Text, errs *ErrorList) {
	if other := t.Options &^ Unverified; other != 0 {
		errs.addf(t.Pos, "part: %s means nothing on a pattern, as in %q: it may have %s", other, t.Text, Unverified)
	}
	fixed := 0
	for _, r := range t.Text {
		switch {
		case unicode.IsDigit(r) || unicode.In(r, unicode.Latin, unicode.Cyrillic) && unicode.IsLetter(r):
			fixed++
		case !strings.ContainsRune("- ?*", r):
			errs.addf(t.Pos, "part: %q has %q: a pattern is made of letters, digits, hyphens, blanks, ? and *", t.Text, r)
			return
		}
	}
	if fixed < minFixed {
		errs.addf(t.Pos, "part: %q has %s: want %d or more, or it is found everywhere", t.Text, plural(fixed, "fixed letter or digit", "fixed letters and digits"), minFixed)
	}
	if msg := mixedWord(t.Text); msg != "" {
		errs.addf(t.Pos, "part: %s", msg)
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
