package verify

import (
	"go/token"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
)

// goCodec is what an emitted package has for one Go type. The functions are found by their signatures, never by their
// names: those are the emitter's business.
type goCodec struct {
	appends, decodes int // exported: func([]byte, *T) ([]byte, error), func([]byte) (T, error)
	writers, readers []*goFunc
}

// codecsOf gathers the functions of a package by the type that they are about: "import/path.Name".
func codecsOf(m *contract.Module, files []*goFile) map[string]*goCodec {
	codecs := make(map[string]*goCodec, len(m.Decls))
	of := func(t goType, packages map[string]string) *goCodec {
		key := t.key(packages)
		if codecs[key] == nil {
			codecs[key] = &goCodec{}
		}
		return codecs[key]
	}
	for _, file := range files {
		packages := file.packages(m)
		for _, f := range file.funcs {
			in, out, exported := f.params, f.results, token.IsExported(f.name)
			switch {
			case f.method:
			case exported && len(in) == 2 && len(out) == 2 && in[0].isBytes() && out[0].isBytes():
				of(in[1].pointee(), packages).appends++
			case exported && len(in) == 1 && len(out) == 2 && in[0].isBytes():
				of(out[0], packages).decodes++
			case !exported && len(in) == 2 && len(out) == 0:
				c := of(in[1].pointee(), packages)
				switch in[0].runtimeType() {
				case "Encoder":
					c.writers = append(c.writers, f)
				case "Decoder":
					c.readers = append(c.readers, f)
				}
			}
		}
	}
	return codecs
}

// packages maps the names of a file's imports to their paths.
func (f *goFile) packages(m *contract.Module) map[string]string {
	names := make(map[string]string, len(m.Decls)+1)
	names[m.ImportPath] = m.Package
	for _, d := range m.Decls {
		names[d.Go.ImportPath] = d.Go.Package
	}
	packages := make(map[string]string, len(f.imported))
	for _, spec := range f.imported {
		switch {
		case spec.name != "":
			packages[spec.name] = spec.path
		case names[spec.path] != "":
			packages[names[spec.path]] = spec.path
		}
	}
	return packages
}

// isBytes says whether a type is []byte.
func (t goType) isBytes() bool { return t.list && t.pkg == "" && t.name == "byte" }

// pointee is what a pointer points to; of anything else it is the zero value.
func (t goType) pointee() goType {
	if !t.star {
		return goType{}
	}
	t.star = false
	return t
}

// key is "import/path.Name" of a type of another package, without type arguments; "" of any other type.
func (t goType) key(packages map[string]string) string {
	if t.star || t.list || t.pkg == "" {
		return ""
	}
	return packages[t.pkg] + "." + t.name
}

// runtimeType is the name behind a pointer to a type of another package: Encoder of *wire.Encoder.
func (t goType) runtimeType() string {
	if t = t.pointee(); t.pkg == "" || t.args {
		return ""
	}
	return t.name
}

// declKey is the key of a declaration in codecsOf.
func declKey(d *contract.Decl) string { return d.Go.ImportPath + "." + d.Go.Name }

// wireComplete checks that every declaration that travels can be written and read, each instance of a generic type by
// functions of its own, and the request of each stream as a topic too.
func wireComplete(m *contract.Module, files []*goFile) diag.List {
	l := unresolved(files)
	codecs := codecsOf(m, files)
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
func memberMissing(f *goFunc, verb string, d *contract.Decl, field *contract.Field) diag.Diagnostic {
	return finding("wire-member-missing", f.file.pos(f.off), "the function "+f.name+" does not "+verb+" the member "+
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
				l = append(l, finding("wire-value-missing", f.file.pos(f.off), "the function "+f.name+" does not know the value "+
					v.GoName, internalHelp))
			}
		}
	}
	return l
}
