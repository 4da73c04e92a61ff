// Package feed hands values from the code that publishes them to the sequences of those who stream them.
//
// Publishing is synchronous: Publish returns once every subscriber has taken the value and asked for the next one. So
// the order in which a service publishes, also on several hubs, is the order in which one connection sees it.
package feed

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// Hub fans values out by key. The zero Hub is ready for use; it must not be copied.
type Hub[K comparable, T any] struct {
	mu   sync.Mutex
	subs map[K][]*subscriber[T]
}

// subscriber is one sequence. Values are handed over on values; taken answers each, once the consumer came back.
type subscriber[T any] struct {
	ctx    context.Context
	values chan T
	taken  chan struct{}
}

// Subscribe registers at once: every value published under one of keys from now on is in the sequence. The
// registration ends with ctx, whether or not the sequence is ever ranged over, and with the range itself.
func (h *Hub[K, T]) Subscribe(ctx context.Context, keys ...K) iter.Seq2[T, error] {
	ctx, cancel := context.WithCancel(ctx)
	s := &subscriber[T]{ctx: ctx, values: make(chan T), taken: make(chan struct{})}
	h.mu.Lock()
	if h.subs == nil {
		h.subs = make(map[K][]*subscriber[T])
	}
	for _, key := range keys {
		h.subs[key] = append(h.subs[key], s)
	}
	h.mu.Unlock()
	context.AfterFunc(ctx, func() { h.remove(s, keys) })

	return func(yield func(T, error) bool) {
		defer cancel()
		for {
			select {
			case <-ctx.Done():
				return
			case v := <-s.values:
				more := yield(v, nil)
				if !more {
					return
				}
				select {
				case s.taken <- struct{}{}:
				case <-ctx.Done():
					return
				}
			}
		}
	}
}

// Publish hands v to every subscriber of key and waits until each has taken it or is gone. It must not be called
// from within the range over a sequence of this hub.
func (h *Hub[K, T]) Publish(key K, v T) {
	h.mu.Lock()
	subs := slices.Clone(h.subs[key])
	h.mu.Unlock()
	for _, s := range subs {
		select {
		case s.values <- v:
			select {
			case <-s.taken:
			case <-s.ctx.Done():
			}
		case <-s.ctx.Done():
		}
	}
}

// Subscribers counts the sequences of key that are open.
func (h *Hub[K, T]) Subscribers(key K) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.subs[key])
}

// remove forgets a subscriber, and each key with its last one.
func (h *Hub[K, T]) remove(gone *subscriber[T], keys []K) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, key := range keys {
		kept := slices.DeleteFunc(slices.Clone(h.subs[key]), func(s *subscriber[T]) bool { return s == gone })
		if len(kept) == 0 {
			delete(h.subs, key)
		} else {
			h.subs[key] = kept
		}
	}
}
