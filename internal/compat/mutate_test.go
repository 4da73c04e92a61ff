package compat

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/openapi"
	"tenon/internal/schema"
)

// These tests walk over every field of the documents by reflection, so that a field that is added to them later and
// not compared fails here.

// filler sets every field of a value to something.
type filler struct{ n int }

// fill fills a value; depth bounds schemas in schemas.
func (f *filler) fill(v reflect.Value, depth int) {
	f.n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("v%d", f.n))
	case reflect.Bool:
		v.SetBool(false)
	case reflect.Int64:
		v.SetInt(int64(f.n))
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*bool]() {
			return // a boolean schema is nothing else
		}
		if v.Type() == reflect.TypeFor[*schema.Schema]() && depth <= 0 {
			v.Set(reflect.ValueOf(&schema.Schema{Types: []string{"string"}}))
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), depth-1)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(fmt.Sprintf("%d", f.n)))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			f.fill(v.Index(i), depth)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i), depth)
		}
	default:
		panic("a kind that documents did not have: " + v.Kind().String())
	}
}

// leaves changes every place in a value that can be changed, one at a time, and calls visit with the path to it. After
// each call the place is as it was. Schemas are changed as a whole unless inSchemas is set.
func leaves(v reflect.Value, path string, inSchemas bool, visit func(path string)) {
	with := func(suffix string, changed reflect.Value) {
		if reflect.DeepEqual(v.Interface(), changed.Interface()) {
			return
		}
		kept := reflect.New(v.Type()).Elem()
		kept.Set(v)
		v.Set(changed)
		visit(path + suffix)
		v.Set(kept)
	}
	switch v.Kind() {
	case reflect.String:
		with("=changed", reflect.ValueOf(v.String()+"x").Convert(v.Type()))
		with("=empty", reflect.ValueOf("").Convert(v.Type()))
	case reflect.Bool:
		with("=flipped", reflect.ValueOf(!v.Bool()))
	case reflect.Int64:
		with("=more", reflect.ValueOf(v.Int()+1))
	case reflect.Pointer:
		if v.IsNil() {
			with("=set", reflect.New(v.Type().Elem()))
			return
		}
		with("=nil", reflect.Zero(v.Type()))
		leaves(v.Elem(), path, inSchemas, visit)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			with("=changed", reflect.ValueOf(json.RawMessage(`"x"`)))
			with("=nil", reflect.Zero(v.Type()))
			return
		}
		if v.Len() > 0 {
			with("=shorter", v.Slice(0, v.Len()-1))
			with("=nil", reflect.Zero(v.Type()))
			entry := v.Index(0) // the others are like it
			if entry.Kind() == reflect.Pointer {
				entry = entry.Elem() // no list of a document holds nothing
			}
			leaves(entry, path+"[0]", inSchemas, visit)
		}
		if v.Len() > 1 {
			turned := reflect.MakeSlice(v.Type(), 0, v.Len())
			for i := range v.Len() {
				turned = reflect.Append(turned, v.Index(v.Len()-1-i))
			}
			with("=turned", turned)
		}
	case reflect.Struct:
		if s, ok := v.Interface().(schema.Schema); ok && !inSchemas {
			s.Types = []string{"null"}
			with("=changed", reflect.ValueOf(s))
			return
		}
		for i := range v.NumField() {
			field := v.Field(i)
			if v.Type().Field(i).Name == "Value" && field.Kind() == reflect.Pointer {
				field = field.Elem() // nor does a named component
			}
			leaves(field, path+"."+v.Type().Field(i).Name, inSchemas, visit)
		}
	}
}

// clone copies a value deeply.
func clone(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c.Set(reflect.New(v.Type().Elem()))
			c.Elem().Set(clone(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			c.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				c.Index(i).Set(clone(v.Index(i)))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			c.Field(i).Set(clone(v.Field(i)))
		}
	default:
		c.Set(v)
	}
	return c
}

// everyChangeIsSeen mutates each place of a document and expects at least one finding that has words, and none for the
// document itself.
func everyChangeIsSeen[T any](t *testing.T, doc *T, inSchemas bool, diff func(old, updated *T) []Change) {
	t.Helper()
	if found := diff(doc, clone(reflect.ValueOf(doc)).Interface().(*T)); len(found) > 0 {
		t.Fatalf("equal documents differ: %v", found)
	}
	mutated := clone(reflect.ValueOf(doc)).Interface().(*T)
	others, all := map[string]Change{}, 0
	leaves(reflect.ValueOf(mutated).Elem(), "", inSchemas, func(path string) {
		all++
		for _, pair := range [][2]*T{{doc, mutated}, {mutated, doc}} {
			found := diff(pair[0], pair[1])
			if len(found) == 0 {
				t.Errorf("no change was found after %s", path)
			}
			for _, c := range found {
				if c.Message == "" || c.Rule == "" || c.What == "" || c.Document == "" {
					t.Errorf("after %s the change has no words: %+v", path, c)
				}
				if c.Rule == "other" {
					others[path] = c
				}
			}
		}
	})
	t.Logf("%d mutations, %d of them without a rule of their own", all, len(others))
	for path, c := range others {
		if testing.Verbose() {
			t.Logf("other: %s: %+v", path, c)
		}
	}
}

func TestEveryFieldOfAnOpenAPIDocumentIsCompared(t *testing.T) {
	doc := &openapi.Document{}
	(&filler{}).fill(reflect.ValueOf(doc).Elem(), 0)
	linkOpenAPI(doc)
	everyChangeIsSeen(t, doc, false, OpenAPI)
}

// linkOpenAPI takes out the references with which nothing else would count.
func linkOpenAPI(doc *openapi.Document) {
	for _, item := range append(doc.Paths, doc.Webhooks...) {
		for _, p := range item.Parameters {
			p.Ref = ""
		}
		for i, op := range item.Operations {
			op.Method = []string{"GET", "PUT"}[i]
			op.Path = item.Path
			op.RequestBody.Ref = ""
			for _, p := range op.Parameters {
				p.Ref = ""
			}
			for i, r := range op.Responses {
				r.Ref, r.Status = "", []string{"200", "404"}[i]
				for _, h := range r.Headers {
					h.Ref, h.In = "", "header"
				}
			}
		}
	}
	for _, p := range doc.Components.Parameters {
		p.Value.Ref = ""
	}
	for _, b := range doc.Components.RequestBodies {
		b.Value.Ref = ""
	}
	for _, r := range doc.Components.Responses {
		r.Value.Ref = ""
		for _, h := range r.Value.Headers {
			h.Ref = ""
		}
	}
}

func TestEveryFieldOfAnAsyncAPIDocumentIsCompared(t *testing.T) {
	doc := &asyncapi.Document{}
	(&filler{}).fill(reflect.ValueOf(doc).Elem(), 0)
	everyChangeIsSeen(t, doc, false, AsyncAPI)
}

func TestEveryFieldOfASchemaIsCompared(t *testing.T) {
	for name, s := range map[string]*schema.Schema{
		"without a reference": {Types: []string{"object"}, Properties: []schema.Property{{Name: "a", Schema: &schema.Schema{}}}},
		"that is empty":       {},
	} {
		full := &schema.Schema{}
		(&filler{}).fill(reflect.ValueOf(full).Elem(), 0)
		full.Ref = ""
		for title, start := range map[string]*schema.Schema{name: s, name + " but full": full} {
			t.Run(title, func(t *testing.T) {
				doc := &openapi.Document{Components: openapi.Components{Schemas: []schema.Property{{Name: "X", Schema: start}}}}
				everyChangeIsSeen(t, doc, true, OpenAPI)
			})
		}
	}
}
