package compat

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"tenon/internal/schema"
)

// schema compares two schemas that stand in the same place.
func (d *differ) schema(p place, old, updated *schema.Schema) {
	p.shape = true
	d.guard(p, old, updated, func() {
		a, aNull := view(old)
		b, bNull := view(updated)
		switch {
		case bNull && !aNull:
			d.report("null-allowed", p, "may be null now", words(old), words(updated))
		case aNull && !bNull:
			d.report("null-forbidden", p, "may not be null any more", words(old), words(updated))
		}
		d.core(p, a, b)
	})
}

// view takes away what only says that null is allowed, or wraps one reference to describe it: the forms in which
// versions of the specifications write an optional value. What is left is compared; annotations of the wrapper count
// for what it wraps.
func view(s *schema.Schema) (core *schema.Schema, null bool) {
	if s == nil {
		return &schema.Schema{}, false
	}
	c := *s
	if len(c.Types) > 1 && slices.Contains(c.Types, "null") {
		null = true
		c.Types = slices.DeleteFunc(slices.Clone(c.Types), func(t string) bool { return t == "null" })
	}
	inner, wraps, innerNull := wrapped(&c)
	if !wraps {
		return &c, null
	}
	core = new(schema.Schema)
	*core = *inner
	core.Title, core.Description = firstOf(c.Title, inner.Title), firstOf(c.Description, inner.Description)
	core.Deprecated = c.Deprecated || inner.Deprecated
	core.ReadOnly, core.WriteOnly = c.ReadOnly || inner.ReadOnly, c.WriteOnly || inner.WriteOnly
	if c.Default != nil {
		core.Default = c.Default
	}
	if len(c.Examples) > 0 {
		core.Examples = c.Examples
	}
	core.Extensions = slices.Concat(c.Extensions, inner.Extensions)
	return core, null || innerNull
}

// firstOf is the first of two texts that says something.
func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// wrapped is the one schema that another wraps: the member of an anyOf or oneOf beside null, or of an allOf alone.
func wrapped(s *schema.Schema) (inner *schema.Schema, wraps, null bool) {
	if len(s.AnyOf)+len(s.OneOf)+len(s.AllOf) == 0 {
		return nil, false, false
	}
	bare := *s
	bare.Title, bare.Description, bare.Default, bare.Examples, bare.Extensions = "", "", nil, nil, nil
	bare.Deprecated, bare.ReadOnly, bare.WriteOnly = false, false, false
	bare.AnyOf, bare.OneOf, bare.AllOf = nil, nil, nil
	lists := len(s.AnyOf)*len(s.OneOf) + len(s.AnyOf)*len(s.AllOf) + len(s.OneOf)*len(s.AllOf)
	if lists > 0 || !isEmpty(&bare) {
		return nil, false, false
	}
	for _, m := range slices.Concat(s.AnyOf, s.OneOf, s.AllOf) {
		switch {
		case m == nil:
			return nil, false, false
		case isNull(m) && len(s.AllOf) == 0:
			null = true
		case inner != nil:
			return nil, false, false
		default:
			inner = m
		}
	}
	return inner, inner != nil, null
}

// isNull says whether a schema allows null and nothing else.
func isNull(s *schema.Schema) bool {
	return slices.Equal(s.Types, []string{"null"}) || string(s.Const) == "null"
}

// isEmpty says whether a schema says nothing at all.
func isEmpty(s *schema.Schema) bool {
	return reflect.DeepEqual(s, &schema.Schema{})
}

// core compares what is left of two schemas when null is out of the way.
func (d *differ) core(p place, a, b *schema.Schema) {
	switch {
	case a.ReadOnly && b.ReadOnly && !a.WriteOnly:
		p.travels &^= request
	case a.WriteOnly && b.WriteOnly && !a.ReadOnly:
		p.travels &^= reader
	}
	if (a.Ref != "" || b.Ref != "") && !d.sameRef(a.Ref, b.Ref) {
		d.retargeted(p, a, b)
		d.annotations(p, a, b)
		return
	}
	if !d.types(p, a, b) {
		d.annotations(p, a, b)
		return
	}
	d.values(p, a, b)
	d.constraints(p, a, b)
	d.object(p, a, b)
	d.array(p, a, b)
	d.compositions(p, a, b)
	d.access(p, a, b)
	d.annotations(p, a, b)
}

// sameRef says whether two references mean the same shared schema.
func (d *differ) sameRef(a, b string) bool { return a == b || b != "" && d.renamed[a] == b }

// retargeted compares two schemas of which at least one refers to another. It is one finding, and it breaks if what is
// behind the references breaks.
func (d *differ) retargeted(p place, a, b *schema.Schema) {
	from, to := words(a), words(b)
	behindA, behindB := d.behind(a, d.oldSchemas), d.behind(b, d.newSchemas)
	rule := "type-renamed"
	if behindA == nil || behindB == nil || AnyBreaking(d.between(p, a.Ref, b.Ref, behindA, behindB)) {
		rule = "type-changed"
	}
	if from == to {
		from, to = ownWords(a, "a schema of its own"), ownWords(b, "a schema of its own")
	}
	d.report(rule, p, fromTo("type", from, to), from, to)
}

// ownWords tells a reference from a schema that reads the same.
func ownWords(s *schema.Schema, own string) string {
	if s.Ref != "" {
		return "a reference to " + refName(s.Ref)
	}
	return own
}

// behind is what a schema refers to, or the schema itself; nil if the reference leads nowhere.
func (d *differ) behind(s *schema.Schema, shared map[string]*schema.Schema) *schema.Schema {
	for range maxReferences {
		if s == nil || s.Ref == "" {
			return s
		}
		s = shared[s.Ref]
	}
	return nil
}

// maxReferences bounds a chain of references.
const maxReferences = 16

// between compares what two references lead to, once: a pair that is being compared already is taken to be equal, so
// that recursive schemas end.
func (d *differ) between(p place, oldRef, newRef string, a, b *schema.Schema) []Change {
	pair := [2]string{oldRef, newRef}
	if pair[0]+pair[1] != "" && d.comparing[pair] || len(d.comparing) > maxDepth {
		return nil
	}
	d.comparing[pair] = true
	defer delete(d.comparing, pair)
	return d.silently(func() { d.schema(p, a, b) })
}

// types compares types and formats. It says whether the rest is worth comparing: not if nothing is left in common.
func (d *differ) types(p place, a, b *schema.Schema) bool {
	from, to := words(a), words(b)
	if boolOf(a) != boolOf(b) {
		d.report("type-changed", p, fromTo("type", from, to), from, to)
		return false
	}
	if !sameSet(a.Types, b.Types) {
		wider, narrower := covers(b.Types, a.Types), covers(a.Types, b.Types)
		if from == to {
			from, to = strings.Join(a.Types, " or "), strings.Join(b.Types, " or ")
		}
		from, to = firstOf(from, "anything"), firstOf(to, "anything")
		switch {
		case wider && !narrower:
			d.report("type-widened", p, fromTo("type", from, to), from, to)
		case narrower && !wider:
			d.report("type-narrowed", p, fromTo("type", from, to), from, to)
		default:
			d.report("type-changed", p, fromTo("type", from, to), from, to)
			return false
		}
	} else {
		d.order(p, "types", a.Types, b.Types)
	}
	d.format(p, a, b)
	return true
}

// boolOf is 't', 'f' or 0 for a schema that is not boolean.
func boolOf(s *schema.Schema) byte {
	switch {
	case s.Bool == nil:
		return 0
	case *s.Bool:
		return 't'
	default:
		return 'f'
	}
}

// sameSet says whether two lists hold the same words.
func sameSet(a, b []string) bool { return len(minus(a, b)) == 0 && len(minus(b, a)) == 0 }

// covers says whether every value of the types b is a value of the types a. No types at all mean any.
func covers(a, b []string) bool {
	if len(a) == 0 {
		return true
	}
	if len(b) == 0 {
		return false
	}
	for _, t := range b {
		if !slices.Contains(a, t) && (t != "integer" || !slices.Contains(a, "number")) {
			return false
		}
	}
	return true
}

// format compares formats. The formats of numbers of one kind hold each other.
func (d *differ) format(p place, a, b *schema.Schema) {
	if a.Format == b.Format {
		return
	}
	sizes := []string{"int8", "int16", "int32", "int64", "float", "double"}
	i, j := slices.Index(sizes, a.Format), slices.Index(sizes, b.Format)
	message := fromTo("format", a.Format, b.Format)
	switch {
	case !sameSet(a.Types, b.Types):
		return // the type itself changed, and its words name the format
	case a.Format == "":
		d.report("format-added", p, message, "", b.Format)
	case b.Format == "":
		d.report("format-removed", p, message, a.Format, "")
	case i >= 0 && j >= 0 && (i < 4) == (j < 4) && i < j:
		d.report("type-widened", p, message, a.Format, b.Format)
	case i >= 0 && j >= 0 && (i < 4) == (j < 4):
		d.report("type-narrowed", p, message, a.Format, b.Format)
	default:
		d.report("format-changed", p, message, a.Format, b.Format)
	}
}

// array compares what an array holds.
func (d *differ) array(p place, a, b *schema.Schema) {
	d.inner(p, "[]", "items", a.Items, b.Items)
	d.inner(p, " contained items", "contains", a.Contains, b.Contains)
	for i := range max(len(a.PrefixItems), len(b.PrefixItems)) {
		d.inner(p, "["+strconv.Itoa(i)+"]", "prefixItems/"+strconv.Itoa(i), nth(a.PrefixItems, i), nth(b.PrefixItems, i))
	}
}

// nth is an element, or nil.
func nth(list []*schema.Schema, i int) *schema.Schema {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// inner compares schemas that one side may not have: no schema allows everything.
func (d *differ) inner(p place, part, token string, old, updated *schema.Schema) {
	p = p.in(part, strings.Split(token, "/")...)
	p.shape = true
	switch {
	case old == nil && updated == nil:
	case old == nil:
		d.report("constraint-tightened", p, fromTo("constraint", "", words(updated)), "", words(updated))
	case updated == nil:
		d.report("constraint-loosened", p, fromTo("constraint", words(old), ""), words(old), "")
	default:
		d.schema(p, old, updated)
	}
}

// access compares the direction in which a property may travel, and whether it is deprecated.
func (d *differ) access(p place, a, b *schema.Schema) {
	d.changed("access-changed", p, "access", accessOf(a), accessOf(b))
	d.deprecation(p, "deprecated", "undeprecated", a.Deprecated, b.Deprecated)
}

// accessOf is how a property travels.
func accessOf(s *schema.Schema) string {
	switch {
	case s.ReadOnly && s.WriteOnly:
		return "read-only and write-only"
	case s.ReadOnly:
		return "read-only"
	case s.WriteOnly:
		return "write-only"
	default:
		return "read and write"
	}
}

// annotations compares what is for people, and extensions.
func (d *differ) annotations(p place, a, b *schema.Schema) {
	d.text(p, [2]string{a.Description, b.Description}, [2]string{a.Title, b.Title},
		[2]string{strings.Join(a.EnumDescriptions, "\n"), strings.Join(b.EnumDescriptions, "\n")})
	if from, to := raws(a.Examples), raws(b.Examples); from != to {
		d.report("description-changed", p, sentence("example", from, to), from, to)
	}
	d.extensions(p, a.Extensions, b.Extensions)
}
