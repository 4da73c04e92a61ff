package compat

import (
	"strings"

	"tenon/internal/openapi"
)

// body compares request bodies.
func (d *openAPIDiffer) body(p place, a, b *openapi.RequestBody, in travel) {
	p = p.in(" body", "requestBody")
	switch {
	case a == nil && b == nil:
	case a == nil:
		rule := "body-added"
		if resolveBody(d.new, b).Required {
			rule = "body-added-required"
		}
		d.report(rule, p, "request body added", "", "")
	case b == nil:
		d.report("body-removed", p, "request body removed", "", "")
	default:
		d.retarget(p, a.Ref, b.Ref, func() { d.oneBody(p, resolveBody(d.old, a), resolveBody(d.new, b), in) })
	}
}

// oneBody compares two request bodies.
func (d *openAPIDiffer) oneBody(p place, a, b *openapi.RequestBody, in travel) {
	d.guard(p, a, b, func() {
		switch {
		case b.Required && !a.Required:
			d.report("body-now-required", p, "required now", "optional", "required")
		case a.Required && !b.Required:
			d.report("body-now-optional", p, "not required any more", "required", "optional")
		}
		d.text(p, [2]string{a.Description, b.Description})
		d.content(p.going(in), a.Content, b.Content)
		d.extensions(p, a.Extensions, b.Extensions)
	})
}

// isSuccess says whether a status is one of success.
func isSuccess(status string) bool {
	return strings.HasPrefix(status, "2") || strings.HasPrefix(status, "1")
}

// responses compares answers by status.
func (d *openAPIDiffer) responses(p place, old, updated []*openapi.Response, out travel) {
	from, to := movedSuccess(old, updated)
	p.pointer += "/responses"
	status := func(r *openapi.Response) string { return r.Status }
	compareLists(d.differ, p, "statuses", old, updated, status, func(p place, name string, a, b **openapi.Response) {
		q := p.in(" response "+name, name)
		switch {
		case a == nil && name == to:
			d.report("success-changed", q, fromTo("status", from, to), from, to)
			for _, r := range old {
				if r.Status == from {
					d.response(q, r, *b, out)
				}
			}
		case a == nil:
			d.report("status-added", q, "status added", "", name)
		case b == nil && name == from:
		case b == nil && isSuccess(name):
			d.report("success-removed", q, "status removed", name, "")
		case b == nil:
			d.report("status-removed", q, "status removed", name, "")
		default:
			d.response(q, *a, *b, out)
		}
	})
}

// movedSuccess finds a success that only has another status.
func movedSuccess(old, updated []*openapi.Response) (from, to string) {
	successes := func(list []*openapi.Response) []string {
		var all []string
		for _, r := range list {
			if isSuccess(r.Status) {
				all = append(all, r.Status)
			}
		}
		return all
	}
	gone, came := minus(successes(old), successes(updated)), minus(successes(updated), successes(old))
	if len(gone) == 1 && len(came) == 1 {
		return gone[0], came[0]
	}
	return "", ""
}

// response compares two answers of one status.
func (d *openAPIDiffer) response(p place, a, b *openapi.Response, out travel) {
	if out == response && !isSuccess(b.Status) {
		out = failure
	}
	d.retarget(p, a.Ref, b.Ref, func() {
		d.oneResponse(p, resolveResponse(d.old, a), resolveResponse(d.new, b), out)
	})
}

// oneResponse compares two answers.
func (d *openAPIDiffer) oneResponse(p place, a, b *openapi.Response, out travel) {
	was, is := *a, *b
	was.Status, is.Status = "", "" // compared already, and empty in shared answers
	d.guard(p, was, is, func() {
		d.text(p, [2]string{a.Description, b.Description})
		d.content(p.going(out), a.Content, b.Content)
		d.headers(p.going(out), a.Headers, b.Headers)
		d.extensions(p, a.Extensions, b.Extensions)
	})
}

// headers compares headers of an answer.
func (d *openAPIDiffer) headers(p place, old, updated []*openapi.Parameter) {
	p.pointer += "/headers"
	was, is := resolveAll(d.old, old), resolveAll(d.new, updated)
	name := func(l located) string { return l.Name }
	compareLists(d.differ, p, "headers", was, is, name, func(p place, name string, a, b *located) {
		p = p.in(" header "+name, name)
		switch {
		case a == nil:
			d.report("header-added", p, "header added", "", words(b.Schema))
		case b == nil:
			d.report("header-removed", p, "header removed", words(a.Schema), "")
		default:
			d.retarget(p, a.ref, b.ref, func() { d.parameter(p, a.Parameter, b.Parameter, p.travels) })
		}
	})
}

// sharedParameters compares shared parameters, each once.
func (d *openAPIDiffer) sharedParameters(old, updated []openapi.Named[*openapi.Parameter]) {
	compareShared(d, "parameters", "parameter", old, updated, func(p place, a, b *openapi.Parameter) {
		d.parameter(p, a, b, p.travels)
	})
}

// sharedBodies compares shared request bodies, each once.
func (d *openAPIDiffer) sharedBodies(old, updated []openapi.Named[*openapi.RequestBody]) {
	compareShared(d, "requestBodies", "request body", old, updated, func(p place, a, b *openapi.RequestBody) {
		d.oneBody(p, a, b, p.travels)
	})
}

// sharedResponses compares shared answers, each once.
func (d *openAPIDiffer) sharedResponses(old, updated []openapi.Named[*openapi.Response]) {
	compareShared(d, "responses", "response", old, updated, func(p place, a, b *openapi.Response) {
		d.oneResponse(p, a, b, p.travels)
	})
}

// compareShared compares shared components of one kind by name. That one which is used came or went is said where it is
// used.
func compareShared[T any](d *openAPIDiffer, kind, subject string, old, updated []openapi.Named[*T],
	compare func(p place, a, b *T)) {
	prefix := "#/components/" + kind + "/"
	was := map[string]*T{}
	for _, n := range old {
		was[prefix+n.Name] = n.Value
	}
	name := func(n openapi.Named[*T]) string { return n.Name }
	compareLists(d.differ, place{pointer: "/components/" + kind}, subject+" components", old, updated, name,
		func(p place, name string, a, b *openapi.Named[*T]) {
			ref := prefix + name
			from := firstOf(d.movedFrom(ref), ref)
			p = p.in("shared "+subject+" "+name, name)
			p.travels, p.shared = shared(d.oldUses, d.newUses, from, ref)
			switch {
			case a == nil && from != ref:
				before := len(d.found)
				compare(p, was[from], b.Value)
				if len(d.found) == before {
					d.report("type-renamed", p, subject+" renamed from "+refName(from), refName(from), name)
				}
			case a == nil && len(d.newUses[ref]) == 0:
				d.report("component-added", p, subject+" added", "", name)
			case b == nil && len(d.oldUses[ref]) == 0:
				d.report("component-removed", p, subject+" removed", name, "")
			case a != nil && b != nil && a.Value != nil && b.Value != nil:
				compare(p, a.Value, b.Value)
			}
		})
}
