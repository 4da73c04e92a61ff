package tenon

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/output"
	"tenon/internal/verify"
)

// run is one generation under way.
type run struct {
	workspace *Workspace
	opt       GenOptions
	started   time.Time

	kinds    kindSet
	layout   *emit.Layout
	folder   *output.Folder
	releases []func()

	modules []*moduleRun
	shared  []Artifact
	plan    *output.Plan
	changes map[string][]Change // by path of the document
	found   diag.List
}

func newRun(w *Workspace, modules []*Module, opt GenOptions, now time.Time) *run {
	r := &run{workspace: w, opt: opt, started: now, layout: &emit.Layout{Folders: w.ws.Config.Output},
		changes: map[string][]Change{}}
	for _, m := range modules {
		r.modules = append(r.modules, &moduleRun{run: r, found: m.found})
	}
	slices.SortStableFunc(r.modules, func(a, b *moduleRun) int { return strings.Compare(a.found.Name, b.found.Name) })
	r.modules = slices.CompactFunc(r.modules, func(a, b *moduleRun) bool { return a.found == b.found })
	return r
}

// open chooses the kinds, opens the output folder and waits until no other run is at work in the workspace or in that
// folder. The lock is held from before the sources are read, so that two runs at once end as one after the other.
func (r *run) open(ctx context.Context) {
	var found diag.List
	if r.kinds, found = chooseKinds(r.opt, r.workspace.ws.Config.Artifacts); found.HasErrors() {
		r.fail(found...)
		return
	}
	folder, named := r.workspace.ws.Root, false
	if r.opt.OutputDir != "" {
		abs, err := filepath.Abs(r.opt.OutputDir)
		if err != nil {
			r.fail(diag.From(err, "bad-output-dir")...)
			return
		}
		folder, named = abs, true
	}
	dirs := []string{r.workspace.ws.Root}
	if named && !sameFolder(r.workspace.ws.Root, folder) {
		dirs = append(dirs, folder)
	}
	for _, dir := range dirs {
		release, err := output.Lock(ctx, dir, r.opt.Waiting)
		if err != nil {
			r.fail(cancelled())
			return
		}
		r.releases = append(r.releases, release)
	}
	var err error
	if r.folder, err = output.OpenFolder(folder, named); err != nil {
		r.fail(diag.From(err, "cannot-open")...)
	}
}

// sameFolder says whether two paths lead to one folder, as links may have it.
func sameFolder(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

func (r *run) close() {
	if r.folder != nil {
		r.folder.Close()
	}
	for _, release := range slices.Backward(r.releases) {
		release()
	}
}

func (r *run) fail(found ...diag.Diagnostic) { r.found = append(r.found, found...) }

func cancelled() diag.Diagnostic {
	return diag.Diagnostic{ID: "cancelled", Message: "cancelled before anything was written"}
}

// checkNames compares the modules' names with each other.
func (r *run) checkNames(context.Context) { r.fail(verify.Names(r.contracts())...) }

// artifacts lists what was made, in the order of the report: modules by name, kinds as in their table.
func (r *run) artifacts() []Artifact {
	var all []Artifact
	for _, m := range r.modules {
		all = append(all, m.artifacts...)
	}
	return append(all, r.shared...)
}

// askHooks shows every artifact to every hook.
func (r *run) askHooks(ctx context.Context) {
	for _, hook := range r.opt.Hooks {
		for _, a := range r.artifacts() {
			shown := a
			shown.Data = slices.Clone(a.Data)
			if err := hook(ctx, shown); err != nil {
				r.fail(refusal(a, err)...)
			}
		}
	}
}

// refusal makes findings of what a hook said.
func refusal(a Artifact, err error) diag.List {
	found := slices.Clone(diag.From(err, "refused"))
	for i := range found {
		d := &found[i]
		d.Level = diag.Error // a hook that returns an error means it
		if d.Pos.File == "" {
			d.Pos.File = a.Path
		}
		if d.Module == "" {
			d.Module = a.Module
		}
		if d.ID == "" {
			d.ID = "refused"
		}
	}
	return found
}

// makePlan compares the artifacts with the disk.
func (r *run) makePlan(ctx context.Context) {
	var found diag.List
	r.plan, found = output.Make(ctx, output.Job{
		Folder:    r.folder,
		Artifacts: r.artifacts(),
		Fresh:     r.opt.CleanFirst,
		Search:    r.search(),
		Stale:     r.stale,
	})
	r.fail(found...)
}

// stale says whether a file of ours that this run did not make shall go: it is of a kind that the run is about, and
// of one of its modules, of none, or of one that no longer exists.
func (r *run) stale(o emit.Owner) bool {
	if !r.kinds.ran[o.Kind] {
		return false
	}
	return o.Module == "" || r.isOfRun(o.Module) || !r.exists(o.Module)
}

func (r *run) exists(module string) bool {
	for _, f := range r.workspace.found {
		if f.Name == module {
			return true
		}
	}
	return false
}

// search lists the generated folders in which files may lie that are no longer wanted, but for those of modules that
// this run is not about.
func (r *run) search() []string {
	patterns := []string{"*_generated*"}
	for _, modules := range r.workspace.ws.Config.Modules {
		patterns = append(patterns, modules+"/*_generated*")
		for _, row := range emit.Kinds() {
			patterns = append(patterns, r.layout.Folder(row.Kind, modules))
		}
	}
	var others []string
	for _, f := range r.workspace.found {
		if !slices.ContainsFunc(r.modules, func(m *moduleRun) bool { return m.found == f }) {
			others = append(others, f.Dir+"/")
		}
	}
	return slices.DeleteFunc(r.folder.Glob(patterns), func(dir string) bool {
		return slices.ContainsFunc(others, func(other string) bool { return strings.HasPrefix(dir, other) })
	})
}

// compare says what changed in each document that changes.
func (r *run) compare(context.Context) {
	for i := range r.plan.Entries {
		e := &r.plan.Entries[i]
		if e.Fate != output.Update {
			continue
		}
		for _, m := range r.modules {
			if m.found.Name == e.Module {
				r.changes[e.Path] = m.changes(e)
			}
		}
	}
}

// commit writes, unless the run is to write nothing.
func (r *run) commit(ctx context.Context) {
	if r.opt.Check {
		return
	}
	if err := r.plan.Commit(ctx); err != nil {
		r.fail(diag.From(err, "cannot-write")...)
	}
}

// report says what was done.
func (r *run) report() *Report {
	r.found = r.found.Sort()
	rep := &Report{Root: r.workspace.ws.Root, Outcome: r.outcome(), Diagnostics: slices.Clone(r.found), Modules: []ModuleReport{}}
	if r.opt.OutputDir != "" {
		rep.OutputDir = filepath.ToSlash(r.opt.OutputDir)
	}
	byName := map[string]*ModuleReport{}
	for _, m := range r.modules {
		rep.Modules = append(rep.Modules, m.report())
	}
	for i := range rep.Modules {
		byName[rep.Modules[i].Name] = &rep.Modules[i]
	}
	for _, d := range r.found {
		if m := byName[d.Module]; m != nil && d.Level == diag.Error {
			m.Failed = true
		}
	}
	if r.plan != nil && rep.Outcome != Failed {
		for i := range r.plan.Entries {
			e := &r.plan.Entries[i]
			rep.Counts.add(e.Fate)
			list := &rep.Shared
			if m := byName[e.Module]; m != nil {
				list = &m.Artifacts
			}
			*list = append(*list, r.artifactReport(e))
		}
	}
	rep.Duration = time.Since(r.started)
	return rep
}

func (r *run) outcome() Outcome {
	switch {
	case r.found.HasErrors() || r.plan == nil:
		return Failed
	case !r.plan.Changed():
		return Unchanged
	case r.opt.Check:
		return Differs
	default:
		return Written
	}
}

func (r *run) artifactReport(e *output.Entry) ArtifactReport {
	a := ArtifactReport{Kind: e.Kind, Path: e.Path, Fate: e.Fate, Changes: r.changes[e.Path]}
	if e.Fate == output.Update {
		a.Line = e.FirstDifference()
	}
	if r.opt.Diff {
		a.Diff = e.Diff()
	}
	return a
}
