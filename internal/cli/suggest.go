package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tenon/internal/naming"
)

// unknownCommand says what the user may have meant.
func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	if guess := naming.Closest(name, names); guess != "" {
		return fmt.Errorf("there is no command %q; did you mean %q?", name, "tenon "+guess)
	}
	return fmt.Errorf("there is no command %q; see `tenon help`", name)
}

// flagError says what the user may have meant by an unknown flag, and where flags are explained.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath())
	}
	name := unknown.GetSpecifiedName()
	var names []string
	note := func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	}
	cmd.LocalFlags().VisitAll(note)
	cmd.InheritedFlags().VisitAll(note)
	if len(name) == 1 {
		return fmt.Errorf("%s has no flag -%s; see `%s --help`", cmd.CommandPath(), name, cmd.CommandPath())
	}
	if guess := naming.Closest(name, names); guess != "" {
		return fmt.Errorf("%s has no flag --%s; did you mean --%s?", cmd.CommandPath(), name, guess)
	}
	return fmt.Errorf("%s has no flag --%s; see `%s --help`", cmd.CommandPath(), name, cmd.CommandPath())
}

// noArguments refuses arguments, and guesses that they were meant as modules.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.Flags().Lookup("modules") != nil {
		return fmt.Errorf("%s takes no arguments; did you mean `%s --modules %s`?",
			cmd.CommandPath(), cmd.CommandPath(), strings.Join(args, ","))
	}
	return fmt.Errorf("%s takes no arguments", cmd.CommandPath())
}
