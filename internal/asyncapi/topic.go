package asyncapi

import (
	"cmp"
	"encoding/json"
	"slices"
	"unicode/utf16"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

// topic is the grammar of a stream's topics, as the extension x-ws-topic of its subscribe operation: everything that a
// client needs to build the string itself and to match on it.
//
//	"x-ws-topic": {
//	  "prefix": "bars:",
//	  "request": "RFC 8785",
//	  "fields": [{"name": "resolution"}, {"name": "symbol"}],
//	  "template": "bars:{\"resolution\":…,\"symbol\":…}"
//	}
//
// A topic is the prefix and then the request as canonical JSON (RFC 8785): the fields in the order given here, every
// one of them present, nothing else. A field that a request may leave out, or give as null, says in absent what stands
// for it then. Fields that are objects themselves list their own fields.
func (d *describer) topic(s *contract.Stream) json.RawMessage {
	w := schema.Writer{Compact: true}
	w.BeginObject()
	w.Text("description", "A topic is the prefix followed by the request as canonical JSON (RFC 8785): these fields in "+
		"this order, every one present, no white space. What a request leaves out stands there as `absent`.")
	w.Text("prefix", s.Name+":")
	w.Text("canonicalization", "RFC 8785")
	w.Key("fields")
	if decl := s.Request.Optional().Decl; decl != nil {
		writeTopicFields(&w, decl, []*contract.Decl{decl})
	} else {
		w.BeginArray()
		w.EndArray()
	}
	w.EndObject()
	return w.Bytes()
}

// writeTopicFields writes the fields of a struct. The structs on the way down end the recursion.
func writeTopicFields(w *schema.Writer, decl *contract.Decl, above []*contract.Decl) {
	w.BeginArray()
	for _, f := range canonical(decl.Fields) {
		w.BeginObject()
		w.Key("name")
		w.String(f.Wire)
		if absent := absentJSON(f); absent != "" {
			w.RawMember("absent", json.RawMessage(absent))
		}
		inner := f.Type.Optional().Decl
		if inner != nil && inner.Kind == contract.DeclStruct && !slices.Contains(above, inner) {
			w.Key("fields")
			writeTopicFields(w, inner, append(slices.Clone(above), inner))
		}
		w.EndObject()
	}
	w.EndArray()
}

// canonical is the fields in the order of RFC 8785: by the UTF-16 code units of their names.
func canonical(fields []*contract.Field) []*contract.Field {
	list := slices.DeleteFunc(slices.Clone(fields), func(f *contract.Field) bool { return f.In != "" })
	slices.SortFunc(list, func(a, b *contract.Field) int {
		return slices.CompareFunc(utf16.Encode([]rune(a.Wire)), utf16.Encode([]rune(b.Wire)), cmp.Compare[uint16])
	})
	return list
}

// absentJSON is what stands for a field that a request leaves out; "" if it may not.
func absentJSON(f *contract.Field) string {
	switch {
	case f.Default != nil:
		return f.Default.JSON
	case f.Type.Kind == contract.KindPointer:
		return `""`
	case f.Required:
		return ""
	}
	return zeroJSON(f.Type, 0)
}

// zeroJSON is the zero value of a type in a topic.
func zeroJSON(t *contract.Type, depth int) string {
	const maxDepth = 16
	if depth > maxDepth {
		return ""
	}
	switch t.Kind {
	case contract.KindBool:
		return "false"
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return "0"
	case contract.KindString, contract.KindBytes, contract.KindPointer:
		return `""`
	case contract.KindSlice:
		return "[]"
	case contract.KindMap:
		return "{}"
	case contract.KindRef:
		if t.Decl != nil && t.Decl.Underlying != nil {
			return zeroJSON(t.Decl.Underlying, depth+1)
		}
	}
	return ""
}
