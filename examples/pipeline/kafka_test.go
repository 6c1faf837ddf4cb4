package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"github.com/dualuse-go/dualuse/lists"
	"github.com/dualuse-go/dualuse/matcher"
)

const partitions = 8

// A broker is Kafka as far as the tests need it, in this process.
type broker struct {
	t      testing.TB
	addrs  string
	client *kgo.Client
}

func newBroker(t testing.TB) *broker {
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(partitions, "documents", "hits", "faults"))
	require.NoError(t, err)
	t.Cleanup(cluster.Close)
	// A worker that is killed is missed when its session ends. Clients ask for
	// 45 seconds, and Bento has no setting for it.
	cluster.ControlKey(int16(kmsg.JoinGroup), func(req kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		req.(*kmsg.JoinGroupRequest).SessionTimeoutMillis = 8000
		return nil, nil, false
	})
	b := &broker{t: t, addrs: strings.Join(cluster.ListenAddrs(), ",")}
	b.client, err = kgo.NewClient(kgo.SeedBrokers(b.addrs), kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.ConsumeTopics("hits", "faults"), kgo.FetchMaxWait(100*time.Millisecond))
	require.NoError(t, err)
	t.Cleanup(b.client.Close)
	return b
}

// start starts a worker, a process of its own.
func (b *broker) start(name string) (*exec.Cmd, *bytes.Buffer) {
	cmd := command(b.t, []string{"BROKERS=" + b.addrs, "CLIENT_ID=" + name, "GOMAXPROCS=1"}, "-c", "kafka.yaml")
	log := new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(b.t, cmd.Start())
	b.t.Cleanup(func() {
		if cmd.ProcessState == nil {
			cmd.Process.Kill()
			cmd.Wait()
		}
		if b.t.Failed() {
			b.t.Logf("%s said:\n%s", name, log)
		}
	})
	return cmd, log
}

// members returns the partitions of each member of the group, by client.
func (b *broker) members(ctx context.Context) map[string][]int32 {
	req := kmsg.NewPtrDescribeGroupsRequest()
	req.Groups = []string{"dualuse"}
	resp, err := req.RequestWith(ctx, b.client)
	if err != nil || len(resp.Groups) != 1 || resp.Groups[0].State != "Stable" {
		return nil
	}
	all := map[string][]int32{}
	for _, m := range resp.Groups[0].Members {
		var a kmsg.ConsumerMemberAssignment
		if a.ReadFrom(m.MemberAssignment) != nil {
			continue
		}
		for _, topic := range a.Topics {
			all[m.ClientID] = append(all[m.ClientID], topic.Partitions...)
		}
	}
	return all
}

// TestKafkaWorkerKilled has two workers scan 100,000 documents and kills one in
// the middle. Every hit arrives, and those that arrive twice have the same key.
func TestKafkaWorkerKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute, most of it for the broker to miss the worker that was killed")
	}
	const documents = 100_000
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	b := newBroker(t)

	// What the library finds in the texts, which are the lines by which the
	// built-in lists are tested.
	var texts []string
	for _, e := range lists.Builtin().Entries {
		for _, h := range append(slices.Clone(e.Hits), e.Misses...) {
			texts = append(texts, h.Text)
		}
	}
	require.NotEmpty(t, texts)
	found := make([][]matcher.Hit, len(texts))
	for i, text := range texts {
		found[i] = matcher.Scan(text)
	}
	hash := lists.Builtin().Hash()

	victim, _ := b.start("first")
	survivor, _ := b.start("second")
	require.Eventually(t, func() bool {
		m := b.members(ctx)
		return len(m) == 2 && len(m["first"])+len(m["second"]) == partitions && len(m["first"]) > 0 && len(m["second"]) > 0
	}, time.Minute, 100*time.Millisecond, "the workers do not share the topic")
	ofVictim := b.members(ctx)["first"]

	want := map[string]int{} // keys, and how often they came
	for i := range documents {
		text := texts[i%len(texts)]
		r := &kgo.Record{Topic: "documents", Partition: int32(i % partitions)}
		id := json.RawMessage(strconv.Itoa(i))
		switch {
		case i%10_000 == 77:
			r.Value = []byte("not JSON")
			text = ""
		case i%10_000 == 78: // a tombstone
			text = ""
		case i%1000 == 79: // known by its place
			id, r.Value = nil, mustEncode(t, map[string]any{"text": text})
		default:
			r.Value = mustEncode(t, map[string]any{"id": i, "text": text})
		}
		if id == nil { // partitions are filled in turn
			id = mustEncode(t, fmt.Sprintf("documents/%d/%d", r.Partition, i/partitions))
		}
		if text != "" {
			for _, h := range found[i%len(texts)] {
				k, err := key(id, h, hash)
				require.NoError(t, err)
				want[k] = 0
			}
		}
		b.client.Produce(ctx, r, func(_ *kgo.Record, err error) {
			if err != nil {
				t.Errorf("produce: %v", err)
			}
		})
	}
	require.NoError(t, b.client.Flush(ctx))

	faults := map[string]int{}
	missing := len(want)
	duplicates, fromVictim, before := 0, 0, 0
	for missing > 0 || len(faults) < documents/10_000 {
		fetches := b.client.PollFetches(ctx)
		require.NoError(t, ctx.Err(), "%d of %d hits and %d faults came", len(want)-missing, len(want), len(faults))
		require.Empty(t, fetches.Errors())
		fetches.EachRecord(func(r *kgo.Record) {
			if r.Topic == "faults" {
				faults[string(r.Value)]++
				return
			}
			var got result
			require.NoError(t, json.Unmarshal(r.Value, &got))
			if id, ok := got.ID.(float64); ok && victim.ProcessState == nil && slices.Contains(ofVictim, int32(id)%partitions) {
				fromVictim++
			}
			for _, h := range got.Hits {
				n, ok := want[h.Key]
				require.True(t, ok, "a hit that the library does not find: %s", r.Value)
				if n == 0 {
					missing--
				} else {
					duplicates++
				}
				want[h.Key]++
			}
		})
		if victim.ProcessState == nil && len(want)-missing > len(want)/5 && fromVictim > 0 {
			before = len(want) - missing
			require.NoError(t, victim.Process.Kill())
			require.Error(t, victim.Wait())
			require.Positive(t, missing, "it is not the middle")
		}
	}
	require.NotNil(t, victim.ProcessState, "nothing was killed")
	t.Logf("%d documents, %d different hits; one of two workers killed after %d of them; %d came more than once", documents, len(want), before, duplicates)

	for fault := range maps.Keys(faults) {
		require.Regexp(t, `^\{"error":"no document: want JSON.*","offset":\d+,"partition":\d,"topic":"documents"\}$`, fault)
	}

	// The group ends where the topic ends: nothing is scanned again at the next start.
	require.NoError(t, survivor.Process.Signal(syscall.SIGTERM))
	require.NoError(t, survivor.Wait())
	offsets := kmsg.NewPtrOffsetFetchRequest()
	offsets.Group = "dualuse"
	resp, err := offsets.RequestWith(ctx, b.client)
	require.NoError(t, err)
	committed := int64(0)
	for _, topic := range resp.Topics {
		for _, p := range topic.Partitions {
			committed += p.Offset
		}
	}
	require.EqualValues(t, documents, committed)
}

func mustEncode(t testing.TB, v any) json.RawMessage {
	t.Helper()
	data, err := encode(v)
	require.NoError(t, err)
	return data
}
