package pyclient

import (
	"tenon/internal/emit/pyclient/pysrc"
)

// typ is a Python type. It can be written in the models file, where models stand by their own names, and in the client,
// where they are members of models.
type typ struct {
	kind  typeKind
	plain pysrc.Expr // ofPlain: str, int, Any, datetime.datetime …
	decl  *decl      // ofDecl
	args  []typ      // ofList, ofDict: the element; ofUnion: the members
}

type typeKind uint8

const (
	ofPlain typeKind = iota
	ofDecl
	ofList
	ofDict
	ofUnion
	ofNone
)

var (
	anyType   = typ{plain: pysrc.X("Any")}
	strType   = typ{plain: pysrc.X("str")}
	intType   = typ{plain: pysrc.X("int")}
	floatType = typ{plain: pysrc.X("float")}
	boolType  = typ{plain: pysrc.X("bool")}
	bytesType = typ{plain: pysrc.X("bytes")}
	noneType  = typ{kind: ofNone, plain: pysrc.X("None")}
)

func listOf(t typ) typ { return typ{kind: ofList, args: []typ{t}} }
func dictOf(t typ) typ { return typ{kind: ofDict, args: []typ{t}} }

// union joins types, each of them once, None last. Any takes in everything.
func union(members ...typ) typ {
	var list []typ
	none := false
	var add func(t typ)
	add = func(t typ) {
		switch t.kind {
		case ofNone:
			none = true
		case ofUnion:
			for _, m := range t.args {
				add(m)
			}
		default:
			for _, known := range list {
				if known.same(t) {
					return
				}
			}
			list = append(list, t)
		}
	}
	for _, m := range members {
		add(m)
	}
	for _, m := range list {
		if m.same(anyType) {
			return anyType
		}
	}
	if none {
		list = append(list, noneType)
	}
	switch len(list) {
	case 0:
		return anyType
	case 1:
		return list[0]
	}
	return typ{kind: ofUnion, args: list}
}

func (t typ) same(u typ) bool { return t.expr(false).String() == u.expr(false).String() }

// orNone is the type with None.
func (t typ) orNone() typ { return union(t, noneType) }

// expr is the type as source. inClient says that it stands in the client, outside of the models file.
func (t typ) expr(inClient bool) pysrc.Expr {
	switch t.kind {
	case ofDecl:
		if inClient {
			return pysrc.X("models.$1", pysrc.N(t.decl.name))
		}
		return pysrc.N(t.decl.name)
	case ofList:
		return pysrc.X("list[$1]", t.args[0].expr(inClient).Flat())
	case ofDict:
		return pysrc.X("dict[str, $1]", t.args[0].expr(inClient).Flat())
	case ofUnion:
		parts := make([]pysrc.Expr, len(t.args))
		for i, m := range t.args {
			parts[i] = m.expr(inClient)
		}
		return pysrc.Or(parts...)
	default:
		return t.plain
	}
}

// uses reports the names that the type needs from elsewhere: "Any", "Literal", "datetime", "uuid", "models".
func (t typ) uses(report func(string)) {
	switch t.kind {
	case ofDecl:
		report("models")
	case ofPlain:
		s := t.plain.String()
		for _, w := range []string{"Any", "Literal", "datetime", "uuid", "_models"} {
			if len(s) >= len(w) && s[:len(w)] == w {
				report(w)
			}
		}
	}
	for _, a := range t.args {
		a.uses(report)
	}
}
