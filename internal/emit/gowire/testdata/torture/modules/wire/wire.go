// Package wire has the names that generated code would like for itself.
//
// - lists
// - and	tabs
//
//	code { }
package wire

import (
	"context"
	"iter"

	d "torture/model/wire"
)

// API is odd.
//
//tenon:api v1
type API interface {
	//tenon:post /decoder
	Decoder(ctx context.Context, v Decoder) (*Encoder, error)

	//tenon:get /lists
	Lists(ctx context.Context) ([]Decoder, error)

	//tenon:get /optional
	Optional(ctx context.Context) (OptionalEncoder, error)

	//tenon:stream b
	B(ctx context.Context, d Orders) (iter.Seq2[OrdersTopic, error], error)
}

// Decoder is no decoder.
type Decoder struct {
	Decode  string            `json:"decode"`
	List    []d.Decoder       `json:"list"`
	Lists   DecoderList       `json:"lists"`
	Append  map[string]d.Type `json:"append"`
	Numbers d.Byte            `json:"numbers"`
}

// DecoderList is not the list of Decoder.
type DecoderList struct {
	Item d.Decoder `json:"item"`
}

// Encoder is no encoder.
type Encoder struct {
	Error error_ `json:"error"`
}

type error_ = string

// OptionalEncoder is what *Encoder would be called.
type OptionalEncoder struct {
	Len int `json:"len"`
}

// Orders is a request.
type Orders struct {
	Topic string      `json:"topic"`
	Item  *Item       `json:"item,omitempty"`
	Form  *ItemTopic  `json:"form,omitempty"`
	Items []ItemTopic `json:"items,omitempty"`
}

// Item has a topic form of its own inside the request.
type Item struct {
	Note string `json:"note,omitempty"`
}

// ItemTopic is called like that form.
type ItemTopic struct {
	Note *string `json:"note,omitempty"`
}

// OrdersTopic is a type whose functions would be called like those of the topic.
type OrdersTopic struct {
	Topic string `json:"topic"`
}
