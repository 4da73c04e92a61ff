// Package gospecs emits the Go package that embeds the documents of a module: specs_generated/specs.go, package
// <m>specs. A program that serves its documents imports it, and needs no files at run time.
//
// It embeds the documents that the workspace has generated, so they must lie in the package's own folder: Go embeds
// from nowhere else.
package gospecs

import (
	"path"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/gosrc"
)

// Emitter emits specs packages.
type Emitter struct{}

// New makes an Emitter.
func New() Emitter { return Emitter{} }

// document is one that can be embedded.
type document struct {
	kind  emit.Kind
	name  string // of the variable
	title string
	file  string // suffix of the file name
	data  []byte
}

// Emit renders the package; nothing for a module without documents.
func (Emitter) Emit(in emit.Input) ([]emit.Artifact, error) {
	m := in.Module
	folder := in.Layout.Folder(emit.Specs, m.Dir)
	owner := emit.Owner{Kind: emit.Specs, Module: m.Name}
	name := m.Package + "specs"
	f := gosrc.New(owner.Text(), name, "Package "+name+" holds the documents of the module "+m.Name+" as JSON.")
	embedded := false
	for _, d := range []document{
		{emit.OpenAPI, "OpenAPI", "OpenAPI", "_openapi.json", in.OpenAPIJSON},
		{emit.AsyncAPI, "AsyncAPI", "AsyncAPI", "_asyncapi.json", in.AsyncAPIJSON},
	} {
		if d.data == nil || !in.Generates(d.kind) {
			continue
		}
		if other := in.Layout.Folder(d.kind, m.Dir); other != folder {
			return nil, fault(in, "the folder of the kind specs is "+folder+", that of "+string(d.kind)+" is "+other,
				"Go embeds files of one folder only: give both kinds the same one in tenon.yaml, or leave specs out of artifacts")
		}
		file, ok := gosrc.FileName(m.Name + d.file)
		if !ok {
			return nil, fault(in, "Go cannot embed a file of the name "+m.Name+d.file,
				"name the module's folder with letters, digits, -, _ and . only")
		}
		f.Blank()
		f.Comment(d.name + " is the module's " + d.title + " document.")
		f.P("//")
		f.P("//go:embed $1", file)
		f.P("var $1 string", gosrc.Name(d.name))
		embedded = true
	}
	if !embedded {
		return nil, nil
	}
	f.ImportBlank("embed")
	return []emit.Artifact{{Kind: emit.Specs, Module: m.Name, Path: path.Join(folder, "specs.go"), Data: f.Bytes()}}, nil
}

func fault(in emit.Input, message, help string) error {
	return diag.Diagnostic{ID: "cannot-embed", Pos: in.Module.Pos, Message: message, Help: help, Module: in.Module.Name}
}
