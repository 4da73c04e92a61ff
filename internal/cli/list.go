package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"tenon"
)

func newListModules(a *app) *cobra.Command {
	var status, asJSON bool
	cmd := &cobra.Command{
		Use:   "list-modules",
		Short: "List the modules of the workspace",
		Long: `List the modules of the workspace: the folders whose package declares a contract.

With --status, say of each how many operations and streams it has, and whether its generated
files are current, stale or were never generated.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ws, err := a.open()
			if err != nil {
				return a.failed(err, ws, asJSON)
			}
			if status {
				return a.listStatus(cmd, ws, asJSON)
			}
			return a.list(ws, asJSON)
		},
	}
	cmd.Flags().BoolVar(&status, "status", false, "add operations, streams and the state of the generated files")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON")
	return cmd
}

// list prints names only. An empty workspace is not an error here: it has no modules to list.
func (a *app) list(ws *tenon.Workspace, asJSON bool) error {
	out := a.print()
	defer out.flush()
	if asJSON {
		type module struct {
			Name string `json:"name"`
			Dir  string `json:"dir"`
		}
		modules := []module{}
		for _, m := range ws.Modules() {
			modules = append(modules, module{m.Name(), m.Dir()})
		}
		out.json(map[string]any{"modules": modules})
		return nil
	}
	out.line("📦 Discovered modules:")
	for _, m := range ws.Modules() {
		out.line("  - %s", m.Name())
	}
	return nil
}

// listStatus prints the state of each module, too. A contract with errors is listed with them.
func (a *app) listStatus(cmd *cobra.Command, ws *tenon.Workspace, asJSON bool) error {
	out := a.print()
	defer out.flush()
	out.root = ws.Root()
	statuses := ws.Status(cmd.Context())
	if asJSON {
		out.json(map[string]any{"modules": statuses})
	} else {
		out.line("📦 Discovered modules:")
		width := 0
		for _, s := range statuses {
			width = max(width, len(s.Name))
		}
		for _, s := range statuses {
			out.line("  - %-*s  %s", width, s.Name, statusText(out, s))
		}
		for _, s := range statuses {
			out.diagnostics(s.Diagnostics)
		}
	}
	for _, s := range statuses {
		if s.State == tenon.StateInvalid {
			return exitCode(exitFailed)
		}
	}
	return nil
}

func statusText(out *printer, s tenon.ModuleStatus) string {
	text := fmt.Sprintf("%-14s %-10s ", count(s.Operations, "operation"), count(s.Streams, "stream"))
	switch s.State {
	case tenon.StateCurrent:
		return text + out.style.Good("current")
	case tenon.StateStale:
		return text + out.style.Careful("stale")
	case tenon.StateNever:
		return text + out.style.Faint("never generated")
	default:
		return out.style.Bad("invalid contract")
	}
}
