package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// defined writes the functions of types that are names for others, that write themselves as text, or as JSON.
func (p *goPackage) defined(f *fileOf) {
	for _, d := range p.module.Decls {
		switch d.Kind {
		case contract.DeclDefined, contract.DeclText, contract.DeclCustom:
		default:
			continue
		}
		f.begin()
		name, typ := gosrc.Name(p.declName(d)), f.GoType(d.Go)
		f.Comment("decode" + name.String() + " reads " + article(d.Name) + ".")
		f.P("func decode$1(d *$2.Decoder, v *$3) {", name, f.wire, typ)
		switch d.Kind {
		case contract.DeclText:
			f.P("d.Text(v)")
		case contract.DeclCustom:
			f.P("d.JSON(v)")
		default:
			p.readDefined(f, d, typ)
		}
		f.P("}")
		f.Blank()
		f.Comment("append" + name.String() + " appends " + article(d.Name) + ".")
		f.P("func append$1(e *$2.Encoder, v *$3) {", name, f.wire, typ)
		switch d.Kind {
		case contract.DeclText:
			f.P("e.Text(v)")
		case contract.DeclCustom:
			f.P("e.JSON(v)")
		default:
			p.writeDefined(f, d, travelling)
		}
		f.P("}")
	}
}

// readDefined reads a value of the underlying type.
func (p *goPackage) readDefined(f *fileOf, d *contract.Decl, typ gosrc.Expr) {
	u := d.Underlying
	if asPointer(u) {
		p.read(f, u, behind(p.converted(f, u)))
		return
	}
	f.P("*v = $1(d.$2())", typ, method(u))
}

func (p *goPackage) writeDefined(f *fileOf, d *contract.Decl, as form) {
	u := d.Underlying
	switch {
	case asPointer(u):
		p.write(f, u, behind(p.converted(f, u)), as)
	case u.Kind == contract.KindInt:
		f.P("e.Int(int64(*v))")
	case u.Kind == contract.KindUint:
		f.P("e.Uint(uint64(*v))")
	default:
		f.P("e.$1($2(*v))", method(u), f.Type(u))
	}
}

// asPointer says whether a defined type is read through a pointer of its underlying type, rather than converted.
func asPointer(u *contract.Type) bool {
	return hasFunction(u) || u.Kind == contract.KindKnown || u.Kind == contract.KindPointer || u.Known != nil
}

// converted is v as a pointer to the underlying type.
func (p *goPackage) converted(f *fileOf, u *contract.Type) gosrc.Expr {
	return gosrc.X("(*$1)(v)", f.Type(u))
}
