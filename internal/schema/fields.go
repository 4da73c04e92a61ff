package schema

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
