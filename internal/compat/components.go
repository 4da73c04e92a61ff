package compat

import (
	"slices"
	"strings"

	"tenon/internal/schema"
)

// findRenames finds shared schemas that only have another name: the one that went and the one that came are alike but
// for their description, and no others are.
func (d *differ) findRenames(old, updated []schema.Property) {
	var gone, came []schema.Property
	for _, p := range old {
		if _, kept := d.newSchemas[schemaRef+p.Name]; !kept {
			gone = append(gone, p)
		}
	}
	for _, p := range updated {
		if _, kept := d.oldSchemas[schemaRef+p.Name]; !kept {
			came = append(came, p)
		}
	}
	if len(gone)*len(came) > maxRenamePairs {
		return
	}
	candidates := map[string][]string{}
	for _, from := range gone {
		for _, to := range came {
			if d.alike(from, to) {
				candidates[from.Name] = append(candidates[from.Name], to.Name)
				candidates["\x00"+to.Name] = append(candidates["\x00"+to.Name], from.Name)
			}
		}
	}
	for _, from := range gone {
		if list := candidates[from.Name]; len(list) == 1 && len(candidates["\x00"+list[0]]) == 1 {
			d.renamed[schemaRef+from.Name] = schemaRef + list[0]
		}
	}
}

// maxRenamePairs bounds the search for renamed schemas.
const maxRenamePairs = 10_000

// alike says whether two shared schemas say enough, and say the same, to be one under two names.
func (d *differ) alike(from, to schema.Property) bool {
	if from.Schema == nil || to.Schema == nil {
		return false
	}
	a, b := *from.Schema, *to.Schema
	if len(a.Properties) < 2 && len(a.Enum) < 2 && len(a.OneOf) < 2 && (a.Description == "" || a.Description != b.Description) {
		return false
	}
	a.Description, b.Description, a.Title, b.Title = "", "", "", ""
	self := schemaRef + from.Name
	d.renamed[self] = schemaRef + to.Name
	defer delete(d.renamed, self)
	return d.same(&a, &b)
}

// sharedSchemas compares the shared schemas, each once. quiet are those whose coming and going another finding says.
func (d *differ) sharedSchemas(old, updated []schema.Property, where func(name string) place, quiet map[string]bool) {
	for _, name := range union(names(old), names(updated)) {
		a, isOld := d.oldSchemas[schemaRef+name]
		b, isNew := d.newSchemas[schemaRef+name]
		p := where(name)
		switch {
		case isOld && isNew:
			d.schema(p, a, b)
		case isNew && d.wasRenamed(name) != "":
			from := d.wasRenamed(name)
			d.report("schema-renamed", p, "schema renamed from "+from, from, name)
			d.schema(p, d.oldSchemas[schemaRef+from], b)
		case isNew && !quiet[name]:
			d.report("schema-added", p, "schema added", "", words(b))
		case isOld && !isNew && !quiet[name] && d.renamed[schemaRef+name] == "":
			d.report("schema-removed", p, "schema removed", words(a), "")
		}
	}
	d.order(place{where: "schemas", pointer: "/components/schemas"}, "schemas", names(old), names(updated))
}

// wasRenamed is the old name of a schema that was renamed, or "".
func (d *differ) wasRenamed(name string) string {
	for from, to := range d.renamed {
		if to == schemaRef+name {
			return strings.TrimPrefix(from, schemaRef)
		}
	}
	return ""
}

// usage is who uses each component: component → operation → directions.
type usage map[string]map[string]travel

// add notes a use.
func (u usage) add(component, operation string, t travel) (isNew bool) {
	by := u[component]
	if by == nil {
		by = map[string]travel{}
		u[component] = by
	}
	isNew = by[operation]&t != t
	by[operation] |= t
	return isNew
}

// reach walks a schema and every shared schema that it leads to.
func (u usage) reach(s *schema.Schema, shared map[string]*schema.Schema, operation string, t travel) {
	if s == nil {
		return
	}
	if target, ok := shared[s.Ref]; ok && u.add(s.Ref, operation, t) {
		u.reach(target, shared, operation, t)
	}
	for _, k := range children(s) {
		u.reach(k, shared, operation, t)
	}
}

// children are the schemas directly below one.
func children(s *schema.Schema) []*schema.Schema {
	all := []*schema.Schema{s.Items, s.Contains, s.AdditionalProperties, s.PropertyNames, s.Not}
	all = slices.Concat(all, s.PrefixItems, s.OneOf, s.AnyOf, s.AllOf)
	for _, p := range s.Properties {
		all = append(all, p.Schema)
	}
	for _, p := range s.PatternProperties {
		all = append(all, p.Schema)
	}
	return slices.DeleteFunc(all, func(k *schema.Schema) bool { return k == nil })
}

// shared says how a component travels for those who used it before and still do, and how many operations it touches.
// Of a schema that only new operations use, or that nothing uses, nobody can break.
func shared(old, updated usage, oldRef, newRef string) (t travel, operations int) {
	touched := map[string]bool{}
	for op := range updated[newRef] {
		touched[op] = true
	}
	for op, was := range old[oldRef] {
		touched[op] = true
		t |= was & updated[newRef][op]
	}
	return t, len(touched)
}
