package pyclient

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/openapi"
)

// specs is the folder of foreign documents, which a clone of the repository alone does not have.
const specs = "../../../../shared/specs"

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
			if err != nil {
				t.Skip("not read:", strings.SplitN(err.Error(), "\n", 2)[0])
			}
			artifacts, err := New().Emit(emit.Input{
				Module:  &contract.Module{Name: "foreign", Dir: "modules/foreign"},
				Layout:  &emit.Layout{},
				OpenAPI: doc,
			})
			ops := len(doc.Operations())
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
