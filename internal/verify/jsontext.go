package verify

import (
	"errors"
	"strconv"
	"strings"
)

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
	n := jsonNode{kind: jsonNumber, off: uint32(r.pos)}
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
			n := jsonNode{kind: l.kind, off: uint32(r.pos), text: l.word}
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
