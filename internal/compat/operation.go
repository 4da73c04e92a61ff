package compat

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/openapi"
)

// operations compares the operations of two documents.
func (d *openAPIDiffer) operations() {
	for _, pair := range d.pairs {
		switch {
		case pair.old == nil:
			p := operationPlace(pair.newItem, pair.new)
			d.report("operation-added", p, "operation added"+idInBrackets(pair.new), "", pair.new.ID)
		case pair.new == nil:
			p := operationPlace(pair.oldItem, pair.old)
			d.report("operation-removed", p, "operation removed"+idInBrackets(pair.old), pair.old.ID, "")
		default:
			d.pair(pair)
		}
	}
}

// idInBrackets names an operation behind its method and path.
func idInBrackets(op *openapi.Operation) string {
	if op.ID == "" {
		return ""
	}
	return " (" + op.ID + ")"
}

// operationPlace is the place of an operation.
func operationPlace(item *openapi.PathItem, op *openapi.Operation) place {
	return place{where: op.Method + " " + item.Path, travels: anyone}.in("", "paths", item.Path, strings.ToLower(op.Method))
}

// pair compares one operation that is in both documents.
func (d *openAPIDiffer) pair(pair operationPair) {
	p := operationPlace(pair.newItem, pair.new)
	from, to := pair.old.Method+" "+pair.oldItem.Path, pair.new.Method+" "+pair.newItem.Path
	if pair.old.Method != pair.new.Method || unnamed(pair.oldItem.Path) != unnamed(pair.newItem.Path) {
		d.report("operation-moved", p, "operation moved from "+from+" to "+to, from, to)
	}
	oldNames, newNames := variables(pair.oldItem.Path), variables(pair.newItem.Path)
	renamed := map[string]string{}
	if unnamed(pair.oldItem.Path) == unnamed(pair.newItem.Path) {
		for i, name := range newNames {
			if oldNames[i] != name {
				renamed[name] = oldNames[i]
				d.report("parameter-renamed", p.in(" parameter "+name), "path parameter renamed from "+oldNames[i], oldNames[i], name)
			}
		}
	}
	a := *pair.old
	a.Parameters = renameParameters(pair.old.Parameters, renamed)
	a.Method, a.Path = pair.new.Method, pair.new.Path
	d.operation(p, &a, pair.new, request, response)
}

// renameParameters gives path parameters their new names.
func renameParameters(list []*openapi.Parameter, renamed map[string]string) []*openapi.Parameter {
	if len(renamed) == 0 {
		return list
	}
	list = slices.Clone(list)
	for i, p := range list {
		for to, from := range renamed {
			if p.Ref == "" && p.In == "path" && p.Name == from {
				named := *p
				named.Name = to
				list[i] = &named
			}
		}
	}
	return list
}

// operation compares all that two operations hold. in is how their bodies travel, out how their answers do.
func (d *openAPIDiffer) operation(p place, a, b *openapi.Operation, in, out travel) {
	d.guard(p, a, b, func() {
		if a.ID != b.ID {
			d.report("operation-renamed", p, fromTo("operationId", a.ID, b.ID), a.ID, b.ID)
		}
		d.deprecation(p, "operation-deprecated", "operation-undeprecated", a.Deprecated, b.Deprecated)
		switch {
		case b.Idempotent && !a.Idempotent:
			d.report("retry-allowed", p, "may be sent again after a failure now", "", "")
		case a.Idempotent && !b.Idempotent:
			d.report("retry-forbidden", p, "must not be sent again after a failure any more", "", "")
		}
		d.set("tag-changed", p, "tags", a.Tags, b.Tags)
		d.text(p, [2]string{a.Description, b.Description}, [2]string{a.Summary, b.Summary})
		d.parameters(p.going(anyone), a.Parameters, b.Parameters, in)
		d.body(p, a.RequestBody, b.RequestBody, in)
		d.responses(p, a.Responses, b.Responses, out)
		d.operationSecurity(p, a.Security, b.Security)
		d.extensions(p, a.Extensions, b.Extensions)
	})
}

// parameters compares parameters by place and name. travels is how they do.
func (d *openAPIDiffer) parameters(p place, old, updated []*openapi.Parameter, travels travel) {
	p.pointer += "/parameters"
	was, is := resolveAll(d.old, old), resolveAll(d.new, updated)
	moved := movedParameters(was, is)
	key := func(l located) string { return l.In + " " + l.Name }
	compareLists(d.differ, p, "parameters", was, is, key, func(p place, _ string, a, b *located) {
		switch {
		case a == nil && moved[b.Name] != "":
			d.report("parameter-moved", d.parameterPlace(p, *b), "parameter moved from "+moved[b.Name]+" to "+b.In,
				moved[b.Name], b.In)
		case a == nil && b.Required:
			d.report("parameter-added-required", d.parameterPlace(p, *b), "required "+b.In+" parameter added: "+words(b.Schema),
				"", words(b.Schema))
		case a == nil:
			d.report("parameter-added", d.parameterPlace(p, *b), b.In+" parameter added: "+words(b.Schema), "", words(b.Schema))
		case b == nil && moved[a.Name] == "":
			d.report("parameter-removed", d.parameterPlace(p, *a), a.In+" parameter removed", words(a.Schema), "")
		case b != nil:
			p = d.parameterPlace(p, *b)
			d.retarget(p, a.ref, b.ref, func() { d.parameter(p, a.Parameter, b.Parameter, travels) })
		}
	})
}

// located is a parameter with its index, and the reference by which it is there.
type located struct {
	*openapi.Parameter
	index int
	ref   string
}

// resolveAll follows the references of a list.
func resolveAll(doc *openapi.Document, list []*openapi.Parameter) []located {
	all := make([]located, len(list))
	for i, p := range list {
		all[i] = located{resolveParameter(doc, p), i, p.Ref}
	}
	return all
}

// parameterPlace is the place of a parameter.
func (d *openAPIDiffer) parameterPlace(p place, l located) place {
	return p.in(" parameter "+l.Name, strconv.Itoa(l.index))
}

// movedParameters finds parameters that kept their name in another place: name → old place.
func movedParameters(old, updated []located) map[string]string {
	has := func(list []located, in, name string) bool {
		return slices.ContainsFunc(list, func(l located) bool { return l.In == in && l.Name == name })
	}
	moved := map[string]string{}
	for _, a := range old {
		for _, b := range updated {
			if a.Name == b.Name && a.In != b.In && !has(updated, a.In, a.Name) && !has(old, b.In, b.Name) {
				moved[a.Name] = a.In
			}
		}
	}
	return moved
}

// retarget compares two things of which at least one is a shared component, and the two are not the same one. If they
// do not differ, what is left to say is that the reference changed.
func (d *openAPIDiffer) retarget(p place, from, to string, compare func()) {
	if from != "" && to != "" && d.sameRef(from, to) {
		return // compared once, as a component
	}
	before := len(d.found)
	compare()
	if from != to && len(d.found) == before {
		d.changed("type-renamed", p, "reference", refName(from), refName(to))
	}
}

// parameter compares one parameter, or one header of an answer.
func (d *openAPIDiffer) parameter(p place, a, b *openapi.Parameter, travels travel) {
	d.guard(p, a, b, func() {
		switch {
		case b.Required && !a.Required:
			d.report("parameter-now-required", p, "required now", "optional", "required")
		case a.Required && !b.Required:
			d.report("parameter-now-optional", p, "not required any more", "required", "optional")
		}
		d.deprecation(p, "deprecated", "undeprecated", a.Deprecated, b.Deprecated)
		d.changed("parameter-style", p, "style", styleOf(a), styleOf(b))
		d.changed("parameter-form", p, "empty value", allowed(a.AllowEmptyValue), allowed(b.AllowEmptyValue))
		d.changed("parameter-form", p, "reserved characters", allowed(a.AllowReserved), allowed(b.AllowReserved))
		d.text(p, [2]string{a.Description, b.Description}, [2]string{string(a.Example), string(b.Example)})
		d.schema(p.going(travels).in("", "schema"), a.Schema, b.Schema)
		d.content(p.going(travels), a.Content, b.Content)
		d.extensions(p, a.Extensions, b.Extensions)
	})
}

// allowed is a flag in words.
func allowed(set bool) string {
	if set {
		return "allowed"
	}
	return "not allowed"
}

// styleOf is how a parameter is written, with the defaults of the specification filled in.
func styleOf(p *openapi.Parameter) string {
	style := p.Style
	if style == "" {
		style = "form"
		if p.In == "path" || p.In == "header" {
			style = "simple"
		}
	}
	explode := style == "form" || style == "cookie"
	if p.Explode != nil {
		explode = *p.Explode
	}
	if explode {
		return style + ", exploded"
	}
	return style
}

// content compares bodies by media type.
func (d *openAPIDiffer) content(p place, old, updated []*openapi.MediaType) {
	p.pointer += "/content"
	name := func(m *openapi.MediaType) string { return m.Type }
	many := len(old) > 1 || len(updated) > 1
	compareLists(d.differ, p, "media types", old, updated, name, func(p place, name string, a, b **openapi.MediaType) {
		switch {
		case a == nil:
			d.report("media-type-added", p.in("", name), "media type "+name+" added", "", name)
		case b == nil:
			d.report("media-type-removed", p.in("", name), "media type "+name+" removed", name, "")
		default:
			if p = p.in("", name); many {
				p = p.in(" " + name)
			}
			d.guard(p, *a, *b, func() {
				d.schema(p.in("", "schema"), (*a).Schema, (*b).Schema)
				d.text(p, [2]string{string((*a).Example), string((*b).Example)})
				d.extensions(p, (*a).Extensions, (*b).Extensions)
			})
		}
	})
}
