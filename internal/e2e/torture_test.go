package e2e

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tenon"
)

// TestEverythingThatTheLanguageHasIsGenerated takes contracts with every row of contract.md, and with names and texts that mean
// something elsewhere, through the whole of a generation: it is complete, it says so again, Go's own tools are content
// with it, and what it does at run time is tried by the tests in the workspace itself. Python's tools see the same
// workspace in tests/python, foreign readers of documents in tests/referees.
func TestEverythingThatTheLanguageHasIsGenerated(t *testing.T) {
	dir := t.TempDir()
	copyTorture(t, dir)
	cache := os.Getenv("XDG_CACHE_HOME")
	report := generate(t, dir, tenon.GenOptions{})
	compareManifest(t, report)

	again := generate(t, dir, tenon.GenOptions{Check: true, NoCache: true})
	for _, a := range allArtifacts(again) {
		if a.Fate != tenon.FateUnchanged {
			t.Errorf("a second look at %s: %s", a.Path, a.Fate)
		}
	}
	run(t, dir, "go", "vet", "./...")
	run(t, dir, "go", "test", "./...")
	if staticcheck, err := exec.LookPath("staticcheck"); err == nil {
		t.Setenv("XDG_CACHE_HOME", cache) // where staticcheck has what it knows of other packages
		run(t, dir, staticcheck, "-checks", "all,-ST1003", "./modules/...")
	}
}

// copyTorture copies the workspace, with one file as editors of Windows leave it.
func copyTorture(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "torture"))); err != nil {
		t.Fatal(err)
	}
	useRuntime(t, dir)
	file := filepath.Join(dir, "modules", "trading-signals", "signals.go")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, file, "\ufeff"+strings.ReplaceAll(string(data), "\n", "\r\n"))
}

// useRuntime makes a workspace compile against this repository.
func useRuntime(t *testing.T, dir string) {
	t.Helper()
	repository, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(repository, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "go.mod"), string(mod)+"\nreplace tenon => "+repository+"\n")
	writeFile(t, filepath.Join(dir, "go.sum"), string(sum))
}

// generate runs a generation that must go well. It remembers nothing in the user's folders.
func generate(t *testing.T, dir string, opt tenon.GenOptions) *tenon.Report {
	t.Helper()
	gocache := goEnv("GOCACHE") // which would move with the folder of caches
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("GOCACHE", gocache)
	workspace, err := tenon.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	report, err := workspace.Generate(context.Background(), workspace.Modules(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func allArtifacts(report *tenon.Report) []tenon.ArtifactReport {
	var all []tenon.ArtifactReport
	for _, m := range report.Modules {
		all = append(all, m.Artifacts...)
	}
	return append(all, report.Shared...)
}

// compareManifest compares the paths of what was made with a list.
func compareManifest(t *testing.T, report *tenon.Report) {
	t.Helper()
	var got bytes.Buffer
	for _, a := range allArtifacts(report) {
		got.WriteString(a.Path + "\n")
	}
	manifest := filepath.Join("testdata", "torture.manifest")
	if *update {
		writeFile(t, manifest, got.String())
	}
	want, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("made\n%s\nnot\n%s", got.Bytes(), want)
	}
}

// run runs a program in a workspace of its own.
func run(t *testing.T, dir, program string, args ...string) {
	t.Helper()
	t.Setenv("GOFLAGS", "-mod=mod")
	runIn(t, dir, "off", program, args...)
}

// runIn runs a program that must go well, offline.
func runIn(t *testing.T, dir, gowork, program string, args ...string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOWORK="+gowork)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out)
	}
}
