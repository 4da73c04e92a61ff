package tenon_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"tenon"
)

func ExampleOpen() {
	ws, err := tenon.Open("backend")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range ws.Modules() {
		fmt.Println(m.Name(), "in", m.Dir())
	}
	// Output:
	// broker in modules/broker
	// datafeed in modules/datafeed
}

func ExampleWorkspace_Select() {
	ws, err := tenon.Open("backend")
	if err != nil {
		fmt.Println(err)
		return
	}
	modules, err := ws.Select("data*")
	fmt.Println(len(modules), modules[0].Name(), err)
	_, err = ws.Select("brokr")
	fmt.Println(err)
	// Output:
	// 1 datafeed <nil>
	// there is no module "brokr" (did you mean "broker"? There are: broker, datafeed)
}

func ExampleModule_GenSpecsAndClients() {
	out, err := os.MkdirTemp("", "generated")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(out) }()
	ws, err := tenon.Open("backend")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range ws.Modules() {
		report, err := m.GenSpecsAndClients(context.Background(), tenon.GenOptions{
			OutputDir: out, // elsewhere than beside the contracts
			Only:      []tenon.Kind{tenon.OpenAPI},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, a := range report.Modules[0].Artifacts {
			fmt.Println(report.Outcome, a.Fate, a.Path)
		}
	}
	// Output:
	// written create modules/broker/specs_generated/broker_openapi.json
	// written create modules/datafeed/specs_generated/datafeed_openapi.json
}

// A hook sees every artifact before anything is written. Here the house rule is that orders are not previewed; since a
// hook refuses, nothing is written.
func ExampleHook() {
	out, err := os.MkdirTemp("", "generated")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(out) }()
	noPreview := func(_ context.Context, a tenon.Artifact) error {
		if a.Kind == tenon.OpenAPI && bytes.Contains(a.Data, []byte("previewOrder")) {
			return tenon.Diagnostic{
				ID:      "house-rule",
				Pos:     tenon.Pos{File: "modules/broker/broker.go"},
				Message: "orders are not previewed in this house",
				Help:    "take PreviewOrder out of the contract",
			}
		}
		return nil
	}
	ws, err := tenon.Open("backend")
	if err != nil {
		fmt.Println(err)
		return
	}
	modules, err := ws.Select()
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := ws.Generate(context.Background(), modules, tenon.GenOptions{
		OutputDir: out, Hooks: []tenon.Hook{noPreview},
	})
	var found tenon.Diagnostics
	fmt.Println(report.Outcome, errors.As(err, &found))
	for _, d := range found {
		fmt.Println(d.Error())
	}
	// Output:
	// failed true
	// modules/broker/broker.go: orders are not previewed in this house (take PreviewOrder out of the contract)
}
