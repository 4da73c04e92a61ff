package openapi_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/internal/contract/contracttest"
	"tenon/internal/openapi"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file below testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestADocumentSaysAllThatTheContractSays(t *testing.T) {
	for name, opt := range map[string]openapi.Options{
		"shop_3.1_openapi.json": {MetaOperations: true},
		"shop_3.0_openapi.json": {Version: openapi.Version30},
	} {
		doc, findings := openapi.Describe(contracttest.Shop(), opt)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		golden(t, name, doc.JSON())
	}
}

func TestTheSameContractGivesTheSameBytes(t *testing.T) {
	first, _ := openapi.Describe(contracttest.Shop(), openapi.Options{MetaOperations: true})
	for range 20 {
		again, _ := openapi.Describe(contracttest.Shop(), openapi.Options{MetaOperations: true})
		if !bytes.Equal(first.JSON(), again.JSON()) {
			t.Fatal("two descriptions of one contract differ")
		}
	}
}

func BenchmarkDescribe(b *testing.B) {
	m := contracttest.Shop()
	b.Run("describe", func(b *testing.B) {
		for b.Loop() {
			openapi.Describe(m, openapi.Options{MetaOperations: true})
		}
	})
	doc, _ := openapi.Describe(m, openapi.Options{MetaOperations: true})
	b.Run("JSON", func(b *testing.B) {
		for b.Loop() {
			doc.JSON()
		}
	})
}
