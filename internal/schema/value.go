package schema

import (
	"encoding/json"
	"strconv"
	"strings"
)

// ValueKind is the kind of a Value.
type ValueKind uint8

// The kinds of values.
const (
	Null ValueKind = iota
	Bool
	Number
	String
	Array
	Object
)

// String is the kind as JSON Schema names it.
func (k ValueKind) String() string {
	return [...]string{"null", "boolean", "number", "string", "array", "object"}[k]
}

// Value is JSON that was read: the members of objects keep their order, numbers their digits.
type Value struct {
	Kind    ValueKind
	True    bool     // Bool
	Text    string   // Number: its digits; String: its characters
	Items   []Value  // Array
	Members []Member // Object
	Offset  int      // where it begins, in bytes; -1 if it does not come from JSON text
}

// Member is one name and value of an object.
type Member struct {
	Name  string
	Value Value
}

// Get is the member of that name, or nil.
func (v *Value) Get(name string) *Value {
	if v == nil {
		return nil
	}
	for i := range v.Members {
		if v.Members[i].Name == name {
			return &v.Members[i].Value
		}
	}
	return nil
}

// String is the text of a string, and "" for everything else.
func (v *Value) String() string {
	if v == nil || v.Kind != String {
		return ""
	}
	return v.Text
}

// Write writes the value.
func (v *Value) Write(w *Writer) {
	switch v.Kind {
	case Null:
		w.Literal("null")
	case Bool:
		w.Bool(v.True)
	case Number:
		w.Literal(v.Text)
	case String:
		w.String(v.Text)
	case Array:
		w.BeginArray()
		for i := range v.Items {
			v.Items[i].Write(w)
		}
		w.EndArray()
	case Object:
		w.BeginObject()
		for i := range v.Members {
			w.Key(v.Members[i].Name)
			v.Members[i].Value.Write(w)
		}
		w.EndObject()
	}
}

// JSON is the value as JSON without white space.
func (v *Value) JSON() json.RawMessage {
	w := Writer{Compact: true}
	v.Write(&w)
	return w.Bytes()
}

// Lookup follows a JSON pointer without its leading slash: "components/schemas/PreOrder". Nil if it leads nowhere.
func (v *Value) Lookup(pointer string) *Value {
	for name := range strings.SplitSeq(pointer, "/") {
		name = Unescape(name)
		if v == nil {
			return nil
		}
		if v.Kind == Array {
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(v.Items) {
				return nil
			}
			v = &v.Items[i]
			continue
		}
		v = v.Get(name)
	}
	return v
}

// Unescape is one name of a pointer that stands in a reference, where percent signs and tildes escape characters.
func Unescape(name string) string {
	if strings.Contains(name, "%") {
		b := make([]byte, 0, len(name))
		for i := 0; i < len(name); i++ {
			if name[i] == '%' && i+2 < len(name) {
				if n, err := strconv.ParseUint(name[i+1:i+3], 16, 8); err == nil {
					b = append(b, byte(n))
					i += 2
					continue
				}
			}
			b = append(b, name[i])
		}
		name = string(b)
	}
	if strings.Contains(name, "~") {
		name = strings.ReplaceAll(strings.ReplaceAll(name, "~1", "/"), "~0", "~")
	}
	return name
}
