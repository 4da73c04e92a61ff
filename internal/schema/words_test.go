package schema_test

import (
	"testing"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

func TestCommentsBecomeDescriptions(t *testing.T) {
	for _, row := range []struct{ got, want string }{
		{schema.Describe("one\ntwo\n\nthree", ""), "one two\n\nthree"},
		{schema.Describe("a list:\n  - x\n  - y\nend", ""), "a list:\n  - x\n  - y\nend"},
		{schema.Describe("- x\n  more\n- y\n1. z", ""), "- x\n  more\n- y\n1. z"},
		{schema.Describe("a\r\nb", ""), "a b"},
		{schema.Describe("", "too old"), "Deprecated: too old"},
		{schema.Describe("Deprecated: too old", "too old"), "Deprecated: too old"},
		{schema.Sentence("PlaceOrder places.", "PlaceOrder"), "Places."},
		{schema.Sentence("PlaceOrders places.", "PlaceOrder"), "PlaceOrders places."},
		{schema.Sentence("ünder", ""), "ünder"},
		{schema.Capital("élan"), "Élan"},
		{schema.APIDescription(&contract.Module{Package: "broker", Doc: "Package broker is the brokerage."}), "The brokerage."},
		{schema.APITitle(&contract.Module{Name: "trading-signals"}), "Trading Signals API"},
		{schema.SentinelDoc(&contract.Sentinel{GoName: "ErrX", Doc: "ErrX says that it broke."}), "It broke."},
	} {
		if row.got != row.want {
			t.Errorf("%q, want %q", row.got, row.want)
		}
	}
}

func TestTheFirstSentenceIsTheSummary(t *testing.T) {
	for text, want := range map[string][2]string{
		"One. Two. Three.":          {"One", "Two. Three."},
		"One, e.g. this. Two.":      {"One, e.g. this", "Two."},
		"Version 1.5 is out. Yes.":  {"Version 1.5 is out", "Yes."},
		"No end":                    {"No end", ""},
		"A title\n\nThe rest.":      {"A title", "The rest."},
		"Vitamin B. is fine. Next.": {"Vitamin B. is fine", "Next."},
		"":                          {"", ""},
	} {
		if first, rest := schema.SplitSentence(text); [2]string{first, rest} != want {
			t.Errorf("%q: %q and %q, want %q", text, first, rest, want)
		}
	}
}
