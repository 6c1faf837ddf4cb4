package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A metrics counts for Prometheus. Its text format is a dozen lines to write, so
// the example needs no client library with its thirty modules; a service that
// has one already registers the same names with it.
type metrics struct {
	mu       sync.Mutex
	requests map[requestKey]int
	seconds  [len(buckets) + 1]int // by bucket, the last is beyond all
	sum      time.Duration
	texts    int
	bytes    int
	hits     map[lists.Category]int
	scanning time.Duration
	reloads  [2]int // refused, loaded
}

type requestKey struct {
	route  string
	status int
}

var buckets = [...]float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

func newMetrics() *metrics {
	return &metrics{requests: map[requestKey]int{}, hits: map[lists.Category]int{}}
}

func (m *metrics) request(route string, status int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[requestKey{route, status}]++
	i, _ := slices.BinarySearch(buckets[:], took.Seconds())
	m.seconds[i]++
	m.sum += took
}

// observe is the Observer of the matchers.
func (m *metrics) observe(o matcher.Observation) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.texts++
	m.bytes += o.Bytes
	m.scanning += o.Duration
	for _, h := range o.Hits {
		m.hits[h.Category]++
	}
}

func (m *metrics) reloaded(ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ok {
		m.reloads[1]++
	} else {
		m.reloads[0]++
	}
}

// write writes the text format, version 0.0.4.
func (m *metrics) write(w io.Writer, s *snapshot) error {
	var out bytes.Buffer
	family := func(name, kind, help string) {
		fmt.Fprintf(&out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
	}
	m.mu.Lock()
	family("dualuse_requests_total", "counter", "Requests answered, by route and status.")
	for _, k := range slices.SortedFunc(maps.Keys(m.requests), func(a, b requestKey) int {
		return cmp.Or(cmp.Compare(a.route, b.route), a.status-b.status)
	}) {
		fmt.Fprintf(&out, "dualuse_requests_total{route=%q,status=\"%d\"} %d\n", k.route, k.status, m.requests[k])
	}
	family("dualuse_request_seconds", "histogram", "Time to answer a request.")
	total := 0
	for i, n := range m.seconds {
		total += n
		le := "+Inf"
		if i < len(buckets) {
			le = fmt.Sprint(buckets[i])
		}
		fmt.Fprintf(&out, "dualuse_request_seconds_bucket{le=%q} %d\n", le, total)
	}
	fmt.Fprintf(&out, "dualuse_request_seconds_sum %g\ndualuse_request_seconds_count %d\n", m.sum.Seconds(), total)
	for _, c := range []struct {
		name, help string
		value      any
	}{
		{"dualuse_texts_total", "Texts scanned.", m.texts},
		{"dualuse_text_bytes_total", "Bytes of text scanned.", m.bytes},
		{"dualuse_scan_seconds_total", "Time spent scanning.", m.scanning.Seconds()},
	} {
		family(c.name, "counter", c.help)
		fmt.Fprintf(&out, "%s %v\n", c.name, c.value)
	}
	family("dualuse_hits_total", "counter", "Hits, by category.")
	for _, c := range slices.Sorted(maps.Keys(m.hits)) {
		fmt.Fprintf(&out, "dualuse_hits_total{category=%q} %d\n", c, m.hits[c])
	}
	family("dualuse_reloads_total", "counter", "Lists read again, by result.")
	fmt.Fprintf(&out, "dualuse_reloads_total{result=\"loaded\"} %d\ndualuse_reloads_total{result=\"refused\"} %d\n", m.reloads[1], m.reloads[0])
	m.mu.Unlock()
	family("dualuse_lists_info", "gauge", "The lists in use.")
	fmt.Fprintf(&out, "dualuse_lists_info{version=%q,hash=%q} 1\n", s.Version, s.Hash)
	family("dualuse_lists_loaded_seconds", "gauge", "When the lists in use were loaded, in Unix time.")
	fmt.Fprintf(&out, "dualuse_lists_loaded_seconds %d\n", s.Loaded.Unix())
	_, err := w.Write(out.Bytes())
	return err
}
