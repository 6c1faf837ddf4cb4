package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// A progress is a line on a terminal that says how far the work is. It is drawn
// and cleared by the goroutine that writes the results, so they never mix. A
// nil progress draws nothing.
type progress struct {
	w      io.Writer
	start  time.Time
	ticker *time.Ticker
	total  int64 // bytes; 0 if nobody knows
	bytes  int64
	docs   int
	hits   int
	on     bool
}

// patience is how long work may take before the line is shown.
const patience = time.Second

// newProgress returns nil unless w is a terminal.
func newProgress(w io.Writer, files []file) *progress {
	if !isTerminal(w) {
		return nil
	}
	p := &progress{w: w, start: time.Now(), ticker: time.NewTicker(200 * time.Millisecond)}
	for _, f := range files {
		if f.name == "-" {
			p.total = 0 // it has no known end
			break
		}
		p.total += f.size
	}
	return p
}

func (p *progress) tick() <-chan time.Time {
	if p == nil {
		return nil
	}
	return p.ticker.C
}

func (p *progress) add(j *job) {
	if p == nil {
		return
	}
	p.bytes += j.size
	p.docs += j.docs
	p.hits += j.hits
}

// draw draws the line; of what is begun, some bytes are done.
func (p *progress) draw(now time.Time, begun int64) {
	if p == nil {
		return
	}
	took := now.Sub(p.start)
	if took < patience {
		return
	}
	const width = 30
	bytes := p.bytes + begun
	line := fmt.Sprintf("%d documents, %d hits, %.1f MB, %.1f MB/s",
		p.docs, p.hits, float64(bytes)/1e6, float64(bytes)/1e6/took.Seconds())
	if p.total > 0 {
		if bytes > 0 && bytes < p.total {
			left := time.Duration(float64(took) * float64(p.total-bytes) / float64(bytes))
			line += fmt.Sprintf(", %v left", left.Round(time.Second))
		}
		part := min(float64(bytes)/float64(p.total), 1)
		full := int(part * width)
		line = fmt.Sprintf("[%s%s] %3.0f %%  %s",
			strings.Repeat("#", full), strings.Repeat(".", width-full), part*100, line)
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
	p.on = true
}

func (p *progress) clear() {
	if p != nil && p.on {
		io.WriteString(p.w, "\r\x1b[K")
		p.on = false
	}
}
