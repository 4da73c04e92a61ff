package emit

import (
	"path"
	"strings"
)

// Kind names a kind of artifact, as users write it after --only and --skip.
type Kind string

// The kinds of artifacts.
const (
	OpenAPI     Kind = "openapi"
	AsyncAPI    Kind = "asyncapi"
	Specs       Kind = "specs"
	Wire        Kind = "wire"
	WSRouters   Kind = "ws-routers"
	RESTRouter  Kind = "rest-router"
	ModuleKind  Kind = "module"
	GoClient    Kind = "go-client"
	Python      Kind = "python"
	PythonIndex Kind = "python-index"
)

// Row describes a kind. Folder is its default output folder, where {module} stands for the module's own folder;
// PackageSuffix makes the name of the Go package in it. A planned kind has its place in the table, but no emitter yet.
type Row struct {
	Kind          Kind
	Folder        string
	PackageSuffix string
	Language      string // json, go, python
	Planned       bool
	What          string
	Needs         []Kind
}

// Kinds is the table of all kinds, in the order in which they are emitted and reported.
func Kinds() []Row {
	rows := kinds()
	return rows[:]
}

// kinds is the table; for who only looks, it stays where it is made.
func kinds() [10]Row {
	return [...]Row{
		{OpenAPI, "{module}/specs_generated", "", "json", false, "OpenAPI document", nil},
		{AsyncAPI, "{module}/specs_generated", "", "json", false, "AsyncAPI document, for a module with streams", nil},
		{Specs, "{module}/specs_generated", "specs", "go", false, "Go package that embeds the documents", []Kind{OpenAPI, AsyncAPI}},
		{Wire, "{module}/wire_generated", "wire", "go", false, "Go encoding, decoding, defaults and validation", nil},
		{WSRouters, "{module}/ws_generated", "ws", "go", false, "Go WebSocket routers, for a module with streams", []Kind{Wire}},
		{RESTRouter, "{module}/rest_generated", "rest", "go", true, "Go REST router", []Kind{Wire}},
		{ModuleKind, "{module}/module_generated", "module", "go", true, "Go module that joins routers and documents", []Kind{RESTRouter}},
		{GoClient, "{module}/goclient_generated", "client", "go", true, "Go client", []Kind{Wire}},
		{Python, "client_generated", "", "python", false, "typed Python client", nil},
		{PythonIndex, "client_generated", "", "python", false, "index of the Python clients", []Kind{Python}},
	}
}

// Layout says in which folder the artifacts of each kind lie.
type Layout struct {
	Folders map[Kind]string // from tenon.yaml's output; a kind without an entry has its default
}

// Folder is the output folder of a kind for a module whose own folder is moduleDir ("modules/broker").
func (l *Layout) Folder(k Kind, moduleDir string) string {
	folder := ""
	if l != nil {
		folder = l.Folders[k]
	}
	if folder == "" {
		folder = defaultFolder(k)
	}
	return path.Clean(strings.ReplaceAll(folder, "{module}", moduleDir))
}

// defaultFolder is the folder of a kind in the table.
func defaultFolder(k Kind) string {
	for _, row := range kinds() {
		if row.Kind == k {
			return row.Folder
		}
	}
	return ""
}
