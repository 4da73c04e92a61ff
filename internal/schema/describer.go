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

// The names of members that Go writes for integer keys.
const (
	signedKey   = `^(0|-?[1-9][0-9]*)$`
	unsignedKey = `^(0|[1-9][0-9]*)$`
)

// dictionary is an object of any names; propertyNames where the key type allows fewer than all.
func (d *Describer) dictionary(t *contract.Type) *Schema {
	s := &Schema{Types: []string{"object"}, AdditionalProperties: d.Type(t.Elem)}
	if s.AdditionalProperties.allowsAll() {
		yes := true
		s.AdditionalProperties = &Schema{Bool: &yes}
	}
	s.PropertyNames = d.keys(t.Key, 0)
	return s
}

// keys is what the names of a map's members must be; nil if they are any text.
func (d *Describer) keys(k *contract.Type, depth int) *Schema {
	switch k.Kind {
	case contract.KindInt:
		return &Schema{Pattern: signedKey}
	case contract.KindUint:
		return &Schema{Pattern: unsignedKey}
	case contract.KindKnown:
		if s := d.knownType(k.Known); slices.Equal(s.Types, []string{"string"}) && !s.onlyTyped() {
			return s
		}
	case contract.KindRef:
		return d.declaredKeys(k, depth)
	}
	return nil
}

func (d *Describer) declaredKeys(k *contract.Type, depth int) *Schema {
	decl := k.Decl
	switch {
	case decl == nil || depth > maxNullDepth:
		return nil
	case decl.Kind == contract.DeclEnum && decl.Open:
		return d.keys(decl.Underlying, depth+1)
	case decl.Kind == contract.DeclEnum && decl.Underlying.Kind == contract.KindString:
		return d.declared(k)
	case decl.Kind == contract.DeclEnum:
		s := &Schema{}
		for _, v := range decl.Values {
			s.Enum = append(s.Enum, Quote(strconv.FormatInt(v.Int, 10)))
		}
		return s
	case decl.Kind == contract.DeclText:
		return d.declared(k)
	case decl.Kind == contract.DeclDefined:
		return d.keys(decl.Underlying, depth+1)
	}
	return nil
}

// onlyTyped says whether the schema says no more than its type.
func (s *Schema) onlyTyped() bool {
	c := *s
	c.Types = nil
	return c.allowsAll() && c.Format == ""
}

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

// Field is the schema of a struct's field: its type, its rules, its words.
func (d *Describer) Field(f *contract.Field) *Schema {
	s := d.Type(f.Type)
	if f.Quoted {
		s = quoted(f.Type)
	}
	s = s.constrain(f.Rules)
	s.describe(f.Doc, f.Deprecated)
	s.exemplify(f.Default, f.Example)
	return s
}

// Input is the schema of a value outside the body. It is absent or there, never null: no query string can say null.
// Its words stand on the parameter, not here.
func (d *Describer) Input(in *contract.Input) *Schema {
	t := in.Type
	if t.Kind == contract.KindPointer {
		t = t.Elem
	}
	s := d.Type(t).constrain(in.Rules)
	s.exemplify(in.Default, in.Example)
	return s
}

// quoted is the schema of a basic value that travels inside a string (the ",string" option of a json tag).
func quoted(t *contract.Type) *Schema {
	s := &Schema{Types: []string{"string"}}
	switch t.Optional().Kind {
	case contract.KindBool:
		s.Enum = []json.RawMessage{Quote("true"), Quote("false")}
	case contract.KindInt:
		s.Pattern = signedKey
	case contract.KindUint:
		s.Pattern = unsignedKey
	case contract.KindFloat:
		s.Pattern = `^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`
	default:
		s.ContentMediaType = "application/json"
	}
	if t.Kind == contract.KindPointer {
		return s.OrNull()
	}
	return s
}

// constrain adds the rules of a tag; a rule wins over what the type says by itself.
func (s *Schema) constrain(r contract.Rules) *Schema {
	if r.IsZero() {
		return s
	}
	c := *s
	setNumber(&c.Minimum, r.Minimum)
	setNumber(&c.Maximum, r.Maximum)
	setNumber(&c.ExclusiveMinimum, r.ExclusiveMinimum)
	setNumber(&c.ExclusiveMaximum, r.ExclusiveMaximum)
	setNumber(&c.MultipleOf, r.MultipleOf)
	setCount(&c.MinLength, r.MinLength)
	setCount(&c.MaxLength, r.MaxLength)
	setCount(&c.MinItems, r.MinItems)
	setCount(&c.MaxItems, r.MaxItems)
	c.UniqueItems = c.UniqueItems || r.UniqueItems
	if r.Pattern != "" {
		c.Pattern = r.Pattern
	}
	if r.Format != "" {
		c.Format = r.Format
	}
	if len(r.Enum) > 0 {
		c.Enum = make([]json.RawMessage, 0, len(r.Enum)+1)
		for _, l := range r.Enum {
			c.Enum = append(c.Enum, json.RawMessage(l.JSON))
		}
		if s.Nullable() {
			c.Enum = append(c.Enum, null)
		}
	}
	return &c
}

func setNumber(to *json.Number, from *string) {
	if from != nil {
		*to = json.Number(*from)
	}
}

func setCount(to **int64, from *int64) {
	if from != nil {
		n := *from
		*to = &n
	}
}

// describe adds the words of a declaration or field.
func (s *Schema) describe(doc, deprecated string) {
	if doc = Describe(doc, deprecated); doc != "" {
		s.Description = doc
	}
	if deprecated != "" {
		s.Deprecated = true
	}
}

// exemplify adds what a tag gives as default and example.
func (s *Schema) exemplify(fallback, example *contract.Literal) {
	if fallback != nil {
		s.Default = json.RawMessage(fallback.JSON)
	}
	if example != nil {
		s.Examples = []json.RawMessage{json.RawMessage(example.JSON)}
	}
}
