package verify

import (
	"slices"
	"strings"

	"tenon/internal/diag"
)

// goFunc is one function of an emitted package, and what it says.
type goFunc struct {
	file            *goFile
	off             int
	name            string
	method          bool
	receiver        string // name of its type, of a method
	params, results []goType
	body            bool
	begin, end      mark
}

// lists are what the functions of a file say, one behind the other.
type lists struct {
	literals []string // string literals, as what they stand for
	members  []string // of those, the names that literals write as members
	names    []span   // every name
	uses     []goUse  // what is called, or handed to a call, by a plain name
	locals   []span   // what is declared: parameters and variables
}

// goUse is a plain name that is called or handed to a call.
type goUse struct {
	at     span
	called bool
}

// listsFor makes lists with room for what is usual in a file of a size.
func listsFor(size int) lists {
	return lists{literals: make([]string, 0, size/128), names: make([]span, 0, size/10), uses: make([]goUse, 0, size/48)}
}

// mark is a place in the lists.
type mark struct{ literals, members, names, uses, locals int }

func (l *lists) mark() mark {
	return mark{len(l.literals), len(l.members), len(l.names), len(l.uses), len(l.locals)}
}

// memberWritten is the member that a literal writes: it is the member's name in JSON with its colon, perhaps behind a
// comma.
func memberWritten(literal string) (member string, ok bool) {
	text, found := strings.CutSuffix(literal, ":")
	text = strings.TrimPrefix(text, ",")
	if !found || !strings.HasPrefix(text, `"`) {
		return "", false
	}
	n, err := readJSON([]byte(text))
	if err != nil || n.kind != jsonString {
		return "", false
	}
	return n.text, true
}

// writes says whether the function writes a member of that name.
func (f *goFunc) writes(member string) bool {
	return slices.Contains(f.file.members[f.begin.members:f.end.members], member)
}

// reads says whether the function knows a member of that name.
func (f *goFunc) reads(member string) bool {
	return slices.Contains(f.file.literals[f.begin.literals:f.end.literals], member)
}

// mentions says whether a name stands in the function.
func (f *goFunc) mentions(name string) bool {
	return f.has(f.file.names[f.begin.names:f.end.names], name)
}

// has says whether a name is among parts of the file.
func (f *goFunc) has(list []span, name string) bool {
	return slices.ContainsFunc(list, func(s span) bool { return f.file.text(s) == name })
}

// isPredeclared says whether a name is one of the predeclared ones that generated code may use.
func isPredeclared(name string) bool {
	switch name {
	case "nil", "true", "false", "append", "cap", "clear", "copy", "delete", "len", "make", "max", "min", "new",
		"string", "bool", "byte", "rune", "error", "any", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16",
		"uint32", "uint64", "uintptr", "float32", "float64":
		return true
	}
	return false
}

// unresolved finds goroutines, and what functions use by a plain name and no file of the package declares.
func unresolved(files []*goFile) diag.List {
	var l diag.List
	names := declared(files)
	for _, file := range files {
		for _, s := range file.starts {
			l = append(l, finding("go-statement", file.pos(int(s.from)), "the emitted Go starts a goroutine", internalHelp))
		}
		for _, f := range file.funcs {
			locals := file.locals[f.begin.locals:f.end.locals]
			for _, use := range file.uses[f.begin.uses:f.end.uses] {
				name := file.text(use.at)
				if !names[name] && !f.has(locals, name) && !isPredeclared(name) {
					l = append(l, finding("go-unresolved", file.pos(int(use.at.from)), "the emitted Go uses "+name+
						", which nothing declares", internalHelp))
				}
			}
		}
	}
	return l
}
