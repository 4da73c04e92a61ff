package verify

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// pyKind is the kind of a Python token.
type pyKind byte

// The kinds of Python tokens. Comments and blank lines leave none.
const (
	pyName    pyKind = 'n' // keywords too
	pyNumber  pyKind = '0'
	pyString  pyKind = '"'
	pyOp      pyKind = '.'
	pyNewline pyKind = '\n' // the end of a statement's line
	pyIndent  pyKind = '>'
	pyDedent  pyKind = '<'
)

// pyToken is one token: a part of the source, of strings with prefix and quotes.
type pyToken struct {
	span
	kind pyKind
}

// pyError is a fault of a Python file with its offset.
type pyError struct {
	off int
	msg string
}

func (e *pyError) Error() string { return e.msg }

// pyLexer reads the tokens of the Python that may be emitted: ASCII outside strings and comments, blanks for
// indentation, no line that is joined by a backslash.
type pyLexer struct {
	src    string
	pos    int
	tokens []pyToken
	depth  []byte // closing brackets that are awaited
	indent []int
}

// maxSource bounds the size of a file that is read back.
const maxSource = 1 << 30

// readPython reads the tokens of a file, into the room of tokens that are no longer needed. Between the first token and
// the last, indents and dedents match.
func readPython(src string, room []pyToken) ([]pyToken, error) {
	switch {
	case len(src) > maxSource:
		return nil, &pyError{0, "it is too large"}
	case !utf8.ValidString(src):
		return nil, &pyError{0, "it is not UTF-8"}
	}
	if usual := len(src)/4 + 1; cap(room) < usual {
		room = make([]pyToken, 0, usual)
	}
	l := pyLexer{src: src, tokens: room[:0], indent: []int{0}}
	for l.pos < len(src) {
		if err := l.line(); err != nil {
			return nil, err
		}
	}
	if len(l.depth) > 0 {
		return nil, &pyError{len(src), "a bracket is not closed"}
	}
	for range l.indent[1:] {
		l.add(pyDedent, len(src), "")
	}
	return l.tokens, nil
}

func (l *pyLexer) add(kind pyKind, off int, text string) {
	l.tokens = append(l.tokens, pyToken{span{uint32(off), uint32(off + len(text))}, kind})
}

func (l *pyLexer) fail(msg string) error { return &pyError{l.pos, msg} }

// line reads one line; inside brackets lines are joined.
func (l *pyLexer) line() error {
	if len(l.depth) == 0 {
		blank, err := l.indentation()
		if blank || err != nil {
			return err
		}
	}
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; c {
		case '\n':
			if len(l.depth) == 0 {
				l.add(pyNewline, l.pos, "")
			}
			l.pos++
			return nil
		case ' ':
			l.pos++
		case '#':
			l.comment()
		default:
			if err := l.token(c); err != nil {
				return err
			}
		}
	}
	if len(l.depth) == 0 {
		return l.fail("the last line does not end")
	}
	return nil
}

// indentation reads the blanks that begin a line. A line of nothing else, or of a comment, counts for nothing.
func (l *pyLexer) indentation() (blank bool, err error) {
	begin := l.pos
	for l.pos < len(l.src) && l.src[l.pos] == ' ' {
		l.pos++
	}
	if l.pos < len(l.src) && l.src[l.pos] == '#' {
		l.comment()
	}
	if l.pos == len(l.src) || l.src[l.pos] == '\n' {
		l.pos = min(l.pos+1, len(l.src))
		return true, nil
	}
	width, current := l.pos-begin, l.indent[len(l.indent)-1]
	if width > current {
		l.indent = append(l.indent, width)
		l.add(pyIndent, begin, "")
	}
	for width < l.indent[len(l.indent)-1] {
		l.indent = l.indent[:len(l.indent)-1]
		l.add(pyDedent, begin, "")
	}
	if width != l.indent[len(l.indent)-1] {
		return false, l.fail("the indentation fits no line above")
	}
	return false, nil
}

// comment skips to the end of the line.
func (l *pyLexer) comment() {
	if end := strings.IndexByte(l.src[l.pos:], '\n'); end >= 0 {
		l.pos += end
		return
	}
	l.pos = len(l.src)
}

// token reads one token that begins with c.
func (l *pyLexer) token(c byte) error {
	begin := l.pos
	switch {
	case isLetter(c):
		for l.pos < len(l.src) && (isLetter(l.src[l.pos]) || isDigit(l.src[l.pos])) {
			l.pos++
		}
		if l.pos < len(l.src) && (l.src[l.pos] == '"' || l.src[l.pos] == '\'') && isPrefix(l.src[begin:l.pos]) {
			return l.str(begin)
		}
		l.add(pyName, begin, l.src[begin:l.pos])
	case isDigit(c):
		for l.pos < len(l.src) && (isLetter(l.src[l.pos]) || isDigit(l.src[l.pos]) || l.src[l.pos] == '.' ||
			(l.src[l.pos] == '-' || l.src[l.pos] == '+') && (l.src[l.pos-1] == 'e' || l.src[l.pos-1] == 'E')) {
			l.pos++
		}
		l.add(pyNumber, begin, l.src[begin:l.pos])
	case c == '"' || c == '\'':
		return l.str(begin)
	default:
		return l.operator(c)
	}
	return nil
}

func isLetter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isPrefix says whether letters before a quote belong to the string.
func isPrefix(letters string) bool {
	return len(letters) <= 2 && strings.Trim(letters, "rRbBfFuUtT") == ""
}

// str reads a string; the cursor is on its quote.
func (l *pyLexer) str(begin int) error {
	quote := l.src[l.pos : l.pos+1]
	if rest := l.src[l.pos:]; strings.HasPrefix(rest, `"""`) || strings.HasPrefix(rest, "'''") {
		quote = rest[:3]
	}
	l.pos += len(quote)
	for l.pos < len(l.src) {
		switch {
		case l.src[l.pos] == '\\':
			l.pos += 2
		case strings.HasPrefix(l.src[l.pos:], quote):
			l.pos += len(quote)
			l.add(pyString, begin, l.src[begin:l.pos])
			return nil
		case l.src[l.pos] == '\n' && len(quote) == 1:
			return l.fail("a string does not end on its line")
		default:
			l.pos++
		}
	}
	return &pyError{begin, "a string does not end"}
}

// operatorAt is the operator of more than one character that a text begins with, or "".
func operatorAt(s string) string {
	if len(s) >= 3 {
		switch s[:3] {
		case "**=", "//=", ">>=", "<<=", "...":
			return s[:3]
		}
	}
	if len(s) >= 2 {
		switch s[:2] {
		case "->", ":=", "==", "!=", "<=", ">=", "**", "//", "<<", ">>", "+=", "-=", "*=", "/=", "|=", "&=", "^=", "%=", "@=":
			return s[:2]
		}
	}
	return ""
}

// operator reads an operator or a bracket.
func (l *pyLexer) operator(c byte) error {
	begin := l.pos
	switch c {
	case '(':
		l.depth = append(l.depth, ')')
	case '[':
		l.depth = append(l.depth, ']')
	case '{':
		l.depth = append(l.depth, '}')
	case ')', ']', '}':
		if len(l.depth) == 0 || l.depth[len(l.depth)-1] != c {
			return l.fail("the bracket " + string(c) + " closes nothing")
		}
		l.depth = l.depth[:len(l.depth)-1]
	case ',', ':', '.', '=', '-', '+', '*', '/', '|', '&', '^', '~', '<', '>', '%', '@', '!', ';':
	default:
		return l.fail("the character " + strconv.QuoteRune(firstRune(l.src[l.pos:])) + " stands outside of strings and comments")
	}
	text := operatorAt(l.src[begin:])
	if text == "" {
		text = l.src[begin : begin+1]
	}
	l.pos += len(text)
	l.add(pyOp, begin, text)
	return nil
}

// firstRune is the first character of a text.
func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// pyText is the value of a string token without prefix; ok is false for other forms than those that may be emitted.
func pyText(token string) (value string, ok bool) {
	if len(token) < 2 || token[0] != '"' && token[0] != '\'' {
		return "", false
	}
	quote := token[:1]
	if strings.HasPrefix(token, quote+quote+quote) && len(token) >= 6 {
		quote = token[:3]
	}
	body := token[len(quote) : len(token)-len(quote)]
	if strings.IndexByte(body, '\\') < 0 {
		return body, true
	}
	var b strings.Builder
	for i := 0; i < len(body); {
		if body[i] != '\\' {
			b.WriteByte(body[i])
			i++
			continue
		}
		char, width := pyEscape(body[i+1:])
		if width == 0 {
			return "", false
		}
		b.WriteRune(char)
		i += 1 + width
	}
	return b.String(), true
}

// pyEscape reads what follows a backslash; a width of 0 says that it is no escape that may be emitted.
func pyEscape(s string) (char rune, width int) {
	if s == "" {
		return 0, 0
	}
	if i := strings.IndexByte(`\"'nrt`, s[0]); i >= 0 {
		return rune("\\\"'\n\r\t"[i]), 1
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[0]]
	if digits == 0 || len(s) < 1+digits {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[1:1+digits], 16, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, 0
	}
	return rune(n), 1 + digits
}
