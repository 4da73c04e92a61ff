package streams

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"tenon/ws"
)

// document is what the tests read of an AsyncAPI document.
type document struct {
	Components struct {
		Schemas  map[string]json.RawMessage
		Messages map[string]struct {
			Payload json.RawMessage
		}
	}
}

// readDocument reads the document of a module.
func readDocument(t *testing.T, module string) document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "modules", module, "specs_generated", module+"_asyncapi.json"))
	must(t, err)
	// The schemas become a document of their own, where a reference leads to $defs.
	data = bytes.ReplaceAll(data, []byte(`"#/components/schemas/`), []byte(`"#/$defs/`))
	var doc document
	must(t, json.Unmarshal(data, &doc))
	return doc
}

// validator checks the messages of one module.
type validator = *jsonschema.Resolved

// messages makes the validator of a module: a frame must be exactly one of the document's messages.
func messages(t *testing.T, module string) validator {
	t.Helper()
	doc := readDocument(t, module)
	schema := &jsonschema.Schema{Defs: map[string]*jsonschema.Schema{}}
	for name, text := range doc.Components.Schemas {
		schema.Defs[name] = new(jsonschema.Schema)
		must(t, json.Unmarshal(text, schema.Defs[name]))
	}
	for _, m := range doc.Components.Messages {
		message := new(jsonschema.Schema)
		must(t, json.Unmarshal(m.Payload, message))
		schema.OneOf = append(schema.OneOf, message)
	}
	resolved, err := schema.Resolve(nil)
	must(t, err)
	return resolved
}

// validate checks a frame against the document.
func validate(t *testing.T, messages validator, frame string) {
	t.Helper()
	var value any
	must(t, json.Unmarshal([]byte(frame), &value))
	if err := messages.Validate(value); err != nil {
		t.Fatalf("the document does not allow %s: %v", frame, err)
	}
}

func TestTheDocumentAllowsNoOtherFrames(t *testing.T) {
	all := messages(t, "broker")
	validate(t, all, `{"type":"orders.subscribe","id":"1","payload":{"accountId":""}}`)
	for _, frame := range []string{
		`{"type":"bars.subscribe","payload":{"accountId":""}}`,
		`{"type":"orders.subscribe"}`,
		`{"type":"orders.subscribe","payload":{}}`,
		`{"type":"orders.subscribe","payload":{"accountId":1}}`,
		`{"type":"orders.subscribe","id":1,"payload":{"accountId":""}}`,
		`{"type":"orders.subscribe.response","payload":{"status":"fine","message":"","topic":""}}`,
		`{"type":"equity.update","payload":{"topic":"","payload":{"equity":1,"balance":1,"unrealizedPL":1}}}`,
		`{"type":"executions.update","payload":{"topic":"","payload":{"symbol":"A","price":1,"qty":0,"side":1,"time":1}}}`,
		`{"type":"executions.update","payload":{"topic":"","payload":{"symbol":"A","price":1,"qty":1,"side":2,"time":1}}}`,
	} {
		var value any
		must(t, json.Unmarshal([]byte(frame), &value))
		if err := all.Validate(value); err == nil {
			t.Errorf("the document allows %s", frame)
		}
	}
}

func TestTheDocumentNamesEveryCodeOfTheRuntime(t *testing.T) {
	for _, module := range []string{"broker", "datafeed"} {
		schemas := readDocument(t, module).Components.Schemas
		for schema, codes := range map[string][]string{
			"SubscriptionReply": {ws.CodeInvalid, ws.CodeForbidden, ws.CodeTooMany, ws.CodeUnavailable, ws.CodeInternal},
			"TopicEnd":          {ws.CodeCompleted, ws.CodeShuttingDown, ws.CodeInternal},
			"MessageError":      {ws.CodeMalformed, ws.CodeUnknownType},
		} {
			var s struct {
				Properties struct{ Code struct{ Enum []string } }
			}
			must(t, json.Unmarshal(schemas[schema], &s))
			for _, code := range codes {
				if !slices.Contains(s.Properties.Code.Enum, code) {
					t.Errorf("%s of %s does not know the code %s", schema, module, code)
				}
			}
		}
	}
}
