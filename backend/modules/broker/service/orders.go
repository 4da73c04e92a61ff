package service

import (
	"context"
	"fmt"
	"slices"

	"trading/modules/broker"
)

// check says which rule an order breaks.
func (s *Service) check(ctx context.Context, order broker.PreOrder) error {
	if _, err := s.market.ResolveSymbol(ctx, order.Symbol); err != nil {
		return fmt.Errorf("%w: unknown symbol %s", broker.ErrOrderRejected, order.Symbol)
	}
	needsLimit := order.Type == broker.OrderTypeLimit || order.Type == broker.OrderTypeStopLimit
	if needsLimit && order.LimitPrice == nil {
		return fmt.Errorf("%w: a limit order needs limitPrice", broker.ErrOrderRejected)
	}
	needsStop := order.Type == broker.OrderTypeStop || order.Type == broker.OrderTypeStopLimit
	if needsStop && order.StopPrice == nil {
		return fmt.Errorf("%w: a stop order needs stopPrice", broker.ErrOrderRejected)
	}
	return nil
}

// place adds a working order; s.mu is held.
func (s *Service) place(order broker.PreOrder) broker.PlacedOrder {
	placed := s.placed(fmt.Sprintf("ORDER-%d", len(s.orders)+1), order)
	s.orders = append(s.orders, placed)
	s.orderHub.Publish(AccountID, placed)
	return placed
}

// placed is the working order that a client's order makes. The price that a market order names is kept in its limit
// price, for the fill.
func (s *Service) placed(id string, order broker.PreOrder) broker.PlacedOrder {
	now := s.now().UnixMilli()
	placed := broker.PlacedOrder{
		ID: id, Symbol: order.Symbol, Type: order.Type, Side: order.Side, Qty: order.Qty, Status: broker.OrderStatusWorking,
		LimitPrice: order.LimitPrice, StopPrice: order.StopPrice, TakeProfit: order.TakeProfit, StopLoss: order.StopLoss,
		GuaranteedStop: order.GuaranteedStop, TrailingStopPips: order.TrailingStopPips, StopType: order.StopType,
		UpdateTime: &now,
	}
	if order.Type == broker.OrderTypeMarket && placed.LimitPrice == nil {
		placed.LimitPrice = seenPrice(order)
	}
	return placed
}

// seenPrice is the price that the client of a market order saw, or nil.
func seenPrice(order broker.PreOrder) *float64 {
	switch {
	case order.SeenPrice != nil:
		return order.SeenPrice
	case order.CurrentQuotes == nil:
		return nil
	case order.Side == broker.SideBuy:
		return &order.CurrentQuotes.Ask
	default:
		return &order.CurrentQuotes.Bid
	}
}

// working finds an order that can still be changed; s.mu is held.
func (s *Service) working(id string) (*broker.PlacedOrder, error) {
	i := slices.IndexFunc(s.orders, func(o broker.PlacedOrder) bool { return o.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%w: %s", broker.ErrOrderNotFound, id)
	}
	if s.orders[i].Status != broker.OrderStatusWorking {
		return nil, fmt.Errorf("%w: order %s is not working any more", broker.ErrOrderRejected, id)
	}
	return &s.orders[i], nil
}

// cancel cancels a working order; s.mu is held.
func (s *Service) cancel(order *broker.PlacedOrder) {
	now := s.now().UnixMilli()
	order.Status, order.UpdateTime = broker.OrderStatusCanceled, &now
	s.orderHub.Publish(AccountID, *order)
}

// cancelBrackets cancels the orders that close a position by themselves; s.mu is held.
func (s *Service) cancelBrackets(positionID string) {
	for _, id := range s.brackets[positionID] {
		if order, err := s.working(id); err == nil {
			s.cancel(order)
		}
	}
	delete(s.brackets, positionID)
}
