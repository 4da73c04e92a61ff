package pysrc

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestStringsAreQuotedAsBlackQuotesThem(t *testing.T) {
	for text, want := range map[string]string{
		`plain`:            `"plain"`,
		`it's`:             `"it's"`,
		`say "hi"`:         `'say "hi"'`,
		`it's "so"`:        `'it\'s "so"'`,
		`'a' "b"`:          `"'a' \"b\""`,
		"a\\b":             `"a\\b"`,
		"\n\r\t\x00\x7f":   `"\n\r\t\x00\x7f"`,
		"\u202e\ufeff":     `"\u202e\ufeff"`,
		"\U000e0001é長😀":    `"\U000e0001é長😀"`,
		"#{}%s $1":         `"#{}%s $1"`,
		"":                 `""`,
		"bad\xffencoding":  `"bad` + "\ufffd" + `encoding"`,
		"soft\u00adhyphen": `"soft\xadhyphen"`,
	} {
		if got := Str(text).String(); got != want {
			t.Errorf("Str(%q) = %s, want %s", text, got, want)
		}
	}
}

// unquote reads a literal back, by Python's rules.
func unquote(t *testing.T, literal string) string {
	t.Helper()
	quote, body := literal[0], literal[1:len(literal)-1]
	if quote != '"' && quote != '\'' || literal[len(literal)-1] != quote {
		t.Fatalf("%s is no literal", literal)
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		c := body[i]
		if c == quote || c < ' ' {
			t.Fatalf("%s holds %q unescaped", literal, c)
		}
		if c != '\\' {
			b.WriteByte(c)
			continue
		}
		i++
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[body[i]]
		if digits > 0 {
			r, err := strconv.ParseUint(body[i+1:i+1+digits], 16, 32)
			if err != nil {
				t.Fatalf("%s: %v", literal, err)
			}
			b.WriteRune(rune(r))
			i += digits
			continue
		}
		plain, ok := map[byte]string{'n': "\n", 'r': "\r", 't': "\t", '\\': "\\", '"': `"`, '\'': "'"}[body[i]]
		if !ok {
			t.Fatalf("%s holds the escape \\%c", literal, body[i])
		}
		b.WriteString(plain)
	}
	return b.String()
}

func FuzzAStringIsReadBackAsItWas(f *testing.F) {
	for _, s := range []string{"", `"`, `'`, `\`, `\"`, `"""`, "\n", "\u2028", "\x00", "é長😀", "\\N{BULLET}", "\ud7ff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.ToValidUTF8(s, "\ufffd")
		if !utf8.ValidString(s) {
			want = string([]rune(s))
		}
		if got := unquote(t, Str(s).String()); got != want {
			t.Fatalf("Str(%q) is read as %q", s, got)
		}
	})
}

func FuzzADocstringEndsOnlyAtItsEnd(f *testing.F) {
	for _, s := range []string{
		"", `"`, `""""""`, `\`, `\\`, "a\\", `ends with "`, "\n\n", "a\n  b\n c", "\t", "\r\n", "\x0b", strings.Repeat("x", 99),
		strings.Repeat("word ", 40), "- " + strings.Repeat("item ", 30), "\u2028", "\"\\", `""\`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var file File
		file.Doc(1, s)
		text := string(file.Bytes())
		body, ok := strings.CutPrefix(text, `    """`)
		body, closed := strings.CutSuffix(body, "\"\"\"\n")
		if !ok || !closed {
			t.Fatalf("%q: not quoted: %s", s, text)
		}
		for i := 0; i < len(body); i++ {
			switch {
			case body[i] == '\\':
				i++
				if i == len(body) {
					t.Fatalf("%q: escapes its own end: %s", s, text)
				}
				if !strings.ContainsRune(`\"xuU`, rune(body[i])) {
					t.Fatalf("%q: escape \\%c: %s", s, body[i], text)
				}
			case strings.HasPrefix(body[i:], `"""`):
				t.Fatalf("%q: ends too early: %s", s, text)
			}
		}
		for i, line := range strings.Split(text, "\n") {
			if line != strings.TrimRight(line, " \t\r") {
				t.Fatalf("%q: white space at the end of line %d: %q", s, i, line)
			}
			if columns(line) > Width && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, `"""`) {
				t.Fatalf("%q: line %d could be wrapped: %q", s, i, line)
			}
		}
		if strings.Contains(text, "\n\n\n") {
			t.Fatalf("%q: two blank lines: %s", s, text)
		}
	})
}

func TestNumbersAreThoseOfPython(t *testing.T) {
	for text, want := range map[json.Number]string{"1": "1", "-0.5": "-0.5", "1E+5": "1e5", "1e-7": "1e-7", "1e999": "1e999"} {
		if got, err := Num(text); err != nil || got.String() != want {
			t.Errorf("Num(%s) = %s, %v; want %s", text, got, err, want)
		}
	}
	for _, bad := range []json.Number{"", "NaN", "Infinity", "0x10", "1_000", "1;pwned()", "١", json.Number(strings.Repeat("7", 25))} {
		if got, err := Num(bad); err == nil {
			t.Errorf("Num(%q) = %s", bad, got)
		}
	}
}

func TestWhatDoesNotFitStandsOneItemALine(t *testing.T) {
	items := func(n int) []Expr {
		list := make([]Expr, n)
		for i := range list {
			list[i] = X("name_$1=$2", Int(int64(i)), Str("value"))
		}
		return list
	}
	var f File
	f.Line(0, X("x = $1", Call(X("f"), items(2)...)))
	f.Line(1, X("return $1", Call(X("f"), append(items(3), X("deep=$1", Bracket("{", items(6), "}")))...)))
	f.Line(0, X("x = $1 if y", Index(X("dict"), X("str"))))
	f.Line(0, X("def f$1 -> $2:", Bracket("(", nil, ")"), X("None")))
	want := `x = f(name_0="value", name_1="value")
    return f(
        name_0="value",
        name_1="value",
        name_2="value",
        deep={
            name_0="value",
            name_1="value",
            name_2="value",
            name_3="value",
            name_4="value",
            name_5="value",
        },
    )
x = dict[str] if y
def f() -> None:
`
	if got := string(f.Bytes()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAMarkerIsOneCommentLine(t *testing.T) {
	var f File
	f.Marker("Code of module a\nb\rc\u2028d\u0085e\x00.")
	if got := string(f.Bytes()); got != "# Code of module abcde.\n" {
		t.Errorf("%q", got)
	}
}

func TestIdentifiersHoldNothingElse(t *testing.T) {
	for _, s := range []string{"", "class", "1", "a b", `"; pwned() #`, "日本", "__init__", "a.b(c)"} {
		name := Ident(s).String()
		for i, r := range name {
			letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			if !letter && (i == 0 || r < '0' || r > '9') {
				t.Errorf("Ident(%q) = %q", s, name)
			}
		}
		if name == "" || name == "class" {
			t.Errorf("Ident(%q) = %q", s, name)
		}
	}
}

func ExampleFile_Doc() {
	var f File
	f.Doc(0, `Says "hello" and goes on: C:\new`)
	fmt.Print(string(f.Bytes()))
	// Output:
	// """Says "hello" and goes on: C:\\new"""
}
