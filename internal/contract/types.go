package contract

import "tenon/internal/diag"

// Kind is the kind of a Type.
type Kind string

// The kinds of types.
const (
	KindBool    Kind = "bool"
	KindString  Kind = "string"
	KindInt     Kind = "int"   // Bits 0 (int), 8, 16, 32, 64
	KindUint    Kind = "uint"  // Bits 0 (uint), 8, 16, 32, 64
	KindFloat   Kind = "float" // Bits 32, 64
	KindBytes   Kind = "bytes" // []byte, base64
	KindPointer Kind = "pointer"
	KindSlice   Kind = "slice"
	KindArray   Kind = "array"
	KindMap     Kind = "map"
	KindAny     Kind = "any"   // any, json.RawMessage: see Known
	KindRef     Kind = "ref"   // a Decl of the module
	KindKnown   Kind = "known" // a row of the table of known types: time.Time, uuid.UUID …
)

// Type is the use of a type. Exactly the fields that its Kind names are set.
type Type struct {
	Kind  Kind
	Bits  int    // KindInt, KindUint, KindFloat
	Elem  *Type  // KindPointer, KindSlice, KindArray, KindMap
	Key   *Type  // KindMap: KindString, KindInt, KindUint, or a KindRef or KindKnown that is one of those or a text
	Len   int64  // KindArray
	Ref   string // KindRef: ID of the Decl
	Decl  *Decl  // KindRef: the same Decl, for convenience
	Known *Known // KindKnown, and KindAny where it is json.RawMessage
}

// Optional is the type that a pointer points to, or the type itself.
func (t *Type) Optional() *Type {
	if t.Kind == KindPointer {
		return t.Elem
	}
	return t
}

// GoType names a declared Go type.
type GoType struct {
	ImportPath string
	Package    string  // name of the package clause
	Name       string  // without type arguments
	Args       []*Type // type arguments of a generic type
}

// Codec says how a known or a text type meets the wire.
type Codec string

// The codecs of known types.
const (
	CodecText     Codec = "text"     // MarshalText / UnmarshalText
	CodecTime     Codec = "time"     // time.Time, RFC 3339, UTC on output
	CodecDuration Codec = "duration" // time.Duration, int64 nanoseconds
	CodecRaw      Codec = "raw"      // json.RawMessage: any JSON, copied
	CodecJSON     Codec = "json"     // MarshalJSON / UnmarshalJSON
	CodecString   Codec = "string"   // a defined string
)

// Known is a row of the table of known types: a type of the standard library or of a library that has a fixed
// meaning on the wire.
type Known struct {
	Go     GoType
	Codec  Codec
	Schema string // its JSON Schema as JSON
}

// DeclKind says what a named type is.
type DeclKind string

// The kinds of declarations.
const (
	DeclStruct  DeclKind = "struct"
	DeclEnum    DeclKind = "enum"    // Underlying and Values
	DeclDefined DeclKind = "defined" // a name for another type: Underlying
	DeclUnion   DeclKind = "union"   // Members, Discriminator
	DeclText    DeclKind = "text"    // MarshalText with a value receiver: a string
	DeclCustom  DeclKind = "custom"  // its own MarshalJSON: Schema
)

// Decl is a named type that a contract reaches. An instance of a generic type is a Decl of its own.
type Decl struct {
	ID         string // unique in the module and stable: "example.com/x/broker.Page[example.com/x/broker.Order]"
	Name       string // schema name, unique in the module: "PageOrder"
	Go         GoType
	Kind       DeclKind
	Doc        string
	Deprecated string
	Pos        diag.Pos
	Recursive  bool // reaches itself

	Fields        []*Field  // DeclStruct, embedded structs flattened
	Underlying    *Type     // DeclEnum, DeclDefined
	Values        []*Value  // DeclEnum, in the order of declaration
	Open          bool      // DeclEnum: the values are examples
	Members       []*Member // DeclUnion
	Discriminator string    // DeclUnion: wire name of the field; "" without one
	Schema        string    // DeclCustom: the JSON of //tenon:schema
}

// Value is one constant of an enum. Exactly one of Str and Int counts, by the kind of Underlying.
type Value struct {
	GoName  string // "SideBuy"
	VarName string // "BUY"
	Str     string
	Int     int64
	Doc     string
	Pos     diag.Pos
}

// Member is one member of a union.
type Member struct {
	Type    *Type  // KindRef to a struct (or a pointer to it, if only the pointer implements the interface)
	Tag     string // discriminator value; "" without a discriminator
	Pointer bool   // the Go value in the interface is a pointer
}

// Field is a field of a struct as it travels.
type Field struct {
	Name     string   // Go name
	Path     []string // Go selectors to it, through embedded structs: {"LeverageInfoParams", "Symbol"}
	Embedded []*Embed // the embedded fields that Path goes through, outermost first
	Wire     string   // name on the wire
	In       Place    // "" for the body
	Type     *Type
	Required bool // in the schema
	OmitZero bool // omitzero: left out when it is the zero value
	Omit     bool // omitempty: left out when it is empty
	Quoted   bool // the json ",string" option
	Default  *Literal
	Rules    Rules
	Doc      string
	Example  *Literal

	Deprecated string
	Pos        diag.Pos
}

// Embed is one embedded field on the way to a promoted field.
type Embed struct {
	Name    string // Go selector
	Pointer bool
	Go      GoType
}

// Literal is a constant of a tag, already checked against its field's type. JSON is its canonical JSON.
type Literal struct {
	JSON string
}

// Rules are the constraints of a field or a parameter. Nil and false mean that nothing is said. Numbers are the
// shortest JSON numbers that denote what the user wrote.
type Rules struct {
	Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum, MultipleOf *string

	MinLength, MaxLength, MinItems, MaxItems *int64

	UniqueItems bool
	Pattern     string
	Format      string
	Enum        []Literal
}

// IsZero says whether nothing is constrained.
func (r Rules) IsZero() bool {
	return r.Minimum == nil && r.Maximum == nil && r.ExclusiveMinimum == nil && r.ExclusiveMaximum == nil &&
		r.MultipleOf == nil && r.MinLength == nil && r.MaxLength == nil && r.MinItems == nil && r.MaxItems == nil &&
		!r.UniqueItems && r.Pattern == "" && r.Format == "" && r.Enum == nil
}
