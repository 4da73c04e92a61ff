package streams

import (
	"fmt"
	"testing"

	datafeedws "trading/modules/datafeed/ws_generated"
)

func TestBarsAndQuotesFollowTheTrades(t *testing.T) {
	b := start(t, nil)
	c := b.dialDatafeed(t)
	const minute, day = `bars:{\"resolution\":\"1\",\"symbol\":\"AAPL\"}`, `bars:{\"resolution\":\"D\",\"symbol\":\"AAPL\"}`
	const quotes = `quotes:{\"fast_symbols\":[\"AAPL\",\"NOPE\"],\"symbols\":[\"MSFT\"]}`
	c.subscribe("bars", `{"symbol":"AAPL","resolution":"1"}`, minute)
	c.subscribe("bars", `{"symbol":"AAPL","resolution":"D"}`, day)
	c.subscribe("quotes", `{"symbols":["MSFT"],"fast_symbols":["AAPL","NOPE"]}`, quotes)

	quote := func(name, description string, price, ask, bid, open, high, low, volume, change, percent string) string {
		return update("quotes", quotes, fmt.Sprintf(`{"s":"ok","n":%q,"v":{"lp":%s,"ask":%s,"bid":%s,"spread":0.02,`+
			`"open_price":%s,"high_price":%s,"low_price":%s,"prev_close_price":%s,"volume":%s,"ch":%s,"chp":%s,`+
			`"short_name":%q,"exchange":"NASDAQ","description":%q,"original_name":%q}}`,
			name, price, ask, bid, open, high, low, open, volume, change, percent, name, description, "NASDAQ:"+name))
	}
	must(t, b.market.Trade("AAPL", 200, 100))
	c.want(
		update("bars", minute, `{"time":1714573800000,"open":200,"high":200,"low":200,"close":200,"volume":100}`),
		update("bars", day, `{"time":1714521600000,"open":200,"high":200,"low":200,"close":200,"volume":100}`),
		quote("AAPL", "Apple Inc.", "200", "200.01", "199.99", "200", "200", "200", "100", "0", "0"),
	)
	must(t, b.market.Trade("AAPL", 250, 20))
	c.want(
		update("bars", minute, `{"time":1714573800000,"open":200,"high":250,"low":200,"close":250,"volume":120}`),
		update("bars", day, `{"time":1714521600000,"open":200,"high":250,"low":200,"close":250,"volume":120}`),
		quote("AAPL", "Apple Inc.", "250", "250.01", "249.99", "200", "250", "200", "120", "50", "25"),
	)
	must(t, b.market.Trade("MSFT", 400, 1))
	c.want(quote("MSFT", "Microsoft Corporation", "400", "400.01", "399.99", "400", "400", "400", "1", "0", "0"))
	must(t, b.market.Trade("GOOGL", 100, 1)) // nobody asked

	c.unsubscribe("bars", `{"resolution":"1","symbol":"AAPL"}`, minute)
	must(t, b.market.Trade("AAPL", 150, 0))
	c.want(
		update("bars", day, `{"time":1714521600000,"open":200,"high":250,"low":150,"close":150,"volume":120}`),
		quote("AAPL", "Apple Inc.", "150", "150.01", "149.99", "200", "250", "150", "120", "-50", "-25"),
	)
	c.wantNothing()
}

func TestRequestsThatAreWrongAreAnsweredAndTheConnectionLives(t *testing.T) {
	b := start(t, nil)
	c := b.dialDatafeed(t)
	const topic = `bars:{\"resolution\":\"1\",\"symbol\":\"AAPL\"}`
	c.subscribe("bars", `{"symbol":"AAPL","resolution":"1"}`, topic)
	for _, test := range []struct{ frame, want string }{
		{`{"type":"bars.subscribe","id":"1","payload":{"symbol":"NOPE","resolution":"1"}}`,
			`{"type":"bars.subscribe.response","id":"1","payload":{"status":"error","code":"symbol-not-found",` +
				`"message":"symbol not found: NOPE","topic":"bars:{\"resolution\":\"1\",\"symbol\":\"NOPE\"}"}}`},
		{`{"type":"bars.subscribe","payload":{"symbol":"AAPL","resolution":"2"}}`,
			`{"type":"bars.subscribe.response","payload":{"status":"error","code":"invalid-request",` +
				`"message":"/resolution: must be \"1\", \"5\", \"15\", \"30\", \"60\", \"D\", \"W\" or \"M\"","topic":""}}`},
		{`{"type":"quotes.subscribe","payload":{"symbols":null,"symbols":[]}}`,
			`{"type":"quotes.subscribe.response","payload":{"status":"error","code":"invalid-request",` +
				`"message":"/symbols: comes more than once in its object; /symbols: must not be null; /fast_symbols: is required","topic":""}}`},
		{`{"type":"quotes.unsubscribe","payload":[]}`,
			`{"type":"quotes.unsubscribe.response","payload":{"status":"error","code":"invalid-request",` +
				`"message":"must be an object","topic":""}}`},
		{`{"type":"orders.subscribe","payload":{"accountId":"DEMO-ACCOUNT"}}`,
			`{"type":"error","payload":{"status":"error","code":"unknown-type","message":"there is no message type \"orders.subscribe\""}}`},
		{`{"type":"bars.subscribe","payload":{`,
			`{"type":"error","payload":{"status":"error","code":"malformed-message","message":"not JSON: the message ends too early"}}`},
	} {
		c.sendAnything(test.frame)
		c.want(test.want)
	}
	must(t, b.market.Trade("AAPL", 200, 100))
	c.want(update("bars", topic, `{"time":1714573800000,"open":200,"high":200,"low":200,"close":200,"volume":100}`))
}

func TestTopicsAreWhatFrontEndsBuild(t *testing.T) {
	routers := datafeedws.NewRouters(start(t, nil).market)
	for _, test := range []struct{ request, want string }{
		{`{"symbols":[],"fast_symbols":[]}`, `quotes:{"fast_symbols":[],"symbols":[]}`},
		{`{"fast_symbols":["b","a"],"symbols":["a\/b","<&>","ü\u20ac\"\\\u0001\n"],"more":1}`,
			`quotes:{"fast_symbols":["b","a"],"symbols":["a/b","<&>","ü€\"\\\u0001\n"]}`},
	} {
		s, err := routers[1].Subscription([]byte(test.request))
		must(t, err)
		if s.Topic != test.want {
			t.Errorf("topic %s, want %s", s.Topic, test.want)
		}
	}
}
