// Package source reads contracts from Go source.
//
// In goes a module's folder, out comes its contract.Module, or diagnostics with the place of the very word that is
// wrong. It parses the files of a package with go/parser, function bodies blanked, and resolves by itself the types
// and constants that the contract reaches, and nothing else: a package that the contract does not reach into need not
// exist, so a clean or a broken checkout still loads. It never runs, builds or type-checks the user's code, starts no
// process, opens no socket and writes nothing. No input makes it panic or run without bound.
package source

import (
	"go/token"
	"os"
	"slices"
	"sync"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/workspace"
)

// Loader loads the modules of one workspace. It may be used by several goroutines at once; packages that modules
// share are read once.
type Loader struct {
	ws   *workspace.Workspace
	disk disk
	env  func(string) string
	fset *token.FileSet

	mu    sync.Mutex
	pkgs  map[string]*entry // by import path
	build func() *buildList
}

// Loaded is a contract with the files that it was read from.
type Loaded struct {
	Module *contract.Module
	Files  []string // slash paths as in diag.Pos, sorted
	Dirs   []string // folders of those files: a new file in one of them may change the contract
}

// NewLoader makes a Loader for a workspace.
func NewLoader(ws *workspace.Workspace) *Loader { return newLoader(ws, osDisk(), os.Getenv) }

func newLoader(ws *workspace.Workspace, d disk, env func(string) string) *Loader {
	l := &Loader{ws: ws, disk: d, env: env, fset: token.NewFileSet(), pkgs: make(map[string]*entry)}
	l.build = sync.OnceValue(l.readBuildList)
	return l
}

// Load loads one module. Loaded is nil if there is an error among the findings, and may come with warnings.
func (l *Loader) Load(found workspace.Found) (*Loaded, diag.List) {
	ld := &load{
		Loader: l,
		found:  found,
		decls:  make(map[string]*declared),
		consts: make(map[*object]*constantState),
		seen:   make(map[*pkg]bool),
		opened: make(map[*pkg]bool),

		aliases: make(map[*object]string),
	}
	ld.run()
	ld.list = ld.list.Sort()
	for i := range ld.list {
		ld.list[i].Module = found.Name
	}
	if ld.list.HasErrors() {
		return nil, ld.list
	}
	files, dirs := ld.read()
	return &Loaded{Module: ld.mod, Files: files, Dirs: dirs}, ld.list
}

// Load loads one module of a workspace.
func Load(ws *workspace.Workspace, mod workspace.Found) (*contract.Module, diag.List) {
	loaded, list := NewLoader(ws).Load(mod)
	if loaded == nil {
		return nil, list
	}
	return loaded.Module, list
}

// load is the state of loading one module.
type load struct {
	*Loader
	found workspace.Found
	list  diag.List

	pkg    *pkg // of the contract
	mod    *contract.Module
	decls  map[string]*declared // by ID
	queue  []*declared          // found, but not filled yet
	order  []*declared          // in the order in which they were found
	consts map[*object]*constantState
	seen   map[*pkg]bool // packages that were reached
	opened map[*pkg]bool // packages that were read, if only for their names

	aliases map[*object]string // aliases as texts, see nameText
	rules   []pendingRules
	keys    []pendingKey
	full    bool // too many types, which was reported
	quiet   int  // above 0 while something is only tried: nothing is reported
}

// run takes the steps from folder to contract. A step that fails leaves its findings and lets the others go on as far
// as that makes sense, so that one run shows as much as it can.
func (ld *load) run() {
	ld.pkg = ld.modulePackage()
	if ld.pkg == nil || ld.pkg.problems.HasErrors() {
		return
	}
	api := ld.findContract()
	ld.checkStray(ld.pkg)
	if api == nil {
		return
	}
	ld.mod = ld.describeModule(api)
	methods := ld.methods(api)
	ld.drain()
	if ld.full {
		return
	}
	ld.finishTypes()
	ld.bind(methods)
	ld.finishModule()
}

// read lists the files and the folders that the contract depends on.
func (ld *load) read() (files, dirs []string) {
	for p := range ld.opened {
		dirs = append(dirs, p.dir)
		for _, f := range p.files {
			files = append(files, f.name)
		}
	}
	slices.Sort(files)
	slices.Sort(dirs)
	return files, slices.Compact(dirs)
}

// report notes a finding at a token.
func (ld *load) report(p problem, at token.Pos, args ...string) {
	ld.reportAt(p, ld.pos(at), args...)
}

// reportAt notes a finding at a place.
func (ld *load) reportAt(p problem, pos diag.Pos, args ...string) {
	if ld.quiet == 0 && len(ld.list) < maxFindings {
		ld.list = append(ld.list, p.at(pos, args))
	}
}

// pos is the place of a token. Line directives do not count: the place is that of the file on disk.
func (l *Loader) pos(at token.Pos) diag.Pos {
	if !at.IsValid() {
		return diag.Pos{}
	}
	p := l.fset.PositionFor(at, false)
	return diag.Pos{File: p.Filename, Line: p.Line, Col: p.Column}
}

// Bounds. What people write is far below them.
const (
	maxFindings   = 200
	maxFileSize   = 16 << 20
	maxFiles      = 2000
	maxDecls      = 5000
	maxFields     = 2000
	maxMethods    = 2000
	maxDirectives = 500  // in one comment
	maxDepth      = 1000 // of one type expression, of embedding, of a chain of names
	maxText       = 1 << 20
	maxIdentity   = 4000 // bytes of the identity of an instance of a generic type
	maxArguments  = 20   // depth of a type argument
)
