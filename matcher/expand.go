package matcher

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/normalize"
)

// An expander writes lines of a list in all their forms. It numbers nothing, so
// that several can work at once: what takes time about New is done here.
type expander struct {
	sets      map[string]*lists.Set
	evasion   How
	texts     map[setKey][]string // the dictionary forms of a set, computed once
	inflector normalize.Inflector
	ofNames   normalize.Inflector // of their spellings
	cuts      map[string][]piece  // by what stands between two blanks
	draft                         // of the line at hand

	// Room that is used again and again.
	cutting  []normalize.Word
	han      map[string]*word
	pieces   []piece  // of the ways of writing a name
	all      []way    // those, or those at all places of a phrase
	of       []uint16 // of columns
	standing []member
	beside   [][2]*word // the pairs of the line at hand

	// Room for what drafts are made of.
	roomWords   room[word]
	roomPieces  room[piece]
	roomMembers room[member]
	roomPairs   room[[2]*word]
}

// A room hands out slices of one array, and takes another when it is full.
type room[T any] []T

// take returns n elements of their own.
func (r *room[T]) take(n int) []T {
	if n > len(*r) {
		*r = make([]T, max(n, 256))
	}
	taken := (*r)[:n:n]
	*r = (*r)[n:]
	return taken
}

// keep returns a copy of s.
func (r *room[T]) keep(s []T) []T {
	kept := r.take(len(s))
	copy(kept, s)
	return kept
}

type setKey struct {
	id   string
	lang lists.Lang
}

// A line is a term line of an entry, or a cue.
type line struct {
	*lists.Term
	entry  int32
	cue    int32    // number of the cue, -1 for a term
	refuse []string // folded
}

// A draft is what a line is expanded to.
type draft struct {
	seqs   []sequence
	pairs  [][2]*word // words that a text may write as one
	faults []lists.Error
	name   bool // gaps are those of a name
}

// A sequence is one way of writing a term: its words and the steps that made
// them.
type sequence struct {
	words []formWord
	how   How
	text  string // the dictionary form
}

// A formWord is a place in a sequence: the words that may stand there, as a
// class. What is said of it holds for the first of them.
type formWord struct {
	members []member
	class   uint32 // their number, when they have one
	joint   normalize.Joint
	script  normalize.Class
	mark    bool // one that may be left out; a decimal mark may not
	letters uint8
	upper   string // case of its letters, '?' where any will do
}

type member struct {
	*word
	steps normalize.Steps
}

// A word is a word of a term, folded.
type word struct {
	text     string
	upper    string // case of its letters
	script   normalize.Class
	letters  uint8 // at most 255
	mark     bool
	breaking bool   // no text matches across it
	id       uint32 // its number, when it has one; known to the compiler alone
}

// A piece is a word and what stands before it.
type piece struct {
	*word
	joint normalize.Joint
}

// expandAll expands lines on all processors, and calls enter with each and its
// draft, one after the other and in order.
func expandAll(lines []line, sets []lists.Set, evasion How, enter func(line, draft)) {
	byID := map[string]*lists.Set{}
	for i := range sets {
		byID[sets[i].ID] = &sets[i]
	}
	parts := slices.Collect(slices.Chunk(lines, 16))
	done := make([]chan []draft, len(parts))
	for i := range done {
		done[i] = make(chan []draft, 1)
	}
	workers := min(runtime.GOMAXPROCS(0), len(parts))
	ahead := make(chan struct{}, 2*workers) // bounds how far they run ahead
	var next atomic.Int64
	for range workers {
		go func() {
			x := expander{
				sets: byID, evasion: evasion, texts: map[setKey][]string{}, cuts: make(map[string][]piece, len(lines)/workers), han: map[string]*word{},
				ofNames: normalize.Inflector{Once: true},
			}
			for {
				ahead <- struct{}{}
				i := int(next.Add(1) - 1)
				if i >= len(parts) {
					<-ahead
					return
				}
				drafts := make([]draft, len(parts[i]))
				for k, l := range parts[i] {
					drafts[k] = x.expand(l)
				}
				done[i] <- drafts
			}
		}()
	}
	for i, part := range parts {
		for k, d := range <-done[i] {
			enter(part[k], d)
		}
		<-ahead
	}
}

// expand returns all forms of a line.
func (x *expander) expand(l line) draft {
	x.draft, x.beside = draft{}, x.beside[:0]
	x.inflector.Reset()
	x.ofNames.Reset()
	x.allForms(l)
	x.pairs = x.roomPairs.keep(x.beside)
	return x.draft
}

func (x *expander) allForms(l line) {
	if l.cue >= 0 {
		t := *l.Term
		for _, lang := range x.cueLangs(t.Text) {
			t.Lang = lang
			x.seqs = append(x.seqs, x.sequences(&t)...)
		}
		x.name = t.Lang == lists.Name
		return
	}
	x.name = l.Lang == lists.Name
	x.seqs = x.sequences(l.Term)
	if x.name && l.Options&lists.Exact == 0 {
		x.seqs = append(x.seqs, x.derived(x.phrases(l.Term, l.Lang), l.refuse)...)
	}
	if x.name || x.evasion&LookAlike != 0 {
		x.seqs = withTwins(x.seqs, x.evasion&LookAlike != 0)
	}
}

// cueLangs returns the languages of a cue: that of its script, or all of them
// if it is nothing but sets.
func (x *expander) cueLangs(cue string) []lists.Lang {
	for _, part := range lists.Parts(cue) {
		for field := range strings.FieldsSeq(part.Text) {
			for _, p := range x.cut(field) {
				switch p.script {
				case normalize.Cyrillic:
					return []lists.Lang{lists.Russian}
				case normalize.Han:
					return []lists.Lang{lists.Chinese}
				case normalize.Latin, normalize.Greek:
					return []lists.Lang{lists.English}
				}
			}
		}
	}
	return []lists.Lang{lists.English, lists.Russian, lists.Chinese, lists.Name}
}

// sequences returns the ways of writing a line: its sets filled in, and every
// dictionary form in all its inflected forms.
func (x *expander) sequences(t *lists.Term) []sequence {
	if !x.sound(t) {
		return nil
	}
	var seqs []sequence
	for _, p := range x.phrases(t, t.Lang) {
		seqs = append(seqs, x.inflect(p, t)...)
		if len(seqs) > maxForms {
			x.tooMany(t, len(seqs))
			return nil
		}
	}
	return seqs
}

// sound reports whether a line has no mark that no text can match.
func (x *expander) sound(t *lists.Term) bool {
	parts := lists.Parts(t.Text)
	if n := len(parts) / 2; n > maxTokens {
		x.fault(t.Pos, "%.80q has more than %d words: a term has at most %d", t.Text, n, maxTokens)
		return false
	}
	for _, part := range parts {
		for field := range strings.FieldsSeq(part.Text) {
			for _, p := range x.cut(field) {
				if p.breaking {
					x.fault(t.Pos, "%q stands in %.80q: no text matches across it; a term may hold / . , & + ′ ( ) and hyphens", p.text, t.Text)
					return false
				}
				if n := utf8.RuneCountInString(p.text); n > maxLetters {
					x.fault(t.Pos, "%.40q has %d letters: a word has at most %d", p.text, n, maxLetters)
					return false
				}
			}
		}
	}
	return true
}

const maxLetters = 256 // runes of a word; normalize reads no longer one

func (x *expander) fault(at lists.Pos, format string, args ...any) {
	x.faults = append(x.faults, lists.Error{File: at.File, Line: at.Line, Msg: fmt.Sprintf(format, args...)})
}

func (x *expander) tooMany(t *lists.Term, n int) {
	x.fault(t.Pos, "%.80q has %d written forms or more: a line has at most %d, so split it or make its sets smaller", t.Text, n, maxForms)
}

// cut returns the words of what stands between two blanks, and remembers them.
func (x *expander) cut(s string) []piece {
	pieces, ok := x.cuts[s]
	if !ok {
		pieces = x.cutOnce(s)
		x.cuts[s] = pieces
	}
	return pieces
}

// cutOnce is cut of what is unlikely to come again.
func (x *expander) cutOnce(s string) []piece {
	x.cutting = normalize.AppendWords(x.cutting[:0], s)
	pieces := x.roomPieces.take(len(x.cutting))
	for i, w := range x.cutting {
		pieces[i].joint = w.Joint
		if w.Class != normalize.Han {
			pieces[i].word = x.newWord(w)
			continue
		}
		if x.han[w.Text] == nil { // there are few of them
			x.han[w.Text] = x.newWord(w)
		}
		pieces[i].word = x.han[w.Text]
	}
	return pieces
}

func (x *expander) newWord(w normalize.Word) *word {
	n := &x.roomWords.take(1)[0]
	*n = word{text: w.Text, upper: w.Upper, script: w.Class, letters: uint8(min(w.Letters, 255)), mark: w.Mark(), breaking: w.Break}
	return n
}

// newFormWord returns the place of words that stand for one another, the first of
// which is p.
func newFormWord(p piece, members []member) formWord {
	if len(members) == 1 && p.text == "划" { // 畫 is 画 as well as 划
		members = append(members[:1:1], member{word: &word{text: "画", script: normalize.Han, letters: 1}})
	}
	members[0].steps = 0
	return formWord{
		members: members, joint: p.joint, script: p.script, mark: p.mark,
		letters: p.letters, upper: p.upper,
	}
}

// addMember adds a word to the members of a class, once.
func addMember(members []member, w *word, steps normalize.Steps) []member {
	for _, m := range members {
		if m.word == w || m.text == w.text {
			return members
		}
	}
	return append(members, member{w, steps})
}

// addWord is addMember of a word that may be new.
func (x *expander) addWord(members []member, w normalize.Word, steps normalize.Steps) []member {
	for _, m := range members {
		if m.text == w.Text {
			return members
		}
	}
	return append(members, member{x.newWord(w), steps})
}

// pair makes two words known as one: dronejammer. A single letter at the end is
// left out: it makes a case ending of itself (Тополь-М is not in тополем). ТопольМ
// is found by its camel seam.
func (x *expander) pair(a, b *word) {
	if b.letters != 1 && a.script == b.script && alphabetic(a.script) {
		x.beside = append(x.beside, [2]*word{a, b})
	}
}

// pairInside makes the neighbours in words known as one word, too, and those
// that only a mark parts.
func (x *expander) pairInside(words []piece) {
	var last *word
	for _, p := range words {
		if p.mark {
			continue
		}
		if last != nil {
			x.pair(last, p.word)
		}
		last = p.word
	}
}

// pairEnds does so for what stands side by side.
func (x *expander) pairEnds(a, b []piece) {
	if len(a) > 0 && len(b) > 0 {
		x.pair(a[len(a)-1].word, b[0].word)
	}
}

// withTwins adds what terms look like in the other alphabet, where all their
// letters have a look-alike: АК-47 and AK-47. Only terms with a digit get a
// twin, unless all is set.
func withTwins(seqs []sequence, all bool) []sequence {
	for _, s := range seqs {
		if !all && !slices.ContainsFunc(s.words, func(w formWord) bool { return w.script == normalize.Digit }) {
			continue
		}
		twin := sequence{how: s.how | LookAlike, text: s.text}
		letters := false
		for _, w := range s.words {
			if alphabetic(w.script) {
				letters = true
				to, script, ok := normalize.Twin(w.members[0].text, w.script)
				if !ok {
					letters = false
					break
				}
				w.members = []member{{word: &word{text: to}}}
				w.script = script
			}
			twin.words = append(twin.words, w)
		}
		if letters {
			seqs = append(seqs, twin)
		}
	}
	return seqs
}

func howInflected(s normalize.Steps) How {
	var h How
	if s&normalize.Inflected != 0 {
		h |= Inflected
	}
	if s&normalize.Plural != 0 {
		h |= Plural
	}
	if s&normalize.Spelling != 0 {
		h |= Spelling
	}
	return h
}

func commonPrefix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// foldAll returns texts as they compare.
func foldAll(texts []lists.Text) []string {
	var out []string
	for _, t := range texts {
		out = append(out, normalize.Fold(t.Text))
	}
	return out
}

// hasLetters reports whether words have n letters or more.
func hasLetters(n int, words ...string) bool {
	for _, w := range words {
		for i := 0; i < len(w); {
			g := normalize.GlyphAt(w, i)
			if g.Sign == normalize.SignLetter || g.Sign == normalize.SignHan {
				n--
			}
			if n <= 0 {
				return true
			}
			i += g.Size
		}
	}
	return false
}
