package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/dualuse-go/dualuse/lists"
)

// The goods of the tests are invented, and the built-in lists are left out, so
// that their growth breaks no test here.
func TestMain(m *testing.M) {
	builtin = func() *lists.List {
		l, err := lists.Parse("test.txt", []byte("category: toys\n\nentry: zorbtron\nen: zorbtron\nen: red zorbtron\nru: зорбтрон\nzh: 佐布电筒\n"))
		if err != nil {
			panic(err)
		}
		return l
	}
	os.Exit(m.Run())
}

// A folder has the documents of a test.
type folder struct {
	*testing.T
	dir string
}

func newFolder(t *testing.T) folder { return folder{t, t.TempDir()} }

func (f folder) put(name string, data []byte) {
	f.Helper()
	require.NoError(f, os.WriteFile(filepath.Join(f.dir, name), data, 0o644))
}

// found runs the program on the folder and returns what it says without the
// folder's name: the hits as "file: place: text", and the faults.
func (f folder) found() (hits, faults []string, status int) {
	f.Helper()
	var out, err bytes.Buffer
	status = run([]string{f.dir}, &out, &err)
	clean := func(s string) string { return strings.ReplaceAll(s, f.dir+string(filepath.Separator), "") }
	for line := range strings.Lines(clean(out.String())) {
		where, rest, ok := strings.Cut(line, ": zorbtron toys ")
		require.True(f, ok, line)
		text, _, _ := strings.Cut(rest, " [")
		hits = append(hits, where+": "+text)
	}
	for line := range strings.Lines(clean(err.String())) {
		faults = append(faults, strings.TrimSuffix(line, "\n"))
	}
	return hits, faults, status
}

func (f folder) want(want ...string) {
	f.Helper()
	hits, faults, status := f.found()
	require.Empty(f, faults)
	require.Zero(f, status)
	require.Equal(f, want, hits)
}

func TestPlain(t *testing.T) {
	f := newFolder(t)
	f.put("a.txt", []byte("one\ntwo red\r\nzorbtrons\n"))
	f.put("b.csv", []byte("\ufeff\"Куплю&nbsp;зорбтрон&amp;nbsp;красный\\nдва\"\n\"\\u4f50\\u5e03\\u7535\\u7b52\", red\\nzorbtron\n"))
	f.put("c.txt", nil)
	f.put(".hidden.txt", []byte("zorbtron"))
	f.want(`a.txt: line 2: "red\r\nzorbtrons"`, `b.csv: line 1: "зорбтрон"`, `b.csv: line 2: "佐布电筒"`, `b.csv: line 2: "red\nzorbtron"`)
}

func TestEncodings(t *testing.T) {
	const (
		ru = "Добрый день! Предлагаем со склада зорбтрон, новый, две штуки, и прочие товары."
		zh = "您好，我们公司求购佐布电筒两台，有货的厂家请联系我们。"
		tw = "您好，我們公司求購佐布電筒兩台，有貨的廠家請聯繫我們。"
	)
	for name, test := range map[string]struct {
		encoding encoding.Encoding
		text     string
		want     string
	}{
		"gb18030":      {simplifiedchinese.GB18030, zh, "佐布电筒"},
		"gbk":          {simplifiedchinese.GBK, zh, "佐布电筒"},
		"big5":         {traditionalchinese.Big5, tw, "佐布電筒"},
		"windows-1251": {charmap.Windows1251, ru, "зорбтрон"},
		"koi8-r":       {charmap.KOI8R, ru, "зорбтрон"},
		"ibm866":       {charmap.CodePage866, ru, "зорбтрон"},
		"iso-8859-5":   {charmap.ISO8859_5, ru, "зорбтрон"},
		"utf-16":       {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), zh, "佐布电筒"},
		"utf-16be":     {unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "plain words and a red зорбтрон", "зорбтрон"},
		"utf-8":        {encoding.Nop, tw, "佐布電筒"},
	} {
		t.Run(name, func(t *testing.T) {
			ascii := strings.Repeat("item, price, quantity\n", 10_000)
			for _, before := range []string{"", ascii} {
				data, err := test.encoding.NewEncoder().String(before + test.text)
				require.NoError(t, err)
				f := newFolder(t)
				f.put("a.txt", []byte(data))
				f.want(fmt.Sprintf("a.txt: line %d: %q", strings.Count(before, "\n")+1, test.want))
			}
		})
	}
}

// A label counts, unless it is plainly wrong.
func TestLabels(t *testing.T) {
	encode := func(e encoding.Encoding, s string) []byte {
		data, err := e.NewEncoder().String(s)
		require.NoError(t, err)
		return []byte(data)
	}
	f := newFolder(t)
	f.put("1.html", encode(charmap.KOI8R, `<meta charset="koi8-r"><p>зорбтрон`))
	f.put("2.html", []byte(`<meta charset="windows-1251"><p>зорбтрон`))
	f.put("3.html", encode(charmap.Windows1251, `<html><p>Предлагаем со склада зорбтрон, новый`))
	f.put("4.html", encode(simplifiedchinese.GBK, `<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>佐布电筒`))
	f.want(`1.html: paragraph 1: "зорбтрон"`, `2.html: paragraph 1: "зорбтрон"`, `3.html: paragraph 1: "зорбтрон"`, `4.html: paragraph 2: "佐布电筒"`)
}

func TestHTML(t *testing.T) {
	f := newFolder(t)
	f.put("a.html", []byte(`<!doctype html><title>A zorbtron</title>
<script>var zorbtron = "<p>red zorbtron</p>"</script><style>zorbtron{}</style>
<p>red <b>zorb<wbr>tron</b>, <i>red</i>&nbsp;zorbtron; зорб&shy;трон
<table><tr><td>red</td><td>zorbtron</td></tr></table>
<img alt="佐布电筒" src="zorbtron.png"><!-- zorbtron -->
<p>red<br>zorbtron <a href="/zorbtron">here`))
	f.want(
		`a.html: paragraph 1: "zorbtron"`,
		`a.html: paragraph 2: "red zorbtron"`,
		`a.html: paragraph 2: "red\u00a0zorbtron"`,
		"a.html: paragraph 2: \"зорб\\u00adтрон\"",
		`a.html: paragraph 4: "zorbtron"`,
		`a.html: paragraph 5: "佐布电筒"`,
		`a.html: paragraph 6: "red\nzorbtron"`,
	)
}

// zipped makes a ZIP file of names and contents.
func zipped(t *testing.T, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(parts[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

func docx(t *testing.T) []byte {
	return zipped(t,
		"[Content_Types].xml", "<Types/>",
		"word/header1.xml", `<w:hdr `+wordSpace+`><w:p><w:r><w:t>зорбтрон</w:t></w:r></w:p></w:hdr>`,
		"word/comments.xml", `<w:comments `+wordSpace+`><w:comment><w:p><w:r><w:t>佐布电筒?</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/styles.xml", `<w:styles `+wordSpace+`><w:t>zorbtron</w:t></w:styles>`,
		"word/document.xml", `<w:document `+wordSpace+`><w:body>
<w:p><w:r><w:t>We offer</w:t></w:r></w:p>
<w:p><w:r><w:t>a red zor</w:t></w:r><w:r><w:rPr/><w:t>btron, red</w:t></w:r><w:r><w:br/><w:t>zorbtron, red</w:t></w:r></w:p>
<w:p><w:r><w:t>zorbtron</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>red</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>зорбтроны</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>佐布电筒</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>佐布电筒</w:t></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>zorbtron</w:t></w:r></w:p>
<w:p><w:del><w:r><w:delText>red zorbtron</w:delText></w:r></w:del></w:p>
</w:body></w:document>`)
}

func TestDOCX(t *testing.T) {
	f := newFolder(t)
	f.put("a.docx", docx(t))
	f.want(
		`a.docx: document, paragraph 2: "red zorbtron"`,
		`a.docx: document, paragraph 2: "red\nzorbtron"`,
		`a.docx: document, paragraph 3: "zorbtron"`,
		`a.docx: document, table 1, row 2, cell 2: "зорбтроны"`,
		`a.docx: document, paragraph 8: "佐布电筒"`,
		`a.docx: document, paragraph 7: "zorbtron"`,
		`a.docx: document, paragraph 9: "red zorbtron"`,
		`a.docx: comments, paragraph 1: "佐布电筒"`,
		`a.docx: header1, paragraph 1: "зорбтрон"`,
	)
}

func xlsx(t *testing.T, options ...excelize.Options) []byte {
	x := excelize.NewFile()
	defer x.Close()
	for cell, value := range map[string]any{"A1": "goods", "B1": "number", "A2": "red", "B2": "zorbtron", "C2": 8542.31, "A5": "зорбтроны красные"} {
		require.NoError(t, x.SetCellValue("Sheet1", cell, value))
	}
	_, err := x.NewSheet("报价 2")
	require.NoError(t, err)
	require.NoError(t, x.SetCellValue("报价 2", "AB30", "佐布电筒"))
	require.NoError(t, x.SetSheetVisible("报价 2", false))
	require.NoError(t, x.AddComment("Sheet1", excelize.Comment{Cell: "A1", Author: "x", Text: "or a zorbtron"}))
	var out bytes.Buffer
	require.NoError(t, x.Write(&out, options...))
	return out.Bytes()
}

func TestXLSX(t *testing.T) {
	f := newFolder(t)
	f.put("a.xlsx", xlsx(t))
	f.want(
		`a.xlsx: sheet Sheet1, cell B2: "zorbtron"`,
		`a.xlsx: sheet Sheet1, cell A5: "зорбтроны"`,
		`a.xlsx: sheet Sheet1, comment at A1: "zorbtron"`,
		`a.xlsx: sheet 报价 2, cell AB30: "佐布电筒"`,
	)
}

func TestMail(t *testing.T) {
	koi := func(s string) string {
		out, err := charmap.KOI8R.NewEncoder().String(s)
		require.NoError(t, err)
		return out
	}
	f := newFolder(t)
	f.put("1.eml", []byte("From: a@example.com\r\nSubject: =?koi8-r?B?"+base64.StdEncoding.EncodeToString([]byte(koi("куплю зорбтрон")))+"?=\r\n"+
		"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\nДобрый день\r\n"+koi("нужен зорбтрон")))
	f.put("2.eml", []byte("Subject: two\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n"+
		"--xx\r\nContent-Type: multipart/alternative; boundary=yy\r\n\r\n"+
		"--yy\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\none\r\nred =\r\nzorbtron\r\n"+
		"--yy\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte("<p>a <b>zorb</b>tron"))+"\r\n--yy--\r\n"+
		"--xx\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''%E4%BD%90%E5%B8%83%E7%94%B5%E7%AD%92.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n"+
		wrapped(zipped(t, "word/document.xml", `<w:document `+wordSpace+`><w:p><w:t>зорбтрон</w:t></w:p></w:document>`))+
		"--xx\r\nContent-Type: image/png; name=zorbtron.png\r\n\r\nzorbtron\r\n"+
		"--xx\r\nContent-Type: message/rfc822\r\n\r\nSubject: red zorbtron\r\n\r\nbye\r\n--xx--\r\n"))
	f.want(
		`1.eml: subject: "зорбтрон"`,
		`1.eml: body, line 2: "зорбтрон"`,
		`2.eml: body part 1 part 1, line 2: "red zorbtron"`,
		`2.eml: body part 1 part 2, paragraph 1: "zorbtron"`,
		`2.eml: attachment 佐布电筒.docx: "佐布电筒"`,
		`2.eml: attachment 佐布电筒.docx, document, paragraph 1: "зорбтрон"`,
		`2.eml: attachment zorbtron.png: "zorbtron"`,
		`2.eml: body part 4, subject: "red zorbtron"`,
	)
}

// wrapped is base64 in lines, as mail has it.
func wrapped(data []byte) string {
	var out strings.Builder
	for s := base64.StdEncoding.EncodeToString(data); s != ""; {
		n := min(76, len(s))
		out.WriteString(s[:n] + "\r\n")
		s = s[n:]
	}
	return out.String()
}

// pdf makes a PDF of a page a text, in ASCII. The trailer may have more.
func pdf(trailer string, pages ...string) []byte {
	var out bytes.Buffer
	var starts []int
	object := func(s string) {
		starts = append(starts, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(starts), s)
	}
	out.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	for i, text := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 5+2*i))
		stream := ""
		if text != "" {
			stream = fmt.Sprintf("BT /F 12 Tf 50 700 Td (%s) Tj ET", text)
		}
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(stream), stream))
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(starts)+1)
	for _, start := range starts {
		fmt.Fprintf(&out, "%010d 00000 n \n", start)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(starts)+1, trailer, xref)
	return out.Bytes()
}

func needPDF(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext on the path")
	}
}

func TestPDF(t *testing.T) {
	needPDF(t)
	f := newFolder(t)
	f.put("a.pdf", pdf("", "nothing", "a red zorbtron"))
	f.want(`a.pdf: page 2: "red zorbtron"`)
}

// A PDF as a browser prints it, with its fonts in the ways of Chinese and
// Russian documents.
func TestPDFInThreeScripts(t *testing.T) {
	needPDF(t)
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on the path")
	}
	f := newFolder(t)
	dir := t.TempDir()
	page := filepath.Join(dir, "a.html")
	require.NoError(t, os.WriteFile(page, []byte(`<meta charset="utf-8"><p>a red zorbtron<p style="break-before:page">Куплю зорбтрон<p style="break-before:page">求购佐布电筒两台`), 0o644))
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--print-to-pdf="+filepath.Join(f.dir, "a.pdf"), "file://"+page)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	f.want(`a.pdf: page 1: "red zorbtron"`, `a.pdf: page 2: "зорбтрон"`, `a.pdf: page 3: "佐布电筒"`)
}

func TestPDFWithoutProgram(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	f := newFolder(t)
	f.put("a.pdf", pdf("", "a red zorbtron"))
	f.put("b.txt", []byte("zorbtron"))
	hits, faults, status := f.found()
	require.Equal(t, []string{`b.txt: line 1: "zorbtron"`}, hits)
	require.Equal(t, []string{"a.pdf: pdftotext is missing: install poppler-utils to read PDF"}, faults)
	require.Equal(t, 2, status)
}

// What cannot be read is named, with why, and the rest goes on.
func TestDamaged(t *testing.T) {
	f := newFolder(t)
	word, sheet := docx(t), xlsx(t)
	f.put("cut.docx", word[:len(word)/2])
	f.put("cut.xlsx", sheet[:len(sheet)/2])
	f.put("encrypted.xlsx", xlsx(t, excelize.Options{Password: "secret"}))
	f.put("old.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("zorbtron", 100)))
	f.put("wrong.docx", []byte("no Word file, a zorbtron"))
	f.put("xml.docx", zipped(t, "word/document.xml", `<w:document `+wordSpace+`><w:p><w:t>a zorbtron</w:t></w:p><broken`))
	f.put("other.zip", zipped(t, "a.txt", "zorbtron"))
	locked := zipped(t, "word/document.xml", "x")
	for _, head := range []string{"PK\x03\x04", "PK\x01\x02"} { // the flag of encryption
		at := bytes.Index(locked, []byte(head)) + map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[head]
		locked[at] |= 1
	}
	f.put("locked.docx", locked)
	f.put("picture.png", []byte("\x89PNG\r\n\x1a\n..."))
	f.put("noise.txt", []byte("zorbtron \xff\xfe\x81\x00\x9d\xff zorbtron"))
	f.put("smime.eml", []byte("Subject: zorbtron\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nxxx"))
	f.put("cut.eml", []byte("Subject: x\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n\r\na zorbtron"))
	f.put("z.txt", []byte("zorbtron"))
	if _, err := exec.LookPath("pdftotext"); err == nil {
		f.put("cut.pdf", pdf("", "zorbtron")[:60])
		f.put("locked.pdf", pdf(`/Encrypt << /Filter /Standard /V 1 /R 2 /O (`+strings.Repeat("o", 32)+`) /U (`+strings.Repeat("u", 32)+`) /P -4 >> /ID [(x) (x)]`, "zorbtron"))
		f.put("pictures.pdf", pdf("", "", ""))
	}
	hits, faults, status := f.found()
	require.Equal(t, 2, status)
	require.Subset(t, hits, []string{`z.txt: line 1: "zorbtron"`, `smime.eml: subject: "zorbtron"`, `xml.docx: document, paragraph 1: "zorbtron"`, `cut.eml: body part 1, line 1: "zorbtron"`})
	got := strings.Join(faults, "\n")
	for name, why := range map[string]string{
		"cut.docx": "damaged", "cut.xlsx": "damaged", "encrypted.xlsx": "encrypted", "old.doc": "before 2007", "wrong.docx": "damaged",
		"xml.docx": "damaged", "other.zip": "unpack", "locked.docx": "encrypted", "picture.png": "image/png", "noise.txt": "",
		"smime.eml": "encrypted", "cut.eml": "damaged", "cut.pdf": "damaged", "locked.pdf": "encrypted", "pictures.pdf": "OCR",
	} {
		if _, err := os.Stat(filepath.Join(f.dir, name)); err == nil {
			require.Regexp(t, "(?m)^"+name+": .*"+why, got)
		}
	}
	require.NotContains(t, got, "z.txt")
}

// The name of an attachment commands no terminal and breaks no line.
func TestHostileNames(t *testing.T) {
	f := newFolder(t)
	f.put("a.eml", []byte("Content-Type: text/plain; name=\"=?utf-8?Q?x=1B[2J=0Ay: zorbtron?=\"\r\n\r\nzorbtron"))
	f.want(`a.eml: attachment x [2J y: zorbtron: "zorbtron"`, `a.eml: attachment x [2J y: zorbtron, line 1: "zorbtron"`)
}

// A mail in a mail in a mail ends somewhere.
func TestNested(t *testing.T) {
	body := "Subject: x\r\n\r\nzorbtron"
	for range 50 {
		body = "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" + body
	}
	f := newFolder(t)
	f.put("a.eml", []byte(body))
	_, faults, status := f.found()
	require.Equal(t, 2, status)
	require.Contains(t, faults[0], "too deeply nested")
}

// The readers get what they do not expect, and the program lives.
func FuzzRead(f *testing.F) {
	f.Add("a.docx", []byte("PK\x03\x04"))
	f.Add("a.eml", []byte("Subject: =?x?B?y?=\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n"))
	f.Add("a.html", []byte("<table><script><p alt=x"))
	f.Add("a.txt", []byte("\xff\xfea\\u4e2d&amp;amp;"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if bytes.HasPrefix(data, []byte("%PDF-")) {
			return // not ours
		}
		p := &page{}
		_ = p.read(name, data, "", 0)
		for i, m := range p.marks {
			if m.start > len(p.String()) || i > 0 && m.start <= p.marks[i-1].start {
				t.Fatalf("marks %v of %d bytes", p.marks, len(p.String()))
			}
		}
	})
}

func TestCommand(t *testing.T) {
	f := newFolder(t)
	f.put("a.html", []byte("<p>a red<p>zorbtron"))
	own := filepath.Join(t.TempDir(), "own.txt")
	require.NoError(t, os.WriteFile(own, []byte("category: toys\n\nentry: quux\nen: red\n"), 0o644))
	var out, err bytes.Buffer
	require.Zero(t, run([]string{"-list", own, f.dir}, &out, &err))
	require.Contains(t, out.String(), `paragraph 1: quux toys "red"`)
	out.Reset()
	require.Zero(t, run([]string{"-out", "jsonl", f.dir}, &out, &err))
	require.JSONEq(t, fmt.Sprintf(`{"id": %q, "text": "a red\n\nzorbtron"}`, filepath.Join(f.dir, "a.html")), out.String())
	require.Empty(t, err.String())

	out.Reset()
	require.Zero(t, run([]string{"-h"}, &out, &err))
	require.Equal(t, help, out.String())
	for _, args := range [][]string{nil, {"-nope"}, {"-out", "x", f.dir}, {"-list", "missing", f.dir}, {filepath.Join(f.dir, "missing")}} {
		err.Reset()
		require.Equal(t, 2, run(args, &out, &err), "%q", args)
		require.NotEmpty(t, err.String())
	}
}
