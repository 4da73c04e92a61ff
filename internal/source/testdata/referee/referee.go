// Package referee holds declarations that tests compile with Go and read with the loader, and then compare.
package referee

import "math"

// All holds each struct that is compared.
type All struct {
	Promoted  Promoted
	Ambiguous Ambiguous
	Diamond   Diamond
	Shallow   Shallow
	Renamed   Renamed
	Deep      Deep
	Cyclic    Cyclic
	Hidden    Hidden
	Options   Options
	Generic   Generic[int]
}

type base struct {
	A int `json:"a"`
	B int `json:"b"`
}

// Other is embedded.
type Other struct {
	B int `json:"b"`
	C int `json:"c"`
}

// Kind is embedded, too.
type Kind string

type (
	// Promoted promotes fields of several structs.
	Promoted struct {
		base
		*Named `json:"named"`
		Kind   `json:"kind"`
		X      int `json:"x"`
	}
	// Named is embedded with a name.
	Named struct {
		N int `json:"n"`
	}
	// Ambiguous has two fields b.
	Ambiguous struct {
		Amb1
		Amb2
	}
	// Amb1 has names from Go, for which vet does not complain.
	Amb1 struct{ A, B int }
	// Amb2 has them too.
	Amb2 struct{ B, C int }
	// Diamond embeds a struct twice at one depth.
	Diamond struct {
		D1
		D2
	}
	// D1 is a side.
	D1 struct {
		base
		P int `json:"p"`
	}
	// D2 is a side.
	D2 struct {
		base
		Q int `json:"q"`
	}
	// Shallow has a field that hides deeper ones.
	Shallow struct {
		Diamond
		A int `json:"a"`
	}
	// Renamed takes fields out and renames them.
	Renamed struct {
		base
		A int `json:"-"`
		D int `json:"b"`
		E int `json:"-,"`
		f int //nolint:unused // is not exported
	}
	// Deep embeds through several levels.
	Deep struct {
		M1
		C int `json:"c"`
	}
	// M1 is a level.
	M1 struct{ M2 }
	// M2 is a level.
	M2 struct {
		Other
		*M3
	}
	// M3 is a level.
	M3 struct {
		E int `json:"e"`
	}
	// Cyclic embeds itself.
	Cyclic struct {
		*Cyclic
		*Back
		A int `json:"a"`
	}
	// Back leads back.
	Back struct {
		*Cyclic
		G int `json:"g"`
	}
	// Hidden embeds a struct that is not exported, below one that is.
	Hidden struct {
		Outer
		H int `json:"h"`
	}
	// Outer has an inner one.
	Outer struct{ base }
	// Options has options.
	Options struct {
		A int    `json:"a,omitempty"`
		B string `json:"b,omitzero"`
		C int    `json:"c,string"`
		D *int   `json:"d"`
	}
	// Generic embeds an instance.
	Generic[T any] struct {
		Box[T]
		W int `json:"w"`
	}
	// Box is generic.
	Box[T any] struct {
		V T `json:"v"`
	}
)

// Int is a type of constants.
type Int int64

// The integers.
const (
	IntIota Int = iota
	IntNext
	_
	IntShift Int = 1 << (10 * iota)
	IntMask      = Int(0xff) &^ 0x0f
	IntNot   Int = ^0
	IntQuo   Int = -7 / 2
	IntRem   Int = -7 % 3
	IntFloat Int = 1e3 / 8
	IntRune  Int = 'a' + 1
	IntLen   Int = Int(len("größe"))
	IntMin   Int = math.MinInt64
	IntMax       = Int(math.MaxInt64)
	IntXor   Int = 6 ^ 3
	IntBig   Int = (1<<100 + 1) >> 98
	IntConv      = Int(uint8(255)) + Int(int8(-128))
	IntUns       = Int(^uint8(1))
	IntPi    Int = Int(math.Pi*0 + 3)
	IntMixed Int = 5 / 2 * 2.0
	IntHalf  Int = 5.0 / 2 * 2
	IntMinOf Int = min(3, 2, 5)
	IntMaxOf     = max(IntMinOf, 4)
)

// Str is a type of constants.
type Str string

// The strings.
const (
	StrPlain Str = "a"
	StrCat       = StrPlain + "b" + prefix
	StrConv      = Str(prefix) + Str(rune(0x65e5))
	StrEsc   Str = "\u00e4\x41\n`\""
	StrRaw   Str = `raw\n`
	prefix       = "p-"
)
