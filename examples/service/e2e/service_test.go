package e2e

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

const text = `document.querySelector("#text")`

// scanned is true when an answer is shown.
const scanned = `!document.querySelector("#scan").disabled && document.querySelector("#status").textContent.includes("hit")`

func TestService(t *testing.T) {
	ctx := browse(t)
	url := serve(t)
	said := console(ctx)
	do(t, ctx, chromedp.Navigate(url))

	t.Run("three scripts", func(t *testing.T) {
		for _, lang := range []string{"zh", "ru", "en"} {
			do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector("#status").textContent = ""`),
				chromedp.Click(chromedp.CSS(`button[lang=`+lang+`]`)))
			wait(t, ctx, scanned)
			require.Equal(t, eval[string](t, ctx, text+`.value`), eval[string](t, ctx, `document.querySelector("#marked").textContent`))
			marks := eval[[]string](t, ctx, `[...document.querySelectorAll("#marked a.hit")].map(a => a.textContent)`)
			require.GreaterOrEqual(t, len(marks), 6, "%q", marks)
			require.Equal(t, len(marks), eval[int](t, ctx, `document.querySelectorAll("#rows tr").length`))
			require.Equal(t, strconv.Itoa(len(marks))+" hits.", eval[string](t, ctx, `document.querySelector("#status").textContent`))
			require.NotEqual(t, "rgba(0, 0, 0, 0)", eval[string](t, ctx, `getComputedStyle(document.querySelector("#marked a.hit")).backgroundColor`))
		}
	})

	// From the field to a hit, to its row, and back, with the keyboard alone.
	t.Run("keyboard", func(t *testing.T) {
		do(t, ctx, chromedp.Navigate(url), chromedp.KeyEvent(kb.Tab))
		require.Equal(t, "text", eval[string](t, ctx, `document.activeElement.id`), "the field is the first stop")
		do(t, ctx, chromedp.KeyEvent("😀 2 drone jammers, подавитель дронов 無人機干擾器"),
			chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		wait(t, ctx, scanned)
		require.Equal(t, []string{"drone jammers", "подавитель дронов", "無人機干擾器"},
			eval[[]string](t, ctx, `[...document.querySelectorAll("#marked a.hit")].map(a => a.textContent)`))
		for range 10 {
			if eval[string](t, ctx, `document.activeElement.id`) == "in-1" {
				break
			}
			do(t, ctx, chromedp.KeyEvent(kb.Tab))
		}
		do(t, ctx, chromedp.KeyEvent(kb.Enter))
		require.Equal(t, "#hit-1", eval[string](t, ctx, `location.hash`))
	})

	// What a screen reader is told.
	t.Run("accessibility tree", func(t *testing.T) {
		nodes, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		require.NoError(t, err)
		tree := map[string][]string{}
		for _, n := range nodes.Nodes {
			if !n.Ignored {
				tree[value(n.Role)] = append(tree[value(n.Role)], value(n.Name))
			}
		}
		require.Contains(t, tree["textbox"], "Text in Chinese, Russian or English, or a mix of them")
		require.Contains(t, tree["button"], "Scan")
		require.Contains(t, tree["heading"], "Hits in the text")
		require.Contains(t, tree["table"], "Hits one by one")
		require.Len(t, tree["columnheader"], 5)
		require.Len(t, tree["status"], 1)
		for _, role := range []string{"button", "link", "textbox"} {
			require.NotContains(t, tree[role], "", role)
		}
		require.Equal(t, "en", eval[string](t, ctx, `document.documentElement.lang`))
	})

	t.Run("hostile text", func(t *testing.T) {
		const hostile = `<img src=x onerror="window.ran=1"><script>window.ran=1</script> drone jammer "'><svg onload=window.ran=1>`
		do(t, ctx, chromedp.Evaluate[chromedp.Void](text+`.value = `+strconv.Quote(hostile)+`; document.querySelector("#status").textContent = ""`),
			chromedp.Click(chromedp.CSS("#scan")))
		wait(t, ctx, scanned)
		require.Equal(t, hostile, eval[string](t, ctx, `document.querySelector("#marked").textContent`))
		require.Zero(t, eval[int](t, ctx, `document.querySelectorAll("#marked img, #marked script, #marked svg").length`))
		require.True(t, eval[bool](t, ctx, `window.ran === undefined`))
	})

	t.Run("nothing found", func(t *testing.T) {
		do(t, ctx, chromedp.Evaluate[chromedp.Void](text+`.value = "no goods"; document.querySelector("#status").textContent = ""`),
			chromedp.Click(chromedp.CSS("#scan")))
		wait(t, ctx, scanned)
		require.Equal(t, "No hits.", eval[string](t, ctx, `document.querySelector("#status").textContent`))
		require.True(t, eval[bool](t, ctx, `document.querySelector("#results").hidden`))
	})
	require.Empty(t, said(), "the console is quiet")

	// Last, since the browser tells the console of the answer that refuses.
	t.Run("too large", func(t *testing.T) {
		do(t, ctx, chromedp.Evaluate[chromedp.Void](text+`.value = "drone ".repeat(4000)`), chromedp.Click(chromedp.CSS("#scan")))
		wait(t, ctx, `document.querySelector("#error").textContent.includes("send less")`)
	})

	if *screenshot {
		do(t, ctx, chromedp.Navigate(url),
			chromedp.Evaluate[chromedp.Void](text+`.value = "求购：干扰发生器、無人機干擾器两台。\nИщем подавители БПЛА и детекторы дронов «Булат».\nWanted: drone detectors (BorisTone, Assel Labs), GPS jam-\nmers."`),
			chromedp.Click(chromedp.CSS("#scan")))
		wait(t, ctx, scanned)
		png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile("../page.png", png, 0o644))
	}
}

func value(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	json.Unmarshal([]byte(v.Value), &s)
	return strings.TrimSpace(s)
}
