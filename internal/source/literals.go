package source

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"tenon/internal/contract"
)

// literal reads the text of a tag as a value of a type and gives its JSON. Want says what would fit, for messages; it
// is empty if the text fits.
func literalOf(text string, t *contract.Type) (js, want string) {
	switch t.Kind {
	case contract.KindPointer:
		return literalOf(text, t.Elem)
	case contract.KindBool:
		if text == "true" || text == "false" {
			return text, ""
		}
		return "", "true or false"
	case contract.KindString:
		return quoteJSON(text), ""
	case contract.KindInt, contract.KindUint:
		return integerLiteral(text, t)
	case contract.KindFloat:
		return floatLiteral(text, t.Bits)
	case contract.KindBytes:
		if _, err := base64.StdEncoding.DecodeString(text); err != nil {
			return "", "base64"
		}
		return quoteJSON(text), ""
	case contract.KindRef:
		return declLiteral(text, t.Decl)
	case contract.KindKnown:
		return knownLiteral(text, t.Known)
	}
	return jsonLiteral(text, t)
}

func integerLiteral(text string, t *contract.Type) (js, want string) {
	bits := t.Bits
	if bits == 0 {
		bits = 64
	}
	if t.Kind == contract.KindUint {
		n, err := strconv.ParseUint(text, 10, bits)
		if err != nil {
			return "", "an integer from 0 to " + strconv.FormatUint(math.MaxUint64>>(64-bits), 10)
		}
		return strconv.FormatUint(n, 10), ""
	}
	n, err := strconv.ParseInt(text, 10, bits)
	if err != nil {
		top := int64(math.MaxInt64 >> (64 - bits))
		return "", "an integer from " + strconv.FormatInt(-top-1, 10) + " to " + strconv.FormatInt(top, 10)
	}
	return strconv.FormatInt(n, 10), ""
}

func floatLiteral(text string, bits int) (js, want string) {
	if !isNumberText(text) {
		return "", "a number"
	}
	f, err := strconv.ParseFloat(text, bits)
	if err != nil {
		return "", "a number that a float" + strconv.Itoa(bits) + " holds"
	}
	return shortest(f, bits), ""
}

// shortest is the shortest JSON number that denotes a float.
func shortest(f float64, bits int) string {
	if f == 0 {
		return "0"
	}
	format := byte('f')
	if abs := math.Abs(f); abs < 1e-6 || abs >= 1e21 {
		format = 'e'
	}
	s := strconv.FormatFloat(f, format, -1, bits)
	return strings.Replace(strings.Replace(s, "e-0", "e-", 1), "e+0", "e+", 1)
}

// isNumberText says whether a text is a JSON number.
func isNumberText(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	return len(s) <= 400 && digits != "" && digits[0] >= '0' && digits[0] <= '9' && json.Valid([]byte(s))
}

// declLiteral reads a value of a named type.
func declLiteral(text string, d *contract.Decl) (js, want string) {
	switch d.Kind {
	case contract.DeclEnum:
		js, want = literalOf(text, d.Underlying)
		if want != "" || d.Open {
			return js, want
		}
		values := make([]string, len(d.Values))
		for i, v := range d.Values {
			values[i] = valueJSON(d, v)
		}
		if slices.Contains(values, js) {
			return js, ""
		}
		return "", "one of " + strings.Join(values, ", ")
	case contract.DeclDefined:
		return literalOf(text, d.Underlying)
	case contract.DeclText:
		return quoteJSON(text), ""
	}
	js, ok := compactJSON(text)
	if !ok {
		return "", "JSON"
	}
	return js, ""
}

// knownLiteral reads a value of a known type.
func knownLiteral(text string, k *contract.Known) (js, want string) {
	switch k.Codec {
	case contract.CodecTime:
		if _, err := time.Parse(time.RFC3339Nano, text); err != nil {
			return "", "a time like 2006-01-02T15:04:05Z"
		}
		return quoteJSON(text), ""
	case contract.CodecDuration:
		return integerLiteral(text, int64Type)
	case contract.CodecText, contract.CodecString:
		return quoteJSON(text), ""
	}
	js, ok := compactJSON(text)
	if !ok {
		return "", "JSON"
	}
	return js, ""
}

// jsonLiteral reads a list, a map or anything as JSON whose parts fit.
func jsonLiteral(text string, t *contract.Type) (js, want string) {
	js, ok := compactJSON(text)
	if !ok {
		return "", "JSON"
	}
	var parts []json.RawMessage
	switch t.Kind {
	case contract.KindSlice, contract.KindArray:
		if json.Unmarshal([]byte(js), &parts) != nil || parts == nil {
			return "", `a JSON array like ["a"]`
		}
		if t.Kind == contract.KindArray && int64(len(parts)) != t.Len {
			return "", "a JSON array of " + strconv.FormatInt(t.Len, 10) + " values"
		}
	case contract.KindMap:
		var object map[string]json.RawMessage
		if json.Unmarshal([]byte(js), &object) != nil || object == nil {
			return "", `a JSON object like {"a": 1}`
		}
		for _, part := range object {
			parts = append(parts, part)
		}
	}
	for _, part := range parts {
		if want := partFits(string(part), t.Elem); want != "" {
			return "", "JSON whose parts are " + want
		}
	}
	return js, ""
}

// partFits says what a part of a JSON value should be, or "".
func partFits(part string, t *contract.Type) string {
	if part == "null" {
		if t.Kind == contract.KindPointer || t.Kind == contract.KindAny {
			return ""
		}
		return "not null"
	}
	if isPlain(t) && part[0] == '"' {
		if isNumeric(t) || plainKind(t) == contract.KindBool {
			return "no text"
		}
		_, want := literalOf(unquoteJSON(part), t)
		return want
	}
	if isPlain(t) && !isNumeric(t) && plainKind(t) != contract.KindBool {
		return "text"
	}
	_, want := literalOf(part, t)
	return want
}

// plainKind is the kind of a value that is neither list nor object, through names and pointers; "" for others.
func plainKind(t *contract.Type) contract.Kind {
	switch t.Kind {
	case contract.KindPointer:
		return plainKind(t.Elem)
	case contract.KindBool, contract.KindString, contract.KindInt, contract.KindUint, contract.KindFloat:
		return t.Kind
	case contract.KindRef:
		switch t.Decl.Kind {
		case contract.DeclText:
			return contract.KindString
		case contract.DeclEnum, contract.DeclDefined:
			return plainKind(t.Decl.Underlying)
		}
	case contract.KindKnown:
		switch t.Known.Codec {
		case contract.CodecText, contract.CodecTime, contract.CodecString:
			return contract.KindString
		case contract.CodecDuration:
			return contract.KindInt
		}
	}
	return ""
}

// isPlain says whether a value is neither list nor object: it can stand in an address.
func isPlain(t *contract.Type) bool { return plainKind(t) != "" }

func isNumeric(t *contract.Type) bool {
	k := plainKind(t)
	return k == contract.KindInt || k == contract.KindUint || k == contract.KindFloat
}

// isText says whether a value is a Go string, named or not: what minLength and pattern are about.
func isText(t *contract.Type) bool {
	switch t.Kind {
	case contract.KindPointer:
		return isText(t.Elem)
	case contract.KindString:
		return true
	case contract.KindRef:
		return (t.Decl.Kind == contract.DeclEnum || t.Decl.Kind == contract.DeclDefined) && isText(t.Decl.Underlying)
	case contract.KindKnown:
		return t.Known.Codec == contract.CodecString
	}
	return false
}

// numberType is the basic type of a number, through names and pointers.
func numberType(t *contract.Type) *contract.Type {
	switch t.Kind {
	case contract.KindPointer:
		return numberType(t.Elem)
	case contract.KindRef:
		return numberType(t.Decl.Underlying)
	case contract.KindKnown:
		return int64Type
	}
	return t
}

// listType is the list that a type is, through names and pointers, or nil.
func listType(t *contract.Type) *contract.Type {
	switch t.Kind {
	case contract.KindPointer:
		return listType(t.Elem)
	case contract.KindSlice, contract.KindArray:
		return t
	case contract.KindRef:
		if t.Decl.Kind == contract.DeclDefined {
			return listType(t.Decl.Underlying)
		}
	}
	return nil
}

// bound reads the number of a rule for a number of a type.
func bound(text string, t *contract.Type) (js, want string) {
	basic := numberType(t)
	if basic.Kind == contract.KindFloat {
		return floatLiteral(text, 64)
	}
	if !isNumberText(text) {
		return "", "a number"
	}
	if f, err := strconv.ParseFloat(text, 64); err != nil || math.Abs(f) > 1e30 {
		return integerLiteral("x", basic)
	}
	if r, ok := new(big.Rat).SetString(text); ok && r.IsInt() {
		return integerLiteral(r.Num().String(), basic)
	}
	return integerLiteral("x", basic)
}

// rat is a JSON number as an exact value.
func rat(js string) *big.Rat {
	r, ok := new(big.Rat).SetString(js)
	if !ok {
		return new(big.Rat)
	}
	return r
}
