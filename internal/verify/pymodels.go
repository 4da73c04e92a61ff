package verify

import (
	"maps"
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/naming"
)

// models compares the classes of the models with the schemas of the document: every property, every enum value.
func (f *pyFile) models(root *jsonNode) {
	classes := f.classes()
	byName := map[string][]*pyClass{}
	for _, c := range classes {
		byName[naming.Squash(c.name)] = append(byName[naming.Squash(c.name)], c)
	}
	aliases := f.aliases()
	schemas := root.at("components", "schemas").members()
	for i := range schemas {
		s := &schemas[i]
		if (enumOf(s) != nil || s.at("properties") != nil) && !aliases[naming.Squash(s.key)] {
			f.model(s, byName[naming.Squash(s.key)], classes)
		}
	}
}

// aliases are the names that the file assigns to at its top level: schemas that are types of another name, or of none.
func (f *pyFile) aliases() map[string]bool {
	names := map[string]bool{}
	depth := 0
	for i, t := range f.tokens {
		switch t.kind {
		case pyIndent:
			depth++
		case pyDedent:
			depth--
		case pyName:
			if depth == 0 && f.beginsStatement(i) && f.is(i+1, "=") {
				names[naming.Squash(f.textOf(t))] = true
			}
		}
	}
	return names
}

// model looks for a class that a schema has become among those of its name, then among those whose names were cut.
func (f *pyFile) model(s *jsonNode, candidates, classes []*pyClass) {
	if len(candidates) != 1 {
		for _, c := range classes {
			if isCutOf(c.name, s.key) {
				candidates = append(candidates, c)
			}
		}
	}
	if len(candidates) == 0 {
		f.report("model-missing", 0, "the models have no class for the schema "+s.key)
		return
	}
	before := f.found
	var first diag.List
	for i, c := range candidates {
		f.found = slices.Clone(before)
		if values := enumOf(s); values != nil {
			f.enumValues(c, s.key, values.members())
		} else {
			f.modelFields(c, s.key, s.at("properties").members())
		}
		if len(f.found) == len(before) {
			return
		}
		if i == 0 {
			first = f.found
		}
	}
	f.found = first
}

// enumOf is the list of an enum's values; those of an open one are examples that have names.
func enumOf(s *jsonNode) *jsonNode {
	if values := s.at("enum"); values != nil || s.at("x-enum-varnames") == nil {
		return values
	}
	if values := s.at("examples"); values != nil {
		return values
	}
	return s.at("x-examples") // version 3.0 has a single example
}

// isCutOf says whether the name of a class begins as a schema's name does, and ends in a digest; a name that begins
// with a digit stands behind a letter.
func isCutOf(class, name string) bool {
	want := naming.Squash(name)
	if naming.Squash(class) == "x"+want {
		return true
	}
	cut := strings.LastIndexByte(class, '_')
	if cut < 0 {
		return false
	}
	begin := naming.Squash(class[:cut])
	return begin != "" && (strings.HasPrefix(want, begin) || strings.HasPrefix("x"+want, begin))
}

// modelFields compares the wire names of a class with the properties of its schema.
func (f *pyFile) modelFields(c *pyClass, name string, properties []jsonNode) {
	got := map[string]int{}
	for _, member := range c.order {
		span := c.members[member]
		got[f.wireName(span, member)] = span[0]
	}
	for i := range properties {
		if _, ok := got[properties[i].key]; !ok {
			f.report("model-field-missing", c.at, "the class "+c.name+" lacks the property "+properties[i].key+" of "+name)
		}
		delete(got, properties[i].key)
	}
	for _, wire := range slices.Sorted(maps.Keys(got)) {
		if c.bases == "_models.Model" {
			f.report("model-field-invented", got[wire], "the class "+c.name+" has the field "+wire+", which "+name+" has not")
		}
	}
}

// wireName is the alias of a field, or its own name.
func (f *pyFile) wireName(span [2]int, member string) string {
	for i := span[0]; i < span[1]; i++ {
		if f.is(i, "alias", "=") && f.kind(i+2) == pyString {
			text, _ := pyText(f.textOf(f.tokens[i+2]))
			return text
		}
	}
	return member
}

// enumValues compares the members of an enum with the values of its schema, in order.
func (f *pyFile) enumValues(c *pyClass, name string, values []jsonNode) {
	var got []string
	for _, member := range c.order {
		span := c.members[member]
		value := ""
		for i := span[0] + 2; i < span[1]; i++ {
			switch f.kind(i) {
			case pyString:
				value, _ = pyText(f.textOf(f.tokens[i]))
			case pyNumber:
				value = f.textOf(f.tokens[i])
				if f.is(i-1, "-") {
					value = "-" + value
				}
			}
		}
		got = append(got, value)
	}
	var want []string
	for i := range values {
		if values[i].kind != jsonNull {
			want = append(want, values[i].text)
		}
	}
	if !slices.Equal(got, want) {
		f.report("model-enum", c.at, "the enum "+c.name+" has the values "+strings.Join(got, ", ")+" instead of "+
			strings.Join(want, ", ")+" of "+name)
	}
}
