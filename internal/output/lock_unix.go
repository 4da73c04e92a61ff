//go:build unix && !solaris && !aix && !illumos

package output

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks the folder itself: an open folder can carry a lock, so none has to be kept in a file.
func tryLock(folder string) (func(), error) {
	dir, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err == nil {
		return func() { _ = dir.Close() }, nil
	}
	_ = dir.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errBusy
	}
	return nil, err
}
