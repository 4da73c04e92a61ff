package output

import (
	"fmt"
	"strings"
)

// hunk is a stretch of changes with the lines around them.
type hunk struct {
	fromA, countA int // first line, counted from 1, and number of lines in the old text
	fromB, countB int
	edits         []edit
}

// hunks cuts edits into hunks: changes that stand closer together than their contexts share one.
func hunks(edits []edit) []hunk {
	var all []hunk
	var open *hunk
	a, b := 1, 1
	for i, e := range edits {
		if e.op != ' ' {
			if open == nil {
				open = &hunk{fromA: a, fromB: b}
			}
			open.add(e)
			a, b = after(e, a, b)
			continue
		}
		n := len(e.lines)
		if open != nil {
			switch {
			case i == len(edits)-1:
				open.add(edit{' ', e.lines[:min(n, contextLines)]})
				all, open = append(all, *open), nil
			case n > 2*contextLines:
				open.add(edit{' ', e.lines[:contextLines]})
				all, open = append(all, *open), nil
			default:
				open.add(e)
			}
		}
		a, b = after(e, a, b)
		if open == nil && i < len(edits)-1 {
			lead := min(n, contextLines)
			open = &hunk{fromA: a - lead, fromB: b - lead}
			open.add(edit{' ', e.lines[n-lead:]})
		}
	}
	if open != nil {
		all = append(all, *open)
	}
	return all
}

func after(e edit, a, b int) (int, int) {
	n := len(e.lines)
	switch e.op {
	case '-':
		return a + n, b
	case '+':
		return a, b + n
	default:
		return a + n, b + n
	}
}

func (h *hunk) add(e edit) {
	if len(e.lines) == 0 {
		return
	}
	h.edits = append(h.edits, e)
	h.countA, h.countB = after(e, h.countA, h.countB)
}

func (h hunk) write(out *strings.Builder) {
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(h.fromA, h.countA), span(h.fromB, h.countB))
	for _, e := range h.edits {
		for _, line := range e.lines {
			out.WriteByte(e.op)
			out.WriteString(line)
			if !strings.HasSuffix(line, "\n") {
				out.WriteString("\n\\ No newline at end of file\n")
			}
		}
	}
}

// span is a range of lines as the format writes it: an empty one stands after the line before it.
func span(from, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", from-1)
	case 1:
		return fmt.Sprint(from)
	default:
		return fmt.Sprintf("%d,%d", from, count)
	}
}
