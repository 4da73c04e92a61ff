package wire

import (
	"fmt"
	"strconv"
	"strings"
)

// Violation is one way in which a value is outside its schema.
type Violation struct {
	Pointer string `json:"pointer"` // RFC 6901, from the root of the value: "/rows/0/title"; "" is the value itself
	Detail  string `json:"detail"`  // what it must be, for people: "must be greater than 0"
}

// Violations is everything that is wrong with a value that was read, in the order of its text; members that are
// missing come after the members of their object. At most MaxViolations.
type Violations []Violation

// Error says all of it on one line.
func (v *Violations) Error() string {
	var b strings.Builder
	for i, one := range *v {
		if i > 0 {
			b.WriteString("; ")
		}
		if one.Pointer != "" {
			b.WriteString(one.Pointer)
			b.WriteString(": ")
		}
		b.WriteString(one.Detail)
	}
	return b.String()
}

// SyntaxError says that a text is not JSON: RFC 8259, in valid UTF-8.
type SyntaxError struct {
	Offset  int64  // byte at which, or after which, it goes wrong
	Pointer string // RFC 6901, of the value in which that is
	Reason  string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("not JSON at byte %d: %s", e.Offset, e.Reason)
}

// EncodeError says that a Go value holds something that has no JSON: NaN, text that is not UTF-8, a value that is not
// in its enum, a union without a member, a cycle.
type EncodeError struct {
	Pointer string // RFC 6901, of the place in the JSON to be
	Reason  string
}

func (e *EncodeError) Error() string {
	if e.Pointer == "" {
		return "cannot be sent: " + e.Reason
	}
	return e.Pointer + " cannot be sent: " + e.Reason
}

// appendToken appends a reference token of a JSON Pointer.
func appendToken(b []byte, name string) []byte {
	b = append(b, '/')
	for i := range len(name) {
		switch name[i] {
		case '~':
			b = append(b, "~0"...)
		case '/':
			b = append(b, "~1"...)
		default:
			b = append(b, name[i])
		}
	}
	return b
}

// appendIndex appends the reference token of an array's item.
func appendIndex(b []byte, i int) []byte {
	return strconv.AppendInt(append(b, '/'), int64(i), 10)
}

// oneOf lists values for a message: "1", "1 or 2", "1, 2 or 3".
func oneOf(values []string) string {
	switch len(values) {
	case 0:
		return "nothing"
	case 1:
		return values[0]
	}
	last := len(values) - 1
	return strings.Join(values[:last], ", ") + " or " + values[last]
}
