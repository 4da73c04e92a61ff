package schema

import "strings"

// Place is where in a document something stands. It is only spelled out when there is something to say about it.
type Place struct {
	above *Place
	name  string
}

// At is the place of the member of that name; of nil it is the document itself.
func (p *Place) At(name string) *Place { return &Place{p, name} }

// String is the place as a JSON pointer in a URI fragment: "#/paths/~1orders/get".
func (p *Place) String() string {
	var names []string
	for ; p != nil; p = p.above {
		names = append(names, p.name)
	}
	var b strings.Builder
	b.WriteByte('#')
	for i := len(names) - 1; i >= 0; i-- {
		b.WriteByte('/')
		b.WriteString(escapePointer(names[i]))
	}
	return b.String()
}

// escapePointer is a name as a part of a JSON pointer (RFC 6901).
func escapePointer(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}
