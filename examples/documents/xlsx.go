package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// readXLSX takes the cells and comments of all sheets, hidden ones too.
func (p *page) readXLSX(data []byte) error {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 1 << 30, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return fmt.Errorf("damaged: %w", err)
	}
	defer f.Close()
	var errs []error
	for _, sheet := range f.GetSheetList() {
		if err := p.readSheet(f, sheet); err != nil {
			errs = append(errs, fmt.Errorf("damaged: sheet %s: %w", sheet, err))
		}
	}
	return errors.Join(errs...)
}

func (p *page) readSheet(f *excelize.File, sheet string) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	for row := 1; rows.Next(); row++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		for i, cell := range cells {
			if cell == "" {
				continue
			}
			name, err := excelize.CoordinatesToCellName(i+1, row)
			if err != nil {
				return err
			}
			p.at(fmt.Sprintf("sheet %s, cell %s", sheet, name))
			if err := p.write(clean(cell)); err != nil {
				return err
			}
		}
	}
	if err := rows.Error(); err != nil {
		return err
	}
	comments, err := f.GetComments(sheet)
	if err != nil {
		return err
	}
	for _, c := range comments {
		p.at(fmt.Sprintf("sheet %s, comment at %s", sheet, c.Cell))
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		if err := p.write(clean(text)); err != nil {
			return err
		}
	}
	return nil
}
