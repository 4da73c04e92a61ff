// Package kinds has every kind of type, in requests, answers and streams.
package kinds

import (
	"context"
	"iter"

	"example.com/torture/model/money"
)

// API takes and gives everything.
//
//tenon:api v1 1.3.4-rc.1
type API interface {
	// Everything is sent and comes back.
	//
	//tenon:post /everything
	Everything(ctx context.Context, all Everything) (Everything, error)

	// Scalars does what its name says.
	//
	//tenon:get /scalars
	Scalars(ctx context.Context, q Query) ([]int, error)

	// Numbers does what its name says.
	//
	//tenon:put /numbers
	Numbers(ctx context.Context, numbers map[string]Basic) (map[Side]Limits, error)

	// Shapes does what its name says.
	//
	//tenon:post /shapes
	Shapes(ctx context.Context, shapes []Shape) ([]Result, error)

	// Shape does what its name says.
	//
	//tenon:put /shape
	Shape(ctx context.Context, shape Shape) (Result, error)

	// Result does what its name says.
	//
	//tenon:post /result
	Result(ctx context.Context, result *Result) (*Shape, error)

	// Page does what its name says.
	//
	//tenon:get /page
	Page(ctx context.Context) (money.Page[Node], error)

	// Pages does what its name says.
	//
	//tenon:get /pages
	Pages(ctx context.Context) ([]money.Page[money.Pair[string, []Shape]], error)

	// Tree does what its name says.
	//
	//tenon:get /tree
	Tree(ctx context.Context) (Tree, error)

	// Nothing does what its name says.
	//
	//tenon:get /nothing
	Nothing(ctx context.Context) (*Empty, error)

	// Text does what its name says.
	//
	//tenon:get /text
	Text(ctx context.Context) (string, error)

	// Flags does what its name says.
	//
	//tenon:get /flags
	Flags(ctx context.Context) ([3]bool, error)

	// Codes does what its name says.
	//
	//tenon:get /codes
	Codes(ctx context.Context) (Codes, error)

	// Custom does what its name says.
	//
	//tenon:get /custom
	Custom(ctx context.Context) (*Custom, error)

	// Any does what its name says.
	//
	//tenon:get /any
	Any(ctx context.Context) (any, error)

	// Level does what its name says.
	//
	//tenon:get /level
	Level(ctx context.Context, level Level, tones []Tone) (Level, error)

	// ShapeStream does what its name says.
	//
	//tenon:stream shapes
	ShapeStream(ctx context.Context, req ShapeRequest) (iter.Seq2[Shape, error], error)

	// ResultStream does what its name says.
	//
	//tenon:stream results
	ResultStream(ctx context.Context, req ResultRequest) (iter.Seq2[*Result, error], error)

	// EverythingStream does what its name says.
	//
	//tenon:stream everything conflate side
	EverythingStream(ctx context.Context, req EverythingRequest) (iter.Seq2[Moving, error], error)

	// NumberStream does what its name says.
	//
	//tenon:stream numbers
	NumberStream(ctx context.Context, req NumberRequest) (iter.Seq2[float64, error], error)

	// PageStream does what its name says.
	//
	//tenon:stream pages
	PageStream(ctx context.Context, req money.Pair[string, Side]) (iter.Seq2[money.Page[*Node], error], error)

	// MapStream does what its name says.
	//
	//tenon:stream maps
	MapStream(ctx context.Context, req Empty) (iter.Seq2[map[string][]Point, error], error)
}

// Query has every kind of value that fits in an address.
type Query struct {
	Bool     bool       `json:"bool"`
	Int      int8       `json:"int" minimum:"-3" maximum:"3"`
	Uint     uint64     `json:"uint"`
	Float    *float32   `json:"float"`
	Text     string     `json:"text" minLength:"1" maxLength:"9" pattern:"^[a-z ]+$"`
	Side     Side       `json:"side"`
	Sides    []Side     `json:"sides" minItems:"1" uniqueItems:"true"`
	Color    Color      `json:"color" default:"red"`
	Tone     *Tone      `json:"tone"`
	Level    Level      `json:"level"`
	Code     money.Code `json:"code"`
	Codes    Codes      `json:"codes" maxItems:"4"`
	Choice   string     `json:"choice" enum:"a,b" default:"b"`
	Choices  []int      `json:"choices"`
	Price    Price      `json:"price" exclusiveMinimum:"0"`
	Limit    int        `json:"limit" default:"50" example:"10"`
	Exact    bool       `json:"exact" default:"true"`
	Ratio    float64    `json:"ratio" default:"0.5"`
	Name     string     `json:"name" default:""`
	Names    []string   `json:"names"`
	Optional *string    `json:"optional,omitempty"`
}

// Everything is all of it.
type Everything struct {
	Basic      Basic                     `json:"basic"`
	Omitted    Omitted                   `json:"omitted"`
	Nullable   Nullable                  `json:"nullable"`
	Limits     *Limits                   `json:"limits,omitempty"`
	Beside     Beside                    `json:"beside"`
	Defaults   Defaults                  `json:"defaults"`
	Quoted     Quoted                    `json:"quoted"`
	Level      Level                     `json:"level"`
	Tone       Tone                      `json:"tone"`
	Symbols    Symbols                   `json:"symbols"`
	Tree       Tree                      `json:"tree"`
	Index      Index                     `json:"index"`
	Blob       Blob                      `json:"blob"`
	Matrix     Matrix                    `json:"matrix"`
	Moment     Moment                    `json:"moment"`
	Free       Free                      `json:"free"`
	Custom     Custom                    `json:"custom"`
	Shape      Shape                     `json:"shape"`
	Maybe      *Shape                    `json:"maybe,omitempty"`
	Shapes     map[string]Shape          `json:"shapes"`
	Result     Result                    `json:"result"`
	Node       *Node                     `json:"node,omitempty"`
	Chicken    *Chicken                  `json:"chicken,omitempty"`
	Embedding  Embedding                 `json:"embedding"`
	Page       money.Page[Point]         `json:"page"`
	Pair       money.Pair[Side, []Code]  `json:"pair"`
	PairTwo    money.Pair[Shape, *Point] `json:"pairTwo"`
	Keys       Keys                      `json:"keys"`
	Known      Known                     `json:"known"`
	Odd        Odd                       `json:"odd"`
	Empty      Empty                     `json:"empty"`
	Renamed    Renamed                   `json:"renamed"`
	Old        OldThing                  `json:"old"`
	Alias      PointAlias                `json:"alias"`
	Deprecated string                    `json:"deprecated,omitempty"` // Deprecated: nobody reads it.
}

// PointAlias is another name of Point.
type PointAlias = Point

// Renamed has another name in the documents.
//
//tenon:id Other_Name
type Renamed struct {
	A int `json:"a"`
}

// OldThing is old.
//
// Deprecated: use a new thing.
type OldThing struct {
	// Deprecated: use B.
	A *int `json:"a,omitempty"`
	B int  `json:"b"`
}

// ShapeRequest asks for shapes.
type ShapeRequest struct {
	Kind  *string `json:"kind,omitempty" enum:"circle,square"`
	Shape Shape   `json:"shape"`
	Many  []Shape `json:"many,omitempty"`
	Color Color   `json:"color" default:"red"`
}

// ResultRequest has constraints beside references.
type ResultRequest struct {
	Codes  Codes  `json:"codes" minItems:"1" maxItems:"3"`
	Symbol Symbol `json:"symbol" minLength:"2" pattern:"^[A-Z]+$"`
	Price  *Price `json:"price,omitempty" minimum:"0.5"`
}

// EverythingRequest has every kind of field that a topic may have.
type EverythingRequest struct {
	Zeta   string           `json:"zeta"`
	Alpha  *float64         `json:"alpha,omitempty"`
	List   []string         `json:"list"`
	Side   Side             `json:"side" default:"-1"`
	Point  *Point           `json:"point,omitempty"`
	Map    map[string]Point `json:"map,omitempty"`
	Free   any              `json:"free,omitempty"`
	Shape  Shape            `json:"shape,omitempty"`
	Tree   Tree             `json:"tree,omitempty"`
	Umlaut string           `json:"größe,omitempty"`
	*money.Trail
}

// NumberRequest asks for numbers.
type NumberRequest struct {
	From, To int64
}

// Moving is an update.
type Moving struct {
	Side  Side    `json:"side"`
	Value any     `json:"value"`
	Self  *Moving `json:"self,omitempty"`
}
