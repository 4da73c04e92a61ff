package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// disk is how files are reached, so that tests can hold them in memory.
type disk struct {
	list func(dir string) ([]string, error) // names of the files in a folder, sorted
	read func(file string) ([]byte, error)
	dir  func(dir string) bool // whether it is a folder
}

var errTooLarge = errors.New("it is too large")

// osDisk is the real one.
func osDisk() disk {
	return disk{
		list: func(dir string) ([]string, error) {
			entries, err := os.ReadDir(dir)
			if err != nil {
				return nil, err
			}
			names := make([]string, 0, len(entries))
			for _, e := range entries {
				if !e.IsDir() {
					names = append(names, e.Name())
				}
			}
			return names, nil
		},
		read: func(file string) ([]byte, error) {
			f, err := os.Open(filepath.Clean(file))
			if err != nil {
				return nil, err
			}
			defer func() { _ = f.Close() }()
			info, err := f.Stat()
			if err != nil {
				return nil, err
			}
			if info.Size() > maxFileSize {
				return nil, errTooLarge
			}
			data := make([]byte, info.Size()+1)
			n := 0
			for n < len(data) {
				more, err := f.Read(data[n:])
				n += more
				if errors.Is(err, io.EOF) {
					return data[:n], nil
				}
				if err != nil {
					return nil, err
				}
			}
			return data[:n], nil
		},
		dir: func(dir string) bool {
			info, err := os.Stat(dir)
			return err == nil && info.IsDir()
		},
	}
}
