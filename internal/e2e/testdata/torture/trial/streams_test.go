package trial

import (
	"context"
	"iter"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"example.com/torture/model/money"
	"example.com/torture/modules/kinds"
	kindsws "example.com/torture/modules/kinds/ws_generated"
	"tenon/ws"
)

// service serves the streams of kinds: each sends what it was asked with, or something of that kind.
type service struct{ kinds.API }

// once is a stream of one value.
func once[T any](ctx context.Context, value T) (iter.Seq2[T, error], error) {
	return func(yield func(T, error) bool) {
		if yield(value, nil) {
			<-ctx.Done()
		}
	}, nil
}

func (service) ShapeStream(ctx context.Context, req kinds.ShapeRequest) (iter.Seq2[kinds.Shape, error], error) {
	return once(ctx, req.Shape)
}

func (service) ResultStream(ctx context.Context, req kinds.ResultRequest) (iter.Seq2[*kinds.Result, error], error) {
	var failure kinds.Result = kinds.Failure{Error: string(req.Symbol)}
	return once(ctx, &failure)
}

func (service) EverythingStream(ctx context.Context, req kinds.EverythingRequest) (iter.Seq2[kinds.Moving, error], error) {
	return once(ctx, kinds.Moving{Side: req.Side, Value: req.List})
}

func (service) NumberStream(ctx context.Context, req kinds.NumberRequest) (iter.Seq2[float64, error], error) {
	return once(ctx, float64(req.From)/float64(req.To))
}

func (service) PageStream(ctx context.Context, req money.Pair[string, kinds.Side]) (iter.Seq2[money.Page[*kinds.Node], error], error) {
	return once(ctx, money.Page[*kinds.Node]{Items: []*kinds.Node{{Name: req.First}, nil}})
}

func (service) MapStream(ctx context.Context, _ kinds.Empty) (iter.Seq2[map[string][]kinds.Point, error], error) {
	return once(ctx, map[string][]kinds.Point{"b": nil, "a": {{X: 1, Y: 2}}})
}

func TestStreamsOfEveryKindOfValue(t *testing.T) {
	handler := ws.NewHandler(kindsws.NewRouters(service{}), ws.Options{})
	defer handler.Close()
	server := httptest.NewServer(handler)
	defer server.Close()
	client, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()

	for _, row := range []struct{ stream, request, topic, update string }{
		{"shapes", `{"shape":{"side":1,"kind":"square"},"many":[]}`,
			`{"color":"red","kind":"","many":[],"shape":{"kind":"square","side":1}}`, `{"kind":"square","side":1}`},
		{"results", `{"codes":["X"],"symbol":"AA"}`, `{"codes":["X"],"price":"","symbol":"AA"}`, `{"error":"AA"}`},
		{"results", `{"codes":[],"symbol":"aa","price":0.25}`, ``,
			`/codes: must have at least 1 item; /symbol: must match ^[A-Z]+$; /price: must be at least 0.5`},
		{"everything", `{"zeta":"z","list":["b","a"],"größe":"x","reason":"r"}`,
			`{"alpha":"","free":null,"größe":"x","list":["b","a"],"map":{},"point":"","reason":"r","shape":"","side":-1,` +
				`"ticket":"","tree":[],"zeta":"z"}`, `{"side":-1,"value":["b","a"]}`},
		{"numbers", `{"from":1,"to":4}`, `{"from":1,"to":4}`, `0.25`},
		{"pages", `{"first":"n","second":0}`, `{"first":"n","second":0}`, `{"items":[{"name":"n","children":[]},null]}`},
		{"maps", `{}`, `{}`, `{"a":[{"x":1,"y":2}],"b":[]}`},
	} {
		if err := client.WriteMessage(websocket.TextMessage, []byte(`{"type":"`+row.stream+`.subscribe","payload":`+row.request+`}`)); err != nil {
			t.Fatal(err)
		}
		reply := read(t, client)
		if row.topic == "" {
			if !strings.Contains(reply, row.update) {
				t.Errorf("%s %s\nis answered %s\nnot         %s", row.stream, row.request, reply, row.update)
			}
			continue
		}
		if !strings.Contains(reply, quoted(row.stream+":"+row.topic)) {
			t.Errorf("%s\nhas the topic in %s\nnot              %s", row.request, reply, quoted(row.stream+":"+row.topic))
			continue
		}
		if update := read(t, client); !strings.Contains(update, `"payload":`+row.update+`}}`) {
			t.Errorf("%s\nbrings %s\nnot    %s", row.request, update, row.update)
		}
	}
}

func read(t *testing.T, client *websocket.Conn) string {
	t.Helper()
	_, frame, err := client.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	return string(frame)
}

// quoted is a topic as it stands in a frame.
func quoted(topic string) string { return `"` + strings.ReplaceAll(topic, `"`, `\"`) + `"` }
