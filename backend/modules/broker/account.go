package broker

// Position is what an account holds of one symbol.
type Position struct {
	ID       string  `json:"id"`              // position identifier, usually the symbol
	Symbol   string  `json:"symbol"`          // symbol identifier
	Qty      float64 `json:"qty" minimum:"0"` // quantity, in units of the symbol; 0 once the position is closed
	Side     Side    `json:"side"`            // buy: long; sell: short
	AvgPrice float64 `json:"avgPrice"`        // average price of what is held, in quote currency
}

// Execution is one fill of an order.
type Execution struct {
	Symbol string  `json:"symbol"`                   // symbol identifier
	Price  float64 `json:"price"`                    // price of the fill, in quote currency
	Qty    float64 `json:"qty" exclusiveMinimum:"0"` // quantity, in units of the symbol
	Side   Side    `json:"side"`                     // buy or sell
	Time   int64   `json:"time"`                     // time of the fill, in ms since the epoch
}

// AccountMetainfo says whose account it is.
type AccountMetainfo struct {
	ID   string `json:"id"`   // account identifier
	Name string `json:"name"` // name to show
}

// EquityData is the worth of an account.
type EquityData struct {
	Equity       float64 `json:"equity"`       // balance and unrealised profit and loss
	Balance      float64 `json:"balance"`      // opening balance and realised profit and loss
	UnrealizedPL float64 `json:"unrealizedPL"` // profit and loss of the open positions at the market's prices
	RealizedPL   float64 `json:"realizedPL"`   // profit and loss of what was closed
}

// ConnectionState says whether the broker can reach its market.
type ConnectionState int

// The states of the connection.
const (
	ConnectionStateConnected    ConnectionState = 1 // orders reach the market
	ConnectionStateDisconnected ConnectionState = 0 // they do not
)

// BrokerConnectionStatus is the state of the connection between the broker and its market.
type BrokerConnectionStatus struct {
	Status         ConnectionState `json:"status"`                   // connected or disconnected
	Message        *string         `json:"message,omitempty"`        // why, in words
	DisconnectType *int            `json:"disconnectType,omitempty"` // kind of the disconnection
	Timestamp      int64           `json:"timestamp"`                // time of the change, in ms since the epoch
}

// SuccessResponse says that something was done.
type SuccessResponse struct {
	Success bool   `json:"success" default:"true"` // whether it was done
	Message string `json:"message"`                // what was done, in words
}

// ClosePositionParams says how much of a position to close.
type ClosePositionParams struct {
	Amount *float64 `query:"amount" exclusiveMinimum:"0"` // units to close; absent: all of them
}

// Brackets are the prices at which a position closes by itself.
type Brackets struct {
	StopLoss         *float64 `json:"stopLoss,omitempty"`         // price at which loss is stopped
	GuaranteedStop   *float64 `json:"guaranteedStop,omitempty"`   // price of a guaranteed stop
	TakeProfit       *float64 `json:"takeProfit,omitempty"`       // price at which profit is taken
	TrailingStopPips *float64 `json:"trailingStopPips,omitempty"` // distance of a trailing stop, in pips
}

// EditPositionBracketsRequest is the new brackets of a position.
type EditPositionBracketsRequest struct {
	Brackets     Brackets        `json:"brackets"`               // prices to set
	CustomFields *map[string]any `json:"customFields,omitempty"` // fields that a front end adds
}

// OrderSubscriptionRequest names the account whose orders to stream.
type OrderSubscriptionRequest struct {
	AccountID string `json:"accountId"` // account identifier
}

// PositionSubscriptionRequest names the account whose positions to stream.
type PositionSubscriptionRequest struct {
	AccountID string `json:"accountId"` // account identifier
}

// ExecutionSubscriptionRequest names the account whose executions to stream.
type ExecutionSubscriptionRequest struct {
	AccountID string `json:"accountId"` // account identifier
}

// EquitySubscriptionRequest names the account whose equity to stream.
type EquitySubscriptionRequest struct {
	AccountID string `json:"accountId"` // account identifier
}

// BrokerConnectionSubscriptionRequest names the account whose connection to stream.
type BrokerConnectionSubscriptionRequest struct {
	AccountID string `json:"accountId"` // account identifier
}
