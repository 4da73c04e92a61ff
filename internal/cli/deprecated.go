package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"tenon"
)

// newDeprecated makes the commands of before: each warns, and then makes its kind of artifact as generate does.
// They go in 1.0.
func newDeprecated(a *app) []*cobra.Command {
	var commands []*cobra.Command
	for _, old := range []struct {
		name string
		kind tenon.Kind
	}{
		{"export-openapi-spec", tenon.OpenAPI},
		{"export-asyncapi-spec", tenon.AsyncAPI},
		{"generate-python-clients", tenon.Python},
		{"generate-ws-routers", tenon.WSRouters},
	} {
		var f generateFlags
		cmd := &cobra.Command{
			Use:    old.name,
			Short:  fmt.Sprintf("Deprecated: tenon generate --only %s", old.kind),
			Hidden: true,
			Args:   noArguments,
			RunE: func(cmd *cobra.Command, _ []string) error {
				a.warnDeprecated(old.name)
				f.only = []string{string(old.kind)}
				return a.generate(cmd.Context(), f)
			},
		}
		modulesFlag(a, cmd, &f.modules)
		cmd.Flags().StringVar(&f.outputDir, "output-dir", "", "lay everything out below `DIR` instead of the workspace")
		commands = append(commands, cmd)
	}
	return commands
}

// warnDeprecated says what to type instead, in the words that users of the Makefile know.
func (a *app) warnDeprecated(name string) {
	_, _ = fmt.Fprintf(a.Stderr, "⚠️  DEPRECATED: 'make %s' is deprecated\n"+
		"   Use: make generate modules=<module_name>\n"+
		"   Or:  make generate  (for all modules)\n"+
		"   Removed in 1.0\n", name)
}
