// Package diag holds diagnostics as data: what is wrong, where, and what to write instead.
//
// A diagnostic is made where the fault is found and printed once, by the command line. Nothing in this package
// prints, and nothing in it knows of terminals or exit codes.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Level says how much a diagnostic matters.
type Level int

// The levels. Only an Error stops a generation.
const (
	Error Level = iota
	Warning
	Note
)

// String is the word that users read.
func (l Level) String() string {
	switch l {
	case Warning:
		return "warning"
	case Note:
		return "note"
	default:
		return "error"
	}
}

// MarshalText writes the level as its word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (l *Level) UnmarshalText(text []byte) error {
	for _, level := range []Level{Error, Warning, Note} {
		if string(text) == level.String() {
			*l = level
			return nil
		}
	}
	return fmt.Errorf("there is no level %q", text)
}

// Pos is a place in a file. File is a slash path, relative to the workspace where the file lies in it. Line and Col
// count from 1, Col in bytes; 0 means that the place is not known that closely.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// String is file:line:col, as far as it is known.
func (p Pos) String() string {
	switch {
	case p.File == "":
		return "-"
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
}

// Compare orders places by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Diagnostic is one finding. ID is stable and kebab-case ("unknown-directive"); Message names what the user wrote,
// Help says what to write instead.
type Diagnostic struct {
	ID      string `json:"id"`
	Level   Level  `json:"level"`
	Pos     Pos    `json:"pos"`
	Message string `json:"message"`
	Help    string `json:"help,omitempty"`
	Module  string `json:"module,omitempty"`
}

// Error makes a Diagnostic usable as an error: place, message and help on one line.
func (d Diagnostic) Error() string {
	var b strings.Builder
	if d.Pos.File != "" {
		b.WriteString(d.Pos.String())
		b.WriteString(": ")
	}
	b.WriteString(d.Message)
	if d.Help != "" {
		b.WriteString(" (")
		b.WriteString(d.Help)
		b.WriteString(")")
	}
	return b.String()
}

// List is what one step found. As an error it reads one finding a line.
type List []Diagnostic

// Error joins the findings, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// HasErrors says whether any finding is an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Level == Error })
}

// Err is the list as an error where it holds an Error, else nil.
func (l List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// Sort orders findings by place, then by id and message, and drops exact repetitions.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.ID, b.ID), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(l)
}

// From turns an error back into findings: a List or a Diagnostic anywhere in its chain as it is, any other error as
// one finding with the given id and no place.
func From(err error, id string) List {
	var l List
	var d Diagnostic
	switch {
	case err == nil:
		return nil
	case errors.As(err, &l):
		return l
	case errors.As(err, &d):
		return List{d}
	default:
		return List{{ID: id, Message: err.Error()}}
	}
}
