package verify

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
)

// pyFile is an emitted Python file, read back.
type pyFile struct {
	artifact emit.Artifact
	src      string
	tokens   []pyToken
	found    diag.List
}

// parsePython reads a Python artifact, into the room of tokens that are no longer needed. What makes the file
// unreadable is in found.
func parsePython(a emit.Artifact, room []pyToken) *pyFile {
	f := &pyFile{artifact: a, src: asText(a.Data), found: marker(a)}
	tokens, err := readPython(f.src, room)
	if err != nil {
		off := 0
		if e := (*pyError)(nil); errors.As(err, &e) {
			off = e.off
		}
		f.found = append(f.found, finding("python-unreadable", at(a, off), "the emitted Python cannot be read: "+err.Error(),
			internalHelp))
		return f
	}
	f.tokens = tokens
	return f
}

// textOf is what a token stands for in the source.
func (f *pyFile) textOf(t pyToken) string { return f.src[t.from:t.to] }

// report adds a fault at a token.
func (f *pyFile) report(id string, i int, message string) {
	off := len(f.artifact.Data)
	if i < len(f.tokens) {
		off = int(f.tokens[i].from)
	}
	f.found = append(f.found, finding(id, at(f.artifact, off), message, internalHelp))
}

// is says whether the tokens from i on are these words and operators.
func (f *pyFile) is(i int, texts ...string) bool {
	if i < 0 || i+len(texts) > len(f.tokens) {
		return false
	}
	for k, text := range texts {
		if t := f.tokens[i+k]; f.textOf(t) != text || t.kind != pyName && t.kind != pyOp {
			return false
		}
	}
	return true
}

// kind is the kind of a token; 0 outside of the file.
func (f *pyFile) kind(i int) pyKind {
	if i < 0 || i >= len(f.tokens) {
		return 0
	}
	return f.tokens[i].kind
}

// matching is the index of the bracket that closes the one at i.
func (f *pyFile) matching(i int) int {
	depth := 0
	for ; i < len(f.tokens); i++ {
		if f.tokens[i].kind != pyOp {
			continue
		}
		switch f.textOf(f.tokens[i]) {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return len(f.tokens) - 1
}

// text writes tokens without blanks.
func (f *pyFile) text(from, to int) string {
	var b strings.Builder
	for _, t := range f.tokens[from:to] {
		b.WriteString(f.textOf(t))
	}
	return b.String()
}

// isPyKeyword says whether a word is one of the keywords that emitted Python uses. It branches on TYPE_CHECKING at most,
// and never loops, raises, deletes or defines a function within a function.
func isPyKeyword(word string) bool {
	switch word {
	case "None", "True", "False", "and", "as", "async", "await", "class", "def", "else", "from", "if", "import", "not", "pass",
		"return":
		return true
	}
	return false
}

// isPyRefused says whether a word is one of the keywords that have no business in emitted Python.
func isPyRefused(word string) bool {
	switch word {
	case "assert", "break", "continue", "del", "elif", "except", "finally", "for", "global", "in", "is", "lambda", "nonlocal",
		"or", "raise", "try", "while", "with", "yield":
		return true
	}
	return false
}

// pyImports is the table of what emitted Python may import from outside of its package.
func pyImports() map[string][]string {
	return map[string][]string{
		"__future__":        {"annotations"},
		"typing":            {"TYPE_CHECKING", "Annotated", "Any", "Literal", "Protocol", "overload"},
		"typing_extensions": {"TypeAliasType"},
		"pydantic":          {"Field"},
		"datetime":          nil,
		"uuid":              nil,
	}
}

// safe checks that a file of a module holds nothing but declarations: what it imports, what it calls, no text that is
// put together when it runs. siblings are the files of the module, by their names for import.
func (f *pyFile) safe(siblings []string) {
	own := f.moduleLevelNames()
	for i, t := range f.tokens {
		switch t.kind {
		case pyString:
			f.safeString(i, siblings)
		case pyName:
			if isPyRefused(f.textOf(t)) {
				f.report("python-keyword", i, "the keyword "+f.textOf(t)+" stands in emitted Python")
			}
			if f.textOf(t) == "import" {
				f.safeImport(i, siblings)
			}
			if isDunder(f.textOf(t)) && !slices.Contains([]string{"__future__", "__all__"}, f.textOf(t)) {
				f.report("python-name", i, "the name "+f.textOf(t)+" stands in emitted Python")
			}
		case pyOp:
			switch {
			case f.textOf(t) == "(":
				f.safeCall(i, own)
			case f.textOf(t) == ";" || f.textOf(t) == ":=":
				f.report("python-operator", i, "the operator "+f.textOf(t)+" stands in emitted Python")
			case f.textOf(t) == "@" && !f.is(i+1, "property") && !f.is(i+1, "overload"):
				f.report("python-decorator", i, "a decorator stands in emitted Python")
			}
		}
	}
}

// isDunder says whether a name is one of those with a meaning for Python.
func isDunder(name string) bool {
	return len(name) > 4 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

// safeString refuses strings with a prefix, strings that are joined because they stand together, and escapes that the
// quoting never writes. The one formatted string that may be is the name of a file of the module.
func (f *pyFile) safeString(i int, siblings []string) {
	text := f.textOf(f.tokens[i])
	if f.kind(i+1) == pyString {
		f.report("python-string", i, "two strings stand together in emitted Python")
	}
	if strings.HasPrefix(text, "f") {
		name, found := strings.CutPrefix(strings.TrimSuffix(text, `"`), `f"{__package__}.`)
		if !found || !slices.Contains(siblings, name) {
			f.report("python-string", i, "a formatted string stands in emitted Python")
		}
		return
	}
	if _, ok := pyText(text); !ok {
		f.report("python-string", i, "the string "+shortened(text)+" is written in a form that is never emitted")
	}
}

// shortened is a text that fits into a message.
func shortened(text string) string {
	const most = 60
	if len(text) > most {
		return strconv.Quote(text[:most]) + "…"
	}
	return text
}

// safeImport checks one import statement; i is at the word import.
func (f *pyFile) safeImport(i int, siblings []string) {
	first := i
	for f.kind(first-1) != pyNewline && f.kind(first-1) != pyIndent && f.kind(first-1) != pyDedent && first > 0 {
		first--
	}
	last := i
	for last < len(f.tokens) && f.tokens[last].kind != pyNewline {
		last++
	}
	names := f.importedNames(i+1, last)
	switch {
	case first == i:
		for _, name := range names {
			if _, ok := pyImports()[name]; !ok {
				f.report("python-import", i, "emitted Python imports "+name)
			}
		}
	case f.text(first, i) == "from.":
		for _, name := range names {
			if !slices.Contains(siblings, name) {
				f.report("python-import", i, "emitted Python imports "+name+" of its package, which is no file of the module")
			}
		}
	case f.is(first, "from") && i == first+2:
		from := f.textOf(f.tokens[first+1])
		for _, name := range names {
			if !slices.Contains(pyImports()[from], name) {
				f.report("python-import", i, "emitted Python imports "+name+" from "+from)
			}
		}
	default:
		f.report("python-import", i, "emitted Python imports in a form that is never emitted")
	}
}

// importedNames are the names that an import statement lists.
func (f *pyFile) importedNames(from, to int) []string {
	var names []string
	for i := from; i < to; i++ {
		if f.tokens[i].kind != pyName {
			continue
		}
		if f.textOf(f.tokens[i]) == "as" {
			i++
			continue
		}
		names = append(names, f.textOf(f.tokens[i]))
		for f.is(i+1, ".") { // a.b: the whole name counts
			names[len(names)-1] += "." + f.textOf(f.tokens[i+2])
			i += 2
		}
	}
	return names
}

// moduleLevelNames are the functions and classes that the file declares.
func (f *pyFile) moduleLevelNames() map[string]bool {
	names := map[string]bool{}
	depth := 0
	for i, t := range f.tokens {
		switch t.kind {
		case pyIndent:
			depth++
		case pyDedent:
			depth--
		case pyName:
			if depth == 0 && (f.textOf(t) == "def" || f.textOf(t) == "class") && f.kind(i+1) == pyName {
				names[f.textOf(f.tokens[i+1])] = true
			}
		}
	}
	return names
}

// pyCallees is the table of what emitted Python may call besides its own functions and classes; what begins a dotted
// name stands with its dot.
func pyCallees() []string {
	return []string{"_runtime.", "_streams.", "_models.", "self._send", "Field", "TypeAliasType", "pydantic.Tag",
		"pydantic.Discriminator"}
}

// safeCall checks what is called by the bracket at i.
func (f *pyFile) safeCall(i int, own map[string]bool) {
	previous := f.kind(i - 1)
	switch {
	case previous == pyOp && (f.is(i-1, ")") || f.is(i-1, "]") || f.is(i-1, "}")), previous == pyString, previous == pyNumber:
		f.report("python-call", i, "emitted Python calls what is not a name")
		return
	case previous != pyName || isPyKeyword(f.textOf(f.tokens[i-1])):
		return // a bracket that groups
	}
	first := i - 1
	for f.is(first-1, ".") && f.kind(first-2) == pyName {
		first -= 2
	}
	if f.is(first-1, "def") || f.is(first-1, "class") {
		return
	}
	name := f.text(first, i)
	if !f.is(first-1, ".") {
		if own[name] {
			return
		}
		for _, callee := range pyCallees() {
			if name == callee || strings.HasSuffix(callee, ".") && strings.HasPrefix(name, callee) &&
				strings.Count(name, ".") == 1 {
				return
			}
		}
	}
	f.report("python-call", i-1, "emitted Python calls "+name)
}
