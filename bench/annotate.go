package main

import (
	"encoding/json"
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tenon/internal/naming"
)

// openAPI is as much of a document as swag's comments can say.
type openAPI struct {
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }
}

type operation struct {
	OperationID string
	Summary     string
	Tags        []string
	Parameters  []struct {
		Name, In, Description string
		Required              bool
		Schema                schema
	}
	RequestBody struct {
		Content map[string]struct{ Schema schema }
	}
	Responses map[string]struct {
		Description string
		Content     map[string]struct{ Schema schema }
	}
}

type schema struct {
	Ref         string `json:"$ref"`
	Type        string
	Format      string
	Description string
	Enum        []any
	Items       *schema
	AllOf       []schema
	Properties  map[string]schema
}

// annotate writes a Go program that says what a document says, in the comments that swag reads.
func annotate(document, dir string) error {
	data, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	var doc openAPI
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("package main\n\n// @title Broker API\n// @version 1\nfunc main() {}\n")
	for _, route := range slices.Sorted(maps.Keys(doc.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(doc.Paths[route])) {
			annotateOperation(&b, route, method, doc.Paths[route][method])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas)) {
		annotateSchema(&b, name, doc.Components.Schemas[name])
	}
	source, err := format.Source([]byte(b.String()))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module annotated\n\ngo 1.25\n"), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "main.go"), source, 0o644)
}

func annotateOperation(b *strings.Builder, route, method string, op operation) {
	fmt.Fprintf(b, "\n// @Summary %s\n// @ID %s\n// @Tags %s\n", op.Summary, op.OperationID, strings.Join(op.Tags, ","))
	for _, p := range op.Parameters {
		fmt.Fprintf(b, "// @Param %s %s %s %t %q\n", p.Name, p.In, simpleType(p.Schema), p.Required, oneLine(p.Name+": "+p.Description))
	}
	for _, m := range op.RequestBody.Content {
		fmt.Fprintf(b, "// @Param body body %s true \"Body\"\n", goType(m.Schema))
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		verb := "Failure"
		if status[0] == '2' {
			verb = "Success"
		}
		if m, ok := op.Responses[status].Content["application/json"]; ok {
			form, typ := "object", goType(m.Schema)
			if item, isList := strings.CutPrefix(typ, "[]"); isList {
				form, typ = "array", item
			}
			fmt.Fprintf(b, "// @%s %s {%s} %s %q\n", verb, status, form, typ, oneLine(op.Responses[status].Description))
		} else if status != "default" {
			fmt.Fprintf(b, "// @%s %s {object} Problem\n", verb, status)
		}
	}
	fmt.Fprintf(b, "// @Router %s [%s]\nfunc %s() {}\n", route, method, op.OperationID)
}

func annotateSchema(b *strings.Builder, name string, s schema) {
	fmt.Fprintf(b, "\n// %s is a schema. %s\n", name, oneLine(s.Description))
	if s.Type != "object" {
		fmt.Fprintf(b, "type %s %s\n", name, goType(s))
		return
	}
	fmt.Fprintf(b, "type %s struct {\n", name)
	for _, p := range slices.Sorted(maps.Keys(s.Properties)) {
		fmt.Fprintf(b, "// %s\n%s %s `json:%q`\n", oneLine(s.Properties[p].Description), naming.UpperCamel(p), goType(s.Properties[p]), p)
	}
	b.WriteString("}\n")
}

// goType is a schema as a Go type.
func goType(s schema) string {
	switch {
	case s.Ref != "":
		return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
	case len(s.AllOf) > 0:
		return goType(s.AllOf[0])
	case s.Type == "array" && s.Items != nil:
		return "[]" + goType(*s.Items)
	case s.Type == "object":
		return "map[string]any"
	}
	return map[string]string{"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}[s.Type] +
		map[bool]string{true: "any"}[s.Type == ""]
}

// simpleType is a schema as the comments name it.
func simpleType(s schema) string {
	if s.Type == "" || s.Type == "array" {
		return "string"
	}
	return s.Type
}

func oneLine(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), `"`, "'")
}
