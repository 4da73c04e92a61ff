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
	default:
		if x := p.expression(f, t); !x.IsZero() {
			f.P("$1 = $2", to.value, x)
		} else {
			p.readInto(f, t.Known, to)
		}
		p.checkKnown(f, t.Known)
	}
}

// readNew reads the next JSON value into a new variable.
func (p *goPackage) readNew(f *fileOf, t *contract.Type, name string) {
	if x := p.expression(f, t); !x.IsZero() {
		f.P("$1 := $2", gosrc.Name(name), x)
		p.checkKnown(f, t.Known)
		return
	}
	f.P("var $1 $2", gosrc.Name(name), f.Type(t))
	p.read(f, t, variable(gosrc.X("$1", gosrc.Name(name))))
}

// expression is the call that reads a value and returns it; zero if a type is read through a pointer.
func (p *goPackage) expression(f *fileOf, t *contract.Type) gosrc.Expr {
	switch {
	case t.Kind == contract.KindPointer || hasFunction(t):
		return gosrc.Expr{}
	case t.Known == nil:
		return gosrc.X("d.$1()", method(t))
	}
	switch t.Known.Codec {
	case contract.CodecTime:
		return gosrc.X("d.Time()")
	case contract.CodecDuration:
		return gosrc.X("d.Duration()")
	case contract.CodecRaw:
		return gosrc.X("d.RawJSON()")
	case contract.CodecString:
		return gosrc.X("$1(d.String())", f.GoType(t.Known.Go))
	}
	return gosrc.Expr{}
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

// readInto reads a value of a type that reads itself.
func (p *goPackage) readInto(f *fileOf, k *contract.Known, to place) {
	if k.Codec == contract.CodecJSON {
		f.P("d.JSON($1)", to.pointer)
		return
	}
	f.P("d.Text($1)", to.pointer)
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
