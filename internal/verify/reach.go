package verify

import "tenon/internal/contract"

// onTheWire are the declarations that travel as JSON: those that bodies, results and streams of the contract reach. A
// struct that only gathers parameters is none of them.
func onTheWire(m *contract.Module) map[*contract.Decl]bool {
	reached := map[*contract.Decl]bool{}
	for _, op := range m.Operations {
		reach(op.Result, reached)
		switch {
		case op.Body == nil:
		case op.Body.Split:
			reachFields(op.Body.Fields, reached)
		default:
			reach(op.Body.Type, reached)
		}
	}
	for _, s := range m.Streams {
		reach(s.Request, reached)
		reach(s.Item, reached)
	}
	return reached
}

// reach notes what a type leads to.
func reach(t *contract.Type, reached map[*contract.Decl]bool) {
	if t == nil {
		return
	}
	reach(t.Elem, reached)
	reach(t.Key, reached)
	d := t.Decl
	if d == nil || reached[d] {
		return
	}
	reached[d] = true
	reach(d.Underlying, reached)
	reachFields(d.Fields, reached)
	for _, member := range d.Members {
		reach(member.Type, reached)
	}
}

// reachFields notes what fields lead to.
func reachFields(fields []*contract.Field, reached map[*contract.Decl]bool) {
	for _, f := range fields {
		reach(f.Type, reached)
	}
}
