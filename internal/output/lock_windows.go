package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// sharingViolation is ERROR_SHARING_VIOLATION: somebody has the file open and shares it with nobody.
const sharingViolation = syscall.Errno(32)

// tryLock opens a file that stands for the folder, in the user's temporary folder, and shares it with nobody. Windows
// closes it when the process ends; the empty file that stays means nothing.
func tryLock(folder string) (func(), error) {
	name, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(strings.ToLower(name)))
	path, err := syscall.UTF16PtrFromString(
		filepath.Join(os.TempDir(), "tenon-"+hex.EncodeToString(sum[:8])+".lock"))
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case errors.Is(err, sharingViolation):
		return nil, errBusy
	case err != nil:
		return nil, err
	}
	return func() { _ = syscall.CloseHandle(handle) }, nil
}
