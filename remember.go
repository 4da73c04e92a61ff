package tenon

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tenon/internal/cache"
	"tenon/internal/output"
	"tenon/internal/workspace"
)

// This file lets a run that would do nothing end at once. What a run depends on, and so what must look the same for
// its report to be given again, is decided here; how looks are compared, in internal/cache.

// Remembered gives the report of a run without doing it, if the same run was done before, left nothing to do, and
// nothing that it depended on looks different since: no source, configuration or folder, and none of the generated
// files. Patterns pick modules as [Workspace.Select] does. Whatever is not certain is not remembered: false means only
// that the run has to be done. A run with NoCache, Check, Diff, CleanFirst or hooks is never remembered.
func Remembered(dir string, patterns []string, opt GenOptions, options ...Option) (*Report, bool) {
	started := time.Now()
	root, ok := rootOf(dir)
	if !ok || !opt.rememberable() {
		return nil, false
	}
	var how workspace.Options
	for _, set := range options {
		set(&how)
	}
	key := opt.key(how)
	c := cache.Open(root)
	for i := range c.Records {
		r := &c.Records[i]
		if r.Key != key {
			continue
		}
		report, ok := decodeReport(r.Report)
		if ok && picks(r.Found, patterns, report) && r.Holds() {
			report.Root = root
			report.OutputDir = filepath.ToSlash(opt.OutputDir)
			report.Duration = time.Since(started)
			return report, true
		}
	}
	return nil, false
}

// rootOf finds the folder with go.mod at or above a folder.
func rootOf(dir string) (string, bool) {
	at, err := filepath.Abs(dir)
	for err == nil {
		if info, statErr := os.Stat(filepath.Join(at, "go.mod")); statErr == nil {
			return at, info.Mode().IsRegular()
		} else if !errors.Is(statErr, fs.ErrNotExist) || filepath.Dir(at) == at {
			return "", false
		}
		at = filepath.Dir(at)
	}
	return "", false
}

// picks says whether patterns pick the modules of a report out of those that there were.
func picks(found string, patterns []string, r *Report) bool {
	var all []workspace.Found
	for name := range strings.SplitSeq(found, "\n") {
		all = append(all, workspace.Found{Name: name})
	}
	picked, err := (&workspace.Workspace{}).Select(all, patterns)
	return err == nil && slices.EqualFunc(picked, r.Modules, func(f workspace.Found, m ModuleReport) bool {
		return f.Name == m.Name
	})
}

func (opt GenOptions) rememberable() bool {
	return !opt.NoCache && !opt.Check && !opt.Diff && !opt.CleanFirst && len(opt.Hooks) == 0
}

// key tells runs apart that could differ in what they make of the same files.
func (opt GenOptions) key(how workspace.Options) string {
	parts := []string{"modules-dir=" + how.ModulesDir, "output-dir=" + opt.OutputDir}
	if opt.SkipWSRouters {
		parts = append(parts, "skip-ws-routers")
	}
	for _, k := range opt.Only {
		parts = append(parts, "only="+string(k))
	}
	for _, k := range opt.Skip {
		parts = append(parts, "skip="+string(k))
	}
	for _, name := range []string{"GOWORK", "GOMODCACHE", "GOPATH", "HOME", "USERPROFILE", "GOROOT"} {
		parts = append(parts, name+"="+os.Getenv(name))
	}
	return strings.Join(parts, "\x00")
}

// remember records the run, if it left nothing to do and everything that it depended on was at rest meanwhile. It is
// called with the lock held.
func (r *run) remember(report *Report) {
	done := report.Outcome == Written || report.Outcome == Unchanged
	if !done || len(report.Diagnostics) > 0 || !r.opt.rememberable() {
		return
	}
	s := stamper{began: r.started, seen: map[string]bool{}, sure: true}
	r.stampSources(&s)
	r.stampOutputs(&s)
	if !s.sure {
		return
	}
	names := make([]string, len(r.workspace.found))
	for i, f := range r.workspace.found {
		names[i] = f.Name
	}
	cache.Open(r.workspace.ws.Root).Add(cache.Record{
		Key: r.opt.key(r.workspace.how), Found: strings.Join(names, "\n"), Stamps: s.stamps, Report: encodeReport(report),
	})
}

// stampSources stamps all that decides which modules there are and what their contracts say.
func (r *run) stampSources(s *stamper) {
	ws := r.workspace.ws
	for _, file := range []string{"go.mod", workspace.ConfigFile, "vendor/modules.txt"} {
		s.source(ws.Path(file))
	}
	for at := ws.Root; ; at = filepath.Dir(at) {
		s.absent(filepath.Join(at, "go.work"))
		if filepath.Dir(at) == at {
			break
		}
	}
	if os.Getenv("GOWORK") != "" && os.Getenv("GOWORK") != "off" {
		s.sure = false
	}
	// Any folder that the globs match may become a module when one of its files changes.
	for _, pattern := range ws.Config.Modules {
		for dir := path.Dir(pattern); ; dir = path.Dir(dir) {
			s.folders(ws.Root, dir)
			if dir == "." || dir == "/" {
				break
			}
		}
		s.packages(ws.Root, pattern)
	}
	for _, m := range r.modules {
		for _, dir := range m.loaded.Dirs {
			s.folder(absolute(ws.Root, dir))
		}
		for _, file := range m.loaded.Files {
			s.source(absolute(ws.Root, file))
		}
	}
}

func absolute(root, slash string) string {
	if name := filepath.FromSlash(slash); filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(root, filepath.FromSlash(slash))
}

// stampOutputs stamps every artifact and every folder in which one could be missing or left over.
func (r *run) stampOutputs(s *stamper) {
	root := r.folder.Path()
	for _, dir := range r.search() {
		s.folder(filepath.Join(root, filepath.FromSlash(dir)))
	}
	for i := range r.plan.Entries {
		e := &r.plan.Entries[i]
		for dir := path.Dir(e.Path); ; dir = path.Dir(dir) {
			s.folder(filepath.Join(root, filepath.FromSlash(dir)))
			if dir == "." {
				break
			}
		}
		if e.Fate != output.Delete {
			s.output(filepath.Join(root, filepath.FromSlash(e.Path)), e.New)
		}
	}
}

// stamper collects stamps, each path once. It is no longer sure once one could not be taken.
type stamper struct {
	began  time.Time
	stamps []cache.Stamp
	seen   map[string]bool
	sure   bool
}

func (s *stamper) add(stamp cache.Stamp, ok bool) {
	s.stamps = append(s.stamps, stamp)
	s.sure = s.sure && ok
}

func (s *stamper) once(path string) bool {
	first := s.sure && !s.seen[path]
	s.seen[path] = true
	return first
}

func (s *stamper) source(path string) {
	if s.once(path) {
		s.add(cache.Source(path, s.began))
	}
}

func (s *stamper) folder(path string) {
	if s.once(path) {
		s.add(cache.Folder(path, s.began))
	}
}

func (s *stamper) output(path string, data []byte) {
	if s.once(path) {
		s.add(cache.Output(path, data, s.began))
	}
}

// absent stamps a file that must not be there.
func (s *stamper) absent(path string) {
	if _, err := os.Stat(path); err == nil {
		s.sure = false
	}
	s.source(path)
}

// folders stamps the folders that a glob matches.
func (s *stamper) folders(root, pattern string) []string {
	matches, err := fs.Glob(os.DirFS(root), pattern)
	if err != nil {
		s.sure = false
	}
	var dirs []string
	for _, m := range matches {
		dir := filepath.Join(root, filepath.FromSlash(m))
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			s.folder(dir)
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// packages stamps the Go files of the folders that a glob matches.
func (s *stamper) packages(root, pattern string) {
	for _, dir := range s.folders(root, pattern) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			s.sure = false
		}
		for _, e := range entries {
			if !e.IsDir() && workspace.IsSource(e.Name()) {
				s.source(filepath.Join(dir, e.Name()))
			}
		}
	}
}

// encodeReport writes what a report of a run that did nothing holds; decodeReport reads it back.
func encodeReport(r *Report) []byte {
	var b []byte
	text := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	number := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	artifacts := func(list []ArtifactReport) {
		list = slices.DeleteFunc(slices.Clone(list), func(a ArtifactReport) bool { return a.Fate == FateDelete })
		number(len(list))
		for _, a := range list {
			text(string(a.Kind))
			text(a.Path)
		}
	}
	number(len(r.Modules))
	for _, m := range r.Modules {
		text(m.Name)
		text(m.Dir)
		number(m.Operations)
		number(m.Streams)
		artifacts(m.Artifacts)
	}
	artifacts(r.Shared)
	return b
}

func decodeReport(b []byte) (*Report, bool) {
	whole := true
	number := func() int {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > 1<<30 {
			whole, b = false, nil
			return 0
		}
		b = b[size:]
		return int(n)
	}
	text := func() string {
		n := number()
		if n > len(b) {
			whole, b = false, nil
			return ""
		}
		s := string(b[:n])
		b = b[n:]
		return s
	}
	r := &Report{Outcome: Unchanged, Modules: []ModuleReport{}}
	artifacts := func() []ArtifactReport {
		var list []ArtifactReport
		for n := number(); n > 0 && whole; n-- {
			list = append(list, ArtifactReport{Kind: Kind(text()), Path: text(), Fate: FateUnchanged})
			r.Counts.Unchanged++
		}
		return list
	}
	for n := number(); n > 0 && whole; n-- {
		r.Modules = append(r.Modules, ModuleReport{
			Name: text(), Dir: text(), Operations: number(), Streams: number(), Artifacts: artifacts(),
		})
	}
	r.Shared = artifacts()
	return r, whole && len(b) == 0
}
