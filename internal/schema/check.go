package schema

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"tenon/internal/diag"
)

// maxSchemaDepth bounds how deep schemas are walked. Parse has bounded them already; this holds for those made in code.
const maxSchemaDepth = MaxDepth + 8

// Checker looks for what official schemas of documents cannot see. One serves one document: it remembers which
// references the document uses.
//
//	reference-broken       a reference leads nowhere
//	discriminator-broken   a mapping leads nowhere, or a member lacks the field
//	default-outside        a default lies outside its schema
//	example-outside        an example lies outside its schema
//	required-unknown       a required name is not among the properties (warning: it may be additional)
//	property-twice         two properties of one name
//	enum-empty, enum-twice, enum-names
//	bounds-crossed         a minimum above its maximum
//	keyword-ignored        a keyword whose value means nothing (warning)
//	not-json               raw JSON that is none
type Checker struct {
	Resolve func(ref string) *Schema // the schema that a reference names, or nil
	List    diag.List
	Used    map[string]bool // references seen
}

// Report adds an error.
func (c *Checker) Report(id string, at *Place, format string, args ...any) {
	c.List = append(c.List, diag.Diagnostic{ID: id, Message: at.String() + ": " + fmt.Sprintf(format, args...)})
}

// Warn adds a warning.
func (c *Checker) Warn(id string, at *Place, format string, args ...any) {
	c.List = append(c.List, diag.Diagnostic{ID: id, Level: diag.Warning,
		Message: at.String() + ": " + fmt.Sprintf(format, args...)})
}

// Use notes a reference.
func (c *Checker) Use(ref string) {
	if c.Used == nil {
		c.Used = map[string]bool{}
	}
	c.Used[ref] = true
}

// Schema checks a schema and all below it, references noted but not followed.
func (c *Checker) Schema(at *Place, s *Schema) { c.schema(at, s, 0) }

func (c *Checker) schema(at *Place, s *Schema, depth int) {
	if s == nil || s.Bool != nil || depth > maxSchemaDepth {
		return
	}
	if s.Ref != "" {
		c.Use(s.Ref)
		if c.Resolve(s.Ref) == nil {
			c.Report("reference-broken", at, "the reference %s leads nowhere", s.Ref)
		}
	}
	c.values(at, s)
	c.bounds(at, s)
	c.names(at, s)
	c.discriminator(at, s)
	for _, x := range s.Extensions {
		if onlyConstrains(x.Name) {
			c.Warn("keyword-ignored", at, "%s has a value that means nothing: %s", x.Name, x.Value)
		}
		c.JSON(at.At(x.Name), x.Value)
	}
	s.Each(func(keyword, name string, inner *Schema) {
		below := at.At(keyword)
		if name != "" {
			below = below.At(name)
		}
		c.schema(below, inner, depth+1)
	})
}

// Each visits the schemas that stand directly in a schema: keyword, and below it the name or number, "" if there is
// only one.
func (s *Schema) Each(visit func(keyword, name string, inner *Schema)) {
	for _, p := range s.Properties {
		visit("properties", p.Name, p.Schema)
	}
	for _, p := range s.PatternProperties {
		visit("patternProperties", p.Name, p.Schema)
	}
	for _, row := range [...]struct {
		keyword string
		list    []*Schema
	}{{"oneOf", s.OneOf}, {"anyOf", s.AnyOf}, {"allOf", s.AllOf}, {"prefixItems", s.PrefixItems}} {
		for i, inner := range row.list {
			visit(row.keyword, strconv.Itoa(i), inner)
		}
	}
	for _, row := range [...]struct {
		keyword string
		inner   *Schema
	}{{"items", s.Items}, {"contains", s.Contains}, {"additionalProperties", s.AdditionalProperties},
		{"propertyNames", s.PropertyNames}, {"not", s.Not}} {
		if row.inner != nil {
			visit(row.keyword, "", row.inner)
		}
	}
}

// JSON checks that raw JSON is JSON and returns it read; nil if there is none.
func (c *Checker) JSON(at *Place, raw json.RawMessage) *Value {
	if raw == nil {
		return nil
	}
	v, err := Parse(raw)
	if err != nil {
		c.Report("not-json", at, "not JSON: %s", err)
		return nil
	}
	return &v
}

// values checks enum, default and examples.
func (c *Checker) values(at *Place, s *Schema) {
	if s.Enum != nil && len(s.Enum) == 0 {
		c.Report("enum-empty", at, "the enum has no values")
	}
	for i, raw := range s.Enum {
		v := c.JSON(at.At("enum"), raw)
		if v != nil && slices.ContainsFunc(s.Enum[:i], v.equals) {
			c.Report("enum-twice", at, "the enum has the value %s twice", raw)
		}
	}
	named := len(s.Enum)
	if s.Enum == nil {
		named = len(s.Examples) // of an open enum
	}
	for _, list := range [][]string{s.EnumVarNames, s.EnumDescriptions} {
		if list != nil && named > 0 && len(list) != named {
			c.Report("enum-names", at, "%d names or descriptions for %d values", len(list), named)
		}
	}
	if v := c.JSON(at.At("default"), s.Default); v != nil {
		c.Inside("default-outside", at.At("default"), v, s)
	}
	for i, raw := range s.Examples {
		here := at.At("examples").At(strconv.Itoa(i))
		if v := c.JSON(here, raw); v != nil {
			c.Inside("example-outside", here, v, s)
		}
	}
}

// Inside checks that a value lies inside a schema.
func (c *Checker) Inside(id string, at *Place, v *Value, s *Schema) {
	for _, e := range Validate(v, s, c.Resolve) {
		c.Report(id, at, "%s", e.Error())
	}
}

// bounds checks that a lower bound does not lie above its upper one.
func (c *Checker) bounds(at *Place, s *Schema) {
	for _, pair := range [...]struct {
		lower, upper json.Number
		exclusive    bool
	}{
		{s.Minimum, s.Maximum, false}, {s.ExclusiveMinimum, s.ExclusiveMaximum, true},
		{s.Minimum, s.ExclusiveMaximum, true}, {s.ExclusiveMinimum, s.Maximum, true},
	} {
		if pair.lower == "" || pair.upper == "" {
			continue
		}
		if order := compare(string(pair.lower), string(pair.upper)); order > 0 || order == 0 && pair.exclusive {
			c.Report("bounds-crossed", at, "no number is above %s and below %s", pair.lower, pair.upper)
		}
	}
	for _, pair := range [...]struct {
		name         string
		lower, upper *int64
	}{{"Length", s.MinLength, s.MaxLength}, {"Items", s.MinItems, s.MaxItems},
		{"Properties", s.MinProperties, s.MaxProperties}} {
		if pair.lower != nil && pair.upper != nil && *pair.lower > *pair.upper {
			c.Report("bounds-crossed", at, "min%s %d is above max%s %d", pair.name, *pair.lower, pair.name, *pair.upper)
		}
	}
}

// names checks properties against required.
func (c *Checker) names(at *Place, s *Schema) {
	if len(s.Properties) == 0 && len(s.Required) == 0 {
		return
	}
	has := make(map[string]bool, len(s.Properties))
	for _, p := range s.Properties {
		if has[p.Name] {
			c.Report("property-twice", at, "the property %q stands twice", p.Name)
		}
		has[p.Name] = true
	}
	for i, name := range s.Required {
		if slices.Contains(s.Required[:i], name) {
			c.Report("required-twice", at, "%q is required twice", name)
		}
		if !has[name] && len(s.Properties) > 0 && s.AllOf == nil && s.AnyOf == nil && s.OneOf == nil {
			c.Warn("required-unknown", at, "%q is required and not among the properties", name)
		}
	}
}

// discriminator checks that its values lead to schemas and that every choice has the field.
func (c *Checker) discriminator(at *Place, s *Schema) {
	if s.Discriminator == nil {
		return
	}
	d := at.At("discriminator")
	if s.Discriminator.PropertyName == "" {
		c.Report("discriminator-broken", d, "it names no property")
	}
	for i, m := range s.Discriminator.Mapping {
		c.Use(m.Ref)
		switch {
		case c.Resolve(m.Ref) == nil:
			c.Report("discriminator-broken", d, "the mapping of %q leads nowhere: %s", m.Value, m.Ref)
		case slices.ContainsFunc(s.Discriminator.Mapping[:i], func(o Mapping) bool { return o.Value == m.Value }):
			c.Report("discriminator-broken", d, "the value %q stands twice", m.Value)
		}
	}
	for _, choice := range slices.Concat(s.OneOf, s.AnyOf) {
		if choice.Ref != "" && !c.hasField(choice, s.Discriminator.PropertyName, 0) {
			c.Report("discriminator-broken", d, "%s has no property %q", choice.Ref, s.Discriminator.PropertyName)
		}
	}
}

// hasField says whether values of a schema may have a field that the schema names.
func (c *Checker) hasField(s *Schema, name string, depth int) bool {
	if s == nil || depth > maxNullDepth {
		return true // broken or endless: reported elsewhere
	}
	if s.Ref != "" {
		if to := c.Resolve(s.Ref); to == nil || c.hasField(to, name, depth+1) {
			return true
		}
	}
	if s.Property(name) != nil {
		return true
	}
	for _, part := range slices.Concat(s.AllOf, s.OneOf, s.AnyOf) {
		if c.hasField(part, name, depth+1) {
			return true
		}
	}
	return false
}

// Extensions notes the references in what the model does not know.
func (c *Checker) Extensions(list []Extension) {
	for _, x := range list {
		if v, err := Parse(x.Value); err == nil {
			c.references(&v)
		}
	}
}

func (c *Checker) references(v *Value) {
	for i := range v.Items {
		c.references(&v.Items[i])
	}
	for i := range v.Members {
		if m := &v.Members[i]; m.Name == "$ref" && m.Value.Kind == String {
			c.Use(m.Value.Text)
		} else {
			c.references(&m.Value)
		}
	}
}
