package source

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Sources that are short but stand for very much must be refused, or loaded, at once.
func TestSourcesThatGrowAreBounded(t *testing.T) {
	chain := func(n int, first, format string) string {
		var b strings.Builder
		b.WriteString(first)
		for i := 1; i < n; i++ {
			fmt.Fprintf(&b, format, i, i-1)
		}
		return b.String()
	}
	head := "package m\n\nimport \"context\"\n\n//tenon:api v1\ntype API interface {\n\t//tenon:post /x\n\tDo(ctx context.Context, v T) error\n}\n\n"
	for name, src := range map[string]string{
		"doubling strings":   "type T string\nconst TA T = T(c39)\nconst TB T = \"b\"\n" + chain(40, "const c0 = \"x\"\n", "const c%d = c%d + c0 + c0\n") + chain(60, "const d0 = \"x\"\n", "const d%[1]d = d%[2]d + d%[2]d\n") + "const TC T = T(d59)\n",
		"doubling integers":  "type T int\nconst TA T = T(c59 / c58)\nconst TB T = 2\n" + chain(60, "const c0 = 1 << 1000\n", "const c%[1]d = c%[2]d * c%[2]d\n"),
		"huge floats":        "type T int\nconst TA T = 1e400000000\nconst TB T = T(1e100000 / 1e99999)\nconst TC T = 1e-999999999\n",
		"doubling instances": "type P[A, B any] struct { A A; B B }\ntype D[A any] = P[A, A]\ntype T struct { X " + strings.Repeat("D[", 60) + "int" + strings.Repeat("]", 60) + " }\n",
		"doubling maps":      "type M[A any] = map[A]A\ntype T struct { X " + strings.Repeat("M[", 60) + "int" + strings.Repeat("]", 60) + " }\n",
		"doubling aliases":   "type T struct { U U }\n//tenon:union A\ntype U interface{ F(a59) }\ntype A struct{}\nfunc (A) F(a59) {}\n" + chain(60, "type a0 = func()\n", "type a%[1]d = func(a%[2]d, a%[2]d) a%[2]d\n"),
		"embedded interfaces": "type T struct { U U }\n//tenon:union A\ntype U interface{ i29; j29 }\ntype A struct{}\n" + chain(30, "type i0 interface{}\ntype j0 interface{}\n",
			"type i%[1]d interface{ i%[2]d; j%[2]d }\ntype j%[1]d interface{ i%[2]d; j%[2]d }\n"),
		"embedded structs": "type T struct { *I29; *J29 }\n" + chain(30, "type I0 struct{ X int }\ntype J0 struct{ Y int }\n",
			"type I%[1]d struct{ *I%[2]d; *J%[2]d }\ntype J%[1]d struct{ *I%[2]d; *J%[2]d }\n"),
		"an endless alias":   "type T struct { A A[int] }\ntype A[X any] = A[[]X]\n",
		"an endless type":    "type T struct { A *A[int] }\ntype A[X any] struct { N *A[*A[X]] }\n",
		"deep parentheses":   "type T struct { A " + strings.Repeat("(", 90_000) + "int" + strings.Repeat(")", 90_000) + " }\n",
		"a long expression":  "type T int\nconst TA T = 1" + strings.Repeat("+1", 50_000) + "\nconst TB T = 2\n",
		"a chain of types":   "type T struct { A A999 }\n" + chain(1000, "type A0 struct{}\n", "type A%d struct { A A%d }\n"),
		"a chain of names":   "type T struct { A A3999 }\n" + chain(4000, "type A0 struct{}\n", "type A%d A%d\n"),
		"a chain of aliases": "type T struct { A A3999 }\n" + chain(4000, "type A0 = struct{}\n", "type A%d = A%d\n"),
		"many directives":    strings.Repeat("//tenon:id x\n", 20_000) + "type T struct{}\n",
		"many fields":        "type T struct {\n" + strings.Repeat("A int\n", 50_000) + "}\n",
	} {
		start := time.Now()
		_, list := loadCase(t, map[string]string{"api.go": head + src})
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %s", name, took)
		} else {
			t.Logf("%s: %s, %d findings", name, took, len(list))
		}
	}
}
