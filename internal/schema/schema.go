// Package schema is JSON Schema 2020-12 as data, with what OpenAPI adds to it, and the JSON under it.
//
// Documents, emitters and the comparison share it. Properties keep the order of their source. Raw JSON (examples,
// defaults, enum values) is kept as text. What is here:
//
//   - Writer writes deterministic JSON, Parse reads JSON of anyone within bounds (writer.go, parse.go, value.go);
//   - Schema.Write and Read know the dialects of OpenAPI 3.0 and AsyncAPI, whose older forms (nullable, boolean
//     exclusiveMinimum) are put into those of the model (encode.go, older.go, decode.go);
//   - Describer turns the types of a contract into schemas (describer.go);
//   - Checker and Validate find what is wrong with schemas, defaults and examples (check.go, validate.go).
package schema

import "encoding/json"

// Schema is one schema. The zero value allows everything.
type Schema struct {
	Bool *bool  // a boolean schema; nothing else counts then
	Ref  string // "#/components/schemas/PreOrder"; siblings are allowed (2020-12)

	Types  []string // "object", "null" …; empty: any
	Format string

	Title       string
	Description string
	Deprecated  bool
	ReadOnly    bool
	WriteOnly   bool

	Enum     []json.RawMessage
	Const    json.RawMessage // nil: none
	Default  json.RawMessage // nil: none
	Examples []json.RawMessage

	Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum, MultipleOf json.Number // "": none

	MinLength, MaxLength         *int64
	MinItems, MaxItems           *int64
	MinProperties, MaxProperties *int64

	Pattern     string
	UniqueItems bool

	ContentEncoding  string
	ContentMediaType string

	Items       *Schema
	PrefixItems []*Schema
	Contains    *Schema

	Properties           []Property
	Required             []string
	AdditionalProperties *Schema
	PropertyNames        *Schema
	PatternProperties    []Property

	OneOf, AnyOf, AllOf []*Schema
	Not                 *Schema
	Discriminator       *Discriminator

	EnumVarNames     []string // x-enum-varnames
	EnumDescriptions []string // x-enum-descriptions

	Extensions []Extension // every other x- key, and unknown keywords, in order
}

// Property is a named schema.
type Property struct {
	Name   string
	Schema *Schema
}

// Discriminator names the property that tells the members of a oneOf apart.
type Discriminator struct {
	PropertyName string
	Mapping      []Mapping
	Extensions   []Extension
}

// Mapping maps a discriminator value to a schema reference.
type Mapping struct {
	Value string
	Ref   string
}

// Extension is a key that the model does not know, with its JSON.
type Extension struct {
	Name  string
	Value json.RawMessage
}

// Property is the property of that name, or nil.
func (s *Schema) Property(name string) *Schema {
	for _, p := range s.Properties {
		if p.Name == name {
			return p.Schema
		}
	}
	return nil
}
