package source

import (
	"strings"

	"tenon/internal/diag"
)

// problem is a row of the catalogue: a finding with gaps. {0}, {1} … in message and help stand for the arguments.
type problem struct {
	id      string
	level   diag.Level
	message string
	help    string
}

// at fills the gaps of a problem.
func (p problem) at(pos diag.Pos, args []string) diag.Diagnostic {
	return diag.Diagnostic{ID: p.id, Level: p.level, Pos: pos, Message: fill(p.message, args), Help: strings.TrimSpace(fill(p.help, args))}
}

// fill puts arguments in the place of {0} to {9}, in one pass: an argument is never read again.
func fill(format string, args []string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] == '{' && i+2 < len(format) && format[i+2] == '}' && format[i+1] >= '0' && format[i+1] <= '9' {
			if n := int(format[i+1] - '0'); n < len(args) {
				b.WriteString(args[n])
			}
			i += 2
			continue
		}
		b.WriteByte(format[i])
	}
	return b.String()
}
