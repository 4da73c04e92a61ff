// Package tradingsignals has names and texts that are hard on generators. """ \ ”' */ {"a": 1} `//go:linkname` #!
//
// import os; os.system("echo HOSTILE") f"{1}" %s
package tradingsignals

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"
)

// ErrClass is a failure. """ + __import__("os").system("x") + """
var ErrClass = errors.New("class")

// API promises signals.
//
//tenon:api v1 1.3.4
//tenon:auth bearer header:X-Key
//tenon:error ErrClass 409
type API interface {
	// Class finds what is called so. \ """ '''
	//
	//tenon:get /class/{class}/{Lambda}
	//tenon:tag import def
	Class(ctx context.Context, class string, lambda int64) (Class, error)

	// Import takes many things.
	//
	//tenon:post /import 202
	//tenon:deprecated use something else. """
	Import(ctx context.Context, req ImportRequest) error

	// Yield replaces one.
	//
	//tenon:put /yield/{ID}
	//tenon:idempotent
	//tenon:auth none
	Yield(ctx context.Context, id string, item Node) (map[string][]Node, error)

	// PrintAll lists them.
	//
	//tenon:get /print
	PrintAll(ctx context.Context, params PrintParams) ([]Shape, error)

	// Anything gives anything.
	//
	//tenon:get /any
	Anything(ctx context.Context) (any, error)

	// Drop takes a slice.
	//
	//tenon:post /drop
	Drop(ctx context.Context, nodes []Node) (Page[Node], error)

	// None streams nothing at all.
	//
	//tenon:stream none-at-all
	None(ctx context.Context, req NoneRequest) (iter.Seq2[Node, error], error)

	// Self streams scalars.
	//
	//tenon:stream self
	Self(ctx context.Context, req SelfRequest) (iter.Seq2[[]float64, error], error)
}

// Class is a class.
type Class struct {
	Self     string               `json:"self"`                            // itself
	None     *bool                `json:"None"`                            // nothing
	Import   Keyword              `json:"import"`                          // a keyword
	Dash     int                  `json:"with-dash" minimum:"1"`           // a dash
	Dollar   float64              `json:"$dollar" exclusiveMinimum:"-0.5"` // a dollar
	Umlaut   string               `json:"größe" default:"\"\"\" \\"`       // unicode
	Space    string               `json:"a b"`                             // a blank
	Model    string               `json:"model_config,omitempty"`          // a name of pydantic
	Private  string               `json:"_private"`                        // an underscore
	Digits   string               `json:"9lives" pattern:"^[\"'\\\\]+$"`   // digits first
	Times    map[string]time.Time `json:"times"`                           // times
	Raw      json.RawMessage      `json:"raw"`                             // any JSON
	Duration time.Duration        `json:"duration"`                        // nanoseconds
	Bytes    []byte               `json:"bytes"`                           // base64
	Fixed    [3]uint8             `json:"fixed"`                           // three
	Labels   map[string]string    `json:"labels"`                          // labels
}

// Keyword is a keyword of Python.
type Keyword string

// The keywords.
const (
	KeywordNone  Keyword = "None"
	KeywordClass Keyword = "class"
	KeywordQuote Keyword = "\"'\\"
	KeywordEmpty Keyword = ""
)

// ImportRequest is split over the request.
type ImportRequest struct {
	Trace string   `header:"X-Trace-Id"`                  // trace
	Token *string  `cookie:"token"`                       // cookie
	Page  int      `query:"from" default:"3" maximum:"9"` // a keyword
	In    []string `query:"in"`                           // a list
	Node  Node     `json:"node"`                          // body
	Lots  []Node   `json:"lots" maxItems:"5"`             // body
}

// Node is recursive.
type Node struct {
	Name string `json:"name" minLength:"1"`
	Next *Node  `json:"next,omitempty"`
	Kids []Node `json:"kids"`
	Pair *Pair  `json:"pair,omitempty"`
}

// Pair is recursive with Node.
type Pair struct {
	Left  *Node `json:"left"`
	Right *Node `json:"right"`
}

// Page is generic.
type Page[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total"`
}

// PrintParams are parameters.
type PrintParams struct {
	Limit *int      `json:"limit" minimum:"1"`
	Kind  Keyword   `json:"kind"`
	Kinds []Keyword `json:"kinds"`
	Tone  *Tone     `json:"tone"`
	Since time.Time `json:"since"`
	Exact bool      `json:"exact" default:"true"`
	Ratio Ratio     `json:"ratio" default:"0.5" maximum:"1"`
	Turn  int       `json:"turn" enum:"1,0,-1" default:"0"`
}

// Shape is a union.
//
//tenon:union Circle Square on kind
type Shape interface{ isShape() }

// Circle is round.
type Circle struct {
	Kind   string  `json:"kind" enum:"circle"`
	Radius float64 `json:"radius"`
}

// Square has corners.
type Square struct {
	Kind string  `json:"kind" enum:"square"`
	Side float64 `json:"side"`
}

func (Circle) isShape() {}
func (Square) isShape() {}

// NoneRequest has nothing in it.
type NoneRequest struct{}

// SelfRequest has odd names.
type SelfRequest struct {
	Self  string  `json:"self"`
	Class *string `json:"class,omitempty"`
	In    []int   `json:"in"`
	Big   int64   `json:"big" default:"7"`
	Codes Codes   `json:"codes" minItems:"1"`
	Most  *Ratio  `json:"most,omitempty" exclusiveMaximum:"9"`
	Turn  int     `json:"turn" enum:"1,0,-1"`
	Tone  Tone    `json:"tone"`
}

// Tone is an open enum.
//
//tenon:enum open
type Tone string

// Some tones.
const (
	ToneLoud Tone = "loud"
	ToneSoft Tone = "soft"
)

// Codes is a name for a list.
type Codes []string

// Ratio is a name for a number.
type Ratio float64
