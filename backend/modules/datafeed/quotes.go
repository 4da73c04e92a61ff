package datafeed

// GetQuotesRequest names the symbols whose quotes are wanted.
type GetQuotesRequest struct {
	Symbols []string `json:"symbols"` // symbol identifiers
}

// QuoteDataSubscriptionRequest names the symbols whose quotes to stream.
type QuoteDataSubscriptionRequest struct {
	Symbols     []string `json:"symbols"`      // symbols to update slowly, about once a minute
	FastSymbols []string `json:"fast_symbols"` // symbols to update fast, at least every ten seconds
}

// QuoteStatus says whether there is a quote.
type QuoteStatus string

// The states of a quote.
const (
	QuoteStatusOK    QuoteStatus = "ok"    // there is one
	QuoteStatusError QuoteStatus = "error" // there is none
)

// QuoteData is the quote of one symbol, or why there is none.
type QuoteData struct {
	Status QuoteStatus `json:"s"` // whether there is a quote
	Name   string      `json:"n"` // symbol identifier
	Value  QuoteResult `json:"v"` // the quote, or the error
}

// QuoteResult is a quote, or why there is none.
//
//tenon:union QuoteValues QuoteError
type QuoteResult interface{ quoteResult() }

// QuoteValues are the prices of one symbol.
type QuoteValues struct {
	LastPrice     float64 `json:"lp"`               // price of the last trade
	Ask           float64 `json:"ask"`              // lowest price that a seller asks
	Bid           float64 `json:"bid"`              // highest price that a buyer bids
	Spread        float64 `json:"spread"`           // distance between ask and bid
	OpenPrice     float64 `json:"open_price"`       // first price of the day
	HighPrice     float64 `json:"high_price"`       // highest price of the day
	LowPrice      float64 `json:"low_price"`        // lowest price of the day
	PrevClose     float64 `json:"prev_close_price"` // last price of the day before
	Volume        int64   `json:"volume"`           // units traded today
	Change        float64 `json:"ch"`               // change since the day before
	ChangePercent float64 `json:"chp"`              // change since the day before, in percent
	ShortName     string  `json:"short_name"`       // short name of the symbol
	Exchange      string  `json:"exchange"`         // exchange where it is traded
	Description   string  `json:"description"`      // long name of the symbol
	OriginalName  string  `json:"original_name"`    // name with its exchange
}

// QuoteError says why there is no quote.
type QuoteError struct {
	Error string `json:"error"` // why, in words
}

func (QuoteValues) quoteResult() {}
func (QuoteError) quoteResult()  {}
