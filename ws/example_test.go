package ws_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"

	"tenon/ws"
)

// countdown is a stream as generated code would serve it: the request says where to begin, the values count down.
type countdown struct{}

type countdownRequest struct {
	From int `json:"from"`
}

var errTooLong = errors.New("too long")

func (countdown) Stream() string { return "countdown" }

func (countdown) Subscription(payload []byte) (ws.Subscription, error) {
	var req countdownRequest
	if err := json.Unmarshal(payload, &req); err != nil {
		return ws.Subscription{}, err
	}
	return ws.Subscription{
		Topic: fmt.Sprintf(`countdown:{"from":%d}`, req.From),
		Start: func(ctx context.Context) (iter.Seq2[ws.Update, error], error) {
			values, err := count(ctx, req)
			if err != nil {
				return nil, err
			}
			return ws.Encode(values, appendInt, nil), nil
		},
	}, nil
}

func (countdown) Code(err error) string {
	if errors.Is(err, errTooLong) {
		return "too-long"
	}
	return ""
}

func appendInt(b []byte, n *int) ([]byte, error) { return strconv.AppendInt(b, int64(*n), 10), nil }

// count is the service: what it refuses is the answer to the subscription, what it yields goes to every subscriber.
func count(ctx context.Context, req countdownRequest) (iter.Seq2[int, error], error) {
	if req.From > 10 {
		return nil, fmt.Errorf("%w: from %d", errTooLong, req.From)
	}
	return func(yield func(int, error) bool) {
		for n := req.From; n > 0 && ctx.Err() == nil; n-- {
			if !yield(n, nil) {
				return
			}
		}
	}, nil
}

func ExampleHandler() {
	streams := ws.NewHandler([]ws.Router{countdown{}}, ws.Options{})
	defer streams.Close()
	server := httptest.NewServer(streams)
	defer server.Close()

	client, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = client.Close() }()
	for _, from := range []int{99, 2} {
		message := fmt.Sprintf(`{"type": "countdown.subscribe", "payload": {"from": %d}}`, from)
		if err := client.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
			fmt.Println(err)
			return
		}
	}
	for range 5 {
		_, frame, err := client.ReadMessage()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(string(frame))
	}
	// Output:
	// {"type":"countdown.subscribe.response","payload":{"status":"error","code":"too-long","message":"too long: from 99","topic":"countdown:{\"from\":99}"}}
	// {"type":"countdown.subscribe.response","payload":{"status":"ok","message":"Subscribed","topic":"countdown:{\"from\":2}"}}
	// {"type":"countdown.update","payload":{"topic":"countdown:{\"from\":2}","payload":2}}
	// {"type":"countdown.update","payload":{"topic":"countdown:{\"from\":2}","payload":1}}
	// {"type":"countdown.end","payload":{"topic":"countdown:{\"from\":2}","code":"completed","message":"the stream countdown has no more to say"}}
}
