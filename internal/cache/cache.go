// Package cache remembers, for each workspace, runs that ended with nothing left to do and what every file and folder
// looked like that they depended on. If all of it still looks the same, the same run would do nothing again, and its
// report can be given without doing it.
//
// In go stamps of files and folders and an opaque report; out comes that report, or nothing. The laws it keeps:
//
//   - A cache may be lost, corrupt, or of another build of the tool at any time: then nothing is remembered, and the run
//     is done in full. No error of this package ever reaches a user.
//   - A stamp is trusted only if the file was at rest, for at least two seconds, when it was taken: a file that changes
//     twice within the grain of its clock looks unchanged. What was younger is compared by content.
//   - A record is written only for what a run has read and compared; nothing is guessed.
//
// It never decides what a run depends on; package tenon does.
package cache

import (
	"encoding/hex"
	"errors"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// Record is one run that left nothing to do.
type Record struct {
	Key    string  // the options of the run
	Found  string  // the modules that there were
	Stamps []Stamp // all that the run depends on
	Report []byte
}

// Cache is what is remembered of one workspace.
type Cache struct {
	Records []Record // newest first

	file  string
	build string
}

// Bounds of what is kept and read.
const (
	maxRecords = 8
	maxFile    = 64 << 20
)

// errUnusable says that there is no cache that could be read.
var errUnusable = errors.New("no usable cache")

// Open reads what is remembered of the workspace at an absolute path. Without a cache folder there is nothing.
func Open(workspace string) *Cache {
	c := &Cache{}
	dir, err := os.UserCacheDir()
	if err != nil {
		return c
	}
	build, err := buildID()
	if err != nil {
		return c
	}
	c.build = build
	c.file = filepath.Join(dir, "tenon", name(workspace))
	if c.Records, err = read(c.file, build); err != nil {
		c.Records = nil
	}
	return c
}

// buildID is one for every build of the tool: the program file as the system sees it.
func buildID() (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(program)
	if err != nil {
		return "", err
	}
	s := stat(info)
	return program + " " + strconv.FormatInt(s.size, 36) + " " + strconv.FormatInt(s.mtime, 36) + " " +
		strconv.FormatUint(s.inode, 36), nil
}

// name is the file name of the cache of a workspace.
func name(workspace string) string {
	h := fnv.New128a()
	_, _ = io.WriteString(h, workspace)
	return hex.EncodeToString(h.Sum(nil)) + ".cache"
}

// Add puts a record in front, in the place of one with the same key, and writes the cache. Failures are forgotten,
// as the cache then is.
func (c *Cache) Add(r Record) {
	if c.file == "" {
		return
	}
	records := []Record{r}
	for _, old := range c.Records {
		if old.Key != r.Key && len(records) < maxRecords {
			records = append(records, old)
		}
	}
	c.Records = records
	if err := os.MkdirAll(filepath.Dir(c.file), 0o755); err != nil {
		return
	}
	_ = write(c.file, c.build, records)
}

// Holds says whether everything that the record depends on still looks the same.
func (r *Record) Holds() bool {
	for i := range r.Stamps {
		if !r.Stamps[i].holds() {
			return false
		}
	}
	return true
}
