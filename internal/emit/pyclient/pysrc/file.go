package pysrc

import (
	"slices"
	"strings"
	"unicode"
)

// File is a Python file in the making.
type File struct{ b []byte }

// Grow makes room for n more bytes.
func (f *File) Grow(n int) { f.b = slices.Grow(f.b, n) }

// Bytes is the file so far.
func (f *File) Bytes() []byte { return f.b }

// Line writes a statement, or the first line of a compound one, at a depth of indentation. If it does not fit on one
// line, its bracket is broken.
func (f *File) Line(depth int, e Expr) { f.put(depth*4, e, "") }

// Lines writes constant lines.
func (f *File) Lines(depth int, lines ...constant) {
	for _, l := range lines {
		f.text(depth*4, string(l))
	}
}

// Blank writes n empty lines.
func (f *File) Blank(n int) {
	for range n {
		f.b = append(f.b, '\n')
	}
}

// Marker writes the comment that says whose file this is. Line breaks and other control characters in it are left out.
func (f *File) Marker(text string) {
	f.text(0, "# "+strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, text))
}

func (f *File) text(indent int, s string) {
	f.indent(indent)
	f.b = append(f.b, s...)
	f.b = append(f.b, '\n')
}

func (f *File) indent(n int) {
	const blanks = "                                "
	for ; n > len(blanks); n -= len(blanks) {
		f.b = append(f.b, blanks...)
	}
	f.b = append(f.b, blanks[:n]...)
}

// put writes an expression and an ending (a comma within a broken bracket).
func (f *File) put(indent int, e Expr, end string) {
	if e.items == nil || indent+e.Columns()+len(end) <= Width {
		f.indent(indent)
		f.b = append(append(e.appendTo(f.b), end...), '\n')
		return
	}
	f.text(indent, e.head)
	for _, item := range e.items {
		f.put(indent+4, item, ",")
	}
	f.text(indent, e.tail+end)
}

// Doc writes untrusted text as a docstring. Lines are wrapped to Width; paragraphs, lists and indented blocks stay.
func (f *File) Doc(depth int, untrusted string) {
	indent := depth * 4
	if isOneLine(untrusted) && indent+len(untrusted)+2*len(`"""`) <= Width {
		f.indent(indent)
		f.b = append(append(append(f.b, `"""`...), untrusted...), `"""`...)
		f.Blank(1)
		return
	}
	lines := docLines(untrusted, Width-indent)
	if len(lines) == 0 {
		lines = []string{"Not described."}
	}
	if len(lines) == 1 {
		f.text(indent, `"""`+lines[0]+`"""`)
		return
	}
	f.text(indent, `"""`+lines[0])
	for _, l := range lines[1:] {
		if l == "" {
			f.Blank(1)
			continue
		}
		f.text(indent, l)
	}
	f.text(indent, `"""`)
}

// Append writes what another file holds.
func (f *File) Append(other *File) {
	f.Grow(len(other.b))
	f.b = append(f.b, other.b...)
}
