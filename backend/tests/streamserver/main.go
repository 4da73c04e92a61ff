// Command streamserver serves the streams of the trading backend for tests of clients in other languages. It prints
// its origin, then does what each line of standard input says, answers "ok" or the error, and ends with its input:
//
//	order SYMBOL QTY PRICE    places a limit order to buy
//	execute                   fills every working order
//	trade SYMBOL PRICE VOLUME tells the datafeed of a trade
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"tenon/ws"

	"trading/modules/broker"
	brokerservice "trading/modules/broker/service"
	brokerws "trading/modules/broker/ws_generated"
	datafeedservice "trading/modules/datafeed/service"
	datafeedws "trading/modules/datafeed/ws_generated"
)

func main() {
	log.SetFlags(0)
	if err := serve(); err != nil {
		log.Fatal(err)
	}
}

func serve() error {
	market := datafeedservice.New(time.Now)
	trading := brokerservice.New(market, time.Now)
	handlers := map[string]*ws.Handler{
		"/api/v1/broker/ws":   ws.NewHandler(brokerws.NewRouters(trading), ws.Options{}),
		"/api/v1/datafeed/ws": ws.NewHandler(datafeedws.NewRouters(market), ws.Options{}),
	}
	mux := http.NewServeMux()
	for path, h := range handlers {
		mux.Handle(path, h)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	fmt.Printf("http://%s\n", listener.Addr())

	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := do(lines.Text(), trading, market); err != nil {
			fmt.Println(err)
		} else {
			fmt.Println("ok")
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, h := range handlers {
		if err := h.Shutdown(ctx); err != nil {
			return err
		}
	}
	return server.Shutdown(ctx)
}

// do carries out one line of input.
func do(line string, trading *brokerservice.Service, market *datafeedservice.Service) error {
	var word, symbol string
	var a, b float64
	if _, err := fmt.Sscan(line, &word); err != nil {
		return err
	}
	switch word {
	case "order":
		if _, err := fmt.Sscan(line, &word, &symbol, &a, &b); err != nil {
			return err
		}
		order := broker.PreOrder{Symbol: symbol, Type: broker.OrderTypeLimit, Side: broker.SideBuy, Qty: a, LimitPrice: &b}
		_, err := trading.PlaceOrder(context.Background(), order)
		return err
	case "execute":
		_, err := trading.Execute(context.Background())
		return err
	case "trade":
		if _, err := fmt.Sscan(line, &word, &symbol, &a, &b); err != nil {
			return err
		}
		return market.Trade(symbol, a, int64(b))
	default:
		return fmt.Errorf("unknown command %q", word)
	}
}
