package verify

// goOperand is what a statement asks of an expression.
type goOperand struct {
	at      span
	plain   bool // it is a name and nothing else
	call    bool // it is a call and nothing else
	guard   bool // it is x.(type)
	literal bool // it is a string, a number or a character and nothing else
	grouped bool // it stands in parentheses
	runtime bool // it is a function of the runtime
}

// How the beginning of an operand can go on with a brace.
type goBrace int

const (
	noLiteral goBrace = iota
	namesType         // it may name a type: the brace begins a literal, outside of headers
	isType            // it is a type: the brace begins a literal
)

// list reads expressions with commas between them, and gives the last.
func (p *goParser) list() goOperand {
	for {
		o := p.expression()
		if !p.accept(",") {
			return o
		}
	}
}

// expressions reads expressions with commas between them onto the stack, and gives the last.
func (p *goParser) expressions() goOperand {
	for {
		o := p.expression()
		p.stack = append(p.stack, o)
		if !p.accept(",") {
			return o
		}
	}
}

// expression reads an expression, or a type where one may stand.
func (p *goParser) expression() goOperand {
	if !p.deeper() {
		return goOperand{}
	}
	defer p.shallower()
	o := p.unary()
	for p.kind == goOperator && isBinary(p.text) {
		p.next()
		p.unary()
		o = goOperand{}
	}
	return o
}

func isBinary(operator string) bool {
	switch operator {
	case "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&^", "&&", "||", "==", "!=", "<", "<=", ">", ">=":
		return true
	}
	return false
}

// unary reads an operand with what stands before it.
func (p *goParser) unary() goOperand {
	alone := true
	for p.kind == goOperator {
		switch p.text {
		case "<-":
			p.computes = true
			fallthrough
		case "+", "-", "!", "^", "&", "*":
			p.next()
			alone = false
			continue
		}
		break
	}
	o := p.primary()
	if !alone {
		return goOperand{}
	}
	return o
}

// primary reads an operand and all that hangs on it.
func (p *goParser) primary() goOperand {
	o, brace := p.operand()
	for p.kind == goOperator {
		switch p.text {
		case ".":
			p.next()
			if p.kind == goName {
				p.name()
				o = goOperand{runtime: o.plain && isRuntime(p.file.text(o.at))}
				continue
			}
			o, brace = goOperand{guard: p.assertion()}, noLiteral
		case "[":
			p.next()
			p.within(p.index)
			p.expect("]")
			o = goOperand{}
			if brace == isType {
				brace = noLiteral
			}
		case "(":
			p.called(o)
			o, brace = goOperand{call: true}, noLiteral
		case "{":
			if brace == noLiteral || brace == namesType && p.header {
				return o
			}
			p.literalValue()
			o, brace = goOperand{}, noLiteral
		default:
			return o
		}
	}
	return o
}

// operand reads what an expression begins with.
func (p *goParser) operand() (goOperand, goBrace) {
	switch p.kind {
	case goName:
		o := goOperand{at: p.here(), plain: true}
		p.name()
		return o, namesType
	case goNumber:
		p.next()
		return goOperand{literal: true}, noLiteral
	case goString:
		p.literal()
		return goOperand{literal: true}, noLiteral
	case goKeyword:
		return goOperand{}, p.keywordOperand()
	default:
		switch {
		case p.accept("("):
			p.within(func() { p.expression() })
			p.expect(")")
			return goOperand{grouped: true}, noLiteral
		case p.is("["):
			p.typ()
			return goOperand{}, isType
		default:
			p.unexpected("an expression")
		}
	}
	return goOperand{}, noLiteral
}

// keywordOperand reads a type that a keyword begins, or a function.
func (p *goParser) keywordOperand() goBrace {
	switch {
	case p.isKeyword("func"):
		p.next()
		p.parameters(false)
		p.results()
		if p.is("{") {
			p.computes = true
			p.block()
		}
		return noLiteral
	case p.isKeyword("interface"), p.isKeyword("chan"):
		p.composite()
		return noLiteral
	case p.isKeyword("map"), p.isKeyword("struct"):
		p.composite()
		return isType
	}
	p.unexpected("an expression")
	return noLiteral
}

// literal notes a string.
func (p *goParser) literal() {
	p.file.literals = append(p.file.literals, p.said)
	if member, ok := memberWritten(p.said); ok && p.in != nil {
		p.file.members = append(p.file.members, member)
	}
	p.next()
}

// assertion reads on behind the point of x.(T). It says whether T is the word type.
func (p *goParser) assertion() (guard bool) {
	p.expect("(")
	if p.isKeyword("type") {
		p.next()
		p.guards++
		guard = true
	} else {
		p.within(func() { p.typ() })
	}
	p.expect(")")
	return guard
}

// index reads an index, the bounds of a part, or the arguments of something generic.
func (p *goParser) index() {
	if !p.is(":") {
		p.expression()
		if p.accept(",") {
			if !p.is("]") {
				p.arguments()
			}
			return
		}
	}
	if !p.accept(":") {
		return
	}
	high := !p.is("]") && !p.is(":")
	if high {
		p.expression()
	}
	if high && p.accept(":") {
		p.expression()
	}
}

// arguments reads the arguments of something generic, of which there is one at least; the last may have a comma behind
// it.
func (p *goParser) arguments() {
	for {
		p.typ()
		if !p.accept(",") || p.is("]") {
			return
		}
	}
}

// called reads the arguments of a call and notes what is called and handed over by a plain name.
func (p *goParser) called(function goOperand) {
	if function.plain {
		p.use(function.at, true)
	}
	p.computes = p.computes || !function.grouped && !function.runtime
	p.next()
	p.within(func() {
		for !p.is(")") && p.kind != goEnd {
			o := p.expression()
			if o.plain {
				p.use(o.at, false)
			}
			p.computes = p.computes || function.runtime && !o.literal
			if p.accept("...") {
				p.accept(",")
				return
			}
			if !p.accept(",") {
				return
			}
		}
	})
	p.expect(")")
}

// isRuntime says whether a package is one of the runtime.
func isRuntime(name string) bool { return name == "wire" || name == "ws" }

// use notes a plain name that is called or handed to a call.
func (p *goParser) use(at span, called bool) {
	p.file.uses = append(p.file.uses, goUse{at, called})
}

// literalValue reads the elements of a literal in braces, with their keys.
func (p *goParser) literalValue() {
	if !p.deeper() {
		return
	}
	defer p.shallower()
	p.expect("{")
	p.within(func() {
		for !p.is("}") && p.kind != goEnd {
			p.element()
			if p.accept(":") {
				p.element()
			}
			if !p.accept(",") {
				return
			}
		}
	})
	p.expect("}")
}

func (p *goParser) element() {
	if p.is("{") {
		p.literalValue()
	} else {
		p.expression()
	}
}
