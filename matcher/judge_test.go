package matcher

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/dualuse-go/dualuse/lists"
)

// The judge knows nothing of tokens, readings or automata: it folds with x/text,
// looks with strings.Index, and asks for the Unicode class of the two neighbours.
// It is right only where words are neither joined, cut at seams, nor repaired,
// so its texts are made of whole words of one alphabet each.

var judgeTerms = []string{
	"drone", "jammer", "drone jammer", "jammer drone", "thermal imaging camera", "imaging camera",
	"дрон", "рация", "подавитель дронов", "генератор помех",
	"激光", "激光雷达", "无人机", "无人机干扰器", "干扰器",
}

// Words that a text is made of: those of the terms, and such as hold or nearly
// are one of them.
var judgeWords = []string{
	"drone", "jammer", "thermal", "imaging", "camera", "xdrone", "dronex", "jamme", "jammering", "the", "größe",
	"дрон", "рация", "подавитель", "дронов", "генератор", "помех", "операция", "эскадрон", "и", "её", "район",
	"激光", "雷达", "无人机", "干扰器", "激", "光", "器", "的", "手机床",
	"2", "42", "λόγος", "ドローン", "ไทย",
}

var judgeSeparators = []string{
	" ", " ", " ", "\u00a0", "\u3000", "  ", "    ", "-", "–", "_", "\"", "“", "”", "«", "·", "\n", "\r\n",
	".", ",", ";", "!", "/", "|", "\t", "     ", "\n\n", "。", "，", "\u2029", "=",
}

func TestJudge(t *testing.T) {
	var list strings.Builder
	list.WriteString("category: test\n")
	for i, term := range judgeTerms {
		fmt.Fprintf(&list, "\nentry: t%d\n%s: %s  [exact]\n", i, langOf(term), term)
	}
	l, err := lists.Parse("judge", []byte(list.String()))
	require.NoError(t, err)
	engines := allEngines(t, l)
	rng := rand.New(rand.NewPCG(1, 2))
	found := map[string]int{}
	for range 2000 {
		text := judgeText(rng)
		want := judge(text)
		for _, w := range want {
			found[w[strings.LastIndexByte(w, ' ')+1:]]++
		}
		for name, m := range engines {
			var got []string
			for _, h := range m.ScanAll(text) {
				got = append(got, fmt.Sprintf("%d-%d %s", h.Start, h.End, h.Entry))
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q\n got %q\nwant %q", name, text, got, want)
			}
		}
		if t.Failed() {
			return
		}
	}
	for i, term := range judgeTerms {
		if found[fmt.Sprintf("t%d", i)] < 5 {
			t.Errorf("the texts hold %q %d times: too few to judge by", term, found[fmt.Sprintf("t%d", i)])
		}
	}
}

func langOf(term string) lists.Lang {
	r, _ := utf8.DecodeRuneInString(term)
	switch {
	case unicode.Is(unicode.Han, r):
		return lists.Chinese
	case unicode.Is(unicode.Cyrillic, r):
		return lists.Russian
	}
	return lists.English
}

// judgeText returns a text of words and separators. Words of the same script
// are always parted, and Latin and Cyrillic too, or a run would have seams.
func judgeText(rng *rand.Rand) string {
	var b strings.Builder
	var last lists.Lang
	lastHan := true
	var queue []string // words of a term that is under way
	for range 1 + rng.IntN(12) {
		w := judgeWords[rng.IntN(len(judgeWords))]
		if queue == nil && rng.IntN(4) == 0 {
			queue = strings.Fields(judgeTerms[rng.IntN(len(judgeTerms))])
		}
		if queue != nil {
			w, queue = queue[0], queue[1:]
			if len(queue) == 0 {
				queue = nil
			}
		}
		han := langOf(w) == lists.Chinese
		switch {
		case han && langOf(w) == last && rng.IntN(3) > 0: // Chinese is written without blanks
		case han != lastHan && rng.IntN(3) == 0:
		default:
			b.WriteString(judgeSeparators[rng.IntN(len(judgeSeparators))])
			if rng.IntN(4) == 0 {
				b.WriteString(judgeSeparators[rng.IntN(len(judgeSeparators))])
			}
		}
		last, lastHan = langOf(w), han
		if langOf(w) == lists.English && (w[0] < 'a' || w[0] > 'z') {
			b.WriteString(w)
			continue
		}
		switch rng.IntN(6) {
		case 0:
			w = strings.ToUpper(w)
		case 1:
			r, size := utf8.DecodeRuneInString(w)
			w = string(unicode.ToTitle(r)) + w[size:]
		case 2:
			w = norm.NFD.String(w)
		case 3:
			i := rng.IntN(len(w))
			for !utf8.RuneStart(w[i]) {
				i--
			}
			w = w[:i] + "\u200b" + w[i:]
		case 4:
			w = strings.Map(func(r rune) rune {
				if r > ' ' && r <= '~' {
					return r + 0xfee0 // fullwidth
				}
				return r
			}, w)
		}
		b.WriteString(w)
		if !han && rng.IntN(12) == 0 {
			b.WriteString("\u0301") // over the last letter
		}
	}
	return b.String()
}

// judge returns the hits of the terms in text, sorted, as "start-end entry".
func judge(text string) []string {
	var hits []string
	for i, term := range judgeTerms {
		han := langOf(term) == lists.Chinese
		folded, start, end := judgeFold(text, han)
		for from := 0; ; {
			at := strings.Index(folded[from:], term)
			if at < 0 {
				break
			}
			at += from
			from = at + 1
			s, e := start[at], end[at+len(term)-1]
			if han || judgeClass(text[:s], true) != judgeClass(text[s:], false) &&
				judgeClass(text[:e], true) != judgeClass(text[e:], false) {
				hits = append(hits, fmt.Sprintf("%d-%d t%d", s, e, i))
			}
		}
	}
	slices.Sort(hits)
	return hits
}

// judgeFold folds a text and says for each byte of the result where the rune it
// comes from starts and ends, marks over it included. What stands between words
// becomes a blank or, if it is a break, a bar; between Han characters a single
// blank or line end becomes nothing and the rest a bar.
func judgeFold(text string, han bool) (folded string, start, end []int) {
	var b strings.Builder
	put := func(s string, from, to int) {
		b.WriteString(s)
		for range len(s) {
			start, end = append(start, from), append(end, to)
		}
	}
	rs := []rune(text)
	at := 0
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		size := utf8.RuneLen(r)
		switch {
		case unicode.Is(unicode.Cf, r):
		case unicode.Is(unicode.Mn, r):
			for k := len(end) - 1; k >= 0 && start[k] == start[len(start)-1]; k-- {
				end[k] = at + size
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			for _, f := range norm.NFKD.String(cases.Fold().String(norm.NFKD.String(string(r)))) {
				if !unicode.Is(unicode.Mn, f) {
					put(string(f), at, at+size)
				}
			}
		default:
			j := i
			for j < len(rs) && !unicode.IsLetter(rs[j]) && !unicode.IsDigit(rs[j]) {
				j++
			}
			gap := rs[i:j]
			size = len(string(gap))
			if han {
				put(judgeHanGap(gap), at, at+size)
			} else {
				put(judgeGap(gap), at, at+size)
			}
			i = j - 1
		}
		at += size
	}
	return b.String(), start, end
}

func judgeGap(gap []rune) string {
	s := strings.ReplaceAll(string(gap), "\r\n", "\n")
	blanks, ends := 0, 0
	for _, r := range s {
		switch {
		case r == ' ' || r == '\u00a0' || r == '\u3000':
			blanks++
		case r == '\n':
			ends++
		case !strings.ContainsRune("-–_\"“”«·\u200b", r):
			return "|"
		}
	}
	if blanks > 4 || ends > 1 {
		return "|"
	}
	return " "
}

func judgeHanGap(gap []rune) string {
	s := strings.ReplaceAll(strings.ReplaceAll(string(gap), "\r\n", "\n"), "\u200b", "")
	switch s {
	case " ", "\u00a0", "\u3000", "\n", "":
		return ""
	}
	return "|"
}

// judgeClass returns the class of the last rune of s, or of the first, marks
// and invisible runes left aside.
func judgeClass(s string, last bool) string {
	rs := []rune(s)
	if last {
		slices.Reverse(rs)
	}
	for _, r := range rs {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf):
		case unicode.IsDigit(r):
			return "digit"
		case !unicode.IsLetter(r):
			return ""
		default:
			for _, c := range []string{"Latin", "Cyrillic", "Greek", "Han"} {
				if unicode.Is(unicode.Scripts[c], r) {
					return c
				}
			}
			return "letter"
		}
	}
	return ""
}
