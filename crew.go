package tenon

import (
	"runtime"
	"sync"
)

// crew does tasks with as many hands as there are processors, what was added last first. A task may add tasks.
type crew struct {
	mu    sync.Mutex
	news  sync.Cond // a task was added, or the last is done
	tasks []func()
	open  int // tasks that are not done yet
}

func newCrew() *crew {
	c := &crew{}
	c.news.L = &c.mu
	return c
}

func (c *crew) add(tasks ...func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tasks = append(c.tasks, tasks...)
	c.open += len(tasks)
	c.news.Broadcast()
}

// run returns when every task is done.
func (c *crew) run() {
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) - 1 {
		wait.Go(c.work)
	}
	c.work()
	wait.Wait()
}

// work does tasks until none is left.
func (c *crew) work() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for len(c.tasks) == 0 && c.open > 0 {
			c.news.Wait()
		}
		if c.open == 0 {
			return
		}
		last := len(c.tasks) - 1
		task := c.tasks[last]
		c.tasks = c.tasks[:last]
		c.mu.Unlock()
		task()
		c.mu.Lock()
		if c.open--; c.open == 0 {
			c.news.Broadcast()
		}
	}
}
