// Package uuid stands in for the library of that path: as much of it as generated code calls.
package uuid

import "errors"

// UUID is 36 characters.
type UUID [36]byte

// MarshalText gives the characters.
func (u UUID) MarshalText() ([]byte, error) { return u[:], nil }

// UnmarshalText reads them.
func (u *UUID) UnmarshalText(b []byte) error {
	if len(b) != len(u) {
		return errors.New("invalid UUID length")
	}
	copy(u[:], b)
	return nil
}
