package asyncapi_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/internal/asyncapi"
	"tenon/internal/contract/contracttest"
	"tenon/internal/schema"
)

func TestWhatWeDescribeHasNoFault(t *testing.T) {
	doc, _ := asyncapi.Describe(contracttest.Shop(), asyncapi.Options{})
	for _, d := range asyncapi.Check(doc) {
		t.Error(d)
	}
}

func TestEverySeededFaultIsFound(t *testing.T) {
	for _, c := range []struct {
		id   string
		seed func(d *asyncapi.Document)
	}{
		{"channel-twice", func(d *asyncapi.Document) { d.Channels = append(d.Channels, d.Channels[0]) }},
		{"address-twice", func(d *asyncapi.Document) {
			d.Channels = append(d.Channels, &asyncapi.Channel{Name: "other", Address: d.Channels[0].Address})
		}},
		{"address-parameter", func(d *asyncapi.Document) { d.Channels[0].Address = "/ws/{tenant}" }},
		{"address-parameter", func(d *asyncapi.Document) {
			d.Channels[0].Parameters = []schema.Extension{{Name: "tenant", Value: json.RawMessage("{}")}}
		}},
		{"operation-twice", func(d *asyncapi.Document) { d.Operations[1].Name = d.Operations[0].Name }},
		{"operation-action", func(d *asyncapi.Document) { d.Operations[1].Action = "publish" }},
		{"message-twice", func(d *asyncapi.Document) {
			d.Channels[0].Messages = append(d.Channels[0].Messages, d.Channels[0].Messages[0])
		}},
		{"message-twice", func(d *asyncapi.Document) { d.Components.Messages[1].Name = d.Components.Messages[0].Name }},
		{"message-outside-channel", func(d *asyncapi.Document) {
			d.Operations[0].Reply.Messages[0] = "#/components/messages/StockLevelsSubscribeResponse"
		}},
		{"message-outside-channel", func(d *asyncapi.Document) {
			d.Operations[0].Messages[0] = "#/components/messages/StockLevelsSubscribe"
		}},
		{"message-unused", func(d *asyncapi.Document) { d.Operations[2].Messages = d.Operations[2].Messages[:1] }},
		{"reference-broken", func(d *asyncapi.Document) { d.Operations[0].Channel = "#/channels/none" }},
		{"reference-broken", func(d *asyncapi.Document) { d.Operations[0].Reply.Messages[0] += "X" }},
		{"reference-broken", func(d *asyncapi.Document) { d.Operations[0].Security = []string{"#/components/securitySchemes/x"} }},
		{"reference-broken", func(d *asyncapi.Document) { d.Channels[0].Messages[0].Ref += "X" }},
		{"reference-broken", func(d *asyncapi.Document) {
			d.Components.Messages[0].Payload = &schema.Schema{Ref: "#/components/schemas/None"}
		}},
		{"reference-broken", func(d *asyncapi.Document) { d.Components.Extensions = nil }},
		{"example-outside", func(d *asyncapi.Document) {
			d.Components.Messages[0].Examples = []json.RawMessage{json.RawMessage(`{"payload":{"type":"other","payload":{}}}`)}
		}},
		{"component-name", func(d *asyncapi.Document) { d.Components.Schemas[0].Name = "a b" }},
		{"component-unused", func(d *asyncapi.Document) {
			d.Components.Schemas = append(d.Components.Schemas, schema.Property{Name: "Lonely", Schema: &schema.Schema{}})
		}},
		{"discriminator-broken", func(d *asyncapi.Document) {
			for _, p := range d.Components.Schemas {
				if p.Name == "Shape" {
					p.Schema.Discriminator.PropertyName = "radius"
				}
			}
		}},
	} {
		doc, _ := asyncapi.Describe(contracttest.Shop(), asyncapi.Options{})
		c.seed(doc)
		findings := asyncapi.Check(doc)
		found := false
		for _, d := range findings {
			found = found || d.ID == c.id && strings.HasPrefix(d.Message, "#/")
		}
		if !found {
			t.Errorf("%s was seeded and not found; found: %v", c.id, findings)
		}
	}
}

func TestReadingWhatWeWroteGivesTheSameBytes(t *testing.T) {
	doc, _ := asyncapi.Describe(contracttest.Shop(), asyncapi.Options{
		Servers: []*asyncapi.Server{{Name: "server", Host: "example.com", Protocol: "wss", PathName: "/x"}},
	})
	again, err := asyncapi.Read(doc.JSON())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(doc.JSON()), string(again.JSON())); diff != "" {
		t.Errorf("-written +read and written:\n%s", diff)
	}
}

func TestDocumentsOfOthersAreReadAndStayWhatTheyAre(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "specs", "asyncapi", "*"))
	if len(files) == 0 {
		t.Skip("no documents of others beside this checkout")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := asyncapi.Read(data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		first := doc.JSON()
		again, err := asyncapi.Read(first)
		if err != nil {
			t.Errorf("%s, written by us: %v", filepath.Base(file), err)
			continue
		}
		if !bytes.Equal(first, again.JSON()) {
			t.Errorf("%s: %s", filepath.Base(file), cmp.Diff(string(first), string(again.JSON())))
		}
		for _, d := range asyncapi.Check(doc) {
			if d.ID == "reference-broken" || d.ID == "message-outside-channel" {
				t.Errorf("%s: %v", filepath.Base(file), d)
			}
		}
	}
}

func TestWhatIsNotAsyncAPI3IsRefusedByName(t *testing.T) {
	for text, want := range map[string]string{
		`{"asyncapi":"2.6.0"}`: `AsyncAPI "2.6.0" is not understood`,
		`{"openapi":"3.1.0"}`:  "OpenAPI",
		`{}`:                   "not an AsyncAPI document",
		`3`:                    "is a number, should be an object",
		`{"asyncapi":"3.0.0","channels":{"a":{"messages":[]}}}`: "/channels/a/messages: is an array, should be an object",
	} {
		_, err := asyncapi.Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
