package normalize

// vectors says whether readVectors can be used; tests compare it with read.
var vectors = hasAVX2()

// hasAVX2 reports whether the processor and the system have AVX2.
func hasAVX2() bool

// readVectors is block.read by vectors of 32 bytes.
//
//go:noescape
func readVectors(text *[strideBytes]byte, halves *[2][2][16]uint8, m *block)
