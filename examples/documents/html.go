package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// Elements that part what is before them from what is after.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Td: true, atom.Th: true, atom.Tr: true, atom.Table: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Title: true,
	atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Nav: true, atom.Aside: true,
	atom.Main: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Pre: true,
	atom.Blockquote: true, atom.Figure: true, atom.Figcaption: true, atom.Caption: true, atom.Form: true,
	atom.Option: true, atom.Button: true, atom.Textarea: true, atom.Hr: true, atom.Body: true, atom.Label: true,
}

// Attributes that people read.
var spoken = map[string]bool{"alt": true, "title": true, "placeholder": true, "aria-label": true, "content": true, "value": true}

// readHTML takes what people read of a web page; the place is the paragraph.
func (p *page) readHTML(data []byte, contents string) error {
	name := label(contents)
	if name == "" {
		// Without a label it says windows-1252, which is no more than a guess.
		if _, found, _ := charset.DetermineEncoding(data[:min(len(data), 1024)], ""); found != "windows-1252" {
			name = found
		}
	}
	text, fault := decode(data, name)
	z := html.NewTokenizer(bytes.NewReader([]byte(text)))
	z.SetMaxBuf(16 << 20)
	paragraph := 0
	next := func() {
		paragraph++
		p.at(fmt.Sprintf("paragraph %d", paragraph))
	}
	next()
	begin := p.text.Len()
	block := func() {
		if !p.empty(begin) {
			next()
			begin = p.text.Len()
		}
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return fmt.Errorf("damaged: %w", err)
			}
			return fault
		case html.TextToken:
			if err := p.write(clean(string(z.Text()))); err != nil {
				return err
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if blocks[t.DataAtom] {
				block()
			}
			switch t.DataAtom {
			case atom.Br:
				p.write("\n")
			case atom.Script, atom.Style: // the next token is what they hold
				if t.Type == html.StartTagToken {
					z.Next()
				}
			}
			for _, a := range t.Attr {
				if spoken[a.Key] && strings.TrimSpace(a.Val) != "" {
					block()
					if err := p.write(clean(a.Val)); err != nil {
						return err
					}
					block()
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); blocks[atom.Lookup(name)] {
				block()
			}
		}
	}
}
