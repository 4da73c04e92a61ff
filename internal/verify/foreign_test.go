package verify

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/emit"
	"tenon/internal/emit/pyclient"
	"tenon/internal/openapi"
)

func TestClientsOfForeignDocumentsHoldEveryOperation(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "specs")
	files, _ := filepath.Glob(filepath.Join(root, "*", "*.json"))
	if len(files) == 0 {
		t.Skip("the documents of others are not here")
	}
	// Those in JSON that the emitter renders today. Without this a refusal of all of them would be no failure.
	want := []string{"adyen_transfers.json", "github_api.json", "kubernetes_api_v1.json", "kucoin_spot.json",
		"paypal_orders_v2.json", "readme_polymorphism_3.0.json"}
	var checked []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := openapi.Read(data)
		if err != nil {
			continue // refused: nothing to compare
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			m := &contract.Module{Name: "foreign", Dir: "modules/foreign"}
			artifacts, err := pyclient.New().Emit(emit.Input{Module: m, OpenAPI: doc, OpenAPIJSON: data, Layout: &emit.Layout{},
				PythonHTTP: "httpx"})
			if err != nil {
				t.Skipf("not rendered: %.200s", err)
			}
			checked = append(checked, filepath.Base(file))
			for i, d := range python(Input{Module: m, Artifacts: artifacts, OpenAPI: NewReading(data)}) {
				if i == 20 {
					t.Fatal("and more")
				}
				t.Error(strings.ReplaceAll(d.Error(), internalHelp, ""))
			}
		})
	}
	if slices.Sort(checked); !slices.Equal(checked, want) && !t.Failed() {
		t.Errorf("checked %v, want %v", checked, want)
	}
}
