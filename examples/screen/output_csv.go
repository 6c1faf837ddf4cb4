package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"github.com/dualuse-go/dualuse/matcher"
)

// csvHeader names the columns. The byte order mark tells spreadsheets UTF-8.
const csvHeader = "\ufefffile,line,column,id,text,entry,category,kind,term,codes,how,start,end\r\n"

// writeCSV writes one row a hit, for spreadsheets. Faults are on standard error
// only.
func writeCSV(out *bytes.Buffer, d *document, hits []matcher.Hit) {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	id := string(d.id)
	var s string
	if json.Unmarshal(d.id, &s) == nil {
		id = s
	}
	for p, h := range d.places(hits) {
		row := []string{d.file, strconv.Itoa(p.line), strconv.Itoa(p.column), id, d.text[h.Start:h.End],
			h.Entry, string(h.Category), h.Kind.String(), h.Term, codeList(h.Codes, "; "), h.How.String(),
			strconv.Itoa(h.Start), strconv.Itoa(h.End)}
		for i := range row {
			row[i] = noFormula(row[i])
		}
		w.Write(row) // to a buffer: cannot fail
	}
	w.Flush()
}

// noFormula puts an apostrophe before what a spreadsheet would compute, be it
// behind blanks or fullwidth.
func noFormula(cell string) string {
	start := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	if strings.IndexAny(start, "=+-@＝＋－＠") == 0 || strings.IndexAny(cell, "\t\r\n") == 0 {
		return "'" + cell
	}
	return cell
}
