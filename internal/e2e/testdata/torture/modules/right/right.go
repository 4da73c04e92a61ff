// Package right shares models with left.
package right

import (
	"context"
	"iter"

	"example.com/torture/model/money"
	"example.com/torture/modules/left"
)

// Contract shares models of a third package, and of another module.
//
//tenon:api v1
type Contract interface {
	// Amounts does what its name says.
	//
	//tenon:get /amounts
	Amounts(ctx context.Context) (money.Page[money.Amount], error)

	// Things does what its name says.
	//
	//tenon:post /things
	Things(ctx context.Context, things []left.Thing) (map[string]left.Thing, error)

	// ThingStream does what its name says.
	//
	//tenon:stream things
	ThingStream(ctx context.Context, req left.Ask) (iter.Seq2[left.Thing, error], error)
}
