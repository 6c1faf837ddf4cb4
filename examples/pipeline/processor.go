package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/warpstreamlabs/bento/public/service"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

func spec() *service.ConfigSpec {
	return service.NewConfigSpec().
		Summary("Finds dual-use and military goods in Chinese, Russian and English text.").
		Description(`
A message is a document, {"id": ..., "text": "..."}; the id may be any JSON, other names are ignored. A document without an id has that of the metadata field ` + "`document_id`" + `. It becomes
{"id": ..., "lists": {"version": ..., "hash": ...}, "hits": [...]}, with a key in every hit that is the same whenever the same hit is found in the same document with the same lists.
Start and end of a hit count bytes of UTF-8. The metadata field ` + "`dualuse_hits`" + ` is the number of hits.
A document with so many hits that they would not fit into a message of a broker becomes several messages with its id.

A message that is no such document is left as it is and fails: see https://warpstreamlabs.github.io/bento/docs/configuration/error_handling.`).
		Field(service.NewStringListField("lists").
			Description("Files with lists of your own, as text or .csv, beside the built-in ones. They are read once, at the start.").
			Default([]any{}).
			Example([]string{"own.txt"})).
		Field(service.NewStringListField("categories").
			Description("The categories to look for. All, if none is named.").
			Default([]any{}).
			Example([]string{"telecom", "aerospace"})).
		Field(service.NewBoolField("all").
			Description("Whether to tell hits inside longer hits too.").
			Default(false))
}

func init() {
	err := service.RegisterProcessor("dualuse", spec(), func(conf *service.ParsedConfig, _ *service.Resources) (service.Processor, error) {
		return newProcessor(conf)
	})
	if err != nil {
		panic(err)
	}
}

// A processor scans documents.
type processor struct {
	*compiled
	all bool
}

// A compiled is a Matcher with what the results tell of it.
type compiled struct {
	matcher *matcher.Matcher
	lists   listID
	head    json.RawMessage // lists, in JSON
}

type listID struct {
	Version string `json:"version"` // of the built-in lists
	Hash    string `json:"hash"`    // of all together
}

func newProcessor(conf *service.ParsedConfig) (*processor, error) {
	files, err := conf.FieldStringList("lists")
	if err != nil {
		return nil, err
	}
	categories, err := conf.FieldStringList("categories")
	if err != nil {
		return nil, err
	}
	all, err := conf.FieldBool("all")
	if err != nil {
		return nil, err
	}
	c, err := compile(files, categories)
	if err != nil {
		return nil, err
	}
	return &processor{c, all}, nil
}

// Bento makes a processor for each of its threads. They share what is compiled,
// for it takes a second and some memory.
var (
	sharing sync.Mutex
	shared  = map[[sha256.Size]byte]*compiled{} // by the content of the files and the categories
)

// builtin gives the lists that are always in use. Tests put others in place.
var builtin = lists.Builtin

func compile(files, categories []string) (*compiled, error) {
	data := make([][]byte, len(files))
	errs := make([]error, len(files))
	for i, name := range files {
		data[i], errs[i] = os.ReadFile(name)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	what, err := json.Marshal([]any{files, data, categories})
	if err != nil {
		return nil, err
	}
	sharing.Lock()
	defer sharing.Unlock()
	id := sha256.Sum256(what)
	if c := shared[id]; c != nil {
		return c, nil
	}

	use := []*lists.List{builtin()}
	for i, name := range files {
		parse := lists.Parse
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			parse = lists.ParseCSV
		}
		l, err := parse(name, data[i])
		if err != nil {
			errs[i] = err
			continue
		}
		use = append(use, l)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err // every fault, as file:line: what is wrong
	}
	var config matcher.Config
	for _, name := range categories {
		config.Categories = append(config.Categories, lists.Category(name))
	}
	m, err := config.New(use...)
	if err != nil {
		return nil, err
	}
	for _, want := range config.Categories {
		if !slices.ContainsFunc(m.List().Entries, func(e lists.Entry) bool { return e.Category == want }) {
			return nil, fmt.Errorf("no entry of the lists has the category %q", want)
		}
	}
	c := &compiled{matcher: m, lists: listID{lists.Version, m.List().Hash()}}
	if c.head, err = encode(c.lists); err != nil {
		return nil, err
	}
	shared[id] = c
	return c, nil
}

// A hit is as the command screen writes it, with a key.
type hit struct {
	Key      string         `json:"key"`
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

// These tell nothing of the text, for they go into logs.
var (
	errNoDocument = errors.New(`no document: want JSON, {"id": ..., "text": "..."}`)
	errNoID       = errors.New(`the document has no "id", and the message no metadata field document_id`)
	errLongID     = errors.New(`the "id" of the document is longer than 4096 bytes`)
	errNoText     = errors.New(`the document has no "text" that is a string`)
)

const (
	maxID = 4096
	// maxHits bounds the bytes of the hits in one result. A broker of Kafka
	// takes messages of a megabyte unless told otherwise, and a message that it
	// refuses would be tried for ever.
	maxHits = 512 << 10
)

// Process scans a document. It is called by many threads, each with a processor
// of its own.
func (p *processor) Process(_ context.Context, msg *service.Message) (service.MessageBatch, error) {
	v, err := msg.AsStructured() // what a mapping made is not written and read again
	if err != nil {
		return nil, errNoDocument
	}
	doc, ok := v.(map[string]any)
	if !ok {
		return nil, errNoDocument
	}
	name := doc["id"]
	if name == nil {
		if name, ok = msg.MetaGetMut("document_id"); !ok {
			return nil, errNoID
		}
	}
	text, ok := doc["text"].(string)
	if !ok {
		return nil, errNoText
	}
	id, err := encode(name)
	if err != nil {
		return nil, errNoID
	}
	if len(id) > maxID {
		return nil, errLongID
	}

	var found []matcher.Hit
	if p.all {
		found = p.matcher.ScanAll(text)
	} else {
		found = p.matcher.Scan(text)
	}
	var results service.MessageBatch
	var hits bytes.Buffer
	n := 0
	flush := func() {
		out := make([]byte, 0, len(id)+len(p.head)+hits.Len()+64)
		out = append(append(out, `{"id":`...), id...)
		out = append(append(out, `,"lists":`...), p.head...)
		out = append(append(out, `,"hits":[`...), hits.Bytes()...)
		out = append(out, "]}"...)
		result := msg.Copy() // with its metadata
		result.SetBytes(out)
		result.MetaSetMut("dualuse_hits", n)
		results = append(results, result)
		hits.Reset()
		n = 0
	}
	for _, f := range found {
		codes := f.Codes
		if codes == nil {
			codes = []lists.Code{}
		}
		h := hit{"", f.Start, f.End, text[f.Start:f.End], f.Entry, f.Category, f.Kind, f.Term, codes, f.How}
		if h.Key, err = key(id, f, p.lists.Hash); err != nil {
			return nil, err
		}
		row, err := encode(h)
		if err != nil {
			return nil, err
		}
		if n > 0 && hits.Len()+1+len(row) > maxHits {
			flush()
		}
		if n > 0 {
			hits.WriteByte(',')
		}
		hits.Write(row)
		n++
	}
	flush()
	return results, nil
}

func (p *processor) Close(context.Context) error { return nil }

// key returns what a hit is known by: the SHA-256, in hexadecimal, of the JSON
// array of the document's id, start, end, entry and the hash of the lists. No
// two hits of a document share it, for an entry has one hit a span.
func key(id json.RawMessage, h matcher.Hit, hash string) (string, error) {
	of, err := encode([]any{id, h.Start, h.End, h.Entry, hash})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(of)
	return hex.EncodeToString(sum[:]), nil
}

// encode returns v as JSON, < and & as they are.
func encode(v any) (json.RawMessage, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
