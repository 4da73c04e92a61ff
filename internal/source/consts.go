package source

import (
	"go/ast"
	"go/constant"
	"go/token"
	"math"

	"tenon/internal/contract"
)

// kindOf is the type of a constant as far as evaluation needs it: a basic type or an untyped kind, and the named type
// that has it, if any.
type kindOf struct {
	basic string // "int64", "untyped int" …
	named *object
	std   string // "time.Duration": a named type of the standard library
}

func (k kindOf) untyped() bool { return len(k.basic) > 8 && k.basic[:8] == "untyped " }

// evaluated is a constant with its type. Value is nil if it could not be evaluated.
type evaluated struct {
	value constant.Value
	kind  kindOf
}

// constantState guards against constants that are defined by themselves.
type constantState struct {
	evaluated
	done bool
}

// Bounds of evaluation, so that no constant costs more than a line of source should.
const (
	maxShift = 1100
	maxBits  = 2048
)

// constantOf evaluates a constant.
func (ld *load) constantOf(o *object) evaluated {
	if state, ok := ld.consts[o]; ok {
		return state.evaluated // unfinished: a cycle, which has no value
	}
	state := &constantState{}
	ld.consts[o] = state
	state.evaluated, state.done = ld.evaluateConst(o), true
	return state.evaluated
}

func (ld *load) evaluateConst(o *object) evaluated {
	if o.value == nil {
		return evaluated{}
	}
	sc := scope{file: o.file}
	v := ld.eval(o.value, sc, o.iota, 0)
	if o.typ == nil || v.value == nil {
		return v
	}
	kind, ok := ld.constKind(o.typ, sc)
	if !ok {
		return evaluated{}
	}
	return convert(v.value, kind, false)
}

// constKind is the type of constants that a type expression names.
func (ld *load) constKind(expr ast.Expr, sc scope) (kindOf, bool) {
	ld.quiet++
	defer func() { ld.quiet-- }()
	var named *object
	for range maxDepth {
		switch t := ast.Unparen(expr).(type) {
		case *ast.Ident:
			obj := ld.objectIn(sc, t.Name)
			if obj == nil {
				if typ := predeclared(t.Name); typ != nil {
					return kindOf{basic: basicName(t.Name), named: named}, typ.Kind != contract.KindAny
				}
				return kindOf{}, false
			}
			if obj.kind != typeObject {
				return kindOf{}, false
			}
			if named == nil && !obj.typeSpec.Assign.IsValid() {
				named = obj
			}
			expr, sc = obj.typeSpec.Type, scope{file: obj.file}
		case *ast.SelectorExpr:
			x, ok := t.X.(*ast.Ident)
			if !ok {
				return kindOf{}, false
			}
			im, p, ok := ld.findImport(sc.file, x, t.Sel.Name)
			if !ok {
				return kindOf{}, false
			}
			if p == nil && ld.isStdlib(im.path) {
				full := im.path + "." + t.Sel.Name
				basic, ok := stdKind(full)
				if named != nil {
					full = ""
				}
				return kindOf{basic: basic, named: named, std: full}, ok
			}
			if p == nil {
				p, _ = ld.importPackage(im.path)
			}
			if p == nil || p.objects[t.Sel.Name] == nil || p.objects[t.Sel.Name].kind != typeObject {
				return kindOf{}, false
			}
			obj := p.objects[t.Sel.Name]
			if named == nil && !obj.typeSpec.Assign.IsValid() {
				named = obj
			}
			expr, sc = obj.typeSpec.Type, scope{file: obj.file}
		default:
			return kindOf{}, false
		}
	}
	return kindOf{}, false
}

func basicName(name string) string {
	switch name {
	case "byte":
		return "uint8"
	case "rune":
		return "int32"
	}
	return name
}

// eval evaluates a constant expression. A value of nil means that it is none, or none that we can evaluate.
func (ld *load) eval(expr ast.Expr, sc scope, iota int64, depth int) evaluated {
	if depth > maxDepth {
		return evaluated{}
	}
	depth++
	switch e := expr.(type) {
	case *ast.ParenExpr:
		return ld.eval(e.X, sc, iota, depth)
	case *ast.BasicLit:
		return literal(e)
	case *ast.Ident:
		return ld.evalIdent(e, sc, iota)
	case *ast.SelectorExpr:
		return ld.evalSelector(e, sc)
	case *ast.UnaryExpr:
		return unary(e.Op, ld.eval(e.X, sc, iota, depth))
	case *ast.BinaryExpr:
		x := ld.eval(e.X, sc, iota, depth)
		if x.value == nil {
			return evaluated{}
		}
		return binary(e.Op, x, ld.eval(e.Y, sc, iota, depth))
	case *ast.CallExpr:
		return ld.evalCall(e, sc, iota, depth)
	}
	return evaluated{}
}

func literal(e *ast.BasicLit) evaluated {
	kinds := map[token.Token]string{token.INT: "untyped int", token.FLOAT: "untyped float", token.CHAR: "untyped rune", token.STRING: "untyped string"}
	basic, ok := kinds[e.Kind]
	if !ok || len(e.Value) > maxText || e.Kind != token.STRING && len(e.Value) > 400 {
		return evaluated{}
	}
	v := constant.MakeFromLiteral(e.Value, e.Kind, 0)
	if v.Kind() == constant.Unknown {
		return evaluated{}
	}
	return bounded(v, kindOf{basic: basic})
}

func (ld *load) evalIdent(e *ast.Ident, sc scope, iota int64) evaluated {
	if o := ld.objectIn(sc, e.Name); o != nil {
		if o.kind != constObject {
			return evaluated{}
		}
		return ld.constantOf(o)
	}
	switch e.Name {
	case "iota":
		return evaluated{constant.MakeInt64(iota), kindOf{basic: "untyped int"}}
	case "true", "false":
		return evaluated{constant.MakeBool(e.Name == "true"), kindOf{basic: "untyped bool"}}
	}
	return evaluated{}
}

// evalSelector evaluates pkg.Const, of a package in source or of the table of the standard library's constants.
func (ld *load) evalSelector(e *ast.SelectorExpr, sc scope) evaluated {
	x, ok := e.X.(*ast.Ident)
	if !ok {
		return evaluated{}
	}
	ld.quiet++
	defer func() { ld.quiet-- }()
	im, p, ok := ld.findImport(sc.file, x, e.Sel.Name)
	if !ok {
		return evaluated{}
	}
	if p == nil && ld.isStdlib(im.path) {
		return stdConstant(im.path + "." + e.Sel.Name)
	}
	if p == nil {
		if p, _ = ld.importPackage(im.path); p == nil {
			return evaluated{}
		}
	}
	o := p.objects[e.Sel.Name]
	if o == nil || o.kind != constObject || !ast.IsExported(o.name) {
		return evaluated{}
	}
	ld.touch(p)
	return ld.constantOf(o)
}

// evalCall evaluates a conversion, or len, min or max of constants.
func (ld *load) evalCall(e *ast.CallExpr, sc scope, iota int64, depth int) evaluated {
	if id, ok := e.Fun.(*ast.Ident); ok && ld.objectIn(sc, id.Name) == nil {
		switch id.Name {
		case "len":
			if len(e.Args) == 1 {
				if v := ld.eval(e.Args[0], sc, iota, depth); v.value != nil && v.value.Kind() == constant.String {
					return evaluated{constant.MakeInt64(int64(len(constant.StringVal(v.value)))), kindOf{basic: "int"}}
				}
			}
			return evaluated{}
		case "min", "max":
			var best evaluated
			for i, arg := range e.Args {
				v := ld.eval(arg, sc, iota, depth)
				if v.value == nil {
					return evaluated{}
				}
				op := token.LSS
				if id.Name == "max" {
					op = token.GTR
				}
				if i == 0 || comparable(v.value, best.value) && constant.Compare(v.value, op, best.value) {
					best = v
				}
			}
			return best
		}
	}
	if len(e.Args) != 1 {
		return evaluated{}
	}
	kind, ok := ld.constKind(e.Fun, sc)
	if !ok {
		return evaluated{}
	}
	v := ld.eval(e.Args[0], sc, iota, depth)
	if v.value == nil {
		return evaluated{}
	}
	return convert(v.value, kind, true)
}

// length evaluates the length of an array.
func (ld *load) length(expr ast.Expr, sc scope) (int64, bool) {
	v := ld.eval(expr, sc, 0, 0)
	if v.value == nil || !isNumber(v.value) {
		return 0, false
	}
	n, ok := constant.Int64Val(constant.ToInt(v.value))
	return n, ok && n >= 0 && n <= math.MaxInt32
}
