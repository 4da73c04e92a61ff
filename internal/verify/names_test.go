package verify

import (
	"slices"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/diag"
)

// mod is a module whose names correspond.
func mod(name, pkg string) *contract.Module {
	return &contract.Module{
		Name: name, Package: pkg, ImportPath: "example.com/x/modules/" + name, Dir: "modules/" + name, Major: 1,
		BasePath: "/api/v1/" + name,
	}
}

// ids are the ids of findings.
func ids(l diag.List) []string {
	var list []string
	for _, d := range l {
		list = append(list, d.ID)
	}
	return list
}

func TestNamesThatAreUniqueAndCorrespondPass(t *testing.T) {
	l := Names([]*contract.Module{mod("broker", "broker"), mod("datafeed", "datafeed"), mod("trading-signals", "tradingsignals")})
	if len(l) != 0 {
		t.Errorf("found %v", l)
	}
}

func TestModulesWhoseNamesMeetInPythonAreFound(t *testing.T) {
	l := Names([]*contract.Module{mod("trading-signals", "tradingsignals"), mod("trading_signals", "tradingsignals")})
	for _, want := range []string{"duplicate-client", "duplicate-client-file", "duplicate-title"} {
		if !slices.Contains(ids(l), want) {
			t.Errorf("%s is missing in %v", want, ids(l))
		}
	}
}

func TestNamesOfOneModuleThatDoNotCorrespondAreFound(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(m *contract.Module)
	}{
		{"package-name-mismatch", func(m *contract.Module) { m.Package = "orders" }},
		{"folder-name-mismatch", func(m *contract.Module) { m.Dir = "modules/other" }},
		{"base-path-mismatch", func(m *contract.Module) { m.BasePath = "/api/v1/other" }},
		{"route-outside-base-path", func(m *contract.Module) {
			m.Operations = []*contract.Operation{{ID: "getX", Path: "/api/v1/brokerage/x"}}
		}},
	} {
		m := mod("broker", "broker")
		c.change(m)
		if l := Names([]*contract.Module{m}); !slices.Contains(ids(l), c.want) {
			t.Errorf("%s is missing in %v", c.want, ids(l))
		}
	}
}
