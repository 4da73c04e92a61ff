package asyncapi_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/internal/asyncapi"
	"tenon/internal/contract/contracttest"
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
	for name, opt := range map[string]asyncapi.Options{
		"shop_3.0_asyncapi.json": {},
		"shop_3.1_asyncapi.json": {Version: asyncapi.Version31},
	} {
		doc, findings := asyncapi.Describe(contracttest.Shop(), opt)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		golden(t, name, doc.JSON())
	}
}

func TestTheSameContractGivesTheSameBytes(t *testing.T) {
	first, _ := asyncapi.Describe(contracttest.Shop(), asyncapi.Options{})
	for range 20 {
		again, _ := asyncapi.Describe(contracttest.Shop(), asyncapi.Options{})
		if !bytes.Equal(first.JSON(), again.JSON()) {
			t.Fatal("two descriptions of one contract differ")
		}
	}
}

func BenchmarkDescribe(b *testing.B) {
	m := contracttest.Shop()
	b.Run("describe", func(b *testing.B) {
		for b.Loop() {
			asyncapi.Describe(m, asyncapi.Options{})
		}
	})
	doc, _ := asyncapi.Describe(m, asyncapi.Options{})
	b.Run("JSON", func(b *testing.B) {
		for b.Loop() {
			doc.JSON()
		}
	})
}
