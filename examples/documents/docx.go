package main

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// maxPart is how large a part of a Word file may be when it is unpacked.
const maxPart = 256 << 20

// readDOCX takes the parts of a Word file that have words: the document, then
// headers, footers, notes and comments.
func (p *page) readDOCX(z *zip.Reader) error {
	var parts []*zip.File
	for _, f := range z.File {
		dir, base := path.Split(f.Name)
		if dir == "word/" && strings.HasSuffix(base, ".xml") && slices.ContainsFunc(
			[]string{"document", "header", "footer", "footnotes", "endnotes", "comments."},
			func(kind string) bool { return strings.HasPrefix(base, kind) }) {
			parts = append(parts, f)
		}
	}
	slices.SortFunc(parts, func(a, b *zip.File) int {
		if (a.Name == "word/document.xml") != (b.Name == "word/document.xml") {
			if a.Name == "word/document.xml" {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	outer := p.part
	defer func() { p.part = outer }()
	var errs []error
	for _, f := range parts {
		name := strings.TrimSuffix(path.Base(f.Name), ".xml")
		p.part = strings.TrimPrefix(outer+", "+name, ", ")
		if err := p.readWord(f); err != nil {
			errs = append(errs, fmt.Errorf("damaged: %s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// A table counts its rows and cells; tables may stand in cells.
type table struct{ number, row, cell int }

func (p *page) readWord(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	dec := xml.NewDecoder(io.LimitReader(r, maxPart))
	var frames []string // places of the paragraphs that are open: text boxes put them inside others
	var tables []table
	paragraphs, tableCount := 0, 0
	text := false
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			if text {
				err = p.write(clean(string(t)))
			}
		case xml.StartElement:
			switch t.Name.Local {
			case "Fallback": // the same again, for old programs
				err = dec.Skip()
			case "t", "delText": // what was deleted is in the file all the same
				text = true
			case "tab":
				if len(frames) > 0 {
					err = p.write("\t")
				}
			case "br", "cr":
				err = p.write("\n")
			case "noBreakHyphen":
				err = p.write("-")
			case "tbl":
				tableCount++
				tables = append(tables, table{number: tableCount})
			case "tr":
				if n := len(tables); n > 0 {
					tables[n-1].row++
					tables[n-1].cell = 0
				}
			case "tc":
				if n := len(tables); n > 0 {
					tables[n-1].cell++
				}
			case "p":
				paragraphs++
				place := fmt.Sprintf("paragraph %d", paragraphs)
				if n := len(tables); n > 0 {
					place = fmt.Sprintf("table %d, row %d, cell %d", tables[n-1].number, tables[n-1].row, tables[n-1].cell)
				}
				frames = append(frames, place)
				p.at(place)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t", "delText":
				text = false
			case "tbl":
				if n := len(tables); n > 0 {
					tables = tables[:n-1]
				}
			case "p":
				if n := len(frames); n > 0 {
					frames = frames[:n-1]
				}
				if n := len(frames); n > 0 {
					p.at(frames[n-1])
				}
			}
		}
		if err != nil {
			return err
		}
	}
}
