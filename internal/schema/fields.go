package schema

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Fields reads an object member by member. read gets each name with its value; what it does not know it leaves to
// rest, in the order of the text. An error carries the pointer to its place.
func Fields(v *Value, rest *[]Extension, read func(name string, v *Value) (known bool, err error)) error {
	if v.Kind != Object {
		return Mismatch(v, "object")
	}
	for i := range v.Members {
		m := &v.Members[i]
		known, err := read(m.Name, &m.Value)
		if err != nil {
			return Under(m.Name, err)
		}
		if !known && rest != nil {
			*rest = append(*rest, Extension{m.Name, m.Value.JSON()})
		}
	}
	return nil
}

// Elements reads a list item by item.
func Elements(v *Value, read func(v *Value) error) error {
	if v.Kind != Array {
		return Mismatch(v, "list")
	}
	for i := range v.Items {
		if err := read(&v.Items[i]); err != nil {
			return Under(itoa(i), err)
		}
	}
	return nil
}

// Text reads a string.
func Text(v *Value, to *string) (bool, error) { return true, text(v, to) }

// Flag reads a boolean.
func Flag(v *Value, to *bool) (bool, error) { return true, flag(v, to) }

// Texts reads a list of strings.
func Texts(v *Value, to *[]string) (bool, error) { return true, texts(v, to) }

func text(v *Value, to *string) error {
	if v.Kind != String {
		return Mismatch(v, "string")
	}
	*to = v.Text
	return nil
}

func flag(v *Value, to *bool) error {
	if v.Kind != Bool {
		return Mismatch(v, "boolean")
	}
	*to = v.True
	return nil
}

func texts(v *Value, to *[]string) error {
	if v.Kind != Array {
		return Mismatch(v, "list of strings")
	}
	list := make([]string, len(v.Items))
	for i := range v.Items {
		if err := text(&v.Items[i], &list[i]); err != nil {
			return Under(itoa(i), err)
		}
	}
	*to = list
	return nil
}

func types(v *Value, to *[]string) error {
	if v.Kind == String {
		*to = []string{v.Text}
	} else if err := texts(v, to); err != nil {
		return err
	}
	for _, t := range *to {
		switch t {
		case "null", "boolean", "object", "array", "number", "string", "integer":
		default:
			return &ReadError{"", fmt.Sprintf("%q is not a type of JSON Schema", t)}
		}
	}
	return nil
}

func raws(v *Value, to *[]json.RawMessage) error {
	if v.Kind != Array {
		return Mismatch(v, "list")
	}
	*to = make([]json.RawMessage, len(v.Items))
	for i := range v.Items {
		(*to)[i] = v.Items[i].JSON()
	}
	return nil
}

func numeral(v *Value, to *json.Number) error {
	if v.Kind != Number {
		return Mismatch(v, "number")
	}
	*to = json.Number(v.Text)
	return nil
}

// count takes 3 and 3.0, which JSON Schema holds for the same.
func count(v *Value, to **int64) error {
	if v.Kind != Number {
		return Mismatch(v, "number")
	}
	n, err := strconv.ParseInt(v.Text, 10, 64)
	if err != nil {
		f, ferr := strconv.ParseFloat(v.Text, 64)
		if ferr != nil || f != float64(int64(f)) {
			return &ReadError{"", v.Text + " is not a whole number"}
		}
		n = int64(f)
	}
	if n < 0 {
		return &ReadError{"", v.Text + " is negative"}
	}
	*to = &n
	return nil
}
