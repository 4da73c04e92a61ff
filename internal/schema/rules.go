package schema

import (
	"encoding/json"

	"tenon/internal/contract"
)

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
	c.dropImplied(r)
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

// dropImplied drops bounds of the type that an exclusive bound of the rules makes say nothing.
func (s *Schema) dropImplied(r contract.Rules) {
	if r.Minimum == nil && r.ExclusiveMinimum != nil && s.Minimum != "" && compare(string(s.Minimum), *r.ExclusiveMinimum) <= 0 {
		s.Minimum = ""
	}
	if r.Maximum == nil && r.ExclusiveMaximum != nil && s.Maximum != "" && compare(string(s.Maximum), *r.ExclusiveMaximum) >= 0 {
		s.Maximum = ""
	}
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
