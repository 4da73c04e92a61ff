// Package emit says what an emitter is and which artifacts there are.
//
// An emitter is pure: contract or document in, artifacts out. It touches no disk, knows no time and no tool version,
// and gives the same bytes for the same input. The table of kinds in kinds.go is the list of everything that tenon
// can write.
package emit

import (
	"slices"

	"tenon/internal/asyncapi"
	"tenon/internal/contract"
	"tenon/internal/openapi"
)

// RuntimePath is the import path of the Go module that generated code imports its runtime from. It is the one place
// where the project's own import path is spelled for users.
const RuntimePath = "tenon"

// Input is all that emitters may look at for one module.
type Input struct {
	Module       *contract.Module
	OpenAPI      *openapi.Document
	OpenAPIJSON  []byte // the document's bytes as they are written
	AsyncAPI     *asyncapi.Document
	AsyncAPIJSON []byte // nil, like AsyncAPI, for a module without streams
	Layout       *Layout
	PythonHTTP   string // httpx or httpx2
	Kinds        []Kind // those that the workspace has generated at all; none: every kind
}

// Generates says whether the workspace has artifacts of a kind, be it of this run or of others.
func (in *Input) Generates(k Kind) bool { return len(in.Kinds) == 0 || slices.Contains(in.Kinds, k) }

// Artifact is one generated file.
type Artifact struct {
	Kind   Kind
	Module string // "" for what modules share
	Path   string // slash path below the output root: "modules/broker/specs_generated/broker_openapi.json"
	Data   []byte
}

// Emitter renders one or more kinds of artifacts for one module. An operation or stream that cannot be rendered is an
// error with its place (a diag.Diagnostic or diag.List), never a gap.
type Emitter interface {
	Emit(in Input) ([]Artifact, error)
}
