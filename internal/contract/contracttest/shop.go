// Package contracttest holds a contract made by hand for the tests of describers and emitters: small, and with one of
// everything that the contract language knows. Nothing but tests imports it.
package contracttest

import (
	"tenon/internal/contract"
	"tenon/internal/diag"
)

const path = "example.com/shop/modules/shop"

// Shop is a new copy of the contract of a module "shop-floor".
func Shop() *contract.Module {
	s := newTypes()
	m := &contract.Module{
		Name:       "shop-floor",
		Package:    "shopfloor",
		ImportPath: path,
		Dir:        "modules/shop-floor",
		Interface:  "API",
		Doc:        "Package shopfloor sells things. It also counts\nthem.\n\nPrices are in cents.",
		Pos:        diag.Pos{File: "modules/shop-floor/api.go", Line: 3, Col: 6},
		Major:      1,
		Version:    "1.4.0",
		BasePath:   "/api/v1/shop-floor",
		Decls:      s.decls(),
		Errors:     s.sentinels(),
	}
	m.Operations = s.operations()
	m.Streams = s.streams()
	return m
}

// sentinels are the errors by code.
func (s *types) sentinels() []*contract.Sentinel {
	return []*contract.Sentinel{s.errOutOfStock, s.errNoItem, s.errUnavailable}
}

func (s *types) operations() []*contract.Operation {
	idempotent := func(op *contract.Operation) *contract.Operation {
		op.Idempotent = true
		return op
	}
	return []*contract.Operation{
		{
			Method: "AddItem", ID: "addItem", HTTPMethod: "POST", Status: 201,
			Doc:  "AddItem puts an item on the shelf.\n\nIt is for sale at\nonce:\n\n  - online\n  - in the shop",
			Path: "/api/v1/shop-floor/items", Route: "/items",
			Params: []*contract.Param{{Name: "item", Type: ref(s.item), Body: true}},
			Body:   &contract.Body{Type: ref(s.item)},
			Result: ref(s.item),
			Errors: []*contract.Sentinel{s.errOutOfStock, s.errUnavailable},
		},
		idempotent(&contract.Operation{
			Method: "FindItems", ID: "findItems", HTTPMethod: "GET", Status: 200,
			Doc:  "FindItems lists items.",
			Path: "/api/v1/shop-floor/items", Route: "/items",
			Params: []*contract.Param{{Name: "query", Type: text(), Inputs: []*contract.Input{
				{Name: "color", In: contract.InQuery, Type: pointer(ref(s.color)), Doc: "color of the item"},
				{Name: "limit", In: contract.InQuery, Type: integer(0), Default: &contract.Literal{JSON: "50"},
					Rules: contract.Rules{Minimum: str("1"), Maximum: str("100")}, Doc: "how many at most"},
				{Name: "tag", In: contract.InQuery, Type: slice(text()), Example: &contract.Literal{JSON: `["new"]`}},
				{Name: "X-Locale", In: contract.InHeader, Type: text(), Required: true, Deprecated: "use Accept-Language"},
			}}},
			Result: ref(s.page),
			Errors: []*contract.Sentinel{s.errUnavailable},
		}),
		idempotent(&contract.Operation{
			Method: "MoveItem", ID: "moveItem", HTTPMethod: "PUT", Status: 204,
			Doc: "MoveItem moves an item.", Deprecated: "items stay where they are",
			Tags: []string{"shelves"},
			Auth: []contract.Auth{{Scheme: "bearer"}, {Scheme: "header", Name: "X-Api-Key"}},
			Path: "/api/v1/shop-floor/items/{item_id}/place", Route: "/items/{item_id}/place",
			Params: []*contract.Param{
				{Name: "itemID", Type: text(), Inputs: []*contract.Input{
					{Name: "item_id", In: contract.InPath, Type: text(), Required: true, Doc: "which item"}}},
				{Name: "move", Type: ref(s.move), Body: true},
			},
			Body:   &contract.Body{Type: ref(s.move), Split: true, Fields: s.move.Fields[1:], Name: "MoveBody"},
			Errors: []*contract.Sentinel{s.errNoItem, s.errOutOfStock, s.errUnavailable},
		}),
	}
}

func (s *types) streams() []*contract.Stream {
	return []*contract.Stream{{
		Method: "StockLevels", Name: "stock-levels",
		Doc:     "StockLevels streams every change of a stock. Nothing is left out.",
		Request: ref(s.stockRequest),
		Item:    ref(s.shape),
		Errors:  []*contract.Sentinel{s.errNoItem, s.errUnavailable},
	}}
}
