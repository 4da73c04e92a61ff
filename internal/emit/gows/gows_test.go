package gows

import (
	"bytes"
	"errors"
	"flag"
	"go/format"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/internal/contract"
	"tenon/internal/contract/contracttest"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

var update = flag.Bool("update", false, "write the golden files")

// shop is the shop with a second stream, which conflates by a field, which nobody may fail.
func shop(conflate string) *contract.Module {
	m := contracttest.Shop()
	m.ImportPath = "example.com/shop/modules/shop-floor"
	for _, d := range m.Decls {
		d.Go.ImportPath = m.ImportPath
	}
	for _, e := range m.Errors {
		e.ImportPath = m.ImportPath
	}
	first := m.Streams[0]
	first.Authorizes = "AuthorizeStockLevels"
	var item *contract.Decl
	for _, d := range m.Decls {
		if d.Name == "Item" {
			item = d
		}
	}
	second := &contract.Stream{
		Method: "NewItems", Name: "new-items", Authorizes: "AuthorizeNewItems",
		Doc:     "NewItems streams items as they come.\n\n*/ is not the end, and //go:generate nothing.",
		Request: first.Request,
		Item:    &contract.Type{Kind: contract.KindRef, Ref: item.ID, Decl: item},
		Pos:     diag.Pos{File: "modules/shop-floor/api.go", Line: 40, Col: 12},
	}
	for _, f := range item.Fields {
		if f.Wire == conflate {
			second.Conflate = f
		}
		f.Path = []string{f.Name}
	}
	m.Streams = append(m.Streams, second)
	return m
}

func TestRoutersOfTheShop(t *testing.T) {
	artifacts, err := New().Emit(emit.Input{Module: shop("color")})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range artifacts {
		if dir, want := path.Dir(a.Path), "modules/shop-floor/ws_generated"; dir != want {
			t.Errorf("%s is in %s, want %s", a.Path, dir, want)
		}
		names = append(names, path.Base(a.Path))
		checkGo(t, a)
		golden(t, path.Base(a.Path), a.Data)
	}
	if got, want := strings.Join(names, " "), "stock_levels_ws_router.go new_items_ws_router.go routers.go"; got != want {
		t.Errorf("files %s, want %s", got, want)
	}
}

// checkGo fails unless a file is marked as ours and gofmt would leave it alone.
func checkGo(t *testing.T, a emit.Artifact) {
	t.Helper()
	if owner, ok := emit.ParseMarker(a.Data); !ok || owner != (emit.Owner{Kind: emit.WSRouters, Module: "shop-floor"}) {
		t.Errorf("%s belongs to %v", a.Path, owner)
	}
	formatted, err := format.Source(a.Data)
	if err != nil || !bytes.Equal(formatted, a.Data) {
		t.Errorf("%s is not as gofmt has it: %v\n%s", a.Path, err, cmp.Diff(string(formatted), string(a.Data)))
	}
}

// golden compares with a file below testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestKeysOfEveryKindThatCanBeCompared(t *testing.T) {
	for field, want := range map[string]string{
		"name":       "return item.name\n",
		"color":      "return item.color\n",
		"otherColor": "if item.otherColor == nil {\n\t\treturn nil\n\t}\n\treturn *item.otherColor\n",
		"price":      "return item.price\n",
		"weight":     "return item.weight\n",
		"sku":        "text, err := item.sku.MarshalText()\n\tif err != nil {\n\t\treturn nil\n\t}\n\treturn string(text)\n",
		"added":      "return item.added.UnixNano()\n",
		"sold":       "if item.sold == nil {\n\t\treturn nil\n\t}\n\treturn item.sold.UnixNano()\n",
		"old":        "return item.old\n",
	} {
		artifacts, err := New().Emit(emit.Input{Module: shop(field)})
		if err != nil {
			t.Fatal(err)
		}
		router := artifacts[1]
		checkGo(t, router)
		if !strings.Contains(string(router.Data), "any {\n\t"+want+"}\n") {
			t.Errorf("key %s:\n%s", field, router.Data)
		}
	}
}

func TestAStreamThatCannotBeRenderedIsAnErrorWithItsPlace(t *testing.T) {
	for field, want := range map[string]string{
		"tags":    "its values cannot be compared",
		"custom":  "its values cannot be compared",
		"picture": "its values cannot be compared",
		"shape":   "its values cannot be compared",
	} {
		artifacts, err := New().Emit(emit.Input{Module: shop(field)})
		var findings diag.List
		if !errors.As(err, &findings) || len(findings) != 1 || findings[0].Pos.Line != 40 || artifacts != nil ||
			!strings.Contains(findings[0].Message, want) || !strings.Contains(findings[0].Message, field) {
			t.Errorf("by %s: %v", field, err)
		}
	}
	twice := shop("")
	twice.Streams[1].Name = "stock_levels"
	if _, err := New().Emit(emit.Input{Module: twice}); err == nil || !strings.Contains(err.Error(), `"stock-levels" and "stock_levels"`) {
		t.Errorf("two streams of one name: %v", err)
	}
}

func TestAModuleWithoutStreamsHasNoRouters(t *testing.T) {
	m := contracttest.Shop()
	m.Streams = nil
	artifacts, err := New().Emit(emit.Input{Module: m})
	if err != nil || len(artifacts) != 0 {
		t.Fatalf("%d artifacts, %v", len(artifacts), err)
	}
}

func TestOddNamesGiveValidGo(t *testing.T) {
	for _, name := range []string{"1m", "type", "日本", "ws", "errors", "a.b/c", "x\"y", "item-key", "_"} {
		m := shop("name")
		m.Streams[1].Name = name
		m.Package, m.ImportPath = "context", "example.com/errors/context"
		artifacts, err := New().Emit(emit.Input{Module: m})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range artifacts {
			checkGo(t, a)
		}
	}
}

func TestTheWirePackageIsImportedFromWhereItIsWritten(t *testing.T) {
	m := shop("")
	layout := &emit.Layout{Folders: map[emit.Kind]string{emit.Wire: "gen/wire_generated/{module}"}}
	artifacts, err := New().Emit(emit.Input{Module: m, Layout: layout})
	if err != nil {
		t.Fatal(err)
	}
	want := `shopfloorwire "example.com/shop/gen/wire_generated/modules/shop-floor"`
	if !strings.Contains(string(artifacts[0].Data), want) {
		t.Errorf("%s is not imported:\n%s", want, artifacts[0].Data)
	}
}

func BenchmarkEmit(b *testing.B) {
	in := emit.Input{Module: shop("color")}
	for b.Loop() {
		if _, err := New().Emit(in); err != nil {
			b.Fatal(err)
		}
	}
}
