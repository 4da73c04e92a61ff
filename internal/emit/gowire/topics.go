package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// topicForms writes the functions that write values as they name a topic: every field present and in the order of
// RFC 8785, "" for a pointer that is nil. Only types that look otherwise there have one. Writing one may ask for
// another.
func (p *goPackage) topicForms(f *fileOf) {
	for i := 0; i < len(p.topics); i++ {
		t := p.topics[i]
		f.begin()
		if t.Kind == contract.KindRef {
			switch t.Decl.Kind {
			case contract.DeclStruct:
				p.writeStruct(f, t.Decl, topical)
				continue
			case contract.DeclUnion:
				p.writeUnion(f, t.Decl, topical)
				continue
			}
		}
		name := p.names.TopicOf(t)
		f.Comment("append" + name + " appends " + describe(t) + ".")
		f.P("func append$1(e *$2.Encoder, v *$3) {", gosrc.Name(name), f.wire, f.Type(t))
		if t.Kind == contract.KindRef {
			p.writeDefined(f, t.Decl, topical)
		} else {
			p.writeComposite(f, t, topical)
		}
		f.P("}")
	}
}
