// Package class has names that mean something elsewhere.
package class

import (
	"context"
	"errors"
	"iter"

	"example.com/torture/model/money"
)

// Errors with names that are taken elsewhere.
var (
	ErrNotFound    = errors.New("not found")
	ErrClient      = errors.New("client")
	ErrStatus      = errors.New("status")
	ErrServer      = errors.New("server")
	ErrImport      = errors.New("import")
	ErrNone        = errors.New("none")
	ErrBadRequest  = errors.New("bad request")
	ErrHTTP2Failed = errors.New("http")
	Err404         = errors.New("404")
)

// API has the names of keywords, of builtins and of what generated code calls its own.
//
//tenon:api v1
//tenon:error ErrServer 500
//tenon:error ErrClient 400
type API interface {
	// Import does what its name says.
	//
	//tenon:post /import/{from}/{lambda}
	//tenon:error ErrNotFound 404
	//tenon:error ErrStatus 409
	//tenon:error ErrImport 422
	//tenon:error ErrNone 499
	//tenon:error ErrBadRequest 400
	//tenon:error ErrHTTP2Failed 502
	//tenon:error Err404 503
	Import(ctx context.Context, from string, lambda int64, type_ Wire) (String, error)

	// Append does what its name says.
	//
	//tenon:get /append
	Append(ctx context.Context, len *int, nil_ []string, any *bool, error *string, make *float64) (map[string]Error, error)

	// Self does what its name says.
	//
	//tenon:delete /self/{self}
	Self(ctx context.Context, self string, options *string, body *string, models *int, cls *int, headers *string) error

	// Int does what its name says.
	//
	//tenon:get /int
	Int(ctx context.Context, int_ *int, str *string, list []string, dict *bool, float *float64, bytes *string, datetime *string, uuid *string, bool_ *bool) ([]Error, error)

	// Raw does what its name says.
	//
	//tenon:get /raw
	Raw(ctx context.Context, raw string) (Raw, error)

	// Close does what its name says.
	//
	//tenon:get /close
	Close(ctx context.Context, close bool) (Models, error)

	// Models does what its name says.
	//
	//tenon:get /models
	Models(ctx context.Context, timeout int, retry int, token string) (Class, error)

	// Options does what its name says.
	//
	//tenon:get /options
	Options(ctx context.Context) (Options, error)

	// ClassErrors does what its name says.
	//
	//tenon:get /class-errors
	ClassErrors(ctx context.Context) (ClassAPI, error)

	// ClassClient does what its name says.
	//
	//tenon:get /class-client
	ClassClient(ctx context.Context) (ClassClient, error)

	// Send does what its name says.
	//
	//tenon:get /send
	Send(ctx context.Context, send Kind, _runtime *string, __init__ *string) ([]Kind, error)

	// Streams does what its name says.
	//
	//tenon:get /streams
	Streams(ctx context.Context) (Base, error)

	// None does what its name says.
	//
	//tenon:get /none
	None(ctx context.Context) (*None, error)

	// Aclose does what its name says.
	//
	//tenon:get /aclose
	Aclose(ctx context.Context) (Enum, error)

	// WithHTTPURLs does what its name says.
	//
	//tenon:get /with-http
	WithHTTPURLs(ctx context.Context, HTTPPort int, userID string, iPhone bool, x1Y2 string) (Protocol, error)

	// AppendWire does what its name says.
	//
	//tenon:put /append-x
	AppendWire(ctx context.Context, wire Wire) (AppendWire, error)

	// DecodeWire does what its name says.
	//
	//tenon:put /decode-wire
	DecodeWire(ctx context.Context, violations Violations) (Decoder, error)

	// Problem does what its name says.
	//
	//tenon:post /problem
	Problem(ctx context.Context, problem Problem) (ValidationProblem, error)

	// Dunder does what its name says.
	//
	//tenon:get /dunder
	Dunder(ctx context.Context, q Dunder) error

	// Async does what its name says.
	//
	//tenon:stream async
	Async(ctx context.Context, req Request) (iter.Seq2[Wire, error], error)

	// RawStream does what its name says.
	//
	//tenon:stream raw
	RawStream(ctx context.Context, req Request) (iter.Seq2[Request, error], error)

	// CloseStream does what its name says.
	//
	//tenon:stream close
	CloseStream(ctx context.Context, req Request) (iter.Seq2[Kind, error], error)

	// Subscribe does what its name says.
	//
	//tenon:stream import
	Subscribe(ctx context.Context, req Subscribe) (iter.Seq2[Update, error], error)

	// Routers does what its name says.
	//
	//tenon:stream routers
	Routers(ctx context.Context, req Payload) (iter.Seq2[Topic, error], error)

	// Topics does what its name says.
	//
	//tenon:stream class-errors
	Topics(ctx context.Context, req Topic) (iter.Seq2[Router, error], error)

	// IntStream does what its name says.
	//
	//tenon:stream int
	IntStream(ctx context.Context, req Dunder) (iter.Seq2[[]int, error], error)

	// Test does what its name says.
	//
	//tenon:stream test
	Test(ctx context.Context, req Topic) (iter.Seq2[Router, error], error)

	// Linux does what its name says.
	//
	//tenon:stream linux
	Linux(ctx context.Context, req Topic) (iter.Seq2[Router, error], error)
}

// Wire is called like the runtime.
type Wire struct {
	Class   string          `json:"class"`
	Self    *string         `json:"self,omitempty"`
	Model   Error           `json:"model_config"`
	Fields  []int           `json:"model_fields"`
	Schema  *int            `json:"schema,omitempty"`
	JSON    bool            `json:"json"`
	Copy    string          `json:"copy" default:"c"`
	Ünïcode string          `json:"ünïcode"`
	Def     []String        `json:"def"`
	Under   int             `json:"__init__"`
	Private int             `json:"_private"`
	Dash    bool            `json:"is-it"`
	Dot     bool            `json:"a.b"`
	Blank   bool            `json:"a b"`
	Digits  bool            `json:"9lives"`
	Type    Kind            `json:"type"`
	Int     int             `json:"int"`
	Str     string          `json:"str"`
	Float   float64         `json:"float"`
	List    []int           `json:"list"`
	Bool    bool            `json:"bool"`
	Dict    map[string]Kind `json:"dict"`
	None    *bool           `json:"None"`
	Case    string          `json:"case"`
	CASE    string          `json:"CASE"`
	Snake   string          `json:"ca_se"`
	Camel   string          `json:"caSe"`
	L       string          `json:"l"`
	O       string          `json:"O"`
	I       string          `json:"I"`
	Date    string          `json:"datetime"`
	UUID    string          `json:"uuid"`
	Field   string          `json:"Field"`
	Any     any             `json:"Any"`
	Literal string          `json:"Literal" enum:"a,b"`
	Long    string          `json:"aVeryLongNameThatGoesOnAndOnUntilNobodyKnowsWhatItWasAboutAnyMoreAndThenSome"`
	Quote   string          `json:"say-hi!#%" default:"\"\"\"" `
}

// String is called like a predeclared type.
type String string

// Error is called like an interface.
type Error struct {
	Error string `json:"error"`
	None  bool   `json:"None"`
}

// Raw is called like a view of clients.
type Raw struct {
	Raw *Raw `json:"raw,omitempty"`
}

// Models is called like a module of clients.
type Models struct {
	Models []Models `json:"models"`
}

// Class is called like a keyword.
type Class struct {
	Class *Class `json:"class,omitempty"`
}

// ClassClient is called like the client.
type ClassClient struct {
	Amount money.Amount `json:"amount"`
}

// ClassAPI is called like the client's protocol.
type ClassAPI struct {
	API bool `json:"API"`
}

// Options is called like the options of a call.
type Options struct {
	Options string `json:"options"`
}

// Base is called like a base class.
type Base struct {
	Base string `json:"base"`
}

// None is called like nothing.
type None struct {
	None string `json:"none"`
}

// Enum is called like a kind of class.
type Enum string

// The values of Enum.
const (
	EnumName  Enum = "name"
	EnumValue Enum = "value"
)

// Protocol is a name of typing.
type Protocol struct {
	Protocol string `json:"protocol"`
}

// AppendWire is called like a function of generated code.
type AppendWire struct {
	B []byte `json:"b"`
}

// Violations is called like a type of the runtime.
type Violations struct {
	List []Violations `json:"list"`
}

// Decoder is called like a type of the runtime.
type Decoder struct {
	D int `json:"d"`
}

// Problem is called like what the documents add.
type Problem struct {
	Status int `json:"status"`
}

// ValidationProblem is called like what the documents add.
type ValidationProblem struct {
	Ref    string   `json:"$ref"`
	Errors []string `json:"errors"`
}

// Dunder has parameters with odd names.
type Dunder struct {
	Init  *string `json:"__init__,omitempty"`
	Self  string  `json:"self" default:""`
	Class *int    `json:"class,omitempty"`
	Dash  *string `json:"a-b,omitempty"`
	Snake *string `json:"a_b,omitempty"`
	Dot   *string `json:"a.b,omitempty"`
	Upper *string `json:"A_B,omitempty"`
	Digit *string `json:"1st,omitempty"`
	Brack *string `json:"x[y],omitempty"`
	Int   *int    `json:"int,omitempty"`
	List  []int   `json:"list,omitempty"`
}

// Request has the name that requests have everywhere.
type Request struct {
	Topic string `json:"topic"`
	Type  Kind   `json:"type"`
}

// Subscribe is called like a message.
type Subscribe struct {
	ID *string `json:"id,omitempty"`
}

// Update is called like a message.
type Update struct {
	Payload any `json:"payload"`
}

// Payload is called like a part of a message.
type Payload struct {
	Payload string `json:"payload"`
}

// Topic is called like a part of a message.
type Topic struct {
	Topic string `json:"topic"`
}

// Router is called like a part of generated code.
type Router struct {
	Router Kind `json:"router"`
}

// Dict is a name of the runtime.
type Dict map[string]string

// Kind has constants that are keywords.
type Kind string

// The kinds.
const (
	KindImport  Kind = "import"
	KindNone    Kind = "None"
	KindMro     Kind = "mro"
	KindName    Kind = "name"
	KindValue   Kind = "value"
	KindClass   Kind = "class"
	KindSelf    Kind = "self"
	KindUnknown Kind = "UNKNOWN"
	KindEmpty   Kind = ""
	KindDash    Kind = "a-b"
	KindUnder   Kind = "_missing_"
	KindStr     Kind = "__str__"
	KindI       Kind = "I"
	KindO       Kind = "O"
	Kind1       Kind = "1"
)
