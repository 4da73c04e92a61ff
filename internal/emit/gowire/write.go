package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// form is how values are written: as they travel, or as they name a topic.
type form int

const (
	travelling form = iota
	topical
)

// write writes the statements that append the value in a place.
func (p *goPackage) write(f *fileOf, t *contract.Type, from place, as form) {
	switch {
	case t.Kind == contract.KindPointer:
		f.P("if $1 == nil {", from.value)
		if as == topical {
			f.P("e.String($1)", gosrc.Str(""))
		} else {
			f.P("e.Null()")
		}
		f.P("} else {")
		p.write(f, t.Elem, deref(from), as)
		f.P("}")
	case hasFunction(t) && as == topical && p.differsInTopics(t):
		f.P("append$1(e, $2)", p.topicFunction(t), from.pointer)
	case hasFunction(t):
		f.P("append$1(e, $2)", p.function(t), from.pointer)
	case t.Kind == contract.KindKnown || t.Known != nil:
		p.writeKnown(f, t.Known, from)
	case t.Kind == contract.KindInt:
		f.P("e.Int($1)", convert("int64", t.Bits == 64, from.value))
	case t.Kind == contract.KindUint:
		f.P("e.Uint($1)", convert("uint64", t.Bits == 64, from.value))
	case t.Kind == contract.KindAny:
		f.P("e.Any($1)", from.value)
	default:
		f.P("e.$1($2)", method(t), from.value)
	}
}

// convert converts a value to a basic type, unless it has that type.
func convert(to string, has bool, value gosrc.Expr) gosrc.Expr {
	if has {
		return value
	}
	return gosrc.X("$1($2)", gosrc.Name(to), value)
}

func (p *goPackage) writeKnown(f *fileOf, k *contract.Known, from place) {
	switch k.Codec {
	case contract.CodecTime:
		f.P("e.Time($1)", from.value)
	case contract.CodecDuration:
		f.P("e.Duration($1)", from.value)
	case contract.CodecRaw:
		f.P("e.RawJSON($1)", from.value)
	case contract.CodecString:
		f.P("e.String(string($1))", from.value)
	case contract.CodecJSON:
		f.P("e.JSON($1)", from.pointer)
	default:
		f.P("e.Text($1)", from.pointer)
	}
}

// writeQuoted appends a value within a string.
func (p *goPackage) writeQuoted(f *fileOf, t *contract.Type, from place, as form) {
	if t.Kind == contract.KindPointer {
		f.P("if $1 == nil {", from.value)
		if as == topical {
			f.P("e.String($1)", gosrc.Str(""))
		} else {
			f.P("e.Null()")
		}
		f.P("} else {")
		p.writeQuoted(f, t.Elem, deref(from), as)
		f.P("}")
		return
	}
	f.P("e.BeginQuoted()")
	p.write(f, t, from, as)
	f.P("e.EndQuoted()")
}

// differsInTopics says whether a type looks otherwise in a topic: there is a struct or a pointer in it.
func (p *goPackage) differsInTopics(t *contract.Type) bool {
	switch t.Kind {
	case contract.KindPointer:
		return true
	case contract.KindSlice, contract.KindArray, contract.KindMap:
		return p.differsInTopics(t.Elem)
	case contract.KindRef:
		switch t.Decl.Kind {
		case contract.DeclStruct, contract.DeclUnion:
			return true
		case contract.DeclDefined:
			return t.Decl.Recursive || p.differsInTopics(t.Decl.Underlying)
		}
	}
	return false
}
