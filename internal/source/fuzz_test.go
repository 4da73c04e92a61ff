package source

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzLoad holds that no Go file makes the loader panic or take long, that findings have a place, and that the same
// source gives the same outcome twice.
func FuzzLoad(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, archive := range archives {
		_, sections := readArchive(f, archive)
		for _, s := range sections {
			if strings.HasSuffix(s.name, "/api.go") && len(s.text) < 4000 {
				f.Add(unescape(s.text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 20_000 {
			t.Skip()
		}
		start := time.Now()
		files := map[string]string{"api.go": src, "lib/lib.go": "package lib\n\ntype Order struct{ ID string }\n"}
		loaded, list := loadCase(t, files)
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("loading took %s", took)
		}
		if (loaded == nil) != list.HasErrors() {
			t.Fatalf("a contract with errors, or none without: %v", list)
		}
		for _, d := range list {
			if d.ID == "" || d.Message == "" || d.Pos.File == "" || strings.Contains(d.Message, "{0}") {
				t.Fatalf("an incomplete finding: %+v", d)
			}
		}
		if first, second := outcome(loaded, list), outcome(loadCase(t, files)); first != second {
			t.Fatalf("two outcomes:\n%s\n%s", first, second)
		}
	})
}

// FuzzBlankBodies holds that blanking bodies keeps length and lines.
func FuzzBlankBodies(f *testing.F) {
	for _, src := range []string{"func f() { x := `}` }", "func (t T) g() interface{ A() } { }\n", "var m = map[string]func(){\"a\": nil}",
		"type F func(int) string\nfunc h()\n", "func", "func f(", "func f() {\"", "func f() { // }\n }", "'\\"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		blanked := []byte(src)
		blankBodies(blanked)
		if len(blanked) != len(src) || strings.Count(string(blanked), "\n") != strings.Count(src, "\n") {
			t.Fatalf("%q became %q", src, blanked)
		}
		for i := range blanked {
			if blanked[i] != src[i] && blanked[i] != ' ' {
				t.Fatalf("%q became %q", src, blanked)
			}
		}
	})
}
