package pyclient

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/emit"
	"tenon/internal/openapi"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	seed   = flag.Int64("seed", 1, "which document of random lengths the golden files of sweep are made of")
)

// render gives the files of one module from the documents in a folder, and the files that modules share.
func render(t *testing.T, module, dir string) []emit.Artifact {
	t.Helper()
	in := sweepInput(module, *seed)
	if module != "sweep" {
		in = input(t, module, dir)
	}
	artifacts, err := New().Emit(in)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := Index(IndexInput{Modules: []string{module}, Layout: &emit.Layout{}})
	if err != nil {
		t.Fatal(err)
	}
	return append(artifacts, shared...)
}

func input(t testing.TB, module, dir string) emit.Input {
	t.Helper()
	in := emit.Input{
		Module: &contract.Module{Name: module, Dir: "modules/" + module},
		Layout: &emit.Layout{},
	}
	var err error
	if in.OpenAPIJSON, err = os.ReadFile(filepath.Join(dir, "openapi.json")); err != nil {
		t.Fatal(err)
	}
	if in.OpenAPI, err = openapi.Read(in.OpenAPIJSON); err != nil {
		t.Fatal(err)
	}
	in.AsyncAPIJSON, err = os.ReadFile(filepath.Join(dir, "asyncapi.json"))
	if os.IsNotExist(err) {
		return in
	}
	if in.AsyncAPI, err = asyncapi.Read(in.AsyncAPIJSON); err != nil {
		t.Fatal(err)
	}
	return in
}

func TestClientsAreAsTheGoldenFilesHaveThem(t *testing.T) {
	for _, module := range []string{"shop", "torture", "sweep"} {
		t.Run(module, func(t *testing.T) {
			dir := filepath.Join("testdata", module)
			for _, a := range render(t, module, dir) {
				if a.Module == "" && a.Kind == emit.Python {
					continue // as it stands in the folder runtime
				}
				golden := filepath.Join(dir, "golden", filepath.Base(a.Path))
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
					t.Errorf("%s differs; go test -update writes it anew", golden)
				}
			}
		})
	}
}
