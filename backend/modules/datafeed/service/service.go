// Package service is an in-memory datafeed: it knows its symbols, is told their prices, builds the bars of every
// resolution from them and streams both.
package service

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"trading/internal/feed"
	"trading/modules/datafeed"
)

// Service implements datafeed.API. Its methods may be called concurrently.
type Service struct {
	now func() time.Time

	mu      sync.Mutex
	symbols []datafeed.SymbolInfo
	prices  map[string]float64                   // last price by symbol
	bars    map[series][]datafeed.Bar            // ascending by time
	barHub  feed.Hub[series, datafeed.Bar]       // by symbol and resolution
	quotes  feed.Hub[string, datafeed.QuoteData] // by symbol
}

// series names the bars of one symbol and resolution.
type series struct {
	symbol     string
	resolution datafeed.Resolution
}

var _ datafeed.API = (*Service)(nil)

// New makes a datafeed that knows its symbols and no price yet. now is its clock.
func New(now func() time.Time) *Service {
	return &Service{
		now:     now,
		symbols: symbols(),
		prices:  make(map[string]float64),
		bars:    make(map[series][]datafeed.Bar),
	}
}

// Trade tells the datafeed that volume units of a symbol were traded at price. It returns once everyone who streams
// the symbol's bars or quotes has been handed the change.
func (s *Service) Trade(symbol string, price float64, volume int64) error {
	if !(price > 0) || math.IsInf(price, 0) || volume < 0 {
		return fmt.Errorf("trade %d of %s at %v: price and volume must be positive", volume, symbol, price)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.lookup(symbol); !ok {
		return fmt.Errorf("%w: %s", datafeed.ErrSymbolNotFound, symbol)
	}
	s.prices[symbol] = price
	for _, r := range resolutions() {
		key := series{symbol, r}
		s.bars[key] = addTrade(s.bars[key], barStart(s.now(), r), price, volume)
		s.barHub.Publish(key, s.bars[key][len(s.bars[key])-1])
	}
	s.quotes.Publish(symbol, s.quote(symbol))
	return nil
}

// GetConfig implements datafeed.API.
func (s *Service) GetConfig(context.Context) (datafeed.DatafeedConfiguration, error) {
	return datafeed.DatafeedConfiguration{
		SupportedResolutions: resolutionNames(),
		Exchanges:            []datafeed.Exchange{{Value: "NASDAQ", Name: "NASDAQ", Desc: "NASDAQ Stock Market"}},
		SymbolsTypes:         []datafeed.DatafeedSymbolType{{Name: "Stock", Value: "stock"}},
	}, nil
}

// SearchSymbols implements datafeed.API.
func (s *Service) SearchSymbols(_ context.Context, p datafeed.SearchSymbolsParams) ([]datafeed.SearchSymbolResultItem, error) {
	var found []datafeed.SearchSymbolResultItem
	input := strings.ToLower(p.UserInput)
	for _, sym := range s.symbols {
		if len(found) >= p.MaxResults {
			break
		}
		matches := strings.Contains(strings.ToLower(sym.Name), input) || strings.Contains(strings.ToLower(sym.Description), input)
		if !matches || p.Exchange != "" && p.Exchange != sym.Exchange || p.SymbolType != "" && p.SymbolType != sym.Type {
			continue
		}
		found = append(found, datafeed.SearchSymbolResultItem{
			Symbol: sym.Name, Description: sym.Description, Exchange: sym.Exchange, Ticker: sym.Ticker, Type: sym.Type,
		})
	}
	return found, nil
}

// ResolveSymbol implements datafeed.API.
func (s *Service) ResolveSymbol(_ context.Context, symbol string) (datafeed.SymbolInfo, error) {
	info, ok := s.lookup(symbol)
	if !ok {
		return datafeed.SymbolInfo{}, fmt.Errorf("%w: %s", datafeed.ErrSymbolNotFound, symbol)
	}
	info.SupportedResolutions = slices.Clone(info.SupportedResolutions)
	return info, nil
}

// GetBars implements datafeed.API.
func (s *Service) GetBars(_ context.Context, p datafeed.GetBarsParams) (datafeed.GetBarsResponse, error) {
	if _, ok := s.lookup(p.Symbol); !ok {
		return datafeed.GetBarsResponse{}, fmt.Errorf("%w: %s", datafeed.ErrSymbolNotFound, p.Symbol)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	bars := s.bars[series{p.Symbol, p.Resolution}]
	end := firstAt(bars, p.ToTime)
	start := min(firstAt(bars, p.FromTime), end)
	if p.CountBack != nil {
		start = max(0, end-int(min(max(*p.CountBack, 0), int64(end))))
	}
	return datafeed.GetBarsResponse{Bars: slices.Clone(bars[start:end]), NoData: start == end}, nil
}

// GetQuotes implements datafeed.API.
func (s *Service) GetQuotes(_ context.Context, request datafeed.GetQuotesRequest) ([]datafeed.QuoteData, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	quotes := make([]datafeed.QuoteData, len(request.Symbols))
	for i, symbol := range request.Symbols {
		quotes[i] = s.quote(symbol)
	}
	return quotes, nil
}

// Bars implements datafeed.API.
func (s *Service) Bars(ctx context.Context, req datafeed.BarsSubscriptionRequest) (iter.Seq2[datafeed.Bar, error], error) {
	if _, ok := s.lookup(req.Symbol); !ok {
		return nil, fmt.Errorf("%w: %s", datafeed.ErrSymbolNotFound, req.Symbol)
	}
	return s.barHub.Subscribe(ctx, series{req.Symbol, req.Resolution}), nil
}

// Quotes implements datafeed.API. Symbols in both lists are streamed once.
func (s *Service) Quotes(ctx context.Context, req datafeed.QuoteDataSubscriptionRequest) (iter.Seq2[datafeed.QuoteData, error], error) {
	names := slices.Concat(req.Symbols, req.FastSymbols)
	slices.Sort(names)
	return s.quotes.Subscribe(ctx, slices.Compact(names)...), nil
}

// quote is the quote of a symbol now; s.mu is held.
func (s *Service) quote(symbol string) datafeed.QuoteData {
	info, known := s.lookup(symbol)
	price, traded := s.prices[symbol]
	if !known || !traded {
		why := "unknown symbol"
		if known {
			why = "not traded yet"
		}
		return datafeed.QuoteData{Status: datafeed.QuoteStatusError, Name: symbol, Value: datafeed.QuoteError{Error: why}}
	}
	tick := float64(info.Minmov) / float64(info.Pricescale)
	days := s.bars[series{symbol, datafeed.ResolutionDay}]
	today := days[len(days)-1]
	v := datafeed.QuoteValues{
		LastPrice: price, Ask: price + tick, Bid: price - tick, Spread: 2 * tick,
		OpenPrice: today.Open, HighPrice: today.High, LowPrice: today.Low, PrevClose: today.Open, Volume: today.Volume,
		ShortName: info.Name, Exchange: info.Exchange, Description: info.Description,
		OriginalName: info.Exchange + ":" + info.Name,
	}
	if len(days) > 1 {
		v.PrevClose = days[len(days)-2].Close
	}
	v.Change = price - v.PrevClose
	v.ChangePercent = 100 * v.Change / v.PrevClose
	return datafeed.QuoteData{Status: datafeed.QuoteStatusOK, Name: symbol, Value: v}
}

// lookup finds a symbol by its name. The list of symbols never changes.
func (s *Service) lookup(symbol string) (datafeed.SymbolInfo, bool) {
	i := slices.IndexFunc(s.symbols, func(info datafeed.SymbolInfo) bool { return info.Name == symbol })
	if i < 0 {
		return datafeed.SymbolInfo{}, false
	}
	return s.symbols[i], true
}

// firstAt is the index of the first bar that starts at or after a time in seconds.
func firstAt(bars []datafeed.Bar, seconds int64) int {
	i, _ := slices.BinarySearchFunc(bars, seconds, func(b datafeed.Bar, s int64) int { return cmp.Compare(b.Time/1000, s) })
	return i
}
