package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// maker makes a plan, folder by folder.
type maker struct {
	job     Job
	plan    *Plan
	found   diag.List
	visited map[string]bool // folders that are visited for their own sake
}

// visit compares one folder with what is wanted in it.
func (m *maker) visit(w *wanted) {
	f := m.job.Folder
	r, err := f.enter(w.dir, nil)
	if errors.Is(err, fs.ErrNotExist) {
		for _, name := range w.names {
			m.add(w.artifacts[name], Create, nil, false)
		}
		return
	}
	if err != nil {
		for _, d := range diag.From(err, "cannot-read") {
			m.found = append(m.found, of(w.module(), d))
		}
		return
	}
	defer func() { _ = r.Close() }()
	entries, err := list(r)
	if err != nil {
		m.found = append(m.found, failure(f, "read", w.dir, err))
		return
	}
	there := make(map[string]bool, len(entries))
	for _, e := range entries {
		there[e.Name()] = true
	}
	for _, name := range w.names {
		if a := w.artifacts[name]; there[name] {
			m.compare(r, name, a)
		} else {
			m.add(a, Create, nil, false)
		}
	}
	m.leftovers(r, w, entries)
}

func (m *maker) add(a emit.Artifact, fate Fate, old []byte, replaces bool) {
	m.plan.Entries = append(m.plan.Entries,
		Entry{Kind: a.Kind, Module: a.Module, Path: a.Path, Fate: fate, Old: old, New: a.Data, replaces: replaces})
}

// compare decides the fate of an artifact in whose place something lies.
func (m *maker) compare(r *os.Root, name string, a emit.Artifact) {
	f := m.job.Folder
	info, err := r.Lstat(name)
	switch {
	case err != nil:
		m.found = append(m.found, of(a.Module, failure(f, "read", a.Path, err)))
		return
	case info.Mode()&fs.ModeSymlink != 0:
		m.found = append(m.found, of(a.Module, symlink(f, a.Path)))
		return
	case info.IsDir():
		m.found = append(m.found, of(a.Module, folderInTheWay(f, a.Path)))
		return
	case !info.Mode().IsRegular():
		m.found = append(m.found, of(a.Module, notRegular(f, a.Path)))
		return
	}
	old, err := r.ReadFile(name)
	if err != nil {
		m.found = append(m.found, of(a.Module, failure(f, "read", a.Path, err)))
		return
	}
	_, ours := ownerOf(r, name, old)
	equal := bytes.Equal(old, a.Data)
	switch {
	case equal && !(m.job.Fresh && ours):
		m.add(a, Unchanged, nil, true)
	case !ours:
		m.found = append(m.found, of(a.Module, stranger(f, a.Path)))
	case m.job.Fresh:
		m.add(a, Create, nil, true)
	default:
		m.add(a, Update, old, true)
	}
}

// leftovers finds temporaries to sweep and files of ours that are no longer wanted, in a folder and, if it is one to
// search, below it. Symlinks are not followed and strangers are left alone.
func (m *maker) leftovers(r *os.Root, w *wanted, entries []fs.DirEntry) {
	for _, e := range entries {
		name, file := e.Name(), path.Join(w.dir, e.Name())
		switch {
		case e.IsDir():
			if w.deep {
				m.descend(w, name)
			}
		case !e.Type().IsRegular():
		case isTemporary(name):
			m.plan.sweep = append(m.plan.sweep, file)
		default:
			if _, isWanted := w.artifacts[name]; !isWanted && (m.job.Folder.named || inGenerated(file)) {
				m.leftover(r, name, file)
			}
		}
	}
}

// descend searches a subfolder, unless it is visited for its own sake.
func (m *maker) descend(w *wanted, name string) {
	dir := path.Join(w.dir, name)
	if m.visited[dir] {
		return
	}
	m.visit(&wanted{dir: dir, artifacts: nil, deep: true})
}

func (m *maker) leftover(r *os.Root, name, file string) {
	owner, ours := readOwner(r, name)
	if !ours || !m.job.Stale(owner) {
		return
	}
	old, err := r.ReadFile(name)
	if err != nil {
		m.found = append(m.found, failure(m.job.Folder, "read", file, err))
		return
	}
	m.plan.Entries = append(m.plan.Entries,
		Entry{Kind: owner.Kind, Module: owner.Module, Path: file, Fate: Delete, Old: old, replaces: true})
}

// The marker is on the first line of a file of a language; a document carries it anywhere at its top level.
const (
	firstLine   = 1 << 10
	maxDocument = 64 << 20
)

// typedMarker is the one file without a marker of its own: it is ours if a marked index stands beside it.
const (
	typedMarker = "py.typed"
	pythonIndex = "__init__.py"
)

// ownerOf says whose a file is whose bytes are known.
func ownerOf(r *os.Root, name string, data []byte) (emit.Owner, bool) {
	if name == typedMarker {
		return readOwner(r, pythonIndex)
	}
	return emit.ParseMarker(data)
}

// readOwner says whose a file is, reading no more of it than that takes.
func readOwner(r *os.Root, name string) (emit.Owner, bool) {
	if name == typedMarker {
		name = pythonIndex
	}
	file, err := r.Open(name)
	if err != nil {
		return emit.Owner{}, false
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxDocument {
		return emit.Owner{}, false
	}
	head := make([]byte, min(firstLine, info.Size()))
	if _, err := io.ReadFull(file, head); err != nil {
		return emit.Owner{}, false
	}
	if len(head) == 0 || head[0] != '{' {
		return emit.ParseMarker(head)
	}
	rest, err := io.ReadAll(io.LimitReader(file, maxDocument))
	if err != nil {
		return emit.Owner{}, false
	}
	return emit.ParseMarker(append(head, rest...))
}
