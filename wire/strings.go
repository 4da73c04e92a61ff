package wire

import (
	"bytes"
	"encoding/base64"

	"github.com/go-json-experiment/json/jsontext"
)

// text is the string that comes next, without its quotes: a part of the input if nothing is escaped in it.
func (d *Decoder) text() []byte {
	from := d.pos
	for i := from + 1; i < len(d.data); i++ {
		switch d.data[i] {
		case '"':
			d.pos = i + 1
			return d.data[from+1 : i]
		case '\\':
			d.pos = endOfString(d.data, i-1)
			s, _ := jsontext.AppendUnquote(nil, d.data[from:d.pos])
			return s
		}
	}
	return nil
}

// stringText is the next value if it is a string, else a violation.
func (d *Decoder) stringText() ([]byte, bool) {
	if d.peek() != '"' {
		d.mismatch("a string")
		return nil, false
	}
	d.ok = true
	d.last = d.text()
	return d.last, true
}

// String reads a string.
func (d *Decoder) String() string {
	s, _ := d.stringText()
	return string(s)
}

// Bool reads true or false.
func (d *Decoder) Bool() bool {
	switch d.peek() {
	case 't':
		d.pos += len("true")
		d.ok = true
		return true
	case 'f':
		d.pos += len("false")
		d.ok = true
		return false
	}
	d.mismatch("true or false")
	return false
}

// Bytes reads base64 (RFC 4648, section 4, padded). It never gives nil for a string.
func (d *Decoder) Bytes() []byte {
	s, ok := d.stringText()
	if !ok {
		return nil
	}
	b := make([]byte, base64.StdEncoding.DecodedLen(len(s)))
	n, err := base64.StdEncoding.Strict().Decode(b, s)
	if err != nil || containsLineBreak(s) {
		d.Violation("must be base64")
		return nil
	}
	return b[:n]
}

// containsLineBreak says whether there is a line break, which encoding/base64 would ignore.
func containsLineBreak(s []byte) bool {
	for _, c := range s {
		if c == '\n' || c == '\r' {
			return true
		}
	}
	return false
}

// LastText is the text of the string that was read last, for its constraints.
func (d *Decoder) LastText() string { return string(d.last) }

// Quoted begins to read a value that stands as JSON within a string, as encoding/json's option "string" has it:
// what is read next comes from the string. It is false if there is no string, or no scalar of JSON in it.
// Unquoted must follow if it is true.
func (d *Decoder) Quoted() (Quotation, bool) {
	s, ok := d.stringText()
	if !ok {
		return Quotation{}, false
	}
	if !isScalar(s) {
		d.Violation("must be a string that holds a JSON value")
		return Quotation{}, false
	}
	q := Quotation{d.data, d.pos}
	d.data, d.pos = s, 0
	return q, true
}

// QuotedInteger is Quoted for an integer, which must be written as one: no fraction, no exponent.
func (d *Decoder) QuotedInteger() (Quotation, bool) {
	q, ok := d.Quoted()
	if ok && (string(d.data) == "-0" || bytes.ContainsAny(d.data, ".eE")) {
		d.Violation("must be a string that holds an integer")
		d.Unquoted(q)
		return Quotation{}, false
	}
	return q, ok
}

// isScalar says whether s is a string, a number, true or false, with no blanks around it.
func isScalar(s []byte) bool {
	if len(s) == 0 || s[0] <= ' ' || s[len(s)-1] <= ' ' || s[0] == '{' || s[0] == '[' || s[0] == 'n' {
		return false
	}
	return validJSON(s)
}

// Instead reads from another text, a default, what comes next. Unquoted must follow.
func (d *Decoder) Instead(text string) Quotation {
	q := Quotation{d.data, d.pos}
	d.data, d.pos = []byte(text), 0
	return q
}

// Quotation is where reading goes on behind a quoted value.
type Quotation struct {
	data []byte
	pos  int
}

// Unquoted goes on behind a quoted value.
func (d *Decoder) Unquoted(q Quotation) { d.data, d.pos = q.data, q.pos }
