package verify

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxJSONDepth bounds the nesting of a document that is read back.
const maxJSONDepth = 200

// jsonKind is the kind of a JSON value.
type jsonKind byte

// The kinds of JSON values.
const (
	jsonObject jsonKind = '{'
	jsonArray  jsonKind = '['
	jsonString jsonKind = '"'
	jsonNumber jsonKind = '0'
	jsonBool   jsonKind = 't'
	jsonNull   jsonKind = 'n'
)

// jsonNode is one JSON value with its place: a tree is the second reading of a document, by other code than the one
// that wrote it.
type jsonNode struct {
	kind jsonKind
	off  int        // of its first byte, or of its key where it has one
	key  string     // its name in an object
	text string     // a string decoded, a number or a literal as it stands
	kids []jsonNode // members of an object, elements of an array, in order
}

// member is the value of that name in an object, or nil.
func (n *jsonNode) member(key string) *jsonNode {
	if n == nil || n.kind != jsonObject {
		return nil
	}
	for i := range n.kids {
		if n.kids[i].key == key {
			return &n.kids[i]
		}
	}
	return nil
}

// child is the member of that name or the element of that index, or nil.
func (n *jsonNode) child(token string) *jsonNode {
	if n == nil || n.kind != jsonArray {
		return n.member(token)
	}
	if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(n.kids) {
		return &n.kids[i]
	}
	return nil
}

// at follows member names.
func (n *jsonNode) at(keys ...string) *jsonNode {
	for _, k := range keys {
		n = n.member(k)
	}
	return n
}

// str is the text of a string value, else "".
func (n *jsonNode) str() string {
	if n == nil || n.kind != jsonString {
		return ""
	}
	return n.text
}

// isTrue says whether the value is the literal true.
func (n *jsonNode) isTrue() bool { return n != nil && n.kind == jsonBool && n.text == "true" }

// members are the members of an object or the elements of an array; none of anything else.
func (n *jsonNode) members() []jsonNode {
	if n == nil {
		return nil
	}
	return n.kids
}

// strings are the string elements of an array.
func (n *jsonNode) strings() []string {
	var list []string
	for _, k := range n.members() {
		list = append(list, k.str())
	}
	return list
}

// jsonError is a fault with its offset.
type jsonError struct {
	off int
	msg string
}

func (e *jsonError) Error() string { return fmt.Sprintf("at byte %d: %s", e.off, e.msg) }

// readJSON reads strict JSON (RFC 8259): one value, valid UTF-8, no name twice in an object.
func readJSON(data []byte) (*jsonNode, error) {
	if !utf8.Valid(data) {
		return nil, &jsonError{0, "it is not UTF-8"}
	}
	r := jsonReader{src: string(data)}
	root, err := r.value(0)
	if err != nil {
		return nil, err
	}
	r.blank()
	if r.pos < len(r.src) {
		return nil, r.fail("something follows the value")
	}
	return &root, nil
}

// jsonReader is a cursor over the text.
type jsonReader struct {
	src   string
	pos   int
	stack []jsonNode // members of what is not read to its end yet
}

// collect takes what was read since mark off the stack.
func (r *jsonReader) collect(mark int) []jsonNode {
	if len(r.stack) == mark {
		return nil
	}
	kids := make([]jsonNode, len(r.stack)-mark)
	copy(kids, r.stack[mark:])
	r.stack = r.stack[:mark]
	return kids
}

// isTwice says whether a name stands among the members since mark.
func (r *jsonReader) isTwice(mark int, key string) bool {
	for i := mark; i < len(r.stack); i++ {
		if r.stack[i].key == key {
			return true
		}
	}
	return false
}

func (r *jsonReader) fail(msg string) error { return &jsonError{r.pos, msg} }

// blank skips white space.
func (r *jsonReader) blank() {
	for r.pos < len(r.src) {
		switch r.src[r.pos] {
		case ' ', '\n', '\t', '\r':
			r.pos++
		default:
			return
		}
	}
}

// peek is the next byte that is not blank, or 0 at the end.
func (r *jsonReader) peek() byte {
	r.blank()
	if r.pos == len(r.src) {
		return 0
	}
	return r.src[r.pos]
}

// value reads any value.
func (r *jsonReader) value(depth int) (jsonNode, error) {
	if depth > maxJSONDepth {
		return jsonNode{}, r.fail("it is nested too deeply")
	}
	switch c := r.peek(); {
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.array(depth)
	case c == '"':
		off := r.pos
		text, err := r.str()
		return jsonNode{kind: jsonString, off: off, text: text}, err
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	default:
		return r.literal()
	}
}

// object reads members; the cursor is on the brace.
func (r *jsonReader) object(depth int) (jsonNode, error) {
	n := jsonNode{kind: jsonObject, off: r.pos}
	mark := len(r.stack)
	r.pos++
	if r.peek() == '}' {
		r.pos++
		return n, nil
	}
	for {
		if r.peek() != '"' {
			return n, r.fail("a name is missing")
		}
		off := r.pos
		key, err := r.str()
		if err != nil {
			return n, err
		}
		if r.isTwice(mark, key) {
			return n, &jsonError{off, "the name " + strconv.Quote(key) + " stands twice"}
		}
		if r.peek() != ':' {
			return n, r.fail("a colon is missing")
		}
		r.pos++
		v, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		v.key, v.off = key, off
		r.stack = append(r.stack, v)
		done, err := r.next('}')
		if done || err != nil {
			n.kids = r.collect(mark)
			return n, err
		}
	}
}

// array reads elements; the cursor is on the bracket.
func (r *jsonReader) array(depth int) (jsonNode, error) {
	n := jsonNode{kind: jsonArray, off: r.pos}
	mark := len(r.stack)
	r.pos++
	if r.peek() == ']' {
		r.pos++
		return n, nil
	}
	for {
		v, err := r.value(depth + 1)
		if err != nil {
			return n, err
		}
		r.stack = append(r.stack, v)
		done, err := r.next(']')
		if done || err != nil {
			n.kids = r.collect(mark)
			return n, err
		}
	}
}

// next reads a comma, or the closing bracket, which ends the list.
func (r *jsonReader) next(closing byte) (done bool, err error) {
	switch r.peek() {
	case ',':
		r.pos++
		return false, nil
	case closing:
		r.pos++
		return true, nil
	default:
		return false, r.fail("a comma or a closing bracket is missing")
	}
}

// str reads a string; the cursor is on the quote.
func (r *jsonReader) str() (string, error) {
	r.pos++
	begin := r.pos
	for r.pos < len(r.src) {
		switch c := r.src[r.pos]; {
		case c == '"':
			text := r.src[begin:r.pos]
			r.pos++
			return text, nil
		case c == '\\':
			return r.escaped(begin)
		case c < 0x20:
			return "", r.fail("a control character stands in a string")
		default:
			r.pos++
		}
	}
	return "", r.fail("a string does not end")
}

// escaped reads the rest of a string that holds an escape.
func (r *jsonReader) escaped(begin int) (string, error) {
	var b strings.Builder
	b.WriteString(r.src[begin:r.pos])
	for r.pos < len(r.src) {
		c := r.src[r.pos]
		switch {
		case c == '"':
			r.pos++
			return b.String(), nil
		case c < 0x20:
			return "", r.fail("a control character stands in a string")
		case c != '\\':
			b.WriteByte(c)
			r.pos++
			continue
		}
		char, err := r.escape()
		if err != nil {
			return "", err
		}
		b.WriteRune(char)
	}
	return "", r.fail("a string does not end")
}

// simpleEscapes maps the letter of an escape to its character, by position.
const simpleEscapes, simpleCharacters = `"\/bfnrt`, "\"\\/\b\f\n\r\t"

// escape reads one escape; the cursor is on the backslash.
func (r *jsonReader) escape() (rune, error) {
	if r.pos+1 >= len(r.src) {
		return 0, r.fail("an escape does not end")
	}
	c := r.src[r.pos+1]
	if i := strings.IndexByte(simpleEscapes, c); i >= 0 {
		r.pos += 2
		return rune(simpleCharacters[i]), nil
	}
	high, err := r.unit()
	if err != nil {
		return 0, err
	}
	switch {
	case high < 0xD800 || high > 0xDFFF:
		return high, nil
	case high > 0xDBFF:
		return 0, r.fail("a low surrogate stands alone")
	}
	low, err := r.unit()
	if err != nil {
		return 0, err
	}
	if low < 0xDC00 || low > 0xDFFF {
		return 0, r.fail("a high surrogate stands alone")
	}
	return (high-0xD800)<<10 + (low - 0xDC00) + 0x10000, nil
}

// unit reads \uXXXX.
func (r *jsonReader) unit() (rune, error) {
	if len(r.src) < r.pos+6 || r.src[r.pos] != '\\' || r.src[r.pos+1] != 'u' {
		return 0, r.fail("an escape is not valid")
	}
	u, err := strconv.ParseUint(r.src[r.pos+2:r.pos+6], 16, 16)
	if err != nil {
		return 0, r.fail("an escape is not valid")
	}
	r.pos += 6
	return rune(u), nil
}

// number reads a number as the grammar of JSON has it.
func (r *jsonReader) number() (jsonNode, error) {
	n := jsonNode{kind: jsonNumber, off: r.pos}
	end := r.pos
	for end < len(r.src) && strings.IndexByte("+-.0123456789eE", r.src[end]) >= 0 {
		end++
	}
	n.text = r.src[r.pos:end]
	if !isJSONNumber(n.text) {
		return n, r.fail("a number is not valid")
	}
	r.pos = end
	return n, nil
}

// isJSONNumber says whether text is a number of JSON.
func isJSONNumber(text string) bool {
	rest := strings.TrimPrefix(text, "-")
	integer, rest := digits(rest)
	if integer == "" || len(integer) > 1 && integer[0] == '0' {
		return false
	}
	if fraction, found := strings.CutPrefix(rest, "."); found {
		var part string
		if part, rest = digits(fraction); part == "" {
			return false
		}
	}
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		rest = rest[1:]
		if rest != "" && (rest[0] == '+' || rest[0] == '-') {
			rest = rest[1:]
		}
		var part string
		if part, rest = digits(rest); part == "" {
			return false
		}
	}
	return rest == ""
}

// digits splits off the leading digits.
func digits(s string) (head, tail string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:]
}

// literal reads true, false or null.
func (r *jsonReader) literal() (jsonNode, error) {
	for _, l := range []struct {
		word string
		kind jsonKind
	}{{"true", jsonBool}, {"false", jsonBool}, {"null", jsonNull}} {
		if strings.HasPrefix(r.src[r.pos:], l.word) {
			n := jsonNode{kind: l.kind, off: r.pos, text: l.word}
			r.pos += len(l.word)
			return n, nil
		}
	}
	return jsonNode{}, r.fail("a value is missing")
}

// offsetOf is the offset of a fault of readJSON.
func offsetOf(err error) int {
	var e *jsonError
	if errors.As(err, &e) {
		return e.off
	}
	return 0
}
