package gosrc

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// Package is an imported package: as Code the name by which the file calls it.
type Package struct{ entry *imported }

type imported struct {
	path  string
	name  string // name in this file
	named bool   // the import needs that name said
	used  bool
}

func (p Package) text() string {
	p.entry.used = true
	return p.entry.name
}

// Sel is a selector on the package: pkg.Name. The name may come from a specification.
func (p Package) Sel(name string) Expr { return X("$1.$2", p, Name(name)) }

// Reserve keeps names from being taken by imports: what the package declares, and what its functions call their
// variables. It must be called before Import.
func (f *File) Reserve(names ...string) { f.taken = append(f.taken, names...) }

// ReservePrefixes keeps all names that begin so from being taken by imports.
func (f *File) ReservePrefixes(prefixes ...string) { f.prefix = append(f.prefix, prefixes...) }

// hasReservedPrefix says whether a name begins as one that is kept, so that no number makes it free.
func (f *File) hasReservedPrefix(name string) bool {
	return slices.ContainsFunc(f.prefix, func(p string) bool { return strings.HasPrefix(name, p) })
}

// Import makes a package known by its import path and the name of its package clause. It appears among the file's
// imports once it is used in code. If its name is taken, it gets another.
func (f *File) Import(importPath, packageName string) Package {
	for _, e := range f.imports {
		if e.path == importPath {
			return Package{e}
		}
	}
	wanted := Name(packageName).s
	if f.hasReservedPrefix(wanted) {
		wanted = "x" + wanted
	}
	name := wanted
	for n := 2; slices.Contains(f.taken, name) || predeclared(name); n++ {
		name = wanted + strconv.Itoa(n)
	}
	f.taken = append(f.taken, name)
	e := &imported{path: importPath, name: name, named: name != path.Base(importPath)}
	f.imports = append(f.imports, e)
	return Package{e}
}

// ImportBlank imports a package for its effects alone.
func (f *File) ImportBlank(importPath string) {
	f.imports = append(f.imports, &imported{path: importPath, name: "_", named: true, used: true})
}

// predeclared says whether an import of that name would hide something that generated code uses.
func predeclared(name string) bool {
	switch name {
	case "any", "append", "bool", "byte", "cap", "clear", "comparable", "copy", "delete", "error", "false",
		"float32", "float64", "int", "int8", "int16", "int32", "int64", "iota", "len", "make", "max", "min", "new",
		"nil", "panic", "recover", "rune", "string", "true", "uint", "uint8", "uint16", "uint32", "uint64",
		"uintptr", "init", "main", "_":
		return true
	}
	return false
}

// appendImports writes the imports that were used: the standard library, then all others, each sorted by path.
func (f *File) appendImports(b []byte) []byte {
	var groups [2][]*imported
	for _, e := range f.imports {
		if !e.used {
			continue
		}
		g := 1
		if isStandard(e.path) {
			g = 0
		}
		groups[g] = append(groups[g], e)
	}
	total := len(groups[0]) + len(groups[1])
	if total == 0 {
		return b
	}
	b = append(b, "\nimport "...)
	if total > 1 {
		b = append(b, "(\n"...)
	}
	for i, group := range groups {
		slices.SortFunc(group, func(x, y *imported) int { return strings.Compare(x.path, y.path) })
		if i > 0 && len(group) > 0 && len(groups[0]) > 0 {
			b = append(b, '\n')
		}
		for _, e := range group {
			if total > 1 {
				b = append(b, '\t')
			}
			if e.named {
				b = append(b, e.name...)
				b = append(b, ' ')
			}
			b = strconv.AppendQuote(b, e.path)
			b = append(b, '\n')
		}
	}
	if total > 1 {
		b = append(b, ")\n"...)
	}
	return b
}

// isStandard says whether an import path is one of the standard library, by its first element. It decides where an
// import stands and nothing else.
func isStandard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	switch first {
	case "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug",
		"embed", "encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "io",
		"iter", "log", "maps", "math", "mime", "net", "os", "path", "reflect", "regexp", "runtime", "slices",
		"sort", "strconv", "strings", "structs", "sync", "syscall", "testing", "text", "time", "unicode",
		"unique", "unsafe", "weak":
		return true
	}
	return false
}
