package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
)

// This file is the only place where a process is started: `validate` lets the tools of the languages judge what was
// generated. `generate` never gets here.

// tool is a program that judges generated files.
type tool struct {
	name  string // as users read it
	args  []string
	takes func(file string) bool
	dirs  bool // it wants the folders of files, as Go packages
	whole bool // it wants the topmost generated folders
	// printing is a failure: the program says what is wrong, but exits with 0.
	printing bool
}

func isGo(file string) bool       { return strings.HasSuffix(file, ".go") }
func isPython(file string) bool   { return strings.HasSuffix(file, ".py") }
func isOpenAPI(file string) bool  { return strings.HasSuffix(file, "_openapi.json") }
func isAsyncAPI(file string) bool { return strings.HasSuffix(file, "_asyncapi.json") }

func goVet() tool {
	return tool{name: "go vet", args: []string{"go", "vet"}, takes: isGo, dirs: true}
}

// tools is the table of the tools that validate knows. Where a tool can be told to ignore the configuration of the
// workspace it is: generated files promise to please the tools as they come.
func tools() []tool {
	return []tool{
		{name: "gofmt", args: []string{"gofmt", "-l"}, takes: isGo, printing: true},
		goVet(),
		{name: "staticcheck", args: []string{"staticcheck"}, takes: isGo, dirs: true},
		{name: "autoflake", args: []string{"autoflake", "--check", "--quiet"}, takes: isPython},
		{name: "black", args: []string{"black", "--check", "--quiet", "--diff"}, takes: isPython},
		{name: "isort", args: []string{"isort", "--check-only", "--profile", "black"}, takes: isPython},
		{name: "ruff check", args: []string{"ruff", "check", "--isolated", "--no-cache", "--quiet", "--select", "E4,E7,E9,F,I,UP,B"}, takes: isPython},
		{name: "ruff format", args: []string{"ruff", "format", "--isolated", "--check", "--no-cache", "--quiet"}, takes: isPython},
		{name: "flake8", args: []string{"flake8", "--isolated", "--max-line-length", "88", "--extend-ignore", "E203,W503,E501"}, takes: isPython},
		{name: "mypy", args: []string{"mypy", "--strict", "--config-file=", "--no-error-summary", "--cache-dir", os.DevNull}, takes: isPython, whole: true},
		{name: "redocly", args: []string{"redocly", "lint"}, takes: isOpenAPI},
		{name: "openapi-spec-validator", args: []string{"openapi-spec-validator"}, takes: isOpenAPI},
		{name: "asyncapi", args: []string{"asyncapi", "validate"}, takes: isAsyncAPI},
	}
}

// The states of a tool.
const (
	toolOK      = "ok"
	toolFailed  = "failed"
	toolMissing = "not installed"
)

// toolResult is what a tool said.
type toolResult struct {
	Tool   string `json:"tool"`
	State  string `json:"state"`
	Files  int    `json:"files"`
	Output string `json:"output,omitempty"`
}

func (r toolResult) failed() bool { return r.State == toolFailed }

// runTools runs each tool on the files that it takes. A tool without files does not run.
func runTools(ctx context.Context, root string, wanted []tool, files []string) []toolResult {
	var results []toolResult
	for _, t := range wanted {
		mine := slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !t.takes(f) })
		if len(mine) > 0 {
			results = append(results, t.run(ctx, root, mine))
		}
	}
	return results
}

// maxOutput bounds what is shown of a tool's output.
const maxOutput = 16 << 10

func (t tool) run(ctx context.Context, root string, files []string) toolResult {
	result := toolResult{Tool: t.name, State: toolOK, Files: len(files)}
	program, err := exec.LookPath(t.args[0])
	if err != nil {
		result.State = toolMissing
		return result
	}
	cmd := exec.CommandContext(ctx, program, slices.Concat(t.args[1:], t.targets(files))...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "REDOCLY_TELEMETRY=off", "NO_COLOR=1")
	out, err := cmd.CombinedOutput()
	if len(out) > maxOutput {
		out = append(out[:maxOutput], "\n…"...)
	}
	text := strings.TrimSpace(string(out))
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit), err == nil && t.printing && text != "":
		result.State, result.Output = toolFailed, text
	case err != nil:
		result.State, result.Output = toolFailed, err.Error()
	}
	return result
}

// targets is how the tool wants its files: as they are, as the Go packages they are in, or as whole folders.
func (t tool) targets(files []string) []string {
	if !t.dirs && !t.whole {
		return files
	}
	var targets []string
	for _, f := range files {
		dir := "./" + path.Dir(f)
		if t.whole {
			dir = generatedFolder(f)
		}
		targets = append(targets, dir)
	}
	slices.Sort(targets)
	return slices.Compact(targets)
}
