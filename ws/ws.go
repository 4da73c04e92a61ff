// Package ws serves the streams of a contract over WebSocket: connections, topics and fan-out.
//
// A [Handler] is an http.Handler made of routers, one a stream. Generated code has the routers; an application makes
// the Handler, mounts it, and ends it with [Handler.Shutdown]:
//
//	streams := ws.NewHandler(brokerws.NewRouters(service), ws.Options{})
//	mux.Handle("/api/v1/broker/ws", streams)
//
// Clients send text frames {"type": "orders.subscribe", "payload": {…}}. A stream together with one subscription
// request is a topic. Equal requests share one topic and one producer, which runs from the first subscriber to the
// last, so that a value is computed, encoded and framed once, however many clients there are.
//
// What the package promises: the reply to a subscription comes before its first update, and no update comes after
// the reply to its end. A slow client never delays another and never costs unbounded memory: it is disconnected, or,
// for a stream that conflates, it is told how many values it missed. Nothing is dropped untold. Text that a service
// did not declare for clients (an undeclared error, a panic) goes to the log and never to a client.
//
// Who calls is decided before: put what authenticates in front of the Handler, as for any http.Handler. The values of
// the request's context, a principal among them, are in the context of [Subscription.Authorize].
package ws

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Handler is the WebSocket endpoint of some routers. It is safe for concurrent use. Make one with [NewHandler].
type Handler struct {
	opt      Options
	upgrader websocket.Upgrader
	verbs    map[string]verb // by the type of a client's message; never changed
	topics   topics

	mu      sync.Mutex
	closing bool
	conns   map[*conn]struct{}
	open    int            // connections, those in their handshake included
	running sync.WaitGroup // every goroutine that belongs to the Handler

	updates       atomic.Int64
	slowConsumers atomic.Int64
}

// verb is what a client may say about a stream.
type verb struct {
	stream    *stream
	subscribe bool // else unsubscribe
}

// stream is a router and what is computed of its name once.
type stream struct {
	Router
	name string
}

// NewHandler makes the endpoint of routers. It panics if two of them serve a stream of the same name, or if an
// option makes no sense: both are mistakes of the program.
func NewHandler(routers []Router, opt Options) *Handler {
	opt = opt.withDefaults()
	h := &Handler{
		opt:   opt,
		verbs: make(map[string]verb, 2*len(routers)),
		conns: make(map[*conn]struct{}),
		upgrader: websocket.Upgrader{
			HandshakeTimeout: opt.WriteTimeout,
			ReadBufferSize:   1 << 10,
			WriteBufferPool:  &sync.Pool{}, // never drawn from: the outbox writes
			CheckOrigin:      originCheck(opt.Origins),
			Error:            refuseHandshake,
		},
	}
	h.topics.init(h)
	for _, r := range routers {
		s := &stream{Router: r, name: r.Stream()}
		if _, twice := h.verbs[s.name+".subscribe"]; twice {
			panic(fmt.Sprintf("ws: two routers serve the stream %q", s.name))
		}
		h.verbs[s.name+".subscribe"] = verb{s, true}
		h.verbs[s.name+".unsubscribe"] = verb{s, false}
	}
	return h
}

// ServeHTTP upgrades a request to a WebSocket connection and returns; the connection lives on by itself. A request
// that cannot be upgraded is answered with its HTTP status: 426 if it is not a WebSocket handshake, 403 for a foreign
// origin, 503 while shutting down or when there are too many connections.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		w.Header().Set("Upgrade", "websocket")
		w.Header().Set("Connection", "Upgrade")
		http.Error(w, "this is a WebSocket endpoint: send a WebSocket handshake", http.StatusUpgradeRequired)
		return
	}
	if reason := h.admit(); reason != "" {
		w.Header().Set("Retry-After", "1")
		http.Error(w, reason, http.StatusServiceUnavailable)
		return
	}
	hj := &hijacker{ResponseWriter: w}
	wsConn, err := h.upgrader.Upgrade(hj, r, nil)
	if err != nil {
		h.leave(nil)
		return
	}
	c := newConn(h, wsConn, hj.socket, context.WithoutCancel(r.Context()), r.RemoteAddr)
	h.mu.Lock()
	h.conns[c] = struct{}{}
	closing := h.closing
	h.mu.Unlock()
	if closing {
		c.out.close(websocket.CloseGoingAway, goingAway)
	}
	go c.serve()
}

// admit counts a connection in, or says why it may not come in. What admit counted, leave counts out.
func (h *Handler) admit() (refusal string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.closing:
		return goingAway
	case h.opt.MaxConnections > 0 && h.open >= h.opt.MaxConnections:
		return "too many connections, try again later"
	}
	h.open++
	h.running.Add(1)
	return ""
}

// leave counts a connection out. c is nil if it never came through its handshake.
func (h *Handler) leave(c *conn) {
	h.mu.Lock()
	delete(h.conns, c)
	h.open--
	h.mu.Unlock()
	h.running.Done()
}

// Stats are counts of a Handler: those of now, and totals since it was made.
type Stats struct {
	Connections   int   // open now
	Topics        int   // with a producer now
	Updates       int64 // values published, each counted once whatever its number of subscribers; total
	SlowConsumers int64 // connections closed because their client was too slow; total
}

// Stats counts.
func (h *Handler) Stats() Stats {
	h.mu.Lock()
	open := h.open
	h.mu.Unlock()
	return Stats{
		Connections:   open,
		Topics:        h.topics.count(),
		Updates:       h.updates.Load(),
		SlowConsumers: h.slowConsumers.Load(),
	}
}

// goingAway is what clients are told when the Handler is being shut down.
const goingAway = "the server is shutting down"

// Shutdown ends the Handler gracefully. New connections are refused, every topic ends with a {stream}.end message of
// code "shutting-down", then every connection is closed with status 1001 after what was queued before. Shutdown waits
// until all of that is done and every producer has returned. If ctx ends first, the connections are dropped and the
// error is that of ctx.
//
// http.Server.Shutdown knows nothing of these connections: a server that stops calls both.
func (h *Handler) Shutdown(ctx context.Context) error {
	for _, c := range h.stop() {
		c.out.close(websocket.CloseGoingAway, goingAway)
	}
	done := make(chan struct{})
	go func() {
		h.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		h.drop()
		return ctx.Err()
	}
}

// Close ends the Handler at once: connections are dropped without a close frame. It returns when every goroutine of
// the Handler has ended, and so waits for producers that do not heed the end of their context.
func (h *Handler) Close() {
	h.stop()
	h.drop()
	h.running.Wait()
}

// stop refuses what is new, ends the topics, and lists the connections that are left.
func (h *Handler) stop() []*conn {
	h.mu.Lock()
	h.closing = true
	conns := make([]*conn, 0, len(h.conns))
	for c := range h.conns {
		conns = append(conns, c)
	}
	h.mu.Unlock()
	h.topics.shutDown()
	return conns
}

// drop closes the sockets under all connections.
func (h *Handler) drop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.conns {
		c.out.abort()
	}
}

// refuseHandshake answers a handshake that gorilla refuses.
func refuseHandshake(w http.ResponseWriter, _ *http.Request, status int, reason error) {
	w.Header().Set("Sec-WebSocket-Version", "13")
	http.Error(w, reason.Error(), status)
}

// in is the time that lies d ahead.
func in(d time.Duration) time.Time { return time.Now().Add(d) }
