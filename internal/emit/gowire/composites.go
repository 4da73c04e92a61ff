package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// composites writes the functions of types without a declaration: slices, arrays, maps, and what else travels by
// itself. Writing one may ask for another.
func (p *goPackage) composites(f *fileOf) {
	for i := 0; i < len(p.helpers); i++ {
		t := p.helpers[i]
		f.begin()
		name, typ := gosrc.Name(p.names.Of(t)), f.Type(t)
		f.Comment("decode" + name.String() + " reads " + describe(t) + ".")
		f.P("func decode$1(d *$2.Decoder, v *$3) {", name, f.wire, typ)
		switch t.Kind {
		case contract.KindSlice:
			p.readSlice(f, t)
		case contract.KindArray:
			p.readArray(f, t)
		case contract.KindMap:
			p.readMap(f, t)
		default:
			p.read(f, t, argument())
		}
		f.P("}")
		f.Blank()
		f.Comment("append" + name.String() + " appends " + describe(t) + ".")
		f.P("func append$1(e *$2.Encoder, v *$3) {", name, f.wire, typ)
		p.writeComposite(f, t, travelling)
		f.P("}")
	}
}

// describe says what a type is on the wire.
func describe(t *contract.Type) string {
	switch t.Kind {
	case contract.KindSlice:
		return "an array"
	case contract.KindArray:
		return "an array of fixed length"
	case contract.KindMap:
		return "an object of any names"
	case contract.KindPointer:
		return "a value or null"
	}
	return "a value"
}

func (p *goPackage) readSlice(f *fileOf, t *contract.Type) {
	f.P(`
		list := $1{}
		if d.Array() {
		for d.Item() {
	`, f.Type(t))
	p.readNew(f, t.Elem, "item")
	f.P(`
			list = append(list, item)
		}
		}
		*v = list
	`)
}

func (p *goPackage) readArray(f *fileOf, t *contract.Type) {
	f.P(`
		if !d.Array() {
			return
		}
		n := 0
		for d.Item() {
			if n < len(v) {
	`)
	p.read(f, t.Elem, variable(gosrc.X("v[n]")))
	f.P(`
			} else {
				d.Skip()
			}
			n++
		}
		d.Length(n, len(v))
	`)
}

func (p *goPackage) writeComposite(f *fileOf, t *contract.Type, as form) {
	switch t.Kind {
	case contract.KindSlice:
		p.writeItems(f, t, "*v", as)
	case contract.KindArray:
		p.writeItems(f, t, "v", as)
	case contract.KindMap:
		p.writeMap(f, t, as)
	default:
		p.write(f, t, argument(), as)
	}
}

// writeItems appends the items of a slice or an array.
func (p *goPackage) writeItems(f *fileOf, t *contract.Type, list string, as form) {
	item := gosrc.X("v[i]")
	ranged := gosrc.X("v")
	if list == "*v" {
		item, ranged = gosrc.X("(*v)[i]"), gosrc.X("*v")
	}
	f.P(`
		if !e.Array() {
			return
		}
		for i := range $1 {
			e.Item()
	`, ranged)
	p.write(f, t.Elem, variable(item), as)
	f.P(`
		}
		e.EndArray()
	`)
}
