//go:build !linux && !darwin

package cache

import "io/fs"

// stat knows size and mtime only.
func stat(info fs.FileInfo) look {
	return look{size: info.Size(), mtime: info.ModTime().UnixNano(), ctime: info.ModTime().UnixNano()}
}
