package schema

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// maxValidation bounds how deep a validation follows schemas, so that a schema which refers to itself without
// consuming anything comes to an end.
const maxValidation = 200

// Validate says how a value lies outside a schema: every violation with the JSON pointer of the value. It knows the
// keywords of the model, not format, and takes a pattern that Go cannot compile for matched. resolve follows references;
// one that leads nowhere allows everything, since that is another fault. It is meant for examples and defaults; data
// from the network is validated by generated code.
func Validate(v *Value, s *Schema, resolve func(ref string) *Schema) []ReadError {
	c := validation{resolve: resolve}
	c.value(v, s, "", 0)
	return c.found
}

type validation struct {
	resolve func(ref string) *Schema
	found   []ReadError
}

func (c *validation) fail(at, format string, args ...any) {
	c.found = append(c.found, ReadError{at, fmt.Sprintf(format, args...)})
}

// valid says whether a value lies inside a schema.
func (c *validation) valid(v *Value, s *Schema, depth int) bool {
	inner := validation{resolve: c.resolve}
	inner.value(v, s, "", depth)
	return len(inner.found) == 0
}

func (c *validation) value(v *Value, s *Schema, at string, depth int) {
	if s == nil || depth > maxValidation {
		return
	}
	if s.Bool != nil {
		if !*s.Bool {
			c.fail(at, "nothing is allowed here")
		}
		return
	}
	if s.Ref != "" {
		c.value(v, c.resolve(s.Ref), at, depth+1)
	}
	if len(s.Types) > 0 && !slices.ContainsFunc(s.Types, v.is) {
		c.fail(at, "%s is not %s", v.brief(), list(s.Types))
		return
	}
	if s.Enum != nil && !slices.ContainsFunc(s.Enum, v.equals) {
		c.fail(at, "%s is not one of the values", v.brief())
	}
	if s.Const != nil && !v.equals(s.Const) {
		c.fail(at, "%s is not %s", v.brief(), s.Const)
	}
	switch v.Kind {
	case Number:
		c.number(v, s, at)
	case String:
		c.text(v, s, at)
	case Array:
		c.array(v, s, at, depth)
	case Object:
		c.object(v, s, at, depth)
	}
	c.choices(v, s, at, depth)
}

// is says whether the value is of a type of JSON Schema.
func (v *Value) is(t string) bool {
	if t == "integer" {
		f, err := strconv.ParseFloat(v.Text, 64)
		return v.Kind == Number && err == nil && f == math.Trunc(f) && !math.IsInf(f, 0)
	}
	return v.Kind.String() == t
}

func list(types []string) string {
	text := ""
	for i, t := range types {
		if i > 0 {
			text += " or "
		}
		text += article(t)
	}
	return text
}

// brief is the value for a message.
func (v *Value) brief() string {
	const most = 40
	text := string(v.JSON())
	if len(text) > most {
		return fmt.Sprintf("%s…", text[:most])
	}
	return text
}

// equals compares with JSON as JSON Schema does: numbers by value, objects without order.
func (v *Value) equals(raw json.RawMessage) bool {
	o, err := Parse(raw)
	return err == nil && v.same(&o)
}

func (v *Value) same(o *Value) bool {
	if v.Kind != o.Kind {
		return false
	}
	switch v.Kind {
	case Bool:
		return v.True == o.True
	case Number:
		return v.Text == o.Text || compare(v.Text, o.Text) == 0
	case String:
		return v.Text == o.Text
	case Array:
		return slices.EqualFunc(v.Items, o.Items, func(a, b Value) bool { return a.same(&b) })
	case Object:
		if len(v.Members) != len(o.Members) {
			return false
		}
		for i := range v.Members {
			other := o.Get(v.Members[i].Name)
			if other == nil || !v.Members[i].Value.same(other) {
				return false
			}
		}
	}
	return true
}

// compare orders two numbers; whole ones exactly, others as float64.
func compare(a, b string) int {
	i, erri := strconv.ParseInt(a, 10, 64)
	j, errj := strconv.ParseInt(b, 10, 64)
	if erri == nil && errj == nil {
		switch {
		case i < j:
			return -1
		case i > j:
			return 1
		}
		return 0
	}
	f, _ := strconv.ParseFloat(a, 64)
	g, _ := strconv.ParseFloat(b, 64)
	switch {
	case f < g:
		return -1
	case f > g:
		return 1
	}
	return 0
}

func (c *validation) number(v *Value, s *Schema, at string) {
	for _, bound := range []struct {
		limit json.Number
		wrong bool
		words string
	}{
		{s.Minimum, s.Minimum != "" && compare(v.Text, string(s.Minimum)) < 0, "less than"},
		{s.Maximum, s.Maximum != "" && compare(v.Text, string(s.Maximum)) > 0, "greater than"},
		{s.ExclusiveMinimum, s.ExclusiveMinimum != "" && compare(v.Text, string(s.ExclusiveMinimum)) <= 0, "not greater than"},
		{s.ExclusiveMaximum, s.ExclusiveMaximum != "" && compare(v.Text, string(s.ExclusiveMaximum)) >= 0, "not less than"},
		{s.MultipleOf, s.MultipleOf != "" && !multiple(v.Text, string(s.MultipleOf)), "no multiple of"},
	} {
		if bound.wrong {
			c.fail(at, "%s is %s %s", v.Text, bound.words, bound.limit)
		}
	}
}

// multiple allows for what float64 cannot hold exactly.
func multiple(a, b string) bool {
	f, _ := strconv.ParseFloat(a, 64)
	g, _ := strconv.ParseFloat(b, 64)
	if g == 0 {
		return true
	}
	q := f / g
	return math.Abs(q-math.Round(q)) < 1e-9
}

func (c *validation) text(v *Value, s *Schema, at string) {
	n := int64(utf8.RuneCountInString(v.Text))
	if s.MinLength != nil && n < *s.MinLength || s.MaxLength != nil && n > *s.MaxLength {
		c.fail(at, "%s has %d characters", v.brief(), n)
	}
	if s.Pattern != "" && !matches(s.Pattern, v.Text) {
		c.fail(at, "%s does not match %s", v.brief(), s.Pattern)
	}
}

func matches(pattern, text string) bool {
	re, err := regexp.Compile(pattern)
	return err != nil || re.MatchString(text)
}

func (c *validation) array(v *Value, s *Schema, at string, depth int) {
	n := int64(len(v.Items))
	if s.MinItems != nil && n < *s.MinItems || s.MaxItems != nil && n > *s.MaxItems {
		c.fail(at, "the list has %d items", n)
	}
	for i := range v.Items {
		here := at + "/" + itoa(i)
		if i < len(s.PrefixItems) {
			c.value(&v.Items[i], s.PrefixItems[i], here, depth+1)
		} else {
			c.value(&v.Items[i], s.Items, here, depth+1)
		}
		if s.UniqueItems && slices.ContainsFunc(v.Items[:i], func(o Value) bool { return o.same(&v.Items[i]) }) {
			c.fail(here, "the item stands twice")
		}
	}
	if s.Contains != nil && !slices.ContainsFunc(v.Items, func(o Value) bool { return c.valid(&o, s.Contains, depth+1) }) {
		c.fail(at, "no item is what the list must contain")
	}
}

func (c *validation) object(v *Value, s *Schema, at string, depth int) {
	n := int64(len(v.Members))
	if s.MinProperties != nil && n < *s.MinProperties || s.MaxProperties != nil && n > *s.MaxProperties {
		c.fail(at, "the object has %d members", n)
	}
	for _, name := range s.Required {
		if v.Get(name) == nil {
			c.fail(at, "%q is missing", name)
		}
	}
	for i := range v.Members {
		m := &v.Members[i]
		here := Under(m.Name, &ReadError{}).(*ReadError).Pointer //nolint:errorlint // made here
		if s.PropertyNames != nil {
			c.value(&Value{Kind: String, Text: m.Name}, s.PropertyNames, at+here, depth+1)
		}
		c.member(m, s, at+here, depth)
	}
}

// member validates one member of an object by all that is said of it.
func (c *validation) member(m *Member, s *Schema, at string, depth int) {
	named := s.Property(m.Name)
	if named != nil {
		c.value(&m.Value, named, at, depth+1)
	}
	for _, p := range s.PatternProperties {
		if matches(p.Name, m.Name) {
			named = p.Schema
			c.value(&m.Value, p.Schema, at, depth+1)
		}
	}
	if named == nil {
		c.value(&m.Value, s.AdditionalProperties, at, depth+1)
	}
}

func (c *validation) choices(v *Value, s *Schema, at string, depth int) {
	for _, part := range s.AllOf {
		c.value(v, part, at, depth+1)
	}
	fits := func(choice *Schema) bool { return c.valid(v, choice, depth+1) }
	if len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, fits) {
		c.fail(at, "%s is none of the choices", v.brief())
	}
	if len(s.OneOf) > 0 {
		n := 0
		for _, choice := range s.OneOf {
			if fits(choice) {
				n++
			}
		}
		if n != 1 {
			c.fail(at, "%s is %d of the choices, not one", v.brief(), n)
		}
	}
	if s.Not != nil && c.valid(v, s.Not, depth+1) {
		c.fail(at, "%s is what it must not be", v.brief())
	}
}
