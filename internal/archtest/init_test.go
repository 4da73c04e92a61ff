package archtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// initBudget is what the packages of cmd/tenon may take to initialise, in milliseconds of wall time together. The
// test allows four times as much, so that a busy machine does not fail it, and judges the best of several starts.
const initBudget = 0.7

func TestTheCommandInitialisesFast(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "tenon")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	build := exec.Command("go", "build", "-o", bin, "./cmd/tenon")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	var totals []float64
	var slowest string
	for range 15 {
		cmd := exec.Command(bin, "version")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("run: %v\n%s", err, out)
		}
		total, trace := initTime(string(out))
		if len(totals) == 0 || total < slices.Min(totals) {
			slowest = trace
		}
		totals = append(totals, total)
	}
	if best := slices.Min(totals); best > 4*initBudget {
		t.Errorf("packages take %.2f ms to initialise, budget %.1f ms:\n%s", best, initBudget, slowest)
	} else {
		t.Logf("packages take %.2f ms to initialise", best)
	}
}

// initTime adds up the lines "init internal/x @0.5 ms, 0.01 ms clock, …" and gives those of 0.02 ms and more.
func initTime(trace string) (total float64, slow string) {
	for line := range strings.Lines(trace) {
		fields := strings.Fields(line)
		if len(fields) < 5 || fields[0] != "init" {
			continue
		}
		ms, err := strconv.ParseFloat(fields[4], 64)
		if err != nil {
			continue
		}
		total += ms
		if ms >= 0.02 {
			slow += line
		}
	}
	return total, slow
}
