package wire_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"
	"unicode/utf16"

	"tenon/wire"
)

// appended writes one value and shows it, or why it cannot be.
func appended[T any](v T, write func(*wire.Encoder, *T)) string {
	b, err := wire.Append([]byte("kept:"), &v, write)
	if string(b[:5]) != "kept:" || err != nil && len(b) != 5 {
		return "the buffer was damaged: " + string(b)
	}
	if err != nil {
		return err.Error()
	}
	return string(b[5:])
}

func TestNumbersAreWrittenAsECMAScriptDoes(t *testing.T) {
	write := func(e *wire.Encoder, v *float64) { e.Float64(*v) }
	for v, want := range map[float64]string{
		0: "0", 1: "1", -1.5: "-1.5", 1e21: "1e+21", 1e20: "100000000000000000000", 1e-6: "0.000001", 1e-7: "1e-7",
		123456789.125: "123456789.125", 5e-324: "5e-324", math.MaxFloat64: "1.7976931348623157e+308", 0.1: "0.1",
		333333333.33333329: "333333333.3333333", 1e23: "1e+23", 4.5e-10: "4.5e-10",
	} {
		if got := appended(v, write); got != want {
			t.Errorf("%g is written %s, want %s", v, got, want)
		}
	}
	negative := math.Copysign(0, -1)
	if got := appended(negative, write); got != "-0" {
		t.Errorf("-0 is written %s", got)
	}
	if got, _ := wire.AppendTopic(nil, &negative, write); string(got) != "0" {
		t.Errorf("-0 is written %s in a topic", got)
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := appended(v, write); got != "cannot be sent: JSON has no NaN and no infinities" {
			t.Errorf("%g is written %s", v, got)
		}
	}
	if got := appended(float32(0.1), func(e *wire.Encoder, v *float32) { e.Float32(*v) }); got != "0.1" {
		t.Errorf("a float32 is written %s", got)
	}
}

func TestWhatCannotBeSentIsNamedWithItsPlace(t *testing.T) {
	nan := math.NaN()
	for want, v := range map[string]order{
		"/side cannot be sent: it is none of the values of Side":               {},
		"/qty cannot be sent: JSON has no NaN and no infinities":               {Side: buy, Qty: nan},
		"/limitPrice cannot be sent: JSON has no NaN and no infinities":        {Side: buy, LimitPrice: &nan},
		"/currentQuotes/bid cannot be sent: JSON has no NaN and no infinities": {Side: buy, Quotes: &quotes{Bid: nan}},
		"/tags/1 cannot be sent: it is not valid UTF-8":                        {Side: buy, Tags: []string{"a,\"", "\xff"}},
		"/symbol cannot be sent: it is not valid UTF-8":                        {Symbol: "\xff", Side: buy},
	} {
		if got := appended(v, appendOrder); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if _, err := wire.Append(nil, nil, appendOrder); err == nil {
		t.Error("a nil pointer is written")
	}
}

func TestStringsAreEscapedNoMoreThanNeeded(t *testing.T) {
	write := func(e *wire.Encoder, v *string) { e.String(*v) }
	for v, want := range map[string]string{
		"":           `""`,
		"<a&b>":      `"<a&b>"`,
		"\"\\/":      `"\"\\/"`,
		"\n\t\b\x01": `"\n\t\b\u0001"`,
		"é\u2028😀":   "\"é\u2028😀\"",
		"\x7f":       "\"\x7f\"",
	} {
		if got := appended(v, write); got != want {
			t.Errorf("%q is written %s, want %s", v, got, want)
		}
	}
}

func FuzzStringsSurvive(f *testing.F) {
	f.Add("a\"b\\\u2028é😀\x00")
	f.Fuzz(func(t *testing.T, s string) {
		text, err := wire.Append(nil, &s, func(e *wire.Encoder, v *string) { e.String(*v) })
		if err != nil {
			return
		}
		got, err := wire.Decode(text, func(d *wire.Decoder, v *string) { *v = d.String() })
		if err != nil || got != s {
			t.Fatalf("%q became %q (%v)", s, got, err)
		}
	})
}

func TestKeysAreSortedByUTF16(t *testing.T) {
	keys := []string{"", "a", "aa", "b", "é", "\u20ac", "\ufb33", "\U0001f600", "\U0001f601", "a\ufb33", "a\U0001f600", "\ue000", "\ud7ff"}
	m := map[string]int{}
	for _, k := range keys {
		m[k] = 1
	}
	slices.SortFunc(keys, func(a, b string) int { return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))) })
	if got := wire.SortedKeys(m); !slices.Equal(got, keys) {
		t.Errorf("got %q, want %q", got, keys)
	}
	ints := wire.SortedInts(map[int8]bool{-1: true, 10: true, 2: true, 0: true})
	var names []string
	for _, k := range ints {
		names = append(names, k.Name)
		if strconv.Itoa(int(k.Key)) != k.Name {
			t.Errorf("key %v", k)
		}
	}
	if !slices.Equal(names, []string{"-1", "0", "10", "2"}) {
		t.Errorf("integer keys are %v", names)
	}
}

func FuzzUTF16Order(f *testing.F) {
	f.Add("a\U0001f600", "a\ufb33")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = string([]rune(a)), string([]rune(b))
		if a == b {
			return
		}
		want := []string{a, b}
		slices.SortFunc(want, func(a, b string) int { return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))) })
		if got := wire.SortedKeys(map[string]int{a: 1, b: 2}); !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestAnyWritesWhatEncodingJSONWould(t *testing.T) {
	write := func(e *wire.Encoder, v *any) { e.Any(*v) }
	for _, v := range []any{
		nil, true, "x", 1.5, 7, int64(-7), uint8(3), []any{}, []any{nil, "a"}, map[string]any{"b": 1.0, "a": []any{}},
		[]string{"<"}, map[int]string{2: "b", 1: "a"}, struct{ A int }{1}, json.RawMessage(`{ "a" : 1 }`), json.Number("12"),
		time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), []any(nil), map[string]any(nil), float32(0.25),
	} {
		var want any
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err = json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		var got any
		if err = json.Unmarshal([]byte(appended(v, write)), &got); err != nil {
			t.Fatalf("%#v: %v", v, err)
		}
		x, _ := json.Marshal(got)
		y, _ := json.Marshal(want)
		if string(x) != string(y) {
			t.Errorf("%#v is written %s, want %s", v, x, y)
		}
	}
	for _, v := range []any{math.NaN(), make(chan int), json.RawMessage(`{`), json.RawMessage(`{"a":1,"a":1}`), map[string]any{"\xff": 1}} {
		if _, err := wire.Append(nil, &v, write); err == nil {
			t.Errorf("%#v is written", v)
		}
	}
}

func TestRawJSONIsCanonicalInATopic(t *testing.T) {
	v := json.RawMessage(` { "b" : 1.50, "a" : [ 1e2 , 9007199254740993, "\u0041" ] } `)
	write := func(e *wire.Encoder, v *json.RawMessage) { e.RawJSON(*v) }
	got, err := wire.AppendTopic(nil, &v, write)
	if err != nil || string(got) != `{"a":[100,9007199254740993,"A"],"b":1.5}` {
		t.Errorf("got %s, %v", got, err)
	}
	if got := appended(v, write); got != `{"b":1.50,"a":[1e2,9007199254740993,"\u0041"]}` {
		t.Errorf("outside of a topic it is %s", got)
	}
	if v[0] != ' ' {
		t.Error("the value was written to")
	}
}

func TestTimesAreWrittenInUTC(t *testing.T) {
	write := func(e *wire.Encoder, v *time.Time) { e.Time(*v) }
	v := time.Date(2026, 1, 2, 3, 4, 5, 500, time.FixedZone("", 3600))
	if got := appended(v, write); got != `"2026-01-02T02:04:05.0000005Z"` {
		t.Errorf("got %s", got)
	}
	if got := appended(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), write); got != "cannot be sent: its year is outside of RFC 3339" {
		t.Errorf("got %s", got)
	}
}

func TestAnEncodeErrorIsOne(t *testing.T) {
	v := order{}
	_, err := wire.Append(nil, &v, appendOrder)
	var failed *wire.EncodeError
	if !errors.As(err, &failed) || failed.Pointer != "/side" {
		t.Errorf("got %v", err)
	}
}
