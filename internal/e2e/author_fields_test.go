package e2e

import (
	"fmt"
	"strconv"
	"strings"
)

// typ is a random type that a field may have; what was declared before comes by value, so that nothing holds itself.
func (a *author) typ(depth int) named {
	if depth > 0 && a.chance(30) {
		switch a.IntN(6) {
		case 0:
			return named{name: "[]" + a.item(depth-1), kind: isList}
		case 1:
			return named{name: "map[" + a.key() + "]" + a.typ(depth-1).name, kind: isMap}
		case 2:
			return named{name: "[" + strconv.Itoa(1+a.IntN(3)) + "]" + a.typ(depth-1).name, kind: isOther}
		default:
			inner := a.typ(0)
			inner.name = "*" + inner.name
			if inner.kind == isList || inner.kind == isMap {
				inner.kind = isOther
			}
			return inner
		}
	}
	if len(a.types) > 0 && a.chance(55) {
		return pick(a, a.types...)
	}
	return pick(a, named{name: "string", kind: isText}, named{name: "string", kind: isText}, named{name: "int", kind: isWhole},
		named{name: "int64", kind: isWhole}, named{name: "uint8", kind: isWhole}, named{name: "float64", kind: isNumber},
		named{name: "float32", kind: isNumber}, named{name: "bool", kind: isBool}, named{name: "[]byte", kind: isOther},
		named{name: "any", kind: isOther}, a.known("time", "Time"), a.known("time", "Duration"), a.known("encoding/json", "RawMessage"),
		a.known("net/netip", "Addr"), a.known("math/big", "Int"))
}

// item is a random type of the items of a list. A list of bytes would be text.
func (a *author) item(depth int) string {
	if name := a.typ(depth).name; name != "uint8" {
		return name
	}
	return "int8"
}

func (a *author) known(path, name string) named {
	a.imports[path] = true
	return named{name: path[strings.LastIndexByte(path, '/')+1:] + "." + name, kind: isOther}
}

// key is a random type that the keys of a map may have.
func (a *author) key() string {
	keys := []string{"string", "int", "uint64", "int8"}
	for _, t := range a.types {
		if t.kind == isEnum || t.kind == isCount {
			keys = append(keys, t.name)
		}
	}
	return pick(a, keys...)
}

// structure declares a struct. As a member of a union that is told by a field, it has that field.
func (a *author) structure(on string) string {
	name := a.typeName()
	t := named{name: name, kind: isStruct}
	var b strings.Builder
	used := map[string]bool{on: true}
	if on != "" {
		fmt.Fprintf(&b, "\tTag string `json:%q enum:%q`\n", on, name)
	} else if a.chance(25) {
		a.embed(&b, used)
	}
	for i := range a.IntN(7) + 1 {
		a.field(&b, &t, i, used, name)
	}
	a.declare(t, "type %s struct {\n%s}\n", name, b.String())
	return name
}

// embed embeds a struct of its own, which only this one uses, so that no names meet.
func (a *author) embed(b *strings.Builder, used map[string]bool) {
	name := a.typeName()
	wire := a.wireName(used)
	a.parts = append(a.parts, fmt.Sprintf("type %s struct {\n\tIn%s %s `json:%q`\n}\n", name, name, pick(a, "int", "*string", "[]bool"), wire))
	fmt.Fprintf(b, "\t%s%s\n", pick(a, "", "*"), name)
}

// wireName is a free name of a member.
func (a *author) wireName(used map[string]bool) string {
	name := pick(a, "id", "class", "self", "None", "import", "from", "type", "model_config", "schema", "json", "copy", "a-b", "a.b", "a b", "_x",
		"__init__", "9lives", "größe", "$ref2", "dict", "list", "int", "str", "float", "bool", "datetime", "uuid", "Any", "l", "O", "case", "CASE",
		"fields", "validate", "aVeryLongNameThatGoesOnAndOnUntilNobodyKnowsWhatItWasAboutAnyMore", "x/y", "%", "#", "ÄÖ", "body", "options")
	for i := 2; used[name]; i++ {
		name = strings.TrimRight(name, "0123456789") + strconv.Itoa(i)
	}
	used[name] = true
	return name
}

// field writes one field; now and then it leads back to its own struct.
func (a *author) field(b *strings.Builder, t *named, i int, used map[string]bool, self string) {
	typ := a.typ(2)
	if a.chance(10) {
		typ = named{name: pick(a, "*", "[]", "map[string]*", "[]*", "[]map[int]") + self, kind: isOther}
	}
	wire := a.wireName(used)
	tags, options := "", ""
	if a.chance(25) {
		options = pick(a, ",omitempty", ",omitzero", ",omitempty,omitzero")
		if typ.kind == isStruct || typ.name[0] == '[' && typ.name[1] != ']' || typ.name == "time.Time" {
			options = ",omitzero" // which omitempty would never leave out
		}
	}
	tags += a.rules(typ)
	if options == "" {
		tags += a.fallback(typ)
	}
	switch {
	case typ.name[0] == '*' || options != "":
	case typ.kind == isText, typ.kind == isWhole, typ.kind == isNumber, typ.kind == isEnum, typ.kind == isCount:
		t.plain = append(t.plain, wire)
	}
	fmt.Fprintf(b, "%s\tF%d %s `json:%s%s`%s\n", a.comment("\t"), i, typ.name, strconv.Quote(wire+options), tags,
		pick(a, "", "", " // a field", " // \"quotes\"", " // Deprecated: use another."))
}

// rules are random constraints that a type may have.
func (a *author) rules(t named) string {
	if a.chance(60) {
		return ""
	}
	switch t.kind {
	case isText:
		return pick(a, ` minLength:"1"`, ` maxLength:"200"`, ` pattern:"^[a-z\"'\\\\ ]*$"`, ` format:"email"`, ` minLength:"1" maxLength:"9"`)
	case isWhole:
		return pick(a, ` minimum:"1"`, ` maximum:"100"`, ` exclusiveMinimum:"0"`, ` multipleOf:"5"`, ` enum:"0,5,10"`, ` minimum:"1" maximum:"100"`)
	case isNumber:
		return pick(a, ` minimum:"-0.5"`, ` exclusiveMaximum:"1e3"`, ` multipleOf:"0.01"`, ` exclusiveMinimum:"0" maximum:"99.5"`)
	case isList:
		return pick(a, ` minItems:"1"`, ` maxItems:"3"`, ` uniqueItems:"true"`, ` minItems:"1" maxItems:"3"`)
	case isEnum, isCount:
		return ` example:` + strconv.Quote(a.valueOf(t))
	}
	return ""
}

// valueOf is one value of an enum, as a tag has it.
func (a *author) valueOf(t named) string {
	value := pick(a, t.values...)
	if text, err := strconv.Unquote(value); err == nil {
		return text
	}
	return value
}

// fallback is a random default that fits the constraints that rules gives.
func (a *author) fallback(t named) string {
	if a.chance(75) || t.name[0] == '*' {
		return ""
	}
	switch t.kind {
	case isEnum, isCount:
		return ` default:` + strconv.Quote(a.valueOf(t))
	case isBool:
		return ` default:"true"`
	case isText:
		return ` default:"a"`
	case isWhole:
		return ` default:"5"`
	case isNumber:
		return ` default:"0.5"`
	}
	return ""
}
