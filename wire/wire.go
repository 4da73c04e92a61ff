// Package wire is what generated encoding and decoding code stands on.
//
// A generated package <module>wire has, for every type X of a contract, AppendX, which writes a value as JSON, and
// DecodeX, which reads one. Both follow the contract's own idea of JSON, which is stricter than encoding/json:
//
//   - names are matched with their case; a name that comes twice is a violation; unknown names are ignored;
//   - a required member that is missing, and null where the schema forbids it, are violations;
//   - numbers are read as JSON Schema means them: 1.0 and 1e2 are integers, 1.5 and 2^63 are not an int64;
//   - constraints of the contract (minimum, pattern, enum …) are checked, defaults are filled in;
//   - a nil slice is [], a nil map {}; NaN and infinities cannot be sent; text must be valid UTF-8.
//
// What comes in is data of strangers: depth, work and the number of reported violations are bounded, and nothing that
// is wrong with it panics. DecodeX gives a *SyntaxError if the text is not JSON at all, else *Violations: everything
// that is wrong with the value, each with its JSON Pointer. AppendX gives an *EncodeError.
//
// AppendXTopic writes a stream's request as RFC 8785 JSON, the form in which it names a topic.
//
// Programs call the generated functions. Decoder and Encoder are exported for those functions only; they may grow,
// but what is there keeps its meaning, and generated code says which version of it it needs (V1).
package wire

import "sync"

// V1 is there as long as code generated for version 1 of this package compiles and works with it.
const V1 = 1

// Limits of what is read and written.
const (
	MaxDepth      = 200 // nesting of arrays and objects, in both directions
	MaxViolations = 100 // reported of one value; the last one then says that there are more
)

// Decode reads data with a generated function. The error is a *SyntaxError or *Violations.
func Decode[T any](data []byte, read func(*Decoder, *T)) (T, error) {
	d := newDecoder(data)
	v := new(T)
	read(d, v)
	if err := d.finish(); err != nil {
		var zero T
		return zero, err
	}
	return *v, nil
}

// Append appends v to b with a generated function. If that fails, it gives b as it was and an *EncodeError.
func Append[T any](b []byte, v *T, write func(*Encoder, *T)) ([]byte, error) {
	e := newEncoder(b, false)
	if v == nil {
		e.Fail("there is no value: the pointer is nil")
	} else {
		write(e, v)
	}
	return e.finish(b)
}

// AppendTopic is Append in the canonical form of RFC 8785.
func AppendTopic[T any](b []byte, v *T, write func(*Encoder, *T)) ([]byte, error) {
	e := newEncoder(b, true)
	if v == nil {
		e.Fail("there is no value: the pointer is nil")
	} else {
		write(e, v)
	}
	return e.finish(b)
}

var (
	decoders = sync.Pool{New: func() any { return new(Decoder) }}
	encoders = sync.Pool{New: func() any { return new(Encoder) }}
)
