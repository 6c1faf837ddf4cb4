package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

var screenshot = flag.Bool("screenshot", false, "take ../page.png anew")

// browse opens a tab, or skips the test if there is no browser.
func browse(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no chromium on the path")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1000, 1250))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // it refuses to run as root with one
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx), "the browser starts with this context, and would end with a narrower one")
	return ctx
}

// console collects what the page says until the returned function is called.
func console(ctx context.Context) func() []string {
	ctx, cancel := context.WithCancel(ctx)
	messages := chromedp.Console(ctx)
	all := make(chan []string)
	go func() {
		var said []string
		for m, err := range messages {
			if err != nil {
				break
			}
			said = append(said, m.String())
		}
		all <- said
	}()
	return func() []string {
		time.Sleep(200 * time.Millisecond)
		cancel()
		return <-all
	}
}

// build makes a program of this repository.
func build(t *testing.T, dir string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program.exe")
	out, err := exec.Command("go", "build", "-C", dir, "-o", program, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return program
}

// serve starts the service with the built-in lists and returns its address.
func serve(t *testing.T) string {
	t.Helper()
	cmd := exec.Command(build(t, ".."), "-listen", "127.0.0.1:0", "-max-bytes", "20000")
	log, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			go io.Copy(io.Discard, log)
			return "http://" + line.Address + "/"
		}
	}
	t.Fatal("the service did not start")
	return ""
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	require.NoError(t, chromedp.Do(ctx, steps...))
}

func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	require.NoError(t, err, script)
	return v
}

// wait waits until a script is true.
func wait(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](script, chromedp.WithPollingTimeout(20*time.Second)))
	require.NoError(t, err, script)
}
