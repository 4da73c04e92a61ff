package source

import (
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/naming"
)

// modulePackage reads the package of the module's folder.
func (ld *load) modulePackage() *pkg {
	importPath := path.Join(ld.ws.ModulePath, ld.found.Dir)
	p := ld.readPackage(importPath, ld.ws.Path(ld.found.Dir))
	if p == nil {
		ld.reportAt(noContract, diag.Pos{File: ld.found.Dir}, ld.found.Dir)
		return nil
	}
	ld.seen[p], ld.opened[p] = true, true
	ld.list = append(ld.list, p.problems...)
	if len(p.files) == 0 {
		return nil
	}
	if p.name == "main" {
		ld.report(mainPackage, p.files[0].ast.Name.Pos(), strings.ReplaceAll(naming.Snake(ld.found.Name), "_", ""))
		return nil
	}
	for _, f := range p.files {
		if f.ast.Name.Name != p.name {
			ld.report(twoPackages, f.ast.Name.Pos(), f.ast.Name.Name, p.name, p.files[0].name)
			return nil
		}
	}
	return p
}

// findContract finds the one interface that is marked as the contract.
func (ld *load) findContract() *object {
	var found *object
	for _, f := range ld.pkg.files {
		for _, decl := range f.ast.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				s, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				doc := s.Doc
				if doc == nil && !gen.Lparen.IsValid() {
					doc = gen.Doc
				}
				dir, ok := find(directivesOf(doc), "api")
				if _, isFace := s.Type.(*ast.InterfaceType); !ok || !isFace {
					continue
				}
				if found != nil {
					ld.report(secondContract, dir.at, s.Name.Name, found.name, ld.pos(found.at).String())
					continue
				}
				found = &object{kind: typeObject, name: s.Name.Name, file: f, at: s.Name.Pos(), doc: doc, typeSpec: s}
			}
		}
	}
	switch {
	case found == nil:
		if !ld.hasFaults() && !ld.list.HasErrors() {
			ld.reportAt(noContract, diag.Pos{File: ld.found.Dir}, ld.found.Dir)
		}
		return nil
	case !ast.IsExported(found.name):
		ld.report(unexportedContract, found.at, found.name)
		return nil
	case found.typeSpec.TypeParams != nil:
		ld.report(genericContract, found.at, found.name)
		return nil
	}
	return found
}

// hasFaults says whether the package holds a misspelt or misplaced directive, which has its own finding.
func (ld *load) hasFaults() bool {
	for _, f := range ld.pkg.files {
		if slices.ContainsFunc(f.ast.Comments, func(g *ast.CommentGroup) bool { return hasFault(g) || len(directivesOf(g)) > 0 }) {
			return true
		}
	}
	return false
}

// describeModule reads what the directives of the interface say of the module as a whole.
func (ld *load) describeModule(api *object) *contract.Module {
	dirs := directivesOf(api.doc)
	m := &contract.Module{
		Name:       ld.found.Name,
		Package:    ld.pkg.name,
		ImportPath: ld.pkg.path,
		Dir:        ld.found.Dir,
		Interface:  api.name,
		Doc:        packageDoc(ld.pkg),
		Pos:        ld.pos(api.at),
		Major:      1,
		Version:    "1.0.0",
		Auth:       ld.auth(dirs),
	}
	dir, _ := find(dirs, "api")
	ld.readVersion(m, dir)
	m.BasePath = ld.ws.Config.BasePath + "/v" + strconv.Itoa(m.Major) + "/" + m.Name
	return m
}

// readVersion reads //tenon:api v1 [1.4.0].
func (ld *load) readVersion(m *contract.Module, dir directive) {
	major := dir.arg(0)
	n, err := strconv.Atoi(strings.TrimPrefix(major.text, "v"))
	switch {
	case err != nil || n < 1 || major.text != "v"+strconv.Itoa(n):
		ld.report(badMajor, major.at, major.text)
		return
	case n > 1:
		ld.report(laterMajor, major.at, major.text)
		return
	}
	m.Major = n
	if version := dir.arg(1); version.text != "" {
		if !isVersion(version.text) || !strings.HasPrefix(version.text, strconv.Itoa(n)+".") {
			ld.report(badVersion, version.at, version.text, major.text, strconv.Itoa(n))
			return
		}
		m.Version = version.text
	}
	ld.extraArgs(dir, 2)
}

// isVersion says whether a text is a version as semver has it.
func isVersion(s string) bool {
	core := s
	if i := strings.IndexAny(s, "-+"); i >= 0 {
		core = s[:i]
		if len(s) == i+1 || strings.Trim(s[i+1:], "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-+") != "" {
			return false
		}
	}
	parts := strings.Split(core, ".")
	for _, part := range parts {
		if !isDigits(part) || len(part) > 9 || len(part) > 1 && part[0] == '0' {
			return false
		}
	}
	return len(parts) == 3
}

// packageDoc is the package comment; several files may have a part of it.
func packageDoc(p *pkg) string {
	var parts []string
	for _, f := range p.files {
		if text := docText(f.ast.Doc); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n\n")
}

// extraArgs reports the first argument beyond those that a directive takes.
func (ld *load) extraArgs(dir directive, n int) {
	if len(dir.args) > n {
		row, _ := directiveFor(dir.text)
		ld.report(extraArgument, dir.args[n].at, dir.args[n].text, row.syntax)
	}
}

// auth reads the //tenon:auth lines of a comment; nil if there are none.
func (ld *load) auth(dirs []directive) []contract.Auth {
	var list []contract.Auth
	for _, dir := range dirs {
		if dir.text != "auth" {
			continue
		}
		if len(dir.args) == 0 {
			ld.report(missingArgument, dir.end, "//tenon:auth bearer", "auth")
		}
		for _, arg := range dir.args {
			a, ok := ld.oneAuth(arg)
			if !ok {
				continue
			}
			if slices.Contains(list, a) || len(list) > 0 && (a.Scheme == "none" || list[0].Scheme == "none") {
				ld.report(authConflict, arg.at, arg.text)
				continue
			}
			list = append(list, a)
		}
	}
	return list
}

// oneAuth reads one way to show who one is.
func (ld *load) oneAuth(arg word) (contract.Auth, bool) {
	scheme, name, named := strings.Cut(arg.text, ":")
	plain, keyed := []string{"bearer", "basic", "none"}, []string{"cookie", "header", "query"}
	switch {
	case slices.Contains(plain, scheme) && !named:
		return contract.Auth{Scheme: scheme}, true
	case slices.Contains(keyed, scheme) && isToken(name):
		return contract.Auth{Scheme: scheme, Name: name}, true
	case slices.Contains(keyed, scheme):
		ld.report(authName, arg.at, arg.text, scheme)
	case slices.Contains(plain, scheme):
		ld.report(authNoName, arg.at, arg.text, scheme)
	default:
		ld.report(badAuth, arg.at, arg.text, didYouMean("", scheme, slices.Concat(plain, keyed)))
	}
	return contract.Auth{}, false
}
