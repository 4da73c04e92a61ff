package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"tenon"
)

// reportText prints a report for people.
type reportText struct {
	*printer
	verbose   bool
	outputDir string
	check     bool
}

// heading says what is about to be done.
func heading(out *printer, check bool, modules []string) {
	verb := "🔨 Generating for"
	if check {
		verb = "🔍 Checking"
	}
	out.line("%s modules: %s", verb, strings.Join(modules, " "))
}

// report prints what was done: a line for each module with its artifacts and changes below, findings, and a last line
// that sums up.
func (t *reportText) report(r *tenon.Report) {
	if r.Outcome == tenon.Failed {
		t.failure(r)
		return
	}
	t.diagnostics(r.Diagnostics)
	for _, m := range r.Modules {
		t.module(m)
	}
	if differing(r.Shared) > 0 || t.verbose && len(r.Shared) > 0 {
		if t.check {
			t.line("❌ What modules share differs from the contracts")
		} else {
			t.line("✅ Successfully generated what modules share")
		}
		t.artifacts(r.Shared)
	}
	t.closing(r)
}

func (t *reportText) failure(r *tenon.Report) {
	for _, m := range r.Modules {
		if m.Failed {
			t.line("%s", t.style.Bad("❌ Failed for "+m.Name))
		}
	}
	t.diagnostics(r.Diagnostics)
	errors := 0
	for _, d := range r.Diagnostics {
		if d.Level == tenon.LevelError {
			errors++
		}
	}
	t.line("%s: %s, nothing was written (%s)", t.style.Bad("❌ Generation failed"), count(errors, "error"), took(r.Duration))
}

func (t *reportText) module(m tenon.ModuleReport) {
	n := differing(m.Artifacts)
	switch {
	case !t.check:
		t.line("✅ Successfully generated for %s", m.Name)
	case n == 0:
		t.line("✅ %s is up to date", m.Name)
	case n == 1:
		t.line("❌ %s: 1 file differs from the contract", m.Name)
	default:
		t.line("❌ %s: %d files differ from the contract", m.Name, n)
	}
	t.artifacts(m.Artifacts)
}

// differing counts artifacts that are not as they were.
func differing(artifacts []tenon.ArtifactReport) int {
	n := 0
	for _, a := range artifacts {
		if a.Fate != tenon.FateUnchanged {
			n++
		}
	}
	return n
}

// word is what a fate is called: what was done, or with --check what is wrong.
func (t *reportText) word(f tenon.Fate) string {
	done, wrong := "unchanged", "unchanged"
	switch f {
	case tenon.FateCreate:
		done, wrong = "created", "missing"
	case tenon.FateUpdate:
		done, wrong = "updated", "differs"
	case tenon.FateDelete:
		done, wrong = "deleted", "stale"
	}
	word := fmt.Sprintf("%9s", done)
	if t.check {
		word = fmt.Sprintf("%9s", wrong)
	}
	switch f {
	case tenon.FateCreate:
		return t.style.Good(word)
	case tenon.FateUpdate:
		return t.style.Careful(word)
	case tenon.FateDelete:
		return t.style.Bad(word)
	default:
		return t.style.Faint(word)
	}
}

// maxChanges bounds the changes shown below one document, unless the user wants all.
const maxChanges = 20

func (t *reportText) artifacts(artifacts []tenon.ArtifactReport) {
	for _, a := range artifacts {
		if a.Fate == tenon.FateUnchanged && !t.verbose {
			continue
		}
		place := t.artifactPath(a.Path)
		if t.check && a.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, a.Line)
		}
		t.line("  %s  %s", t.word(a.Fate), place)
		shown := a.Changes
		if len(shown) > maxChanges && !t.verbose {
			shown = shown[:maxChanges]
		}
		for _, c := range shown {
			t.line("             %s", t.change(c))
		}
		if more := len(a.Changes) - len(shown); more > 0 {
			t.line("             … and %s (--verbose shows all)", count(more, "more change"))
		}
	}
}

func (t *reportText) change(c tenon.Change) string {
	switch {
	case c.Breaking:
		return t.style.Bad(c.String())
	case c.What == "added":
		return t.style.Good(c.String())
	default:
		return c.String()
	}
}

// artifactPath is an artifact's path as it is printed.
func (t *reportText) artifactPath(path string) string {
	if t.outputDir == "" {
		return t.show(t.root, path)
	}
	if filepath.IsAbs(t.outputDir) {
		return filepath.ToSlash(filepath.Join(t.outputDir, path))
	}
	return t.show(filepath.Join(t.base, t.outputDir), path)
}

// closing is the last line.
func (t *reportText) closing(r *tenon.Report) {
	c := r.Counts
	total := c.Changed() + c.Unchanged
	switch {
	case t.check && c.Changed() > 0:
		t.line("❌ %s of %d not up to date (%s); run `tenon generate`", count(c.Changed(), "file"), total, took(r.Duration))
	case t.check:
		t.line("✅ All modules are up to date: %s (%s)", count(total, "file"), took(r.Duration))
	case c.Changed() == 0:
		t.line("✅ Generation complete for all modules: nothing changed, %s (%s)", count(total, "file"), took(r.Duration))
	default:
		t.line("✅ Generation complete for all modules: %s (%s)", counts(c), took(r.Duration))
	}
}

// counts lists what there is of each fate.
func counts(c tenon.Counts) string {
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{c.Created, "created"}, {c.Updated, "updated"}, {c.Deleted, "deleted"}, {c.Unchanged, "unchanged"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.word))
		}
	}
	return strings.Join(parts, ", ")
}

// diff prints every change in the unified format and nothing else, so that it can be piped.
func (t *reportText) diff(r *tenon.Report) {
	for _, m := range r.Modules {
		t.diffs(m.Artifacts)
	}
	t.diffs(r.Shared)
}

func (t *reportText) diffs(artifacts []tenon.ArtifactReport) {
	for _, a := range artifacts {
		for line := range strings.Lines(a.Diff) {
			_, _ = t.out.WriteString(t.diffLine(line))
		}
	}
}

func (t *reportText) diffLine(line string) string {
	text := strings.TrimSuffix(line, "\n")
	switch {
	case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "+++"):
		text = t.style.Strong(text)
	case strings.HasPrefix(line, "@@"):
		text = t.style.Place(text)
	case strings.HasPrefix(line, "+"):
		text = t.style.Good(text)
	case strings.HasPrefix(line, "-"):
		text = t.style.Bad(text)
	}
	return text + "\n"
}
