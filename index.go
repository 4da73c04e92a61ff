package tenon

import (
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/pyclient"
	"tenon/internal/verify"
)

// index makes the artifacts that belong to no one module: what the Python clients share, and their index, which
// offers every client of this run and every one that is on the disk, so that it always imports. It depends on the names
// of modules only, so it is made beside them.
func (r *run) index() (e emitted) {
	defer func() {
		if fault := recover(); fault != nil {
			e.findings = diag.List{internalFault(r.layout.Folder(PythonIndex, ""), fault)}
		}
	}()
	if !r.kinds.makes[Python] && !r.kinds.makes[PythonIndex] {
		return emitted{}
	}
	clients, err := r.clientsOnDisk(func(module string) bool {
		return r.exists(module) && !(r.kinds.ran[Python] && r.isOfRun(module))
	})
	if r.kinds.makes[Python] {
		for _, m := range r.modules {
			clients = append(clients, m.found.Name)
		}
	}
	if err == nil {
		e.artifacts, err = r.renderShared(clients)
		e.findings = verify.Index(e.artifacts, clients)
	}
	e.findings = append(e.findings, diag.From(err, "cannot-render")...)
	return e
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
	owned, err := r.folder.Owners(r.layout.Folder(Python, ""))
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
