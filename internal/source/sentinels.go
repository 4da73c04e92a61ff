package source

import (
	"cmp"
	"go/ast"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// sentinels reads the //tenon:error lines of a comment.
func (ld *load) sentinels(dirs []directive) []*contract.Sentinel {
	var list []*contract.Sentinel
	for _, dir := range dirs {
		if dir.text != "error" {
			continue
		}
		if s := ld.sentinel(dir); s != nil && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// sentinel reads one //tenon:error line. A sentinel has one status and one code in its contract.
func (ld *load) sentinel(dir directive) *contract.Sentinel {
	name, status := dir.arg(0), dir.arg(1)
	if name.text == "" || status.text == "" {
		ld.report(missingArgument, dir.end, "//tenon:error ErrX 404", "error")
		return nil
	}
	ld.extraArgs(dir, 2)
	code, err := strconv.Atoi(status.text)
	if err != nil || code < 400 || code > 599 {
		ld.report(badErrorStatus, status.at, status.text)
		return nil
	}
	o := ld.pkg.objects[name.text]
	if o == nil || o.kind != varObject || !ld.mayBeError(o) {
		ld.notASentinel(o, name)
		return nil
	}
	if !ast.IsExported(o.name) {
		ld.report(unexportedSentinel, name.at, name.text)
		return nil
	}
	for _, s := range ld.mod.Errors {
		if s.GoName != o.name {
			continue
		}
		if s.Status != code {
			ld.report(twoStatuses, status.at, name.text, strconv.Itoa(s.Status), status.text)
		}
		return s
	}
	s := &contract.Sentinel{GoName: o.name, ImportPath: ld.pkg.path, Package: ld.pkg.name, Status: code,
		Code: naming.Kebab(strings.TrimPrefix(o.name, "Err")), Doc: docOf(o.doc, o.line), Pos: ld.pos(o.at)}
	if s.Code == "" {
		s.Code = naming.Kebab(o.name)
	}
	for _, other := range ld.mod.Errors {
		if other.Code == s.Code {
			ld.report(codeTwice, name.at, other.GoName, s.GoName, s.Code)
			return nil
		}
	}
	ld.mod.Errors = append(ld.mod.Errors, s)
	return s
}

// mayBeError says whether a variable may hold an error, as far as its declaration shows.
func (ld *load) mayBeError(o *object) bool {
	if o.typ != nil {
		id, ok := ast.Unparen(o.typ).(*ast.Ident)
		return !ok || predeclared(id.Name) == nil || o.file.pkg.objects[id.Name] != nil
	}
	switch v := ast.Unparen(o.value).(type) {
	case *ast.BasicLit, *ast.FuncLit, *ast.BinaryExpr:
		return false
	case *ast.CompositeLit:
		switch v.Type.(type) {
		case *ast.Ident, *ast.SelectorExpr:
			return true
		}
		return false
	case *ast.Ident:
		return v.Name != "true" && v.Name != "false"
	}
	return true
}

// notASentinel says why a name is no sentinel.
func (ld *load) notASentinel(o *object, name word) {
	if o != nil {
		what := map[objectKind]string{constObject: "a constant", typeObject: "a type", funcObject: "a function", varObject: "a variable that holds no error"}[o.kind]
		ld.report(notSentinel, name.at, name.text, what)
		return
	}
	if strings.Contains(name.text, ".") {
		ld.report(foreignSentinel, name.at, name.text, ld.pkg.name)
		return
	}
	var names []string
	for _, o := range sortedObjects(ld.pkg) {
		if o.kind == varObject && ast.IsExported(o.name) {
			names = append(names, o.name)
		}
	}
	help := "declare it: var " + name.text + ` = errors.New("…")`
	if guess := closest(name.text, names); guess != "" {
		help = "did you mean " + guess + "?"
	}
	ld.report(noSentinel, name.at, name.text, ld.pkg.name, help)
}

// joined are the sentinels of a method and those of the interface, by status and code.
func joined(own, shared []*contract.Sentinel) []*contract.Sentinel {
	var list []*contract.Sentinel
	for _, s := range slices.Concat(own, shared) {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b *contract.Sentinel) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), strings.Compare(a.Code, b.Code))
	})
	return list
}
