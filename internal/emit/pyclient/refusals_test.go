package pyclient

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/openapi"
)

// emitJSON renders a document given as the JSON of its paths and components.
func emitJSON(t *testing.T, paths, components string) ([]emit.Artifact, error) {
	t.Helper()
	doc, err := openapi.Read([]byte(
		`{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":` + paths + `,"components":` + components + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return New().Emit(emit.Input{Module: &contract.Module{Name: "t", Dir: "modules/t"}, Layout: &emit.Layout{}, OpenAPI: doc})
}

func TestWhatCannotBeRenderedIsRefusedWithItsPlace(t *testing.T) {
	const ok = `"responses":{"200":{"description":""}}`
	for name, c := range map[string]struct{ paths, components, want string }{
		"multipart":         {`{"/a":{"post":{"requestBody":{"content":{"multipart/form-data":{}}},` + ok + `}}}`, `{}`, "POST /a: a body of type multipart/form-data"},
		"form":              {`{"/a":{"post":{"requestBody":{"content":{"application/x-www-form-urlencoded":{}}},` + ok + `}}}`, `{}`, "POST /a: a body of type"},
		"media type":        {`{"/a":{"post":{"requestBody":{"content":{"text/x\r\nX-Evil: 1":{}}},` + ok + `}}}`, `{}`, "POST /a: a body of type"},
		"object in query":   {`{"/a":{"get":{"parameters":[{"name":"p","in":"query","schema":{"type":"object"}}],` + ok + `}}}`, `{}`, `GET /a: the parameter "p" is an object`},
		"style":             {`{"/a":{"get":{"parameters":[{"name":"p","in":"query","style":"deepObject","schema":{"type":"string"}}],` + ok + `}}}`, `{}`, `of style "deepObject"`},
		"content parameter": {`{"/a":{"get":{"parameters":[{"name":"p","in":"query","content":{"application/json":{}}}],` + ok + `}}}`, `{}`, `the parameter "p" with content`},
		"no path parameter": {`{"/a/{b}":{"get":{` + ok + `}}}`, `{}`, "GET /a/{b}: the path variable {b} has no parameter"},
		"twice in the path": {`{"/a/{b}/{b}":{"get":{"parameters":[{"name":"b","in":"path","required":true,"schema":{}}],` + ok + `}}}`, `{}`, "or stands twice"},
		"no variable":       {`{"/a":{"get":{"parameters":[{"name":"b","in":"path","required":true,"schema":{}}],` + ok + `}}}`, `{}`, "the path has no variable {b}"},
		"dangling schema":   {`{"/a":{"get":{"responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/X"}}}}}}}}`, `{}`, `GET /a: the reference "#/components/schemas/X" leads nowhere`},
		"remote schema":     {`{"/a":{"get":{"responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"http://evil/x"}}}}}}}}`, `{}`, "leads nowhere"},
		"events":            {`{"/a":{"get":{"responses":{"200":{"description":"","content":{"text/event-stream":{}}}}}}}`, `{}`, "GET /a: an answer of type text/event-stream"},
		"choice in allOf":   {`{}`, `{"schemas":{"S":{"allOf":[{"type":"object","properties":{"a":{}}},{"oneOf":[{},{}]}]}}}`, "#/components/schemas/S: a choice"},
		"too deep":          {`{}`, `{"schemas":{"S":` + strings.Repeat(`{"type":"array","items":`, 80) + `{}` + strings.Repeat(`}`, 80) + `}}`, "#/components/schemas/S: the schemas are nested more than 64 deep"},
	} {
		t.Run(name, func(t *testing.T) {
			artifacts, err := emitJSON(t, c.paths, c.components)
			var list diag.List
			if !errors.As(err, &list) || len(artifacts) > 0 {
				t.Fatalf("%d artifacts, %v", len(artifacts), err)
			}
			if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
				return strings.Contains(d.Message, c.want) && d.Level == diag.Error && d.Help != "" && d.Module == "t"
			}) {
				t.Errorf("%v, want %s", list, c.want)
			}
		})
	}
}

func TestOneRefusedOperationRefusesTheModule(t *testing.T) {
	in := input(t, "shop", "testdata/shop")
	in.OpenAPI.Paths[0].Operations[0].RequestBody.Content[0].Type = "multipart/form-data"
	in.Module.Operations = []*contract.Operation{{HTTPMethod: "POST", Path: "/api/v1/shop/orders", Pos: diag.Pos{File: "shop.go", Line: 7, Col: 2}}}
	_, err := New().Emit(in)
	list := diag.From(err, "")
	if len(list) != 1 || list[0].Pos.String() != "shop.go:7:2" {
		t.Errorf("%v", err)
	}
}

func TestAStreamThatIsNotOursIsRefused(t *testing.T) {
	const head = `{"asyncapi":"3.0.0","info":{"title":"T","version":"1"},"channels":{"c":{"address":"/ws","messages":{"M":{"payload":`
	const tail = `}}}},"operations":{"o":{"action":"receive","channel":{"$ref":"#/channels/c"},"messages":[{"$ref":"#/channels/c/messages/M"}]}}}`
	for payload, want := range map[string]string{
		`{"type":"string"}`: "the message has no constant type",
		`{"type":"object","properties":{"type":{"const":"x.subscribe"}}}`: `no operation sends "x.update"`,
	} {
		doc, err := asyncapi.Read([]byte(head + payload + tail))
		if err != nil {
			t.Fatal(err)
		}
		_, err = New().Emit(emit.Input{Module: &contract.Module{Name: "t"}, Layout: &emit.Layout{}, AsyncAPI: doc})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestNamesDependOnNothingElse(t *testing.T) {
	all := []string{"foo.bar", "FooBar", "foo-bar", "foo bar", "class", "日本", "other"}
	none := func(string) bool { return false }
	whole := names(all, classStyle, maxClass, none)
	if whole["FooBar"].String() != "FooBar" {
		t.Errorf("who is spelled so keeps the name: %v", whole)
	}
	seen := map[string]string{}
	for text, name := range whole {
		if other, ok := seen[name.String()]; ok {
			t.Errorf("%q and %q are both %s", text, other, name)
		}
		seen[name.String()] = text
	}
	reversed := slices.Clone(all)
	slices.Reverse(reversed)
	for text, name := range names(reversed, classStyle, maxClass, none) {
		if whole[text] != name {
			t.Errorf("%q is %s or %s", text, whole[text], name)
		}
	}
	for text, name := range names(append(all, "newcomer"), classStyle, maxClass, none) {
		if text != "newcomer" && whole[text] != name {
			t.Errorf("a newcomer renames %q", text)
		}
	}
}

func TestOperationsOfOneNameAreCalledByTheirRoutes(t *testing.T) {
	artifacts, err := emitJSON(t, `{
		"/a":{"get":{"operationId":"getFoo","responses":{}}},
		"/b":{"get":{"operationId":"get_foo","responses":{}}},
		"/c":{"get":{"responses":{}}}}`, `{}`)
	if err != nil {
		t.Fatal(err)
	}
	client := string(artifacts[0].Data)
	for _, want := range []string{"def get_a(", "def get_b(", "def get_c("} {
		if !strings.Contains(client, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(client, "def get_foo(") {
		t.Error("one of two took the name")
	}
}

func TestModuleNamesBecomeFilesAndClasses(t *testing.T) {
	for module, want := range map[string]string{
		"broker":                "broker Broker",
		"trading-signals":       "trading_signals TradingSignals",
		"class":                 "class Class",
		"1st":                   "x1st X1st",
		"APIGateway":            "api_gateway ApiGateway",
		strings.Repeat("x", 80): "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_e6a2b1 XxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxE6a2b1",
	} {
		got := moduleName(module).String() + " " + className(module).String()
		if len(module) < 80 && got != want || len(moduleName(module).String()) > maxModule {
			t.Errorf("%s: %s, want %s", module, got, want)
		}
	}
	for _, bad := range []string{"a b", "coding:utf-7", "a=b", "a\nb", "a/b"} {
		if checkModule(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestTheIndexOffersEveryClient(t *testing.T) {
	artifacts, err := Index(IndexInput{Modules: []string{"datafeed", "broker", "datafeed"}, Layout: &emit.Layout{}})
	if err != nil {
		t.Fatal(err)
	}
	init := string(artifacts[0].Data)
	for _, name := range []string{"BrokerClient", "AsyncBrokerClient", "DatafeedClient", "DatafeedAPI", "Retry"} {
		if strings.Count(init, "\n    \""+name+"\",\n") != 1 {
			t.Errorf("%s is not in __all__ once", name)
		}
	}
	for _, a := range artifacts {
		owner, marked := emit.ParseMarker(a.Data)
		empty := len(a.Data) == 0 && strings.HasSuffix(a.Path, "/py.typed")
		if !empty && (!marked || owner.Kind != a.Kind || owner.Module != "") {
			t.Errorf("%s: marker %v", a.Path, owner)
		}
	}
	other, err := Index(IndexInput{Modules: []string{"broker", "datafeed"}, Layout: &emit.Layout{}})
	if err != nil || !bytes.Equal(other[0].Data, artifacts[0].Data) {
		t.Errorf("the order of modules matters, or %v", err)
	}
}

func TestClientsOfOneNameAreAnError(t *testing.T) {
	for _, modules := range [][]string{{"async-broker", "broker"}, {"a-b", "a_b"}, {"日本", "中国"}} {
		_, err := Index(IndexInput{Modules: modules, Layout: &emit.Layout{}})
		if list := diag.From(err, ""); len(list) != 1 || list[0].ID != "python-name-clash" {
			t.Errorf("%v: %v", modules, err)
		}
	}
}

func TestHttpx2IsOneImportLine(t *testing.T) {
	plain, err := Index(IndexInput{Layout: &emit.Layout{}})
	if err != nil {
		t.Fatal(err)
	}
	successor, err := Index(IndexInput{Layout: &emit.Layout{}, PythonHTTP: "httpx2"})
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for i, a := range plain {
		if !bytes.Equal(a.Data, successor[i].Data) {
			changed++
			want := strings.Replace(string(a.Data), "import httpx\n", "import httpx2 as httpx\n", 1)
			if string(successor[i].Data) != want {
				t.Errorf("%s", a.Path)
			}
		}
	}
	if changed != 1 {
		t.Errorf("%d files differ", changed)
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	first := render(t, "torture", "testdata/torture")
	for range 5 {
		for i, a := range render(t, "torture", "testdata/torture") {
			if !bytes.Equal(a.Data, first[i].Data) {
				t.Fatalf("%s differs", a.Path)
			}
		}
	}
}

func BenchmarkEmit(b *testing.B) {
	for _, name := range []string{"shop", "torture"} {
		b.Run(name, func(b *testing.B) {
			in := input(b, name, "testdata/"+name)
			for b.Loop() {
				if _, err := New().Emit(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
