package pysrc

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Str is untrusted text as a string literal. Characters that a reader could not see, or that change how a line is
// displayed, are escaped.
func Str(untrusted string) Expr {
	quote := byte('"')
	if strings.Count(untrusted, "'") < strings.Count(untrusted, `"`) {
		quote = '\''
	}
	b := []byte{quote}
	for _, r := range untrusted {
		switch {
		case r == '\\' || r == rune(quote):
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		default:
			b = appendRune(b, r)
		}
	}
	return Expr{head: string(append(b, quote))}
}

// appendRune appends a character as it is, if it can be seen, else its escape.
func appendRune(b []byte, r rune) []byte {
	switch {
	case r >= ' ' && r <= '~' || r > '~' && unicode.IsPrint(r):
		return append(b, string(r)...)
	case r <= 0xff:
		return fmt.Appendf(b, `\x%02x`, r)
	case r <= 0xffff:
		return fmt.Appendf(b, `\u%04x`, r)
	default:
		return fmt.Appendf(b, `\U%08x`, r)
	}
}

// maxDigits bounds the length of a number, which cannot be broken over lines.
const maxDigits = 24

// Num is an untrusted JSON number as a literal.
func Num(untrusted json.Number) (Expr, error) {
	s := string(untrusted)
	if len(s) > maxDigits {
		return Expr{}, errors.New("the number is too long")
	}
	if _, err := strconv.ParseFloat(s, 64); err != nil && !errors.Is(err, strconv.ErrRange) {
		return Expr{}, fmt.Errorf("%q is not a number", s)
	}
	for i := range len(s) {
		if !strings.ContainsRune("0123456789+-.eE", rune(s[i])) {
			return Expr{}, fmt.Errorf("%q is not a number of JSON", s)
		}
	}
	return Expr{head: strings.ReplaceAll(strings.ToLower(s), "+", "")}, nil
}

// Int is an integer literal.
func Int(n int64) Expr { return Expr{head: strconv.FormatInt(n, 10)} }

// Bool is True or False.
func Bool(b bool) Expr {
	if b {
		return Expr{head: "True"}
	}
	return Expr{head: "False"}
}
