package compat

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tenon/internal/asyncapi"
	"tenon/internal/openapi"
)

// letters finds the places of a JSON text where another letter leaves it JSON.
func letters(data []byte) []int {
	var at []int
	for i, c := range data {
		if c >= 'b' && c <= 'y' && c != 'n' && c != 't' && c != 'f' && c != 'u' && c != 'r' && c != 'e' && data[max(0, i-1)] != '\\' {
			at = append(at, i)
		}
	}
	return at
}

// anyLetterMatters changes letters of a document here and there, and expects each of them to be seen.
func anyLetterMatters[T any](t *testing.T, data []byte, tries int, read func([]byte) (*T, error), diff func(old, updated *T) []Change) {
	t.Helper()
	old, err := read(data)
	if err != nil {
		t.Skipf("not read: %v", err)
	}
	again, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	if found := diff(old, again); len(found) > 0 {
		t.Fatalf("a document differs from itself: %v", found[0])
	}
	random := rand.New(rand.NewPCG(1, 2))
	at := letters(data)
	if len(at) == 0 {
		t.Fatal("the document has no letters")
	}
	seen := 0
	for range tries {
		i := at[random.IntN(len(at))]
		changed := slices.Clone(data)
		changed[i]++
		updated, err := read(changed)
		if err != nil || !json.Valid(changed) {
			continue
		}
		seen++
		if len(diff(old, updated)) == 0 {
			t.Errorf("nobody noticed the letter at %d: …%s…", i, bytes.ReplaceAll(changed[max(0, i-60):min(len(changed), i+40)], []byte("\n"), []byte(" ")))
		}
	}
	if seen == 0 {
		t.Error("no change could be read")
	}
}

func TestAnyLetterOfADocumentMatters(t *testing.T) {
	t.Run("shop", func(t *testing.T) { anyLetterMatters(t, []byte(shop), 400, openapi.Read, OpenAPI) })
	t.Run("feed", func(t *testing.T) { anyLetterMatters(t, []byte(feed), 400, asyncapi.Read, AsyncAPI) })
}

func TestAnyLetterOfAForeignDocumentMatters(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "specs", "*", "*.json"))
	if len(files) == 0 {
		t.Skip("the documents of others are not here")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tries := max(3, 2_000_000/len(data))
			anyLetterMatters(t, data, min(tries, 40), openapi.Read, OpenAPI)
		})
	}
}

func TestDocumentsWithNothingInCommonAreCompared(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "specs", "*", "*.json"))
	if len(files) < 2 {
		t.Skip("the documents of others are not here")
	}
	var docs []*openapi.Document
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if doc, err := openapi.Read(data); err == nil {
			docs = append(docs, doc)
		}
	}
	for i := range docs {
		a, b := docs[i], docs[(i+1)%len(docs)]
		if len(OpenAPI(a, b)) == 0 || len(lines(OpenAPI(b, a))) == 0 {
			t.Error("two strangers are alike")
		}
	}
}
