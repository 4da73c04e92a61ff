package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tenon/internal/diag"
)

// Folder is an output folder: the workspace itself, or the folder that the command line names. The folder may be a
// symlink; nothing below it may.
type Folder struct {
	path   string // absolute
	prefix string // how messages name it: "" for the workspace
	named  bool   // the command line names it, so that marked files outside *_generated folders are ours, too
	root   *os.Root

	// step is asked before every change of the disk; tests let it fail or stop there.
	step func(op, file string) error
}

// OpenFolder opens the output folder at an absolute path. A named folder that does not exist is made when something
// is written into it; until then it is empty.
func OpenFolder(abs string, named bool) (*Folder, error) {
	f := &Folder{path: abs, named: named}
	if named {
		f.prefix = filepath.ToSlash(abs)
	}
	root, err := os.OpenRoot(abs)
	switch {
	case err == nil:
		f.root = root
	case errors.Is(err, fs.ErrNotExist) && named:
	default:
		return nil, openFailure(abs, err)
	}
	return f, nil
}

func openFailure(abs string, err error) error {
	slash := filepath.ToSlash(abs)
	if info, statErr := os.Stat(abs); statErr == nil && !info.IsDir() {
		return diag.Diagnostic{ID: "file-in-the-way", Pos: diag.Pos{File: slash},
			Message: fmt.Sprintf("the output folder %s is a file", slash), Help: "name a folder"}
	}
	return diag.Diagnostic{ID: "cannot-open", Pos: diag.Pos{File: slash},
		Message: fmt.Sprintf("cannot open the output folder %s: %s", slash, reason(err))}
}

// Path is the absolute path of the folder.
func (f *Folder) Path() string { return f.path }

// Close gives the folder back.
func (f *Folder) Close() {
	if f.root != nil {
		_ = f.root.Close()
	}
}

// make makes sure that the output folder itself exists. It lists the folders that had to be made, outermost first.
func (f *Folder) make() ([]string, error) {
	if f.root != nil {
		return nil, nil
	}
	var made []string
	for at := f.path; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		made = append(made, at)
	}
	slices.Reverse(made)
	if err := os.MkdirAll(f.path, 0o755); err != nil {
		return made, openFailure(f.path, err)
	}
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return made, openFailure(f.path, err)
	}
	f.root = root
	return made, nil
}

// unmake removes folders that make made, as far as they are empty.
func (f *Folder) unmake(made []string) {
	if len(made) == 0 {
		return
	}
	f.Close()
	f.root = nil
	for _, dir := range slices.Backward(made) {
		_ = os.Remove(dir)
	}
}

// show is how messages name a file below the folder.
func (f *Folder) show(file string) string { return path.Join(f.prefix, file) }

func (f *Folder) pos(file string) diag.Pos { return diag.Pos{File: f.show(file)} }

// before is the gate through which every change of the disk goes.
func (f *Folder) before(op, file string) error {
	if f.step == nil {
		return nil
	}
	return f.step(op, file)
}

// enter opens a folder below the output folder, component by component, refusing symlinks and files. With made it
// makes what is missing and reports each folder that it made; without, a missing folder is fs.ErrNotExist.
// The caller closes what it gets.
func (f *Folder) enter(dir string, made func(dir string)) (*os.Root, error) {
	if f.root == nil {
		return nil, fs.ErrNotExist
	}
	here, err := f.root.OpenRoot(".")
	if err != nil {
		return nil, failure(f, "open", ".", err)
	}
	if dir == "." {
		return here, nil
	}
	at := ""
	for name := range strings.SplitSeq(dir, "/") {
		at = path.Join(at, name)
		next, err := f.descend(here, name, at, made)
		_ = here.Close()
		if err != nil {
			return nil, err
		}
		here = next
	}
	return here, nil
}

func (f *Folder) descend(here *os.Root, name, at string, made func(string)) (*os.Root, error) {
	info, err := here.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if made == nil {
			return nil, fs.ErrNotExist
		}
		if err := f.before("mkdir", at); err != nil {
			return nil, failure(f, "make", at, err)
		}
		if err := here.Mkdir(name, 0o755); err != nil {
			return nil, failure(f, "make", at, err)
		}
		made(at)
	case err != nil:
		return nil, failure(f, "read", at, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, symlink(f, at)
	case !info.IsDir():
		return nil, fileInTheWay(f, at)
	}
	next, err := here.OpenRoot(name)
	if err != nil {
		return nil, failure(f, "open", at, err)
	}
	return next, nil
}

// list reads the entries of an open folder, sorted by name.
func list(r *os.Root) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS(), ".") }

// inGenerated says whether a file lies in a *_generated folder.
func inGenerated(file string) bool {
	for name := range strings.SplitSeq(path.Dir(file), "/") {
		if IsGenerated(name) {
			return true
		}
	}
	return false
}

// IsGenerated says whether a folder of this name is one for generated files.
func IsGenerated(name string) bool { return strings.Contains(name, "_generated") }

// isTemporary says whether a file name is one of our temporaries.
func isTemporary(name string) bool {
	return strings.HasPrefix(name, ".tenon-") && strings.HasSuffix(name, ".tmp")
}

// Glob lists the folders below the output folder that patterns match, component by component as path.Match does,
// sorted and each once. Only folders with _generated in their path count, and no symlink is followed.
func (f *Folder) Glob(patterns []string) []string {
	if f.root == nil {
		return nil
	}
	g := globber{fsys: f.root.FS(), listed: map[string][]string{}}
	var found []string
	for _, p := range patterns {
		for _, dir := range g.expand(p) {
			if inGenerated(dir + "/x") {
				found = append(found, dir)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// globber expands patterns and lists each folder once.
type globber struct {
	fsys   fs.FS
	listed map[string][]string
}

func (g globber) expand(pattern string) []string {
	dirs := []string{"."}
	for part := range strings.SplitSeq(path.Clean(pattern), "/") {
		var next []string
		for _, dir := range dirs {
			for _, name := range g.folders(dir) {
				if ok, _ := path.Match(part, name); ok {
					next = append(next, path.Join(dir, name))
				}
			}
		}
		dirs = next
	}
	return dirs
}

// folders lists the subfolders of a folder; what cannot be read has none.
func (g globber) folders(dir string) []string {
	if names, ok := g.listed[dir]; ok {
		return names
	}
	var names []string
	entries, _ := fs.ReadDir(g.fsys, dir)
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	g.listed[dir] = names
	return names
}
