// Package ws has streams whose names are those of packages that routers import, and keys of every kind.
package ws

import (
	"context"
	"errors"
	"iter"
	"net/netip"
	"time"
)

// Streams is the contract.
//
//tenon:api v1
type Streams interface {
	//tenon:stream type conflate when
	//tenon:error ErrTopic 400
	Type(ctx context.Context, req Req) (iter.Seq2[Page[Row], error], error)
	//tenon:stream errors conflate addr
	Errors(ctx context.Context, req Req) (iter.Seq2[Page[Req], error], error)
	//tenon:stream iter conflate kind
	Iter(ctx context.Context, req Req) (iter.Seq2[Page[Row], error], error)
	//tenon:stream context conflate n
	Context(ctx context.Context, req Req) (iter.Seq2[Page[Row], error], error)
	//tenon:stream spans conflate span
	Spans(ctx context.Context, req Req) (iter.Seq2[Page[Row], error], error)
	//tenon:stream list
	List(ctx context.Context, req Req) (iter.Seq2[[]Row, error], error)
	//tenon:stream numbers
	Numbers(ctx context.Context, req Req) (iter.Seq2[float64, error], error)
	//tenon:stream maybes
	Maybes(ctx context.Context, req Req) (iter.Seq2[*Row, error], error)
}

// ErrTopic is declared by one stream.
var ErrTopic = errors.New("topic")

// Kind is an enum.
type Kind string

// The kinds.
const (
	KindA Kind = "a" // first
	KindB Kind = "b" // second
)

// Page is generic.
type Page[T any] struct {
	Items []T       `json:"items"` // what is on it
	When  time.Time `json:"when"`  // when it was made
	Inner
}

// Inner is embedded.
type Inner struct {
	Addr *netip.Addr   `json:"addr,omitempty"` // a text type
	Kind *Kind         `json:"kind,omitempty"` // an enum
	N    int           `json:"n"`              // a number
	Span time.Duration `json:"span"`           // a known type
}

// Req is every stream's request.
type Req struct {
	Text  string   `json:"text"`            // called like a variable of generated code
	Depth *int     `json:"depth,omitempty"` // optional
	Tags  []string `json:"tags,omitempty"`  // optional
	Limit int      `json:"limit" default:"3"`
}

// Row is one row.
type Row struct {
	A int `json:"a"` // its value
}
