package source

import (
	"go/ast"
	"go/token"
	"strings"

	"tenon/internal/contract"
)

// ownMethod is the method of that name that a type declares itself, if its signature is the one that encoding has.
func (ld *load) ownMethod(obj *object, name string) *method {
	for _, m := range obj.file.pkg.methods[obj.name] {
		if m.name == name && isMarshaler(m) {
			return m
		}
	}
	return nil
}

// isMarshaler says whether a method has the signature func() ([]byte, error) or func([]byte) error.
func isMarshaler(m *method) bool {
	in, out := flatten(m.typ.Params), flatten(m.typ.Results)
	if strings.HasPrefix(m.name, "Marshal") {
		return len(in) == 0 && len(out) == 2 && isByteSlice(out[0].expr)
	}
	return len(in) == 1 && len(out) == 1 && isByteSlice(in[0].expr)
}

func isByteSlice(expr ast.Expr) bool {
	list, ok := expr.(*ast.ArrayType)
	if !ok || list.Len != nil {
		return false
	}
	id, ok := list.Elt.(*ast.Ident)
	return ok && (id.Name == "byte" || id.Name == "uint8")
}

// fillCustom fills a type with a marshaller and a schema of its own.
func (ld *load) fillCustom(d *declared, schema directive, toJSON, fromJSON *method) {
	d.decl.Kind = contract.DeclCustom
	if offset, problem := checkSchema(schema.rest.text); problem != "" {
		at := schema.rest.at
		if schema.rest.text == "" {
			at = schema.end
		}
		ld.report(badSchema, at+token.Pos(offset), problem)
		return
	}
	d.decl.Schema = schema.rest.text
	if toJSON == nil || fromJSON == nil {
		ld.report(schemaWithoutMethods, schema.at, d.obj.name)
	}
}
