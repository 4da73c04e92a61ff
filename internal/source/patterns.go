package source

import (
	"strings"
)

// unportable finds what a regular expression says in a way that only Go reads: documents promise ECMA 262 to their
// readers, in its unicode mode. What is empty if there is nothing.
func unportable(pattern string) (at int, what, instead string) {
	class := false
	for i := 0; i < len(pattern); i++ {
		rest := pattern[i:]
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			if what, instead := unportableEscape(rest, class); what != "" {
				return i, what, instead
			}
			i++
			if pattern[i] == 'p' || pattern[i] == 'P' {
				i += max(0, strings.IndexByte(pattern[i:], '}'))
			}
		case class:
			switch {
			case strings.HasPrefix(rest, "[:"):
				return i, "a class like [:alpha:]", "write its ranges: a-zA-Z"
			case c == ']':
				class = false
			}
		case c == '[':
			class = true
			open := strings.TrimPrefix(rest[1:], "^")
			if strings.HasPrefix(open, "]") {
				return i, "a bracket at the begin of a class", `write \]`
			}
		case c == ']':
			return i, "a bracket that closes nothing", `write \]`
		case c == '{':
			n := countLength(rest)
			if n == 0 {
				return i, "a brace that counts nothing", `write \{`
			}
			i += n - 1
		case c == '}':
			return i, "a brace that closes nothing", `write \}`
		case strings.HasPrefix(rest, "(?P"):
			return i, "a group named with (?P<…>", "write (?<name>…)"
		case strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:") && !strings.HasPrefix(rest, "(?<"):
			return i, "a flag inside the pattern", "write what it means: [Aa] for (?i)a"
		}
	}
	return 0, "", ""
}

// unportableEscape looks at the escape that rest begins with.
func unportableEscape(rest string, class bool) (what, instead string) {
	if len(rest) < 2 {
		return "", ""
	}
	switch c := rest[1]; {
	case strings.IndexByte("AzQECa", c) >= 0:
		instead := map[byte]string{'A': "write ^", 'z': "write $", 'a': `write \x07`}[c]
		if instead == "" {
			instead = "write each character by itself"
		}
		return `the escape \` + string(c), instead
	case c == 'p' || c == 'P':
		name, _, closed := strings.Cut(strings.TrimPrefix(rest[2:], "{"), "}")
		if !strings.HasPrefix(rest[2:], "{") || !closed || len(strings.TrimPrefix(name, "^")) > 2 || strings.HasPrefix(name, "^") {
			return "a unicode class that is no category in braces", `write something like \p{L}`
		}
	case c == 'x' && strings.HasPrefix(rest[2:], "{"):
		return `the escape \x{…}`, "write the character itself"
	case c >= '0' && c <= '9':
		return "an octal escape", `write \x and two hexadecimal digits`
	case strings.IndexByte(`^$\.*+?()[]{}|/`, c) >= 0, class && c == '-':
	case c < 0x80 && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'):
		return `the escape \` + string(c), "write it without the backslash"
	}
	return "", ""
}

// countLength is the length of a count like {2}, {2,} or {2,3} that s begins with, or 0.
func countLength(s string) int {
	end := strings.IndexByte(s, '}')
	if end < 2 {
		return 0
	}
	low, high, ranged := strings.Cut(s[1:end], ",")
	if !isDigits(low) || ranged && high != "" && !isDigits(high) {
		return 0
	}
	return end + 1
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
