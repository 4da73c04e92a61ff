package compat

import (
	"strconv"
	"strings"

	"tenon/internal/openapi"
)

// operationPair is one operation in both documents; a side that lacks it is nil.
type operationPair struct {
	old, new         *openapi.Operation
	oldItem, newItem *openapi.PathItem
}

// pairKey names a pair.
func pairKey(i int) string { return "operation " + strconv.Itoa(i) }

// pairOperations pairs the operations of two documents: those of one method and path, then those whose paths differ in
// the names of variables only, then those of one operationId. The order is that of the new document; what went comes
// last.
func pairOperations(old, updated *openapi.Document) []operationPair {
	var was, pairs []operationPair
	for _, item := range old.Paths {
		for _, op := range item.Operations {
			was = append(was, operationPair{old: op, oldItem: item})
		}
	}
	for _, item := range updated.Paths {
		for _, op := range item.Operations {
			pairs = append(pairs, operationPair{new: op, newItem: item})
		}
	}
	for _, key := range []func(op *openapi.Operation, item *openapi.PathItem) string{
		func(op *openapi.Operation, item *openapi.PathItem) string { return op.Method + " " + item.Path },
		func(op *openapi.Operation, item *openapi.PathItem) string {
			return op.Method + " " + unnamed(item.Path)
		},
		func(op *openapi.Operation, _ *openapi.PathItem) string { return op.ID },
	} {
		free := map[string][]int{}
		for i, w := range was {
			if w.old != nil && key(w.old, w.oldItem) != "" {
				free[key(w.old, w.oldItem)] = append(free[key(w.old, w.oldItem)], i)
			}
		}
		for i := range pairs {
			if pairs[i].old != nil {
				continue
			}
			if list := free[key(pairs[i].new, pairs[i].newItem)]; len(list) > 0 {
				pairs[i].old, pairs[i].oldItem = was[list[0]].old, was[list[0]].oldItem
				was[list[0]].old = nil
				free[key(pairs[i].new, pairs[i].newItem)] = list[1:]
			}
		}
	}
	for _, w := range was {
		if w.old != nil {
			pairs = append(pairs, w)
		}
	}
	return pairs
}

// unnamed is a path with its variables' names taken out.
func unnamed(path string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(path, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(path[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(path[:open] + "{}")
		path = path[open+end+1:]
	}
	b.WriteString(path)
	return b.String()
}

// variables are the names of a path's variables, in order.
func variables(path string) []string {
	var list []string
	for {
		_, rest, found := strings.Cut(path, "{")
		name, tail, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return list
		}
		list = append(list, name)
		path = tail
	}
}

// The following functions follow references to components; what leads nowhere is an empty component.

func resolveParameter(doc *openapi.Document, p *openapi.Parameter) *openapi.Parameter {
	return resolve(p, func(p *openapi.Parameter) string { return p.Ref }, "#/components/parameters/", doc.Components.Parameters)
}

func resolveBody(doc *openapi.Document, b *openapi.RequestBody) *openapi.RequestBody {
	return resolve(b, func(b *openapi.RequestBody) string { return b.Ref }, "#/components/requestBodies/",
		doc.Components.RequestBodies)
}

func resolveResponse(doc *openapi.Document, r *openapi.Response) *openapi.Response {
	return resolve(r, func(r *openapi.Response) string { return r.Ref }, "#/components/responses/", doc.Components.Responses)
}

// resolve follows references of one kind.
func resolve[T any](v *T, ref func(*T) string, prefix string, shared []openapi.Named[*T]) *T {
	for range maxReferences {
		if ref(v) == "" {
			return v
		}
		next := new(T)
		for _, n := range shared {
			if prefix+n.Name == ref(v) && n.Value != nil {
				next = n.Value
			}
		}
		v = next
	}
	return new(T)
}

// movedComponents finds shared parameters, bodies and answers that stand under another name now: whoever referred to
// the one that went refers to the one that came, and the other way round.
func (d *openAPIDiffer) movedComponents() map[string]string {
	old, updated := componentRefs(&d.old.Components), componentRefs(&d.new.Components)
	to, from := map[string][]string{}, map[string][]string{}
	note := func(a, b string) {
		if old[a] && !updated[a] && updated[b] && !old[b] {
			to[a] = union(to[a], []string{b})
			from[b] = union(from[b], []string{a})
		}
	}
	for _, pair := range d.pairs {
		if pair.old == nil || pair.new == nil {
			continue
		}
		if pair.old.RequestBody != nil && pair.new.RequestBody != nil {
			note(pair.old.RequestBody.Ref, pair.new.RequestBody.Ref)
		}
		for _, a := range pair.old.Responses {
			for _, b := range pair.new.Responses {
				if a.Status == b.Status {
					note(a.Ref, b.Ref)
				}
			}
		}
		for _, a := range pair.old.Parameters {
			for _, b := range pair.new.Parameters {
				x, y := resolveParameter(d.old, a), resolveParameter(d.new, b)
				if x.Name == y.Name && x.In == y.In {
					note(a.Ref, b.Ref)
				}
			}
		}
	}
	moved := map[string]string{}
	for a, list := range to {
		if len(list) == 1 && len(from[list[0]]) == 1 {
			moved[a] = list[0]
		}
	}
	return moved
}

// movedFrom is the old reference to a component that has another name now, or "".
func (d *openAPIDiffer) movedFrom(ref string) string {
	for a, b := range d.moved {
		if b == ref {
			return a
		}
	}
	return ""
}

// componentRefs are the references to shared parameters, bodies and answers.
func componentRefs(c *openapi.Components) map[string]bool {
	refs := map[string]bool{}
	for _, p := range c.Parameters {
		refs["#/components/parameters/"+p.Name] = true
	}
	for _, b := range c.RequestBodies {
		refs["#/components/requestBodies/"+b.Name] = true
	}
	for _, r := range c.Responses {
		refs["#/components/responses/"+r.Name] = true
	}
	return refs
}
