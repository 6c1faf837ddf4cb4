// Bench measures this library beside other multi-pattern engines, in one run:
// speed over natural text, memory of the compiled lists, time to compile.
//
//	go run . [-terms 10000] [-runs 5] TEXT...
//	go run -tags hyperscan . ...        with libhyperscan-dev installed
//
// The other engines get the text and the terms lower-cased beforehand, since
// they normalise nothing; this library gets them as they are. Each engine is
// run in turn over each text, as often as -runs says, and the median counts, so
// that a machine whose speed drifts slows all of them alike.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// An engine is a way to find terms in texts.
type engine struct {
	name  string
	build func(terms []string) (scan func(text string) int, err error)
	raw   bool // reads the text as it stands; the others get it lower-cased
	all   bool // counts every occurrence of every term, so that its count can be compared
}

// result is what was measured of one engine.
type result struct {
	engine
	compile time.Duration
	memory  uint64 // bytes of heap, of the compiled terms
	speed   []float64
	count   []int
	err     error
}

func main() {
	n := flag.Int("terms", 10000, "how many terms")
	runs := flag.Int("runs", 5, "how often each text is scanned")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "bench: name one text file or more: natural text, a megabyte or more each")
		os.Exit(2)
	}
	var names, texts []string
	for _, name := range flag.Args() {
		data, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(2)
		}
		names, texts = append(names, filepath.Base(name)), append(texts, strings.ToValidUTF8(string(data), "\uFFFD"))
	}
	terms := makeTerms(*n)
	fmt.Printf("%d terms in three scripts; %s, %s/%s, %d processors, %s\n\n",
		len(terms), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), time.Now().Format(time.DateOnly))

	var results []*result
	for _, e := range engines {
		r := &result{engine: e}
		results = append(results, r)
		measure(r, terms, texts, *runs)
		fmt.Fprintln(os.Stderr, "done:", e.name)
	}
	agree(results, names)
	table(results, names)
}

// measure compiles the terms and scans the texts.
func measure(r *result, terms, texts []string, runs int) {
	if !r.raw {
		lower := make([]string, len(terms))
		for i, t := range terms {
			lower[i] = strings.ToLower(t)
		}
		slices.Sort(lower)
		terms = slices.Compact(lower)
	}
	before := heap()
	begin := time.Now()
	scan, err := r.build(terms)
	if err != nil {
		r.err = err
		return
	}
	r.compile = time.Since(begin)
	r.memory = max(heap(), before) - before // an engine in C has none on the heap of Go
	for _, text := range texts {
		if !r.raw {
			text = strings.ToLower(text)
		}
		r.count = append(r.count, scan(text)) // warms up
		var took []time.Duration
		for range runs {
			begin := time.Now()
			scan(text)
			took = append(took, time.Since(begin))
		}
		slices.Sort(took)
		r.speed = append(r.speed, float64(len(text))/1e6/took[len(took)/2].Seconds())
	}
	runtime.KeepAlive(scan)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// agree tells which engines that count every occurrence differ.
func agree(results []*result, names []string) {
	var first *result
	for _, r := range results {
		if !r.all || r.err != nil {
			continue
		}
		if first == nil {
			first = r
			continue
		}
		for i, name := range names {
			if r.count[i] != first.count[i] {
				fmt.Printf("%s: %s counts %d occurrences, %s %d\n", name, r.name, r.count[i], first.name, first.count[i])
			}
		}
	}
}

// table prints the speeds, and how many times as fast this library is.
func table(results []*result, names []string) {
	fmt.Printf("| engine | compile | memory |")
	for _, name := range names {
		fmt.Printf(" %s, MB/s |", name)
	}
	fmt.Printf(" dualuse is faster |\n|---|---|---|%s\n", strings.Repeat("---|", len(names)+1))
	ours := results[0]
	for _, r := range results {
		if r.err != nil {
			fmt.Printf("| %s | %v |\n", r.name, r.err)
			continue
		}
		memory := "outside the heap"
		if r.memory > 0 {
			memory = fmt.Sprintf("%.1f MB", float64(r.memory)/1e6)
		}
		fmt.Printf("| %s | %.2f s | %s |", r.name, r.compile.Seconds(), memory)
		for _, s := range r.speed {
			fmt.Printf(" %.0f |", s)
		}
		var ratios []string
		for i := range names {
			ratios = append(ratios, fmt.Sprintf("%.1f", ours.speed[i]/r.speed[i]))
		}
		fmt.Printf(" %s |\n", strings.Join(ratios, " / "))
	}
}
