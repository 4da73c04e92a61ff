package pysrc

import (
	"strings"
	"unicode"
)

// docLines is text as the lines of a docstring, escaped: trimmed, without blank lines at its ends or in a row, its
// indentation relative to the least indented line, no line wider than width where it can be wrapped.
func docLines(text string, width int) []string {
	const quotes = 3
	raw := rawLines(text)
	lines := wrapAll(raw, width-quotes, width)
	if len(lines) == 1 && columns(lines[0]) > width-2*quotes {
		lines = wrapAll(raw, width-2*quotes, width) // both quotes stand on the only line
	}
	outdent(lines)
	return escapeQuotes(lines)
}

// wrapAll wraps lines, the first of them to another width, and drops blank ones at the ends and in a row.
func wrapAll(raw []string, first, width int) []string {
	var lines []string
	for _, l := range raw {
		room := width
		if len(lines) == 0 {
			l = strings.TrimLeft(l, " ")
			room = first
		}
		if l == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, wrap(l, room, width)...)
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// rawLines splits at every kind of line break, turns tabs into spaces and drops white space at the ends of lines.
func rawLines(text string) []string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	lines := strings.FieldsFunc(strings.ReplaceAll(text, "\n", "\n "), func(r rune) bool {
		return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
	})
	for i, l := range lines {
		if i > 0 {
			l = strings.TrimPrefix(l, " ")
		}
		lines[i] = strings.TrimRightFunc(strings.ReplaceAll(l, "\t", "    "), unicode.IsSpace)
	}
	return lines
}

// wrap breaks one line at blanks. What follows is indented like it, and below the text of a list item.
func wrap(line string, first, width int) []string {
	text := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(text)]
	if len(indent) > width/2 {
		indent = indent[:width/2]
	}
	if whole := indent + escape(text); columns(whole) <= first {
		return []string{whole}
	}
	hang := indent
	if indent != "" {
		hang += "    "
	}
	if strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "* ") {
		hang += "  "
	}
	var lines []string
	current, room := indent, first
	for _, word := range strings.Fields(text) {
		word = escape(word)
		switch {
		case strings.TrimLeft(current, " ") == "":
			current += word
		case columns(current)+1+columns(word) <= room:
			current += " " + word
		default:
			lines = append(lines, current)
			current, room = hang+word, width
		}
	}
	return append(lines, current)
}

// escape makes text safe within a docstring but for its quotes.
func escape(s string) string {
	if isPlain(s) {
		return s
	}
	var b []byte
	for _, r := range s {
		if r == '\\' {
			b = append(b, `\\`...)
			continue
		}
		b = appendRune(b, r)
	}
	return string(b)
}

// isPlain says whether nothing in the text has to be escaped.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == '\\' {
			return false
		}
	}
	return true
}

// isOneLine says whether text is as a docstring would have it: as most texts are.
func isOneLine(s string) bool {
	return s != "" && s[0] != ' ' && s[len(s)-1] != ' ' && isPlain(s) && strings.IndexByte(s, '"') < 0
}

// escapeQuotes escapes the quotes that could end the docstring, or that formatters would move away from its ends.
func escapeQuotes(lines []string) []string {
	for i, l := range lines {
		l = strings.ReplaceAll(l, `"""`, `\"\"\"`)
		if i == 0 && strings.HasPrefix(l, `"`) {
			l = `\` + l
		}
		if i == len(lines)-1 && strings.HasSuffix(l, `"`) && !strings.HasSuffix(l, `\"`) {
			l = l[:len(l)-1] + `\"`
		}
		lines[i] = l
	}
	return lines
}

// outdent takes from the lines after the first the indentation that all of them have, as formatters do.
func outdent(lines []string) {
	least := -1
	for i, l := range lines {
		if i > 0 && l != "" {
			n := len(l) - len(strings.TrimLeft(l, " "))
			if least < 0 || n < least {
				least = n
			}
		}
	}
	for i, l := range lines {
		if i > 0 && l != "" {
			lines[i] = l[least:]
		}
	}
}
