package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pkg is what `go list` says of a package.
type pkg struct {
	ImportPath string
	Name       string
	Doc        string
	Imports    []string
	Standard   bool
	Module     *struct{ Path string }
	GoFiles    []string
}

// list asks the go command about packages of this module.
func list(t *testing.T, args ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Name,Doc,Imports,Standard,Module,GoFiles"}, args...)...)
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// layers lists the rooms of the house from the top down. A package may import packages of its own layer, where it
// says so, and of every layer below it.
var layers = []struct {
	name     string
	packages []string // import paths below the module; a trailing /... stands for all below
	inside   bool     // packages of the layer may import each other
}{
	{"main", []string{"cmd/tenon"}, false},
	{"cli", []string{"internal/cli"}, false},
	{"api", []string{""}, false},
	{"steps", []string{
		"internal/workspace", "internal/source", "internal/openapi", "internal/asyncapi", "internal/emit/...",
		"internal/compat", "internal/verify", "internal/output", "internal/cache", "internal/watch", "internal/yamljson",
	}, true},
	{"data", []string{"internal/contract/...", "internal/schema", "internal/naming", "internal/diag", "internal/term"}, true},
}

// outside are packages with rules of their own: runtimes that generated code imports, tests and benchmarks.
var outside = []string{"wire", "ws", "rest", "app/...", "bench/...", "internal/e2e/...", "internal/archtest"}

func layerOf(path string) int {
	for i, l := range layers {
		if matches(l.packages, path) {
			return i
		}
	}
	return -1
}

func matches(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		if prefix, ok := strings.CutSuffix(p, "/..."); ok {
			return path == prefix || strings.HasPrefix(path, prefix+"/")
		}
		return path == p
	})
}

// local is the path of a package of this module below its root.
func local(path string) (string, bool) {
	if path == "tenon" {
		return "", true
	}
	return strings.CutPrefix(path, "tenon/")
}

func TestImportsPointDownwards(t *testing.T) {
	for _, p := range list(t, "./...") {
		path, _ := local(p.ImportPath)
		if matches(outside, path) {
			continue
		}
		from := layerOf(path)
		if from < 0 {
			t.Errorf("%s has no layer: give it one in docs/architecture.md and here", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			target, ours := local(imp)
			if !ours {
				continue
			}
			to := layerOf(target)
			if to < from || to == from && !layers[from].inside {
				t.Errorf("%s (%s) imports %s", p.ImportPath, layers[from].name, imp)
			}
		}
	}
}

func TestEmittersKnowNoDiskAndNoTypeChecker(t *testing.T) {
	banned := []string{"os", "os/exec", "io/fs", "path/filepath", "go/types", "go/format", "time", "net", "net/http", "text/template"}
	shared := []string{"internal/emit", "internal/emit/gosrc", "internal/emit/pysrc"}
	for _, p := range list(t, "./internal/emit/...") {
		path, _ := local(p.ImportPath)
		for _, imp := range p.Imports {
			if slices.Contains(banned, imp) {
				t.Errorf("emitter %s imports %s", path, imp)
			}
			other, ours := local(imp)
			if ours && strings.HasPrefix(other, "internal/emit/") && !slices.Contains(shared, other) &&
				!strings.HasPrefix(other, path+"/") {
				t.Errorf("emitter %s imports emitter %s", path, other)
			}
			if path == "internal/emit/pyclient" && other == "internal/contract" {
				t.Errorf("the Python emitter imports the contract: clients of other languages come from the documents")
			}
		}
	}
}

func TestOnlyTheOutputAndTheCacheWriteFiles(t *testing.T) {
	// Packages that may import os at all: those that read sources, write output, or are the command itself.
	mayUseOS := []string{
		"", "cmd/tenon", "internal/cli", "internal/workspace", "internal/source", "internal/output", "internal/cache",
		"internal/term", "internal/watch",
	}
	for _, p := range list(t, "./...") {
		path, _ := local(p.ImportPath)
		if matches(outside, path) || slices.Contains(mayUseOS, path) {
			continue
		}
		if slices.Contains(p.Imports, "os") {
			t.Errorf("%s imports os", p.ImportPath)
		}
	}
	for _, p := range list(t, "./...") {
		path, _ := local(p.ImportPath)
		if slices.Contains(p.Imports, "os/exec") && !matches([]string{"internal/cli", "bench/...", "internal/e2e/..."}, path) {
			t.Errorf("%s imports os/exec: generation starts no process", p.ImportPath)
		}
	}
}

func TestRuntimesKnowNothingOfGeneration(t *testing.T) {
	for _, p := range list(t, "./...") {
		path, _ := local(p.ImportPath)
		if !matches([]string{"wire", "ws", "rest", "app"}, path) {
			continue
		}
		for _, imp := range p.Imports {
			other, ours := local(imp)
			if ours && !matches([]string{"wire", "ws", "rest", "app"}, other) {
				t.Errorf("runtime %s imports %s", path, imp)
			}
		}
	}
}

func TestEveryPackageIsDocumented(t *testing.T) {
	for _, p := range list(t, "./...") {
		if len(p.GoFiles) > 0 && p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}

// linked are the foreign modules that cmd/tenon may link. A new one needs a reason in docs/adr.
var linked = []string{
	"github.com/spf13/cobra",
	"github.com/spf13/pflag",
	"go.yaml.in/yaml/v3",
	"go.yaml.in/yaml/v4",
	"golang.org/x/mod",
	"golang.org/x/sync",
	"golang.org/x/sys",
	"golang.org/x/term",
}

func TestTheCommandLinksOnlyWhatWasChosen(t *testing.T) {
	for _, p := range list(t, "-deps", "./cmd/tenon") {
		if p.Standard || p.Module == nil || p.Module.Path == "tenon" {
			continue
		}
		if !slices.Contains(linked, p.Module.Path) {
			t.Errorf("cmd/tenon links %s of %s", p.ImportPath, p.Module.Path)
		}
	}
	// The library for commands brings net and text/template; nothing may bring these.
	unwanted := []string{"net/http", "go/format", "go/printer", "go/build", "testing", "crypto/tls", "plugin"}
	for _, p := range list(t, "-deps", "./cmd/tenon") {
		if slices.Contains(unwanted, p.ImportPath) {
			t.Errorf("cmd/tenon links %s", p.ImportPath)
		}
	}
}
