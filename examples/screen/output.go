package main

import (
	"fmt"
	"io"

	"github.com/dualuse-go/dualuse/matcher"
)

// A writer writes the results of jobs as they come.
type writer struct {
	stdout, stderr io.Writer
	progress       *progress
	page           *page // for -out html, else nil
	hits           int
	faults         faults
}

// newWriter writes what stands before all results.
func newWriter(s *settings, stdout, stderr io.Writer, files []file) (*writer, error) {
	w := &writer{stdout: stdout, stderr: stderr, progress: newProgress(stderr, files)}
	switch s.out {
	case "csv":
		_, err := io.WriteString(stdout, csvHeader)
		return w, err
	case "html":
		var err error
		w.page, err = newPage()
		return w, err
	}
	return w, nil
}

// write waits for a job to be done and writes what came of it.
func (w *writer) write(j *job) error {
	for waiting := true; waiting; {
		select {
		case <-j.done:
			waiting = false
		case now := <-w.progress.tick():
			w.progress.draw(now, j.begun.Load())
		}
	}
	w.hits += j.hits
	w.faults.add(j)
	if j.err.Len() > 0 || j.out.Len() > 0 && isTerminal(w.stdout) {
		w.progress.clear()
	}
	if _, err := w.stderr.Write(j.err.Bytes()); err != nil {
		return err
	}
	if w.page != nil {
		if err := w.page.add(j); err != nil {
			return err
		}
	} else if _, err := w.stdout.Write(j.out.Bytes()); err != nil {
		return err
	}
	w.progress.add(j)
	select {
	case now := <-w.progress.tick():
		w.progress.draw(now, 0)
	default:
	}
	return nil
}

// close writes what stands after all results.
func (w *writer) close(m *matcher.Matcher) error {
	w.progress.clear()
	if w.page != nil {
		if err := w.page.write(w.stdout, m, &w.faults); err != nil {
			return err
		}
	}
	return w.faults.write(w.stderr)
}

// faults are the files in which something could not be read, in order.
type faults struct {
	files []string
	count map[string]int
}

func (f *faults) add(j *job) {
	if j.faults == 0 {
		return
	}
	if f.count == nil {
		f.count = map[string]int{}
	}
	if f.count[j.file.name] == 0 {
		f.files = append(f.files, j.file.name)
	}
	f.count[j.file.name] += j.faults
}

// write names the files, for what was said when it happened is long gone.
func (f *faults) write(w io.Writer) error {
	if len(f.files) == 0 {
		return nil
	}
	_, err := fmt.Fprintln(w, "screen: not read, or not in whole; all else is done:")
	for _, name := range f.files {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %s (%d)\n", printable(name), f.count[name])
		}
	}
	return err
}
