package openapi

import (
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/schema"
)

// Check looks for what the official JSON Schema of OpenAPI cannot see. It runs on every generation, and on documents
// of others before anything is made of them. Beside the faults that schema.Checker lists:
//
//	operation-id-twice        two operations of one id
//	operation-id-missing      (warning)
//	path-twice                two paths that match the same addresses
//	path-malformed            a path without a slash, with a brace too many, with a variable twice
//	path-parameter-undeclared a variable of the path without a parameter
//	path-parameter-unused     a path parameter without a variable
//	path-parameter-optional   a path parameter that is not required
//	parameter-twice           two parameters of one name and place
//	parameter-shapeless       a parameter with neither schema nor content, or with both
//	responses-missing         an operation without responses
//	status-malformed          a status that is none
//	status-twice              two responses of one status
//	reference-broken          to a parameter, body or response too
//	security-unknown          a requirement of a scheme that is not declared
//	tag-twice                 two tags of one name
//	component-name            a name with characters that no reference may have
//	component-unused          nothing refers to it (warning)
//
// Messages begin with the place as a JSON pointer.
func Check(d *Document) diag.List {
	c := &checker{doc: d}
	c.Resolve = c.schema
	c.operations()
	c.security(nil, d.Security)
	c.documentTags()
	c.Extensions(d.Extensions)
	c.Extensions(d.Components.Extensions)
	c.components()
	return c.List
}

// checker checks one document.
type checker struct {
	schema.Checker
	doc  *Document
	tree *schema.Value // the document as JSON, for references that lead elsewhere than to components

	schemas map[string]*schema.Schema
	ids     map[string]*schema.Place
	shapes  map[string]bool
}

// schema is the schema that a reference or a name of a mapping leads to, or nil.
func (c *checker) schema(ref string) *schema.Schema {
	name, ok := strings.CutPrefix(ref, schemaPrefix)
	if !ok && !strings.ContainsAny(ref, "#/.") {
		name, ok = ref, true // a mapping may name a component
	}
	if ok && !strings.Contains(name, "/") {
		if c.schemas == nil {
			c.schemas = make(map[string]*schema.Schema, len(c.doc.Components.Schemas))
			for _, p := range c.doc.Components.Schemas {
				c.schemas[p.Name] = p.Schema
			}
		}
		return c.schemas[unescape(name)]
	}
	if v := c.lookup(ref); v != nil {
		if s, err := schema.Read(v, schema.OpenAPIDialect(c.doc.OpenAPI)); err == nil {
			return s
		}
	}
	return nil
}

// lookup follows a pointer into the document as a whole. References into other files are not ours to follow.
func (c *checker) lookup(ref string) *schema.Value {
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil
	}
	if c.tree == nil {
		v, err := schema.Parse(c.doc.JSON())
		if err != nil {
			return nil
		}
		c.tree = &v
	}
	return c.tree.Lookup(pointer)
}

func unescape(name string) string { return schema.Unescape(name) }

func (c *checker) operations() {
	c.ids, c.shapes = map[string]*schema.Place{}, map[string]bool{}
	var root *schema.Place
	for _, group := range []struct {
		key   string
		items []*PathItem
	}{{"paths", c.doc.Paths}, {"webhooks", c.doc.Webhooks}} {
		for _, p := range group.items {
			at := root.At(group.key).At(p.Path)
			if group.key == "paths" {
				c.path(at, p.Path)
			}
			c.parameters(at, p.Parameters)
			c.Extensions(p.Extensions)
			if p.Ref != "" {
				c.Use(p.Ref)
			}
			for _, op := range p.Operations {
				c.operation(at, group.key == "paths", p, op)
			}
		}
	}
}

// path checks the form of a path, and that no other one matches the same addresses.
func (c *checker) path(at *schema.Place, path string) {
	if !strings.HasPrefix(path, "/") {
		c.Report("path-malformed", at, "a path begins with a slash")
	}
	names := variables(path)
	for i, name := range names {
		if name == "" || strings.ContainsAny(name, "{}") || slices.Contains(names[:i], name) {
			c.Report("path-malformed", at, "the variables %q are not told apart", names)
			break
		}
	}
	shape := path
	for _, name := range names {
		shape = strings.Replace(shape, "{"+name+"}", "{}", 1)
	}
	if c.shapes[shape] {
		c.Report("path-twice", at, "another path matches the same addresses")
	}
	c.shapes[shape] = true
}

// variables are the names between braces.
func variables(path string) []string {
	var names []string
	for {
		_, rest, ok := strings.Cut(path, "{")
		if !ok {
			return names
		}
		name, after, _ := strings.Cut(rest, "}")
		names = append(names, name)
		path = after
	}
}

func (c *checker) operation(at *schema.Place, hasPath bool, p *PathItem, op *Operation) {
	at = at.At(strings.ToLower(op.Method))
	switch other := c.ids[op.ID]; {
	case op.ID == "":
		c.Warn("operation-id-missing", at, "the operation has no operationId")
	case other != nil:
		c.Report("operation-id-twice", at, "the operationId %q stands at %s too", op.ID, other)
	default:
		c.ids[op.ID] = at
	}
	c.parameters(at, op.Parameters)
	c.Extensions(op.Extensions)
	if hasPath {
		c.pathParameters(at, p, op)
	}
	if op.RequestBody != nil {
		c.body(at.At("requestBody"), op.RequestBody)
	}
	if len(op.Responses) == 0 && !strings.HasPrefix(c.doc.OpenAPI, "3.1") && !strings.HasPrefix(c.doc.OpenAPI, "3.2") {
		c.Report("responses-missing", at, "the operation has no responses")
	}
	for i, r := range op.Responses {
		here := at.At("responses").At(r.Status)
		if !isStatus(r.Status) {
			c.Report("status-malformed", here, "%q is no status", r.Status)
		}
		if slices.ContainsFunc(op.Responses[:i], func(o *Response) bool { return o.Status == r.Status }) {
			c.Report("status-twice", here, "the status stands twice")
		}
		c.response(here, r)
	}
	c.security(at, op.Security)
}

// isStatus says whether a key of responses is one: a status, a range like 4XX, or default.
func isStatus(s string) bool {
	if s == "default" {
		return true
	}
	if len(s) != 3 || s[0] < '1' || s[0] > '5' {
		return false
	}
	isDigit := func(b byte) bool { return b >= '0' && b <= '9' }
	return s[1:] == "XX" || isDigit(s[1]) && isDigit(s[2])
}

// parameters checks a list of them: those of a path, or those of an operation, which may repeat the path's.
func (c *checker) parameters(at *schema.Place, list []*Parameter) {
	for i, p := range list {
		here := at.At("parameters").At(p.Name)
		if p.Ref != "" {
			c.Use(p.Ref)
			if c.parameterOf(p) == nil {
				c.Report("reference-broken", here, "the reference %s leads nowhere", p.Ref)
			}
			continue
		}
		twice := slices.ContainsFunc(list[:i], func(o *Parameter) bool { return o.Name == p.Name && o.In == p.In })
		if twice {
			c.Report("parameter-twice", here, "the %s parameter %q stands twice", p.In, p.Name)
		}
		c.parameter(here, p)
	}
}

// parameterOf follows a parameter's reference; nil if it leads nowhere.
func (c *checker) parameterOf(p *Parameter) *Parameter {
	if p.Ref == "" {
		return p
	}
	if name, ok := strings.CutPrefix(p.Ref, "#/components/parameters/"); ok {
		for _, n := range c.doc.Components.Parameters {
			if n.Name == unescape(name) {
				return n.Value
			}
		}
	}
	if v := c.lookup(p.Ref); v != nil {
		to := &Parameter{}
		r := reader{dialect: schema.OpenAPIDialect(c.doc.OpenAPI)}
		if r.parameter(v, to) == nil {
			return to
		}
	}
	return nil
}

func (c *checker) parameter(at *schema.Place, p *Parameter) {
	if (p.Schema == nil) == (len(p.Content) == 0) {
		c.Report("parameter-shapeless", at, "a parameter has either a schema or a content")
	}
	if p.In == "path" && !p.Required {
		c.Report("path-parameter-optional", at, "a path parameter is required")
	}
	c.Schema(at.At("schema"), p.Schema)
	if v := c.JSON(at.At("example"), p.Example); v != nil && p.Schema != nil {
		c.Inside("example-outside", at.At("example"), v, p.Schema)
	}
	c.content(at, p.Content)
	c.Extensions(p.Extensions)
}

// pathParameters checks the variables of a path against the parameters of an operation.
func (c *checker) pathParameters(at *schema.Place, p *PathItem, op *Operation) {
	names := variables(p.Path)
	declared := map[string]bool{}
	for _, parameter := range slices.Concat(p.Parameters, op.Parameters) {
		to := c.parameterOf(parameter)
		if to == nil || to.In != "path" {
			continue
		}
		declared[to.Name] = true
		if !slices.Contains(names, to.Name) {
			c.Report("path-parameter-unused", at, "the path %s has no variable {%s}", p.Path, to.Name)
		}
	}
	for _, name := range names {
		if !declared[name] {
			c.Report("path-parameter-undeclared", at, "no parameter is declared for {%s} of %s", name, p.Path)
		}
	}
}

func (c *checker) content(at *schema.Place, list []*MediaType) {
	for _, m := range list {
		here := at.At("content").At(m.Type)
		c.Extensions(m.Extensions)
		c.Schema(here.At("schema"), m.Schema)
		if v := c.JSON(here.At("example"), m.Example); v != nil && m.Schema != nil && isJSON(m.Type) {
			c.Inside("example-outside", here.At("example"), v, m.Schema)
		}
	}
}

// isJSON says whether a media type is JSON, so that an example is what is sent.
func isJSON(mediaType string) bool {
	t, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	t = strings.TrimSpace(t)
	return t == "application/json" || strings.HasSuffix(t, "+json")
}

func (c *checker) body(at *schema.Place, b *RequestBody) {
	if b.Ref != "" {
		c.Use(b.Ref)
		if c.lookup(b.Ref) == nil {
			c.Report("reference-broken", at, "the reference %s leads nowhere", b.Ref)
		}
		return
	}
	c.content(at, b.Content)
}

func (c *checker) response(at *schema.Place, r *Response) {
	if r.Ref != "" {
		c.Use(r.Ref)
		if c.doc.Resolve(r) == r && c.lookup(r.Ref) == nil {
			c.Report("reference-broken", at, "the reference %s leads nowhere", r.Ref)
		}
		return
	}
	c.Extensions(r.Extensions)
	for _, h := range r.Headers {
		here := at.At("headers").At(h.Name)
		if h.Ref == "" {
			c.parameter(here, h)
		} else if c.Use(h.Ref); c.lookup(h.Ref) == nil {
			c.Report("reference-broken", here, "the reference %s leads nowhere", h.Ref)
		}
	}
	c.content(at, r.Content)
}

func (c *checker) security(at *schema.Place, list []SecurityRequirement) {
	for _, requirement := range list {
		for _, need := range requirement {
			c.Use("#/components/securitySchemes/" + need.Scheme)
			known := slices.ContainsFunc(c.doc.Components.SecuritySchemes,
				func(s *SecurityScheme) bool { return s.Name == need.Scheme })
			if !known {
				c.Report("security-unknown", at.At("security"), "there is no security scheme %q", need.Scheme)
			}
		}
	}
}

func (c *checker) documentTags() {
	var root *schema.Place
	for i, tag := range c.doc.Tags {
		if slices.ContainsFunc(c.doc.Tags[:i], func(o Tag) bool { return o.Name == tag.Name }) {
			c.Report("tag-twice", root.At("tags"), "the tag %q stands twice", tag.Name)
		}
	}
}
