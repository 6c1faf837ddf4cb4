package lists

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Rows without an id belong to the entry above; cells with several values have
// them on lines of their own.
func ExampleParseCSV() {
	own, err := ParseCSV("own.csv", []byte(`category,entry,code,en,ru
own-goods,net-gun,hs 9304.00,drone net gun,сеткомёт
,,,net launcher,
,radar,"eu 6A008
us 6A008",drone radar,
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range own.Entries {
		fmt.Println(e.ID, e.Codes, len(e.Terms), "terms")
	}
	_, err = ParseCSV("own.csv", []byte("category;entry;code;en\nown-goods;lathe;1,00E+01;lathe\n;;eu 2B1;\n"))
	fmt.Println(err)
	// Output:
	// net-gun [hs 9304.00] 3 terms
	// radar [eu 6A008 us 6A008] 1 terms
	// own.csv:2: column C (code): Excel changed the cell to "1,00E+01", as it does with 1E001: format the column as Text, then type the cell again
	// own.csv:3: column C (code): "2B1" is no code of eu: want a code such as 5A001 or 5A001.f.3: digit, letter A to E, three digits, then paragraphs in lower case after dots
}

func TestBadCSV(t *testing.T) {
	for _, name := range glob(t, "testdata/csv/bad/*.csv") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			l, err := ParseCSV(filepath.Base(name), read(t, name))
			if err == nil || l != nil {
				t.Fatalf("got %v, %v", l, err)
			}
			want(t, strings.TrimSuffix(name, ".csv")+".want", err.Error()+"\n")
		})
	}
}

// A sheet says the same as the text beside it, however it was saved.
func TestGoodCSV(t *testing.T) {
	for _, name := range glob(t, "testdata/csv/good/*.csv") {
		text := strings.TrimSuffix(name, ".csv") + ".txt"
		want := strip(mustParse(t, text, string(read(t, text))))
		if filepath.Base(name) == "whole.csv" {
			want.Entries[1].Category = Materials
		}
		data := decode(read(t, name))
		ways := map[string][]byte{"as it is": read(t, name), "no BOM": []byte(data)}
		for enc, encode := range encodings {
			ways[enc] = encode(data)
		}
		for enc, data := range ways {
			t.Run(filepath.Base(name)+" "+enc, func(t *testing.T) {
				got, err := ParseCSV(name, data)
				require.NoError(t, err)
				for i := range got.Entries {
					// A text has a category for all.
					if m := got.Entries[i].Mode; m == Extend || m == Off {
						got.Entries[i].Category = want.Entries[i].Category
					}
				}
				require.Equal(t, want, strip(got))
			})
		}
	}
}

// sheet makes the rows of a sheet that says what a text says, a row a line, but
// for forms, and gives the row for each line of the text.
func sheet(text string) (rows [][]string, rowOf map[int]int) {
	rowOf = make(map[int]int)
	col := make(map[string]int)
	var head []string
	column := func(key string) int {
		if _, ok := col[key]; !ok {
			col[key] = len(head)
			head = append(head, key)
		}
		return col[key]
	}
	var body []map[int]string
	var term int // the row of the term above
	for _, l := range splitLines(decode([]byte(text))) {
		if l.blank() || l.comment {
			continue
		}
		value := l.value + "  " + l.gloss
		c := column(l.key)
		if l.key == "forms" && term >= 0 {
			body[term][c] += value + "\n"
			rowOf[l.n] = term + 2
			continue
		}
		term = -1
		if slices.Contains([]string{"en", "ru", "zh", "name"}, l.key) {
			term = len(body)
		}
		body = append(body, map[int]string{c: value})
		rowOf[l.n] = len(body) + 1
	}
	rows = append(rows, head)
	for _, cells := range body {
		row := make([]string, len(head))
		for c, value := range cells {
			row[c] = value
		}
		rows = append(rows, row)
	}
	return rows, rowOf
}

// write writes rows with the writer of the standard library: what it quotes and
// how is not of our making.
func write(t testing.TB, rows [][]string, sep rune) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = sep
	require.NoError(t, w.WriteAll(rows))
	return b.Bytes()
}

// Every list as a sheet is the same list, at the same places.
func TestParseCSVAsParse(t *testing.T) {
	names := append(glob(t, "testdata/good/*.txt"), glob(t, "builtin/*.txt")...)
	for i, name := range names {
		text := string(read(t, name))
		want := mustParse(t, name, text)
		rows, rowOf := sheet(text)
		got, err := ParseCSV(name, write(t, rows, []rune(",;\t")[i%3]))
		require.NoError(t, err)
		require.Equal(t, strip(want), strip(got), name)
		for i := range got.Entries {
			w, g := &want.Entries[i], &got.Entries[i]
			require.Equal(t, rowOf[w.Pos.Line], g.Pos.Line, name)
			for i := range g.Terms {
				require.Equal(t, rowOf[w.Terms[i].Pos.Line], g.Terms[i].Pos.Line, name)
			}
			for i := range g.Codes {
				require.Equal(t, rowOf[w.codeAt(i).Line], g.codeAt(i).Line, name)
			}
		}
	}
}

// Mistakes that a sheet cannot have, or that are none there.
var textOnly = []string{
	"blank-line-in-entry", "category-late", "category-missing", "category-shape", "category-twice", "duplicate-id", "duplicate-line",
	"key-of-another-stanza",
	"no-blank-line-between", "no-colon", "no-value", "no-value-first", "unknown-key", "unknown-key-first",
}

// The faults of a text are those of the sheet that says the same.
func TestBadAsCSV(t *testing.T) {
	at := regexp.MustCompile(`^column [A-Z]+ \(([a-z-]+)\): `)
	above := regexp.MustCompile(` is already (on line|in row) [0-9]+:|^forms belongs .*`) // what a sheet words otherwise
	n := 0
	for _, name := range glob(t, "testdata/bad/*.txt") {
		if slices.Contains(textOnly, strings.TrimSuffix(filepath.Base(name), ".txt")) {
			continue
		}
		text := string(read(t, name))
		_, err := Parse(name, []byte(text))
		rows, rowOf := sheet(text)
		l, csvErr := ParseCSV(name, write(t, rows, ','))
		if err == nil { // a fault across files
			require.NoError(t, csvErr, name)
			_, err = Combine(mustParse(t, name, text))
			_, csvErr = Combine(l)
			require.Len(t, csvErr, len(err.(ErrorList)), name)
			continue
		}
		var want, got []string
		for _, e := range err.(ErrorList) {
			want = append(want, fmt.Sprintf("%d %s", rowOf[e.Line], above.ReplaceAllString(e.Msg, " is above:")))
		}
		require.Error(t, csvErr, name)
		for _, e := range csvErr.(ErrorList) {
			key := at.FindStringSubmatch(e.Msg)
			require.NotNil(t, key, e.Msg)
			msg := above.ReplaceAllString(e.Msg[len(key[0]):], " is above:")
			// The text format has the key in most messages.
			if whole := fmt.Sprintf("%d %s: %s", e.Line, key[1], msg); slices.Contains(want, whole) {
				got = append(got, whole)
			} else {
				got = append(got, fmt.Sprintf("%d %s", e.Line, msg))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		require.Equal(t, want, got, name)
		n++
	}
	if n < 15 {
		t.Errorf("only %d files compared", n)
	}
}

func TestCSVEncodings(t *testing.T) {
	const head = "category,entry,%s\nown,a,"
	cyrillic := encoding.Encoding(charmap.Windows1251)
	for _, c := range []struct {
		name, key, text string
		enc             encoding.Encoding
		want            string
	}{
		{"Russian", "ru", "подавитель беспилотных летательных аппаратов", cyrillic, ", looks like Windows-1251"},
		{"one even word", "ru", "дрон", cyrillic, ", looks like Windows-1251"},
		{"one odd word", "ru", "дроны", cyrillic, ", looks like Windows-1251"},
		{"capitals", "ru", "БПЛА", cyrillic, ", looks like Windows-1251"},
		{"odd capitals", "ru", "РЭБ, РЛС", cyrillic, ", looks like Windows-1251"},
		{"quotes and dashes", "ru", "комплекс «Красуха-4» — №1, ёлка", cyrillic, ", looks like Windows-1251"},
		{"Han", "zh", "无人机干扰器", simplifiedchinese.GB18030, ", looks like GB18030"},
		{"two Han", "zh", "雷达", simplifiedchinese.GB18030, ", looks like GB18030"},
		{"rare Han", "zh", "氮化镓、砷化镓，镝 锗", simplifiedchinese.GB18030, ", looks like GB18030"},
		{"four bytes", "zh", "无人机\U00020000干扰器", simplifiedchinese.GB18030, ", looks like GB18030"},
		{"four low bytes", "zh", "无人机\U00010000干扰器", simplifiedchinese.GB18030, ", looks like GB18030"},
		{"half capitals", "ru", "РЭБ Житель", cyrillic, ", looks like Windows-1251"},
		{"neither", "ru", "антенны дроны рации", charmap.CodePage866, ""},
		{"Latin", "en", "Überwachungsgerät für Größen", charmap.Windows1252, ""},
	} {
		data, err := c.enc.NewEncoder().String(fmt.Sprintf(head, c.key) + c.text + "\n")
		require.NoError(t, err)
		_, err = ParseCSV("a.csv", []byte(data))
		want := "a.csv:2: column C (" + c.key + "): not UTF-8" + c.want + `: in Excel choose Save As, "CSV UTF-8 (Comma delimited)"`
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", c.name, err, want)
		}
	}
}

// The guess is right for the words of the built-in lists, for nineteen in
// twenty of those that stand alone, and taken a few at a time.
func TestCSVEncodingGuess(t *testing.T) {
	byKey := make(map[string][]string)
	for _, name := range glob(t, "builtin/*.txt") {
		for _, l := range splitLines(string(read(t, name))) {
			if (l.key == "ru" || l.key == "zh") && strings.Trim(l.value, " <>:-,abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
				byKey[l.key] = append(byKey[l.key], l.value)
			}
		}
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for key, enc := range map[string]encoding.Encoding{"ru": charmap.Windows1251, "zh": simplifiedchinese.GB18030} {
		want := map[string]string{"ru": ", looks like Windows-1251", "zh": ", looks like GB18030"}[key]
		for _, few := range []int{1, 5, 50} {
			wrong, texts := 0, 500
			if few == 1 {
				texts = len(byKey[key])
			}
			for i := range texts {
				text := "entry,category\n"
				for range few {
					if few > 1 {
						i = rnd.IntN(len(byKey[key]))
					}
					text += "a," + byKey[key][i] + ",\n"
				}
				data, err := encoding.ReplaceUnsupported(enc.NewEncoder()).String(text)
				require.NoError(t, err)
				if _, guess := otherEncoding([]byte(data)); guess != want {
					wrong++
				}
			}
			if limit := map[int]int{1: texts / 20, 5: 2, 50: 0}[few]; wrong > limit {
				t.Errorf("%s, %d lines: %d of %d guesses are wrong", key, few, wrong, texts)
			}
		}
	}
}

// TestQuoteShort: what is quoted is cut behind forty letters.
func TestQuoteShort(t *testing.T) {
	for n, want := range map[int]string{40: strings.Repeat("я", 40), 41: strings.Repeat("я", 40) + "…"} {
		if got := quoteShort(strings.Repeat("я", n)); got != `"`+want+`"` {
			t.Errorf("%d letters: %s", n, got)
		}
	}
}

func TestNotCSV(t *testing.T) {
	sound := "category,entry,en\nown,a,jammer\n"
	for _, c := range []struct{ name, data, want string }{
		{"xlsx", "PK\x03\x04\x14\x00", `a.csv:1: a workbook, not CSV: in Excel choose Save As, "CSV UTF-8 (Comma delimited)"`},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1", `a.csv:1: a workbook, not CSV: in Excel choose Save As, "CSV UTF-8 (Comma delimited)"`},
		{"UTF-16 without mark", string(utf16Bytes(binary.LittleEndian, sound)), `a.csv:1: looks like UTF-16 without its mark: in Excel choose Save As, "CSV UTF-8 (Comma delimited)"`},
		{"damage in UTF-8", "category,entry,zh,ru,hit\nown,a,无人\xe6机,дрон,\n,,干扰器 <,,无\xe6人\n",
			"a.csv:2: column C (zh): not UTF-8: type the cell again\n" +
				"a.csv:3: column C (zh): no sound set reference in \"干扰器 <\": want <id> or <id:case>, the case one of nom gen dat acc ins loc\n" +
				"a.csv:3: column E (hit): not UTF-8: type the cell again"},
		{"too long", strings.Repeat(" ", maxFile+1), "a.csv: the file has 16777217 bytes, the limit is 16777216: split it"},
		{"a column A of no name", "titel,category,entry,en,title\nx,own,a,jammer,y\n", `a.csv:1: column A: unknown column "titel", did you mean "title"? Put # before the name of a column of your own`},
		{"sep= of nothing", "sep=\n" + sound, `a.csv:1: "sep=": want sep=, or sep=; or sep= and a tab`},
		{"no id", "source,title\n,Notice\n", "a.csv:2: column A (source): no id here or above: give the row one"},
		{"as long as can be", "category,entry,en,#\nown,a,jammer," + strings.Repeat("x", maxFile-len("category,entry,en,#\nown,a,jammer,")), ""},
		{"too wide", sound + strings.Repeat(",", maxColumns) + "x", "a.csv:3: more than 16384 cells: the separator may not be ','"},
		{"too wide once", sound + strings.Repeat(",", maxColumns) + "x\nown,b,net\n", "a.csv:3: more than 16384 cells: the separator may not be ','"},
		{"damaged id", "category,entry,en\nown,#REF!,drone radar\n,,net launcher\nown,b,drone net\n",
			`a.csv:2: column B (entry): Excel changed the cell to "#REF!": format the column as Text, then type the cell again`},
		{"damaged category", "category,entry,en\nown,a,jammer\n#REF!,b,drone net\n",
			`a.csv:3: column A (category): Excel changed the cell to "#REF!": format the column as Text, then type the cell again`},
		{"wide and empty", sound + strings.Repeat(",", 2*maxColumns), ""},
		{"last column", sound + strings.Repeat(",", maxColumns-1) + "x", "a.csv:3: column XFD: the first row gives this column no name: name it, or delete its cells"},
	} {
		got := ""
		if _, err := ParseCSV("a.csv", []byte(c.data)); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestCSVDamaged(t *testing.T) {
	for _, c := range []struct {
		key, cells string // with | between
		damaged    bool
	}{
		{"code", "1.00E+01|1,00E+01|1E+12|1.00E-05|8526.1|8526,1|Mar-01|01-Mar|мар.01|01.мар|05.01.2001|1/5/2001|2001/1/5|3月1日|2001年3月|#NAME?|#ССЫЛКА!|#N/A|#DIV/0!|########", true},
		{"code", "eu 1E001|1E001|hs 8526|hs 8526.1|hs 8526.10|8526.10|hs 8526.91|ru 5.1.1|5.10|cas 75-12-7|cas 74-90-8|eu-ml ML11.a|own 2001/1/5|", false},
		{"name", "Mar-01|1.00E+05|????|#REF!", true},
		{"name", "MAR-01|Mars-01|Mar-01 [exact]|1E5|8526.1|what??|?|#1|# one", false},
		{"zh", "无??|??|??x", true},
		{"part", "ABC??|????", false},
		{"en", "what??|May 5", false},
		{"hit", "Mar-01|was??|1/5/2001", false},
		{"hit", "??? ???|1.00E+05", true},
		{"date", "2001/1/5|Mar-01", false},
	} {
		for s := range strings.SplitSeq(c.cells, "|") {
			if msg := damaged(c.key, s); (msg != "") != c.damaged {
				t.Errorf("%s %q: %q", c.key, s, msg)
			}
		}
	}
}

// Rows and columns are those of the spreadsheet: blank lines and lines inside
// cells count as there.
func TestCSVPlaces(t *testing.T) {
	l, err := ParseCSV("a.csv", []byte("sep=;\r\ncategory;entry;en;code;forms\r\n\r\nown;a;\"one\ntwo\";eu 5A001\r\n;;;\r\n;;three;\"us 5A001\neu 6A008\";threes\r\n"))
	require.NoError(t, err)
	e := &l.Entries[0]
	got := []Pos{e.Pos, e.Terms[0].Pos, e.Terms[1].Pos, e.Terms[2].Pos, e.Terms[2].Forms[0].Pos, e.codeAt(0), e.codeAt(1), e.codeAt(2)}
	var want []Pos
	for _, row := range []int{3, 3, 3, 5, 5, 3, 5, 5} {
		want = append(want, Pos{File: "a.csv", Line: row})
	}
	require.Equal(t, want, got)
}

// Small sheets, with | for line ends, and the list in the text format or the
// faults.
func TestCSVRows(t *testing.T) {
	const noCategory = ": no category: give the row one, such as telecom, in a column category"
	for _, c := range []struct{ name, sheet, want string }{
		{"separator is that of the keys", "#a,b,c,d,e;entry;category;en|;a;own;jammer, small",
			"category: own\n\nentry: a\nen: jammer, small"},
		{"no line end behind a separator", "entry,category,en,note|a,own,jammer,", "category: own\n\nentry: a\nen: jammer"},
		{"blank lines in a cell", "entry;category;en|a;own;\"one\n\n two \n\"", "category: own\n\nentry: a\nen: one\nen: two"},
		{"category on a later row", "entry;category;en|a;;one|;own;two", "category: own\n\nentry: a\nen: one\nen: two"},
		{"a term with forms is not filled down", "entry,category,en,forms|a,own,jammer,|,,jammer,jammerz|,,jammer,jammerz",
			"category: own\n\nentry: a\nen: jammer\nen: jammer\nforms: jammerz\nen: jammer\nforms: jammerz"},
		{"no category", "entry,replace,en|a,,jammer|b,,scanner", "a.csv:2: column A (entry)" + noCategory},
		{"no category to replace", "category,replace,en|,a,jammer", "a.csv:2: column A (category)" + noCategory},
		{"a category filled down", "category,entry,en|Own,a,jammer|Own,b,scanner",
			`a.csv:2: column A (category): "Own" is no id: want lower-case letters, digits and single hyphens, such as drone-jammer`},
		{"a column read as the nearest", "category,entry,en,titel|own,a,jammer,\ufeffx",
			"a.csv:1: column D: unknown column \"titel\", did you mean \"title\"? Put # before the name of a column of your own\n" +
				`a.csv:2: column D (title): invisible character U+FEFF in "\ufeffx": delete it, or type the line again`},
		{"forms of a damaged term", "category,entry,name,forms|own,a,#REF!,xs|own,b,jam,|,,jam [foo],jams",
			"a.csv:2: column C (name): Excel changed the cell to \"#REF!\": format the column as Text, then type the cell again\n" +
				"a.csv:4: column C (name): unknown option [foo]: the options are [exact] [case] [anycase] [spaced] [leet] [unverified]"},
		{"a row with one cell, and that damaged", "category,entry,name|own,a,|,,Mar-01",
			`a.csv:3: column C (name): Excel changed the cell to the date "Mar-01": format the column as Text, then type the cell again`},
		{"forms where none can be", "off,forms|a,x", "a.csv:2: column B (forms): forms is no key of off, which takes note, from"},
	} {
		l, err := ParseCSV("a.csv", []byte(strings.ReplaceAll(c.sheet, "|", "\n")))
		if strings.HasPrefix(c.want, "category") {
			require.NoError(t, err, c.name)
			require.Equal(t, strip(mustParse(t, "a.txt", c.want)), strip(l), c.name)
		} else if err == nil || err.Error() != c.want {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

func TestColumnName(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA", maxColumns: "XFD"} {
		if got := columnName(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

// The reader cuts what the standard library writes as it was; with blank rows.
func TestCSVReader(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		sep := []byte(",;\t")[rnd.IntN(3)]
		rows := make([][]string, 1+rnd.IntN(4))
		for i := range rows {
			rows[i] = make([]string, 1+rnd.IntN(4))
			for j := range rows[i] {
				for range rnd.IntN(6) {
					rows[i][j] += []string{"a", "Я", "无", `"`, ",", ";", "\t", "\n", " ", "#"}[rnd.IntN(10)]
				}
			}
		}
		var got [][]string
		r := csvReader{rest: string(write(t, rows, rune(sep))), sep: sep}
		for {
			cells, ok := r.next()
			if !ok {
				break
			}
			row := make([]string, len(rows[len(got)]))
			for _, c := range cells {
				require.Empty(t, c.fault)
				row[c.col-1] = c.text
			}
			got = append(got, row)
		}
		for i := range rows {
			for j, s := range rows[i] {
				if strings.TrimSpace(s) == "" {
					rows[i][j] = ""
				}
			}
		}
		require.Equal(t, rows, got)
	}
}

func FuzzParseCSV(f *testing.F) {
	for _, name := range append(glob(f, "testdata/csv/good/*.csv"), glob(f, "testdata/csv/bad/*.csv")...) {
		f.Add(read(f, name))
	}
	for _, name := range append(glob(f, "testdata/good/*.txt"), glob(f, "testdata/bad/*.txt")...) {
		rows, _ := sheet(string(read(f, name)))
		f.Add(write(f, rows, ','))
	}
	for _, encode := range encodings {
		f.Add(encode(string(read(f, "testdata/csv/good/filled-down.csv"))))
	}
	f.Add([]byte("entry,zh\na,\xce\xde\xc8\xcb\xbb\xfa\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ParseCSV("a.csv", data)
		if err == nil {
			for i := range l.Entries {
				if e := &l.Entries[i]; !isID(e.ID) || e.Pos.Line < 2 || e.Category == "" && (e.Mode == Add || e.Mode == Replace) {
					t.Fatalf("entry %+v", e)
				}
			}
			Combine(l)
			return
		}
		faults, ok := err.(ErrorList)
		if !ok || len(faults) == 0 || l != nil {
			t.Fatalf("list %v comes with %v", l, err)
		}
		lines := strings.Count(decode(data), "\n") + 1
		for i, e := range faults {
			if e.File != "a.csv" || e.Line < 1 || e.Line > lines {
				t.Fatalf("fault out of the file: %v", e)
			}
			if i > 0 && faults[i-1].Line > e.Line {
				t.Fatalf("not in order: %v", err)
			}
		}
	})
}
