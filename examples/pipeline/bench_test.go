package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

// The benchmarks tell how many documents a second and core a worker process
// scans, by the time of the processor that it takes beyond that of a start. The
// documents are pieces of some 500 bytes of the .txt files in the folder
// DUALUSE_TEXTS.
const documents = 400_000

func pieces(b *testing.B) (texts []string, bytes int) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("DUALUSE_TEXTS"), "*.txt"))
	if os.Getenv("DUALUSE_TEXTS") == "" || len(files) == 0 {
		b.Skip("DUALUSE_TEXTS names no folder with text files")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(b, err)
		for len(data) > 510 {
			end := 500
			for !utf8.RuneStart(data[end]) {
				end++
			}
			texts = append(texts, string(data[:end]))
			bytes += end
			data = data[end:]
		}
	}
	return texts, bytes / len(texts)
}

func report(b *testing.B, took time.Duration, size int) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(documents/took.Seconds(), "documents/s")
	b.ReportMetric(float64(documents)*float64(size)/1e6/took.Seconds(), "MB/s")
}

func processorTime(cmd *exec.Cmd) time.Duration {
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkScan has the library alone, to compare.
func BenchmarkScan(b *testing.B) {
	texts, size := pieces(b)
	m, err := matcher.New(lists.Builtin())
	require.NoError(b, err)
	var took time.Duration
	for b.Loop() {
		var before, after syscall.Rusage
		require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &before))
		for i := range documents {
			m.Scan(texts[i%len(texts)])
		}
		require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &after))
		took = time.Duration(after.Utime.Nano() - before.Utime.Nano() + after.Stime.Nano() - before.Stime.Nano())
	}
	report(b, took, size)
}

func BenchmarkFiles(b *testing.B) {
	texts, size := pieces(b)
	work := func(documents int) time.Duration {
		in, out := b.TempDir(), b.TempDir()
		var lines bytes.Buffer
		for i := range documents {
			lines.Write(append(mustEncode(b, map[string]any{"id": i, "text": texts[i%len(texts)]}), '\n'))
		}
		require.NoError(b, os.WriteFile(filepath.Join(in, "documents.jsonl"), lines.Bytes(), 0o644))
		cmd := command(b, []string{"GOMAXPROCS=1", "THREADS=1", "IN=" + in, "OUT=" + out}, "-c", "files.yaml")
		said, err := cmd.CombinedOutput()
		require.NoError(b, err, "%s", said)
		return processorTime(cmd)
	}
	var took time.Duration
	for b.Loop() {
		took = work(documents) - work(1)
	}
	report(b, took, size)
}

func BenchmarkKafka(b *testing.B) {
	texts, size := pieces(b)
	end := mention(b)
	work := func(documents int) time.Duration {
		ctx, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
		defer cancel()
		broker := newBroker(b)
		for i := range documents + partitions {
			text := end // for each partition, the last
			if i < documents {
				text = texts[i%len(texts)]
			}
			broker.client.Produce(ctx, &kgo.Record{
				Topic: "documents", Partition: int32(i % partitions), Value: mustEncode(b, map[string]any{"id": i, "text": text}),
			}, func(_ *kgo.Record, err error) {
				if err != nil {
					b.Error(err)
				}
			})
		}
		require.NoError(b, broker.client.Flush(ctx))
		cmd, _ := broker.start("worker")
		ended := map[string]bool{}
		for len(ended) < partitions {
			fetches := broker.client.PollFetches(ctx)
			require.NoError(b, ctx.Err())
			fetches.EachRecord(func(r *kgo.Record) {
				if id, err := strconv.Atoi(string(r.Key)); err == nil && id >= documents {
					ended[string(r.Key)] = true
				}
			})
		}
		require.NoError(b, cmd.Process.Signal(syscall.SIGTERM))
		require.NoError(b, cmd.Wait())
		return processorTime(cmd)
	}
	var took time.Duration
	for b.Loop() {
		took = work(documents) - work(partitions)
	}
	report(b, took, size)
}
