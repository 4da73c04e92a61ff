package source

import (
	"go/ast"
	"strings"
	"unicode"
)

// docText is a comment as text: without comment signs, directives and the blank lines around it.
func docText(group *ast.CommentGroup) string {
	if group == nil {
		return ""
	}
	text := strings.TrimSpace(group.Text())
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return text
}

// docOf is the comment above a declaration, else the one behind it.
func docOf(doc, line *ast.CommentGroup) string {
	if text := docText(doc); text != "" {
		return text
	}
	return docText(line)
}

// splitDeprecated takes the paragraph that begins with "Deprecated: " out of a comment, as Go's convention has it.
func splitDeprecated(text string) (doc, why string) {
	if !strings.Contains(text, "Deprecated: ") {
		return text, ""
	}
	var kept []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		rest, ok := strings.CutPrefix(strings.TrimLeft(paragraph, "\n"), "Deprecated: ")
		if !ok || why != "" {
			kept = append(kept, paragraph)
			continue
		}
		why = strings.Join(strings.Fields(rest), " ")
	}
	return strings.TrimSpace(strings.Join(kept, "\n\n")), why
}

// summary is the first sentence of a comment: up to the first full stop that white space follows and that does not
// end an initial, within the first paragraph, on one line.
func summary(text string) string {
	paragraph, _, _ := strings.Cut(text, "\n\n")
	line := strings.Join(strings.Fields(paragraph), " ")
	var third, second, last rune
	for i, r := range line {
		initial := unicode.IsUpper(second) && !unicode.IsUpper(third)
		if r == ' ' && last == '.' && !initial || last == '。' || last == '．' {
			return line[:i]
		}
		third, second, last = second, last, r
	}
	return line
}
