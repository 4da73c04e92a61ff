package compat

import (
	"maps"
	"slices"
	"strings"

	"tenon/internal/openapi"
	"tenon/internal/schema"
)

// openAPIDiffer compares two OpenAPI documents.
type openAPIDiffer struct {
	*differ
	old, new         *openapi.Document
	oldUses, newUses usage
	pairs            []operationPair
	moved            map[string]string // references to components that all users have under another name now
}

// compare compares everything that the documents hold.
func (d *openAPIDiffer) compare() {
	d.pairs = pairOperations(d.old, d.new)
	d.oldUses, d.newUses = d.uses()
	d.moved = d.movedComponents()
	maps.Copy(d.renamed, d.moved)
	d.guard(place{}, d.old, d.new, func() {
		d.head()
		d.servers()
		d.tags()
		d.documentSecurity()
		d.operations()
		d.paths()
		d.webhooks()
		d.components()
	})
}

// head compares what the documents say of themselves.
func (d *openAPIDiffer) head() {
	p := place{where: "document", travels: anyone}
	a, b := d.old.Info, d.new.Info
	d.changed("document-version", p.in("", "openapi"), "OpenAPI version", d.old.OpenAPI, d.new.OpenAPI)
	d.changed("title-changed", p.in("", "info", "title"), "title", a.Title, b.Title)
	d.changed("version-changed", p.in("", "info", "version"), "version", a.Version, b.Version)
	d.text(p.in("", "info"), [2]string{a.Description, b.Description}, [2]string{a.Summary, b.Summary})
	d.extensions(p.in("", "info"), a.Extensions, b.Extensions)
	d.extensions(p, d.old.Extensions, d.new.Extensions)
}

// servers compares base addresses.
func (d *openAPIDiffer) servers() {
	url := func(s openapi.Server) string { return s.URL }
	compareLists(d.differ, place{pointer: "/servers", travels: anyone}, "servers", d.old.Servers, d.new.Servers, url,
		func(p place, name string, a, b *openapi.Server) {
			p = p.in("server "+name, name)
			switch {
			case a == nil:
				d.report("server-added", p, "server added", "", name)
			case b == nil:
				d.report("server-removed", p, "server removed", name, "")
			default:
				d.guard(p, a, b, func() {
					d.text(p, [2]string{a.Description, b.Description})
					d.extensions(p, a.Extensions, b.Extensions)
				})
			}
		})
}

// tags compares the descriptions of tags.
func (d *openAPIDiffer) tags() {
	name := func(t openapi.Tag) string { return t.Name }
	compareLists(d.differ, place{pointer: "/tags", travels: anyone}, "tags", d.old.Tags, d.new.Tags, name,
		func(p place, name string, a, b *openapi.Tag) {
			p = p.in("tag "+name, name)
			switch {
			case a == nil:
				d.report("tag-changed", p, "tag added", "", name)
			case b == nil:
				d.report("tag-changed", p, "tag removed", name, "")
			default:
				d.guard(p, a, b, func() {
					d.text(p, [2]string{a.Description, b.Description})
					d.extensions(p, a.Extensions, b.Extensions)
				})
			}
		})
}

// compareLists pairs the entries of two lists by name and hands each pair on, nil for the side that lacks it. Entries of
// one name are paired in their order.
func compareLists[T any](d *differ, p place, subject string, old, updated []T, name func(T) string,
	compare func(p place, name string, a, b *T)) {
	index := func(list []T) (keys []string, byKey map[string]*T) {
		byKey = map[string]*T{}
		for i := range list {
			key := name(list[i])
			for byKey[key] != nil {
				key += "\x00"
			}
			keys, byKey[key] = append(keys, key), &list[i]
		}
		return keys, byKey
	}
	oldKeys, a := index(old)
	newKeys, b := index(updated)
	for _, key := range union(oldKeys, newKeys) {
		compare(p, strings.TrimRight(key, "\x00"), a[key], b[key])
	}
	d.order(p, subject, oldKeys, newKeys)
}

// paths compares what the operations of a path share.
func (d *openAPIDiffer) paths() {
	path := func(i *openapi.PathItem) string { return i.Path }
	compareLists(d.differ, place{pointer: "/paths", travels: anyone}, "paths", d.old.Paths, d.new.Paths, path,
		func(p place, name string, a, b **openapi.PathItem) {
			p = p.in("path "+name, name)
			switch {
			case a == nil && len((*b).Operations) == 0:
				d.report("path-changed", p, "path without operations added", "", name)
			case b == nil && len((*a).Operations) == 0:
				d.report("path-changed", p, "path without operations removed", name, "")
			case a != nil && b != nil:
				d.pathItem(p, *a, *b)
			}
		})
}

// pathItem compares what stands beside the operations of a path.
func (d *openAPIDiffer) pathItem(p place, a, b *openapi.PathItem) {
	p.shared = max(len(a.Operations), len(b.Operations))
	was, is := *a, *b
	was.Operations, is.Operations = nil, nil // compared as operations
	was.Parameters, is.Parameters = nil, nil // each compared below, behind its reference
	d.guard(p, was, is, func() {
		d.changed("path-changed", p.in("", "$ref"), "reference", a.Ref, b.Ref)
		d.text(p, [2]string{a.Description, b.Description}, [2]string{a.Summary, b.Summary})
		d.extensions(p, a.Extensions, b.Extensions)
	})
	d.parameters(p, a.Parameters, b.Parameters, request)
	d.order(p, "methods", methods(a), methods(b))
}

// methods are the methods of a path.
func methods(item *openapi.PathItem) []string {
	var list []string
	for _, op := range item.Operations {
		list = append(list, op.Method)
	}
	return list
}

// webhooks compares what the server sends by itself: its bodies travel to the caller.
func (d *openAPIDiffer) webhooks() {
	name := func(i *openapi.PathItem) string { return i.Path }
	compareLists(d.differ, place{pointer: "/webhooks", travels: anyone}, "webhooks", d.old.Webhooks, d.new.Webhooks, name,
		func(p place, name string, a, b **openapi.PathItem) {
			p = p.in("webhook "+name, name)
			switch {
			case a == nil:
				d.report("webhook-added", p, "webhook added", "", name)
			case b == nil:
				d.report("webhook-removed", p, "webhook removed", name, "")
			default:
				d.pathItem(p, *a, *b)
				d.webhookOperations(p, *a, *b)
			}
		})
}

// webhookOperations compares the methods of one webhook.
func (d *openAPIDiffer) webhookOperations(p place, a, b *openapi.PathItem) {
	method := func(o *openapi.Operation) string { return o.Method }
	compareLists(d.differ, p, "methods", a.Operations, b.Operations, method,
		func(p place, name string, a, b **openapi.Operation) {
			p.shared = 0
			p = p.in(" "+name, strings.ToLower(name))
			switch {
			case a == nil:
				d.report("webhook-added", p, "webhook added", "", name)
			case b == nil:
				d.report("webhook-removed", p, "webhook removed", name, "")
			default:
				d.operation(p, *a, *b, response, request)
			}
		})
}

// components compares what the documents share.
func (d *openAPIDiffer) components() {
	a, b := &d.old.Components, &d.new.Components
	d.sharedParameters(a.Parameters, b.Parameters)
	d.sharedBodies(a.RequestBodies, b.RequestBodies)
	d.sharedResponses(a.Responses, b.Responses)
	d.sharedSchemas(a.Schemas, b.Schemas, func(name string) place {
		ref := schemaRef + name
		oldRef := ref
		if from := d.wasRenamed(name); from != "" {
			oldRef = schemaRef + from
		}
		t, n := shared(d.oldUses, d.newUses, oldRef, ref)
		if d.newSchemas[ref] == nil {
			t, n = shared(d.oldUses, d.oldUses, ref, ref)
		}
		return place{where: "schema " + name, travels: t, shared: n, shape: true}.in("", "components", "schemas", name)
	}, nil)
	d.securitySchemes()
	d.extensions(place{where: "components", pointer: "/components", travels: anyone}, a.Extensions, b.Extensions)
}

// uses walks both documents for who uses what. Operations that are one in both have one key.
func (d *openAPIDiffer) uses() (old, updated usage) {
	old, updated = usage{}, usage{}
	for i, pair := range d.pairs {
		key := pairKey(i)
		if pair.old != nil {
			operationUses(old, d.old, d.oldSchemas, pair.oldItem, pair.old, key, request, response)
		}
		if pair.new != nil {
			operationUses(updated, d.new, d.newSchemas, pair.newItem, pair.new, key, request, response)
		}
	}
	for _, side := range []struct {
		doc     *openapi.Document
		schemas map[string]*schema.Schema
		uses    usage
	}{{d.old, d.oldSchemas, old}, {d.new, d.newSchemas, updated}} {
		for _, item := range side.doc.Webhooks {
			for _, op := range item.Operations {
				operationUses(side.uses, side.doc, side.schemas, item, op, "webhook "+item.Path+" "+op.Method, response, request)
			}
		}
	}
	return old, updated
}

// operationUses notes every component that an operation uses. in is how its body travels, out its answers.
func operationUses(u usage, doc *openapi.Document, shared map[string]*schema.Schema, item *openapi.PathItem,
	op *openapi.Operation, key string, in, out travel) {
	for _, p := range slices.Concat(item.Parameters, op.Parameters) {
		parameterUses(u, doc, shared, p, key, in)
	}
	if body := op.RequestBody; body != nil {
		u.add(body.Ref, key, in)
		contentUses(u, shared, resolveBody(doc, body).Content, key, in)
	}
	for _, r := range op.Responses {
		t := out
		if out == response && !isSuccess(r.Status) {
			t = failure
		}
		u.add(r.Ref, key, t)
		resolved := resolveResponse(doc, r)
		contentUses(u, shared, resolved.Content, key, t)
		for _, h := range resolved.Headers {
			parameterUses(u, doc, shared, h, key, t)
		}
	}
}

// parameterUses notes what a parameter uses.
func parameterUses(u usage, doc *openapi.Document, shared map[string]*schema.Schema, p *openapi.Parameter, key string, t travel) {
	u.add(p.Ref, key, t)
	p = resolveParameter(doc, p)
	u.reach(p.Schema, shared, key, t)
	contentUses(u, shared, p.Content, key, t)
}

// contentUses notes what bodies use.
func contentUses(u usage, shared map[string]*schema.Schema, content []*openapi.MediaType, key string, t travel) {
	for _, m := range content {
		u.reach(m.Schema, shared, key, t)
	}
}
