package naming

import (
	"go/token"
	"strings"
	"unicode"
)

// maxIdentifier bounds the length of identifiers and so of file names made from them.
const maxIdentifier = 100

// pythonReserved are the names that a Python identifier of ours must not take: hard and soft keywords and constants.
var pythonReserved = map[string]bool{
	"False": true, "None": true, "True": true, "and": true, "as": true, "assert": true, "async": true, "await": true,
	"break": true, "class": true, "continue": true, "def": true, "del": true, "elif": true, "else": true,
	"except": true, "finally": true, "for": true, "from": true, "global": true, "if": true, "import": true,
	"in": true, "is": true, "lambda": true, "nonlocal": true, "not": true, "or": true, "pass": true, "raise": true,
	"return": true, "try": true, "while": true, "with": true, "yield": true, "match": true, "case": true,
	"type": true, "_": true,
}

// IsPythonKeyword says whether name is a hard keyword of Python, which no attribute may be called.
func IsPythonKeyword(name string) bool {
	switch name {
	case "match", "case", "type", "_":
		return false
	}
	return pythonReserved[name]
}

// PythonIdent makes an ASCII Python identifier of a name that is already in the wanted case: other characters become
// underscores, a leading digit gets a prefix, a hard keyword a trailing underscore. It never begins with an underscore.
func PythonIdent(name string) string {
	id := ident(name, "x")
	id = strings.TrimLeft(id, "_")
	if id == "" {
		id = "x"
	}
	if id[0] >= '0' && id[0] <= '9' {
		id = "x" + id
	}
	if IsPythonKeyword(id) {
		id += "_"
	}
	return id
}

// GoIdent makes a Go identifier of a name that is already in the wanted case; a keyword or a predeclared name that
// would be shadowed gets a trailing underscore.
func GoIdent(name string) string {
	id := ident(name, "x")
	if token.IsKeyword(id) || id == "_" || goPredeclared[id] {
		id += "_"
	}
	return id
}

var goPredeclared = map[string]bool{
	"any": true, "bool": true, "byte": true, "error": true, "string": true, "int": true, "len": true, "nil": true,
	"true": true, "false": true, "append": true, "make": true, "new": true, "min": true, "max": true, "copy": true,
	"cap": true, "panic": true, "iota": true, "uint": true, "rune": true, "float64": true, "int64": true,
}

// ident keeps ASCII letters, digits and underscores, writes an underscore for every run of others, and bounds the
// length.
func ident(name, prefix string) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') {
			if gap {
				b.WriteByte('_')
				gap = false
			}
			b.WriteRune(r)
		} else {
			gap = true
		}
		if b.Len() >= maxIdentifier {
			break
		}
	}
	id := b.String()
	if id == "" || id[0] >= '0' && id[0] <= '9' {
		id = prefix + id
	}
	return id
}
