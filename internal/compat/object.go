package compat

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/schema"
)

// object compares properties and what else an object may hold.
func (d *differ) object(p place, a, b *schema.Schema) {
	oldNames, newNames := names(a.Properties), names(b.Properties)
	renamed := d.renamedProperties(a, b)
	for _, name := range union(oldNames, newNames) {
		if from, ok := renamed[name]; ok {
			d.report("property-renamed", d.property(p, name), "property renamed from "+from, from, name)
			continue
		}
		if slices.Contains(oldNames, name) && isValue(renamed, name) {
			continue
		}
		d.oneProperty(d.property(p, name), name, a, b)
	}
	d.order(p, "properties", oldNames, newNames)
	d.requiredOnly(p, a, b)
	d.more(p, a, b)
	d.inner(p, " names", "propertyNames", a.PropertyNames, b.PropertyNames)
	for _, pattern := range union(names(a.PatternProperties), names(b.PatternProperties)) {
		d.inner(p, "{"+pattern+"}", "patternProperties/"+strings.ReplaceAll(pattern, "/", "~1"),
			find(a.PatternProperties, pattern), find(b.PatternProperties, pattern))
	}
	d.order(p, "patterns of properties", names(a.PatternProperties), names(b.PatternProperties))
}

// property is the place of a property.
func (d *differ) property(p place, name string) place {
	p = p.in("."+name, "properties", name)
	p.shape = true
	return p
}

// isValue says whether a map leads to a name.
func isValue(m map[string]string, name string) bool {
	for _, v := range m {
		if v == name {
			return true
		}
	}
	return false
}

// names are the names of properties.
func names(list []schema.Property) []string {
	all := make([]string, len(list))
	for i, p := range list {
		all[i] = p.Name
	}
	return all
}

// find is the schema of a name, or nil.
func find(list []schema.Property, name string) *schema.Schema {
	for _, p := range list {
		if p.Name == name {
			return p.Schema
		}
	}
	return nil
}

// oneProperty compares one property of two objects.
func (d *differ) oneProperty(p place, name string, a, b *schema.Schema) {
	i, j := slices.Index(names(a.Properties), name), slices.Index(names(b.Properties), name)
	wasRequired, isRequired := slices.Contains(a.Required, name), slices.Contains(b.Required, name)
	switch {
	case i < 0 && isRequired:
		d.report("property-added-required", p, "property added, required: "+words(b.Properties[j].Schema), "",
			words(b.Properties[j].Schema))
	case i < 0:
		d.report("property-added", p, "property added: "+words(b.Properties[j].Schema), "", words(b.Properties[j].Schema))
	case j < 0:
		d.report("property-removed", p, "property removed (was "+words(a.Properties[i].Schema)+")",
			words(a.Properties[i].Schema), "")
	default:
		d.schema(p, a.Properties[i].Schema, b.Properties[j].Schema)
		d.requiredness(p, wasRequired, isRequired)
	}
}

// requiredness compares whether a property is required.
func (d *differ) requiredness(p place, was, is bool) {
	switch {
	case is && !was:
		d.report("property-now-required", p, "required now", "optional", "required")
	case was && !is:
		d.report("property-now-optional", p, "not required any more", "required", "optional")
	}
}

// requiredOnly compares required names for which there is no property.
func (d *differ) requiredOnly(p place, a, b *schema.Schema) {
	for _, name := range union(a.Required, b.Required) {
		if find(a.Properties, name) == nil && find(b.Properties, name) == nil {
			d.requiredness(d.property(p, name), slices.Contains(a.Required, name), slices.Contains(b.Required, name))
		}
	}
	d.order(p, "required properties", a.Required, b.Required)
}

// renamedProperties finds properties that only have another name: one that went and one that came, with the same
// schema and a description of their own, and no other that it could be.
func (d *differ) renamedProperties(a, b *schema.Schema) map[string]string {
	renamed := map[string]string{}
	gone, came := minus(names(a.Properties), names(b.Properties)), minus(names(b.Properties), names(a.Properties))
	for _, to := range came {
		var candidates []string
		for _, from := range gone {
			x, y := find(a.Properties, from), find(b.Properties, to)
			if x != nil && y != nil && x.Description != "" && d.same(x, y) &&
				slices.Contains(a.Required, from) == slices.Contains(b.Required, to) {
				candidates = append(candidates, from)
			}
		}
		if len(candidates) == 1 && !isValue(renamed, candidates[0]) {
			renamed[to] = candidates[0]
		}
	}
	return renamed
}

// more compares what an object may hold besides its properties.
func (d *differ) more(p place, a, b *schema.Schema) {
	closedA, closedB := closed(a.AdditionalProperties), closed(b.AdditionalProperties)
	switch {
	case closedA && closedB:
	case closedB:
		d.report("more-properties-forbidden", p, "further properties are forbidden now", "allowed", "forbidden")
	case closedA:
		d.report("more-properties-allowed", p, "further properties are allowed now", "forbidden", "allowed")
	default:
		d.inner(p, "{}", "additionalProperties", a.AdditionalProperties, b.AdditionalProperties)
	}
}

// closed says whether a schema allows nothing.
func closed(s *schema.Schema) bool { return s != nil && s.Bool != nil && !*s.Bool }

// compositions compares oneOf, anyOf, allOf, not and the discriminator.
func (d *differ) compositions(p place, a, b *schema.Schema) {
	d.members(p, "oneOf", a.OneOf, b.OneOf)
	d.members(p, "anyOf", a.AnyOf, b.AnyOf)
	d.allOf(p, a.AllOf, b.AllOf)
	if from, to := negated(a.Not), negated(b.Not); from != to {
		d.limit(p.in("", "not"), "not", from, to)
	} else if !d.same(a.Not, b.Not) {
		d.report("constraint-changed", p.in("", "not"), "constraint not changed: "+from, from, to)
	}
	d.discriminator(p, a.Discriminator, b.Discriminator)
}

// negated describes what is forbidden.
func negated(s *schema.Schema) string {
	if s == nil {
		return ""
	}
	return words(s)
}

// members compares the members of a union: by what they refer to, and the rest in their order.
func (d *differ) members(p place, keyword string, old, updated []*schema.Schema) {
	if len(old) == 0 || len(updated) == 0 {
		if len(old)+len(updated) > 0 {
			from, to := choice(old), choice(updated)
			d.report("union-changed", p, fromTo(keyword, from, to), from, to)
		}
		return
	}
	pairs, gone, came := d.pairMembers(old, updated)
	for _, pair := range pairs {
		m := p.in(" "+words(updated[pair[1]]), keyword, strconv.Itoa(pair[1]))
		d.schema(m, old[pair[0]], updated[pair[1]])
	}
	for _, j := range came {
		d.report("union-member-added", p.in("", keyword, strconv.Itoa(j)), "may be "+words(updated[j])+" now", "",
			words(updated[j]))
	}
	for _, i := range gone {
		d.report("union-member-removed", p, "may not be "+words(old[i])+" any more", words(old[i]), "")
	}
	for k := 1; k < len(pairs); k++ {
		if pairs[k][1] < pairs[k-1][1] {
			d.report("order-changed", p, "members of "+keyword+" stand in another order", choice(old), choice(updated))
			return
		}
	}
}

// choice describes members.
func choice(list []*schema.Schema) string {
	if len(list) == 0 {
		return ""
	}
	return describeAll(list, maxWords)
}

// pairMembers pairs members that are the same, then those that read the same, then what is left on both sides if it
// is one each. Pairs are in the order of the old list.
func (d *differ) pairMembers(old, updated []*schema.Schema) (pairs [][2]int, gone, came []int) {
	to := make([]int, len(old))
	taken := make([]bool, len(updated))
	for i := range to {
		to[i] = -1
	}
	for _, alike := range []func(a, b *schema.Schema) bool{
		func(a, b *schema.Schema) bool { return d.same(a, b) },
		func(a, b *schema.Schema) bool {
			return a != nil && b != nil && (a.Ref == "" && b.Ref == "" || d.sameRef(a.Ref, b.Ref)) && words(a) == words(b)
		},
	} {
		for i, a := range old {
			for j, b := range updated {
				if to[i] < 0 && !taken[j] && alike(a, b) {
					to[i], taken[j] = j, true
				}
			}
		}
	}
	for i, j := range to {
		if j < 0 {
			gone = append(gone, i)
		} else {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	for j := range updated {
		if !taken[j] {
			came = append(came, j)
		}
	}
	return pairs, gone, came
}

// allOf compares the parts of an intersection, pairwise.
func (d *differ) allOf(p place, old, updated []*schema.Schema) {
	pairs, gone, came := d.pairMembers(old, updated)
	if len(gone) == 1 && len(came) == 1 {
		pairs, gone, came = append(pairs, [2]int{gone[0], came[0]}), nil, nil
	}
	for _, pair := range pairs {
		d.schema(p.in("", "allOf", strconv.Itoa(pair[1])), old[pair[0]], updated[pair[1]])
	}
	for _, j := range came {
		d.report("part-added", p.in("", "allOf", strconv.Itoa(j)), "must be "+words(updated[j])+" too now", "",
			words(updated[j]))
	}
	for _, i := range gone {
		d.report("part-removed", p, "need not be "+words(old[i])+" any more", words(old[i]), "")
	}
}

// discriminator compares how members are told apart.
func (d *differ) discriminator(p place, a, b *schema.Discriminator) {
	from, to := discriminatorText(a, d.renamed), discriminatorText(b, nil)
	d.changed("discriminator-changed", p, "discriminator", from, to)
	if a != nil && b != nil {
		d.extensions(p.in("", "discriminator"), a.Extensions, b.Extensions)
	}
}

// discriminatorText is a discriminator in words, with schemas under their new names.
func discriminatorText(dis *schema.Discriminator, renamed map[string]string) string {
	if dis == nil {
		return ""
	}
	text := dis.PropertyName
	for i, m := range dis.Mapping {
		if i == 0 {
			text += ": "
		} else {
			text += ", "
		}
		text += m.Value + " is " + refName(firstOf(renamed[m.Ref], m.Ref))
	}
	return text
}
