package output

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sides puts the old and the new text together again.
func sides(edits []edit) (a, b string) {
	var old, updated strings.Builder
	for _, e := range edits {
		text := strings.Join(e.lines, "")
		if e.op != '+' {
			old.WriteString(text)
		}
		if e.op != '-' {
			updated.WriteString(text)
		}
	}
	return old.String(), updated.String()
}

func FuzzADifferenceHoldsBothTexts(f *testing.F) {
	f.Add("", "a")
	f.Add("a\nb\nc\n", "a\nc\nd")
	f.Add("a\na\na\n", "a\nb\na\nb\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		gotA, gotB := sides(compare(lines([]byte(a)), lines([]byte(b))))
		if gotA != a || gotB != b {
			t.Fatalf("%q and %q became %q and %q", a, b, gotA, gotB)
		}
	})
}

// text is lines of a small alphabet, so that texts share many.
func text(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(strings.Repeat(string(rune('a'+r.IntN(8))), 1+r.IntN(3)))
		b.WriteByte('\n')
	}
	return b.String()
}

func TestPatchTurnsTheOldTextIntoTheNew(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("patch is not installed")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		a := text(r, r.IntN(60))
		b := []string{a, "", strings.TrimSuffix(a, "\n"), text(r, r.IntN(60))}[r.IntN(4)]
		if i%3 == 0 && len(a) > 10 {
			b = a[:len(a)/2] + "new line\n" + a[len(a)/2:]
		}
		if a == b {
			continue
		}
		file := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(file, []byte(a), 0o644); err != nil {
			t.Fatal(err)
		}
		diff := Unified(file, file, []byte(a), []byte(b))
		cmd := exec.Command(patch, "--quiet", "--fuzz=0", file)
		cmd.Stdin = strings.NewReader(diff)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, diff)
		}
		got, err := os.ReadFile(file)
		if os.IsNotExist(err) && b == "" {
			continue
		}
		if string(got) != b {
			t.Fatalf("patched %q\nto %q\nwant %q\n%s", a, got, b, diff)
		}
	}
}

func TestTextsWithLittleInCommonAreComparedInBoundedTime(t *testing.T) {
	var a, b strings.Builder
	for i := range 60_000 {
		a.WriteString(strings.Repeat("a", i%17) + "\n")
		b.WriteString(strings.Repeat("b", i%19) + "\n")
	}
	gotA, gotB := sides(compare(lines([]byte(a.String())), lines([]byte(b.String()))))
	if gotA != a.String() || gotB != b.String() {
		t.Error("lines are lost")
	}
}
