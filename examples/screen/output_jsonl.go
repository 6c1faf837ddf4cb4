package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A jsonHit is a hit as it stands in a JSON line. Names and order are a
// contract with the programs that read it.
type jsonHit struct {
	Start    int            `json:"start"`
	End      int            `json:"end"`
	Text     string         `json:"text"`
	Entry    string         `json:"entry"`
	Category lists.Category `json:"category"`
	Kind     matcher.Kind   `json:"kind"`
	Term     string         `json:"term"`
	Codes    []lists.Code   `json:"codes"`
	How      matcher.How    `json:"how"`
}

// writeJSON writes one line a document. The id goes through untouched.
func writeJSON(out *bytes.Buffer, d *document, hits []matcher.Hit) {
	out.WriteString(`{"id":`)
	if d.id == nil {
		out.WriteString("null")
	}
	out.Write(d.id)
	if d.fault != "" {
		if d.line > 0 {
			fmt.Fprintf(out, `,"line":%d`, d.line)
		}
		out.WriteString(`,"error":`)
		encode(out, d.fault)
	} else {
		rows := make([]jsonHit, len(hits)) // never nil: no hits are []
		for i, h := range hits {
			codes := h.Codes
			if codes == nil {
				codes = []lists.Code{}
			}
			rows[i] = jsonHit{h.Start, h.End, d.text[h.Start:h.End], h.Entry, h.Category, h.Kind, h.Term, codes, h.How}
		}
		out.WriteString(`,"hits":`)
		encode(out, rows)
	}
	out.WriteString("}\n")
}

// encode writes JSON as it is, < and & too: nobody puts it into a page.
func encode(out *bytes.Buffer, v any) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings and numbers can always be encoded
	}
	out.Truncate(out.Len() - 1) // the line end
}
