// Package every has a type for every row of the table of the contract language.
package every

import (
	"context"
	"encoding/json"
	"iter"
	"math/big"
	"net/netip"
	"time"

	other "torture/model/every"
)

// API uses all of it.
//
//tenon:api v1
type API interface {
	// Put takes everything, and gives it back.
	//
	//tenon:post /everything
	Put(ctx context.Context, all Everything) (Everything, error)

	//tenon:put /split/{id}
	Split(ctx context.Context, request SplitRequest) (*Basic, error)

	//tenon:get /lists
	Lists(ctx context.Context) ([]Basic, error)

	//tenon:get /maps
	Maps(ctx context.Context) (map[string][]*Basic, error)

	//tenon:get /numbers
	Numbers(ctx context.Context) (map[int64]float64, error)

	//tenon:post /lists
	PutList(ctx context.Context, list []Shape) (string, error)

	//tenon:post /matrix
	Matrix(ctx context.Context, matrix map[string][]Point) ([3][2]int, error)

	//tenon:get /any
	Anything(ctx context.Context) (any, error)

	//tenon:get /page
	Pages(ctx context.Context) (Page[Page[Shape]], error)

	//tenon:stream all
	All(ctx context.Context, req Request) (iter.Seq2[Everything, error], error)

	//tenon:stream scalars
	Scalars(ctx context.Context, req Empty) (iter.Seq2[float64, error], error)
}

// Empty has nothing.
type Empty struct{}

// Basic has every basic type.
type Basic struct {
	Bool    bool    `json:"bool"`
	String  string  `json:"string"`
	Int     int     `json:"int"`
	Int8    int8    `json:"int8"`
	Int16   int16   `json:"int16"`
	Int32   int32   `json:"int32"`
	Int64   int64   `json:"int64"`
	Uint    uint    `json:"uint"`
	Uint8   uint8   `json:"uint8"`
	Uint16  uint16  `json:"uint16"`
	Uint32  uint32  `json:"uint32"`
	Uint64  uint64  `json:"uint64"`
	Float32 float32 `json:"float32"`
	Float64 float64 `json:"float64"`
	Bytes   []byte  `json:"bytes"`
	Rune    rune    `json:"rune"`
}

// Omitted has all that can be left out, in every way.
type Omitted struct {
	Bool     bool            `json:"bool,omitempty"`
	Text     string          `json:"text,omitempty,omitzero"`
	Number   float64         `json:"number,omitzero"`
	Pointer  *int            `json:"pointer,omitempty"`
	List     []string        `json:"list,omitempty"`
	ListZero []string        `json:"listZero,omitzero"`
	Map      map[string]int  `json:"map,omitempty"`
	MapZero  map[string]int  `json:"mapZero,omitzero"`
	Array    [2]int          `json:"array,omitzero"`
	Struct   Limits          `json:"struct,omitzero"`
	Time     time.Time       `json:"time,omitzero"`
	Duration time.Duration   `json:"duration,omitempty"`
	Raw      json.RawMessage `json:"raw,omitempty"`
	Any      any             `json:"any,omitempty"`
	Union    Shape           `json:"union,omitempty"`
	Color    Color           `json:"color,omitempty"`
	Bytes    []byte          `json:"bytes,omitempty"`
	Code     Code            `json:"code,omitzero"`
	Addr     netip.Addr      `json:"addr,omitzero"`
	Both     []int           `json:"both,omitempty,omitzero"`
}

// Required has pointers that must be there, null or not.
type Required struct {
	Text   *string         `json:"text"`
	List   *[]int          `json:"list"`
	Struct *Limits         `json:"struct"`
	Map    map[string]*int `json:"map"`
}

// Limits has every constraint.
type Limits struct {
	Min      int            `json:"min" minimum:"-3"`
	Max      uint8          `json:"max" maximum:"200"`
	Above    float64        `json:"above" exclusiveMinimum:"0.5"`
	Below    float32        `json:"below" exclusiveMaximum:"1e3"`
	Half     int64          `json:"half" minimum:"1" maximum:"10"`
	Step     float64        `json:"step" multipleOf:"0.01"`
	Steps    int            `json:"steps" multipleOf:"3"`
	Short    string         `json:"short" minLength:"1" maxLength:"3"`
	Pattern  string         `json:"pattern" pattern:"^[a-z]+$"`
	Mail     string         `json:"mail" format:"email"`
	Some     []int          `json:"some" minItems:"1" maxItems:"4"`
	Unique   []float64      `json:"unique" uniqueItems:"true"`
	Objects  []Point        `json:"objects" uniqueItems:"true"`
	Choice   string         `json:"choice" enum:"a,b,\"c\""`
	Choices  int            `json:"choices" enum:"1,2,3"`
	Optional *float64       `json:"optional,omitempty" minimum:"1"`
	Picture  []byte         `json:"picture"`
	Wait     *time.Duration `json:"wait,omitempty"`
}

// Defaults has defaults.
type Defaults struct {
	Text    string   `json:"text" default:"a \"b\""`
	Number  float64  `json:"number" default:"1.5"`
	Count   int      `json:"count" default:"50"`
	Flag    bool     `json:"flag" default:"true"`
	Color   Color    `json:"color" default:"red"`
	Side    Side     `json:"side" default:"-1"`
	Pointer *int     `json:"pointer" default:"7"`
	List    []string `json:"list" default:"[\"x\",\"y\"]"`
	Bytes   []byte   `json:"bytes" default:"aGk="`
	Code    Code     `json:"code" default:"c0"`
	Price   Price    `json:"price" default:"2.25"`
}

// Quoted has numbers in strings.
type Quoted struct {
	Int     int64    `json:"int,string"`
	Uint    uint16   `json:"uint,string"`
	Float   float64  `json:"float,string"`
	Bool    bool     `json:"bool,string"`
	Pointer *int     `json:"pointer,string"`
	Omitted *float64 `json:"omitted,omitempty,string"`
}

// Color is an enum of strings.
type Color string

// The colors; one has two names.
const (
	ColorRed   Color = "red"
	ColorGreen Color = "green"
	ColorOdd   Color = "o\"dd"
)

// Side is an enum of integers.
type Side int8

// The sides.
const (
	Buy  Side = 1
	Sell Side = -1
)

// Level is an open enum.
//
//tenon:enum open
type Level uint16

// Some levels.
const (
	LevelLow  Level = 1
	LevelHigh Level = 9
)

// Price is a name for a number.
type Price float64

// Symbols is a name for a list.
type Symbols []string

// Tree is a name for a list of itself.
type Tree []Tree

// Index is a name for a map.
type Index map[Color]Price

// Blob is a name for bytes.
type Blob []byte

// Matrix is a name for an array of arrays.
type Matrix [2][2]Price

// Moment is a name for a name for a number.
type Moment Price

// Free is a name for anything.
type Free any

// Code writes itself as text.
type Code struct{ n byte }

// MarshalText gives it as c and a digit.
func (c Code) MarshalText() ([]byte, error) { return []byte{'c', '0' + c.n}, nil }

// UnmarshalText reads it.
func (c *Code) UnmarshalText(b []byte) error {
	if len(b) != 2 || b[0] != 'c' || b[1] < '0' || b[1] > '9' {
		return errCode
	}
	c.n = b[1] - '0'
	return nil
}

type codeError string

func (e codeError) Error() string { return string(e) }

const errCode = codeError("a code is c and a digit")

// Custom has JSON of its own.
//
//tenon:schema {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
type Custom struct{ A, B int }

// MarshalJSON gives it as a pair.
func (c Custom) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{c.A, c.B}) }

// UnmarshalJSON reads it.
func (c *Custom) UnmarshalJSON(b []byte) error {
	var list []*int
	if err := json.Unmarshal(b, &list); err != nil || len(list) != 2 || list[0] == nil || list[1] == nil {
		return errCode
	}
	c.A, c.B = *list[0], *list[1]
	return nil
}

// Shape is a union with a discriminator.
//
//tenon:union Circle Square Group on kind
type Shape interface{ shape() }

// Circle is a Shape.
type Circle struct {
	Kind   string  `json:"kind" enum:"circle"`
	Radius float64 `json:"radius" minimum:"0"`
}

// Square is a Shape as a pointer.
type Square struct {
	Kind Kind    `json:"kind" enum:"square"`
	Side float64 `json:"side"`
}

// Kind of a square.
type Kind string

// Group is a Shape made of shapes.
type Group struct {
	Kind   string  `json:"kind" enum:"group"`
	Shapes []Shape `json:"shapes"`
}

func (Circle) shape()  {}
func (*Square) shape() {}
func (Group) shape()   {}

// Result is a union without one.
//
//tenon:union Value Failure
type Result interface{ result() }

// Value is a Result.
type Value struct {
	Value float64 `json:"value"`
	Unit  *string `json:"unit,omitempty"`
}

// Failure is a Result.
type Failure struct {
	Error string  `json:"error"`
	Cause *Result `json:"cause,omitempty"`
}

func (Value) result()   {}
func (Failure) result() {}

// Node is recursive.
type Node struct {
	Name     string           `json:"name"`
	Next     *Node            `json:"next,omitempty"`
	Children []Node           `json:"children"`
	ByName   map[string]*Node `json:"byName,omitempty"`
}

// Point is two numbers.
type Point struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// Base is embedded.
type Base struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type hidden struct {
	Secret string `json:"secret"`
}

// Extra is embedded as a pointer.
type Extra struct {
	Note string `json:"note,omitempty"`
	Size *int   `json:"size,omitempty"`
	Deep
}

// Deep is embedded in what is embedded.
type Deep struct {
	Depth int `json:"depth,omitempty"`
}

// Embedding embeds in every way.
type Embedding struct {
	Base
	hidden
	*Extra
	other.Origin
	Name string `json:"ownName"`
}

// Page is generic.
type Page[T any] struct {
	Items []T `json:"items"`
	Next  *T  `json:"next,omitempty"`
}

// Pair is generic in two.
type Pair[K comparable, V any] struct {
	Key   K       `json:"key"`
	Value V       `json:"value"`
	All   map[K]V `json:"all"`
}

// Keys has maps of every key.
type Keys struct {
	Int    map[int]string           `json:"int"`
	Int8   map[int8]string          `json:"int8"`
	Uint   map[uint64]string        `json:"uint"`
	Color  map[Color]int            `json:"color"`
	Side   map[Side]int             `json:"side"`
	Level  map[Level]int            `json:"level"`
	Code   map[Code]int             `json:"code"`
	Addr   map[netip.Addr]int       `json:"addr"`
	Nested map[string]map[int]Point `json:"nested"`
	Lists  map[string][]Point       `json:"lists"`
	Any    map[string]any           `json:"any"`
}

// Known has types of the standard library.
type Known struct {
	Time     time.Time       `json:"time"`
	Maybe    *time.Time      `json:"maybe,omitempty"`
	Duration time.Duration   `json:"duration" minimum:"0"`
	Raw      json.RawMessage `json:"raw"`
	Addr     netip.Addr      `json:"addr"`
	Prefix   *netip.Prefix   `json:"prefix,omitempty"`
	Big      *big.Int        `json:"big,omitempty"`
	Rat      big.Rat         `json:"rat"`
	Times    []time.Time     `json:"times"`
}

// Odd has odd names.
type Odd struct {
	Dash      string `json:"-,"`
	Unicode   string `json:"größe"`
	Astral    string `json:"𝔸"`
	Private   string `json:"ﬀ"`
	Untagged  string
	Type      string `json:"type"`
	D         string `json:"d"`
	E         string `json:"e"`
	V         string `json:"v"`
	Seen      string `json:"seen"`
	Ignored   string `json:"-"`
	Größe     int
	IgnoredCh chan int `json:"-"`
}

// Everything is all of it.
type Everything struct {
	Basic     Basic              `json:"basic"`
	Omitted   Omitted            `json:"omitted"`
	Required  Required           `json:"required"`
	Limits    *Limits            `json:"limits,omitempty"`
	Defaults  Defaults           `json:"defaults"`
	Quoted    Quoted             `json:"quoted"`
	Level     Level              `json:"level"`
	Symbols   Symbols            `json:"symbols"`
	Tree      Tree               `json:"tree"`
	Index     Index              `json:"index"`
	Blob      Blob               `json:"blob"`
	Matrix    Matrix             `json:"matrix"`
	Moment    Moment             `json:"moment"`
	Free      Free               `json:"free"`
	Custom    Custom             `json:"custom"`
	Shape     Shape              `json:"shape"`
	Result    Result             `json:"result"`
	Node      *Node              `json:"node,omitempty"`
	Embedding Embedding          `json:"embedding"`
	Page      Page[Point]        `json:"page"`
	Pair      Pair[Side, []Code] `json:"pair"`
	Keys      Keys               `json:"keys"`
	Known     Known              `json:"known"`
	Odd       Odd                `json:"odd"`
	Empty     Empty              `json:"empty"`
	Far       other.Remote       `json:"far"`
}

// SplitRequest travels in three places.
type SplitRequest struct {
	ID     string `path:"id"`
	Dry    bool   `query:"dry" default:"false"`
	Amount int    `json:"amount" minimum:"1"`
	Note   string `json:"note,omitempty"`
}

// Request names a topic.
type Request struct {
	Zeta    string           `json:"zeta"`
	Alpha   *float64         `json:"alpha,omitempty"`
	List    []string         `json:"list"`
	Maybe   *[]int           `json:"maybe,omitempty"`
	Side    Side             `json:"side" default:"1"`
	Point   *Point           `json:"point,omitempty"`
	Points  []*Point         `json:"points,omitempty"`
	Map     map[string]Point `json:"map,omitempty"`
	Text    string           `json:"text,omitempty"`
	Free    any              `json:"free,omitempty"`
	Raw     json.RawMessage  `json:"raw,omitempty"`
	Shape   Shape            `json:"shape,omitempty"`
	Quoted  *int             `json:"quoted,omitempty,string"`
	Tree    Tree             `json:"tree,omitempty"`
	Points2 Symbols          `json:"Points2,omitempty"`
	Astral  string           `json:"𝔸,omitempty"`
	Private string           `json:"ﬀ,omitempty"`
	Colors  Colors           `json:"colors,omitzero"`
	*Extra
}

// Colors has what is no zero value.
type Colors struct {
	First Color   `json:"first"`
	Sides [2]Side `json:"sides"`
	Shape Shape   `json:"shape"`
}
