// Package pysrc writes Python source that is safe and already formatted.
//
// Text of a document gets into a file only as a string literal (Str), inside a docstring (File.Doc), as a number
// (Num) or, reduced to ASCII letters, digits and underscores, as an identifier (Ident). Everything else is a constant
// of the program: templates have an unexported type, so that only constants convert to them and forgetting to quote
// does not compile.
//
// Lines come out as black, ruff format and isort leave them, at every line length from 88 up: what fits into 88
// columns stands on one line, what does not stands one item a line with a trailing comma. Escapes are lower case and
// quotes double unless single ones spare an escape. Nothing in this package writes a comment with foreign text.
package pysrc

import (
	"strings"

	"tenon/internal/naming"
)

// Width is the number of columns of a line that stays in one piece.
const Width = 88

// constant is the type of program text. It is not exported, so that outside of this package only constants have it.
type constant string

// Name is an identifier.
type Name struct{ s string }

// Ident is untrusted text as an identifier.
func Ident(untrusted string) Name { return Name{naming.PythonIdent(untrusted)} }

// Stem is the beginning of an identifier, to be used with Suffixed or Prefixed: it may be a word that Python keeps for
// itself.
func Stem(untrusted string) Name {
	ident := naming.PythonIdent(untrusted)
	if stem := strings.TrimSuffix(ident, "_"); naming.IsPythonKeyword(stem) {
		return Name{stem}
	}
	return Name{ident}
}

// Const is an identifier of the program, which may begin with an underscore.
func Const(name constant) Name { return Name{string(name)} }

// Suffixed is the identifier with an ending: "broker" and "_client".
func (n Name) Suffixed(end constant) Name { return Name{n.s + string(end)} }

// Prefixed is the identifier with a beginning.
func (n Name) Prefixed(begin constant) Name { return Name{string(begin) + n.s} }

// String is the identifier as text.
func (n Name) String() string { return n.s }

// Expr is a piece of Python: text in one piece, or text around one bracket that may be broken.
type Expr struct {
	head  string
	items []Expr // nil: in one piece
	tail  string
}

// N is an identifier as an expression.
func N(n Name) Expr { return Expr{head: n.s} }

// X fills the holes $1 … $9 of a template with expressions. At most one of them may hold a bracket that can be broken;
// it can then still be broken in the result.
func X(template constant, args ...Expr) Expr {
	var out Expr
	b := make([]byte, 0, 96)
	rest := string(template)
	for {
		before, after, found := strings.Cut(rest, "$")
		b = append(b, before...)
		if !found {
			break
		}
		arg := args[after[0]-'1']
		rest = after[1:]
		if arg.items == nil || out.items != nil {
			b = arg.appendTo(b)
			continue
		}
		out.head, out.items = string(append(b, arg.head...)), arg.items
		b = append(b[:0], arg.tail...)
	}
	if out.items == nil {
		out.head = string(b)
	} else {
		out.tail = string(b)
	}
	return out
}

// Bracket is what stands between opening and closing, comma-separated.
func Bracket(opening constant, items []Expr, closing constant) Expr {
	if len(items) == 0 {
		return Expr{head: string(opening + closing)}
	}
	return Expr{head: string(opening), items: items, tail: string(closing)}
}

// Call is a call: function(items).
func Call(function Expr, items ...Expr) Expr { return X("$1$2", function, Bracket("(", items, ")")) }

// Index is a subscript: generic[items]. One with a single item is never broken, because a trailing comma would make a
// tuple of it.
func Index(generic Expr, items ...Expr) Expr {
	if len(items) == 1 {
		return X("$1[$2]", generic, Expr{head: items[0].flat()})
	}
	return X("$1$2", generic, Bracket("[", items, "]"))
}

// Or is a union of types: a | b.
func Or(parts ...Expr) Expr {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.flat()
	}
	return Expr{head: strings.Join(texts, " | ")}
}

// Flat is the expression in one piece, which is never broken.
func (e Expr) Flat() Expr { return Expr{head: e.flat()} }

// IsZero says whether nothing was made yet.
func (e Expr) IsZero() bool { return e.head == "" && e.items == nil }

// Columns is the width of the expression on one line. It is generous: everything outside of ASCII is taken for wide, so
// that no line is wider for a formatter than it is for us.
func (e Expr) Columns() int {
	n := columns(e.head) + columns(e.tail)
	for i, item := range e.items {
		if i > 0 {
			n += len(", ")
		}
		n += item.Columns()
	}
	return n
}

// String is the expression on one line.
func (e Expr) String() string { return e.flat() }

func (e Expr) flat() string {
	if e.items == nil {
		return e.head
	}
	return string(e.appendTo(make([]byte, 0, 96)))
}

func (e Expr) appendTo(b []byte) []byte {
	b = append(b, e.head...)
	for i, item := range e.items {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = item.appendTo(b)
	}
	return append(b, e.tail...)
}

func columns(s string) int {
	n := len(s)
	for i := range len(s) {
		if s[i] > '~' { // some character outside of ASCII
			n = 0
			for _, r := range s {
				n++
				if r > '~' {
					n++
				}
			}
			return n
		}
	}
	return n
}

// List is expressions side by side, separated by commas, in one piece.
func List(items []Expr) Expr { return Expr{head: Expr{items: items}.flat()} }
