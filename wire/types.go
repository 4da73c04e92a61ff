package wire

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Time reads an RFC 3339 time. It is in UTC then.
func (d *Decoder) Time() time.Time {
	s, ok := d.stringText()
	if !ok {
		return time.Time{}
	}
	t, ok := parseTime(s)
	if !ok {
		d.Violation("must be a date and time of RFC 3339")
	}
	return t
}

// Time appends an RFC 3339 time in UTC.
func (e *Encoder) Time(t time.Time) {
	t = t.UTC()
	if y := t.Year(); y < 0 || y > 9999 {
		e.Fail("its year is outside of RFC 3339")
		return
	}
	e.buf = append(e.buf, '"')
	e.buf = t.AppendFormat(e.buf, time.RFC3339Nano)
	e.buf = append(e.buf, '"')
}

// Duration reads a count of nanoseconds.
func (d *Decoder) Duration() time.Duration { return time.Duration(d.Int64()) }

// Duration appends a count of nanoseconds.
func (e *Encoder) Duration(v time.Duration) { e.Int(int64(v)) }

// Text reads a string into a type that has UnmarshalText.
func (d *Decoder) Text(into any) {
	s, ok := d.stringText()
	if !ok {
		return
	}
	t, ok := into.(encoding.TextUnmarshaler)
	if !ok {
		d.Violation("cannot be read: its type has no UnmarshalText")
		return
	}
	if err := t.UnmarshalText(bytes.Clone(s)); err != nil {
		d.Violation("is not valid: " + message(err))
	}
}

// Text appends a string from a type that has MarshalText.
func (e *Encoder) Text(v encoding.TextMarshaler) {
	text, err := v.MarshalText()
	if err != nil {
		e.Fail(message(err))
		return
	}
	e.String(string(text))
}

// JSON reads any JSON value into a type that has UnmarshalJSON. What that accepts is its own affair.
func (d *Decoder) JSON(into any) {
	d.ok = true
	raw := d.raw()
	u, ok := into.(json.Unmarshaler)
	if !ok {
		d.Violation("cannot be read: its type has no UnmarshalJSON")
		return
	}
	if err := u.UnmarshalJSON(bytes.Clone(raw)); err != nil {
		d.Violation("is not valid: " + message(err))
	}
}

// JSON appends what a type's MarshalJSON gives.
func (e *Encoder) JSON(v json.Marshaler) {
	text, err := v.MarshalJSON()
	if err != nil {
		e.Fail(message(err))
		return
	}
	e.value(text)
}

// RawJSON reads any JSON value as it stands.
func (d *Decoder) RawJSON() json.RawMessage {
	d.ok = true
	return bytes.Clone(d.raw())
}

// RawJSON appends a JSON value; nil is null.
func (e *Encoder) RawJSON(v json.RawMessage) {
	if v == nil {
		e.Null()
		return
	}
	e.value(v)
}

// value appends JSON that somebody else wrote, without its blanks.
func (e *Encoder) value(text []byte) {
	v := jsontext.Value(bytes.Clone(text))
	var err error
	if e.canonical {
		err = v.Canonicalize(jsontext.CanonicalizeRawInts(false))
	} else {
		err = v.Compact()
	}
	if err != nil || !v.IsValid() {
		e.Fail("it is not valid JSON")
		return
	}
	e.buf = append(e.buf, v...)
}

// message is the text of a foreign error, bounded, since it may repeat what came in.
func message(err error) string {
	const most = 200
	text := err.Error()
	if len(text) > most {
		text = text[:most] + " …"
	}
	return string(bytes.ToValidUTF8([]byte(text), []byte("?")))
}

// IsEmpty says whether *v is left out by encoding/json's option omitempty. Generated code asks only where it does not
// know what a type is made of.
func IsEmpty[T any](v *T) bool {
	value := reflect.ValueOf(v).Elem()
	switch value.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return value.Len() == 0
	case reflect.Struct:
		return false
	}
	return value.IsZero()
}

// IsZero says whether *v is left out by encoding/json's option omitzero: it says so itself, or it is the zero value.
func IsZero[T any](v *T) bool {
	type zeroer interface{ IsZero() bool }
	value := reflect.ValueOf(v).Elem()
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		if value.IsNil() {
			return true
		}
	}
	if z, ok := any(*v).(zeroer); ok {
		return z.IsZero()
	}
	if z, ok := any(v).(zeroer); ok {
		return z.IsZero()
	}
	return value.IsZero()
}
