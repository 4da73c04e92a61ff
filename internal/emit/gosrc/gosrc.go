// Package gosrc writes Go source files. All emitters of Go share it.
//
// Two laws live here. Text of a specification reaches Go code only through constructors that quote it for its place:
// Str for a string literal, Name for an identifier, Int and Num for a number, File.Comment for a comment. The
// templates of emitters are constants of a type that has no name outside this package, so that a string variable in
// the place of code does not compile. And what comes out is formatted by construction: gofmt would change no byte of
// it, although no formatter runs. Indentation follows from the brackets at the ends of lines, imports are sorted and
// grouped here, columns are aligned by Align and Pairs. What a template itself holds must be written as gofmt would
// have it; the tests of every emitter check that.
//
// Nothing here reads a clock, a disk or a map in its own order.
package gosrc

import "strings"

// File is one Go file in the making. Its methods append to it.
type File struct {
	marker  string
	lint    string // a directive for staticcheck, or ""
	pkg     string
	doc     string
	imports []*imported
	taken   []string // names that an import must not take
	prefix  []string // beginnings of such names
	body    []byte
	depth   int
	opened  bool // the last line opened a block, or nothing is written yet
	blank   bool // a blank line is due before the next line
}

// New begins a file. marker is the text of its first comment line (emit.Owner.Text), packageName the name of its
// package clause, doc the package comment ("": none).
func New(marker, packageName, doc string) *File {
	return &File{
		marker: marker,
		pkg:    Name(packageName).s,
		doc:    doc,
		opened: true,
	}
}

// P writes the lines of a template, its holes $1 … $9 filled with args. Tabs at the beginning of lines do not count:
// a line that ends with an opening bracket indents what follows, one that begins with a closing bracket ends that,
// case and default stand one step further left. Empty lines are kept, but never doubled, and never left at an edge
// of a block.
func (f *File) P(template source, args ...Code) {
	text := string(template)
	text = strings.TrimPrefix(text, "\n")
	for more := true; more; {
		var line string
		line, text, more = strings.Cut(text, "\n")
		line = strings.Trim(line, "\t")
		if line == "" {
			if more || template == "" {
				f.Blank()
			}
			continue
		}
		f.line(line, args)
	}
}

// Blank writes an empty line, unless a block has just begun, is about to end, or there is one already.
func (f *File) Blank() { f.blank = true }

// Comment writes text as a comment before what comes next, wrapped at 100 columns. Every word of it may come from a
// specification: see comment.go for what is done to it. Empty text writes nothing.
func (f *File) Comment(text string) {
	if strings.TrimSpace(clean(text)) == "" {
		return
	}
	f.start(0)
	f.body = appendComment(f.body, text, f.depth, 100-4*f.depth)
}

// line writes one line of a template.
func (f *File) line(line string, args []Code) {
	closes := line[0] == '}' || line[0] == ')'
	if closes && f.depth > 0 {
		f.depth--
		f.blank = false
	}
	depth := f.depth
	if depth > 0 && (strings.HasPrefix(line, "case ") || strings.HasPrefix(line, "default:")) {
		depth--
		if f.blank && f.opened {
			f.blank = false
		}
	}
	f.start(depth)
	f.body = render(f.body, line, args)
	f.body = append(f.body, '\n')
	switch line[len(line)-1] {
	case '{', '(':
		f.depth++
		f.opened = true
	}
}

// TakeRoom lets a file that nothing was written to yet write where another was written, whose Bytes were taken.
func (f *File) TakeRoom(of *File) {
	if of != nil {
		f.body, of.body = of.body[:0], nil
	}
}

// start begins a line at a depth.
func (f *File) start(depth int) {
	if f.body == nil {
		f.body = make([]byte, 0, 4<<10)
	}
	if f.blank && !f.opened {
		f.body = append(f.body, '\n')
	}
	f.blank, f.opened = false, false
	for range depth {
		f.body = append(f.body, '\t')
	}
}

// Bytes is the whole file.
func (f *File) Bytes() []byte {
	out := make([]byte, 0, len(f.body)+len(f.doc)+1024)
	out = appendComment(out, f.marker, 0, 1<<20)
	out = append(out, '\n')
	if f.lint != "" {
		out = append(out, f.lint...)
		out = append(out, '\n')
	}
	out = appendComment(out, f.doc, 0, 100)
	out = append(out, "package "...)
	out = append(out, f.pkg...)
	out = append(out, '\n')
	out = f.appendImports(out)
	if len(f.body) > 0 {
		out = append(out, '\n')
		out = append(out, f.body...)
	}
	return out
}
