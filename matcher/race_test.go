//go:build race

package matcher

// Under the race detector sync.Pool drops what it is given, at random.
const raceDetector = true
