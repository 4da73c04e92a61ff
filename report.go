package tenon

import (
	"time"

	"tenon/internal/compat"
	"tenon/internal/output"
)

// Report says everything that one run did. Its JSON form is stable: keys are added, never renamed.
type Report struct {
	// Outcome sums the run up.
	Outcome Outcome `json:"outcome"`
	// Root is the absolute path of the workspace. It is no part of the JSON, which is the same on every machine.
	Root string `json:"-"`
	// OutputDir is the folder that the paths of artifacts are relative to, if the run named one.
	OutputDir string `json:"outputDir,omitempty"`
	// Modules holds the modules of the run, by name.
	Modules []ModuleReport `json:"modules"`
	// Shared holds the artifacts that belong to no one module, such as the index of the Python clients.
	Shared []ArtifactReport `json:"shared,omitempty"`
	// Diagnostics holds everything that was found, errors and warnings, by place.
	Diagnostics Diagnostics `json:"diagnostics,omitempty"`
	// Counts counts the artifacts by their fates.
	Counts Counts `json:"counts"`
	// Duration is how long the run took, in nanoseconds in the JSON.
	Duration time.Duration `json:"durationNs"`
}

// Outcome sums a run up.
type Outcome string

// The outcomes.
const (
	Written   Outcome = "written"   // something changed on the disk
	Unchanged Outcome = "unchanged" // everything is as the contracts want it; nothing was touched
	Differs   Outcome = "differs"   // something would change, but the run was to write nothing
	Failed    Outcome = "failed"    // nothing was written, for the reasons in Diagnostics
)

// ModuleReport is what became of one module.
type ModuleReport struct {
	Name       string           `json:"name"`
	Dir        string           `json:"dir"`
	Failed     bool             `json:"failed,omitempty"`
	Operations int              `json:"operations"`
	Streams    int              `json:"streams"`
	Artifacts  []ArtifactReport `json:"artifacts,omitempty"`
}

// ArtifactReport is what became, or would become, of one file.
type ArtifactReport struct {
	Kind Kind   `json:"kind"`
	Path string `json:"path"`
	Fate Fate   `json:"fate"`
	// Line is the first line of the old file that differs, for an update.
	Line int `json:"line,omitempty"`
	// Changes says what changed in a document, in words.
	Changes []Change `json:"changes,omitempty"`
	// Diff is the change in the unified format, if the run was asked for it.
	Diff string `json:"diff,omitempty"`
}

// Fate is what becomes of a file.
type Fate = output.Fate

// The fates.
const (
	FateCreate    = output.Create
	FateUpdate    = output.Update
	FateDelete    = output.Delete
	FateUnchanged = output.Unchanged
)

// Change is one difference between an old document and the new one, and whether it breaks anyone.
type Change = compat.Change

// Counts counts artifacts by their fates.
type Counts struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Deleted   int `json:"deleted"`
	Unchanged int `json:"unchanged"`
}

// Changed is the number of artifacts that are not as they were.
func (c Counts) Changed() int { return c.Created + c.Updated + c.Deleted }

func (c *Counts) add(f Fate) {
	switch f {
	case FateCreate:
		c.Created++
	case FateUpdate:
		c.Updated++
	case FateDelete:
		c.Deleted++
	case FateUnchanged:
		c.Unchanged++
	}
}
