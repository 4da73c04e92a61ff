package gowire

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/contract/contracttest"
	"tenon/internal/diag"
	"tenon/internal/emit"
)

// poisoned is the shop with a text in every place that a specification can fill; numbers says whether also where a
// number belongs.
func poisoned(text string, numbers bool) *contract.Module {
	m := contracttest.Shop()
	literal := func() *contract.Literal { return &contract.Literal{JSON: quoteForTest(text)} }
	m.Doc = text
	m.Name = text
	for _, d := range m.Decls {
		d.Doc, d.Deprecated = text, text
		d.Name += text
		if d.Discriminator != "" {
			d.Discriminator = text
		}
		for _, one := range d.Members {
			one.Tag += text
		}
		for _, v := range d.Values {
			v.Str += text
			v.Doc, v.VarName = text, text
		}
		for _, f := range d.Fields {
			f.Doc, f.Deprecated = text, text
			f.Wire += text
			if f.Type.Kind == contract.KindString {
				f.Rules.Pattern, f.Rules.Format = text, text
				f.Rules.Enum = []contract.Literal{*literal(), {JSON: `"a"`}}
				f.Default = literal()
			}
			if f.Default != nil && f.Type.Kind != contract.KindString {
				f.Default = literal()
			}
			if numbers {
				f.Rules.Minimum, f.Rules.MultipleOf = &text, &text
			}
		}
	}
	for _, s := range m.Streams {
		s.Name, s.Doc = text, text
	}
	return m
}

func quoteForTest(text string) string { return memberName(text)[:len(memberName(text))-1] }

// hostileTexts are those that generators have stumbled over.
func hostileTexts() []string {
	return []string{"x", "*/ func init() {} /*", "\n//go:generate rm -rf /\n", "`+panic(1)+`", `"+panic(1)+"`, "\r\nfunc init() {}",
		"\u2028func init() {}", "\u202e", "//line x.go:1", "$1", "%s", "\\", "\x00", "\xff", "日本", "type", "1e400", "-0", "0x1", "1; panic(1)",
		"// +build ignore", "import \"C\"", "/*", "'", "''", "``", "- a\n- b", "# h", "[x]: http://x"}
}

func TestHostileTextsStayTexts(t *testing.T) {
	for _, text := range hostileTexts() {
		holdHostile(t, text)
	}
}

func FuzzHostileTextsStayTexts(f *testing.F) {
	for _, text := range hostileTexts() {
		f.Add(text)
	}
	f.Fuzz(holdHostile)
}

func holdHostile(t *testing.T, text string) {
	if text == "" {
		return // there is no pattern then
	}
	want := declarations(t, poisoned("x", false))
	if got := declarations(t, poisoned(text, false)); len(got) != len(want) {
		t.Errorf("%q makes %d functions and imports of %d", text, len(got), len(want))
	}
	if got := declarations(t, poisoned(text, true)); got != nil && len(got) != len(want) {
		t.Errorf("%q as a number makes %d functions and imports of %d", text, len(got), len(want))
	}
}

// declarations are the functions and imports of everything that is emitted for a module; nil if it is refused with a
// diagnostic. Formatting is checked on the way.
func declarations(t *testing.T, m *contract.Module) []string {
	t.Helper()
	artifacts, err := New().Emit(emit.Input{Module: m})
	if err != nil {
		var list diag.List
		if !errors.As(err, &list) || len(list) == 0 {
			t.Fatalf("an error that is no diagnostic: %v", err)
		}
		return nil
	}
	var list []string
	for _, a := range artifacts {
		wantFormatted(t, a)
		file, err := parser.ParseFile(token.NewFileSet(), a.Path, a.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				list = append(list, fn.Name.Name)
			}
		}
		for _, i := range file.Imports {
			list = append(list, i.Path.Value)
		}
	}
	return list
}

func BenchmarkEmitShop(b *testing.B) {
	m := contracttest.Shop()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New().Emit(emit.Input{Module: m}); err != nil {
			b.Fatal(err)
		}
	}
}
