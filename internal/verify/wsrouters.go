package verify

import (
	"go/ast"
	"go/token"
	"path"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/naming"
)

// indexFile is the file that joins the routers of a module.
const indexFile = "routers.go"

// WSRouters checks the WebSocket routers of a module: each stream has its router type in a file, under the stream's
// own name, and the index constructs each of them.
func WSRouters(in Input) diag.List {
	artifacts := ofKind(in.Artifacts, emit.WSRouters)
	switch {
	case len(artifacts) == 0:
		return nil
	case len(in.Module.Streams) == 0:
		return diag.List{finding("router-invented", start(artifacts[0]), "module "+in.Module.Name+" has no streams",
			internalHelp)}
	}
	files, l := readGo(in, rowOf(emit.WSRouters))
	if l.HasErrors() {
		return l
	}
	names := declared(files)
	l = append(l, unresolved(files, factsOf(files))...)
	for _, s := range in.Module.Streams {
		l = append(l, router(s, files, names)...)
	}
	return l
}

// rowOf is the row of a kind.
func rowOf(k emit.Kind) emit.Row {
	for _, row := range emit.Kinds() {
		if row.Kind == k {
			return row
		}
	}
	return emit.Row{Kind: k}
}

// router checks the router of one stream.
func router(s *contract.Stream, files []*goFile, names map[string]token.Pos) diag.List {
	var l diag.List
	typ := naming.UpperCamel(s.Name) + "WSRouter"
	whole := start(files[0].artifact)
	if _, ok := names[typ]; !ok {
		return diag.List{finding("router-missing", whole, "stream "+s.Name+" has no router type "+typ, internalHelp)}
	}
	if !mentions(files, s.Name) {
		l = append(l, finding("router-name", whole, "no router is registered under the stream's name "+strconv.Quote(s.Name),
			internalHelp))
	}
	index := fileNamed(files, indexFile)
	switch {
	case index == nil:
		l = append(l, finding("router-index", whole, "the index "+indexFile+" is missing", internalHelp))
	case !calls(index, "New"+typ):
		l = append(l, finding("router-index", start(index.artifact), "the index does not construct "+typ+" of stream "+s.Name,
			internalHelp))
	}
	return l
}

// fileNamed is the file of that base name, or nil.
func fileNamed(files []*goFile, base string) *goFile {
	for _, f := range files {
		if path.Base(f.artifact.Path) == base {
			return f
		}
	}
	return nil
}

// mentions says whether a string literal of the files is the text, alone or before a dot: "orders", "orders.update".
func mentions(files []*goFile, text string) bool {
	found := false
	for _, f := range files {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, err := strconv.Unquote(lit.Value)
				found = found || err == nil && (s == text || strings.HasPrefix(s, text+"."))
			}
			return !found
		})
	}
	return found
}

// calls says whether a function of the file calls a function of that name.
func calls(f *goFile, name string) bool {
	found := false
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == name {
				found = true
			}
		}
		return !found
	})
	return found
}
