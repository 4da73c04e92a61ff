package verify

// goType is what a check asks of a type: pkg.Name, *pkg.Name or []Name, with or without type arguments. Of any other
// type it is the zero value.
type goType struct {
	star, list bool
	pkg, name  string
	args       bool // of a type behind a pointer too
}

// parameter is one of a list: a name with its type, a type alone, or a name that stands alone, which is a type or has
// that of the parameter behind it.
type parameter struct {
	at           span
	named, alone bool
	variadic     bool
	typ          goType
}

// parameters reads a list of parameters, or of results, and gives their types, one for each name.
func (p *goParser) parameters(areResults bool) []goType {
	if !p.deeper() {
		return nil
	}
	defer p.shallower()
	begin := p.off
	p.expect("(")
	var room [6]parameter
	list := room[:0]
	named := false
	for !p.is(")") && p.kind != goEnd {
		one := p.parameter()
		if len(list) > 0 && list[len(list)-1].variadic || one.variadic && areResults {
			p.fail(begin, "what is variadic is not the last parameter")
		}
		list, named = append(list, one), named || one.named
		if !p.accept(",") {
			break
		}
	}
	p.expect(")")
	types := make([]goType, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		types[i] = list[i].typ
		switch {
		case !named:
			continue
		case list[i].alone && i+1 < len(list) && !list[i+1].variadic:
			types[i] = types[i+1]
		case !list[i].named:
			p.fail(begin, "parameters with and without names stand together")
		}
		p.local(list[i].at)
	}
	return types
}

// parameter reads a parameter.
func (p *goParser) parameter() parameter {
	one := parameter{at: p.here()}
	switch {
	case p.accept("..."):
		one.variadic = true
		p.typ()
		return one
	case p.kind != goName:
		one.typ = p.typ()
		return one
	}
	name := p.name()
	switch {
	case p.is("."):
		one.typ = p.qualified(name)
	case p.is("["):
		one.typ, one.named = p.bracketed(name)
	case p.accept("..."):
		one.named, one.variadic = true, true
		p.typ()
	case p.beginsType():
		one.named, one.typ = true, p.typ()
	default:
		one.alone, one.typ = true, goType{name: name}
	}
	return one
}

// bracketed reads on behind a name that a bracket follows: a list is the type of what has that name, and so is an
// array; anything else are the arguments of a generic type of that name.
func (p *goParser) bracketed(name string) (t goType, named bool) {
	p.next()
	if p.accept("]") {
		return p.listOf(), true
	}
	many := false
	p.within(func() {
		p.expression()
		if many = p.accept(","); many && !p.is("]") {
			p.arguments()
		}
	})
	p.expect("]")
	if !many && p.beginsType() {
		p.typ()
		return goType{}, true
	}
	return goType{name: name, args: true}, false
}

// results reads the results of a function, which need no parentheses if it is one without a name.
func (p *goParser) results() []goType {
	switch {
	case p.is("("):
		return p.parameters(true)
	case p.beginsType():
		return []goType{p.typ()}
	}
	return nil
}

// beginsType says whether a type can begin here.
func (p *goParser) beginsType() bool {
	switch p.kind {
	case goName:
		return true
	case goKeyword:
		return p.text == "func" || p.text == "map" || p.text == "struct" || p.text == "interface" || p.text == "chan"
	case goOperator:
		return p.text == "*" || p.text == "[" || p.text == "("
	}
	return false
}

// typ reads a type.
func (p *goParser) typ() goType {
	if !p.deeper() {
		return goType{}
	}
	defer p.shallower()
	switch {
	case p.kind == goName:
		name := p.name()
		if p.is(".") {
			return p.qualified(name)
		}
		return p.instance(goType{name: name})
	case p.accept("*"):
		t := p.typ()
		if t.star || t.list {
			return goType{}
		}
		t.star = true
		return t
	case p.accept("["):
		if p.accept("]") {
			return p.listOf()
		}
		p.within(p.length)
		p.expect("]")
		p.typ()
	case p.accept("("):
		p.typ()
		p.expect(")")
	default:
		p.composite()
	}
	return goType{}
}

// listOf reads the type of the items of a list.
func (p *goParser) listOf() goType {
	t := p.typ()
	if t.star || t.list {
		return goType{}
	}
	t.list = true
	return t
}

// length reads how many items an array has.
func (p *goParser) length() {
	if !p.accept("...") {
		p.expression()
	}
}

// qualified reads on behind the name of a package.
func (p *goParser) qualified(pkg string) goType {
	p.next()
	return p.instance(goType{pkg: pkg, name: p.name()})
}

// instance reads the arguments of a generic type, if there are any.
func (p *goParser) instance(t goType) goType {
	if p.accept("[") {
		p.within(p.arguments)
		p.expect("]")
		t.args = true
	}
	return t
}

// composite reads a type that a keyword begins.
func (p *goParser) composite() {
	switch {
	case p.isKeyword("map"):
		p.next()
		p.expect("[")
		p.typ()
		p.expect("]")
		p.typ()
	case p.isKeyword("chan"):
		p.next()
		p.typ()
	case p.isKeyword("func"):
		p.next()
		p.parameters(false)
		p.results()
	case p.isKeyword("struct"):
		p.next()
		p.members(p.structField)
	case p.isKeyword("interface"):
		p.next()
		p.members(p.method)
	default:
		p.unexpected("a type")
	}
}

// members reads what stands between the braces of a struct or an interface.
func (p *goParser) members(one func()) {
	p.expect("{")
	p.within(func() {
		for !p.is("}") && p.kind != goEnd {
			one()
			if !p.is("}") {
				p.expect(";")
			}
		}
	})
	p.expect("}")
}

// structField reads fields of one type, or an embedded one.
func (p *goParser) structField() {
	at := p.here()
	switch {
	case p.accept("*"):
		p.embedded(p.name())
	default:
		name := p.name()
		switch {
		case p.is("."), p.is(";"), p.is("}"), p.kind == goString:
			p.embedded(name)
		case p.is("["):
			if _, named := p.bracketed(name); named {
				p.local(at)
			}
		default:
			p.local(at)
			for p.accept(",") {
				p.local(p.here())
				p.name()
			}
			p.typ()
		}
	}
	if p.kind == goString {
		p.literal()
	}
}

// embedded reads on behind the name of an embedded type, or of its package.
func (p *goParser) embedded(name string) {
	if p.is(".") {
		p.qualified(name)
	} else {
		p.instance(goType{name: name})
	}
}

// method reads a method of an interface, or an embedded one.
func (p *goParser) method() {
	at := p.here()
	name := p.name()
	if p.is("(") {
		p.local(at)
		p.parameters(false)
		p.results()
		return
	}
	p.embedded(name)
}
