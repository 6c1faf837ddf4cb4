//go:build !race

package matcher

const raceDetector = false
