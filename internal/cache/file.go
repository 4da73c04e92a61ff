package cache

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// magic opens every cache file; its digit is the version of this format.
const magic = "tenon-cache-1\n"

// read reads the records of a cache file that the same build of the tool wrote whole.
func read(path, build string) ([]Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, err
	}
	const tail = 4
	if len(data) < len(magic)+tail || string(data[:len(magic)]) != magic {
		return nil, errUnusable
	}
	body := data[:len(data)-tail]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(data[len(data)-tail:]) {
		return nil, errUnusable
	}
	r := reader{data: body[len(magic):]}
	if r.text() != build {
		return nil, errUnusable
	}
	var records []Record
	for range r.count() {
		records = append(records, r.record())
	}
	if r.broken || len(r.data) > 0 {
		return nil, errUnusable
	}
	return records, nil
}

// write replaces a cache file as a whole.
func write(path, build string, records []Record) error {
	w := writer(magic)
	w.text(build)
	w.count(len(records))
	for i := range records {
		w.record(&records[i])
	}
	w = binary.LittleEndian.AppendUint32(w, crc32.ChecksumIEEE(w))
	f, err := os.CreateTemp(filepath.Dir(path), "*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(w)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// writer appends values; reader takes them off again in the same order.
type writer []byte

func (w *writer) count(n int)   { *w = binary.AppendUvarint(*w, uint64(n)) }
func (w *writer) int(n int64)   { *w = binary.AppendVarint(*w, n) }
func (w *writer) uint(n uint64) { *w = binary.AppendUvarint(*w, n) }

func (w *writer) text(s string) {
	w.count(len(s))
	*w = append(*w, s...)
}

func (w *writer) record(r *Record) {
	w.text(r.Key)
	w.text(r.Found)
	w.text(string(r.Report))
	w.count(len(r.Stamps))
	for i := range r.Stamps {
		s := &r.Stamps[i]
		w.text(s.Path)
		flag := byte(0)
		if s.hashed {
			flag = 1
		}
		*w = append(*w, byte(s.kind), flag)
		w.int(s.look.size)
		w.int(s.look.mtime)
		w.int(s.look.ctime)
		w.uint(s.look.inode)
		*w = append(*w, s.sum[:]...)
	}
}

// reader is broken once something is not there that should be, and then gives zero values.
type reader struct {
	data   []byte
	broken bool
}

func (r *reader) take(n int) []byte {
	if r.broken || n < 0 || n > len(r.data) {
		r.broken = true
		return nil
	}
	taken := r.data[:n]
	r.data = r.data[n:]
	return taken
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.broken = true
		return 0
	}
	r.take(n)
	return v
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		r.broken = true
		return 0
	}
	r.take(n)
	return v
}

// count reads a number of things, each of which takes at least a byte.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(len(r.data)) {
		r.broken = true
		return 0
	}
	return int(n)
}

func (r *reader) text() string { return string(r.take(r.count())) }

func (r *reader) record() Record {
	rec := Record{Key: r.text(), Found: r.text(), Report: []byte(r.text())}
	n := r.count()
	rec.Stamps = make([]Stamp, 0, n)
	for range n {
		s := Stamp{Path: r.text()}
		if head := r.take(2); len(head) == 2 {
			s.kind, s.hashed = kind(head[0]), head[1] == 1
		}
		s.look = look{size: r.int(), mtime: r.int(), ctime: r.int(), inode: r.uint()}
		if tail := r.take(len(s.sum)); tail != nil {
			s.sum = sum(tail)
		}
		rec.Stamps = append(rec.Stamps, s)
	}
	return rec
}
