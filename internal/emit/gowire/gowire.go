// Package gowire emits the Go package that encodes and decodes the types of a contract: modules/<m>/wire_generated,
// package <m>wire. Contract in, Go files out.
//
// Every type of the contract, and every type without a name that travels by itself, gets two functions that write and
// read it, in a file of its kind (structs.go, enums.go, …); wire.go has the exported ones that programs call. They
// stand on the runtime package wire and import nothing else but the contract and what it is made of. The names of
// functions come from gosrc.WireNames, which other emitters ask too.
//
// What a field is on the wire is decided here, once, for both directions: fields.go says when it is left out, rules.go
// what is checked, places.go how its Go value is reached.
package gowire

import (
	"path"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/gosrc"
)

// Emitter emits wire packages.
type Emitter struct{}

// New makes an Emitter.
func New() Emitter { return Emitter{} }

// Emit renders the wire package of a module; nothing for one without types.
func (Emitter) Emit(in emit.Input) ([]emit.Artifact, error) {
	p := newPackage(in.Module)
	if p.empty() {
		return nil, nil
	}
	files := p.render()
	if len(p.findings) > 0 {
		return nil, p.findings
	}
	folder := in.Layout.Folder(emit.Wire, in.Module.Dir)
	artifacts := make([]emit.Artifact, len(files))
	for i, f := range files {
		artifacts[i] = emit.Artifact{
			Kind:   emit.Wire,
			Module: in.Module.Name,
			Path:   path.Join(folder, f.name),
			Data:   f.data,
		}
	}
	return artifacts, nil
}

// goPackage is the package that is being written.
type goPackage struct {
	module   *contract.Module
	names    *gosrc.WireNames
	helpers  []*contract.Type // types without a declaration that have functions, in the order in which they were met
	met      map[string]bool  // by identity
	topics   []*contract.Type // types that have a topic form of their own, likewise
	inTopics map[string]bool
	patterns []pattern
	findings diag.List
}

type namedFile struct {
	name string
	data []byte
}

func newPackage(m *contract.Module) *goPackage {
	p := &goPackage{
		module:   m,
		names:    gosrc.NewWireNames(m),
		met:      map[string]bool{},
		inTopics: map[string]bool{},
	}
	return p
}

func (p *goPackage) empty() bool {
	return len(p.module.Decls) == 0 && len(gosrc.Roots(p.module)) == 0
}

// render writes all files, those first from which others follow: a struct makes helpers for its lists, helpers make
// more helpers. wire.go, which has what programs call, is the first of the result.
func (p *goPackage) render() []namedFile {
	files := []namedFile{{name: "wire.go"}}
	var last *gosrc.File
	write := func(doc string, content func(f *fileOf)) []byte {
		f := p.file(doc)
		f.TakeRoom(last)
		last = f.File
		content(f)
		if !f.used {
			return nil
		}
		return f.Bytes()
	}
	add := func(name string, content func(f *fileOf)) {
		if data := write("", content); data != nil {
			files = append(files, namedFile{name, data})
		}
	}
	add("structs.go", p.structs)
	add("enums.go", p.enums)
	add("unions.go", p.unions)
	add("defined.go", p.defined)
	files[0].data = write(p.doc(), p.api)
	add("topics.go", p.topicForms)
	add("lists.go", p.composites)
	add("patterns.go", p.patternVars)
	return files
}

// doc is the package comment.
func (p *goPackage) doc() string {
	name := p.module.Package + "wire"
	return "Package " + name + " is how the types of package " + p.module.Package + " travel as JSON.\n\n" +
		"AppendX appends a value of type X to a buffer; the error is a *wire.EncodeError and means that the value " +
		"holds what JSON or its enum cannot carry. DecodeX reads one, fills in defaults and checks the constraints of " +
		"the contract; the error is a *wire.SyntaxError or *wire.Violations. AppendXTopic writes the request of a " +
		"stream in the canonical form of RFC 8785, which names its topic."
}

// fileOf is a file of the package, with the runtime imported.
type fileOf struct {
	*gosrc.File
	wire gosrc.Package
	used bool // something was written
}

// file begins a file. The names that its functions use for themselves are kept from imports.
func (p *goPackage) file(doc string) *fileOf {
	owner := emit.Owner{Kind: emit.Wire, Module: p.module.Name}
	f := gosrc.New(owner.Text(), p.module.Package+"wire", doc)
	f.AllowDeprecated(p.module)
	f.Reserve("b", "d", "e", "v", "data", "list", "item", "items", "entries", "entry", "key", "name", "ok", "seen",
		"member", "union", "again", "quoted", "n", "from", "i", "text")
	f.ReservePrefixes("append", "decode", "Append", "Decode", "pattern") // of its functions and variables
	return &fileOf{File: f, wire: f.Import(emit.RuntimePath+"/wire", "wire")}
}

// fail notes that something cannot be rendered.
func (p *goPackage) fail(id string, pos diag.Pos, message, help string) {
	p.findings = append(p.findings, diag.Diagnostic{ID: id, Pos: pos, Message: message, Help: help})
}

// api writes the exported functions.
func (p *goPackage) api(f *fileOf) {
	f.used = true
	f.P("// This code needs a runtime that knows version 1 of generated code.")
	f.P("const _ = $1.V1", f.wire)
	roots := gosrc.Roots(p.module)
	for _, d := range p.module.Decls {
		if !p.travels(d) {
			continue
		}
		p.exported(f, &contract.Type{Kind: contract.KindRef, Ref: d.ID, Decl: d})
	}
	for _, t := range roots {
		if t.Kind != contract.KindRef {
			p.function(t)
			p.exported(f, t)
		}
	}
	requests := map[string]bool{}
	for _, s := range p.module.Streams {
		id := gosrc.TypeID(s.Request)
		if !requests[id] {
			requests[id] = true
			p.topicFunction(s.Request)
			p.exportedTopic(f, s.Request)
		}
	}
}

// travels says whether a declared type is ever JSON: a struct all of whose fields travel outside of bodies is not.
func (p *goPackage) travels(d *contract.Decl) bool {
	if d.Kind != contract.DeclStruct || len(d.Fields) == 0 {
		return true
	}
	for _, f := range d.Fields {
		if f.In == "" {
			return true
		}
	}
	return false
}

func (p *goPackage) exported(f *fileOf, t *contract.Type) {
	name, typ := p.names.Of(t), f.Type(t)
	id := gosrc.Name(name)
	what := name
	if t.Kind == contract.KindRef {
		what = t.Decl.Name
	}
	f.Blank()
	f.Comment("Append" + name + " appends v to b as JSON.")
	f.P(`
		func Append$1(b []byte, v *$2) ([]byte, error) {
			return $3.Append(b, v, append$1)
		}
	`, id, typ, f.wire)
	f.Blank()
	f.Comment("Decode" + name + " reads " + article(what) + " from JSON.")
	f.P(`
		func Decode$1(data []byte) ($2, error) {
			return $3.Decode(data, decode$1)
		}
	`, id, typ, f.wire)
}

func (p *goPackage) exportedTopic(f *fileOf, t *contract.Type) {
	name := p.names.TopicOf(t)
	f.Blank()
	f.Comment("Append" + name + " appends v to b in the canonical form that names a topic.")
	f.P(`
		func Append$1(b []byte, v *$2) ([]byte, error) {
			return $3.AppendTopic(b, v, append$1)
		}
	`, gosrc.Name(name), f.Type(t), f.wire)
}

// article puts a or an before a name.
func article(name string) string {
	switch name[0] {
	case 'A', 'E', 'I', 'O', 'a', 'e', 'i', 'o':
		return "an " + name
	}
	return "a " + name
}
