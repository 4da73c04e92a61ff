package verify

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
)

// schemaRef begins the references to shared schemas.
const schemaRef = "#/components/schemas/"

// schemas compares every shared schema that a declaration of the contract stands behind with that declaration.
func (d *document) schemas() {
	for _, decl := range d.module.Decls {
		s := d.root.at("components", "schemas", decl.Name)
		if s == nil {
			continue // not reached from here: references have been checked, so nothing that is used is missing
		}
		if why := d.declMismatch(s, decl); why != "" {
			d.report("schema-differs", s, "schema "+decl.Name+": "+why)
		}
	}
}

// declMismatch says how a schema differs from the declaration behind it; "" if it does not.
func (d *document) declMismatch(s *jsonNode, decl *contract.Decl) string {
	switch decl.Kind {
	case contract.DeclStruct:
		var fields []*contract.Field
		for _, f := range decl.Fields {
			if f.In == "" {
				fields = append(fields, f)
			}
		}
		return d.fieldsMismatch(s, fields)
	case contract.DeclEnum:
		return enumMismatch(s, decl)
	case contract.DeclDefined:
		return d.mismatch(s, decl.Underlying)
	case contract.DeclUnion:
		return d.unionMismatch(s, decl)
	default:
		return ""
	}
}

// fieldsMismatch compares the properties of an object with fields.
func (d *document) fieldsMismatch(s *jsonNode, fields []*contract.Field) string {
	properties, required := s.at("properties"), s.at("required").strings()
	for _, f := range fields {
		p := properties.at(f.Wire)
		if p == nil {
			return "the property " + f.Wire + " is missing"
		}
		if slices.Contains(required, f.Wire) != f.Required {
			return "the property " + f.Wire + " is required in one of contract and document only"
		}
		if why := d.mismatch(p, f.Type); why != "" && !f.Quoted {
			return "the property " + f.Wire + ": " + why
		}
		if why := ruleMismatch(p, d.bare(p), f.Rules); why != "" {
			return "the property " + f.Wire + ": " + why
		}
		if (f.Default != nil) != (p.at("default") != nil) {
			return "the property " + f.Wire + " has a default in one of contract and document only"
		}
	}
	if len(properties.members()) != len(fields) {
		return "it has " + strconv.Itoa(len(properties.members())) + " properties instead of " + strconv.Itoa(len(fields))
	}
	return ""
}

// enumMismatch compares the values of an enum.
func enumMismatch(s *jsonNode, decl *contract.Decl) string {
	values := s.at("enum")
	if decl.Open {
		return ""
	}
	if len(values.members()) != len(decl.Values) {
		return "it has " + strconv.Itoa(len(values.members())) + " values instead of " + strconv.Itoa(len(decl.Values))
	}
	for i, v := range decl.Values {
		want := v.Str
		if decl.Underlying.Kind != contract.KindString {
			want = strconv.FormatInt(v.Int, 10)
		}
		if values.kids[i].text != want {
			return "the value " + want + " of " + v.GoName + " is not where it belongs"
		}
	}
	return ""
}

// unionMismatch compares the members of a union.
func (d *document) unionMismatch(s *jsonNode, decl *contract.Decl) string {
	members := s.at("oneOf")
	if members == nil {
		members = s.at("anyOf")
	}
	if len(members.members()) != len(decl.Members) {
		return "it has " + strconv.Itoa(len(members.members())) + " members instead of " + strconv.Itoa(len(decl.Members))
	}
	for i, m := range decl.Members {
		if why := d.mismatch(&members.kids[i], m.Type); why != "" {
			return "member " + strconv.Itoa(i+1) + ": " + why
		}
	}
	name := s.at("discriminator", "propertyName").str()
	if name == "" {
		name = s.at("discriminator").str() // AsyncAPI has the name alone
	}
	if name != decl.Discriminator {
		return "its discriminator is " + strconv.Quote(name) + " instead of " + strconv.Quote(decl.Discriminator)
	}
	return ""
}

// bare takes away what only says that null is allowed too or that a description follows: the schema that counts.
func (d *document) bare(s *jsonNode) *jsonNode {
	for _, list := range []string{"anyOf", "oneOf", "allOf"} {
		var only *jsonNode
		count := 0
		kids := s.at(list).members()
		for i := range kids {
			if !onlyNull(&kids[i]) {
				only = &kids[i]
				count++
			}
		}
		if count == 1 {
			return only
		}
	}
	return s
}

// onlyNull says whether a schema allows nothing but null, which version 3.0 says by an enum.
func onlyNull(s *jsonNode) bool {
	values := s.at("enum").members()
	return s.at("type").str() == "null" || len(values) == 1 && values[0].kind == jsonNull
}

// mismatch says how the use of a schema differs from the use of a type; "" if it does not.
func (d *document) mismatch(s *jsonNode, t *contract.Type) string {
	if s == nil {
		return "its schema is missing"
	}
	t = t.Optional()
	if t.Kind == contract.KindRef {
		return d.refMismatch(s, t.Decl)
	}
	s = d.bare(s)
	want := jsonType(t.Kind)
	if want == "" {
		return ""
	}
	if got := typeNames(s); !slices.Contains(got, want) {
		return "it is " + strings.Join(got, " or ") + " instead of " + want
	}
	switch t.Kind {
	case contract.KindSlice, contract.KindArray:
		return prefixed("items", d.mismatch(s.at("items"), t.Elem))
	case contract.KindMap:
		return prefixed("values", d.mismatch(s.at("additionalProperties"), t.Elem))
	}
	return ""
}

// refMismatch compares a use of a schema with a declaration: it refers to it, or stands for a text.
func (d *document) refMismatch(s *jsonNode, decl *contract.Decl) string {
	bare := d.bare(s)
	if ref := bare.at("$ref").str(); ref != "" {
		if ref != schemaRef+decl.Name {
			return "it refers to " + ref + " instead of " + decl.Name
		}
		return ""
	}
	for _, candidate := range []*jsonNode{s, bare} {
		if d.declMismatch(candidate, decl) == "" {
			return ""
		}
	}
	return "it does not refer to " + decl.Name
}

// prefixed says of which part a difference is.
func prefixed(part, why string) string {
	if why == "" {
		return ""
	}
	return part + ": " + why
}

// jsonType is the type of JSON that a kind travels as; "" where that is not fixed.
func jsonType(k contract.Kind) string {
	switch k {
	case contract.KindBool:
		return "boolean"
	case contract.KindString, contract.KindBytes:
		return "string"
	case contract.KindInt, contract.KindUint:
		return "integer"
	case contract.KindFloat:
		return "number"
	case contract.KindSlice, contract.KindArray:
		return "array"
	case contract.KindMap:
		return "object"
	default:
		return ""
	}
}

// typeNames are the types that a schema names.
func typeNames(s *jsonNode) []string {
	if one := s.at("type").str(); one != "" {
		return []string{one}
	}
	return s.at("type").strings()
}

// ruleMismatch compares constraints; it looks for each one of the contract in the use of a schema, and in what that is
// when null is taken away: constraints beside a reference stand around it.
func ruleMismatch(use, bare *jsonNode, r contract.Rules) string {
	said := func(keyword string) *jsonNode {
		if n := use.at(keyword); n != nil {
			return n
		}
		return bare.at(keyword)
	}
	for _, c := range []struct {
		keyword string
		want    *string
	}{
		{"minimum", r.Minimum}, {"maximum", r.Maximum}, {"exclusiveMinimum", r.ExclusiveMinimum},
		{"exclusiveMaximum", r.ExclusiveMaximum}, {"multipleOf", r.MultipleOf},
		{"minLength", decimal(r.MinLength)}, {"maxLength", decimal(r.MaxLength)},
		{"minItems", decimal(r.MinItems)}, {"maxItems", decimal(r.MaxItems)},
	} {
		got := said(c.keyword)
		if c.want != nil && got == nil {
			return "the constraint " + c.keyword + " is missing"
		}
		// Version 3.0 has booleans for the exclusive bounds; the bound itself is then under the other keyword.
		if c.want != nil && got.kind == jsonNumber && got.text != *c.want {
			return "the constraint " + c.keyword + " is " + got.text + " instead of " + *c.want
		}
	}
	if r.Pattern != "" && said("pattern").str() != r.Pattern {
		return "the constraint pattern differs"
	}
	if r.UniqueItems && !said("uniqueItems").isTrue() {
		return "the constraint uniqueItems is missing"
	}
	return ""
}

// decimal writes a count.
func decimal(n *int64) *string {
	if n == nil {
		return nil
	}
	s := strconv.FormatInt(*n, 10)
	return &s
}
