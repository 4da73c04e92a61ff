package ws

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// quiet is a stream that says nothing.
func quiet(name string) *feed {
	return &feed{name: name, start: func(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
		return func(func(tick, error) bool) { <-ctx.Done() }, nil
	}}
}

func TestAMessageThatCannotBeReadIsAnsweredAndTheConnectionLives(t *testing.T) {
	s := serve(t, Options{}, quiet("ticks"))
	c := s.dial(t)
	complaint := func(code, message string) string {
		return fmt.Sprintf(`{"type":"error","payload":{"status":"error","code":%q,"message":%q}}`, code, message)
	}
	for _, test := range []struct{ message, want string }{
		{``, complaint("malformed-message", "a message is a JSON object with a type and a payload")},
		{`[]`, complaint("malformed-message", "a message is a JSON object with a type and a payload")},
		{`{}`, complaint("malformed-message", "the type is missing")},
		{`{"Type":"ticks.subscribe"}`, complaint("malformed-message", "the type is missing")},
		{`{"type":1}`, complaint("malformed-message", "type must be a string")},
		{`{"type":null}`, complaint("malformed-message", "type must be a string")},
		{`{"id":1,"type":"ticks.subscribe"}`, complaint("malformed-message", "id must be a string")},
		{`{"type":"a","type":"b"}`, complaint("malformed-message", `the member "type" stands twice`)},
		{`{"type":"a"`, complaint("malformed-message", "not JSON: the message ends too early")},
		{`{"type":"a"}{}`, complaint("malformed-message", "a frame holds one message, and something follows it")},
		{`{"type":"a"} x`, complaint("malformed-message", "a frame holds one message, and something follows it")},
		{`{"type":"nope.subscribe","payload":{}}`, complaint("unknown-type", `there is no message type "nope.subscribe"`)},
		{`{"type":"ticks.update","id":"7","payload":{}}`,
			`{"type":"error","id":"7","payload":{"status":"error","code":"unknown-type",` +
				`"message":"there is no message type \"ticks.update\""}}`},
		{`{"type":"ticks.subscribe","payload":{"key":1}}`,
			`{"type":"ticks.subscribe.response","payload":{"status":"error","code":"invalid-request",` +
				`"message":"/key: is required","topic":""}}`},
		{`{"type":"ticks.unsubscribe","id":"8"}`,
			`{"type":"ticks.unsubscribe.response","id":"8","payload":{"status":"error","code":"invalid-request",` +
				`"message":"the payload is missing: it is the subscription request","topic":""}}`},
	} {
		c.send("%s", test.message)
		if got := c.next(); got != test.want {
			t.Errorf("%s gets\n%s\nwant\n%s", test.message, got, test.want)
		}
	}
	c.send(`{"type":}`)
	if got := c.next(); !strings.Contains(got, `"code":"malformed-message","message":"not JSON: `) {
		t.Errorf("got %s", got)
	}
	if err := c.WriteMessage(websocket.BinaryMessage, []byte(subscribeA)); err != nil {
		t.Fatal(err)
	}
	c.want(complaint("malformed-message", "binary frames are not understood: send JSON in a text frame"))
	c.send(subscribeA)
	c.want(subscribedA)
}

func TestTooManyBadMessagesInARowCloseTheConnection(t *testing.T) {
	s := serve(t, Options{MaxBadMessages: 3}, quiet("ticks"))
	c := s.dial(t)
	for range 3 {
		c.send(`x`)
		c.send(`x`)
		c.send(subscribeA) // a good one in between forgives
		c.next()
		c.next()
		c.want(subscribedA)
	}
	for range 10 {
		c.send(`x`)
	}
	for range 3 {
		c.next()
	}
	c.wantClose(1008, "too many bad messages")
}

func TestAConnectionMayHaveSoManyTopics(t *testing.T) {
	s := serve(t, Options{MaxTopics: 2}, quiet("ticks"))
	c := s.dial(t)
	for _, key := range []string{"b", "c"} {
		c.send(`{"type":"ticks.subscribe","payload":{"key":%q}}`, key)
		c.next()
	}
	c.send(subscribeA)
	c.want(refusedA("too-many-topics", "a connection may subscribe to 2 topics"))
	c.send(`{"type":"ticks.subscribe","payload":{"key":"b"}}`)
	c.send(`{"type":"ticks.unsubscribe","payload":{"key":"b"}}`)
	if got := c.next() + c.next(); strings.Contains(got, "error") {
		t.Fatal(got)
	}
	c.send(subscribeA)
	c.want(subscribedA)
}

func TestFramesThatBreakTheProtocolCloseWithTheRightStatus(t *testing.T) {
	frame := func(first byte, payload string) []byte { // masked with zeros
		b := appendHeader(nil, first, len(payload))
		b[1] |= 0x80
		return append(append(b, 0, 0, 0, 0), payload...)
	}
	long := strings.Repeat("x", 2000)
	for _, test := range []struct {
		name   string
		bytes  []byte
		status int
		reason string
	}{
		{"too large", frame(0x81, long), 1009, ""},
		{"too large in fragments", append(frame(0x01, long[:900]), frame(0x80, long[:900])...), 1009, ""},
		{"a length beyond 63 bits", []byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, 1009, "message too big"},
		{"text that is not UTF-8", frame(0x81, "\xff"), 1007, "text frame is not UTF-8"},
		{"compressed", frame(0xc1, "abc"), 1002, "RSV1 set"},
		{"reserved bit", frame(0x91, "abc"), 1002, "RSV3 set"},
		{"unknown opcode", frame(0x83, ""), 1002, "bad opcode 3"},
		{"not masked", []byte{0x81, 0x01, 'a'}, 1002, "bad MASK"},
		{"continuation of nothing", frame(0x80, "abc"), 1002, "continuation after FIN"},
		{"long control frame", frame(0x89, long[:126]), 1002, "len > 125 for control"},
		{"fragmented control frame", frame(0x09, ""), 1002, "FIN not set on control"},
		{"bad close code", frame(0x88, "\x03\xee"), 1002, "bad close code 1006"},
		{"close", frame(0x88, "\x03\xe8bye"), 1000, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, Options{MaxMessageBytes: 1000}, quiet("ticks"))
			healthy := s.dial(t)
			c := s.dial(t)
			if _, err := c.NetConn().Write(append(test.bytes, frame(0x81, subscribeA)...)); err != nil {
				t.Fatal(err)
			}
			_, _, err := c.ReadMessage()
			var closed *websocket.CloseError
			if !errors.As(err, &closed) || closed.Code != test.status || !strings.HasPrefix(closed.Text, test.reason) {
				t.Errorf("got %v, want %d %s", err, test.status, test.reason)
			}
			// What the client sent after its fault is never read, so the system may end the connection by a reset.
			rest, err := io.ReadAll(c.NetConn())
			if err != nil && !errors.Is(err, syscall.ECONNRESET) || len(rest) > 0 {
				t.Errorf("after the close frame came %q, %v", rest, err)
			}
			healthy.send(subscribeA)
			healthy.want(subscribedA)
		})
	}
}

func TestHandshakesThatAreRefused(t *testing.T) {
	s := serve(t, Options{MaxConnections: 1, Origins: []string{"https://friend.example"}}, quiet("ticks"))
	host := strings.TrimPrefix(s.url, "ws://")
	for _, test := range []struct {
		name   string
		header map[string]string
		status int
	}{
		{"not a handshake", map[string]string{"Upgrade": ""}, 426},
		{"old version", map[string]string{"Sec-WebSocket-Version": "8"}, 400},
		{"bad key", map[string]string{"Sec-WebSocket-Key": "abc"}, 400},
		{"foreign origin", map[string]string{"Origin": "https://evil.example"}, 403},
		{"origin of a page without one", map[string]string{"Origin": "null"}, 403},
		{"origin that is a prefix", map[string]string{"Origin": "https://friend.example.evil.example"}, 403},
		{"other scheme of a friend", map[string]string{"Origin": "http://friend.example"}, 403},
		{"same origin", map[string]string{"Origin": "http://" + host}, 101},
		{"friend", map[string]string{"Origin": "https://friend.example"}, 101},
		{"no origin", nil, 101},
	} {
		t.Run(test.name, func(t *testing.T) {
			conn, err := net.Dial("tcp", host)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				_ = conn.Close()
				eventually(t, "the connection is counted", func() bool { return s.Stats().Connections == 0 })
			}()
			request, err := http.NewRequest(http.MethodGet, "http://"+host, nil)
			if err != nil {
				t.Fatal(err)
			}
			for name, value := range map[string]string{
				"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
				"Sec-WebSocket-Key":        "AAAAAAAAAAAAAAAAAAAAAA==",
				"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
			} {
				request.Header.Set(name, value)
			}
			for name, value := range test.header {
				request.Header.Set(name, value)
			}
			if err := request.Write(conn); err != nil {
				t.Fatal(err)
			}
			response, err := http.ReadResponse(bufio.NewReader(conn), request)
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != test.status || response.Header.Get("Sec-WebSocket-Extensions") != "" {
				t.Fatalf("%s %v, want %d", response.Status, response.Header, test.status)
			}
			if response.StatusCode != 101 {
				_ = response.Body.Close()
				return
			}
			if _, response, err := websocket.DefaultDialer.Dial(s.url, nil); err == nil || response.StatusCode != 503 {
				t.Fatalf("one connection too many: %v", err)
			}
		})
	}
}

func TestAPeerWithoutSignOfLifeIsClosedAndALivingOneIsNot(t *testing.T) {
	s := serve(t, Options{PingInterval: 20 * time.Millisecond, PongTimeout: 100 * time.Millisecond, CloseTimeout: 50 * time.Millisecond},
		quiet("ticks"))
	dead, living := s.dial(t), s.dial(t)
	pings := make(chan struct{}, 1000)
	answer := living.PingHandler()
	living.SetPingHandler(func(data string) error {
		pings <- struct{}{}
		return answer(data)
	})
	go func() { _, _, _ = living.ReadMessage() }() // answers pings
	eventually(t, "the dead peer is closed", func() bool { return s.Stats().Connections == 1 })
	for range 20 { // more than three times as long as a dead one lives
		<-pings
	}
	if n := s.Stats().Connections; n != 1 {
		t.Fatalf("%d connections", n)
	}
	dead.SetPingHandler(func(string) error { return nil })
	dead.wantClose(1001, "no sign of life")
}

func TestAClientsPingIsAnsweredWhileTheServiceThinks(t *testing.T) {
	think := make(chan struct{})
	slow := quiet("ticks")
	slow.authorize = func(ctx context.Context, _ string) error {
		select {
		case <-think:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	s := serve(t, Options{}, slow)
	c := s.dial(t)
	c.send(subscribeA)
	if err := c.WriteControl(websocket.PingMessage, []byte("are you there"), time.Time{}); err != nil {
		t.Fatal(err)
	}
	ponged := make(chan string, 1)
	c.SetPongHandler(func(data string) error {
		ponged <- data
		close(think)
		return nil
	})
	c.want(subscribedA)
	if got := <-ponged; got != "are you there" {
		t.Fatalf("pong %q", got)
	}
	// A connection that goes away ends the wait of its service.
	gone := s.dial(t)
	think = make(chan struct{})
	gone.send(`{"type":"ticks.subscribe","payload":{"key":"b"}}`)
	_ = gone.Close()
	eventually(t, "the service still thinks", func() bool { return s.Stats().Connections == 1 })
}
