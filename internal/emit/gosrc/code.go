package gosrc

import (
	"go/token"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/internal/naming"
)

// source is the type of templates. It is not exported, so that outside of this package only constants have it.
type source string

// Code is a piece of Go source that is safe where it stands. Only this package makes it.
type Code interface {
	text() string
}

// Expr is Go source made from a template: an expression, a type, or a piece of a statement.
type Expr struct{ s string }

// Ident is an identifier.
type Ident struct{ s string }

// Literal is a string literal.
type Literal struct{ s string }

// Number is a number literal.
type Number struct{ s string }

func (e Expr) text() string    { return e.s }
func (i Ident) text() string   { return i.s }
func (l Literal) text() string { return l.s }
func (n Number) text() string  { return n.s }

// IsZero says whether nothing was made yet.
func (e Expr) IsZero() bool { return e.s == "" }

// X fills the holes $1 … $9 of a template.
func X(template source, args ...Code) Expr {
	switch {
	case len(args) == 0 && strings.IndexByte(string(template), '$') < 0:
		return Expr{string(template)}
	case template == "$1" && len(args) > 0:
		return Expr{args[0].text()}
	}
	size := len(template)
	for _, a := range args {
		size += len(a.text())
	}
	var b strings.Builder
	b.Grow(size)
	for rest, more := string(template), true; more; {
		var before string
		var hole Code
		before, hole, rest, more = nextHole(rest, args)
		b.WriteString(before)
		if more {
			b.WriteString(hole.text())
		}
	}
	return Expr{b.String()}
}

// Join joins parts with a separator.
func Join(parts []Expr, separator source) Expr {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.s
	}
	return Expr{strings.Join(texts, string(separator))}
}

// Name is untrusted text as an identifier. A valid identifier stays as it is; of anything else only what an
// identifier may hold is kept.
func Name(untrusted string) Ident {
	if token.IsIdentifier(untrusted) {
		return Ident{untrusted}
	}
	return Ident{naming.GoIdent(untrusted)}
}

// String is the identifier's text, for composing names.
func (i Ident) String() string { return i.s }

// Str is untrusted text as a string literal: raw if that reads better, else interpreted.
func Str(untrusted string) Literal {
	if strings.ContainsAny(untrusted, `"\`) && rawSafe(untrusted) {
		return Literal{"`" + untrusted + "`"}
	}
	return Literal{strconv.Quote(untrusted)}
}

// rawSafe says whether text can stand between back quotes and be seen as what it is: no back quote, and nothing that
// a reader could not see.
func rawSafe(text string) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if r == '`' || !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// FileName is untrusted text as a file name in a directive: false if it is more than letters, digits, -, _ and dots
// within it.
func FileName(untrusted string) (Expr, bool) {
	for i := range len(untrusted) {
		c := untrusted[i]
		alphanumeric := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !alphanumeric && (i == 0 || c != '-' && c != '_' && c != '.') {
			return Expr{}, false
		}
	}
	return Expr{untrusted}, untrusted != ""
}

// Int is an integer literal.
func Int(n int64) Number { return Number{strconv.FormatInt(n, 10)} }

// Uint is an unsigned integer literal.
func Uint(n uint64) Number { return Number{strconv.FormatUint(n, 10)} }

// Num is untrusted text as a number literal: the text itself if it is a JSON number, else 0 and false. Any exponent
// stays as it is, so that a huge one costs nothing here.
func Num(untrusted string) (Number, bool) {
	if !isJSONNumber(untrusted) {
		return Number{"0"}, false
	}
	return Number{strings.ReplaceAll(untrusted, "E", "e")}, true
}

// isJSONNumber says whether s is a number as JSON writes one.
func isJSONNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits := func() bool {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	zero := strings.HasPrefix(s, "0")
	rest := s
	if !digits() || zero && len(rest)-len(s) > 1 {
		return false
	}
	if strings.HasPrefix(s, ".") {
		s = s[1:]
		if !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}

// render appends a template with its holes filled.
func render(b []byte, template string, args []Code) []byte {
	for {
		before, hole, rest, more := nextHole(template, args)
		b = append(b, before...)
		if !more {
			return b
		}
		b = append(b, hole.text()...)
		template = rest
	}
}

// nextHole splits a template at its first hole and gives what is to fill that. Without a hole, more is false and all
// of the template stands before.
func nextHole(template string, args []Code) (before string, hole Code, rest string, more bool) {
	i := strings.IndexByte(template, '$')
	if i < 0 || i+1 >= len(template) {
		return template, nil, "", false
	}
	n := int(template[i+1] - '1')
	if n < 0 || n >= len(args) {
		panic("gosrc: template has a hole without an argument: " + template[i:])
	}
	return template[:i], args[n], template[i+2:], true
}
