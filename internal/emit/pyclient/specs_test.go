package pyclient

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/openapi"
)

// specs is the folder of foreign documents, which a clone of the repository alone does not have.
const specs = "../../../../shared/specs"

// rendered are the documents that must be rendered, with their operations as the list of the documents has them. A
// document that joins them is to be added; one that leaves them is a fault.
var rendered = map[string]int{
	"adyen_transfers.json": 12, "github_api.json": 767, "kubernetes_api_v1.json": 245, "kucoin_spot.json": 70,
	"museum_3.1.yaml": 8, "paypal_orders_v2.json": 8, "dcg_large_openapi.yaml": 900, "kin_lxkns.yaml": 3,
	"oai_callback_3.0.yaml": 1, "oai_link_3.0.yaml": 6, "oai_petstore_3.0.yaml": 3, "oai_tags_3.2.yaml": 4,
	"oai_tictactoe_3.1.yaml": 3, "oai_webhook_3.1.yaml": 0, "readme_http_status_3.0.yaml": 89,
	"readme_polymorphism_3.0.json": 13, "readme_schema_types_3.1.yaml": 23,
}

// unreadable are the documents that are refused before anything can be rendered.
var unreadable = []string{"stripe_old.yaml", "oanda_v20_swagger2.json", "yaml_alias_bomb.yaml"}

func TestForeignDocumentsAreRenderedOrRefusedWithAPlace(t *testing.T) {
	var files []string
	for _, folder := range []string{"real", "torture", "hostile"} {
		found, err := filepath.Glob(filepath.Join(specs, folder, "*.*"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no foreign documents in ../shared/specs")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := openapi.Read(data)
			if slices.Contains(unreadable, filepath.Base(file)) {
				if err == nil {
					t.Error("it is read")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			artifacts, err := New().Emit(emit.Input{
				Module:  &contract.Module{Name: "foreign", Dir: "modules/foreign"},
				Layout:  &emit.Layout{},
				OpenAPI: doc,
			})
			ops := len(doc.Operations())
			want, must := rendered[filepath.Base(file)]
			if must != (err == nil) || must && ops != want {
				t.Errorf("%d operations, %v; to be rendered: %v, of %d", ops, err, must, want)
			}
			var list diag.List
			switch {
			case errors.As(err, &list):
				refused := map[string]bool{}
				for _, d := range list {
					place, _, ok := strings.Cut(d.Message, ": ")
					if !ok || d.ID == "" || d.Help == "" {
						t.Errorf("a finding without place or help: %v", d)
					}
					refused[place] = true
				}
				t.Logf("%d operations, refused because of %d places: %v", ops, len(refused), list[0].Message)
			case err != nil:
				t.Errorf("the error is no list of findings: %v", err)
			default:
				t.Logf("%d operations rendered", ops)
				out := os.Getenv("TENON_WRITE_SPECS")
				for _, a := range artifacts {
					if out == "" {
						break
					}
					dir := filepath.Join(out, strings.NewReplacer(".", "_", "-", "_").Replace(filepath.Base(file)))
					if err := os.MkdirAll(dir, 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(dir, filepath.Base(a.Path)), a.Data, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}
