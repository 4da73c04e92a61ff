package gows

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// key says how the key of a stream that conflates is read from an item: the field, and what makes of its value one
// that Go can compare.
type key struct {
	item    *contract.Type
	path    gosrc.Expr // .Time
	pointer bool       // the field is a pointer: nil is no key
	form    keyForm
}

type keyForm int

const (
	keyAsIs keyForm = iota
	keyTime         // two equal times may differ as Go values
	keyText         // the text of MarshalText
)

// keyOf is the key of a stream, or nil if it does not conflate. problem says why its field cannot be one.
func keyOf(s *contract.Stream) (k *key, problem string) {
	f := s.Conflate
	if f == nil {
		return nil, ""
	}
	for _, e := range f.Embedded {
		if e.Pointer {
			return nil, "it is promoted through the embedded pointer " + e.Name + ", which may be nil"
		}
	}
	if d := s.Item.Decl; s.Item.Kind != contract.KindRef || d.Kind != contract.DeclStruct {
		return nil, "the stream's items are not structs"
	}
	form, ok := formOf(f.Type.Optional(), 0)
	if !ok {
		return nil, "its values cannot be compared; a string, a number, a boolean, a time or a text type can"
	}
	path := gosrc.X("item")
	for _, name := range f.Path {
		path = gosrc.X("$1.$2", path, gosrc.Name(name))
	}
	return &key{item: s.Item, path: path, pointer: f.Type.Kind == contract.KindPointer, form: form}, ""
}

// formOf says how values of a type are made comparable.
func formOf(t *contract.Type, depth int) (form keyForm, ok bool) {
	const deepest = 100 // of types that are named after each other
	switch t.Kind {
	case contract.KindBool, contract.KindString, contract.KindInt, contract.KindUint, contract.KindFloat:
		return keyAsIs, true
	case contract.KindKnown:
		switch t.Known.Codec {
		case contract.CodecTime:
			return keyTime, true
		case contract.CodecDuration, contract.CodecString:
			return keyAsIs, true
		case contract.CodecText:
			return keyText, true
		}
	case contract.KindRef:
		switch t.Decl.Kind {
		case contract.DeclText:
			return keyText, true
		case contract.DeclEnum, contract.DeclDefined:
			if depth < deepest { // a type that is named after another does not have its methods
				form, ok := formOf(t.Decl.Underlying, depth+1)
				return form, ok && form == keyAsIs
			}
		}
	}
	return keyAsIs, false
}

// key writes the function that reads the key of an item.
func (r *router) key(k *key) {
	r.Blank()
	r.Comment(r.keyFunc.String() + " is what an update updates: while one waits for a slow client, a newer one of the same key takes its place.")
	r.P("func $1(item *$2) any {", r.keyFunc, r.Type(k.item))
	if k.pointer {
		r.P(`
			if $1 == nil {
			return nil
			}
		`, k.path)
	}
	switch {
	case k.form == keyTime:
		r.P("return $1.UnixNano()", k.path)
	case k.form == keyText:
		r.P(`
			text, err := $1.MarshalText()
			if err != nil {
			return nil
			}
			return string(text)
		`, k.path)
	case k.pointer:
		r.P("return *$1", k.path)
	default:
		r.P("return $1", k.path)
	}
	r.P("}")
}
