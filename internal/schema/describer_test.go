package schema_test

import (
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

func compact(s *schema.Schema, d schema.Dialect) string {
	w := schema.Writer{Compact: true}
	s.Write(&w, d)
	return string(w.Bytes())
}

func kind(k contract.Kind) *contract.Type { return &contract.Type{Kind: k} }

func sized(k contract.Kind, bits int) *contract.Type { return &contract.Type{Kind: k, Bits: bits} }

func pointerTo(t *contract.Type) *contract.Type {
	return &contract.Type{Kind: contract.KindPointer, Elem: t}
}

func use(d *contract.Decl) *contract.Type {
	return &contract.Type{Kind: contract.KindRef, Ref: d.ID, Decl: d}
}

func mapOf(key *contract.Type) *contract.Type {
	return &contract.Type{Kind: contract.KindMap, Key: key, Elem: kind(contract.KindBool)}
}

func decl(name string, k contract.DeclKind) *contract.Decl {
	return &contract.Decl{ID: "p." + name, Name: name, Kind: k, Go: contract.GoType{ImportPath: "p", Name: name}}
}

func known(name, text string) *contract.Type {
	return &contract.Type{Kind: contract.KindKnown, Known: &contract.Known{
		Go: contract.GoType{ImportPath: "x", Name: name}, Schema: text}}
}

// TestEveryRowOfTheTableOfTypes follows the table "From Go types to schemas and bytes" of the contract language.
func TestEveryRowOfTheTableOfTypes(t *testing.T) {
	side := decl("Side", contract.DeclEnum)
	side.Underlying = kind(contract.KindInt)
	side.Values = []*contract.Value{{VarName: "BUY", Int: 1, Doc: "to buy"}, {VarName: "SELL", Int: -1}}
	color := decl("Color", contract.DeclEnum)
	color.Underlying = kind(contract.KindString)
	color.Values = []*contract.Value{{VarName: "RED", Str: "red"}, {VarName: "NONE", Str: ""}}
	open := decl("Open", contract.DeclEnum)
	open.Underlying, open.Open, open.Values = color.Underlying, true, color.Values
	qty := decl("Qty", contract.DeclDefined)
	qty.Underlying = sized(contract.KindUint, 32)
	code := decl("Code", contract.DeclText)
	custom := decl("Custom", contract.DeclCustom)
	custom.Schema = `{ "type": ["string","null"] , "x-own": {"b":1,"a":[ ]} }`
	empty := decl("Empty", contract.DeclStruct)
	m := &contract.Module{Decls: []*contract.Decl{code, color, custom, empty, open, qty, side}}

	for _, row := range []struct {
		name string
		typ  *contract.Type
		want string
		decl string // the shared schema that it refers to
	}{
		{"bool", kind(contract.KindBool), `{"type":"boolean"}`, ""},
		{"string", kind(contract.KindString), `{"type":"string"}`, ""},
		{"int", kind(contract.KindInt), `{"type":"integer"}`, ""},
		{"int8", sized(contract.KindInt, 8), `{"type":"integer","minimum":-128,"maximum":127}`, ""},
		{"int16", sized(contract.KindInt, 16), `{"type":"integer","minimum":-32768,"maximum":32767}`, ""},
		{"int32", sized(contract.KindInt, 32), `{"type":"integer","format":"int32"}`, ""},
		{"int64", sized(contract.KindInt, 64), `{"type":"integer","format":"int64"}`, ""},
		{"uint", kind(contract.KindUint), `{"type":"integer","minimum":0}`, ""},
		{"uint8", sized(contract.KindUint, 8), `{"type":"integer","minimum":0,"maximum":255}`, ""},
		{"uint32", sized(contract.KindUint, 32), `{"type":"integer","minimum":0,"maximum":4294967295}`, ""},
		{"uint64", sized(contract.KindUint, 64), `{"type":"integer","minimum":0}`, ""},
		{"float32", sized(contract.KindFloat, 32), `{"type":"number"}`, ""},
		{"float64", sized(contract.KindFloat, 64), `{"type":"number"}`, ""},
		{"[]byte", kind(contract.KindBytes), `{"type":"string","contentEncoding":"base64"}`, ""},
		{"pointer", pointerTo(kind(contract.KindString)), `{"type":["string","null"]}`, ""},
		{"pointer to pointer", pointerTo(pointerTo(kind(contract.KindString))), `{"type":["string","null"]}`, ""},
		{"pointer to any", pointerTo(kind(contract.KindAny)), `{}`, ""},
		{"slice", &contract.Type{Kind: contract.KindSlice, Elem: kind(contract.KindBool)},
			`{"type":"array","items":{"type":"boolean"}}`, ""},
		{"pointer to slice", pointerTo(&contract.Type{Kind: contract.KindSlice, Elem: kind(contract.KindBool)}),
			`{"type":["array","null"],"items":{"type":"boolean"}}`, ""},
		{"array", &contract.Type{Kind: contract.KindArray, Len: 3, Elem: kind(contract.KindBool)},
			`{"type":"array","items":{"type":"boolean"},"minItems":3,"maxItems":3}`, ""},
		{"any", kind(contract.KindAny), `{}`, ""},
		{"struct", use(empty), `{"$ref":"#/s/Empty"}`, `{"type":"object"}`},
		{"pointer to struct", pointerTo(use(empty)), `{"anyOf":[{"$ref":"#/s/Empty"},{"type":"null"}]}`, ""},
		{"enum of ints", use(side), `{"$ref":"#/s/Side"}`, `{"type":"integer","enum":[1,-1],` +
			`"x-enum-varnames":["BUY","SELL"],"x-enum-descriptions":["to buy",""]}`},
		{"enum of strings", use(color), `{"$ref":"#/s/Color"}`,
			`{"type":"string","enum":["red",""],"x-enum-varnames":["RED","NONE"]}`},
		{"open enum", use(open), `{"$ref":"#/s/Open"}`,
			`{"type":"string","examples":["red",""],"x-enum-varnames":["RED","NONE"]}`},
		{"defined type", use(qty), `{"$ref":"#/s/Qty"}`, `{"type":"integer","minimum":0,"maximum":4294967295}`},
		{"text marshaller", use(code), `{"$ref":"#/s/Code"}`, `{"type":"string"}`},
		{"schema of its own", use(custom), `{"$ref":"#/s/Custom"}`,
			`{"type":["string","null"],"x-own":{"b":1,"a":[]}}`},
		{"time", known("Time", `{"type":"string","format":"date-time"}`), `{"type":"string","format":"date-time"}`, ""},
		{"pointer to time", pointerTo(known("Time", `{"type":"string","format":"date-time"}`)),
			`{"type":["string","null"],"format":"date-time"}`, ""},
		{"known type of two types", pointerTo(known("Decimal", `{"type":["string","number"]}`)),
			`{"type":["string","number","null"]}`, ""},
		{"known type with a choice", pointerTo(known("Either", `{"anyOf":[{"type":"string"},{"type":"number"}]}`)),
			`{"anyOf":[{"type":"string"},{"type":"number"},{"type":"null"}]}`, ""},
		{"known enum", pointerTo(known("Enum", `{"type":"string","enum":["a"]}`)),
			`{"type":["string","null"],"enum":["a",null]}`, ""},
		{"map of strings", mapOf(kind(contract.KindString)),
			`{"type":"object","additionalProperties":{"type":"boolean"}}`, ""},
		{"map of any", &contract.Type{Kind: contract.KindMap, Key: kind(contract.KindString), Elem: kind(contract.KindAny)},
			`{"type":"object","additionalProperties":true}`, ""},
		{"map of ints", mapOf(kind(contract.KindInt)), `{"type":"object","additionalProperties":{"type":"boolean"},` +
			`"propertyNames":{"pattern":"^(0|-?[1-9][0-9]*)$"}}`, ""},
		{"map of enums", mapOf(use(color)), `{"type":"object","additionalProperties":{"type":"boolean"},` +
			`"propertyNames":{"$ref":"#/s/Color"}}`, ""},
		{"map of enums of ints", mapOf(use(side)), `{"type":"object","additionalProperties":{"type":"boolean"},` +
			`"propertyNames":{"enum":["1","-1"]}}`, ""},
		{"map of defined ints", mapOf(use(qty)), `{"type":"object","additionalProperties":{"type":"boolean"},` +
			`"propertyNames":{"pattern":"^(0|[1-9][0-9]*)$"}}`, ""},
		{"map of texts", mapOf(use(code)), `{"type":"object","additionalProperties":{"type":"boolean"},` +
			`"propertyNames":{"$ref":"#/s/Code"}}`, ""},
		{"map of uuids", mapOf(known("UUID", `{"type":"string","format":"uuid"}`)),
			`{"type":"object","additionalProperties":{"type":"boolean"},"propertyNames":{"type":"string","format":"uuid"}}`, ""},
	} {
		d := schema.NewDescriber(m, "#/s/")
		if got := compact(d.Type(row.typ), schema.Draft2020); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
		if row.decl != "" {
			shared := d.Shared()
			if len(shared) != 1 || compact(shared[0].Schema, schema.Draft2020) != row.decl {
				t.Errorf("%s: shared %s, want %s", row.name, compact(shared[0].Schema, schema.Draft2020), row.decl)
			}
		}
		if len(d.Findings()) > 0 {
			t.Errorf("%s: %v", row.name, d.Findings())
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestEveryTagOfAField(t *testing.T) {
	text, number := kind(contract.KindString), sized(contract.KindFloat, 64)
	side := decl("Side", contract.DeclEnum)
	side.Underlying, side.Values = text, []*contract.Value{{Str: "buy"}}
	list := &contract.Type{Kind: contract.KindSlice, Elem: text}
	for _, row := range []struct {
		name  string
		field contract.Field
		want  string
	}{
		{"bounds", contract.Field{Type: number, Rules: contract.Rules{Minimum: ptr("1"), Maximum: ptr("2e3")}},
			`{"type":"number","minimum":1,"maximum":2e3}`},
		{"exclusive", contract.Field{Type: number, Rules: contract.Rules{ExclusiveMinimum: ptr("0"),
			ExclusiveMaximum: ptr("1"), MultipleOf: ptr("0.5")}},
			`{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"multipleOf":0.5}`},
		{"exclusive bounds inside those of the type", contract.Field{Type: sized(contract.KindUint, 8), Rules: contract.Rules{
			ExclusiveMinimum: ptr("0"), ExclusiveMaximum: ptr("9")}}, `{"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":9}`},
		{"exclusive bounds outside those of the type", contract.Field{Type: sized(contract.KindUint, 8), Rules: contract.Rules{
			ExclusiveMinimum: ptr("-1"), ExclusiveMaximum: ptr("256")}},
			`{"type":"integer","minimum":0,"exclusiveMinimum":-1,"maximum":255,"exclusiveMaximum":256}`},
		{"lengths", contract.Field{Type: text, Rules: contract.Rules{MinLength: ptr(int64(0)), MaxLength: ptr(int64(9)),
			Pattern: `^"a`, Format: "email"}},
			`{"type":"string","format":"email","minLength":0,"maxLength":9,"pattern":"^\"a"}`},
		{"items", contract.Field{Type: list, Rules: contract.Rules{MinItems: ptr(int64(1)), MaxItems: ptr(int64(2)),
			UniqueItems: true}},
			`{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2,"uniqueItems":true}`},
		{"enum", contract.Field{Type: text, Rules: contract.Rules{Enum: []contract.Literal{{JSON: `"a"`}}}},
			`{"type":"string","enum":["a"]}`},
		{"enum or null", contract.Field{Type: pointerTo(text), Rules: contract.Rules{Enum: []contract.Literal{{JSON: `"a"`}}}},
			`{"type":["string","null"],"enum":["a",null]}`},
		{"a rule wins over the type", contract.Field{Type: kind(contract.KindUint), Rules: contract.Rules{Minimum: ptr("5")}},
			`{"type":"integer","minimum":5}`},
		{"default and example", contract.Field{Type: text, Default: &contract.Literal{JSON: `"d"`},
			Example: &contract.Literal{JSON: `"e"`}}, `{"type":"string","default":"d","examples":["e"]}`},
		{"words beside a reference", contract.Field{Type: use(side), Doc: "which\nside", Deprecated: "use other"},
			`{"$ref":"#/s/Side","description":"which side\n\nDeprecated: use other","deprecated":true}`},
		{"words beside a nullable reference", contract.Field{Type: pointerTo(use(side)), Doc: "which side"},
			`{"description":"which side","anyOf":[{"$ref":"#/s/Side"},{"type":"null"}]}`},
		{"quoted int", contract.Field{Type: kind(contract.KindInt), Quoted: true},
			`{"type":"string","pattern":"^(0|-?[1-9][0-9]*)$"}`},
		{"quoted bool or null", contract.Field{Type: pointerTo(kind(contract.KindBool)), Quoted: true},
			`{"type":["string","null"],"enum":["true","false",null]}`},
	} {
		d := schema.NewDescriber(&contract.Module{Decls: []*contract.Decl{side}}, "#/s/")
		if got := compact(d.Field(&row.field), schema.Draft2020); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

func TestFieldsThatMayBeLeftOutAreNotRequired(t *testing.T) {
	d := schema.NewDescriber(&contract.Module{}, "#/s/")
	got := compact(d.Object([]*contract.Field{
		{Wire: "a", Type: kind(contract.KindBool), Required: true},
		{Wire: "b", Type: kind(contract.KindBool), Omit: true},
		{Wire: "c", Type: kind(contract.KindBool), Default: &contract.Literal{JSON: "true"}},
		{Wire: "d", Type: kind(contract.KindBool), In: contract.InQuery, Required: true},
	}), schema.Draft2020)
	const want = `{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"boolean"},` +
		`"c":{"type":"boolean","default":true}},"required":["a"]}`
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAUnionFixesTheFieldThatTellsItsMembers(t *testing.T) {
	kindOf := func() *contract.Field {
		return &contract.Field{Wire: "kind", Type: kind(contract.KindString), Required: true}
	}
	a, b, u := decl("A", contract.DeclStruct), decl("B", contract.DeclStruct), decl("U", contract.DeclUnion)
	a.Fields, b.Fields = []*contract.Field{kindOf()}, []*contract.Field{kindOf()}
	u.Discriminator = "kind"
	u.Members = []*contract.Member{{Type: use(a), Tag: "a"}, {Type: pointerTo(use(b)), Tag: "b", Pointer: true}}
	d := schema.NewDescriber(&contract.Module{Decls: []*contract.Decl{a, b, u}}, "#/s/")
	d.Type(use(u))
	var got []string
	for _, p := range d.Shared() {
		got = append(got, compact(p.Schema, schema.Draft2020))
	}
	want := []string{
		`{"type":"object","properties":{"kind":{"type":"string","enum":["a"]}},"required":["kind"]}`,
		`{"type":"object","properties":{"kind":{"type":"string","enum":["b"]}},"required":["kind"]}`,
		`{"oneOf":[{"$ref":"#/s/A"},{"$ref":"#/s/B"}],"discriminator":{"propertyName":"kind","mapping":` +
			`{"a":"#/s/A","b":"#/s/B"}}}`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestOurOwnNamesGiveWayToTheUsers(t *testing.T) {
	m := &contract.Module{Decls: []*contract.Decl{decl("Problem", contract.DeclStruct), decl("APIProblem", contract.DeclStruct)}}
	d := schema.NewDescriber(m, "#/s/")
	if got := []string{d.Free("Problem"), d.Free("Other"), d.Free("Other")}; strings.Join(got, " ") != "APIProblem2 Other APIOther" {
		t.Errorf("names %q", got)
	}
}

func TestASchemaThatCannotBeReadIsAnErrorWithItsPlace(t *testing.T) {
	for _, text := range []string{`{`, `[]`, `{"properties":3}`, `{"type":"text"}`} {
		c := decl("C", contract.DeclCustom)
		c.Schema, c.Pos.File = text, "c.go"
		d := schema.NewDescriber(&contract.Module{Decls: []*contract.Decl{c}}, "#/s/")
		d.Type(use(c))
		if l := d.Findings(); len(l) != 1 || l[0].ID != "invalid-schema" || l[0].Pos.File != "c.go" {
			t.Errorf("%s: %v", text, l)
		}
	}
}

func TestDialectsSayTheSame(t *testing.T) {
	for text, want := range map[string][2]string{ // 3.0, AsyncAPI
		`{"type":["string","null"]}`: {`{"type":"string","nullable":true}`, `{"type":["string","null"]}`},
		`{"anyOf":[{"$ref":"#/A"},{"type":"null"}]}`: {
			`{"anyOf":[{"$ref":"#/A"},{"type":"object","nullable":true,"enum":[null]}]}`, `{"anyOf":[{"$ref":"#/A"},{"type":"null"}]}`},
		`{"$ref":"#/A","description":"d"}`: {
			`{"description":"d","allOf":[{"$ref":"#/A"}]}`, `{"description":"d","allOf":[{"$ref":"#/A"}]}`},
		`{"type":"number","exclusiveMinimum":0}`: {
			`{"type":"number","minimum":0,"exclusiveMinimum":true}`, `{"type":"number","exclusiveMinimum":0}`},
		`{"type":"string","contentEncoding":"base64"}`: {
			`{"type":"string","format":"byte"}`, `{"type":"string","contentEncoding":"base64"}`},
		`{"type":"string","examples":["a"]}`: {`{"type":"string","example":"a"}`, `{"type":"string","examples":["a"]}`},
		`{"type":"object","propertyNames":{"pattern":"a"}}`: {
			`{"type":"object","x-propertyNames":{"pattern":"a"}}`, `{"type":"object","propertyNames":{"pattern":"a"}}`},
		`{"oneOf":[{"$ref":"#/A"}],"discriminator":{"propertyName":"k"}}`: {
			`{"oneOf":[{"$ref":"#/A"}],"discriminator":{"propertyName":"k"}}`,
			`{"oneOf":[{"$ref":"#/A"}],"discriminator":"k"}`},
	} {
		for i, d := range []schema.Dialect{schema.OpenAPI30, schema.AsyncAPI} {
			s := read(t, text, schema.Draft2020)
			if got := compact(s, d); got != want[i] {
				t.Errorf("%s in dialect %d: %s, want %s", text, d, got, want[i])
			}
			if back := compact(read(t, want[i], d), schema.Draft2020); back != text {
				t.Errorf("%s read back: %s, want %s", want[i], back, text)
			}
		}
	}
}

func TestWaysOf30ToSayNull(t *testing.T) {
	for text, want := range map[string]string{
		`{"nullable":true,"allOf":[{"$ref":"#/A"}]}`:                `{"anyOf":[{"$ref":"#/A"},{"type":"null"}]}`,
		`{"nullable":true,"allOf":[{"$ref":"#/A"},{"$ref":"#/B"}]}`: `{"anyOf":[{"allOf":[{"$ref":"#/A"},{"$ref":"#/B"}]},{"type":"null"}]}`,
		`{"nullable":true,"oneOf":[{"$ref":"#/A"}]}`:                `{"oneOf":[{"$ref":"#/A"},{"type":"null"}]}`,
		`{"nullable":true,"$ref":"#/A"}`:                            `{"anyOf":[{"$ref":"#/A"},{"type":"null"}]}`,
		`{"nullable":true,"type":"string","enum":["a"]}`:            `{"type":["string","null"],"enum":["a",null]}`,
		`{"nullable":true,"type":"string","enum":["a",null]}`:       `{"type":["string","null"],"enum":["a",null]}`,
		`{"nullable":true,"enum":["a"]}`:                            `{"enum":["a",null]}`,
		`{"nullable":true}`:                                         `{}`,
		`{"nullable":false,"type":"string"}`:                        `{"type":"string"}`,
	} {
		if got := compact(read(t, text, schema.OpenAPI30), schema.Draft2020); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func read(t *testing.T, text string, d schema.Dialect) *schema.Schema {
	t.Helper()
	v, err := schema.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s, err := schema.Read(&v, d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
