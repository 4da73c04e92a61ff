package output

import (
	"context"
	"errors"
	"time"
)

// errBusy says that another process holds the lock.
var errBusy = errors.New("locked by another process")

// pause is how long a waiting run sleeps between attempts.
const pause = 15 * time.Millisecond

// Lock waits until no other run works on the folder at an absolute path, and keeps others waiting until release is
// called or this process ends, however it ends: the system holds the lock, not a file that could be left behind.
// The waiting function is called once if there is something to wait for. A folder that does not exist needs no lock
// yet and is not made; on a file system without locks the run goes on alone, which is what it would do anyway.
func Lock(ctx context.Context, folder string, waiting func()) (release func(), err error) {
	for told := false; ; {
		release, err := tryLock(folder)
		if err == nil {
			return release, nil
		}
		if !errors.Is(err, errBusy) {
			return func() {}, nil
		}
		if !told && waiting != nil {
			waiting()
		}
		told = true
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}
