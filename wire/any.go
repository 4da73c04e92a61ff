package wire

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Any reads any JSON value, as encoding/json does: nil, bool, float64, string, []any or map[string]any.
func (d *Decoder) Any() any {
	switch d.peek() {
	case 'n':
		d.Null()
		return nil
	case 't', 'f':
		return d.Bool()
	case '"':
		return d.String()
	case '[':
		list := []any{}
		if d.Array() {
			for d.Item() {
				list = append(list, d.Any())
			}
		}
		return list
	case '{':
		object := map[string]any{}
		if d.Object() {
			for d.Member() {
				name := string(d.Name())
				object[name] = d.Any()
			}
		}
		return object
	}
	return d.Float64()
}

// Any appends any Go value. What is not made of the types that Decoder.Any gives is written by encoding/json.
func (e *Encoder) Any(v any) {
	switch v := v.(type) {
	case nil:
		e.Null()
	case bool:
		e.Bool(v)
	case string:
		e.String(v)
	case float64:
		e.Float64(v)
	case float32:
		e.Float32(v)
	case int:
		e.Int(int64(v))
	case int64:
		e.Int(v)
	case []any:
		if v == nil {
			e.Null()
			return
		}
		if !e.Array() {
			return
		}
		for _, item := range v {
			e.Item()
			e.Any(item)
		}
		e.EndArray()
	case map[string]any:
		if v == nil {
			e.Null()
			return
		}
		if !e.Object() {
			return
		}
		for _, name := range SortedKeys(v) {
			e.MemberNamed(name)
			e.Any(v[name])
		}
		e.EndObject()
	case json.RawMessage:
		e.RawJSON(v)
	default:
		e.foreign(v)
	}
}

// foreign appends a value that only encoding/json knows how to write.
func (e *Encoder) foreign(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		e.Fail(strings.TrimPrefix(message(err), "json: "))
		return
	}
	e.value(b.Bytes())
}

// IntKey reads the name of the current member as an integer key of a map: digits, as the encoder writes them.
func IntKey[K ~int | ~int8 | ~int16 | ~int32 | ~int64](d *Decoder) (K, bool) {
	name := string(d.Name())
	n, err := strconv.ParseInt(name, 10, 64)
	if err != nil || int64(K(n)) != n || strconv.FormatInt(n, 10) != name {
		d.Violation("must have an integer as its name")
		return 0, false
	}
	return K(n), true
}

// UintKey reads the name of the current member as an unsigned key of a map.
func UintKey[K ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](d *Decoder) (K, bool) {
	name := string(d.Name())
	n, err := strconv.ParseUint(name, 10, 64)
	if err != nil || uint64(K(n)) != n || strconv.FormatUint(n, 10) != name {
		d.Violation("must have an unsigned integer as its name")
		return 0, false
	}
	return K(n), true
}
