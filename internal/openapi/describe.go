package openapi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/schema"
)

// The versions that Describe writes.
const (
	Version31 = "3.1.0"
	Version30 = "3.0.3"
)

const schemaPrefix = "#/components/schemas/"

// Options are what a workspace adds to a contract. The zero value is fine.
type Options struct {
	Version        string             // of OpenAPI: Version31 ("") or Version30
	Title          string             // instead of "Broker API"
	Description    string             // instead of the package comment
	Info           []schema.Extension // further members of info: contact, license, termsOfService
	Servers        []Server           // none: the document's own origin
	MetaOperations bool               // health and versions, which the runtime serves beside each module
}

// Describe turns a contract into a document. An error among the findings means that the document is not complete.
func Describe(m *contract.Module, opt Options) (*Document, diag.List) {
	d := &describer{
		Describer: schema.NewDescriber(m, schemaPrefix),
		module:    m,
		doc:       &Document{OpenAPI: cmp.Or(opt.Version, Version31)},
	}
	d.problems.describer = d
	d.info(opt)
	for _, op := range m.Operations {
		d.add(d.operation(op))
	}
	if opt.MetaOperations {
		d.metaOperations()
	}
	d.tags()
	d.doc.Components.Schemas = d.Shared()
	slices.SortFunc(d.doc.Components.Responses, func(a, b Named[*Response]) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(d.doc.Components.SecuritySchemes, func(a, b *SecurityScheme) int {
		return strings.Compare(a.Name, b.Name)
	})
	return d.doc, d.Findings()
}

// describer makes one document.
type describer struct {
	*schema.Describer
	module   *contract.Module
	doc      *Document
	problems problems
}

// info says what the API is, and where: without servers the origin that serves the document.
func (d *describer) info(opt Options) {
	d.doc.Info = Info{
		Title:       cmp.Or(opt.Title, schema.APITitle(d.module)),
		Description: cmp.Or(opt.Description, schema.APIDescription(d.module)),
		Version:     d.module.Version,
		Extensions:  opt.Info,
	}
	d.doc.Servers = opt.Servers
	if len(d.doc.Servers) == 0 {
		d.doc.Servers = []Server{{URL: "/", Description: "The origin that serves this document"}}
	}
	d.doc.Security = d.security(d.module.Auth)
	if d.doc.Security == nil {
		d.doc.Security = []SecurityRequirement{} // said aloud: nothing is needed
	}
}

// add puts an operation below its path.
func (d *describer) add(op *Operation) {
	for _, p := range d.doc.Paths {
		if p.Path == op.Path {
			p.Operations = append(p.Operations, op)
			return
		}
	}
	d.doc.Paths = append(d.doc.Paths, &PathItem{Path: op.Path, Operations: []*Operation{op}})
}

func (d *describer) operation(o *contract.Operation) *Operation {
	op := &Operation{
		Method:     o.HTTPMethod,
		Path:       o.Path,
		ID:         o.ID,
		Tags:       o.Tags,
		Deprecated: o.Deprecated != "",
		Idempotent: o.Idempotent && o.HTTPMethod != "GET" && o.HTTPMethod != "HEAD",
	}
	if len(op.Tags) == 0 {
		op.Tags = []string{d.module.Name}
	}
	op.Summary, op.Description = schema.SplitSentence(schema.Sentence(o.Doc, o.Method))
	op.Description = schema.Describe(op.Description, o.Deprecated)
	for _, in := range o.Inputs() {
		op.Parameters = append(op.Parameters, d.parameter(in))
	}
	op.RequestBody = d.body(o.Body)
	op.Responses = d.responses(o)
	if !slices.Equal(o.Auth, d.module.Auth) {
		op.Security = d.security(o.Auth)
	}
	return op
}

func (d *describer) parameter(in *contract.Input) *Parameter {
	return &Parameter{
		Name:        in.Name,
		In:          string(in.In),
		Description: schema.Describe(in.Doc, in.Deprecated),
		Required:    in.Required || in.In == contract.InPath,
		Deprecated:  in.Deprecated != "",
		Schema:      d.Input(in),
	}
}

// body is the JSON body. What of a struct travels elsewhere is not part of it, so what stays is a schema of its own.
func (d *describer) body(b *contract.Body) *RequestBody {
	if b == nil {
		return nil
	}
	body := &RequestBody{Required: b.Type.Kind != contract.KindPointer}
	s := d.bodySchema(b)
	body.Content = []*MediaType{{Type: "application/json", Schema: s}}
	return body
}

func (d *describer) bodySchema(b *contract.Body) *schema.Schema {
	if !b.Split {
		return d.Type(b.Type.Optional())
	}
	s := d.Object(b.Fields)
	if decl := b.Type.Optional().Decl; decl != nil {
		s.Description = schema.Describe(decl.Doc, "")
	}
	return d.Add(b.Name, s)
}

// responses are success, then the failures in the order of their statuses, then everything else.
func (d *describer) responses(o *contract.Operation) []*Response {
	success := &Response{Status: strconv.Itoa(o.Status), Description: statusText(o.Status)}
	if o.Result != nil {
		success.Content = []*MediaType{{Type: "application/json", Schema: d.Type(o.Result)}}
	}
	takesInput := len(o.Inputs()) > 0 || o.Body != nil
	return append([]*Response{success}, d.problems.responses(o.Errors, takesInput, needsCaller(o.Auth))...)
}

// tags lists the tags that operations use; the module's own carries the first sentence of the package comment.
func (d *describer) tags() {
	for _, op := range d.doc.Operations() {
		for _, name := range op.Tags {
			if slices.ContainsFunc(d.doc.Tags, func(t Tag) bool { return t.Name == name }) {
				continue
			}
			tag := Tag{Name: name}
			if name == d.module.Name {
				tag.Description, _ = schema.SplitSentence(schema.APIDescription(d.module))
			}
			d.doc.Tags = append(d.doc.Tags, tag)
		}
	}
}
