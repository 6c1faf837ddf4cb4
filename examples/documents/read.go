package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// maxFile is how large a document may be.
const maxFile = 256 << 20

// readFile reads a document. With an error there may be a part of the text.
func readFile(name string) (*page, error) {
	p := &page{}
	in, err := os.Open(name)
	if err != nil {
		return p, errors.Unwrap(err) // the name is told anyhow
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return p, errors.Unwrap(err)
	}
	if len(data) > maxFile {
		return p, errors.New("larger than 256 MB: not read")
	}
	return p, p.read(name, data, "", 0)
}

// maxDepth is how deep documents may lie in mails.
const maxDepth = 8

// read takes the text of a document, by what its bytes say it is, and where
// they say nothing by its name. Contents is the media type, if one is told.
func (p *page) read(name string, data []byte, contents string, depth int) (err error) {
	// The readers of foreign formats get hostile bytes; none may end the run.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("damaged: %v", r)
		}
	}()
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return p.readPDF(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return errors.New("encrypted: a password is needed")
		}
		return errors.New("a Word, Excel or Outlook file of before 2007: save it as DOCX, XLSX or EML")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return p.readZip(data)
	case ext == ".docx", ext == ".xlsx", ext == ".pdf":
		return fmt.Errorf("damaged: it does not begin as a %s file does", ext)
	case ext == ".eml", strings.HasPrefix(contents, "message/rfc822"), contents == "" && ext == "" && mailLike.Match(data):
		return p.readMail(data, depth)
	case ext == ".html", ext == ".htm", ext == ".xhtml", strings.HasPrefix(contents, "text/html"),
		contents == "" && strings.HasPrefix(http.DetectContentType(data), "text/html"):
		return p.readHTML(data, contents)
	}
	if kind := http.DetectContentType(data); binary.MatchString(kind) {
		return fmt.Errorf("it is %s, which is not read", kind)
	}
	return p.readPlain(data, contents)
}

var binary = regexp.MustCompile(`^(image|audio|video|font)/|^application/(x-gzip|x-rar|wasm|zip)`)

var mailLike = regexp.MustCompile(`^(?i)(return-path|received|delivered-to|from|date|message-id|mime-version): `)

func (p *page) readZip(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("damaged: %w", err)
	}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return errors.New("encrypted: a password is needed")
		}
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return p.readDOCX(z)
		case "xl/workbook.xml":
			return p.readXLSX(data)
		}
	}
	return errors.New("a ZIP file that is neither DOCX nor XLSX: unpack it")
}
