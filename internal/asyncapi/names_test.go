package asyncapi_test

import (
	"strings"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/contract/contracttest"
	"tenon/ws"
)

func TestTheCodesAreThoseThatTheRuntimeSends(t *testing.T) {
	doc, _ := asyncapi.Describe(contracttest.Shop(), asyncapi.Options{})
	for name, codes := range map[string][]string{
		"SubscriptionReply": {ws.CodeInvalid, ws.CodeForbidden, ws.CodeTooMany, ws.CodeUnavailable, ws.CodeInternal, "no-item"},
		"TopicEnd":          {ws.CodeCompleted, ws.CodeShuttingDown, ws.CodeInternal, "no-item", "unavailable"},
		"MessageError":      {ws.CodeMalformed, ws.CodeUnknownType},
	} {
		for _, p := range doc.Components.Schemas {
			if p.Name != name {
				continue
			}
			var got []string
			for _, raw := range p.Schema.Property("code").Enum {
				got = append(got, strings.Trim(string(raw), `"`))
			}
			if strings.Join(got, " ") != strings.Join(codes, " ") {
				t.Errorf("%s has the codes %v, the runtime %v", name, got, codes)
			}
		}
	}
}

func TestAModuleWithoutStreamsHasNoDocument(t *testing.T) {
	m := contracttest.Shop()
	m.Streams = nil
	if doc, findings := asyncapi.Describe(m, asyncapi.Options{}); doc != nil || findings != nil {
		t.Error(doc, findings)
	}
}

func TestStreamsThatAreNamedAlikeAreAnErrorAtTheirPlace(t *testing.T) {
	m := contracttest.Shop()
	other := *m.Streams[0]
	other.Name, other.Pos.File = "stockLevels", "api.go"
	m.Streams = append(m.Streams, &other)
	_, findings := asyncapi.Describe(m, asyncapi.Options{})
	if len(findings) != 1 || findings[0].ID != "stream-name" || findings[0].Pos.File != "api.go" {
		t.Error(findings)
	}
}

func TestATypeOfTheUserKeepsItsNameWhereWeHaveOneLikeIt(t *testing.T) {
	m := contracttest.Shop()
	for _, d := range m.Decls {
		switch d.Name {
		case "Circle":
			d.Name = "TopicGap"
		case "Square":
			d.Name = "StockLevelsUpdateMessage"
		}
	}
	doc, findings := asyncapi.Describe(m, asyncapi.Options{})
	for _, d := range append(findings, asyncapi.Check(doc)...) {
		t.Error(d)
	}
	names := map[string]bool{}
	for _, p := range doc.Components.Schemas {
		names[p.Name] = true
		if p.Name == "TopicGap" && p.Schema.Property("radius") == nil {
			t.Error("the user's TopicGap was replaced")
		}
	}
	if !names["APITopicGap"] || !names["APIStockLevelsUpdateMessage"] {
		t.Error("ours are gone:", names)
	}
}

func TestWaysOfAuthentication(t *testing.T) {
	m := contracttest.Shop()
	m.Auth = []contract.Auth{{Scheme: "bearer"}, {Scheme: "query", Name: "api key"}}
	m.Streams[0].Auth = m.Auth
	doc, _ := asyncapi.Describe(m, asyncapi.Options{
		Servers: []*asyncapi.Server{{Name: "server", Host: "example.com", Protocol: "wss"}},
	})
	if l := asyncapi.Check(doc); len(l) > 0 {
		t.Fatal(l)
	}
	want := []string{"#/components/securitySchemes/bearer", "#/components/securitySchemes/query_api_key"}
	for what, got := range map[string][]string{"server": doc.Servers[0].Security, "subscribe": doc.Operations[0].Security,
		"unsubscribe": doc.Operations[1].Security} {
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	if doc.Operations[2].Security != nil {
		t.Error("an update asks nobody who they are:", doc.Operations[2].Security)
	}
}
