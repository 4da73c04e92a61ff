package schema

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
)

// Describer turns the types of one contract into schemas, by the table of the contract language, and collects the
// declarations that it met as shared schemas. OpenAPI and AsyncAPI documents each use one of their own.
//
// The names of the contract's types come first: a schema that a document brings itself takes a free name (Free), so
// that no user's type is ever renamed by us.
type Describer struct {
	module   *contract.Module
	prefix   string
	names    map[string]bool // taken
	shared   map[string]*Schema
	known    map[string]*Schema
	tags     map[string][]tag // by the ID of the declaration that is a member of a union
	findings diag.List
}

// tag is the value by which a discriminator tells a member of a union.
type tag struct{ field, value string }

// NewDescriber makes a Describer whose references begin with prefix: "#/components/schemas/".
func NewDescriber(m *contract.Module, prefix string) *Describer {
	d := &Describer{
		module: m,
		prefix: prefix,
		names:  make(map[string]bool, len(m.Decls)),
		shared: make(map[string]*Schema, len(m.Decls)+8),
		known:  map[string]*Schema{},
		tags:   map[string][]tag{},
	}
	for _, decl := range m.Decls {
		d.names[decl.Name] = true
		for _, member := range decl.Members {
			if to := member.Type.Optional(); decl.Discriminator != "" && to.Decl != nil {
				d.tags[to.Decl.ID] = append(d.tags[to.Decl.ID], tag{decl.Discriminator, member.Tag})
			}
		}
	}
	for _, op := range m.Operations {
		if op.Body != nil && op.Body.Split {
			d.names[op.Body.Name] = true
		}
	}
	return d
}

// Free is a name for a schema of ours: the wanted one, or, where a type of the contract has it, one that says API
// before it, with a number if need be. The name is taken from then on.
func (d *Describer) Free(wanted string) string {
	name := wanted
	for i := 1; d.names[name]; i++ {
		name = "API" + wanted
		if i > 1 {
			name += strconv.Itoa(i)
		}
	}
	d.names[name] = true
	return name
}

// Add shares a schema under a name that came from Free and returns a reference to it.
func (d *Describer) Add(name string, s *Schema) *Schema {
	d.shared[name] = s
	return d.Ref(name)
}

// Ref is a reference to the shared schema of that name.
func (d *Describer) Ref(name string) *Schema { return &Schema{Ref: d.prefix + name} }

// Shared are the shared schemas that were reached, sorted by name.
func (d *Describer) Shared() []Property {
	list := make([]Property, 0, len(d.shared))
	for name, s := range d.shared {
		list = append(list, Property{name, s})
	}
	slices.SortFunc(list, func(a, b Property) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Findings are the faults met on the way.
func (d *Describer) Findings() diag.List { return d.findings }

// Type is the schema of a use of a type.
func (d *Describer) Type(t *contract.Type) *Schema {
	switch t.Kind {
	case contract.KindBool:
		return &Schema{Types: []string{"boolean"}}
	case contract.KindString:
		return &Schema{Types: []string{"string"}}
	case contract.KindInt, contract.KindUint:
		return integer(t)
	case contract.KindFloat:
		return &Schema{Types: []string{"number"}}
	case contract.KindBytes:
		return &Schema{Types: []string{"string"}, ContentEncoding: "base64"}
	case contract.KindPointer:
		return d.Type(t.Elem).OrNull()
	case contract.KindSlice:
		return &Schema{Types: []string{"array"}, Items: d.Type(t.Elem)}
	case contract.KindArray:
		n := t.Len
		return &Schema{Types: []string{"array"}, Items: d.Type(t.Elem), MinItems: &n, MaxItems: &n}
	case contract.KindMap:
		return d.dictionary(t)
	case contract.KindRef:
		return d.declared(t)
	case contract.KindKnown:
		return d.knownType(t.Known)
	default: // contract.KindAny
		return &Schema{}
	}
}

// integer has the format of its size where OpenAPI has one, and bounds where only they say what fits.
func integer(t *contract.Type) *Schema {
	s := &Schema{Types: []string{"integer"}}
	signed := t.Kind == contract.KindInt
	if !signed {
		s.Minimum = "0"
	}
	switch {
	case signed && t.Bits >= 32:
		s.Format = "int" + strconv.Itoa(t.Bits)
	case signed && t.Bits > 0:
		limit := int64(1) << (t.Bits - 1)
		s.Minimum, s.Maximum = number(-limit), number(limit-1)
	case !signed && t.Bits > 0 && t.Bits <= 32:
		s.Maximum = number(int64(1)<<t.Bits - 1)
	}
	return s
}

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

func (d *Describer) knownType(k *contract.Known) *Schema {
	name := k.Go.ImportPath + "." + k.Go.Name
	s, ok := d.known[name]
	if !ok {
		s = d.given(k.Schema, "the known type "+name, diag.Pos{})
		d.known[name] = s
	}
	c := *s
	return &c
}

// given reads a schema that was written down as JSON.
func (d *Describer) given(text, what string, pos diag.Pos) *Schema {
	if text == "" {
		return &Schema{}
	}
	v, err := Parse([]byte(text))
	if err == nil {
		var s *Schema
		if s, err = Read(&v, Draft2020); err == nil {
			return s
		}
	}
	d.Report(diag.Diagnostic{
		ID:      "invalid-schema",
		Pos:     pos,
		Message: fmt.Sprintf("the schema of %s cannot be read: %s", what, err),
		Help:    "write one JSON Schema object of draft 2020-12",
	})
	return &Schema{}
}

// declared is a reference; the first one describes the declaration.
func (d *Describer) declared(t *contract.Type) *Schema {
	decl := t.Decl
	if decl == nil {
		decl = d.module.Decl(t.Ref)
	}
	if decl == nil {
		d.Report(diag.Diagnostic{
			ID:      "unknown-type",
			Pos:     d.module.Pos,
			Message: "the contract refers to " + t.Ref + ", which it does not declare",
		})
		return &Schema{}
	}
	if d.shared[decl.Name] == nil {
		d.checkName(decl)
		s := &Schema{}
		d.shared[decl.Name] = s // before its fields: they may lead back to it
		*s = *d.declaration(decl)
	}
	return d.Ref(decl.Name)
}

// checkName finds names that documents cannot have: Go allows letters of every language.
func (d *Describer) checkName(decl *contract.Decl) {
	if IsComponentName(decl.Name) {
		return
	}
	d.Report(diag.Diagnostic{
		ID:      "schema-name",
		Pos:     decl.Pos,
		Message: fmt.Sprintf("the schema name %q has characters that OpenAPI does not allow", decl.Name),
		Help:    "name the schema with //tenon:id, in letters a to z, digits, points, hyphens and underscores",
	})
}

// Report adds a finding.
func (d *Describer) Report(finding diag.Diagnostic) { d.findings = append(d.findings, finding) }

// declaration is the shared schema of a named type.
func (d *Describer) declaration(decl *contract.Decl) *Schema {
	var s *Schema
	switch decl.Kind {
	case contract.DeclStruct:
		s = d.Object(decl.Fields)
		d.fixTags(s, d.tags[decl.ID])
	case contract.DeclEnum:
		s = d.enum(decl)
	case contract.DeclDefined:
		s = d.Type(decl.Underlying)
	case contract.DeclUnion:
		s = d.union(decl)
	case contract.DeclText:
		s = &Schema{Types: []string{"string"}}
	default: // contract.DeclCustom
		s = d.given(decl.Schema, decl.Go.Name, decl.Pos)
	}
	s.describe(decl.Doc, decl.Deprecated)
	return s
}

// Object is the schema of an object with these fields; those that travel outside the body are left out.
func (d *Describer) Object(fields []*contract.Field) *Schema {
	s := &Schema{Types: []string{"object"}, Properties: make([]Property, 0, len(fields))}
	for _, f := range fields {
		if f.In != "" {
			continue
		}
		s.Properties = append(s.Properties, Property{f.Wire, d.Field(f)})
		if f.Required {
			s.Required = append(s.Required, f.Wire)
		}
	}
	if len(s.Properties) == 0 {
		s.Properties = nil
	}
	return s
}

// enum names its values and says what each means. The values of an open enum are examples: it has no enum keyword,
// and its examples stand in the order of x-enum-varnames.
func (d *Describer) enum(decl *contract.Decl) *Schema {
	s := d.Type(decl.Underlying)
	isText := decl.Underlying.Kind == contract.KindString
	s.EnumVarNames = make([]string, len(decl.Values))
	docs := make([]string, len(decl.Values))
	values := make([]json.RawMessage, len(decl.Values))
	described := false
	for i, v := range decl.Values {
		s.EnumVarNames[i] = v.VarName
		docs[i] = Describe(v.Doc, "")
		described = described || docs[i] != ""
		if isText {
			values[i] = Quote(v.Str)
		} else {
			values[i] = strconv.AppendInt(nil, v.Int, 10)
		}
	}
	if described {
		s.EnumDescriptions = docs
	}
	if decl.Open {
		s.Examples = values
	} else {
		s.Enum = values
	}
	return s
}

// fixTags fixes the fields by which unions know a struct, unless a tag of the field has said the value already. Without
// that a value could be two members at once.
func (d *Describer) fixTags(s *Schema, tags []tag) {
	for i := range s.Properties {
		p := &s.Properties[i]
		if len(p.Schema.Enum) > 0 {
			continue
		}
		var values []json.RawMessage
		for _, t := range tags {
			if v := Quote(t.value); t.field == p.Name && !slices.ContainsFunc(values, func(o json.RawMessage) bool { return string(o) == string(v) }) {
				values = append(values, v)
			}
		}
		if values != nil {
			c := *p.Schema
			c.Enum = values
			p.Schema = &c
		}
	}
}

// union is oneOf its members, told apart by the discriminator if it has one.
func (d *Describer) union(decl *contract.Decl) *Schema {
	s := &Schema{}
	if decl.Discriminator != "" {
		s.Discriminator = &Discriminator{PropertyName: decl.Discriminator}
	}
	for _, m := range decl.Members {
		ref := d.Type(m.Type.Optional())
		s.OneOf = append(s.OneOf, ref)
		if s.Discriminator != nil {
			s.Discriminator.Mapping = append(s.Discriminator.Mapping, Mapping{m.Tag, ref.Ref})
		}
	}
	return s
}
