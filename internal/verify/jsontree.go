package verify

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"
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
	off  uint32     // of its first byte, or of its key where it has one
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

// Reading is the text of a document for several checks to look at: whichever comes first reads it.
type Reading struct {
	data []byte
	tree func() (*jsonNode, error)
}

// NewReading makes a Reading. The bytes must not change.
func NewReading(data []byte) *Reading {
	return &Reading{data, sync.OnceValues(func() (*jsonNode, error) { return readJSON(data) })}
}

// isOf says whether the text is these bytes.
func (r *Reading) isOf(data []byte) bool { return r != nil && bytes.Equal(r.data, data) }

// readJSON reads strict JSON (RFC 8259): one value, valid UTF-8, no name twice in an object.
func readJSON(data []byte) (*jsonNode, error) {
	switch {
	case len(data) > maxSource:
		return nil, &jsonError{0, "it is too large"}
	case !utf8.Valid(data):
		return nil, &jsonError{0, "it is not UTF-8"}
	}
	r := jsonReader{src: asText(data)}
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
		return jsonNode{kind: jsonString, off: uint32(off), text: text}, err
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	default:
		return r.literal()
	}
}

// object reads members; the cursor is on the brace.
func (r *jsonReader) object(depth int) (jsonNode, error) {
	n := jsonNode{kind: jsonObject, off: uint32(r.pos)}
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
		v.key, v.off = key, uint32(off)
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
	n := jsonNode{kind: jsonArray, off: uint32(r.pos)}
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
