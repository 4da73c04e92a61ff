package ws

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// conn is one connection. A goroutine reads it; what it reads is answered in order by another one, which runs only
// while there is something to answer, so that pings are answered and a close is seen while a service thinks.
type conn struct {
	h      *Handler
	ws     *websocket.Conn // reads
	socket *socket
	out    *outbox
	remote string
	ctx    context.Context // values of the request; ends when the connection closes
	cancel context.CancelFunc
	ping   *time.Timer
	slow   bool // set by the outbox before it is done: the client was too slow
	bad    int  // messages in a row that could not be understood

	mu      sync.Mutex
	subs    map[string]*subscription // by topic
	left    bool                     // the topics were left: the connection has ended
	inbox   []incoming
	room    sync.Cond // there is room in the inbox, or the connection has ended
	working bool
}

// incoming is what a client sent in one message.
type incoming struct {
	data []byte
	text bool
}

// maxInbox bounds the messages that wait to be answered; the next is read when there is room.
const maxInbox = 16

func newConn(h *Handler, wsConn *websocket.Conn, s *socket, values context.Context, remote string) *conn {
	ctx, cancel := context.WithCancel(values)
	c := &conn{h: h, ws: wsConn, socket: s, remote: remote, ctx: ctx, cancel: cancel}
	c.room.L = &c.mu
	c.out = newOutbox(s.Conn, h, c.closed)
	s.out = c.out
	h.running.Add(1)
	context.AfterFunc(ctx, func() {
		defer h.running.Done()
		c.leaveAll()
	})
	c.ping = time.AfterFunc(time.Hour, c.sendPing)
	c.ping.Reset(h.opt.PingInterval) // not before c.ping is set
	return c
}

// closed is called by the outbox when it accepts no more.
func (c *conn) closed(slow bool) {
	c.slow = slow
	if slow {
		c.h.slowConsumers.Add(1)
	}
	c.cancel()
}

// sendPing asks for a sign of life; what is read next, whatever it is, is one.
func (c *conn) sendPing() {
	if c.ctx.Err() == nil {
		c.out.send(control(pingFrame, ""))
		c.ping.Reset(c.h.opt.PingInterval)
	}
}

// serve is the life of the connection.
func (c *conn) serve() {
	defer c.h.leave(c)
	err := c.read()
	c.cancel()
	c.ping.Stop()
	var closed *websocket.CloseError
	switch {
	case errors.Is(err, websocket.ErrReadLimit):
		c.out.close(websocket.CloseMessageTooBig, "message too big")
	case errors.As(err, &closed) && closed.Code == websocket.CloseAbnormalClosure:
		c.out.abort() // the peer is gone
	case isTimeout(err):
		c.out.close(websocket.CloseGoingAway, "no sign of life")
	}
	c.out.close(websocket.CloseInternalServerErr, "connection failed") // only if nothing else was said
	<-c.out.done
	if c.slow {
		c.h.opt.Logger.Warn("websocket client was too slow and is disconnected", "remote", c.remote)
	}
	if closed == nil && !isTimeout(err) {
		c.socket.drain()
	}
	_ = c.socket.Close() // every answer to its failure is to close
}

// isTimeout says whether a deadline passed.
func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

// errNotUTF8 ends a connection whose client sends text that is not UTF-8.
var errNotUTF8 = errors.New("text frame is not UTF-8")

// read reads messages until the connection fails or is closed.
func (c *conn) read() error {
	alive := c.h.opt.PingInterval + c.h.opt.PongTimeout
	c.ws.SetReadLimit(int64(c.h.opt.MaxMessageBytes))
	c.ws.SetPingHandler(func(data string) error {
		c.out.extendRead(alive)
		c.out.send(control(pongFrame, data))
		return nil
	})
	c.ws.SetPongHandler(func(string) error {
		c.out.extendRead(alive)
		return nil
	})
	for {
		c.out.extendRead(alive)
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		if kind == websocket.TextMessage && !utf8.Valid(data) {
			c.out.close(websocket.CloseInvalidFramePayloadData, errNotUTF8.Error())
			return errNotUTF8
		}
		c.receive(incoming{data, kind == websocket.TextMessage})
	}
}

// receive puts a message into the inbox, and waits while that is full. What comes after the close is not answered.
func (c *conn) receive(f incoming) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.inbox) >= maxInbox && !c.left {
		c.room.Wait()
	}
	if c.ctx.Err() != nil {
		return
	}
	c.inbox = append(c.inbox, f)
	if !c.working {
		c.working = true
		c.h.running.Add(1)
		go c.work()
	}
}

// work answers messages until none waits. Once the connection has ended none is answered any more: a subscription
// may then still wait for its topic to begin, and nothing may happen to it but that leaveAll takes it back.
func (c *conn) work() {
	defer c.h.running.Done()
	for {
		c.mu.Lock()
		if len(c.inbox) == 0 || c.ctx.Err() != nil {
			c.working, c.inbox = false, nil
			c.mu.Unlock()
			return
		}
		f := c.inbox[0]
		c.inbox = c.inbox[1:]
		c.room.Signal()
		c.mu.Unlock()
		c.answer(f)
	}
}

// answer answers one message. A panic of a service is logged and ends nothing.
func (c *conn) answer(f incoming) {
	if !f.text {
		c.complain("", CodeMalformed, "binary frames are not understood: send JSON in a text frame")
		return
	}
	m, err := readMessage(f.data)
	if err != nil {
		c.complain(m.id, CodeMalformed, err.Error())
		return
	}
	v, known := c.h.verbs[m.kind]
	if !known {
		c.complain(m.id, CodeUnknownType, fmt.Sprintf("there is no message type %.100q", m.kind))
		return
	}
	c.bad = 0
	topic := ""
	refuse := func(code, message string) { c.out.send(reply(m.kind, m.id, code, message, topic)) }
	defer func() {
		if reason := recover(); reason != nil {
			c.logger(v.stream).Error("websocket message failed", "type", m.kind, "panic", reason, "stack", string(debug.Stack()))
			refuse(CodeInternal, internalError)
		}
	}()
	if m.payload == nil {
		refuse(CodeInvalid, "the payload is missing: it is the subscription request")
		return
	}
	s, err := v.stream.Subscription(m.payload)
	if err != nil {
		refuse(CodeInvalid, err.Error())
		return
	}
	topic = s.Topic
	if v.subscribe {
		c.subscribe(v.stream, s, m)
	} else {
		c.unsubscribe(s, m)
	}
}

// complain answers a message that cannot be understood. Too many of them in a row close the connection.
func (c *conn) complain(id, code, message string) {
	c.out.send(complaint(id, code, message))
	c.bad++
	if c.bad >= c.h.opt.MaxBadMessages {
		c.out.close(websocket.ClosePolicyViolation, "too many bad messages")
	}
}

// leaveAll leaves every topic, when the connection ends.
func (c *conn) leaveAll() {
	c.mu.Lock()
	c.left = true
	subs := c.subs
	c.subs = nil
	c.room.Broadcast()
	c.mu.Unlock()
	for _, sub := range subs {
		sub.topic.leave(sub)
	}
}
