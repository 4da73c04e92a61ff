package ws

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestShutdownTellsSubscribersAndClosesAfterEverythingElse(t *testing.T) {
	src := newSource()
	s := serve(t, Options{}, &feed{name: "ticks", start: src.start})
	c, idle := s.dial(t), s.dial(t)
	c.send(subscribeA)
	c.want(subscribedA)
	src.publish(1)
	done := make(chan error)
	go func() { done <- s.Shutdown(t.Context()) }()
	c.want(updateA(1), endA("shutting-down", "the server is shutting down"))
	c.wantClose(1001, "the server is shutting down")
	idle.wantClose(1001, "the server is shutting down")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := s.Stats(); got.Connections != 0 || got.Topics != 0 || got.Updates != 1 {
		t.Fatalf("left: %+v", got)
	}
	if _, response, err := websocket.DefaultDialer.Dial(s.url, nil); err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("a connection after the end: %v", err)
	}
}

func TestShutdownDropsWhoDoesNotGoInTime(t *testing.T) {
	s := serve(t, Options{}, quiet("ticks"))
	s.dial(t) // never answers the close frame
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	if err := s.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	eventually(t, "connections are left", func() bool { return s.Stats().Connections == 0 })
	if took := time.Since(start); took > 3*time.Second {
		t.Fatalf("dropping took %v", took)
	}
}

func TestNothingIsLeftAfterManyConnectionsCameAndWentInAnyOrder(t *testing.T) {
	count := 300
	if testing.Short() {
		count = 30
	}
	mayFlow := func(ctx context.Context, key string) (iter.Seq2[tick, error], error) {
		if key == "3" {
			return nil, errClosed
		}
		return func(yield func(tick, error) bool) {
			for n := 0; ctx.Err() == nil && n < 50; n++ {
				if !yield(tick{n}, nil) {
					return
				}
			}
			if key != "4" { // topic 4 ends by itself
				<-ctx.Done()
			}
		}, nil
	}
	s := serve(t, Options{}, &feed{name: "ticks", start: mayFlow}, &feed{name: "tocks", start: mayFlow, conflate: true})
	var all sync.WaitGroup
	slots := make(chan struct{}, 40)
	for i := range count {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			random := rand.New(rand.NewPCG(1, uint64(i)))
			c, _, err := websocket.DefaultDialer.Dial(s.url, nil)
			if err != nil {
				t.Error(err)
				return
			}
			reading := make(chan struct{})
			go func() {
				defer close(reading)
				for {
					if _, _, err := c.ReadMessage(); err != nil {
						return
					}
				}
			}()
			for range random.IntN(20) {
				stream := []string{"ticks", "tocks"}[random.IntN(2)]
				verb := []string{"subscribe", "unsubscribe"}[random.IntN(2)]
				message := fmt.Sprintf(`{"type":"%s.%s","payload":{"key":"%d"}}`, stream, verb, random.IntN(5))
				if err := c.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
					t.Error(err)
				}
			}
			if random.IntN(2) == 0 {
				_ = c.WriteControl(websocket.CloseMessage, nil, time.Time{})
				<-reading
			}
			_ = c.Close()
			<-reading
		})
	}
	all.Wait()
	eventually(t, "something is left", func() bool {
		left := s.Stats()
		return left.Connections == 0 && left.Topics == 0
	})
	if n := s.Stats().SlowConsumers; n != 0 {
		t.Errorf("%d slow consumers", n)
	}
}

func TestShutdownAnswersThoseWhoStillWaitForTheirTopic(t *testing.T) {
	asked := make(chan struct{})
	neverBegins := func(ctx context.Context, _ string) (iter.Seq2[tick, error], error) {
		close(asked)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s := serve(t, Options{}, &feed{name: "ticks", start: neverBegins})
	c := s.dial(t)
	c.send(subscribeA)
	<-asked
	done := make(chan error)
	go func() { done <- s.Shutdown(t.Context()) }()
	c.want(refusedA("unavailable", "the server is shutting down"))
	c.wantClose(1001, "the server is shutting down")
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestAProducerThatEndsItsGoroutineEndsItsTopic(t *testing.T) {
	exits := func(context.Context, string) (iter.Seq2[tick, error], error) {
		return func(yield func(tick, error) bool) {
			yield(tick{1}, nil)
			runtime.Goexit()
		}, nil
	}
	s := serve(t, Options{}, &feed{name: "ticks", start: exits})
	c := s.dial(t)
	c.send(subscribeA)
	c.want(subscribedA, updateA(1), endA("internal", "internal error"))
}
