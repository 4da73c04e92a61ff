// Package tenon keeps the contracts of a modular Go backend in step.
//
// A module of such a backend is a folder whose package marks one interface with //tenon:api. From that interface and
// the types it reaches, tenon renders what others need: OpenAPI and AsyncAPI documents, Go encoders and WebSocket
// routers, Python clients. It reads sources only: it runs no code of the workspace, starts no process, opens no socket
// and needs no toolchain.
//
//	ws, err := tenon.Open(".")
//	if err != nil { … }
//	modules, err := ws.Select("broker", "data*")
//	if err != nil { … }
//	report, err := ws.Generate(ctx, modules, tenon.GenOptions{})
//
// The command tenon, a server in development mode and tests all go through [Workspace.Generate], of which
// [Module.GenSpecsAndClients] is the call for one module. Nothing is printed here; a run is told as a [Report], and what
// is wrong as [Diagnostics], both plain data.
package tenon

import (
	"context"
	"slices"

	"tenon/internal/diag"
	"tenon/internal/workspace"
)

// Workspace is a Go module that holds backend modules.
type Workspace struct {
	ws    *workspace.Workspace
	how   workspace.Options
	found []workspace.Found
}

// Option changes how a workspace is opened.
type Option func(*workspace.Options)

// ModulesDir makes the subfolders of one folder the modules, in place of what tenon.yaml says. The folder is relative
// to the root of the workspace, or absolute inside it; "" changes nothing.
func ModulesDir(dir string) Option {
	return func(o *workspace.Options) { o.ModulesDir = dir }
}

// Open opens the workspace that a folder lies in: the nearest go.mod at or above it, and the tenon.yaml beside that.
// It looks for modules, by name only. Its errors are [Diagnostics].
func Open(dir string, options ...Option) (*Workspace, error) {
	var opt workspace.Options
	for _, set := range options {
		set(&opt)
	}
	ws, err := workspace.OpenWith(dir, opt)
	if err != nil {
		return nil, asDiagnostics(err)
	}
	found, err := ws.Discover()
	if err != nil {
		return nil, asDiagnostics(err)
	}
	return &Workspace{ws: ws, how: opt, found: found}, nil
}

// Root is the absolute path of the workspace.
func (w *Workspace) Root() string { return w.ws.Root }

// Modules lists the modules by name. A workspace without any has an empty list.
func (w *Workspace) Modules() []*Module {
	return w.modules(w.found)
}

// Select picks modules by names and globs ("broker", "data*"); a pattern may hold several with commas between them.
// Without a pattern, all are picked. A pattern that matches nothing is an error that says what there is, and so is a
// workspace without modules. Errors are [Diagnostics].
func (w *Workspace) Select(patterns ...string) ([]*Module, error) {
	found, err := w.ws.Select(w.found, patterns)
	if err != nil {
		return nil, asDiagnostics(err)
	}
	return w.modules(found), nil
}

func (w *Workspace) modules(found []workspace.Found) []*Module {
	modules := make([]*Module, len(found))
	for i, f := range found {
		modules[i] = &Module{workspace: w, found: f}
	}
	return modules
}

// Module is one backend module of a workspace: a folder with a contract.
type Module struct {
	workspace *Workspace
	found     workspace.Found
}

// Name is the name of the module's folder, which is also its name on the wire.
func (m *Module) Name() string { return m.found.Name }

// Dir is the module's folder, a slash path below the root of the workspace.
func (m *Module) Dir() string { return m.found.Dir }

// GenSpecsAndClients renders everything of this module that the options ask for. It is [Workspace.Generate] for one
// module.
func (m *Module) GenSpecsAndClients(ctx context.Context, opt GenOptions) (*Report, error) {
	return m.workspace.Generate(ctx, []*Module{m}, opt)
}

// Diagnostic is one finding: an id, a level, a place, what is wrong and what to write instead.
type Diagnostic = diag.Diagnostic

// Pos is the place of a finding. File is a slash path, relative to the workspace where the file lies in it.
type Pos = diag.Pos

// The levels of a Diagnostic. Only an error stops a run.
const (
	LevelError   = diag.Error
	LevelWarning = diag.Warning
	LevelNote    = diag.Note
)

// Diagnostics is the error of every function of this package that judges what a user wrote: one finding a line. With
// errors.As it gives the findings as data.
type Diagnostics = diag.List

// asDiagnostics makes sure that an error is what the documentation promises.
func asDiagnostics(err error) error {
	if err == nil {
		return nil
	}
	return slices.Clone(diag.From(err, "failed")).Sort()
}
