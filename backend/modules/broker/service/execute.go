package service

import (
	"context"
	"math"

	"trading/modules/broker"
	"trading/modules/datafeed"
)

// Execute fills every working order now and says how many it filled. An order without a price of its own that the
// market has no price for stays WORKING.
//
// One fill is published as execution, order, equity, position, in this order.
func (s *Service) Execute(ctx context.Context) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	filled := 0
	for i := range s.orders {
		order := &s.orders[i]
		if order.Status != broker.OrderStatusWorking {
			continue
		}
		price, ok, err := s.fillPrice(ctx, *order)
		if err != nil {
			return filled, err
		}
		if ok {
			s.fill(order, price)
			filled++
		}
	}
	return filled, nil
}

// fillPrice is the price at which an order is filled: its own, else the market's.
func (s *Service) fillPrice(ctx context.Context, order broker.PlacedOrder) (float64, bool, error) {
	switch {
	case order.LimitPrice != nil:
		return *order.LimitPrice, true, nil
	case order.StopPrice != nil:
		return *order.StopPrice, true, nil
	}
	return s.marketPrice(ctx, order.Symbol)
}

// marketPrice is the last price of a symbol; false if it has none.
func (s *Service) marketPrice(ctx context.Context, symbol string) (float64, bool, error) {
	quotes, err := s.market.GetQuotes(ctx, datafeed.GetQuotesRequest{Symbols: []string{symbol}})
	if err != nil {
		return 0, false, err
	}
	for _, q := range quotes {
		if v, ok := q.Value.(datafeed.QuoteValues); ok {
			return v.LastPrice, true, nil
		}
	}
	return 0, false, nil
}

// fill fills a whole order at a price and publishes what follows from it; s.mu is held.
func (s *Service) fill(order *broker.PlacedOrder, price float64) {
	now := s.now().UnixMilli()
	execution := broker.Execution{Symbol: order.Symbol, Price: price, Qty: order.Qty, Side: order.Side, Time: now}
	s.executions = append(s.executions, execution)
	qty := order.Qty
	order.Status, order.FilledQty, order.AvgPrice, order.UpdateTime = broker.OrderStatusFilled, &qty, &price, &now
	position := s.apply(execution)

	s.executionHub.Publish(AccountID, execution)
	s.orderHub.Publish(AccountID, *order)
	s.equityHub.Publish(AccountID, s.equity())
	s.positionHub.Publish(AccountID, position)
	if position.Qty == 0 {
		s.cancelBrackets(position.ID)
	}
}

// apply moves the position of an execution's symbol and the realised profit, by average cost: an opposite execution
// closes the position first and opens the rest at its own price. It gives the position as it is then, with quantity
// 0 if it is closed; s.mu is held.
func (s *Service) apply(e broker.Execution) broker.Position {
	i := s.position(e.Symbol)
	if i < 0 {
		s.positions = append(s.positions, broker.Position{ID: e.Symbol, Symbol: e.Symbol, Side: e.Side, Qty: e.Qty, AvgPrice: e.Price})
		return s.positions[len(s.positions)-1]
	}
	p := &s.positions[i]
	if p.Side == e.Side {
		p.AvgPrice = (p.AvgPrice*p.Qty + e.Price*e.Qty) / (p.Qty + e.Qty)
		p.Qty += e.Qty
		return *p
	}
	closed := math.Min(p.Qty, e.Qty)
	s.realized += float64(p.Side) * (e.Price - p.AvgPrice) * closed
	p.Qty -= closed
	if rest := e.Qty - closed; rest > 0 {
		p.Side, p.Qty, p.AvgPrice = e.Side, rest, e.Price
		return *p
	}
	state := *p
	if p.Qty == 0 {
		s.positions = append(s.positions[:i], s.positions[i+1:]...)
	}
	return state
}

// equity is the worth of the account, its open positions at the price of their symbol's last execution; s.mu is held.
func (s *Service) equity() broker.EquityData {
	last := make(map[string]float64)
	for _, e := range s.executions {
		last[e.Symbol] = e.Price
	}
	unrealized := 0.0
	for _, p := range s.positions {
		unrealized += float64(p.Side) * (last[p.Symbol] - p.AvgPrice) * p.Qty
	}
	balance := openingBalance + s.realized
	return broker.EquityData{Equity: balance + unrealized, Balance: balance, UnrealizedPL: unrealized, RealizedPL: s.realized}
}
