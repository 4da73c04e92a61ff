package source

import (
	"cmp"
	"go/ast"
	"go/constant"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// fillEnum makes an enum of a named basic type that has two or more constants in its package. Constants that are not
// exported do not count: nobody else can name them.
func (ld *load) fillEnum(d *declared) {
	found := ld.constantsOf(d.obj)
	open := ld.enumOpen(d)
	kind := d.decl.Underlying.Kind
	switch {
	case len(found) < 2:
		return
	case kind == contract.KindBool, kind == contract.KindFloat && open:
		return
	case kind == contract.KindFloat:
		ld.report(floatEnum, d.obj.at, d.obj.name)
		return
	}
	d.decl.Kind, d.decl.Open = contract.DeclEnum, open
	taken := map[string]string{}
	for _, o := range found {
		v, ok := ld.enumValue(d, o)
		if !ok {
			ld.report(enumConstant, o.at, o.name, d.obj.name)
			continue
		}
		if same := sameValue(d.decl, v); same != nil {
			if _, isAlias := ast.Unparen(o.value).(*ast.Ident); !isAlias {
				ld.report(enumTwice, o.at, o.name, same.GoName, d.obj.name)
			}
			continue
		}
		v.VarName = varName(o.name, d.obj.name, taken)
		if other, ok := taken[v.VarName]; ok {
			ld.report(enumNames, o.at, o.name, other, v.VarName)
			continue
		}
		taken[v.VarName] = o.name
		d.decl.Values = append(d.decl.Values, v)
	}
}

// enumOpen reads //tenon:enum open.
func (ld *load) enumOpen(d *declared) bool {
	dir, ok := find(d.dirs, "enum")
	if !ok {
		return false
	}
	if word := dir.arg(0); word.text != "open" {
		ld.report(badEnum, word.at, word.text)
		return false
	}
	ld.extraArgs(dir, 1)
	return true
}

// constantsOf are the exported constants of a named type in its package, in the order of declaration. Most name the
// type; others have it by an alias or by their value.
func (ld *load) constantsOf(typ *object) []*object {
	p := typ.file.pkg
	found := slices.Clone(p.typed[typ.name])
	for _, alias := range p.aliases[typ.name] {
		found = append(found, p.typed[alias]...)
	}
	for _, o := range p.untyped {
		if ld.constantOf(o).kind.named == typ {
			found = append(found, o)
		}
	}
	found = slices.DeleteFunc(found, func(o *object) bool { return !ast.IsExported(o.name) })
	slices.SortStableFunc(found, func(a, b *object) int {
		return cmp.Or(strings.Compare(a.file.name, b.file.name), cmp.Compare(a.at, b.at))
	})
	return found
}

// enumValue is the value of a constant, if it is one that an enum can hold.
func (ld *load) enumValue(d *declared, o *object) (*contract.Value, bool) {
	c := ld.constantOf(o)
	if c.value == nil {
		return nil, false
	}
	v := &contract.Value{GoName: o.name, Doc: docOf(o.doc, o.line), Pos: ld.pos(o.at)}
	if d.decl.Underlying.Kind == contract.KindString {
		if c.value.Kind() != constant.String {
			return nil, false
		}
		v.Str = constant.StringVal(c.value)
		return v, true
	}
	n, ok := constant.Int64Val(constant.ToInt(c.value))
	v.Int = n
	return v, ok
}

// sameValue is the value of the enum that equals v, or nil.
func sameValue(d *contract.Decl, v *contract.Value) *contract.Value {
	for _, o := range d.Values {
		if o.Str == v.Str && o.Int == v.Int {
			return o
		}
	}
	return nil
}

// varName is the name of a constant without the prefix of its type, in upper snake case. What is left must be an
// identifier that is not taken, else the whole name counts.
func varName(name, typ string, taken map[string]string) string {
	if rest, ok := strings.CutPrefix(name, typ); ok {
		short := naming.UpperSnake(rest)
		if _, used := taken[short]; short != "" && !used && (short[0] < '0' || short[0] > '9') {
			return short
		}
	}
	return naming.UpperSnake(name)
}

// valueJSON is an enum value as JSON.
func valueJSON(d *contract.Decl, v *contract.Value) string {
	if d.Underlying.Kind == contract.KindString {
		return quoteJSON(v.Str)
	}
	return strconv.FormatInt(v.Int, 10)
}
