package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// read writes the statements that read the next JSON value into a place. The place holds the zero value.
func (p *goPackage) read(f *fileOf, t *contract.Type, to place) {
	switch {
	case t.Kind == contract.KindPointer:
		f.P("if !d.Null() {")
		f.P("$1 = new($2)", to.value, f.Type(t.Elem))
		p.read(f, t.Elem, deref(to))
		f.P("}")
	case hasFunction(t):
		f.P("decode$1(d, $2)", p.function(t), to.pointer)
	case t.Kind == contract.KindKnown || t.Known != nil:
		p.readKnown(f, t.Known, to)
	default:
		f.P("$1 = d.$2()", to.value, method(t))
	}
}

// deref is the place that the pointer in a place points to.
func deref(at place) place {
	return place{gosrc.X("*$1", at.value), at.value}
}

// method is the method of wire.Decoder and, but for the sizes of integers, of wire.Encoder for a basic type.
func method(t *contract.Type) gosrc.Ident {
	switch t.Kind {
	case contract.KindBool:
		return gosrc.Name("Bool")
	case contract.KindBytes:
		return gosrc.Name("Bytes")
	case contract.KindAny:
		return gosrc.Name("Any")
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return gosrc.Name(sized(t))
	}
	return gosrc.Name("String")
}

func (p *goPackage) readKnown(f *fileOf, k *contract.Known, to place) {
	switch k.Codec {
	case contract.CodecTime:
		f.P("$1 = d.Time()", to.value)
	case contract.CodecDuration:
		f.P("$1 = d.Duration()", to.value)
	case contract.CodecRaw:
		f.P("$1 = d.RawJSON()", to.value)
	case contract.CodecString:
		f.P("$1 = $2(d.String())", to.value, f.GoType(k.Go))
	case contract.CodecJSON:
		f.P("d.JSON($1)", to.pointer)
	default:
		f.P("d.Text($1)", to.pointer)
	}
	p.checkKnown(f, k)
}

// readQuoted reads a value that stands within a string.
func (p *goPackage) readQuoted(f *fileOf, t *contract.Type, to place) {
	if t.Kind == contract.KindPointer {
		f.P("if !d.Null() {")
		f.P("$1 = new($2)", to.value, f.Type(t.Elem))
		p.readQuoted(f, t.Elem, deref(to))
		f.P("}")
		return
	}
	begin := gosrc.X("Quoted")
	switch underlying(t).Kind {
	case contract.KindInt, contract.KindUint:
		begin = gosrc.X("QuotedInteger")
	}
	f.P("if quoted, ok := d.$1(); ok {", begin)
	p.read(f, t, to)
	f.P("d.Unquoted(quoted)")
	f.P("}")
}
