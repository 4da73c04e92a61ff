package wire_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"tenon/wire"
)

// violationsOf decodes and shows every violation as "pointer: detail", or the syntax error.
func violationsOf[T any](text string, read func(*wire.Decoder, *T)) string {
	_, err := wire.Decode([]byte(text), read)
	var list *wire.Violations
	var syntax *wire.SyntaxError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &syntax):
		return "syntax"
	case errors.As(err, &list):
		var b strings.Builder
		for _, v := range *list {
			b.WriteString(v.Pointer + ": " + v.Detail + "\n")
		}
		return b.String()
	}
	return err.Error()
}

func TestEveryViolationIsReportedWithItsPlace(t *testing.T) {
	const good = `{"symbol":"A","side":1,"qty":1,"tags":[]`
	for text, want := range map[string]string{
		good + `}`:                                 "",
		good + `,"unknown":[{"x":null}]}`:          "",
		"\n" + good + ` , "limitPrice" : null }  `: "",
		`{}`:   "/symbol: is required\n/side: is required\n/qty: is required\n/tags: is required\n",
		`[]`:   ": must be an object\n",
		`null`: ": must not be null\n",
		`{"Symbol":"A","side":1,"qty":1,"tags":[]}`:   "/symbol: is required\n",
		`{"symbol":7,"side":"1","qty":"x","tags":{}}`: "/symbol: must be a string\n/side: must be an integer\n/qty: must be a number\n/tags: must be an array\n",
		`{"symbol":"","side":3,"qty":0,"tags":["a","b","c","a"]}`: "/symbol: must have at least 1 character\n/side: must be 1 or -1\n" +
			"/qty: must be greater than 0\n/tags: must have at most 3 items\n",
		`{"symbol":"A","side":1,"qty":1,"tags":["a","a"]}`:                  "/tags: must not have equal items\n",
		`{"symbol":"A","side":1,"qty":1,"tags":["a",null,2]}`:               "/tags/1: must not be null\n/tags/2: must be a string\n",
		`{"symbol":null,"side":1,"qty":null,"tags":[]}`:                     "/symbol: must not be null\n/qty: must not be null\n",
		good + `,"currentQuotes":{"ask":1,"bid":"x"}}`:                      "/currentQuotes/bid: must be a number\n",
		good + `,"limitPrice":[1]}`:                                         "/limitPrice: must be a number\n",
		good + `,"limitPrice":{"n":null}}`:                                  "/limitPrice: must be a number\n",
		good + `,"limitPrice":"null"}`:                                      "/limitPrice: must be a number\n",
		good + `,"currentQuotes":false}`:                                    "/currentQuotes: must be an object\n",
		good + `,"symbol":"B"}`:                                             "/symbol: comes more than once in its object\n",
		good + `,"x":{"a":1,"\u0061":2}}`:                                   "/x/a: comes more than once in its object\n",
		good + `,"x":[0,{"a/b":1,"a/b":2,"c":{"~":0,"~":0}}]}`:              "/x/1/a~1b: comes more than once in its object\n/x/1/c/~0: comes more than once in its object\n",
		`{"symbol":"A","side":1e400,"qty":1e400,"tags":[]}`:                 "/side: must be from -9223372036854775808 to 9223372036854775807\n/qty: is too large a number\n",
		`{"symbol":"\ud83d\ude00\u0000","side":1.0,"qty":5e-324,"tags":[]}`: "",
		good + `} {}`:                 "syntax",
		good:                          "syntax",
		``:                            "syntax",
		` `:                           "syntax",
		`{"symbol":"` + "\xff" + `"}`: "syntax",
		`{"symbol":"\ud800"}`:         "syntax",
		`{"symbol":"` + "\x01" + `"}`: "syntax",
		`{'symbol':1}`:                "syntax",
		"\ufeff{}":                    "syntax",
		`{"qty":01}`:                  "syntax",
		`{"qty":NaN}`:                 "syntax",
		`{"tags":[1,]}`:               "syntax",
	} {
		if got := violationsOf(text, decodeOrder); got != want {
			t.Errorf("%s\ngives %s\nwant  %s", text, got, want)
		}
	}
}

func TestViolationsAreBounded(t *testing.T) {
	text := `{"symbol":"A","side":1,"qty":1,"tags":[` + strings.Repeat("1,", 10_000) + `1]}`
	_, err := wire.Decode([]byte(text), decodeOrder)
	var list *wire.Violations
	if !errors.As(err, &list) || len(*list) != wire.MaxViolations {
		t.Fatalf("got %d violations", len(*list))
	}
	if last := (*list)[len(*list)-1]; last.Pointer != "" || !strings.Contains(last.Detail, "more") {
		t.Errorf("the last one is %v", last)
	}
}

func TestDepthIsBounded(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	read := func(d *wire.Decoder, v *any) { *v = d.Any() }
	if got := violationsOf(nested(wire.MaxDepth), read); got != "" {
		t.Errorf("%d levels: %s", wire.MaxDepth, got)
	}
	if got := violationsOf(nested(wire.MaxDepth+1), read); !strings.Contains(got, "nested too deeply") {
		t.Errorf("%d levels: %s", wire.MaxDepth+1, got)
	}
	if got := violationsOf(nested(1_000_000), read); got != "syntax" {
		t.Errorf("a million levels: %.100s", got)
	}
	var v any
	for range wire.MaxDepth + 1 {
		v = []any{v}
	}
	_, err := wire.Append(nil, &v, func(e *wire.Encoder, v *any) { e.Any(*v) })
	var failed *wire.EncodeError
	if !errors.As(err, &failed) || !strings.Contains(failed.Reason, "deeply") {
		t.Errorf("too deep a value is written: %v", err)
	}
}

func TestIntegersAreReadByValueNotBySpelling(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "-0.0": "0", "0e99": "0", "1.0": "1", "1.000e0": "1", "1e2": "100", "12.50e1": "125", "100e-2": "1",
		"-1": "-1", "9223372036854775807": "9223372036854775807", "-9223372036854775808": "-9223372036854775808",
		"9223372036854775807.0": "9223372036854775807", "922337203685477580.7e1": "9223372036854775807",
		"1E+3": "1000", "0.000001e6": "1",
		"9223372036854775808": "range", "-9223372036854775809": "range", "1e19": "range", "1e999999999999": "range",
		"1.5": "whole", "1e-1": "whole", "1e-999999999999": "whole", "0.1": "whole", "10000000000000000000.5": "whole",
		"0.00000000000000000000000000001": "whole", "18446744073709551616": "range", "-1e-400": "whole",
	} {
		v, err := wire.Decode([]byte(text), func(d *wire.Decoder, v *int64) { *v = d.Int64() })
		switch {
		case err == nil:
			if got := big.NewInt(v).String(); got != want {
				t.Errorf("%s is %s, want %s", text, got, want)
			}
		case want == "range" && strings.Contains(err.Error(), "must be from"):
		case want == "whole" && strings.Contains(err.Error(), "must be an integer"):
		default:
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	for text, want := range map[string]uint64{"18446744073709551615": math.MaxUint64, "-0": 0, "1.8446744073709551615e19": math.MaxUint64} {
		v, err := wire.Decode([]byte(text), func(d *wire.Decoder, v *uint64) { *v = d.Uint64() })
		if err != nil || v != want {
			t.Errorf("%s is %d (%v)", text, v, err)
		}
	}
	for _, text := range []string{"-1", "18446744073709551616", "1e20", "184467440737095516150"} {
		if _, err := wire.Decode([]byte(text), func(d *wire.Decoder, v *uint64) { *v = d.Uint64() }); err == nil {
			t.Errorf("%s is an uint64", text)
		}
	}
	for text, fits := range map[string]bool{"127": true, "-128": true, "128": false, "-129": false, "1.27e2": true} {
		if _, err := wire.Decode([]byte(text), func(d *wire.Decoder, v *int8) { *v = d.Int8() }); (err == nil) != fits {
			t.Errorf("%s as int8: %v", text, err)
		}
	}
}

func FuzzIntegersAgreeWithExactArithmetic(f *testing.F) {
	for _, s := range []string{"0", "1.0", "1e2", "12.5e1", "-9223372036854775808", "1e-5", "100e-2", "18446744073709551615"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 60 || !json.Valid([]byte(text)) || !strings.ContainsAny(text[:1], "-0123456789") || bigExponent(text) {
			return
		}
		exact, ok := new(big.Rat).SetString(text)
		if !ok {
			return
		}
		fits := exact.IsInt() && exact.Num().IsInt64()
		v, err := wire.Decode([]byte(text), func(d *wire.Decoder, v *int64) { *v = d.Int64() })
		if (err == nil) != fits || fits && exact.Num().Int64() != v {
			t.Fatalf("%s: got %d, %v", text, v, err)
		}
	})
}

// bigExponent says whether exact arithmetic with a number would take long.
func bigExponent(text string) bool {
	i := strings.IndexAny(text, "eE")
	return i >= 0 && len(strings.TrimLeft(text[i+1:], "+-0")) > 3
}

func TestMultipleOfIsDecimal(t *testing.T) {
	for _, c := range []struct {
		value string
		step  wire.Decimal
		want  bool
	}{
		{"0.07", wire.Decimal{Digits: 1, Exp: -2}, true},
		{"0.3", wire.Decimal{Digits: 1, Exp: -1}, true},
		{"1.1", wire.Decimal{Digits: 1, Exp: -1}, true},
		{"0.075", wire.Decimal{Digits: 1, Exp: -2}, false},
		{"0", wire.Decimal{Digits: 3, Exp: 0}, true},
		{"-7.5", wire.Decimal{Digits: 25, Exp: -1}, true},
		{"-7.6", wire.Decimal{Digits: 25, Exp: -1}, false},
		{"1e300", wire.Decimal{Digits: 1, Exp: -5}, true},
		{"1e300", wire.Decimal{Digits: 3, Exp: 0}, false},
		{"100", wire.Decimal{Digits: 1, Exp: 3}, false},
		{"5000", wire.Decimal{Digits: 1, Exp: 3}, true},
	} {
		_, err := wire.Decode([]byte(c.value), func(d *wire.Decoder, v *float64) {
			*v = d.Float64()
			wire.MultipleOf(d, *v, c.step)
		})
		if (err == nil) != c.want {
			t.Errorf("%s is a multiple of %s: %v, want %v", c.value, c.step, err == nil, c.want)
		}
	}
	_, err := wire.Decode([]byte("9223372036854775807"), func(d *wire.Decoder, v *int64) {
		*v = d.Int64()
		wire.MultipleOf(d, *v, wire.Decimal{Digits: 7})
	})
	if err != nil {
		t.Errorf("2^63-1 is a multiple of 7: %v", err)
	}
}

func TestTextsOfKnownTypes(t *testing.T) {
	read := func(d *wire.Decoder, v *time.Time) { *v = d.Time() }
	for text, want := range map[string]string{
		`"2026-01-02T03:04:05Z"`:           "2026-01-02T03:04:05Z",
		`"2026-01-02T03:04:05.25+01:00"`:   "2026-01-02T02:04:05.25Z",
		`"2026-01-02T03:04:05"`:            "",
		`"2026-01-02 03:04:05Z"`:           "",
		`"2026-02-30T03:04:05Z"`:           "",
		`"2026-01-02T3:04:05Z"`:            "",
		`"2026-01-02T03:04:05,5Z"`:         "",
		`"2026-01-02T03:04:05+24:00"`:      "",
		`"2026-01-02T03:04:05+23:60"`:      "",
		`"2026-01-02T03:04:05-23:59"`:      "2026-01-03T03:03:05Z",
		`1`:                                "",
		`"2026-01-02T03:04:05.123456789Z"`: "2026-01-02T03:04:05.123456789Z",
	} {
		v, err := wire.Decode([]byte(text), read)
		if (err == nil) != (want != "") || err == nil && v.Format(time.RFC3339Nano) != want {
			t.Errorf("%s is %v, %v", text, v, err)
		}
	}
	for text, want := range map[string]string{`"aGk="`: "hi", `""`: "", `"aGk"`: "-", `"aG k="`: "-", `"aGk=\n"`: "-", `"aGl="`: "-", `"_-8="`: "-"} {
		v, err := wire.Decode([]byte(text), func(d *wire.Decoder, v *[]byte) { *v = d.Bytes() })
		if (err == nil) != (want != "-") || err == nil && (string(v) != want || v == nil) {
			t.Errorf("%s is %q, %v", text, v, err)
		}
	}
}

func TestFormats(t *testing.T) {
	for format, cases := range map[string]map[string]bool{
		"date":      {"2026-02-28": true, "2026-02-30": false, "26-1-1": false, "": false},
		"time":      {"12:00:00Z": true, "12:00:00": false, "25:00:00Z": false},
		"date-time": {"2026-02-28T00:00:00Z": true, "2026-02-28": false},
		"uuid":      {"123e4567-e89b-12d3-a456-426614174000": true, "{123e4567-e89b-12d3-a456-426614174000}": false, "123e4567": false},
		"email":     {"a@b.example": true, "a.b+c@d": true, "a b@c": false, "@c": false, "a@": false, "a@-c": false, ".a@c": false, "a@b@c": false},
		"ipv4":      {"127.0.0.1": true, "::1": false, "127.0.0.256": false, "127.0.0.01": false},
		"ipv6":      {"::1": true, "127.0.0.1": false, "fe80::1%eth0": false},
		"uri":       {"https://a.example/b?c#d": true, "mailto:a@b": true, "/relative": false, "a b:c": false},
		"unheard":   {"anything": true},
	} {
		for text, want := range cases {
			quoted, _ := json.Marshal(text)
			_, err := wire.Decode(quoted, func(d *wire.Decoder, v *string) {
				*v = d.String()
				wire.Format(d, *v, format)
			})
			if (err == nil) != want {
				t.Errorf("%q has format %s: %v, want %v", text, format, err == nil, want)
			}
		}
	}
}

func TestLengthsAreCountedInCharacters(t *testing.T) {
	read := func(d *wire.Decoder, v *string) {
		*v = d.String()
		wire.MinLength(d, *v, 2)
		wire.MaxLength(d, *v, 3)
	}
	for text, want := range map[string]bool{`"ab"`: true, `"é"`: false, `"éé"`: true, `"\ud83d\ude00\ud83d\ude00"`: true, `"😀😀😀😀"`: false, `""`: false} {
		if got := violationsOf(text, read) == ""; got != want {
			t.Errorf("%s fits: %v, want %v", text, got, want)
		}
	}
}

func TestUniqueItemsAreComparedByValue(t *testing.T) {
	read := func(d *wire.Decoder, v *any) {
		*v = d.Any()
		d.UniqueItems()
	}
	for text, unique := range map[string]bool{
		`[]`:                            true,
		`[1,2,"1"]`:                     true,
		`[1,1.0]`:                       false,
		`[100, 1e2]`:                    false,
		`["a","\u0061"]`:                false,
		`[{"a":1,"b":2},{"b":2,"a":1}]`: false,
		`[[1,2],[2,1]]`:                 true,
		`["1","2","3","4","5","6","7","8","9","1"]`: false,
		`[9007199254740992,9007199254740993]`:       true,
		` [ "a" , "b" ] `:                           true,
		`[null,null]`:                               false,
	} {
		if got := violationsOf(text, read) == ""; got != unique {
			t.Errorf("%s is unique: %v, want %v", text, got, unique)
		}
	}
}

func FuzzDecodingNeverPanicsAndAgreesOnSyntax(f *testing.F) {
	for _, s := range []string{orderJSON, `{"a":[1,{"b":null}]}`, `{"symbol":"\u00e9\n","tags":["a","a"],"side":1e0}`, `[`, `"`, `{"a":1,"a":1}`, ` [1 , 2 ] `} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := string(data)
		v, err := wire.Decode(data, decodeOrder)
		if string(data) != before {
			t.Fatal("the input was written to")
		}
		if err == nil {
			text, err := wire.Append(nil, &v, appendOrder)
			if err != nil {
				t.Fatalf("cannot be sent back: %v", err)
			}
			again, err := wire.Decode(text, decodeOrder)
			if err != nil {
				t.Fatalf("cannot be read again: %v in %s", err, text)
			}
			second, _ := wire.Append(nil, &again, appendOrder)
			if string(second) != string(text) {
				t.Fatalf("%s became %s", text, second)
			}
		}
		var syntax *wire.SyntaxError
		if errors.As(err, &syntax) && json.Valid(data) && strings.ToValidUTF8(before, "?") == before &&
			!strings.Contains(strings.ToLower(before), `\ud`) && strings.Count(before, "[")+strings.Count(before, "{") < 1000 {
			t.Fatalf("valid JSON is refused: %v", err)
		}
		if !errors.As(err, &syntax) && !json.Valid(data) {
			t.Fatalf("invalid JSON is accepted: %v", err)
		}
		a, err := wire.Decode(data, func(d *wire.Decoder, v *any) { *v = d.Any() })
		if err != nil {
			return
		}
		if _, err = wire.Append(nil, &a, func(e *wire.Encoder, v *any) { e.Any(*v) }); err != nil {
			t.Fatalf("what was read cannot be sent: %v", err)
		}
	})
}
