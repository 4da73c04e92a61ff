package pyclient

import (
	"encoding/json"
	"slices"
	"strings"

	"tenon/internal/emit/pyclient/pysrc"
	"tenon/internal/naming"
	"tenon/internal/schema"
)

// decl is one declaration of the models file.
type decl struct {
	name   pysrc.Name
	kind   declKind
	shared bool // of a shared schema
	doc    string
	bases  []typ    // classDecl
	fields []*field // classDecl

	text    bool // enumDecl: of strings, else of integers
	members []member

	target typ     // aliasDecl
	tag    *tagged // aliasDecl of a union with a discriminator
}

type declKind uint8

const (
	classDecl declKind = iota
	enumDecl
	aliasDecl
)

type field struct {
	name  pysrc.Name
	wire  string
	typ   typ
	value pysrc.Expr // default; zero if the field is required
	doc   string
}

type member struct {
	name  pysrc.Name
	raw   string // the value as JSON
	value pysrc.Expr
	doc   string
}

// tagged is a discriminator: the name of the property and the member of the union that each of its values stands for.
type tagged struct {
	wire    string
	members []tagMember
	null    bool
}

type tagMember struct {
	value string
	typ   typ
}

// sharedDecl declares a shared schema when it is first asked for.
func (b *builder) sharedDecl(name string, s *schema.Schema) *decl {
	if d := b.byName[name]; d != nil {
		return d
	}
	d := &decl{name: b.names[name], doc: s.Description, kind: aliasDecl, target: anyType, shared: true}
	b.byName[name] = d
	place, depth := b.place, b.depth
	b.place, b.depth = "#/components/schemas/"+name, 0
	defer func() { b.place, b.depth = place, depth }()
	hint := d.name.String()
	switch {
	case isClass(s):
		d.kind = classDecl
		b.decls = append(b.decls, d)
		b.fillClass(d, s, hint)
	case b.fillEnum(d, s):
		b.decls = append(b.decls, d)
	default:
		b.decls = append(b.decls, d)
		if len(s.OneOf)+len(s.AnyOf) > 0 {
			d.target, d.tag = b.union(s, hint)
		} else {
			d.target = b.typeOf(s, hint+"Value")
		}
	}
	return d
}

// isClass says whether a schema becomes a class with fields.
func isClass(s *schema.Schema) bool {
	if s.Ref != "" || len(s.OneOf)+len(s.AnyOf)+len(s.Enum) > 0 || s.Const != nil {
		return false
	}
	if len(s.AllOf) > 0 {
		return len(s.AllOf) > 1 || len(s.Properties) > 0
	}
	return len(s.Properties) > 0 && (len(s.Types) == 0 || len(s.Types) == 1 && s.Types[0] == "object") ||
		slices.Equal(s.Types, []string{"object"}) && s.AdditionalProperties == nil
}

// class declares a class for a schema that has no name of its own.
func (b *builder) class(name pysrc.Name, s *schema.Schema, hint string) *decl {
	d := &decl{name: name, kind: classDecl, doc: s.Description}
	b.decls = append(b.decls, d)
	b.fillClass(d, s, hint)
	return d
}

// fillClass gives a class its base and its fields. Of allOf the first part that is a class by itself is the base, if
// what the other parts say of its properties is no more than Python allows a subclass to say; the properties of all
// other parts are the class's own.
func (b *builder) fillClass(d *decl, s *schema.Schema, hint string) {
	parts := &allOfParts{b: b, self: d, required: map[string]bool{}, inherit: true}
	parts.add(s, 0)
	if base := parts.base; base != nil {
		for _, f := range base.allFields() {
			if f.value.IsZero() {
				parts.required[f.wire] = true
			}
		}
	}
	findings, decls := len(b.findings), len(b.decls)
	d.fields = b.fields(parts.properties, parts.required, hint)
	if parts.base == nil {
		return
	}
	if d.fits(parts.base) {
		d.bases = []typ{{kind: ofDecl, decl: parts.base}}
		d.dropNarrower(parts.base)
		return
	}
	b.findings = b.findings[:findings]
	b.forget(decls)
	parts = &allOfParts{b: b, self: d, required: map[string]bool{}}
	parts.add(s, 0)
	d.fields = b.fields(parts.properties, parts.required, hint)
}

// forget takes back the declarations after the first n, but for those of shared schemas.
func (b *builder) forget(n int) {
	kept := b.decls[:n:n]
	for _, d := range b.decls[n:] {
		if d.shared {
			kept = append(kept, d)
		} else {
			delete(b.taken, d.name.String())
		}
	}
	b.decls = kept
}

// fits says whether a class can have that base: the fields that both have are of the same type, or of a closer kind of
// text, and no two of different wire names meet in one Python name.
func (d *decl) fits(base *decl) bool {
	for _, f := range base.allFields() {
		for _, own := range d.fields {
			if (own.name == f.name) != (own.wire == f.wire) {
				return false
			}
			if own.wire == f.wire && !own.typ.same(f.typ) && !own.narrows(f) {
				return false
			}
		}
	}
	return true
}

// narrows says whether a field is one of some texts where the base's is any text.
func (f *field) narrows(base *field) bool {
	literal := f.typ.kind == ofPlain && strings.HasPrefix(f.typ.plain.String(), `Literal["`)
	enum := f.typ.kind == ofDecl && f.typ.decl.kind == enumDecl && f.typ.decl.text
	return base.typ.same(strType) && (literal || enum)
}

// dropNarrower takes away the fields that only narrow down those of the base: an attribute that can be set must keep its
// type, so the wider one stands for both.
func (d *decl) dropNarrower(base *decl) {
	d.fields = slices.DeleteFunc(d.fields, func(own *field) bool {
		return slices.ContainsFunc(base.allFields(), func(f *field) bool { return own.wire == f.wire && own.narrows(f) })
	})
}

// allFields are the fields of a class and of its bases.
func (d *decl) allFields() []*field {
	var list []*field
	for _, base := range d.bases {
		list = append(list, base.decl.allFields()...)
	}
	return append(list, d.fields...)
}

// allOfParts collects the properties of a schema and of what it is composed of.
type allOfParts struct {
	b          *builder
	self       *decl
	inherit    bool // the first class may become the base
	base       *decl
	properties []schema.Property
	required   map[string]bool
}

func (p *allOfParts) add(part *schema.Schema, depth int) {
	if depth > maxDepth {
		p.b.unsupported("allOf is nested more than %d deep, or contains itself", maxDepth)
		return
	}
	for _, sub := range part.AllOf {
		shared := sub
		if sub.Ref != "" {
			t := p.b.refType(sub.Ref)
			if p.inherit && p.base == nil && t.kind == ofDecl && t.decl.kind == classDecl && !t.decl.below(p.self) {
				p.base = t.decl
				continue
			}
			if shared = p.b.shared[unescapePointer(strings.TrimPrefix(sub.Ref, schemaPrefix))]; shared == nil {
				continue // refType said so
			}
		}
		p.add(shared, depth+1)
	}
	if len(part.OneOf)+len(part.AnyOf) > 0 {
		p.b.unsupported("a choice (oneOf, anyOf) within allOf cannot be rendered in Python yet")
	}
	p.properties = append(p.properties, part.Properties...)
	for _, name := range part.Required {
		p.required[name] = true
	}
}

// below says whether d is base or derives from it.
func (d *decl) below(base *decl) bool {
	if d == base {
		return true
	}
	for _, t := range d.bases {
		if t.decl.below(base) {
			return true
		}
	}
	return false
}

func (b *builder) fields(properties []schema.Property, required map[string]bool, hint string) []*field {
	texts := make([]string, len(properties))
	for i, p := range properties {
		texts[i] = p.Name
	}
	idents := names(texts, naming.Snake, maxField, oneOf(fieldWords))
	var fields []*field
	seen := map[string]int{}
	for _, p := range properties {
		f := &field{name: idents[p.Name], wire: p.Name, doc: fieldDoc(p.Schema)}
		f.typ = b.typeOf(p.Schema, hint+upperFirst(naming.UpperCamel(p.Name)))
		if !required[p.Name] {
			f.typ, f.value = b.withDefault(f.typ, p.Schema)
		}
		if i, again := seen[p.Name]; again {
			fields[i] = f // a later part of allOf says it more closely
			continue
		}
		seen[p.Name] = len(fields)
		fields = append(fields, f)
	}
	return fields
}

// withDefault is the type and the default of something that may be absent: the document's default where Python can
// say it, else None.
func (b *builder) withDefault(t typ, s *schema.Schema) (typ, pysrc.Expr) {
	if s != nil && s.Default != nil {
		if v, err := schema.Parse(s.Default); err == nil {
			if e, ok := b.defaultOf(t, v); ok {
				return t, e
			}
		}
	}
	return t.orNone(), pysrc.X("None")
}

// defaultOf is a default as source, if it is a value of the type as it stands: nothing validates it.
func (b *builder) defaultOf(t typ, v schema.Value) (pysrc.Expr, bool) {
	switch t.kind {
	case ofNone:
		return pysrc.X("None"), v.Kind == schema.Null
	case ofUnion:
		for _, m := range t.args {
			if e, ok := b.defaultOf(m, v); ok {
				return e, true
			}
		}
	case ofList:
		if v.Kind != schema.Array {
			return pysrc.Expr{}, false
		}
		items := make([]pysrc.Expr, len(v.Items))
		for i, item := range v.Items {
			e, ok := b.defaultOf(t.args[0], item)
			if !ok {
				return e, false
			}
			items[i] = e
		}
		return pysrc.Bracket("[", items, "]"), true
	case ofDecl:
		if t.decl.kind == aliasDecl && t.decl.tag == nil {
			return b.defaultOf(t.decl.target, v)
		}
		if t.decl.kind == enumDecl {
			for _, m := range t.decl.members {
				if mv, err := schema.Parse([]byte(m.raw)); err == nil && mv.Kind == v.Kind && mv.Text == v.Text {
					return pysrc.X("$1.$2", pysrc.N(t.decl.name), pysrc.N(m.name)), true
				}
			}
		}
	case ofPlain:
		kinds := map[string]schema.ValueKind{"str": schema.String, "int": schema.Number, "float": schema.Number, "bool": schema.Bool}
		kind, ok := kinds[t.plain.String()]
		if !ok || kind != v.Kind || t.same(intType) && strings.ContainsAny(v.Text, ".eE") {
			return pysrc.Expr{}, false
		}
		e, err := value(v)
		return e, err == nil
	}
	return pysrc.Expr{}, false
}

// fillEnum makes an enum of a shared schema that is one.
func (b *builder) fillEnum(d *decl, s *schema.Schema) bool {
	values := enumValues(s)
	if len(values) < 2 && len(s.EnumVarNames) == 0 || len(s.OneOf)+len(s.AnyOf)+len(s.AllOf) > 0 {
		return false
	}
	kinds := map[schema.ValueKind]bool{}
	for _, raw := range values {
		v, err := schema.Parse(raw)
		if err != nil || v.Kind == schema.Number && strings.ContainsAny(v.Text, ".eE") {
			return false
		}
		kinds[v.Kind] = true
	}
	if len(kinds) != 1 || !kinds[schema.String] && !kinds[schema.Number] {
		return false
	}
	d.kind = enumDecl
	b.fillMembers(d, s, values)
	return true
}

// enumValues are the values of an enum. Those of an open one are examples, and have names all the same.
func enumValues(s *schema.Schema) []json.RawMessage {
	if s.Enum == nil && len(s.EnumVarNames) == len(s.Examples) {
		return s.Examples
	}
	return s.Enum
}

// enum declares an enum for a schema that has no name of its own.
func (b *builder) enum(name pysrc.Name, s *schema.Schema, values []json.RawMessage) *decl {
	d := &decl{name: name, kind: enumDecl, doc: s.Description}
	b.fillMembers(d, s, values)
	b.decls = append(b.decls, d)
	return d
}

// fillMembers names the members of an enum, by x-enum-varnames where each value has one, else by their values.
func (b *builder) fillMembers(d *decl, s *schema.Schema, values []json.RawMessage) {
	named := len(s.EnumVarNames) == len(values)
	described := len(s.EnumDescriptions) == len(values)
	texts := make([]string, len(values))
	parsed := make([]schema.Value, len(values))
	for i, raw := range values {
		parsed[i], _ = schema.Parse(raw) // it was read before
		d.text = parsed[i].Kind == schema.String
		texts[i] = parsed[i].Text
		if named {
			texts[i] = s.EnumVarNames[i]
		} else if !d.text {
			texts[i] = "value " + strings.Replace(texts[i], "-", "minus ", 1)
		}
	}
	idents := names(texts, memberStyle, maxField, oneOf(memberWords))
	seen := map[string]bool{}
	for i, v := range parsed {
		if seen[texts[i]] {
			continue
		}
		seen[texts[i]] = true
		e, err := value(v)
		if err != nil {
			b.unsupported("the enum value %s cannot be rendered: %v", values[i], err)
			continue
		}
		m := member{name: idents[texts[i]], raw: string(values[i]), value: e}
		if described {
			m.doc = s.EnumDescriptions[i]
		}
		d.members = append(d.members, m)
	}
}

// fieldDoc describes a field: its description and what its values must be.
func fieldDoc(s *schema.Schema) string {
	if s == nil {
		return ""
	}
	doc := sentence(s.Description)
	if s.Deprecated && !strings.Contains(strings.ToLower(doc), "deprecated") {
		doc = joinDoc(doc, "Deprecated.")
	}
	var limits []string
	for _, l := range []struct {
		sign  string
		value json.Number
	}{{"> ", s.ExclusiveMinimum}, {">= ", s.Minimum}, {"< ", s.ExclusiveMaximum}, {"<= ", s.Maximum}} {
		if l.value != "" {
			limits = append(limits, l.sign+string(l.value))
		}
	}
	if len(limits) > 0 {
		doc = joinDoc(doc, "Must be "+strings.Join(limits, " and ")+".")
	}
	return doc
}

func joinDoc(a, b string) string { return strings.TrimSpace(a + " " + b) }

// sentence is a description with a capital and a full stop, as docstrings have.
func sentence(s string) string {
	s = schema.Capital(strings.TrimSpace(s))
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:`") {
		return s
	}
	if strings.Contains(s, "\n") {
		return s
	}
	return s + "."
}
