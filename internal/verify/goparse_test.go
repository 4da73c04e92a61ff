package verify

import (
	"go/parser"
	"go/token"
	"math/rand/v2"
	"strings"
	"testing"

	"tenon/internal/emit"
)

// goForms is Go of every form that the parser has to do with.
const goForms = `package forms

import (
	"context"
	"iter"

	other "tenon/wire"
)

//go:embed a.json
var A string

/* block
comment */
const (
	one, two = iota, "x" + 'y'
	three, four
)

const _ = other.V1

type (
	alias = map[string][]*other.Type[int, string]
	array [4]other.Type
	list  []func(a, b int, c ...string) (n int, err error)
)

type iface interface {
	other.Type
	Method(ctx context.Context, _ ...any) (iter.Seq2[int, error], error)
	Bare()
}

type strukt struct {
	*other.Pointer
	other.Type ` + "`json:\"x\"`" + `
	strukt2
	a, b  int
	list  []int
	fixed [2]int "tag"
	f     func()
	inner struct{ x, y *int }
}

var _ iface = (*strukt)(nil)

var pattern = other.NewPattern("a\"\\", 0x1F, 1.5e-3, 0, 'x', '\n')

func (s *strukt) Method(ctx context.Context, more ...any) (_ iter.Seq2[int, error], err error) { return nil, nil }

func (strukt) Bare() {}

func free(e *other.Encoder, v *[]byte) {
	if !e.Object() {
		return
	} else if x, ok := (*v)[0], true; ok && x > 1 || !ok {
		e.Member(` + "`\"name\":`" + `)
	} else {
		x++
	}
	for i := range 10 {
		_ = i
	}
	for range *v {
		continue
	}
	for k, w := range map[string]int{"a": 1, "b": 2} {
		k, w = "", w<<2&^1
	}
	for i, j := 0, 1; i < j; i += 2 {
		break
	}
	for e.More() {
	}
	for {
		break
	}
	switch {
	case e == nil, v == nil:
		fallthrough
	default:
		e.Skip()
	}
	switch y := e.Any().(type) {
	case *other.Type, []int, map[string]any, func():
		_ = y
	case nil:
	}
	switch string(e.Name()) {
	case "a":
		*v = append(*v, []byte("x")...)
		return
	}
	switch z := 1; z {
	}
	type local struct{ n int }
	var q, r *local = &local{n: 1}, nil
	var s = [...]local{{1}, {n: 2}, 5: {}}
	const c = 1
	ch <- <-ch
	defer func() { _ = recover() }()
	go e.Run(q, r)
	{
		f := func(a int) (b string) { return "" }(1)
		t := s[1:2:3]
		u, w := t[:], s[len(t)-1:]
		g := other.Generic[int, string](u, w, f...)
		h := struct{ a int }{a: -+^1}
		if h == (struct{ a int }{1}) {
			g.x.y[0].z(other.Type[int]{}, []other.Type{{}}, new([]int), make(chan int, 1)).(error).Error()
		}
	}
}

func noBody()
`

// tokensOf cuts a file into tokens and what stands between them.
func tokensOf(t testing.TB, src string) []string {
	l := goLexer{src: src}
	var parts []string
	from := 0
	for l.next(); l.kind != goEnd; l.next() {
		parts = append(parts, src[from:l.pos])
		from = l.pos
	}
	if l.err != nil {
		t.Fatalf("%d: %s", l.err.off, l.err.msg)
	}
	return parts
}

func goArtifact(src string) emit.Artifact {
	return emit.Artifact{Kind: emit.Wire, Path: "x.go", Data: []byte(src)}
}

// agrees checks that what the parser accepts is Go.
func agrees(t testing.TB, src string) (accepted bool) {
	t.Helper()
	if _, faults := parseGo(goArtifact(src)); faults.HasErrors() {
		return false
	}
	if _, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution|parser.ParseComments); err != nil {
		t.Errorf("accepted, but %v:\n%s", err, src)
	}
	return true
}

func TestGoOfEveryFormIsRead(t *testing.T) {
	if _, faults := parseGo(goArtifact(goForms)); faults.HasErrors() {
		t.Fatal(faults)
	}
	agrees(t, goForms)
}

func TestWhatIsReadAsGoIsGo(t *testing.T) {
	sources := []string{goForms}
	for _, in := range emitted(t) {
		for _, a := range ofKind(in.Artifacts, emit.Wire, emit.WSRouters, emit.Specs) {
			if src := string(a.Data); !agrees(t, src) {
				t.Errorf("%s is not read", a.Path)
			} else if len(src) < 8<<10 {
				sources = append(sources, src)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for _, src := range sources {
		tokens := tokensOf(t, src)
		for range 400 {
			changed := append([]string(nil), tokens...)
			for range 1 + random.IntN(2) {
				i, j := random.IntN(len(changed)), random.IntN(len(changed))
				switch random.IntN(4) {
				case 0:
					changed[i] = ""
				case 1:
					changed[i] = changed[j]
				case 2:
					changed[i] += changed[j]
				default:
					changed[i], changed[j] = changed[j], changed[i]
				}
			}
			if !agrees(t, strings.Join(changed, "")) {
				refused++
			}
		}
	}
	if all := 400 * len(sources); refused < all/4 || refused == all {
		t.Errorf("%d of %d changed files were refused", refused, all)
	}
}

func TestWhatIsNoGoIsRefused(t *testing.T) {
	for _, text := range []string{
		"func f() (...int) {}", "func f(a, b ...int) {}", "func f(a ...int, b int) {}", "func f(a int, b) {}",
		"func (a T, b T) f() {}", "var a = x[1:2:]", "var a = T[]{}", "var a", "const a int", "func f() { x(...) }",
		"func f() { if a{} == b {} }", "func f() { if x := 1 {} }", "func f() { defer f }", "func f() { a.b := 1 }",
		"func f() { for a := range b, c {} }", "func f() { x.(type) }", "func f() { switch x, y := a.(type) {} }",
		"func f() { x = (a.b){} }", "func f() { a b }", "func f() { switch { a() } }", "func f() { case a: }", "var a = ''",
		"var a = 'ab'", "var a = \"\\q\"", "var a = \"", "var a = `", "/*", "var a = 08", "var a = 1e", "var a = #", "x", "}",
		"func f() {", "import \"a b\"", "var a; import \"b\"", "var \x00 a int", "// \ufeff", "// \xff",
	} {
		src := "package a; " + text + "\n"
		if agrees(t, src) {
			t.Errorf("accepted: %s", src)
		}
	}
}

func FuzzWhatIsReadAsGoIsGo(f *testing.F) {
	f.Add(goForms)
	f.Add("package a\n")
	f.Add("package a; func f() { x := a.b[c]{d: 1}; if a == (b{}) { } }\n")
	f.Fuzz(func(t *testing.T, src string) { agrees(t, src) })
}
