package gowire

import (
	"slices"
	"strings"
	"unicode"

	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
	"tenon/internal/schema"
)

func isUpper(r rune) bool { return unicode.IsUpper(r) }

// memberName is a name as JSON with the colon behind it.
func memberName(wire string) string {
	return string(schema.Quote(wire)) + ":"
}

// present is the condition under which a field is written; zero if it always is. A field with a default is: what is
// left out would come back as the default.
func (p *goPackage) present(f *fileOf, field *contract.Field, as form) gosrc.Expr {
	var all []gosrc.Expr
	for _, depth := range embeddedPointers(field) {
		all = append(all, gosrc.X("$1 != nil", selector("v", field.Path[:depth+1])))
	}
	at := fieldPlace("v", field)
	omits := as == travelling && field.Default == nil
	if omits && field.Omit {
		if c := p.notEmpty(f, field.Type, at); !c.IsZero() {
			all = append(all, c)
		}
	}
	if omits && field.OmitZero {
		if c := p.notZero(f, field.Type, at); !slices.Contains(all, c) { // of a basic type both mean the same
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return gosrc.Expr{}
	}
	return gosrc.Join(all, " && ")
}

// notEmpty is the condition that omitempty stands for: false, 0, nil, and what has no length are left out; structs
// never are.
func (p *goPackage) notEmpty(f *fileOf, t *contract.Type, at place) gosrc.Expr {
	if t.Kind == contract.KindRef {
		switch t.Decl.Kind {
		case contract.DeclStruct:
			return gosrc.Expr{}
		case contract.DeclUnion:
			return gosrc.X("$1 != nil", at.value)
		case contract.DeclText, contract.DeclCustom:
			return gosrc.X("!$1.IsEmpty($2)", f.wire, at.pointer)
		}
		t = underlying(t)
		if t.Kind == contract.KindRef {
			return p.notEmpty(f, t, at)
		}
	}
	switch t.Kind {
	case contract.KindBool:
		return gosrc.X("$1", at.value)
	case contract.KindString:
		return gosrc.X("$1 != $2", at.value, gosrc.Str(""))
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return gosrc.X("$1 != 0", at.value)
	case contract.KindSlice, contract.KindMap, contract.KindBytes:
		return gosrc.X("len($1) > 0", at.value)
	case contract.KindArray:
		if t.Len > 0 {
			return gosrc.Expr{}
		}
		return gosrc.X("len($1) > 0", at.value)
	case contract.KindKnown:
		return p.knownNotEmpty(f, t.Known, at)
	case contract.KindAny:
		if t.Known != nil {
			return gosrc.X("len($1) > 0", at.value)
		}
	}
	return gosrc.X("$1 != nil", at.value)
}

func (p *goPackage) knownNotEmpty(f *fileOf, k *contract.Known, at place) gosrc.Expr {
	switch k.Codec {
	case contract.CodecTime:
		return gosrc.Expr{}
	case contract.CodecDuration:
		return gosrc.X("$1 != 0", at.value)
	case contract.CodecString:
		return gosrc.X("$1 != $2", at.value, gosrc.Str(""))
	case contract.CodecRaw:
		return gosrc.X("len($1) > 0", at.value)
	}
	return gosrc.X("!$1.IsEmpty($2)", f.wire, at.pointer)
}

// notZero is the condition that omitzero stands for: the zero value is left out, and what says of itself that it is
// zero.
func (p *goPackage) notZero(f *fileOf, t *contract.Type, at place) gosrc.Expr {
	switch t.Kind {
	case contract.KindBool:
		return gosrc.X("$1", at.value)
	case contract.KindString:
		return gosrc.X("$1 != $2", at.value, gosrc.Str(""))
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return gosrc.X("$1 != 0", at.value)
	case contract.KindSlice, contract.KindMap, contract.KindBytes:
		return gosrc.X("$1 != nil", at.value)
	case contract.KindAny:
		return gosrc.X("$1 != nil", at.value)
	case contract.KindPointer:
		if !hasFunction(t.Elem) && t.Elem.Kind != contract.KindKnown && t.Elem.Kind != contract.KindPointer {
			return gosrc.X("$1 != nil", at.value)
		}
	case contract.KindKnown:
		switch t.Known.Codec {
		case contract.CodecTime:
			return gosrc.X("!$1.IsZero()", at.value)
		case contract.CodecDuration:
			return gosrc.X("$1 != 0", at.value)
		}
	}
	return gosrc.X("!$1.IsZero($2)", f.wire, at.pointer)
}

// setDefault gives a field its default before it is read.
func (p *goPackage) setDefault(f *fileOf, field *contract.Field) {
	at := fieldPlace("v", field)
	t := field.Type
	if t.Kind == contract.KindPointer {
		t = t.Elem
		f.P("$1 = new($2)", at.value, f.Type(t))
		at = deref(at)
	}
	if value, ok := p.constant(f, t, field.Default.JSON); ok {
		f.P("$1 = $2", at.value, value)
		return
	}
	f.P("{")
	f.P("quoted := d.Instead($1)", gosrc.Str(field.Default.JSON))
	if field.Quoted && strings.HasPrefix(field.Default.JSON, `"`) {
		p.readQuoted(f, t, at)
	} else {
		p.read(f, t, at)
	}
	f.P("d.Unquoted(quoted)")
	f.P("}")
}

// constant is a JSON scalar as a Go constant that can be assigned to a type, if there is such a constant.
func (p *goPackage) constant(f *fileOf, t *contract.Type, json string) (gosrc.Code, bool) {
	if t.Kind == contract.KindRef && t.Decl.Kind == contract.DeclEnum {
		for _, v := range t.Decl.Values {
			if isExported(v.GoName) && p.valueJSON(t.Decl, v) == json {
				return p.valueCode(f, t.Decl, v), true
			}
		}
	}
	if t.Kind == contract.KindRef && t.Decl.Kind != contract.DeclEnum && t.Decl.Kind != contract.DeclDefined {
		return nil, false
	}
	switch underlying(t).Kind {
	case contract.KindBool:
		return gosrc.Name(json), json == "true" || json == "false"
	case contract.KindString:
		return stringConstant(json)
	case contract.KindInt, contract.KindUint:
		return integerConstant(json)
	case contract.KindFloat:
		return finiteConstant(json)
	}
	return nil, false
}

// stringConstant is a JSON string as a literal.
func stringConstant(json string) (gosrc.Code, bool) {
	v, err := schema.Parse([]byte(json))
	if err != nil || !strings.HasPrefix(json, `"`) {
		return nil, false
	}
	return gosrc.Str(v.Text), true
}
