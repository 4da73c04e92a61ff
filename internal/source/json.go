package source

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// quoteJSON is a text as a JSON string, without escapes that only HTML needs. What is no UTF-8 becomes U+FFFD.
func quoteJSON(s string) string {
	const hex = "0123456789abcdef"
	b := make([]byte, 0, len(s)+2)
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}

// unquoteJSON is the text of a JSON string.
func unquoteJSON(s string) string {
	var text string
	if json.Unmarshal([]byte(s), &text) != nil {
		return ""
	}
	return text
}

// compactJSON is JSON without blanks, or false if it is none.
func compactJSON(s string) (string, bool) {
	var b bytes.Buffer
	if len(s) > maxText || json.Compact(&b, []byte(s)) != nil {
		return "", false
	}
	return b.String(), true
}

// checkSchema says what is wrong with the text of a JSON Schema, and where, or "".
func checkSchema(s string) (offset int, problem string) {
	var v any
	if s == "" {
		return 0, "there is none"
	}
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		if e, ok := err.(*json.SyntaxError); ok { //nolint:errorlint // Unmarshal returns it as it is
			return max(0, min(int(e.Offset)-1, len(s)-1)), strings.TrimPrefix(e.Error(), "json: ")
		}
		return 0, err.Error()
	}
	if _, ok := v.(map[string]any); !ok {
		return 0, "a schema is an object"
	}
	return 0, ""
}
