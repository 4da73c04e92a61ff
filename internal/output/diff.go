package output

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// edit is a run of lines that two texts share, or that one of them lacks.
type edit struct {
	op    byte // ' ', '-' or '+'
	lines []string
}

// contextLines is the number of unchanged lines around a change in a unified diff.
const contextLines = 3

// maxEdits bounds the work on two texts that have little in common: beyond it, what stands between their common
// beginning and end is shown as replaced whole.
const maxEdits = 1500

// Diff is the change of an entry as a unified diff, or "" if nothing changes.
func (e *Entry) Diff() string {
	from, to := "a/"+e.Path, "b/"+e.Path
	switch e.Fate {
	case Unchanged:
		return ""
	case Create:
		from = "/dev/null"
	case Delete:
		to = "/dev/null"
	}
	return Unified(from, to, e.Old, e.New)
}

// FirstDifference is the number of the first line in which the old file differs from the new, counted from 1.
func (e *Entry) FirstDifference() int {
	n := 0
	for n < len(e.Old) && n < len(e.New) && e.Old[n] == e.New[n] {
		n++
	}
	return 1 + bytes.Count(e.Old[:n], []byte("\n"))
}

// Unified is the difference of two texts in the unified format, "" if they are equal.
func Unified(from, to string, a, b []byte) string {
	if bytes.Equal(a, b) {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", from, to)
	for _, h := range hunks(compare(lines(a), lines(b))) {
		h.write(&out)
	}
	return out.String()
}

// lines splits a text into lines with their line ends.
func lines(text []byte) []string {
	if len(text) == 0 {
		return nil
	}
	parts := strings.SplitAfter(string(text), "\n")
	if parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// compare gives the edits that turn a into b: few of them, as people would make them.
func compare(a, b []string) []edit {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var edits []edit
	edits = add(edits, ' ', a[:start]...)
	edits = middle(edits, a[start:len(a)-end], b[start:len(b)-end])
	return add(edits, ' ', a[len(a)-end:]...)
}

func add(edits []edit, op byte, lines ...string) []edit {
	if len(lines) == 0 {
		return edits
	}
	if n := len(edits); n > 0 && edits[n-1].op == op {
		edits[n-1].lines = append(edits[n-1].lines, lines...)
		return edits
	}
	return append(edits, edit{op, slices.Clone(lines)})
}

// middle is Myers' greedy algorithm (An O(ND) Difference Algorithm and Its Variations, 1986), which keeps the
// furthest reaching points of every round to walk back along them.
func middle(edits []edit, a, b []string) []edit {
	rounds, ok := search(a, b)
	if !ok {
		return add(add(edits, '-', a...), '+', b...)
	}
	type step struct {
		op   byte
		line string
	}
	var steps []step
	x, y := len(a), len(b)
	for d := len(rounds) - 1; d >= 0; d-- {
		down, startX := origin(rounds[d], d, x-y)
		for x > startX {
			x, y = x-1, y-1
			steps = append(steps, step{' ', a[x]})
		}
		switch {
		case d == 0:
		case down:
			y--
			steps = append(steps, step{'+', b[y]})
		default:
			x--
			steps = append(steps, step{'-', a[x]})
		}
	}
	for _, s := range slices.Backward(steps) {
		edits = add(edits, s.op, s.line)
	}
	return edits
}

// search runs the rounds; rounds[d] holds the points before round d, for diagonals -d … d.
func search(a, b []string) ([][]int32, bool) {
	limit := min(len(a)+len(b), maxEdits)
	var rounds [][]int32
	v := make([]int32, 2*limit+3)
	mid := limit + 1
	for d := 0; d <= limit; d++ {
		rounds = append(rounds, slices.Clone(v[mid-d-1:mid+d+2]))
		for k := -d; k <= d; k += 2 {
			_, x := origin(rounds[d], d, k)
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			v[mid+k] = int32(x)
			if x >= len(a) && x-k >= len(b) {
				return rounds, true
			}
		}
	}
	return nil, false
}

// origin says where round d enters diagonal k: down from the diagonal above or right from the one below, and at
// which x. v holds the furthest points before the round, for diagonals -d-1 … d+1.
func origin(v []int32, d, k int) (down bool, x int) {
	left, above := int(v[k+d]), int(v[k+d+2])
	switch {
	case d == 0:
		return false, 0
	case k == -d || k != d && left < above:
		return true, above
	default:
		return false, left + 1
	}
}
