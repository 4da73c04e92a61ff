package gosrc

import (
	"slices"
	"strconv"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/naming"
)

// WireNames says how the generated wire package of a module calls types: for the name N of a type, its functions are
// AppendN, DecodeN and, for the request of a stream, AppendNTopic (TopicOf). A declared type has its schema name. A type without
// a name that travels by itself is called after what it is made of: []PlacedOrder is PlacedOrderList, *Order is
// OptionalOrder, [3]int is IntArray3, map[string]Bar is BarMap, map[int64]Bar Int64BarMap. A name that is taken gets
// a number.
type WireNames struct {
	names  map[string]string // by identity
	topics map[string]string // likewise, of functions that write topics
	taken  map[string]bool
}

// NewWireNames names the types of a module. The result depends on the module alone.
func NewWireNames(m *contract.Module) *WireNames {
	n := &WireNames{names: map[string]string{}, topics: map[string]string{}, taken: map[string]bool{}}
	for _, s := range m.Streams {
		if s.Request.Kind == contract.KindRef {
			n.taken[goName(s.Request.Decl.Name)+"Topic"] = true
		}
	}
	for _, d := range m.Decls {
		n.assign(d.ID, goName(d.Name))
	}
	for _, s := range m.Streams {
		if d := s.Request.Decl; d != nil && n.names[d.ID] == goName(d.Name) {
			n.topics[d.ID] = goName(d.Name) + "Topic" // kept for it above
		}
	}
	for _, s := range m.Streams {
		n.TopicOf(s.Request)
	}
	unnamed := map[string]*contract.Type{}
	visit(m, func(t *contract.Type) { unnamed[TypeID(t)] = t })
	ids := make([]string, 0, len(unnamed))
	for id := range unnamed {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		n.assign(id, n.describe(unnamed[id]))
	}
	return n
}

// Of is the name of a type of the module. A type that neither is declared nor travels by itself gets its name when it
// is asked for first.
func (n *WireNames) Of(t *contract.Type) string {
	id := TypeID(t)
	if n.names[id] == "" {
		n.assign(id, n.describe(t))
	}
	return n.names[id]
}

// TopicOf is likewise the name of the functions that write the topic form of a type.
func (n *WireNames) TopicOf(t *contract.Type) string {
	id := TypeID(t)
	if n.topics[id] == "" {
		n.topics[id] = n.free(n.Of(t) + "Topic")
	}
	return n.topics[id]
}

func (n *WireNames) assign(id, wanted string) {
	if n.names[id] == "" {
		n.names[id] = n.free(wanted)
	}
}

// free is a name that is not taken, and is from then on.
func (n *WireNames) free(wanted string) string {
	name := wanted
	for i := 2; n.taken[name]; i++ {
		name = wanted + strconv.Itoa(i)
	}
	n.taken[name] = true
	return name
}

// describe is the name that a type without one wants.
func (n *WireNames) describe(t *contract.Type) string {
	switch t.Kind {
	case contract.KindPointer:
		return "Optional" + n.part(t.Elem)
	case contract.KindSlice:
		return n.part(t.Elem) + "List"
	case contract.KindArray:
		return n.part(t.Elem) + "Array" + strconv.FormatInt(t.Len, 10)
	case contract.KindMap:
		if t.Key.Kind == contract.KindString {
			return n.part(t.Elem) + "Map"
		}
		return n.part(t.Key) + n.part(t.Elem) + "Map"
	case contract.KindKnown:
		return goName(t.Known.Go.Name)
	case contract.KindAny:
		if t.Known != nil {
			return goName(t.Known.Go.Name)
		}
		return "Any"
	case contract.KindBytes:
		return "Bytes"
	}
	return goName(basicName(t))
}

// part is the name of a part of a type.
func (n *WireNames) part(t *contract.Type) string {
	if t.Kind == contract.KindRef {
		return n.names[t.Decl.ID]
	}
	return n.describe(t)
}

// goName makes a name that can stand behind Append and Decode.
func goName(name string) string {
	if name != "" && name[0] >= 'A' && name[0] <= 'Z' && Name(name).s == name {
		return name
	}
	return Name(naming.UpperCamel(name)).s
}

// basicName is the name of a basic type: int64, string.
func basicName(t *contract.Type) string {
	switch t.Kind {
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return basic(t).s
	}
	return string(t.Kind)
}

// TypeID is the identity of a type as text: equal for equal Go types.
func TypeID(t *contract.Type) string {
	switch t.Kind {
	case contract.KindPointer:
		return "*" + TypeID(t.Elem)
	case contract.KindSlice:
		return "[]" + TypeID(t.Elem)
	case contract.KindArray:
		return "[" + strconv.FormatInt(t.Len, 10) + "]" + TypeID(t.Elem)
	case contract.KindMap:
		return "map[" + TypeID(t.Key) + "]" + TypeID(t.Elem)
	case contract.KindRef:
		return t.Decl.ID
	case contract.KindKnown:
		return knownID(t.Known)
	case contract.KindAny:
		if t.Known != nil {
			return knownID(t.Known)
		}
		return "any"
	}
	return basicName(t)
}

func knownID(k *contract.Known) string { return k.Go.ImportPath + "." + k.Go.Name }

// visit calls what for every type that travels by itself.
func visit(m *contract.Module, what func(*contract.Type)) {
	for _, op := range m.Operations {
		if op.Body != nil {
			what(op.Body.Type)
		}
		if op.Result != nil {
			what(op.Result)
		}
	}
	for _, s := range m.Streams {
		what(s.Request)
		what(s.Item)
	}
}

// Roots are the types that travel by themselves, as body, result, request or item of a stream, each once, in the
// order of their identities.
func Roots(m *contract.Module) []*contract.Type {
	byID := map[string]*contract.Type{}
	visit(m, func(t *contract.Type) { byID[TypeID(t)] = t })
	ids := make([]string, 0, len(byID))
	for id := range byID {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, strings.Compare)
	roots := make([]*contract.Type, len(ids))
	for i, id := range ids {
		roots[i] = byID[id]
	}
	return roots
}
