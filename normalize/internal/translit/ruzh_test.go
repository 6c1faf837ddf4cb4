package translit

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTranscribeCLDR(t *testing.T) {
	data, err := os.ReadFile("testdata/zh-t-ru.txt")
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(data)) {
		russian, want, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		assert.Equal(t, want, transcribe(russian), russian)
		n++
	}
	assert.Equal(t, 1382, n, "rows of CLDR's own test")
}
