package verify

import (
	"strings"
	"unicode"
)

// maxGoDepth bounds the nesting of a file that is read back.
const maxGoDepth = 10000

// goParser reads the grammar of Go, or what of it may be emitted: no type parameters, no labels, no goto, no select. It
// builds no tree; what checks ask for is noted in the file while the parser walks over it.
type goParser struct {
	goLexer
	file  *goFile
	in    *goFunc // the function that is being read, or nil
	depth int
	// header says that the parser is in the header of an if, for or switch, where a brace behind a name begins a block.
	header bool
	guards int         // how many x.(type) were read that begin no switch
	stack  []goOperand // of lists that are being read

	computes bool // what is being read does more than to convert, or to call the runtime with literals
}

// parse reads a whole file.
func (p *goParser) parse() {
	p.next()
	p.keyword("package")
	p.file.pkg = p.here()
	if p.name() == "_" {
		p.fail(0, "the package has no name")
	}
	p.expect(";")
	for p.isKeyword("import") {
		p.group(p.importSpec)
		p.expect(";")
	}
	for p.kind != goEnd {
		p.declaration()
		if p.kind != goEnd {
			p.expect(";")
		}
	}
	if p.guards > 0 {
		p.fail(0, "a type is asked for outside of a switch")
	}
}

// here is the token as a part of the file.
func (p *goParser) here() span { return span{uint32(p.off), uint32(p.off + len(p.text))} }

func (p *goParser) is(operator string) bool { return p.kind == goOperator && p.text == operator }

func (p *goParser) isKeyword(word string) bool { return p.kind == goKeyword && p.text == word }

// accept goes over an operator if it is there.
func (p *goParser) accept(operator string) bool {
	if !p.is(operator) {
		return false
	}
	p.next()
	return true
}

// expect goes over an operator that has to be there.
func (p *goParser) expect(operator string) {
	if !p.accept(operator) {
		p.unexpected(operator)
	}
}

// keyword goes over a keyword that has to be there.
func (p *goParser) keyword(word string) {
	if !p.isKeyword(word) {
		p.unexpected(word)
		return
	}
	p.next()
}

func (p *goParser) unexpected(wanted string) {
	found := p.text
	if p.kind == goEnd {
		found = "the end of the file"
	}
	p.fail(p.off, "expected "+wanted+", found "+shortened(found))
}

// name goes over a name that has to be there, and notes it.
func (p *goParser) name() string {
	if p.kind != goName {
		p.unexpected("a name")
		return ""
	}
	text := p.text
	p.file.names = append(p.file.names, p.here())
	p.next()
	return text
}

// deeper bounds recursion: the caller goes on only if it is true, and calls shallower.
func (p *goParser) deeper() bool {
	if p.depth++; p.depth > maxGoDepth {
		p.fail(p.off, "it is nested too deeply")
		return false
	}
	return p.err == nil
}

func (p *goParser) shallower() { p.depth-- }

// within reads what stands in brackets, where a brace is no block's.
func (p *goParser) within(read func()) {
	outer := p.header
	p.header = false
	read()
	p.header = outer
}

// group reads one specification, or many in parentheses, behind a keyword.
func (p *goParser) group(spec func(index int)) {
	p.next()
	if !p.accept("(") {
		spec(0)
		return
	}
	for i := 0; !p.is(")") && p.kind != goEnd; i++ {
		spec(i)
		if !p.is(")") {
			p.expect(";")
		}
	}
	p.expect(")")
}

func (p *goParser) importSpec(int) {
	spec := goImport{off: p.off}
	switch {
	case p.accept("."):
		spec.name = "."
	case p.kind == goName:
		spec.name = p.text
		p.next()
	}
	if p.kind != goString {
		p.unexpected("an import path")
		return
	}
	if spec.literal, spec.path = p.text, p.said; !isImportPath(spec.path) {
		p.fail(p.off, "it imports what is no path")
	}
	p.file.imported = append(p.file.imported, spec)
	p.next()
}

// isImportPath says whether the characters of a text may stand in an import path.
func isImportPath(path string) bool {
	return path != "" && !strings.ContainsFunc(path, func(r rune) bool {
		return !unicode.IsGraphic(r) || unicode.IsSpace(r) || strings.ContainsRune("!\"#$%&'()*,:;<=>?[\\]^{|}`\uFFFD", r)
	})
}

// declaration reads a declaration at the level of the package.
func (p *goParser) declaration() {
	switch {
	case p.isKeyword("func"):
		p.function()
	case p.isKeyword("const"), p.isKeyword("var"), p.isKeyword("type"):
		p.declarations(true)
	default:
		p.unexpected("a declaration")
	}
}

// declarations reads constants, variables or types.
func (p *goParser) declarations(ofPackage bool) {
	note := func(at span) {
		if ofPackage {
			p.file.declared = append(p.file.declared, at)
		}
	}
	switch p.text {
	case "const":
		p.group(func(i int) { p.values(note, func(typed bool) bool { return i > 0 && !typed }) })
	case "var":
		p.group(func(int) {
			at := p.here()
			p.computes = false
			p.values(note, func(typed bool) bool { return typed })
			if ofPackage && p.computes {
				p.file.computed = append(p.file.computed, at)
			}
		})
	default:
		p.group(func(int) {
			note(p.here())
			p.name()
			p.accept("=")
			p.typ()
		})
	}
}

// values reads names with their type and values, without which some do.
func (p *goParser) values(note func(span), withoutValue func(typed bool) bool) {
	for {
		note(p.here())
		p.local(p.here())
		p.name()
		if !p.accept(",") {
			break
		}
	}
	typed := !p.is("=") && !p.is(";") && !p.is(")")
	if typed {
		p.typ()
	}
	switch {
	case p.accept("="):
		p.list()
	case !withoutValue(typed):
		p.unexpected("a value")
	}
}

// local notes a name that a function declares for itself.
func (p *goParser) local(at span) {
	if p.in != nil {
		p.file.locals = append(p.file.locals, at)
	}
}

// function reads a function with its receiver.
func (p *goParser) function() {
	f := &goFunc{file: p.file, off: p.off}
	f.begin = p.file.mark()
	p.in = f
	p.next()
	if p.is("(") {
		if receivers := p.parameters(false); len(receivers) == 1 {
			f.receiver = receivers[0].name
		} else {
			p.fail(f.off, "a method has not one receiver")
		}
		f.method = true
	}
	at := p.here()
	f.name = p.name()
	f.params = p.parameters(false)
	f.results = p.results()
	if p.is("{") {
		f.body = true
		p.block()
	}
	f.end = p.file.mark()
	p.in = nil
	p.file.funcs = append(p.file.funcs, f)
	if !f.method {
		p.file.declared = append(p.file.declared, at)
	}
}
