package gosrc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// appendComment appends text as comment lines behind depth tabs: paragraphs, each filled to the width, with an empty
// comment line between them. Every line begins with "// ", so none is a directive (//go:, //line, //export). What
// gofmt would change in a doc comment, and what could be read as something else than text, does not survive:
//
//   - control characters, invisible and bidirectional marks, invalid UTF-8;
//   - indented blocks and lists become paragraphs, since gofmt lays those out anew;
//   - “ and ” are written for backquotes in a row and for two quotes, as gofmt does for two;
//   - link definitions, lines that would become headings, and "+build" lose their effect.
func appendComment(b []byte, text string, depth, width int) []byte {
	c := comment{b: b, depth: depth, width: max(width, 40) - len("// ")}
	for line := range strings.SplitSeq(strings.ReplaceAll(clean(text), "]:", "] :"), "\n") {
		blank := true
		for word := range strings.FieldsSeq(line) {
			c.word(word)
			blank = false
		}
		if blank {
			c.endParagraph()
		}
	}
	c.endParagraph()
	return c.b
}

// comment is a comment in the making.
type comment struct {
	b            []byte
	depth, width int

	paragraphs int  // that were begun
	open       bool // the last of them has not ended
	lines      int  // of the last paragraph
	columns    int  // of its last line
	begin      int  // where the text of its first line begins
}

// word adds a word to the paragraph, on a line of its own if that is too full. A word that is longer than a line
// stands alone.
func (c *comment) word(w string) {
	n := utf8.RuneCountInString(w)
	switch {
	case !c.open:
		c.beginParagraph()
	case c.columns+1+n > c.width:
		c.b = append(c.b, '\n')
		c.line()
	default:
		c.b = append(c.b, ' ')
		c.columns++
	}
	c.b = append(c.b, w...)
	c.columns += n
}

func (c *comment) beginParagraph() {
	if c.paragraphs > 0 {
		if c.paragraphs > 1 && c.lines == 1 && looksLikeHeading(c.b[c.begin:len(c.b)-1]) {
			c.b = append(c.b[:len(c.b)-1], ".\n"...)
		}
		c.tabs()
		c.b = append(c.b, "//\n"...)
	}
	c.paragraphs++
	c.open, c.lines = true, 0
	c.line()
	c.begin = len(c.b)
}

func (c *comment) endParagraph() {
	if c.open {
		c.b = append(c.b, '\n')
		c.open = false
	}
}

func (c *comment) line() {
	c.tabs()
	c.b = append(c.b, "// "...)
	c.lines++
	c.columns = 0
}

func (c *comment) tabs() {
	for range c.depth {
		c.b = append(c.b, '\t')
	}
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

// looksLikeHeading says whether gofmt could take a paragraph of this one line, between others, for a heading of the old
// style, which it would rewrite: it begins with a capital and ends without punctuation. It says so a little too often,
// which costs a full stop.
func looksLikeHeading(line []byte) bool {
	first, _ := utf8.DecodeRune(line)
	last, _ := utf8.DecodeLastRune(line)
	return unicode.IsUpper(first) && (unicode.IsLetter(last) || unicode.IsDigit(last))
}
