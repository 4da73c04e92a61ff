package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
	"tenon/internal/schema"
)

// unions writes the functions of all unions.
func (p *goPackage) unions(f *fileOf) {
	for _, d := range p.module.Decls {
		if d.Kind != contract.DeclUnion {
			continue
		}
		f.begin()
		if d.Discriminator != "" {
			p.readTagged(f, d)
		} else {
			p.readUntagged(f, d)
		}
		f.Blank()
		p.writeUnion(f, d, travelling)
	}
}

// readTagged reads the member that the discriminator names.
func (p *goPackage) readTagged(f *fileOf, d *contract.Decl) {
	name := gosrc.Name(p.declName(d))
	f.Comment("decode" + name.String() + " reads the member of " + d.Name + " that " + d.Discriminator + " names.")
	f.P("func decode$1(d *$2.Decoder, v *$3) {", name, f.wire, f.GoType(d.Go))
	f.P("switch string(d.Tag($1)) {", gosrc.Str(d.Discriminator))
	tags := []gosrc.Expr{gosrc.X("$1", gosrc.Str(d.Discriminator))}
	for _, m := range d.Members {
		f.P("case $1:", gosrc.Str(m.Tag))
		p.readMember(f, m)
		tags = append(tags, gosrc.X("$1", gosrc.Str(string(schema.Quote(m.Tag)))))
	}
	f.P(`
		default:
			d.NoMember($1)
		}
		}
	`, gosrc.Join(tags, ", "))
}

// readUntagged tries every member.
func (p *goPackage) readUntagged(f *fileOf, d *contract.Decl) {
	name := gosrc.Name(p.declName(d))
	var names []gosrc.Expr
	for _, m := range d.Members {
		names = append(names, gosrc.X("$1", gosrc.Str(m.Type.Optional().Decl.Name)))
	}
	f.Comment("decode" + name.String() + " reads the member of " + d.Name + " that fits best.")
	f.P("func decode$1(d *$2.Decoder, v *$3) {", name, f.wire, f.GoType(d.Go))
	f.P(`
		for union := d.Union($1); union.Next(d); {
		switch union.Member {
	`, gosrc.Join(names, ", "))
	for i, m := range d.Members {
		f.P("case $1:", gosrc.Int(int64(i)))
		p.readMember(f, m)
	}
	f.P(`
		}
		}
		}
	`)
}

func (p *goPackage) readMember(f *fileOf, m *contract.Member) {
	t := m.Type.Optional()
	f.P("var member $1", f.Type(t))
	p.read(f, t, variable(gosrc.X("member")))
	if m.Pointer {
		f.P("*v = &member")
	} else {
		f.P("*v = member")
	}
}

// writeUnion appends the member that there is. A member that is a value may also come as a pointer: Go lets both
// implement the interface.
func (p *goPackage) writeUnion(f *fileOf, d *contract.Decl, as form) {
	name := p.writerName(d, as)
	f.Comment("append" + name + " appends the member of " + d.Name + " that there is.")
	f.P("func append$1(e *$2.Encoder, v *$3) {", gosrc.Name(name), f.wire, f.GoType(d.Go))
	f.P("switch member := (*v).(type) {")
	if as == topical {
		f.P("case nil:")
		f.P("e.String($1)", gosrc.Str(""))
	}
	for _, m := range d.Members {
		t := m.Type.Optional()
		typ := f.Type(t)
		if !m.Pointer {
			f.P("case $1:", typ)
			p.setTag(f, d, m, "member")
			p.writeMember(f, d, m, variable(gosrc.X("member")), as)
		}
		f.P(`
			case *$1:
				if member == nil {
					e.Fail($2)
					return
				}
		`, typ, gosrc.Str("the member of the union is a nil pointer"))
		if p.tagField(d, m) == nil {
			p.writeMember(f, d, m, behind(gosrc.X("member")), as)
			continue
		}
		f.P("tagged := *member")
		p.setTag(f, d, m, "tagged")
		p.writeMember(f, d, m, variable(gosrc.X("tagged")), as)
	}
	f.P(`
		default:
			e.Fail($1)
		}
		}
	`, gosrc.Str("it is no member of "+d.Name))
}

// writeMember appends a member of a union.
func (p *goPackage) writeMember(f *fileOf, d *contract.Decl, m *contract.Member, from place, as form) {
	if d.Discriminator != "" && p.tagField(d, m) == nil {
		f.P("e.Tag($1)", gosrc.Str(memberName(d.Discriminator)+string(schema.Quote(m.Tag))))
	}
	p.write(f, m.Type.Optional(), from, as)
}

// setTag sets the discriminator of a copy of a member: the union decides what it says, not what stands in the field.
func (p *goPackage) setTag(f *fileOf, d *contract.Decl, m *contract.Member, variable string) {
	field := p.tagField(d, m)
	if field == nil {
		return
	}
	t := field.Type
	at := fieldPlace(variable, field)
	if t.Kind == contract.KindPointer {
		t = t.Elem
		f.P("$1 = new($2)", at.value, f.Type(t))
		at = deref(at)
	}
	value, ok := p.constant(f, t, string(schema.Quote(m.Tag)))
	if !ok || len(embeddedPointers(field)) > 0 {
		p.fail("unsupported-discriminator", field.Pos, "the field "+field.Name+" tells the members of "+d.Name+
			" apart and is not a string", "make it a string, or leave it out: it is written anyway")
		return
	}
	f.P("$1 = $2", at.value, value)
}

// tagField is the field of a member that holds the discriminator, if it has one.
func (p *goPackage) tagField(d *contract.Decl, m *contract.Member) *contract.Field {
	if d.Discriminator == "" {
		return nil
	}
	for _, field := range m.Type.Optional().Decl.Fields {
		if field.In == "" && field.Wire == d.Discriminator {
			return field
		}
	}
	return nil
}
