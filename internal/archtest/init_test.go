package archtest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// The packages of cmd/tenon together may allocate so much before main. Allocations stand for the time that they take
// (0.7 ms on the machine where the budget was set), because they are the same on every machine and at every load.
const (
	initBytes  = 80 << 10
	initAllocs = 800
)

func TestTheCommandInitialisesWithinItsBudget(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "tenon")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	build := exec.Command("go", "build", "-o", bin, "./cmd/tenon")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	cmd := exec.Command(bin, "version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("run: %v\n%s", err, out)
	}
	total := initCost(t, string(out))
	t.Logf("packages initialise in %.2f ms with %d allocations of %d bytes", total.ms, total.allocs, total.bytes)
	if total.bytes > initBytes || total.allocs > initAllocs {
		t.Errorf("packages allocate %d bytes in %d allocations before main, budget %d in %d:\n%s",
			total.bytes, total.allocs, initBytes, initAllocs, out)
	}
}

type cost struct {
	ms            float64
	bytes, allocs int
}

// initCost adds up lines like "init internal/x @0.5 ms, 0.01 ms clock, 120 bytes, 3 allocs".
func initCost(t *testing.T, trace string) cost {
	t.Helper()
	var total cost
	lines := 0
	for line := range strings.Lines(trace) {
		fields := strings.Fields(line)
		if len(fields) != 11 || fields[0] != "init" {
			continue
		}
		ms, err1 := strconv.ParseFloat(fields[4], 64)
		bytes, err2 := strconv.Atoi(fields[7])
		allocs, err3 := strconv.Atoi(fields[9])
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		total.ms, total.bytes, total.allocs, lines = total.ms+ms, total.bytes+bytes, total.allocs+allocs, lines+1
	}
	if lines == 0 {
		t.Fatalf("no trace of initialisation in %q", trace)
	}
	return total
}
