package pyclient

import (
	"strings"

	"tenon/internal/emit/pyclient/pysrc"
	"tenon/internal/naming"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

// operation is one method of the clients.
type operation struct {
	op       *openapi.Operation
	name     pysrc.Name
	params   []*param // in the order of the signature: path, then the others
	body     *bodyParam
	answers  []answer
	result   typ
	public   bool
	problems []problem // the codes it may answer with

	signature []pysrc.Expr // made once by the client file
}

type param struct {
	name   pysrc.Name
	wire   string
	in     string
	typ    typ
	value  pysrc.Expr // default; zero if it is required
	joined bool       // a list that travels as one value
	doc    string
}

type bodyParam struct {
	typ      typ
	optional bool
	media    string
	doc      string
}

type answer struct {
	status string
	typ    typ
}

// operations reads all operations of the document.
func (b *builder) operations() []*operation {
	all := b.doc.Operations()
	methods := methodNames(all)
	var list []*operation
	for _, item := range b.doc.Paths {
		if item.Ref != "" {
			b.place = item.Path
			b.unsupported("the path item refers to %q, which is not followed", item.Ref)
			continue
		}
		for _, op := range item.Operations {
			b.place = op.Method + " " + op.Path
			list = append(list, b.operation(op, item.Parameters, methods[op]))
		}
	}
	return list
}

// methodNames are the snake case of the operationId, or else of method and path. Where operations meet in one name,
// each of them takes the name of its method and path.
func methodNames(all []*openapi.Operation) map[*openapi.Operation]pysrc.Name {
	route := func(op *openapi.Operation) string { return strings.ToLower(op.Method) + " " + op.Path }
	style := naming.Snake
	count := map[string]int{}
	for _, op := range all {
		count[naming.Snake(op.ID)]++
	}
	texts := make([]string, len(all))
	for i, op := range all {
		texts[i] = op.ID
		if s := naming.Snake(op.ID); s == "" || count[s] > 1 {
			texts[i] = route(op)
		}
	}
	idents := names(texts, style, maxMethod, oneOf(methodWords))
	out := make(map[*openapi.Operation]pysrc.Name, len(all))
	for i, op := range all {
		out[op] = idents[texts[i]]
	}
	return out
}

func (b *builder) operation(op *openapi.Operation, shared []*openapi.Parameter, name pysrc.Name) *operation {
	o := &operation{op: op, name: name}
	hint := upperFirst(naming.UpperCamel(name.String()))
	if !strings.HasPrefix(op.Path, "/") {
		b.unsupported("the path must begin with a slash")
	}
	b.params(o, shared, hint)
	b.body(o, hint)
	b.answers(o, hint)
	o.public = op.Security != nil && len(op.Security) == 0 && len(b.doc.Security) > 0
	return o
}

// params are the operation's own parameters and those of its path, which its own override.
func (b *builder) params(o *operation, shared []*openapi.Parameter, hint string) {
	var all []*openapi.Parameter
	for _, p := range append(append([]*openapi.Parameter{}, shared...), o.op.Parameters...) {
		p = b.parameter(p)
		if p == nil {
			continue
		}
		replaced := false
		for i, known := range all {
			if known.Name == p.Name && known.In == p.In {
				all[i], replaced = p, true
			}
		}
		if !replaced {
			all = append(all, p)
		}
	}
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = paramKey(p, all)
	}
	idents := names(texts, naming.Snake, maxField, oneOf(paramWords))
	byPath := map[string]*param{}
	var others []*param
	for i, p := range all {
		q := b.param(p, idents[texts[i]], hint)
		if p.In == "path" {
			byPath[p.Name] = q
		} else {
			others = append(others, q)
		}
	}
	for _, wire := range pathVariables(o.op.Path) {
		if p := byPath[wire]; p != nil {
			o.params = append(o.params, p)
			delete(byPath, wire)
		} else {
			b.unsupported("the path variable {%s} has no parameter, or stands twice", wire)
		}
	}
	for _, p := range all {
		if p.In == "path" && byPath[p.Name] != nil {
			b.unsupported("the path has no variable {%s}", p.Name)
		}
	}
	o.params = append(o.params, others...)
}

// paramKey is what a parameter's Python name is made of: its name, and its place if another one has the same.
func paramKey(p *openapi.Parameter, all []*openapi.Parameter) string {
	for _, other := range all {
		if other != p && other.Name == p.Name {
			return p.Name + " " + p.In
		}
	}
	return p.Name
}

// pathVariables are the names in braces, in order.
func pathVariables(path string) []string {
	var list []string
	for {
		_, rest, ok := strings.Cut(path, "{")
		name, rest, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return list
		}
		list = append(list, name)
		path = rest
	}
}

// parameter follows a reference.
func (b *builder) parameter(p *openapi.Parameter) *openapi.Parameter {
	if p.Ref == "" {
		return p
	}
	name, ok := strings.CutPrefix(p.Ref, "#/components/parameters/")
	for _, n := range b.doc.Components.Parameters {
		if ok && n.Name == unescapePointer(name) && n.Value.Ref == "" {
			return n.Value
		}
	}
	b.unsupported("the reference %q leads to no parameter", p.Ref)
	return nil
}

func (b *builder) param(p *openapi.Parameter, name pysrc.Name, hint string) *param {
	q := &param{name: name, wire: p.Name, in: p.In, doc: sentence(p.Description)}
	if q.doc == "" && p.Schema != nil {
		q.doc = fieldDoc(p.Schema)
	}
	if p.Deprecated && !strings.Contains(strings.ToLower(q.doc), "deprecated") {
		q.doc = joinDoc(q.doc, "Deprecated.")
	}
	if len(p.Content) > 0 {
		b.unsupported("the parameter %q with content cannot be rendered in Python yet", p.Name)
	}
	style := map[string]string{"query": "form", "cookie": "form", "path": "simple", "header": "simple"}[p.In]
	if style == "" || p.Style != "" && p.Style != style {
		b.unsupported("the parameter %q in %s of style %q cannot be rendered in Python yet", p.Name, p.In, p.Style)
	}
	t := b.typeOf(p.Schema, hint+upperFirst(naming.UpperCamel(p.Name)))
	switch shape(t) {
	case ofDict:
		b.unsupported("the parameter %q is an object, which cannot be rendered in Python yet", p.Name)
	case ofList:
		exploded := p.In == "query"
		if p.Explode != nil {
			exploded = *p.Explode && p.In == "query"
		}
		q.joined = !exploded
	}
	b.asArgument(q, t, p.Schema, p.Required || p.In == "path", hint+upperFirst(naming.UpperCamel(p.Name)))
	return q
}

// shape says how a type travels as a parameter: ofPlain in one value, ofList in several, ofDecl as an enum, ofDict for
// everything that has no form of its own.
func shape(t typ) typeKind { return shapeWithin(t, 32) }

// shapeWithin is shape down to a depth, because an alias may contain itself.
func shapeWithin(t typ, depth int) typeKind {
	if depth == 0 {
		return ofDict
	}
	switch t.kind {
	case ofPlain, ofNone:
		if t.plain.String() == "_models.Base64" {
			return ofDict
		}
		return ofPlain
	case ofList:
		if s := shapeWithin(t.args[0], depth-1); s == ofPlain || s == ofDecl {
			return ofList
		}
	case ofUnion:
		worst := ofPlain
		for _, m := range t.args {
			switch s := shapeWithin(m, depth-1); s {
			case ofDict, ofList:
				return s
			case ofDecl:
				worst = s
			}
		}
		return worst
	case ofDecl:
		if t.decl.kind == enumDecl {
			return ofDecl
		}
		if t.decl.kind == aliasDecl && t.decl.tag == nil {
			return shapeWithin(t.decl.target, depth-1)
		}
	}
	return ofDict
}

func (b *builder) body(o *operation, hint string) {
	body := o.op.RequestBody
	if body == nil {
		return
	}
	if body.Ref != "" {
		name, ok := strings.CutPrefix(body.Ref, "#/components/requestBodies/")
		body = nil
		for _, n := range b.doc.Components.RequestBodies {
			if ok && n.Name == unescapePointer(name) && n.Value.Ref == "" {
				body = n.Value
			}
		}
		if body == nil {
			b.unsupported("the reference %q leads to no request body", o.op.RequestBody.Ref)
			return
		}
	}
	if len(body.Content) == 0 {
		return
	}
	for _, m := range body.Content {
		if isJSON(m.Type) {
			doc := body.Description
			t := b.typeOf(m.Schema, hint+"Body")
			sent := media(m.Type)
			if !plainMedia(sent) {
				sent = "application/json"
			}
			o.body = &bodyParam{b.inClient(t, hint+"Body"), !body.Required, sent, doc}
			return
		}
	}
	m := body.Content[0]
	switch t := media(m.Type); {
	case strings.HasPrefix(t, "multipart/") || t == "application/x-www-form-urlencoded" || !plainMedia(t):
		b.unsupported("a body of type %s cannot be rendered in Python yet", m.Type)
	case strings.HasPrefix(t, "text/"):
		o.body = &bodyParam{strType, !body.Required, t, body.Description}
	default:
		o.body = &bodyParam{bytesType, !body.Required, t, body.Description}
	}
}

// plainMedia says whether a media type names one type, with nothing in it that a header must not hold.
func plainMedia(t string) bool {
	kind, sub, ok := strings.Cut(t, "/")
	valid := func(s string) bool {
		return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789.+-_") == ""
	}
	return ok && valid(kind) && valid(sub)
}

// media is a media type as it is sent: our own text, so that parameters cannot smuggle anything.
func media(t string) string {
	t, _, _ = strings.Cut(t, ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func isJSON(t string) bool {
	t = media(t)
	return t == "application/json" || strings.HasSuffix(t, "+json") || t == "*/*" || t == "application/*"
}

func (b *builder) answers(o *operation, hint string) {
	var good, fallback []typ
	for _, r := range o.op.Responses {
		status := r.Status
		if strings.HasSuffix(status, "xx") {
			status = strings.ToUpper(status)
		}
		known := b.doc.Resolve(r)
		if known == nil || known.Ref != "" {
			b.unsupported("the reference %q leads to no response", r.Ref)
			continue
		}
		t := b.inClient(b.answer(known, o.op.Method, hint, status), hint+"Answer"+status)
		o.answers = append(o.answers, answer{status, t})
		o.problems = append(o.problems, b.problemsOf(r, known, status)...)
		switch {
		case strings.HasPrefix(status, "2"):
			good = append(good, t)
		case status == "default":
			fallback = append(fallback, t)
		}
	}
	if len(good) == 0 {
		good = fallback
	}
	if len(good) == 0 {
		good = []typ{noneType}
	}
	o.result = b.inClient(union(good...), hint+"Result")
}

// answer is the type of one response.
func (b *builder) answer(r *openapi.Response, method, hint, status string) typ {
	if len(r.Content) == 0 || method == "HEAD" {
		return noneType
	}
	for _, m := range r.Content {
		if isJSON(m.Type) {
			s := problemBase(m.Schema)
			name := hint + "Result"
			if !strings.HasPrefix(status, "2") {
				name = hint + "Answer" + upperFirst(status)
			}
			return b.typeOf(s, name)
		}
	}
	switch t := media(r.Content[0].Type); {
	case t == "text/event-stream" || t == "application/jsonl" || t == "application/x-ndjson":
		b.unsupported("an answer of type %s cannot be rendered in Python yet", t)
		return anyType
	case strings.HasPrefix(t, "text/"):
		return strType
	default:
		return bytesType
	}
}

// problemBase is the shared problem of a schema that only narrows down its codes: the code has a class of its own, so
// the body needs none.
func problemBase(s *schema.Schema) *schema.Schema {
	if s == nil {
		return nil
	}
	if len(s.OneOf) > 0 {
		c := *s
		c.OneOf = make([]*schema.Schema, len(s.OneOf))
		for i, choice := range s.OneOf {
			c.OneOf[i] = problemBase(choice)
		}
		return &c
	}
	if len(s.AllOf) != 2 || s.AllOf[0].Ref == "" || len(s.Properties) > 0 {
		return s
	}
	if only := s.AllOf[1]; only.Ref == "" && len(only.Properties) == 1 && only.Properties[0].Name == "code" {
		return s.AllOf[0]
	}
	return s
}

// maxInClient is how wide a type may be in the client: every line that holds one still fits.
const maxInClient = len("models.") + maxClass

// inClient is a type that the client can name: one that is too wide, or that needs more than the builtins, gets an alias
// among the models.
func (b *builder) inClient(t typ, hint string) typ { return b.inRoom(t, hint, maxInClient) }

func (b *builder) inRoom(t typ, hint string, room int) typ {
	known := true
	t.uses(func(name string) { known = known && oneOf("models Any datetime uuid")(name) })
	if known && t.expr(true).Columns() <= room {
		return t
	}
	if len("models.")+len(classStyle(hint)) > room {
		hint = "Type_" + digest(hint)
	}
	return typ{kind: ofDecl, decl: b.alias(b.declare(hint), t, nil, "")}
}

// asArgument is the type and the default of an argument, so that its line fits.
func (b *builder) asArgument(p *param, t typ, s *schema.Schema, required bool, hint string) {
	const around = len("        : ,") + len(" | None = None")
	p.typ = b.inRoom(t, hint, pysrc.Width-around-len(p.name.String()))
	if required {
		return
	}
	p.typ, p.value = b.withDefault(p.typ, s)
	if shape(t) != ofPlain { // an enum's default would load the models at import, a list could be changed
		p.typ, p.value = p.typ.orNone(), pysrc.X("None")
	}
}
