// Package gows emits the WebSocket routers of a module: for each stream a typed router that stands between the runtime
// (package ws) and the service, and an index with the constructor of all of them.
//
// A contract goes in, artifacts of the kind ws-routers come out; none for a module without streams. What the routers
// decode and encode is done by the generated wire package of the same module.
package gows

import (
	"fmt"
	"go/token"
	"path"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/gosrc"
	"tenon/internal/naming"
)

// Emitter emits the WebSocket routers.
type Emitter struct{}

// New makes the emitter.
func New() Emitter { return Emitter{} }

// Emit implements emit.Emitter.
func (Emitter) Emit(in emit.Input) ([]emit.Artifact, error) {
	m := in.Module
	if len(m.Streams) == 0 {
		return nil, nil
	}
	e := &emitter{in: in, folder: in.Layout.Folder(emit.WSRouters, m.Dir), names: gosrc.NewWireNames(m)}
	names := make(map[string]*contract.Stream, len(m.Streams))
	for _, s := range m.Streams {
		name := typeName(s)
		if other := names[name]; other != nil {
			e.problem(s, "the streams %q and %q would both have the router %sWSRouter", other.Name, s.Name, name)
			continue
		}
		names[name] = s
		e.router(s)
	}
	e.index()
	if len(e.problems) > 0 {
		return nil, e.problems
	}
	return e.artifacts, nil
}

// emitter emits the routers of one module.
type emitter struct {
	in        emit.Input
	folder    string
	names     *gosrc.WireNames // of the functions of the wire package
	last      *gosrc.File      // that was written
	artifacts []emit.Artifact
	problems  diag.List
}

// file is one Go file of the package, with what all of them import.
type file struct {
	*gosrc.File
	ws       gosrc.Package // the runtime
	contract gosrc.Package // the package of the contract
}

// newFile begins a file. The names that its code uses for itself are kept from imports.
func (e *emitter) newFile(doc string, names ...string) *file {
	m := e.in.Module
	f := &file{File: gosrc.New(emit.Owner{Kind: emit.WSRouters, Module: m.Name}.Text(), m.Package+"ws", doc)}
	f.AllowDeprecated(m)
	f.TakeRoom(e.last)
	e.last = f.File
	f.Reserve("r", "req", "err", "topic", "items", "item", "text", "service", "payload", "subscription", "ctx")
	f.Reserve(names...)
	f.ws = f.Import(emit.RuntimePath+"/ws", "ws")
	f.contract = f.Import(m.ImportPath, m.Package)
	return f
}

// add makes an artifact of a file.
func (e *emitter) add(name string, f *file) {
	e.artifacts = append(e.artifacts, emit.Artifact{
		Kind:   emit.WSRouters,
		Module: e.in.Module.Name,
		Path:   path.Join(e.folder, name),
		Data:   f.Bytes(),
	})
}

// problem notes why a stream cannot be rendered.
func (e *emitter) problem(s *contract.Stream, format string, args ...any) {
	e.problems = append(e.problems, diag.Diagnostic{ID: "ws-router", Pos: s.Pos, Message: fmt.Sprintf(format, args...)})
}

// index emits routers.go.
func (e *emitter) index() {
	m := e.in.Module
	f := e.newFile("Package " + m.Package + "ws serves the streams of " + m.Name + " over WebSocket.")
	f.Comment("Where this does not compile, this code and the module " + emit.RuntimePath +
		" are of different versions: generate again with the command of the version that go.mod names.")
	f.P("const _ = $1.V1", f.ws)
	f.Blank()
	f.Comment("NewRouters makes the routers of all streams of a service, in the order of the contract.")
	f.P(`
		func NewRouters(service $1) []$2.Router {
		return []$2.Router{
	`, f.contract.Sel(m.Interface), f.ws)
	for _, s := range m.Streams {
		f.P("$1(service),", gosrc.Name("New"+typeName(s)+"WSRouter"))
	}
	f.P(`
		}
		}
	`)
	e.add("routers.go", f)
}

// typeName is the beginning of the names of a stream's types: BrokerConnection for broker-connection.
func typeName(s *contract.Stream) string {
	name := naming.UpperCamel(s.Name)
	if !token.IsExported(name) {
		name = "X" + name
	}
	return name
}

// fileName is the name of a stream's file: broker_connection_ws_router.go.
func fileName(s *contract.Stream) string { return naming.Snake(s.Name) + "_ws_router.go" }

// wirePackage is the import path of the module's generated wire package.
func (e *emitter) wirePackage() string {
	m := e.in.Module
	root := strings.TrimSuffix(m.ImportPath, m.Dir)
	return path.Join(root, e.in.Layout.Folder(emit.Wire, m.Dir))
}
