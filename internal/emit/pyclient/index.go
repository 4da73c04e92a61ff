package pyclient

import (
	"bytes"
	"embed"
	"path"
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/pyclient/pysrc"
)

// runtime is the Python files that all clients share. They carry their marker themselves.
//
//go:embed runtime/*.py
var runtime embed.FS

// IndexInput says which clients there are.
type IndexInput struct {
	Modules    []string // every module whose client is on disk or of this run
	Layout     *emit.Layout
	PythonHTTP string // httpx or httpx2
}

// Index renders what the clients share: __init__.py, which offers every client of the modules, and py.typed (kind
// python-index); errors.py, _models.py, _runtime.py and _streams.py (kind python). None of them belongs to a module.
// The index imports a client when it is first used, so that one client that is missing or broken harms no other.
func Index(in IndexInput) ([]emit.Artifact, error) {
	init, err := indexFile(in.Modules)
	if err != nil {
		return nil, err
	}
	folder := in.Layout.Folder(emit.PythonIndex, "")
	artifacts := []emit.Artifact{
		{Kind: emit.PythonIndex, Path: path.Join(folder, "__init__.py"), Data: init},
		{Kind: emit.PythonIndex, Path: path.Join(folder, "py.typed"), Data: []byte{}},
	}
	entries, err := runtime.ReadDir("runtime")
	if err != nil {
		return nil, err
	}
	folder = in.Layout.Folder(emit.Python, "")
	for _, e := range entries {
		data, err := runtime.ReadFile("runtime/" + e.Name())
		if err != nil {
			return nil, err
		}
		if in.PythonHTTP == "httpx2" {
			data = bytes.Replace(data, []byte("\nimport httpx\n"), []byte("\nimport httpx2 as httpx\n"), 1)
		}
		artifacts = append(artifacts, emit.Artifact{Kind: emit.Python, Path: path.Join(folder, e.Name()), Data: data})
	}
	return artifacts, nil
}

// exported is a name that the package offers, and the file it comes from.
type exported struct {
	name pysrc.Name
	from pysrc.Name
}

// exports are the names of the runtime that users need, and the clients.
func exports(modules []string) ([]exported, error) {
	var list []exported
	for _, name := range []pysrc.Name{
		pysrc.Const("APIKey"), pysrc.Const("Basic"), pysrc.Const("Bearer"), pysrc.Const("Options"),
		pysrc.Const("Response"), pysrc.Const("Retry"),
	} {
		list = append(list, exported{name, pysrc.Const("_runtime")})
	}
	owner := map[string]string{}
	for _, e := range list {
		owner[e.name.String()] = "the runtime"
	}
	for _, module := range modules {
		base, class := moduleName(module), className(module)
		file := base.Suffixed("_client")
		for _, name := range []pysrc.Name{
			class.Prefixed("Async").Suffixed("API"), class.Prefixed("Async").Suffixed("Client"),
			class.Suffixed("API"), class.Suffixed("Client"),
		} {
			if other := owner[name.String()]; other != "" {
				return nil, diag.Diagnostic{
					ID:      "python-name-clash",
					Message: "the Python client of module " + module + " would be called " + name.String() + ", like that of " + other,
					Help:    "rename one of the modules",
					Module:  module,
				}
			}
			owner[name.String()] = "module " + module
			list = append(list, exported{name, file})
		}
	}
	slices.SortFunc(list, func(a, b exported) int { return strings.Compare(a.name.String(), b.name.String()) })
	return list, nil
}

func indexFile(modules []string) ([]byte, error) {
	modules = slices.Clone(modules)
	slices.Sort(modules)
	modules = slices.Compact(modules)
	for _, m := range modules {
		if err := checkModule(m); err != nil {
			return nil, err
		}
	}
	list, err := exports(modules)
	if err != nil {
		return nil, err
	}
	var f pysrc.File
	f.Marker(marker(emit.PythonIndex))
	f.Doc(0, "Typed clients of every module. Each is loaded when it is first used.")
	f.Blank(1)
	f.Lines(0, "import importlib", "from typing import TYPE_CHECKING, Any")
	group(&f, pysrc.Const("_runtime"), list)
	for _, m := range modules {
		group(&f, moduleName(m).Suffixed("_client"), list)
	}
	f.Blank(1)
	var all, table []pysrc.Expr
	for _, e := range list {
		all = append(all, pysrc.Str(e.name.String()))
		table = append(table, pysrc.X("$1: $2", pysrc.Str(e.name.String()), pysrc.Str(e.from.String())))
	}
	f.Line(0, pysrc.X("__all__ = $1", pysrc.Bracket("[", all, "]")))
	f.Blank(1)
	f.Line(0, pysrc.X("_HOME = $1", pysrc.Bracket("{", table, "}")))
	f.Lines(0, "", "",
		"def __dir__() -> list[str]:",
		`    """Name what can be imported, whether it is loaded or not."""`,
		"    return sorted({*globals(), *__all__})",
		"", "",
		"if not TYPE_CHECKING:  # for type checkers the names above are all there is",
		"",
		"    def __getattr__(name: str) -> Any:",
		`        """Load the file that a name comes from when the name is first used."""`,
		"        if name not in _HOME:",
		`            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")`,
		`        home = importlib.import_module(f"{__name__}.{_HOME[name]}")`,
		"        value = globals()[name] = getattr(home, name)",
		"        return value")
	return f.Bytes(), nil
}

// group says to type checkers where the names of one file come from. Assignments, because imports of long names could
// not be formatted as every tool wants them.
func group(f *pysrc.File, file pysrc.Name, list []exported) {
	f.Blank(1)
	f.Lines(0, "if TYPE_CHECKING:")
	f.Line(1, pysrc.X("from . import $1", pysrc.N(file)))
	f.Blank(1)
	for _, e := range list {
		if e.from == file {
			f.Line(1, pysrc.X("$1 = $2.$1", pysrc.N(e.name), pysrc.N(file)))
		}
	}
}
