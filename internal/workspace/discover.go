package workspace

import (
	"bytes"
	"go/scanner"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"tenon/internal/diag"
)

// Found is a module that was discovered: its name and its folder, a slash path relative to the root.
type Found struct {
	Name string
	Dir  string
}

// Discover lists the modules: the folders that the configuration's globs match and that declare a contract, by name.
// A file with a syntax error counts too, so that a broken contract is still listed. No module at all is an empty
// list; Select and NoModules say what to do about it.
func (w *Workspace) Discover() ([]Found, error) {
	var found []Found
	for _, pattern := range w.Config.Modules {
		dirs, err := w.expand(pattern)
		if err != nil {
			return nil, err
		}
		for _, dir := range dirs {
			f := Found{Name: path.Base(dir), Dir: dir}
			if !slices.Contains(found, f) && hasContract(w.Path(dir)) {
				found = append(found, f)
			}
		}
	}
	slices.SortFunc(found, func(a, b Found) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Dir, b.Dir)
	})
	return found, checkNames(found)
}

// expand lists the folders that a glob matches, as slash paths. A glob matches folder by folder.
func (w *Workspace) expand(pattern string) ([]string, error) {
	dirs := []string{""}
	for _, part := range strings.Split(pattern, "/") {
		var next []string
		for _, dir := range dirs {
			if !strings.ContainsAny(part, `*?[\`) {
				if info, err := os.Stat(w.Path(path.Join(dir, part))); err == nil && info.IsDir() && !isIgnored(part) {
					next = append(next, path.Join(dir, part))
				}
				continue
			}
			entries, err := os.ReadDir(w.Path(dir))
			if err != nil && dir != "" {
				continue
			}
			for _, e := range entries {
				ok, err := path.Match(part, e.Name())
				if err != nil {
					return nil, failure("modules-glob", diag.Pos{File: ConfigFile}, "the glob "+pattern+" cannot be read", "")
				}
				if ok && !isIgnored(e.Name()) && isDir(w.Path(dir), e) {
					next = append(next, path.Join(dir, e.Name()))
				}
			}
		}
		dirs = next
	}
	return dirs, nil
}

// isIgnored says whether a folder can hold no module: the go command does not look into it, or we wrote it.
func isIgnored(name string) bool {
	return name == "" || name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor" ||
		strings.Contains(name, "_generated")
}

func isDir(parent string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(parent, e.Name()))
	return err == nil && info.IsDir()
}

// hasContract says whether a Go file of the folder holds the directive //tenon:api.
func hasContract(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.IsDir() || !IsSource(e.Name()) {
			continue
		}
		src, err := readBounded(filepath.Join(dir, e.Name()), maxSource)
		if err == nil && DeclaresContract(src) {
			return true
		}
	}
	return false
}

// DeclaresContract says whether Go source holds the directive //tenon:api, also one that is misspelt by a space or
// by upper case, which the loader then reports.
func DeclaresContract(src []byte) bool {
	if !mentionsContract(src) || !Included(src) {
		return false
	}
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, src, nil, scanner.ScanComments)
	for {
		_, tok, text := s.Scan()
		if tok == token.EOF {
			return false
		}
		if tok == token.COMMENT && isContractComment(text) {
			return true
		}
	}
}

// mentionsContract is a cheap first look: the words tenon and api with a colon between them.
func mentionsContract(src []byte) bool {
	for {
		i := bytes.IndexByte(src, ':')
		if i < 0 {
			return false
		}
		if i >= 5 && bytes.EqualFold(src[i-5:i], []byte("tenon")) {
			rest := bytes.TrimLeft(src[i+1:], " \t")
			if len(rest) >= 3 && bytes.EqualFold(rest[:3], []byte("api")) {
				return true
			}
		}
		src = src[i+1:]
	}
}

// isContractComment says whether a comment is //tenon:api, spaces and case aside.
func isContractComment(text string) bool {
	rest, ok := strings.CutPrefix(text, "//")
	if !ok {
		return false
	}
	word, rest, ok := strings.Cut(strings.TrimLeft(rest, " \t"), ":")
	if !ok || !strings.EqualFold(word, "tenon") {
		return false
	}
	rest = strings.TrimLeft(rest, " \t")
	return len(rest) >= 3 && strings.EqualFold(rest[:3], "api") &&
		(len(rest) == 3 || rest[3] == ' ' || rest[3] == '\t' || rest[3] == '\r')
}

// checkNames refuses names that Go or another part of the system cannot carry.
func checkNames(found []Found) error {
	var list diag.List
	seen := make(map[string]Found, len(found))
	for _, f := range found {
		if bad := strings.IndexFunc(f.Name, func(r rune) bool { return !isNameRune(r) }); bad >= 0 || !isNameStart(f.Name[0]) {
			list = append(list, failure("module-name", diag.Pos{File: f.Dir},
				"the folder "+f.Dir+" cannot be a module: Go's import paths and web addresses do not carry its name",
				"use ASCII letters, digits, - . _ and begin with a letter or a digit"))
			continue
		}
		key := strings.ToLower(f.Name)
		if other, ok := seen[key]; ok {
			list = append(list, failure("module-twice", diag.Pos{File: f.Dir},
				"the modules "+other.Dir+" and "+f.Dir+" have the same name but for case",
				"rename one of the folders: its name is in addresses, files and packages"))
			continue
		}
		seen[key] = f
	}
	return list.Err()
}

func isNameRune(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == '.')
}

func isNameStart(b byte) bool { return b != '-' && b != '.' && b != '_' }
