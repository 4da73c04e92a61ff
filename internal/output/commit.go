package output

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tenon/internal/diag"
)

// Commit brings the disk to what the plan says. First every temporary is written, with a second name or a copy of
// each file that will be replaced; a full disk or a missing right stops here. Then new files are renamed into their
// places and stale ones deleted; if that fails, what was replaced is put back. On any error the disk is as it was,
// and the error is a diagnostic that names the file.
//
// The caller holds the lock of the output folder.
func (p *Plan) Commit(ctx context.Context) error {
	c := &commit{folder: p.folder, process: os.Getpid()}
	for i := range p.Entries {
		if e := &p.Entries[i]; e.Fate != Unchanged {
			dir, name := path.Split(e.Path)
			c.changes = append(c.changes, &change{entry: e, dir: path.Clean(dir), name: name})
		}
	}
	if len(c.changes) == 0 && len(p.sweep) == 0 {
		return nil
	}
	// Deletions stand last, so that after a kill too much is there rather than too little. The one file without a
	// marker is made after, and deleted before, the index that shows it to be ours.
	slices.SortStableFunc(c.changes, func(a, b *change) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(a.entry.Path, b.entry.Path))
	})
	if err := c.stage(ctx); err != nil {
		c.undo()
		return err
	}
	if err := c.swap(); err != nil {
		return errors.Join(err, c.restore())
	}
	c.finish(p.sweep)
	return nil
}

// commit is one commit under way.
type commit struct {
	folder  *Folder
	changes []*change
	process int // number of this process
	serial  atomic.Int64

	making    sync.Mutex
	madeAbove []string // the output folder itself and folders above it
	madeDirs  []string // below it, in the order in which they were made

	keeping sync.Mutex
	kept    map[string]*os.Root // folders that stay open until all is done, at most maxKept

	open     *os.Root // the folder that was entered last of all others, once everything is staged
	openedAt string
}

// maxKept bounds how many folders stay open between the writing of files and their renaming.
const maxKept = 64

// keep keeps a folder open if there is room for it.
func (c *commit) keep(dir string, r *os.Root) {
	c.keeping.Lock()
	defer c.keeping.Unlock()
	if c.kept == nil {
		c.kept = map[string]*os.Root{}
	}
	if len(c.kept) < maxKept && c.kept[dir] == nil {
		c.kept[dir] = r
		return
	}
	_ = r.Close()
}

// change is one file that changes.
type change struct {
	entry     *Entry
	dir, name string
	temporary string // the new file, until it is renamed
	backup    string // the old file under a second name, until all is done
	done      bool
}

func (c *change) rank() int {
	typed := c.name == typedMarker
	switch {
	case c.entry.Fate == Delete && typed:
		return 2
	case c.entry.Fate == Delete:
		return 3
	case typed:
		return 1
	default:
		return 0
	}
}

// at gives the open folder of a change, opening it only where the last change was elsewhere.
func (c *commit) at(dir string) (*os.Root, error) {
	if r := c.kept[dir]; r != nil {
		return r, nil
	}
	if c.open != nil && c.openedAt == dir {
		return c.open, nil
	}
	c.leaveLast()
	r, err := c.folder.enter(dir, nil)
	if err != nil {
		return nil, err
	}
	c.open, c.openedAt = r, dir
	return r, nil
}

func (c *commit) leaveLast() {
	if c.open != nil {
		_ = c.open.Close()
		c.open = nil
	}
}

// leave closes every folder.
func (c *commit) leave() {
	c.leaveLast()
	for _, r := range c.kept {
		_ = r.Close()
	}
	c.kept = nil
}

// swap puts every new file in its place and deletes what is stale. Folders with new files go side by side; what has to
// stand last does.
func (c *commit) swap() error {
	first := len(c.changes)
	if i := slices.IndexFunc(c.changes, func(ch *change) bool { return ch.rank() > 0 }); i >= 0 {
		first = i
	}
	if err := c.each(byFolder(c.changes[:first]), c.swapFolder); err != nil {
		return err
	}
	for i := first; i < len(c.changes); i++ {
		if err := c.swapFolder(c.changes[i : i+1]); err != nil {
			return err
		}
	}
	return nil
}

// swapFolder does so with changes of one folder.
func (c *commit) swapFolder(changes []*change) error {
	r := c.kept[changes[0].dir]
	if r == nil {
		var err error
		if r, err = c.folder.enter(changes[0].dir, nil); err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
	}
	for _, ch := range changes {
		verb := "write"
		if ch.entry.Fate == Delete {
			verb = "delete"
		}
		if err := c.swapOne(r, ch); err != nil {
			return of(ch.entry.Module, failure(c.folder, verb, ch.entry.Path, err))
		}
		ch.done = true
	}
	return nil
}

func (c *commit) swapOne(r *os.Root, ch *change) error {
	if ch.entry.Fate == Delete {
		if err := c.folder.before("remove", ch.entry.Path); err != nil {
			return err
		}
		return r.Remove(ch.name)
	}
	if err := c.folder.before("rename", ch.entry.Path); err != nil {
		return err
	}
	if !ch.entry.replaces {
		// Between the plan and now, somebody may have put a file of their own here.
		if _, err := r.Lstat(ch.name); err == nil {
			return fmt.Errorf("a file appeared in its place while tenon was working")
		}
	}
	return r.Rename(ch.temporary, ch.name)
}

// restore puts back what was replaced, newest first, after a rename failed.
func (c *commit) restore() error {
	var failed diag.List
	for _, ch := range slices.Backward(c.changes) {
		if !ch.done {
			continue
		}
		r, err := c.at(ch.dir)
		if err == nil {
			if ch.backup != "" {
				err = r.Rename(ch.backup, ch.name)
			} else {
				err = r.Remove(ch.name)
			}
		}
		if err != nil {
			failed = append(failed, failure(c.folder, "restore", ch.entry.Path, err))
			continue
		}
		ch.temporary, ch.backup = "", ""
	}
	c.undo()
	return failed.Err()
}

// undo removes temporaries and the folders that were made for them. What it cannot remove, the next run sweeps.
func (c *commit) undo() {
	c.removeTemporaries()
	if c.folder.root == nil {
		c.folder.unmake(c.madeAbove)
		return
	}
	for _, dir := range slices.Backward(c.madeDirs) {
		_ = c.folder.root.Remove(dir)
	}
	c.folder.unmake(c.madeAbove)
}

func (c *commit) removeTemporaries() {
	for _, ch := range c.changes {
		if ch.temporary == "" && ch.backup == "" {
			continue
		}
		r, err := c.at(ch.dir)
		if err != nil {
			continue
		}
		if ch.temporary != "" && !ch.done {
			_ = r.Remove(ch.temporary)
		}
		if ch.backup != "" {
			_ = r.Remove(ch.backup)
		}
	}
	c.leave()
}

// finish tidies up after success: backups, what a killed run left, and folders that deletions left empty.
func (c *commit) finish(sweep []string) {
	c.removeTemporaries()
	for _, file := range sweep {
		_ = c.folder.root.Remove(file)
	}
	for _, ch := range c.changes {
		if ch.entry.Fate == Delete {
			removeEmpty(c.folder, ch.dir)
		}
	}
}

// removeEmpty removes a folder if it is empty, and then the folders above it that this leaves empty. The output
// folder itself stays.
func removeEmpty(f *Folder, dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if info, err := f.root.Lstat(dir); err != nil || !info.IsDir() || f.root.Remove(dir) != nil {
			return
		}
	}
}
