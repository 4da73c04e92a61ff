package source

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
)

// readUnion reads //tenon:union A B … [on field] and finds the members. What is about their fields follows once they
// are filled.
func (ld *load) readUnion(d *declared, dir directive) {
	names := dir.args
	if i := slices.IndexFunc(names, func(w word) bool { return w.text == "on" }); i >= 0 {
		if i+1 >= len(names) {
			ld.report(unionOn, names[i].at)
		} else {
			d.decl.Discriminator, d.onAt = names[i+1].text, names[i+1].at
			ld.extraArgs(dir, i+2)
		}
		names = names[:i]
	}
	if len(names) == 0 {
		ld.report(emptyUnion, dir.at, d.obj.name)
		return
	}
	for i, name := range names {
		if slices.ContainsFunc(names[:i], func(w word) bool { return w.text == name.text }) {
			ld.report(unionTwice, name.at, name.text, d.obj.name)
			continue
		}
		if m := ld.unionMember(d, name); m != nil {
			d.decl.Members = append(d.decl.Members, m)
			d.memberAt = append(d.memberAt, name)
		}
	}
}

// unionMember finds one member by the name that the directive gives.
func (ld *load) unionMember(d *declared, name word) *contract.Member {
	expr := memberExpr(name)
	if expr == nil {
		ld.report(badMember, name.at, name.text, d.obj.name)
		return nil
	}
	sc := scope{d.obj.file, d.env}
	r, state := ld.namedRef(expr, sc, "the union "+d.obj.name)
	if state == refFailed {
		return nil
	}
	if state != refObject {
		ld.report(memberKind, name.at, name.text, d.obj.name)
		return nil
	}
	typ := ld.resolve(expr, sc, "the union "+d.obj.name)
	if typ == nil || typ.Kind != contract.KindRef {
		return nil
	}
	byValue, byPointer, missing := ld.implements(r, d.obj, d.env)
	switch {
	case byValue:
		return &contract.Member{Type: typ}
	case byPointer:
		return &contract.Member{Type: &contract.Type{Kind: contract.KindPointer, Elem: typ}, Pointer: true}
	}
	ld.report(notAMember, name.at, name.text, d.obj.name, missing)
	return nil
}

// memberExpr is Name or pkg.Name as an expression at the place of the word, or nil.
func memberExpr(name word) ast.Expr {
	pkg, member, qualified := strings.Cut(name.text, ".")
	if !token.IsIdentifier(pkg) || qualified && !token.IsIdentifier(member) {
		return nil
	}
	first := &ast.Ident{Name: pkg, NamePos: name.at}
	if !qualified {
		return first
	}
	return &ast.SelectorExpr{X: first, Sel: &ast.Ident{Name: member, NamePos: name.at + token.Pos(len(pkg)+1)}}
}

// implements says whether a type has the methods of an interface, by value or only by pointer, and names one that is
// missing.
func (ld *load) implements(r ref, face *object, env map[string]*contract.Type) (byValue, byPointer bool, missing string) {
	byValue, byPointer = true, true
	for _, want := range ld.interfaceMethods(face, env, map[*object]bool{}) {
		found, pointer := ld.findMethod(r, want.name)
		if found == nil || found.text != want.text {
			return false, false, want.name
		}
		byValue = byValue && !pointer
	}
	return byValue, byPointer, ""
}

// signatureOf is a method's name and its signature as a text that equals that of an identical signature.
type signatureOf struct{ name, text string }

// interfaceMethods are the methods of an interface, those of the interfaces that it embeds included.
func (ld *load) interfaceMethods(face *object, env map[string]*contract.Type, visited map[*object]bool) []signatureOf {
	if visited[face] {
		return nil
	}
	visited[face] = true
	ld.quiet++
	under, sc, _, _ := ld.underlying(face, env)
	ld.quiet--
	t, ok := under.(*ast.InterfaceType)
	if !ok {
		return nil
	}
	var list []signatureOf
	for _, m := range t.Methods.List {
		if fn, ok := m.Type.(*ast.FuncType); ok {
			for _, name := range m.Names {
				list = append(list, signatureOf{ld.methodName(name.Name, sc.file.pkg), ld.typeText(fn, sc, 0)})
			}
			continue
		}
		ld.quiet++
		inner, state := ld.namedRef(m.Type, sc, "")
		ld.quiet--
		if state == refObject {
			list = append(list, ld.interfaceMethods(inner.obj, inner.env, visited)...)
		}
	}
	return list
}

// methodName is a method's name; one that is not exported is another in every package.
func (ld *load) methodName(name string, p *pkg) string {
	if ast.IsExported(name) {
		return name
	}
	return p.path + "." + name
}

// foundMethod is a method with the text of its signature.
type foundMethod struct{ text string }

// findMethod finds a method of a type or of what it embeds, at the least depth. Pointer says that only a pointer to
// the type has it.
func (ld *load) findMethod(r ref, name string) (found *foundMethod, pointer bool) {
	type step struct {
		ref
		addressable bool // reached through a pointer, so that pointer methods count
	}
	current := []step{{r, false}}
	visited := map[string]bool{}
	ld.quiet++
	defer func() { ld.quiet-- }()
	for depth := 0; len(current) > 0 && depth < 50; depth++ {
		var next []step
		matches := 0
		for _, s := range current {
			if visited[s.id] {
				continue
			}
			visited[s.id] = true
			for _, m := range s.obj.file.pkg.methods[s.obj.name] {
				if ld.methodName(m.name, m.file.pkg) == name {
					matches++
					found, pointer = &foundMethod{ld.typeText(m.typ, scope{m.file, receiverEnv(m, s.ref)}, 0)}, m.pointer && !s.addressable
				}
			}
			under, sc, known, ok := ld.underlying(s.obj, s.env)
			if !ok || known != nil {
				continue
			}
			if t, isFace := under.(*ast.InterfaceType); isFace && s.obj.typeSpec.Type == under {
				for _, m := range ld.interfaceMethods(s.obj, s.env, map[*object]bool{}) {
					if m.name == name && len(t.Methods.List) > 0 {
						matches++
						found, pointer = &foundMethod{m.text}, false
					}
				}
			}
			body, isStruct := under.(*ast.StructType)
			if !isStruct {
				continue
			}
			for _, f := range body.Fields.List {
				for _, n := range f.Names {
					if ld.methodName(n.Name, s.obj.file.pkg) == name {
						matches++
						found = nil
					}
				}
				if len(f.Names) > 0 {
					continue
				}
				expr, addressable := ast.Unparen(f.Type), s.addressable
				if star, isStar := expr.(*ast.StarExpr); isStar {
					expr, addressable = star.X, true
				}
				if inner, state := ld.namedRef(expr, sc, ""); state == refObject {
					next = append(next, step{inner, addressable})
				}
			}
		}
		if matches == 1 {
			return found, pointer
		}
		if matches > 1 {
			return nil, false
		}
		current = next
	}
	return nil, false
}

// receiverEnv is the environment in which a method of a generic type is read: its receiver may rename the parameters.
func receiverEnv(m *method, r ref) map[string]*contract.Type {
	if len(m.params) != len(r.args) {
		return nil
	}
	return bindParams(m.params, r.args)
}

// typeText is a type expression as a text that is the same for identical types, whatever file they stand in.
func (ld *load) typeText(expr ast.Expr, sc scope, depth int) string {
	if depth > 100 {
		return "?"
	}
	depth++
	text := func(e ast.Expr) string { return ld.typeText(e, sc, depth) }
	switch t := expr.(type) {
	case *ast.ParenExpr:
		return text(t.X)
	case *ast.StarExpr:
		return "*" + text(t.X)
	case *ast.Ellipsis:
		return "..." + text(t.Elt)
	case *ast.ArrayType:
		if t.Len == nil {
			return "[]" + text(t.Elt)
		}
		n, _ := ld.length(t.Len, sc)
		return "[" + strconv.FormatInt(n, 10) + "]" + text(t.Elt)
	case *ast.MapType:
		return "map[" + text(t.Key) + "]" + text(t.Value)
	case *ast.ChanType:
		return "chan" + strconv.Itoa(int(t.Dir)) + " " + text(t.Value)
	case *ast.FuncType:
		return "func(" + ld.listText(flatten(t.Params), sc, depth) + ")(" + ld.listText(flatten(t.Results), sc, depth) + ")"
	case *ast.Ident:
		if typ, ok := sc.env[t.Name]; ok {
			return typeKey(typ)
		}
		if o := ld.objectIn(sc, t.Name); o != nil {
			return ld.nameText(o, depth)
		}
		if typ := predeclared(t.Name); typ != nil {
			return typeKey(typ)
		}
		return t.Name
	case *ast.SelectorExpr:
		x, ok := t.X.(*ast.Ident)
		if !ok {
			return "?"
		}
		im, p, ok := ld.findImport(sc.file, x, t.Sel.Name)
		if !ok {
			return x.Name + "." + t.Sel.Name
		}
		if p != nil && p.objects[t.Sel.Name] != nil {
			return ld.nameText(p.objects[t.Sel.Name], depth)
		}
		return im.path + "." + t.Sel.Name
	case *ast.IndexExpr:
		return text(t.X) + "[" + text(t.Index) + "]"
	case *ast.IndexListExpr:
		parts := make([]string, len(t.Indices))
		for i, e := range t.Indices {
			parts[i] = text(e)
		}
		return text(t.X) + "[" + strings.Join(parts, ",") + "]"
	case *ast.InterfaceType:
		if len(t.Methods.List) == 0 {
			return "any"
		}
		parts := make([]string, 0, len(t.Methods.List))
		for _, m := range t.Methods.List {
			name := ""
			if len(m.Names) > 0 {
				name = m.Names[0].Name
			}
			parts = append(parts, name+text(m.Type))
		}
		slices.Sort(parts)
		return "interface{" + strings.Join(parts, ";") + "}"
	case *ast.StructType:
		parts := make([]string, 0, len(t.Fields.List))
		for _, f := range flatten(t.Fields) {
			parts = append(parts, f.name+" "+text(f.expr))
		}
		return "struct{" + strings.Join(parts, ";") + "}"
	}
	return "?"
}

// nameText is a declared name, through aliases without parameters. An alias of something long stands for itself, so
// that aliases of aliases cannot grow without bound.
func (ld *load) nameText(o *object, depth int) string {
	name := o.file.pkg.path + "." + o.name
	if o.kind != typeObject || !o.typeSpec.Assign.IsValid() || o.typeSpec.TypeParams != nil {
		return name
	}
	if text, ok := ld.aliases[o]; ok {
		return text
	}
	ld.aliases[o] = name
	if text := ld.typeText(o.typeSpec.Type, scope{file: o.file}, depth); len(text) < maxIdentity {
		ld.aliases[o] = text
	}
	return ld.aliases[o]
}

func (ld *load) listText(list []argument, sc scope, depth int) string {
	parts := make([]string, len(list))
	for i, a := range list {
		parts[i] = ld.typeText(a.expr, sc, depth)
	}
	return strings.Join(parts, ",")
}

// finishUnion checks the members of a union once they are filled, and finds the values of its discriminator.
func (ld *load) finishUnion(d *declared) {
	for i, m := range d.decl.Members {
		member := m.Type.Optional().Decl
		at := d.memberAt[i]
		if member.Kind == "" {
			return // not filled, which was reported
		}
		if member.Kind != contract.DeclStruct {
			ld.report(memberKind, at.at, at.text, d.obj.name)
			return
		}
		if d.decl.Discriminator == "" {
			continue
		}
		ld.memberTag(d, m, member, at)
	}
}

// memberTag finds the value of the discriminator that means a member: the only value that the enum tag of its field
// allows, else its schema name.
func (ld *load) memberTag(d *declared, m *contract.Member, member *contract.Decl, at word) {
	i := slices.IndexFunc(member.Fields, func(f *contract.Field) bool { return f.Wire == d.decl.Discriminator && f.In == "" })
	if i < 0 {
		ld.report(noDiscriminator, d.onAt, d.decl.Discriminator, at.text)
		return
	}
	f := member.Fields[i]
	values, ok := textValues(f.Type)
	if !ok {
		ld.report(discriminatorType, d.onAt, d.decl.Discriminator, at.text)
		return
	}
	m.Tag = member.Name
	if len(f.Rules.Enum) == 1 {
		m.Tag = unquoteJSON(f.Rules.Enum[0].JSON)
	} else if len(f.Rules.Enum) > 1 || values != nil && !slices.Contains(values, m.Tag) {
		ld.report(discriminatorValue, d.onAt, d.decl.Discriminator, at.text)
		return
	}
	for j, other := range d.decl.Members {
		if other != m && j < slices.Index(d.decl.Members, m) && other.Tag == m.Tag {
			ld.report(discriminatorTwice, at.at, d.memberAt[j].text, at.text, d.decl.Discriminator, m.Tag)
		}
	}
}

// textValues says whether a type is a text that can tell members apart, and lists its values if it is an enum.
func textValues(t *contract.Type) (values []string, ok bool) {
	if t.Kind == contract.KindString {
		return nil, true
	}
	if t.Kind != contract.KindRef || t.Decl.Underlying == nil || t.Decl.Underlying.Kind != contract.KindString {
		return nil, false
	}
	if t.Decl.Kind == contract.DeclEnum && !t.Decl.Open {
		for _, v := range t.Decl.Values {
			values = append(values, v.Str)
		}
	}
	return values, true
}
