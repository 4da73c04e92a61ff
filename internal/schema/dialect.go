package schema

import (
	"encoding/json"
	"slices"
	"strings"
)

// Dialect is a way of spelling schemas. The model speaks Draft2020; the older dialects are translated on reading and
// on writing.
type Dialect int

// The dialects.
const (
	Draft2020    Dialect = iota // OpenAPI 3.1 and later
	OpenAPI30                   // nullable, boolean exclusiveMinimum, one example, nothing beside $ref
	AsyncAPI                    // draft 7: nothing beside $ref; discriminator is the property's name
	maxNullDepth = 8            // how deep Nullable looks for null in nested choices
)

// OpenAPIDialect is the dialect of a version of OpenAPI.
func OpenAPIDialect(version string) Dialect {
	if strings.HasPrefix(version, "3.0") {
		return OpenAPI30
	}
	return Draft2020
}

var null = json.RawMessage("null")

// IsNull says whether the schema allows null and nothing else.
func (s *Schema) IsNull() bool {
	return len(s.Types) == 1 && s.Types[0] == "null"
}

// Nullable says whether the schema, as far as it can be seen without following references, allows null.
func (s *Schema) Nullable() bool { return s.nullable(0) }

func (s *Schema) nullable(depth int) bool {
	if depth > maxNullDepth {
		return false
	}
	if s.Bool != nil {
		return *s.Bool
	}
	if s.Ref != "" {
		return false
	}
	if len(s.Types) > 0 {
		return slices.Contains(s.Types, "null")
	}
	for _, choice := range [][]*Schema{s.AnyOf, s.OneOf} {
		for _, c := range choice {
			if c.nullable(depth + 1) {
				return true
			}
		}
	}
	return false
}

// OrNull is a schema that allows null too: a further type where types are named, a choice beside null where they are
// not. What already allows null is returned as it is; s itself is never changed.
func (s *Schema) OrNull() *Schema {
	if s.Bool != nil && *s.Bool || s.allowsAll() || s.Nullable() {
		return s
	}
	if len(s.Types) > 0 && s.Ref == "" && s.AllOf == nil && s.AnyOf == nil && s.OneOf == nil && s.Const == nil {
		c := *s
		c.Types = append(slices.Clone(s.Types), "null")
		if s.Enum != nil && !slices.ContainsFunc(s.Enum, isNull) {
			c.Enum = append(slices.Clone(s.Enum), null)
		}
		return &c
	}
	nothing := &Schema{Types: []string{"null"}}
	switch {
	case len(s.AnyOf) > 0 && s.onlyChoice():
		c := *s
		c.AnyOf = append(slices.Clone(s.AnyOf), nothing)
		return &c
	default:
		return &Schema{AnyOf: []*Schema{s, nothing}}
	}
}

// allowsAll says whether the schema is {} up to its words.
func (s *Schema) allowsAll() bool {
	return s.Bool == nil && s.Ref == "" && s.Types == nil && s.Enum == nil && s.Const == nil &&
		s.OneOf == nil && s.AnyOf == nil && s.AllOf == nil && s.Not == nil && s.Items == nil &&
		s.PrefixItems == nil && s.Contains == nil && s.Properties == nil && s.Required == nil &&
		s.AdditionalProperties == nil && s.PropertyNames == nil && s.PatternProperties == nil &&
		s.Minimum == "" && s.Maximum == "" && s.ExclusiveMinimum == "" && s.ExclusiveMaximum == "" &&
		s.MultipleOf == "" && s.MinLength == nil && s.MaxLength == nil && s.MinItems == nil && s.MaxItems == nil &&
		s.MinProperties == nil && s.MaxProperties == nil && s.Pattern == "" && !s.UniqueItems
}

// onlyChoice says whether AnyOf is all that the schema constrains.
func (s *Schema) onlyChoice() bool {
	c := *s
	c.AnyOf = nil
	return c.allowsAll()
}

func isNull(raw json.RawMessage) bool { return string(raw) == "null" }
