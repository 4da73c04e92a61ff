// Package service is a brokerage in memory, for one demo account. Orders stay WORKING until Execute fills them.
package service

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"trading/internal/feed"
	"trading/modules/broker"
	"trading/modules/datafeed"
)

// The demo account.
const (
	AccountID      = "DEMO-ACCOUNT"
	accountName    = "Demo Trading Account"
	openingBalance = 100000.0
)

// Service implements broker.API. Its methods may be called concurrently. Each change is published while the lock is
// held, so that streams show changes in the order in which they happened.
type Service struct {
	market datafeed.API
	now    func() time.Time

	mu         sync.Mutex
	orders     []broker.PlacedOrder
	positions  []broker.Position // open ones
	executions []broker.Execution
	brackets   map[string][]string // orders that close a position by themselves, by position
	leverages  map[string]float64  // by symbol
	realized   float64
	previews   int

	orderHub      feed.Hub[string, broker.PlacedOrder] // hubs are by account
	positionHub   feed.Hub[string, broker.Position]
	executionHub  feed.Hub[string, broker.Execution]
	equityHub     feed.Hub[string, broker.EquityData]
	connectionHub feed.Hub[string, broker.BrokerConnectionStatus]
}

var _ broker.API = (*Service)(nil)

// New makes a broker that prices market orders on a datafeed. now is its clock.
func New(market datafeed.API, now func() time.Time) *Service {
	return &Service{market: market, now: now, brackets: make(map[string][]string), leverages: make(map[string]float64)}
}

// PlaceOrder implements broker.API.
func (s *Service) PlaceOrder(ctx context.Context, order broker.PreOrder) (broker.PlaceOrderResult, error) {
	if err := s.check(ctx, order); err != nil {
		return broker.PlaceOrderResult{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return broker.PlaceOrderResult{OrderID: s.place(order).ID}, nil
}

// ModifyOrder implements broker.API.
func (s *Service) ModifyOrder(ctx context.Context, orderID string, order broker.PreOrder) (broker.SuccessResponse, error) {
	if err := s.check(ctx, order); err != nil {
		return broker.SuccessResponse{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	placed, err := s.working(orderID)
	if err != nil {
		return broker.SuccessResponse{}, err
	}
	*placed = s.placed(orderID, order)
	s.orderHub.Publish(AccountID, *placed)
	return done("Order %s modified", orderID), nil
}

// CancelOrder implements broker.API.
func (s *Service) CancelOrder(_ context.Context, orderID string) (broker.SuccessResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	placed, err := s.working(orderID)
	if err != nil {
		return broker.SuccessResponse{}, err
	}
	s.cancel(placed)
	return done("Order %s canceled", orderID), nil
}

// GetOrders implements broker.API.
func (s *Service) GetOrders(context.Context) ([]broker.PlacedOrder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.orders), nil
}

// GetPositions implements broker.API.
func (s *Service) GetPositions(context.Context) ([]broker.Position, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.positions), nil
}

// GetExecutions implements broker.API.
func (s *Service) GetExecutions(_ context.Context, symbol string) ([]broker.Execution, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.executions), func(e broker.Execution) bool { return e.Symbol != symbol }), nil
}

// GetAccountInfo implements broker.API.
func (s *Service) GetAccountInfo(context.Context) (broker.AccountMetainfo, error) {
	return broker.AccountMetainfo{ID: AccountID, Name: accountName}, nil
}

// ClosePosition implements broker.API.
func (s *Service) ClosePosition(_ context.Context, positionID string, params broker.ClosePositionParams) (broker.SuccessResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.position(positionID)
	if i < 0 {
		return broker.SuccessResponse{}, fmt.Errorf("%w: %s", broker.ErrPositionNotFound, positionID)
	}
	p := s.positions[i]
	qty := p.Qty
	if params.Amount != nil {
		qty = *params.Amount
	}
	if qty > p.Qty {
		return broker.SuccessResponse{}, fmt.Errorf("%w: position %s holds %v units, not %v", broker.ErrOrderRejected, positionID, p.Qty, qty)
	}
	order := s.place(broker.PreOrder{Symbol: p.Symbol, Type: broker.OrderTypeMarket, Side: -p.Side, Qty: qty})
	return done("Order %s closes %v of position %s", order.ID, qty, positionID), nil
}

// EditPositionBrackets implements broker.API. The brackets of a position are working orders that close it.
func (s *Service) EditPositionBrackets(_ context.Context, positionID string, edit broker.EditPositionBracketsRequest) (broker.SuccessResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.position(positionID)
	if i < 0 {
		return broker.SuccessResponse{}, fmt.Errorf("%w: %s", broker.ErrPositionNotFound, positionID)
	}
	p := s.positions[i]
	s.cancelBrackets(positionID)
	closing := broker.PreOrder{Symbol: p.Symbol, Side: -p.Side, Qty: p.Qty}
	if price := edit.Brackets.TakeProfit; price != nil {
		closing.Type, closing.LimitPrice = broker.OrderTypeLimit, price
		s.brackets[positionID] = append(s.brackets[positionID], s.place(closing).ID)
	}
	if price := edit.Brackets.StopLoss; price != nil {
		closing.Type, closing.LimitPrice, closing.StopPrice = broker.OrderTypeStop, nil, price
		s.brackets[positionID] = append(s.brackets[positionID], s.place(closing).ID)
	}
	return done("Brackets of position %s set", positionID), nil
}

// SetConnection tells the streams that the broker's connection to its market changed.
func (s *Service) SetConnection(connected bool, message string) {
	status := broker.BrokerConnectionStatus{Message: &message, Timestamp: s.now().UnixMilli()}
	if connected {
		status.Status = broker.ConnectionStateConnected
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.connectionHub.Publish(AccountID, status)
}

// done says what was done.
func done(format string, args ...any) broker.SuccessResponse {
	return broker.SuccessResponse{Success: true, Message: fmt.Sprintf(format, args...)}
}

// position is the index of the open position of that id, or -1; s.mu is held.
func (s *Service) position(id string) int {
	return slices.IndexFunc(s.positions, func(p broker.Position) bool { return p.ID == id })
}
