package ws

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// pipe is an outbox whose peer is the test. The first write blocks until the peer reads.
func pipe(t *testing.T, opt Options) (*outbox, net.Conn, *bool) {
	t.Helper()
	near, far := net.Pipe()
	slow := new(bool)
	h := &Handler{opt: opt.withDefaults()}
	o := newOutbox(near, h, func(tooSlow bool) { *slow = tooSlow })
	t.Cleanup(func() {
		o.abort()
		_ = far.Close()
		h.running.Wait()
	})
	return o, far, slow
}

// waitUntilWriting waits until the writer holds the first frame in its hands.
func waitUntilWriting(t *testing.T, o *outbox) {
	t.Helper()
	eventually(t, "nothing is written", func() bool {
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.head > 0
	})
}

func read(t *testing.T, peer net.Conn, n int) string {
	t.Helper()
	b := make([]byte, n)
	if _, err := io.ReadFull(peer, b); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAConflatedUpdateThatWaitsIsReplacedByTheNewestOfItsKey(t *testing.T) {
	o, peer, _ := pipe(t, Options{})
	o.send(text([]byte("first")))
	waitUntilWriting(t, o)
	sub, other := new(subscription), new(subscription)
	frame := func(topic, value string) []byte {
		return text(updatePrefix("bars", topic), []byte(value), []byte(updateSuffix))
	}
	o.update(sub, frame("t", "10"), 1)
	o.update(sub, frame("t", "20"), 2)
	o.update(other, frame("u", "90"), 1) // another topic
	o.send(text([]byte("between")))
	o.update(sub, frame("t", "11"), 1)
	o.update(sub, frame("t", "12"), 1)
	o.update(sub, frame("t", "30"), nil) // no key: never replaced
	var want []byte
	for _, s := range []string{
		"first",
		`{"type":"bars.update","payload":{"topic":"t","payload":12,"skipped":2}}`,
		`{"type":"bars.update","payload":{"topic":"t","payload":20}}`,
		`{"type":"bars.update","payload":{"topic":"u","payload":90}}`,
		"between",
		`{"type":"bars.update","payload":{"topic":"t","payload":30}}`,
	} {
		want = append(want, text([]byte(s))...)
	}
	if got := read(t, peer, len(want)); got != string(want) {
		t.Fatalf("got\n%q\nwant\n%q", got, want)
	}
	// What is written is no longer replaced.
	o.update(sub, frame("t", "13"), 1)
	after := frame("t", "13")
	if got := read(t, peer, len(after)); got != string(after) {
		t.Fatalf("got %q", got)
	}
	eventually(t, "bytes are still counted", func() bool {
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.size == 0 && len(sub.latest) == 0
	})
}

func TestAQueueBeyondItsBytesClosesInsteadOfGrowing(t *testing.T) {
	for name, key := range map[string]any{"plain": nil, "conflated": 1} {
		t.Run(name, func(t *testing.T) {
			o, peer, slow := pipe(t, Options{MaxQueueBytes: 10_000})
			first := text(bytes.Repeat([]byte("x"), 20_000)) // alone, it may be larger than the bound
			o.send(first)
			waitUntilWriting(t, o)
			o.update(new(subscription), text([]byte("too much")), key)
			o.send(text([]byte("too late")))
			o.close(1000, "too late")
			want := string(first) + string(closing(1008, "slow consumer"))
			if got := read(t, peer, len(want)); got != want || !*slow {
				t.Fatalf("got %d bytes ending in %q, slow %v", len(got), got[len(got)-40:], *slow)
			}
			<-o.done
			if err := peer.SetReadDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
				t.Fatal(err)
			}
			if n, _ := peer.Read(make([]byte, 1)); n != 0 {
				t.Fatal("something follows the close frame")
			}
		})
	}
}

func TestFramesOfEverySizeArriveWholeAndInOrder(t *testing.T) {
	o, peer, _ := pipe(t, Options{MaxQueueBytes: 1 << 24})
	var want []byte
	for i, size := range []int{0, 1, 125, 126, 5000, 65535, 65536, 16 << 10, 16<<10 - 1, 100_000, 3, 3, 3} {
		var frame []byte
		if i%3 == 2 {
			frame = control(pingFrame, strings.Repeat("p", min(size, 125)))
		} else {
			frame = text(bytes.Repeat([]byte{byte('a' + i)}, size))
		}
		want = append(want, frame...)
		o.send(frame)
	}
	o.close(1001, "done")
	want = append(want, closing(1001, "done")...)
	if got := read(t, peer, len(want)); got != string(want) {
		t.Fatal("the bytes differ")
	}
	<-o.done
}

func TestAWriteThatDoesNotGetThroughEndsTheConnection(t *testing.T) {
	o, _, slow := pipe(t, Options{WriteTimeout: 5 * time.Millisecond})
	o.send(text([]byte("nobody reads")))
	<-o.done
	if *slow {
		t.Error("counted as a slow consumer")
	}
	o.send(text([]byte("nobody writes")))
	if n := len(o.queue); n != 0 {
		t.Errorf("%d frames wait", n)
	}
}

func TestASlowClientIsClosedAndHarmsNobody(t *testing.T) {
	src := newSource()
	big := strings.Repeat("k", 8<<10) // so that updates are large
	s := serve(t, Options{MaxQueueBytes: 256 << 10, CloseTimeout: 100 * time.Millisecond}, &feed{name: "ticks", start: src.start})
	subscribe := fmt.Sprintf(`{"type":"ticks.subscribe","payload":{"key":%q}}`, big)
	stalled, healthy := s.dial(t), s.dial(t)
	for _, c := range []*client{stalled, healthy} {
		c.send("%s", subscribe)
		c.next()
	}
	const updates = 3000 // 24 MB: more than the kernel takes
	got := make(chan int)
	go func() {
		n := 0
		for ; n < updates; n++ {
			if _, data, err := healthy.ReadMessage(); err != nil || !strings.HasSuffix(string(data), fmt.Sprintf(`"payload":%d}}`, n)) {
				break
			}
			got <- n
		}
		close(got)
	}()
	var most int
	for n := range updates {
		src.publish(n)
		if s.Stats().Connections == 2 {
			s.mu.Lock()
			for c := range s.conns {
				c.out.mu.Lock()
				most = max(most, c.out.size)
				c.out.mu.Unlock()
			}
			s.mu.Unlock()
		}
		if i, ok := <-got; !ok || i != n {
			t.Fatalf("the healthy client got %d values of %d", i, updates)
		}
	}
	if most > 256<<10+1024 {
		t.Errorf("%d bytes waited for one client", most)
	}
	eventually(t, "the stalled client is still there", func() bool { return s.Stats().Connections == 1 })
	if n := s.Stats().SlowConsumers; n != 1 {
		t.Errorf("%d slow consumers counted", n)
	}
	if !strings.Contains(s.log.String(), "too slow") {
		t.Errorf("the log is %q", s.log)
	}
}

func TestAClientThatFallsBehindAndReadsOnLearnsWhy(t *testing.T) {
	src := newSource()
	big := strings.Repeat("k", 8<<10)
	s := serve(t, Options{MaxQueueBytes: 64 << 10}, &feed{name: "ticks", start: src.start})
	c := s.dial(t)
	c.send(`{"type":"ticks.subscribe","payload":{"key":%q}}`, big)
	c.next()
	for n := 0; s.Stats().SlowConsumers == 0; n++ {
		src.publish(n)
		if s.Stats().SlowConsumers > 0 {
			break
		}
	}
	for {
		_, _, err := c.ReadMessage()
		if err == nil {
			continue
		}
		if want := (&websocket.CloseError{Code: 1008, Text: "slow consumer"}); err.Error() != want.Error() {
			t.Fatalf("closed with %v", err)
		}
		return
	}
}

func TestEverythingWorksOverTLS(t *testing.T) {
	src := newSource()
	h := NewHandler([]Router{&feed{name: "ticks", start: src.start}}, Options{})
	listener := httptest.NewTLSServer(h)
	defer listener.Close()
	defer h.Close()
	trust := x509.NewCertPool()
	trust.AddCert(listener.Certificate())
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{RootCAs: trust, MinVersion: tls.VersionTLS12}}
	conn, _, err := dialer.Dial("wss"+strings.TrimPrefix(listener.URL, "https"), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t, conn}
	c.send(subscribeA)
	c.want(subscribedA)
	for n := range 200 {
		src.publish(n)
	}
	for n := range 200 {
		c.want(updateA(n))
	}
	done := make(chan error)
	go func() { done <- h.Shutdown(t.Context()) }()
	c.want(endA("shutting-down", goingAway))
	c.wantClose(1001, goingAway)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}
