// Package broker is the brokerage: orders, positions, executions, leverage and the account behind them.
//
// Prices and amounts of money are in the quote currency of the symbol, quantities in units of the symbol, times in
// milliseconds since the Unix epoch.
package broker

import (
	"context"
	"errors"
	"iter"
)

// API is what the broker promises to its callers.
//
//tenon:api v1
//tenon:error ErrUnavailable 503
type API interface {
	// PlaceOrder places a new order.
	//
	// The order is WORKING until the market fills it. A market order is priced from its limit price, else from the
	// price that the client saw, else from its current quotes, else by the market.
	//
	//tenon:post /orders
	//tenon:error ErrOrderRejected 400
	PlaceOrder(ctx context.Context, order PreOrder) (PlaceOrderResult, error)

	// PreviewOrder estimates what an order would cost, without placing it.
	//
	//tenon:post /orders/preview
	//tenon:idempotent
	//tenon:error ErrOrderRejected 400
	PreviewOrder(ctx context.Context, order PreOrder) (OrderPreviewResult, error)

	// ModifyOrder replaces a working order.
	//
	//tenon:put /orders/{order_id}
	//tenon:error ErrOrderRejected 400
	//tenon:error ErrOrderNotFound 404
	ModifyOrder(ctx context.Context, orderID string, order PreOrder) (SuccessResponse, error)

	// CancelOrder cancels a working order.
	//
	//tenon:delete /orders/{order_id}
	//tenon:error ErrOrderRejected 400
	//tenon:error ErrOrderNotFound 404
	CancelOrder(ctx context.Context, orderID string) (SuccessResponse, error)

	// GetOrders lists every order of the account, the oldest first.
	//
	//tenon:get /orders
	GetOrders(ctx context.Context) ([]PlacedOrder, error)

	// GetPositions lists the open positions of the account.
	//
	//tenon:get /positions
	GetPositions(ctx context.Context) ([]Position, error)

	// GetExecutions lists the executions of one symbol, the oldest first.
	//
	//tenon:get /executions/{symbol}
	GetExecutions(ctx context.Context, symbol string) ([]Execution, error)

	// GetAccountInfo says whose account this is.
	//
	//tenon:get /account
	GetAccountInfo(ctx context.Context) (AccountMetainfo, error)

	// ClosePosition closes a position, or some units of it.
	//
	// It places an opposite market order, which is WORKING until the market fills it.
	//
	//tenon:delete /positions/{position_id}
	//tenon:error ErrOrderRejected 400
	//tenon:error ErrPositionNotFound 404
	ClosePosition(ctx context.Context, positionID string, params ClosePositionParams) (SuccessResponse, error)

	// EditPositionBrackets changes the take-profit and stop-loss prices of a position.
	//
	//tenon:put /positions/{position_id}/brackets
	//tenon:error ErrOrderRejected 400
	//tenon:error ErrPositionNotFound 404
	EditPositionBrackets(ctx context.Context, positionID string, edit EditPositionBracketsRequest) (SuccessResponse, error)

	// LeverageInfo says which leverage a symbol is traded with, and which is possible.
	//
	//tenon:get /leverage/info
	LeverageInfo(ctx context.Context, symbol string, orderType OrderType, side Side) (LeverageInfo, error)

	// SetLeverage sets the leverage of a symbol.
	//
	//tenon:put /leverage/set
	//tenon:idempotent
	//tenon:error ErrLeverageOutOfRange 400
	SetLeverage(ctx context.Context, params LeverageSetParams) (LeverageSetResult, error)

	// PreviewLeverage says what a leverage would mean, without setting it.
	//
	//tenon:post /leverage/preview
	//tenon:idempotent
	PreviewLeverage(ctx context.Context, params LeverageSetParams) (LeveragePreviewResult, error)

	// Orders streams every change of an account's orders.
	//
	//tenon:stream orders
	Orders(ctx context.Context, req OrderSubscriptionRequest) (iter.Seq2[PlacedOrder, error], error)

	// Positions streams every change of an account's positions. The update that confirms a close has quantity 0.
	//
	//tenon:stream positions
	Positions(ctx context.Context, req PositionSubscriptionRequest) (iter.Seq2[Position, error], error)

	// Executions streams the executions of an account's orders.
	//
	//tenon:stream executions
	Executions(ctx context.Context, req ExecutionSubscriptionRequest) (iter.Seq2[Execution, error], error)

	// Equity streams the equity of an account.
	//
	//tenon:stream equity
	Equity(ctx context.Context, req EquitySubscriptionRequest) (iter.Seq2[EquityData, error], error)

	// BrokerConnection streams the state of the connection between the broker and its market.
	//
	//tenon:stream broker-connection
	BrokerConnection(ctx context.Context, req BrokerConnectionSubscriptionRequest) (iter.Seq2[BrokerConnectionStatus, error], error)
}

// What can go wrong, beside what the schemas say.
var (
	// ErrOrderRejected says that the order breaks a rule: an unknown symbol, no price for a limit order, a filled
	// order modified.
	ErrOrderRejected = errors.New("order rejected")
	// ErrOrderNotFound says that there is no order of that id.
	ErrOrderNotFound = errors.New("order not found")
	// ErrPositionNotFound says that there is no open position of that id.
	ErrPositionNotFound = errors.New("position not found")
	// ErrLeverageOutOfRange says that the leverage is below the minimum or above the maximum.
	ErrLeverageOutOfRange = errors.New("leverage out of range")
	// ErrUnavailable says that the broker has no connection to its market.
	ErrUnavailable = errors.New("broker unavailable")
)
