package verify

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/contract/contracttest"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/gospecs"
	"tenon/internal/emit/gowire"
	"tenon/internal/emit/gows"
	"tenon/internal/emit/pyclient"
	"tenon/internal/openapi"
	"tenon/internal/schema"
	"tenon/internal/source"
	"tenon/internal/workspace"
)

// emitted renders everything of the modules of the reference backend with the emitters that generation uses.
func emitted(t testing.TB) map[string]Input {
	t.Helper()
	inputs := map[string]Input{}
	for _, m := range contracts(t, filepath.Join("..", "..", "backend")) {
		inputs[m.Name] = rendered(t, m)
	}
	return inputs
}

// contracts reads the contracts of a workspace.
func contracts(t testing.TB, dir string) []*contract.Module {
	t.Helper()
	ws, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err := ws.Discover()
	if err != nil {
		t.Fatal(err)
	}
	var modules []*contract.Module
	loader := source.NewLoader(ws)
	for _, f := range found {
		loaded, findings := loader.Load(f)
		if findings.HasErrors() {
			t.Fatal(findings)
		}
		modules = append(modules, loaded.Module)
	}
	return modules
}

// rendered renders everything of one module.
func rendered(t testing.TB, m *contract.Module) Input {
	t.Helper()
	in := emit.Input{Module: m, Layout: &emit.Layout{}, PythonHTTP: "httpx"}
	var l diag.List
	if in.OpenAPI, l = openapi.Describe(m, openapi.Options{MetaOperations: true}); l.HasErrors() {
		t.Fatal(l)
	}
	mark := func(k emit.Kind) schema.Extension {
		return schema.Extension{Name: emit.MarkerKey, Value: []byte(emit.Owner{Kind: k, Module: m.Name}.JSON())}
	}
	in.OpenAPI.Extensions = append(in.OpenAPI.Extensions, mark(emit.OpenAPI))
	in.OpenAPIJSON = in.OpenAPI.JSON()
	folder := in.Layout.Folder(emit.OpenAPI, m.Dir) + "/" + m.Name
	artifacts := []emit.Artifact{{Kind: emit.OpenAPI, Module: m.Name, Path: folder + "_openapi.json", Data: in.OpenAPIJSON}}
	if in.AsyncAPI, l = asyncapi.Describe(m, asyncapi.Options{}); l.HasErrors() {
		t.Fatal(l)
	}
	if in.AsyncAPI != nil {
		in.AsyncAPI.Extensions = append(in.AsyncAPI.Extensions, mark(emit.AsyncAPI))
		in.AsyncAPIJSON = in.AsyncAPI.JSON()
		artifacts = append(artifacts, emit.Artifact{Kind: emit.AsyncAPI, Module: m.Name, Path: folder + "_asyncapi.json",
			Data: in.AsyncAPIJSON})
	}
	for _, e := range []emit.Emitter{gospecs.New(), gowire.New(), gows.New(), pyclient.New()} {
		more, err := e.Emit(in)
		if err != nil {
			t.Fatal(err)
		}
		artifacts = append(artifacts, more...)
	}
	return Input{Module: m, Artifacts: artifacts}
}

// edited is the input with one artifact changed, and the index of that artifact.
func edited(t testing.TB, in Input, end string, edit func(data []byte) []byte) (Input, string) {
	t.Helper()
	artifacts := slices.Clone(in.Artifacts)
	i := slices.IndexFunc(artifacts, func(a emit.Artifact) bool { return strings.HasSuffix(a.Path, end) })
	if i < 0 {
		t.Fatalf("there is no artifact %s", end)
	}
	artifacts[i].Data = edit(artifacts[i].Data)
	if bytes.Equal(artifacts[i].Data, in.Artifacts[i].Data) {
		t.Fatalf("the edit of %s changes nothing", end)
	}
	return Input{Module: in.Module, Artifacts: artifacts}, artifacts[i].Path
}

func TestWhatTheEmittersMakeIsComplete(t *testing.T) {
	for name, in := range emitted(t) {
		if l := Module(in); len(l) > 0 {
			t.Errorf("%s: %v", name, l)
		}
	}
}

func TestWhatTheEmittersMakeOfOddContractsIsComplete(t *testing.T) {
	modules := []*contract.Module{contracttest.Shop()}
	for _, dir := range []string{
		filepath.Join("..", "emit", "gowire", "testdata", "torture"),
		filepath.Join("testdata", "odd"),
	} {
		modules = append(modules, contracts(t, dir)...)
	}
	for _, m := range modules {
		t.Run(m.Name, func(t *testing.T) {
			for _, d := range Module(rendered(t, m)) {
				t.Error(d)
			}
		})
	}
}

func TestAFaultInAnArtifactIsFound(t *testing.T) {
	inputs := emitted(t)
	for _, c := range []struct {
		name, module, file string
		old, new           string
		want               string
	}{
		// documents
		{"a path is another", "broker", "_openapi.json", `"/api/v1/broker/orders/preview"`, `"/api/v1/broker/orders/look"`, "operation-missing"},
		{"a method is another", "broker", "_openapi.json", `"put": {`, `"patch": {`, "operation-missing"},
		{"an operation is invented", "broker", "_openapi.json", `"/api/v1/broker/account": {`, `"/api/v1/broker/secret": {"get": {"operationId": "x", "responses": {}}}, "/api/v1/broker/account": {`, "operation-invented"},
		{"an operationId is another", "broker", "_openapi.json", `"operationId": "placeOrder"`, `"operationId": "putOrder"`, "operation-id"},
		{"a parameter has another name", "broker", "_openapi.json", `"name": "amount"`, `"name": "quantity"`, "parameter-missing"},
		{"a parameter travels elsewhere", "broker", "_openapi.json", `"in": "query"`, `"in": "header"`, "parameter-missing"},
		{"a parameter is not required any more", "datafeed", "_openapi.json", `"in": "query",
            "description": "symbol identifier",
            "required": true`, `"in": "query",
            "description": "symbol identifier",
            "required": false`, "parameter-required"},
		{"a body is gone", "broker", "_openapi.json", `"requestBody"`, `"x-requestBody"`, "body-missing"},
		{"a status is gone", "broker", "_openapi.json", `"503":`, `"504":`, "status-missing"},
		{"a success is another", "broker", "_openapi.json", `"200":`, `"202":`, "status-missing"},
		{"a property is gone", "broker", "_openapi.json", `"limitPrice": {`, `"limit": {`, "schema-differs"},
		{"a type is another", "broker", "_openapi.json", `"qty": {
            "type": "number"`, `"qty": {
            "type": "string"`, "schema-differs"},
		{"a constraint is gone", "broker", "_openapi.json", `"exclusiveMinimum": 0`, `"x-min": 0`, "parameter-constraint"},
		{"an enum value is gone", "broker", "_openapi.json", `"enum": [
          1,
          2,
          3,
          4
        ]`, `"enum": [
          1,
          2,
          3
        ]`, "schema-differs"},
		{"a reference leads nowhere", "broker", "_openapi.json", `"#/components/schemas/PlaceOrderResult"`, `"#/components/schemas/Nothing"`, "reference-broken"},
		{"a version is another", "broker", "_openapi.json", `"version": "1.0.0"`, `"version": "1.0.1"`, "document-info-version"},
		{"the marker is gone", "broker", "_openapi.json", `"x-tenon-generated"`, `"x-generated"`, "artifact-unmarked"},
		{"a comma is too much", "broker", "_openapi.json", `{
  "openapi"`, `{,
  "openapi"`, "document-unreadable"},
		{"a message has another type", "broker", "_asyncapi.json", `"const": "orders.update"`, `"const": "orders.change"`, "stream-missing"},
		{"a stream flows the other way", "broker", "_asyncapi.json", `"action": "send"`, `"action": "receive"`, "stream-missing"},
		{"an operation of a stream is gone", "broker", "_asyncapi.json", `"ordersSubscribe": {
      "action": "receive"`, `"ordersSubscribe": {
      "action": "send"`, "stream-missing"},
		{"a message carries something else", "datafeed", "_asyncapi.json", `"$ref": "#/components/schemas/Bar"`, `"$ref": "#/components/schemas/QuoteData"`, "stream-type"},

		// Go
		{"Go does not parse", "broker", "wire.go", "import (", "import ((", "go-unreadable"},
		{"a package has another name", "broker", "wire_generated/enums.go", "package brokerwire", "package other", "go-package"},
		{"something else is imported", "broker", "wire.go", "import (", "import (\n\t\"os/exec\"", "go-import"},
		{"something internal is imported", "broker", "wire.go", "import (", "import (\n\t\"tenon/internal/diag\"", "go-import"},
		{"a directive is smuggled in", "broker", "wire_generated/structs.go", "package brokerwire", "package brokerwire\n\n//go:linkname a b", "go-directive"},
		{"an init function is smuggled in", "broker", "wire_generated/enums.go", "\nfunc ", "\nfunc init() {}\n\nfunc ", "go-init"},
		{"a variable runs", "broker", "wire_generated/enums.go", "\nfunc ", "\nvar x = decodeSide(nil, nil)\n\nfunc ", "go-init"},
		{"a goroutine is smuggled in", "broker", "wire_generated/structs.go", "\tdecodeOrderType(d, &v.Type)", "\tgo decodeOrderType(d, &v.Type)", "go-statement"},
		{"a panic is smuggled in", "broker", "wire_generated/structs.go", "decodeOrderType(d, &v.Type)", "panic(d)", "go-unresolved"},
		{"nothing writes a type", "broker", "wire_generated/wire.go", "func AppendPreOrder(", "func appendPreOrder2(", "wire-missing"},
		{"nothing reads a type", "broker", "wire_generated/wire.go", "func DecodePreOrder(", "func decodePreOrder2(", "wire-missing"},
		{"a member is not written", "broker", "wire_generated/structs.go", "e.Member(`\"limitPrice\":`)", "e.Member(`\"limit\":`)", "wire-member-missing"},
		{"a member is not read", "broker", "wire_generated/structs.go", `case "limitPrice":`, `case "limit":`, "wire-member-missing"},
		{"a topic lacks a member", "broker", "wire_generated/topics.go", "e.Member(`\"accountId\":`)", "e.Member(`\"account\":`)", "wire-member-missing"},
		{"a value is not known", "broker", "wire_generated/enums.go", "broker.SideSell", "broker.SideBuy", "wire-value-missing"},
		{"a call leads nowhere", "broker", "wire_generated/structs.go", "decodeOrderType(d, &v.Type)", "hostile(d, &v.Type)", "go-unresolved"},
		{"nothing writes a topic", "broker", "wire_generated/wire.go", "func AppendOrderSubscriptionRequestTopic(", "func appendOrderSubscriptionRequestTopicToo(", "wire-missing"},
		{"a document is not embedded", "broker", "specs.go", "broker_asyncapi.json", "broker_other.json", "document-not-embedded"},
		{"a router is gone", "broker", "orders_ws_router.go", "type OrdersWSRouter ", "type OrderWSRouter ", "router-missing"},
		{"a router has another stream", "broker", "orders_ws_router.go", `return "orders"`, `return "order"`, "router-name"},
		{"a router is not in the index", "broker", "routers.go", "NewOrdersWSRouter(", "NewEquityWSRouter(", "router-index"},

		// Python
		{"a path of the client is another", "broker", "_client.py", `path="/api/v1/broker/orders/preview"`, `path="/api/v1/broker/orders/look"`, "client-operation-missing"},
		{"a method of the client is another", "broker", "_client.py", `method="PUT"`, `method="POST"`, "client-operation-missing"},
		{"a parameter of the client has another name", "broker", "_client.py", `query={"amount": amount}`, `query={"mount": amount}`, "client-parameter-missing"},
		{"a parameter of the client travels elsewhere", "broker", "_client.py", `query={"amount": amount}`, `headers={"amount": amount}`, "client-parameter-missing"},
		{"a parameter of the client is required", "broker", "_client.py", "amount: float | None = None,\n    options", "amount: float | None,\n    options", "client-parameter-required"},
		{"a body of the client is gone", "broker", "_client.py", "body=body,\n", "", "client-body"},
		{"a status of the client is another", "broker", "_client.py", `"404": models.Problem,`, `"405": models.Problem,`, "client-status"},
		{"a result of the client is gone", "broker", "_client.py", `"200": models.PlaceOrderResult`, `"200": None`, "client-result"},
		{"a result of the client is another", "broker", "_client.py", `_runtime.Call[models.PlaceOrderResult]`, `_runtime.Call[models.Position]`, "client-result"},
		{"a method of the client is gone", "broker", "_client.py", "    async def place_order(", "    async def put_order(", "client-method-missing"},
		{"a method of the client does something else", "broker", "_client.py", "self._send(_place_order(", "self._send(_preview_order(", "client-method"},
		{"a stream of the client is another", "broker", "_client.py", `stream="orders"`, `stream="order"`, "client-stream-missing"},
		{"a request of a stream is another", "broker", "_client.py", `"accountId": account_id`, `"account": account_id`, "client-parameter-missing"},
		{"a field of a model is another", "broker", "_models.py", `alias="limitPrice"`, `alias="limit"`, "model-field-missing"},
		{"a model is gone", "broker", "_models.py", "class PreOrder(", "class PlacedPreOrder(", "model-missing"},
		{"a value of an enum is another", "broker", "_models.py", "STOP_LIMIT = 4", "STOP_LIMIT = 5", "model-enum"},
		{"a statement is smuggled in", "broker", "_models.py", "\n\nclass PreOrder(", "\nprint(\"HOSTILE\")\n\n\nclass PreOrder(", "python-call"},
		{"an import is smuggled in", "broker", "_models.py", "from . import _models", "import os\n\nfrom . import _models", "python-import"},
		{"an attribute is smuggled in", "broker", "_models.py", "\n\nclass PreOrder(", "\nx = _models.base64.b64decode(\"\")\n\n\nclass PreOrder(", "python-call"},
		{"a name is smuggled in", "broker", "_models.py", "\n\nclass PreOrder(", "\nhostile = 1\n\n\nclass PreOrder(", "python-vocabulary"},
		{"a loop is smuggled in", "broker", "_models.py", "\n\nclass PreOrder(", "\nwhile True:\n    pass\n\n\nclass PreOrder(", "python-keyword"},
		{"a formatted string is smuggled in", "broker", "_models.py", "\n\nclass PreOrder(", "\nvalue = f\"{1}\"\n\n\nclass PreOrder(", "python-string"},
		{"a docstring ends early", "broker", "_models.py", "class PreOrder(_models.Model):\n    \"\"\"", "class PreOrder(_models.Model):\n    \"\"\"\"\"\"", "python-"},
		{"an indentation is broken", "broker", "_models.py", "    limit_price:", "   limit_price:", "python-unreadable"},
		{"a decorator is smuggled in", "broker", "_client.py", "    @property", "    @_place_order\n    @property", "python-decorator"},
		{"a problem class calls", "broker", "_errors.py", "\n\nPROBLEMS", "\n\nbreakpoint()\n\nPROBLEMS", "python-call"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, file := edited(t, inputs[c.module], c.file, func(data []byte) []byte {
				return bytes.Replace(data, []byte(c.old), []byte(c.new), 1)
			})
			l := Module(in)
			i := slices.IndexFunc(l, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.ID, c.want) })
			if i < 0 {
				t.Fatalf("%s is missing in %v", c.want, l)
			}
			d := l[i]
			if d.Level != diag.Error || d.Module != c.module || d.Pos.Line < 1 || d.Pos.Col < 1 || d.Help == "" {
				t.Errorf("the finding lacks level, module, place or help: %+v", d)
			}
			folder := file[:strings.LastIndexByte(file, '/')]
			if !strings.HasPrefix(d.Pos.File, folder) {
				t.Errorf("the finding is in %s, the fault in %s", d.Pos.File, file)
			}
		})
	}
}

func TestAnArtifactThatIsMissingIsFound(t *testing.T) {
	in := emitted(t)["broker"]
	for _, c := range []struct{ file, want string }{
		{"orders_ws_router.go", "router-missing"},
		{"ws_generated/routers.go", "router-index"},
		{"wire_generated/topics.go", "go-unresolved"},
		{"broker_client.py", "client-missing"},
	} {
		left := slices.DeleteFunc(slices.Clone(in.Artifacts), func(a emit.Artifact) bool { return strings.HasSuffix(a.Path, c.file) })
		l := Module(Input{Module: in.Module, Artifacts: left})
		if !slices.Contains(ids(l), c.want) {
			t.Errorf("without %s, %s is missing in %v", c.file, c.want, l)
		}
	}
}

func TestEveryStringOfAClientThatTravelsIsCompared(t *testing.T) {
	inputs := emitted(t)
	for name, in := range inputs {
		for _, a := range in.Artifacts {
			if !strings.HasSuffix(a.Path, "_client.py") {
				continue
			}
			src := string(a.Data)
			tokens, err := readPython(src, nil)
			if err != nil {
				t.Fatal(err)
			}
			text := func(i int) string { return src[tokens[i].from:tokens[i].to] }
			seen := map[string]bool{}
			for i, tok := range tokens {
				docstring := strings.HasPrefix(text(i), `"""`)
				if tok.kind != pyString || docstring || seen[text(i)] || i > 0 && text(i-1) == "=" && tokens[i-2].kind == pyName && text(i-3) == ":" {
					continue
				}
				if i > 1 && text(i-1) == "=" && text(i-2) != "path" && text(i-2) != "method" &&
					text(i-2) != "stream" {
					continue // a default: compared by the tests of the client
				}
				seen[text(i)] = true
				changed, _ := edited(t, in, "_client.py", func(data []byte) []byte {
					end := int(tok.to) - 1
					return slices.Concat(data[:end], []byte("x"), data[end:])
				})
				if l := Module(changed); !l.HasErrors() {
					t.Errorf("%s: nobody noticed that %s got another letter", name, text(i))
				}
			}
			if len(seen) < 20 {
				t.Errorf("%s: only %d strings were tried", name, len(seen))
			}
		}
	}
}

func TestThePythonReaderNeverFailsOnAnyText(t *testing.T) {
	in := emitted(t)["datafeed"]
	for _, a := range ofKind(in.Artifacts, emit.Python) {
		// Every prefix of a file is a file that was cut off; each must be read or refused.
		for end := 0; end < len(a.Data); end += 37 {
			cut, _ := edited(t, in, a.Path, func(data []byte) []byte { return slices.Clone(data[:end]) })
			python(cut)
		}
	}
}

func BenchmarkVerifyTrading(b *testing.B) {
	inputs := emitted(b)
	size := 0
	for _, in := range inputs {
		for _, a := range in.Artifacts {
			size += len(a.Data)
		}
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, in := range inputs {
			if l := Module(in); len(l) > 0 {
				b.Fatal(l)
			}
		}
	}
}
