package openapi_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/internal/contract/contracttest"
	"tenon/internal/diag"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

func shop(t *testing.T) *openapi.Document {
	t.Helper()
	doc, findings := openapi.Describe(contracttest.Shop(), openapi.Options{MetaOperations: true})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return doc
}

func TestWhatWeDescribeHasNoFault(t *testing.T) {
	for _, version := range []string{openapi.Version31, openapi.Version30} {
		doc, _ := openapi.Describe(contracttest.Shop(), openapi.Options{Version: version, MetaOperations: true})
		for _, d := range openapi.Check(doc) {
			t.Error(d)
		}
	}
}

// object is the schema of that name, to be spoilt.
func object(d *openapi.Document, name string) *schema.Schema { return d.Components.Schema(name) }

func TestEverySeededFaultIsFound(t *testing.T) {
	add := func(d *openapi.Document) *openapi.Operation { return d.Paths[0].Operations[0] }
	move := func(d *openapi.Document) *openapi.Operation { return d.Paths[1].Operations[0] }
	for _, c := range []struct {
		id   string
		seed func(d *openapi.Document)
	}{
		{"operation-id-twice", func(d *openapi.Document) { move(d).ID = add(d).ID }},
		{"operation-id-missing", func(d *openapi.Document) { move(d).ID = "" }},
		{"path-twice", func(d *openapi.Document) {
			d.Paths = append(d.Paths, &openapi.PathItem{Path: "/api/v1/shop-floor/items/{other}/place"})
		}},
		{"path-malformed", func(d *openapi.Document) { d.Paths = append(d.Paths, &openapi.PathItem{Path: "items"}) }},
		{"path-malformed", func(d *openapi.Document) { d.Paths = append(d.Paths, &openapi.PathItem{Path: "/{a}/{a}"}) }},
		{"path-parameter-undeclared", func(d *openapi.Document) { move(d).Parameters = nil }},
		{"path-parameter-unused", func(d *openapi.Document) { add(d).Parameters = move(d).Parameters }},
		{"path-parameter-optional", func(d *openapi.Document) { move(d).Parameters[0].Required = false }},
		{"parameter-twice", func(d *openapi.Document) {
			move(d).Parameters = append(move(d).Parameters, move(d).Parameters[0])
		}},
		{"parameter-shapeless", func(d *openapi.Document) { move(d).Parameters[0].Schema = nil }},
		{"status-malformed", func(d *openapi.Document) { add(d).Responses[0].Status = "600" }},
		{"status-twice", func(d *openapi.Document) { add(d).Responses[0].Status = "default" }},
		{"reference-broken", func(d *openapi.Document) { add(d).Responses[1].Ref = "#/components/responses/Nothing" }},
		{"reference-broken", func(d *openapi.Document) {
			add(d).RequestBody.Content[0].Schema = &schema.Schema{Ref: "#/components/schemas/Nothing"}
		}},
		{"reference-broken", func(d *openapi.Document) {
			add(d).RequestBody = &openapi.RequestBody{Ref: "#/components/requestBodies/Nothing"}
		}},
		{"reference-broken", func(d *openapi.Document) {
			add(d).Parameters = []*openapi.Parameter{{Ref: "#/components/parameters/Nothing"}}
		}},
		{"security-unknown", func(d *openapi.Document) { d.Components.SecuritySchemes = nil }},
		{"tag-twice", func(d *openapi.Document) { d.Tags = append(d.Tags, d.Tags[0]) }},
		{"component-name", func(d *openapi.Document) { d.Components.Schemas[0].Name = "Größe" }},
		{"component-unused", func(d *openapi.Document) {
			lonely := &schema.Schema{Items: &schema.Schema{Ref: "#/components/schemas/Lonely"}}
			d.Components.Schemas = append(d.Components.Schemas, schema.Property{Name: "Lonely", Schema: lonely})
		}},
		{"discriminator-broken", func(d *openapi.Document) { object(d, "Shape").Discriminator.Mapping[0].Ref = "#/nothing" }},
		{"discriminator-broken", func(d *openapi.Document) { object(d, "Shape").Discriminator.PropertyName = "radius" }},
		{"default-outside", func(d *openapi.Document) { object(d, "Item").Property("size").Default = json.RawMessage(`"x"`) }},
		{"example-outside", func(d *openapi.Document) {
			object(d, "Item").Property("name").Examples = []json.RawMessage{json.RawMessage(`"too long"`)}
		}},
		{"example-outside", func(d *openapi.Document) { move(d).Parameters[0].Example = json.RawMessage("1") }},
		{"required-unknown", func(d *openapi.Document) { object(d, "Node").Required[0] = "child" }},
		{"required-twice", func(d *openapi.Document) { object(d, "Node").Required = []string{"children", "children"} }},
		{"property-twice", func(d *openapi.Document) { object(d, "Node").Properties[1].Name = "children" }},
		{"enum-empty", func(d *openapi.Document) { object(d, "Color").Enum = []json.RawMessage{} }},
		{"enum-twice", func(d *openapi.Document) { object(d, "Color").Enum[1] = object(d, "Color").Enum[0] }},
		{"enum-names", func(d *openapi.Document) { object(d, "Color").EnumVarNames = []string{"RED"} }},
		{"bounds-crossed", func(d *openapi.Document) { object(d, "Item").Property("int8").Minimum = "128" }},
		{"bounds-crossed", func(d *openapi.Document) {
			more := int64(4)
			object(d, "Item").Property("tags").MinItems = &more
		}},
		{"not-json", func(d *openapi.Document) { object(d, "Item").Property("size").Default = json.RawMessage(`{`) }},
	} {
		doc := shop(t)
		c.seed(doc)
		findings := openapi.Check(doc)
		found := false
		for _, d := range findings {
			found = found || d.ID == c.id && strings.HasPrefix(d.Message, "#/")
		}
		if !found {
			t.Errorf("%s was seeded and not found; found: %v", c.id, findings)
		}
	}
}

func TestAMissingResponseIsAFaultOf30(t *testing.T) {
	doc, _ := openapi.Describe(contracttest.Shop(), openapi.Options{Version: openapi.Version30})
	doc.Paths[0].Operations[0].Responses = nil
	if l := openapi.Check(doc); !l.HasErrors() || l[0].ID != "responses-missing" {
		t.Error(l)
	}
}

func TestAKeywordThatMeansNothingIsNamed(t *testing.T) {
	doc, err := openapi.Read([]byte(`{"openapi":"3.1.0","info":{"title":"","version":""},"paths":{},` +
		`"components":{"schemas":{"A":{"maximum":"9"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range openapi.Check(doc) {
		if d.ID == "keyword-ignored" && d.Level == diag.Warning {
			return
		}
	}
	t.Error("maximum: \"9\" was taken for a bound")
}

func TestDocumentsOfOthersAreCheckedWithoutHarm(t *testing.T) {
	for _, file := range append(foreign(t, "real/*.json"), foreign(t, "torture/*.yaml")...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := openapi.Read(data)
		if err != nil {
			continue
		}
		counts := map[string]int{}
		for _, d := range openapi.Check(doc) {
			counts[d.ID]++
		}
		if strings.HasPrefix(filepath.Base(file), "heyapi") {
			counts["reference-broken"] -= 2 // into a file that is not there
		}
		if n := counts["reference-broken"] + counts["not-json"]; n > 0 {
			t.Errorf("%s: %v", filepath.Base(file), counts)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	doc, _ := openapi.Describe(contracttest.Shop(), openapi.Options{MetaOperations: true})
	for b.Loop() {
		openapi.Check(doc)
	}
}
