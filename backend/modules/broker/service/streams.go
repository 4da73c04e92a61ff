package service

import (
	"context"
	"iter"

	"trading/modules/broker"
)

// Orders implements broker.API.
func (s *Service) Orders(ctx context.Context, req broker.OrderSubscriptionRequest) (iter.Seq2[broker.PlacedOrder, error], error) {
	return s.orderHub.Subscribe(ctx, req.AccountID), nil
}

// Positions implements broker.API.
func (s *Service) Positions(ctx context.Context, req broker.PositionSubscriptionRequest) (iter.Seq2[broker.Position, error], error) {
	return s.positionHub.Subscribe(ctx, req.AccountID), nil
}

// Executions implements broker.API.
func (s *Service) Executions(ctx context.Context, req broker.ExecutionSubscriptionRequest) (iter.Seq2[broker.Execution, error], error) {
	return s.executionHub.Subscribe(ctx, req.AccountID), nil
}

// Equity implements broker.API.
func (s *Service) Equity(ctx context.Context, req broker.EquitySubscriptionRequest) (iter.Seq2[broker.EquityData, error], error) {
	return s.equityHub.Subscribe(ctx, req.AccountID), nil
}

// BrokerConnection implements broker.API.
func (s *Service) BrokerConnection(ctx context.Context, req broker.BrokerConnectionSubscriptionRequest) (iter.Seq2[broker.BrokerConnectionStatus, error], error) {
	return s.connectionHub.Subscribe(ctx, req.AccountID), nil
}
