package main

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"time"
)

//go:embed web
var web embed.FS

// listHeader carries the hash of the lists on every response.
const listHeader = "Dualuse-Lists"

// A handler answers requests.
type handler struct {
	*settings
	store  *store
	counts *metrics
	log    *slog.Logger
	slots  chan struct{} // how many requests are scanned at once
}

func newHandler(s *settings, st *store, counts *metrics, log *slog.Logger) http.Handler {
	h := &handler{s, st, counts, log, make(chan struct{}, 2*runtime.GOMAXPROCS(0))}
	files, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // it is compiled in
	}
	static := http.FileServerFS(files)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/scan", h.answer(h.scan))
	mux.HandleFunc("GET /v1/lists", h.answer(func(w http.ResponseWriter, r *http.Request, s *snapshot) error {
		return writeJSON(w, http.StatusOK, s)
	}))
	mux.HandleFunc("GET /healthz", h.answer(func(w http.ResponseWriter, r *http.Request, s *snapshot) error {
		return writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	}))
	mux.HandleFunc("GET /metrics", h.answer(func(w http.ResponseWriter, r *http.Request, s *snapshot) error {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		return h.counts.write(w, s)
	}))
	mux.HandleFunc("GET /", h.answer(func(w http.ResponseWriter, r *http.Request, s *snapshot) error {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-cache")
		static.ServeHTTP(w, r)
		return nil
	}))
	// A page of another site that is open in the same browser gets nothing.
	return h.watch(http.NewCrossOriginProtection().Handler(mux))
}

// answer gives a request the lists as they are now, and tells errors.
func (h *handler) answer(do func(http.ResponseWriter, *http.Request, *snapshot) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := do(w, r, visitOf(r).lists)
		var no *refusal
		switch {
		case errors.As(err, &no):
			if no.status == http.StatusServiceUnavailable {
				w.Header().Set("Retry-After", "1")
			}
			writeJSON(w, no.status, map[string]string{"error": no.msg})
		case err != nil: // the client is gone
			h.log.Info("not answered in full", "error", err.Error())
		}
	}
}

// A visit is what the log tells of a request.
type visit struct {
	http.ResponseWriter
	lists       *snapshot
	status      int
	bytes       int
	texts, hits int
}

type visitKey struct{}

func visitOf(r *http.Request) *visit { return r.Context().Value(visitKey{}).(*visit) }

// note keeps numbers for the log.
func note(r *http.Request, texts, hits int) {
	v := visitOf(r)
	v.texts, v.hits = texts, hits
}

func (v *visit) WriteHeader(status int) {
	if v.status == 0 {
		v.status = status
	}
	v.ResponseWriter.WriteHeader(status)
}

func (v *visit) Write(data []byte) (int, error) {
	if v.status == 0 {
		v.status = http.StatusOK
	}
	n, err := v.ResponseWriter.Write(data)
	v.bytes += n
	return n, err
}

func (v *visit) Unwrap() http.ResponseWriter { return v.ResponseWriter }

// watch takes the lists for a request, and counts and logs it: its path if it is
// one of ours, never its query, its body or its answer.
func (h *handler) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		v := &visit{ResponseWriter: w, lists: h.store.now()}
		w.Header().Set(listHeader, v.lists.Hash)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		defer func() {
			route := "none"
			if _, path, ok := strings.Cut(r.Pattern, " "); ok {
				route = path
			}
			took := time.Since(begin)
			h.counts.request(route, v.status, took)
			h.log.Info("request", "method", method(r), "route", route, "status", v.status, "texts", v.texts, "hits", v.hits,
				"sent", v.bytes, "ms", float64(took.Microseconds())/1000, "lists", v.lists.Hash[:12])
		}()
		next.ServeHTTP(v, r)
	})
}

// method is what the log tells of a method, which a client may invent.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
		return r.Method
	}
	return "other"
}
