package workspace

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

var update = flag.Bool("update", false, "rewrite docs/tenon.schema.json")

func TestWithoutAFileTheDefaultsHold(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "info:\npython: {}\n"} {
		c, err := ParseConfig([]byte(text))
		if err != nil || !reflect.DeepEqual(c, defaults()) {
			t.Errorf("%q: got %+v, %v", text, c, err)
		}
	}
}

func TestEveryKeyIsRead(t *testing.T) {
	c, err := ParseConfig([]byte(`modules: [modules/*, "more/x*/"]
base_path: /v/
info:
  title: "{module} service"
  description: About {module}.
  terms_of_service: https://example.com/terms
  contact: {name: Ann, url: https://example.com, email: ann@example.com}
  license: &l {name: MIT, identifier: MIT, url: https://example.com/mit}
servers:
  - https://example.com
  - {url: https://two.example.com, description: the other}
output:
  openapi: "docs_generated/{module}"
  python: clients/acme_generated
  python-index: clients/acme_generated
artifacts: [openapi, python, openapi]
python: {package: acme_generated, http: httpx2}
meta_operations: true
openapi: 3.0
asyncapi: 3.1
types:
  example.com/money/v2.Amount: {codec: text, package: money, schema: {type: string, enum: [a, 1, null, true, 1.5]}}
  example.com/geo.Point: {codec: json, schema: '{"type": "object"}'}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Modules: []string{"modules/*", "more/x*"}, BasePath: "/v",
		Info: Info{Title: "{module} service", Description: "About {module}.", TermsOfService: "https://example.com/terms",
			Contact: Contact{"Ann", "https://example.com", "ann@example.com"}, License: License{"MIT", "MIT", "https://example.com/mit"}},
		Servers: []Server{{URL: "https://example.com"}, {URL: "https://two.example.com", Description: "the other"}},
		Output: map[emit.Kind]string{emit.OpenAPI: "docs_generated/{module}", emit.Python: "clients/acme_generated",
			emit.PythonIndex: "clients/acme_generated"},
		Artifacts: []emit.Kind{emit.OpenAPI, emit.Python}, Python: Python{Package: "acme_generated", HTTP: "httpx2"},
		MetaOperations: true, OpenAPI: "3.0", AsyncAPI: "3.1",
		Types: map[string]KnownType{
			"example.com/money/v2.Amount": {Package: "money", Codec: contract.CodecText, Schema: `{"type":"string","enum":["a",1,null,true,1.5]}`},
			"example.com/geo.Point":       {Codec: contract.CodecJSON, Schema: `{"type": "object"}`},
		},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

func TestThePythonPackageAndItsFolderHaveOneName(t *testing.T) {
	c, err := ParseConfig([]byte("python: {package: acme_generated}\n"))
	if err != nil || c.Output[emit.Python] != "acme_generated" || c.Output[emit.PythonIndex] != "acme_generated" {
		t.Errorf("a package without a folder: %+v, %v", c, err)
	}
	c, err = ParseConfig([]byte("output: {python: x/acme_generated, python-index: x/acme_generated}\n"))
	if err != nil || c.Python.Package != "acme_generated" {
		t.Errorf("a folder without a package: %+v, %v", c, err)
	}
	for _, kind := range []emit.Kind{emit.Python, emit.PythonIndex} {
		c, err = ParseConfig([]byte("output: {" + string(kind) + ": clients/python_generated}\n"))
		if err != nil || c.Output[emit.Python] != "clients/python_generated" ||
			c.Output[emit.PythonIndex] != "clients/python_generated" || c.Python.Package != "python_generated" {
			t.Errorf("the folder of %s alone gives %v, %+v, %v", kind, c.Output, c.Python, err)
		}
	}
	if _, err = ParseConfig([]byte("output: {python: a_generated, python-index: x/a_generated}\n")); err == nil {
		t.Error("clients and index in two folders are allowed")
	}
	_, err = ParseConfig([]byte("python: {package: a_generated}\noutput: {python: b_generated}\n"))
	wantDiagnostic(t, err, "config-value", "not called like the Python package a_generated")
}

func TestWhatIsWrongInTheConfigurationHasItsPlace(t *testing.T) {
	for _, c := range []struct{ text, id, want string }{
		{"modulse: [a/*]\n", "unknown-key", "tenon.yaml:1:1: there is no key \"modulse\" here (did you mean modules?)"},
		{"zzz: 1\n", "unknown-key", "the keys are modules, base_path"},
		{"info:\n  titel: x\n", "unknown-key", "tenon.yaml:2:3: there is no key \"titel\" here (did you mean title?)"},
		{"python:\n  http: htpx\n", "config-value", "tenon.yaml:2:9: \"htpx\" cannot stand here (did you mean httpx?)"},
		{"openapi: 2.0\n", "config-value", "\"2.0\" cannot stand here"},
		{"meta_operations: maybe\n", "config-value", "true or false"},
		{"meta_operations: [true]\n", "config-value", "true or false"},
		{"base_path: api\n", "config-value", "tenon.yaml:1:12"},
		{"base_path: /a/{b}\n", "config-value", "without variables"},
		{"base_path: /a/../b\n", "config-value", "base path"},
		{"modules: [../x/*]\n", "config-value", "below the workspace"},
		{"modules: [/x/*]\n", "config-value", "below the workspace"},
		{"modules: ['a/[']\n", "config-value", "no glob"},
		{"modules: []\n", "config-value", "no folder is named"},
		{"output: {openapi: docs}\n", "output-folder", "tenon.yaml:1:19: artifacts cannot go to \"docs\": a folder of generated files has _generated in its name"},
		{"output: {openapi: ../docs_generated}\n", "output-folder", "not below the workspace"},
		{"output: {openapi: /docs_generated}\n", "output-folder", "not below the workspace"},
		{"output: {openapi: 'a\\b_generated'}\n", "output-folder", "not every system"},
		{"output: {openapi: '{mod}_generated'}\n", "output-folder", "the only variable is {module}"},
		{"output: {wire: all_generated}\n", "output-folder", "tenon.yaml:1:16: the Go packages of several modules cannot lie in \"all_generated\""},
		{"output:\n  wire: '{module}/go_generated'\n  ws-routers: '{module}/go_generated'\n", "output-folder", "tenon.yaml:3:15: the Go packages wire and ws-routers cannot both lie in"},
		{"output: {wire: '{module}/ws_generated'}\n", "output-folder", "tenon.yaml:1:16: the Go packages wire and ws-routers cannot both lie in"},
		{"output: {opneapi: docs_generated}\n", "config-value", "did you mean openapi?"},
		{"artifacts: [openapi, rest-router]\n", "config-value", "tenon.yaml:1:12: rest-router cannot be generated yet (take it out)"},
		{"artifacts: [openapi, ws-routers]\n", "config-value", "tenon.yaml:1:12: ws-routers is of no use without wire (add wire, or take ws-routers out)"},
		{"artifacts: [specs]\n", "config-value", "tenon.yaml:1:12: specs is of no use without openapi or asyncapi (add openapi or asyncapi, or take specs out)"},
		{"artifacts: [pyhton]\n", "config-value", "tenon.yaml:1:13: \"pyhton\" cannot stand here (did you mean python?)"},
		{"servers: https://example.com\n", "config-value", "a list of servers"},
		{"servers:\n  - description: x\n", "config-value", "tenon.yaml:2:5: a server needs an address"},
		{"servers:\n  - {url: x, name: y}\n", "unknown-key", "\"name\""},
		{"python: {package: 1x}\n", "config-value", "name of the Python package"},
		{"python: {package: clients}\n", "config-value", "_generated in it"},
		{"types: {Amount: {codec: text, schema: {}}}\n", "config-type", "\"Amount\" is no type"},
		{"types:\n  example.com/m.A: {codec: txt, schema: {}}\n", "config-value", "tenon.yaml:2:28: \"txt\" cannot stand here (did you mean text?)"},
		{"types:\n  example.com/m.A: {codec: text}\n", "config-type", "needs a codec and a schema"},
		{"types:\n  example.com/m.A: {codec: text, schema: [1]}\n", "config-type", "no JSON Schema"},
		{"types:\n  example.com/m.A: {codec: text, schema: {a: .nan}}\n", "config-type", "cannot be said in JSON"},
		{"info: text\n", "config-value", "keys with values"},
		{"- a\n", "config-value", "tenon.yaml:1:1: keys with values"},
		{"openapi: 3.1\nopenapi: 3.0\n", "config-key", "tenon.yaml:2:1: the key \"openapi\" stands twice"},
		{"? [a]\n: b\n", "config-key", "a key is a word"},
		{"a: [\n", "config-syntax", "tenon.yaml:"},
		{"a: *b\n", "config-syntax", "this is not YAML"},
		{"\tx: 1\n", "config-syntax", "cannot start any token"},
	} {
		_, err := ParseConfig([]byte(c.text))
		if err == nil {
			t.Errorf("%q is taken", c.text)
			continue
		}
		wantDiagnostic(t, err, c.id, c.want)
	}
}

// Aliases of aliases stand for very much in few bytes.
func TestAConfigurationThatGrowsIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("types:\n  example.com/m.A: {codec: text, schema: {a: *z}}\n")
	bomb := "x: &a [1,1,1,1,1,1,1,1,1]\n"
	for c := 'b'; c <= 'z'; c++ {
		bomb += "x" + string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ",") + "]\n"
	}
	_, err := ParseConfig([]byte(bomb + b.String()))
	wantDiagnostic(t, err, "config-size", "says too much")
	_, err = ParseConfig([]byte("modules: &a [*a]\n"))
	if err == nil {
		t.Error("a value inside itself is taken")
	}
	dir := tree(t, map[string]string{"go.mod": "module example.com/x\n", ConfigFile: strings.Repeat("# comment\n", 200_000)})
	_, err = Open(dir)
	wantDiagnostic(t, err, "unreadable-file", "larger than")
}

func TestAWorkspaceWithAWrongConfigurationDoesNotOpen(t *testing.T) {
	_, err := Open(tree(t, map[string]string{"go.mod": "module example.com/x\n", ConfigFile: "openapi: 4\nasyncapi: 5\n"}))
	if list := diag.From(err, ""); len(list) != 2 || list[0].Pos.Line != 1 || list[1].Pos.Line != 2 {
		t.Errorf("got %v", err)
	}
	ws, err := Open(tree(t, map[string]string{"go.mod": "module example.com/x\n", ConfigFile: "openapi: 3.0\n"}))
	if err != nil || !ws.HasConfig || ws.Config.OpenAPI != "3.0" {
		t.Errorf("got %+v, %v", ws, err)
	}
}

func FuzzParseConfig(f *testing.F) {
	for _, text := range []string{"modules: [a/*]\n", "a: &x [*x]\n", "output: {openapi: a_generated}\n", "? a\n", "types: {a.B: {codec: text, schema: {x: [1, {y: z}]}}}\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 10_000 {
			t.Skip()
		}
		if _, err := ParseConfig(data); err != nil {
			for _, d := range diag.From(err, "") {
				if d.ID == "" || d.Pos.File != ConfigFile {
					t.Fatalf("an incomplete finding: %+v", d)
				}
			}
		}
	})
}

// schemaOf is the JSON Schema of a table of keys.
func schemaOf(table []key) map[string]any {
	properties := map[string]any{}
	for _, k := range table {
		properties[k.name] = schemaOfKey(k)
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

func schemaOfKey(k key) map[string]any {
	var s map[string]any
	word := map[string]any{"type": "string"}
	if k.choices != nil {
		word["enum"] = k.choices
	}
	switch k.shape {
	case "string":
		s = word
		if slices.ContainsFunc(k.choices, func(c string) bool { return c == "3.1" }) {
			// YAML reads 3.1 as a number unless it is quoted.
			s = map[string]any{"enum": []any{k.choices[0], k.choices[1], json.Number(k.choices[0]), json.Number(k.choices[1])}}
		}
	case "boolean":
		s = map[string]any{"type": "boolean"}
	case "strings":
		s = map[string]any{"anyOf": []any{word, map[string]any{"type": "array", "items": word}}}
	case "schema":
		s = map[string]any{"anyOf": []any{map[string]any{"type": "object"}, map[string]any{"type": "string"}}}
	case "map":
		properties := map[string]any{}
		for _, c := range k.choices {
			properties[c] = map[string]any{"type": "string", "pattern": "_generated"}
		}
		s = map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	case "object":
		s = schemaOf(k.below)
	case "objects":
		s = map[string]any{"type": "array", "items": map[string]any{"anyOf": []any{map[string]any{"type": "string"}, schemaOf(k.below)}}}
	case "types":
		s = map[string]any{"type": "object", "additionalProperties": schemaOf(k.below)}
	default:
		panic("no schema for " + k.shape)
	}
	s["description"] = k.what
	return s
}

// The schema that ships is made from the table of keys.
func TestTheJSONSchemaSaysWhatIsRead(t *testing.T) {
	schema := schemaOf(keys())
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = "tenon.yaml"
	schema["description"] = "Configuration of a workspace of Tenon. Every key is optional."
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("..", "..", "docs", "tenon.schema.json")
	if *update {
		if err := os.WriteFile(file, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the table of keys says; run the test with -update", file)
	}
}

// Each key that has no keys below it reads something, so that no key is known but ignored.
func TestEveryKeyDoesSomething(t *testing.T) {
	var check func(table []key, above string)
	check = func(table []key, above string) {
		for _, k := range table {
			if k.read == nil && k.below == nil {
				t.Errorf("%s%s is known, but nothing reads it", above, k.name)
			}
			if k.read == nil {
				check(k.below, above+k.name+".")
			}
		}
	}
	check(keys(), "")
}
