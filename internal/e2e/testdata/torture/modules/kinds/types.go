package kinds

import (
	"encoding/json"
	"errors"
	"math/big"
	"net/netip"
	"time"

	"github.com/google/uuid"

	"example.com/torture/model/bag"
	"example.com/torture/model/money"
)

// Basic has the basic kinds.
type Basic struct {
	Bool    bool    `json:"bool"`
	Text    string  `json:"text"`
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
	Rune    rune    `json:"rune"`
	Byte    byte    `json:"byte"`
	Bytes   []byte  `json:"bytes"`
	Any     any     `json:"any"`
}

// Omitted may be absent.
type Omitted struct {
	Bool     bool           `json:"bool,omitempty"`
	Text     string         `json:"text,omitempty,omitzero"`
	Number   float64        `json:"number,omitempty"`
	Pointer  *int           `json:"pointer,omitempty"`
	List     []int          `json:"list,omitempty"`
	ListZero []int          `json:"listZero,omitzero"`
	Map      map[string]int `json:"map,omitempty"`
	Struct   Point          `json:"struct,omitzero"`
	Array    [2]int         `json:"array,omitzero"`
	Time     time.Time      `json:"time,omitzero"`
	Duration time.Duration  `json:"duration,omitempty"`
	Any      any            `json:"any,omitempty"`
	Bytes    []byte         `json:"bytes,omitempty"`
	Both     *[]int         `json:"both,omitempty,omitzero"`
	Color    Color          `json:"color,omitempty"`
	Union    Shape          `json:"union,omitempty"`
	Code     Code           `json:"code,omitzero"`
	Custom   *Custom        `json:"custom,omitempty"`
}

// Nullable may be null.
type Nullable struct {
	Text   *string             `json:"text"`
	List   *[]*Point           `json:"list"`
	Struct *Point              `json:"struct"`
	Map    map[string]*float64 `json:"map"`
	Color  *Color              `json:"color"`
	Side   *Side               `json:"side"`
	Level  *Level              `json:"level"`
	Shape  *Shape              `json:"shape"`
	Result *Result             `json:"result"`
	Time   *time.Time          `json:"time"`
	Price  *Price              `json:"price"`
	Custom *Custom             `json:"custom"`
	Points []*Point            `json:"points"`
	Choice *string             `json:"choice" enum:"a,b"`
}

// Limits has every constraint.
type Limits struct {
	Min      int           `json:"min" minimum:"-3"`
	Max      uint8         `json:"max" maximum:"200"`
	Above    float64       `json:"above" exclusiveMinimum:"0.5"`
	Below    float32       `json:"below" exclusiveMaximum:"1e3"`
	Range    int64         `json:"range" minimum:"1" maximum:"10"`
	Step     float64       `json:"step" multipleOf:"0.01"`
	Steps    int           `json:"steps" multipleOf:"3"`
	Short    string        `json:"short" minLength:"1" maxLength:"3"`
	Pattern  string        `json:"pattern" pattern:"^[\"'\\\\a-z]+$"`
	Mail     string        `json:"mail" format:"email" example:"a@example.com"`
	Some     []int         `json:"some" minItems:"1" maxItems:"4" example:"[1,2]"`
	Unique   []float64     `json:"unique" uniqueItems:"true"`
	Objects  []Point       `json:"objects" uniqueItems:"true"`
	Choice   string        `json:"choice" enum:"a,b,\"c\",None,class,"`
	Choices  int           `json:"choices" enum:"1,0,-1"`
	Single   string        `json:"single" enum:"only"`
	Optional *float64      `json:"optional,omitempty" minimum:"1"`
	Wait     time.Duration `json:"wait" minimum:"0"`
	Huge     uint64        `json:"huge" maximum:"18446744073709551615"`
	Deep     int64         `json:"deep" minimum:"-9223372036854775808"`
}

// Beside has constraints beside named types.
type Beside struct {
	Price   Price   `json:"price" minimum:"0" maximum:"100"`
	Symbol  Symbol  `json:"symbol" minLength:"1" maxLength:"12"`
	Symbols Symbols `json:"symbols" minItems:"1" uniqueItems:"true"`
	Codes   Codes   `json:"codes" maxItems:"2"`
	Moment  *Moment `json:"moment,omitempty" exclusiveMaximum:"9"`
	Side    Side    `json:"side" enum:"1"`
	Color   Color   `json:"color" example:"green"`
	Point   Point   `json:"point" example:"{\"x\":1,\"y\":2}"` // a point with an example
}

// Defaults has defaults of every kind.
type Defaults struct {
	Text    string        `json:"text" default:"a \"b\" \\ ' é"`
	Blank   string        `json:"blank" default:""`
	Number  float64       `json:"number" default:"1.5"`
	Whole   float64       `json:"whole" default:"2"`
	Tiny    float64       `json:"tiny" default:"1e-9"`
	Count   int           `json:"count" default:"50"`
	Big     uint64        `json:"big" default:"18446744073709551615"`
	Flag    bool          `json:"flag" default:"true"`
	Off     bool          `json:"off" default:"false"`
	Color   Color         `json:"color" default:"red"`
	Side    Side          `json:"side" default:"-1"`
	Level   Level         `json:"level" default:"9"`
	Pointer *int          `json:"pointer" default:"7"`
	List    []string      `json:"list" default:"[\"x\",\"y\"]"`
	Empty   []int         `json:"empty" default:"[]"`
	Bytes   []byte        `json:"bytes" default:"aGk="`
	Code    Code          `json:"code" default:"c0"`
	Price   Price         `json:"price" default:"2.25"`
	Choice  string        `json:"choice" enum:"a,b" default:"b"`
	Wait    time.Duration `json:"wait" default:"1000"`
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

// The colors; one has an odd name.
const (
	ColorRed   Color = "red"
	ColorGreen Color = "green" // as grass
	ColorOdd   Color = "o\"dd"
)

// Side is an enum of integers.
type Side int8

// The sides.
const (
	SideBuy  Side = 1  // to buy
	SideNone Side = 0  // neither
	SideSell Side = -1 // to sell
)

// Level is an open enum of integers.
//
//tenon:enum open
type Level uint16

// Some levels.
const (
	LevelLow  Level = 1
	LevelHigh Level = 9
)

// Tone is an open enum of strings.
//
//tenon:enum open
type Tone string

// Some tones.
const (
	ToneLoud Tone = "loud"
	ToneSoft Tone = "soft" // as a feather
)

// Price is a name for a number.
type Price float64

// Symbol is a name for a string.
type Symbol string

// Symbols is a name for a list.
type Symbols []string

// Codes is a name for a list of what has a name.
type Codes []Symbol

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

var errCode = errors.New("a code is c and a digit")

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

// Chicken and Egg are mutually recursive.
type Chicken struct {
	Eggs []Egg `json:"eggs"`
}

// Egg and Chicken are mutually recursive.
type Egg struct {
	Layer *Chicken                    `json:"layer,omitempty"`
	Pages *money.Page[map[string]Egg] `json:"pages,omitempty"`
}

// Point is two numbers.
type Point struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// Empty has nothing.
type Empty struct{}

type hidden struct {
	Secret string `json:"secret"`
}

// Embedding embeds in every way.
type Embedding struct {
	money.Audit
	hidden
	*money.Trail
	Point
	Name string `json:"ownName"`
	Y    string `json:"y"` // hides the embedded one
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
	Symbol map[Symbol]Price         `json:"symbol"`
	Addr   map[netip.Addr]int       `json:"addr"`
	UUID   map[uuid.UUID]Point      `json:"uuid"`
	Nested map[string]map[int]Point `json:"nested"`
	Lists  map[string][]Point       `json:"lists"`
	Any    map[string]any           `json:"any"`
	Shapes map[string][]Shape       `json:"shapes"`
}

// Known has types of tables.
type Known struct {
	Time     time.Time       `json:"time"`
	Maybe    *time.Time      `json:"maybe,omitempty"`
	Duration time.Duration   `json:"duration"`
	Raw      json.RawMessage `json:"raw"`
	Addr     netip.Addr      `json:"addr"`
	Prefix   *netip.Prefix   `json:"prefix,omitempty"`
	Big      *big.Int        `json:"big,omitempty"`
	Rat      big.Rat         `json:"rat"`
	Times    []time.Time     `json:"times"`
	ID       uuid.UUID       `json:"id"`
	IDs      []uuid.UUID     `json:"ids" maxItems:"2"`
	Code     money.Code      `json:"code"`
	Weight   bag.Weight      `json:"weight"`
	Label    *bag.Label      `json:"label"`
	Content  bag.Content     `json:"content"`
}

// Odd has odd names.
type Odd struct {
	//lint:ignore SA5008 Its name is a hyphen.
	Dash      string `json:"-,"`
	Unicode   string `json:"größe"`
	Astral    string `json:"𝔸"`
	Private   string `json:"ﬀ"`
	Untagged  string
	Type      string `json:"type"`
	D         string `json:"d"`
	E         string `json:"e"`
	V         string `json:"v"`
	Ignored   string `json:"-"`
	Größe     int
	IgnoredCh chan int `json:"-"`
}
