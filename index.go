package tenon

import (
	"context"
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/pyclient"
	"tenon/internal/verify"
)

// index makes the artifacts that belong to no one module: what the Python clients share, and their index, which
// offers every client of this run and every one that is on the disk, so that it always imports.
func (r *run) index(context.Context) {
	if !r.kinds.makes[Python] && !r.kinds.makes[PythonIndex] {
		return
	}
	var clients []string
	for _, m := range r.modules {
		if slices.ContainsFunc(m.artifacts, func(a Artifact) bool { return a.Kind == Python }) {
			clients = append(clients, m.found.Name)
		}
	}
	kept, err := r.clientsOnDisk(func(module string) bool {
		return r.exists(module) && !(r.kinds.ran[Python] && r.isOfRun(module))
	})
	if err == nil {
		clients = append(clients, kept...)
		r.shared, err = r.renderShared(clients)
		r.fail(verify.Index(r.shared, clients)...)
	}
	r.fail(diag.From(err, "cannot-render")...)
}

// renderShared makes what the Python clients of some modules share. Without any client there is nothing.
func (r *run) renderShared(clients []string) ([]Artifact, error) {
	if len(clients) == 0 {
		return nil, nil
	}
	all, err := pyclient.Index(pyclient.IndexInput{
		Modules: clients, Layout: r.layout, PythonHTTP: r.workspace.ws.Config.Python.HTTP,
	})
	return slices.DeleteFunc(all, func(a emit.Artifact) bool { return !r.kinds.makes[a.Kind] }), err
}

// clientsOnDisk lists the modules whose client lies on the disk and is to stay.
func (r *run) clientsOnDisk(stays func(module string) bool) ([]string, error) {
	owned, err := r.folder.Owned(r.layout.Folder(Python, ""))
	var modules []string
	for _, a := range owned {
		if a.Kind == Python && a.Module != "" && strings.HasSuffix(a.Path, "_client.py") && stays(a.Module) {
			modules = append(modules, a.Module)
		}
	}
	return modules, err
}

func (r *run) isOfRun(module string) bool {
	return slices.ContainsFunc(r.modules, func(m *moduleRun) bool { return m.found.Name == module })
}
