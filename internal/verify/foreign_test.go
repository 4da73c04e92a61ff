package verify

import (
	"os"
	"path/filepath"
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
	checked := 0
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
			checked++
			for i, d := range python(Input{Module: m, Artifacts: artifacts, OpenAPI: NewReading(data)}) {
				if i == 20 {
					t.Fatal("and more")
				}
				t.Error(strings.ReplaceAll(d.Error(), internalHelp, ""))
			}
		})
	}
	t.Logf("%d documents", checked)
}
