// Package cli is the command tenon: it turns arguments into calls of package tenon, and what those report into lines,
// JSON and an exit code.
//
// It is the only package that prints and the only one that picks exit codes: 0 done; 1 done, and found something
// (generate --check or --diff, validate); 2 could not do its job. Findings go to stdout, also as JSON; progress, usage
// errors and deprecations go to stderr. It holds no logic of generation: whatever it can do, the Go API can do.
//
// cli.go holds the root command; every other command has a file of its own.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"tenon"
	"tenon/internal/term"
)

// Process is what a command gets from the system.
type Process struct {
	Args   []string // without the name of the program
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
}

// The exit codes.
const (
	exitDone   = 0
	exitFound  = 1
	exitFailed = 2
)

// Main runs one command line and gives its exit code.
func Main(p Process) int {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go stopOnSignal(ctx, stop)
	a := &app{Process: p}
	root := newRoot(a)
	root.SetArgs(p.Args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	err := root.ExecuteContext(ctx)
	var code exitCode
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	default:
		_, _ = fmt.Fprintln(p.Stderr, "tenon: "+err.Error())
		return exitFailed
	}
}

// stopOnSignal ends a context when the user interrupts. It stands beside the work because asking for signals takes a
// while, in which nothing is written yet: until then a signal ends the process.
func stopOnSignal(ctx context.Context, stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	select {
	case <-signals:
		stop()
	case <-ctx.Done():
	}
}

// exitCode ends a command that has said all there is to say. Any other error of a command is a usage error, and Main
// prints it.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// app is one command line under way.
type app struct {
	Process
	dir string // -C
}

// newRoot builds the tree of commands.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "tenon",
		Short: "Keep the contracts of a modular Go backend in step",
		Long: `Tenon keeps the contracts of a modular Go backend in step. A module is a folder whose
package marks an interface with //tenon:api; from it come the OpenAPI and AsyncAPI documents,
Go encoders and WebSocket routers, and typed Python clients.`,
		Example: `  tenon list-modules
  tenon generate
  tenon generate --modules broker,data*
  tenon generate --check`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	root.PersistentFlags().StringVarP(&a.dir, "directory", "C", "", "work in `DIR` instead of the current folder")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(commands(a)...)
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true
	_ = root.MarkPersistentFlagDirname("directory")
	return root
}

// commands makes the commands. Where the command line begins with the name of one that knows nothing of the others, it
// alone is made: all flags of all commands take as long as a small part of a run.
func commands(a *app) []*cobra.Command {
	for _, c := range []struct {
		name string
		make func(*app) *cobra.Command
	}{
		{"generate", newGenerate}, {"list-modules", newListModules}, {"validate", newValidate},
		{"clean-generated", newCleanGenerated}, {"version", newVersion},
	} {
		if len(a.Args) > 0 && a.Args[0] == c.name {
			return []*cobra.Command{c.make(a)}
		}
	}
	all := []*cobra.Command{
		newListModules(a), newGenerate(a), newCleanGenerated(a), newValidate(a), newVersion(a), newCompletion(a)}
	return append(all, newDeprecated(a)...)
}

// newHelp explains a command, or says that there is none of that name.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range cmd.Root().Commands() {
				if !c.Hidden && len(args) == 0 {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			of, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), args[0])
			}
			of.InitDefaultHelpFlag()
			return of.Help()
		},
	}
}

// base is the folder that the command works in, and that the paths it prints are relative to.
func (a *app) base() string {
	abs, err := filepath.Abs(a.dir)
	if err != nil {
		return a.dir
	}
	return abs
}

// open opens the workspace. MODULES_DIR takes the place of the modules of tenon.yaml.
func (a *app) open() (*tenon.Workspace, error) {
	return tenon.Open(a.base(), a.modulesDir())
}

func (a *app) modulesDir() tenon.Option { return tenon.ModulesDir(a.Getenv("MODULES_DIR")) }

// openSelected opens the workspace and picks modules.
func (a *app) openSelected(patterns []string) (*tenon.Workspace, []*tenon.Module, error) {
	ws, err := a.open()
	if err != nil {
		return nil, nil, err
	}
	modules, err := ws.Select(patterns...)
	return ws, modules, err
}

// print starts printing to stdout. The caller flushes.
func (a *app) print() *printer {
	return newPrinter(a.Stdout, term.Detect(a.Stdout, a.Getenv), a.base())
}

// failed prints the findings that kept a command from its job.
func (a *app) failed(err error, ws *tenon.Workspace, asJSON bool) error {
	out := a.print()
	defer out.flush()
	out.root = rootOf(ws)
	found := findings(err)
	if asJSON {
		out.json(map[string]any{"outcome": tenon.Failed, "diagnostics": found})
		return exitCode(exitFailed)
	}
	out.diagnostics(found)
	return exitCode(exitFailed)
}

// findings are the findings in an error of package tenon.
func findings(err error) tenon.Diagnostics {
	var found tenon.Diagnostics
	if !errors.As(err, &found) {
		found = tenon.Diagnostics{{ID: "failed", Message: err.Error()}}
	}
	return found
}

func rootOf(ws *tenon.Workspace) string {
	if ws == nil {
		return ""
	}
	return ws.Root()
}
