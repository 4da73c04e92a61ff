package service

import (
	"context"
	"fmt"

	"trading/modules/broker"
)

// The leverage of a symbol.
const (
	defaultLeverage  = 10.0
	minLeverage      = 1.0
	maxLeverage      = 100.0
	leverageStep     = 1.0
	moderateLeverage = 20.0
	highLeverage     = 50.0
)

// LeverageInfo implements broker.API.
func (s *Service) LeverageInfo(_ context.Context, symbol string, _ broker.OrderType, _ broker.Side) (broker.LeverageInfo, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	leverage, ok := s.leverages[symbol]
	if !ok {
		leverage = defaultLeverage
	}
	return broker.LeverageInfo{
		Title: "Leverage for " + symbol, Leverage: leverage, Min: minLeverage, Max: maxLeverage, Step: leverageStep,
	}, nil
}

// SetLeverage implements broker.API.
func (s *Service) SetLeverage(_ context.Context, params broker.LeverageSetParams) (broker.LeverageSetResult, error) {
	if problems := leverageErrors(params.Leverage); len(problems) > 0 {
		return broker.LeverageSetResult{}, fmt.Errorf("%w: %s", broker.ErrLeverageOutOfRange, problems[0])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leverages[params.Symbol] = params.Leverage
	return broker.LeverageSetResult{Leverage: params.Leverage}, nil
}

// PreviewLeverage implements broker.API.
func (s *Service) PreviewLeverage(_ context.Context, params broker.LeverageSetParams) (broker.LeveragePreviewResult, error) {
	var result broker.LeveragePreviewResult
	if params.Leverage > 0 {
		result.Infos = &[]string{fmt.Sprintf("Margin requirement: %.2f%%", 100/params.Leverage)}
	}
	switch {
	case params.Leverage > highLeverage:
		result.Warnings = &[]string{"High leverage: a small move against the position can lose all of its margin"}
	case params.Leverage > moderateLeverage:
		result.Warnings = &[]string{"Moderate leverage: losses grow as fast as gains"}
	}
	if problems := leverageErrors(params.Leverage); len(problems) > 0 {
		result.Errors = &problems
	}
	return result, nil
}

func leverageErrors(leverage float64) []string {
	switch {
	case leverage > maxLeverage:
		return []string{fmt.Sprintf("Leverage cannot exceed %.1f", maxLeverage)}
	case leverage < minLeverage:
		return []string{fmt.Sprintf("Leverage cannot be below %.1f", minLeverage)}
	}
	return nil
}
