package matcher

import "testing"

// long skips a test that takes seconds and starts no goroutines where it would
// take minutes, and where short tests are asked for.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() || raceDetector {
		t.Skip("takes long")
	}
}
