package workspace

import (
	"strconv"
	"strings"

	"tenon/internal/diag"
)

// GoMod is what tenon needs of a go.mod or a go.work.
type GoMod struct {
	Path     string    // module
	Requires []Require // require, in the order of the file
	Replaces []Replace
	Uses     []string // use, of a go.work
}

// Require is a module that another depends on, at a version.
type Require struct {
	Path    string
	Version string
}

// Replace puts a folder or another module in the place of a module. Version is empty if it holds for all versions.
type Replace struct {
	Path, Version       string
	NewPath, NewVersion string // NewPath is a folder if NewVersion is empty
}

// ParseGoMod reads a go.mod. Lines that it does not know are left to the go command.
func ParseGoMod(file string, data []byte) (*GoMod, error) {
	mod, err := parseModFile(file, data)
	if err != nil {
		return nil, err
	}
	if mod.Path == "" {
		return nil, failure("go-mod", diag.Pos{File: file}, "go.mod names no module",
			"its first line should be `module example.com/backend`")
	}
	return mod, nil
}

// ParseGoWork reads a go.work.
func ParseGoWork(file string, data []byte) (*GoMod, error) { return parseModFile(file, data) }

// parseModFile reads the line syntax that go.mod and go.work share: a verb with words, or a verb with a block of lines
// in parentheses.
func parseModFile(file string, data []byte) (*GoMod, error) {
	mod := &GoMod{}
	block := ""
	for i, line := range strings.Split(string(data), "\n") {
		words, ok := modWords(line)
		if !ok {
			return nil, failure("go-mod", diag.Pos{File: file, Line: i + 1}, "a quoted word does not end", "")
		}
		switch {
		case len(words) == 0:
			continue
		case block != "" && words[0] == ")":
			block = ""
			continue
		case block == "" && len(words) == 2 && words[1] == "(":
			block = words[0]
			continue
		case block == "":
			mod.add(words[0], words[1:])
		default:
			mod.add(block, words)
		}
	}
	return mod, nil
}

// add takes up one line.
func (m *GoMod) add(verb string, words []string) {
	switch {
	case verb == "module" && len(words) == 1:
		m.Path = words[0]
	case verb == "use" && len(words) == 1:
		m.Uses = append(m.Uses, words[0])
	case verb == "require" && len(words) == 2:
		m.Requires = append(m.Requires, Require{Path: words[0], Version: words[1]})
	case verb == "replace":
		for i, w := range words {
			if w != "=>" || i == 0 || i > 2 || i+1 >= len(words) {
				continue
			}
			r := Replace{Path: words[0], NewPath: words[i+1]}
			if i == 2 {
				r.Version = words[1]
			}
			if i+2 < len(words) {
				r.NewVersion = words[i+2]
			}
			m.Replaces = append(m.Replaces, r)
		}
	}
}

// modWords splits a line into words and drops its comment. It is false if a quoted word does not end.
func modWords(line string) ([]string, bool) {
	var words []string
	for {
		line = strings.TrimLeft(line, " \t\r")
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
			return words, true
		case line[0] == '"' || line[0] == '`':
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				return nil, false
			}
			word, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, false
			}
			words = append(words, word)
			line = line[len(quoted):]
		case line[0] == '(' || line[0] == ')':
			words = append(words, line[:1])
			line = line[1:]
		default:
			end := strings.IndexAny(line, " \t\r()")
			if end < 0 {
				end = len(line)
			}
			words = append(words, line[:end])
			line = line[end:]
		}
	}
}
