package tenon_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon"
)

// shop is a small workspace with two modules, one of which has a stream.
func shop() map[string]string {
	return map[string]string{
		"go.mod": "module example.com/shop\n\ngo 1.25\n",
		"modules/orders/orders.go": `// Package orders takes orders.
package orders

import (
	"context"
	"iter"
)

// API takes orders.
//
//tenon:api v1
type API interface {
	// Place places an order.
	//
	//tenon:post /orders
	Place(ctx context.Context, order Order) (Order, error)

	// Changes streams orders as they change.
	//
	//tenon:stream changes
	Changes(ctx context.Context, req ChangesRequest) (iter.Seq2[Order, error], error)
}
`,
		"modules/orders/models.go": `package orders

// Order is an order.
type Order struct {
	ID   string ` + "`json:\"id\"`" + `
	Size Size   ` + "`json:\"size\"`" + `
}

// ChangesRequest says whose orders are streamed.
type ChangesRequest struct {
	Customer string ` + "`json:\"customer\"`" + `
}
`,
		"modules/orders/size.go": `package orders

// Size of an order.
type Size string

const (
	SizeSmall Size = "small" // fits a hand
	SizeLarge Size = "large" // does not
)
`,
		"modules/stock/stock.go": `// Package stock counts.
package stock

import "context"

// API counts.
//
//tenon:api v1
type API interface {
	// Count counts an item.
	//
	//tenon:get /items/{id}
	Count(ctx context.Context, id string) (int64, error)
}
`,
	}
}

// lay writes files in the order of their names, or in a shuffled one.
func lay(t *testing.T, files map[string]string, shuffle *rand.Rand) string {
	t.Helper()
	dir := t.TempDir()
	names := slices.Sorted(maps.Keys(files))
	if shuffle != nil {
		shuffle.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// generate runs everything in a folder.
func generate(t *testing.T, dir string, opt tenon.GenOptions, patterns ...string) (*tenon.Report, error) {
	t.Helper()
	ws, err := tenon.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := ws.Select(patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return ws.Generate(t.Context(), modules, opt)
}

// generated is every file below a folder that lies in a generated folder.
func generated(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(path, "_generated") {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		data, err := os.ReadFile(path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// inTemp keeps what is remembered out of the user's own cache.
func inTemp(t *testing.T) { t.Setenv("XDG_CACHE_HOME", t.TempDir()) }

func TestTheSameSourcesGiveTheSameBytesWhereverTheyLieAndHoweverTheyCame(t *testing.T) {
	inTemp(t)
	first := lay(t, shop(), nil)
	if _, err := generate(t, first, tenon.GenOptions{}); err != nil {
		t.Fatal(err)
	}
	want := generated(t, first)
	if len(want) < 15 {
		t.Fatalf("only %d files", len(want))
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 8 {
		files := shop()
		// The declarations of one file in another file of the package are the same contract.
		if r.IntN(2) == 0 {
			files["modules/orders/zz.go"] = files["modules/orders/size.go"]
			delete(files, "modules/orders/size.go")
		}
		dir := lay(t, files, r)
		// Modules one by one, in any order, end as all at once.
		if r.IntN(2) == 0 {
			names := []string{"orders", "stock"}
			r.Shuffle(2, func(i, j int) { names[i], names[j] = names[j], names[i] })
			for _, name := range names {
				if _, err := generate(t, dir, tenon.GenOptions{}, name); err != nil {
					t.Fatal(err)
				}
			}
		} else if _, err := generate(t, dir, tenon.GenOptions{}); err != nil {
			t.Fatal(err)
		}
		got := generated(t, dir)
		if !maps.Equal(got, want) {
			for name := range want {
				if got[name] != want[name] {
					t.Errorf("%s differs", name)
				}
			}
			t.Fatalf("%d files, want %d", len(got), len(want))
		}
	}
}

func TestNothingNamesTheMachine(t *testing.T) {
	inTemp(t)
	dir := lay(t, shop(), nil)
	if _, err := generate(t, dir, tenon.GenOptions{}); err != nil {
		t.Fatal(err)
	}
	for name, text := range generated(t, dir) {
		if strings.Contains(text, dir) || strings.Contains(text, filepath.Base(dir)) {
			t.Errorf("%s names the folder that it was made in", name)
		}
	}
}

func TestHooksSeeEveryArtifactAndWhatTheyChangeIsTheirOwn(t *testing.T) {
	inTemp(t)
	dir := lay(t, shop(), nil)
	seen := map[string]string{}
	report, err := generate(t, dir, tenon.GenOptions{Hooks: []tenon.Hook{
		func(_ context.Context, a tenon.Artifact) error {
			if _, err := os.Stat(filepath.Join(dir, a.Path)); err == nil {
				t.Errorf("%s was written before the hook saw it", a.Path)
			}
			seen[a.Path] = string(a.Data)
			clear(a.Data)
			return nil
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := generated(t, dir); !maps.Equal(got, seen) || report.Counts.Created != len(seen) {
		t.Errorf("%d files were written, the hook saw %d, the report counts %d", len(got), len(seen), report.Counts.Created)
	}
}

func TestAHookThatRefusesStopsEverything(t *testing.T) {
	inTemp(t)
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"an error":             {errors.New("too long"), "modules/stock/specs_generated/specs.go: too long"},
		"a diagnostic":         {tenon.Diagnostic{ID: "x", Message: "no", Help: "yes"}, "modules/stock/specs_generated/specs.go: no (yes)"},
		"a wrapped diagnostic": {fmt.Errorf("w: %w", tenon.Diagnostic{Message: "no", Pos: tenon.Pos{File: "a.go", Line: 3}}), "a.go:3: no"},
		"only a warning":       {tenon.Diagnostic{Level: tenon.LevelWarning, Message: "hm"}, "modules/stock/specs_generated/specs.go: hm"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := lay(t, shop(), nil)
			report, err := generate(t, dir, tenon.GenOptions{Hooks: []tenon.Hook{
				func(_ context.Context, a tenon.Artifact) error {
					if a.Kind == tenon.Specs && a.Module == "stock" {
						return c.err
					}
					return nil
				},
			}})
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if report.Outcome != tenon.Failed || report.Modules[0].Failed || !report.Modules[1].Failed {
				t.Errorf("report %+v", report)
			}
			if n := len(generated(t, dir)); n != 0 {
				t.Errorf("%d files were written", n)
			}
		})
	}
}

func TestRunsAtOnceEndAsOneAfterTheOther(t *testing.T) {
	inTemp(t)
	alone := lay(t, shop(), nil)
	if _, err := generate(t, alone, tenon.GenOptions{}); err != nil {
		t.Fatal(err)
	}
	dir := lay(t, shop(), nil)
	var wait sync.WaitGroup
	for i := range 10 {
		wait.Go(func() {
			opt := tenon.GenOptions{CleanFirst: i%3 == 0}
			if _, err := generate(t, dir, opt, [][]string{nil, {"orders"}, {"stock"}}[i%3]...); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if got := generated(t, dir); !maps.Equal(got, generated(t, alone)) {
		t.Errorf("%d files", len(got))
	}
}

func TestACancelledRunWritesNothing(t *testing.T) {
	inTemp(t)
	dir := lay(t, shop(), nil)
	ws, err := tenon.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	report, err := ws.Generate(ctx, ws.Modules(), tenon.GenOptions{Hooks: []tenon.Hook{
		func(context.Context, tenon.Artifact) error { cancel(); return nil },
	}})
	if err == nil || report.Outcome != tenon.Failed || len(generated(t, dir)) != 0 {
		t.Errorf("%v, %s, %d files", err, report.Outcome, len(generated(t, dir)))
	}
}

func TestTheReportAsDataHoldsWhatTheTextHolds(t *testing.T) {
	inTemp(t)
	dir := lay(t, shop(), nil)
	if _, err := generate(t, dir, tenon.GenOptions{}); err != nil {
		t.Fatal(err)
	}
	models := filepath.Join(dir, "modules/orders/models.go")
	src, err := os.ReadFile(models)
	if err != nil {
		t.Fatal(err)
	}
	src = []byte(strings.Replace(string(src), "ID   string", "ID   int64 ", 1))
	if err := os.WriteFile(models, src, 0o644); err != nil {
		t.Fatal(err)
	}
	report, err := generate(t, dir, tenon.GenOptions{Check: true, Diff: true})
	if err != nil {
		t.Fatal(err)
	}
	if report.Outcome != tenon.Differs || report.Counts.Updated == 0 {
		t.Fatalf("%s, %+v", report.Outcome, report.Counts)
	}
	text, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"outcome":"differs"`, `"name":"orders","dir":"modules/orders","operations":1,"streams":1`,
		`"kind":"openapi","path":"modules/orders/specs_generated/orders_openapi.json","fate":"update","line":`,
		`"where":"schema Order.id"`, `"breaking":true`, `"diff":"--- a/modules/orders/`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the JSON lacks %s", want)
		}
	}
	var back tenon.Report
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if back.Counts != report.Counts || len(back.Modules) != 2 || back.Duration != report.Duration {
		t.Errorf("read back: %+v", back)
	}
}
