package matcher

import (
	"testing"

	"github.com/dualuse-go/dualuse/lists"
)

// TestBuiltinLines holds every hit and miss line of the built-in lists.
func TestBuiltinLines(t *testing.T) {
	if err := Check(lists.Builtin()); err != nil {
		t.Errorf("the built-in lists do not hold:\n%v", err)
	}
}
