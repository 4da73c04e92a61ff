// Command bench measures tenon as its users meet it: whole processes, spawned without a shell, on the trading
// backend. An empty program and a program that only parses the same files are the lower bounds; peers run on the same
// API in the same session.
//
// It prints a table of medians. So that a machine whose speed drifts, or that has other work, treats all alike, rows are
// measured in turn, one run a round, and right before each run the empty program runs: the ratio is the median of the
// ratios of such pairs. Run it from the root of the repository:
//
//	go run ./bench [-n rounds] [-dir folder] [-peers]
//
// README.md says what to mind, and what came out.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row is one thing measured. before runs untimed ahead of every run.
type row struct {
	name    string
	command []string
	dir     string
	before  func(round int) error
	runs    []run
}

// run is one measured process: wall time, processor time of it and its children, how often it touched a page of memory
// that it did not have yet (0 where the system does not tell), and the wall time of the empty program right before it.
type run struct {
	wall, cpu, empty time.Duration
	faults           int64
}

func main() {
	log.SetFlags(0)
	rounds := flag.Int("n", 40, "measured rounds")
	dir := flag.String("dir", os.TempDir(), "`folder` to work in: what it lies on is measured too")
	peers := flag.Bool("peers", false, "install and measure peers too")
	flag.Parse()
	if err := bench(*rounds, *dir, *peers, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func bench(rounds int, dir string, peers bool, out io.Writer) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Minute)
	defer cancel()
	tmp, err := os.MkdirTemp(dir, "tenon-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	rows, err := prepare(ctx, tmp)
	if err != nil {
		return err
	}
	if peers {
		more, err := preparePeers(ctx, tmp)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	const warmUp = 2
	for round := range rounds + warmUp {
		for i := range rows {
			r, err := measure(ctx, &rows[0], &rows[i], round)
			if err != nil {
				return err
			}
			if round >= warmUp {
				rows[i].runs = append(rows[i].runs, r)
			}
		}
	}
	report(out, rows, rounds)
	return nil
}

// prepare builds the binaries and copies the trading backend twice: once to be generated from nothing at every run,
// once to stay unchanged.
func prepare(ctx context.Context, tmp string) ([]row, error) {
	bin := func(name string) string { return filepath.Join(tmp, name+exeSuffix()) }
	for name, pkg := range map[string]string{
		"empty": "./bench/baseline/empty", "parse": "./bench/baseline/parse", "tenon": "./cmd/tenon",
	} {
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", bin(name), pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as `make build` does
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
		}
	}
	fresh, same := filepath.Join(tmp, "fresh"), filepath.Join(tmp, "same")
	for _, dir := range []string{fresh, same} {
		if err := copySources("backend", dir); err != nil {
			return nil, err
		}
	}
	if err := runQuiet(ctx, same, bin("tenon"), "generate"); err != nil {
		return nil, err
	}
	time.Sleep(3 * time.Second) // the cache does not trust files that are younger than two seconds

	modules := []string{"modules/broker", "modules/datafeed"}
	return []row{
		{name: "empty Go program", command: []string{bin("empty")}, dir: fresh},
		{name: "parse the contracts", command: append([]string{bin("parse")}, modules...), dir: fresh},
		{name: "tenon version", command: []string{bin("tenon"), "version"}, dir: fresh},
		{
			name: "tenon generate, from nothing", command: []string{bin("tenon"), "generate", "--no-cache"}, dir: fresh,
			before: func(round int) error { return setAside(fresh, filepath.Join(tmp, "aside", strconv.Itoa(round))) },
		},
		{name: "tenon generate, nothing changed", command: []string{bin("tenon"), "generate"}, dir: same},
		{name: "tenon generate --check", command: []string{bin("tenon"), "generate", "--check"}, dir: same},
	}, nil
}

// measure runs the empty program, twice because the first time is for what ran before, and then one row.
func measure(ctx context.Context, empty, r *row, round int) (run, error) {
	if r.before != nil {
		if err := r.before(round); err != nil {
			return run{}, err
		}
	}
	if _, err := spawn(ctx, empty); err != nil {
		return run{}, err
	}
	base, err := spawn(ctx, empty)
	if err != nil {
		return run{}, err
	}
	measured, err := spawn(ctx, r)
	measured.empty = base.wall
	return measured, err
}

// spawn runs a process to its end.
func spawn(ctx context.Context, r *row) (run, error) {
	cmd := exec.CommandContext(ctx, r.command[0], r.command[1:]...)
	cmd.Dir = r.dir
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil {
		return run{}, fmt.Errorf("%s: %w\n%s", r.name, err, out)
	}
	state := cmd.ProcessState
	return run{wall: wall, cpu: state.UserTime() + state.SystemTime(), faults: pageFaults(state)}, nil
}

// report prints the table.
func report(out io.Writer, rows []row, rounds int) {
	fmt.Fprintf(out, "%s, %s/%s, %d processors; medians of %d runs\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), rounds)
	fmt.Fprintln(out, "| what | wall ms | cpu ms | page faults | × empty program |")
	fmt.Fprintln(out, "|---|--:|--:|--:|--:|")
	for _, r := range rows {
		fmt.Fprintf(out, "| %s | %.2f | %.1f | %.0f | %.2f |\n", r.name,
			median(r.runs, func(r run) float64 { return ms(r.wall) }),
			mean(r.runs, func(r run) float64 { return ms(r.cpu) }),
			median(r.runs, func(r run) float64 { return float64(r.faults) }),
			median(r.runs, func(r run) float64 { return float64(r.wall) / float64(r.empty) }))
	}
}

// mean is for processor time, which systems count in steps that are longer than a run.
func mean(runs []run, figure func(run) float64) float64 {
	sum := 0.0
	for _, r := range runs {
		sum += figure(r)
	}
	return sum / float64(len(runs))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(runs []run, figure func(run) float64) float64 {
	values := make([]float64, len(runs))
	for i, r := range runs {
		values[i] = figure(r)
	}
	slices.Sort(values)
	if len(values) == 0 {
		return 0
	}
	return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
}

func runQuiet(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// setAside moves every generated folder below dir to another place. It deletes nothing, as long as it measures: ext4 looks
// at every file deleted lately before it makes a new one near by, so that a loop that deletes measures its own past.
func setAside(dir, aside string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() || !strings.Contains(d.Name(), "_generated") {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		target := filepath.Join(aside, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.Rename(path, target); err != nil {
			return err
		}
		return filepath.SkipDir
	})
}

// copySources copies the files of a workspace that are not generated.
func copySources(from, to string) error {
	return filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if strings.Contains(d.Name(), "_generated") {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}
