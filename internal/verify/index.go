package verify

import (
	"path"
	"slices"
	"strconv"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/naming"
)

// Index checks what the Python clients of some modules share: every file can be read and is marked, and the index
// offers the clients of each module, for those who import it and for type checkers alike.
func Index(artifacts []emit.Artifact, modules []string) diag.List {
	var l diag.List
	var room []pyToken
	for _, a := range ofKind(artifacts, emit.Python, emit.PythonIndex) {
		if path.Ext(a.Path) != ".py" {
			l = append(l, marker(a)...)
			continue
		}
		f := parsePython(a, room)
		room = f.tokens
		if a.Kind == emit.PythonIndex && f.tokens != nil {
			f.offers(modules)
		}
		l = append(l, f.found...)
	}
	return l.Sort()
}

// offers compares what the index offers with what it should.
func (f *pyFile) offers(modules []string) {
	var listed []string
	home := map[string]string{}
	typed := map[string]string{}
	for i := range f.tokens {
		switch {
		case f.is(i, "__all__", "=", "["):
			for _, part := range f.split(i+3, f.matching(i+2)) {
				text, _ := pyText(f.textOf(f.tokens[part[0]]))
				listed = append(listed, text)
			}
		case f.is(i, "_HOME", "=", "{"):
			for _, part := range f.split(i+3, f.matching(i+2)) {
				key, _ := pyText(f.textOf(f.tokens[part[0]]))
				value, _ := pyText(f.textOf(f.tokens[part[1]-1]))
				home[key] = value
			}
		case f.kind(i) == pyName && f.is(i+1, "=") && f.kind(i+2) == pyName && f.is(i+3, ".") && f.is(i+4, f.textOf(f.tokens[i])):
			typed[f.textOf(f.tokens[i])] = f.textOf(f.tokens[i+2])
		}
	}
	if !slices.Equal(listed, sortedKeys(home)) {
		f.report("index-differs", 0, "the index lists other names than it knows the files of")
	}
	for _, name := range sortedKeys(home) {
		if typed[name] != home[name] {
			f.report("index-differs", 0, "the index takes "+name+" from "+home[name]+", and for type checkers from "+
				strconv.Quote(typed[name]))
		}
	}
	for _, module := range modules {
		f.offersClient(module, home)
	}
}

// offersClient looks for the classes of one module, whatever the style of their names.
func (f *pyFile) offersClient(module string, home map[string]string) {
	name := naming.Squash(module)
	for _, class := range []string{name + "client", "async" + name + "client"} {
		found := false
		for _, offered := range sortedKeys(home) {
			found = found || naming.Squash(offered) == class && naming.Squash(home[offered]) == name+"client"
		}
		if !found {
			f.report("index-client-missing", 0, "the index does not offer the client of module "+module+" ("+class+")")
		}
	}
}
