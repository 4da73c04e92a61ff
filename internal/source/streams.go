package source

import (
	"slices"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// bindStream fills a stream. It is false if that cannot be done.
func (ld *load) bindStream(m *apiMethod, s *contract.Stream) bool {
	name := m.stream.arg(0)
	if !isStreamName(name.text) {
		ld.report(badStream, name.at, name.text)
		return false
	}
	s.Name = name.text
	if !m.ok {
		return false
	}
	if len(m.params) != 1 || m.params[0].typ.Kind != contract.KindRef || structOf(m.params[0].typ) == nil {
		at := m.at
		if len(m.params) > 0 {
			at = m.params[len(m.params)-1].at
		}
		ld.report(streamRequest, at, m.name)
		return false
	}
	s.Request, s.Item = m.params[0].typ, m.item
	ld.use(s.Request, m.params[0].tyAt, "the request of "+m.name)
	ld.use(s.Item, m.resAt, "the values of "+m.name)
	return ld.conflate(m, s)
}

// isStreamName says whether a name can stand in message types and topics.
func isStreamName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (i == 0 || (c < '0' || c > '9') && c != '-') {
			return false
		}
	}
	return s != "" && len(s) <= 64 && !strings.HasSuffix(s, "-") && !strings.Contains(s, "--")
}

// conflate reads what follows the name of a stream: conflate FIELD, by the field's name on the wire or in Go.
func (ld *load) conflate(m *apiMethod, s *contract.Stream) bool {
	verb, field := m.stream.arg(1), m.stream.arg(2)
	switch {
	case verb.text == "":
		return true
	case verb.text != "conflate":
		ld.report(badStreamOption, verb.at, verb.text)
		return false
	case field.text == "":
		ld.report(missingArgument, m.stream.end, "//tenon:stream "+s.Name+" conflate FIELD", "stream")
		return false
	}
	ld.extraArgs(m.stream, 3)
	item := structOf(s.Item)
	if item == nil {
		ld.report(conflateItem, field.at, m.name)
		return false
	}
	i := slices.IndexFunc(item.Fields, func(f *contract.Field) bool { return f.Wire == field.text })
	if i < 0 {
		i = slices.IndexFunc(item.Fields, func(f *contract.Field) bool { return f.Name == field.text })
	}
	if i < 0 {
		names := make([]string, len(item.Fields))
		for j, f := range item.Fields {
			names[j] = f.Wire
		}
		ld.report(conflateField, field.at, field.text, item.Name, didYouMean("", field.text, names))
		return false
	}
	s.Conflate = item.Fields[i]
	if !isPlain(s.Conflate.Type) {
		ld.report(conflateKind, field.at, field.text, item.Name)
		return false
	}
	return true
}

// checkStreams reports streams whose names meet, also as the names of types and files.
func (ld *load) checkStreams() {
	seen := map[string]*contract.Stream{}
	for _, s := range ld.mod.Streams {
		key := naming.Squash(s.Name)
		if other := seen[key]; other != nil {
			ld.reportAt(streamTwice, s.Pos, other.Method, s.Method, s.Name)
			continue
		}
		seen[key] = s
	}
}
