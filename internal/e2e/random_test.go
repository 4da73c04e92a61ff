package e2e

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon"
)

var (
	contracts = flag.Int("contracts", 12, "how many random contracts are generated")
	firstSeed = flag.Uint64("seed", 1, "seed of the first random contract")
	keep      = flag.String("keep", "", "folder to leave the workspace of random contracts in")
)

// TestAnyContractIsGenerated makes random contracts that are valid. All of them are generated and found complete, whatever
// the order of their declarations in their files, and Go's own tools are content with what comes out.
func TestAnyContractIsGenerated(t *testing.T) {
	dir := t.TempDir()
	if *keep != "" {
		dir = *keep
	}
	writeFile(t, filepath.Join(dir, "go.mod"), "module example.com/random\n\ngo 1.26\n\nrequire tenon v0.0.0\n")
	useRuntime(t, dir)
	authors := map[string]*author{}
	for i := range uint64(*contracts) {
		name := fmt.Sprintf("m%d", *firstSeed+i)
		authors[name] = newAuthor(*firstSeed + i)
		authors[name].contract()
		authors[name].write(t, filepath.Join(dir, "modules", name), 1, nil)
	}
	generate(t, dir, tenon.GenOptions{})

	shuffle := rand.New(rand.NewPCG(*firstSeed, 2))
	for _, name := range slices.Sorted(maps.Keys(authors)) {
		authors[name].write(t, filepath.Join(dir, "modules", name), 3, shuffle)
	}
	workspace, err := tenon.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	report, err := workspace.Generate(context.Background(), workspace.Modules(), tenon.GenOptions{Check: true, Diff: true, NoCache: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range allArtifacts(report) {
		if a.Fate != tenon.FateUnchanged {
			t.Errorf("in another order %s differs:\n%s", a.Path, a.Diff)
		}
	}
	if !t.Failed() {
		run(t, dir, "go", "vet", "./...")
	}
}

// write writes the parts into as many files, in a random order if there is one to tell.
func (a *author) write(t *testing.T, dir string, files int, order *rand.Rand) {
	t.Helper()
	parts := slices.Clone(a.parts)
	if order != nil {
		order.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	}
	if err := os.RemoveAll(filepath.Join(dir, "a.go")); err != nil {
		t.Fatal(err)
	}
	for i := range files {
		var body strings.Builder
		for j := i; j < len(parts); j += files {
			body.WriteString("\n" + parts[j])
		}
		var b strings.Builder
		fmt.Fprintf(&b, "package %s\n", filepath.Base(dir))
		for _, path := range slices.Sorted(maps.Keys(a.imports)) {
			if name := path[strings.LastIndexByte(path, '/')+1:]; strings.Contains(body.String(), name+".") {
				fmt.Fprintf(&b, "\nimport %q\n", path)
			}
		}
		b.WriteString(body.String())
		writeFile(t, filepath.Join(dir, fmt.Sprintf("%c.go", 'a'+i)), b.String())
	}
}
