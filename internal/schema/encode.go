package schema

import (
	"encoding/json"
	"slices"
)

// Write writes the schema in a dialect. The order of keys is fixed: what the value is, what it means, what it may be.
func (s *Schema) Write(w *Writer, d Dialect) {
	if s.Bool != nil && d != OpenAPI30 {
		w.Bool(*s.Bool)
		return
	}
	w.BeginObject()
	switch {
	case s.Bool != nil:
		if !*s.Bool {
			w.Key("not")
			w.BeginObject()
			w.EndObject()
		}
	case d == Draft2020:
		s.members(w, d)
	default:
		s.older(d).members(w, d)
	}
	w.EndObject()
}

// members writes the keywords in the order of a reader's questions.
func (s *Schema) members(w *Writer, d Dialect) {
	w.Text("$ref", s.Ref)
	s.writeType(w, d)
	w.Text("format", s.Format)
	w.Text("title", s.Title)
	w.Text("description", s.Description)
	w.Flag("deprecated", s.Deprecated)
	w.Flag("readOnly", s.ReadOnly)
	w.Flag("writeOnly", s.WriteOnly)
	s.writeValues(w, d)
	s.writeBounds(w, d)
	w.Text("pattern", s.Pattern)
	w.Text("contentEncoding", s.ContentEncoding)
	w.Text("contentMediaType", s.ContentMediaType)
	writeList(w, "prefixItems", s.PrefixItems, d)
	writeOne(w, "items", s.Items, d)
	writeOne(w, "contains", s.Contains, d)
	w.Count("minItems", s.MinItems)
	w.Count("maxItems", s.MaxItems)
	w.Flag("uniqueItems", s.UniqueItems)
	writeProperties(w, "properties", s.Properties, d)
	writeProperties(w, "patternProperties", s.PatternProperties, d)
	w.Strings("required", s.Required)
	writeAdditional(w, s.AdditionalProperties, d)
	writeOne(w, "propertyNames", s.PropertyNames, d)
	w.Count("minProperties", s.MinProperties)
	w.Count("maxProperties", s.MaxProperties)
	writeList(w, "oneOf", s.OneOf, d)
	writeList(w, "anyOf", s.AnyOf, d)
	writeList(w, "allOf", s.AllOf, d)
	writeOne(w, "not", s.Not, d)
	s.writeDiscriminator(w, d)
	w.Strings("x-enum-varnames", s.EnumVarNames)
	w.Strings("x-enum-descriptions", s.EnumDescriptions)
	w.Extensions(s.Extensions)
}

func (s *Schema) writeType(w *Writer, d Dialect) {
	switch {
	case len(s.Types) == 0:
	case d == OpenAPI30:
		if t := firstNotNull(s.Types); t != "" {
			w.Text("type", t)
		}
		w.Flag("nullable", slices.Contains(s.Types, "null"))
	case len(s.Types) == 1:
		w.Text("type", s.Types[0])
	default:
		w.Strings("type", s.Types)
	}
}

func (s *Schema) writeValues(w *Writer, d Dialect) {
	w.Raws("enum", s.Enum)
	w.RawMember("const", s.Const)
	w.RawMember("default", s.Default)
	if d != OpenAPI30 {
		w.Raws("examples", s.Examples)
		return
	}
	if len(s.Examples) > 0 {
		w.RawMember("example", s.Examples[0])
	}
	if len(s.Examples) > 1 {
		w.Raws("x-examples", s.Examples)
	}
}

func (s *Schema) writeBounds(w *Writer, d Dialect) {
	if d == OpenAPI30 {
		writeBound30(w, "minimum", "exclusiveMinimum", s.Minimum, s.ExclusiveMinimum)
		writeBound30(w, "maximum", "exclusiveMaximum", s.Maximum, s.ExclusiveMaximum)
	} else {
		w.Number("minimum", s.Minimum)
		w.Number("exclusiveMinimum", s.ExclusiveMinimum)
		w.Number("maximum", s.Maximum)
		w.Number("exclusiveMaximum", s.ExclusiveMaximum)
	}
	w.Number("multipleOf", s.MultipleOf)
	w.Count("minLength", s.MinLength)
	w.Count("maxLength", s.MaxLength)
}

// writeBound30 writes a bound as draft 4 does: exclusive is a flag of the one bound. Where both are said, older has
// already moved one of them into allOf.
func writeBound30(w *Writer, key, flag string, inclusive, exclusive json.Number) {
	if exclusive == "" {
		w.Number(key, inclusive)
		return
	}
	w.Number(key, exclusive)
	w.Flag(flag, true)
}

func (s *Schema) writeDiscriminator(w *Writer, d Dialect) {
	if s.Discriminator == nil {
		return
	}
	if d == AsyncAPI {
		w.Text("discriminator", s.Discriminator.PropertyName)
		return
	}
	w.Key("discriminator")
	w.BeginObject()
	w.Key("propertyName")
	w.String(s.Discriminator.PropertyName)
	if len(s.Discriminator.Mapping) > 0 {
		w.Key("mapping")
		w.BeginObject()
		for _, m := range s.Discriminator.Mapping {
			w.Key(m.Value)
			w.String(m.Ref)
		}
		w.EndObject()
	}
	w.Extensions(s.Discriminator.Extensions)
	w.EndObject()
}

func writeOne(w *Writer, key string, s *Schema, d Dialect) {
	if s != nil {
		w.Key(key)
		s.Write(w, d)
	}
}

// writeAdditional writes the one place where 3.0 has boolean schemas too.
func writeAdditional(w *Writer, s *Schema, d Dialect) {
	if s != nil && s.Bool != nil {
		w.Key("additionalProperties")
		w.Bool(*s.Bool)
		return
	}
	writeOne(w, "additionalProperties", s, d)
}

func writeList(w *Writer, key string, list []*Schema, d Dialect) {
	if list == nil {
		return
	}
	w.Key(key)
	w.BeginArray()
	for _, s := range list {
		s.Write(w, d)
	}
	w.EndArray()
}

func writeProperties(w *Writer, key string, list []Property, d Dialect) {
	if list == nil {
		return
	}
	w.Key(key)
	WriteProperties(w, list, d)
}

// WriteProperties writes named schemas as an object.
func WriteProperties(w *Writer, list []Property, d Dialect) {
	w.BeginObject()
	for _, p := range list {
		w.Key(p.Name)
		p.Schema.Write(w, d)
	}
	w.EndObject()
}

func firstNotNull(types []string) string {
	for _, t := range types {
		if t != "null" {
			return t
		}
	}
	return ""
}
