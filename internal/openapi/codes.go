package openapi

import (
	"strings"

	"tenon/internal/schema"
)

// Resolve follows a response's reference to the shared one. A response that refers to nothing is returned as it is.
func (d *Document) Resolve(r *Response) *Response {
	name, ok := strings.CutPrefix(r.Ref, "#/components/responses/")
	if !ok {
		return r
	}
	for _, n := range d.Components.Responses {
		if n.Name == name {
			return n.Value
		}
	}
	return r
}

// Codes are the problem codes that a response of a document of ours may carry, in the order of the document; nil if
// it names none.
func (d *Document) Codes(r *Response) []string {
	for _, m := range d.Resolve(r).Content {
		if m.Type == ProblemType && m.Schema != nil {
			return d.schemaCodes(m.Schema)
		}
	}
	return nil
}

// schemaCodes looks through one reference, which a schema of ours has at most.
func (d *Document) schemaCodes(s *schema.Schema) []string {
	if name, ok := strings.CutPrefix(s.Ref, schemaPrefix); ok {
		if s = d.Components.Schema(name); s == nil {
			return nil
		}
	}
	list := schemaCodes(s)
	for _, choice := range s.OneOf {
		if choice.Ref != "" {
			if shared := d.Components.Schema(strings.TrimPrefix(choice.Ref, schemaPrefix)); shared != nil {
				list = append(list, schemaCodes(shared)...)
			}
		}
	}
	return list
}

// schemaCodes are the codes that a schema names itself.
func schemaCodes(s *schema.Schema) []string {
	var list []string
	for _, part := range s.AllOf {
		if c := part.Property("code"); c != nil {
			for _, v := range c.Enum {
				if value, err := schema.Parse(v); err == nil && value.Kind == schema.String {
					list = append(list, value.Text)
				}
			}
		}
	}
	for _, choice := range s.OneOf {
		list = append(list, schemaCodes(choice)...)
	}
	return list
}
