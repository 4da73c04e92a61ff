package openapi_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/contract/contracttest"
	"tenon/internal/openapi"
)

// rename gives a declaration of the shop another name.
func rename(m *contract.Module, from, to string) {
	for _, d := range m.Decls {
		if d.Name == from {
			d.Name = to
		}
	}
}

func TestATypeOfTheUserKeepsItsNameWhereWeHaveOneLikeIt(t *testing.T) {
	m := contracttest.Shop()
	rename(m, "Item", "Problem")
	rename(m, "Node", "VersionInfo")
	doc, findings := openapi.Describe(m, openapi.Options{MetaOperations: true})
	for _, d := range append(findings, openapi.Check(doc)...) {
		t.Error(d)
	}
	if doc.Components.Schema("Problem").Property("corner") == nil || doc.Components.Schema("VersionInfo").Property("children") == nil {
		t.Error("a type of the user was replaced")
	}
	if doc.Components.Schema("APIProblem").Property("detail") == nil || doc.Components.Schema("APIVersionInfo").Property("status") == nil {
		t.Error("ours are gone")
	}
	add := doc.Paths[0].Operations[0]
	if ref := doc.Resolve(add.Responses[1]).Content[0].Schema.AllOf[0].Ref; ref != "#/components/schemas/APIProblem" {
		t.Errorf("failures are %s", ref)
	}
}

func TestAnOperationWhereTheRuntimeHasOneIsAnErrorAtItsPlace(t *testing.T) {
	m := contracttest.Shop()
	m.Operations[0].ID = "getHealthStatus"
	m.Operations[0].Pos.File = "api.go"
	_, findings := openapi.Describe(m, openapi.Options{MetaOperations: true})
	if len(findings) != 1 || findings[0].ID != "meta-operation" || findings[0].Pos.File != "api.go" {
		t.Error(findings)
	}
	if _, findings = openapi.Describe(m, openapi.Options{}); len(findings) > 0 {
		t.Error("without operations of the runtime:", findings)
	}
}

func TestANameThatNoDocumentCanHaveIsAnErrorAtItsPlace(t *testing.T) {
	m := contracttest.Shop()
	rename(m, "Item", "Größe")
	_, findings := openapi.Describe(m, openapi.Options{})
	if len(findings) != 1 || findings[0].ID != "schema-name" || !strings.Contains(findings[0].Help, "//tenon:id") {
		t.Error(findings)
	}
}

func TestOnlyWhatOperationsReachIsShared(t *testing.T) {
	doc, _ := openapi.Describe(contracttest.Shop(), openapi.Options{})
	if doc.Components.Schema("StockRequest") != nil {
		t.Error("the request of a stream is in the OpenAPI document")
	}
	names := make([]string, len(doc.Components.Schemas))
	for i, p := range doc.Components.Schemas {
		names[i] = p.Name
	}
	if !slices.IsSorted(names) {
		t.Error("the schemas are not sorted:", names)
	}
}

func TestCodesOfAResponse(t *testing.T) {
	m := contracttest.Shop()
	for _, e := range m.Errors {
		e.Status = 422 // beside the runtime's own
	}
	doc, findings := openapi.Describe(m, openapi.Options{})
	if l := slices.Concat(findings, openapi.Check(doc)); len(l) > 0 {
		t.Fatal(l)
	}
	add := doc.Paths[0].Operations[0]
	got := doc.Codes(add.Responses[1])
	if want := []string{"out-of-stock", "unavailable", "invalid-request"}; !slices.Equal(got, want) {
		t.Errorf("codes %v of %s, want %v", got, add.Responses[1].Ref, want)
	}
	again, err := openapi.Read(doc.JSON())
	if err != nil || !slices.Equal(again.Codes(again.Paths[0].Operations[0].Responses[1]), got) {
		t.Error("after reading:", err)
	}
	if got := doc.Codes(add.Responses[0]); got != nil {
		t.Error("success has codes:", got)
	}
}

func TestOneCodeWithTwoStatusesIsOneResponseAtBoth(t *testing.T) {
	m := contracttest.Shop()
	other := *m.Errors[0]
	other.Status = 400
	m.Operations[1].Errors = append(m.Operations[1].Errors, &other)
	doc, _ := openapi.Describe(m, openapi.Options{})
	if l := openapi.Check(doc); len(l) > 0 {
		t.Fatal(l)
	}
	statuses := map[string]bool{}
	for _, op := range doc.Operations() {
		for _, r := range op.Responses {
			if slices.Contains(doc.Codes(r), other.Code) {
				statuses[r.Status+" "+r.Ref] = true
			}
		}
	}
	want := []string{"400 #/components/responses/OutOfStock", "409 #/components/responses/OutOfStock"}
	if got := slices.Sorted(maps.Keys(statuses)); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestWaysOfAuthentication(t *testing.T) {
	m := contracttest.Shop()
	m.Auth = []contract.Auth{{Scheme: "bearer"}}
	m.Operations[0].Auth = []contract.Auth{{Scheme: "none"}}
	m.Operations[1].Auth = []contract.Auth{{Scheme: "cookie", Name: "session"}, {Scheme: "none"}}
	m.Operations[2].Auth = []contract.Auth{{Scheme: "bearer"}}
	doc, _ := openapi.Describe(m, openapi.Options{MetaOperations: true})
	if l := openapi.Check(doc); len(l) > 0 {
		t.Fatal(l)
	}
	if len(doc.Security) != 1 || doc.Security[0][0].Scheme != "bearer" {
		t.Error("the document:", doc.Security)
	}
	ops := doc.Operations()
	if s := ops[0].Security; s == nil || len(s) != 0 {
		t.Error("none:", s)
	}
	if s := ops[1].Security; len(s) != 2 || s[0][0].Scheme != "cookie_session" || len(s[1]) != 0 {
		t.Error("cookie or none:", s)
	}
	if s := ops[2].Security; s != nil {
		t.Error("the default said again:", s)
	}
	if s := ops[3].Security; s == nil || len(s) != 0 {
		t.Error("health:", s)
	}
	if codes := doc.Codes(ops[2].Responses[1]); !slices.Equal(codes, []string{"unauthorized"}) {
		t.Error("without a caller:", ops[2].Responses[1].Status, codes)
	}
}
