package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// goFile is an artifact of kind wire whose bytes carry the marker.
func goFile(module, name, body string) emit.Artifact {
	owner := emit.Owner{Kind: emit.Wire, Module: module}
	return emit.Artifact{
		Kind: emit.Wire, Module: module, Path: "modules/" + module + "/wire_generated/" + name,
		Data: []byte("// " + owner.Text() + "\n\npackage x\n" + body),
	}
}

// workspace is a folder under test and what is wanted in it.
type workspace struct {
	t    *testing.T
	dir  string
	job  Job
	step func(op, file string) error
}

func newWorkspace(t *testing.T, artifacts ...emit.Artifact) *workspace {
	return &workspace{t: t, dir: t.TempDir(), job: Job{
		Artifacts: artifacts,
		Search:    []string{"modules/broker/wire_generated", "client_generated"},
		Stale:     func(emit.Owner) bool { return true },
	}}
}

// run plans and, unless the plan has findings, commits.
func (w *workspace) run() (*Plan, error) {
	w.t.Helper()
	f, err := OpenFolder(w.dir, false)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	f.step = w.step
	job := w.job
	job.Folder = f
	plan, found := Make(w.t.Context(), job)
	if found.HasErrors() {
		return nil, found
	}
	return plan, plan.Commit(w.t.Context())
}

func (w *workspace) mustRun() *Plan {
	w.t.Helper()
	plan, err := w.run()
	if err != nil {
		w.t.Fatal(err)
	}
	return plan
}

func (w *workspace) write(file, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, file)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// disk is every file and its content, links as their targets, folders as "/".
func (w *workspace) disk() map[string]string {
	w.t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(w.dir, path)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			files[filepath.ToSlash(rel)] = "/"
		case d.Type()&os.ModeSymlink != 0:
			files[filepath.ToSlash(rel)], err = os.Readlink(path)
		default:
			var data []byte
			data, err = os.ReadFile(path)
			files[filepath.ToSlash(rel)] = string(data)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return files
}

func fates(p *Plan) string {
	var out []string
	for _, e := range p.Entries {
		out = append(out, string(e.Fate)+" "+filepath.Base(e.Path))
	}
	return strings.Join(out, ", ")
}

func sameDisk(t *testing.T, got, want map[string]string) {
	t.Helper()
	for file := range want {
		if got[file] != want[file] {
			t.Errorf("%s is %q, want %q", file, got[file], want[file])
		}
	}
	for file := range got {
		if _, ok := want[file]; !ok {
			t.Errorf("%s should not be there", file)
		}
	}
}

func TestASecondRunTouchesNothing(t *testing.T) {
	w := newWorkspace(t, goFile("broker", "a.go", "1"), goFile("broker", "b.go", "2"))
	if got := fates(w.mustRun()); got != "create a.go, create b.go" {
		t.Fatalf("first run: %s", got)
	}
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	path := filepath.Join(w.dir, "modules/broker/wire_generated/a.go")
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	plan := w.mustRun()
	if plan.Changed() {
		t.Fatalf("second run: %s", fates(plan))
	}
	info, err := os.Stat(path)
	if err != nil || !info.ModTime().Equal(old) {
		t.Errorf("mtime is %v, want %v", info.ModTime(), old)
	}
}

func TestStaleFilesOfOursGoAndStrangersStay(t *testing.T) {
	w := newWorkspace(t, goFile("broker", "a.go", "1"), goFile("broker", "b.go", "2"))
	w.mustRun()
	w.write("modules/broker/wire_generated/mine.go", "package x\n")
	w.write("modules/broker/wire_generated/.tenon-1-1.tmp", "left by a killed run")
	w.job.Artifacts = []emit.Artifact{goFile("broker", "a.go", "changed")}
	plan := w.mustRun()
	if got := fates(plan); got != "update a.go, delete b.go" {
		t.Fatal(got)
	}
	disk := w.disk()
	for _, gone := range []string{"b.go", ".tenon-1-1.tmp"} {
		if _, ok := disk["modules/broker/wire_generated/"+gone]; ok {
			t.Errorf("%s is still there", gone)
		}
	}
	if disk["modules/broker/wire_generated/mine.go"] == "" {
		t.Error("a stranger's file was deleted")
	}
}

func TestOnlyStaleModulesAndKindsAreDeleted(t *testing.T) {
	w := newWorkspace(t, goFile("broker", "a.go", "1"), goFile("datafeed", "d.go", "1"))
	w.mustRun()
	w.job.Artifacts = nil
	w.job.Search = append(w.job.Search, "modules/datafeed/wire_generated")
	w.job.Stale = func(o emit.Owner) bool { return o == emit.Owner{Kind: emit.Wire, Module: "datafeed"} }
	if got := fates(w.mustRun()); got != "delete d.go" {
		t.Fatal(got)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "modules/datafeed")); err == nil {
		t.Error("the folder that this left empty is still there")
	}
	if _, err := os.Stat(filepath.Join(w.dir, "modules/broker/wire_generated/a.go")); err != nil {
		t.Error(err)
	}
}

func TestWhatIsInTheWayIsNamedAndNothingChanges(t *testing.T) {
	const file = "modules/broker/wire_generated/a.go"
	for name, c := range map[string]struct {
		put func(*workspace)
		id  string
		at  string
	}{
		"a stranger's file": {func(w *workspace) { w.write(file, "package mine\n") }, "not-ours", file},
		"an empty file":     {func(w *workspace) { w.write(file, "") }, "not-ours", file},
		"a folder":          {func(w *workspace) { w.write(file+"/x", "") }, "folder-in-the-way", file},
		"a file as folder":  {func(w *workspace) { w.write("modules/broker/wire_generated", "") }, "file-in-the-way", "modules/broker/wire_generated"},
		"a link as file": {func(w *workspace) {
			w.write("elsewhere", "// Code generated by tenon: wire of module broker. DO NOT EDIT.\n")
			w.write("modules/broker/wire_generated/z.go", "")
			w.link("../../../elsewhere", file)
		}, "symlink", file},
		"a link as folder": {func(w *workspace) {
			w.write("elsewhere/x", "")
			w.write("modules/broker/x", "")
			w.link("../../elsewhere", "modules/broker/wire_generated")
		}, "symlink", "modules/broker/wire_generated"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t, goFile("broker", "a.go", "1"), goFile("broker", "b.go", "1"))
			c.put(w)
			before := w.disk()
			_, err := w.run()
			found := diag.From(err, "")
			if len(found) != 1 || found[0].ID != c.id || found[0].Pos.File != c.at || found[0].Help == "" {
				t.Errorf("found %+v", found)
			}
			sameDisk(t, w.disk(), before)
		})
	}
}

func (w *workspace) link(target, file string) {
	w.t.Helper()
	if err := os.Symlink(target, filepath.Join(w.dir, file)); err != nil {
		w.t.Skip(err)
	}
}

func TestTheOutputFolderItselfMayBeALink(t *testing.T) {
	w := newWorkspace(t, goFile("broker", "a.go", "1"))
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(w.dir, link); err != nil {
		t.Skip(err)
	}
	w.dir = link
	if got := fates(w.mustRun()); got != "create a.go" {
		t.Fatal(got)
	}
}

func TestArtifactsInOnePlaceAreRefused(t *testing.T) {
	a := goFile("broker", "order.go", "1")
	for _, name := range []string{"order.go", "Order.go"} {
		w := newWorkspace(t, a, goFile("broker", name, "2"))
		_, err := w.run()
		if found := diag.From(err, ""); len(found) != 1 || found[0].ID != "same-file" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPathsOutsideAreRefused(t *testing.T) {
	for _, path := range []string{"../x_generated/a.go", "/x_generated/a.go", "modules/a.go", `x_generated\..\a`, "c:x_generated/a", ""} {
		a := goFile("broker", "a.go", "")
		a.Path = path
		w := newWorkspace(t, a)
		if _, err := w.run(); err == nil {
			t.Errorf("%q was accepted", path)
		}
	}
}

func TestAnArtifactThatDoesNotSayWhoseItIsIsRefused(t *testing.T) {
	a := goFile("broker", "a.go", "1")
	for _, data := range []string{"package x\n", string(goFile("datafeed", "a.go", "1").Data), ""} {
		a.Data = []byte(data)
		_, err := newWorkspace(t, a).run()
		if found := diag.From(err, ""); len(found) != 1 || found[0].ID != "artifact-unmarked" {
			t.Errorf("%q: %v", data, err)
		}
	}
}

// changeful is a workspace whose next run creates, updates and deletes files in old and new folders.
func changeful(t *testing.T) *workspace {
	w := newWorkspace(t, goFile("broker", "a.go", "1"), goFile("broker", "b.go", "2"), goFile("broker", "c.go", "3"))
	w.mustRun()
	w.job.Artifacts = []emit.Artifact{
		goFile("broker", "a.go", "new"), goFile("broker", "b.go", "new"),
		goFile("fresh", "x.go", "1"), goFile("fresh", "y.go", "1"),
	}
	return w
}

func TestAFailureAtAnyStepLeavesTheDiskAsItWas(t *testing.T) {
	for at := 1; ; at++ {
		w := changeful(t)
		before := w.disk()
		steps := 0
		failedAt := ""
		w.step = func(op, file string) error {
			if steps++; steps == at {
				failedAt = op + " " + file
				return &os.PathError{Op: op, Path: ".tenon-secret.tmp", Err: syscall.ENOSPC}
			}
			return nil
		}
		_, err := w.run()
		if failedAt == "" {
			if err != nil || at < 15 {
				t.Fatalf("%d steps, %v", steps, err)
			}
			return
		}
		found := diag.From(err, "")
		file := failedAt[strings.IndexByte(failedAt, ' ')+1:]
		if len(found) != 1 || !strings.HasPrefix(found[0].ID, "cannot-") || !strings.HasPrefix(file, found[0].Pos.File) ||
			strings.Contains(found[0].Message, ".tmp") {
			t.Errorf("failing at %s: %v", failedAt, err)
		}
		sameDisk(t, w.disk(), before)
	}
}

func TestANewOutputFolderIsGoneAgainAfterAFailure(t *testing.T) {
	base := t.TempDir()
	f, err := OpenFolder(filepath.Join(base, "a", "b", "out"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.step = func(op, _ string) error {
		if op == "write" {
			return syscall.ENOSPC
		}
		return nil
	}
	plan, found := Make(t.Context(), Job{Folder: f, Artifacts: []emit.Artifact{goFile("broker", "a.go", "1")}})
	if found.HasErrors() {
		t.Fatal(found)
	}
	if err := plan.Commit(t.Context()); err == nil {
		t.Error("a full disk is no error")
	}
	if _, err := os.Stat(filepath.Join(base, "a")); err == nil {
		t.Error("folders are left behind")
	}
	f.step = nil
	if err := plan.Commit(t.Context()); err != nil {
		t.Error(err)
	}
}

// killed is the panic that stands for the end of the process.
type killed struct{}

func TestAKillAtAnyStepLeavesWholeFilesThatTheNextRunRepairs(t *testing.T) {
	for at := 1; ; at++ {
		w := changeful(t)
		before := w.disk()
		steps, done := 0, false
		w.step = func(string, string) error {
			if steps++; steps == at {
				panic(killed{})
			}
			return nil
		}
		func() {
			defer func() {
				if r := recover(); r != nil && r != (killed{}) {
					panic(r)
				}
			}()
			w.mustRun()
			done = true
		}()
		for file, text := range w.disk() {
			wanted := slices.ContainsFunc(w.job.Artifacts, func(a emit.Artifact) bool {
				return a.Path == file && string(a.Data) == text
			})
			if text != "/" && text != before[file] && !wanted && !isTemporary(filepath.Base(file)) {
				t.Errorf("killed at step %d: %s is torn: %q", at, file, text)
			}
		}
		w.step = nil
		w.mustRun()
		clean := changeful(t)
		clean.mustRun()
		sameDisk(t, w.disk(), clean.disk())
		if done {
			return
		}
	}
}

func TestTheTypedMarkerIsOursBesideAMarkedIndexOnly(t *testing.T) {
	owner := emit.Owner{Kind: emit.PythonIndex}
	index := emit.Artifact{Kind: emit.PythonIndex, Path: "client_generated/__init__.py", Data: []byte("# " + owner.Text() + "\n")}
	typed := emit.Artifact{Kind: emit.PythonIndex, Path: "client_generated/py.typed"}
	w := newWorkspace(t, index, typed)
	w.mustRun()
	w.job.Artifacts = nil
	if got := fates(w.mustRun()); got != "delete __init__.py, delete py.typed" {
		t.Error(got)
	}
	w.write("client_generated/py.typed", "partial\n")
	w.job.Artifacts = []emit.Artifact{index, typed}
	_, err := w.run()
	if found := diag.From(err, ""); len(found) != 1 || found[0].ID != "not-ours" {
		t.Errorf("found %v", err)
	}
}

func TestAFreshPlanReplacesWhatIsOursOnlyWhenAllIsWritten(t *testing.T) {
	w := changeful(t)
	w.job.Fresh = true
	if got := fates(w.mustRun()); got != "create a.go, create b.go, delete c.go, create x.go, create y.go" {
		t.Error(got)
	}
}

func TestAnUpdateKeepsTheRightsOfTheFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no file modes")
	}
	w := newWorkspace(t, goFile("broker", "a.go", "1"))
	w.mustRun()
	path := filepath.Join(w.dir, "modules/broker/wire_generated/a.go")
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	w.job.Artifacts[0] = goFile("broker", "a.go", "2")
	w.mustRun()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestASecondRunWaitsForTheLock(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	waits := make(chan struct{})
	entered := make(chan error)
	go func() {
		release, err := Lock(context.Background(), dir, func() { close(waits) })
		if err == nil {
			release()
		}
		entered <- err
	}()
	select {
	case <-entered:
		t.Fatal("two runs hold one lock")
	case <-waits:
	}
	release()
	if err := <-entered; err != nil {
		t.Fatal(err)
	}
}

func TestWaitingForTheLockEndsWithItsContext(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := Lock(ctx, dir, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func ExampleUnified() {
	fmt.Print(Unified("a/x", "b/x", []byte("1\n2\n3\n4\n5\n"), []byte("1\n2\n3\n4\nfive\n")))
	// Output:
	// --- a/x
	// +++ b/x
	// @@ -2,4 +2,4 @@
	//  2
	//  3
	//  4
	// -5
	// +five
}
