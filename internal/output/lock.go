package output

import (
	"context"
	"errors"
	"time"
)

// errBusy says that another process holds the lock.
var errBusy = errors.New("locked by another process")

// pause is how long a waiting run sleeps between attempts, patience how long it waits before it says so.
const (
	pause    = 15 * time.Millisecond
	patience = time.Second
)

// Lock waits until no other run works on the folder at an absolute path, and keeps others waiting until release is
// called or this process ends, however it ends: the system holds the lock, not a file that could be left behind.
// The waiting function is called once if the wait takes longer than people expect. A folder that does not exist needs no lock
// yet and is not made; on a file system without locks the run goes on alone, which is what it would do anyway.
func Lock(ctx context.Context, folder string, waiting func()) (release func(), err error) {
	began := time.Now()
	for told := false; ; {
		release, err := tryLock(folder)
		if err == nil {
			return release, nil
		}
		if !errors.Is(err, errBusy) {
			return func() {}, nil
		}
		if !told && waiting != nil && time.Since(began) >= patience {
			waiting()
			told = true
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}
