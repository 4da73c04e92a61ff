package verify

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/naming"
)

// moduleName is one name that a module has in some world, and that no other module may have there.
type moduleName struct {
	id    string // of the diagnostic
	words string // what the name is
	of    func(m *contract.Module) string
	fold  bool // compared without regard to case: it becomes a file's name
}

// moduleNames is the table of those names.
func moduleNames() []moduleName {
	return []moduleName{
		{"duplicate-module", "module", func(m *contract.Module) string { return m.Name }, true},
		{"duplicate-package", "Go package", func(m *contract.Module) string { return m.ImportPath }, false},
		{"duplicate-client", "client", clientName, true},
		{"duplicate-client-file", "client file", clientFile, true},
		{"duplicate-base-path", "base path", func(m *contract.Module) string { return m.BasePath }, false},
		{"duplicate-title", "title", title, false},
	}
}

// Names checks the modules' names against each other: module, package, client and route names and titles are unique,
// and those of one module correspond.
func Names(mods []*contract.Module) diag.List {
	var l diag.List
	for _, n := range moduleNames() {
		l = append(l, unique(mods, n)...)
	}
	for _, m := range mods {
		l = append(l, corresponding(m)...)
	}
	return l.Sort()
}

// unique finds modules that share a name.
func unique(mods []*contract.Module, n moduleName) diag.List {
	var l diag.List
	first := map[string]*contract.Module{}
	for _, m := range mods {
		name := n.of(m)
		key := name
		if m.Major > 1 {
			key += " v" + strconv.Itoa(m.Major)
		}
		if n.fold {
			key = strings.ToLower(name)
		}
		if other, taken := first[key]; taken {
			d := finding(n.id, m.Pos, "modules "+other.Name+" ("+other.Dir+") and "+m.Name+" ("+m.Dir+") share the "+n.words+
				" name "+name, "rename the folder of one of them")
			d.Module = m.Name
			l = append(l, d)
			continue
		}
		first[key] = m
	}
	return l
}

// corresponding finds names of one module that do not belong together.
func corresponding(m *contract.Module) diag.List {
	var l diag.List
	report := func(id, message, help string) {
		d := finding(id, m.Pos, message, help)
		d.Module = m.Name
		l = append(l, d)
	}
	want := naming.Squash(m.Name)
	if naming.Squash(m.Package) != want {
		report("package-name-mismatch", "module "+m.Name+" has the Go package "+m.Package,
			"name the package "+naming.GoIdent(want)+", or the folder "+m.Package)
	}
	if folder := last(m.Dir); folder != m.Name && folder != "v"+strconv.Itoa(m.Major) {
		report("folder-name-mismatch", "module "+m.Name+" lies in the folder "+m.Dir, "name the folder "+m.Name)
	}
	if !slices.Contains(strings.Split(m.BasePath, "/"), m.Name) {
		report("base-path-mismatch", "module "+m.Name+" is served below "+m.BasePath,
			"the base path of a module ends in its name")
	}
	for _, op := range m.Operations {
		if op.Path != m.BasePath && !strings.HasPrefix(op.Path, m.BasePath+"/") {
			d := finding("route-outside-base-path", op.Pos, "operation "+op.ID+" is served at "+op.Path+", outside "+
				m.BasePath, "routes of a module lie below its base path")
			d.Module = m.Name
			l = append(l, d)
		}
	}
	return l
}

// last is the last element of a slash path.
func last(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// clientName is the class of the module's client.
func clientName(m *contract.Module) string { return naming.UpperCamel(m.Name) + "Client" }

// clientFile is the file of the module's client.
func clientFile(m *contract.Module) string { return naming.Snake(m.Name) + "_client.py" }

// title is the title of the module's documents.
func title(m *contract.Module) string {
	words := naming.Words(m.Name)
	for i, w := range words {
		words[i] = naming.UpperCamel(w)
	}
	return strings.Join(words, " ") + " API"
}
