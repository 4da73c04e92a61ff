package gowire

import (
	"bytes"
	"flag"
	"go/format"
	"os"
	"path/filepath"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/contract/contracttest"
	"tenon/internal/emit"
)

var update = flag.Bool("update", false, "write the golden files")

// emitted emits a module, and fails unless gofmt would leave every file alone.
func emitted(t *testing.T, m *contract.Module) []emit.Artifact {
	t.Helper()
	artifacts, err := New().Emit(emit.Input{Module: m})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range artifacts {
		wantFormatted(t, a)
	}
	return artifacts
}

// wantFormatted fails unless gofmt would leave a file alone.
func wantFormatted(t *testing.T, a emit.Artifact) {
	t.Helper()
	formatted, err := format.Source(a.Data)
	if err != nil {
		t.Fatalf("%s does not parse: %v\n%s", a.Path, err, a.Data)
	}
	if !bytes.Equal(formatted, a.Data) {
		t.Fatalf("gofmt would change %s:\n%s\nto\n%s", a.Path, a.Data, formatted)
	}
}

func TestShopMatchesItsGoldenFiles(t *testing.T) {
	for _, a := range emitted(t, contracttest.Shop()) {
		golden := filepath.Join("testdata", "shop", filepath.Base(a.Path)+".golden")
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, a.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Data, want) {
			t.Errorf("%s is not as its golden file:\n%s", a.Path, a.Data)
		}
	}
}
