package source

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"strconv"
	"strings"
	"sync"

	"tenon/internal/diag"
	"tenon/internal/workspace"
)

// pkg is a parsed package with an index of what it declares. It does not change after it was read.
type pkg struct {
	path     string // import path
	name     string // of its package clauses
	dir      string // slash path as in diag.Pos
	local    bool   // lies in the workspace
	files    []*file
	objects  map[string]*object   // declared at package level
	typed    map[string][]*object // constants by the name in front of which they stand as their type
	untyped  []*object            // constants whose type only their value says
	aliases  map[string][]string  // names of aliases by what they name
	methods  map[string][]*method // by the name of the receiver's type
	problems diag.List            // syntax errors and unreadable files
}

// file is one parsed file.
type file struct {
	name    string // slash path as in diag.Pos
	pkg     *pkg
	ast     *ast.File
	imports []imported
}

// imported is one import of a file.
type imported struct {
	path  string
	alias string // "" without one
	at    token.Pos
}

// objectKind is what a package-level name stands for.
type objectKind int

const (
	constObject objectKind = iota
	typeObject
	varObject
	funcObject
)

// object is a package-level declaration.
type object struct {
	kind  objectKind
	name  string
	file  *file
	at    token.Pos
	doc   *ast.CommentGroup
	line  *ast.CommentGroup // comment behind it on its line
	group *ast.CommentGroup // comment of a declaration with parentheses that it stands in

	typeSpec *ast.TypeSpec // typeObject
	typ      ast.Expr      // constObject, varObject: nil without a type
	value    ast.Expr      // constObject, varObject: nil without a value
	iota     int64         // constObject
}

// method is a method of a named type.
type method struct {
	name    string
	file    *file
	at      token.Pos
	pointer bool     // of the receiver
	params  []string // names that the receiver gives to the type parameters
	typ     *ast.FuncType
}

// entry reads a package once, whoever asks first.
type entry struct {
	once sync.Once
	pkg  *pkg
}

// readPackage reads the package in a folder. It is nil if the folder holds no Go source that is read.
func (l *Loader) readPackage(importPath, dir string) *pkg {
	l.mu.Lock()
	e := l.pkgs[importPath]
	if e == nil {
		e = &entry{}
		l.pkgs[importPath] = e
	}
	l.mu.Unlock()
	e.once.Do(func() { e.pkg = l.parsePackage(importPath, dir) })
	return e.pkg
}

// parsePackage parses the files of a folder that are read, in the order of their names.
func (l *Loader) parsePackage(importPath, dir string) *pkg {
	names, err := l.disk.list(dir)
	if err != nil {
		return nil
	}
	p := &pkg{
		path:    importPath,
		dir:     l.ws.Rel(dir),
		local:   l.isLocal(dir),
		objects: make(map[string]*object),
		methods: make(map[string][]*method),
		typed:   make(map[string][]*object),
		aliases: make(map[string][]string),
	}
	for _, name := range names {
		if workspace.IsSource(name) && len(p.files) < maxFiles {
			l.parseFile(p, path.Join(p.dir, name), dir+"/"+name)
		}
	}
	if len(p.files) == 0 && len(p.problems) == 0 {
		return nil
	}
	for _, f := range p.files {
		p.index(f)
	}
	return p
}

// parseFile adds one file to its package.
func (l *Loader) parseFile(p *pkg, name, onDisk string) {
	src, err := l.disk.read(onDisk)
	if err != nil {
		p.problems = append(p.problems, unreadableFile.at(diag.Pos{File: name}, []string{reason(err)}))
		return
	}
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if !workspace.Included(src) {
		return
	}
	blankBodies(src)
	parsed, err := parser.ParseFile(l.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		p.problems = append(p.problems, syntaxErrors(name, err)...)
	}
	if parsed == nil || parsed.Name == nil || usesC(parsed) {
		return
	}
	f := &file{name: name, pkg: p, ast: parsed}
	for _, spec := range parsed.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil || importPath == "" {
			continue
		}
		im := imported{path: importPath, at: spec.Pos()}
		if spec.Name != nil {
			im.alias = spec.Name.Name
		}
		f.imports = append(f.imports, im)
	}
	if p.name == "" {
		p.name = parsed.Name.Name
	}
	p.files = append(p.files, f)
}

// usesC says whether a file needs cgo, which is off.
func usesC(f *ast.File) bool {
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	return false
}

// syntaxErrors are the parser's findings, one a line.
func syntaxErrors(name string, err error) diag.List {
	var found scanner.ErrorList
	if !errors.As(err, &found) {
		return diag.List{syntaxError.at(diag.Pos{File: name}, []string{err.Error()})}
	}
	found.RemoveMultiples()
	var list diag.List
	for i, e := range found {
		if i == 10 {
			break
		}
		list = append(list, syntaxError.at(diag.Pos{File: name, Line: e.Pos.Line, Col: e.Pos.Column}, []string{e.Msg}))
	}
	return list
}

// index notes the package-level declarations of a file. The first declaration of a name counts.
func (p *pkg) index(f *file) {
	for _, decl := range f.ast.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			p.indexFunc(f, d)
		case *ast.GenDecl:
			switch d.Tok {
			case token.TYPE:
				p.indexTypes(f, d)
			case token.CONST:
				p.indexConsts(f, d)
			case token.VAR:
				p.indexVars(f, d)
			}
		}
	}
}

func (p *pkg) add(o *object) {
	if o.name == "_" || p.objects[o.name] != nil {
		return
	}
	p.objects[o.name] = o
	if o.kind != constObject {
		return
	}
	switch typ := o.typ.(type) {
	case nil:
		if _, isLiteral := o.value.(*ast.BasicLit); !isLiteral {
			p.untyped = append(p.untyped, o)
		}
	case *ast.Ident:
		p.typed[typ.Name] = append(p.typed[typ.Name], o)
	case *ast.ParenExpr:
		p.untyped = append(p.untyped, o)
	}
}

func (p *pkg) indexFunc(f *file, d *ast.FuncDecl) {
	if d.Recv == nil {
		p.add(&object{kind: funcObject, name: d.Name.Name, file: f, at: d.Name.Pos(), doc: d.Doc})
		return
	}
	if len(d.Recv.List) != 1 {
		return
	}
	recv := ast.Unparen(d.Recv.List[0].Type)
	m := &method{name: d.Name.Name, file: f, at: d.Name.Pos(), typ: d.Type}
	if star, ok := recv.(*ast.StarExpr); ok {
		m.pointer, recv = true, ast.Unparen(star.X)
	}
	recv, params := splitIndex(recv)
	for _, param := range params {
		name := ""
		if id, ok := param.(*ast.Ident); ok {
			name = id.Name
		}
		m.params = append(m.params, name)
	}
	if base, ok := recv.(*ast.Ident); ok {
		p.methods[base.Name] = append(p.methods[base.Name], m)
	}
}

// outer is the comment of a whole declaration, split by whether the declaration has parentheses: without them it is
// the comment of its only specification.
func outer(d *ast.GenDecl) (doc, group *ast.CommentGroup) {
	if d.Lparen.IsValid() {
		return nil, d.Doc
	}
	return d.Doc, nil
}

func (p *pkg) indexTypes(f *file, d *ast.GenDecl) {
	doc, group := outer(d)
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.TypeSpec)
		if !ok || s.Type == nil {
			continue
		}
		o := &object{kind: typeObject, name: s.Name.Name, file: f, at: s.Name.Pos(), doc: doc, line: s.Comment, group: group, typeSpec: s}
		if s.Doc != nil {
			o.doc = s.Doc
		}
		p.add(o)
		if id, ok := s.Type.(*ast.Ident); ok && s.Assign.IsValid() {
			p.aliases[id.Name] = append(p.aliases[id.Name], o.name)
		}
	}
}

func (p *pkg) indexConsts(f *file, d *ast.GenDecl) {
	doc, group := outer(d)
	var typ ast.Expr
	var values []ast.Expr
	for i, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if s.Type != nil || s.Values != nil {
			typ, values = s.Type, s.Values
		}
		for j, name := range s.Names {
			o := &object{kind: constObject, name: name.Name, file: f, at: name.Pos(), doc: doc, line: s.Comment, group: group,
				typ: typ, iota: int64(i)}
			if s.Doc != nil {
				o.doc = s.Doc
			}
			if j < len(values) {
				o.value = values[j]
			}
			p.add(o)
		}
	}
}

func (p *pkg) indexVars(f *file, d *ast.GenDecl) {
	doc, group := outer(d)
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for j, name := range s.Names {
			o := &object{kind: varObject, name: name.Name, file: f, at: name.Pos(), doc: doc, line: s.Comment, group: group, typ: s.Type}
			if s.Doc != nil {
				o.doc = s.Doc
			}
			if len(s.Values) == len(s.Names) {
				o.value = s.Values[j]
			} else if len(s.Values) == 1 {
				o.value = s.Values[0]
			}
			p.add(o)
		}
	}
}

// reason is an error without the path, which the diagnostic has already.
func reason(err error) string {
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 {
		text = text[i+2:]
	}
	return text
}
