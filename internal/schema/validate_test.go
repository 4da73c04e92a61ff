package schema_test

import (
	"strings"
	"testing"

	"tenon/internal/schema"
)

func TestValuesInsideAndOutsideASchema(t *testing.T) {
	shared := map[string]string{
		"#/Tree": `{"type":"object","properties":{"next":{"$ref":"#/Tree"}},"additionalProperties":false}`,
		"#/Loop": `{"$ref":"#/Loop"}`,
	}
	resolve := func(ref string) *schema.Schema {
		if text := shared[ref]; text != "" {
			return read(t, text, schema.Draft2020)
		}
		return nil
	}
	for _, row := range []struct{ schema, inside, outside, why string }{
		{`{"type":"integer"}`, `3.0`, `3.5`, "3.5 is not an integer"},
		{`{"type":"integer"}`, `18446744073709551615`, `1e-1`, "1e-1 is not an integer"},
		{`{"multipleOf":3}`, `-18446744073709551615`, `-1`, "no multiple"},
		{`{"type":["string","null"]}`, `null`, `1`, "1 is not a string or null"},
		{`{"enum":[1,{"a":[1]}]}`, `{"a":[1.0]}`, `2`, "2 is not one of the values"},
		{`{"const":"a"}`, `"a"`, `"b"`, `"b" is not "a"`},
		{`{"minimum":1,"maximum":2}`, `1`, `0.5`, "0.5 is less than 1"},
		{`{"maximum":9007199254740993}`, `9007199254740993`, `9007199254740994`, "greater than"},
		{`{"exclusiveMinimum":0,"exclusiveMaximum":1}`, `0.5`, `0`, "not greater than 0"},
		{`{"exclusiveMaximum":1}`, `0.5`, `1`, "not less than 1"},
		{`{"multipleOf":0.1}`, `0.3`, `0.25`, "no multiple"},
		{`{"minLength":2,"maxLength":2}`, `"äö"`, `"a"`, "has 1 characters"},
		{`{"pattern":"^a"}`, `"ab"`, `"ba"`, "does not match"},
		{`{"pattern":"(?<=x)"}`, `"anything"`, ``, ""},
		{`{"minItems":1,"uniqueItems":true}`, `[1,2]`, `[1,1.0]`, "/1: the item stands twice"},
		{`{"items":{"type":"string"}}`, `["a"]`, `["a",1]`, "/1: 1 is not a string"},
		{`{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}`, `["a",1]`, `[1]`, "/0: 1 is not a string"},
		{`{"contains":{"const":1}}`, `[2,1]`, `[2]`, "must contain"},
		{`{"required":["a"]}`, `{"a":null}`, `{}`, `"a" is missing`},
		{`{"properties":{"a/b":{"type":"string"}}}`, `{"a/b":"x","c":1}`, `{"a/b":1}`, "/a~1b: 1 is not a string"},
		{`{"additionalProperties":{"type":"number"},"patternProperties":{"^s":{"type":"string"}}}`,
			`{"s":"x","n":1}`, `{"n":"x"}`, "/n: "},
		{`{"propertyNames":{"maxLength":1}}`, `{"a":1}`, `{"ab":1}`, "/ab: "},
		{`{"minProperties":1,"maxProperties":1}`, `{"a":1}`, `{}`, "0 members"},
		{`{"anyOf":[{"type":"string"},{"minimum":5}]}`, `5`, `4`, "none of the choices"},
		{`{"oneOf":[{"type":"number"},{"type":"integer"}]}`, `1.5`, `1`, "2 of the choices"},
		{`{"allOf":[{"type":"number"},{"minimum":2}]}`, `2`, `1`, "less than"},
		{`{"not":{"type":"string"}}`, `1`, `"a"`, "must not be"},
		{`{"properties":{"x":false}}`, `{}`, `{"x":1}`, "/x: nothing is allowed here"},
		{`{"$ref":"#/Tree"}`, `{"next":{"next":{}}}`, `{"next":{"other":1}}`, "/next/other: nothing"},
		{`{"$ref":"#/Loop"}`, `1`, ``, ""},
		{`{"$ref":"#/None"}`, `1`, ``, ""},
	} {
		s := read(t, row.schema, schema.Draft2020)
		inside, _ := schema.Parse([]byte(row.inside))
		if found := schema.Validate(&inside, s, resolve); found != nil {
			t.Errorf("%s refuses %s: %v", row.schema, row.inside, found)
		}
		if row.outside == "" {
			continue
		}
		outside, _ := schema.Parse([]byte(row.outside))
		found := schema.Validate(&outside, s, resolve)
		if len(found) == 0 || !strings.Contains(found[0].Error(), row.why) {
			t.Errorf("%s takes %s: %v, want %q", row.schema, row.outside, found, row.why)
		}
	}
}
