// Package workspace finds a workspace and what is in it: go.mod, the optional tenon.yaml, and the folders that hold a
// module.
//
// In goes a folder, out come the root, the module path, the configuration and the names of the modules. Nothing here
// parses or checks Go beyond the question whether a file declares a contract, so that listing and completion stay
// cheap. Nothing here writes, reads the environment or starts a process.
package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tenon/internal/diag"
)

// Workspace is a Go module that holds backend modules. It does not change after it was opened.
type Workspace struct {
	Root       string // absolute path of the folder that holds go.mod
	ModulePath string // path of the Go module
	GoMod      *GoMod
	Config     Config
	HasConfig  bool // whether there is a tenon.yaml
}

// Options change how a workspace is opened.
type Options struct {
	// ModulesDir is the folder whose subfolders are the modules, in place of the globs of tenon.yaml; relative to the
	// root, or absolute inside it. Empty: what tenon.yaml says.
	ModulesDir string
}

// ConfigFile is the name of the configuration, beside go.mod.
const ConfigFile = "tenon.yaml"

// Open opens the workspace that dir lies in. Its errors are a diag.Diagnostic or a diag.List.
func Open(dir string) (*Workspace, error) { return OpenWith(dir, Options{}) }

// OpenWith opens the workspace that dir lies in. Its errors are a diag.Diagnostic or a diag.List.
func OpenWith(dir string, opt Options) (*Workspace, error) {
	root, data, err := findRoot(dir)
	if err != nil {
		return nil, err
	}
	mod, err := ParseGoMod("go.mod", data)
	if err != nil {
		return nil, err
	}
	ws := &Workspace{Root: root, ModulePath: mod.Path, GoMod: mod}
	if ws.Config, ws.HasConfig, err = readConfigFile(filepath.Join(root, ConfigFile)); err != nil {
		return nil, err
	}
	if opt.ModulesDir != "" {
		pattern, err := modulesIn(root, opt.ModulesDir)
		if err != nil {
			return nil, err
		}
		ws.Config.Modules = []string{pattern}
	}
	return ws, nil
}

// Path is the absolute path of a slash path below the root.
func (w *Workspace) Path(slash string) string {
	return filepath.Join(w.Root, filepath.FromSlash(slash))
}

// Rel is the slash path of a file relative to the root, or its absolute slash path where it lies outside.
func (w *Workspace) Rel(file string) string {
	if rest, ok := strings.CutPrefix(file, w.Root); ok && rest != "" && os.IsPathSeparator(rest[0]) {
		return filepath.ToSlash(rest[1:])
	}
	return filepath.ToSlash(file)
}

// findRoot walks up from dir to the folder that holds go.mod.
func findRoot(dir string) (root string, gomod []byte, err error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, failure("unreadable-folder", diag.Pos{File: dir}, "cannot find the folder: "+err.Error(), "")
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		return "", nil, failure("unreadable-folder", diag.Pos{}, "there is no folder "+filepath.ToSlash(dir), "")
	}
	for at := abs; ; {
		data, err := readBounded(filepath.Join(at, "go.mod"), maxGoMod)
		switch {
		case err == nil:
			return at, data, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", nil, failure("unreadable-file", diag.Pos{File: filepath.ToSlash(filepath.Join(at, "go.mod"))},
				"cannot read go.mod: "+reason(err), "")
		}
		up := filepath.Dir(at)
		if up == at {
			return "", nil, failure("not-in-module", diag.Pos{},
				filepath.ToSlash(abs)+" is not inside a Go module: neither it nor a folder above it holds a go.mod",
				"run `go mod init example.com/backend` in the folder that holds modules/, or name a workspace with -C")
		}
		at = up
	}
}

// modulesIn is the glob of the subfolders of a modules folder.
func modulesIn(root, dir string) (string, error) {
	rel := dir
	if filepath.IsAbs(dir) {
		var err error
		if rel, err = filepath.Rel(root, dir); err != nil {
			rel = ".."
		}
	}
	rel = filepath.ToSlash(filepath.Clean(rel))
	if rel == ".." || strings.HasPrefix(rel, "../") {
		return "", failure("modules-dir", diag.Pos{}, "the modules folder "+filepath.ToSlash(dir)+
			" lies outside the workspace "+filepath.ToSlash(root), "name a folder inside the workspace")
	}
	if info, err := os.Stat(filepath.Join(root, filepath.FromSlash(rel))); err != nil || !info.IsDir() {
		return "", failure("modules-dir", diag.Pos{}, "there is no modules folder "+rel+" in the workspace", "")
	}
	if rel == "." {
		return "*", nil
	}
	return quoteGlob(rel) + "/*", nil
}

// quoteGlob takes their meaning from the characters of a glob.
func quoteGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}
