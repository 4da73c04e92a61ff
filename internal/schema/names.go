package schema

import (
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// What OpenAPI and AsyncAPI documents call alike.

// APITitle is the title of a module's documents: trading-signals is "Trading Signals API".
func APITitle(m *contract.Module) string {
	words := naming.Words(m.Name)
	for i, w := range words {
		words[i] = Capital(w)
	}
	return strings.Join(append(words, "API"), " ")
}

// APIDescription is what a package comment says of the API: without the words that only name the package, since a
// reader of the document never sees it. "Package broker is the brokerage." is "The brokerage."
func APIDescription(m *contract.Module) string {
	doc := Sentence(m.Doc, "Package "+m.Package)
	for _, lead := range []string{"Is ", "Are "} {
		if rest, ok := strings.CutPrefix(doc, lead); ok {
			return Capital(rest)
		}
	}
	return doc
}

// SentinelDoc is what a sentinel means: its comment without the Go name and the words that only lead to the point.
func SentinelDoc(e *contract.Sentinel) string {
	doc := Sentence(e.Doc, e.GoName)
	for _, lead := range []string{"Says that ", "Means that ", "Reports that ", "Is returned when ", "Is returned if "} {
		if rest, ok := strings.CutPrefix(doc, lead); ok {
			return Capital(rest)
		}
	}
	return doc
}

// KeyName is a component name for a key: header:X-Api-Key is header_X-Api-Key.
func KeyName(a contract.Auth) string {
	return a.Scheme + "_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, a.Name)
}

// IsComponentName says whether OpenAPI and AsyncAPI allow the name for something shared.
func IsComponentName(name string) bool {
	for i := range len(name) {
		b := name[i]
		if !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '.' || b == '-' || b == '_') {
			return false
		}
	}
	return name != ""
}
