package source

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tenon/internal/contract"
	"tenon/internal/source/testdata/referee"
	"tenon/internal/workspace"
)

// loadReferee loads the package that this test is also compiled with.
func loadReferee(t *testing.T) *contract.Module {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", "referee", "referee.go"))
	if err != nil {
		t.Fatal(err)
	}
	loaded, list := loadCase(t, map[string]string{
		"referee.go": string(src),
		"api.go": "package referee\n\nimport \"context\"\n\n//tenon:api v1\ntype API interface {\n" +
			"\t//tenon:post /x\n\tDo(ctx context.Context, all All) (Enums, error)\n}\n\ntype Enums struct {\n\tI Int\n\tS Str\n}\n",
	})
	if loaded == nil {
		t.Fatal(list)
	}
	return loaded.Module
}

// Which fields of embedded structs travel, and in which order, is encoding/json's rule. Names are
// compared without case: those without a tag differ in that by our own rule.
func TestFieldsArePromotedAsEncodingJSONDoes(t *testing.T) {
	m := loadReferee(t)
	all := reflect.TypeFor[referee.All]()
	for i := range all.NumField() {
		typ := all.Field(i).Type
		v := reflect.New(typ).Elem()
		allocate(v, 3)
		data, err := json.Marshal(v.Interface())
		if err != nil {
			t.Fatal(err)
		}
		want := keysOf(t, []byte(strings.ToLower(string(data))))
		name, _, _ := strings.Cut(typ.Name(), "[")
		j := slices.IndexFunc(m.Decls, func(d *contract.Decl) bool { return d.Go.Name == name })
		if j < 0 {
			t.Errorf("%s is not loaded", name)
			continue
		}
		var got []string
		for _, f := range m.Decls[j].Fields {
			got = append(got, f.Wire)
			if reached := byPath(v, f.Path); !reached.IsValid() {
				t.Errorf("%s: no field at %v", name, f.Path)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, encoding/json has %v", name, got, want)
		}
	}
}

// allocate fills pointers to structs, so that encoding/json looks into them, and makes values that are not empty.
func allocate(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if depth > 0 && v.CanSet() {
			v.Set(reflect.New(v.Type().Elem()))
			allocate(v.Elem(), depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			allocate(v.Field(i), depth)
		}
	case reflect.Int:
		if v.CanSet() {
			v.SetInt(1)
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("x")
		}
	}
}

// keysOf are the keys of a JSON object in their order.
func keysOf(t *testing.T, data []byte) []string {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(string(data)))
	var keys []string
	depth := 0
	for isKey := false; ; {
		token, err := dec.Token()
		if err != nil {
			return keys
		}
		switch token {
		case json.Delim('{'):
			depth++
			isKey = true
			continue
		case json.Delim('}'):
			depth--
			isKey = true
			continue
		}
		if depth == 1 && isKey {
			keys = append(keys, fmt.Sprint(token))
		}
		isKey = !isKey
	}
}

// byPath follows Go selectors.
func byPath(v reflect.Value, path []string) reflect.Value {
	for _, name := range path {
		for v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v = v.FieldByName(name); !v.IsValid() {
			return v
		}
	}
	return v
}

func TestConstantsHaveTheValuesThatGoGivesThem(t *testing.T) {
	m := loadReferee(t)
	ints := map[string]referee.Int{
		"IntIota": referee.IntIota, "IntNext": referee.IntNext, "IntShift": referee.IntShift, "IntMask": referee.IntMask,
		"IntNot": referee.IntNot, "IntQuo": referee.IntQuo, "IntRem": referee.IntRem, "IntFloat": referee.IntFloat,
		"IntRune": referee.IntRune, "IntLen": referee.IntLen, "IntMin": referee.IntMin, "IntMax": referee.IntMax,
		"IntXor": referee.IntXor, "IntBig": referee.IntBig, "IntConv": referee.IntConv, "IntUns": referee.IntUns,
		"IntPi": referee.IntPi, "IntMixed": referee.IntMixed, "IntHalf": referee.IntHalf, "IntMinOf": referee.IntMinOf,
		"IntMaxOf": referee.IntMaxOf,
	}
	strs := map[string]referee.Str{
		"StrPlain": referee.StrPlain, "StrCat": referee.StrCat, "StrConv": referee.StrConv, "StrEsc": referee.StrEsc, "StrRaw": referee.StrRaw,
	}
	checked := 0
	for _, d := range m.Decls {
		for _, v := range d.Values {
			checked++
			switch d.Name {
			case "Int":
				if want, ok := ints[v.GoName]; !ok || v.Int != int64(want) {
					t.Errorf("%s is %d, Go says %d", v.GoName, v.Int, want)
				}
			case "Str":
				if want, ok := strs[v.GoName]; !ok || v.Str != string(want) {
					t.Errorf("%s is %q, Go says %q", v.GoName, v.Str, want)
				}
			}
		}
	}
	distinct := map[referee.Int]bool{}
	for _, v := range ints {
		distinct[v] = true
	}
	if checked != len(distinct)+len(strs) {
		t.Errorf("%d constants were loaded, want %d", checked, len(distinct)+len(strs))
	}
}

// The table of the standard library's constants must say what its source says.
func TestTheTableOfStandardConstantsIsRight(t *testing.T) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("no go command")
	}
	root := filepath.Join(strings.TrimSpace(string(out)), "src")
	if _, err := os.Stat(filepath.Join(root, "math", "const.go")); err != nil {
		t.Skip("no source of the standard library")
	}
	ws := &workspace.Workspace{Root: root, ModulePath: "std", GoMod: &workspace.GoMod{Path: "std"}}
	ld := &load{Loader: newLoader(ws, osDisk(), func(string) string { return "" }), consts: map[*object]*constantState{}, seen: map[*pkg]bool{}, opened: map[*pkg]bool{}}
	for _, line := range strings.Split(strings.TrimSpace(stdTable), "\n") {
		name, _, _ := strings.Cut(line, " ")
		dot := strings.LastIndexByte(name, '.')
		p := ld.readPackage("std/"+name[:dot], filepath.Join(root, filepath.FromSlash(name[:dot])))
		if p == nil || p.objects[name[dot+1:]] == nil {
			t.Errorf("%s is not in the standard library", name)
			continue
		}
		ld.pkg = p
		want, got := ld.constantOf(p.objects[name[dot+1:]]), stdConstant(name)
		if want.value == nil && name == "strconv.IntSize" {
			continue // an alias of a constant that is computed from ^uint(0)
		}
		if want.value == nil || got.value == nil || got.value.ExactString() != want.value.ExactString() {
			t.Errorf("%s is %v, its source says %v", name, got.value, want.value)
		}
	}
}

// net/http's own ServeMux says which routes it can tell apart.
func TestRouteConflictsAreThoseOfServeMux(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	segments := []string{"a", "b", "{x}", "{y}"}
	methods := []string{"GET", "HEAD", "POST"}
	random := func() (route, string) {
		r := route{method: methods[rnd.IntN(len(methods))]}
		path := ""
		for i := range 1 + rnd.IntN(3) {
			s := segments[rnd.IntN(len(segments))]
			if s[0] == '{' {
				s = fmt.Sprintf("{v%d}", i)
				r.segments = append(r.segments, "")
			} else {
				r.segments = append(r.segments, s)
			}
			path += "/" + s
		}
		return r, r.method + " " + path
	}
	conflicts := 0
	for range 20_000 {
		a, first := random()
		b, second := random()
		got := relate(a, b) == sameRoute || relate(a, b) == overlapping
		want := func() (refused bool) {
			defer func() { refused = recover() != nil }()
			mux := http.NewServeMux()
			mux.Handle(first, http.NotFoundHandler())
			mux.Handle(second, http.NotFoundHandler())
			return false
		}()
		if got != want {
			t.Fatalf("%s and %s: we say %t, ServeMux says %t", first, second, got, want)
		}
		if want {
			conflicts++
		}
	}
	if conflicts < 1000 {
		t.Errorf("only %d conflicts were tried", conflicts)
	}
}

// Every path that we take is one that ServeMux takes.
func TestPathsThatWeTakeServeMuxTakes(t *testing.T) {
	for _, path := range []string{"/orders", "/a.b-c_d~e:f@g", "/{order_id}", "/a/{b}/c", "/$x", "/!$&'()*+,;=:@"} {
		loaded, list := loadCase(t, map[string]string{"api.go": "package m\n\nimport \"context\"\n\n//tenon:api v1\ntype API interface {\n" +
			"\t//tenon:get " + path + "\n\tDo(ctx context.Context, q Q) error\n}\n\ntype Q struct {\n\tA string `path:\"order_id\"`\n}\n"})
		if loaded == nil && !strings.Contains(list.Error(), "no-variable") && !strings.Contains(list.Error(), "no variable") &&
			!strings.Contains(list.Error(), "is called like") {
			t.Errorf("%s: %v", path, list)
		}
		http.NewServeMux().Handle("GET /api/v1/m"+path, http.NotFoundHandler())
	}
}
