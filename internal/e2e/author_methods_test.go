package e2e

import (
	"fmt"
	"strings"
)

// api declares the contract.
func (a *author) api() {
	var b strings.Builder
	used := map[string]bool{}
	for i := range 3 + a.IntN(6) {
		a.operation(&b, i, a.methodName(used))
	}
	for i := range a.IntN(4) {
		a.stream(&b, i, a.methodName(used))
	}
	directives := "//tenon:api v1\n"
	if a.chance(40) {
		directives += "//tenon:auth " + pick(a, "bearer", "basic", "cookie:sid", "header:X-Key query:key", "none") + "\n"
	}
	if a.chance(40) {
		directives += "//tenon:error " + a.errs[0] + " 409\n"
	}
	a.parts = append(a.parts, a.comment("")+"//\n"+directives+"type API interface {\n"+b.String()+"}\n")
}

func (a *author) methodName(used map[string]bool) string {
	name := pick(a, "Get", "List", "Import", "Class", "Self", "Close", "Raw", "Models", "Options", "Append", "Decode", "None", "Print", "Int",
		"Stream", "Streams", "Send", "Runtime", "WithHTTP", "X", "Async", "Await", "Dict")
	for i := 2; used[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s%d", strings.TrimRight(name, "0123456789"), i)
	}
	used[strings.ToLower(name)] = true
	return name
}

// operation writes one REST method.
func (a *author) operation(b *strings.Builder, i int, name string) {
	verb := pick(a, "get", "get", "put", "post", "post", "delete", "head")
	path, params := fmt.Sprintf("/p%d", i), "ctx context.Context"
	used := map[string]bool{}
	if a.chance(40) {
		variable := a.paramName(used)
		path += "/{" + strings.Trim(variable, "_") + "}"
		params += ", " + variable + " " + pick(a, "string", "int", "uint8")
	}
	if verb == "put" || verb == "post" {
		if body := a.body(); body != "" {
			params += ", " + a.paramName(used) + " " + body
		}
	} else if a.chance(30) {
		params += ", " + a.paramName(used) + " " + a.query(used)
	}
	for range a.IntN(3) {
		params += ", " + a.paramName(used) + " " + a.plain()
	}
	result, status := "error", ""
	if verb != "head" && a.chance(75) {
		result = "(" + a.result() + ", error)"
		status = pick(a, "", "", " 201")
	} else {
		status = pick(a, "", "", " 200", " 202")
	}
	fmt.Fprintf(b, "%s\t//\n\t//tenon:%s %s%s\n%s\t%s(%s) %s\n\n", a.comment("\t"), verb, path, status, a.directives(), name, params, result)
}

// directives are some that may stand on any operation.
func (a *author) directives() string {
	var b strings.Builder
	if a.chance(20) {
		b.WriteString("\t//tenon:idempotent\n")
	}
	if a.chance(20) {
		b.WriteString("\t//tenon:tag " + pick(a, "one", "two class", "\"odd\"") + "\n")
	}
	if a.chance(20) {
		b.WriteString("\t//tenon:deprecated " + pick(a, "use another", `say "no" \`) + "\n")
	}
	if a.chance(20) {
		b.WriteString("\t//tenon:auth " + pick(a, "bearer", "basic", "none", "header:X-Other") + "\n")
	}
	if len(a.errs) > 1 && a.chance(40) {
		b.WriteString("\t//tenon:error " + a.errs[1] + " " + "404" + "\n")
	}
	return b.String()
}

func (a *author) paramName(used map[string]bool) string {
	name := pick(a, "id", "from", "lambda", "self", "options", "body", "models", "class", "len", "nil_", "str", "list", "dict", "int_", "float",
		"async", "none", "userID", "x1", "datetime", "headers", "timeout", "HTTPPort", "pass", "cls", "raw")
	for i := 2; used[strings.ToLower(strings.Trim(name, "_"))]; i++ {
		name = fmt.Sprintf("%s%d", strings.TrimRight(name, "_0123456789"), i)
	}
	used[strings.ToLower(strings.Trim(name, "_"))] = true
	return name
}

// plain is a type that fits in an address.
func (a *author) plain() string {
	list := []string{"string", "*string", "[]string", "int", "*int64", "[]int", "bool", "*float64"}
	for _, t := range a.types {
		if t.kind == isEnum || t.kind == isCount {
			list = append(list, t.name, "*"+t.name, "[]"+t.name)
		}
	}
	return pick(a, list...)
}

// query declares a struct of parameters of its own.
func (a *author) query(used map[string]bool) string {
	name := a.free("Query")
	var b strings.Builder
	for i := range 1 + a.IntN(4) {
		wire := a.paramName(used)
		tag := fmt.Sprintf("%s:%q", pick(a, "json", "query", "query", "header", "cookie"), wire)
		typ := a.plain()
		if !strings.HasPrefix(tag, "json") && !strings.HasPrefix(tag, "query") {
			typ = strings.TrimPrefix(typ, "[]")
		}
		fmt.Fprintf(&b, "%s\tF%d %s `%s`\n", a.comment("\t"), i, typ, tag)
	}
	a.parts = append(a.parts, "type "+name+" struct {\n"+b.String()+"}\n")
	return name
}

// ofKind is a random declared type of some kinds, or "".
func (a *author) ofKind(kinds ...kind) string {
	var list []string
	for _, t := range a.types {
		for _, k := range kinds {
			if t.kind == k && t.name[0] != '*' {
				list = append(list, t.name)
			}
		}
	}
	if list == nil {
		return ""
	}
	return pick(a, list...)
}

// body is a type that a body may have, or "".
func (a *author) body() string {
	inner := a.ofKind(isStruct, isUnion)
	if inner == "" || a.chance(10) {
		return ""
	}
	return pick(a, "", "", "[]", "map[string]", "*") + inner
}

func (a *author) result() string {
	if t := a.typ(1).name; !a.chance(30) {
		return t
	}
	return pick(a, "", "[]", "map[string]", "*") + a.ofKind(isStruct, isUnion)
}

// stream writes one stream.
func (a *author) stream(b *strings.Builder, i int, name string) {
	a.imports["iter"] = true
	wire := fmt.Sprintf("%s-%d", pick(a, "orders", "import", "class", "raw", "close", "self", "int"), i)
	item := a.typ(1)
	if len(item.plain) > 0 && item.name[0] != '*' && a.chance(50) {
		if field := item.plain[0]; !strings.ContainsAny(field, " ") {
			wire += " conflate " + field
		}
	}
	request := a.request()
	fmt.Fprintf(b, "%s\t//\n\t//tenon:stream %s\n\t%s(ctx context.Context, req %s) (iter.Seq2[%s, error], error)\n\n",
		a.comment("\t"), wire, name, request, item.name)
}

// request declares or finds the struct of a subscription.
func (a *author) request() string {
	var list []string
	for _, t := range a.types {
		if t.kind == isStruct && t.name[0] != '*' {
			list = append(list, t.name)
		}
	}
	if len(list) > 0 && a.chance(50) {
		return pick(a, list...)
	}
	return a.structure("")
}
