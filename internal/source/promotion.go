package source

import (
	"cmp"
	"go/ast"
	"slices"

	"tenon/internal/contract"
)

// collect walks a struct and what it embeds, level by level. Exported says whether there is any exported field.
func (ld *load) collect(d *declared, body *ast.StructType, sc scope) (fields []*rawField, exported bool) {
	current := []level{{owner: d.obj.name, id: d.decl.ID, body: body, sc: sc}}
	visited := map[string]bool{d.decl.ID: true}
	before := len(ld.list)
	for depth := 0; len(current) > 0 && depth < maxDepth; depth++ {
		var next []level
		for _, l := range current {
			for i, field := range l.body.Fields.List {
				if len(fields) > 2*maxFields || len(next) > maxFields {
					return fields, exported
				}
				if len(field.Names) == 0 {
					inner, own, ok := ld.embedded(l, i, field)
					exported = exported || ok || len(ld.list) > before
					if own != nil {
						fields, exported = append(fields, own), true
					}
					if !ok || visited[inner.id] {
						continue
					}
					if same := slices.IndexFunc(next, func(o level) bool { return o.id == inner.id }); same >= 0 {
						next[same].twice = true
						continue
					}
					next = append(next, inner)
					continue
				}
				for j, name := range field.Names {
					if f, ok := ld.namedField(l, i<<12+j, field, name); ok {
						fields = append(fields, f)
					}
					exported = exported || ast.IsExported(name.Name)
				}
			}
		}
		for _, l := range next {
			visited[l.id] = true
		}
		current = next
	}
	return fields, exported
}

// embedded reads an embedded field: own is the field if it is one of its own, and ok says whether inner is a struct
// whose fields are promoted.
func (ld *load) embedded(l level, order int, field *ast.Field) (inner level, own *rawField, ok bool) {
	expr := ast.Unparen(field.Type)
	pointer := false
	if star, isStar := expr.(*ast.StarExpr); isStar {
		pointer, expr = true, ast.Unparen(star.X)
	}
	name := embeddedName(expr)
	if name == nil {
		ld.report(notAType, field.Type.Pos(), "an embedded field of "+l.owner)
		return inner, nil, false
	}
	f := &rawField{name: name.Name, at: name.Pos(), expr: field.Type, sc: l.sc, doc: docOf(field.Doc, field.Comment),
		path: append(slices.Clone(l.path), name.Name), embeds: l.embeds, index: append(slices.Clone(l.index), order<<12),
		owner: l.owner, twice: l.twice}
	what := "the embedded " + name.Name + " of " + l.owner
	ref, state := ld.namedRef(expr, l.sc, what)
	if state == refFailed {
		return inner, nil, false
	}
	if travels := ld.readFieldTags(f, field.Tag); !travels {
		return inner, nil, false
	}
	if state == refKnown || state == refObject && (ld.ownMethod(ref.obj, "MarshalJSON") != nil || ld.ownMethod(ref.obj, "MarshalText") != nil) {
		ld.report(embeddedMarshaler, f.at, name.Name, l.owner)
		return inner, nil, false
	}
	var body *ast.StructType
	var sc scope
	if state == refObject {
		under, at, known, fine := ld.underlying(ref.obj, ref.env)
		if !fine {
			return inner, nil, false
		}
		if known == nil {
			body, _ = under.(*ast.StructType)
			sc = at
		}
	}
	if body == nil || f.tagged {
		if !ast.IsExported(name.Name) {
			return inner, nil, false
		}
		return inner, f, false
	}
	if pointer && !ast.IsExported(name.Name) {
		ld.report(embeddedPointer, f.at, name.Name, l.owner)
		return inner, nil, false
	}
	p := ref.obj.file.pkg
	inner = level{owner: ref.obj.name, id: ref.id, body: body, sc: sc, path: l.path, embeds: l.embeds, index: f.index, twice: l.twice}
	// Go promotes the fields of an unexported struct, so other packages reach them without naming it.
	if ast.IsExported(name.Name) {
		inner.path = f.path
		inner.embeds = append(slices.Clone(l.embeds), &contract.Embed{Name: name.Name, Pointer: pointer,
			Go: contract.GoType{ImportPath: p.path, Package: p.name, Name: ref.obj.name, Args: ref.args}})
	}
	return inner, nil, true
}

// embeddedName is the name that an embedded type gives its field.
func embeddedName(expr ast.Expr) *ast.Ident {
	base, _ := splitIndex(expr)
	switch t := base.(type) {
	case *ast.Ident:
		return t
	case *ast.SelectorExpr:
		return t.Sel
	}
	return nil
}

// dominant chooses among fields of one name as encoding/json does: the shallowest wins, among those the one with a
// name in its tag, and if that leaves several, none travels.
func (ld *load) dominant(d *declared, raw []*rawField) []*rawField {
	type key struct {
		in   contract.Place
		wire string
	}
	if !sharesName(raw) && !slices.ContainsFunc(raw, func(f *rawField) bool { return len(f.index) > 1 }) {
		return raw
	}
	byName := make(map[key][]*rawField, len(raw))
	for _, f := range raw {
		k := key{f.in, f.wire}
		byName[k] = append(byName[k], f)
	}
	var kept []*rawField
	for _, f := range raw {
		k := key{f.in, f.wire}
		group, ok := byName[k]
		if !ok {
			continue
		}
		delete(byName, k)
		winner, rivals := choose(group)
		switch {
		case rivals > 1 && len(winner.index) == 1:
			ld.report(wireNameTwice, group[1].at, group[1].wire, group[0].name, group[1].name, d.obj.name)
		case rivals > 1:
			ld.report(ambiguousField, winner.at, winner.wire, d.obj.name)
		default:
			kept = append(kept, winner)
		}
	}
	slices.SortStableFunc(kept, func(a, b *rawField) int { return slices.Compare(a.index, b.index) })
	return slices.DeleteFunc(kept, func(f *rawField) bool {
		hidden := len(f.path) < len(f.index) && hiddenInGo(raw, f)
		if hidden {
			ld.report(hiddenField, f.at, f.name, d.obj.name)
		}
		return hidden
	})
}

// sharesName says whether two fields may have one name: a quick look for the common struct, where none do.
func sharesName(raw []*rawField) bool {
	if len(raw) > 40 {
		return true
	}
	for i, f := range raw {
		for _, o := range raw[:i] {
			if o.wire == f.wire {
				return true
			}
		}
	}
	return false
}

// choose is the field that wins, and how many have an equal right to it.
func choose(group []*rawField) (winner *rawField, rivals int) {
	ordered := slices.Clone(group)
	slices.SortStableFunc(ordered, func(a, b *rawField) int {
		return cmp.Or(cmp.Compare(len(a.index), len(b.index)), cmp.Compare(rank(a), rank(b)))
	})
	winner = ordered[0]
	for _, f := range ordered {
		if len(f.index) == len(winner.index) && f.tagged == winner.tagged {
			rivals++
			if f.twice {
				rivals++
			}
		}
	}
	return winner, rivals
}

func rank(f *rawField) int {
	if f.tagged {
		return 0
	}
	return 1
}

// hiddenInGo says whether Go's own promotion leads elsewhere than to a field below an unexported embedded struct.
func hiddenInGo(raw []*rawField, f *rawField) bool {
	return slices.ContainsFunc(raw, func(o *rawField) bool {
		return o.name == f.name && o.at != f.at && len(o.index) <= len(f.index)
	})
}
