package tenon

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tenon/internal/diag"
	"tenon/internal/source"
	"tenon/internal/verify"
)

// Check names one group of checks of [Workspace.Validate].
type Check string

// The groups of checks.
const (
	CheckNames     Check = "names"      // names of modules, packages, clients, routes and titles
	CheckArtifacts Check = "artifacts"  // everything that generate proves before it writes
	CheckWSRouters Check = "ws-routers" // the WebSocket routers that lie on the disk, and their index
)

// Checks lists the groups of checks, in the order in which they are made.
func Checks() []Check { return []Check{CheckNames, CheckArtifacts, CheckWSRouters} }

// ValidateOptions say what is validated. The zero value checks everything.
type ValidateOptions struct {
	Only []Check // these checks and no others
}

// Validation says what was checked and what was found.
type Validation struct {
	Checks      []Check       `json:"checks"`
	Modules     []string      `json:"modules"`
	Diagnostics Diagnostics   `json:"diagnostics,omitempty"`
	Duration    time.Duration `json:"durationNs"`
	// Files lists the generated files of the modules as they lie on the disk, as slash paths below the workspace, for
	// tools that look at those.
	Files []string `json:"files,omitempty"`
	// RouterFolders lists the folders of WebSocket routers, if those were checked.
	RouterFolders []string `json:"routerFolders,omitempty"`
}

// Validate checks contracts, and what lies on the disk of their WebSocket routers, and writes nothing. An error says
// that it could not; what it found is in the Validation.
func (w *Workspace) Validate(ctx context.Context, modules []*Module, opt ValidateOptions) (*Validation, error) {
	r := newRun(w, modules, GenOptions{Check: true}, time.Now())
	defer r.close()
	v := &Validation{Checks: opt.Only}
	if len(v.Checks) == 0 {
		v.Checks = Checks()
	}
	for _, m := range modules {
		v.Modules = append(v.Modules, m.Name())
	}
	r.open(ctx)
	if r.found.HasErrors() {
		return nil, asDiagnostics(r.found)
	}
	if slices.Contains(v.Checks, CheckArtifacts) {
		r.render(ctx)
	} else {
		r.loadOnly(ctx)
	}
	if slices.Contains(v.Checks, CheckNames) {
		r.checkNames(ctx)
	}
	if slices.Contains(v.Checks, CheckWSRouters) {
		v.RouterFolders = r.checkRouters()
	}
	v.Diagnostics = slices.Clone(r.found).Sort()
	v.Files = r.onDisk()
	v.Duration = time.Since(r.started)
	return v, nil
}

// loadOnly reads the contracts and makes nothing of them.
func (r *run) loadOnly(context.Context) {
	loader := source.NewLoader(r.workspace.ws)
	for _, m := range r.modules {
		m.load(loader)
		r.fail(m.findings...)
	}
}

// checkRouters reads the routers that lie on the disk, and says in which folders.
func (r *run) checkRouters() []string {
	var folders []string
	for _, m := range r.modules {
		if m.loaded == nil || len(m.loaded.Module.Streams) == 0 || !r.kinds.makes[WSRouters] {
			continue
		}
		dir := r.layout.Folder(WSRouters, m.found.Dir)
		artifacts, err := r.folder.Owned(dir)
		if err != nil {
			r.fail(diag.From(err, "cannot-read")...)
			continue
		}
		artifacts = slices.DeleteFunc(artifacts, func(a Artifact) bool { return a.Kind != WSRouters })
		if len(artifacts) == 0 {
			r.fail(Diagnostic{ID: "not-generated", Pos: Pos{File: dir}, Module: m.found.Name,
				Message: fmt.Sprintf("the WebSocket routers of module %s are not generated", m.found.Name),
				Help:    "run `tenon generate --modules " + m.found.Name + "`"})
			continue
		}
		found := verify.WSRouters(verify.Input{Module: m.loaded.Module, Artifacts: artifacts})
		for i := range found {
			found[i].Module = m.found.Name
		}
		r.fail(found...)
		folders = append(folders, dir)
	}
	return folders
}

// onDisk lists the generated files of the modules, and those that modules share, that lie on the disk.
func (r *run) onDisk() []string {
	var files []string
	for _, dir := range r.search() {
		for _, a := range r.owned(dir) {
			if a.Module == "" || slices.ContainsFunc(r.modules, func(m *moduleRun) bool { return m.found.Name == a.Module }) {
				files = append(files, a.Path)
			}
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// owned lists our files in a folder and below it; what cannot be read is left out.
func (r *run) owned(dir string) []Artifact {
	all, err := r.folder.Owners(dir)
	if err != nil {
		return nil
	}
	for _, below := range r.folder.Glob([]string{dir + "/*"}) {
		all = append(all, r.owned(below)...)
	}
	return all
}
