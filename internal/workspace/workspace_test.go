package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/internal/diag"
)

// tree writes files below a new folder and returns it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func open(t *testing.T, files map[string]string) *Workspace {
	t.Helper()
	ws, err := Open(tree(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

// wantDiagnostic checks one finding of an error: its id, and what its text holds.
func wantDiagnostic(t *testing.T, err error, id string, texts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s", id)
	}
	var d diag.Diagnostic
	var l diag.List
	if !errors.As(err, &d) && !errors.As(err, &l) {
		t.Fatalf("%v is no diagnostic", err)
	}
	for _, d := range diag.From(err, "") {
		if d.ID == id {
			for _, text := range texts {
				if !strings.Contains(d.Error(), text) {
					t.Errorf("%q does not say %q", d.Error(), text)
				}
			}
			return
		}
	}
	t.Errorf("%v is not %s", err, id)
}

const contractSource = "package p\n\n//tenon:api v1\ntype API interface{}\n"

func TestTheWorkspaceIsFoundFromAnyFolderInIt(t *testing.T) {
	root := tree(t, map[string]string{"go.mod": "module example.com/x\n", "modules/broker/api.go": contractSource})
	ws, err := Open(filepath.Join(root, "modules", "broker"))
	if err != nil {
		t.Fatal(err)
	}
	if ws.Root != root || ws.ModulePath != "example.com/x" || ws.HasConfig {
		t.Errorf("got %+v", ws)
	}
	if got := ws.Rel(filepath.Join(root, "modules", "a.go")); got != "modules/a.go" {
		t.Errorf("Rel: %s", got)
	}
}

func TestAFolderOutsideAnyGoModuleIsAnErrorThatSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(dir)
	wantDiagnostic(t, err, "not-in-module", filepath.ToSlash(dir), "go mod init")
	_, err = Open(filepath.Join(dir, "absent"))
	wantDiagnostic(t, err, "unreadable-folder", "absent")
}

func TestGoModIsReadInAllItsForms(t *testing.T) {
	mod, err := ParseGoMod("go.mod", []byte("// c\nmodule \"example.com/x\" // c\r\ngo 1.25\nrequire example.com/a v1.0.0 // indirect\n"+
		"require (\n\texample.com/b v0.1.0\n\t`example.com/C` v2.0.0+incompatible\n)\nreplace example.com/a => ../a\n"+
		"replace (\n\texample.com/b v0.1.0 => example.com/fork v0.2.0\n)\nexclude example.com/z v1.0.0\n"))
	if err != nil {
		t.Fatal(err)
	}
	if mod.Path != "example.com/x" || !slices.Equal(mod.Requires, []Require{{"example.com/a", "v1.0.0"},
		{"example.com/b", "v0.1.0"}, {"example.com/C", "v2.0.0+incompatible"}}) ||
		!slices.Equal(mod.Replaces, []Replace{{"example.com/a", "", "../a", ""},
			{"example.com/b", "v0.1.0", "example.com/fork", "v0.2.0"}}) {
		t.Errorf("got %+v", mod)
	}
	_, err = ParseGoMod("go.mod", []byte("go 1.25\n"))
	wantDiagnostic(t, err, "go-mod", "names no module")
	_, err = ParseGoMod("go.mod", []byte("module \"x\n"))
	wantDiagnostic(t, err, "go-mod", "go.mod:1", "does not end")
}

func TestModulesAreTheFoldersWithAContract(t *testing.T) {
	ws := open(t, map[string]string{
		"go.mod":                              "module example.com/x\n",
		"modules/zeta/api.go":                 contractSource,
		"modules/broker/a.go":                 "package broker\n",
		"modules/broker/z.go":                 "package broker\n\n// API is it.\n//\n//tenon:api v1\ntype API interface{}\n",
		"modules/broken/api.go":               contractSource + "\nfunc f( {\n",
		"modules/spaced/api.go":               "package p\n\n// tenon:api v1\ntype API interface{}\n",
		"modules/plain/api.go":                "package plain\n",
		"modules/quoted/api.go":               "package quoted\n\nconst s = `\n//tenon:api v1\n`\n",
		"modules/tested/api_test.go":          contractSource,
		"modules/windows/api_windows.go":      contractSource,
		"modules/ignored/api.go":              "//go:build ignore\n\n" + contractSource,
		"modules/_hidden/api.go":              contractSource,
		"modules/testdata/api.go":             contractSource,
		"modules/client_generated/api.go":     contractSource,
		"modules/trading-signals/contract.go": contractSource,
		"modules/file.go":                     contractSource,
		"elsewhere/api.go":                    contractSource,
	})
	found, err := ws.Discover()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name+" "+f.Dir)
	}
	want := []string{"broken modules/broken", "broker modules/broker", "spaced modules/spaced",
		"trading-signals modules/trading-signals", "zeta modules/zeta"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

func TestTheModulesFolderCanBeNamed(t *testing.T) {
	root := tree(t, map[string]string{"go.mod": "module example.com/x\n", "src/[m]/broker/api.go": contractSource,
		"modules/other/api.go": contractSource})
	for _, dir := range []string{"src/[m]", filepath.Join(root, "src", "[m]")} {
		ws, err := OpenWith(root, Options{ModulesDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		found, err := ws.Discover()
		if err != nil || len(found) != 1 || found[0].Dir != "src/[m]/broker" {
			t.Errorf("%s: got %v, %v", dir, found, err)
		}
	}
	_, err := OpenWith(root, Options{ModulesDir: "../out"})
	wantDiagnostic(t, err, "modules-dir", "outside the workspace")
	_, err = OpenWith(root, Options{ModulesDir: "absent"})
	wantDiagnostic(t, err, "modules-dir", "no modules folder absent")
}

func TestNamesThatCannotBeModulesAreRefused(t *testing.T) {
	ws := open(t, map[string]string{"go.mod": "module example.com/x\n", "modules/日本/api.go": contractSource})
	_, err := ws.Discover()
	wantDiagnostic(t, err, "module-name", "modules/日本", "ASCII letters")

	ws = open(t, map[string]string{"go.mod": "module example.com/x\n", ConfigFile: "modules: [a/*, b/*]\n",
		"a/broker/api.go": contractSource, "b/Broker/api.go": contractSource})
	_, err = ws.Discover()
	wantDiagnostic(t, err, "module-twice", "a/broker", "b/Broker")
}

func TestModulesAreSelectedByNameAndGlob(t *testing.T) {
	ws := open(t, map[string]string{"go.mod": "module example.com/x\n", "modules/broker/a.go": contractSource,
		"modules/datafeed/a.go": contractSource, "modules/database/a.go": contractSource, "modules/common/a.go": "package common\n"})
	found, err := ws.Discover()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		patterns []string
		want     string
	}{
		{nil, "broker database datafeed"},
		{[]string{"", " , "}, "broker database datafeed"},
		{[]string{"broker"}, "broker"},
		{[]string{" datafeed ,\tbroker , broker"}, "broker datafeed"},
		{[]string{"data*", "broker"}, "broker database datafeed"},
		{[]string{"data[b]ase", "b?oker"}, "broker database"},
	} {
		got, err := ws.Select(found, c.patterns)
		var names []string
		for _, f := range got {
			names = append(names, f.Name)
		}
		if err != nil || strings.Join(names, " ") != c.want {
			t.Errorf("%q: got %q, %v", c.patterns, names, err)
		}
	}
	for _, c := range []struct{ pattern, id, text string }{
		{"brokr", "unknown-module", `did you mean "broker"? There are: broker, database, datafeed`},
		{"Broker", "unknown-module", `did you mean "broker"?`},
		{"zzz", "unknown-module", "there are: broker, database, datafeed"},
		{"x*", "unknown-module", `no module matches "x*"`},
		{"common", "no-contract", "the folder modules/common is no module"},
		{"../modules/broker", "unknown-module", "there is no module"},
		{"[", "module-glob", "cannot be read"},
	} {
		_, err := ws.Select(found, []string{"broker," + c.pattern})
		wantDiagnostic(t, err, c.id, c.text)
	}
	_, err = ws.Select(nil, nil)
	wantDiagnostic(t, err, "no-modules", "modules/*")
	_, err = ws.Select(nil, []string{"broker"})
	wantDiagnostic(t, err, "no-contract", "modules/broker")
}

func TestOneSystemIsReadOnEveryMachine(t *testing.T) {
	for name, want := range map[string]bool{
		"a.go": true, "linux.go": true, "a_linux.go": true, "a_linux_amd64.go": true, "a_amd64.go": true, "a_unix.go": true,
		"a_test.go": false, "a_windows.go": false, "a_linux_arm64.go": false, "a_darwin_amd64.go": false, "a_arm64.go": false,
		"_a.go": false, ".a.go": false, ".go": false, "a.txt": false, "windows.go": true, "a_windows_x.go": true,
	} {
		if IsSource(name) != want {
			t.Errorf("IsSource(%s) = %t", name, !want)
		}
	}
	for src, want := range map[string]bool{
		"package p\n": true,
		"//go:build linux && !cgo\n\npackage p\n":          true,
		"\xef\xbb\xbf// x\n\n//go:build ignore\npackage p": false,
		"/* a\n b */\n//go:build windows\r\npackage p\r\n": false,
		"//go:build go1.21\npackage p\n":                   true,
		"package p\n//go:build ignore\n":                   true,
		"//go:build (((\npackage p\n":                      true,
	} {
		if Included([]byte(src)) != want {
			t.Errorf("Included(%q) = %t", src, !want)
		}
	}
}
