package compat

import (
	"strings"

	"tenon/internal/schema"
)

// maxWords bounds how deep the words for a type go.
const maxWords = 3

// words describes a schema as a person would: "integer", "array of PreOrder", "text or null".
func words(s *schema.Schema) string { return describe(s, maxWords) }

// describe is words down to a depth.
func describe(s *schema.Schema, depth int) string {
	if s == nil {
		return "anything"
	}
	core, null := view(s)
	text := describeCore(core, depth)
	if null {
		text += " or null"
	}
	return text
}

// describeCore describes a schema without null.
func describeCore(s *schema.Schema, depth int) string {
	switch {
	case s.Bool != nil && !*s.Bool:
		return "nothing"
	case s.Ref != "":
		return refName(s.Ref)
	case depth == 0:
		return firstOf(strings.Join(s.Types, " or "), "…")
	case len(s.OneOf) > 0:
		return "one of " + describeAll(s.OneOf, depth)
	case len(s.AnyOf) > 0:
		return "any of " + describeAll(s.AnyOf, depth)
	case len(s.AllOf) > 0:
		return "all of " + describeAll(s.AllOf, depth)
	case s.Const != nil:
		return string(s.Const)
	case len(s.Types) == 0:
		return "anything"
	}
	text := strings.Join(s.Types, " or ")
	switch {
	case text == "array" && s.Items != nil:
		return "array of " + describe(s.Items, depth-1)
	case text == "object" && len(s.Properties) == 0 && s.AdditionalProperties != nil && s.AdditionalProperties.Bool == nil:
		return "map of " + describe(s.AdditionalProperties, depth-1)
	case s.Format != "":
		return text + " (" + s.Format + ")"
	}
	return text
}

// describeAll describes the members of a composition.
func describeAll(list []*schema.Schema, depth int) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, describe(s, depth-1))
	}
	return strings.Join(parts, ", ")
}

// refName is the last part of a reference.
func refName(ref string) string {
	name := ref[strings.LastIndexByte(ref, '/')+1:]
	return strings.ReplaceAll(strings.ReplaceAll(name, "~1", "/"), "~0", "~")
}
