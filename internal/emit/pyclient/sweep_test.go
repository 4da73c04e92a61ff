package pyclient

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/emit"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

// sweep makes a document whose names, types, defaults and texts have every length around the width of a line, where
// formatters disagree most easily.
type sweep struct {
	*rand.Rand
	classes []string
}

func (s *sweep) word(least, most int) string {
	n := least + s.Intn(most-least+1)
	var b strings.Builder
	for b.Len() < n {
		if b.Len() > 0 {
			b.WriteString([]string{"_", "_", "-", ""}[s.Intn(4)])
		}
		for range 2 + s.Intn(7) {
			b.WriteByte("abcdefghijklmnopqrstuvwxyz"[s.Intn(26)])
		}
	}
	return b.String()[:n]
}

func (s *sweep) text(most int) string {
	const alphabet = "abcdefgh      ''\"\"\\\n\t.,#{}é長😀\u202e"
	runes := []rune(alphabet)
	out := make([]rune, s.Intn(most+1))
	for i := range out {
		out[i] = runes[s.Intn(len(runes))]
	}
	return string(out)
}

func (s *sweep) schema(depth int) *schema.Schema {
	switch n := s.Intn(10); {
	case n < 3:
		return &schema.Schema{Ref: schemaPrefix + s.classes[s.Intn(len(s.classes))]}
	case n < 5 || depth > 3:
		return &schema.Schema{Types: []string{[]string{"string", "integer", "number", "boolean"}[s.Intn(4)]}}
	case n < 7:
		return &schema.Schema{Types: []string{"array"}, Items: s.schema(depth + 1)}
	case n < 8:
		return &schema.Schema{Types: []string{"object"}, AdditionalProperties: s.schema(depth + 1)}
	case n < 9:
		choices := make([]*schema.Schema, 1+s.Intn(4))
		for i := range choices {
			choices[i] = s.schema(depth + 1)
		}
		return &schema.Schema{OneOf: choices}
	default:
		return &schema.Schema{Types: []string{"string", "null"}, Description: s.text(200)}
	}
}

// plain is the schema of a parameter.
func (s *sweep) plain() *schema.Schema {
	p := &schema.Schema{Types: []string{"string"}, Description: s.text(160)}
	switch s.Intn(4) {
	case 0:
		p.Default = schema.Quote(s.text(100))
	case 1:
		p.Types = []string{"integer"}
		p.Default = []byte(strings.Repeat("7", 1+s.Intn(50)))
	case 2:
		return &schema.Schema{Types: []string{"array"}, Items: p}
	}
	return p
}

func (s *sweep) document() *openapi.Document {
	doc := &openapi.Document{OpenAPI: "3.1.0", Info: openapi.Info{Title: "Sweep API"}}
	for range 30 {
		s.classes = append(s.classes, s.word(3, 70))
	}
	for _, name := range s.classes {
		object := &schema.Schema{Types: []string{"object"}, Description: s.text(300)}
		for range s.Intn(8) {
			p := schema.Property{Name: s.word(1, 60), Schema: s.schema(0)}
			if s.Intn(3) == 0 {
				p.Schema = s.plain()
			}
			object.Properties = append(object.Properties, p)
			if s.Intn(2) == 0 {
				object.Required = append(object.Required, p.Name)
			}
		}
		doc.Components.Schemas = append(doc.Components.Schemas, schema.Property{Name: name, Schema: object})
	}
	for i := range 15 {
		values := make([]string, 3)
		e := &schema.Schema{Types: []string{"string"}}
		for j := range values {
			e.Enum = append(e.Enum, schema.Quote(fmt.Sprint(j)+s.word(1, 100)))
		}
		doc.Components.Schemas = append(doc.Components.Schemas, schema.Property{Name: fmt.Sprint("Enum", i), Schema: e})
	}
	for i := range 15 {
		doc.Components.Schemas = append(doc.Components.Schemas,
			schema.Property{Name: fmt.Sprint("Alias", i, s.word(1, 50)), Schema: s.schema(0)})
	}
	for range 40 {
		doc.Paths = append(doc.Paths, s.path())
	}
	return doc
}

func (s *sweep) path() *openapi.PathItem {
	op := &openapi.Operation{
		Method: []string{"GET", "POST", "DELETE"}[s.Intn(3)], ID: s.word(1, 80), Summary: "s" + s.text(100), Description: s.text(300),
	}
	for range s.Intn(3) {
		name := s.word(1, 50)
		op.Path += "/" + s.word(1, 30) + "/{" + name + "}"
		op.Parameters = append(op.Parameters, &openapi.Parameter{
			Name: name, In: "path", Required: true, Schema: &schema.Schema{Types: []string{"integer"}},
		})
	}
	op.Path += "/" + s.word(1, 100)
	for range s.Intn(5) {
		op.Parameters = append(op.Parameters, &openapi.Parameter{
			Name: s.word(1, 60), In: []string{"query", "header", "cookie"}[s.Intn(3)], Required: s.Intn(4) == 0, Schema: s.plain(),
		})
	}
	if s.Intn(2) == 0 {
		op.RequestBody = &openapi.RequestBody{Required: s.Intn(2) == 0, Content: []*openapi.MediaType{
			{Type: "application/json", Schema: s.schema(0)},
		}}
	}
	for _, status := range []string{"200", "201", "404", "default"}[:s.Intn(5)] {
		op.Responses = append(op.Responses, &openapi.Response{Status: status, Content: []*openapi.MediaType{
			{Type: "application/json", Schema: s.schema(0)},
		}})
	}
	return &openapi.PathItem{Path: op.Path, Operations: []*openapi.Operation{op}}
}

func sweepInput(module string, seed int64) emit.Input {
	s := &sweep{Rand: rand.New(rand.NewSource(seed))}
	return emit.Input{
		Module:  &contract.Module{Name: module, Dir: "modules/" + module},
		Layout:  &emit.Layout{},
		OpenAPI: s.document(),
	}
}

func TestLinesOfAnyDocumentFit(t *testing.T) {
	for seed := range int64(30) {
		if t.Failed() {
			return
		}
		artifacts, err := New().Emit(sweepInput("sweep", seed))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range artifacts {
			for i, line := range strings.Split(string(a.Data), "\n") {
				// A literal, or the text of a docstring, cannot be broken; nothing else may be too long.
				if len(line) > 88 && !strings.ContainsAny(line, `"'`) && !inDocstring(a.Data, i) {
					t.Errorf("seed %d: %s:%d is too long: %s", seed, a.Path, i+1, line)
				}
			}
		}
	}
}

// inDocstring says whether the line lies in a triple-quoted string.
func inDocstring(data []byte, line int) bool {
	before := strings.Join(strings.SplitN(string(data), "\n", line+1)[:line], "\n")
	return strings.Count(before, `"""`)%2 == 1
}
