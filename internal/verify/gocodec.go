package verify

import (
	"go/ast"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
)

// goCodec is what an emitted package has for one Go type. The functions are found by their signatures, never by their
// names: those are the emitter's business.
type goCodec struct {
	appends, decodes int // exported: func([]byte, *T) ([]byte, error), func([]byte) (T, error)
	writers, readers []namedFacts
}

// namedFacts is a function of the package, with its name.
type namedFacts struct {
	name string
	*goFacts
}

// codecsOf gathers the functions of a package by the type that they are about: "import/path.Name".
func codecsOf(m *contract.Module, files []*goFile, facts map[string]*goFacts) map[string]*goCodec {
	codecs := map[string]*goCodec{}
	of := func(key string) *goCodec {
		if codecs[key] == nil {
			codecs[key] = &goCodec{}
		}
		return codecs[key]
	}
	for _, f := range files {
		packages := f.packages(m)
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil {
				continue
			}
			in, out := types(fn.Type.Params), types(fn.Type.Results)
			switch {
			case fn.Name.IsExported() && len(in) == 2 && len(out) == 2 && isBytes(in[0]) && isBytes(out[0]):
				of(typeKey(pointee(in[1]), packages)).appends++
			case fn.Name.IsExported() && len(in) == 1 && len(out) == 2 && isBytes(in[0]):
				of(typeKey(out[0], packages)).decodes++
			case !fn.Name.IsExported() && len(in) == 2 && len(out) == 0:
				c, named := of(typeKey(pointee(in[1]), packages)), namedFacts{fn.Name.Name, facts[fn.Name.Name]}
				switch runtimeType(in[0]) {
				case "Encoder":
					c.writers = append(c.writers, named)
				case "Decoder":
					c.readers = append(c.readers, named)
				}
			}
		}
	}
	return codecs
}

// packages maps the names of a file's imports to their paths.
func (f *goFile) packages(m *contract.Module) map[string]string {
	names := map[string]string{m.ImportPath: m.Package}
	for _, d := range m.Decls {
		names[d.Go.ImportPath] = d.Go.Package
	}
	packages := map[string]string{}
	for _, spec := range f.ast.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		switch {
		case spec.Name != nil:
			packages[spec.Name.Name] = path
		case names[path] != "":
			packages[names[path]] = path
		}
	}
	return packages
}

// types are the types of parameters or results, one for each name.
func types(list *ast.FieldList) []ast.Expr {
	if list == nil {
		return nil
	}
	var all []ast.Expr
	for _, field := range list.List {
		for range max(1, len(field.Names)) {
			all = append(all, field.Type)
		}
	}
	return all
}

// isBytes says whether a type is []byte.
func isBytes(e ast.Expr) bool {
	list, ok := e.(*ast.ArrayType)
	if !ok || list.Len != nil {
		return false
	}
	id, ok := list.Elt.(*ast.Ident)
	return ok && id.Name == "byte"
}

// pointee is what a pointer points to, or nil.
func pointee(e ast.Expr) ast.Expr {
	if star, ok := e.(*ast.StarExpr); ok {
		return star.X
	}
	return nil
}

// typeKey is "import/path.Name" of a type of another package, without type arguments; "" of any other type.
func typeKey(e ast.Expr, packages map[string]string) string {
	switch t := e.(type) {
	case *ast.IndexExpr:
		e = t.X
	case *ast.IndexListExpr:
		e = t.X
	}
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok {
			return packages[id.Name] + "." + sel.Sel.Name
		}
	}
	return ""
}

// runtimeType is the name behind a pointer to a type of another package: Encoder of *wire.Encoder.
func runtimeType(e ast.Expr) string {
	if sel, ok := pointee(e).(*ast.SelectorExpr); ok {
		return sel.Sel.Name
	}
	return ""
}

// declKey is the key of a declaration in codecsOf.
func declKey(d *contract.Decl) string { return d.Go.ImportPath + "." + d.Go.Name }

// wireComplete checks that every declaration that travels can be written and read, each instance of a generic type by
// functions of its own, and the request of each stream as a topic too.
func wireComplete(m *contract.Module, files []*goFile) diag.List {
	facts := factsOf(files)
	l := unresolved(files, facts)
	codecs := codecsOf(m, files, facts)
	instances, topics := map[string]int{}, map[string]int{}
	reached := onTheWire(m)
	for _, d := range m.Decls {
		if reached[d] && hasCodec(d) {
			instances[declKey(d)]++
		}
	}
	requests := map[string]bool{}
	for _, s := range m.Streams {
		if d := s.Request.Optional().Decl; d != nil && !requests[d.ID] {
			requests[d.ID] = true
			topics[declKey(d)]++
		}
	}
	for _, d := range m.Decls {
		key := declKey(d)
		if instances[key] == 0 || !reached[d] {
			continue
		}
		c := codecs[key]
		if c == nil {
			c = &goCodec{}
		}
		missing := func(what string) {
			l = append(l, finding("wire-missing", start(files[0].artifact), "a function is missing: nothing "+what+" "+d.Name,
				internalHelp))
		}
		if c.appends < instances[key]+topics[key] {
			missing("writes")
		}
		if c.decodes < instances[key] {
			missing("reads")
		}
		l = append(l, membersComplete(d, c)...)
		l = append(l, valuesComplete(d, c)...)
	}
	return l
}

// hasCodec says whether a declaration has functions of its own.
func hasCodec(d *contract.Decl) bool {
	switch d.Kind {
	case contract.DeclStruct, contract.DeclUnion, contract.DeclEnum, contract.DeclDefined:
		return true
	}
	return false
}

// membersComplete checks that whatever writes or reads a struct knows each of its members.
func membersComplete(d *contract.Decl, c *goCodec) diag.List {
	var l diag.List
	for _, field := range d.Fields {
		if field.In != "" {
			continue
		}
		for _, f := range c.writers {
			if !f.writes(field.Wire) || !f.mentions(field.Name) {
				l = append(l, memberMissing(f, "write", d, field))
			}
		}
		for _, f := range c.readers {
			if !f.reads(field.Wire) || !f.mentions(field.Name) {
				l = append(l, memberMissing(f, "read", d, field))
			}
		}
	}
	return l
}

// memberMissing is the finding of a member that a function does not know.
func memberMissing(f namedFacts, verb string, d *contract.Decl, field *contract.Field) diag.Diagnostic {
	return finding("wire-member-missing", f.file.pos(f.pos), "the function "+f.name+" does not "+verb+" the member "+
		strconv.Quote(field.Wire)+" ("+strings.Join(field.Path, ".")+") of "+d.Name, internalHelp)
}

// valuesComplete checks that whatever reads an enum knows each of its values.
func valuesComplete(d *contract.Decl, c *goCodec) diag.List {
	if d.Open {
		return nil
	}
	var l diag.List
	for _, v := range d.Values {
		for _, f := range c.readers {
			if !f.mentions(v.GoName) {
				l = append(l, finding("wire-value-missing", f.file.pos(f.pos), "the function "+f.name+" does not know the value "+
					v.GoName, internalHelp))
			}
		}
	}
	return l
}
