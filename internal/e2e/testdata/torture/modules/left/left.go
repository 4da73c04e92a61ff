// Package left shares models with others.
package left

import (
	"context"
	"iter"

	"example.com/torture/model/money"
	"example.com/torture/modules/left/deep"
)

// API shares models of a third package.
//
//tenon:api v1
type API interface {
	// Amounts does what its name says.
	//
	//tenon:get /amounts
	Amounts(ctx context.Context) ([]money.Amount, error)

	// Pay does what its name says.
	//
	//tenon:put /pay
	Pay(ctx context.Context, amount money.Amount) (Thing, error)

	// Status does what its name says.
	//
	//tenon:get /status
	Status(ctx context.Context) (Status, error)

	// Deep does what its name says.
	//
	//tenon:get /deep
	Deep(ctx context.Context) (deep.Status, error)

	// AmountStream does what its name says.
	//
	//tenon:stream amounts conflate units
	AmountStream(ctx context.Context, req Ask) (iter.Seq2[money.Amount, error], error)
}

// Thing embeds what another package has.
type Thing struct {
	deep.Base
	*money.Trail
	ID     string       `json:"id"`
	Amount money.Amount `json:"amount"`
}

// Ask asks.
type Ask struct {
	Currency money.Currency `json:"currency"`
	Deep     deep.Base      `json:"deep"`
}

// Status is one of three of that name.
type Status struct {
	Money money.Status `json:"money"`
	Deep  deep.Status  `json:"deep"`
}
