package verify

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/diag"
)

// goFacts is what one function of an emitted package says.
type goFacts struct {
	file     *goFile
	pos      token.Pos
	literals []string     // its string literals, unquoted
	members  []string     // those that write a member, as writes wants them
	names    []*ast.Ident // every identifier in it
	uses     []*ast.Ident // what it calls, or hands to a call, by a plain name
	locals   []string     // what it declares: parameters and variables
	starts   []token.Pos  // goroutines
}

// factsOf reads every function of a package, by its name ("Type.Method" for methods).
func factsOf(files []*goFile) map[string]*goFacts {
	all := map[string]*goFacts{}
	var room goFacts // the lists of all functions, one behind the other
	for _, f := range files {
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
				facts := &goFacts{file: f, pos: fn.Pos(), literals: rest(room.literals), members: rest(room.members),
					names: rest(room.names), uses: rest(room.uses), locals: rest(room.locals)}
				ast.Inspect(fn, facts.visit)
				all[receiver(fn)+fn.Name.Name] = facts
				room = *facts
			}
		}
	}
	return all
}

// firstRoom is how many items the lists of functions have room for at first.
const firstRoom = 512

// rest is the room that a list has left, as an empty list.
func rest[T any](list []T) []T {
	if cap(list)-len(list) < firstRoom/16 {
		return make([]T, 0, firstRoom)
	}
	return list[len(list):]
}

// visit notes one node.
func (f *goFacts) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			if s, err := strconv.Unquote(n.Value); err == nil {
				f.literals = append(f.literals, s)
				if member, ok := memberWritten(s); ok {
					f.members = append(f.members, member)
				}
			}
		}
	case *ast.Ident:
		f.names = append(f.names, n)
	case *ast.CallExpr:
		f.use(n.Fun)
		for _, e := range n.Args {
			f.use(e)
		}
	case *ast.GoStmt:
		f.starts = append(f.starts, n.Pos())
	case *ast.Field:
		for _, id := range n.Names {
			f.locals = append(f.locals, id.Name)
		}
	case *ast.ValueSpec:
		for _, id := range n.Names {
			f.locals = append(f.locals, id.Name)
		}
	case *ast.AssignStmt:
		f.defines(n.Tok, n.Lhs...)
	case *ast.RangeStmt:
		f.defines(n.Tok, n.Key, n.Value)
	}
	return true
}

// use notes a plain name.
func (f *goFacts) use(e ast.Expr) {
	if id, ok := e.(*ast.Ident); ok {
		f.uses = append(f.uses, id)
	}
}

// defines notes the variables of a definition.
func (f *goFacts) defines(tok token.Token, left ...ast.Expr) {
	for _, e := range left {
		if id, ok := e.(*ast.Ident); ok && tok == token.DEFINE {
			f.locals = append(f.locals, id.Name)
		}
	}
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
func (f *goFacts) writes(member string) bool { return slices.Contains(f.members, member) }

// reads says whether the function knows a member of that name.
func (f *goFacts) reads(member string) bool { return slices.Contains(f.literals, member) }

// mentions says whether an identifier stands in the function.
func (f *goFacts) mentions(name string) bool {
	return slices.ContainsFunc(f.names, func(id *ast.Ident) bool { return id.Name == name })
}

// goPredeclared is the table of the predeclared names that generated code may use.
func goPredeclared() string {
	return " nil true false append cap clear copy delete len make max min new string bool byte rune error any " +
		"int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 "
}

// unresolved finds what is used by a plain name and declared by no file of the package.
func unresolved(files []*goFile, facts map[string]*goFacts) diag.List {
	var l diag.List
	names := declared(files)
	for _, name := range sortedKeys(facts) {
		f := facts[name]
		for _, pos := range f.starts {
			l = append(l, finding("go-statement", f.file.pos(pos), "the emitted Go starts a goroutine", internalHelp))
		}
		for _, id := range f.uses {
			_, ok := names[id.Name]
			if !ok && !slices.Contains(f.locals, id.Name) && !strings.Contains(goPredeclared(), " "+id.Name+" ") {
				l = append(l, finding("go-unresolved", f.file.pos(id.Pos()), "the emitted Go uses "+id.Name+
					", which nothing declares", internalHelp))
			}
		}
	}
	return l
}
