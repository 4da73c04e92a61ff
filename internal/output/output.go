// Package output brings artifacts to the disk: it compares them with what lies there, says what would change, and
// changes exactly that or nothing.
//
// In go artifacts as bytes and the rules of one run (which modules and kinds it made); out comes a Plan, which names a
// fate for every file and can be committed. The laws it keeps:
//
//   - Bytes equal: the file is not touched and keeps its mtime.
//   - All temporaries are written before the first rename; whatever fails, the disk is as it was before.
//   - After a kill every file is whole, old or new; temporaries are called .tenon-*.tmp and the next run sweeps them.
//   - A file is ours only if it carries our marker and lies in a *_generated folder, or in an output folder that the
//     user named. Nothing else is ever overwritten or deleted.
//   - Nothing below the output folder may be a symlink; every access goes through os.Root.
//
// It is the only package that writes into a workspace. It never prints and knows nothing of contracts.
package output

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// Fate is what becomes of a file.
type Fate string

// The fates.
const (
	Create    Fate = "create"
	Update    Fate = "update"
	Delete    Fate = "delete"
	Unchanged Fate = "unchanged"
)

// Entry is one file of a Plan.
type Entry struct {
	Kind   emit.Kind
	Module string // "" for what modules share
	Path   string // slash path below the output folder
	Fate   Fate
	Old    []byte // what lies there, if the fate is Update or Delete
	New    []byte // what is to lie there, unless the fate is Delete

	replaces bool // something of ours lies there, whatever the fate is called
}

// Job is what one run wants on the disk.
type Job struct {
	Folder    *Folder
	Artifacts []emit.Artifact
	// Fresh plans as if nothing of ours were there: every artifact is created, and takes the place of the old one
	// when everything is written.
	Fresh bool
	// Search lists the folders, slash paths below the output folder, in which files of ours are looked for that are
	// no longer wanted. The artifacts' own folders are always among them.
	Search []string
	// Stale says whether a marked file that is none of the artifacts shall go: its module and kind were made by this
	// run, or its module no longer exists.
	Stale func(emit.Owner) bool
}

// Plan says what a run would do to the disk. Entries are in the order of their paths.
type Plan struct {
	Entries []Entry

	folder *Folder
	sweep  []string // temporaries that an earlier run left
}

// Changed says whether committing would change any artifact.
func (p *Plan) Changed() bool {
	return slices.ContainsFunc(p.Entries, func(e Entry) bool { return e.Fate != Unchanged })
}

// Make compares artifacts with the disk. It changes nothing. Findings are strangers and symlinks in our way, two
// artifacts in one place, and what could not be read; with any of them there is no plan.
func Make(ctx context.Context, job Job) (*Plan, diag.List) {
	m := &maker{job: job, plan: &Plan{folder: job.Folder}, visited: map[string]bool{}}
	folders, found := arrange(job)
	if found.HasErrors() {
		return nil, found.Sort()
	}
	for _, w := range folders {
		m.visited[w.dir] = true
	}
	for _, w := range folders {
		if err := ctx.Err(); err != nil {
			return nil, diag.List{{ID: "cancelled", Message: "cancelled before anything was written"}}
		}
		m.visit(w)
	}
	if m.found.HasErrors() {
		return nil, m.found.Sort()
	}
	slices.SortFunc(m.plan.Entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return m.plan, nil
}

// wanted is one folder and what shall lie in it.
type wanted struct {
	dir       string
	artifacts map[string]emit.Artifact // by file name
	names     []string                 // of artifacts, sorted
	deep      bool                     // search its subfolders for files of ours, too
}

// module is whose artifacts belong in the folder, if they are all of one.
func (w *wanted) module() string {
	module := ""
	for i, name := range w.names {
		switch of := w.artifacts[name].Module; {
		case i == 0:
			module = of
		case of != module:
			return ""
		}
	}
	return module
}

// arrange sorts artifacts by folder and adds the folders to search. Two artifacts in one place are findings, also
// where only the case of their names differs, since many disks do not tell those apart.
func arrange(job Job) ([]*wanted, diag.List) {
	var found diag.List
	byDir := map[string]*wanted{}
	at := func(dir string) *wanted {
		if byDir[dir] == nil {
			byDir[dir] = &wanted{dir: dir, artifacts: map[string]emit.Artifact{}}
		}
		return byDir[dir]
	}
	taken := make(map[string]emit.Artifact, len(job.Artifacts))
	for _, a := range job.Artifacts {
		folded := strings.ToLower(a.Path)
		if other, ok := taken[folded]; ok {
			found = append(found, twoInOnePlace(job.Folder, a, other))
			continue
		}
		taken[folded] = a
		if d, ok := misplaced(job.Folder, a); !ok {
			found = append(found, d)
			continue
		}
		if path.Base(a.Path) != typedMarker {
			if owner, ok := emit.ParseMarker(a.Data); !ok || owner != (emit.Owner{Kind: a.Kind, Module: a.Module}) {
				found = append(found, unmarked(job.Folder, a))
			}
		}
		dir, name := path.Split(a.Path)
		w := at(path.Clean(dir))
		w.artifacts[name] = a
		w.names = append(w.names, name)
	}
	for _, dir := range job.Search {
		at(path.Clean(dir))
	}
	folders := make([]*wanted, 0, len(byDir))
	for _, w := range byDir {
		slices.Sort(w.names)
		w.deep = slices.ContainsFunc(job.Search, func(dir string) bool { return within(w.dir, path.Clean(dir)) })
		folders = append(folders, w)
	}
	slices.SortFunc(folders, func(a, b *wanted) int { return cmp.Compare(a.dir, b.dir) })
	return folders, found
}

// within says whether a folder is another or lies below it.
func within(dir, other string) bool {
	return other == "." || dir == other || strings.HasPrefix(dir, other+"/")
}
