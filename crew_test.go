package tenon

import (
	"sync/atomic"
	"testing"
)

func TestACrewDoesEveryTaskAndThoseThatTasksAdd(t *testing.T) {
	c := newCrew()
	var done atomic.Int64
	var grow func(depth int) func()
	grow = func(depth int) func() {
		return func() {
			done.Add(1)
			if depth > 0 {
				c.add(grow(depth-1), grow(depth-1))
			}
		}
	}
	c.add(grow(7), grow(7))
	c.run()
	if got := done.Load(); got != 2*(1<<8-1) {
		t.Errorf("%d tasks were done instead of %d", got, 2*(1<<8-1))
	}
	newCrew().run() // without a task there is nothing to wait for
}
