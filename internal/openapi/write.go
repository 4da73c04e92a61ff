package openapi

import (
	"tenon/internal/schema"
)

// JSON is the document as JSON: two spaces of indentation, a fixed order of keys, a newline at the end. A document of
// version 3.0 is written in the words of 3.0. The same document always gives the same bytes.
func (d *Document) JSON() []byte {
	w := &writer{dialect: schema.OpenAPIDialect(d.OpenAPI)}
	w.Grow(64 << 10)
	w.BeginObject()
	w.Text("openapi", d.OpenAPI)
	w.Extensions(d.Extensions)
	w.info(&d.Info)
	w.servers(d.Servers)
	w.security(d.Security)
	w.tags(d.Tags)
	w.paths("paths", d.Paths, d.PathsExtensions)
	if len(d.Webhooks) > 0 {
		w.paths("webhooks", d.Webhooks, nil)
	}
	w.components(&d.Components)
	w.EndObject()
	w.Newline()
	return w.Bytes()
}

// writer writes the parts of a document. A method that takes a key writes nothing where there is nothing to say.
type writer struct {
	schema.Writer
	dialect schema.Dialect
}

func (w *writer) info(i *Info) {
	w.Key("info")
	w.BeginObject()
	w.Key("title")
	w.String(i.Title)
	w.Text("summary", i.Summary)
	w.Text("description", i.Description)
	w.Key("version")
	w.String(i.Version)
	w.Extensions(i.Extensions)
	w.EndObject()
}

func (w *writer) servers(list []Server) {
	if len(list) == 0 {
		return
	}
	w.Key("servers")
	w.BeginArray()
	for _, s := range list {
		w.BeginObject()
		w.Key("url")
		w.String(s.URL)
		w.Text("description", s.Description)
		w.Extensions(s.Extensions)
		w.EndObject()
	}
	w.EndArray()
}

func (w *writer) security(list []SecurityRequirement) {
	if list == nil {
		return
	}
	w.Key("security")
	w.BeginArray()
	for _, requirement := range list {
		w.BeginObject()
		for _, need := range requirement {
			w.Key(need.Scheme)
			w.BeginArray()
			for _, scope := range need.Scopes {
				w.String(scope)
			}
			w.EndArray()
		}
		w.EndObject()
	}
	w.EndArray()
}

func (w *writer) tags(list []Tag) {
	if len(list) == 0 {
		return
	}
	w.Key("tags")
	w.BeginArray()
	for _, t := range list {
		w.BeginObject()
		w.Key("name")
		w.String(t.Name)
		w.Text("description", t.Description)
		w.Extensions(t.Extensions)
		w.EndObject()
	}
	w.EndArray()
}

func (w *writer) paths(key string, list []*PathItem, extensions []schema.Extension) {
	w.Key(key)
	w.BeginObject()
	for _, p := range list {
		w.Key(p.Path)
		w.pathItem(p)
	}
	w.Extensions(extensions)
	w.EndObject()
}

func (w *writer) pathItem(p *PathItem) {
	w.BeginObject()
	w.Text("$ref", p.Ref)
	w.Text("summary", p.Summary)
	w.Text("description", p.Description)
	w.parameters(p.Parameters)
	var additional []*Operation
	for _, op := range p.Operations {
		if key := methodKey(op.Method); key != "" {
			w.Key(key)
			w.operation(op)
		} else {
			additional = append(additional, op)
		}
	}
	if additional != nil {
		w.Key("additionalOperations")
		w.BeginObject()
		for _, op := range additional {
			w.Key(op.Method)
			w.operation(op)
		}
		w.EndObject()
	}
	w.Extensions(p.Extensions)
	w.EndObject()
}

// methodKey is the member of a path item that holds a method; "" for methods that have none.
func methodKey(method string) string {
	switch method {
	case "GET":
		return "get"
	case "PUT":
		return "put"
	case "POST":
		return "post"
	case "DELETE":
		return "delete"
	case "OPTIONS":
		return "options"
	case "HEAD":
		return "head"
	case "PATCH":
		return "patch"
	case "TRACE":
		return "trace"
	case "QUERY":
		return "query"
	}
	return ""
}

func (w *writer) operation(op *Operation) {
	w.BeginObject()
	w.Strings("tags", op.Tags)
	w.Text("summary", op.Summary)
	w.Text("description", op.Description)
	w.Text("operationId", op.ID)
	w.Flag("deprecated", op.Deprecated)
	w.parameters(op.Parameters)
	if op.RequestBody != nil {
		w.Key("requestBody")
		w.requestBody(op.RequestBody)
	}
	w.responses(op.Responses)
	w.security(op.Security)
	w.Flag("x-idempotent", op.Idempotent)
	w.Extensions(op.Extensions)
	w.EndObject()
}

func (w *writer) parameters(list []*Parameter) {
	if len(list) == 0 {
		return
	}
	w.Key("parameters")
	w.BeginArray()
	for _, p := range list {
		w.parameter(p, "")
	}
	w.EndArray()
}

// parameter writes a parameter, or what of it a header has: everything but name and place.
func (w *writer) parameter(p *Parameter, place string) {
	w.BeginObject()
	if p.Ref != "" {
		w.Text("$ref", p.Ref)
		w.EndObject()
		return
	}
	if place != "header" {
		w.Key("name")
		w.String(p.Name)
		w.Text("in", p.In)
	}
	w.Text("description", p.Description)
	w.Flag("required", p.Required)
	w.Flag("deprecated", p.Deprecated)
	w.Flag("allowEmptyValue", p.AllowEmptyValue)
	w.Text("style", p.Style)
	if p.Explode != nil {
		w.Key("explode")
		w.Bool(*p.Explode)
	}
	w.Flag("allowReserved", p.AllowReserved)
	w.schema(p.Schema)
	w.content(p.Content)
	w.RawMember("example", p.Example)
	w.Extensions(p.Extensions)
	w.EndObject()
}

func (w *writer) schema(s *schema.Schema) {
	if s != nil {
		w.Key("schema")
		s.Write(&w.Writer, w.dialect)
	}
}

func (w *writer) content(list []*MediaType) {
	if list == nil {
		return
	}
	w.Key("content")
	w.BeginObject()
	for _, m := range list {
		w.Key(m.Type)
		w.BeginObject()
		w.schema(m.Schema)
		w.RawMember("example", m.Example)
		w.Extensions(m.Extensions)
		w.EndObject()
	}
	w.EndObject()
}

func (w *writer) requestBody(b *RequestBody) {
	w.BeginObject()
	if b.Ref != "" {
		w.Text("$ref", b.Ref)
	} else {
		w.Text("description", b.Description)
		w.Flag("required", b.Required)
		w.content(b.Content)
		w.Extensions(b.Extensions)
	}
	w.EndObject()
}

func (w *writer) responses(list []*Response) {
	if list == nil {
		return
	}
	w.Key("responses")
	w.BeginObject()
	for _, r := range list {
		w.Key(r.Status)
		w.response(r)
	}
	w.EndObject()
}

func (w *writer) response(r *Response) {
	w.BeginObject()
	if r.Ref != "" {
		w.Text("$ref", r.Ref)
		w.EndObject()
		return
	}
	w.Key("description")
	w.String(r.Description)
	if r.Headers != nil {
		w.Key("headers")
		w.BeginObject()
		for _, h := range r.Headers {
			w.Key(h.Name)
			w.parameter(h, "header")
		}
		w.EndObject()
	}
	w.content(r.Content)
	w.Extensions(r.Extensions)
	w.EndObject()
}

func (w *writer) components(c *Components) {
	if c.isEmpty() {
		return
	}
	w.Key("components")
	w.BeginObject()
	if len(c.Schemas) > 0 {
		w.Key("schemas")
		schema.WriteProperties(&w.Writer, c.Schemas, w.dialect)
	}
	writeNamed(w, "parameters", c.Parameters, func(p *Parameter) { w.parameter(p, "") })
	writeNamed(w, "requestBodies", c.RequestBodies, w.requestBody)
	writeNamed(w, "responses", c.Responses, w.response)
	if len(c.SecuritySchemes) > 0 {
		w.Key("securitySchemes")
		w.BeginObject()
		for _, s := range c.SecuritySchemes {
			w.Key(s.Name)
			w.securityScheme(s)
		}
		w.EndObject()
	}
	w.Extensions(c.Extensions)
	w.EndObject()
}

func (c *Components) isEmpty() bool {
	return len(c.Schemas) == 0 && len(c.Parameters) == 0 && len(c.RequestBodies) == 0 && len(c.Responses) == 0 &&
		len(c.SecuritySchemes) == 0 && len(c.Extensions) == 0
}

func writeNamed[T any](w *writer, key string, list []Named[T], write func(T)) {
	if len(list) == 0 {
		return
	}
	w.Key(key)
	w.BeginObject()
	for _, n := range list {
		w.Key(n.Name)
		write(n.Value)
	}
	w.EndObject()
}

func (w *writer) securityScheme(s *SecurityScheme) {
	w.BeginObject()
	w.Text("type", s.Type)
	w.Text("description", s.Description)
	w.Text("name", s.ParamName)
	w.Text("in", s.In)
	w.Text("scheme", s.Scheme)
	w.Text("bearerFormat", s.BearerFormat)
	w.Extensions(s.Extensions)
	w.EndObject()
}
