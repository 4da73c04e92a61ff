package gowire

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
)

// keyKind says how a key of a map stands in the name of a member.
type keyKind int

const (
	textKey   keyKind = iota // a Go string
	intKey                   // digits
	uintKey                  // digits without a sign
	customKey                // MarshalText
)

func kindOfKey(t *contract.Type) keyKind {
	switch {
	case t.Kind == contract.KindRef && t.Decl.Kind == contract.DeclText:
		return customKey
	case t.Kind == contract.KindKnown:
		switch t.Known.Codec {
		case contract.CodecString:
			return textKey
		case contract.CodecDuration:
			return intKey
		}
		return customKey
	}
	switch u := underlying(t); u.Kind {
	case contract.KindInt:
		return intKey
	case contract.KindUint:
		return uintKey
	case contract.KindKnown, contract.KindRef:
		if u != t {
			return kindOfKey(u)
		}
	}
	return textKey
}

// readMap reads an object of any names. The last of two keys that are equal in Go would win; it is a violation.
func (p *goPackage) readMap(f *fileOf, t *contract.Type) {
	key := f.Type(t.Key)
	f.P(`
		entries := $1{}
		if d.Object() {
		for d.Member() {
	`, f.Type(t))
	switch kindOfKey(t.Key) {
	case intKey, uintKey:
		read := gosrc.X("IntKey")
		if kindOfKey(t.Key) == uintKey {
			read = gosrc.X("UintKey")
		}
		f.P(`
			key, ok := $1.$2[$3](d)
			if !ok {
				d.Skip()
				continue
			}
		`, f.wire, read, key)
	case customKey:
		f.P(`
			var key $1
			if !d.TextKey(&key) {
				d.Skip()
				continue
			}
			if _, again := entries[key]; again {
				d.Again()
			}
		`, key)
	default:
		f.P("key := $1(d.Name())", key)
	}
	p.checkKey(f, t.Key, true)
	p.readNew(f, t.Elem, "entry")
	f.P(`
			entries[key] = entry
		}
		}
		*v = entries
	`)
}

// checkKey checks that a key is one of the values of its enum.
func (p *goPackage) checkKey(f *fileOf, key *contract.Type, reading bool) {
	if key.Kind != contract.KindRef || key.Decl.Kind != contract.DeclEnum || key.Decl.Open {
		return
	}
	values := p.values(f, key.Decl)
	f.P("switch key {")
	f.P("case $1:", gosrc.Join(values.cases, ", "))
	f.P("default:")
	if reading {
		f.P("d.OneOfNames($1)", gosrc.Join(values.shown, ", "))
	} else {
		f.P("e.Fail($1)", gosrc.Str("a key is none of the values of "+key.Decl.Name))
	}
	f.P("}")
}

// writeMap appends an object, its members sorted by name.
func (p *goPackage) writeMap(f *fileOf, t *contract.Type, as form) {
	f.P(`
		if !e.Object() {
			return
		}
	`)
	name := gosrc.X("name")
	switch kindOfKey(t.Key) {
	case intKey:
		f.P("for _, name := range $1.SortedInts(*v) {", f.wire)
	case uintKey:
		f.P("for _, name := range $1.SortedUints(*v) {", f.wire)
	case customKey:
		f.P("for _, name := range $1.SortedTexts(e, *v) {", f.wire)
	default:
		f.P("for _, key := range $1.SortedKeys(*v) {", f.wire)
		name = gosrc.X("key")
		if t.Key.Kind != contract.KindString {
			name = gosrc.X("string(key)")
		}
	}
	if kindOfKey(t.Key) != textKey {
		f.P("key := name.Key")
		name = gosrc.X("name.Name")
	}
	p.checkKey(f, t.Key, false)
	f.P("e.MemberNamed($1)", name)
	f.P("entry := (*v)[key]")
	p.write(f, t.Elem, variable(gosrc.X("entry")), as)
	f.P(`
		}
		e.EndObject()
	`)
}
