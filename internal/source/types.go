package source

import (
	"go/ast"
	"go/token"
	"strconv"

	"tenon/internal/contract"
)

// scope is where an expression is read: its file, and the type arguments of the generic type that it stands in.
type scope struct {
	file *file
	env  map[string]*contract.Type
}

// resolve turns a type expression into a contract.Type. What says for messages what has the type. It is nil if that
// could not be done, which was reported then.
func (ld *load) resolve(expr ast.Expr, sc scope, what string) *contract.Type {
	return ld.resolveDeep(expr, sc, what, 0)
}

func (ld *load) resolveDeep(expr ast.Expr, sc scope, what string, depth int) *contract.Type {
	if depth > maxDepth {
		ld.report(tooDeep, expr.Pos(), what)
		return nil
	}
	depth++
	switch t := expr.(type) {
	case *ast.ParenExpr:
		return ld.resolveDeep(t.X, sc, what, depth)
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
		return ld.resolveName(expr, sc, what, depth)
	case *ast.StarExpr:
		elem := ld.resolveDeep(t.X, sc, what, depth)
		if elem == nil {
			return nil
		}
		if elem.Kind == contract.KindPointer {
			ld.report(unsupportedType, t.Pos(), what, "a pointer to a pointer", "use one pointer")
			return nil
		}
		return &contract.Type{Kind: contract.KindPointer, Elem: elem}
	case *ast.ArrayType:
		return ld.resolveArray(t, sc, what, depth)
	case *ast.MapType:
		return ld.resolveMap(t, sc, what, depth)
	case *ast.InterfaceType:
		if len(t.Methods.List) == 0 {
			return anyType
		}
		ld.report(unsupportedType, t.Pos(), what, "an interface without a name", "give it a name and say //tenon:union A B above it")
	case *ast.StructType:
		ld.report(unsupportedType, t.Pos(), what, "a struct without a name", "declare it as a type of its own: it needs a name in documents and clients")
	case *ast.ChanType:
		ld.report(unsupportedType, t.Pos(), what, "a channel", "channels cannot travel; a stream returns iter.Seq2[T, error]")
	case *ast.FuncType:
		ld.report(unsupportedType, t.Pos(), what, "a function", "functions cannot travel")
	default:
		ld.report(notAType, expr.Pos(), what)
	}
	return nil
}

// resolveArray resolves []T and [N]T.
func (ld *load) resolveArray(t *ast.ArrayType, sc scope, what string, depth int) *contract.Type {
	elem := ld.resolveDeep(t.Elt, sc, what, depth)
	if elem == nil {
		return nil
	}
	if t.Len == nil {
		if elem.Kind == contract.KindUint && elem.Bits == 8 {
			return bytesType
		}
		return &contract.Type{Kind: contract.KindSlice, Elem: elem}
	}
	n, ok := ld.length(t.Len, sc)
	if !ok {
		ld.report(badLength, t.Len.Pos(), what)
		return nil
	}
	return &contract.Type{Kind: contract.KindArray, Elem: elem, Len: n}
}

// resolveMap resolves map[K]V. Whether K can be a key is checked once its declaration is known.
func (ld *load) resolveMap(t *ast.MapType, sc scope, what string, depth int) *contract.Type {
	key := ld.resolveDeep(t.Key, sc, "a key of "+what, depth)
	elem := ld.resolveDeep(t.Value, sc, what, depth)
	if key == nil || elem == nil {
		return nil
	}
	switch key.Kind {
	case contract.KindString, contract.KindInt, contract.KindUint, contract.KindRef, contract.KindKnown:
	default:
		ld.report(badKey, t.Key.Pos(), "a key of "+what)
		return nil
	}
	typ := &contract.Type{Kind: contract.KindMap, Key: key, Elem: elem}
	ld.keys = append(ld.keys, pendingKey{typ: key, at: t.Key.Pos(), what: "a key of " + what})
	return typ
}

// resolveName resolves a name, with or without a package and type arguments.
func (ld *load) resolveName(expr ast.Expr, sc scope, what string, depth int) *contract.Type {
	base, indices := splitIndex(expr)
	var args []*contract.Type
	for _, index := range indices {
		arg := ld.resolveDeep(index, sc, what, depth)
		if arg == nil {
			return nil
		}
		args = append(args, arg)
	}
	switch name := base.(type) {
	case *ast.ParenExpr:
		return ld.resolveDeep(name.X, sc, what, depth)
	case *ast.Ident:
		if typ, ok := sc.env[name.Name]; ok {
			return typ
		}
		if obj := ld.objectIn(sc, name.Name); obj != nil {
			return ld.resolveObject(obj, args, name.Pos(), what, depth)
		}
		if typ := predeclared(name.Name); typ != nil {
			return typ
		}
		ld.undeclared(name, sc, what)
	case *ast.SelectorExpr:
		x, ok := name.X.(*ast.Ident)
		if !ok {
			ld.report(notAType, name.Pos(), what)
			return nil
		}
		return ld.resolveSelector(x, name.Sel, sc, args, what, depth)
	default:
		ld.report(notAType, expr.Pos(), what)
	}
	return nil
}

// splitIndex takes the type arguments off a name.
func splitIndex(expr ast.Expr) (base ast.Expr, args []ast.Expr) {
	switch t := expr.(type) {
	case *ast.IndexExpr:
		return t.X, []ast.Expr{t.Index}
	case *ast.IndexListExpr:
		return t.X, t.Indices
	}
	return expr, nil
}

// objectIn is the package-level object of that name, in the file's package or in one that it imports with a dot.
func (ld *load) objectIn(sc scope, name string) *object {
	if obj := sc.file.pkg.objects[name]; obj != nil {
		return obj
	}
	for _, im := range sc.file.imports {
		if im.alias != "." || ld.isStdlib(im.path) {
			continue
		}
		if p, _ := ld.importPackage(im.path); p != nil && ast.IsExported(name) {
			if obj := p.objects[name]; obj != nil {
				return obj
			}
		}
	}
	return nil
}

// undeclared reports a name that stands for no type.
func (ld *load) undeclared(name *ast.Ident, sc scope, what string) {
	switch name.Name {
	case "error", "comparable":
		ld.report(unsupportedType, name.Pos(), what, "the interface "+name.Name, "errors travel as sentinels: //tenon:error ErrX 404")
		return
	case "complex64", "complex128":
		ld.report(unsupportedType, name.Pos(), what, "a complex number", "use two floats")
		return
	case "uintptr":
		ld.report(unsupportedType, name.Pos(), what, "an address", "use uint64")
		return
	case "_":
		return // the parser has reported it
	}
	var types []string
	for _, o := range sortedObjects(sc.file.pkg) {
		if o.kind == typeObject {
			types = append(types, o.name)
		}
	}
	help := ""
	if guess := closest(name.Name, types); guess != "" {
		help = "did you mean " + guess + "?"
	}
	for _, im := range sc.file.imports {
		if im.alias == "." {
			help = "names of an import with a dot are not found: write " + guessName(im.path) + "." + name.Name
		}
	}
	ld.report(undeclaredType, name.Pos(), name.Name, what, sc.file.pkg.name, help)
}

// resolveSelector resolves pkg.Name.
func (ld *load) resolveSelector(x, sel *ast.Ident, sc scope, args []*contract.Type, what string, depth int) *contract.Type {
	im, p, ok := ld.findImport(sc.file, x, sel.Name)
	if !ok {
		return nil
	}
	if known := ld.known(im.path, sel.Name); known != nil {
		return knownType(known)
	}
	if p == nil {
		if p = ld.packageOf(im, x.Pos(), sel.Name, what); p == nil {
			return nil
		}
	}
	obj := p.objects[sel.Name]
	if obj == nil || !ast.IsExported(sel.Name) {
		help := ""
		if guess := closest(sel.Name, exportedTypes(p)); guess != "" {
			help = "did you mean " + x.Name + "." + guess + "?"
		}
		ld.report(undeclaredType, sel.Pos(), sel.Name, what, p.path, help)
		return nil
	}
	return ld.resolveObject(obj, args, x.Pos(), what, depth)
}

// knownType is the use of a known type.
func knownType(k *contract.Known) *contract.Type {
	if k.Codec == contract.CodecRaw {
		return &contract.Type{Kind: contract.KindAny, Known: k}
	}
	return &contract.Type{Kind: contract.KindKnown, Known: k}
}

// resolveObject resolves the use of a package-level name as a type.
func (ld *load) resolveObject(obj *object, args []*contract.Type, at token.Pos, what string, depth int) *contract.Type {
	ld.touch(obj.file.pkg)
	if obj.kind != typeObject {
		ld.report(notATypeName, at, obj.name, what)
		return nil
	}
	params := typeParams(obj)
	if len(params) != len(args) {
		ld.report(typeArguments, at, obj.name, what, strconv.Itoa(len(params)), strconv.Itoa(len(args)))
		return nil
	}
	if known := ld.known(obj.file.pkg.path, obj.name); known != nil {
		return knownType(known)
	}
	env := bindParams(params, args)
	if obj.typeSpec.Assign.IsValid() {
		return ld.resolveDeep(obj.typeSpec.Type, scope{obj.file, env}, what, depth)
	}
	d := ld.declare(obj, args, env, at, what)
	if d == nil {
		return nil
	}
	return &contract.Type{Kind: contract.KindRef, Ref: d.decl.ID, Decl: d.decl}
}

// typeParams are the names of a generic type's parameters.
func typeParams(obj *object) []string {
	if obj.typeSpec == nil || obj.typeSpec.TypeParams == nil {
		return nil
	}
	var names []string
	for _, f := range obj.typeSpec.TypeParams.List {
		for _, name := range f.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

func bindParams(names []string, args []*contract.Type) map[string]*contract.Type {
	if len(names) == 0 {
		return nil
	}
	env := make(map[string]*contract.Type, len(names))
	for i, name := range names {
		env[name] = args[i]
	}
	return env
}

// The predeclared types. Uses share them: a contract is never changed after it was loaded.
var (
	boolType    = &contract.Type{Kind: contract.KindBool}
	stringType  = &contract.Type{Kind: contract.KindString}
	intType     = &contract.Type{Kind: contract.KindInt}
	int8Type    = &contract.Type{Kind: contract.KindInt, Bits: 8}
	int16Type   = &contract.Type{Kind: contract.KindInt, Bits: 16}
	int32Type   = &contract.Type{Kind: contract.KindInt, Bits: 32}
	int64Type   = &contract.Type{Kind: contract.KindInt, Bits: 64}
	uintType    = &contract.Type{Kind: contract.KindUint}
	uint8Type   = &contract.Type{Kind: contract.KindUint, Bits: 8}
	uint16Type  = &contract.Type{Kind: contract.KindUint, Bits: 16}
	uint32Type  = &contract.Type{Kind: contract.KindUint, Bits: 32}
	uint64Type  = &contract.Type{Kind: contract.KindUint, Bits: 64}
	float32Type = &contract.Type{Kind: contract.KindFloat, Bits: 32}
	float64Type = &contract.Type{Kind: contract.KindFloat, Bits: 64}
	anyType     = &contract.Type{Kind: contract.KindAny}
	bytesType   = &contract.Type{Kind: contract.KindBytes}
)

// predeclared is the type of a predeclared name that can travel, or nil.
func predeclared(name string) *contract.Type {
	switch name {
	case "bool":
		return boolType
	case "string":
		return stringType
	case "int":
		return intType
	case "int8":
		return int8Type
	case "int16":
		return int16Type
	case "int32", "rune":
		return int32Type
	case "int64":
		return int64Type
	case "uint":
		return uintType
	case "uint8", "byte":
		return uint8Type
	case "uint16":
		return uint16Type
	case "uint32":
		return uint32Type
	case "uint64":
		return uint64Type
	case "float32":
		return float32Type
	case "float64":
		return float64Type
	case "any":
		return anyType
	}
	return nil
}
