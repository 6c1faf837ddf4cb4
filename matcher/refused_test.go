package matcher

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBlowUpRefused: each list is refused, and before it takes memory.
func TestBlowUpRefused(t *testing.T) {
	members := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "en: q%c%c%c\n", 'a'+i%26, 'a'+i/26%26, 'a'+i/676)
		}
		return b.String()
	}
	var sum strings.Builder
	for i := range 400 {
		fmt.Fprintf(&sum, "en: w%c%c <a>\n", 'a'+i%26, 'a'+i/26)
	}
	var forms strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&forms, "forms: дрона%d\n", i)
	}
	long := strings.Repeat("abcdefgh", 40)
	for name, text := range map[string]string{
		"cases in one word":   "set: s\nru: дрон\n\nentry: e\nru: подавитель-" + strings.Repeat("<s:gen>-", 14) + "x\n",
		"a sum of sets":       "set: a\n" + members(4096) + "\nset: b\n" + sum.String() + "\nentry: e\nen: <b> jammer\n",
		"many references":     "set: s\nen: drone\n\nentry: e\nen: " + strings.Repeat("<s> ", 1500) + "\n",
		"forms by hand":       "entry: e\nru: дрон\n" + forms.String(),
		"a word of 320 runes": "entry: e\nen: " + long + "\n",
		"a cue of 320 runes":  "entry: e\nen: drone\nnear: " + long + "\n",
		"a name of 320 runes": "entry: e\nname: " + long + "  [exact]\n",
	} {
		list := parseFile(t, "b.txt", "category: test\n\n"+text)
		var err error
		n := allocated(func() { _, err = New(list) })
		if err == nil {
			t.Errorf("%s: not refused", name)
		} else if len(err.Error()) > 2000 {
			t.Errorf("%s: a message of %d bytes", name, len(err.Error()))
		}
		if n > 32<<20 {
			t.Errorf("%s: %d MB before an answer", name, n>>20)
		}
	}
}

// TestLongestTerm: a term of as many words as may be, each a reference, is taken and found; one word more is refused.
func TestLongestTerm(t *testing.T) {
	term := func(words int) string {
		return "category: test\n\nset: s\nen: drone [exact]\n\nentry: e\nen: " + strings.Repeat("<s> ", words-1) + "jammer [exact]\n"
	}
	m, err := New(parseFile(t, "b.txt", term(maxTokens)))
	require.NoError(t, err)
	require.Len(t, m.ScanAll(strings.Repeat("drone ", maxTokens-1)+"jammer"), 1)
	_, err = New(parseFile(t, "b.txt", term(maxTokens+1)))
	require.ErrorContains(t, err, "has 33 words: a term has at most 32")
}

// TestUnknownIDs: naming many ids that there are not costs no square.
func TestUnknownIDs(t *testing.T) {
	var work [2]uint64
	for i, n := range []int{250, 1000} {
		var b strings.Builder
		b.WriteString("category: test\n")
		for k := range n {
			fmt.Fprintf(&b, "\nentry: e%[1]d\nen: drone %[1]d\nalso: f%[1]d\n", k)
		}
		list := parseFile(t, "u.txt", b.String())
		work[i] = allocated(func() { _, err := New(list); require.Error(t, err) })
	}
	if work[1] > 6*work[0] {
		t.Errorf("%d kB for 250 unknown ids, %d kB for 1,000", work[0]>>10, work[1]>>10)
	}
}
