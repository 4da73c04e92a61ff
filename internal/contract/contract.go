// Package contract is the model of a backend module's contract: its operations, its streams and every type that they
// reach, as plain data.
//
// internal/source makes it from Go source; describers and emitters read it. It holds no go/ast and no go/types, it is
// complete (nothing in it needs the source again but for messages), and it is in a fixed order: operations and
// streams as the interface declares them, declarations by schema name, so that the same source always gives the same
// bytes. A Module is never changed after it was loaded.
package contract

import "tenon/internal/diag"

// Module is one backend module and its contract.
type Module struct {
	Name       string // folder name, which is also its name on the wire: "trading-signals"
	Package    string // name of its Go package: "tradingsignals"
	ImportPath string // import path of that package
	Dir        string // folder, slash path relative to the workspace: "modules/broker"
	Interface  string // name of the interface marked //tenon:api
	Doc        string // package comment, directives removed
	Pos        diag.Pos

	Major   int    // major version of the contract: 1
	Version string // info.version: "1.0.0"
	Auth    []Auth // default for operations and streams; nil: nothing said

	BasePath string // all REST paths lie below it: "/api/v1/broker"

	Operations []*Operation // in the order of the interface
	Streams    []*Stream    // in the order of the interface
	Decls      []*Decl      // every named type that is reached, sorted by Name
	Errors     []*Sentinel  // every sentinel that the contract declares, sorted by Code
}

// Decl is the declaration with that ID, or nil.
func (m *Module) Decl(id string) *Decl {
	for _, d := range m.Decls {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Operation is one REST method of a contract.
type Operation struct {
	Method     string // Go name: "PlaceOrder"
	ID         string // operationId: "placeOrder"
	Doc        string // whole comment; Summary is its first sentence
	Summary    string
	Deprecated string // why; "" if it is not deprecated
	Tags       []string
	Pos        diag.Pos

	HTTPMethod string // "POST"
	Path       string // complete, with wire names in braces: "/api/v1/broker/positions/{position_id}"
	Route      string // as the directive has it: "/positions/{position_id}"
	Status     int    // of success

	Params []*Param // every argument but ctx, in order
	Body   *Body    // nil: none
	Result *Type    // nil: none

	Idempotent bool // may be sent again (GET, HEAD or //tenon:idempotent)
	Auth       []Auth
	Errors     []*Sentinel // sentinels of the method and of the interface, sorted by Status, then Code
}

// Inputs are the values that travel outside the body, in the order in which documents and clients list them: by
// argument, the fields of a struct in their order.
func (o *Operation) Inputs() []*Input {
	var ins []*Input
	for _, p := range o.Params {
		ins = append(ins, p.Inputs...)
	}
	return ins
}

// Param is one argument of a method after ctx.
type Param struct {
	Name   string // Go name: "positionID"
	Type   *Type
	Body   bool     // the argument is, or holds, the JSON body
	Inputs []*Input // what of it travels outside the body: itself, or fields of the struct that it is
}

// Place says where in a request an Input travels.
type Place string

// The places, named as OpenAPI names them.
const (
	InPath   Place = "path"
	InQuery  Place = "query"
	InHeader Place = "header"
	InCookie Place = "cookie"
)

// Input is one value in a path, query, header or cookie.
type Input struct {
	Name       string // wire name
	In         Place
	Field      *Field // the struct field it fills, or nil if the argument itself
	Type       *Type
	Required   bool
	Default    *Literal
	Rules      Rules
	Doc        string
	Deprecated string
	Example    *Literal
	Pos        diag.Pos
}

// Body is the JSON body of an operation. Fields of the struct that travel elsewhere are not part of its schema:
// Split is true then, and Fields lists those that stay.
type Body struct {
	Type   *Type
	Split  bool
	Fields []*Field
	Name   string // schema name of the rest of a split body
}

// Stream is one WebSocket subscription of a contract.
type Stream struct {
	Method     string // Go name: "BrokerConnection"
	Name       string // wire name: "broker-connection"
	Doc        string
	Summary    string
	Deprecated string
	Tags       []string
	Pos        diag.Pos
	Request    *Type // always a struct
	Item       *Type
	Conflate   *Field // nil: slow clients are disconnected
	Auth       []Auth
	Errors     []*Sentinel
	Authorizes string // name of the authorize method an implementation may have: "AuthorizeOrders"
}

// Sentinel is a declared error.
type Sentinel struct {
	GoName     string // "ErrOrderRejected"
	ImportPath string
	Package    string
	Code       string // "order-rejected"
	Status     int
	Doc        string
	Pos        diag.Pos
}

// Auth is one way in which a caller may show who it is; several mean any one of them.
type Auth struct {
	Scheme string // bearer, basic, cookie, header, query, none
	Name   string // of the cookie, header or query parameter
}
