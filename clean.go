package tenon

import (
	"context"
	"slices"
	"time"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/output"
)

// CleanOptions say what is removed. The zero value removes every file that carries tenon's marker, caches of Python
// tools beside them, and folders that this leaves empty.
type CleanOptions struct {
	// Modules limits the cleaning to files of these modules; nil cleans everything, also of modules that are gone.
	Modules []*Module
	// Force removes whole *_generated* folders, with whatever strangers lie in them.
	Force bool
	// DryRun removes nothing.
	DryRun bool
	// Waiting is told once if another run holds the workspace, before this one waits for it.
	Waiting func()
}

// CleanReport says what was, or would be, removed. Paths are slash paths below the workspace.
type CleanReport struct {
	Removed   []string      `json:"removed"`             // files of ours
	Updated   []string      `json:"updated,omitempty"`   // shared files that were written anew without the modules
	Caches    []string      `json:"caches,omitempty"`    // folders of Python tools
	Strangers []string      `json:"strangers,omitempty"` // files that tenon did not write; they go only if forced
	Forced    []string      `json:"forced,omitempty"`    // folders removed whole
	DryRun    bool          `json:"dryRun,omitempty"`
	Duration  time.Duration `json:"durationNs"`
}

// Clean removes what generate made. What is ours goes all or none. An error holds [Diagnostics].
func (w *Workspace) Clean(ctx context.Context, opt CleanOptions) (*CleanReport, error) {
	r := newRun(w, opt.Modules, GenOptions{Waiting: opt.Waiting}, time.Now())
	defer r.close()
	r.open(ctx)
	if r.found.HasErrors() {
		return nil, asDiagnostics(r.found)
	}
	job := output.CleanJob{Folder: r.folder, Force: opt.Force, Ours: func(emit.Owner) bool { return true }}
	if opt.Modules != nil {
		if err := r.limit(&job); err != nil {
			return nil, asDiagnostics(err)
		}
	}
	cleaning, found := output.PlanCleaning(ctx, job)
	if found.HasErrors() {
		return nil, asDiagnostics(found)
	}
	if !opt.DryRun {
		if err := cleaning.Commit(ctx); err != nil {
			return nil, asDiagnostics(diag.From(err, "cannot-delete"))
		}
	}
	return cleanReport(cleaning, opt, r.started), nil
}

// limit makes a job one for some modules: their files go, and the index of the Python clients is written anew for
// those that stay.
func (r *run) limit(job *output.CleanJob) error {
	names := map[string]bool{}
	for _, m := range r.modules {
		names[m.found.Name] = true
		job.Below = append(job.Below, m.found.Dir)
	}
	clients, err := r.clientsOnDisk(func(module string) bool { return !names[module] && r.exists(module) })
	if err != nil {
		return err
	}
	// A shared file of Python that the clients which stay still need is among the artifacts, and so no leftover.
	job.Ours = func(o emit.Owner) bool {
		return names[o.Module] || o.Module == "" && (o.Kind == PythonIndex || o.Kind == Python)
	}
	job.Artifacts, err = r.renderShared(clients)
	return err
}

func cleanReport(c *output.Cleaning, opt CleanOptions, started time.Time) *CleanReport {
	rep := &CleanReport{Removed: []string{}, Caches: c.Caches, Strangers: c.Strangers, DryRun: opt.DryRun}
	for _, e := range c.Plan.Entries {
		switch e.Fate {
		case output.Delete:
			rep.Removed = append(rep.Removed, e.Path)
		case output.Create, output.Update:
			rep.Updated = append(rep.Updated, e.Path)
		case output.Unchanged:
		}
	}
	if opt.Force {
		rep.Forced = slices.Clone(c.Folders)
	}
	rep.Duration = time.Since(started)
	return rep
}
