package service_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"trading/modules/broker"
	"trading/modules/broker/service"
	"trading/modules/datafeed"
	datafeedservice "trading/modules/datafeed/service"
)

func newBroker() (*service.Service, *datafeedservice.Service) {
	market := datafeedservice.New(time.Now)
	return service.New(market, time.Now), market
}

func order(symbol string, side broker.Side, qty, price float64) broker.PreOrder {
	return broker.PreOrder{Symbol: symbol, Type: broker.OrderTypeLimit, Side: side, Qty: qty, LimitPrice: &price}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAFillCascadesInTheStatedOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, _ := newBroker()
		ctx, cancel := context.WithCancel(t.Context())
		var seen []string
		executions := must[iter.Seq2[broker.Execution, error]](t)(b.Executions(ctx, broker.ExecutionSubscriptionRequest{AccountID: service.AccountID}))
		orders := must[iter.Seq2[broker.PlacedOrder, error]](t)(b.Orders(ctx, broker.OrderSubscriptionRequest{AccountID: service.AccountID}))
		equity := must[iter.Seq2[broker.EquityData, error]](t)(b.Equity(ctx, broker.EquitySubscriptionRequest{AccountID: service.AccountID}))
		positions := must[iter.Seq2[broker.Position, error]](t)(b.Positions(ctx, broker.PositionSubscriptionRequest{AccountID: service.AccountID}))
		states := map[broker.OrderStatus]string{broker.OrderStatusWorking: "working", broker.OrderStatusFilled: "filled"}
		go watch(&seen, executions, func(broker.Execution) string { return "execution" })
		go watch(&seen, orders, func(o broker.PlacedOrder) string { return states[o.Status] })
		go watch(&seen, equity, func(broker.EquityData) string { return "equity" })
		go watch(&seen, positions, func(broker.Position) string { return "position" })

		must[broker.PlaceOrderResult](t)(b.PlaceOrder(ctx, order("AAPL", broker.SideBuy, 2, 100)))
		must[int](t)(b.Execute(ctx))
		cancel()
		synctest.Wait()
		if want := []string{"working", "execution", "filled", "equity", "position"}; !slices.Equal(seen, want) {
			t.Fatalf("saw %v, want %v", seen, want)
		}
	})
}

// watch notes every value of a stream. Publishing is synchronous, so the notes need no lock.
func watch[T any](seen *[]string, seq iter.Seq2[T, error], note func(T) string) {
	for v := range seq {
		*seen = append(*seen, note(v))
	}
}

func TestReversingAPositionRealisesItsProfitFirst(t *testing.T) {
	b, _ := newBroker()
	ctx := t.Context()
	for _, o := range []broker.PreOrder{
		order("AAPL", broker.SideBuy, 2, 100), order("AAPL", broker.SideBuy, 2, 110), order("AAPL", broker.SideSell, 6, 120),
	} {
		must[broker.PlaceOrderResult](t)(b.PlaceOrder(ctx, o))
	}
	if n := must[int](t)(b.Execute(ctx)); n != 3 {
		t.Fatalf("filled %d orders", n)
	}
	want := []broker.Position{{ID: "AAPL", Symbol: "AAPL", Side: broker.SideSell, Qty: 2, AvgPrice: 120}}
	if got := must[[]broker.Position](t)(b.GetPositions(ctx)); !slices.Equal(got, want) {
		t.Fatalf("positions %+v, want %+v", got, want)
	}
}

func TestClosingAPositionPlacesAnOppositeMarketOrder(t *testing.T) {
	b, market := newBroker()
	ctx := t.Context()
	must[broker.PlaceOrderResult](t)(b.PlaceOrder(ctx, order("AAPL", broker.SideBuy, 2, 100)))
	must[int](t)(b.Execute(ctx))
	if err := market.Trade("AAPL", 105, 1); err != nil {
		t.Fatal(err)
	}
	tooMuch := 3.0
	if _, err := b.ClosePosition(ctx, "AAPL", broker.ClosePositionParams{Amount: &tooMuch}); !errors.Is(err, broker.ErrOrderRejected) {
		t.Fatalf("closing too much: %v", err)
	}
	must[broker.SuccessResponse](t)(b.ClosePosition(ctx, "AAPL", broker.ClosePositionParams{}))
	must[int](t)(b.Execute(ctx))
	if got := must[[]broker.Position](t)(b.GetPositions(ctx)); len(got) != 0 {
		t.Fatalf("positions %+v", got)
	}
	executions := must[[]broker.Execution](t)(b.GetExecutions(ctx, "AAPL"))
	if last := executions[len(executions)-1]; last.Price != 105 || last.Side != broker.SideSell {
		t.Fatalf("closed by %+v", last)
	}
}

func TestRulesOfOrders(t *testing.T) {
	b, _ := newBroker()
	ctx := t.Context()
	for name, o := range map[string]broker.PreOrder{
		"unknown symbol": order("NOPE", broker.SideBuy, 1, 1),
		"no limit":       {Symbol: "AAPL", Type: broker.OrderTypeLimit, Side: broker.SideBuy, Qty: 1},
		"no stop":        {Symbol: "AAPL", Type: broker.OrderTypeStop, Side: broker.SideBuy, Qty: 1},
	} {
		if _, err := b.PlaceOrder(ctx, o); !errors.Is(err, broker.ErrOrderRejected) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.CancelOrder(ctx, "ORDER-1"); !errors.Is(err, broker.ErrOrderNotFound) {
		t.Errorf("cancel: %v", err)
	}
	placed := must[broker.PlaceOrderResult](t)(b.PlaceOrder(ctx, order("AAPL", broker.SideBuy, 1, 1)))
	must[broker.SuccessResponse](t)(b.CancelOrder(ctx, placed.OrderID))
	if _, err := b.CancelOrder(ctx, placed.OrderID); !errors.Is(err, broker.ErrOrderRejected) {
		t.Errorf("cancel twice: %v", err)
	}
}

func TestPreviewHasTheSectionsThatClientsShow(t *testing.T) {
	b, _ := newBroker()
	o := order("AAPL", broker.SideBuy, 10, 100)
	profit := 120.0
	o.TakeProfit = &profit
	preview := must[broker.OrderPreviewResult](t)(b.PreviewOrder(t.Context(), o))
	var headers []string
	for _, s := range preview.Sections {
		headers = append(headers, *s.Header)
	}
	if !slices.Equal(headers, []string{"Order Details", "Cost Analysis", "Risk Management"}) {
		t.Fatalf("sections %v", headers)
	}
	want := []broker.OrderPreviewSectionRow{
		{Title: "Estimated Price", Value: "$100.00"}, {Title: "Order Value", Value: "$1000.00"},
		{Title: "Commission", Value: "$1.00"}, {Title: "Margin Required", Value: "$500.00"}, {Title: "Total Cost", Value: "$1001.00"},
	}
	if got := preview.Sections[1].Rows; !slices.Equal(got, want) {
		t.Fatalf("costs %v, want %v", got, want)
	}
}

func TestQuotesAndBarsTellTheSamePrice(t *testing.T) {
	_, market := newBroker()
	ctx := t.Context()
	for _, price := range []float64{100, 90, 95} {
		if err := market.Trade("MSFT", price, 10); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now().Unix()
	params := datafeed.GetBarsParams{Symbol: "MSFT", Resolution: datafeed.ResolutionDay, FromTime: now - 48*3600, ToTime: now + 1}
	bars := must[datafeed.GetBarsResponse](t)(market.GetBars(ctx, params)).Bars
	last := bars[len(bars)-1]
	quote := must[[]datafeed.QuoteData](t)(market.GetQuotes(ctx, datafeed.GetQuotesRequest{Symbols: []string{"MSFT"}}))[0]
	if v, ok := quote.Value.(datafeed.QuoteValues); !ok || v.LastPrice != last.Close || last.Low != 90 || last.Volume != 30 {
		t.Fatalf("quote %+v, bar %+v", quote, last)
	}
}
