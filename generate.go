package tenon

import (
	"context"
	"time"
)

// Generate makes the artifacts of some modules and brings the disk to them. These are the steps, for the command, a
// server in development mode and tests alike:
//
//	discover ──> load ──> describe ──> emit ──> verify ──> plan ──> commit ──> report
//
// Modules are rendered in parallel; everything else, and the report, is in a fixed order. Nothing is written unless
// every module went through. The report tells also of a failed run; its error then holds the errors of
// Report.Diagnostics as [Diagnostics].
func (w *Workspace) Generate(ctx context.Context, modules []*Module, opt GenOptions) (*Report, error) {
	r := newRun(w, modules, opt, time.Now())
	defer r.close()
	for _, step := range []func(context.Context){
		r.open,       // choose the kinds, open the output folder, wait for other runs
		r.render,     // load, describe, emit and verify, each module by itself, and what modules share
		r.checkNames, // what modules must not share
		r.askHooks,
		r.makePlan, // bytes against bytes
		r.compare,  // documents against documents
		r.commit,
	} {
		step(ctx)
		if r.found.HasErrors() {
			break
		}
	}
	report := r.report()
	r.remember(report)
	return report, r.found.Err()
}
