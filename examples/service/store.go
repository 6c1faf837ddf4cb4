package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// A snapshot is the lists as they are at one time. A request takes one and
// keeps it, so an answer never comes from two.
type snapshot struct {
	Version  string    `json:"version"` // of the built-in lists
	Hash     string    `json:"hash"`    // of all together
	Files    []string  `json:"files"`   // the lists beside them
	Loaded   time.Time `json:"loaded"`
	Coverage coverage  `json:"coverage"`

	matcher *matcher.Matcher
	sources map[string]lists.Source
}

// A store holds the snapshot in use and puts a new one in its place.
type store struct {
	files  []string
	counts *metrics
	log    *slog.Logger

	stamps  []stamp           // of the files when they were last tried
	content [sha256.Size]byte // of all of them then
	current atomic.Pointer[snapshot]
}

// A stamp tells whether a file has changed. A young file may change once more
// and keep its stamp, for file systems count time in steps.
type stamp struct {
	time  time.Time
	size  int64
	young bool
}

const oldEnough = time.Second

// builtin gives the lists that are always in use. Tests put others in place.
var builtin = lists.Builtin

func newStore(files []string, counts *metrics, log *slog.Logger) (*store, error) {
	s := &store{files: files, counts: counts, log: log}
	s.stamps = s.stat()
	data, err := s.read()
	if err != nil {
		return nil, err
	}
	return s, s.load(data)
}

func (s *store) now() *snapshot { return s.current.Load() }

// read reads the files.
func (s *store) read() ([][]byte, error) {
	all := make([][]byte, len(s.files))
	errs := make([]error, len(s.files))
	sum := sha256.New()
	for i, name := range s.files {
		all[i], errs[i] = os.ReadFile(name)
		fmt.Fprintf(sum, "%d %v\n%s", len(all[i]), errs[i], all[i])
	}
	sum.Sum(s.content[:0])
	return all, errors.Join(errs...)
}

// load takes the files into use, if they have no fault.
func (s *store) load(data [][]byte) error {
	all := []*lists.List{builtin()}
	var errs []error
	for i, name := range s.files {
		parse := lists.Parse
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			parse = lists.ParseCSV
		}
		l, err := parse(name, data[i])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, l)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	m, err := matcher.Config{Observer: s.counts.observe}.New(all...)
	if err != nil {
		return err
	}
	if err := s.check(all); err != nil {
		return err
	}
	next := &snapshot{
		Version: lists.Version, Hash: m.List().Hash(), Files: []string{}, Loaded: time.Now().UTC(),
		Coverage: cover(m.List()), matcher: m, sources: map[string]lists.Source{},
	}
	for _, name := range s.files {
		next.Files = append(next.Files, filepath.Base(name))
	}
	for _, source := range m.List().Sources {
		next.sources[source.ID] = source
	}
	s.current.Store(next)
	return nil
}

// check tries the hit and miss lines of the files. Those of the built-in lists
// are left out: a list that alters an entry may well break them.
func (s *store) check(all []*lists.List) error {
	if len(s.files) == 0 {
		return nil
	}
	var faults, own lists.ErrorList
	if errors.As(matcher.Check(all...), &faults) {
		for _, f := range faults {
			if slices.Contains(s.files, f.File) {
				own = append(own, f)
			}
		}
	}
	if own == nil {
		return nil
	}
	return own
}

// reload loads the files again, if they have changed or it is asked for. If they
// have a fault, it is logged, and what was there stays in use.
func (s *store) reload(asked bool) {
	s.stamps = s.stat() // before the files are read: a later change is tried again
	was := s.content
	data, err := s.read()
	if !asked && s.content == was {
		return
	}
	before := s.now().Hash
	if err == nil {
		err = s.load(data)
	}
	if err != nil {
		s.counts.reloaded(false)
		s.log.Error("lists refused, those before stay", "error", err.Error(), "lists", before)
		return
	}
	s.counts.reloaded(true)
	s.log.Info("lists loaded", "lists", s.now().Hash, "before", before)
}

// watch reloads on a signal and when a file changes.
func (s *store) watch(ctx context.Context, every time.Duration, hangup <-chan os.Signal) {
	var tick <-chan time.Time
	if every > 0 && len(s.files) > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		tick = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			s.reload(true)
		case <-tick:
			if s.changed() {
				s.reload(false)
			}
		}
	}
}

// changed says whether the files may be others than those that were tried.
func (s *store) changed() bool {
	young := slices.ContainsFunc(s.stamps, func(f stamp) bool { return f.young })
	return young || !slices.Equal(s.stat(), s.stamps)
}

func (s *store) stat() []stamp {
	stamps := make([]stamp, len(s.files))
	for i, name := range s.files {
		if info, err := os.Stat(name); err == nil {
			stamps[i] = stamp{info.ModTime(), info.Size(), time.Since(info.ModTime()) < oldEnough}
		}
	}
	return stamps
}

// A coverage counts what the lists have.
type coverage struct {
	Entries    int                              `json:"entries"`
	Terms      map[lists.Lang]int               `json:"terms"`
	Categories map[lists.Category]*count        `json:"categories"`
	Regimes    map[lists.Regime]*regimeCoverage `json:"regimes"`
}

type count struct {
	Entries int                `json:"entries"`
	Terms   map[lists.Lang]int `json:"terms"`
}

type regimeCoverage struct {
	Codes int  `json:"codes"` // that an entry has
	Known int  `json:"known"` // that the index of the regime has
	Whole bool `json:"whole"` // the index has all of the regime
}

func cover(l *lists.List) coverage {
	c := coverage{len(l.Entries), map[lists.Lang]int{}, map[lists.Category]*count{}, map[lists.Regime]*regimeCoverage{}}
	seen := map[string]bool{}
	for _, e := range l.Entries {
		by := c.Categories[e.Category]
		if by == nil {
			by = &count{Terms: map[lists.Lang]int{}}
			c.Categories[e.Category] = by
		}
		by.Entries++
		for _, t := range e.Terms {
			by.Terms[t.Lang]++
			c.Terms[t.Lang]++
		}
		for _, code := range e.Codes {
			r := c.Regimes[code.Regime]
			if r == nil {
				known, whole := lists.Known(code.Regime)
				r = &regimeCoverage{Known: len(known), Whole: whole}
				c.Regimes[code.Regime] = r
			}
			if id := fmt.Sprint(code); !seen[id] {
				seen[id] = true
				r.Codes++
			}
		}
	}
	return c
}
