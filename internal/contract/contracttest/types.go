package contracttest

import "tenon/internal/contract"

// types are the declarations of the shop, one of every kind.
type types struct {
	item, page, move, color, size, price, sku, money, shape, circle, square, stockRequest, node *contract.Decl

	errOutOfStock, errNoItem, errUnavailable *contract.Sentinel
}

func newTypes() *types {
	s := &types{
		errOutOfStock: sentinel("ErrOutOfStock", "out-of-stock", 409, "ErrOutOfStock says that there is none left."),
		errNoItem:     sentinel("ErrNoItem", "no-item", 404, "ErrNoItem says that there is no such item."),
		errUnavailable: sentinel("ErrUnavailable", "unavailable", 503,
			"ErrUnavailable says that the shop is closed."),
	}
	s.values()
	s.unions()
	s.structs()
	return s
}

// values declares what is not a struct.
func (s *types) values() {
	s.color = declare("Color", contract.DeclEnum, "Color of an item.")
	s.color.Underlying = text()
	s.color.Values = []*contract.Value{
		{GoName: "ColorRed", VarName: "RED", Str: "red", Doc: "like a rose"},
		{GoName: "ColorBlue", VarName: "BLUE", Str: "blue"},
	}
	s.size = declare("Size", contract.DeclEnum, "Size of an item, in centimetres.")
	s.size.Underlying = integer(32)
	s.size.Open = true
	s.size.Values = []*contract.Value{
		{GoName: "SizeSmall", VarName: "SMALL", Int: 10},
		{GoName: "SizeNone", VarName: "NONE", Int: -1},
	}
	s.price = declare("Price", contract.DeclDefined, "Price in cents.")
	s.price.Underlying = &contract.Type{Kind: contract.KindUint, Bits: 32}
	s.sku = declare("SKU", contract.DeclText, "SKU is what the shop calls an item.")
	s.money = declare("Money", contract.DeclCustom, "Money is an amount with its currency.")
	s.money.Schema = `{"type":"string","pattern":"^[0-9]+ [A-Z]{3}$","examples":["12 EUR"]}`
}

func (s *types) unions() {
	kind := func(value string) *contract.Field {
		return &contract.Field{Name: "Kind", Wire: "kind", Type: text(), Required: true,
			Rules: contract.Rules{Enum: []contract.Literal{{JSON: `"` + value + `"`}}}}
	}
	s.circle = declare("Circle", contract.DeclStruct, "")
	s.circle.Fields = []*contract.Field{kind("circle"), field("radius", number(), "")}
	s.square = declare("Square", contract.DeclStruct, "")
	s.square.Fields = []*contract.Field{field("kind", text(), ""), field("side", number(), "")}
	s.shape = declare("Shape", contract.DeclUnion, "Shape is one of two.")
	s.shape.Discriminator = "kind"
	s.shape.Members = []*contract.Member{
		{Type: ref(s.circle), Tag: "circle"},
		{Type: pointer(ref(s.square)), Tag: "square", Pointer: true},
	}
}

func (s *types) structs() {
	s.node = declare("Node", contract.DeclStruct, "Node is part of a tree.")
	s.node.Recursive = true
	children := field("children", slice(ref(s.node)), "")
	s.node.Fields = []*contract.Field{children, optional("parent", pointer(ref(s.node)), "")}

	s.item = declare("Item", contract.DeclStruct, "Item is a thing for sale.")
	s.item.Fields = s.itemFields()

	s.page = declare("PageItem", contract.DeclStruct, "Page is one page of a list.")
	s.page.Go = contract.GoType{ImportPath: path, Package: "shopfloor", Name: "Page", Args: []*contract.Type{ref(s.item)}}
	s.page.ID = path + ".Page[" + s.item.ID + "]"
	s.page.Fields = []*contract.Field{field("items", slice(ref(s.item)), ""), field("total", integer(64), "")}

	s.move = declare("Move", contract.DeclStruct, "Move says where an item goes.")
	s.move.Fields = []*contract.Field{
		{Name: "ItemID", Wire: "item_id", In: contract.InPath, Type: text(), Required: true},
		field("shelf", integer(0), "number of the shelf"),
	}
	s.move.Fields[1].Example = &contract.Literal{JSON: "7"}

	s.stockRequest = declare("StockRequest", contract.DeclStruct, "StockRequest names what to watch.")
	shelf := optional("shelf", pointer(integer(0)), "")
	depth := optional("depth", integer(0), "")
	depth.Required, depth.Default = false, &contract.Literal{JSON: "3"}
	skus := field("skus", slice(text()), "what to watch")
	skus.Example = &contract.Literal{JSON: `["A-1","B \"2\""]`}
	s.stockRequest.Fields = []*contract.Field{skus, shelf, depth,
		optional("color", ref(s.color), ""), field("Area", ref(s.move), "")}
}

// itemFields has a row for each row of the table of types.
func (s *types) itemFields() []*contract.Field {
	when := &contract.Type{Kind: contract.KindKnown, Known: &contract.Known{
		Go: contract.GoType{ImportPath: "time", Package: "time", Name: "Time"}, Codec: contract.CodecTime,
		Schema: `{"type":"string","format":"date-time"}`}}
	rules := func(f *contract.Field, r contract.Rules) *contract.Field { f.Rules = r; return f }
	count := int64(3)
	name := rules(field("name", text(), "name to\nshow"), contract.Rules{MinLength: new(int64), MaxLength: &count, Pattern: "^a"})
	name.Example = &contract.Literal{JSON: `"axe"`}
	size := optional("size", ref(s.size), "how large")
	size.Default = &contract.Literal{JSON: "10"}
	old := optional("old", &contract.Type{Kind: contract.KindBool}, "")
	old.Deprecated = "everything is new"
	quoted := field("quoted", integer(64), "")
	quoted.Quoted = true
	return []*contract.Field{
		name,
		field("sku", ref(s.sku), ""),
		field("color", ref(s.color), ""),
		optional("otherColor", pointer(ref(s.color)), "second color"),
		size,
		field("price", ref(s.price), ""),
		field("money", ref(s.money), ""),
		rules(field("weight", number(), ""), contract.Rules{ExclusiveMinimum: str("0"), MultipleOf: str("0.5")}),
		field("int8", integer(8), ""),
		field("uint16", &contract.Type{Kind: contract.KindUint, Bits: 16}, ""),
		field("uint64", &contract.Type{Kind: contract.KindUint, Bits: 64}, ""),
		field("picture", &contract.Type{Kind: contract.KindBytes}, ""),
		field("corner", &contract.Type{Kind: contract.KindArray, Elem: number(), Len: 2}, ""),
		rules(field("tags", slice(text()), ""), contract.Rules{MinItems: new(int64), MaxItems: &count, UniqueItems: true}),
		field("stock", dictionary(text(), integer(0)), ""),
		field("byColor", dictionary(ref(s.color), slice(ref(s.sku))), ""),
		field("byShelf", dictionary(&contract.Type{Kind: contract.KindUint}, text()), ""),
		optional("custom", pointer(dictionary(text(), &contract.Type{Kind: contract.KindAny})), ""),
		field("anything", &contract.Type{Kind: contract.KindAny}, ""),
		field("shape", ref(s.shape), ""),
		optional("tree", pointer(ref(s.node)), ""),
		field("added", when, "when it came"),
		optional("sold", pointer(when), ""),
		rules(optional("grade", pointer(text()), ""), contract.Rules{Enum: []contract.Literal{{JSON: `"a"`}, {JSON: `"b"`}}}),
		old,
		quoted,
	}
}

func (s *types) decls() []*contract.Decl {
	return []*contract.Decl{s.circle, s.color, s.item, s.money, s.move, s.node, s.page, s.price, s.sku, s.shape,
		s.size, s.square, s.stockRequest}
}

func declare(name string, kind contract.DeclKind, doc string) *contract.Decl {
	return &contract.Decl{
		ID: path + "." + name, Name: name, Kind: kind, Doc: doc,
		Go: contract.GoType{ImportPath: path, Package: "shopfloor", Name: name},
	}
}

func sentinel(name, code string, status int, doc string) *contract.Sentinel {
	return &contract.Sentinel{GoName: name, ImportPath: path, Package: "shopfloor", Code: code, Status: status, Doc: doc}
}

func field(wire string, t *contract.Type, doc string) *contract.Field {
	return &contract.Field{Name: wire, Wire: wire, Type: t, Doc: doc, Required: true}
}

func optional(wire string, t *contract.Type, doc string) *contract.Field {
	return &contract.Field{Name: wire, Wire: wire, Type: t, Doc: doc, Omit: true}
}

func ref(d *contract.Decl) *contract.Type {
	return &contract.Type{Kind: contract.KindRef, Ref: d.ID, Decl: d}
}

func pointer(t *contract.Type) *contract.Type {
	return &contract.Type{Kind: contract.KindPointer, Elem: t}
}

func slice(t *contract.Type) *contract.Type { return &contract.Type{Kind: contract.KindSlice, Elem: t} }

func dictionary(k, v *contract.Type) *contract.Type {
	return &contract.Type{Kind: contract.KindMap, Key: k, Elem: v}
}

func text() *contract.Type { return &contract.Type{Kind: contract.KindString} }

func number() *contract.Type { return &contract.Type{Kind: contract.KindFloat, Bits: 64} }

func integer(bits int) *contract.Type { return &contract.Type{Kind: contract.KindInt, Bits: bits} }

func str(s string) *string { return &s }
