package e2e

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tenon/internal/cli"
)

var update = flag.Bool("update", false, "write what commands print into the scripts that compare it")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tenon": func() {
		os.Exit(cli.Main(cli.Process{
			Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv,
		}))
	}})
}

func TestSessions(t *testing.T) {
	repository, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TENON_REPOSITORY", repository)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("GOFLAGS", "-mod=mod")
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOCACHE", goEnv("GOCACHE"))
			env.Setenv("GOMODCACHE", goEnv("GOMODCACHE"))
			program, err := exec.LookPath("tenon")
			env.Setenv("TENON_BIN", filepath.Dir(program))
			return err
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Getuid() == 0, nil
			case "strace":
				return exec.Command("strace", "-f", "-o", os.DevNull, "true").Run() == nil, nil
			}
			return false, fmt.Errorf("there is no condition %q", name)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"out":     cmdOut,
			"age":     cmdAge,
			"aged":    cmdAged,
			"replace": cmdReplace,
			"tree":    cmdTree,
			"rest":    cmdRest,
			"threads": cmdThreads,
		},
	})
}

func goEnv(name string) string {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// cmdOut compares what the last command printed to stdout with a file. Durations do not count.
func cmdOut(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: out FILE")
	}
	timeless := func(text string) string {
		text = regexp.MustCompile(`\d+ ms|\d+\.\d s`).ReplaceAllString(text, "TIME")
		return regexp.MustCompile(`"durationNs": \d+`).ReplaceAllString(text, `"durationNs": TIME`)
	}
	if got, want := timeless(ts.ReadFile("stdout")), timeless(ts.ReadFile(args[0])); got != want {
		ts.Fatalf("stdout is\n%s\nwant\n%s", got, want)
	}
}

// past is a time that no run of a test could give a file.
func past() time.Time { return time.Date(2020, 2, 2, 2, 2, 2, 0, time.UTC) }

// cmdAge gives files an old mtime.
func cmdAge(ts *testscript.TestScript, neg bool, args []string) {
	for _, file := range args {
		ts.Check(os.Chtimes(ts.MkAbs(file), past(), past()))
	}
}

// cmdAged checks that files still have, or with ! no longer have, their old mtime.
func cmdAged(ts *testscript.TestScript, neg bool, args []string) {
	for _, file := range args {
		info, err := os.Stat(ts.MkAbs(file))
		ts.Check(err)
		if info.ModTime().Equal(past()) == neg {
			ts.Fatalf("%s was last written at %v", file, info.ModTime())
		}
	}
}

// cmdReplace replaces a text in a file, as an editor would.
func cmdReplace(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: replace OLD NEW FILE")
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\ufeff`, "\ufeff")
	before, after := unescape.Replace(args[0]), unescape.Replace(args[1])
	text := ts.ReadFile(args[2])
	if !strings.Contains(text, before) {
		ts.Fatalf("%s does not contain %q", args[2], before)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Replace(text, before, after, 1)), 0o644))
}

// cmdTree compares the files below a folder with a list, one slash path a line.
func cmdTree(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: tree DIR FILE")
	}
	var got strings.Builder
	root := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, path)
			got.WriteString(filepath.ToSlash(rel) + "\n")
		}
		return err
	}))
	if want := ts.ReadFile(args[1]); got.String() != want {
		ts.Fatalf("%s holds\n%s\nwant\n%s", args[0], got.String(), want)
	}
}

// cmdRest waits until every file that was just written is at rest, so that its look is trusted.
func cmdRest(*testscript.TestScript, bool, []string) { time.Sleep(2100 * time.Millisecond) }

// cmdThreads checks that all that a traced program started were threads of its own.
func cmdThreads(ts *testscript.TestScript, neg bool, args []string) {
	started := 0
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if !strings.Contains(line, "clone") || strings.Contains(line, "resumed>") {
			continue
		}
		started++
		if !strings.Contains(line, "CLONE_THREAD") {
			ts.Fatalf("started a process: %s", line)
		}
	}
	if started == 0 {
		ts.Fatalf("%s shows not even the threads of a Go program", args[0])
	}
}
