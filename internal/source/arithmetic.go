package source

import (
	"go/constant"
	"go/token"
	"math"
	"strconv"
)

func comparable(x, y constant.Value) bool {
	return isNumber(x) == isNumber(y) && (isNumber(x) || x.Kind() == y.Kind())
}

func isNumber(v constant.Value) bool { return v.Kind() == constant.Int || v.Kind() == constant.Float }

// convert gives a value a type. Explicit conversions may turn integers into strings.
func convert(v constant.Value, kind kindOf, explicit bool) evaluated {
	switch kind.basic {
	case "string", "untyped string":
		if explicit && v.Kind() == constant.Int {
			r, ok := constant.Int64Val(v)
			if !ok || r < 0 || r > math.MaxInt32 {
				r = 0xfffd
			}
			return evaluated{constant.MakeString(string(rune(r))), kind}
		}
		if v.Kind() != constant.String {
			return evaluated{}
		}
	case "bool", "untyped bool":
		if v.Kind() != constant.Bool {
			return evaluated{}
		}
	case "float32", "float64", "untyped float":
		if !isNumber(v) {
			return evaluated{}
		}
		v = rounded(constant.ToFloat(v), kind.basic)
	default:
		if !isNumber(v) {
			return evaluated{}
		}
		if v = constant.ToInt(v); v.Kind() != constant.Int || !fits(v, kind.basic) {
			return evaluated{}
		}
	}
	if v.Kind() == constant.Unknown {
		return evaluated{}
	}
	return evaluated{v, kind}
}

// rounded is a float as its type holds it.
func rounded(v constant.Value, basic string) constant.Value {
	switch basic {
	case "float32":
		f, _ := constant.Float32Val(v)
		if math.IsInf(float64(f), 0) {
			return constant.MakeUnknown()
		}
		return constant.MakeFloat64(float64(f))
	case "float64":
		f, _ := constant.Float64Val(v)
		if math.IsInf(f, 0) {
			return constant.MakeUnknown()
		}
		return constant.MakeFloat64(f)
	}
	return v
}

// fits says whether an integer is a value of an integer type.
func fits(v constant.Value, basic string) bool {
	bits, unsigned := integerSize(basic)
	if bits == 0 {
		return true // untyped
	}
	if unsigned {
		return constant.Sign(v) >= 0 && constant.BitLen(v) <= bits
	}
	if constant.Sign(v) < 0 {
		v = constant.BinaryOp(v, token.ADD, constant.MakeInt64(1))
	}
	return constant.BitLen(v) <= bits-1
}

// integerSize is the size of an integer type in bits; 0 for an untyped one.
func integerSize(basic string) (bits int, unsigned bool) {
	if len(basic) > 4 && basic[:4] == "uint" || basic == "uint" {
		unsigned, basic = true, basic[1:]
	}
	switch basic {
	case "int", "intptr":
		return 64, unsigned
	case "int8", "int16", "int32", "int64":
		bits, _ = strconv.Atoi(basic[3:])
	}
	return bits, unsigned
}

// bounded refuses values that grow beyond what Go itself takes.
func bounded(v constant.Value, kind kindOf) evaluated {
	switch v.Kind() {
	case constant.Unknown, constant.Complex:
		return evaluated{}
	case constant.String:
		if len(constant.StringVal(v)) > maxText {
			return evaluated{}
		}
	case constant.Int:
		if constant.BitLen(v) > maxBits {
			return evaluated{}
		}
	case constant.Float:
		if constant.BitLen(constant.Num(v)) > 2*maxBits || constant.BitLen(constant.Denom(v)) > 2*maxBits {
			return evaluated{}
		}
	}
	if !kind.untyped() {
		return convert(v, kind, false)
	}
	return evaluated{v, kind}
}

func unary(op token.Token, x evaluated) evaluated {
	if x.value == nil {
		return x
	}
	switch op {
	case token.ADD, token.SUB:
		if !isNumber(x.value) {
			return evaluated{}
		}
	case token.XOR:
		if x.value.Kind() != constant.Int {
			return evaluated{}
		}
	case token.NOT:
		if x.value.Kind() != constant.Bool {
			return evaluated{}
		}
	default:
		return evaluated{}
	}
	size := uint(0)
	if bits, unsigned := integerSize(x.kind.basic); unsigned && op == token.XOR {
		size = uint(bits)
	}
	return bounded(constant.UnaryOp(op, x.value, size), x.kind)
}

func binary(op token.Token, x, y evaluated) evaluated {
	if y.value == nil {
		return y
	}
	if op == token.SHL || op == token.SHR {
		n, ok := constant.Uint64Val(constant.ToInt(y.value))
		v := constant.ToInt(x.value)
		if !ok || n > maxShift || v.Kind() != constant.Int {
			return evaluated{}
		}
		if x.kind.basic == "untyped float" {
			x.kind.basic = "untyped int"
		}
		return bounded(constant.Shift(v, op, uint(n)), x.kind)
	}
	kind, ok := common(x.kind, y.kind)
	if !ok || !comparable(x.value, y.value) {
		return evaluated{}
	}
	integers := x.value.Kind() == constant.Int && y.value.Kind() == constant.Int
	switch op {
	case token.EQL, token.NEQ:
		return evaluated{constant.MakeBool(constant.Compare(x.value, op, y.value)), kindOf{basic: "untyped bool"}}
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		if x.value.Kind() == constant.Bool {
			return evaluated{}
		}
		return evaluated{constant.MakeBool(constant.Compare(x.value, op, y.value)), kindOf{basic: "untyped bool"}}
	case token.LAND, token.LOR:
		if x.value.Kind() != constant.Bool {
			return evaluated{}
		}
	case token.ADD:
		if x.value.Kind() == constant.Bool ||
			x.value.Kind() == constant.String && len(constant.StringVal(x.value))+len(constant.StringVal(y.value)) > maxText {
			return evaluated{}
		}
	case token.SUB, token.MUL:
		if !isNumber(x.value) {
			return evaluated{}
		}
	case token.QUO, token.REM:
		if !isNumber(x.value) || constant.Sign(y.value) == 0 || op == token.REM && !integers {
			return evaluated{}
		}
		bits, _ := integerSize(kind.basic)
		if op == token.QUO && integers && (bits > 0 || kind.basic == "untyped int" || kind.basic == "untyped rune") {
			op = token.QUO_ASSIGN // the integer division of go/constant
		}
	case token.AND, token.OR, token.XOR, token.AND_NOT:
		if !integers {
			return evaluated{}
		}
	default:
		return evaluated{}
	}
	return bounded(constant.BinaryOp(x.value, op, y.value), kind)
}

// common is the type of an operation on two values.
func common(x, y kindOf) (kindOf, bool) {
	switch {
	case x == y:
		return x, true
	case !x.untyped() && !y.untyped():
		return x, false
	case x.untyped() && !y.untyped():
		return y, true
	case !x.untyped():
		return x, true
	}
	order := func(k kindOf) int {
		switch k.basic {
		case "untyped rune":
			return 1
		case "untyped float":
			return 2
		}
		return 0
	}
	if order(y) > order(x) {
		return y, true
	}
	return x, true
}
