// Package d has a name that is a variable elsewhere.
package d

// Decoder is a type of a name that is used elsewhere too.
type Decoder struct {
	Type Type `json:"type"`
}

// Type is an enum with constants that are not all exported.
type Type string

// The types.
const (
	TypeA Type = "a"
	TypeB Type = "b"
)

// Byte is a byte.
type Byte byte
