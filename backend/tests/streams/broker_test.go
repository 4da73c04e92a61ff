package streams

import (
	"context"
	"fmt"
	"iter"
	"testing"

	"tenon/ws"
	"trading/modules/broker"
	brokerws "trading/modules/broker/ws_generated"
)

const demo = `{"accountId":"DEMO-ACCOUNT"}`

// topicOf is the topic of a broker's stream and the demo account, as it stands in a JSON string.
func topicOf(stream string) string { return stream + `:{\"accountId\":\"DEMO-ACCOUNT\"}` }

// place places an order to buy (side 1) or to sell (side -1).
func place(t *testing.T, b *backend, side broker.Side, qty, price float64) {
	t.Helper()
	_, err := b.broker.PlaceOrder(t.Context(), broker.PreOrder{
		Symbol: "AAPL", Type: broker.OrderTypeLimit, Side: side, Qty: qty, LimitPrice: &price,
	})
	must(t, err)
}

// execute fills every working order.
func execute(t *testing.T, b *backend) {
	t.Helper()
	_, err := b.broker.Execute(t.Context())
	must(t, err)
}

func TestOneExecutionCascadesThroughTheStreamsInOrder(t *testing.T) {
	b := start(t, nil)
	c := b.dialBroker(t)
	for _, stream := range []string{"positions", "equity", "orders", "executions", "broker-connection"} {
		c.subscribe(stream, demo, topicOf(stream))
	}
	place(t, b, broker.SideBuy, 10, 150)
	c.want(update("orders", topicOf("orders"),
		`{"id":"ORDER-1","symbol":"AAPL","type":1,"side":1,"qty":10,"status":6,"limitPrice":150,"updateTime":1714573800000}`))
	execute(t, b)
	c.want(
		update("executions", topicOf("executions"),
			`{"symbol":"AAPL","price":150,"qty":10,"side":1,"time":1714573800000}`),
		update("orders", topicOf("orders"),
			`{"id":"ORDER-1","symbol":"AAPL","type":1,"side":1,"qty":10,"status":2,"limitPrice":150,"filledQty":10,"avgPrice":150,"updateTime":1714573800000}`),
		update("equity", topicOf("equity"), `{"equity":100000,"balance":100000,"unrealizedPL":0,"realizedPL":0}`),
		update("positions", topicOf("positions"), `{"id":"AAPL","symbol":"AAPL","qty":10,"side":1,"avgPrice":150}`),
	)
	place(t, b, broker.SideSell, 10, 152.5)
	execute(t, b)
	c.want(
		update("orders", topicOf("orders"),
			`{"id":"ORDER-2","symbol":"AAPL","type":1,"side":-1,"qty":10,"status":6,"limitPrice":152.5,"updateTime":1714573800000}`),
		update("executions", topicOf("executions"),
			`{"symbol":"AAPL","price":152.5,"qty":10,"side":-1,"time":1714573800000}`),
		update("orders", topicOf("orders"),
			`{"id":"ORDER-2","symbol":"AAPL","type":1,"side":-1,"qty":10,"status":2,"limitPrice":152.5,"filledQty":10,"avgPrice":152.5,"updateTime":1714573800000}`),
		update("equity", topicOf("equity"), `{"equity":100025,"balance":100025,"unrealizedPL":0,"realizedPL":25}`),
		update("positions", topicOf("positions"), `{"id":"AAPL","symbol":"AAPL","qty":0,"side":1,"avgPrice":150}`),
	)
	b.broker.SetConnection(false, "market closed")
	c.want(update("broker-connection", topicOf("broker-connection"), `{"status":0,"message":"market closed","timestamp":1714573800000}`))
	c.wantNothing()
}

func TestClientsOfOneTopicShareItAndOthersSeeNothing(t *testing.T) {
	b := start(t, nil)
	first, second, other, quiet := b.dialBroker(t), b.dialBroker(t), b.dialBroker(t), b.dialBroker(t)
	first.subscribe("orders", demo, topicOf("orders"))
	second.sendAnything(`{ "payload": {"unknown": [1, {"a": null}], "accountId": "DEMO-ACCOUN\u0054"}, "id": "42", "type": "orders.subscribe" }`)
	second.want(`{"type":"orders.subscribe.response","id":"42","payload":{"status":"ok","message":"Subscribed","topic":"` + topicOf("orders") + `"}}`)
	other.subscribe("positions", demo, topicOf("positions"))
	quiet.subscribe("orders", `{"accountId":"<nobody>"}`, `orders:{\"accountId\":\"<nobody>\"}`)
	if n := b.brokerStreams.Stats().Topics; n != 3 {
		t.Fatalf("%d topics, want 3", n)
	}
	working := func(n int) string {
		return update("orders", topicOf("orders"), fmt.Sprintf(
			`{"id":"ORDER-%d","symbol":"AAPL","type":1,"side":1,"qty":1,"status":6,"limitPrice":10,"updateTime":1714573800000}`, n))
	}
	place(t, b, broker.SideBuy, 1, 10)
	first.want(working(1))
	second.want(working(1))

	first.unsubscribe("orders", demo, topicOf("orders"))
	first.unsubscribe("orders", demo, topicOf("orders"))
	place(t, b, broker.SideBuy, 1, 10)
	second.want(working(2))
	first.wantNothing()
	other.wantNothing()
	quiet.wantNothing()

	second.unsubscribe("orders", demo, topicOf("orders"))
	eventually(t, "a producer outlives its subscribers", func() bool { return b.brokerStreams.Stats().Topics == 2 })
	place(t, b, broker.SideBuy, 1, 10) // nobody listens, and nobody waits
	second.subscribe("orders", demo, topicOf("orders"))
	place(t, b, broker.SideBuy, 1, 10)
	second.want(working(4))
}

func TestEveryRouterServesItsServiceAndIsInTheIndex(t *testing.T) {
	b := start(t, nil)
	routers := map[string]ws.Router{
		"orders":            brokerws.NewOrdersWSRouter(b.broker),
		"positions":         brokerws.NewPositionsWSRouter(b.broker),
		"executions":        brokerws.NewExecutionsWSRouter(b.broker),
		"equity":            brokerws.NewEquityWSRouter(b.broker),
		"broker-connection": brokerws.NewBrokerConnectionWSRouter(b.broker),
	}
	index := brokerws.NewRouters(b.broker)
	if len(index) != len(routers) {
		t.Errorf("the index has %d routers, want %d", len(index), len(routers))
	}
	for _, r := range index {
		if routers[r.Stream()] == nil {
			t.Errorf("the index has the stream %q", r.Stream())
		}
	}
	for name, r := range routers {
		if r.Stream() != name {
			t.Errorf("the router of %s serves %s", name, r.Stream())
		}
		s, err := r.Subscription([]byte(demo))
		must(t, err)
		if want := name + ":" + demo; s.Topic != want || s.Authorize != nil {
			t.Errorf("topic %s, want %s; authorized: %v", s.Topic, want, s.Authorize != nil)
		}
		ctx, cancel := context.WithCancel(t.Context())
		updates, err := s.Start(ctx)
		must(t, err)
		cancel()
		for u, err := range updates {
			t.Errorf("%s yields %s, %v after its end", name, u.Payload, err)
		}
		if got := r.Code(fmt.Errorf("today: %w", broker.ErrUnavailable)); got != "unavailable" {
			t.Errorf("the code of a declared error is %q", got)
		}
		if got := r.Code(errNotYours); got != "" {
			t.Errorf("the code of an undeclared error is %q", got)
		}
	}
}

// guarded lets everyone have the demo account's orders and nothing else; its market has no equity.
type guarded struct{ broker.API }

func (g guarded) AuthorizeOrders(_ context.Context, req broker.OrderSubscriptionRequest) error {
	switch req.AccountID {
	case "DEMO-ACCOUNT":
		return nil
	case "":
		return fmt.Errorf("%w: no account is traded now", broker.ErrUnavailable)
	}
	return errNotYours
}

func (g guarded) Equity(context.Context, broker.EquitySubscriptionRequest) (iter.Seq2[broker.EquityData, error], error) {
	return nil, fmt.Errorf("%w: equity is being computed", broker.ErrUnavailable)
}

func (g guarded) Positions(context.Context, broker.PositionSubscriptionRequest) (iter.Seq2[broker.Position, error], error) {
	return func(yield func(broker.Position, error) bool) {
		_ = yield(broker.Position{ID: "AAPL", Symbol: "AAPL", Qty: 1, Side: broker.SideSell, AvgPrice: 1e21}, nil) &&
			yield(broker.Position{}, &ws.Gap{Missed: 3}) &&
			yield(broker.Position{Side: 7}, nil) && // has no place in the enum, and so is lost
			yield(broker.Position{}, fmt.Errorf("%w: lost the market", broker.ErrUnavailable))
	}, nil
}

func TestAServiceRefusesLosesAndEndsInTheWordsOfItsContract(t *testing.T) {
	b := start(t, func(api broker.API) broker.API { return guarded{api} })
	c := b.dialBroker(t)
	c.subscribe("orders", demo, topicOf("orders"))
	refused := func(request, code, message, topic string) {
		t.Helper()
		c.send(`{"type":"orders.subscribe","payload":` + request + `}`)
		c.want(`{"type":"orders.subscribe.response","payload":{"status":"error","code":"` + code + `","message":"` + message +
			`","topic":"` + topic + `"}}`)
	}
	refused(`{"accountId":"4711"}`, "forbidden", "not permitted", `orders:{\"accountId\":\"4711\"}`)
	refused(`{"accountId":""}`, "unavailable", "broker unavailable: no account is traded now", `orders:{\"accountId\":\"\"}`)

	c.send(`{"type":"equity.subscribe","payload":` + demo + `}`)
	c.want(`{"type":"equity.subscribe.response","payload":{"status":"error","code":"unavailable",` +
		`"message":"broker unavailable: equity is being computed","topic":"` + topicOf("equity") + `"}}`)

	c.subscribe("positions", demo, topicOf("positions"))
	c.want(
		update("positions", topicOf("positions"), `{"id":"AAPL","symbol":"AAPL","qty":1,"side":-1,"avgPrice":1e+21}`),
		`{"type":"positions.gap","payload":{"topic":"`+topicOf("positions")+`","missed":3}}`,
		`{"type":"positions.gap","payload":{"topic":"`+topicOf("positions")+`","missed":1}}`,
		`{"type":"positions.end","payload":{"topic":"`+topicOf("positions")+`","code":"unavailable",`+
			`"message":"broker unavailable: lost the market"}}`,
	)
	c.wantNothing()
}

func TestShutdownTellsEveryStream(t *testing.T) {
	b := start(t, nil)
	c := b.dialBroker(t)
	c.subscribe("orders", demo, topicOf("orders"))
	done := make(chan error)
	go func() { done <- b.brokerStreams.Shutdown(t.Context()) }()
	c.want(`{"type":"orders.end","payload":{"topic":"` + topicOf("orders") + `","code":"shutting-down","message":"the server is shutting down"}}`)
	_, _, _ = c.conn.ReadMessage() // answers the close frame
	must(t, <-done)
	place(t, b, broker.SideBuy, 1, 10) // nobody is waited for
}
