package source

import (
	"go/ast"
	"go/token"

	"tenon/internal/contract"
)

// apiMethod is a method of the contract with its types resolved, before it is bound to the wire.
type apiMethod struct {
	name   string
	at     token.Pos
	doc    *ast.CommentGroup
	dirs   []directive
	verb   directive // its word is empty for a stream
	stream directive // its word is empty for an operation

	params []apiParam // after ctx
	result *contract.Type
	resAt  token.Pos
	item   *contract.Type // of a stream
	ok     bool           // whether all types could be resolved
}

// apiParam is one argument after ctx.
type apiParam struct {
	name string
	at   token.Pos
	typ  *contract.Type
	tyAt token.Pos
}

// methods reads the methods of the contract's interface, in their order.
func (ld *load) methods(api *object) []*apiMethod {
	face, ok := api.typeSpec.Type.(*ast.InterfaceType)
	if !ok {
		return nil
	}
	if len(face.Methods.List) == 0 {
		ld.report(emptyContract, api.at, api.name)
		return nil
	}
	var list []*apiMethod
	for _, field := range face.Methods.List {
		fn, isFunc := field.Type.(*ast.FuncType)
		if !isFunc || len(field.Names) != 1 {
			ld.report(embeddedInterface, field.Type.Pos(), api.name)
			continue
		}
		if len(list) == maxMethods {
			ld.report(tooLarge, field.Pos(), "the contract", "methods")
			break
		}
		m := &apiMethod{name: field.Names[0].Name, at: field.Names[0].Pos(), doc: field.Doc, dirs: directivesOf(field.Doc)}
		if !ast.IsExported(m.name) {
			ld.report(unexportedMethod, m.at, m.name)
			continue
		}
		if ld.methodKind(m) {
			ld.signature(m, fn, scope{file: api.file})
			list = append(list, m)
		}
	}
	return list
}

// methodKind finds the one directive that makes the method an operation or a stream.
func (ld *load) methodKind(m *apiMethod) bool {
	found := 0
	for _, d := range m.dirs {
		if !isVerb(d.text) && d.text != "stream" {
			continue
		}
		if found++; found > 1 {
			ld.report(twoKinds, d.at, m.name, d.text)
			continue
		}
		if d.text == "stream" {
			m.stream = d
		} else {
			m.verb = d
		}
	}
	if found == 0 && !hasFault(m.doc) {
		ld.report(noKind, m.at, m.name)
	}
	return found == 1
}

// hasFault says whether a comment holds a misspelt directive, which has its own finding.
func hasFault(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, c := range doc.List {
		if _, wrong, ok := readDirective(c); ok && wrong != nil {
			return true
		}
	}
	return false
}

// signature resolves the arguments and the results of a method.
func (ld *load) signature(m *apiMethod, fn *ast.FuncType, sc scope) {
	m.ok = true
	args := flatten(fn.Params)
	if len(args) == 0 || !ld.isStd(args[0].expr, sc, "context", "Context") {
		at := m.at
		if len(args) > 0 {
			at = args[0].expr.Pos()
		}
		ld.report(noContext, at, m.name)
		m.ok = false
	} else {
		args = args[1:]
	}
	for _, a := range args {
		if !ld.paramName(m, a) {
			m.ok = false
			continue
		}
		typ := ld.resolve(a.expr, sc, "the parameter "+a.name+" of "+m.name)
		m.ok = m.ok && typ != nil
		m.params = append(m.params, apiParam{name: a.name, at: a.at, typ: typ, tyAt: a.expr.Pos()})
	}
	ld.results(m, fn, sc)
}

// paramName checks what is not about the type of an argument.
func (ld *load) paramName(m *apiMethod, a argument) bool {
	switch {
	case a.name == "" || a.name == "_":
		ld.report(unnamedParam, a.at, m.name)
	case ld.isStd(a.expr, scope{file: ld.fileOf(m)}, "context", "Context"):
		ld.report(secondContext, a.at, m.name)
	default:
		if variadic, ok := a.expr.(*ast.Ellipsis); ok {
			ld.report(variadicParam, variadic.Pos(), a.name)
			return false
		}
		return true
	}
	return false
}

// fileOf is the file that a method of the contract stands in.
func (ld *load) fileOf(m *apiMethod) *file {
	for _, f := range ld.pkg.files {
		if f.ast.FileStart <= m.at && m.at <= f.ast.FileEnd {
			return f
		}
	}
	return ld.pkg.files[0]
}

// results resolves (T, error), error, or for a stream (iter.Seq2[T, error], error).
func (ld *load) results(m *apiMethod, fn *ast.FuncType, sc scope) {
	res := flatten(fn.Results)
	if n := len(res); n == 0 || n > 2 || !ld.isError(res[n-1].expr, sc) {
		at := m.at
		if n > 0 {
			at = res[0].expr.Pos()
		}
		ld.report(wrongResults, at, m.name, resultForms(m))
		m.ok = false
		return
	}
	if m.stream.text == "" {
		if len(res) == 2 {
			m.resAt = res[0].expr.Pos()
			if ld.isSeq(res[0].expr, sc) != nil {
				ld.report(sequenceResult, m.resAt, m.name)
				m.ok = false
				return
			}
			m.result = ld.resolve(res[0].expr, sc, "the result of "+m.name)
			m.ok = m.ok && m.result != nil
		}
		return
	}
	var item ast.Expr
	if len(res) == 2 {
		item = ld.isSeq(res[0].expr, sc)
	}
	if item == nil {
		ld.report(wrongResults, res[0].expr.Pos(), m.name, resultForms(m))
		m.ok = false
		return
	}
	m.resAt = item.Pos()
	m.item = ld.resolve(item, sc, "the values of "+m.name)
	m.ok = m.ok && m.item != nil
}

func resultForms(m *apiMethod) string {
	if m.stream.text != "" {
		return "(iter.Seq2[T, error], error)"
	}
	return "(T, error) or error"
}

// isSeq is T of iter.Seq2[T, error], or nil.
func (ld *load) isSeq(expr ast.Expr, sc scope) ast.Expr {
	list, ok := ast.Unparen(expr).(*ast.IndexListExpr)
	if !ok || len(list.Indices) != 2 || !ld.isStd(list.X, sc, "iter", "Seq2") || !ld.isError(list.Indices[1], sc) {
		return nil
	}
	return list.Indices[0]
}

// isStd says whether an expression names that type of the standard library.
func (ld *load) isStd(expr ast.Expr, sc scope, path, name string) bool {
	sel, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	if !ok {
		return false
	}
	for _, im := range sc.file.imports {
		if im.path == path && (im.alias == x.Name || im.alias == "" && x.Name == path) {
			return true
		}
	}
	return false
}

// isError says whether an expression is the predeclared error.
func (ld *load) isError(expr ast.Expr, sc scope) bool {
	id, ok := ast.Unparen(expr).(*ast.Ident)
	return ok && id.Name == "error" && sc.file.pkg.objects["error"] == nil
}

// argument is one name with its type: Go writes several names before one type.
type argument struct {
	name string
	at   token.Pos
	expr ast.Expr
}

// flatten lists arguments one by one.
func flatten(fields *ast.FieldList) []argument {
	if fields == nil {
		return nil
	}
	var list []argument
	for _, f := range fields.List {
		if len(f.Names) == 0 {
			list = append(list, argument{at: f.Type.Pos(), expr: f.Type})
		}
		for _, name := range f.Names {
			list = append(list, argument{name: name.Name, at: name.Pos(), expr: f.Type})
		}
	}
	return list
}
