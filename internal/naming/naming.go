// Package naming turns names of one language into names of another: Go names into wire names, names of documents into
// Python and Go identifiers.
//
// Every function is total (any text gives a valid name), stable (the result depends on the argument alone) and
// idempotent where that makes sense. Uniqueness is the caller's task: two names may meet in one.
package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words splits a name into its words, case kept. Words end where the separators of a name stand, between a lower-case
// letter and an upper-case one, and before the last capital of a run that a lower-case letter follows, so that
// "GetAPIVersions" is Get, API, Versions and "unrealizedPL" is unrealized, PL. A plural s after capitals stays with
// them: "IDs" is one word. Digits stay with the word before them.
func Words(name string) []string {
	var words []string
	runes := []rune(name)
	start := -1
	flush := func(end int) {
		if start >= 0 && end > start {
			words = append(words, string(runes[start:end]))
		}
		start = -1
	}
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush(i)
			continue
		}
		if start < 0 {
			start = i
			continue
		}
		if !unicode.IsUpper(r) {
			continue
		}
		prev := runes[i-1]
		next := rune(0)
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		plural := next == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
		switch {
		case !unicode.IsUpper(prev):
			flush(i)
			start = i
		case unicode.IsLower(next) && !plural:
			flush(i)
			start = i
		}
	}
	flush(len(runes))
	return words
}

// LowerFirst writes the first word in lower case and leaves the rest: PlaceOrder → placeOrder, APIVersions →
// apiVersions. It makes operation ids of Go method names.
func LowerFirst(name string) string {
	words := Words(name)
	if len(words) == 0 {
		return name
	}
	words[0] = strings.ToLower(words[0])
	return strings.Join(words, "")
}

// LowerCamel is the lower camel case of a name, acronyms as words: positionID → positionId.
func LowerCamel(name string) string {
	words := Words(name)
	for i, w := range words {
		if i == 0 {
			words[i] = strings.ToLower(w)
		} else {
			words[i] = title(w)
		}
	}
	return strings.Join(words, "")
}

// UpperCamel is the upper camel case of a name; words that are all capitals stay so: broker-connection →
// BrokerConnection, API → API.
func UpperCamel(name string) string {
	words := Words(name)
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, "")
}

// Snake is lower snake case: GetAPIVersions → get_api_versions.
func Snake(name string) string { return strings.ToLower(strings.Join(Words(name), "_")) }

// UpperSnake is upper snake case: StopLimit → STOP_LIMIT.
func UpperSnake(name string) string { return strings.ToUpper(strings.Join(Words(name), "_")) }

// Kebab is lower kebab case: OrderRejected → order-rejected.
func Kebab(name string) string { return strings.ToLower(strings.Join(Words(name), "-")) }

// Squash is the name's letters and digits in lower case, for comparing names whatever their style: position_id,
// positionId and positionID are all positionid.
func Squash(name string) string { return strings.ToLower(strings.Join(Words(name), "")) }

// title writes the first letter in upper and the rest in lower case.
func title(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + strings.ToLower(w[n:])
}
