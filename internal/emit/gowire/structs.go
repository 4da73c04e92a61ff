package gowire

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf16"

	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// structs writes the functions of all structs.
func (p *goPackage) structs(f *fileOf) {
	for _, d := range p.module.Decls {
		if d.Kind != contract.DeclStruct || !p.travels(d) {
			continue
		}
		f.begin()
		p.readStruct(f, d)
		f.Blank()
		p.writeStruct(f, d, travelling)
	}
}

// begin begins the functions of one more type.
func (f *fileOf) begin() {
	if f.used {
		f.Blank()
	}
	f.used = true
}

// bodyFields are the fields that are members of the JSON object.
func bodyFields(d *contract.Decl) []*contract.Field {
	return slices.DeleteFunc(slices.Clone(d.Fields), func(f *contract.Field) bool { return f.In != "" })
}

// seenBits is how many required fields one variable remembers.
const seenBits = 64

func (p *goPackage) readStruct(f *fileOf, d *contract.Decl) {
	fields := bodyFields(d)
	var required []*contract.Field
	for _, field := range fields {
		if field.Required {
			required = append(required, field)
		}
	}
	f.Comment("decode" + p.declName(d) + " reads " + article(d.Name) + ".")
	f.P("func decode$1(d *$2.Decoder, v *$3) {", gosrc.Name(p.declName(d)), f.wire, f.GoType(d.Go))
	f.P(`
		if !d.Object() {
			return
		}
	`)
	for i := 0; i < len(required); i += seenBits {
		f.P("var $1 uint64 // which of the required members were there", seenName(i))
	}
	for _, field := range fields {
		if field.Default != nil && len(embeddedPointers(field)) == 0 {
			p.setDefault(f, field)
		}
	}
	if len(fields) == 0 {
		f.P(`
			for d.Member() {
				d.Skip()
			}
			}
		`)
		return
	}
	f.P("for d.Member() {")
	f.P("switch string(d.Name()) {")
	for _, field := range fields {
		f.P("case $1:", gosrc.Str(field.Wire))
		if i := slices.Index(required, field); i >= 0 {
			f.P("$1 |= 1 << $2", seenName(i), gosrc.Int(int64(i%seenBits)))
		}
		p.allocateEmbedded(f, field, fields)
		p.readField(f, field)
	}
	f.P(`
		default:
			d.Skip()
		}
		}
	`)
	p.missing(f, required)
	f.P("}")
}

// declName is the name of the functions of a declared type.
func (p *goPackage) declName(d *contract.Decl) string {
	return p.names.Of(&contract.Type{Kind: contract.KindRef, Ref: d.ID, Decl: d})
}

// seenName is the variable that remembers the i-th required field.
func seenName(i int) gosrc.Ident {
	if i < seenBits {
		return gosrc.Name("seen")
	}
	return gosrc.Name("seen" + strconv.Itoa(i/seenBits+1))
}

// missing notes the required fields that were not there.
func (p *goPackage) missing(f *fileOf, required []*contract.Field) {
	for i := 0; i < len(required); i += seenBits {
		part := required[i:min(i+seenBits, len(required))]
		names := make([]gosrc.Expr, len(part))
		for j, field := range part {
			names[j] = gosrc.X("$1", gosrc.Str(field.Wire))
		}
		all := gosrc.X("1<<$1-1", gosrc.Int(int64(len(part))))
		if len(part) == 1 {
			all = gosrc.X("1")
		}
		f.P("if $1 != $2 {", seenName(i), all)
		f.P("d.Missing($1, $2)", seenName(i), gosrc.Join(names, ", "))
		f.P("}")
	}
}

// allocateEmbedded makes the structs behind embedded pointers on the way to a field. They exist only if one of their
// fields is present; then their defaults hold too.
func (p *goPackage) allocateEmbedded(f *fileOf, field *contract.Field, all []*contract.Field) {
	for _, depth := range embeddedPointers(field) {
		at := selector("v", field.Path[:depth+1])
		f.P("if $1 == nil {", at)
		f.P("$1 = new($2)", at, f.GoType(field.Embedded[depth].Go))
		for _, other := range all {
			pointers := embeddedPointers(other)
			if other.Default != nil && len(pointers) > 0 && pointers[len(pointers)-1] == depth &&
				slices.Equal(other.Path[:depth+1], field.Path[:depth+1]) {
				p.setDefault(f, other)
			}
		}
		f.P("}")
	}
}

// embeddedPointers are the indices of the embedded pointers on the way to a field.
func embeddedPointers(field *contract.Field) []int {
	var at []int
	for i, e := range field.Embedded {
		if e.Pointer {
			at = append(at, i)
		}
	}
	return at
}

// selector is a field of a variable, or of what is embedded in it.
func selector(variable string, path []string) gosrc.Expr {
	x := gosrc.X("$1", gosrc.Name(variable))
	for _, name := range path {
		x = gosrc.X("$1.$2", x, gosrc.Name(name))
	}
	return x
}

// fieldPlace is where a field lies. Embedded structs whose names are not exported are left out of the way: Go finds
// their fields by itself.
func fieldPlace(of string, field *contract.Field) place {
	var path []string
	for _, e := range field.Embedded {
		if isExported(e.Name) {
			path = append(path, e.Name)
		}
	}
	path = append(path, field.Name)
	return variable(selector(of, path))
}

// readField reads a field and checks its rules, which do not hold for null.
func (p *goPackage) readField(f *fileOf, field *contract.Field) {
	at, t := fieldPlace("v", field), field.Type
	nullable := t.Kind == contract.KindPointer
	if nullable {
		if field.Default != nil { // null is said, which is not the same as nothing said
			f.P("$1 = nil", at.value)
		}
		t = t.Elem
		f.P("if !d.Null() {")
		f.P("$1 = new($2)", at.value, f.Type(t))
		at = deref(at)
	}
	if field.Quoted {
		p.readQuoted(f, t, at)
	} else {
		p.read(f, t, at)
	}
	if !field.Rules.IsZero() {
		p.check(f, t, at, field)
	}
	if nullable {
		f.P("}")
	}
}

func (p *goPackage) writeStruct(f *fileOf, d *contract.Decl, as form) {
	fields := bodyFields(d)
	name := p.writerName(d, as)
	f.Comment("append" + name + " appends " + article(d.Name) + ".")
	if as == topical {
		sortCanonically(fields)
	}
	f.P("func append$1(e *$2.Encoder, v *$3) {", gosrc.Name(name), f.wire, f.GoType(d.Go))
	f.P(`
		if !e.Object() {
			return
		}
	`)
	for _, field := range fields {
		p.writeField(f, field, as)
	}
	f.P(`
		e.EndObject()
		}
	`)
}

// writerName is what the function that writes a form of a declaration is called, behind append.
func (p *goPackage) writerName(d *contract.Decl, as form) string {
	if as == topical {
		return p.names.TopicOf(&contract.Type{Kind: contract.KindRef, Ref: d.ID, Decl: d})
	}
	return p.declName(d)
}

// sortCanonically sorts fields as RFC 8785 sorts names: by UTF-16 code units.
func sortCanonically(fields []*contract.Field) {
	slices.SortFunc(fields, func(a, b *contract.Field) int {
		return slices.CompareFunc(utf16.Encode([]rune(a.Wire)), utf16.Encode([]rune(b.Wire)), cmp.Compare[uint16])
	})
}

// writeField appends a member. In a topic every field is present, whatever the tag says; one that lies behind an
// embedded pointer that is nil is as a pointer that is nil.
func (p *goPackage) writeField(f *fileOf, field *contract.Field, as form) {
	conditions := p.present(f, field, as)
	if !conditions.IsZero() {
		f.P("if $1 {", conditions)
	}
	f.P("e.Member($1)", gosrc.Str(memberName(field.Wire)))
	at := fieldPlace("v", field)
	t := field.Type
	if as == travelling && t.Kind == contract.KindPointer && (field.Omit || field.OmitZero) && field.Default == nil {
		t, at = t.Elem, deref(at) // it is not nil here
	}
	if field.Quoted {
		p.writeQuoted(f, t, at, as)
	} else {
		p.write(f, t, at, as)
	}
	if conditions.IsZero() {
		return
	}
	if as == topical {
		f.P("} else {")
		f.P("e.Member($1)", gosrc.Str(memberName(field.Wire)))
		f.P("e.String($1)", gosrc.Str(""))
	}
	f.P("}")
}

// isExported says whether a Go name can be used from another package.
func isExported(name string) bool {
	for _, r := range name {
		return isUpper(r)
	}
	return false
}
