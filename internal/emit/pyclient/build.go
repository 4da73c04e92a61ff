package pyclient

import (
	"encoding/json"
	"fmt"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit/pyclient/pysrc"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

const schemaPrefix = "#/components/schemas/"

// maxDepth bounds how deeply inline schemas may be nested.
const maxDepth = 64

// builder turns the schemas of the documents into declarations of the models file.
type builder struct {
	module   string
	doc      *openapi.Document
	shared   map[string]*schema.Schema // by name, of both documents
	names    map[string]pysrc.Name     // of shared schemas
	byName   map[string]*decl          // declarations of shared schemas
	taken    map[string]bool           // identifiers of the models file
	decls    []*decl
	findings diag.List
	place    string // what is being built, for messages
	depth    int
}

// unsupported reports something that cannot be rendered, with its place.
func (b *builder) unsupported(format string, args ...any) {
	b.findings = append(b.findings, diag.Diagnostic{
		ID:      "python-unsupported",
		Message: b.place + ": " + fmt.Sprintf(format, args...),
		Help:    "the Python client would be incomplete; leave it out with --skip python, or change the document",
		Module:  b.module,
	})
}

// declare makes room for an identifier that is not the name of a shared schema.
func (b *builder) declare(hint string) pysrc.Name {
	name := shorten(classStyle(hint), hint, maxClass)
	if oneOf(typeWords)(name) {
		name += "_"
	}
	if b.taken[name] {
		name = shorten(name, hint, maxClass-7) + "_" + digest(hint)
	}
	for b.taken[name] {
		name += "_"
	}
	b.taken[name] = true
	return pysrc.Ident(name)
}

// typeOf is the type of a schema. hint names a declaration that it may need; doc describes it.
func (b *builder) typeOf(s *schema.Schema, hint string) typ {
	b.depth++
	defer func() { b.depth-- }()
	switch {
	case b.depth > maxDepth:
		b.unsupported("the schemas are nested more than %d deep", maxDepth)
		return anyType
	case s == nil || s.Bool != nil:
		return anyType
	case s.Ref != "":
		return b.refType(s.Ref)
	case s.Const != nil:
		return b.literal([]json.RawMessage{s.Const})
	case len(s.Enum) > 0:
		return b.enumType(s, hint)
	case len(s.OneOf) > 0:
		return b.unionType(s, hint)
	case len(s.AnyOf) > 0:
		return b.unionType(s, hint)
	case len(s.AllOf) > 0:
		return b.allOfType(s, hint)
	}
	if len(s.Types) == 0 {
		return b.untyped(s, hint)
	}
	members := make([]typ, len(s.Types))
	for i, t := range s.Types {
		members[i] = b.ofJSONType(s, t, hint)
	}
	return union(members...)
}

func (b *builder) refType(ref string) typ {
	name, ok := strings.CutPrefix(ref, schemaPrefix)
	name = unescapePointer(name)
	if s := b.shared[name]; ok && s != nil {
		return typ{kind: ofDecl, decl: b.sharedDecl(name, s)}
	}
	b.unsupported("the reference %q leads nowhere", ref)
	return anyType
}

func unescapePointer(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
}

// untyped is a schema that does not name its type, but may show it.
func (b *builder) untyped(s *schema.Schema, hint string) typ {
	switch {
	case len(s.Properties) > 0 || s.AdditionalProperties != nil:
		return b.ofJSONType(s, "object", hint)
	case s.Items != nil:
		return b.ofJSONType(s, "array", hint)
	default:
		return anyType
	}
}

func (b *builder) ofJSONType(s *schema.Schema, name, hint string) typ {
	switch name {
	case "null":
		return noneType
	case "boolean":
		return boolType
	case "integer":
		return intType
	case "number":
		return floatType
	case "string":
		return stringType(s)
	case "array":
		if s.Items == nil {
			return listOf(anyType)
		}
		return listOf(b.typeOf(s.Items, hint+"Item"))
	case "object":
		if len(s.Properties) > 0 {
			return typ{kind: ofDecl, decl: b.class(b.declare(hint), s, hint)}
		}
		return dictOf(b.typeOf(s.AdditionalProperties, hint+"Value"))
	default:
		return anyType
	}
}

func stringType(s *schema.Schema) typ {
	switch s.Format {
	case "date-time":
		return typ{plain: pysrc.X("datetime.datetime")}
	case "date":
		return typ{plain: pysrc.X("datetime.date")}
	case "uuid":
		return typ{plain: pysrc.X("uuid.UUID")}
	case "byte":
		return typ{plain: pysrc.X("_models.Base64")}
	}
	if s.ContentEncoding == "base64" {
		return typ{plain: pysrc.X("_models.Base64")}
	}
	return strType
}

// enumType is an enum of its own for strings or for integers, a Literal for what is fixed or mixed.
func (b *builder) enumType(s *schema.Schema, hint string) typ {
	var values []json.RawMessage
	none := false
	kinds := map[schema.ValueKind]bool{}
	for _, raw := range s.Enum {
		v, err := schema.Parse(raw)
		if err != nil {
			b.unsupported("an enum value cannot be read: %v", err)
			return anyType
		}
		if v.Kind == schema.Null {
			none = true
			continue
		}
		if v.Kind == schema.Number && strings.ContainsAny(v.Text, ".eE") {
			kinds[schema.Object] = true // no integer: no IntEnum, no Literal
		}
		kinds[v.Kind] = true
		values = append(values, raw)
	}
	if len(values) == 0 {
		return noneType
	}
	var t typ
	switch {
	case len(kinds) == 1 && (kinds[schema.String] || kinds[schema.Number]) && (len(values) > 1 || len(s.EnumVarNames) > 0):
		t = typ{kind: ofDecl, decl: b.enum(b.declare(hint), s, values)}
	default:
		t = b.literal(values)
	}
	if none {
		return t.orNone()
	}
	return t
}

// literal is a Literal of plain values; a value that Literal cannot hold makes it Any.
func (b *builder) literal(values []json.RawMessage) typ {
	items := make([]pysrc.Expr, 0, len(values))
	columns := 0
	for _, raw := range values {
		v, err := schema.Parse(raw)
		if err != nil || v.Kind == schema.Array || v.Kind == schema.Object ||
			v.Kind == schema.Number && strings.ContainsAny(v.Text, ".eE") {
			return anyType
		}
		e, err := value(v)
		if err != nil {
			return anyType
		}
		items = append(items, e)
		columns += e.Columns() + 2
	}
	if columns > maxLiteral {
		if strings.HasPrefix(items[0].String(), `"`) {
			return strType
		}
		return anyType
	}
	return typ{plain: pysrc.X("Literal$1", pysrc.Bracket("[", items, "]")).Flat()}
}

// maxLiteral is how many columns a Literal may have to be worth its room.
const maxLiteral = 36

// value is JSON as a Python literal.
func value(v schema.Value) (pysrc.Expr, error) {
	switch v.Kind {
	case schema.Null:
		return pysrc.X("None"), nil
	case schema.Bool:
		return pysrc.Bool(v.True), nil
	case schema.Number:
		return pysrc.Num(json.Number(v.Text))
	case schema.String:
		return pysrc.Str(v.Text), nil
	case schema.Array:
		items := make([]pysrc.Expr, len(v.Items))
		for i, item := range v.Items {
			e, err := value(item)
			if err != nil {
				return pysrc.Expr{}, err
			}
			items[i] = e
		}
		return pysrc.Bracket("[", items, "]"), nil
	default:
		return pysrc.Expr{}, fmt.Errorf("an object cannot be a default in Python")
	}
}

// unionType is any of several types; one with a discriminator gets a name, because the rule has to stand somewhere.
func (b *builder) unionType(s *schema.Schema, hint string) typ {
	t, tag := b.union(s, hint)
	if tag == nil {
		return t
	}
	t = typ{kind: ofDecl, decl: b.alias(b.declare(hint), t, tag, s.Description)}
	if tag.null {
		tag.null = false
		return t.orNone()
	}
	return t
}

// union is the members of a oneOf or anyOf, and the rule that tells them apart if there is one.
func (b *builder) union(s *schema.Schema, hint string) (typ, *tagged) {
	choices := s.OneOf
	if len(choices) == 0 {
		choices = s.AnyOf
	}
	members := make([]typ, len(choices))
	for i, c := range choices {
		members[i] = b.typeOf(c, fmt.Sprintf("%sOption%d", hint, i+1))
	}
	t := union(members...)
	if s.Discriminator == nil || t.kind != ofUnion {
		return t, nil
	}
	return t, b.tags(s.Discriminator, choices, members)
}

func (b *builder) alias(name pysrc.Name, target typ, tag *tagged, doc string) *decl {
	d := &decl{name: name, kind: aliasDecl, doc: doc, target: target, tag: tag}
	b.decls = append(b.decls, d)
	return d
}

// tags says which value of the discriminator stands for which member.
func (b *builder) tags(d *schema.Discriminator, choices []*schema.Schema, members []typ) *tagged {
	t := &tagged{wire: d.PropertyName}
	for i, c := range choices {
		if members[i].kind == ofNone {
			t.null = true
			continue
		}
		if members[i].kind != ofDecl {
			return nil
		}
		values := mappedTo(d, c.Ref)
		if len(values) == 0 {
			values = []string{unescapePointer(strings.TrimPrefix(c.Ref, schemaPrefix))}
		}
		for _, v := range values {
			t.members = append(t.members, tagMember{v, members[i]})
		}
	}
	return t
}

func mappedTo(d *schema.Discriminator, ref string) []string {
	var values []string
	for _, m := range d.Mapping {
		if m.Ref == ref || schemaPrefix+m.Ref == ref {
			values = append(values, m.Value)
		}
	}
	return values
}

// allOfType is the one schema that counts where there is one, else a class with the properties of all.
func (b *builder) allOfType(s *schema.Schema, hint string) typ {
	if len(s.AllOf) == 1 && len(s.Properties) == 0 {
		t := b.typeOf(s.AllOf[0], hint)
		for _, name := range s.Types {
			if name == "null" {
				return t.orNone()
			}
		}
		return t
	}
	return typ{kind: ofDecl, decl: b.class(b.declare(hint), s, hint)}
}
