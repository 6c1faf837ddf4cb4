package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// readMail takes the subject, the bodies and the attachments of a mail.
func (p *page) readMail(data []byte, depth int) error {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("damaged: %w", err)
	}
	for _, name := range []string{"Subject", "From", "To"} {
		if value := m.Header.Get(name); value != "" {
			p.at(strings.ToLower(name))
			if err := p.write(headerText(value)); err != nil {
				return err
			}
		}
	}
	return p.readBody(textproto.MIMEHeader(m.Header), m.Body, "body", depth)
}

// readBody takes a part of a mail, which may have parts in turn.
func (p *page) readBody(header textproto.MIMEHeader, body io.Reader, name string, depth int) error {
	if depth > maxDepth {
		return errors.New("too deeply nested: not read in whole")
	}
	contents := header.Get("Content-Type")
	kind, params, err := mime.ParseMediaType(contents)
	if err != nil {
		kind, contents = "text/plain", ""
	}
	if strings.HasPrefix(kind, "multipart/") {
		if kind == "multipart/encrypted" {
			return errors.New("encrypted: a key is needed")
		}
		return p.readParts(multipart.NewReader(body, params["boundary"]), name, depth)
	}
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, &lettersOnly{body})
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, broken := io.ReadAll(io.LimitReader(body, maxFile))
	_, disposition, _ := mime.ParseMediaType(header.Get("Content-Disposition"))
	file := headerText(disposition["filename"])
	if file == "" {
		file = headerText(params["name"])
	}
	outer := p.part
	defer func() { p.part = outer }()
	switch {
	case kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime":
		return errors.New("encrypted: a key is needed")
	case file != "":
		name = "attachment " + file
		p.at(name) // the name may tell what the document does not
		if err := p.write(file); err != nil {
			return err
		}
	case !strings.HasPrefix(kind, "text/") && kind != "message/rfc822":
		return nil // a picture, a signature
	}
	if strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/") {
		return nil
	}
	p.part = strings.TrimPrefix(outer+", "+name, ", ")
	p.at("begin")
	err = p.read(file, data, contents, depth+1)
	if broken != nil {
		err = errors.Join(fmt.Errorf("damaged: %w", broken), err)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (p *page) readParts(parts *multipart.Reader, name string, depth int) error {
	var errs []error
	for number := 1; ; number++ {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return errors.Join(errs...)
		}
		if err != nil {
			return errors.Join(append(errs, fmt.Errorf("damaged: %w", err))...)
		}
		if err := p.readBody(part.Header, part, fmt.Sprintf("%s part %d", name, number), depth+1); err != nil {
			errs = append(errs, err)
		}
	}
}

// headerText decodes the words of a header, and what has none of that form by
// how it looks.
func headerText(s string) string {
	words := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		text, err := decode(data, name)
		return strings.NewReader(text), err
	}}
	if out, err := words.DecodeHeader(s); err == nil {
		s = out
	}
	s, _ = decode([]byte(s), "")
	return s
}

// lettersOnly leaves out what does not belong into base64, as mail programs do.
type lettersOnly struct{ r io.Reader }

func (l *lettersOnly) Read(buf []byte) (int, error) {
	n, err := l.r.Read(buf)
	kept := buf[:0]
	for _, b := range buf[:n] {
		if b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=' {
			kept = append(kept, b)
		}
	}
	return len(kept), err
}
