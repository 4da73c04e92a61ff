package openapi_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenon/internal/contract/contracttest"
	"tenon/internal/openapi"
)

func TestReadingWhatWeWroteGivesTheSameBytes(t *testing.T) {
	for _, opt := range []openapi.Options{{MetaOperations: true}, {Version: openapi.Version30, MetaOperations: true}} {
		doc, _ := openapi.Describe(contracttest.Shop(), opt)
		again, err := openapi.Read(doc.JSON())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(doc.JSON()), string(again.JSON())); diff != "" {
			t.Errorf("OpenAPI %s (-written +read and written):\n%s", doc.OpenAPI, diff)
		}
	}
}

func TestVersion30IsReadInTheWordsOfToday(t *testing.T) {
	today, _ := openapi.Describe(contracttest.Shop(), openapi.Options{})
	old, _ := openapi.Describe(contracttest.Shop(), openapi.Options{Version: openapi.Version30})
	read, err := openapi.Read(old.JSON())
	if err != nil {
		t.Fatal(err)
	}
	read.OpenAPI = today.OpenAPI
	if diff := cmp.Diff(string(today.JSON()), string(read.JSON())); diff != "" {
		t.Errorf("what was written as 3.0 differs from what was described (-described +read):\n%s", diff)
	}
}

// foreign lists documents of others; a clone of the repository has none.
func foreign(t *testing.T, pattern string) []string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "specs", pattern))
	if len(files) == 0 {
		t.Skip("no documents of others beside this checkout")
	}
	return files
}

func TestDocumentsOfOthersAreReadAndStayWhatTheyAre(t *testing.T) {
	for _, folder := range []string{"real", "torture", "hostile"} {
		for _, file := range foreign(t, folder+"/*") {
			name := filepath.Base(file)
			if strings.Contains(name, "swagger2") || strings.Contains(name, "bomb") {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := openapi.Read(data)
			if name == "stripe_old.yaml" {
				if err == nil || !strings.Contains(err.Error(), `20725:7: the key "description" stands twice`) {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			first := doc.JSON()
			again, err := openapi.Read(first)
			if err != nil {
				t.Errorf("%s, written by us: %v", name, err)
				continue
			}
			if second := again.JSON(); !bytes.Equal(first, second) {
				t.Errorf("%s: reading what was written changes it: %s", name, cmp.Diff(string(first), string(second)))
			}
		}
	}
}

func TestWhatIsNotOpenAPI3IsRefusedByName(t *testing.T) {
	for text, want := range map[string]string{
		`{"swagger":"2.0"}`:              "Swagger \"2.0\" document",
		`{"asyncapi":"3.0.0"}`:           "AsyncAPI",
		`{"openapi":"4.0.0"}`:            `OpenAPI "4.0.0" is not understood`,
		`{"openapi":3.1}`:                "not an OpenAPI document",
		`{"a":1,"a":2}`:                  `1:8: the object has the name "a" twice`,
		`[]`:                             "is an array, should be an object",
		``:                               "unexpected end",
		"openapi: 3.1.0\nopenapi: 3.1.0": `2:1: the key "openapi" stands twice`,
		"- a\n- b":                       "is an array, should be an object",
		`{"openapi":"3.1.0","paths":{"/a":{"get":{"tags":"x"}}}}`:                   "/paths/~1a/get/tags: is a string, should be a list of strings",
		`{"openapi":"3.1.0","components":{"schemas":{"A":{"properties":[]}}}}`:      "/components/schemas/A/properties: is an array, should be an object",
		`{"openapi":"3.1.0","components":{"schemas":{"A":{"type":["text"]}}}}`:      `"text" is not a type of JSON Schema`,
		`{"openapi":"3.1.0","components":{"schemas":{"A":{"items":[{"enum":1}]}}}}`: "/components/schemas/A/items/0/enum: is a number, should be a list",
	} {
		_, err := openapi.Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestAnAliasBombFailsAtOnce(t *testing.T) {
	bomb := "openapi: 3.1.0\nx-a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
	for i := range 8 {
		bomb += "x-b" + string(rune('0'+i)) + ": &a" + string(rune('1'+i)) + " [" +
			strings.TrimSuffix(strings.Repeat("*a"+string(rune('0'+i))+",", 9), ",") + "]\n"
	}
	start := time.Now()
	_, err := openapi.Read([]byte(bomb))
	if err == nil || !strings.Contains(err.Error(), "aliases stand for more") {
		t.Errorf("error %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestTheHostileAliasBombFailsAtOnce(t *testing.T) {
	data, err := os.ReadFile(foreign(t, "hostile/yaml_alias_bomb.yaml")[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openapi.Read(data); err == nil {
		t.Error("it was read")
	}
}

func FuzzReading(f *testing.F) {
	doc, _ := openapi.Describe(contracttest.Shop(), openapi.Options{MetaOperations: true})
	f.Add(doc.JSON())
	f.Add([]byte("openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses: {}\n"))
	f.Add([]byte(`{"openapi":"3.0.0","components":{"schemas":{"A":{"nullable":true,"allOf":[{"$ref":"#/x"}],"const":null}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := openapi.Read(data)
		if err != nil {
			return
		}
		first := doc.JSON()
		again, err := openapi.Read(first)
		if err != nil {
			t.Fatalf("what we wrote cannot be read: %v\n%s", err, first)
		}
		if !bytes.Equal(first, again.JSON()) {
			t.Fatalf("not stable:\n%s\n%s", first, again.JSON())
		}
	})
}
