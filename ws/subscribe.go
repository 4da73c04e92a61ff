package ws

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// subscription is one connection's part in one topic.
type subscription struct {
	conn  *conn
	topic *topic
	m     message // that asked for it
	index int     // in topic.subs

	answered chan struct{}   // closed once the reply is in the outbox
	latest   map[any]*latest // updates that wait, by key; belongs to the outbox of conn
}

// reply answers the subscription, with an error or well, and lets the connection go on.
func (s *subscription) reply(err *refusal) {
	if err != nil {
		s.conn.out.send(reply(s.m.kind, s.m.id, err.code, err.message, s.topic.name))
	} else {
		s.conn.out.send(reply(s.m.kind, s.m.id, "", "Subscribed", s.topic.name))
	}
	s.m = message{} // a subscription may last long
	close(s.answered)
}

// refusal is an error as clients see it.
type refusal struct{ code, message string }

// internalError is all that clients are told about errors that the contract does not declare.
const internalError = "internal error"

// refusalOf is what clients may know of an error: code and text if the contract declares it, else a fixed text, and
// the error goes to the log.
func refusalOf(s *stream, log *slog.Logger, what string, err error) *refusal {
	if code := s.Code(err); code != "" {
		return &refusal{code, err.Error()}
	}
	log.Error(what, "error", err)
	return &refusal{CodeInternal, internalError}
}

// logger logs about a stream on this connection.
func (c *conn) logger(s *stream) *slog.Logger {
	return c.h.opt.Logger.With("stream", s.name, "remote", c.remote)
}

// predecessorTimeout is how long a new producer waits for the last one of its topic to return.
const predecessorTimeout = 10 * time.Second

// subscribe answers a subscribe message, and returns once it is answered or the connection has ended.
func (c *conn) subscribe(s *stream, what Subscription, m message) {
	if sub := c.subscription(what.Topic); sub != nil && sub.topic.confirm(sub, m) {
		return
	}
	if refused := c.authorize(s, what); refused != nil {
		c.out.send(reply(m.kind, m.id, refused.code, refused.message, what.Topic))
		return
	}
	if most := c.h.opt.MaxTopics; c.topicCount() >= most {
		c.out.send(reply(m.kind, m.id, CodeTooMany, fmt.Sprintf("a connection may subscribe to %d topics", most), what.Topic))
		return
	}
	patience := time.NewTimer(predecessorTimeout)
	defer patience.Stop()
	for {
		sub := &subscription{conn: c, m: message{kind: m.kind, id: m.id}, answered: make(chan struct{})}
		joined, wait := c.h.topics.join(s, what, sub)
		if joined {
			select {
			case <-sub.answered:
			case <-c.ctx.Done():
			}
			return
		}
		select {
		case <-wait:
		case <-c.ctx.Done():
			return
		case <-patience.C:
			c.logger(s).Error("the last producer of a topic does not heed the end of its context", "topic", what.Topic)
			c.out.send(reply(m.kind, m.id, CodeUnavailable, "the topic is still ending, try again later", what.Topic))
			return
		}
	}
}

// authorize asks whether the caller may have a subscription.
func (c *conn) authorize(s *stream, what Subscription) *refusal {
	if what.Authorize == nil {
		return nil
	}
	err := what.Authorize(c.ctx)
	if err == nil {
		return nil
	}
	if code := s.Code(err); code != "" {
		return &refusal{code, err.Error()}
	}
	c.logger(s).Info("websocket subscription refused", "topic", what.Topic, "error", err)
	return &refusal{CodeForbidden, "not permitted"}
}

// unsubscribe answers an unsubscribe message. What is not subscribed to is unsubscribed from already.
func (c *conn) unsubscribe(what Subscription, m message) {
	if sub := c.subscription(what.Topic); sub != nil {
		sub.topic.leave(sub)
	}
	c.out.send(reply(m.kind, m.id, "", "Unsubscribed", what.Topic))
}

// subscription is that to a topic, or nil.
func (c *conn) subscription(topic string) *subscription {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.subs[topic]
}

// topicCount counts the topics subscribed to.
func (c *conn) topicCount() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.subs)
}

// errEnded says that a connection has ended.
var errEnded = errors.New("connection has ended")

// add notes a subscription. It fails once the connection has ended, so that nothing is joined that is never left.
func (c *conn) add(sub *subscription, t *topic) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left {
		return errEnded
	}
	if c.subs == nil {
		c.subs = make(map[string]*subscription)
	}
	sub.topic = t
	c.subs[t.name] = sub
	return nil
}

// remove forgets a subscription.
func (c *conn) remove(sub *subscription) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.subs[sub.topic.name] == sub {
		delete(c.subs, sub.topic.name)
	}
}
