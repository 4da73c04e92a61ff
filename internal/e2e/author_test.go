package e2e

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// author writes random contracts that are valid: packages with one interface, and with types of every kind that the
// language has, under names and with words that mean something elsewhere.
type author struct {
	*rand.Rand
	parts   []string // declarations, each a text of its own
	types   []named  // that fields may have, in the order in which they were declared
	errs    []string // names of sentinels
	taken   map[string]bool
	codes   map[string]bool
	imports map[string]bool
}

// named is a type that was declared.
type named struct {
	name   string
	kind   kind
	plain  []string // of a struct: wire names of fields that a stream may be conflated by
	values []string // of an enum, as tags have them
}

// kind of a type, by what may be said of it in tags and by where it may stand.
type kind string

const (
	isStruct kind = "struct"
	isUnion  kind = "union"
	isText   kind = "text"
	isNumber kind = "number"
	isWhole  kind = "whole"
	isBool   kind = "bool"
	isList   kind = "list"
	isMap    kind = "map"
	isEnum   kind = "enum"  // of strings
	isCount  kind = "count" // an enum of integers
	isOther  kind = "other" // nothing can be said of it
)

func newAuthor(seed uint64) *author {
	return &author{Rand: rand.New(rand.NewPCG(seed, 1)), taken: map[string]bool{"API": true}, codes: map[string]bool{},
		imports: map[string]bool{"context": true}}
}

func pick[T any](a *author, list ...T) T { return list[a.IntN(len(list))] }

func (a *author) chance(percent int) bool { return a.IntN(100) < percent }

// contract writes a whole package: its files are the parts, in whatever order.
func (a *author) contract() {
	for range 2 + a.IntN(3) {
		a.enum()
	}
	a.text()
	if a.chance(50) {
		a.custom()
	}
	for range 3 + a.IntN(5) {
		switch a.IntN(5) {
		case 0:
			a.defined()
		case 1:
			a.union()
		default:
			a.structure("")
		}
	}
	a.generic()
	for range 1 + a.IntN(3) {
		a.structure("")
	}
	for range 1 + a.IntN(3) {
		a.sentinel()
	}
	a.api()
}

// typeName is a free name of a type.
func (a *author) typeName() string {
	return a.free(pick(a, "Order", "Wire", "Error", "String", "Type", "List", "Map", "Self", "None", "Class", "Import", "Dict",
		"Any", "Option", "OrderList", "OrderMap", "OptionalOrder", "OrderTopic", "Request", "Problem", "Violation", "Model", "Field",
		"Literal", "Int", "Float", "Bytes", "Enum", "Update", "Raw", "Object", "Base", "Page", "T", "X1", "HTTPStatus", "IPv6Addr",
		"ValidationProblem", "Lambda", "Async", "Client", "Errors", "Str", "Annotated", "Topic", "Envelope", "I", "O"))
}

// free is a name that no other name is like, capitals aside.
func (a *author) free(name string) string {
	for i := 2; a.taken[strings.ToLower(name)]; i++ {
		name = strings.TrimRight(name, "0123456789") + strconv.Itoa(i)
	}
	a.taken[strings.ToLower(name)] = true
	return name
}

func (a *author) declare(t named, format string, args ...any) {
	a.types = append(a.types, t)
	a.parts = append(a.parts, a.comment("")+fmt.Sprintf(format, args...))
}

// comment is a random one, directives behind it.
func (a *author) comment(indent string) string {
	var b strings.Builder
	for range a.IntN(3) {
		b.WriteString(indent + "// " + pick(a, `says "what" it is.`, `\`, `"""`, "*/ /*", "größe 价格 🚀", "{{.}} %s ${x} #{y}", "", "A [link] here.",
			"\ttabs", "`code`", "# Heading", "  - a list", "import os", "ends with a backslash \\", "ends with a quote \"", "'''",
			strings.Repeat("long ", 30), strings.Repeat("x", 130), "go:embed x", "noqa: E501", "type: ignore", "fmt: off", "<a href=\"x\">") + "\n")
	}
	return b.String()
}

// enum declares a named basic type with constants.
func (a *author) enum() {
	name := a.typeName()
	t := named{name: name, kind: isEnum}
	underlying, open := "string", ""
	if a.chance(50) {
		t.kind, underlying = isCount, pick(a, "int", "int8", "int64", "uint8", "uint32")
	}
	if a.chance(25) {
		open = "//\n//tenon:enum open\n"
	}
	var b strings.Builder
	suffixes := []string{"A", "None", "Class", "B2", "Über", "Name", "Value", "Mro", "Self", "HTTP", "UnknownX"}
	a.Shuffle(len(suffixes), func(i, j int) { suffixes[i], suffixes[j] = suffixes[j], suffixes[i] })
	texts := []string{"a", "None", "class", "\"'\\", "", "a b", "ü", "<&>", "1", "-", "a\tb", strings.Repeat("long", 25)}
	a.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	for i := range 2 + a.IntN(3) {
		value := strconv.Quote(texts[i])
		if t.kind == isCount {
			number := i * (1 + a.IntN(3))
			if underlying[0] == 'i' && a.chance(40) {
				number = -number
			}
			if i > 0 && number == 0 {
				number = 100 + i
			}
			value = strconv.Itoa(number + 5*i*sign(number))
		}
		t.values = append(t.values, value)
		fmt.Fprintf(&b, "\t%s %s = %s%s\n", a.free(name+suffixes[i]), name, value, pick(a, "", " // what it means", " // \"\"\" \\"))
	}
	a.declare(t, "%stype %s %s\n\n// The values.\nconst (\n%s)\n", open, name, underlying, b.String())
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// text declares a type that writes itself as text.
func (a *author) text() {
	name := a.typeName()
	a.declare(named{name: name, kind: isText}, `type %[1]s struct{ text string }

// MarshalText writes it.
func (t %[1]s) MarshalText() ([]byte, error) { return []byte(t.text), nil }

// UnmarshalText reads it.
func (t *%[1]s) UnmarshalText(b []byte) error { t.text = string(b); return nil }
`, name)
	a.types[len(a.types)-1].kind = isOther
}

// custom declares a type with JSON of its own.
func (a *author) custom() {
	name := a.typeName()
	a.imports["encoding/json"] = true
	a.declare(named{name: name, kind: isOther}, `//
//tenon:schema %[2]s
type %[1]s struct{ A int }

// MarshalJSON writes it.
func (t %[1]s) MarshalJSON() ([]byte, error) { return json.Marshal(t.A) }

// UnmarshalJSON reads it.
func (t *%[1]s) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &t.A) }
`, name, pick(a, `{"type": "integer"}`, `{"type": ["integer", "null"], "minimum": 0}`, `{"oneOf": [{"type": "integer"}, {"type": "string"}]}`,
		`{"type": "object", "properties": {"class": {"type": "string"}}, "required": ["class"]}`, `{}`, `{"enum": [1, 2]}`, `{"const": 5}`))
}

// defined declares a name for another type.
func (a *author) defined() {
	name := a.typeName()
	switch a.IntN(6) {
	case 0:
		a.declare(named{name: name, kind: isNumber}, "type %s %s\n", name, pick(a, "float64", "float32"))
	case 1:
		a.declare(named{name: name, kind: isWhole}, "type %s %s\n", name, pick(a, "int", "uint16", "int64"))
	case 2:
		a.declare(named{name: name, kind: isText}, "type %s string\n", name)
	case 3:
		a.declare(named{name: name, kind: isList}, "type %s []%s\n", name, a.item(1))
	case 4:
		a.declare(named{name: name, kind: isMap}, "type %s map[string]%s\n", name, a.typ(1).name)
	default:
		a.declare(named{name: name, kind: isList}, "type %[1]s []%[2]s%[1]s\n", name, pick(a, "", "map[string]", "[]"))
	}
}

// union declares a union, and structs that are its members.
func (a *author) union() {
	name := a.typeName()
	on := pick(a, "", "kind", "class", "$type")
	var members []string
	for range 2 + a.IntN(2) {
		member := a.structure(on)
		members = append(members, member)
		receiver := member
		if a.chance(30) {
			receiver = "*" + member
		}
		a.parts = append(a.parts, fmt.Sprintf("func (%s) is%s() {}\n", receiver, name))
	}
	directive := "//\n//tenon:union " + strings.Join(members, " ")
	if on != "" {
		directive += " on " + on
	}
	a.declare(named{name: name, kind: isUnion}, "%s\ntype %[2]s interface{ is%[2]s() }\n", directive, name)
}

// generic declares a generic struct.
func (a *author) generic() {
	name := a.typeName()
	a.parts = append(a.parts, fmt.Sprintf("type %s[T any] struct {\n\tItems []T `json:\"items\"`\n\tNext *T `json:\"next,omitempty\"`\n\tMore map[string]T `json:\"%s\"`\n}\n",
		name, pick(a, "more", "class", "_x")))
	for range 1 + a.IntN(2) {
		arg := a.typ(1).name
		if !slices.ContainsFunc(a.types, func(t named) bool { return t.name == name+"["+arg+"]" }) && !strings.ContainsAny(arg, "[*") {
			a.types = append(a.types, named{name: name + "[" + arg + "]", kind: isStruct})
		}
	}
}

// sentinel declares an error.
func (a *author) sentinel() {
	name := a.free("Err" + pick(a, "NotFound", "Client", "Import", "Gone", "None", "Class", "Value", "Status", "BadRequest", "X"))
	a.imports["errors"] = true
	a.errs = append(a.errs, name)
	a.parts = append(a.parts, a.comment("")+fmt.Sprintf("var %s = errors.New(%q)\n", name, name))
}
