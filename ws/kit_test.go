package ws

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// patience bounds every wait of the tests.
const patience = 10 * time.Second

// errClosed is the one declared error of the tests' streams.
var errClosed = errors.New("market closed")

// caller is the key of the caller's name in the context of a request.
type caller struct{}

// tick is a value of the tests' streams. A negative one has no JSON.
type tick struct{ n int }

func encodeTick(b []byte, v *tick) ([]byte, error) {
	if v.n < 0 {
		return nil, errors.New("a negative tick has no JSON")
	}
	return strconv.AppendInt(b, int64(v.n), 10), nil
}

// feed is a stream whose service the test is: a router for requests {"key": …}.
type feed struct {
	name      string
	conflate  bool
	authorize func(ctx context.Context, key string) error
	start     func(ctx context.Context, key string) (iter.Seq2[tick, error], error)
}

func (f *feed) Stream() string { return f.name }

func (f *feed) Code(err error) string {
	if errors.Is(err, errClosed) {
		return "market-closed"
	}
	return ""
}

func (f *feed) Subscription(payload []byte) (Subscription, error) {
	var req struct{ Key *string }
	if err := json.Unmarshal(payload, &req); err != nil || req.Key == nil {
		return Subscription{}, errors.New("/key: is required")
	}
	topic, err := json.Marshal(map[string]string{"key": *req.Key})
	if err != nil {
		return Subscription{}, err
	}
	s := Subscription{
		Topic: f.name + ":" + string(topic),
		Start: func(ctx context.Context) (iter.Seq2[Update, error], error) {
			items, err := f.start(ctx, *req.Key)
			if err != nil {
				return nil, err
			}
			var key func(*tick) any
			if f.conflate {
				key = func(v *tick) any { return v.n % 10 }
			}
			return Encode(items, encodeTick, key), nil
		},
	}
	if f.authorize != nil {
		s.Authorize = func(ctx context.Context) error { return f.authorize(ctx, *req.Key) }
	}
	return s, nil
}

// source is a service whose values the test hands in. publish returns once the value is in every outbox.
type source struct {
	mu      sync.Mutex
	started int
	values  chan tick
	errs    chan error
	taken   chan struct{}
	ended   chan struct{} // one for every producer that returned
}

func newSource() *source {
	return &source{
		values: make(chan tick), errs: make(chan error), taken: make(chan struct{}), ended: make(chan struct{}, 1000),
	}
}

func (s *source) start(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
	s.mu.Lock()
	s.started++
	s.mu.Unlock()
	return func(yield func(tick, error) bool) {
		defer func() { s.ended <- struct{}{} }()
		for {
			var more bool
			select {
			case v := <-s.values:
				more = yield(v, nil)
			case err := <-s.errs:
				more = yield(tick{}, err)
			case <-ctx.Done():
				return
			}
			s.taken <- struct{}{}
			if !more {
				return
			}
		}
	}, nil
}

func (s *source) publish(n int) {
	s.values <- tick{n}
	<-s.taken
}

func (s *source) fail(err error) {
	s.errs <- err
	<-s.taken
}

func (s *source) starts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.started
}

// log is a log that tests read.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// server is a Handler behind a real listener.
type server struct {
	*Handler
	url string
	log *log
}

// serve starts a server, and sees to it that the test leaves no goroutine behind.
func serve(t *testing.T, opt Options, routers ...Router) *server {
	t.Helper()
	before := runtime.NumGoroutine()
	s := &server{log: &log{}}
	opt.Logger = slog.New(slog.NewTextHandler(s.log, nil))
	s.Handler = NewHandler(routers, opt)
	authenticate := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), caller{}, r.Header.Get("X-Caller"))
		s.Handler.ServeHTTP(w, r.WithContext(ctx))
	})
	listener := httptest.NewServer(authenticate)
	s.url = "ws" + strings.TrimPrefix(listener.URL, "http")
	t.Cleanup(func() {
		s.Handler.Close()
		listener.Close()
		eventually(t, "goroutines are left", func() bool { return runtime.NumGoroutine() <= before })
		if n := s.Stats().Topics; n != 0 {
			t.Errorf("%d topics are left", n)
		}
	})
	return s
}

// eventually waits for something that must come.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !is(); {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%s\n%s", what, buf[:runtime.Stack(buf, true)])
		}
		time.Sleep(time.Millisecond)
	}
}

// client is a client of a server.
type client struct {
	t *testing.T
	*websocket.Conn
}

func (s *server) dial(t *testing.T, headers ...string) *client {
	t.Helper()
	header := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		header.Set(headers[i], headers[i+1])
	}
	c, response, err := websocket.DefaultDialer.Dial(s.url, header)
	if err != nil {
		t.Fatal(err)
	}
	if ext := response.Header.Get("Sec-WebSocket-Extensions"); ext != "" {
		t.Fatalf("extensions %q were negotiated", ext)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &client{t, c}
}

func (c *client) send(format string, args ...any) {
	c.t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, format, args...)); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) next() string {
	c.t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(patience)); err != nil {
		c.t.Fatal(err)
	}
	kind, data, err := c.ReadMessage()
	if err != nil || kind != websocket.TextMessage {
		c.t.Fatalf("message of kind %d: %v", kind, err)
	}
	return string(data)
}

func (c *client) want(frames ...string) {
	c.t.Helper()
	for _, want := range frames {
		if got := c.next(); got != want {
			c.t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// wantClose reads to the close frame, which must come next.
func (c *client) wantClose(code int, reason string) {
	c.t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(patience)); err != nil {
		c.t.Fatal(err)
	}
	_, data, err := c.ReadMessage()
	var closed *websocket.CloseError
	if !errors.As(err, &closed) || closed.Code != code || closed.Text != reason {
		c.t.Fatalf("got %q, %v, want a close with %d %q", data, err, code, reason)
	}
}

// The frames of the stream ticks and the key a.
const (
	topicA        = `"ticks:{\"key\":\"a\"}"`
	subscribeA    = `{"type":"ticks.subscribe","payload":{"key":"a"}}`
	unsubscribeA  = `{"type":"ticks.unsubscribe","payload":{"key":"a"}}`
	subscribedA   = `{"type":"ticks.subscribe.response","payload":{"status":"ok","message":"Subscribed","topic":` + topicA + `}}`
	unsubscribedA = `{"type":"ticks.unsubscribe.response","payload":{"status":"ok","message":"Unsubscribed","topic":` + topicA + `}}`
)

func updateA(n int) string {
	return fmt.Sprintf(`{"type":"ticks.update","payload":{"topic":%s,"payload":%d}}`, topicA, n)
}

func endA(code, message string) string {
	return fmt.Sprintf(`{"type":"ticks.end","payload":{"topic":%s,"code":%q,"message":%q}}`, topicA, code, message)
}

func refusedA(code, message string) string {
	return fmt.Sprintf(`{"type":"ticks.subscribe.response","payload":{"status":"error","code":%q,"message":%q,"topic":%s}}`,
		code, message, topicA)
}
