package source

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/naming"
)

// declared is a named type that the contract reaches, while it is being filled.
type declared struct {
	decl *contract.Decl
	obj  *object
	env  map[string]*contract.Type
	dirs []directive
	id   string   // base of the schema name that //tenon:id gives, or ""
	idAt diag.Pos // of //tenon:id
	at   token.Pos
	what string // what has the type, where it was found first

	memberAt  []word    // of a union: its members as the directive names them
	onAt      token.Pos // of a union: its discriminator
	qualified string    // schema name with the package, where two have one name
	inner     token.Pos // first use other than as an argument of a method
	innerOf   string    // what uses it there
}

// pendingKey is the key type of a map, checked once its declaration is known.
type pendingKey struct {
	typ  *contract.Type
	at   token.Pos
	what string
}

// declare notes a named type. It is filled later, so that types may be recursive.
func (ld *load) declare(obj *object, args []*contract.Type, env map[string]*contract.Type, at token.Pos, what string) *declared {
	id := instanceID(obj, args)
	if d, ok := ld.decls[id]; ok {
		return d
	}
	if len(ld.order) >= maxDecls || len(id) > maxIdentity || slices.ContainsFunc(args, func(t *contract.Type) bool { return typeDepth(t) > maxArguments }) {
		if !ld.full {
			ld.report(tooManyTypes, at, what)
		}
		ld.full = true
		return nil
	}
	if !ast.IsExported(obj.name) {
		ld.report(unexportedType, at, obj.name, what)
		return nil
	}
	p := obj.file.pkg
	d := &declared{obj: obj, env: env, at: at, what: what, dirs: directivesOf(obj.doc)}
	doc, why := splitDeprecated(docOf(obj.doc, obj.line))
	d.decl = &contract.Decl{
		ID:         id,
		Go:         contract.GoType{ImportPath: p.path, Package: p.name, Name: obj.name, Args: args},
		Doc:        doc,
		Deprecated: why,
		Pos:        ld.pos(obj.at),
	}
	if named, ok := find(d.dirs, "id"); ok {
		ld.typeID(d, named)
	}
	ld.decls[id] = d
	ld.order = append(ld.order, d)
	ld.queue = append(ld.queue, d)
	return d
}

// instanceID is the identity of a named type with its arguments.
func instanceID(obj *object, args []*contract.Type) string {
	id := obj.file.pkg.path + "." + obj.name
	if len(args) == 0 {
		return id
	}
	keys := make([]string, len(args))
	for i, arg := range args {
		keys[i] = typeKey(arg)
	}
	return id + "[" + strings.Join(keys, ",") + "]"
}

// typeID reads //tenon:id of a type.
func (ld *load) typeID(d *declared, named directive) {
	id := named.arg(0)
	if !isIdentifier(id.text) {
		ld.report(badID, id.at, id.text)
		return
	}
	ld.extraArgs(named, 1)
	d.id, d.idAt = id.text, ld.pos(id.at)
}

// typeDepth is how deep a type is nested, type arguments included.
func typeDepth(t *contract.Type) int {
	depth := 0
	for ; t != nil; t = t.Elem {
		depth++
		if t.Kind == contract.KindRef {
			deepest := 0
			for _, arg := range t.Decl.Go.Args {
				deepest = max(deepest, typeDepth(arg))
			}
			return depth + deepest
		}
	}
	return depth
}

// typeKey is the identity of a type as a text.
func typeKey(t *contract.Type) string {
	switch t.Kind {
	case contract.KindPointer:
		return "*" + typeKey(t.Elem)
	case contract.KindSlice:
		return "[]" + typeKey(t.Elem)
	case contract.KindArray:
		return "[" + strconv.FormatInt(t.Len, 10) + "]" + typeKey(t.Elem)
	case contract.KindMap:
		return "map[" + typeKey(t.Key) + "]" + typeKey(t.Elem)
	case contract.KindRef:
		return t.Ref
	case contract.KindKnown:
		return t.Known.Go.ImportPath + "." + t.Known.Go.Name
	case contract.KindBytes:
		return "[]uint8"
	case contract.KindAny:
		if t.Known != nil {
			return t.Known.Go.ImportPath + "." + t.Known.Go.Name
		}
		return "any"
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		if t.Bits == 0 {
			return string(t.Kind)
		}
		return string(t.Kind) + strconv.Itoa(t.Bits)
	}
	return string(t.Kind)
}

// drain fills every type that was found, and those that are found on the way.
func (ld *load) drain() {
	for len(ld.queue) > 0 {
		d := ld.queue[0]
		ld.queue = ld.queue[1:]
		ld.fillDecl(d)
	}
}

// fillDecl finds out what a named type is. Precedence: //tenon:schema, MarshalJSON, MarshalText, kind.
func (ld *load) fillDecl(d *declared) {
	schema, hasSchema := find(d.dirs, "schema")
	toJSON, fromJSON := ld.ownMethod(d.obj, "MarshalJSON"), ld.ownMethod(d.obj, "UnmarshalJSON")
	toText, fromText := ld.ownMethod(d.obj, "MarshalText"), ld.ownMethod(d.obj, "UnmarshalText")
	switch {
	case hasSchema:
		ld.fillCustom(d, schema, toJSON, fromJSON)
	case toJSON != nil:
		ld.report(marshalWithoutSchema, toJSON.at, d.obj.name)
	case toText != nil && !toText.pointer:
		d.decl.Kind = contract.DeclText
		if fromText == nil {
			ld.report(oneWayText, toText.at, d.obj.name)
		}
	default:
		if fromJSON != nil {
			ld.report(unusedMethod, fromJSON.at, "UnmarshalJSON", d.obj.name, "it has no MarshalJSON")
		}
		if toText != nil {
			ld.report(unusedMethod, toText.at, "MarshalText", d.obj.name, "its receiver is a pointer")
		} else if fromText != nil {
			ld.report(unusedMethod, fromText.at, "UnmarshalText", d.obj.name, "it has no MarshalText with a value receiver")
		}
		ld.fillByKind(d)
	}
	if dir, ok := find(d.dirs, "enum"); ok && d.decl.Kind != contract.DeclEnum && d.decl.Kind != "" && !isOpenFloat(d.decl) {
		ld.report(enumWithoutValues, dir.at, d.obj.name)
	}
	if dir, ok := find(d.dirs, "union"); ok && d.decl.Kind != contract.DeclUnion && d.decl.Kind != "" {
		ld.report(directiveMisplaced, dir.at, "union", "on a type", places(onInterface))
	}
}

// isOpenFloat says whether a type is a float, whose constants can only be examples.
func isOpenFloat(d *contract.Decl) bool {
	return d.Kind == contract.DeclDefined && d.Underlying.Kind == contract.KindFloat
}

// fillByKind fills a type by what it is defined as.
func (ld *load) fillByKind(d *declared) {
	expr, sc, known, ok := ld.underlying(d.obj, d.env)
	if !ok {
		return
	}
	if known != nil {
		typ := derived(known)
		if typ == nil {
			ld.report(derivedKnown, d.obj.typeSpec.Type.Pos(), d.obj.name, known.Go.ImportPath+"."+known.Go.Name)
			return
		}
		ld.fillDefined(d, typ)
		return
	}
	switch t := expr.(type) {
	case *ast.StructType:
		d.decl.Kind = contract.DeclStruct
		ld.fillStruct(d, t, sc)
	case *ast.InterfaceType:
		ld.fillInterface(d, t)
	default:
		typ := ld.resolve(expr, sc, "the type "+d.obj.name)
		switch {
		case typ == nil:
		case typ.Kind == contract.KindAny && typ.Known == nil:
			ld.fillInterface(d, &ast.InterfaceType{Methods: &ast.FieldList{}})
		default:
			ld.fillDefined(d, typ)
		}
	}
}

// fillDefined fills a name for another type: an enum if it has constants.
func (ld *load) fillDefined(d *declared, typ *contract.Type) {
	if typ.Kind == contract.KindPointer {
		ld.report(unsupportedType, d.obj.typeSpec.Type.Pos(), "the type "+d.obj.name, "a name for a pointer", "name what it points to")
		return
	}
	d.decl.Kind, d.decl.Underlying = contract.DeclDefined, typ
	switch typ.Kind {
	case contract.KindBool, contract.KindString, contract.KindInt, contract.KindUint, contract.KindFloat:
		ld.fillEnum(d)
	}
}

// fillInterface fills a named interface, which is a union or holds anything.
func (ld *load) fillInterface(d *declared, t *ast.InterfaceType) {
	if dir, ok := find(d.dirs, "union"); ok {
		d.decl.Kind = contract.DeclUnion
		ld.readUnion(d, dir)
		return
	}
	if len(t.Methods.List) == 0 {
		d.decl.Kind, d.decl.Underlying = contract.DeclDefined, &contract.Type{Kind: contract.KindAny}
		return
	}
	if !hasFault(d.obj.doc) {
		ld.report(plainInterface, d.at, d.obj.name, d.what)
	}
}

// underlying follows the definitions of a named type to what is no name: a type expression with its scope, or a known
// type.
func (ld *load) underlying(obj *object, env map[string]*contract.Type) (ast.Expr, scope, *contract.Known, bool) {
	first := obj
	for range maxDepth {
		sc := scope{obj.file, env}
		expr := ast.Unparen(obj.typeSpec.Type)
		base, indices := splitIndex(expr)
		var next *object
		switch name := base.(type) {
		case *ast.Ident:
			if _, isParam := env[name.Name]; isParam {
				ld.report(notAType, name.Pos(), "the type "+first.name)
				return nil, sc, nil, false
			}
			next = ld.objectIn(sc, name.Name)
		case *ast.SelectorExpr:
			x, ok := name.X.(*ast.Ident)
			if !ok {
				break
			}
			im, p, ok := ld.findImport(sc.file, x, name.Sel.Name)
			if !ok {
				return nil, sc, nil, false
			}
			if known := ld.known(im.path, name.Sel.Name); known != nil {
				return nil, sc, known, true
			}
			if p == nil && !ld.isStdlib(im.path) {
				if p = ld.importFor(im, x.Pos()); p == nil {
					return nil, sc, nil, false
				}
			}
			if p != nil {
				next = p.objects[name.Sel.Name]
			}
		}
		if next == nil || next.kind != typeObject {
			return expr, sc, nil, true
		}
		ld.touch(next.file.pkg)
		if known := ld.known(next.file.pkg.path, next.name); known != nil {
			return nil, sc, known, true
		}
		params := typeParams(next)
		if len(params) != len(indices) {
			return expr, sc, nil, true // resolve reports it
		}
		var args []*contract.Type
		for _, index := range indices {
			arg := ld.resolve(index, sc, "the type "+first.name)
			if arg == nil {
				return nil, sc, nil, false
			}
			args = append(args, arg)
		}
		obj, env = next, bindParams(params, args)
	}
	ld.report(endlessType, first.at, first.name)
	return nil, scope{}, nil, false
}

// touch notes that a package is part of the contract, and takes up its syntax errors.
func (ld *load) touch(p *pkg) {
	if ld.seen[p] {
		return
	}
	ld.seen[p] = true
	ld.list = append(ld.list, p.problems...)
	if p.local && p != ld.pkg {
		ld.checkStray(p)
	}
}

// sortedObjects are the objects of a package by name.
func sortedObjects(p *pkg) []*object {
	list := make([]*object, 0, len(p.objects))
	for _, o := range p.objects {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b *object) int { return strings.Compare(a.name, b.name) })
	return list
}

// exportedTypes are the names of the exported types of a package.
func exportedTypes(p *pkg) []string {
	var names []string
	for _, o := range sortedObjects(p) {
		if o.kind == typeObject && ast.IsExported(o.name) {
			names = append(names, o.name)
		}
	}
	return names
}

func closest(text string, candidates []string) string { return naming.Closest(text, candidates) }

// isIdentifier says whether a text is an ASCII identifier, as schema names and operation ids are.
func isIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != "" && len(s) <= 100 && s[0] != '_'
}
