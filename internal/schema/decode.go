package schema

import (
	"encoding/json"
	"strconv"
	"strings"
)

// ReadError says where a document does not mean what it should. Pointer is a JSON pointer from where reading began.
type ReadError struct {
	Pointer string
	Message string
}

func (e *ReadError) Error() string {
	if e.Pointer == "" {
		return e.Message
	}
	return e.Pointer + ": " + e.Message
}

// Under puts an error below the member of that name.
func Under(name string, err error) error {
	e, ok := err.(*ReadError) //nolint:errorlint // never wrapped on the way up
	if !ok || e == nil {
		return err
	}
	return &ReadError{"/" + escapePointer(name) + e.Pointer, e.Message}
}

// Mismatch is the error of a value of the wrong kind.
func Mismatch(v *Value, want string) error {
	return &ReadError{"", "is " + article(v.Kind.String()) + ", should be " + article(want)}
}

func itoa(i int) string { return strconv.Itoa(i) }

func article(noun string) string {
	if noun == "null" {
		return noun
	}
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// Read reads a schema in a dialect into the words of draft 2020-12.
func Read(v *Value, d Dialect) (*Schema, error) {
	s := &Schema{}
	switch {
	case v.Kind == Bool:
		yes := v.True
		s.Bool = &yes
		return s, nil
	case v.Kind != Object:
		return nil, Mismatch(v, "schema")
	}
	r := reader{s: s, dialect: d}
	for i := range v.Members {
		m := &v.Members[i]
		if err := r.keyword(m.Name, &m.Value); err != nil {
			if !onlyConstrains(m.Name) {
				return nil, Under(m.Name, err)
			}
			s.Extensions = append(s.Extensions, Extension{m.Name, m.Value.JSON()})
		}
	}
	r.normalise()
	return s, nil
}

// onlyConstrains says whether a keyword with a value that means nothing (required: true, maximum: "9") can be left
// alone: the values that it should have excluded are allowed then. It stays as an extension, and Check names it.
func onlyConstrains(name string) bool {
	switch name {
	case "format", "title", "description", "deprecated", "readOnly", "writeOnly", "pattern", "contentEncoding",
		"contentMediaType", "uniqueItems", "required", "nullable", "minimum", "maximum", "exclusiveMinimum",
		"exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems", "minProperties",
		"maxProperties":
		return true
	}
	return false
}

// reader reads one schema. What older dialects say differently waits until all keywords are known.
type reader struct {
	s                    *Schema
	dialect              Dialect
	nullable             bool
	exclusiveMinimumFlag bool
	exclusiveMaximumFlag bool
	example              json.RawMessage
}

func (r *reader) keyword(name string, v *Value) error {
	s := r.s
	switch name {
	case "$ref":
		return text(v, &s.Ref)
	case "type":
		return types(v, &s.Types)
	case "format":
		return text(v, &s.Format)
	case "title":
		return text(v, &s.Title)
	case "description":
		return text(v, &s.Description)
	case "deprecated":
		return flag(v, &s.Deprecated)
	case "readOnly":
		return flag(v, &s.ReadOnly)
	case "writeOnly":
		return flag(v, &s.WriteOnly)
	case "enum":
		return raws(v, &s.Enum)
	case "const":
		s.Const = v.JSON()
	case "default":
		s.Default = v.JSON()
	case "pattern":
		return text(v, &s.Pattern)
	case "contentEncoding":
		return text(v, &s.ContentEncoding)
	case "contentMediaType":
		return text(v, &s.ContentMediaType)
	case "uniqueItems":
		return flag(v, &s.UniqueItems)
	case "required":
		return texts(v, &s.Required)
	case "discriminator":
		return r.discriminator(v)
	case "x-enum-varnames":
		return r.annotation(name, v, &s.EnumVarNames)
	case "x-enum-descriptions":
		return r.annotation(name, v, &s.EnumDescriptions)
	case "examples", "example", "x-examples", "nullable":
		return r.older(name, v)
	default:
		if done, err := r.bound(name, v); done {
			return err
		}
		if done, err := r.subschema(name, v); done {
			return err
		}
		s.Extensions = append(s.Extensions, Extension{name, v.JSON()})
	}
	return nil
}

// annotation reads a list of strings that others may use for something else: then it stays an extension.
func (r *reader) annotation(name string, v *Value, to *[]string) error {
	if texts(v, to) != nil {
		*to = nil
		r.s.Extensions = append(r.s.Extensions, Extension{name, v.JSON()})
	}
	return nil
}

// older reads what the dialects spell differently.
func (r *reader) older(name string, v *Value) error {
	switch {
	case name == "nullable" && r.dialect == OpenAPI30:
		return flag(v, &r.nullable)
	case name == "example":
		r.example = v.JSON()
		return nil
	case name == "examples" && v.Kind == Array:
		return raws(v, &r.s.Examples)
	case name == "x-examples" && r.dialect == OpenAPI30 && v.Kind == Array:
		return raws(v, &r.s.Examples)
	default:
		r.s.Extensions = append(r.s.Extensions, Extension{name, v.JSON()})
		return nil
	}
}

// bound reads the keywords that are numbers.
func (r *reader) bound(name string, v *Value) (bool, error) {
	s := r.s
	switch name {
	case "minimum":
		return true, numeral(v, &s.Minimum)
	case "maximum":
		return true, numeral(v, &s.Maximum)
	case "exclusiveMinimum":
		if v.Kind == Bool {
			return true, flag(v, &r.exclusiveMinimumFlag)
		}
		return true, numeral(v, &s.ExclusiveMinimum)
	case "exclusiveMaximum":
		if v.Kind == Bool {
			return true, flag(v, &r.exclusiveMaximumFlag)
		}
		return true, numeral(v, &s.ExclusiveMaximum)
	case "multipleOf":
		return true, numeral(v, &s.MultipleOf)
	case "minLength":
		return true, count(v, &s.MinLength)
	case "maxLength":
		return true, count(v, &s.MaxLength)
	case "minItems":
		return true, count(v, &s.MinItems)
	case "maxItems":
		return true, count(v, &s.MaxItems)
	case "minProperties":
		return true, count(v, &s.MinProperties)
	case "maxProperties":
		return true, count(v, &s.MaxProperties)
	}
	return false, nil
}

// subschema reads the keywords that hold schemas.
func (r *reader) subschema(name string, v *Value) (bool, error) {
	s := r.s
	switch name {
	case "items":
		return true, r.items(v)
	case "contains":
		return true, r.one(v, &s.Contains)
	case "additionalProperties":
		return true, r.one(v, &s.AdditionalProperties)
	case "propertyNames":
		return true, r.one(v, &s.PropertyNames)
	case "not":
		return true, r.one(v, &s.Not)
	case "prefixItems":
		return true, r.list(v, &s.PrefixItems)
	case "oneOf":
		return true, r.list(v, &s.OneOf)
	case "anyOf":
		return true, r.list(v, &s.AnyOf)
	case "allOf":
		return true, r.list(v, &s.AllOf)
	case "properties":
		return true, r.named(v, &s.Properties)
	case "patternProperties":
		return true, r.named(v, &s.PatternProperties)
	}
	return r.movedSubschema(name, v)
}

// movedSubschema reads back the keywords that 3.0 does not have, from where older put them.
func (r *reader) movedSubschema(name string, v *Value) (bool, error) {
	if r.dialect != OpenAPI30 {
		return false, nil
	}
	s := r.s
	switch name {
	case "x-propertyNames":
		return true, r.one(v, &s.PropertyNames)
	case "x-contains":
		return true, r.one(v, &s.Contains)
	case "x-patternProperties":
		return true, r.named(v, &s.PatternProperties)
	case "x-prefixItems":
		return true, r.list(v, &s.PrefixItems)
	case "x-contentEncoding":
		return true, text(v, &s.ContentEncoding)
	case "x-contentMediaType":
		return true, text(v, &s.ContentMediaType)
	}
	return false, nil
}

// items takes the list form of draft 7 too, which is prefixItems.
func (r *reader) items(v *Value) error {
	if v.Kind == Array {
		return r.list(v, &r.s.PrefixItems)
	}
	return r.one(v, &r.s.Items)
}

func (r *reader) one(v *Value, to **Schema) error {
	s, err := Read(v, r.dialect)
	*to = s
	return err
}

func (r *reader) list(v *Value, to *[]*Schema) error {
	if v.Kind != Array {
		return Mismatch(v, "list of schemas")
	}
	*to = make([]*Schema, len(v.Items))
	for i := range v.Items {
		if err := r.one(&v.Items[i], &(*to)[i]); err != nil {
			return Under(itoa(i), err)
		}
	}
	return nil
}

func (r *reader) named(v *Value, to *[]Property) error {
	list, err := ReadProperties(v, r.dialect)
	*to = list
	return err
}

// ReadProperties reads an object of named schemas.
func ReadProperties(v *Value, d Dialect) ([]Property, error) {
	if v.Kind != Object {
		return nil, Mismatch(v, "object")
	}
	list := make([]Property, len(v.Members))
	for i := range v.Members {
		s, err := Read(&v.Members[i].Value, d)
		if err != nil {
			return nil, Under(v.Members[i].Name, err)
		}
		list[i] = Property{v.Members[i].Name, s}
	}
	return list, nil
}

func (r *reader) discriminator(v *Value) error {
	d := &Discriminator{}
	r.s.Discriminator = d
	if v.Kind == String && r.dialect == AsyncAPI {
		d.PropertyName = v.Text
		return nil
	}
	if v.Kind != Object {
		return Mismatch(v, "object")
	}
	for i := range v.Members {
		m := &v.Members[i]
		var err error
		switch m.Name {
		case "propertyName":
			err = text(&m.Value, &d.PropertyName)
		case "mapping":
			err = mapping(&m.Value, &d.Mapping)
		default:
			d.Extensions = append(d.Extensions, Extension{m.Name, m.Value.JSON()})
		}
		if err != nil {
			return Under(m.Name, err)
		}
	}
	return nil
}

func mapping(v *Value, to *[]Mapping) error {
	if v.Kind != Object {
		return Mismatch(v, "object")
	}
	for i := range v.Members {
		m := Mapping{Value: v.Members[i].Name}
		if err := text(&v.Members[i].Value, &m.Ref); err != nil {
			return Under(m.Value, err)
		}
		*to = append(*to, m)
	}
	return nil
}
