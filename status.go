package tenon

import "context"

// ModuleStatus says how a module stands.
type ModuleStatus struct {
	Name        string      `json:"name"`
	Dir         string      `json:"dir"`
	Operations  int         `json:"operations"`
	Streams     int         `json:"streams"`
	State       State       `json:"state"`
	Diagnostics Diagnostics `json:"diagnostics,omitempty"`
}

// State compares the generated files of a module with its contract.
type State string

// The states.
const (
	StateCurrent State = "current" // what lies on the disk is what the contract gives
	StateStale   State = "stale"   // generate would change something
	StateNever   State = "never"   // nothing of it was generated
	StateInvalid State = "invalid" // the contract has errors
)

// Status looks at every module by itself, up to the comparison with the disk, and writes nothing.
func (w *Workspace) Status(ctx context.Context) []ModuleStatus {
	all := []ModuleStatus{}
	for _, m := range w.Modules() {
		report, err := m.GenSpecsAndClients(ctx, GenOptions{Check: true, Skip: []Kind{PythonIndex}})
		of := report.Modules[0]
		s := ModuleStatus{Name: m.Name(), Dir: m.Dir(), Operations: of.Operations, Streams: of.Streams,
			Diagnostics: report.Diagnostics}
		s.State = state(of.Artifacts)
		if err != nil {
			s.State = StateInvalid
		}
		all = append(all, s)
	}
	return all
}

// state sums up the fates of a module's artifacts.
func state(artifacts []ArtifactReport) State {
	var c Counts
	for _, a := range artifacts {
		c.add(a.Fate)
	}
	switch {
	case c.Changed() == 0:
		return StateCurrent
	case c.Created == c.Changed() && c.Unchanged == 0:
		return StateNever
	default:
		return StateStale
	}
}
