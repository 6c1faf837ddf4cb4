package main

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"mime"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// readPlain takes a text, line by line.
func (p *page) readPlain(data []byte, contents string) error {
	text, fault := decode(data, label(contents))
	number := 0
	for line := range strings.Lines(text) {
		number++
		p.within(fmt.Sprintf("line %d", number))
		if err := p.write(clean(line)); err != nil {
			return err
		}
	}
	return fault
}

// label is the charset that a media type names.
func label(contents string) string {
	_, params, err := mime.ParseMediaType(contents)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// decode makes UTF-8 of a text. What is UTF-8 stays, whatever the label says:
// no text in another encoding is that by chance. Then the label counts, and
// without one, what the bytes look like.
func decode(data []byte, label string) (string, error) {
	e, data := byMark(data)
	if e != nil {
		return decodeBy(e, "UTF-16", data)
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return string(data), nil
	}
	if e, name := byLabel(label); e != nil {
		return decodeBy(e, name, data)
	}
	if e := byZeros(data); e != nil {
		return decodeBy(e, "UTF-16", data)
	}
	name := chardet.Detect(sample(data)).Encoding
	if e, name := byLabel(name); e != nil {
		return decodeBy(e, name, data)
	}
	return strings.ToValidUTF8(string(data), "\uFFFD"), errors.New("in an encoding that is not known: what is not ASCII is not read")
}

func decodeBy(e encoding.Encoding, name string, data []byte) (string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD"), fmt.Errorf("damaged: it is not %s throughout: %w", name, err)
	}
	text := string(out)
	// A stray byte is common, a wrong encoding is full of them.
	if bad := strings.Count(text, "\uFFFD"); bad > 0 && bad*20 > utf8.RuneCountInString(text) {
		return text, fmt.Errorf("damaged, or not %s: %d characters cannot be read", name, bad)
	}
	return text, nil
}

// byMark looks for a byte order mark and takes away that of UTF-8.
func byMark(data []byte) (encoding.Encoding, []byte) {
	switch {
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return nil, data[3:]
	case len(data) >= 2 && (data[0] == 0xfe && data[1] == 0xff || data[0] == 0xff && data[1] == 0xfe):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), data
	}
	return nil, data
}

func byLabel(label string) (encoding.Encoding, string) {
	switch strings.ToLower(label) {
	case "", "utf-8", "ascii", "us-ascii": // the bytes say otherwise
		return nil, ""
	case "gb2312", "gbk", "cp936": // parts of it
		label = "gb18030"
	case "maccyrillic":
		label = "x-mac-cyrillic"
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil, ""
	}
	return e, label
}

// byZeros knows UTF-16 without a mark by the zeros of its ASCII.
func byZeros(data []byte) encoding.Encoding {
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > len(data)/20 && zeros[0]*10 < zeros[1]:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0] > len(data)/20 && zeros[1]*10 < zeros[0]:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// sample takes the lines that are not ASCII: the others tell nothing, and may be
// so many that the first of the text has none.
func sample(data []byte) []byte {
	const enough = 64 << 10
	var out []byte
	for line := range bytes.Lines(data) {
		if bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			if out = append(out, line...); len(out) > enough {
				break
			}
		}
	}
	return out
}

// clean undoes what careless programs leave in texts: entities of HTML, twice
// over, and the escapes \n and \u4e2d written out.
func clean(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(html.UnescapeString(s))
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return escapes.ReplaceAllStringFunc(s, func(e string) string {
		switch e[1] {
		case 'n', 'r':
			return "\n"
		case 't':
			return "\t"
		}
		r, _ := strconv.ParseUint(e[2:], 16, 32)
		return string(rune(r))
	})
}

var escapes = regexp.MustCompile(`\\r\\n|\\[nrt]|\\u[0-9a-fA-F]{4}`)
