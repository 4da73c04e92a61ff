package source

import "tenon/internal/contract"

// components groups declarations that lead to each other, by Tarjan's algorithm. The declaration that was found first
// is the first of its group.
func components(order []*declared, next func(*contract.Decl) []*contract.Decl) [][]*declared {
	byDecl := make(map[*contract.Decl]*declared, len(order))
	for _, d := range order {
		byDecl[d.decl] = d
	}
	t := &tarjan{next: next, byDecl: byDecl, index: make(map[*declared]int), low: make(map[*declared]int), onStack: make(map[*declared]bool)}
	for _, d := range order {
		if t.index[d] == 0 {
			t.visit(d)
		}
	}
	return t.groups
}

// tarjan is the state of the algorithm. Indices begin at 1.
type tarjan struct {
	next    func(*contract.Decl) []*contract.Decl
	byDecl  map[*contract.Decl]*declared
	index   map[*declared]int
	low     map[*declared]int
	onStack map[*declared]bool
	stack   []*declared
	groups  [][]*declared
}

func (t *tarjan) visit(d *declared) {
	t.index[d] = len(t.index) + 1
	t.low[d] = t.index[d]
	t.stack = append(t.stack, d)
	t.onStack[d] = true
	for _, to := range t.next(d.decl) {
		n := t.byDecl[to]
		switch {
		case n == nil:
		case t.index[n] == 0:
			t.visit(n)
			t.low[d] = min(t.low[d], t.low[n])
		case t.onStack[n]:
			t.low[d] = min(t.low[d], t.index[n])
		}
	}
	if t.low[d] != t.index[d] {
		return
	}
	for i := len(t.stack) - 1; ; i-- {
		t.onStack[t.stack[i]] = false
		if t.stack[i] == d {
			t.groups = append(t.groups, append([]*declared(nil), t.stack[i:]...))
			t.stack = t.stack[:i]
			return
		}
	}
}
