package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tenon"
)

// newCompletion prints the completion script of a shell.
func newCompletion(a *app) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Print the completion script of a shell",
		Long: `Print the script that completes commands, flags, modules and kinds in a shell.

  bash        source <(tenon completion bash)
  zsh         tenon completion zsh > "${fpath[1]}/_tenon"
  fish        tenon completion fish > ~/.config/fish/completions/tenon.fish
  powershell  tenon completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return fmt.Errorf("completion takes the name of a shell: %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.Stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.Stdout)
			case "fish":
				return root.GenFishCompletion(a.Stdout, true)
			default:
				return root.GenPowerShellCompletionWithDesc(a.Stdout)
			}
		},
	}
}

// completeModules completes the last name of a list with commas between names.
func (a *app) completeModules(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	ws, err := a.open()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, m := range ws.Modules() {
		names = append(names, m.Name()+"\t"+m.Dir())
	}
	return completeList(names, typed)
}

func completeKinds(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, k := range tenon.Kinds() {
		names = append(names, string(k.Kind)+"\t"+k.What)
	}
	return completeList(names, typed)
}

// completeList offers what may follow the last comma, without what stands before it already.
func completeList(candidates []string, typed string) ([]string, cobra.ShellCompDirective) {
	before, last := "", typed
	if i := strings.LastIndexByte(typed, ','); i >= 0 {
		before, last = typed[:i+1], typed[i+1:]
	}
	taken := list([]string{before})
	var offered []string
	for _, c := range candidates {
		name, _, _ := strings.Cut(c, "\t")
		if strings.HasPrefix(name, strings.TrimSpace(last)) && !slices.Contains(taken, name) {
			offered = append(offered, before+c)
		}
	}
	return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
