package e2e

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon"
)

// setting is one tenon.yaml, and what has to come of it.
type setting struct {
	name, yaml string
	has        []string // files that are made
	hasNot     []string // files that are not
	says       []string // "file: text": what stands in files
}

func settings() []setting {
	const (
		openapi  = "modules/left/specs_generated/left_openapi.json"
		asyncapi = "modules/left/specs_generated/left_asyncapi.json"
		specs    = "modules/left/specs_generated/specs.go"
		wire     = "modules/left/wire_generated/wire.go"
		index    = "client_generated/__init__.py"
	)
	return []setting{
		{name: "nothing", has: []string{openapi, asyncapi, specs, wire, index}},
		{name: "openapi-and-specs", yaml: "artifacts: [specs, openapi]\n",
			has: []string{openapi, specs}, hasNot: []string{asyncapi, wire, index},
			says: []string{specs + ": go:embed left_openapi.json"}},
		{name: "asyncapi-and-specs", yaml: "artifacts: [specs, asyncapi]\n",
			has: []string{asyncapi, specs}, hasNot: []string{openapi}, says: []string{specs + ": go:embed left_asyncapi.json"}},
		{name: "python", yaml: "artifacts: [python, python-index]\n", has: []string{index}, hasNot: []string{openapi, specs, wire}},
		{name: "httpx2", yaml: "python: {http: httpx2, package: my_generated}\n",
			hasNot: []string{index}, says: []string{"my_generated/_runtime.py: import httpx2 as httpx"}},
		{name: "older", yaml: "openapi: \"3.0\"\nasyncapi: \"3.1\"\nmeta_operations: true\n",
			says: []string{openapi + `: "openapi": "3.0.3"`, asyncapi + `: "asyncapi": "3.1.0"`, openapi + `: "/api/v1/left/health"`}},
		{name: "root", yaml: "base_path: /\n", says: []string{openapi + `: "/v1/left/amounts"`, asyncapi + `: "/v1/left/ws"`}},
		{name: "base", yaml: "base_path: /a/b-c\n", says: []string{openapi + `: "/a/b-c/v1/left/amounts"`}},
		{name: "info", yaml: "info: {title: 'T {module}', contact: {name: N}, license: {name: L, identifier: MIT}}\n" +
			"servers: ['https://x.example', {url: 'https://y.example:8443/base', description: D}]\n",
			says: []string{openapi + `: "title": "T left"`, openapi + `: "url": "https://y.example:8443/base"`,
				openapi + `: "identifier": "MIT"`, asyncapi + `: "title": "T left"`, asyncapi + `: "host": "y.example:8443"`}},
		{name: "output", yaml: "output:\n  wire: gen_generated/{module}/wire\n  ws-routers: gen_generated/{module}/ws\n" +
			"  openapi: '{module}/docs_generated'\n  asyncapi: '{module}/docs_generated'\n  specs: '{module}/docs_generated'\n" +
			"  python: py_generated\n",
			has:    []string{"gen_generated/modules/left/ws/routers.go", "modules/left/docs_generated/specs.go", "py_generated/__init__.py"},
			hasNot: []string{openapi, wire, index}},
		{name: "modules", yaml: "modules: ['modules/lef?', modules/acc*]\n", has: []string{wire}},
	}
}

// TestTheSettingsOfAWorkspace generates one workspace for every setting, and lets Go's own tools judge them together.
func TestTheSettingsOfAWorkspace(t *testing.T) {
	root := t.TempDir()
	work := "go 1.26\n"
	for _, s := range settings() {
		dir := filepath.Join(root, s.name)
		copyRenamed(t, dir, "example.com/"+s.name)
		writeFile(t, filepath.Join(dir, "tenon.yaml"), s.yaml)
		report := generate(t, dir, tenon.GenOptions{})
		s.hold(t, dir)
		if again := generate(t, dir, tenon.GenOptions{Check: true, NoCache: true}); again.Outcome != tenon.Unchanged {
			t.Errorf("%s: once more: %+v", s.name, again.Counts)
		}
		if report.Counts.Created == 0 {
			t.Errorf("%s: nothing is made", s.name)
		}
		work += "use ./" + s.name + "\n"
	}
	repository, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(root, "go.work"), work+"replace tenon => "+repository+"\n")
	sums, err := os.ReadFile(filepath.Join(repository, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(root, "go.work.sum"), string(sums))
	t.Setenv("GOFLAGS", "-mod=readonly")
	var everywhere []string
	for _, s := range settings() {
		everywhere = append(everywhere, "./"+s.name+"/...")
	}
	runIn(t, root, filepath.Join(root, "go.work"), "go", append([]string{"vet"}, everywhere...)...)
	for _, s := range settings() {
		clean(t, filepath.Join(root, s.name))
	}
}

// hold compares what lies in a workspace with what a setting wants.
func (s setting) hold(t *testing.T, dir string) {
	t.Helper()
	for _, file := range s.has {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file))); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	for _, file := range s.hasNot {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file))); err == nil {
			t.Errorf("%s: %s is made", s.name, file)
		}
	}
	for _, row := range s.says {
		file, text, _ := strings.Cut(row, ": ")
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil || !strings.Contains(string(data), text) {
			t.Errorf("%s: %s does not say %s (%v)", s.name, file, text, err)
		}
	}
}

// copyRenamed copies two modules of the workspace of everything, and what they share, under another module path.
func copyRenamed(t *testing.T, dir, modulePath string) {
	t.Helper()
	from := os.DirFS(filepath.Join("testdata", "torture"))
	for _, part := range []string{"model/money", "modules/left", "modules/access"} {
		err := fs.WalkDir(from, part, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, path)
			if err == nil {
				text := strings.ReplaceAll(string(data), "example.com/torture", modulePath)
				writeFile(t, filepath.Join(dir, filepath.FromSlash(path)), text)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	writeFile(t, filepath.Join(dir, "go.mod"), "module "+modulePath+"\n\ngo 1.26\n\nrequire tenon v0.0.0\n")
}

// clean removes everything that is generated, and holds that nothing is left.
func clean(t *testing.T, dir string) {
	t.Helper()
	workspace, err := tenon.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = workspace.Clean(context.Background(), tenon.CleanOptions{}); err != nil {
		t.Fatal(err)
	}
	var left []string
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if strings.Contains(d.Name(), "_generated") {
			left = append(left, path)
		}
		return err
	})
	slices.Sort(left)
	if err != nil || len(left) > 0 {
		t.Errorf("after cleaning there are %v (%v)", left, err)
	}
}
