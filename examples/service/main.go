// Service answers over HTTP which goods a text names, and has a page to try it.
// Service -h says how it is started; README.md shows its interface.
//
// The way of a request: server.go limits, counts and logs it, api.go scans,
// store.go holds the lists and changes them while it runs. It uses the standard
// library only, and it logs no text.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const help = `Service answers over HTTP which dual-use and military goods a text names.

    go run . [flags]           (in examples/service; then open http://127.0.0.1:8080)

    -listen ADDRESS   where to listen (default: 127.0.0.1:8080, this machine only);
                      it knows no users and no TLS: put a proxy that does before it
    -list FILE        a list of your own beside the built-in ones, as text or .csv; may
                      be repeated; read again when it changes, and on SIGHUP; a list with a fault
                      is refused, and the one before it stays
    -poll DURATION    how often to look for changes (default: 2s; 0 never)
    -max-bytes N      the largest request (default: 4194304)
    -max-texts N      the most texts in a request (default: 1000)
    -max-hits N       the most hits in an answer (default: 50000)
    -timeout DURATION the longest time for a request (default: 20s)
    -h                this page

The log is JSON on standard error. It holds no texts. Interrupt ends the service
when what it is working on is answered.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, func(net.Addr) {}))
}

// settings are what the flags say.
type settings struct {
	listen   string
	lists    []string
	poll     time.Duration
	maxBytes int64
	maxTexts int
	maxHits  int
	timeout  time.Duration
}

func parseFlags(args []string) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("service", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.listen, "listen", "127.0.0.1:8080", "")
	flags.DurationVar(&s.poll, "poll", 2*time.Second, "")
	flags.Int64Var(&s.maxBytes, "max-bytes", 4<<20, "")
	flags.IntVar(&s.maxTexts, "max-texts", 1000, "")
	flags.IntVar(&s.maxHits, "max-hits", 50_000, "")
	flags.DurationVar(&s.timeout, "timeout", 20*time.Second, "")
	flags.Func("list", "", func(name string) error {
		s.lists = append(s.lists, name)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	return s, nil
}

// run serves until ctx is done. It tells ready where it listens.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, ready func(net.Addr)) int {
	s, err := parseFlags(args)
	if errors.Is(err, flag.ErrHelp) {
		io.WriteString(stdout, help)
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "service: %v (service -h shows how it is used)\n", err)
		return 2
	}
	log := slog.New(slog.NewJSONHandler(stderr, nil))
	counts := newMetrics()
	store, err := newStore(s.lists, counts, log)
	if err != nil {
		fmt.Fprintln(stderr, err) // one fault a line, as file:line: what is wrong
		return 2
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		fmt.Fprintln(stderr, "service:", err)
		return 2
	}
	if a, ok := listener.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		log.Warn("listening beyond this machine, without users and TLS", "address", a.String())
	}

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	go store.watch(ctx, s.poll, hangup)

	server := &http.Server{
		Handler:           newHandler(s, store, counts, log),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       s.timeout,
		WriteTimeout:      2 * s.timeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	log.Info("listening", "address", listener.Addr().String(), "lists", store.now().Hash)
	ready(listener.Addr())

	select {
	case err = <-done:
	case <-ctx.Done():
		late, cancel := context.WithTimeout(context.Background(), s.timeout)
		defer cancel()
		err = server.Shutdown(late)
	}
	if err != nil {
		log.Error("ended", "error", err.Error())
		return 2
	}
	log.Info("ended")
	return 0
}
