package cli

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tenon"
)

// cleanFlags are the flags of clean-generated.
type cleanFlags struct {
	modules        []string
	force, dryRun  bool
	json           bool
	quiet, verbose bool
}

func newCleanGenerated(a *app) *cobra.Command {
	var f cleanFlags
	cmd := &cobra.Command{
		Use:   "clean-generated",
		Short: "Remove everything that was generated",
		Long: `Remove the files that tenon generated, caches of Python tools beside them, and folders that
this leaves empty. A file in a *_generated folder that tenon did not write stays and is
named; --force removes it, too.`,
		Example: `  tenon clean-generated --dry-run
  tenon clean-generated --modules broker`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.clean(cmd, f) },
	}
	flags := cmd.Flags()
	modulesFlag(a, cmd, &f.modules)
	flags.BoolVar(&f.dryRun, "dry-run", false, "only say what would be removed")
	flags.BoolVar(&f.force, "force", false, "remove whole *_generated folders, with files that tenon did not write")
	flags.BoolVar(&f.json, "json", false, "print what was removed as JSON")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings only")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "list every file")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	return cmd
}

func (a *app) clean(cmd *cobra.Command, f cleanFlags) error {
	ws, err := a.open()
	if err != nil {
		return a.failed(err, ws, f.json)
	}
	opt := tenon.CleanOptions{Force: f.force, DryRun: f.dryRun, Waiting: a.waiting}
	if len(list(f.modules)) > 0 {
		if opt.Modules, err = ws.Select(f.modules...); err != nil {
			return a.failed(err, ws, f.json)
		}
	}
	out := a.print()
	defer out.flush()
	out.root = ws.Root()
	if f.force && !f.dryRun {
		// What is lost for good is said before it is done.
		if err := a.announce(cmd, ws, out, opt, f.json); err != nil {
			return err
		}
	}
	report, err := ws.Clean(cmd.Context(), opt)
	switch {
	case err != nil:
		return a.failed(err, ws, f.json)
	case f.json:
		out.json(report)
	default:
		cleanText{printer: out, quiet: f.quiet, verbose: f.verbose}.report(report, f.force)
	}
	return nil
}

// announce lists the strangers that --force is about to remove.
func (a *app) announce(cmd *cobra.Command, ws *tenon.Workspace, out *printer, opt tenon.CleanOptions, asJSON bool) error {
	opt.DryRun = true
	planned, err := ws.Clean(cmd.Context(), opt)
	if err != nil {
		return a.failed(err, ws, asJSON)
	}
	if asJSON || len(planned.Strangers) == 0 {
		return nil
	}
	out.line("⚠️  Removing %s that tenon did not write:", count(len(planned.Strangers), "file"))
	for _, file := range planned.Strangers {
		out.line("    %s", out.show(out.root, file))
	}
	out.flush()
	return nil
}

// cleanText prints what was removed.
type cleanText struct {
	*printer
	quiet, verbose bool
}

func (t cleanText) report(r *tenon.CleanReport, forced bool) {
	word := "removed"
	if r.DryRun {
		word = "would remove"
	}
	if !t.quiet {
		t.removed(word, r)
	}
	if !forced || r.DryRun {
		note := "not written by tenon"
		if !forced {
			note += "; --force removes it"
		}
		for _, file := range r.Strangers {
			verb := "kept"
			if forced {
				verb = word
			}
			t.line("  %s  %s  %s", t.style.Careful(fmt.Sprintf("%-*s", len(word), verb)), t.show(t.root, file),
				t.style.Faint("("+note+")"))
		}
	}
	if t.quiet {
		return
	}
	total := count(len(r.Removed), "generated file")
	switch {
	case len(r.Removed)+len(r.Caches)+len(r.Updated) == 0 && len(r.Forced) == 0:
		t.line("✅ Nothing to remove")
	case r.DryRun:
		t.line("✅ Would remove %s", total)
	default:
		t.line("✅ Removed %s (%s)", total, took(r.Duration))
	}
}

// removed lists folders with the number of their files, or every file.
func (t cleanText) removed(word string, r *tenon.CleanReport) {
	files := map[string]int{}
	var dirs []string
	for _, file := range r.Removed {
		if t.verbose {
			t.line("  %s  %s", t.style.Bad(word), t.show(t.root, file))
			continue
		}
		dir := generatedFolder(file)
		if files[dir] == 0 {
			dirs = append(dirs, dir)
		}
		files[dir]++
	}
	for _, dir := range dirs {
		t.line("  %s  %s  %s", t.style.Bad(word), t.show(t.root, dir), t.style.Faint("("+count(files[dir], "file")+")"))
	}
	for _, dir := range r.Caches {
		t.line("  %s  %s", t.style.Bad(word), t.show(t.root, dir))
	}
	for _, dir := range r.Forced {
		if !slices.Contains(dirs, dir) {
			t.line("  %s  %s", t.style.Bad(word), t.show(t.root, dir))
		}
	}
	for _, file := range r.Updated {
		verb := "updated"
		if r.DryRun {
			verb = "would update"
		}
		t.line("  %s  %s", t.style.Careful(verb), t.show(t.root, file))
	}
}

// generatedFolder is the topmost generated folder that a file lies in.
func generatedFolder(file string) string {
	at := ""
	for part := range strings.SplitSeq(path.Dir(file), "/") {
		at = path.Join(at, part)
		if strings.Contains(part, "_generated") {
			return at
		}
	}
	return path.Dir(file)
}
