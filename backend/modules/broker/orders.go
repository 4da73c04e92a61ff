package broker

// OrderStatus is where an order is in its life.
type OrderStatus int

// The states of an order.
const (
	OrderStatusCanceled OrderStatus = 1 // canceled by its owner
	OrderStatusFilled   OrderStatus = 2 // filled completely
	OrderStatusInactive OrderStatus = 3 // waiting for the order that it is a bracket of
	OrderStatusPlacing  OrderStatus = 4 // on its way to the market
	OrderStatusRejected OrderStatus = 5 // refused by the market
	OrderStatusWorking  OrderStatus = 6 // in the market
)

// OrderType says at which price an order may be filled.
type OrderType int

// The types of orders.
const (
	OrderTypeLimit     OrderType = 1 // at the limit price or better
	OrderTypeMarket    OrderType = 2 // at the market's price
	OrderTypeStop      OrderType = 3 // at the market's price once the stop price is reached
	OrderTypeStopLimit OrderType = 4 // at the limit price or better once the stop price is reached
)

// Side is the direction of an order, an execution or a position.
type Side int

// The sides.
const (
	SideBuy  Side = 1  // buy: to open a long position or to cover a short one
	SideSell Side = -1 // sell: to open a short position or to close a long one
)

// StopType says how the stop of a position follows the market.
type StopType int

// The types of stops.
const (
	StopTypeStopLoss       StopType = 0 // fixed at its price
	StopTypeTrailingStop   StopType = 1 // follows the market at a distance
	StopTypeGuaranteedStop StopType = 2 // filled at its price whatever the market does
)

// CurrentQuotes are the prices that a client saw when it made an order.
type CurrentQuotes struct {
	Ask float64 `json:"ask"` // lowest price that a seller asks, in quote currency
	Bid float64 `json:"bid"` // highest price that a buyer bids, in quote currency
}

// PreOrder is an order as a client asks for it.
type PreOrder struct {
	Symbol           string         `json:"symbol"`                     // symbol identifier
	Type             OrderType      `json:"type"`                       // type of the order
	Side             Side           `json:"side"`                       // buy or sell
	Qty              float64        `json:"qty" exclusiveMinimum:"0"`   // quantity, in units of the symbol
	LimitPrice       *float64       `json:"limitPrice,omitempty"`       // limit price, in quote currency
	StopPrice        *float64       `json:"stopPrice,omitempty"`        // stop price, in quote currency
	TakeProfit       *float64       `json:"takeProfit,omitempty"`       // price at which profit is taken
	StopLoss         *float64       `json:"stopLoss,omitempty"`         // price at which loss is stopped
	GuaranteedStop   *float64       `json:"guaranteedStop,omitempty"`   // price of a guaranteed stop
	TrailingStopPips *float64       `json:"trailingStopPips,omitempty"` // distance of a trailing stop, in pips
	StopType         *StopType      `json:"stopType,omitempty"`         // how the stop follows the market
	SeenPrice        *float64       `json:"seenPrice,omitempty"`        // price that the client saw
	CurrentQuotes    *CurrentQuotes `json:"currentQuotes,omitempty"`    // quotes that the client saw
}

// PlacedOrder is an order that the broker knows.
type PlacedOrder struct {
	ID               string      `json:"id"`                         // order identifier: ORDER-1, ORDER-2, …
	Symbol           string      `json:"symbol"`                     // symbol identifier
	Type             OrderType   `json:"type"`                       // type of the order
	Side             Side        `json:"side"`                       // buy or sell
	Qty              float64     `json:"qty" exclusiveMinimum:"0"`   // quantity, in units of the symbol
	Status           OrderStatus `json:"status"`                     // where the order is in its life
	LimitPrice       *float64    `json:"limitPrice,omitempty"`       // limit price, in quote currency
	StopPrice        *float64    `json:"stopPrice,omitempty"`        // stop price, in quote currency
	TakeProfit       *float64    `json:"takeProfit,omitempty"`       // price at which profit is taken
	StopLoss         *float64    `json:"stopLoss,omitempty"`         // price at which loss is stopped
	GuaranteedStop   *float64    `json:"guaranteedStop,omitempty"`   // price of a guaranteed stop
	TrailingStopPips *float64    `json:"trailingStopPips,omitempty"` // distance of a trailing stop, in pips
	StopType         *StopType   `json:"stopType,omitempty"`         // how the stop follows the market
	FilledQty        *float64    `json:"filledQty,omitempty"`        // quantity filled so far
	AvgPrice         *float64    `json:"avgPrice,omitempty"`         // average price of what was filled
	UpdateTime       *int64      `json:"updateTime,omitempty"`       // time of the last change, in ms since the epoch
}

// PlaceOrderResult names the order that was placed.
type PlaceOrderResult struct {
	OrderID string `json:"orderId"` // order identifier: ORDER-1, ORDER-2, …
}

// OrderPreviewSectionRow is one line of a preview.
type OrderPreviewSectionRow struct {
	Title string `json:"title"` // what the line is about
	Value string `json:"value"` // what it says, ready to be shown
}

// OrderPreviewSection is one block of a preview.
type OrderPreviewSection struct {
	Rows   []OrderPreviewSectionRow `json:"rows"`             // lines of the block
	Header *string                  `json:"header,omitempty"` // title of the block
}

// OrderPreviewResult is what an order would cost and risk.
type OrderPreviewResult struct {
	Sections  []OrderPreviewSection `json:"sections"`            // blocks of the preview
	ConfirmID *string               `json:"confirmId,omitempty"` // identifier of this preview
	Warnings  *[]string             `json:"warnings,omitempty"`  // what the client should think about
	Errors    *[]string             `json:"errors,omitempty"`    // what keeps the order from being placed
}
