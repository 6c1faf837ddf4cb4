package main

import (
	"io"
	"os"
)

// A terminal is what people read on; hits are shown in context there.
type terminal struct {
	colour bool
}

// newTerminal returns nil unless w is a terminal. NO_COLOR is what
// https://no-color.org says.
func newTerminal(w io.Writer) *terminal {
	if !isTerminal(w) {
		return nil
	}
	return &terminal{colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// in returns s in a colour, where there are any.
func (t *terminal) in(colour, s string) string {
	if !t.colour || s == "" {
		return s
	}
	return colour + s + plain
}

// isTerminal says whether w is a terminal, or at least a character device.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
