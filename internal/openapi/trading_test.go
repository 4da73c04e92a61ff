package openapi_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/emit"
	"tenon/internal/openapi"
	"tenon/internal/schema"
	"tenon/internal/source"
	"tenon/internal/workspace"
)

// trading loads the contracts of the reference backend by name.
func trading(t testing.TB) map[string]*contract.Module {
	t.Helper()
	ws, err := workspace.Open(filepath.Join("..", "..", "backend"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := ws.Discover()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]*contract.Module{}
	for _, f := range found {
		m, findings := source.Load(ws, f)
		if m == nil {
			t.Fatal(findings)
		}
		modules[m.Name] = m
	}
	return modules
}

func TestTheTradingDocumentsHaveNoFault(t *testing.T) {
	modules := trading(t)
	if len(modules) < 2 {
		t.Fatalf("%d modules", len(modules))
	}
	for name, m := range modules {
		doc, findings := openapi.Describe(m, openapi.Options{MetaOperations: true})
		for _, d := range append(findings, openapi.Check(doc)...) {
			t.Errorf("%s: %v", name, d)
		}
		again, err := openapi.Read(doc.JSON())
		if err != nil || string(again.JSON()) != string(doc.JSON()) {
			t.Errorf("%s: reading it changes it (%v)", name, err)
		}
		if got, want := len(doc.Operations()), len(m.Operations)+3; got != want {
			t.Errorf("%s: %d operations, want %d", name, got, want)
		}
	}
}

func TestTheMarkerIsFoundInWhatWasWritten(t *testing.T) {
	for name, m := range trading(t) {
		doc, _ := openapi.Describe(m, openapi.Options{})
		owner := emit.Owner{Kind: emit.OpenAPI, Module: m.Name}
		doc.Extensions = []schema.Extension{{Name: emit.MarkerKey, Value: json.RawMessage(owner.JSON())}}
		if got, ok := emit.ParseMarker(doc.JSON()); !ok || got != owner {
			t.Errorf("%s: %v, %v", name, got, ok)
		}
		if !strings.HasPrefix(string(doc.JSON()), "{\n  \"openapi\": \"3.1.0\",\n  \"x-tenon-generated\": {\n") {
			t.Errorf("%s: the marker is not at the beginning", name)
		}
	}
}

func BenchmarkTrading(b *testing.B) {
	modules := trading(b)
	for _, step := range []struct {
		name string
		run  func(d *openapi.Document)
	}{
		{"describe", func(*openapi.Document) {}},
		{"describe and write", func(d *openapi.Document) { d.JSON() }},
		{"describe and check", func(d *openapi.Document) { openapi.Check(d) }},
	} {
		b.Run(step.name, func(b *testing.B) {
			for b.Loop() {
				for _, m := range modules {
					doc, _ := openapi.Describe(m, openapi.Options{MetaOperations: true})
					step.run(doc)
				}
			}
		})
	}
}
