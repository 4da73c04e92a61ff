package verify

// What a simple statement is, as far as the statements around it care.
type goSimple int

const (
	goExpression goSimple = iota
	goGuard               // x.(type), or v := x.(type)
	goDefinition
	goAssignment
	goRange
)

// block reads statements in braces.
func (p *goParser) block() {
	if !p.deeper() {
		return
	}
	defer p.shallower()
	p.expect("{")
	p.within(p.statements)
	p.expect("}")
}

// statements reads statements until a brace closes or a case begins.
func (p *goParser) statements() {
	for !p.endsStatements() {
		p.statement()
		if !p.is("}") {
			p.expect(";")
		}
	}
}

func (p *goParser) endsStatements() bool {
	return p.is("}") || p.isKeyword("case") || p.isKeyword("default") || p.kind == goEnd
}

// statement reads one statement, which may be empty.
func (p *goParser) statement() {
	switch {
	case p.is("{"):
		p.block()
	case p.is(";"):
	case p.isKeyword("const"), p.isKeyword("var"), p.isKeyword("type"):
		p.declarations(false)
	case p.isKeyword("return"):
		p.next()
		if !p.is(";") && !p.is("}") {
			p.list()
		}
	case p.isKeyword("if"):
		p.conditional()
	case p.isKeyword("for"):
		p.loop()
	case p.isKeyword("switch"):
		p.choice()
	case p.isKeyword("break"), p.isKeyword("continue"), p.isKeyword("fallthrough"):
		p.next()
	case p.isKeyword("defer"), p.isKeyword("go"):
		begin := p.off
		if p.text == "go" {
			p.file.starts = append(p.file.starts, p.here())
		}
		p.next()
		if !p.expression().call {
			p.fail(begin, "what is deferred or started is not a call")
		}
	default:
		p.simple(false)
	}
}

// simple reads an expression, an assignment, a definition, an increment or a sending; in a for, a range too.
func (p *goParser) simple(mayRange bool) goSimple {
	from := len(p.stack)
	last := p.expressions()
	left := p.stack[from:]
	defer func() { p.stack = p.stack[:from] }()
	if p.is(":=") {
		for _, o := range left {
			if !o.plain {
				p.fail(p.off, "what is defined is not a name")
			}
			p.local(o.at)
		}
	}
	switch {
	case p.is(":="), p.is("="):
		is := goAssignment
		if p.is(":=") {
			is = goDefinition
		}
		p.next()
		if mayRange && p.isKeyword("range") && len(left) <= 2 {
			p.next()
			p.expression()
			return goRange
		}
		if p.expressions().guard && is == goDefinition && len(left) == 1 && len(p.stack) == from+2 {
			return goGuard
		}
		return is
	case len(left) != 1:
		p.unexpected("an assignment")
	case p.kind == goOperator && isAssignment(p.text), p.is("<-"):
		p.next()
		p.expression()
		return goAssignment
	case p.accept("++"), p.accept("--"):
		return goAssignment
	case last.guard:
		return goGuard
	}
	return goExpression
}

// isAssignment says whether an operator computes and assigns.
func isAssignment(operator string) bool {
	switch operator {
	case "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^=":
		return true
	}
	return false
}

// inHeader reads the header of a statement.
func (p *goParser) inHeader(read func()) {
	outer := p.header
	p.header = true
	read()
	p.header = outer
}

// conditional reads an if with what it does else.
func (p *goParser) conditional() {
	if !p.deeper() {
		return
	}
	defer p.shallower()
	p.next()
	p.inHeader(func() {
		condition := goAssignment
		if !p.is(";") {
			condition = p.simple(false)
		}
		if p.accept(";") {
			condition = p.simple(false)
		}
		p.condition(condition)
	})
	p.block()
	if !p.isKeyword("else") {
		return
	}
	p.next()
	if p.isKeyword("if") {
		p.conditional()
	} else {
		p.block()
	}
}

// condition makes sure that a statement is one.
func (p *goParser) condition(is goSimple) {
	if is != goExpression {
		p.unexpected("a condition")
	}
}

// loop reads a for.
func (p *goParser) loop() {
	p.next()
	p.inHeader(func() {
		switch {
		case p.is("{"):
			return
		case p.isKeyword("range"):
			p.next()
			p.expression()
			return
		case !p.is(";"):
			is := p.simple(true)
			if is == goRange {
				return
			}
			if !p.is(";") {
				p.condition(is)
				return
			}
		}
		p.expect(";")
		if !p.is(";") {
			p.condition(p.simple(false))
		}
		p.expect(";")
		if !p.is("{") && p.simple(false) == goDefinition {
			p.unexpected("no definition")
		}
	})
	p.block()
}

// choice reads a switch over values or types.
func (p *goParser) choice() {
	p.next()
	guards := p.guards
	p.inHeader(func() {
		is := goExpression
		if !p.is("{") && !p.is(";") {
			is = p.simple(false)
		}
		if p.is(";") {
			if p.next(); is == goGuard {
				p.unexpected("no type")
			}
			if is = goExpression; !p.is("{") {
				is = p.simple(false)
			}
		}
		switch {
		case is == goGuard && p.guards == guards+1:
			p.guards = guards
		case is != goExpression:
			p.unexpected("a value to choose by")
		}
	})
	p.expect("{")
	p.within(func() {
		for p.isKeyword("case") || p.isKeyword("default") {
			byValue := p.isKeyword("case")
			if p.next(); byValue {
				p.list()
			}
			p.expect(":")
			p.statements()
		}
	})
	p.expect("}")
}
