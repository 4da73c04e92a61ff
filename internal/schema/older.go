package schema

import (
	"encoding/json"
	"slices"
)

// older is the schema in the words of an older dialect, one level deep: what lies below is translated when it is
// written. What a dialect cannot say at all (propertyNames, contains and prefixItems in OpenAPI 3.0) becomes an
// extension of the same name, so that nothing is lost.
func (s *Schema) older(d Dialect) *Schema {
	if d == AsyncAPI && (s.Ref == "" || !s.hasSiblings()) {
		return s
	}
	c := *s
	if c.Ref != "" && c.hasSiblings() {
		c.AllOf = append([]*Schema{{Ref: c.Ref}}, c.AllOf...)
		c.Ref = ""
	}
	if d == AsyncAPI {
		return &c
	}
	if c.Const != nil {
		c.Enum, c.Const = []json.RawMessage{c.Const}, nil
		if c.Types == nil && isNull(c.Enum[0]) {
			c.Types = []string{"object", "null"}
		}
	}
	if c.IsNull() && c.Enum == nil {
		c.Types, c.Enum = []string{"object", "null"}, []json.RawMessage{null} // of a type that is never there
	}
	if c.ContentEncoding == "base64" && c.Format == "" {
		c.Format, c.ContentEncoding = "byte", ""
	}
	c.splitTypes()
	c.splitBounds()
	c.moveAway("contentEncoding", c.ContentEncoding)
	c.moveAway("contentMediaType", c.ContentMediaType)
	c.ContentEncoding, c.ContentMediaType = "", ""
	c.moveSchemas()
	if c.Items == nil && slices.Contains(c.Types, "array") {
		c.Items = &Schema{}
	}
	return &c
}

// hasSiblings says whether anything stands beside $ref.
func (s *Schema) hasSiblings() bool {
	return !s.withoutRef().allowsAll() || s.Description != "" || s.Title != "" || s.Deprecated || s.ReadOnly ||
		s.WriteOnly || s.Default != nil || s.Examples != nil || s.Format != "" || s.ContentEncoding != "" ||
		s.ContentMediaType != "" || s.Discriminator != nil || s.Extensions != nil
}

func (s *Schema) withoutRef() *Schema {
	c := *s
	c.Ref = ""
	return &c
}

// splitTypes turns several types into a choice, since 3.0 knows only one.
func (s *Schema) splitTypes() {
	var types []string
	for _, t := range s.Types {
		if t != "null" {
			types = append(types, t)
		}
	}
	if len(types) < 2 {
		return
	}
	var choice []*Schema
	for _, t := range types {
		one := &Schema{Types: []string{t}}
		if len(types) < len(s.Types) {
			one.Types = append(one.Types, "null")
		}
		choice = append(choice, one)
	}
	s.Types = nil
	if s.AnyOf == nil {
		s.AnyOf = choice
	} else {
		s.AllOf = append(slices.Clone(s.AllOf), &Schema{AnyOf: choice})
	}
}

// splitBounds keeps one bound a side: 3.0 has an exclusive flag on a bound, not a bound of its own.
func (s *Schema) splitBounds() {
	extra := &Schema{}
	if s.Minimum != "" && s.ExclusiveMinimum != "" {
		extra.Minimum, s.Minimum = s.Minimum, ""
	}
	if s.Maximum != "" && s.ExclusiveMaximum != "" {
		extra.Maximum, s.Maximum = s.Maximum, ""
	}
	if !extra.allowsAll() {
		s.AllOf = append(slices.Clone(s.AllOf), extra)
	}
}

// moveAway keeps a word that 3.0 does not have as an extension.
func (s *Schema) moveAway(key, value string) {
	if value != "" {
		s.Extensions = append(slices.Clone(s.Extensions), Extension{"x-" + key, Quote(value)})
	}
}

// moveSchemas keeps the schemas that 3.0 does not have as extensions.
func (s *Schema) moveSchemas() {
	for _, row := range []struct {
		key string
		has bool
		put func(*Writer)
	}{
		{"x-propertyNames", s.PropertyNames != nil, func(w *Writer) { s.PropertyNames.Write(w, OpenAPI30) }},
		{"x-contains", s.Contains != nil, func(w *Writer) { s.Contains.Write(w, OpenAPI30) }},
		{"x-patternProperties", s.PatternProperties != nil,
			func(w *Writer) { WriteProperties(w, s.PatternProperties, OpenAPI30) }},
		{"x-prefixItems", s.PrefixItems != nil, func(w *Writer) {
			w.BeginArray()
			for _, p := range s.PrefixItems {
				p.Write(w, OpenAPI30)
			}
			w.EndArray()
		}},
	} {
		if row.has {
			w := Writer{Compact: true}
			row.put(&w)
			s.Extensions = append(slices.Clone(s.Extensions), Extension{row.key, w.Bytes()})
		}
	}
	s.PropertyNames, s.Contains, s.PatternProperties, s.PrefixItems = nil, nil, nil, nil
}
