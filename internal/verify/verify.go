// Package verify reads emitted artifacts back and proves that nothing is missing, invented or smuggled in.
//
// In go a module's contract and the bytes that emitters made of it; out come diagnostics, with file:line:col in the
// artifact where the fault shows. It runs on every generation before anything is written, so it is fast.
//
// A check that compares an emitter with its own list proves nothing. So this package must never import an emitter of
// a target, never ask one for its names, and never look at anything but emitted bytes and the contract: it has its own
// readers of JSON, Go and Python. It touches no disk and starts no process.
package verify

import (
	"path"
	"strings"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/openapi"
)

// Input is one module with what was emitted for it, or read back from disk. Kinds that are not among the artifacts were
// not asked for, or are checked by another call, and are not checked.
type Input struct {
	Module    *contract.Module
	Artifacts []emit.Artifact

	// OpenAPI is the document as it is written, for clients to be compared with. Where it is nil, the one among the
	// artifacts takes its place, and without that the contract does, as far as it goes.
	OpenAPI *Reading

	// OpenAPIDocument and AsyncAPIDocument are the documents as data, for the checks of their meaning. Where they are
	// nil, they are read from the artifacts.
	OpenAPIDocument  *openapi.Document
	AsyncAPIDocument *asyncapi.Document
}

// openAPI is the OpenAPI document to compare with; its text is empty where there is none.
func (in Input) openAPI() *Reading {
	if in.OpenAPI != nil {
		return in.OpenAPI
	}
	for _, a := range ofKind(in.Artifacts, emit.OpenAPI) {
		return NewReading(a.Data)
	}
	return NewReading(nil)
}

// Module checks every artifact of one module against its contract. An empty list means that they are complete.
func Module(in Input) diag.List {
	var l diag.List
	for _, check := range []func(Input) diag.List{documents, goPackages, WSRouters, python} {
		l = append(l, check(in)...)
	}
	return own(l, in.Module).Sort()
}

// own names the module in each finding.
func own(l diag.List, m *contract.Module) diag.List {
	for i := range l {
		l[i].Module = m.Name
	}
	return l
}

// finding is an error at a place.
func finding(id string, pos diag.Pos, message, help string) diag.Diagnostic {
	return diag.Diagnostic{ID: id, Level: diag.Error, Pos: pos, Message: message, Help: help}
}

// internalHelp is the help for faults that no change of a contract can mend.
const internalHelp = "this is a fault of tenon, not of the contract; nothing was written"

// start is the first place of an artifact.
func start(a emit.Artifact) diag.Pos { return diag.Pos{File: a.Path, Line: 1, Col: 1} }

// ofKind are the artifacts of some kinds, in their order.
func ofKind(artifacts []emit.Artifact, kinds ...emit.Kind) []emit.Artifact {
	var found []emit.Artifact
	for _, a := range artifacts {
		for _, k := range kinds {
			if a.Kind == k {
				found = append(found, a)
			}
		}
	}
	return found
}

// marker checks that an artifact says whose it is: law 5 lets only marked files be replaced.
func marker(a emit.Artifact) diag.List {
	if path.Base(a.Path) == "py.typed" && len(a.Data) == 0 {
		return nil
	}
	owner, ok := emit.ParseMarker(a.Data)
	switch {
	case !ok:
		return diag.List{finding("artifact-unmarked", start(a), "the artifact carries no marker of tenon", internalHelp)}
	case owner.Kind != a.Kind || owner.Module != a.Module:
		return diag.List{finding("artifact-mismarked", start(a),
			"the marker says "+strings.TrimSuffix(owner.Text(), " DO NOT EDIT.")+" but the artifact is "+string(a.Kind)+
				" of module "+a.Module, internalHelp)}
	}
	return nil
}
