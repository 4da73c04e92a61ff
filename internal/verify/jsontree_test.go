package verify

import (
	"encoding/json"
	"strings"
	"testing"
)

// fromTree makes of a tree what encoding/json would make of the text.
func fromTree(n *jsonNode) any {
	switch n.kind {
	case jsonObject:
		m := map[string]any{}
		for i := range n.kids {
			m[n.kids[i].key] = fromTree(&n.kids[i])
		}
		return m
	case jsonArray:
		list := []any{}
		for i := range n.kids {
			list = append(list, fromTree(&n.kids[i]))
		}
		return list
	case jsonString:
		return n.text
	case jsonNumber:
		return json.Number(n.text)
	case jsonBool:
		return n.text == "true"
	default:
		return nil
	}
}

func FuzzTheTreeReadsWhatEncodingJSONReads(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.5e+3,true,false,null],"b":{"c":"\u00e9\n\ud83d\ude00"}}`, `[]`, `{}`, `""`, `0`, `01`, `1.`, `{"a":1,}`,
		`[1 2]`, `"\ud800"`, `{"a":1,"a":2}`, "\"\x01\"", "\xff", `nulll`, `{"a"}`, `-`, `1e`, `"\x"`, ` { } `,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := readJSON(data)
		if err != nil {
			return // stricter than encoding/json: names twice, lone surrogates, depth
		}
		dec := json.NewDecoder(strings.NewReader(string(data)))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("encoding/json refuses what the tree accepts: %v", err)
		}
		a, _ := json.Marshal(want)
		b, _ := json.Marshal(fromTree(root))
		if string(a) != string(b) {
			t.Fatalf("read %s, encoding/json reads %s", b, a)
		}
	})
}

func TestTheTreeRefusesWhatIsNotStrictJSON(t *testing.T) {
	for _, text := range []string{
		``, `01`, `1.`, `{"a":1,}`, `[1 2]`, `"\ud800"`, `{"a":1,"a":2}`, "\"\x01\"", "\xff", `nulll`, `{"a"}`, `-`, `1e`,
		`"\x"`, `"a`, `[`, `{`, `{"a":`, `[1,`, strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
	} {
		if _, err := readJSON([]byte(text)); err == nil {
			t.Errorf("accepted %.40q", text)
		}
	}
}
