package streams

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"tenon/ws"
	"trading/modules/broker"
	brokerservice "trading/modules/broker/service"
	brokerws "trading/modules/broker/ws_generated"
	datafeedservice "trading/modules/datafeed/service"
	datafeedws "trading/modules/datafeed/ws_generated"
)

// now is the clock of the tests, in ms since the epoch 1714573800000.
func now() time.Time { return time.Date(2024, 5, 1, 14, 30, 0, 0, time.UTC) }

// backend is both modules, served as they are in production.
type backend struct {
	broker *brokerservice.Service
	market *datafeedservice.Service

	brokerStreams, datafeedStreams *ws.Handler

	url                          string
	brokerMessages, feedMessages validator
}

// start starts a backend. wrap may stand before the broker's service.
func start(t *testing.T, wrap func(broker.API) broker.API) *backend {
	t.Helper()
	b := &backend{market: datafeedservice.New(now)}
	b.broker = brokerservice.New(b.market, now)
	var api broker.API = b.broker
	if wrap != nil {
		api = wrap(api)
	}
	quiet := ws.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	b.brokerStreams = ws.NewHandler(brokerws.NewRouters(api), quiet)
	b.datafeedStreams = ws.NewHandler(datafeedws.NewRouters(b.market), quiet)
	mux := http.NewServeMux()
	mux.Handle("/api/v1/broker/ws", b.brokerStreams)
	mux.Handle("/api/v1/datafeed/ws", b.datafeedStreams)
	server := httptest.NewServer(mux)
	b.url = "ws" + strings.TrimPrefix(server.URL, "http")
	b.brokerMessages = messages(t, "broker")
	b.feedMessages = messages(t, "datafeed")
	t.Cleanup(func() {
		b.brokerStreams.Close()
		b.datafeedStreams.Close()
		server.Close()
		for _, h := range []*ws.Handler{b.brokerStreams, b.datafeedStreams} {
			if left := h.Stats(); left.Connections != 0 || left.Topics != 0 || left.SlowConsumers != 0 {
				t.Errorf("left behind: %+v", left)
			}
		}
	})
	return b
}

// client is a client of one module.
type client struct {
	t        *testing.T
	conn     *websocket.Conn
	messages validator
}

func (b *backend) dialBroker(t *testing.T) *client {
	t.Helper()
	return dial(t, b.url+"/api/v1/broker/ws", b.brokerMessages)
}

func (b *backend) dialDatafeed(t *testing.T) *client {
	t.Helper()
	return dial(t, b.url+"/api/v1/datafeed/ws", b.feedMessages)
}

func dial(t *testing.T, url string, messages validator) *client {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return &client{t, conn, messages}
}

// send sends a frame that the document allows.
func (c *client) send(frame string) {
	c.t.Helper()
	validate(c.t, c.messages, frame)
	c.sendAnything(frame)
}

// sendAnything sends a frame.
func (c *client) sendAnything(frame string) {
	c.t.Helper()
	if err := c.conn.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		c.t.Fatal(err)
	}
}

// want reads frames; each must be what the test says, and what the document says.
func (c *client) want(frames ...string) {
	c.t.Helper()
	for _, want := range frames {
		if err := c.conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			c.t.Fatal(err)
		}
		_, got, err := c.conn.ReadMessage()
		if err != nil {
			c.t.Fatalf("%v, want %s", err, want)
		}
		if string(got) != want {
			c.t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
		validate(c.t, c.messages, string(got))
	}
}

// wantNothing makes sure that nothing is on its way: what comes next is the answer to a nonsense.
func (c *client) wantNothing() {
	c.t.Helper()
	c.sendAnything(`{"type":"nonsense","id":"n"}`)
	c.want(`{"type":"error","id":"n","payload":{"status":"error","code":"unknown-type","message":"there is no message type \"nonsense\""}}`)
}

// subscribe subscribes, which must succeed with this topic.
func (c *client) subscribe(stream, request, topic string) {
	c.t.Helper()
	c.send(`{"type":"` + stream + `.subscribe","payload":` + request + `}`)
	c.want(reply(stream, "subscribe", "Subscribed", topic))
}

// unsubscribe unsubscribes, which must succeed with this topic.
func (c *client) unsubscribe(stream, request, topic string) {
	c.t.Helper()
	c.send(`{"type":"` + stream + `.unsubscribe","payload":` + request + `}`)
	c.want(reply(stream, "unsubscribe", "Unsubscribed", topic))
}

// reply is the good answer to a message. topic stands as in a JSON string.
func reply(stream, verb, message, topic string) string {
	return `{"type":"` + stream + `.` + verb + `.response","payload":{"status":"ok","message":"` + message + `","topic":"` + topic + `"}}`
}

// update is an update message. topic stands as in a JSON string.
func update(stream, topic, value string) string {
	return `{"type":"` + stream + `.update","payload":{"topic":"` + topic + `","payload":` + value + `}}`
}

// eventually waits for something that must come.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
	}
}

// must is for calls that do not fail.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var errNotYours = errors.New("account 4711 belongs to someone else")
