package asyncapi

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf16"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

// topic is the grammar of a stream's topics, as the extension x-ws-topic of its subscribe operation: everything that a
// client needs to build the string itself and to match on it.
//
//	"x-ws-topic": {
//	  "description": "…",
//	  "prefix": "bars:",
//	  "canonicalization": "RFC 8785",
//	  "fields": [{"name": "resolution"}, {"name": "symbol"}]
//	}
//
// A topic is the prefix and then the request as canonical JSON (RFC 8785): the fields in the order given here, every
// one of them present, nothing else. A field that a request may leave out says in absent what stands there then, one
// that may be null says it in null. Fields that are objects themselves list their own fields. Where the contract gives
// examples, example is the topic of the request that the messages have as theirs.
func (d *describer) topic(s *contract.Stream, x *exchange) json.RawMessage {
	w := schema.Writer{Compact: true}
	w.BeginObject()
	w.Text("description", "A topic is the prefix followed by the request as canonical JSON (RFC 8785): these fields in "+
		"this order, every one present, no white space, what the request has beside them dropped. `absent` stands for a "+
		"field that the request leaves out, `null` for one that it gives as null.")
	w.Text("prefix", s.Name+":")
	w.Text("canonicalization", "RFC 8785")
	w.Key("fields")
	var fields []*contract.Field
	if decl := s.Request.Optional().Decl; decl != nil {
		fields = decl.Fields
	}
	writeTopicFields(&w, fields, 0)
	if x != nil {
		w.Text("example", x.topic)
	}
	w.EndObject()
	return w.Bytes()
}

// maxTopicDepth bounds how deep the objects in a request are told; recursive ones would have no end.
const maxTopicDepth = 8

func writeTopicFields(w *schema.Writer, fields []*contract.Field, depth int) {
	w.BeginArray()
	for _, f := range canonical(fields) {
		w.BeginObject()
		w.Key("name")
		w.String(f.Wire)
		if absent := absentJSON(f); absent != "" {
			w.RawMember("absent", json.RawMessage(absent))
		}
		if f.Type.Kind == contract.KindPointer {
			w.RawMember("null", json.RawMessage(noPointer))
		}
		if inner := f.Type.Optional().Decl; inner != nil && inner.Kind == contract.DeclStruct && depth < maxTopicDepth {
			w.Key("fields")
			writeTopicFields(w, inner.Fields, depth+1)
		}
		w.EndObject()
	}
	w.EndArray()
}

// noPointer is what a pointer that points to nothing is in a topic.
const noPointer = `""`

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
	case f.Required:
		return ""
	case slices.ContainsFunc(f.Embedded, func(e *contract.Embed) bool { return e.Pointer }):
		return noPointer
	}
	return zeroJSON(f.Type, 0)
}

// zeroJSON is the zero value of a type in a topic; "" where a document cannot say it.
func zeroJSON(t *contract.Type, depth int) string {
	switch t.Kind {
	case contract.KindBool:
		return "false"
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return "0"
	case contract.KindString, contract.KindBytes:
		return `""`
	case contract.KindPointer:
		return noPointer
	case contract.KindSlice:
		return "[]"
	case contract.KindMap:
		return "{}"
	case contract.KindRef:
		if t.Decl == nil || depth > maxTopicDepth {
			return ""
		}
		if t.Decl.Kind == contract.DeclStruct {
			return zeroStruct(t.Decl, depth)
		}
		if t.Decl.Underlying != nil {
			return zeroJSON(t.Decl.Underlying, depth+1)
		}
	}
	return ""
}

// zeroStruct is an object whose every field is zero.
func zeroStruct(decl *contract.Decl, depth int) string {
	w := schema.Writer{Compact: true}
	w.BeginObject()
	for _, f := range canonical(decl.Fields) {
		zero := zeroJSON(f.Type, depth+1)
		if zero == "" {
			return ""
		}
		w.Key(f.Wire)
		w.Raw(json.RawMessage(zero))
	}
	w.EndObject()
	return string(w.Bytes())
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
