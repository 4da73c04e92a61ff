package schema

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Writer writes JSON: two spaces of indentation, one member or item a line, keys in the order of the calls, no escape
// that JSON does not need. The same calls give the same bytes. The zero value is ready.
//
// It trusts its caller to open and close objects and arrays in pairs and to write a key before each member.
type Writer struct {
	Compact bool // no white space at all

	buf     []byte
	depth   int
	started bool // the open object or array has something in it
	keyed   bool // a key was written and waits for its value
}

// Bytes is what was written so far.
func (w *Writer) Bytes() []byte { return w.buf }

// Grow makes room for n more bytes.
func (w *Writer) Grow(n int) {
	if cap(w.buf)-len(w.buf) < n {
		buf := make([]byte, len(w.buf), len(w.buf)+n)
		copy(buf, w.buf)
		w.buf = buf
	}
}

// Newline ends a document: text files end with one.
func (w *Writer) Newline() { w.buf = append(w.buf, '\n') }

// BeginObject opens an object.
func (w *Writer) BeginObject() { w.begin('{') }

// EndObject closes an object.
func (w *Writer) EndObject() { w.end('}') }

// BeginArray opens an array.
func (w *Writer) BeginArray() { w.begin('[') }

// EndArray closes an array.
func (w *Writer) EndArray() { w.end(']') }

// Key writes the name of the next member.
func (w *Writer) Key(name string) {
	w.separate()
	w.buf = AppendString(w.buf, name)
	w.buf = append(w.buf, ':')
	if !w.Compact {
		w.buf = append(w.buf, ' ')
	}
	w.keyed = true
}

// String writes a string.
func (w *Writer) String(s string) {
	w.value()
	w.buf = AppendString(w.buf, s)
}

// Bool writes true or false.
func (w *Writer) Bool(b bool) {
	w.value()
	w.buf = strconv.AppendBool(w.buf, b)
}

// Int writes an integer.
func (w *Writer) Int(n int64) {
	w.value()
	w.buf = strconv.AppendInt(w.buf, n, 10)
}

// Literal writes the text of a number, true, false or null as it stands.
func (w *Writer) Literal(text string) {
	w.value()
	w.buf = append(w.buf, text...)
}

// Raw writes JSON of any kind in the writer's own form, so that it does not matter how it was spaced or escaped
// before. What is not JSON is written as null; Check of a document finds it.
func (w *Writer) Raw(raw json.RawMessage) {
	if isPlain(raw) {
		w.Literal(string(raw))
		return
	}
	v, err := Parse(raw)
	if err != nil {
		w.Literal("null")
		return
	}
	v.Write(w)
}

// isPlain says whether raw is a number or a word that needs no reading before it is written.
func isPlain(raw []byte) bool {
	switch string(raw) {
	case "true", "false", "null":
		return true
	}
	n, ok := scanNumber(raw)
	return ok && n == len(raw)
}

// Text writes a member with a string, unless that is empty.
func (w *Writer) Text(key, s string) {
	if s != "" {
		w.Key(key)
		w.String(s)
	}
}

// Flag writes a member that is true, unless it is false.
func (w *Writer) Flag(key string, b bool) {
	if b {
		w.Key(key)
		w.Bool(true)
	}
}

// Number writes a member with a number, unless that is empty.
func (w *Writer) Number(key string, n json.Number) {
	if n != "" {
		w.Key(key)
		w.Literal(string(n))
	}
}

// Count writes a member with an integer, unless that is nil.
func (w *Writer) Count(key string, n *int64) {
	if n != nil {
		w.Key(key)
		w.Int(*n)
	}
}

// RawMember writes a member with raw JSON, unless that is nil.
func (w *Writer) RawMember(key string, raw json.RawMessage) {
	if raw != nil {
		w.Key(key)
		w.Raw(raw)
	}
}

// Strings writes a member with a list of strings, unless that is nil.
func (w *Writer) Strings(key string, list []string) {
	if list == nil {
		return
	}
	w.Key(key)
	w.BeginArray()
	for _, s := range list {
		w.String(s)
	}
	w.EndArray()
}

// Raws writes a member with a list of raw JSON, unless that is empty.
func (w *Writer) Raws(key string, list []json.RawMessage) {
	if len(list) == 0 {
		return
	}
	w.Key(key)
	w.BeginArray()
	for _, raw := range list {
		w.Raw(raw)
	}
	w.EndArray()
}

// Extensions writes members as they stand.
func (w *Writer) Extensions(list []Extension) {
	for _, x := range list {
		w.Key(x.Name)
		w.Raw(x.Value)
	}
}

func (w *Writer) begin(c byte) {
	w.value()
	w.buf = append(w.buf, c)
	w.depth++
	w.started = false
}

func (w *Writer) end(c byte) {
	w.depth--
	if w.started {
		w.newline()
	}
	w.buf = append(w.buf, c)
	w.started = true
}

// value prepares for a value: after a key it stands on the key's line, in an array on a line of its own.
func (w *Writer) value() {
	if w.keyed {
		w.keyed = false
		return
	}
	if w.depth > 0 {
		w.separate()
	}
}

func (w *Writer) separate() {
	if w.started {
		w.buf = append(w.buf, ',')
	}
	w.started = true
	w.newline()
}

func (w *Writer) newline() {
	if w.Compact {
		return
	}
	const line = "\n                                        "
	if indent := 2 * w.depth; indent < len(line) {
		w.buf = append(w.buf, line[:1+indent]...)
		return
	}
	w.buf = append(w.buf, '\n')
	for range w.depth {
		w.buf = append(w.buf, ' ', ' ')
	}
}

// AppendString appends s as a JSON string. Only the quotation mark, the backslash and control characters are escaped;
// bytes that are not UTF-8 become U+FFFD, so that the result is always valid.
func AppendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if isUnescaped(c) {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(b, s[start:i]...)
				b = append(b, "\uFFFD"...)
				start = i + 1
			}
			i += n
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		start = i
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

// isUnescaped says whether a byte stands for itself, alone, in a JSON string.
func isUnescaped(c byte) bool { return c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf }

// Quote is s as raw JSON.
func Quote(s string) json.RawMessage { return AppendString(nil, s) }
