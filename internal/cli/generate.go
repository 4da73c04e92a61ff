package cli

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"tenon"
	"tenon/internal/term"
)

// generateFlags are the flags of generate, and of the commands of before that stand for one kind of it.
type generateFlags struct {
	modules    []string
	outputDir  string
	clean      bool
	only, skip []string
	check      bool
	diff       bool
	json       bool
	noCache    bool
	quiet      bool
	verbose    bool
}

func newGenerate(a *app) *cobra.Command {
	var f generateFlags
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Render documents, routers and clients from the contracts",
		Long: `Render everything that the contracts of the modules give: documents, encoders, routers
and clients. Only what changed is written, all of it or nothing. Nothing of the
workspace is run.`,
		Example: `  tenon generate
  tenon generate --modules broker,data*
  tenon generate --only openapi,python
  tenon generate --check     # in CI: fail if something generated is not up to date`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.generate(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	modulesFlag(a, cmd, &f.modules)
	flags.StringVar(&f.outputDir, "output-dir", "", "lay everything out below `DIR` instead of the workspace")
	flags.BoolVar(&f.clean, "clean", false, "render as if nothing were there; old files stay until the new are verified")
	kindsFlag(cmd, &f.only, "only", "make these `KINDS` of artifacts and no others")
	kindsFlag(cmd, &f.skip, "skip", "leave out these `KINDS` of artifacts")
	flags.BoolVar(&f.check, "check", false, "write nothing; list what differs from the contracts and exit with 1")
	flags.BoolVar(&f.diff, "diff", false, "write nothing; print what would change as a unified diff")
	flags.BoolVar(&f.json, "json", false, "print the report as JSON")
	flags.BoolVar(&f.noCache, "no-cache", false, "read every file anew")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings only")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "list unchanged files and every change, too")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	cmd.MarkFlagsMutuallyExclusive("clean", "check")
	cmd.MarkFlagsMutuallyExclusive("clean", "diff")
	_ = cmd.MarkFlagDirname("output-dir")
	return cmd
}

// modulesFlag adds --modules, with completion.
func modulesFlag(a *app, cmd *cobra.Command, modules *[]string) {
	cmd.Flags().StringArrayVarP(modules, "modules", "m", nil,
		"`NAMES` of modules or globs, with commas between them (default all)")
	_ = cmd.RegisterFlagCompletionFunc("modules", a.completeModules)
}

// kindsFlag adds a flag that takes kinds of artifacts, with completion.
func kindsFlag(cmd *cobra.Command, kinds *[]string, name, usage string) {
	cmd.Flags().StringArrayVar(kinds, name, nil, usage)
	_ = cmd.RegisterFlagCompletionFunc(name, completeKinds)
}

// generate runs the command.
func (a *app) generate(ctx context.Context, f generateFlags) error {
	progress := term.NewProgress(a.Stderr, term.Detect(a.Stderr, a.Getenv))
	opt := f.options(a, progress)
	if report, ok := tenon.Remembered(a.base(), f.modules, opt, a.modulesDir()); ok {
		out := a.print()
		defer out.flush()
		f.print(out, report, true)
		return nil
	}
	ws, modules, err := a.openSelected(f.modules)
	if err != nil {
		return a.failed(err, ws, f.json)
	}
	out := a.print()
	defer out.flush()
	early := !f.json && !f.quiet && !f.diff
	if early {
		heading(out, f.check, names(modules))
		out.flush() // a long run should not look like none
	}
	report, _ := ws.Generate(ctx, modules, opt) // the report holds what the error holds
	progress.Done()
	f.print(out, report, !early)
	switch report.Outcome {
	case tenon.Failed:
		return exitCode(exitFailed)
	case tenon.Differs:
		return exitCode(exitFound)
	default:
		return nil
	}
}

func names(modules []*tenon.Module) []string {
	all := make([]string, len(modules))
	for i, m := range modules {
		all[i] = m.Name()
	}
	return all
}

// print prints a report in the form that the flags ask for. The heading stands first, unless it is there already.
func (f generateFlags) print(out *printer, report *tenon.Report, withHeading bool) {
	out.root = report.Root
	text := reportText{printer: out, verbose: f.verbose, check: f.check, outputDir: f.outputDir}
	switch {
	case f.json:
		out.json(report)
	case f.diff && report.Outcome != tenon.Failed:
		text.diff(report)
	case f.quiet:
		out.diagnostics(report.Diagnostics)
	default:
		if withHeading && !f.diff {
			var all []string
			for _, m := range report.Modules {
				all = append(all, m.Name)
			}
			heading(out, f.check, all)
		}
		text.report(report)
	}
}

func (f generateFlags) options(a *app, progress *term.Progress) tenon.GenOptions {
	opt := tenon.GenOptions{
		CleanFirst: f.clean,
		Only:       kinds(f.only),
		Skip:       kinds(f.skip),
		Check:      f.check || f.diff,
		Diff:       f.diff,
		NoCache:    f.noCache,
		Progress:   func(done, total int) { progress.Step("modules", done, total) },
		Waiting:    a.waiting,
	}
	if f.outputDir != "" {
		opt.OutputDir = f.outputDir
		if !filepath.IsAbs(opt.OutputDir) {
			opt.OutputDir = filepath.Join(a.base(), opt.OutputDir)
		}
	}
	return opt
}

// waiting tells that another run holds the workspace.
func (a *app) waiting() {
	_, _ = a.Stderr.Write([]byte("waiting for another run of tenon in this workspace …\n"))
}

// kinds reads the values of --only and --skip.
func kinds(values []string) []tenon.Kind {
	var all []tenon.Kind
	for _, name := range list(values) {
		all = append(all, tenon.Kind(name))
	}
	return all
}
