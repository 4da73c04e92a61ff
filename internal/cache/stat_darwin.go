package cache

import (
	"io/fs"
	"syscall"
)

func stat(info fs.FileInfo) look {
	l := look{size: info.Size(), mtime: info.ModTime().UnixNano(), ctime: info.ModTime().UnixNano()}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		l.inode, l.ctime = s.Ino, s.Ctimespec.Nano()
	}
	return l
}
