package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"tenon/internal/diag"
)

// stage writes everything that takes room.
func (c *commit) stage(ctx context.Context) error {
	made, err := c.folder.make()
	c.madeAbove = made
	if err != nil {
		return err
	}
	return c.each(byFolder(c.changes), func(changes []*change) error { return c.stageFolder(ctx, changes) })
}

// each does something with every folder, several at once: most of the time goes to the file system. It ends early once
// something fails.
func (c *commit) each(groups [][]*change, do func(changes []*change) error) error {
	errs := make([]error, len(groups))
	var next atomic.Int64
	var failed atomic.Bool
	work := func() {
		for i := next.Add(1) - 1; int(i) < len(groups) && !failed.Load(); i = next.Add(1) - 1 {
			if errs[i] = do(groups[i]); errs[i] != nil {
				failed.Store(true)
			}
		}
	}
	var wait sync.WaitGroup
	for range c.helpers(len(groups)) {
		wait.Go(work)
	}
	work()
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// helpers is how many folders are written at once, beside the first. A test that steps through the changes sees them
// one by one.
func (c *commit) helpers(folders int) int {
	if c.folder.step != nil {
		return 0
	}
	return max(0, min(runtime.GOMAXPROCS(0), folders)-1)
}

// byFolder groups changes by folder, folders in the order of their first change.
func byFolder(changes []*change) [][]*change {
	var groups [][]*change
	index := map[string]int{}
	for _, ch := range changes {
		i, ok := index[ch.dir]
		if !ok {
			i = len(groups)
			index[ch.dir] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], ch)
	}
	return groups
}

func (c *commit) stageFolder(ctx context.Context, changes []*change) error {
	r, err := c.enter(changes[0].dir)
	if err != nil {
		return err
	}
	defer c.keep(changes[0].dir, r)
	for _, ch := range changes {
		if ctx.Err() != nil {
			return diag.Diagnostic{ID: "cancelled", Message: "cancelled before anything was written"}
		}
		if err := c.stageOne(r, ch); err != nil {
			return of(ch.entry.Module, failure(c.folder, "write", ch.entry.Path, err))
		}
	}
	return nil
}

// enter opens a folder and makes what is missing of it, one folder at a time: they share parents.
func (c *commit) enter(dir string) (*os.Root, error) {
	c.making.Lock()
	defer c.making.Unlock()
	return c.folder.enter(dir, func(made string) { c.madeDirs = append(c.madeDirs, made) })
}

func (c *commit) stageOne(r *os.Root, ch *change) error {
	mode := fs.FileMode(0o644)
	if ch.entry.replaces {
		info, err := r.Lstat(ch.name)
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("it changed while tenon was working")
		}
		mode = info.Mode().Perm()
		if err := c.backUp(r, ch); err != nil {
			return err
		}
	}
	if ch.entry.Fate == Delete {
		return nil
	}
	if err := c.folder.before("create", ch.entry.Path); err != nil {
		return err
	}
	file, name, err := c.create(r, mode)
	if err != nil {
		return err
	}
	ch.temporary = name
	if err := c.folder.before("write", ch.entry.Path); err != nil {
		_ = file.Close()
		return err
	}
	_, err = file.Write(ch.entry.New)
	return errors.Join(err, file.Close())
}

// backUp gives the old file a second name; where the file system has no hard links, it is copied.
func (c *commit) backUp(r *os.Root, ch *change) error {
	if err := c.folder.before("link", ch.entry.Path); err != nil {
		return err
	}
	for {
		name := c.temporaryName()
		err := r.Link(ch.name, name)
		if err == nil {
			ch.backup = name
			return nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return c.copy(r, ch)
		}
	}
}

func (c *commit) copy(r *os.Root, ch *change) error {
	from, err := r.Open(ch.name)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	to, name, err := c.create(r, 0o644)
	if err != nil {
		return err
	}
	ch.backup = name
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

// create makes a temporary file under a name that is free.
func (c *commit) create(r *os.Root, mode fs.FileMode) (*os.File, string, error) {
	for {
		name := c.temporaryName()
		file, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return file, name, err
		}
	}
}

// temporaryName is the next one. Runs that could share a folder hold its lock one after another, but one that was
// killed may have had the same process number and left its temporaries.
func (c *commit) temporaryName() string {
	return fmt.Sprintf(".tenon-%d-%d.tmp", c.process, c.serial.Add(1))
}
