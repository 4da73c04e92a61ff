package source

import (
	"path/filepath"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/workspace"
)

// backend opens the reference backend of this repository.
func backend(t testing.TB) (*workspace.Workspace, []workspace.Found) {
	t.Helper()
	ws, err := workspace.Open(filepath.Join("..", "..", "backend"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := ws.Discover()
	if err != nil {
		t.Fatal(err)
	}
	return ws, found
}

func TestTheReferenceBackendLoads(t *testing.T) {
	ws, found := backend(t)
	counts := map[string][3]int{"broker": {13, 5, 30}, "datafeed": {5, 2, 19}}
	if len(found) != len(counts) {
		t.Fatalf("found %v", found)
	}
	for _, f := range found {
		m, list := Load(ws, f)
		if len(list) > 0 {
			t.Fatal(list)
		}
		if got := [3]int{len(m.Operations), len(m.Streams), len(m.Decls)}; got != counts[f.Name] {
			t.Errorf("%s has %v operations, streams and types, want %v", f.Name, got, counts[f.Name])
		}
	}
	broker, _ := Load(ws, found[0])
	op := broker.Operations[8]
	if op.ID != "closePosition" || op.Path != "/api/v1/broker/positions/{position_id}" || len(op.Inputs()) != 2 ||
		op.Inputs()[0].Name != "position_id" || op.Inputs()[1].Required || *op.Inputs()[1].Rules.ExclusiveMinimum != "0" {
		t.Errorf("closePosition is %+v", op)
	}
	side := broker.Decl("trading/modules/broker.Side")
	if side == nil || side.Kind != contract.DeclEnum || side.Values[1].VarName != "SELL" || side.Values[1].Int != -1 {
		t.Errorf("Side is %+v", side)
	}
	set := broker.Decl("trading/modules/broker.LeverageSetParams")
	if set == nil || len(set.Fields) != 5 || set.Fields[0].Path[0] != "LeverageInfoParams" || set.Fields[4].Wire != "leverage" {
		t.Errorf("LeverageSetParams is %+v", set)
	}
}

func BenchmarkLoadBackend(b *testing.B) {
	ws, found := backend(b)
	for b.Loop() {
		l := NewLoader(ws)
		for _, f := range found {
			if _, list := l.Load(f); len(list) > 0 {
				b.Fatal(list)
			}
		}
	}
}

func BenchmarkOpenAndDiscover(b *testing.B) {
	for b.Loop() {
		backend(b)
	}
}
