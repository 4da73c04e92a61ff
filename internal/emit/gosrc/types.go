package gosrc

import (
	"strconv"

	"tenon/internal/contract"
)

// Type is a type of a contract as Go source; what it names is imported.
func (f *File) Type(t *contract.Type) Expr {
	switch t.Kind {
	case contract.KindBool:
		return X("bool")
	case contract.KindString:
		return X("string")
	case contract.KindInt, contract.KindUint, contract.KindFloat:
		return basic(t)
	case contract.KindBytes:
		return X("[]byte")
	case contract.KindPointer:
		return X("*$1", f.Type(t.Elem))
	case contract.KindSlice:
		return X("[]$1", f.Type(t.Elem))
	case contract.KindArray:
		return X("[$1]$2", Int(t.Len), f.Type(t.Elem))
	case contract.KindMap:
		return X("map[$1]$2", f.Type(t.Key), f.Type(t.Elem))
	case contract.KindRef:
		return f.GoType(t.Decl.Go)
	case contract.KindKnown:
		return f.GoType(t.Known.Go)
	}
	if t.Known != nil {
		return f.GoType(t.Known.Go)
	}
	return X("any")
}

// GoType is a declared Go type as source, with its type arguments.
func (f *File) GoType(g contract.GoType) Expr {
	name := f.Import(g.ImportPath, g.Package).Sel(g.Name)
	if len(g.Args) == 0 {
		return name
	}
	args := make([]Expr, len(g.Args))
	for i, a := range g.Args {
		args[i] = f.Type(a)
	}
	return X("$1[$2]", name, Join(args, ", "))
}

// basic is a numeric type.
func basic(t *contract.Type) Expr {
	name := string(t.Kind)
	if t.Bits != 0 {
		name += strconv.Itoa(t.Bits)
	}
	return Expr{name}
}
