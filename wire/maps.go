package wire

import (
	"encoding"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SortedKeys are the keys of a map in the order in which they are written: that of their UTF-16 code units, as RFC
// 8785 asks for, in every form that we write.
func SortedKeys[M ~map[K]V, K ~string, V any](m M) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return compareUTF16(string(a), string(b)) })
	return keys
}

// Key is a key of a map that is not a string, with its name on the wire.
type Key[K any] struct {
	Name string
	Key  K
}

// SortedInts are the integer keys of a map, in the order of their names.
func SortedInts[M ~map[K]V, K ~int | ~int8 | ~int16 | ~int32 | ~int64, V any](m M) []Key[K] {
	keys := make([]Key[K], 0, len(m))
	for k := range m {
		keys = append(keys, Key[K]{strconv.FormatInt(int64(k), 10), k})
	}
	return sortKeys(keys)
}

// SortedUints are the unsigned keys of a map, in the order of their names.
func SortedUints[M ~map[K]V, K ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64, V any](m M) []Key[K] {
	keys := make([]Key[K], 0, len(m))
	for k := range m {
		keys = append(keys, Key[K]{strconv.FormatUint(uint64(k), 10), k})
	}
	return sortKeys(keys)
}

// SortedTexts are the keys of a map that write themselves as text, in the order of their names.
func SortedTexts[M ~map[K]V, K interface {
	comparable
	encoding.TextMarshaler
}, V any](e *Encoder, m M) []Key[K] {
	keys := make([]Key[K], 0, len(m))
	for k := range m {
		text, err := k.MarshalText()
		if err != nil {
			e.Fail(message(err))
			return nil
		}
		keys = append(keys, Key[K]{string(text), k})
	}
	sortKeys(keys)
	for i := 1; i < len(keys); i++ {
		if keys[i].Name == keys[i-1].Name {
			e.Fail("two keys of a map have the name " + strconv.Quote(keys[i].Name))
			return nil
		}
	}
	return keys
}

func sortKeys[K any](keys []Key[K]) []Key[K] {
	slices.SortFunc(keys, func(a, b Key[K]) int { return compareUTF16(a.Name, b.Name) })
	return keys
}

// TextKey reads the name of the current member into a key that has UnmarshalText.
func (d *Decoder) TextKey(into any) bool {
	t, ok := into.(encoding.TextUnmarshaler)
	if !ok {
		d.Violation("cannot be read: the type of its name has no UnmarshalText")
		return false
	}
	if err := t.UnmarshalText([]byte(string(d.Name()))); err != nil {
		d.Violation("has a name that is not valid: " + message(err))
		return false
	}
	return true
}

// Again notes that a key of a map came before in another spelling.
func (d *Decoder) Again() { d.Violation("comes more than once in its object") }

// compareUTF16 compares valid UTF-8 by UTF-16 code units. It differs from the order of bytes only where a character
// beyond the Basic Multilingual Plane meets one from U+E000 on.
func compareUTF16(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) || n == len(b) {
		return len(a) - len(b)
	}
	const first, private = 0xF0, 0xEE // lead bytes: beyond the plane; from U+E000 on
	if a[n] >= private && b[n] >= private && utf8.RuneStart(a[n]) && utf8.RuneStart(b[n]) {
		if beyondA, beyondB := a[n] >= first, b[n] >= first; beyondA != beyondB {
			if beyondA {
				return -1
			}
			return 1
		}
	}
	return strings.Compare(a[n:], b[n:])
}
