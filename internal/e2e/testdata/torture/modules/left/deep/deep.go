// Package deep is a part of left.
package deep

// Base is embedded.
type Base struct {
	Created int64 `json:"created"`
}

// Status is one of three of that name.
type Status string

// What it may be.
const (
	StatusUp   Status = "up"
	StatusDown Status = "down"
)
