package tenon_test

import (
	"path/filepath"
	"testing"

	"tenon"
)

// BenchmarkGenerateTrading measures the steps without the start of a process: the trading backend from nothing into an empty
// folder, and once more with nothing changed and nothing remembered.
func BenchmarkGenerateTrading(b *testing.B) {
	for _, c := range []struct {
		name  string
		check bool
	}{{"nothing-changed", true}, {"from-nothing", false}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			out := filepath.Join(b.TempDir(), "out")
			for b.Loop() {
				ws, err := tenon.Open("backend")
				if err != nil {
					b.Fatal(err)
				}
				modules, err := ws.Select()
				if err != nil {
					b.Fatal(err)
				}
				opt := tenon.GenOptions{NoCache: true, OutputDir: out}
				if !c.check {
					opt.OutputDir = filepath.Join(b.TempDir(), "out")
				}
				if _, err := ws.Generate(b.Context(), modules, opt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
