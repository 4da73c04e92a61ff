package tenon

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/naming"
)

// Kind names a kind of artifact, as it is written after --only and --skip and in tenon.yaml.
type Kind = emit.Kind

// The kinds of artifacts that there are.
const (
	OpenAPI     = emit.OpenAPI     // modules/broker/specs_generated/broker_openapi.json
	AsyncAPI    = emit.AsyncAPI    // modules/broker/specs_generated/broker_asyncapi.json, for a module with streams
	Specs       = emit.Specs       // modules/broker/specs_generated/specs.go, which embeds the documents
	Wire        = emit.Wire        // modules/broker/wire_generated: encoding, decoding, defaults, validation
	WSRouters   = emit.WSRouters   // modules/broker/ws_generated: a router a stream, and their index
	Python      = emit.Python      // client_generated/broker_client.py and broker_models.py
	PythonIndex = emit.PythonIndex // client_generated/__init__.py, which exports every client, and py.typed
)

// KindInfo says what a kind of artifact is.
type KindInfo struct {
	Kind Kind   `json:"kind"`
	What string `json:"what"`
}

// Kinds lists the kinds of artifacts, in the order in which they are made.
func Kinds() []KindInfo {
	var kinds []KindInfo
	for _, row := range emit.Kinds() {
		if !row.Planned {
			kinds = append(kinds, KindInfo{row.Kind, row.What})
		}
	}
	return kinds
}

// GenOptions say what a run makes and where. The zero value makes everything, in its usual place.
type GenOptions struct {
	// CleanFirst makes everything as if nothing were there. The old files stay until the new ones are verified and
	// written.
	CleanFirst bool
	// OutputDir is the folder below which everything is laid out; "" is the workspace itself. Files in it that carry
	// tenon's marker are tenon's.
	OutputDir string
	// SkipWSRouters leaves out the WebSocket routers.
	SkipWSRouters bool
	// Only makes these kinds and no others; Skip leaves kinds out. What is left out stays on the disk as it is.
	// Python clients come with their index, and specs with the documents that they embed, unless those are skipped.
	Only, Skip []Kind
	// Check compares and writes nothing.
	Check bool
	// Diff fills the Diff of every artifact of the report that changes.
	Diff bool
	// NoCache reads every file anew.
	NoCache bool
	// Hooks see every artifact before anything is written.
	Hooks []Hook
	// Progress is told how many modules are done. It is called from several goroutines.
	Progress func(done, total int)
	// Waiting is told once if another run holds the workspace, before this one waits for it.
	Waiting func()
}

// Artifact is one generated file: its kind, its module ("" for what modules share), its slash path below the output
// folder, and its bytes.
type Artifact = emit.Artifact

// Hook looks at one artifact before anything is written, in the order of the report. An error refuses the whole run:
// nothing is written. A [Diagnostic] or [Diagnostics] is reported as it is, so that a hook can say where and what to do;
// any other error is reported at the artifact. Data is the hook's own copy.
type Hook func(ctx context.Context, artifact Artifact) error

// kindSet says which kinds a run is about.
type kindSet struct {
	ran   map[Kind]bool // made, or switched off in tenon.yaml and so to be removed
	makes map[Kind]bool // made
}

// chooseKinds applies the options to the table of kinds and to what tenon.yaml wants.
func chooseKinds(opt GenOptions, configured []Kind) (kindSet, diag.List) {
	var found diag.List
	for _, k := range slices.Concat(opt.Only, opt.Skip) {
		if d, ok := knownKind(k); !ok {
			found = append(found, d)
		}
	}
	only := withCompanions(opt.Only, configured)
	set := kindSet{ran: map[Kind]bool{}, makes: map[Kind]bool{}}
	for _, row := range emit.Kinds() {
		k := row.Kind
		switch {
		case row.Planned, slices.Contains(opt.Skip, k), opt.SkipWSRouters && k == WSRouters,
			len(only) > 0 && !slices.Contains(only, k):
			continue
		}
		set.ran[k] = true
		set.makes[k] = len(configured) == 0 || slices.Contains(configured, k)
		if !set.makes[k] && slices.Contains(opt.Only, k) {
			found = append(found, diag.Diagnostic{
				ID: "kind-off", Pos: diag.Pos{File: "tenon.yaml"},
				Message: fmt.Sprintf("the kind %s is asked for, but tenon.yaml switches it off", k),
				Help:    fmt.Sprintf("add %s to artifacts: in tenon.yaml", k),
			})
		}
	}
	if len(set.ran) == 0 && !found.HasErrors() {
		found = append(found, diag.Diagnostic{ID: "nothing-to-make",
			Message: "nothing is left to make: --skip leaves out all that --only asks for"})
	}
	return set, found
}

// withCompanions adds what comes along with kinds that are asked for, because they could not be loaded without it: the
// index of the Python clients, and the documents that the Go package of the specs embeds.
func withCompanions(only, configured []Kind) []Kind {
	all := slices.Clone(only)
	for kind, companions := range map[Kind][]Kind{Python: {PythonIndex}, Specs: {OpenAPI, AsyncAPI}} {
		if !slices.Contains(only, kind) {
			continue
		}
		for _, k := range companions {
			if !slices.Contains(all, k) && (len(configured) == 0 || slices.Contains(configured, k)) {
				all = append(all, k)
			}
		}
	}
	return all
}

func knownKind(k Kind) (diag.Diagnostic, bool) {
	var names []string
	for _, row := range emit.Kinds() {
		switch {
		case row.Kind == k && row.Planned:
			return diag.Diagnostic{ID: "planned-kind",
				Message: fmt.Sprintf("the kind %s has its place in the table of kinds, but cannot be made yet", k)}, false
		case row.Kind == k:
			return diag.Diagnostic{}, true
		case !row.Planned:
			names = append(names, string(row.Kind))
		}
	}
	help := "the kinds are: " + strings.Join(names, ", ")
	if guess := naming.Closest(string(k), names); guess != "" {
		help = fmt.Sprintf("did you mean %q? The kinds are: %s", guess, strings.Join(names, ", "))
	}
	return diag.Diagnostic{ID: "unknown-kind", Message: fmt.Sprintf("there is no kind of artifact %q", k), Help: help}, false
}
