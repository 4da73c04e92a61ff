package verify

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

// goFile is an emitted Go file, read back: what checks ask for, as lists in the order of the file.
type goFile struct {
	artifact   emit.Artifact
	src        string
	pkg        span
	imported   []goImport
	directives []span
	declared   []span // functions, types, constants and variables of the package
	computed   []span // variables of the package whose value is computed when the program starts
	starts     []span // of goroutines
	funcs      []*goFunc
	lists
}

// goImport is an import.
type goImport struct {
	name          string // given to it, or ""
	literal, path string
	off           int
}

// pos is the place of an offset in the artifact.
func (f *goFile) pos(off int) diag.Pos { return at(f.artifact, off) }

// text is a part of the file.
func (f *goFile) text(s span) string { return f.src[s.from:s.to] }

// parseGo reads a Go artifact.
func parseGo(a emit.Artifact) (*goFile, diag.List) {
	f := &goFile{artifact: a, src: asText(a.Data)}
	p := goParser{goLexer: goLexer{src: f.src}, file: f}
	switch {
	case len(f.src) > maxSource:
		p.fail(0, "it is too large")
	case !utf8.ValidString(f.src) || strings.IndexByte(f.src, 0) >= 0 || strings.Contains(f.src, "\uFEFF"):
		p.fail(0, "it is no text")
	default:
		f.lists = listsFor(len(f.src))
		p.parse()
	}
	if p.err != nil {
		return nil, diag.List{finding("go-unreadable", at(a, p.err.off), "the emitted Go does not parse: "+p.err.msg,
			internalHelp)}
	}
	f.directives = p.goLexer.directives
	return f, nil
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
		if got, want := f.text(f.pkg), goPackage(in.Module, row); got != want {
			l = append(l, finding("go-package", f.pos(int(f.pkg.from)), "the package is "+got+" instead of "+want, internalHelp))
		}
		l = append(l, f.imports(in.Module)...)
		l = append(l, f.noDirectives(row)...)
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
	for _, spec := range f.imported {
		if !permitted(m, spec.path) {
			l = append(l, finding("go-import", f.pos(spec.off), "the emitted Go imports "+spec.literal+
				", which generated code may not", internalHelp))
		}
		if spec.name == "." || spec.name == "_" && spec.path != "embed" {
			l = append(l, finding("go-import", f.pos(spec.off), "the emitted Go imports "+spec.literal+" as "+spec.name,
				internalHelp))
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

// embedDirective begins the directives that embed files.
const embedDirective = "//go:embed "

// noDirectives refuses comments that mean something to the toolchain, but for those that embed the documents.
func (f *goFile) noDirectives(row emit.Row) diag.List {
	var l diag.List
	for _, d := range f.directives {
		if text := f.text(d); row.Kind != emit.Specs || !strings.HasPrefix(text, embedDirective) {
			l = append(l, finding("go-directive", f.pos(int(d.from)), "the comment "+strconv.Quote(text)+
				" is a directive of the Go toolchain", internalHelp))
		}
	}
	return l
}

// declarations refuses what runs by itself: init functions, and variables whose values are more than a conversion or a
// call of the runtime with literals.
func (f *goFile) declarations() diag.List {
	var l diag.List
	for _, fn := range f.funcs {
		if !fn.method && (fn.name == "init" || fn.name == "main") {
			l = append(l, finding("go-init", f.pos(fn.off), "the emitted Go has a function "+fn.name, internalHelp))
		}
		if !fn.body {
			l = append(l, finding("go-body", f.pos(fn.off), "the function "+fn.name+" has no body", internalHelp))
		}
	}
	for _, v := range f.computed {
		l = append(l, finding("go-init", f.pos(int(v.from)), "the emitted Go has a variable whose value is computed when the "+
			"program starts", internalHelp))
	}
	return l
}

// declared collects the names of functions, types, constants and variables of a package.
func declared(files []*goFile) map[string]bool {
	count := 0
	for _, f := range files {
		count += len(f.declared)
	}
	names := make(map[string]bool, count)
	for _, f := range files {
		for _, s := range f.declared {
			names[f.text(s)] = true
		}
	}
	return names
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
		for _, d := range f.directives {
			rest, found := strings.CutPrefix(f.text(d), embedDirective)
			if found && slices.Contains(strings.Fields(rest), name) {
				return true
			}
		}
	}
	return false
}
