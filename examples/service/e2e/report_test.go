package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// The page of screen opens from disk with ten thousand hits, and nothing of the
// documents runs in it.
func TestReport(t *testing.T) {
	ctx := browse(t)
	var in strings.Builder
	in.WriteString(`{"id": "<script>ran=1</script>", "text": "<script>window.ran=1</script> drone jammer <img src=x onerror=\"window.ran=1\"> \" autofocus onfocus=window.ran=1 </div></section></style>"}` + "\n")
	for i := range 3_400 {
		fmt.Fprintf(&in, "{\"id\": %d, \"text\": \"😀 采购无人机干扰器, two drone jammers, подавители дронов\"}\n", i)
	}
	screen := exec.Command(build(t, "../../screen"), "-in", "jsonl", "-out", "html")
	screen.Stdin = strings.NewReader(in.String())
	report, err := screen.Output()
	require.NoError(t, err)
	name := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, os.WriteFile(name, report, 0o644))

	said := console(ctx)
	begin := time.Now()
	do(t, ctx, chromedp.Navigate("file://"+filepath.ToSlash(name)))
	require.Equal(t, 10_201, eval[int](t, ctx, `document.querySelectorAll(".text a.h").length`))
	t.Logf("%d kB open after %v", len(report)/1000, time.Since(begin))
	require.Less(t, time.Since(begin), 20*time.Second)

	require.True(t, eval[bool](t, ctx, `window.ran === undefined`))
	require.Equal(t, 0, eval[int](t, ctx, `document.querySelectorAll("script, img").length`))
	require.Contains(t, eval[string](t, ctx, `document.querySelector(".text").textContent`), "<img src=x")
	require.Equal(t, "😀 采购无人机干扰器, two drone jammers, подавители дронов",
		eval[string](t, ctx, `document.querySelectorAll(".text")[1].textContent`))

	// The style sheet is in force: the policy names its very hash.
	const hit = `document.querySelector(".text a.h")`
	require.NotEqual(t, "rgba(0, 0, 0, 0)", eval[string](t, ctx, `getComputedStyle(`+hit+`).backgroundColor`))
	do(t, ctx, chromedp.Click(chromedp.CSS("#f-telecom")))
	require.Equal(t, "rgba(0, 0, 0, 0)", eval[string](t, ctx, `getComputedStyle(`+hit+`).backgroundColor`))
	require.Equal(t, "none", eval[string](t, ctx, `getComputedStyle(`+hit+`, "::after").content`))
	do(t, ctx, chromedp.Focus(chromedp.CSS(".text a.h")), chromedp.KeyEvent("\t"))
	require.Contains(t, eval[string](t, ctx, `getComputedStyle(document.activeElement, "::after").content`), "codes: ")

	do(t, ctx, chromedp.MouseEvent("mouseMoved", eval[float64](t, ctx, hit+`.getBoundingClientRect().x + 5`), eval[float64](t, ctx, hit+`.getBoundingClientRect().y + 5`)))
	require.Contains(t, eval[string](t, ctx, `getComputedStyle(`+hit+`, "::after").content`), "how: exact")
	require.Equal(t, "visible", eval[string](t, ctx, `getComputedStyle(document.querySelector("section:hover")).contentVisibility`), "or the tip is cut off")
	require.Empty(t, said(), "the console is quiet")
}

// Paper has the colours, and no boxes to click.
func TestReportOnPaper(t *testing.T) {
	ctx := browse(t)
	screen := exec.Command(build(t, "../../screen"), "-out", "html")
	screen.Stdin = strings.NewReader("采购无人机干扰器, two drone jammers, подавители дронов")
	report, err := screen.Output()
	require.NoError(t, err)
	name := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, os.WriteFile(name, report, 0o644))
	do(t, ctx, chromedp.Navigate("file://"+filepath.ToSlash(name)))
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF")))
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext on the path")
	}
	read := exec.Command("pdftotext", "-", "-")
	read.Stdin = bytes.NewReader(pdf)
	text, err := read.Output()
	require.NoError(t, err)
	require.Contains(t, strings.ReplaceAll(string(text), " ", ""), "twodronejammers,подавителидронов")
	require.Contains(t, string(text), "May fall under: cn 0A903.a")
}
