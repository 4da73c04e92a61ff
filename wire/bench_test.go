package wire_test

import (
	"encoding/json"
	"testing"

	"tenon/wire"
)

const orderJSON = `{"symbol":"AAPL","side":-1,"qty":100.5,"limitPrice":190.25,"stopLoss":180.125,` +
	`"tags":["a","b"],"currentQuotes":{"ask":190.3,"bid":190.2}}`

func BenchmarkDecodeOrder(b *testing.B) {
	data := []byte(orderJSON)
	b.Run("wire", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := wire.Decode(data, decodeOrder); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			var v order
			if err := json.Unmarshal(data, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAppendOrder(b *testing.B) {
	v, err := wire.Decode([]byte(orderJSON), decodeOrder)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("wire", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			if buf, err = wire.Append(buf[:0], &v, appendOrder); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err = json.Marshal(&v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
