package compat

import (
	"slices"
	"strings"

	"tenon/internal/openapi"
)

// securitySchemes compares the ways in which a caller may show who it is.
func (d *openAPIDiffer) securitySchemes() {
	name := func(s *openapi.SecurityScheme) string { return s.Name }
	compareLists(d.differ, place{pointer: "/components/securitySchemes", travels: anyone}, "security schemes",
		d.old.Components.SecuritySchemes, d.new.Components.SecuritySchemes, name,
		func(p place, name string, a, b **openapi.SecurityScheme) {
			p = p.in("security scheme "+name, name)
			switch {
			case a == nil:
				d.report("security-scheme-added", p, "security scheme added: "+schemeText(*b), "", schemeText(*b))
			case b == nil:
				d.report("security-scheme-removed", p, "security scheme removed", schemeText(*a), "")
			default:
				d.guard(p, *a, *b, func() {
					d.changed("security-scheme-changed", p, "security scheme", schemeText(*a), schemeText(*b))
					d.text(p, [2]string{(*a).Description, (*b).Description}, [2]string{(*a).BearerFormat, (*b).BearerFormat})
					d.extensions(p, (*a).Extensions, (*b).Extensions)
				})
			}
		})
}

// schemeText is a scheme in words: "http bearer", "apiKey in header X-Key".
func schemeText(s *openapi.SecurityScheme) string {
	text := s.Type
	if s.Scheme != "" {
		text += " " + s.Scheme
	}
	if s.In != "" || s.ParamName != "" {
		text += " in " + s.In + " " + s.ParamName
	}
	return text
}

// documentSecurity compares what every operation needs that says nothing of its own.
func (d *openAPIDiffer) documentSecurity() {
	d.security(place{where: "document", pointer: "/security", travels: anyone}, d.old.Security, d.new.Security)
}

// operationSecurity compares what one operation needs. If both sides say nothing, the document's finding says it all.
func (d *openAPIDiffer) operationSecurity(p place, old, updated []openapi.SecurityRequirement) {
	if old == nil && updated == nil {
		return
	}
	if old == nil {
		old = d.old.Security
	}
	if updated == nil {
		updated = d.new.Security
	}
	d.security(p.in("", "security"), old, updated)
}

// security compares alternatives: it is tightened if someone who was let in is not any more.
func (d *differ) security(p place, old, updated []openapi.SecurityRequirement) {
	from, to := securityText(old), securityText(updated)
	if from == to {
		return
	}
	rule := "security-relaxed"
	for _, a := range alternatives(old) {
		enough := func(b openapi.SecurityRequirement) bool { return satisfies(a, b) }
		if !slices.ContainsFunc(alternatives(updated), enough) {
			rule = "security-tightened"
		}
	}
	d.report(rule, p, fromTo("security", from, to), from, to)
}

// alternatives are the ways in; none at all is one that needs nothing.
func alternatives(list []openapi.SecurityRequirement) []openapi.SecurityRequirement {
	if len(list) == 0 {
		return []openapi.SecurityRequirement{nil}
	}
	return list
}

// satisfies says whether a caller who has what a names gets past b.
func satisfies(a, b openapi.SecurityRequirement) bool {
	for _, need := range b {
		has := func(n openapi.SecurityNeed) bool {
			return n.Scheme == need.Scheme && len(minus(need.Scopes, n.Scopes)) == 0
		}
		if !slices.ContainsFunc(a, has) {
			return false
		}
	}
	return true
}

// securityText is alternatives in words: "bearer or key and basic (read)", "none".
func securityText(list []openapi.SecurityRequirement) string {
	var ways []string
	for _, r := range alternatives(list) {
		var needs []string
		for _, n := range r {
			text := n.Scheme
			if len(n.Scopes) > 0 {
				text += " (" + strings.Join(n.Scopes, ", ") + ")"
			}
			needs = append(needs, text)
		}
		ways = append(ways, firstOf(strings.Join(needs, " and "), "none"))
	}
	return strings.Join(ways, " or ")
}
