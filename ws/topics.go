package ws

import (
	"context"
	"sync"
)

// topics are the topics of a Handler that have a producer, by name. A topic stays here until its producer has
// returned, so that there is never more than one producer for a topic.
type topics struct {
	h      *Handler
	ctx    context.Context // of all producers
	cancel context.CancelFunc

	mu      sync.Mutex
	byName  map[string]*topic
	closing bool
}

func (ts *topics) init(h *Handler) {
	ts.h = h
	ts.ctx, ts.cancel = context.WithCancel(context.Background())
	ts.byName = make(map[string]*topic)
}

// join makes a subscription part of its topic, which is begun if need be; the reply follows when the topic has begun.
// If it cannot, and the connection is still there, it says what to wait for before trying again: the end of the
// topic's last producer.
func (ts *topics) join(s *stream, what Subscription, sub *subscription) (joined bool, wait <-chan struct{}) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.closing {
		return false, nil // and so is the connection
	}
	if t := ts.byName[what.Topic]; t != nil {
		return t.join(sub), t.over
	}
	t := newTopic(ts, s, what.Topic)
	if !t.join(sub) {
		t.cancel()
		return false, nil
	}
	ts.byName[t.name] = t
	ts.h.running.Add(1)
	go t.run(what.Start)
	return true, nil
}

// remove forgets a topic whose producer has returned.
func (ts *topics) remove(t *topic) {
	ts.mu.Lock()
	delete(ts.byName, t.name)
	ts.mu.Unlock()
	close(t.over)
	ts.h.running.Done()
}

// count counts the producers.
func (ts *topics) count() int {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	return len(ts.byName)
}

// shutDown ends every topic, and lets none begin.
func (ts *topics) shutDown() {
	ts.mu.Lock()
	ts.closing = true
	all := make([]*topic, 0, len(ts.byName))
	for _, t := range ts.byName {
		all = append(all, t)
	}
	ts.mu.Unlock()
	for _, t := range all {
		t.end(&refusal{CodeShuttingDown, goingAway})
	}
	ts.cancel()
}
