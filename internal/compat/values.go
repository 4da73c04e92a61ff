package compat

import (
	"encoding/json"
	"slices"
	"strings"

	"tenon/internal/schema"
)

// values compares the values that a schema names: enum, const and default.
func (d *differ) values(p place, a, b *schema.Schema) {
	d.enum(p, a, b)
	d.changed("const-changed", p, "value", string(a.Const), string(b.Const))
	from, to := string(a.Default), string(b.Default)
	switch message := fromTo("default", from, to); {
	case from == to:
	case from == "":
		d.report("default-added", p, message, from, to)
	case to == "":
		d.report("default-removed", p, message, from, to)
	default:
		d.report("default-changed", p, message, from, to)
	}
}

// enum compares enum values: one finding for all that came and went.
func (d *differ) enum(p place, a, b *schema.Schema) {
	old, updated := raw(a.Enum), raw(b.Enum)
	added, removed := minus(updated, old), minus(old, updated)
	from, to := strings.Join(named(a, old), ", "), strings.Join(named(b, updated), ", ")
	switch message := valuesMessage(p, named(b, added), named(a, removed)); {
	case len(old) == 0 && len(updated) == 0:
	case len(old) == 0:
		d.report("enum-added", p, "limited to the values "+short(to), from, to)
	case len(updated) == 0:
		d.report("enum-removed", p, "not limited to the values "+short(from)+" any more", from, to)
	case len(added) > 0 && len(removed) > 0:
		d.report("enum-value-replaced", p, message, from, to)
	case len(added) > 0:
		d.report("enum-value-added", p, message, from, to)
	case len(removed) > 0:
		d.report("enum-value-removed", p, message, from, to)
	default:
		d.order(p, "enum values", old, updated)
	}
	d.enumNames(p, a, b)
}

// valuesMessage is the sentence of an enum that changed; the enum of a failure's codes is told as what it is.
func valuesMessage(p place, added, removed []string) string {
	if p.travels != failure || !strings.HasSuffix(p.where, ".code") {
		return addedRemoved("enum value", added, removed)
	}
	bare := func(list []string) []string {
		codes := make([]string, len(list))
		for i, code := range list {
			codes[i] = strings.Trim(code, `"`)
		}
		return codes
	}
	return addedRemoved("error code", bare(added), bare(removed))
}

// enumNames compares the names that generated clients have for values on both sides.
func (d *differ) enumNames(p place, a, b *schema.Schema) {
	for i, value := range raw(a.Enum) {
		j := slices.Index(raw(b.Enum), value)
		if j < 0 {
			continue
		}
		from, to := nameOf(a, i), nameOf(b, j)
		if from != to {
			d.report("enum-name-changed", p, "enum value "+value+": "+fromTo("name", from, to), from, to)
		}
	}
}

// nameOf is the name of a value, or "".
func nameOf(s *schema.Schema, i int) string {
	if i < len(s.EnumVarNames) {
		return s.EnumVarNames[i]
	}
	return ""
}

// named writes values with their names: "4 (STOP_LIMIT)".
func named(s *schema.Schema, values []string) []string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = value
		if name := nameOf(s, slices.Index(raw(s.Enum), value)); name != "" {
			list[i] += " (" + name + ")"
		}
	}
	return list
}

// raw is JSON values as text.
func raw(values []json.RawMessage) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// raws is JSON values as one text.
func raws(values []json.RawMessage) string { return strings.Join(raw(values), ", ") }
