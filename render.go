package tenon

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync/atomic"

	"tenon/internal/asyncapi"
	"tenon/internal/compat"
	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/emit"
	"tenon/internal/emit/gospecs"
	"tenon/internal/emit/gowire"
	"tenon/internal/emit/gows"
	"tenon/internal/emit/pyclient"
	"tenon/internal/openapi"
	"tenon/internal/output"
	"tenon/internal/source"
	"tenon/internal/verify"
	"tenon/internal/workspace"
)

// moduleRun is one module of a run.
type moduleRun struct {
	run   *run
	found workspace.Found

	loaded    *source.Loaded
	openapi   *openapi.Document
	asyncapi  *asyncapi.Document // nil without streams
	input     emit.Input
	written   *verify.Reading // the OpenAPI document as it is written
	artifacts []Artifact      // of the kinds that the run makes, in the order of their table
	findings  diag.List
}

// render takes every module from source to verified artifacts, as many at once as there are processors, and makes what
// they share. Findings keep the order of the modules.
func (r *run) render(ctx context.Context) {
	loader, hands := source.NewLoader(r.workspace.ws), newCrew()
	var shared emitted
	hands.add(func() { shared = r.index() })
	var done atomic.Int64
	for _, m := range slices.Backward(r.modules) {
		hands.add(func() {
			if ctx.Err() != nil {
				return
			}
			m.render(loader, hands, func() {
				if r.opt.Progress != nil {
					r.opt.Progress(int(done.Add(1)), len(r.modules))
				}
			})
		})
	}
	hands.run()
	r.shared = shared.artifacts
	r.fail(shared.findings...)
	if ctx.Err() != nil {
		r.fail(cancelled())
	}
	for _, m := range r.modules {
		r.fail(m.findings...)
	}
}

// render takes one module through its steps, the last of which are many and done by all hands. A fault of tenon itself
// is a finding too, so that it stops the run as any other would, with nothing written.
func (m *moduleRun) render(loader *source.Loader, hands *crew, done func()) {
	defer func() {
		if fault := recover(); fault != nil {
			m.add(diag.List{internalFault(m.found.Dir, fault)})
			done()
		}
	}()
	for _, step := range []func(*source.Loader){m.load, m.describe} {
		step(loader)
		if m.findings.HasErrors() {
			done()
			return
		}
	}
	m.emit(hands, done)
}

// add notes findings, and whose they are.
func (m *moduleRun) add(found diag.List) {
	for _, d := range found {
		if d.Module == "" {
			d.Module = m.found.Name
		}
		m.findings = append(m.findings, d)
	}
}

// load reads the contract.
func (m *moduleRun) load(loader *source.Loader) {
	loaded, found := loader.Load(m.found)
	m.loaded = loaded
	m.add(found)
}

// describe makes the documents. Clients come from them, so they are made whether or not they are written.
func (m *moduleRun) describe(*source.Loader) {
	config := m.run.workspace.ws.Config
	c := m.loaded.Module
	var found diag.List
	m.openapi, found = openapi.Describe(c, openAPIOptions(config, c))
	m.add(found)
	m.asyncapi, found = asyncapi.Describe(c, asyncAPIOptions(config, c))
	m.add(found)
	if m.findings.HasErrors() {
		return
	}
	m.input = emit.Input{Module: c, OpenAPI: m.openapi, AsyncAPI: m.asyncapi, Layout: m.run.layout,
		PythonHTTP: config.Python.HTTP, Kinds: config.Artifacts}
	m.openapi.Extensions = append(m.openapi.Extensions, marker(emit.OpenAPI, c))
	m.input.OpenAPIJSON = m.openapi.JSON()
	m.written = verify.NewReading(m.input.OpenAPIJSON)
	if m.asyncapi != nil {
		m.asyncapi.Extensions = append(m.asyncapi.Extensions, marker(emit.AsyncAPI, c))
		m.input.AsyncAPIJSON = m.asyncapi.JSON()
	}
}

// emit makes the artifacts of every kind that the run makes, and has them read back by code that knows nothing of how
// they were made. Targets do not depend on each other, so they are made at once.
func (m *moduleRun) emit(hands *crew, done func()) {
	all := slices.DeleteFunc(targets(), func(t target) bool {
		return !slices.ContainsFunc(t.kinds, func(k Kind) bool { return m.run.kinds.makes[k] })
	})
	if len(all) == 0 {
		done()
		return
	}
	made := make([]emitted, len(all))
	var left atomic.Int64
	left.Store(int64(len(all)))
	tasks := make([]func(), len(all))
	for i, t := range all {
		tasks[len(all)-1-t.turn(all)] = func() {
			made[i] = m.emitTarget(t)
			if left.Add(-1) > 0 {
				return
			}
			for _, e := range made {
				m.artifacts = append(m.artifacts, e.artifacts...)
				m.add(e.findings)
			}
			done()
		}
	}
	hands.add(tasks...)
}

// emitted is what one target made, and what is wrong with it.
type emitted struct {
	artifacts []Artifact
	findings  diag.List
}

func (m *moduleRun) emitTarget(t target) (e emitted) {
	defer func() {
		if fault := recover(); fault != nil {
			e.findings = diag.List{internalFault(m.found.Dir, fault)}
		}
	}()
	for _, emitter := range t.emitters {
		artifacts, err := emitter.Emit(m.input)
		e.findings = append(e.findings, diag.From(err, "cannot-render")...)
		for _, a := range artifacts {
			if m.run.kinds.makes[a.Kind] {
				e.artifacts = append(e.artifacts, a)
			}
		}
	}
	if !e.findings.HasErrors() {
		in := verify.Input{Module: m.loaded.Module, Artifacts: e.artifacts,
			OpenAPI: m.written, OpenAPIDocument: m.openapi, AsyncAPIDocument: m.asyncapi}
		e.findings = append(e.findings, verify.Module(in)...)
	}
	return e
}

// internalFault is a finding about tenon itself.
func internalFault(place string, fault any) Diagnostic {
	return Diagnostic{ID: "internal", Pos: Pos{File: place},
		Message: fmt.Sprintf("tenon failed on this module: %v", fault),
		Help:    "this is a fault of tenon, please report it:\n" + string(debug.Stack())}
}

// contracts lists the contracts that could be read.
func (r *run) contracts() []*contract.Module {
	var all []*contract.Module
	for _, m := range r.modules {
		if m.loaded != nil {
			all = append(all, m.loaded.Module)
		}
	}
	return all
}

// changes says what changed in a document of this module.
func (m *moduleRun) changes(e *output.Entry) []Change {
	switch {
	case e.Kind == OpenAPI && m.openapi != nil:
		if old, err := openapi.Read(e.Old); err == nil {
			return orLayout(compat.OpenAPI(old, m.openapi), compat.OpenAPIDocument)
		}
	case e.Kind == AsyncAPI && m.asyncapi != nil:
		if old, err := asyncapi.Read(e.Old); err == nil {
			return orLayout(compat.AsyncAPI(old, m.asyncapi), compat.AsyncAPIDocument)
		}
	}
	return nil
}

// orLayout is the changes of a document whose bytes differ: if they are none, its layout changed.
func orLayout(changes []Change, document string) []Change {
	if len(changes) == 0 {
		return []Change{compat.Layout(document)}
	}
	return changes
}

func (m *moduleRun) report() ModuleReport {
	rep := ModuleReport{Name: m.found.Name, Dir: m.found.Dir}
	if m.loaded != nil {
		rep.Operations, rep.Streams = len(m.loaded.Module.Operations), len(m.loaded.Module.Streams)
	}
	return rep
}

// target is a group of kinds that are made, and read back, together.
type target struct {
	kinds    []Kind
	emitters []emit.Emitter
	effort   int // how long it takes, beside the others: the longest are begun first, so that all hands end at once
}

// targets is the table of targets, in the order of the table of kinds.
func targets() []target {
	return []target{
		{[]Kind{OpenAPI, AsyncAPI, Specs}, []emit.Emitter{documents{}, gospecs.New()}, 2},
		{[]Kind{Wire}, []emit.Emitter{gowire.New()}, 3},
		{[]Kind{WSRouters}, []emit.Emitter{gows.New()}, 1},
		{[]Kind{Python}, []emit.Emitter{pyclient.New()}, 4},
	}
}

// turn is how many of some targets, no two of which take as long, are begun before this one.
func (t target) turn(all []target) int {
	before := 0
	for _, other := range all {
		if other.effort > t.effort {
			before++
		}
	}
	return before
}
