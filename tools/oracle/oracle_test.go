//go:build oracle

package oracle

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"
	"github.com/pb33f/libopenapi"

	"tenon/internal/compat"
	"tenon/internal/openapi"
	"tenon/internal/source"
	"tenon/internal/workspace"
)

// documents describes the modules of the reference backend in one version of OpenAPI.
func documents(t *testing.T, version string) map[string][]byte {
	t.Helper()
	ws, err := workspace.Open(filepath.Join("..", "..", "backend"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := ws.Discover()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range found {
		loaded, findings := source.NewLoader(ws).Load(f)
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		doc, findings := openapi.Describe(loaded.Module, openapi.Options{Version: version, MetaOperations: true})
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		all[f.Name] = doc.JSON()
	}
	return all
}

func TestOthersReadOurDocuments(t *testing.T) {
	for _, version := range []string{openapi.Version30, openapi.Version31} {
		for name, data := range documents(t, version) {
			t.Run(name+" "+version, func(t *testing.T) {
				ours, err := openapi.Read(data)
				if err != nil {
					t.Fatal(err)
				}
				operations, schemas := len(ours.Operations()), len(ours.Components.Schemas)
				readByKin(t, data, operations, schemas)
				readByLibOpenAPI(t, data, operations, schemas)
			})
		}
	}
}

// readByKin reads and validates a document with kin-openapi, and counts what it finds.
func readByKin(t *testing.T, data []byte, operations, schemas int) {
	t.Helper()
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(data)
	if err != nil {
		t.Fatalf("kin-openapi: %v", err)
	}
	if err := doc.Validate(loader.Context); err != nil {
		t.Errorf("kin-openapi: %v", err)
	}
	count := 0
	for _, item := range doc.Paths.Map() {
		count += len(item.Operations())
	}
	if count != operations || len(doc.Components.Schemas) != schemas {
		t.Errorf("kin-openapi finds %d operations and %d schemas instead of %d and %d", count, len(doc.Components.Schemas),
			operations, schemas)
	}
}

// readByLibOpenAPI does the same with libopenapi.
func readByLibOpenAPI(t *testing.T, data []byte, operations, schemas int) {
	t.Helper()
	doc, err := libopenapi.NewDocument(data)
	if err != nil {
		t.Fatalf("libopenapi: %v", err)
	}
	model, err := doc.BuildV3Model()
	if err != nil {
		t.Fatalf("libopenapi: %v", err)
	}
	count := 0
	for path := model.Model.Paths.PathItems.First(); path != nil; path = path.Next() {
		count += path.Value().GetOperations().Len()
	}
	if count != operations || model.Model.Components.Schemas.Len() != schemas {
		t.Errorf("libopenapi finds %d operations and %d schemas instead of %d and %d", count,
			model.Model.Components.Schemas.Len(), operations, schemas)
	}
}

// verdict is one change of the broker's document, and whether we say that it breaks anyone. Where oasdiff says
// otherwise, otherwise says why we do not follow.
type verdict struct {
	name      string
	old, new  string
	breaks    bool
	otherwise string
}

func verdicts() []verdict {
	return []verdict{
		{"an operation is gone", `"/api/v1/broker/account"`, `"/x-none"`, true, ""},
		{"a path has another name", `/api/v1/broker/leverage/info"`, `/api/v1/broker/leverage/about"`, true, ""},
		{"a method is another", `"put": {`, `"patch": {`, true, ""},
		{"an operationId is another", `"operationId": "placeOrder"`, `"operationId": "putOrder"`, true,
			"the wire is the same, which is all that oasdiff looks at; generated clients have another method"},
		{"a summary is another", `"Places a new order"`, `"Puts an order"`, false, ""},
		{"a query parameter has another name", `"name": "amount"`, `"name": "quantity"`, true, ""},
		{"a query parameter must be sent", `"name": "amount",
            "in": "query",`, `"name": "amount",
            "in": "query",
            "required": true,`, true, ""},
		{"a path variable has another name", `{symbol}`, `{ticker}`, false, ""},
		{"a request property must be sent", `"required": [
          "brackets"`, `"required": [
          "customFields",
          "brackets"`, true, ""},
		{"a bound of a parameter is tighter", `"exclusiveMinimum": 0`, `"exclusiveMinimum": 1`, true, ""},
		{"a property of a result is gone", `"orderId": {`, `"id": {`, true, ""},
		{"a type of a result is another", `"confirmId": {
            "type": [
              "string",
              "null"
            ]`, `"confirmId": {
            "type": [
              "integer",
              "null"
            ]`, true, ""},
		{"a result may be null", `"leverage": {
            "type": "number"`, `"leverage": {
            "type": ["number", "null"]`, true, ""},
		{"a documented failure is gone", `"503": {`, `"x-503": {`, false, ""},
		{"a success has another status", `"200": {`, `"201": {`, true, ""},
		{"a body need not be sent", `"requestBody": {
          "required": true,`, `"requestBody": {
          "required": false,`, false, ""},
		{"an enum has one value more", `          3,
          4
        ]`, `          3,
          4,
          5
        ]`, true, ""},
		{"an enum has one value less", `          3,
          4
        ]`, `          3
        ]`, true, ""},
		{"a schema says more of itself", `"description": "PlaceOrderResult`, `"description": "This PlaceOrderResult`, false, ""},
	}
}

func TestOasdiffAgreesOnWhatBreaks(t *testing.T) {
	data := string(documents(t, openapi.Version31)["broker"])
	old := read(t, data)
	for _, v := range verdicts() {
		t.Run(v.name, func(t *testing.T) {
			text := strings.Replace(data, v.old, v.new, 1)
			if strings.HasPrefix(v.old, "{") { // a variable stands in its path and its parameter
				text = strings.Replace(text, `"name": "`+strings.Trim(v.old, "{}"), `"name": "`+strings.Trim(v.new, "{}"), 1)
			}
			if text == data {
				t.Fatal("the edit changes nothing")
			}
			changes := compat.OpenAPI(old, read(t, text))
			if len(changes) == 0 {
				t.Error("we see no change")
			}
			if ours := compat.AnyBreaking(changes); ours != v.breaks {
				t.Errorf("we say breaking: %v: %v", ours, changes)
			}
			theirs, why := breaksForOasdiff(t, data, text)
			switch {
			case theirs != v.breaks && v.otherwise == "":
				t.Errorf("oasdiff says breaking: %v %s; we say %v", theirs, why, changes)
			case theirs == v.breaks && v.otherwise != "":
				t.Errorf("oasdiff agrees by now: strike out %q", v.otherwise)
			}
		})
	}
}

func read(t *testing.T, text string) *openapi.Document {
	t.Helper()
	doc, err := openapi.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// breaksForOasdiff asks oasdiff, with every check that it has, whether anything is an error or a warning.
func breaksForOasdiff(t *testing.T, old, updated string) (breaks bool, why string) {
	t.Helper()
	spec := func(text string) *load.SpecInfo {
		loader := openapi3.NewLoader()
		doc, err := loader.LoadFromData([]byte(text))
		if err != nil {
			t.Fatalf("kin-openapi: %v", err)
		}
		return &load.SpecInfo{Spec: doc}
	}
	report, sources, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), spec(old), spec(updated))
	if err != nil {
		t.Fatalf("oasdiff: %v", err)
	}
	config := checker.NewConfig(checker.GetAllChecks())
	var ids []string
	for _, c := range checker.CheckBackwardCompatibilityUntilLevel(config, report, sources, checker.INFO) {
		if c.GetLevel() >= checker.WARN {
			ids = append(ids, c.GetId())
		}
	}
	return len(ids) > 0, strings.Join(ids, ", ")
}
