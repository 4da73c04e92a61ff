package source

import (
	"cmp"
	"slices"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// finishTypes checks what can be checked only once every type is filled.
func (ld *load) finishTypes() {
	for _, k := range ld.keys {
		if !isKey(k.typ) {
			ld.report(badKey, k.at, k.what)
		}
	}
	if ld.list.HasErrors() && ld.unfilled() {
		return
	}
	ld.nameSchemas()
	for _, p := range ld.rules {
		ld.fieldRules(p)
	}
	for _, d := range ld.order {
		if d.decl.Kind == contract.DeclUnion {
			ld.finishUnion(d)
		}
	}
	ld.checkContainment()
	ld.markRecursive()
}

// unfilled says whether a type could not be found out.
func (ld *load) unfilled() bool {
	return slices.ContainsFunc(ld.order, func(d *declared) bool { return !isFilled(d.decl) })
}

func isFilled(d *contract.Decl) bool {
	switch d.Kind {
	case "":
		return false
	case contract.DeclDefined, contract.DeclEnum:
		return d.Underlying != nil
	}
	return true
}

// isKey says whether a type can be the key of a map: a string, an integer or a text.
func isKey(t *contract.Type) bool {
	switch t.Kind {
	case contract.KindString, contract.KindInt, contract.KindUint:
		return true
	case contract.KindKnown:
		return t.Known.Codec == contract.CodecText || t.Known.Codec == contract.CodecString
	case contract.KindRef:
		switch t.Decl.Kind {
		case contract.DeclText, "":
			return true
		case contract.DeclEnum, contract.DeclDefined:
			return isKey(t.Decl.Underlying)
		}
	}
	return false
}

// nameSchemas gives every declaration its schema name: the Go name, with the names of type arguments behind it. Types
// of one name are qualified by their packages.
func (ld *load) nameSchemas() {
	byName := map[string][]*declared{}
	for _, d := range ld.order {
		d.decl.Name = ld.schemaName(d, 0)
		byName[d.decl.Name] = append(byName[d.decl.Name], d)
	}
	for _, d := range ld.order {
		group := byName[d.decl.Name]
		if group[0] != d || !slices.ContainsFunc(group, func(o *declared) bool { return o.obj.file.pkg != d.obj.file.pkg }) {
			continue
		}
		ld.report(schemaTwice, group[1].obj.at, d.decl.Name, d.decl.Go.ImportPath, group[1].decl.Go.ImportPath)
		for _, one := range group {
			if one.id == "" {
				one.qualified = naming.UpperCamel(one.decl.Go.Package) + one.decl.Name
			}
		}
	}
	seen := map[string]*declared{}
	for _, d := range ld.order {
		if d.qualified != "" {
			d.decl.Name = d.qualified
		}
		if other := seen[d.decl.Name]; other != nil {
			ld.report(schemaClash, d.obj.at, d.decl.Name, other.decl.ID, d.decl.ID)
			continue
		}
		seen[d.decl.Name] = d
	}
}

// schemaName is the name of a type before others are looked at.
func (ld *load) schemaName(d *declared, depth int) string {
	name := d.id
	if name == "" {
		name = d.obj.name
	}
	for _, arg := range d.decl.Go.Args {
		name += ld.argName(arg, depth+1)
	}
	return name
}

// argName is the name of a type argument as a part of a schema name.
func (ld *load) argName(t *contract.Type, depth int) string {
	if depth > 100 {
		return ""
	}
	switch t.Kind {
	case contract.KindRef:
		if d := ld.decls[t.Ref]; d != nil {
			return ld.schemaName(d, depth)
		}
	case contract.KindKnown:
		return t.Known.Go.Name
	case contract.KindPointer:
		return "Optional" + ld.argName(t.Elem, depth+1)
	case contract.KindSlice, contract.KindArray:
		return ld.argName(t.Elem, depth+1) + "List"
	case contract.KindMap:
		return ld.argName(t.Elem, depth+1) + "Map"
	}
	return naming.UpperCamel(typeKeyName(t))
}

// typeKeyName is the name of a basic type.
func typeKeyName(t *contract.Type) string {
	if t.Kind == contract.KindBytes {
		return "bytes"
	}
	return typeKey(t)
}

// checkContainment reports types that hold themselves by value, which have no size in Go.
func (ld *load) checkContainment() {
	for _, group := range components(ld.order, holds) {
		if first := group[0]; len(group) > 1 || slices.Contains(holds(first.decl), first.decl) {
			ld.report(endlessType, first.obj.at, first.obj.name)
		}
	}
}

// holds are the declarations that one has inside, by value.
func holds(d *contract.Decl) []*contract.Decl {
	var list []*contract.Decl
	add := func(t *contract.Type) {
		for t != nil && t.Kind == contract.KindArray {
			t = t.Elem
		}
		if t != nil && t.Kind == contract.KindRef {
			list = append(list, t.Decl)
		}
	}
	if d.Kind == contract.DeclDefined {
		add(d.Underlying)
	}
	for _, f := range d.Fields {
		if !slices.ContainsFunc(f.Embedded, func(e *contract.Embed) bool { return e.Pointer }) {
			add(f.Type)
		}
	}
	return list
}

// markRecursive marks the declarations that reach themselves.
func (ld *load) markRecursive() {
	for _, group := range components(ld.order, reaches) {
		if len(group) > 1 || slices.Contains(reaches(group[0].decl), group[0].decl) {
			for _, d := range group {
				d.decl.Recursive = true
			}
		}
	}
}

// reaches are the declarations that one uses.
func reaches(d *contract.Decl) []*contract.Decl {
	var list []*contract.Decl
	var add func(t *contract.Type)
	add = func(t *contract.Type) {
		for t != nil {
			if t.Key != nil {
				add(t.Key)
			}
			if t.Kind == contract.KindRef {
				list = append(list, t.Decl)
				return
			}
			t = t.Elem
		}
	}
	add(d.Underlying)
	for _, f := range d.Fields {
		add(f.Type)
	}
	for _, m := range d.Members {
		add(m.Type)
	}
	return list
}

// finishModule checks what holds for the whole, and puts everything in its fixed order.
func (ld *load) finishModule() {
	for _, d := range ld.order {
		ld.mod.Decls = append(ld.mod.Decls, d.decl)
		if d.innerOf == "" {
			continue
		}
		for _, f := range d.decl.Fields {
			if f.In != "" {
				ld.reportAt(placeInside, f.Pos, f.Name, d.decl.Name, string(f.In), d.innerOf)
				break
			}
		}
	}
	for _, op := range ld.mod.Operations {
		if op.Body == nil || !op.Body.Split {
			continue
		}
		if i := slices.IndexFunc(ld.mod.Decls, func(d *contract.Decl) bool { return d.Name == op.Body.Name }); i >= 0 {
			ld.reportAt(schemaClash, op.Pos, op.Body.Name, "the body of "+op.Method, ld.mod.Decls[i].ID)
		}
	}
	slices.SortFunc(ld.mod.Decls, func(a, b *contract.Decl) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(ld.mod.Errors, func(a, b *contract.Sentinel) int { return strings.Compare(a.Code, b.Code) })
}
