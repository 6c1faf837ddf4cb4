package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// readPDF asks pdftotext, which reads the fonts of Chinese and Russian documents
// right; the readers in Go that were tried do not.
func (p *page) readPDF(data []byte) error {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return errors.New("pdftotext is missing: install poppler-utils to read PDF")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	failed := cmd.Run()

	begin := p.text.Len()
	number := 0
	for text := range strings.SplitSeq(strings.TrimSuffix(out.String(), "\f"), "\f") {
		number++
		p.at(fmt.Sprintf("page %d", number))
		if err := p.write(clean(text)); err != nil {
			return err
		}
	}
	switch {
	case failed != nil && strings.Contains(said.String(), "assword"):
		return errors.New("encrypted: a password is needed")
	case ctx.Err() != nil:
		return errors.New("damaged: pdftotext did not end within two minutes")
	case failed != nil:
		return fmt.Errorf("damaged: pdftotext: %s", firstLine(said.String(), failed.Error()))
	case p.empty(begin):
		return errors.New("no text: its pages may be pictures, and need OCR")
	}
	return nil
}

func firstLine(s, otherwise string) string {
	if line, _, _ := strings.Cut(strings.TrimSpace(s), "\n"); line != "" {
		return line
	}
	return otherwise
}
