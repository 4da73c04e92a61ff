package output

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"syscall"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// This file is the catalogue of this package's diagnostics.

func twoInOnePlace(f *Folder, a, b emit.Artifact) diag.Diagnostic {
	message := fmt.Sprintf("%s and %s are generated into the same file", describe(a), describe(b))
	if a.Path != b.Path {
		message = fmt.Sprintf("%s and %s differ by case only, which many disks cannot tell apart", a.Path, b.Path)
	}
	return diag.Diagnostic{
		ID: "same-file", Pos: f.pos(a.Path), Module: a.Module, Message: message,
		Help: "rename one of the modules or types, or give the kinds different folders under output: in tenon.yaml",
	}
}

func describe(a emit.Artifact) string {
	if a.Module == "" {
		return string(a.Kind)
	}
	return string(a.Kind) + " of module " + a.Module
}

// misplaced refuses an artifact whose path could leave the output folder or lies in no generated folder.
func misplaced(f *Folder, a emit.Artifact) (diag.Diagnostic, bool) {
	switch {
	case !fs.ValidPath(a.Path) || strings.ContainsAny(a.Path, "\\:") || a.Path == ".":
		return diag.Diagnostic{
			ID: "bad-path", Pos: f.pos(a.Path), Module: a.Module,
			Message: fmt.Sprintf("%q is no path below the output folder", a.Path),
			Help:    "folders under output: in tenon.yaml are relative, without .. and with forward slashes",
		}, false
	case !f.named && !inGenerated(a.Path):
		return diag.Diagnostic{
			ID: "not-in-generated", Pos: f.pos(a.Path), Module: a.Module,
			Message: fmt.Sprintf("%s would lie outside a *_generated folder", a.Path),
			Help:    "name a folder with _generated in its name under output: in tenon.yaml",
		}, false
	}
	return diag.Diagnostic{}, true
}

// unmarked refuses an artifact that could never be replaced or deleted again, since it does not say whose it is.
func unmarked(f *Folder, a emit.Artifact) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "artifact-unmarked", Pos: f.pos(a.Path), Module: a.Module,
		Message: fmt.Sprintf("%s does not carry the marker of %s", f.show(a.Path), describe(a)),
		Help:    "this is a fault of tenon, not of the contract; nothing was written",
	}
}

// What follows is about a file or folder that the place names, so the message does not repeat its name.

func stranger(f *Folder, file string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "not-ours", Pos: f.pos(file),
		Message: "this file is in the way: tenon did not write it (it has no marker) and will not overwrite it",
		Help:    "move or delete it, then generate again",
	}
}

func symlink(f *Folder, file string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "symlink", Pos: f.pos(file),
		Message: "this is a symbolic link; nothing below the output folder may be one",
		Help:    "put a real folder or file in its place, or generate elsewhere with --output-dir",
	}
}

func folderInTheWay(f *Folder, file string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "folder-in-the-way", Pos: f.pos(file),
		Message: "this is a folder where a generated file belongs",
		Help:    "move or delete the folder, then generate again",
	}
}

func fileInTheWay(f *Folder, file string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "file-in-the-way", Pos: f.pos(file),
		Message: "this is a file where a folder for generated files belongs",
		Help:    "move or delete the file, then generate again",
	}
}

func notRegular(f *Folder, file string) diag.Diagnostic {
	return diag.Diagnostic{
		ID: "not-a-file", Pos: f.pos(file),
		Message: "this is neither a plain file nor a folder, but a generated file belongs here",
		Help:    "move or delete it, then generate again",
	}
}

// failure says that something could not be done to a file, in the words of the system and with what to do about it.
func failure(f *Folder, verb, file string, err error) diag.Diagnostic {
	thing := "file"
	if verb == "make" || verb == "open" {
		thing = "folder"
	}
	d := diag.Diagnostic{
		ID: "cannot-" + verb, Pos: f.pos(file),
		Message: fmt.Sprintf("cannot %s this %s: %s", verb, thing, reason(err)),
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		d.Help = fmt.Sprintf("give yourself the right to write in %s", f.show(path.Dir(file)))
	case errors.Is(err, syscall.EROFS):
		d.Help = "the file system is read-only; generate elsewhere with --output-dir"
	case errors.Is(err, syscall.ENOSPC):
		d.Help = "free some space on the disk, then generate again"
	}
	return d
}

// of says whose artifact a finding is about.
func of(module string, d diag.Diagnostic) diag.Diagnostic {
	d.Module = module
	return d
}

// reason is the innermost error: messages name the file themselves, and temporaries are nobody's business.
func reason(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
