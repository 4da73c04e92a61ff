package term

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// patience is how long a run may take before somebody who watches is told how far it is.
const patience = time.Second

// Progress is one line on a terminal that is drawn over itself. On anything else it shows nothing. Its methods may be
// called from several goroutines.
type Progress struct {
	w     io.Writer
	shown bool
	start time.Time
	last  time.Time
	mu    sync.Mutex
}

// NewProgress draws on w if style is that of a terminal.
func NewProgress(w io.Writer, style Style) *Progress {
	p := &Progress{start: time.Now()}
	if style.Terminal {
		p.w = w
	}
	return p
}

// Step says that done of total things are done. Nothing shows in the first second, and then ten times a second.
func (p *Progress) Step(what string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.w == nil || now.Sub(p.start) < patience || now.Sub(p.last) < patience/10 {
		return
	}
	p.last, p.shown = now, true
	_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s %d/%d", what, done, total)
}

// Done wipes the line away.
func (p *Progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		_, _ = io.WriteString(p.w, "\r\x1b[K")
	}
	p.w, p.shown = nil, false
}
