package ws

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// listeners are raw clients that only count bytes, so that the measurement is of the server.
type listeners struct {
	received atomic.Int64
	conns    []net.Conn
}

func (l *listeners) count(c net.Conn, r io.Reader) {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		l.received.Add(int64(n))
		if err != nil {
			return
		}
	}
}

func (l *listeners) wait(total int64) {
	for l.received.Load() < total {
		time.Sleep(50 * time.Microsecond)
	}
}

func (l *listeners) close() {
	for _, c := range l.conns {
		_ = c.Close()
	}
}

// values is a service that yields as many updates as are asked for.
type values struct{ wanted, yielded chan int }

func (v values) start(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
	return func(yield func(tick, error) bool) {
		for {
			select {
			case n := <-v.wanted:
				for range n {
					if !yield(tick{1}, nil) {
						return
					}
				}
				v.yielded <- n
			case <-ctx.Done():
				return
			}
		}
	}, nil
}

// BenchmarkFanOut is one topic, its updates of 164 bytes published in bursts. It compares with one plain write for
// each delivery.
func BenchmarkFanOut(b *testing.B) {
	const clients = 500
	key := strings.Repeat("k", 98) // makes an update 164 bytes
	for _, burst := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("burst=%d/ws", burst), func(b *testing.B) {
			v := values{make(chan int), make(chan int)}
			h := NewHandler([]Router{&feed{name: "ticks", start: v.start}}, Options{MaxQueueBytes: 1 << 24})
			defer h.Close()
			server := httptest.NewServer(h)
			defer server.Close()
			l := &listeners{}
			defer l.close()
			for range clients {
				l.subscribe(b, server.Listener.Addr().String(), key)
			}
			frame := len(text(updatePrefix("ticks", `ticks:{"key":"`+key+`"}`), []byte("1"), []byte(updateSuffix)))
			total := int64(0)
			for b.Loop() {
				v.wanted <- burst
				<-v.yielded
				total += int64(burst * frame * clients)
				l.wait(total)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*burst*clients), "ns/delivery")
		})
		b.Run(fmt.Sprintf("burst=%d/raw", burst), func(b *testing.B) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = listener.Close() }()
			l := &listeners{}
			defer l.close()
			var near []net.Conn
			for range clients {
				far, err := net.Dial("tcp", listener.Addr().String())
				if err != nil {
					b.Fatal(err)
				}
				c, err := listener.Accept()
				if err != nil {
					b.Fatal(err)
				}
				near = append(near, c)
				l.conns = append(l.conns, far, c)
				go l.count(far, far)
			}
			frame := make([]byte, 164)
			total := int64(0)
			for b.Loop() {
				for range burst {
					for _, c := range near {
						if _, err := c.Write(frame); err != nil {
							b.Fatal(err)
						}
					}
				}
				total += int64(burst * len(frame) * clients)
				l.wait(total)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*burst*clients), "ns/delivery")
		})
	}
}

// subscribe makes a client and reads its reply.
func (l *listeners) subscribe(b *testing.B, address, key string) {
	b.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	l.conns = append(l.conns, c)
	if _, err := fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", address); err != nil {
		b.Fatal(err)
	}
	r := bufio.NewReader(c)
	if response, err := http.ReadResponse(r, nil); err != nil || response.StatusCode != http.StatusSwitchingProtocols {
		b.Fatal(response, err)
	}
	message := fmt.Sprintf(`{"type":"ticks.subscribe","payload":{"key":%q}}`, key)
	header := appendHeader(nil, textFrame, len(message))
	header[1] |= 0x80
	if _, err := c.Write(append(append(header, 0, 0, 0, 0), message...)); err != nil {
		b.Fatal(err)
	}
	reply := make([]byte, 4)
	if _, err := io.ReadFull(r, reply); err != nil {
		b.Fatal(err)
	}
	if _, err := r.Discard(int(reply[2])<<8 | int(reply[3])); err != nil {
		b.Fatal(err)
	}
	go l.count(c, r)
}
