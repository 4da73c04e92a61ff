package broker

// LeverageInfoParams say which trade a leverage is for.
type LeverageInfoParams struct {
	Symbol       string          `json:"symbol"`                 // symbol identifier
	OrderType    OrderType       `json:"orderType"`              // type of the order
	Side         Side            `json:"side"`                   // buy or sell
	CustomFields *map[string]any `json:"customFields,omitempty"` // fields that a front end adds
}

// LeverageInfo is the leverage of a symbol, and which is possible.
type LeverageInfo struct {
	Title    string  `json:"title"`    // title to show
	Leverage float64 `json:"leverage"` // leverage in force
	Min      float64 `json:"min"`      // smallest leverage
	Max      float64 `json:"max"`      // largest leverage
	Step     float64 `json:"step"`     // distance between two leverages
}

// LeverageSetParams are a trade and the leverage to use for it.
type LeverageSetParams struct {
	LeverageInfoParams

	Leverage float64 `json:"leverage"` // leverage to set
}

// LeverageSetResult is the leverage that is in force now.
type LeverageSetResult struct {
	Leverage float64 `json:"leverage"` // leverage in force
}

// LeveragePreviewResult is what a leverage would mean.
type LeveragePreviewResult struct {
	Infos    *[]string `json:"infos,omitempty"`    // what the client should know
	Warnings *[]string `json:"warnings,omitempty"` // what the client should think about
	Errors   *[]string `json:"errors,omitempty"`   // what keeps the leverage from being set
}
