package schema

import (
	"encoding/json"
	"slices"
)

// normalise turns the forms of older dialects into those of the model.
func (r *reader) normalise() {
	s := r.s
	if r.example != nil && s.Examples == nil {
		s.Examples = []json.RawMessage{r.example}
	}
	if r.exclusiveMinimumFlag && s.Minimum != "" {
		s.ExclusiveMinimum, s.Minimum = s.Minimum, ""
	}
	if r.exclusiveMaximumFlag && s.Maximum != "" {
		s.ExclusiveMaximum, s.Maximum = s.Maximum, ""
	}
	if r.dialect != Draft2020 && len(s.AllOf) == 1 && s.AllOf[0].Ref != "" && !s.AllOf[0].hasSiblings() &&
		s.Ref == "" && s.onlyAllOf() && !r.nullable {
		s.Ref, s.AllOf = s.AllOf[0].Ref, nil
	}
	if r.dialect != OpenAPI30 {
		return
	}
	if s.Format == "byte" && slices.Contains(s.Types, "string") {
		s.Format, s.ContentEncoding = "", "base64"
	}
	if r.nullable {
		r.addNull()
	}
}

// onlyAllOf says whether allOf is all that the schema constrains.
func (s *Schema) onlyAllOf() bool {
	c := *s
	c.AllOf = nil
	return c.allowsAll()
}

// addNull is nullable: true in today's words.
func (r *reader) addNull() {
	s := r.s
	nothing := &Schema{Types: []string{"null"}}
	switch {
	case slices.Contains(s.Types, "null"):
	case len(s.Enum) == 1 && isNull(s.Enum[0]):
		s.Types, s.Enum = []string{"null"}, nil
	case len(s.Types) > 0:
		s.Types = append(s.Types, "null")
		if s.Enum != nil && !slices.ContainsFunc(s.Enum, isNull) {
			s.Enum = append(s.Enum, null)
		}
	case s.Enum != nil:
		if !slices.ContainsFunc(s.Enum, isNull) {
			s.Enum = append(s.Enum, null)
		}
	case s.AnyOf != nil:
		s.AnyOf = append(s.AnyOf, nothing)
	case s.OneOf != nil:
		s.OneOf = append(s.OneOf, nothing)
	case len(s.AllOf) == 1:
		s.AnyOf, s.AllOf = []*Schema{s.AllOf[0], nothing}, nil
	case len(s.AllOf) > 1:
		s.AnyOf, s.AllOf = []*Schema{{AllOf: s.AllOf}, nothing}, nil
	case s.Ref != "":
		s.AnyOf, s.Ref = []*Schema{{Ref: s.Ref}, nothing}, ""
	}
}
