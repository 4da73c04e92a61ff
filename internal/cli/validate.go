package cli

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tenon"
	"tenon/internal/naming"
)

// validateFlags are the flags of validate.
type validateFlags struct {
	modules []string
	only    []string
	tools   bool
	json    bool
	quiet   bool
}

func newValidate(a *app) *cobra.Command {
	var f validateFlags
	cmd := &cobra.Command{
		Use:   "validate",
		Short: "Check contracts and what is generated from them, without writing",
		Long: `Check contracts and what is generated from them, and write nothing. The checks:

  names       names of modules, packages, clients, routes and titles are unique and correspond
  artifacts   what generate would write is complete: every operation and stream is found again
  ws-routers  the WebSocket routers on the disk are in their index and fit contract and runtime
              (this check starts the Go toolchain)

With --tools, the tools of the languages that are installed judge the generated files, too.`,
		Example: `  tenon validate
  tenon validate --only names
  tenon validate --tools`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.validate(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	modulesFlag(a, cmd, &f.modules)
	flags.StringArrayVar(&f.only, "only", nil, "make these `CHECKS` and no others: names, artifacts, ws-routers")
	flags.BoolVar(&f.tools, "tools", false, "run the tools of the languages that are installed on the generated files")
	flags.BoolVar(&f.json, "json", false, "print the result as JSON")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings only")
	_ = cmd.RegisterFlagCompletionFunc("only", func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return completeList(checkNames(), typed)
	})
	return cmd
}

func checkNames() []string {
	var names []string
	for _, c := range tenon.Checks() {
		names = append(names, string(c))
	}
	return names
}

// checks reads the values of --only.
func checks(values []string) ([]tenon.Check, error) {
	var all []tenon.Check
	for _, name := range list(values) {
		if !slices.Contains(checkNames(), name) {
			if guess := naming.Closest(name, checkNames()); guess != "" {
				return nil, fmt.Errorf("there is no check %q; did you mean %q?", name, guess)
			}
			return nil, fmt.Errorf("there is no check %q; there are: %s", name, strings.Join(checkNames(), ", "))
		}
		all = append(all, tenon.Check(name))
	}
	return all, nil
}

// validated is the JSON of the command: what package tenon found, and what the tools said.
type validated struct {
	*tenon.Validation
	Tools []toolResult `json:"tools,omitempty"`
}

func (a *app) validate(ctx context.Context, f validateFlags) error {
	only, err := checks(f.only)
	if err != nil {
		return err
	}
	ws, modules, err := a.openSelected(f.modules)
	if err != nil {
		return a.failed(err, ws, f.json)
	}
	found, err := ws.Validate(ctx, modules, tenon.ValidateOptions{Only: only})
	if err != nil {
		return a.failed(err, ws, f.json)
	}
	result := validated{Validation: found}
	started := time.Now()
	if !hasErrors(found.Diagnostics) {
		result.Tools = runTools(ctx, ws.Root(), chooseTools(found, f.tools), found.Files)
	}
	found.Duration += time.Since(started)
	out := a.print()
	defer out.flush()
	out.root = ws.Root()
	if f.json {
		out.json(result)
	} else {
		validateText{out, f.quiet}.print(result)
	}
	if hasErrors(found.Diagnostics) || slices.ContainsFunc(result.Tools, toolResult.failed) {
		return exitCode(exitFound)
	}
	return nil
}

func hasErrors(found tenon.Diagnostics) bool { return found.HasErrors() }

// chooseTools lists the tools to run: all if the user wants tools, and the Go toolchain on the routers if those are
// checked.
func chooseTools(v *tenon.Validation, all bool) []tool {
	if all {
		return tools()
	}
	if slices.Contains(v.Checks, tenon.CheckWSRouters) {
		vet := goVet()
		vet.takes = func(file string) bool { return isGo(file) && slices.Contains(v.RouterFolders, path.Dir(file)) }
		return []tool{vet}
	}
	return nil
}

// validateText prints what was found.
type validateText struct {
	*printer
	quiet bool
}

func (t validateText) print(v validated) {
	checks := make([]string, len(v.Checks))
	for i, c := range v.Checks {
		checks[i] = string(c)
	}
	if !t.quiet {
		t.line("🔍 Validating modules: %s", strings.Join(v.Modules, " "))
	}
	t.diagnostics(v.Diagnostics)
	t.tools(v.Tools)
	errors := 0
	for _, d := range v.Diagnostics {
		if d.Level == tenon.LevelError {
			errors++
		}
	}
	for _, r := range v.Tools {
		if r.failed() {
			errors++
		}
	}
	switch {
	case errors > 0:
		t.line("❌ Validation found %s (%s)", count(errors, "error"), took(v.Duration))
	case !t.quiet:
		t.line("✅ Valid: %s (%s)", strings.Join(checks, ", "), took(v.Duration))
	}
}

func (t validateText) tools(results []toolResult) {
	for _, r := range results {
		switch {
		case r.failed():
			t.line("  %s  %s", t.style.Bad("failed       "), r.Tool)
			for line := range strings.Lines(r.Output) {
				t.line("      %s", strings.TrimRight(line, "\r\n"))
			}
		case t.quiet:
		case r.State == toolMissing:
			t.line("  %s  %s", t.style.Careful("not installed"), r.Tool)
		default:
			t.line("  %s  %s  %s", t.style.Good("ok           "), r.Tool, t.style.Faint("("+count(r.Files, "file")+")"))
		}
	}
}
