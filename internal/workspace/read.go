package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"tenon/internal/diag"
)

// Bounds of what is read. Files of people are far below them.
const (
	maxGoMod  = 4 << 20
	maxConfig = 1 << 20
	maxSource = 16 << 20
)

// readBounded reads a file that is not larger than limit.
func readBounded(file string, limit int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errors.New("it is a folder")
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("it is larger than %d bytes", limit)
	}
	data := make([]byte, info.Size()+1)
	n, err := io.ReadFull(f, data)
	if err == nil && info.Mode().IsRegular() {
		return nil, errors.New("it grows while it is read")
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data[:n], nil
}

// reason is an error without the path, which the message has already.
func reason(err error) string {
	var perr *fs.PathError
	if errors.As(err, &perr) {
		return perr.Err.Error()
	}
	return err.Error()
}

// failure is one diagnostic of this package.
func failure(id string, pos diag.Pos, message, help string) diag.Diagnostic {
	return diag.Diagnostic{ID: id, Pos: pos, Message: message, Help: help}
}
