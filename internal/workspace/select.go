package workspace

import (
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/naming"
)

// Select picks modules by names and globs. Each pattern may hold several with commas between them, blanks around
// commas do not count, and a module is picked once. Without any pattern all are picked. What matches nothing is an
// error that lists what there is.
func (w *Workspace) Select(found []Found, patterns []string) ([]Found, error) {
	var wanted []string
	for _, p := range patterns {
		for _, part := range strings.Split(p, ",") {
			if part = strings.TrimSpace(part); part != "" {
				wanted = append(wanted, part)
			}
		}
	}
	if len(found) == 0 && len(wanted) == 0 {
		return nil, w.NoModules()
	}
	if len(wanted) == 0 {
		return slices.Clone(found), nil
	}
	picked := make([]bool, len(found))
	var list diag.List
	for _, pattern := range wanted {
		any := false
		for i, f := range found {
			ok, err := path.Match(pattern, f.Name)
			if err != nil {
				list = append(list, failure("module-glob", diag.Pos{}, "the glob "+quote(pattern)+" cannot be read",
					"* stands for any text, ? for one character, [ab] for one of some"))
				any = true
				break
			}
			if ok {
				picked[i], any = true, true
			}
		}
		if !any {
			list = append(list, w.unknownModule(found, pattern))
		}
	}
	var selected []Found
	for i, f := range found {
		if picked[i] {
			selected = append(selected, f)
		}
	}
	return selected, list.Sort().Err()
}

// NoModules is the diagnostic for a workspace without any module.
func (w *Workspace) NoModules() diag.Diagnostic {
	return failure("no-modules", diag.Pos{}, "there is no module: no folder that matches "+
		strings.Join(w.Config.Modules, " or ")+" declares a contract",
		"write an interface with the directive //tenon:api v1 in modules/<name>, or name other folders in "+ConfigFile+
			" under modules")
}

// unknownModule says why a pattern picks nothing.
func (w *Workspace) unknownModule(found []Found, pattern string) diag.Diagnostic {
	names := make([]string, len(found))
	for i, f := range found {
		names[i] = f.Name
	}
	there := "there is no module yet"
	if len(names) > 0 {
		there = "there are: " + strings.Join(names, ", ")
	}
	if strings.ContainsAny(pattern, "*?[") {
		return failure("unknown-module", diag.Pos{}, "no module matches "+quote(pattern), there)
	}
	if dir := w.folderNamed(pattern); dir != "" {
		return failure("no-contract", diag.Pos{File: dir}, "the folder "+dir+" is no module: it declares no contract",
			"mark its interface with //tenon:api v1")
	}
	if guess := naming.Closest(pattern, names); guess != "" {
		there = "did you mean " + quote(guess) + "? " + strings.ToUpper(there[:1]) + there[1:]
	}
	return failure("unknown-module", diag.Pos{}, "there is no module "+quote(pattern), there)
}

// folderNamed is the folder of that name where modules are looked for, or "".
func (w *Workspace) folderNamed(name string) string {
	if name == "." || name == ".." || strings.ContainsAny(name, `/\`) {
		return ""
	}
	for _, glob := range w.Config.Modules {
		parents, err := w.expand(path.Dir(glob))
		if err != nil {
			continue
		}
		if path.Dir(glob) == "." {
			parents = []string{"."}
		}
		for _, parent := range parents {
			dir := path.Join(parent, name)
			if ok, _ := path.Match(path.Base(glob), name); !ok {
				continue
			}
			if info, err := os.Stat(w.Path(dir)); err == nil && info.IsDir() {
				return dir
			}
		}
	}
	return ""
}

func quote(s string) string { return strconv.Quote(s) }
