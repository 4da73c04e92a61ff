package ws

import (
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// outbox is what waits to be sent on one connection: frames, shared between connections and never changed, bounded by
// their bytes. What is put in goes out in that order; nothing follows a close frame. Putting in never waits.
//
// A goroutine writes, and runs only while something waits. It writes what has gathered together, in one system call.
type outbox struct {
	conn    net.Conn
	opt     *Options
	running *sync.WaitGroup

	// closed is called, with mu held, once no more is accepted: with slow if that is because the client was too slow.
	closed func(slow bool)

	// done is closed once nothing is or will be written any more.
	done chan struct{}

	mu      sync.Mutex
	state   outboxState
	writing bool // the writer runs
	head    int  // queue[:head] is written
	queue   []entry
	size    int // bytes of what waits or is being written

	deadlineSet time.Time // when the deadline of writes was set last
}

type outboxState int

const (
	outboxOpen    outboxState = iota
	outboxClosing             // a close frame is in the queue: it is the last
	outboxOver                // nothing is written any more
)

// entry is one frame in the queue: either the bytes themselves, or an update that a newer one may replace.
type entry struct {
	frame  []byte
	latest *latest
}

// latest is the newest update of a topic and key, while it waits.
type latest struct {
	frame   []byte
	skipped int // updates that it replaced
	sub     *subscription
	key     any
}

const (
	// entryCost is added to the bytes of every frame that waits, for what it costs here.
	entryCost = 64
	// batchBytes is how much is written together.
	batchBytes = 16 << 10
)

func newOutbox(conn net.Conn, h *Handler, closed func(slow bool)) *outbox {
	return &outbox{conn: conn, opt: &h.opt, running: &h.running, closed: closed, done: make(chan struct{})}
}

// send puts a frame in.
func (o *outbox) send(frame []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.put(entry{frame: frame}, len(frame))
}

// update puts an update of a subscription in. If it has a key and one of the same key waits, it takes its place.
func (o *outbox) update(sub *subscription, frame []byte, key any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if key == nil {
		o.put(entry{frame: frame}, len(frame))
		return
	}
	if l := sub.latest[key]; l != nil {
		if o.fits(len(frame) - len(l.frame)) {
			o.size += len(frame) - len(l.frame)
			l.frame = frame
			l.skipped++
		}
		return
	}
	l := &latest{frame: frame, sub: sub, key: key}
	if !o.put(entry{latest: l}, len(frame)) {
		return
	}
	if sub.latest == nil {
		sub.latest = make(map[any]*latest)
	}
	sub.latest[key] = l
}

// put puts an entry in, if it fits. mu is held.
func (o *outbox) put(e entry, size int) bool {
	if !o.fits(size + entryCost) {
		return false
	}
	o.append(e, size)
	return true
}

// fits says whether there is room for so much more. If there is not, the client is too slow: what waits is dropped,
// and a close frame tells it so. mu is held.
func (o *outbox) fits(more int) bool {
	if o.state != outboxOpen {
		return false
	}
	if o.size == 0 || o.size+more <= o.opt.MaxQueueBytes {
		return true
	}
	o.dropQueue()
	o.putClose(closing(websocket.ClosePolicyViolation, "slow consumer"), true)
	return false
}

// append adds to the queue and sees to it that someone writes. mu is held.
func (o *outbox) append(e entry, size int) {
	o.queue = append(o.queue, e)
	o.size += size + entryCost
	if !o.writing {
		o.writing = true
		o.running.Add(1) // the connection still counts itself, or it would not be open
		go o.write()
	}
}

// close sends a close frame after what waits and then nothing more. Only the first close counts.
func (o *outbox) close(status int, reason string) { o.closeWith(closing(status, reason)) }

// closeWith is close with a frame that is already made.
func (o *outbox) closeWith(frame []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.state == outboxOpen {
		o.putClose(frame, false)
	}
}

// putClose puts the close frame in; from here on there is one deadline for all that is left. mu is held.
func (o *outbox) putClose(frame []byte, slow bool) {
	o.state = outboxClosing
	_ = o.conn.SetWriteDeadline(in(o.opt.CloseTimeout)) // if that fails, so will the write
	o.append(entry{frame: frame}, len(frame))
	o.closed(slow)
}

// abort ends the outbox without another word and closes the connection under it.
func (o *outbox) abort() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.abortLocked()
}

func (o *outbox) abortLocked() {
	if o.state == outboxOpen {
		o.closed(false)
	}
	o.dropQueue()
	o.over()
	_ = o.conn.Close() // nobody is left to whom it would matter
}

// over ends the outbox, once. mu is held.
func (o *outbox) over() {
	if o.state != outboxOver {
		o.state = outboxOver
		close(o.done)
	}
}

// dropQueue forgets what waits. mu is held.
func (o *outbox) dropQueue() {
	o.queue, o.head, o.size = nil, 0, 0
}

// extendRead moves the deadline of the reader while the connection is open. Once it is closing, the deadline is set
// by the close.
func (o *outbox) extendRead(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.state == outboxOpen {
		_ = o.conn.SetReadDeadline(in(d)) // if that fails, so will the read
	}
}

// batches are buffers for frames that are written together.
var batches = sync.Pool{New: func() any { return new([batchBytes]byte) }}

// write writes until nothing waits.
func (o *outbox) write() {
	var buffer *[batchBytes]byte
	defer func() {
		o.running.Done()
		if buffer != nil {
			batches.Put(buffer)
		}
	}()
	for {
		batch, cost := o.take(&buffer)
		if batch == nil {
			return
		}
		_, err := o.conn.Write(batch)
		o.mu.Lock()
		if err != nil {
			o.abortLocked()
			o.writing = false
			o.mu.Unlock()
			return
		}
		o.size = max(0, o.size-cost) // the queue may have been dropped meanwhile
		o.mu.Unlock()
	}
}

// take takes what to write next off the queue, and what it cost there. Small frames are copied together into the
// buffer. Nil: nothing is left, and the writer must end.
func (o *outbox) take(buffer **[batchBytes]byte) (batch []byte, cost int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.head == len(o.queue) || o.state == outboxOver {
		o.rest()
		return nil, 0
	}
	for o.head < len(o.queue) {
		e := o.queue[o.head]
		frame, size := e.bytes()
		switch {
		case batch == nil:
			batch = frame
		case len(batch)+len(frame) > batchBytes:
			o.deadline()
			return batch, cost
		default:
			if *buffer == nil {
				*buffer = batches.Get().(*[batchBytes]byte)
			}
			if &batch[0] != &(*buffer)[0] {
				batch = append((*buffer)[:0], batch...)
			}
			batch = append(batch, frame...)
		}
		if e.latest != nil {
			delete(e.latest.sub.latest, e.latest.key)
		}
		o.queue[o.head] = entry{}
		o.head++
		cost += size + entryCost
	}
	o.deadline()
	return batch, cost
}

// bytes are the frame as it is sent, and the size that counts for it.
func (e *entry) bytes() (frame []byte, size int) {
	if e.latest == nil {
		return e.frame, len(e.frame)
	}
	if e.latest.skipped == 0 {
		return e.latest.frame, len(e.latest.frame)
	}
	return withSkipped(e.latest.frame, e.latest.skipped), len(e.latest.frame)
}

// deadline sees to it that the next write has one. Setting it costs as much as a small write does, so one that is
// still far enough away stays. mu is held.
func (o *outbox) deadline() {
	if o.state != outboxOpen {
		return // the close has set it
	}
	if now := time.Now(); now.Sub(o.deadlineSet) > o.opt.WriteTimeout/8 {
		o.deadlineSet = now
		_ = o.conn.SetWriteDeadline(now.Add(o.opt.WriteTimeout)) // if that fails, so will the write
	}
}

// rest is what the writer does when nothing waits: it ends, and a closing connection has now said everything, so
// that only the peer's close frame is waited for. mu is held.
func (o *outbox) rest() {
	o.writing = false
	const keep = 64 // entries worth keeping for the next time
	if cap(o.queue) > keep {
		o.queue = nil
	}
	o.queue, o.head = o.queue[:0], 0
	if o.state == outboxClosing {
		_ = o.conn.SetReadDeadline(in(o.opt.CloseTimeout)) // if that fails, so will the read
		o.over()
	}
}
