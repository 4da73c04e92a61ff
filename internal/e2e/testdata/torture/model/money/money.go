// Package money is shared by modules.
package money

import "errors"

// Currency of an amount.
type Currency string

// The currencies that are traded.
const (
	EUR Currency = "EUR" // euro
	USD Currency = "USD" // dollar
)

// Amount of money.
type Amount struct {
	Units    int64              `json:"units"`                         // in cents
	Currency Currency           `json:"currency" default:"EUR"`        // of the units
	Note     *string            `json:"note,omitempty" maxLength:"20"` // for the reader
	Parts    []Amount           `json:"parts,omitempty" maxItems:"3"`  // what it is made of
	History  map[string]*Amount `json:"history,omitempty"`             // by day
}

// Audit is embedded by value.
type Audit struct {
	By string `json:"by"` // who did it
	Stamp
}

// Stamp is embedded in what is embedded.
type Stamp struct {
	At int64 `json:"at"` // milliseconds since the epoch
}

// Trail is embedded as a pointer.
type Trail struct {
	Reason string `json:"reason,omitempty"`
	Ticket *int   `json:"ticket,omitempty" minimum:"1"`
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next,omitempty"` // of the next page
}

// Pair is two of them.
type Pair[A, B any] struct {
	First  A `json:"first"`
	Second B `json:"second"`
}

// Status is also the name of a type of others.
type Status struct {
	Settled bool `json:"settled"`
}

// Code is a text.
type Code struct{ n byte }

// MarshalText gives it as c and a digit.
func (c Code) MarshalText() ([]byte, error) { return []byte{'c', '0' + c.n}, nil }

// UnmarshalText reads it.
func (c *Code) UnmarshalText(b []byte) error {
	if len(b) != 2 || b[0] != 'c' || b[1] < '0' || b[1] > '9' {
		return errors.New("a code is c and a digit")
	}
	c.n = b[1] - '0'
	return nil
}
