package ws

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"runtime/debug"
	"sync"
)

// topic is a stream together with one subscription request: a producer and those who listen to it.
//
// Locks are taken in the order topics, topic, conn, outbox.
type topic struct {
	ts     *topics
	stream *stream
	name   string
	prefix []byte // of every update message
	ctx    context.Context
	cancel context.CancelFunc
	over   chan struct{} // closed once the producer has returned and the name is free again

	mu    sync.Mutex
	state topicState
	subs  []*subscription // while starting: those who wait for the reply
}

type topicState int

const (
	topicStarting topicState = iota // the service is being asked
	topicRunning
	topicStopped // nobody can join any more; the producer is ending, or has
)

func newTopic(ts *topics, s *stream, name string) *topic {
	t := &topic{ts: ts, stream: s, name: name, prefix: updatePrefix(s.name, name), over: make(chan struct{})}
	t.ctx, t.cancel = context.WithCancel(ts.ctx)
	return t
}

// join adds a subscription, unless the topic is stopped or the connection has ended. The reply is sent with the lock
// held, and so comes before the first update.
func (t *topic) join(sub *subscription) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state == topicStopped || sub.conn.add(sub, t) != nil {
		return false
	}
	sub.index = len(t.subs)
	t.subs = append(t.subs, sub)
	if t.state == topicRunning {
		sub.reply(nil)
	}
	return true
}

// confirm answers a second subscribe message of a connection that is part of the topic; false if it is no more.
func (t *topic) confirm(sub *subscription, m message) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != topicRunning || !t.has(sub) {
		return false
	}
	sub.conn.out.send(reply(m.kind, m.id, "", "Subscribed", t.name))
	return true
}

// leave takes a subscription out; after it no update reaches the connection's outbox. The last one stops the topic.
func (t *topic) leave(sub *subscription) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.has(sub) {
		return
	}
	last := len(t.subs) - 1
	t.subs[sub.index] = t.subs[last]
	t.subs[sub.index].index = sub.index
	t.subs[last] = nil
	t.subs = t.subs[:last]
	sub.conn.remove(sub)
	if last == 0 {
		t.stop()
	}
}

// has says whether a subscription is part of the topic. mu is held.
func (t *topic) has(sub *subscription) bool {
	return sub.index < len(t.subs) && t.subs[sub.index] == sub
}

// stop lets nobody join any more and tells the producer to return.
func (t *topic) stop() {
	t.state = topicStopped
	t.cancel()
}

// run is the life of the producer.
func (t *topic) run(start func(context.Context) (iter.Seq2[Update, error], error)) {
	defer func() {
		t.end(&refusal{CodeInternal, internalError}) // if the service ended its goroutine under us
		t.ts.remove(t)
	}()
	items, refused := t.begin(start)
	if refused != nil {
		t.refuse(refused)
		return
	}
	if t.open() {
		t.end(t.produce(items))
	}
}

// logger logs about this topic.
func (t *topic) logger() *slog.Logger {
	return t.ts.h.opt.Logger.With("stream", t.stream.name, "topic", t.name)
}

// begin asks the service.
func (t *topic) begin(start func(context.Context) (iter.Seq2[Update, error], error)) (items iter.Seq2[Update, error], refused *refusal) {
	defer func() { refused = t.rescue(recover(), refused) }()
	items, err := start(t.ctx)
	if err == nil && items == nil {
		err = errors.New("the service returned neither a sequence nor an error")
	}
	if err != nil {
		return nil, refusalOf(t.stream, t.logger(), "websocket topic could not begin", err)
	}
	return items, nil
}

// rescue makes a refusal of a panic.
func (t *topic) rescue(panicked any, otherwise *refusal) *refusal {
	if panicked == nil {
		return otherwise
	}
	t.logger().Error("websocket topic panicked", "panic", panicked, "stack", string(debug.Stack()))
	return &refusal{CodeInternal, internalError}
}

// refuse answers everyone who waits for the topic with its error.
func (t *topic) refuse(refused *refusal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, sub := range t.subs {
		sub.conn.remove(sub)
		sub.reply(refused)
	}
	t.subs = nil
	t.stop()
}

// open answers everyone who waits for the topic, before its first value. It is false if nobody waits any more.
func (t *topic) open() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state == topicStopped {
		return false
	}
	t.state = topicRunning
	for _, sub := range t.subs {
		sub.reply(nil)
	}
	return true
}

// produce hands on what the service yields until the sequence or the topic ends, and says why.
func (t *topic) produce(items iter.Seq2[Update, error]) (why *refusal) {
	defer func() { why = t.rescue(recover(), why) }()
	for update, err := range items {
		if t.ctx.Err() != nil {
			return nil
		}
		if err == nil {
			t.publish(update)
			continue
		}
		var gap *Gap
		var lost *unencodable
		switch {
		case errors.As(err, &gap):
			t.broadcast(gapFrame(t.stream.name, t.name, gap.Missed))
		case errors.As(err, &lost):
			t.logger().Error("websocket update cannot be encoded", "error", err)
			t.broadcast(gapFrame(t.stream.name, t.name, 1))
		default:
			if t.ctx.Err() != nil {
				return nil
			}
			return refusalOf(t.stream, t.logger(), "websocket topic failed", err)
		}
	}
	return &refusal{CodeCompleted, fmt.Sprintf("the stream %s has no more to say", t.stream.name)}
}

// publish puts a value into every subscriber's outbox, framed once.
func (t *topic) publish(u Update) {
	frame := text(t.prefix, u.Payload, []byte(updateSuffix))
	t.ts.h.updates.Add(1)
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, sub := range t.subs {
		sub.conn.out.update(sub, frame, u.Key)
	}
}

// broadcast puts a frame into every subscriber's outbox.
func (t *topic) broadcast(frame []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, sub := range t.subs {
		sub.conn.out.send(frame)
	}
}

// end tells the subscribers, if there still are any, that the topic has ended, and why. Those who still wait for
// their reply learn it from that.
func (t *topic) end(why *refusal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != topicStopped && why != nil {
		frame := endFrame(t.stream.name, t.name, why.code, why.message)
		for _, sub := range t.subs {
			sub.conn.remove(sub)
			if t.state == topicStarting {
				sub.reply(&refusal{CodeUnavailable, why.message})
			} else {
				sub.conn.out.send(frame)
			}
		}
		t.subs = nil
	}
	t.stop()
}
