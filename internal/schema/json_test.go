package schema_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tenon/internal/schema"
)

// indented writes a value as documents are written.
func indented(v *schema.Value) string {
	var w schema.Writer
	v.Write(&w)
	return string(w.Bytes())
}

func TestJSONIsWrittenAsEveryoneIndentsIt(t *testing.T) {
	const text = `{"b":[],"a":{},"list":[1,"two",[null,true]],"o":{"x":{"y":-1.50e+2}},"é\u0001<&>\u2028":"\"\\/\b\f\n\r\t\u007f😀"}`
	v, err := schema.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var reference bytes.Buffer
	if err := json.Indent(&reference, v.JSON(), "", "  "); err != nil {
		t.Fatal(err)
	}
	if got := indented(&v); got != reference.String() {
		t.Errorf("%s\nwant\n%s", got, reference.String())
	}
	var ours, theirs any
	if json.Unmarshal(v.JSON(), &ours) != nil || json.Unmarshal([]byte(text), &theirs) != nil {
		t.Fatal("not JSON")
	}
	a, _ := json.Marshal(ours)
	b, _ := json.Marshal(theirs)
	if !bytes.Equal(a, b) {
		t.Errorf("the text means %s, written %s", b, a)
	}
}

func TestTextThatIsNotJSONIsRefusedAtItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		``:                        "1:1: unexpected end",
		`{"a":1`:                  "1:7: unexpected end",
		`{"a" 1}`:                 "1:6: unexpected '1' where a colon",
		`{a:1}`:                   "1:2: unexpected 'a' where a member's name",
		`{"a":1,}`:                "1:8: unexpected '}' where a member's name",
		`[1,]`:                    "1:4: unexpected ']' where a value",
		"[\n1 2]":                 "2:3: unexpected '2' where a comma",
		`01`:                      "1:2: unexpected '1' after the end",
		`-`:                       "1:1: a number that JSON does not allow",
		`1.`:                      "1:1: a number",
		`nul`:                     "1:1: unexpected 'n'",
		`"a`:                      "1:3: a string without end",
		`"\x"`:                    "1:2: an escape",
		"\"a\nb\"":                "1:3: a control character",
		"\"\xff\"":                "1:2: a string that is not UTF-8",
		`{"a":1,"b":2,"a":3}`:     `1:14: the object has the name "a" twice`,
		`{"a":1,"\u0061":3}`:      `1:8: the object has the name "a" twice`,
		strings.Repeat("[", 2000): "1:1002: more than 1000 levels",
		`{} {}`:                   "1:4: unexpected '{' after the end",
	} {
		_, err := schema.Parse([]byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}

func TestANameTwiceIsFoundInLargeObjectsToo(t *testing.T) {
	var b strings.Builder
	b.WriteString("{")
	for i := range 1000 {
		b.Write(schema.Quote(strings.Repeat("x", i+1)))
		b.WriteString(":0,")
	}
	if _, err := schema.Parse([]byte(b.String() + `"xxx":1}`)); err == nil {
		t.Error("not found")
	}
	if _, err := schema.Parse([]byte(b.String() + `"y":1}`)); err != nil {
		t.Error(err)
	}
}

func FuzzParseAgreesWithTheStandardLibrary(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,"x\ud83d\ude00",null]}`, `"\ud800"`, "\xef\xbb\xbf1", `[`, `-0`, `{"a":1,"a":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := schema.Parse(data)
		if err != nil {
			return // stricter: names twice, depth, UTF-8
		}
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if !json.Valid(data) {
			t.Fatalf("taken, and not JSON: %q", data)
		}
		var want, got any
		if json.Unmarshal(data, &want) != nil {
			return // a number that float64 cannot hold
		}
		if err := json.Unmarshal(v.JSON(), &got); err != nil {
			t.Fatalf("%q written as %s: %v", data, v.JSON(), err)
		}
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(got)
		if !bytes.Equal(a, b) {
			t.Fatalf("%q means %s, read as %s", data, a, b)
		}
		again, err := schema.Parse([]byte(indented(&v)))
		if err != nil || !bytes.Equal(again.JSON(), v.JSON()) {
			t.Fatalf("%s, indented and read again, is %s (%v)", v.JSON(), again.JSON(), err)
		}
	})
}

func FuzzEveryStringIsWrittenAsJSON(f *testing.F) {
	for _, s := range []string{"", "\x00\x1f\"\\", "\xff", "😀\u2028", "a\xc3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(schema.Quote(s), &got); err != nil || got != string([]rune(s)) {
			t.Fatalf("%q is written as %s (%v)", s, schema.Quote(s), err)
		}
	})
}

func TestRawJSONLosesItsOwnForm(t *testing.T) {
	w := schema.Writer{}
	w.BeginObject()
	w.Extensions([]schema.Extension{{Name: "a", Value: json.RawMessage(` {"b" :[ 1 ,"\u0041"] } `)},
		{Name: "c", Value: json.RawMessage(`-1.0`)}, {Name: "broken", Value: json.RawMessage(`{`)}})
	w.EndObject()
	const want = "{\n  \"a\": {\n    \"b\": [\n      1,\n      \"A\"\n    ]\n  },\n  \"c\": -1.0,\n  \"broken\": null\n}"
	if got := string(w.Bytes()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
