package verify

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// goKind is the kind of a Go token.
type goKind byte

// The kinds of Go tokens. The end of a line after which a statement may end is the operator ";".
const (
	goEnd goKind = iota // of the file
	goName
	goKeyword
	goNumber // characters too
	goString
	goOperator // brackets and separators too
)

// span is a part of a file: the bytes from one offset to before another.
type span struct{ from, to uint32 }

// sourceError is a fault of a file with its offset.
type sourceError struct {
	off int
	msg string
}

// goLexer reads the tokens of the Go that may be emitted, one after the other. It refuses what the language has and no
// emitter writes: octal and binary numbers, underscores in numbers, imaginary numbers.
type goLexer struct {
	src  string
	pos  int // behind the token
	kind goKind
	off  int    // of the token
	text string // of the token
	said string // what a string literal stands for
	ends bool   // a line that ends after the token ends a statement

	directives []span // comments that mean something to the toolchain
	err        *sourceError
}

// fail notes the first fault. After it there are no more tokens.
func (l *goLexer) fail(off int, msg string) {
	if l.err == nil {
		l.err = &sourceError{off, msg}
	}
	l.kind, l.text, l.pos, l.ends = goEnd, "", len(l.src), false
}

// next goes to the next token.
func (l *goLexer) next() {
	if l.blank() {
		l.take(goOperator, 0)
		l.text, l.ends = ";", false
		return
	}
	if l.pos >= len(l.src) {
		l.off, l.kind, l.text = len(l.src), goEnd, ""
		return
	}
	switch c := l.src[l.pos]; {
	case isLetter(c) || c >= utf8.RuneSelf:
		l.word()
	case isDigit(c):
		l.number()
	case c == '"':
		l.quoted(c, goString)
	case c == '\'':
		l.quoted(c, goNumber)
	case c == '`':
		l.raw()
	default:
		l.operator()
	}
}

// take makes the next n bytes the token.
func (l *goLexer) take(kind goKind, n int) {
	l.kind, l.off, l.text = kind, l.pos, l.src[l.pos:l.pos+n]
	l.pos += n
}

// blank skips blanks and comments. It says whether that ended a statement.
func (l *goLexer) blank() (ended bool) {
	for l.pos < len(l.src) {
		rest := l.src[l.pos:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r':
			l.pos++
		case rest[0] == '\n':
			l.pos++
			if l.ends {
				return true
			}
		case strings.HasPrefix(rest, "//"):
			n := strings.IndexByte(rest, '\n')
			if n < 0 {
				n = len(rest)
			}
			l.comment(n)
		case strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest[2:], "*/")
			if n < 0 {
				l.fail(l.pos, "a comment does not end")
				return false
			}
			l.comment(n + 4)
			if l.ends && strings.IndexByte(rest[:n+4], '\n') >= 0 {
				return true
			}
		default:
			return false
		}
	}
	return l.ends
}

// comment skips a comment of n bytes.
func (l *goLexer) comment(n int) {
	if isDirective(l.src[l.pos : l.pos+n]) {
		l.directives = append(l.directives, span{uint32(l.pos), uint32(l.pos + n)})
	}
	l.pos += n
}

// isDirective says whether a comment means something to the toolchain.
func isDirective(text string) bool {
	for _, begin := range [...]string{"//go:", "//line ", "/*line ", "//export ", "//extern ", "// +build", "//+build"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// word reads a name or a keyword.
func (l *goLexer) word() {
	n := 0
	for l.pos+n < len(l.src) {
		c := l.src[l.pos+n]
		if c < utf8.RuneSelf {
			if !isLetter(c) && !isDigit(c) {
				break
			}
			n++
			continue
		}
		char, width := utf8.DecodeRuneInString(l.src[l.pos+n:])
		if !unicode.IsLetter(char) && (n == 0 || !unicode.IsDigit(char)) {
			if n == 0 {
				l.fail(l.pos, "the character "+strconv.QuoteRune(char)+" stands outside of strings and comments")
				return
			}
			break
		}
		n += width
	}
	l.take(goName, n)
	l.ends = true
	switch l.text {
	case "break", "continue", "fallthrough", "return":
		l.kind = goKeyword
	case "case", "chan", "const", "default", "defer", "else", "for", "func", "go", "goto", "if", "import", "interface",
		"map", "package", "range", "select", "struct", "switch", "type", "var":
		l.kind, l.ends = goKeyword, false
	}
}

// number reads a decimal or hexadecimal number.
func (l *goLexer) number() {
	rest := l.src[l.pos:]
	n := 0
	digits := func(isOne func(byte) bool) bool {
		from := n
		for n < len(rest) && isOne(rest[n]) {
			n++
		}
		return n > from
	}
	valid := true
	if strings.HasPrefix(rest, "0x") {
		n = 2
		valid = digits(isHexadecimal)
	} else {
		digits(isDigit)
		whole := n
		if n < len(rest) && rest[n] == '.' {
			n++
			digits(isDigit)
		}
		if n < len(rest) && (rest[n] == 'e' || rest[n] == 'E') {
			n++
			if n < len(rest) && (rest[n] == '+' || rest[n] == '-') {
				n++
			}
			valid = digits(isDigit)
		}
		valid = valid && (n > whole || whole == 1 || rest[0] != '0')
	}
	if !valid || n < len(rest) && (isLetter(rest[n]) || rest[n] >= utf8.RuneSelf) {
		l.fail(l.pos, "a number is written in a form that is never emitted")
		return
	}
	l.take(goNumber, n)
	l.ends = true
}

func isHexadecimal(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

// quoted reads an interpreted string or a character.
func (l *goLexer) quoted(quote byte, kind goKind) {
	n := l.pos + 1
	plain := true
	for n < len(l.src) && l.src[n] != quote && l.src[n] != '\n' {
		if l.src[n] == '\\' {
			plain = false
			n++
		}
		n++
	}
	if n >= len(l.src) || l.src[n] != quote {
		l.fail(l.pos, "a literal does not end on its line")
		return
	}
	l.take(kind, n+1-l.pos)
	l.ends = true
	if l.said = l.text[1 : len(l.text)-1]; plain && kind == goString {
		return
	}
	said, err := strconv.Unquote(l.text)
	if err != nil || kind == goNumber && utf8.RuneCountInString(said) != 1 {
		l.fail(l.off, "the literal "+shortened(l.text)+" is not valid")
		return
	}
	l.said = said
}

// raw reads a raw string.
func (l *goLexer) raw() {
	n := strings.IndexByte(l.src[l.pos+1:], '`')
	if n < 0 {
		l.fail(l.pos, "a string does not end")
		return
	}
	l.take(goString, n+2)
	l.ends = true
	l.said = strings.ReplaceAll(l.text[1:n+1], "\r", "")
}

// operator reads an operator, a bracket or a separator.
func (l *goLexer) operator() {
	rest := l.src[l.pos:]
	n := 0
	switch {
	case len(rest) >= 3 && isLongOperator(rest[:3]):
		n = 3
	case len(rest) >= 2 && isPair(rest[:2]):
		n = 2
	case strings.IndexByte("+-*/%&|^<>=!()[]{},;.:~", rest[0]) >= 0:
		n = 1
	default:
		l.fail(l.pos, "the character "+strconv.QuoteRune(firstRune(rest))+" stands outside of strings and comments")
		return
	}
	l.take(goOperator, n)
	switch l.text {
	case ")", "]", "}", "++", "--":
		l.ends = true
	default:
		l.ends = false
	}
}

func isLongOperator(s string) bool {
	switch s {
	case "<<=", ">>=", "&^=", "...":
		return true
	}
	return false
}

func isPair(s string) bool {
	switch s {
	case "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "&^", "&&", "||", "<-", "++", "--", "==", "!=", "<=",
		">=", ":=":
		return true
	}
	return false
}
