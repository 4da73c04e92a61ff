package ws

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"
)

func TestTheReplyComesBeforeTheFirstUpdateAndUpdatesInOrder(t *testing.T) {
	atOnce := func(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
		return func(yield func(tick, error) bool) {
			for n := range 100 {
				if !yield(tick{n}, nil) {
					return
				}
			}
			<-ctx.Done()
		}, nil
	}
	s := serve(t, Options{}, &feed{name: "ticks", start: atOnce})
	c := s.dial(t)
	c.send(subscribeA)
	c.want(subscribedA)
	for n := range 100 {
		c.want(updateA(n))
	}
}

func TestClientsOfOneTopicShareOneProducerFromTheFirstToTheLast(t *testing.T) {
	src := newSource()
	s := serve(t, Options{}, &feed{name: "ticks", start: src.start})
	first, second, other := s.dial(t), s.dial(t), s.dial(t)
	first.send(subscribeA)
	first.want(subscribedA)
	src.publish(1)
	second.send(`{"payload":{"key":"a","unknown":[{}]},"type":"ticks.subscribe","id":"x\ty"}`)
	second.want(strings.Replace(subscribedA, `,"payload"`, `,"id":"x\ty","payload"`, 1))
	src.publish(2)
	first.want(updateA(1), updateA(2))
	second.want(updateA(2))
	if n := src.starts(); n != 1 {
		t.Fatalf("%d producers for one topic", n)
	}
	other.send(`{"type":"ticks.subscribe","payload":{"key":"b"}}`)
	if got := other.next(); !strings.Contains(got, `"ticks:{\"key\":\"b\"}"`) {
		t.Fatalf("got %s", got)
	}
	if n := s.Stats().Topics; src.starts() != 2 || n != 2 {
		t.Fatalf("%d producers started, %d run", src.starts(), n)
	}
	_ = other.Close()
	<-src.ended
	first.send(unsubscribeA)
	first.want(unsubscribedA)
	src.publish(3)
	second.want(updateA(3))
	second.send(unsubscribeA)
	second.want(unsubscribedA)
	<-src.ended
	eventually(t, "the topic is left", func() bool { return s.Stats().Topics == 0 })
	first.send(subscribeA)
	first.want(subscribedA)
	src.publish(4)
	first.want(updateA(4))
	if n := src.starts(); n != 3 {
		t.Fatalf("%d producers started", n)
	}
}

func TestSubscribingAndUnsubscribingTwiceChangesNothing(t *testing.T) {
	src := newSource()
	s := serve(t, Options{}, &feed{name: "ticks", start: src.start})
	c := s.dial(t)
	c.send(unsubscribeA)
	c.send(subscribeA)
	c.send(subscribeA)
	c.want(unsubscribedA, subscribedA, subscribedA)
	src.publish(1)
	c.want(updateA(1))
	c.send(unsubscribeA)
	c.send(unsubscribeA)
	c.want(unsubscribedA, unsubscribedA)
	<-src.ended
}

func TestNoUpdateFollowsTheUnsubscribeReply(t *testing.T) {
	flood := func(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
		return func(yield func(tick, error) bool) {
			for ctx.Err() == nil && yield(tick{1}, nil) {
				time.Sleep(20 * time.Microsecond) // lest clients fall behind
			}
		}, nil
	}
	s := serve(t, Options{MaxQueueBytes: 1 << 30}, &feed{name: "ticks", start: flood})
	stays, c := s.dial(t), s.dial(t)
	stays.send(subscribeA)
	go func() {
		for {
			if _, _, err := stays.ReadMessage(); err != nil {
				return
			}
		}
	}()
	for range 30 {
		c.send(subscribeA)
		c.want(subscribedA, updateA(1), updateA(1))
		c.send(unsubscribeA)
		for c.next() != unsubscribedA {
		}
		c.send(`{"type":"mark"}`)
		if got := c.next(); !strings.Contains(got, `"code":"unknown-type"`) {
			t.Fatalf("after the reply came %s", got)
		}
	}
}

func TestTheServicesErrorIsTheAnswer(t *testing.T) {
	for _, test := range []struct {
		name  string
		start func() (iter.Seq2[tick, error], error)
		want  string
		log   string
	}{
		{"declared", func() (iter.Seq2[tick, error], error) { return nil, fmt.Errorf("%w: it is Sunday", errClosed) },
			refusedA("market-closed", "market closed: it is Sunday"), ""},
		{"undeclared", func() (iter.Seq2[tick, error], error) { return nil, errors.New("password is hunter2") },
			refusedA("internal", "internal error"), "hunter2"},
		{"panic", func() (iter.Seq2[tick, error], error) { panic("boom") },
			refusedA("internal", "internal error"), "panic=boom"},
		{"neither", func() (iter.Seq2[tick, error], error) { return nil, nil },
			refusedA("internal", "internal error"), "neither a sequence nor an error"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, Options{}, &feed{name: "ticks", start: func(context.Context, string) (iter.Seq2[tick, error], error) {
				return test.start()
			}})
			c := s.dial(t)
			c.send(subscribeA)
			c.want(test.want)
			c.send(subscribeA) // it is asked again
			c.want(test.want)
			if !strings.Contains(s.log.String(), test.log) || test.log == "" && s.log.String() != "" {
				t.Errorf("the log is %q", s.log)
			}
		})
	}
}

func TestATopicThatEndsTellsItsSubscribersAndNobodyElse(t *testing.T) {
	for _, test := range []struct {
		name string
		fail error // nil: the sequence just ends
		want string
		log  string
	}{
		{"declared", fmt.Errorf("%w for today", errClosed), endA("market-closed", "market closed for today"), ""},
		{"undeclared", errors.New("password is hunter2"), endA("internal", "internal error"), "hunter2"},
		{"canceled by something else", context.Canceled, endA("internal", "internal error"), "context canceled"},
		{"completed", nil, endA("completed", "the stream ticks has no more to say"), ""},
		{"panic", errPanic, endA("internal", "internal error"), "panic="},
	} {
		t.Run(test.name, func(t *testing.T) {
			fail := make(chan struct{})
			start := func(ctx context.Context, key string) (iter.Seq2[tick, error], error) {
				return func(yield func(tick, error) bool) {
					if key == "a" {
						yield(tick{1}, nil)
						select {
						case <-fail:
						case <-ctx.Done():
							return
						}
						if errors.Is(test.fail, errPanic) {
							panic(test.fail)
						}
						if test.fail != nil {
							yield(tick{}, test.fail)
						}
						return
					}
					<-ctx.Done()
				}, nil
			}
			s := serve(t, Options{}, &feed{name: "ticks", start: start})
			clients := []*client{s.dial(t), s.dial(t)}
			for _, c := range clients {
				c.send(`{"type":"ticks.subscribe","payload":{"key":"b"}}`)
				c.next()
				c.send(subscribeA)
				c.want(subscribedA)
			}
			close(fail)
			for i, c := range clients {
				if i == 0 {
					c.want(updateA(1))
				}
				for got := c.next(); got != test.want; got = c.next() {
					if got != updateA(1) {
						t.Fatalf("got %s, want %s", got, test.want)
					}
				}
				c.send(unsubscribeA)
				c.want(unsubscribedA)
			}
			eventually(t, "only the other topic goes on", func() bool { return s.Stats().Topics == 1 })
			clients[0].send(subscribeA) // the topic can begin again
			clients[0].want(subscribedA, updateA(1))
			if !strings.Contains(s.log.String(), test.log) || test.log == "" && s.log.String() != "" {
				t.Errorf("the log is %q", s.log)
			}
		})
	}
}

var errPanic = errors.New("panic instead")

func TestAGapIsToldAndTheTopicGoesOn(t *testing.T) {
	src := newSource()
	s := serve(t, Options{}, &feed{name: "ticks", start: src.start})
	c := s.dial(t)
	c.send(subscribeA)
	c.want(subscribedA)
	src.fail(fmt.Errorf("upstream: %w", &Gap{Missed: 7}))
	src.publish(1)
	src.fail(&Gap{})
	src.publish(-1) // has no JSON, and so is lost
	src.publish(2)
	gap := `{"type":"ticks.gap","payload":{"topic":` + topicA + `,"missed":%d}}`
	c.want(fmt.Sprintf(gap, 7), updateA(1), fmt.Sprintf(gap, -1), fmt.Sprintf(gap, 1), updateA(2))
	if !strings.Contains(s.log.String(), "a negative tick has no JSON") {
		t.Errorf("the log is %q", s.log)
	}
}

func TestPermissionIsAskedForEverySubscriptionWithItsCaller(t *testing.T) {
	src := newSource()
	authorize := func(ctx context.Context, key string) error {
		switch ctx.Value(caller{}) {
		case "alice":
			return nil
		case "bob":
			return fmt.Errorf("%w for bob", errClosed)
		}
		return errors.New("row 17 of the table of secrets says no")
	}
	s := serve(t, Options{}, &feed{name: "ticks", start: src.start, authorize: authorize})
	alice, bob, eve := s.dial(t, "X-Caller", "alice"), s.dial(t, "X-Caller", "bob"), s.dial(t)
	eve.send(subscribeA)
	eve.want(refusedA("forbidden", "not permitted"))
	alice.send(subscribeA)
	alice.want(subscribedA)
	bob.send(subscribeA)
	bob.want(refusedA("market-closed", "market closed for bob"))
	eve.send(subscribeA)
	eve.want(refusedA("forbidden", "not permitted"))
	src.publish(1)
	alice.want(updateA(1))
	for _, c := range []*client{bob, eve} {
		c.send(unsubscribeA)
		c.want(unsubscribedA) // and no update before
	}
	if n := src.starts(); n != 1 {
		t.Fatalf("%d producers", n)
	}
}

func TestATopicNeverHasTwoProducers(t *testing.T) {
	release := make(chan struct{})
	running, most := make(chan int, 1), 0
	running <- 0
	start := func(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
		n := <-running + 1
		most = max(most, n)
		running <- n
		return func(yield func(tick, error) bool) {
			<-ctx.Done()
			<-release // slow to end
			running <- <-running - 1
		}, nil
	}
	s := serve(t, Options{}, &feed{name: "ticks", start: start})
	c := s.dial(t)
	c.send(subscribeA)
	c.send(unsubscribeA)
	c.send(subscribeA)
	c.want(subscribedA, unsubscribedA)
	release <- struct{}{}
	c.want(subscribedA)
	close(release)
	if <-running; most != 1 {
		t.Fatalf("%d producers at a time", most)
	}
	running <- 1
}

func TestAServiceThatPublishesInOrderIsSeenInOrderAcrossItsStreams(t *testing.T) {
	names := []string{"executions", "orders", "equity", "positions"}
	var routers []Router
	var sources []*source
	for _, name := range names {
		src := newSource()
		sources = append(sources, src)
		routers = append(routers, &feed{name: name, start: src.start})
	}
	s := serve(t, Options{}, routers...)
	c := s.dial(t)
	for _, name := range names {
		c.send(`{"type":%q,"payload":{"key":""}}`, name+".subscribe")
		c.next()
	}
	for round := range 50 {
		for _, src := range sources {
			src.publish(round)
		}
	}
	for round := range 50 {
		for _, name := range names {
			c.want(fmt.Sprintf(`{"type":"%s.update","payload":{"topic":"%[1]s:{\"key\":\"\"}","payload":%d}}`, name, round))
		}
	}
}
