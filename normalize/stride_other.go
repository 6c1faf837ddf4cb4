//go:build !amd64

package normalize

var vectors = false

func readVectors(*[strideBytes]byte, *[2][2][16]uint8, *block) {}
