package pyclient

import (
	"cmp"
	"path"
	"strings"
	"unicode"

	"tenon/internal/asyncapi"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

// Emitter renders the Python client of a module.
type Emitter struct{}

// New makes an Emitter.
func New() Emitter { return Emitter{} }

// Emit renders client, models and errors of one module from its documents. The files that modules share come from
// Index.
func (Emitter) Emit(in emit.Input) ([]emit.Artifact, error) {
	module := in.Module.Name
	if err := checkModule(module); err != nil {
		return nil, err
	}
	doc := in.OpenAPI
	if doc == nil {
		doc = &openapi.Document{}
	}
	b := newBuilder(module, doc, in.AsyncAPI)
	ops := b.operations()
	methods := map[string]bool{}
	for _, op := range ops {
		methods[op.name.String()] = true
	}
	streams := b.streams(in.AsyncAPI, methods)
	b.locate(in)
	if len(b.findings) > 0 {
		return nil, b.findings.Sort()
	}

	title := titleOf(in)
	marker := emit.Owner{Kind: emit.Python, Module: module}.Text()
	base := moduleName(module)
	client := &clientFile{module: base, class: className(module), title: title, ops: ops, streams: streams}
	folder := in.Layout.Folder(emit.Python, in.Module.Dir)
	file := func(end string, data []byte) emit.Artifact {
		return emit.Artifact{Kind: emit.Python, Module: module, Path: path.Join(folder, base.String()+end), Data: data}
	}
	return []emit.Artifact{
		file("_client.py", client.write(marker)),
		file("_errors.py", errorsFile(marker, title, errorClasses(ops))),
		file("_models.py", newModelsFile(b.decls).write(marker, title)),
	}, nil
}

// checkModule refuses names that a marker could not carry: a comment in the first line of a Python file may even
// declare an encoding.
func checkModule(module string) error {
	for _, r := range module {
		if r != '-' && r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return diag.Diagnostic{
				ID:      "python-module-name",
				Message: "the module name " + string(schema.Quote(module)) + " cannot stand in a Python file",
				Help:    "use letters, digits, - and _",
				Module:  module,
			}
		}
	}
	return nil
}

// titleOf is what docstrings call the API.
func titleOf(in emit.Input) string {
	title := ""
	if in.OpenAPI != nil {
		title = in.OpenAPI.Info.Title
	} else if in.AsyncAPI != nil {
		title = in.AsyncAPI.Info.Title
	}
	title = strings.Join(strings.Fields(title), " ")
	const long = 60
	if title == "" || len(title) > long {
		return className(in.Module.Name).String() + " API"
	}
	return title
}

// newBuilder knows the shared schemas of both documents. Where both have one of a name they describe the same contract;
// the OpenAPI document is the one that counts.
func newBuilder(module string, doc *openapi.Document, streams *asyncapi.Document) *builder {
	b := &builder{
		module: module,
		doc:    doc,
		shared: map[string]*schema.Schema{},
		byName: map[string]*decl{},
		taken:  map[string]bool{},
	}
	var texts []string
	add := func(list []schema.Property) {
		for _, p := range list {
			if b.shared[p.Name] == nil && p.Schema != nil {
				b.shared[p.Name] = p.Schema
				texts = append(texts, p.Name)
			}
		}
	}
	add(doc.Components.Schemas)
	if streams != nil {
		add(streams.Components.Schemas)
	}
	b.names = names(texts, classStyle, maxClass, oneOf(typeWords))
	for _, n := range b.names {
		b.taken[n.String()] = true
	}
	for _, p := range doc.Components.Schemas {
		if p.Schema != nil {
			b.place = schemaPrefix + p.Name
			b.sharedDecl(p.Name, p.Schema)
		}
	}
	return b
}

// locate gives findings about operations the place in the source, where there is one.
func (b *builder) locate(in emit.Input) {
	for i, f := range b.findings {
		for _, op := range in.Module.Operations {
			if strings.HasPrefix(f.Message, op.HTTPMethod+" "+op.Path+": ") {
				b.findings[i].Pos = op.Pos
			}
		}
		b.findings[i].Pos.File = cmp.Or(b.findings[i].Pos.File, in.Module.Dir)
	}
}

// marker is the comment of a file that modules share.
func marker(kind emit.Kind) string { return emit.Owner{Kind: kind}.Text() }
