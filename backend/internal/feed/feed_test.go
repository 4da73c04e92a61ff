package feed

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
)

func TestEverySubscriberOfAKeySeesEveryValueInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hub Hub[string, int]
		ctx, cancel := context.WithCancel(t.Context())
		got := make([][]int, 3)
		done := make(chan struct{})
		for i, key := range []string{"a", "a", "b"} {
			seq := hub.Subscribe(ctx, key)
			go func() {
				defer func() { done <- struct{}{} }()
				for v, err := range seq {
					if err != nil {
						t.Error(err)
					}
					got[i] = append(got[i], v)
				}
			}()
		}
		for v := range 3 {
			hub.Publish("a", v)
		}
		hub.Publish("b", 7)
		hub.Publish("nobody", 8)
		cancel()
		for range 3 {
			<-done
		}
		if !slices.Equal(got[0], []int{0, 1, 2}) || !slices.Equal(got[1], got[0]) || !slices.Equal(got[2], []int{7}) {
			t.Fatalf("got %v", got)
		}
	})
}

func TestASequenceThatIsNeverRangedOverEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hub Hub[string, int]
		ctx, cancel := context.WithCancel(t.Context())
		hub.Subscribe(ctx, "a")
		if n := hub.Subscribers("a"); n != 1 {
			t.Fatalf("%d subscribers", n)
		}
		published := make(chan struct{})
		go func() { hub.Publish("a", 1); close(published) }()
		synctest.Wait()
		cancel()
		<-published
		synctest.Wait()
		if n := hub.Subscribers("a"); n != 0 {
			t.Fatalf("%d subscribers left", n)
		}
	})
}

func TestBreakingOutOfTheRangeUnsubscribes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hub Hub[string, int]
		seq := hub.Subscribe(t.Context(), "a")
		go hub.Publish("a", 1)
		for range seq {
			break
		}
		synctest.Wait()
		if n := hub.Subscribers("a"); n != 0 {
			t.Fatalf("%d subscribers left", n)
		}
	})
}
