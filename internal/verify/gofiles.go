package verify

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

// goFile is an emitted Go file, read back.
type goFile struct {
	artifact emit.Artifact
	fset     *token.FileSet
	ast      *ast.File
}

// pos is the place of a token in the artifact.
func (f *goFile) pos(p token.Pos) diag.Pos {
	at := f.fset.Position(p)
	return diag.Pos{File: f.artifact.Path, Line: at.Line, Col: at.Column}
}

// parseGo reads a Go artifact.
func parseGo(a emit.Artifact) (*goFile, diag.List) {
	f := &goFile{artifact: a, fset: token.NewFileSet()}
	mode := parser.SkipObjectResolution
	if mayHoldDirectives(a.Data) {
		mode |= parser.ParseComments
	}
	var err error
	f.ast, err = parser.ParseFile(f.fset, "", a.Data, mode)
	if err == nil {
		return f, nil
	}
	pos, message := start(a), err.Error()
	if list := (scanner.ErrorList)(nil); errors.As(err, &list) && len(list) > 0 {
		pos = diag.Pos{File: a.Path, Line: list[0].Pos.Line, Col: list[0].Pos.Column}
		message = list[0].Msg
	}
	return nil, diag.List{finding("go-unreadable", pos, "the emitted Go does not parse: "+message, internalHelp)}
}

// goPackages checks the emitted Go files: package, imports, directives, and what a kind must declare.
func goPackages(in Input) diag.List {
	var l diag.List
	for _, row := range emit.Kinds() {
		if row.Language != "go" || row.Kind == emit.WSRouters {
			continue
		}
		files, faults := readGo(in, row)
		l = append(l, faults...)
		if len(files) == 0 || faults.HasErrors() {
			continue
		}
		switch row.Kind {
		case emit.Wire:
			l = append(l, wireComplete(in.Module, files)...)
		case emit.Specs:
			l = append(l, specsComplete(in, files)...)
		}
	}
	return l
}

// readGo parses the files of one kind and checks what holds for every emitted Go file.
func readGo(in Input, row emit.Row) ([]*goFile, diag.List) {
	var files []*goFile
	var l diag.List
	for _, a := range ofKind(in.Artifacts, row.Kind) {
		l = append(l, marker(a)...)
		f, faults := parseGo(a)
		l = append(l, faults...)
		if f == nil {
			continue
		}
		files = append(files, f)
		if want := goPackage(in.Module, row); f.ast.Name.Name != want {
			l = append(l, finding("go-package", f.pos(f.ast.Name.Pos()), "the package is "+f.ast.Name.Name+" instead of "+want,
				internalHelp))
		}
		l = append(l, f.imports(in.Module)...)
		l = append(l, f.directives(row)...)
		l = append(l, f.declarations()...)
	}
	return files, l
}

// goPackage is the name of the package that a kind of a module is.
func goPackage(m *contract.Module, row emit.Row) string { return m.Package + row.PackageSuffix }

// standardImports is the table of what generated Go may import of the standard library: nothing that reaches a disk,
// a process, a socket or memory.
func standardImports() []string {
	return []string{
		"bytes", "cmp", "context", "embed", "encoding/base64", "encoding/json", "errors", "iter", "maps", "math",
		"math/big", "net/http", "net/netip", "net/url", "slices", "sort", "strconv", "strings", "time", "unicode/utf8",
	}
}

// imports checks that a file imports nothing but the runtime, the contract, the packages of its types and the table
// above.
func (f *goFile) imports(m *contract.Module) diag.List {
	var l diag.List
	for _, spec := range f.ast.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !permitted(m, name) {
			l = append(l, finding("go-import", f.pos(spec.Pos()), "the emitted Go imports "+spec.Path.Value+
				", which generated code may not", internalHelp))
		}
		if spec.Name != nil && (spec.Name.Name == "." || spec.Name.Name == "_" && name != "embed") {
			l = append(l, finding("go-import", f.pos(spec.Pos()), "the emitted Go imports "+spec.Path.Value+" as "+
				spec.Name.Name, internalHelp))
		}
	}
	return l
}

// permitted says whether generated code of a module may import a package.
func permitted(m *contract.Module, name string) bool {
	switch {
	case name == m.ImportPath, generatedHere(m, name):
		return true
	case strings.HasPrefix(name, emit.RuntimePath+"/") && !strings.Contains(name, "/internal"):
		return true
	case slices.Contains(standardImports(), name):
		return true
	}
	for _, d := range m.Decls {
		if d.Go.ImportPath == name {
			return true
		}
	}
	for _, e := range m.Errors {
		if e.ImportPath == name {
			return true
		}
	}
	return reaches(m, name)
}

// generatedHere says whether an import path leads to a folder of the workspace that holds generated files.
func generatedHere(m *contract.Module, name string) bool {
	folder, ok := strings.CutPrefix(name, strings.TrimSuffix(m.ImportPath, m.Dir))
	return ok && slices.ContainsFunc(strings.Split(folder, "/"), func(part string) bool {
		return strings.Contains(part, "_generated")
	})
}

// reaches says whether a type of the contract comes from a package.
func reaches(m *contract.Module, name string) bool {
	var in func(t *contract.Type) bool
	in = func(t *contract.Type) bool {
		return t != nil && (t.Known != nil && t.Known.Go.ImportPath == name || in(t.Elem) || in(t.Key))
	}
	for _, d := range m.Decls {
		if in(d.Underlying) || slices.ContainsFunc(d.Go.Args, in) {
			return true
		}
		for _, f := range d.Fields {
			if in(f.Type) {
				return true
			}
		}
	}
	for _, op := range m.Operations {
		if in(op.Result) || slices.ContainsFunc(op.Params, func(p *contract.Param) bool { return in(p.Type) }) {
			return true
		}
	}
	return slices.ContainsFunc(m.Streams, func(s *contract.Stream) bool { return in(s.Item) })
}

// directives refuses comments that mean something to the toolchain, but for those that embed the documents.
func (f *goFile) directives(row emit.Row) diag.List {
	var l diag.List
	for _, group := range f.ast.Comments {
		for _, c := range group.List {
			embed := row.Kind == emit.Specs && strings.HasPrefix(c.Text, "//go:embed ")
			if isDirective(c.Text) && !embed {
				l = append(l, finding("go-directive", f.pos(c.Pos()), "the comment "+strconv.Quote(c.Text)+
					" is a directive of the Go toolchain", internalHelp))
			}
		}
	}
	return l
}

// directives is the table of what comments begin with that mean something to the toolchain.
func directives() []string {
	return []string{"//go:", "//line ", "/*line ", "//export ", "//extern ", "// +build", "//+build"}
}

// isDirective says whether a comment means something to the toolchain.
func isDirective(text string) bool {
	return slices.ContainsFunc(directives(), func(begin string) bool { return strings.HasPrefix(text, begin) })
}

// mayHoldDirectives says whether a file has such a text anywhere. Comments are read only then: it takes a while.
func mayHoldDirectives(data []byte) bool {
	return slices.ContainsFunc(directives(), func(begin string) bool { return bytes.Contains(data, []byte(begin)) })
}

// declarations refuses what runs by itself: init functions, and variables whose values are more than a conversion or a
// call of the runtime with literals.
func (f *goFile) declarations() diag.List {
	var l diag.List
	for _, decl := range f.ast.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && (d.Name.Name == "init" || d.Name.Name == "main") {
				l = append(l, finding("go-init", f.pos(d.Pos()), "the emitted Go has a function "+d.Name.Name, internalHelp))
			}
			if d.Body == nil {
				l = append(l, finding("go-body", f.pos(d.Pos()), "the function "+d.Name.Name+" has no body", internalHelp))
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				v, ok := s.(*ast.ValueSpec)
				if ok && d.Tok == token.VAR && slices.ContainsFunc(v.Values, runs) {
					l = append(l, finding("go-init", f.pos(v.Pos()), "the emitted Go has a variable whose value is computed when the "+
						"program starts", internalHelp))
				}
			}
		}
	}
	return l
}

// runs says whether an expression does more than to convert, or to call the runtime with literals.
func runs(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			_, converts := n.Fun.(*ast.ParenExpr)
			found = found || !converts && !callsRuntime(n)
		}
		return !found
	})
	return found
}

// callsRuntime says whether a call is of a function of the runtime, with literals only.
func callsRuntime(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	isLiteral := func(e ast.Expr) bool { _, ok := e.(*ast.BasicLit); return ok }
	return ok && (id.Name == "wire" || id.Name == "ws") && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !isLiteral(e) })
}

// declared collects the names of functions, methods ("Type.Method"), types, constants and variables of a package.
func declared(files []*goFile) map[string]token.Pos {
	names := map[string]token.Pos{}
	for _, f := range files {
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				names[receiver(d)+d.Name.Name] = d.Pos()
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						names[s.Name.Name] = s.Pos()
					case *ast.ValueSpec:
						for _, id := range s.Names {
							names[id.Name] = id.Pos()
						}
					}
				}
			}
		}
	}
	return names
}

// receiver is "Type." for a method, "" for a function.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	t := fn.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "."
	}
	return ""
}

// specsComplete checks that each document of the run is embedded.
func specsComplete(in Input, files []*goFile) diag.List {
	var l diag.List
	for _, a := range ofKind(in.Artifacts, emit.OpenAPI, emit.AsyncAPI) {
		if path.Dir(a.Path) != path.Dir(files[0].artifact.Path) {
			continue
		}
		if !embeds(files, path.Base(a.Path)) {
			l = append(l, finding("document-not-embedded", start(files[0].artifact), "the document "+path.Base(a.Path)+
				" is not embedded", internalHelp))
		}
	}
	return l
}

// embeds says whether a directive of the files embeds a name.
func embeds(files []*goFile, name string) bool {
	for _, f := range files {
		for _, group := range f.ast.Comments {
			for _, c := range group.List {
				if rest, found := strings.CutPrefix(c.Text, "//go:embed "); found && slices.Contains(strings.Fields(rest), name) {
					return true
				}
			}
		}
	}
	return false
}
