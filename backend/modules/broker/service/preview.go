package service

import (
	"context"
	"fmt"
	"strconv"

	"trading/modules/broker"
)

// What an order costs beside its price.
const (
	commissionRate = 0.001
	marginRate     = 0.5
	largeQuantity  = 1000
)

// PreviewOrder implements broker.API.
func (s *Service) PreviewOrder(ctx context.Context, order broker.PreOrder) (broker.OrderPreviewResult, error) {
	if err := s.check(ctx, order); err != nil {
		return broker.OrderPreviewResult{}, err
	}
	price, known, err := s.fillPrice(ctx, s.placed("", order))
	if err != nil {
		return broker.OrderPreviewResult{}, err
	}
	s.mu.Lock()
	s.previews++
	confirmID := fmt.Sprintf("PREVIEW-%d", s.previews)
	s.mu.Unlock()

	result := broker.OrderPreviewResult{
		Sections:  []broker.OrderPreviewSection{orderDetails(order), costAnalysis(order, price, known)},
		ConfirmID: &confirmID,
	}
	if rows := bracketRows(order); len(rows) > 0 {
		result.Sections = append(result.Sections, section("Risk Management", rows...))
	}
	if warnings := previewWarnings(order); len(warnings) > 0 {
		result.Warnings = &warnings
	}
	return result, nil
}

func section(header string, rows ...broker.OrderPreviewSectionRow) broker.OrderPreviewSection {
	return broker.OrderPreviewSection{Header: &header, Rows: rows}
}

func row(title, value string) broker.OrderPreviewSectionRow {
	return broker.OrderPreviewSectionRow{Title: title, Value: value}
}

// money shows an amount of money.
func money(v float64) string { return "$" + strconv.FormatFloat(v, 'f', 2, 64) }

// number shows a quantity.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func orderDetails(order broker.PreOrder) broker.OrderPreviewSection {
	side := "Buy"
	if order.Side == broker.SideSell {
		side = "Sell"
	}
	types := map[broker.OrderType]string{
		broker.OrderTypeLimit: "Limit", broker.OrderTypeMarket: "Market",
		broker.OrderTypeStop: "Stop", broker.OrderTypeStopLimit: "Stop Limit",
	}
	rows := []broker.OrderPreviewSectionRow{
		row("Symbol", order.Symbol), row("Side", side), row("Quantity", number(order.Qty)), row("Order Type", types[order.Type]),
	}
	rows = appendPrice(rows, "Limit Price", order.LimitPrice)
	return section("Order Details", appendPrice(rows, "Stop Price", order.StopPrice)...)
}

// costAnalysis estimates the cost; without any price it says so.
func costAnalysis(order broker.PreOrder, price float64, known bool) broker.OrderPreviewSection {
	if !known {
		return section("Cost Analysis", row("Estimated Price", "unknown: the symbol has not been traded yet"))
	}
	value := price * order.Qty
	commission := value * commissionRate
	return section("Cost Analysis",
		row("Estimated Price", money(price)),
		row("Order Value", money(value)),
		row("Commission", money(commission)),
		row("Margin Required", money(value*marginRate)),
		row("Total Cost", money(value+commission)),
	)
}

func bracketRows(order broker.PreOrder) []broker.OrderPreviewSectionRow {
	var rows []broker.OrderPreviewSectionRow
	rows = appendPrice(rows, "Take Profit", order.TakeProfit)
	rows = appendPrice(rows, "Stop Loss", order.StopLoss)
	rows = appendPrice(rows, "Guaranteed Stop", order.GuaranteedStop)
	if order.TrailingStopPips != nil {
		rows = append(rows, row("Trailing Stop", number(*order.TrailingStopPips)+" pips"))
	}
	return rows
}

func appendPrice(rows []broker.OrderPreviewSectionRow, title string, price *float64) []broker.OrderPreviewSectionRow {
	if price == nil {
		return rows
	}
	return append(rows, row(title, money(*price)))
}

func previewWarnings(order broker.PreOrder) []string {
	var warnings []string
	if order.Type == broker.OrderTypeMarket {
		warnings = append(warnings, "Market orders are filled at the price of the moment, which may differ from this estimate")
	}
	if order.Qty > largeQuantity {
		warnings = append(warnings, "Large quantity: the order may move the market")
	}
	return warnings
}
