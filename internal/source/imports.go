package source

import (
	"go/ast"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tenon/internal/emit"
	"tenon/internal/workspace"
)

// buildList says where the packages of other modules lie.
type buildList struct {
	local    []moduleDir // the workspace's module and those of go.work, longest path first
	requires []workspace.Require
	replaces []replacement
	vendor   string // folder, "" without one
	cache    string // module cache, "" if it is not known where it is
}

// moduleDir is a module whose source lies in a folder.
type moduleDir struct{ path, dir string }

// replacement is a replace directive with the folder that its relative paths start from.
type replacement struct {
	workspace.Replace
	base string
}

// readBuildList reads what go.mod, go.work, vendor and the environment say, once a workspace.
func (l *Loader) readBuildList() *buildList {
	b := &buildList{requires: slices.Clone(l.ws.GoMod.Requires)}
	b.local = append(b.local, moduleDir{l.ws.ModulePath, l.ws.Root})
	l.readGoWork(b)
	b.replaces = append(b.replaces, based(l.ws.GoMod.Replaces, l.ws.Root)...)
	if _, err := l.disk.read(filepath.Join(l.ws.Root, "vendor", "modules.txt")); err == nil {
		b.vendor = filepath.Join(l.ws.Root, "vendor")
	}
	b.cache = l.moduleCache()
	slices.SortStableFunc(b.local, func(x, y moduleDir) int { return len(y.path) - len(x.path) })
	slices.SortStableFunc(b.requires, func(x, y workspace.Require) int { return len(y.Path) - len(x.Path) })
	slices.SortStableFunc(b.replaces, func(x, y replacement) int { return len(y.Path) - len(x.Path) })
	return b
}

// readGoWork adds the modules of the go.work above the root, if the root is one of them.
func (l *Loader) readGoWork(b *buildList) {
	file := l.env("GOWORK")
	if file == "off" {
		return
	}
	if file == "" {
		for at := l.ws.Root; ; {
			if _, err := l.disk.read(filepath.Join(at, "go.work")); err == nil {
				file = filepath.Join(at, "go.work")
				break
			}
			up := filepath.Dir(at)
			if up == at {
				return
			}
			at = up
		}
	}
	data, err := l.disk.read(file)
	if err != nil {
		return
	}
	work, err := workspace.ParseGoWork("go.work", data)
	if err != nil {
		return
	}
	base := filepath.Dir(file)
	var used []moduleDir
	inside := false
	for _, use := range work.Uses {
		dir := within(base, use)
		if dir == l.ws.Root {
			inside = true
			continue
		}
		data, err := l.disk.read(filepath.Join(dir, "go.mod"))
		if err != nil {
			continue
		}
		mod, err := workspace.ParseGoMod("go.mod", data)
		if err != nil {
			continue
		}
		used = append(used, moduleDir{mod.Path, dir})
		b.requires = append(b.requires, mod.Requires...)
	}
	if inside {
		b.local = append(b.local, used...)
		b.replaces = append(b.replaces, based(work.Replaces, base)...)
	}
}

func based(list []workspace.Replace, base string) []replacement {
	out := make([]replacement, len(list))
	for i, r := range list {
		out[i] = replacement{r, base}
	}
	return out
}

// moduleCache is the folder of the module cache, as the go command finds it.
func (l *Loader) moduleCache() string {
	if dir := l.env("GOMODCACHE"); dir != "" {
		return dir
	}
	if list := filepath.SplitList(l.env("GOPATH")); len(list) > 0 && list[0] != "" {
		return filepath.Join(list[0], "pkg", "mod")
	}
	for _, home := range []string{"HOME", "USERPROFILE"} {
		if dir := l.env(home); dir != "" {
			return filepath.Join(dir, "go", "pkg", "mod")
		}
	}
	return ""
}

// within is a path of a go.mod as a folder.
func within(base, rel string) string {
	if filepath.IsAbs(filepath.FromSlash(rel)) {
		return filepath.Clean(filepath.FromSlash(rel))
	}
	return filepath.Join(base, filepath.FromSlash(rel))
}

// isLocal says whether a folder lies in the workspace, and not in its vendor folder.
func (l *Loader) isLocal(dir string) bool {
	rel, ok := strings.CutPrefix(dir, l.ws.Root)
	rel = filepath.ToSlash(rel)
	return ok && (rel == "" || rel[0] == '/') && !strings.HasPrefix(rel, "/vendor/")
}

// isStdPath says whether an import path is one of the standard library, as far as one can tell without it: the first
// part of the path of any other module has a dot, or is the module itself, which is asked first.
func isStdPath(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}

// location is where a package should lie, and why it may not be there.
type location struct {
	dir     string
	module  string // path and version, of a module that may have to be downloaded
	unknown bool   // no module of the build list holds it
}

// locate finds the folder of a package.
func (l *Loader) locate(importPath string) location {
	b := l.build()
	for _, m := range b.local {
		if sub, ok := below(importPath, m.path); ok {
			return location{dir: filepath.Join(m.dir, sub)}
		}
	}
	if b.vendor != "" {
		if dir := filepath.Join(b.vendor, filepath.FromSlash(importPath)); l.disk.dir(dir) {
			return location{dir: dir}
		}
	}
	for _, r := range b.replaces {
		sub, ok := below(importPath, r.Path)
		if !ok || r.Version != "" && !slices.Contains(b.requires, workspace.Require{Path: r.Path, Version: r.Version}) {
			continue
		}
		if r.NewVersion == "" {
			return location{dir: filepath.Join(within(r.base, r.NewPath), sub)}
		}
		return l.inCache(b, r.NewPath, r.NewVersion, sub)
	}
	absent := location{unknown: true}
	for _, r := range b.requires {
		sub, ok := below(importPath, r.Path)
		if !ok {
			continue
		}
		at := l.inCache(b, r.Path, r.Version, sub)
		if l.disk.dir(at.dir) {
			return at
		}
		if absent.unknown {
			absent = at
		}
	}
	return absent
}

// inCache is the place of a package in the module cache.
func (l *Loader) inCache(b *buildList, modulePath, version, sub string) location {
	at := location{module: modulePath + "@" + version}
	if b.cache != "" {
		at.dir = filepath.Join(b.cache, filepath.FromSlash(escape(modulePath)+"@"+escape(version)), sub)
	}
	return at
}

// below is the rest of an import path inside a module, as a path of the system.
func below(importPath, module string) (string, bool) {
	rest, ok := strings.CutPrefix(importPath, module)
	if !ok || rest != "" && rest[0] != '/' {
		return "", false
	}
	return filepath.FromSlash(strings.TrimPrefix(rest, "/")), true
}

// escape writes capitals as the module cache does, for file systems that do not tell case apart.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('!')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isLocalPath says whether an import path belongs to the workspace or to a module beside it in go.work.
func (l *Loader) isLocalPath(importPath string) bool {
	return slices.ContainsFunc(l.build().local, func(m moduleDir) bool {
		_, ok := below(importPath, m.path)
		return ok
	})
}

// isGenerated says whether an import path is one that tenon writes.
func (l *Loader) isGenerated(importPath string) bool {
	return slices.ContainsFunc(l.build().local, func(m moduleDir) bool {
		sub, ok := below(importPath, m.path)
		return ok && strings.Contains(sub, "_generated")
	})
}

// isStdlib says whether an import path is one of the standard library.
func (l *Loader) isStdlib(importPath string) bool {
	if !isStdPath(importPath) || l.isLocalPath(importPath) {
		return false
	}
	b := l.build()
	return !slices.ContainsFunc(b.replaces, func(r replacement) bool { _, ok := below(importPath, r.Path); return ok }) &&
		!slices.ContainsFunc(b.requires, func(r workspace.Require) bool { _, ok := below(importPath, r.Path); return ok })
}

// importPackage reads the package of an import path. It is nil if it is not there.
func (ld *load) importPackage(importPath string) (*pkg, location) {
	if importPath == ld.pkg.path {
		return ld.pkg, location{}
	}
	if !validImport(importPath) {
		return nil, location{unknown: true}
	}
	at := ld.locate(importPath)
	if at.dir == "" {
		return nil, at
	}
	p := ld.readPackage(importPath, at.dir)
	if p != nil {
		ld.opened[p] = true
	}
	return p, at
}

// validImport says whether an import path can be a path below a folder.
func validImport(importPath string) bool {
	return importPath != "" && path.Clean(importPath) == importPath && importPath[0] != '/' && importPath[0] != '.' &&
		!strings.ContainsAny(importPath, "\\:\x00*?\"<>|") && !strings.Contains("/"+importPath+"/", "/../")
}

// packageOf reads the package that a type of the contract comes from, or reports why the type cannot be used.
func (ld *load) packageOf(im imported, at token.Pos, name, what string) *pkg {
	full := im.path + "." + name
	switch {
	case laterTypes(full) != "":
		ld.report(laterType, at, full, what, laterTypes(full))
	case ld.isStdlib(im.path):
		ld.report(unknownStdType, at, full, what)
	case ld.isGenerated(im.path):
		ld.report(generatedType, at, im.path, what)
	default:
		return ld.importFor(im, at)
	}
	return nil
}

// laterTypes says what a type would do that the language does not have yet, or "".
func laterTypes(full string) string {
	switch full {
	case "io.Reader", "io.ReadCloser", "io.Writer", "io.WriteCloser", "io.ReadSeeker", "io.ReadSeekCloser", "bufio.Reader",
		"bufio.Scanner", "bytes.Buffer", "bytes.Reader", "iter.Seq", "iter.Seq2":
		return "a streaming body"
	case "mime/multipart.File", "mime/multipart.FileHeader", "mime/multipart.Form", "mime/multipart.Reader", "os.File", "io/fs.File",
		emit.RuntimePath + "/rest.File", emit.RuntimePath + "/rest.Upload":
		return "a file"
	case "net/http.Request", "net/http.ResponseWriter", "net/http.Response", "net/http.Handler", "net/http.Header", "net/http.Cookie",
		emit.RuntimePath + "/rest.Response":
		return "a request or an answer by hand, with headers and cookies,"
	case emit.RuntimePath + "/rest.Field":
		return "null against absent"
	}
	return ""
}

// importFor reads the package of an import that a type of the contract comes from, or reports why it cannot.
func (ld *load) importFor(im imported, at token.Pos) *pkg {
	p, where := ld.importPackage(im.path)
	switch {
	case p != nil:
		if p.problems.HasErrors() {
			ld.touch(p)
			if len(p.files) == 0 {
				return nil
			}
		}
		return p
	case where.module != "":
		ld.report(notDownloaded, at, im.path, where.module)
	case where.unknown:
		ld.report(notRequired, at, im.path)
	default:
		ld.report(noPackage, at, im.path, ld.ws.Rel(where.dir))
	}
	return nil
}

// findImport finds the import that a name in front of a dot means, and its package if that had to be read to know
// its name. Names come from package clauses; what the path suggests is tried first.
func (ld *load) findImport(f *file, x *ast.Ident, member string) (imported, *pkg, bool) {
	var others, generated []imported
	for _, im := range f.imports {
		switch {
		case im.alias == x.Name:
			return im, nil, true
		case im.alias != "":
		case ld.isGenerated(im.path):
			generated = append(generated, im)
		case ld.isStdlib(im.path) || ld.known(im.path, member) != nil:
			if guessName(im.path) == x.Name {
				return im, nil, true
			}
		case guessName(im.path) == x.Name:
			others = slices.Insert(others, 0, im)
		default:
			others = append(others, im)
		}
	}
	var absent []imported
	for _, im := range others {
		p, _ := ld.importPackage(im.path)
		if p == nil {
			absent = append(absent, im)
		} else if p.name == x.Name {
			return im, p, true
		}
	}
	if len(absent) > 0 && (guessName(absent[0].path) == x.Name || len(absent) == 1) {
		ld.importFor(absent[0], x.Pos())
		return imported{}, nil, false
	}
	if len(generated) > 0 {
		ld.report(generatedType, x.Pos(), generated[0].path, x.Name+"."+member)
	} else {
		ld.report(noImport, x.Pos(), x.Name)
	}
	return imported{}, nil, false
}
