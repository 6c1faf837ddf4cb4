package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A request is the body of POST /v1/scan: one text, or many.
type request struct {
	document
	Texts []document `json:"texts"`
	// Details asks for what a page needs: segments, and the entries found.
	Details bool `json:"details"`
}

// A document is a text with an id, which may be any JSON. It may also be a mere
// string.
type document struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
}

func (d *document) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		d.Text = new(string)
		return json.Unmarshal(data, d.Text)
	}
	type plain document
	return strict(data, (*plain)(d))
}

func (r *request) UnmarshalJSON(data []byte) error {
	// An embedded document would lend its UnmarshalJSON.
	var v struct {
		ID      json.RawMessage `json:"id"`
		Text    *string         `json:"text"`
		Texts   []document      `json:"texts"`
		Details bool            `json:"details"`
	}
	if err := strict(data, &v); err != nil {
		return err
	}
	*r = request{document{v.ID, v.Text}, v.Texts, v.Details}
	return nil
}

// strict refuses names it does not know: a misspelt one would be a text unread.
func strict(data []byte, v any) error {
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

// An answer is what POST /v1/scan gives back.
type answer struct {
	Lists   listID                `json:"lists"`
	Results []result              `json:"results"`
	Entries map[string]entryNotes `json:"entries,omitempty"`
}

type listID struct {
	Version string `json:"version"`
	Hash    string `json:"hash"`
}

type result struct {
	ID       json.RawMessage `json:"id"`
	Hits     []hit           `json:"hits"`
	Segments []segment       `json:"segments,omitempty"`
}

// A hit is as the command screen writes it.
type hit struct {
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

// An entryNotes is what people want to know of an entry.
type entryNotes struct {
	Title   string       `json:"title"`
	TitleRU string       `json:"title_ru,omitempty"`
	TitleZH string       `json:"title_zh,omitempty"`
	Notes   []string     `json:"notes"`
	Sources []sourceNote `json:"sources"`
}

type sourceNote struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher,omitempty"`
	Date      string `json:"date,omitempty"`
	URL       string `json:"url,omitempty"`
}

// A refusal is an error with the status that tells it.
type refusal struct {
	status int
	msg    string
}

func (r *refusal) Error() string { return r.msg }

func refuse(status int, format string, args ...any) error {
	return &refusal{status, fmt.Sprintf(format, args...)}
}

// scan answers POST /v1/scan.
func (h *handler) scan(w http.ResponseWriter, r *http.Request, s *snapshot) error {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); strings.TrimSpace(kind) != "application/json" {
		return refuse(http.StatusUnsupportedMediaType, "want Content-Type: application/json")
	}
	docs, details, err := h.read(w, r)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), h.timeout)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return refuse(http.StatusServiceUnavailable, "too much to do, try again later")
	}

	a := answer{Lists: listID{s.Version, s.Hash}, Results: make([]result, 0, len(docs))}
	if details {
		a.Entries = map[string]entryNotes{}
	}
	hits := 0
	for _, d := range docs {
		if ctx.Err() != nil {
			return refuse(http.StatusServiceUnavailable, "not done within %v: send less at a time", h.timeout)
		}
		found := s.matcher.Scan(*d.Text)
		if hits += len(found); hits > h.maxHits {
			return refuse(http.StatusRequestEntityTooLarge, "more than %d hits: send less at a time", h.maxHits)
		}
		res := result{ID: d.ID, Hits: make([]hit, len(found))}
		for i, f := range found {
			codes := f.Codes
			if codes == nil {
				codes = []lists.Code{}
			}
			res.Hits[i] = hit{f.Start, f.End, (*d.Text)[f.Start:f.End], f.Entry, f.Category, f.Kind, f.Term, codes, f.How}
			if details {
				s.note(a.Entries, f.Entry)
			}
		}
		if details {
			res.Segments = segments(*d.Text, found)
		}
		a.Results = append(a.Results, res)
	}
	note(r, len(docs), hits)
	return writeJSON(w, http.StatusOK, a)
}

// read reads the texts of a request.
func (h *handler) read(w http.ResponseWriter, r *http.Request) (docs []document, details bool, err error) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, h.maxBytes))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, false, refuse(http.StatusRequestEntityTooLarge, "more than %d bytes: send less at a time", h.maxBytes)
	}
	if err != nil {
		return nil, false, refuse(http.StatusBadRequest, "the request broke off")
	}
	var req request
	if err := json.Unmarshal(data, &req); err != nil {
		return nil, false, refuse(http.StatusBadRequest, `want {"text": "..."} or {"texts": [{"id": ..., "text": "..."}]}: %v`, err)
	}
	docs = req.Texts
	if (req.Text != nil) == (docs != nil) {
		return nil, false, refuse(http.StatusBadRequest, `want one of "text" and "texts"`)
	}
	if req.Text != nil {
		docs = []document{req.document}
	}
	if len(docs) > h.maxTexts {
		return nil, false, refuse(http.StatusRequestEntityTooLarge, "more than %d texts: send fewer at a time", h.maxTexts)
	}
	for i, d := range docs {
		if d.Text == nil {
			return nil, false, refuse(http.StatusBadRequest, `texts[%d] has no "text"`, i)
		}
	}
	return docs, req.Details, nil
}

// note adds what is known of an entry.
func (s *snapshot) note(entries map[string]entryNotes, id string) {
	if _, ok := entries[id]; ok || id == "" {
		return
	}
	e, ok := s.matcher.Entry(id)
	if !ok {
		return
	}
	n := entryNotes{Title: e.Title, TitleRU: e.TitleRU, TitleZH: e.TitleZH, Notes: []string{}, Sources: []sourceNote{}}
	for _, t := range e.Notes {
		n.Notes = append(n.Notes, t.Text)
	}
	for _, f := range e.From {
		if from, ok := s.sources[f.Text]; ok {
			n.Sources = append(n.Sources, sourceNote{from.Title, from.Publisher, from.Date, from.URL})
		}
	}
	entries[id] = n
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}
