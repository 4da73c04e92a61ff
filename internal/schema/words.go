package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Describe is a comment as a description. Lines that were only wrapped are joined, since a description has no width;
// lists and indented blocks stay. Why a thing is deprecated is part of the description.
func Describe(doc, deprecated string) string {
	doc = unwrap(doc)
	deprecated = unwrap(deprecated)
	if deprecated == "" || strings.Contains(doc, deprecated) {
		return doc
	}
	if doc != "" {
		doc += "\n\n"
	}
	return doc + "Deprecated: " + deprecated
}

// unwrap joins the lines of each paragraph.
func unwrap(doc string) string {
	doc = strings.TrimSpace(doc)
	if !strings.ContainsAny(doc, "\r\n") {
		return doc
	}
	var b strings.Builder
	joinable := false // the line before may go on
	for i, line := range strings.Split(strings.ReplaceAll(doc, "\r\n", "\n"), "\n") {
		line = strings.TrimRight(line, " \t\r")
		plain := line != "" && !startsBlock(line)
		switch {
		case i == 0:
		case joinable && plain:
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(line)
		joinable = line != "" && (plain || !startsWithSpace(line))
	}
	return b.String()
}

func startsWithSpace(line string) bool { return line[0] == ' ' || line[0] == '\t' }

// startsBlock says whether a line begins something that must not be joined to the line before: an indented block, a
// list item, a heading, a quotation, a table.
func startsBlock(line string) bool {
	if startsWithSpace(line) || strings.ContainsRune("#>|", rune(line[0])) {
		return true
	}
	if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "+ ") {
		return true
	}
	digits := strings.TrimLeft(line, "0123456789")
	return len(digits) < len(line) && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") "))
}

// Sentence is a comment without the Go name that begins it: "PlaceOrder places a new order." is "Places a new order."
// For the reader of a document that name means nothing.
func Sentence(doc, name string) string {
	doc = unwrap(doc)
	rest, ok := strings.CutPrefix(doc, name)
	if !ok || rest == "" || name == "" || !strings.ContainsRune(" ,:", rune(rest[0])) {
		return doc
	}
	return Capital(strings.TrimLeft(rest, " ,:"))
}

// Capital is the text with its first letter in upper case.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// SplitSentence cuts a text behind its first sentence, which ends with a full stop before white space, or with the
// paragraph. The full stop is dropped: a summary is a title.
func SplitSentence(text string) (first, rest string) {
	end := len(text)
	if i := strings.Index(text, "\n\n"); i >= 0 {
		end = i
	}
	for i := 0; i < end; i++ {
		if text[i] == '.' && (i+1 == end || text[i+1] == ' ' || text[i+1] == '\n') && !abbreviates(text[:i]) {
			end = i + 1
			break
		}
	}
	first = strings.ReplaceAll(text[:end], "\n", " ")
	return strings.TrimSuffix(strings.TrimSpace(first), "."), strings.TrimSpace(text[end:])
}

// abbreviates says whether the full stop behind the text belongs to its last word.
func abbreviates(text string) bool {
	word := text[strings.LastIndexAny(text, " \n(")+1:]
	switch word {
	case "e.g", "i.e", "etc", "vs", "cf", "approx", "incl", "excl", "no", "No", "Mr", "Mrs", "Dr":
		return true
	}
	return len(word) == 1 && unicode.IsUpper(rune(word[0]))
}
