package gosrc

import (
	"slices"
	"strings"

	"tenon/internal/contract"
)

// allowDeprecated tells staticcheck that a file names what is deprecated.
const allowDeprecated = "//lint:file-ignore SA1019 What is deprecated still travels.\n"

// AllowDeprecated says that the code of the file may name everything that a contract reaches, also what is deprecated.
func (f *File) AllowDeprecated(m *contract.Module) {
	f.lint = ""
	if hasDeprecated(m) {
		f.lint = allowDeprecated
	}
}

// hasDeprecated says whether a contract reaches anything that its Go code calls deprecated.
func hasDeprecated(m *contract.Module) bool {
	says := func(doc string) bool { return strings.Contains(doc, "Deprecated: ") }
	return says(m.Doc) ||
		slices.ContainsFunc(m.Streams, func(s *contract.Stream) bool { return s.Deprecated != "" }) ||
		slices.ContainsFunc(m.Errors, func(e *contract.Sentinel) bool { return says(e.Doc) }) ||
		slices.ContainsFunc(m.Decls, func(d *contract.Decl) bool {
			return d.Deprecated != "" ||
				slices.ContainsFunc(d.Fields, func(f *contract.Field) bool { return f.Deprecated != "" }) ||
				slices.ContainsFunc(d.Values, func(v *contract.Value) bool { return says(v.Doc) })
		})
}
