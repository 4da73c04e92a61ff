package schema

import (
	"slices"
	"strconv"

	"tenon/internal/contract"
)

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
