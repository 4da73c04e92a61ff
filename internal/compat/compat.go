// Package compat says what changed between two documents, in words that a person uses, and whether it breaks anyone.
//
// In go the old document and the new one, as data; out come changes: what, where, from what to what, and whether a
// program that was written against the old document still works with the new one. That depends on the direction in
// which a schema travels: a property that becomes required breaks those who send it, not those who read it. The table
// of rules in rules.go says which rule breaks in which direction.
//
// Findings are few: a shared schema is reported once, with the number of operations that it touches, and a changed enum
// is one finding. They are never too few: documents that differ in anything differ in at least one finding, if need
// be that of the rule "other" with a JSON pointer. The package must never compare by name only, and never guess that
// something is equal because it cannot name the difference.
package compat

import (
	"strconv"

	"tenon/internal/asyncapi"
	"tenon/internal/openapi"
)

// The documents that a Change can be of.
const (
	OpenAPIDocument  = "openapi"
	AsyncAPIDocument = "asyncapi"
)

// The verbs of a Change.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Change is one semantic difference between an old document and a new one.
type Change struct {
	Rule       string `json:"rule"`                 // id of a row of Rules
	Document   string `json:"document"`             // openapi, asyncapi
	Where      string `json:"where"`                // "POST /orders", "stream orders", "schema PreOrder.limitPrice"
	What       string `json:"what"`                 // added, removed, changed
	From       string `json:"from,omitempty"`       // old value, as a person writes it
	To         string `json:"to,omitempty"`         // new value
	Message    string `json:"message"`              // what happened at Where: "type changed from number to string"
	Breaking   bool   `json:"breaking"`             // programs written against the old document may fail
	Direction  string `json:"direction,omitempty"`  // request, response, both: how the schema travels; "" if it does not
	Operations int    `json:"operations,omitempty"` // operations or streams that a shared schema touches
	Pointer    string `json:"pointer,omitempty"`    // JSON pointer into the new document, or the old one for a removal
}

// String is the change on one line, as a report shows it.
func (c Change) String() string {
	s := c.Where + ": " + c.Message
	if c.Where == "" {
		s = c.Message
	}
	notes := ""
	if c.Breaking {
		notes = "breaking"
	}
	if c.Operations > 0 {
		if notes != "" {
			notes += ", "
		}
		notes += count(c.Operations, unit(c.Document))
	}
	if notes != "" {
		s += " (" + notes + ")"
	}
	return s
}

// unit is what a document of a kind holds.
func unit(document string) string {
	if document == AsyncAPIDocument {
		return "stream"
	}
	return "operation"
}

// count is "1 operation", "2 operations".
func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return strconv.Itoa(n) + " " + of + "s"
}

// AnyBreaking says whether any of the changes breaks someone.
func AnyBreaking(changes []Change) bool {
	for _, c := range changes {
		if c.Breaking {
			return true
		}
	}
	return false
}

// Layout is the change of a document whose bytes differ and whose data does not.
func Layout(document string) Change {
	return Change{Rule: "layout", Document: document, Where: "document", What: Changed,
		Message: "only white space or the order of keys changed"}
}

// OpenAPI lists what changed, in the order of the documents. A nil old document was not there before or could not be
// read: there is nothing to compare, and so no change.
func OpenAPI(old, updated *openapi.Document) []Change {
	if old == nil || updated == nil {
		return nil
	}
	d := newDiffer(OpenAPIDocument, &old.Components.Schemas, &updated.Components.Schemas)
	rest := openAPIDiffer{differ: d, old: old, new: updated}
	rest.compare()
	return dedupe(d.found)
}

// AsyncAPI lists what changed, in the order of the documents. A nil old document was not there before or could not be
// read: there is nothing to compare, and so no change.
func AsyncAPI(old, updated *asyncapi.Document) []Change {
	if old == nil || updated == nil {
		return nil
	}
	d := newDiffer(AsyncAPIDocument, &old.Components.Schemas, &updated.Components.Schemas)
	streams := asyncAPIDiffer{differ: d, old: old, new: updated}
	streams.compare()
	return dedupe(d.found)
}
