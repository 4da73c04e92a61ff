package gows_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tenon/internal/emit"
	"tenon/internal/emit/gowire"
	"tenon/internal/emit/gows"
	"tenon/internal/source"
	"tenon/internal/workspace"
)

// useOfOdd is a program that subscribes to the routers of testdata/odd without a socket.
const useOfOdd = `package ws_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	odd "example.com/errors/modules/ws"
	wsws "example.com/errors/modules/ws/ws_generated"
)

type service struct{ odd.Streams }

func (service) AuthorizeType(_ context.Context, req odd.Req) error {
	return fmt.Errorf("%w: limit %d", odd.ErrTopic, req.Limit)
}

func (service) Type(context.Context, odd.Req) (iter.Seq2[odd.Page[odd.Row], error], error) {
	return func(yield func(odd.Page[odd.Row], error) bool) {
		yield(odd.Page[odd.Row]{When: time.Unix(1, 500).UTC()}, nil)
	}, nil
}

func TestRouters(t *testing.T) {
	router := wsws.NewTypeWSRouter(service{})
	s, err := router.Subscription([]byte(` + "`" + `{"text":"a"}` + "`" + `))
	if err != nil || s.Topic != ` + "`" + `type:{"depth":"","limit":3,"tags":[],"text":"a"}` + "`" + ` {
		t.Fatal(s.Topic, err)
	}
	if err := s.Authorize(t.Context()); router.Code(err) != "topic" || err.Error() != "topic: limit 3" {
		t.Fatal(err)
	}
	updates, err := s.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for u, err := range updates {
		const want = ` + "`" + `{"items":[],"when":"1970-01-01T00:00:01.0000005Z","n":0,"span":0}` + "`" + `
		if err != nil || string(u.Payload) != want || u.Key != int64(1_000_000_500) {
			t.Errorf("%s, key %v, %v", u.Payload, u.Key, err)
		}
	}
	if n := len(wsws.NewRouters(service{})); n != 8 {
		t.Errorf("%d routers", n)
	}
}
`

func TestWhatIsEmittedBuildsAndRunsWhateverStreamsAreCalled(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	repository, err := filepath.Abs("../../..")
	must(t, err)
	dir := t.TempDir()
	must(t, os.CopyFS(dir, os.DirFS("testdata/odd")))
	sums, err := os.ReadFile(filepath.Join(repository, "go.sum"))
	must(t, err)
	write(t, dir, "go.sum", sums)
	write(t, dir, "go.mod", fmt.Appendf(nil, "module example.com/errors\n\ngo 1.26.0\n\nrequire tenon v0.0.0\n\nreplace tenon => %s\n", repository))
	write(t, dir, "modules/ws/use_test.go", []byte(useOfOdd))
	for _, a := range emitAll(t, dir) {
		write(t, dir, a.Path, a.Data)
	}
	for _, args := range [][]string{{"vet", "-mod=mod", "./..."}, {"test", "-mod=mod", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
}

// emitAll emits the routers of the one module in dir and what they stand on.
func emitAll(t *testing.T, dir string) []emit.Artifact {
	t.Helper()
	w, err := workspace.Open(dir)
	must(t, err)
	found, err := w.Discover()
	must(t, err)
	if len(found) != 1 {
		t.Fatalf("modules %v", found)
	}
	m, findings := source.Load(w, found[0])
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	var all []emit.Artifact
	for _, e := range []emit.Emitter{gowire.New(), gows.New()} {
		artifacts, err := e.Emit(emit.Input{Module: m})
		must(t, err)
		all = append(all, artifacts...)
	}
	return all
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file, data, 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
