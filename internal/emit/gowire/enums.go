package gowire

import (
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
	"tenon/internal/schema"
)

// enums writes the functions of all enums. A closed enum has no other values, in either direction.
func (p *goPackage) enums(f *fileOf) {
	for _, d := range p.module.Decls {
		if d.Kind != contract.DeclEnum {
			continue
		}
		f.begin()
		typ, name := f.GoType(d.Go), gosrc.Name(p.declName(d))
		u := underlying(d.Underlying)
		f.Comment("decode" + name.String() + " reads " + article(d.Name) + ".")
		f.P("func decode$1(d *$2.Decoder, v *$3) {", name, f.wire, typ)
		f.P("*v = $1(d.$2())", typ, method(u))
		if !d.Open {
			values := p.values(f, d)
			f.P(`
				switch *v {
				case $1:
				default:
					d.OneOf($2)
				}
			`, gosrc.Join(values.cases, ", "), gosrc.Join(values.shown, ", "))
		}
		f.P("}")
		f.Blank()
		f.Comment("append" + name.String() + " appends " + article(d.Name) + ".")
		f.P("func append$1(e *$2.Encoder, v *$3) {", name, f.wire, typ)
		if d.Open {
			f.P("e.$1", p.enumCall(u))
		} else {
			f.P(`
				switch *v {
				case $1:
					e.$2
				default:
					e.$3
				}
			`, gosrc.Join(p.values(f, d).cases, ", "), p.enumCall(u), outside(u, d.Name))
		}
		f.P("}")
	}
}

// enumCall is the call of the encoder that appends *v.
func (p *goPackage) enumCall(u *contract.Type) gosrc.Expr {
	switch u.Kind {
	case contract.KindString:
		return gosrc.X("String(string(*v))")
	case contract.KindInt:
		return gosrc.X("Int(int64(*v))")
	case contract.KindUint:
		return gosrc.X("Uint(uint64(*v))")
	}
	return gosrc.X("$1($2(*v))", method(u), gosrc.Name(basicGo(u)))
}

// outside is the call of the encoder for a *v that is none of the values.
func outside(u *contract.Type, enum string) gosrc.Expr {
	if u.Kind == contract.KindString {
		return gosrc.X("OutsideString(string(*v), $1)", gosrc.Str(enum))
	}
	return gosrc.X("OutsideInt(int64(*v), $1)", gosrc.Str(enum))
}

// sized is the method for a number: Int64, Float32.
func sized(t *contract.Type) string {
	name := basicGo(t)
	return strings.ToUpper(name[:1]) + name[1:]
}

// basicGo is the name of a basic type in Go.
func basicGo(t *contract.Type) string {
	if t.Bits != 0 {
		return string(t.Kind) + strconv.Itoa(t.Bits)
	}
	return string(t.Kind)
}

// enumValues are the values of an enum as Go has them and as JSON shows them.
type enumValues struct{ cases, shown []gosrc.Expr }

// values are the values of an enum, each once: two constants may have one value.
func (p *goPackage) values(f *fileOf, d *contract.Decl) enumValues {
	var out enumValues
	seen := map[string]bool{}
	for _, v := range d.Values {
		json := p.valueJSON(d, v)
		if seen[json] {
			continue
		}
		seen[json] = true
		out.cases = append(out.cases, gosrc.X("$1", p.valueCode(f, d, v)))
		out.shown = append(out.shown, gosrc.X("$1", gosrc.Str(json)))
	}
	return out
}

// valueCode is a value of an enum: the constant if it can be named, else what it stands for.
func (p *goPackage) valueCode(f *fileOf, d *contract.Decl, v *contract.Value) gosrc.Code {
	switch {
	case isExported(v.GoName):
		return f.Import(d.Go.ImportPath, d.Go.Package).Sel(v.GoName)
	case underlying(d.Underlying).Kind == contract.KindString:
		return gosrc.Str(v.Str)
	}
	return gosrc.Int(v.Int)
}

// valueJSON is a value of an enum as JSON.
func (p *goPackage) valueJSON(d *contract.Decl, v *contract.Value) string {
	if underlying(d.Underlying).Kind == contract.KindString {
		return string(schema.Quote(v.Str))
	}
	return strconv.FormatInt(v.Int, 10)
}
