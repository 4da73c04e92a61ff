package output

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// Cleaning says what cleaning up would remove: files of ours, caches of Python tools among them, and folders that
// this leaves empty.
type Cleaning struct {
	Plan      *Plan    // deletes files of ours, and may rewrite those that others share
	Caches    []string // folders that Python tools fill, in generated folders
	Strangers []string // what is not ours in generated folders: it stays, unless cleaning is forced
	Folders   []string // the generated folders, to remove if empty, or whole if cleaning is forced

	folder *Folder
	force  bool
}

// CleanJob is what to clean.
type CleanJob struct {
	Folder    *Folder
	Artifacts []emit.Artifact       // shared files that stay, as they shall be afterwards
	Ours      func(emit.Owner) bool // files to remove, by owner
	Below     []string              // clean only below these folders; nil: everywhere
	Force     bool
}

// PlanCleaning looks through every *_generated folder. It changes nothing.
func PlanCleaning(ctx context.Context, job CleanJob) (*Cleaning, diag.List) {
	c := &Cleaning{folder: job.Folder, force: job.Force}
	all, links := job.Folder.generated()
	plan, found := Make(ctx, Job{Folder: job.Folder, Artifacts: job.Artifacts, Search: all, Stale: job.Ours})
	if found.HasErrors() {
		return nil, found
	}
	c.Plan = plan
	if job.Below == nil {
		c.Strangers = links
		if job.Force {
			c.Folders = links // removing a link leaves what it leads to
		}
	}
	touched := map[string]bool{}
	going := map[string]bool{}
	for _, e := range plan.Entries {
		touched[path.Dir(e.Path)] = true
		going[e.Path] = e.Fate == Delete
	}
	for _, dir := range all {
		inside := job.Below == nil || slices.ContainsFunc(job.Below, func(b string) bool { return within(dir, b) })
		c.look(dir, func(d string) bool { return inside || touched[d] }, going)
		if inside {
			c.Folders = append(c.Folders, dir)
		}
	}
	return c, nil
}

// generated lists the topmost *_generated folders, and links that are called so. Hidden folders, dependencies and
// other Go modules are none of ours.
func (f *Folder) generated() (found, links []string) {
	if f.root == nil {
		return nil, nil
	}
	var walk func(dir string)
	walk = func(dir string) {
		entries, err := fs.ReadDir(f.root.FS(), dir)
		if err != nil {
			return
		}
		if dir != "." && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "go.mod" }) {
			return
		}
		for _, e := range entries {
			name := e.Name()
			switch {
			case e.Type()&fs.ModeSymlink != 0 && IsGenerated(name):
				links = append(links, path.Join(dir, name))
			case !e.IsDir(), strings.HasPrefix(name, "."), name == "node_modules", name == "vendor":
			case IsGenerated(name):
				found = append(found, path.Join(dir, name))
			default:
				walk(path.Join(dir, name))
			}
		}
	}
	walk(".")
	return found, links
}

// isCache says whether tools of Python fill a folder of that name.
func isCache(name string) bool {
	return name == "__pycache__" || name == ".mypy_cache" || name == ".ruff_cache"
}

// look notes the caches and the strangers of a generated folder.
func (c *Cleaning) look(dir string, concerns func(dir string) bool, going map[string]bool) {
	entries, err := fs.ReadDir(c.folder.root.FS(), dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		switch {
		case e.IsDir() && isCache(e.Name()):
			if concerns(dir) {
				c.Caches = append(c.Caches, file)
			}
		case e.IsDir():
			c.look(file, concerns, going)
		case going[file] || isTemporary(e.Name()) || !concerns(dir):
		case !c.ours(dir, e):
			c.Strangers = append(c.Strangers, file)
		}
	}
}

// ours says whether a file that stays is at least ours: one of another module is no stranger.
func (c *Cleaning) ours(dir string, e fs.DirEntry) bool {
	if !e.Type().IsRegular() {
		return false
	}
	r, err := c.folder.enter(dir, nil)
	if err != nil {
		return false
	}
	defer func() { _ = r.Close() }()
	_, ours := readOwner(r, e.Name())
	return ours
}

// Commit removes what the cleaning names. Files of ours go all or none; caches follow, and then folders that are left
// empty or, if cleaning is forced, every generated folder whole. The caller holds the lock.
func (c *Cleaning) Commit(ctx context.Context) error {
	if err := c.Plan.Commit(ctx); err != nil {
		return err
	}
	var failed diag.List
	remove := func(file string) {
		err := c.folder.before("remove", file)
		if err == nil {
			err = c.folder.root.RemoveAll(file)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, failure(c.folder, "delete", file, err))
		}
	}
	for _, dir := range c.Caches {
		remove(dir)
	}
	for _, dir := range c.Folders {
		if c.force {
			remove(dir)
		}
		c.removeEmptyBelow(dir)
		removeEmpty(c.folder, path.Dir(dir))
	}
	for _, e := range c.Plan.Entries {
		if e.Fate == Delete {
			removeEmpty(c.folder, path.Dir(e.Path))
		}
	}
	return failed.Err()
}

// removeEmptyBelow removes a folder and those in it, as far as they are empty.
func (c *Cleaning) removeEmptyBelow(dir string) {
	entries, err := fs.ReadDir(c.folder.root.FS(), dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			c.removeEmptyBelow(path.Join(dir, e.Name()))
		}
	}
	_ = c.folder.root.Remove(dir) // fails, as it should, if something is left in it
}
