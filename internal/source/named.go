package source

import (
	"go/ast"
	"unicode"

	"tenon/internal/contract"
)

// refState says what a name in front of nothing else stands for.
type refState int

const (
	refFailed refState = iota // reported
	refObject                 // a type that is declared in source
	refKnown                  // a row of the table of known types
	refOther                  // a predeclared type
)

// ref is a named type with its arguments.
type ref struct {
	obj  *object
	env  map[string]*contract.Type
	args []*contract.Type
	id   string
}

// namedRef finds the declaration that a type expression names, through aliases, without making it part of the
// contract.
func (ld *load) namedRef(expr ast.Expr, sc scope, what string) (ref, refState) {
	for range maxDepth {
		base, indices := splitIndex(ast.Unparen(expr))
		var obj *object
		switch name := base.(type) {
		case *ast.Ident:
			obj = ld.objectIn(sc, name.Name)
			if obj == nil && predeclared(name.Name) != nil {
				return ref{}, refOther
			}
			if obj == nil {
				ld.undeclared(name, sc, what)
				return ref{}, refFailed
			}
		case *ast.SelectorExpr:
			x, ok := name.X.(*ast.Ident)
			if !ok {
				break
			}
			im, p, ok := ld.findImport(sc.file, x, name.Sel.Name)
			if !ok {
				return ref{}, refFailed
			}
			if ld.known(im.path, name.Sel.Name) != nil {
				return ref{}, refKnown
			}
			if p == nil {
				if p = ld.packageOf(im, x.Pos(), name.Sel.Name, what); p == nil {
					return ref{}, refFailed
				}
			}
			if obj = p.objects[name.Sel.Name]; obj == nil {
				ld.report(undeclaredType, name.Sel.Pos(), name.Sel.Name, what, p.path, "")
				return ref{}, refFailed
			}
		}
		if obj == nil || obj.kind != typeObject {
			ld.report(notAType, expr.Pos(), what)
			return ref{}, refFailed
		}
		ld.touch(obj.file.pkg)
		if ld.known(obj.file.pkg.path, obj.name) != nil {
			return ref{}, refKnown
		}
		r := ref{obj: obj}
		for _, index := range indices {
			arg := ld.resolve(index, sc, what)
			if arg == nil {
				return ref{}, refFailed
			}
			r.args = append(r.args, arg)
		}
		r.id = instanceID(obj, r.args)
		params := typeParams(obj)
		if len(params) != len(r.args) || len(r.id) > maxIdentity {
			ld.report(notAType, expr.Pos(), what)
			return ref{}, refFailed
		}
		r.env = bindParams(params, r.args)
		if !obj.typeSpec.Assign.IsValid() {
			return r, refObject
		}
		expr, sc = obj.typeSpec.Type, scope{obj.file, r.env}
		if _, isStar := ast.Unparen(expr).(*ast.StarExpr); isStar {
			ld.report(notAType, expr.Pos(), what)
			return ref{}, refFailed
		}
		switch splitBase(expr).(type) {
		case *ast.Ident, *ast.SelectorExpr:
		default:
			return r, refObject // an alias of a type without a name: its body counts
		}
	}
	ld.report(notAType, expr.Pos(), what)
	return ref{}, refFailed
}

func splitBase(expr ast.Expr) ast.Expr {
	base, _ := splitIndex(ast.Unparen(expr))
	return base
}

func isNameRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
