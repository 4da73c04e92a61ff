package wire

import (
	"encoding/base64"
	"math"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Encoder appends one JSON text to a buffer. The first failure is kept; what is written after it is thrown away.
type Encoder struct {
	buf       []byte
	start     int // where the text begins
	depth     int
	tag       string // member that the next object begins with
	quoted    int    // where the value begins that is to be quoted
	canonical bool   // RFC 8785
	err       *EncodeError
}

func newEncoder(b []byte, canonical bool) *Encoder {
	e := encoders.Get().(*Encoder)
	*e = Encoder{buf: b, start: len(b), canonical: canonical}
	return e
}

// finish gives the encoder back, and what it wrote.
func (e *Encoder) finish(b []byte) ([]byte, error) {
	out, err := e.buf, e.err
	*e = Encoder{}
	encoders.Put(e)
	if err != nil {
		return b, err
	}
	return out, nil
}

// Fail notes that the value that is being written has no JSON.
func (e *Encoder) Fail(reason string) {
	if e.err == nil {
		e.err = &EncodeError{Pointer: pointerOfPrefix(e.buf[e.start:]), Reason: reason}
	}
}

// Raw appends text that the caller knows to be JSON: brackets, commas, constants.
func (e *Encoder) Raw(text string) { e.buf = append(e.buf, text...) }

// Object begins an object. It is false if nesting is too deep, which is a failure; else EndObject must follow.
func (e *Encoder) Object() bool {
	if !e.begin('{') {
		return false
	}
	if e.tag != "" {
		e.buf = append(e.buf, e.tag...)
		e.tag = ""
	}
	return true
}

// Array begins an array. It is false if nesting is too deep, which is a failure; else EndArray must follow.
func (e *Encoder) Array() bool { return e.begin('[') }

func (e *Encoder) begin(open byte) bool {
	if e.depth >= MaxDepth {
		e.Fail("it is nested too deeply, or in a cycle")
		return false
	}
	e.depth++
	e.buf = append(e.buf, open)
	return true
}

// EndObject ends an object.
func (e *Encoder) EndObject() {
	e.depth--
	e.buf = append(e.buf, '}')
}

// EndArray ends an array.
func (e *Encoder) EndArray() {
	e.depth--
	e.buf = append(e.buf, ']')
}

// Member begins a member. name is its name as JSON with the colon: `"symbol":`.
func (e *Encoder) Member(name string) {
	if e.buf[len(e.buf)-1] != '{' {
		e.buf = append(e.buf, ',')
	}
	e.buf = append(e.buf, name...)
}

// MemberNamed begins a member of any name.
func (e *Encoder) MemberNamed(name string) {
	if e.buf[len(e.buf)-1] != '{' {
		e.buf = append(e.buf, ',')
	}
	e.String(name)
	e.buf = append(e.buf, ':')
}

// Item begins an item of an array.
func (e *Encoder) Item() {
	if e.buf[len(e.buf)-1] != '[' {
		e.buf = append(e.buf, ',')
	}
}

// Tag makes the next object begin with a member, written as JSON: `"kind":"cat"`.
func (e *Encoder) Tag(member string) { e.tag = member }

// Null appends null.
func (e *Encoder) Null() { e.buf = append(e.buf, "null"...) }

// Bool appends true or false.
func (e *Encoder) Bool(v bool) { e.buf = strconv.AppendBool(e.buf, v) }

// Int appends an integer.
func (e *Encoder) Int(v int64) { e.buf = strconv.AppendInt(e.buf, v, 10) }

// Uint appends an unsigned integer.
func (e *Encoder) Uint(v uint64) { e.buf = strconv.AppendUint(e.buf, v, 10) }

// Float64 appends a number.
func (e *Encoder) Float64(v float64) { e.float(v, 64) }

// Float32 appends a number, in as many digits as a float32 needs.
func (e *Encoder) Float32(v float32) { e.float(float64(v), 32) }

// float writes a number as ECMAScript and so RFC 8785 do, but for -0, which stays -0 where it may.
func (e *Encoder) float(v float64, bits int) {
	size := math.Abs(v)
	switch {
	case !(size <= math.MaxFloat64):
		e.Fail("JSON has no NaN and no infinities")
		return
	case size == 0 && e.canonical:
		v = 0
	case size != 0 && (size < 1e-6 || size >= 1e21):
		e.buf = strconv.AppendFloat(e.buf, v, 'e', -1, bits)
		if n := len(e.buf); e.buf[n-4] == 'e' && e.buf[n-2] == '0' { // e-07 is e-7
			e.buf = append(e.buf[:n-2], e.buf[n-1])
		}
		return
	}
	e.buf = strconv.AppendFloat(e.buf, v, 'f', -1, bits)
}

// String appends a string, escaping no more than RFC 8785 does.
func (e *Encoder) String(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			e.escaped(s)
			return
		}
	}
	e.buf = append(e.buf, '"')
	e.buf = append(e.buf, s...)
	e.buf = append(e.buf, '"')
}

func (e *Encoder) escaped(s string) {
	b, err := jsontext.AppendQuote(e.buf, s)
	if err != nil {
		e.Fail("it is not valid UTF-8")
		return
	}
	e.buf = b
}

// Bytes appends base64 (RFC 4648, section 4, padded).
func (e *Encoder) Bytes(v []byte) {
	e.buf = append(e.buf, '"')
	e.buf = base64.StdEncoding.AppendEncode(e.buf, v)
	e.buf = append(e.buf, '"')
}

// OutsideInt appends an integer that is none of the values of its enum, which only a topic can carry: 0 stands there
// for a field that was left out.
func (e *Encoder) OutsideInt(v int64, enum string) {
	if e.canonical && v == 0 {
		e.Int(0)
		return
	}
	e.Fail("it is none of the values of " + enum)
}

// OutsideString is OutsideInt for strings.
func (e *Encoder) OutsideString(v string, enum string) {
	if e.canonical && v == "" {
		e.String("")
		return
	}
	e.Fail("it is none of the values of " + enum)
}

// BeginQuoted begins a value that is to stand within a string, as encoding/json's option "string" has it.
func (e *Encoder) BeginQuoted() { e.quoted = len(e.buf) }

// EndQuoted makes a string of what was appended since BeginQuoted.
func (e *Encoder) EndQuoted() {
	text := string(e.buf[e.quoted:])
	e.buf = e.buf[:e.quoted]
	e.String(text)
}
