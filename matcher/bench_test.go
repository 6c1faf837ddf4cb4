package matcher

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dualuse-go/dualuse/lists"
)

// BenchmarkScan scans the files *.txt of the folder that DUALUSE_TEXTS names,
// natural text that is not part of the module, with the built-in lists.
func BenchmarkScan(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("DUALUSE_TEXTS"), "*.txt"))
	if os.Getenv("DUALUSE_TEXTS") == "" || len(files) == 0 {
		b.Skip("DUALUSE_TEXTS names no folder with text files")
	}
	for _, c := range []struct {
		name   string
		config Config
		plain  bool
	}{{"all", Config{}, false}, {"terms", Config{Off: Parts | Numbers | Codes}, false}, {"plain", Config{}, true}} {
		m, err := c.config.New(lists.Builtin())
		require.NoError(b, err)
		m.plain = c.plain
		for _, file := range files {
			data, err := os.ReadFile(file)
			require.NoError(b, err)
			text := string(data)
			hits := len(m.Scan(text))
			b.Run(c.name+"/"+filepath.Base(file), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					if n := len(m.Scan(text)); n != hits {
						b.Fatalf("%d hits, then %d", hits, n)
					}
				}
				b.ReportMetric(float64(hits), "hits")
			})
		}
	}
}

// BenchmarkSlow scans the slowest texts that a search has come upon.
func BenchmarkSlow(b *testing.B) {
	builtin()
	for _, c := range slowTexts {
		text := strings.Repeat(c.text, 1<<16/len(c.text))
		b.Run(c.text, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Scan(text)
			}
		})
	}
}

// BenchmarkNew compiles the built-in lists.
func BenchmarkNew(b *testing.B) {
	list := lists.Builtin()
	for b.Loop() {
		m, err := New(list)
		require.NoError(b, err)
		b.ReportMetric(float64(m.forms.len()), "forms")
		b.ReportMetric(float64(len(m.terms)), "terms")
	}
}
