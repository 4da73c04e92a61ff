package verify

import (
	"strings"

	"tenon/internal/asyncapi"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/openapi"
)

// semantic looks for what makes the document wrong whatever the contract says.
func (d *document) semantic(in Input) {
	var found diag.List
	var err error
	if d.artifact.Kind == emit.OpenAPI {
		doc := in.OpenAPIDocument
		if doc == nil {
			doc, err = openapi.Read(d.artifact.Data)
		}
		if err == nil {
			found = openapi.Check(doc)
		}
	} else {
		doc := in.AsyncAPIDocument
		if doc == nil {
			doc, err = asyncapi.Read(d.artifact.Data)
		}
		if err == nil {
			found = asyncapi.Check(doc)
		}
	}
	if err != nil {
		d.report("document-unreadable", nil, "the document cannot be read: "+err.Error())
	}
	for _, f := range found {
		if f.Level == diag.Error {
			d.report(f.ID, d.nearest(f.Message), f.Message)
		}
	}
}

// nearest is the node that a message is about, which begins with a JSON pointer, or the closest node around it.
func (d *document) nearest(message string) *jsonNode {
	pointer, _, _ := strings.Cut(message, ": ")
	n := d.root
	for i, part := range strings.Split(strings.TrimPrefix(pointer, "#"), "/") {
		if i == 0 {
			continue
		}
		next := n.child(strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~"))
		if next == nil {
			break
		}
		n = next
	}
	return n
}
