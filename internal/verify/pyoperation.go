package verify

import "strings"

// pyOperation is what one emitted function says of the call or the subscription that it describes.
type pyOperation struct {
	at       int // index of its name's token
	name     string
	stream   bool // it describes a subscription
	required map[string]bool
	optional map[string]bool // parameters with a default

	texts   map[string]string            // method, path, stream, body_type
	places  map[string]map[string]string // path_params, query, headers, cookies, request: wire name → parameter
	answers map[string]string            // status → type
	flags   map[string]bool              // body, idempotent, public
	result  string                       // type that callers get
	update  string
}

// pyOperations reads every function of the file that returns a description.
func (f *pyFile) operations() []*pyOperation {
	var all []*pyOperation
	depth := 0
	for i := 0; i < len(f.tokens); i++ {
		switch f.tokens[i].kind {
		case pyIndent:
			depth++
		case pyDedent:
			depth--
		case pyName:
			if depth == 0 && f.is(i, "def") && f.is(i+2, "(") {
				if op := f.operation(i); op != nil {
					all = append(all, op)
				}
			}
		}
	}
	return all
}

// operation reads one function; i is at the word def. Its body is a single return of a description.
func (f *pyFile) operation(i int) *pyOperation {
	op := &pyOperation{
		at: i + 1, name: f.textOf(f.tokens[i+1]),
		required: map[string]bool{}, optional: map[string]bool{}, texts: map[string]string{},
		places: map[string]map[string]string{}, answers: map[string]string{}, flags: map[string]bool{},
	}
	end := f.matching(i + 2)
	f.signature(i+3, end, op)
	arrow := end + 1
	var callee []string
	switch {
	case f.is(arrow, "->", "_runtime", ".", "Call", "["):
		callee = []string{"_runtime", ".", "Call", "("}
	case f.is(arrow, "->", "_streams", ".", "Subscription", "["):
		op.stream = true
		callee = []string{"_streams", ".", "Subscription", "("}
	default:
		f.report("python-function", i+1, "the function "+op.name+" describes no call and no subscription")
		return nil
	}
	colon := f.matching(arrow+4) + 1
	op.result = f.text(arrow+5, colon-1)
	body := colon + 3 // behind the colon, the end of the line and the indent
	if !f.is(colon, ":") || f.kind(colon+1) != pyNewline || f.kind(colon+2) != pyIndent || !f.is(body, "return") ||
		!f.is(body+1, callee...) {
		f.report("python-function", i+1, "the function "+op.name+" does something else than to return a description")
		return nil
	}
	open := body + len(callee)
	closing := f.matching(open)
	if f.kind(closing+1) != pyNewline || f.kind(closing+2) != pyDedent {
		f.report("python-function", closing, "the function "+op.name+" does something besides returning a description")
	}
	f.arguments(open+1, closing, op)
	return op
}

// signature reads the parameters between two tokens.
func (f *pyFile) signature(from, to int, op *pyOperation) {
	for _, part := range f.split(from, to) {
		if f.kind(part[0]) != pyName {
			continue // the star
		}
		name := f.textOf(f.tokens[part[0]])
		if f.hasAtTop(part[0], part[1], "=") {
			op.optional[name] = true
		} else {
			op.required[name] = true
		}
	}
}

// split cuts at the commas that stand in no inner bracket.
func (f *pyFile) split(from, to int) [][2]int {
	var parts [][2]int
	begin, depth := from, 0
	for i := from; i < to; i++ {
		if f.tokens[i].kind != pyOp {
			continue
		}
		switch f.textOf(f.tokens[i]) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case ",":
			if depth == 0 {
				parts = append(parts, [2]int{begin, i})
				begin = i + 1
			}
		}
	}
	if begin < to {
		parts = append(parts, [2]int{begin, to})
	}
	return parts
}

// hasAtTop says whether an operator stands in no inner bracket.
func (f *pyFile) hasAtTop(from, to int, operator string) bool {
	depth := 0
	for _, t := range f.tokens[from:to] {
		if t.kind != pyOp {
			continue
		}
		switch f.textOf(t) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case operator:
			if depth == 0 {
				return true
			}
		}
	}
	return false
}

// arguments reads the keywords of a description.
func (f *pyFile) arguments(from, to int, op *pyOperation) {
	seen := map[string]bool{}
	for _, part := range f.split(from, to) {
		i := part[0]
		if f.kind(i) != pyName || !f.is(i+1, "=") || seen[f.textOf(f.tokens[i])] {
			f.report("python-function", i, "an argument of the description in "+op.name+" is no keyword, or stands twice")
			continue
		}
		seen[f.textOf(f.tokens[i])] = true
		f.argument(f.textOf(f.tokens[i]), i+2, part[1], op)
	}
}

// argument reads one keyword argument whose value lies between two tokens.
func (f *pyFile) argument(keyword string, from, to int, op *pyOperation) {
	switch keyword {
	case "method", "path", "stream", "body_type":
		text, ok := "", false
		if f.kind(from) == pyString && to == from+1 {
			text, ok = pyText(f.textOf(f.tokens[from]))
		}
		if !ok {
			f.report("python-function", from, "the argument "+keyword+" of "+op.name+" is no string")
		}
		op.texts[keyword] = text
	case "path_params", "query", "headers", "cookies", "request":
		op.places[keyword] = f.entries(from, to, op, func(from, to int) string {
			if f.is(from, "_runtime", ".", "joined", "(") && f.is(to-1, ")") {
				from, to = from+4, to-1
			}
			name := f.text(from, to)
			if !op.required[name] && !op.optional[name] {
				f.report("python-argument", from, "the value "+shortened(name)+" in "+op.name+" is no parameter of the function")
			}
			return name
		})
	case "answers":
		op.answers = f.entries(from, to, op, f.text)
	case "update":
		op.update = f.text(from, to)
	case "body", "options":
		op.flags[keyword] = true
		if f.text(from, to) != keyword {
			f.report("python-argument", from, "the argument "+keyword+" of "+op.name+" is not handed on")
		}
	case "idempotent", "public":
		op.flags[keyword] = f.text(from, to) == "True"
	default:
		f.report("python-function", from, "the description in "+op.name+" has an unknown argument "+keyword)
	}
}

// entries reads a dictionary with strings as keys.
func (f *pyFile) entries(from, to int, op *pyOperation, value func(from, to int) string) map[string]string {
	all := map[string]string{}
	if !f.is(from, "{") || !f.is(to-1, "}") {
		f.report("python-function", from, "an argument of the description in "+op.name+" is no dictionary")
		return all
	}
	for _, part := range f.split(from+1, to-1) {
		key, ok := "", false
		if f.kind(part[0]) == pyString {
			key, ok = pyText(f.textOf(f.tokens[part[0]]))
		}
		if _, twice := all[key]; !ok || twice || !f.is(part[0]+1, ":") {
			f.report("python-function", part[0], "a key in "+op.name+" is no string, or stands twice")
			continue
		}
		all[key] = value(part[0]+2, part[1])
	}
	return all
}

// pyClass is a class of the file with the names that it declares, and where the body of each begins and ends.
type pyClass struct {
	at      int
	name    string
	bases   string
	members map[string][2]int
	order   []string
}

// classes reads every class at the top level of the file.
func (f *pyFile) classes() []*pyClass {
	var all []*pyClass
	var current *pyClass
	depth := 0
	for i := 0; i < len(f.tokens); i++ {
		t := f.tokens[i]
		switch {
		case t.kind == pyIndent:
			depth++
		case t.kind == pyDedent:
			depth--
		case depth == 0 && f.is(i, "class") && f.kind(i+1) == pyName:
			current = &pyClass{at: i + 1, name: f.textOf(f.tokens[i+1]), members: map[string][2]int{}}
			if f.is(i+2, "(") {
				current.bases = f.text(i+3, f.matching(i+2))
			}
			all = append(all, current)
		case depth == 1 && current != nil && t.kind == pyName && f.beginsStatement(i):
			i = f.memberOf(current, i)
		}
	}
	return all
}

// beginsStatement says whether a token is the first of its statement.
func (f *pyFile) beginsStatement(i int) bool {
	switch f.kind(i - 1) {
	case pyNewline, pyIndent, pyDedent:
		return true
	}
	return false
}

// memberOf notes a method or an attribute that begins at i, and returns the index of its last token on this depth.
func (f *pyFile) memberOf(c *pyClass, i int) int {
	name := i
	for f.is(name, "async") || f.is(name, "def") {
		name++
	}
	end := i
	for end < len(f.tokens) && f.tokens[end].kind != pyNewline {
		end++
	}
	if f.kind(end+1) == pyIndent {
		depth := 0
		for end++; end < len(f.tokens); end++ {
			if f.tokens[end].kind == pyIndent {
				depth++
			}
			if f.tokens[end].kind == pyDedent {
				if depth--; depth == 0 {
					break
				}
			}
		}
	}
	if f.kind(name) == pyName && (name > i || f.is(name+1, ":") || f.is(name+1, "=")) {
		text := f.textOf(f.tokens[name])
		if _, twice := c.members[text]; twice {
			f.report("python-class", name, "the class "+c.name+" declares "+text+" twice")
		}
		c.members[text] = [2]int{name, min(end, len(f.tokens))}
		c.order = append(c.order, text)
	}
	return end
}

// calls says whether one of the tokens of a range is a name that is called, or handed to a call.
func (f *pyFile) mentions(span [2]int, name string) bool {
	for _, t := range f.tokens[span[0]:span[1]] {
		if t.kind == pyName && f.textOf(t) == name {
			return true
		}
	}
	return false
}

// pyMethod is the name of the method for a function: its name without the underscore before it.
func pyMethod(function string) string { return strings.TrimPrefix(function, "_") }
