package schema

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// The bounds of what Parse reads. They are far above any real document and far below what could hurt.
const (
	MaxBytes = 64 << 20
	MaxDepth = 1000
)

// SyntaxError says where text is not JSON, or not JSON that we take. Line and Col count from 1, Col in bytes.
type SyntaxError struct {
	Line, Col int
	Message   string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.Message) }

// Parse reads one JSON text. It is strict (RFC 8259), takes a byte order mark, and refuses an object that has a name
// twice, since readers disagree about what that means.
func Parse(data []byte) (Value, error) {
	p := parser{data: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))}
	p.base = len(data) - len(p.data)
	if len(data) > MaxBytes {
		return Value{}, &SyntaxError{1, 1, fmt.Sprintf("the text has more than %d MiB", MaxBytes>>20)}
	}
	v, err := p.value(0)
	if err != nil {
		return Value{}, err
	}
	p.space()
	if p.pos < len(p.data) {
		return Value{}, p.fail("unexpected %s after the end of the JSON text", p.found())
	}
	return v, nil
}

type parser struct {
	data []byte
	pos  int
	base int // bytes before data
}

func (p *parser) value(depth int) (Value, error) {
	if depth > MaxDepth {
		return Value{}, p.fail("more than %d levels of nesting", MaxDepth)
	}
	p.space()
	v := Value{Offset: p.pos + p.base}
	if p.pos == len(p.data) {
		return v, p.fail("unexpected end of the JSON text")
	}
	var err error
	switch c := p.data[p.pos]; {
	case c == '{':
		v.Kind = Object
		v.Members, err = p.object(depth)
	case c == '[':
		v.Kind = Array
		v.Items, err = p.array(depth)
	case c == '"':
		v.Kind = String
		v.Text, err = p.str()
	case c == '-' || c >= '0' && c <= '9':
		v.Kind = Number
		n, ok := scanNumber(p.data[p.pos:])
		if !ok {
			return v, p.fail("a number that JSON does not allow")
		}
		v.Text = string(p.data[p.pos : p.pos+n])
		p.pos += n
	case p.word("true"):
		v.Kind, v.True = Bool, true
	case p.word("false"):
		v.Kind = Bool
	case p.word("null"):
	default:
		return v, p.fail("unexpected %s where a value should be", p.found())
	}
	return v, err
}

func (p *parser) object(depth int) ([]Member, error) {
	p.pos++
	members := []Member{}
	var seen map[string]bool
	for first := true; ; first = false {
		p.space()
		if p.is('}') && first {
			p.pos++
			return members, nil
		}
		if !p.is('"') {
			return nil, p.fail("unexpected %s where a member's name should be", p.found())
		}
		start := p.pos
		name, err := p.str()
		if err != nil {
			return nil, err
		}
		if seen == nil && len(members) >= 16 {
			seen = make(map[string]bool, 64)
			for _, m := range members {
				seen[m.Name] = true
			}
		}
		if has(members, seen, name) {
			p.pos = start
			return nil, p.fail("the object has the name %q twice", name)
		}
		if seen != nil {
			seen[name] = true
		}
		p.space()
		if !p.is(':') {
			return nil, p.fail("unexpected %s where a colon should be", p.found())
		}
		p.pos++
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		members = append(members, Member{name, v})
		p.space()
		if p.is('}') {
			p.pos++
			return members, nil
		}
		if !p.is(',') {
			return nil, p.fail("unexpected %s where a comma or the object's end should be", p.found())
		}
		p.pos++
	}
}

// has looks in the set where there is one, else through the few members.
func has(members []Member, seen map[string]bool, name string) bool {
	if seen != nil {
		return seen[name]
	}
	for i := range members {
		if members[i].Name == name {
			return true
		}
	}
	return false
}

func (p *parser) array(depth int) ([]Value, error) {
	p.pos++
	items := []Value{}
	for first := true; ; first = false {
		p.space()
		if p.is(']') && first {
			p.pos++
			return items, nil
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
		p.space()
		if p.is(']') {
			p.pos++
			return items, nil
		}
		if !p.is(',') {
			return nil, p.fail("unexpected %s where a comma or the array's end should be", p.found())
		}
		p.pos++
	}
}

// str reads a string; most have nothing to unescape.
func (p *parser) str() (string, error) {
	p.pos++
	start := p.pos
	for p.pos < len(p.data) {
		switch c := p.data[p.pos]; {
		case c == '"':
			raw := p.data[start:p.pos]
			if !utf8.Valid(raw) {
				p.pos = start
				return "", p.fail("a string that is not UTF-8")
			}
			p.pos++
			return string(raw), nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.fail("a control character in a string")
		default:
			p.pos++
		}
	}
	return "", p.fail("a string without end")
}

func (p *parser) escaped(start int) (string, error) {
	b := append([]byte{}, p.data[start:p.pos]...)
	for p.pos < len(p.data) {
		c := p.data[p.pos]
		switch {
		case c == '"':
			p.pos++
			if !utf8.Valid(b) {
				p.pos = start
				return "", p.fail("a string that is not UTF-8")
			}
			return string(b), nil
		case c < ' ':
			return "", p.fail("a control character in a string")
		case c != '\\':
			b = append(b, c)
			p.pos++
		default:
			r, ok := p.escape()
			if !ok {
				return "", p.fail("an escape that JSON does not know")
			}
			b = utf8.AppendRune(b, r)
		}
	}
	return "", p.fail("a string without end")
}

// escape reads one escape. Half a surrogate pair becomes U+FFFD.
func (p *parser) escape() (rune, bool) {
	if p.pos+1 >= len(p.data) {
		return 0, false
	}
	c := p.data[p.pos+1]
	if c == 'u' {
		r, ok := p.hex4(p.pos + 2)
		if !ok {
			return 0, false
		}
		p.pos += 6
		if !utf16.IsSurrogate(r) {
			return r, true
		}
		if p.pos+1 < len(p.data) && p.data[p.pos] == '\\' && p.data[p.pos+1] == 'u' {
			if low, ok := p.hex4(p.pos + 2); ok {
				if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
					p.pos += 6
					return pair, true
				}
			}
		}
		return utf8.RuneError, true
	}
	r, ok := plainEscape(c)
	if ok {
		p.pos += 2
	}
	return r, ok
}

func plainEscape(c byte) (rune, bool) {
	switch c {
	case '"', '\\', '/':
		return rune(c), true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	}
	return 0, false
}

func (p *parser) hex4(at int) (rune, bool) {
	if at+4 > len(p.data) {
		return 0, false
	}
	var r rune
	for _, c := range p.data[at : at+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// IsNumber says whether the text is a number as JSON writes them.
func IsNumber(text string) bool {
	n, ok := scanNumber([]byte(text))
	return ok && n == len(text)
}

// scanNumber measures the JSON number at the beginning of b.
func scanNumber(b []byte) (int, bool) {
	i := 0
	digits := func() bool {
		start := i
		for i < len(b) && b[i] >= '0' && b[i] <= '9' {
			i++
		}
		return i > start
	}
	if i < len(b) && b[i] == '-' {
		i++
	}
	if i < len(b) && b[i] == '0' {
		i++
	} else if !digits() {
		return i, false
	}
	if i < len(b) && b[i] == '.' {
		i++
		if !digits() {
			return i, false
		}
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if !digits() {
			return i, false
		}
	}
	return i, true
}

func (p *parser) space() {
	for p.pos < len(p.data) {
		switch p.data[p.pos] {
		case ' ', '\t', '\r', '\n':
			p.pos++
		default:
			return
		}
	}
}

func (p *parser) is(c byte) bool { return p.pos < len(p.data) && p.data[p.pos] == c }

func (p *parser) word(s string) bool {
	if !bytes.HasPrefix(p.data[p.pos:], []byte(s)) {
		return false
	}
	p.pos += len(s)
	return true
}

// found names the character at the place of a fault.
func (p *parser) found() string {
	if p.pos >= len(p.data) {
		return "end"
	}
	r, _ := utf8.DecodeRune(p.data[p.pos:])
	return strconv.QuoteRune(r)
}

func (p *parser) fail(format string, args ...any) error {
	pos := min(p.pos, len(p.data))
	before := p.data[:pos]
	line := 1 + bytes.Count(before, []byte("\n"))
	col := pos - bytes.LastIndexByte(before, '\n')
	return &SyntaxError{line, col, fmt.Sprintf(format, args...)}
}
