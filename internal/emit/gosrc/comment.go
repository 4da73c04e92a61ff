package gosrc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// commentLines lays text out as comment lines: paragraphs, each filled to the width, with an empty comment line
// between them. Every line begins with "// ", so none is a directive (//go:, //line, //export). What gofmt would
// change in a doc comment, and what could be read as something else than text, does not survive:
//
//   - control characters, invisible and bidirectional marks, invalid UTF-8;
//   - indented blocks and lists become paragraphs, since gofmt lays those out anew;
//   - “ and ” are written for backquotes in a row and for two quotes, as gofmt does for two;
//   - link definitions, lines that would become headings, and "+build" lose their effect.
func commentLines(text string, width int) []string {
	var lines []string
	paragraphs := paragraphs(text)
	for i, words := range paragraphs {
		if i > 0 {
			lines = append(lines, "//")
		}
		filled := fill(words, max(width, 40)-len("// "))
		last := len(filled) - 1
		if i > 0 && i+1 < len(paragraphs) && looksLikeHeading(filled) {
			filled[last] += "."
		}
		for _, line := range filled {
			lines = append(lines, "// "+line)
		}
	}
	return lines
}

// paragraphs are the words of each paragraph.
func paragraphs(text string) [][]string {
	text = strings.ReplaceAll(clean(text), "]:", "] :")
	var all [][]string
	var words []string
	for line := range strings.SplitSeq(text, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			if words != nil {
				all = append(all, words)
			}
			words = nil
			continue
		}
		words = append(words, fields...)
	}
	if words != nil {
		all = append(all, words)
	}
	return all
}

// clean replaces everything that has no place in a comment.
func clean(text string) string {
	if isCleanASCII(text) {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			b.WriteByte('\n')
		case r == utf8.RuneError && n <= 1:
			b.WriteRune(utf8.RuneError)
		case unicode.IsSpace(r) || unicode.IsControl(r):
			b.WriteByte(' ')
		case !unicode.IsPrint(r): // bidirectional marks, byte order marks, private use …
			b.WriteByte('?')
		case r == '`':
			for i+n < len(text) && text[i+n] == '`' {
				n++
			}
			if n > 1 {
				b.WriteString("“")
			} else {
				b.WriteByte('`')
			}
		case strings.HasPrefix(text[i:], "''"):
			n = 2
			b.WriteString("”")
		case strings.HasPrefix(text[i:], "+build"):
			b.WriteString("+ ")
		default:
			b.WriteString(text[i : i+n])
		}
		i += n
	}
	return b.String()
}

// isCleanASCII says whether there is nothing to clean, as in most comments.
func isCleanASCII(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < ' ' && c != '\n') || c > '~' || c == '`' || c == '\'' || c == '+' {
			return false
		}
	}
	return true
}

// fill breaks words into lines of at most width columns; a longer word stands alone.
func fill(words []string, width int) []string {
	var lines []string
	line, columns := "", 0
	for _, w := range words {
		n := utf8.RuneCountInString(w)
		if line != "" && columns+1+n > width {
			lines = append(lines, line)
			line, columns = "", 0
		}
		if line != "" {
			line += " "
			columns++
		}
		line += w
		columns += n
	}
	return append(lines, line)
}

// looksLikeHeading says whether gofmt could take a paragraph between others for a heading of the old style, which it
// would rewrite: one line that begins with a capital and ends without punctuation. It says so a little too often,
// which costs a full stop.
func looksLikeHeading(filled []string) bool {
	if len(filled) != 1 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(filled[0])
	last, _ := utf8.DecodeLastRuneInString(filled[0])
	return unicode.IsUpper(first) && (unicode.IsLetter(last) || unicode.IsDigit(last))
}
