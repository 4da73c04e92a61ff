package cache

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"strings"
	"time"
)

// kind says what a stamp was taken of.
type kind byte

const (
	absent kind = iota // nothing lies there
	file               // a file and its content
	folder             // a folder and the names in it
)

// sum is a hash of a content or of names. It guards against accidents, not against attackers, who could as well write
// the files themselves; two checksums that processors compute by themselves are fast and enough for that.
type sum [8]byte

func hash(data []byte) sum {
	var s sum
	binary.LittleEndian.PutUint32(s[:4], crc32.ChecksumIEEE(data))
	binary.LittleEndian.PutUint32(s[4:], crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)))
	return s
}

// look is what the system says of a file without reading it.
type look struct {
	size  int64
	mtime int64 // nanoseconds since 1970, as ctime
	ctime int64 // of the last change of content or attributes, which nobody can set; mtime where there is none
	inode uint64
}

// Stamp is what a file or a folder looked like.
type Stamp struct {
	Path   string // absolute
	kind   kind
	look   look
	hashed bool // trust the content only
	sum    sum
}

// grain is how long something must have been at rest for its look to be trusted.
const grain = 2 * time.Second

// atRest says whether a look is old enough, at a time, to be trusted.
func (l look) atRest(at time.Time) bool {
	limit := at.Add(-grain).UnixNano()
	return l.mtime < limit && l.ctime < limit
}

// Source takes the stamp of a file that the run has read before, or of its absence. It fails for a file that was not
// at rest when the run began: then it is not sure that the run has read what lies there now.
func Source(path string, began time.Time) (Stamp, bool) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Stamp{Path: path, kind: absent}, true
	}
	if err != nil || !info.Mode().IsRegular() {
		return Stamp{}, false
	}
	s := Stamp{Path: path, kind: file, look: stat(info)}
	return s, s.look.atRest(began)
}

// Output takes the stamp of a file that holds data, as the run has just seen to. It fails if it does not look so.
func Output(path string, data []byte, began time.Time) (Stamp, bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return Stamp{}, false
	}
	s := Stamp{Path: path, kind: file, look: stat(info)}
	if !s.look.atRest(began) {
		s.hashed, s.sum = true, hash(data)
	}
	return s, true
}

// Folder takes the stamp of a folder: the names in it that count, with a mark on those of folders.
func Folder(path string, began time.Time) (Stamp, bool) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Stamp{Path: path, kind: absent}, true
	}
	if err != nil || !info.IsDir() {
		return Stamp{}, false
	}
	names, err := names(path)
	if err != nil {
		return Stamp{}, false
	}
	s := Stamp{Path: path, kind: folder, look: stat(info), sum: hash(names)}
	s.hashed = !s.look.atRest(began)
	return s, true
}

// names lists the names in a folder. Our temporaries and the caches of tools do not count.
func names(path string) ([]byte, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var list []byte
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || name == "__pycache__" {
			continue
		}
		list = append(list, name...)
		if e.IsDir() {
			list = append(list, '/')
		}
		list = append(list, 0)
	}
	return list, nil
}

// holds says whether what lies there still looks like the stamp.
func (s *Stamp) holds() bool {
	info, err := os.Lstat(s.Path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = os.Stat(s.Path)
	}
	switch s.kind {
	case absent:
		return errors.Is(err, fs.ErrNotExist)
	case folder:
		if err != nil || !info.IsDir() {
			return false
		}
		if !s.hashed && stat(info) == s.look {
			return true
		}
		names, err := names(s.Path)
		return err == nil && hash(names) == s.sum
	default:
		if err != nil || !info.Mode().IsRegular() {
			return false
		}
		if !s.hashed {
			return stat(info) == s.look
		}
		if info.Size() != s.look.size {
			return false
		}
		data, err := os.ReadFile(s.Path)
		return err == nil && hash(data) == s.sum
	}
}
