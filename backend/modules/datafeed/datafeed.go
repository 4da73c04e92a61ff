// Package datafeed is the market data of the trading backend: symbols, bars and quotes.
//
// Prices are in the quote currency of the symbol. Times are in milliseconds since the Unix epoch unless a name says
// otherwise.
package datafeed

import (
	"context"
	"errors"
	"iter"
)

// API is what the datafeed promises to its callers.
//
//tenon:api v1
type API interface {
	// GetConfig says what this datafeed can do.
	//
	//tenon:get /config
	GetConfig(ctx context.Context) (DatafeedConfiguration, error)

	// SearchSymbols finds symbols by what a user typed.
	//
	//tenon:get /search
	SearchSymbols(ctx context.Context, params SearchSymbolsParams) ([]SearchSymbolResultItem, error)

	// ResolveSymbol describes one symbol.
	//
	//tenon:get /resolve/{symbol}
	//tenon:error ErrSymbolNotFound 404
	ResolveSymbol(ctx context.Context, symbol string) (SymbolInfo, error)

	// GetBars lists the bars of a symbol in a span of time, in ascending order.
	//
	//tenon:get /bars
	//tenon:error ErrSymbolNotFound 404
	GetBars(ctx context.Context, params GetBarsParams) (GetBarsResponse, error)

	// GetQuotes gives the latest quotes of some symbols, in the order asked for.
	//
	//tenon:post /quotes
	//tenon:idempotent
	GetQuotes(ctx context.Context, request GetQuotesRequest) ([]QuoteData, error)

	// Bars streams the bar that is being built, each time that it changes.
	//
	//tenon:stream bars
	//tenon:error ErrSymbolNotFound 404
	Bars(ctx context.Context, req BarsSubscriptionRequest) (iter.Seq2[Bar, error], error)

	// Quotes streams the quotes of some symbols.
	//
	//tenon:stream quotes
	Quotes(ctx context.Context, req QuoteDataSubscriptionRequest) (iter.Seq2[QuoteData, error], error)
}

// ErrSymbolNotFound says that there is no symbol of that name.
var ErrSymbolNotFound = errors.New("symbol not found")
