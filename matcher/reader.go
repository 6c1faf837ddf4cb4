package matcher

import (
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// ScanReader scans what r yields, as Scan would scan it in one piece, and hands
// each hit to found, in order, with its text, since a stream cannot be sliced
// afterwards. Offsets are bytes from the start of the stream. It holds some two
// megabytes, however long the stream; more where half a megabyte on end has no
// break: some 110 for nothing but words of the lists, and some 200 for text made to
// have many readings (single letters of Latin and Cyrillic in turn, with hyphens
// between).
//
// It stops at the first error of r, of found or of ctx and returns it; an error
// of r comes after the hits in what was read before it. At the end of the
// stream it returns nil. The hits are those of Scan for any way the bytes come,
// and however the stream is cut into windows, because a hit, its cues and its
// reading lie within bounds: see the ceilings in the package documentation.
func (m *Matcher) ScanReader(ctx context.Context, r io.Reader, found func(h Hit, text string) error) error {
	return m.scanReader(ctx, r, found, window{before: margin, chunk: 512 << 10, after: margin})
}

// A window says how much of a stream is read at once: the hits that start in a
// chunk are final once so much before and after it has been read with it. A
// hit spans at most maxTokens words of 256 runes and the gaps between, 34 kB;
// its cues lie 256 bytes off; a run is read in parts of 2,048 runes and a word.
type window struct{ before, chunk, after int }

const (
	margin = 64 << 10 // before and after a chunk
	// A text of which more than maxHeld words and readings of words would be held at
	// a time is cut into chunks of smallChunk bytes.
	maxHeld    = 1 << 20
	smallChunk = 64 << 10
)

func (m *Matcher) scanReader(ctx context.Context, r io.Reader, found func(h Hit, text string) error, w window) error {
	var buf []byte
	base := 0 // of buf, in the stream
	done := 0 // hits that start before it have been handed out
	for {
		var readErr error
		buf, readErr = fill(ctx, r, buf, done-base+w.chunk+w.after)
		if err := ctx.Err(); err != nil {
			return err
		}
		text := string(buf)
		end := len(text)
		if readErr == nil {
			end = max(done-base, len(text)-w.after)
		}
		hits, restart := m.scanWindow(text, end-w.before)
		for _, h := range hits {
			if h.Start < done-base || h.Start >= end {
				continue
			}
			mention := strings.Clone(text[h.Start:h.End])
			h.Start, h.End = h.Start+base, h.End+base
			if err := found(h, mention); err != nil {
				return err
			}
		}
		if readErr != nil {
			if errors.Is(readErr, io.EOF) {
				return nil
			}
			return readErr
		}
		done = base + end
		buf = buf[:copy(buf, buf[restart:])]
		base += restart
	}
}

// scanWindow is Scan, and tells the last place at or before limit from which
// the text reads the same.
func (m *Matcher) scanWindow(text string, limit int) (hits []Hit, restart int) {
	s := m.scans.Get().(*scan)
	defer m.release(s)
	m.observe(len(text), func() []Hit {
		hits, restart = s.window(m, text, limit, true)
		return hits
	})
	return hits, restart
}

// windows scans a text in windows, so that what is held beside the hits does not
// grow with it. It returns the hits, and the last place at or before limit from
// which a window was found to read the same.
func (s *scan) windows(m *Matcher, text string, limit int, maximal bool, w window) (all []Hit, last int) {
	if len(text) <= w.chunk+w.after {
		return s.window(m, text, limit, maximal)
	}
	for base, done := 0, 0; ; {
		stop, end := len(text), len(text)
		if done+w.chunk+w.after < stop {
			end = done + w.chunk
			stop = end + w.after
		}
		hits, restart := s.window(m, text[base:stop], end-base-w.before, maximal)
		for _, h := range hits {
			h.Start, h.End = h.Start+base, h.End+base
			if h.Start >= done && h.Start < end {
				all = append(all, h)
			}
		}
		if stop == len(text) {
			return all, last
		}
		if done, base = end, base+restart; base <= limit {
			last = base
		}
	}
}

// window finds the hits of a text, and the last place at or before limit from
// which the text reads the same.
func (s *scan) window(m *Matcher, text string, limit int, maximal bool) ([]Hit, int) {
	most := 0
	if len(text) > 2*margin+2*smallChunk { // more than a small window ever is
		most = maxHeld
	}
	s.scanner.Bound(most)
	if !s.run(m, text, limit) {
		return s.windows(m, text, limit, maximal, window{before: margin, chunk: smallChunk, after: margin})
	}
	s.filter()
	hits := s.hits(text, maximal)
	restart := s.scanner.Restart()
	if limit-restart > maxRun {
		// No run is so long: what stands here belongs to no word.
		for restart = limit; !utf8.RuneStart(text[restart]); restart-- {
		}
	}
	return hits, restart
}

const maxRun = 32 << 10 // bytes, well above the longest run that is read in one

// fill reads until buf holds n bytes, or r fails or ends.
func fill(ctx context.Context, r io.Reader, buf []byte, n int) ([]byte, error) {
	if cap(buf) < n {
		buf = append(make([]byte, 0, n+n/8), buf...)
	}
	idle := 0
	for len(buf) < n {
		if err := ctx.Err(); err != nil {
			return buf, err
		}
		k, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+k]
		if err != nil {
			return buf, err
		}
		if k > 0 {
			idle = 0
		} else if idle++; idle == 100 {
			return buf, io.ErrNoProgress
		}
	}
	return buf, nil
}
