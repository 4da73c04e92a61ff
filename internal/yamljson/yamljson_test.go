package yamljson_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tenon/internal/yamljson"
)

func TestYAMLIsReadAsTheJSONThatItStandsFor(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1\nb: [x, 2.50, true, null, ~]":                   `{"a":1,"b":["x",2.50,true,null,null]}`,
		"200: ok\nyes: no":                                    `{"200":"ok","yes":"no"}`,
		"a: 0x1F\nb: 0o17\nc: .5\nd: 1e3":                     `{"a":31,"b":15,"c":0.5,"d":1e3}`,
		"a: 2020-01-02\nb: '1'\nc: !!str 3":                   `{"a":"2020-01-02","b":"1","c":"3"}`,
		"a: |\n  x\n  y\nb: >\n  x\n  y":                      `{"a":"x\ny\n","b":"x y"}`,
		"a: &x {p: 1}\nb: *x":                                 `{"a":{"p":1},"b":{"p":1}}`,
		"a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3":            `{"a":{"p":1,"q":2},"b":{"p":1,"q":3}}`,
		"a: &x {p: 1}\nb: &y {p: 2, r: 4}\nc: {<<: [*x, *y]}": `{"a":{"p":1},"b":{"p":2,"r":4},"c":{"p":1,"r":4}}`,
		"{}":         `{}`,
		"a: \"\": x": "",
	} {
		v, err := yamljson.Parse([]byte(text))
		if want == "" {
			if err == nil {
				t.Errorf("%q was taken as %s", text, v.JSON())
			}
			continue
		}
		if err != nil || string(v.JSON()) != want {
			t.Errorf("%q: %s (%v), want %s", text, v.JSON(), err, want)
		}
	}
}

func TestWhatJSONHasNoWordForIsRefusedAtItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "1:1: the text is empty",
		"# only words":              "the text is empty",
		"a: 1\na: 2":                `2:1: the key "a" stands twice`,
		"a: .nan":                   `1:4: ".nan" is no number`,
		"a: 1\n? [b]\n: c":          "2:3: a key that is not a scalar",
		"a: 1\n---\nb: 2":           "more than one YAML document",
		"a: [":                      "did not find expected node content",
		"a: &x [*x]":                "levels of nesting, or an alias of what it lies in",
		"a: {<<: 3}":                "only mappings can be merged",
		"a: *none":                  "unknown anchor",
		strings.Repeat("[", 20_000): "exceeded",
	} {
		if _, err := yamljson.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}

func FuzzWhatIsReadIsJSON(f *testing.F) {
	for _, s := range []string{"a: &x [1, *x]", "<<: {a: 1}", "? a\n: - b", "a: !!binary aGk=", "x: 9e999", "&a a: *a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := yamljson.Parse([]byte(text))
		if err == nil && !json.Valid(v.JSON()) {
			t.Fatalf("%q is read as %s", text, v.JSON())
		}
	})
}
