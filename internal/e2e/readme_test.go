package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// block is a fenced block of README.md: its language, the file that it speaks of, and its lines.
type block struct {
	language, file string
	line           int // of its first line, from 1
	lines          []string
}

// TestTheWalkThroughOfTheReadmeIsTrue does what README.md's section on writing a module says, in a copy of backend/,
// and compares what the commands print. With -update it writes what they print into README.md.
func TestTheWalkThroughOfTheReadmeIsTrue(t *testing.T) {
	for _, tool := range []string{"make", "go", "sh"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("needs %s", tool)
		}
	}
	repository, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	readme := filepath.Join(repository, "README.md")
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	workspace := copyBackend(t, repository)
	tenon := buildTenon(t, repository)

	var updated []string
	next := 0
	for _, b := range blocks(lines, "## Five minutes") {
		switch {
		case b.language == "go" && b.file != "":
			writeFile(t, filepath.Join(workspace, b.file), strings.Join(b.lines, "\n")+"\n")
		case b.language == "diff" && b.file != "":
			applyDiff(t, filepath.Join(workspace, b.file), b.lines)
		case b.language == "console":
			got := console(t, workspace, tenon, b.lines)
			if !*update && !slices.Equal(got, normalised(b.lines)) {
				t.Errorf("README.md:%d: the commands print\n%s\nnot\n%s", b.line, strings.Join(got, "\n"), strings.Join(b.lines, "\n"))
			}
			updated = append(append(updated, lines[next:b.line-1]...), got...)
			next = b.line - 1 + len(b.lines)
		}
	}
	if next == 0 {
		t.Fatal("README.md has no walk-through")
	}
	if *update {
		writeFile(t, readme, strings.Join(append(updated, lines[next:]...), "\n"))
	}
}

// blocks lists the fenced blocks of one section.
func blocks(lines []string, heading string) []block {
	var found []block
	inside := false
	for i := 0; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], "## ") {
			inside = strings.HasPrefix(lines[i], heading)
		}
		info, fence := strings.CutPrefix(lines[i], "```")
		if !fence {
			continue
		}
		language, file, _ := strings.Cut(info, " ")
		b := block{language: language, file: file, line: i + 2}
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			b.lines = append(b.lines, lines[i])
		}
		if inside {
			found = append(found, b)
		}
	}
	return found
}

// console runs the commands of a block ("$ make generate") and gives the block as it would be with what they print.
func console(t *testing.T, dir, tenon string, lines []string) []string {
	t.Helper()
	var got []string
	for _, line := range lines {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		// A make that runs this test must not be the parent of the makes that it starts.
		env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "MAKE") })
		env = append(env, "TENON="+tenon, "LC_ALL=C", "GOFLAGS=-mod=mod", "GOPROXY=off",
			"XDG_CACHE_HOME="+filepath.Join(filepath.Dir(tenon), "cache"), "GOCACHE="+goEnv("GOCACHE"), "NO_COLOR=1")
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("$ %s: %v\n%s", command, err, out)
		}
		got = append(got, line)
		if text := strings.TrimRight(string(out), "\n"); text != "" {
			got = append(got, normalised(strings.Split(text, "\n"))...)
		}
	}
	return got
}

var durations = regexp.MustCompile(`\d+(\.\d+)? (ms|s)\b`)

// normalised shows every duration as the same one.
func normalised(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = durations.ReplaceAllString(l, "9 ms")
	}
	return out
}

// applyDiff replaces the run of lines marked - by those marked +.
func applyDiff(t *testing.T, path string, lines []string) {
	t.Helper()
	var before, after strings.Builder
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "-"):
			fmt.Fprintln(&before, l[1:])
		case strings.HasPrefix(l, "+"):
			fmt.Fprintln(&after, l[1:])
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Count(data, []byte(before.String())) != 1 {
		t.Fatalf("%s does not have once\n%s", path, before.String())
	}
	writeFile(t, path, strings.Replace(string(data), before.String(), after.String(), 1))
}

// copyBackend copies backend/ into a folder whose parent has the runtimes that generated code imports, so that the
// replace directive of its go.mod holds.
func copyBackend(t *testing.T, repository string) string {
	t.Helper()
	root := t.TempDir()
	for _, part := range []string{"backend", "ws", "wire"} {
		if err := os.CopyFS(filepath.Join(root, part), os.DirFS(filepath.Join(repository, part))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(root, name), string(data))
	}
	return filepath.Join(root, "backend")
}

func buildTenon(t *testing.T, repository string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "tenon")
	cmd := exec.Command("go", "build", "-o", bin, "./cmd/tenon")
	cmd.Dir = repository
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
