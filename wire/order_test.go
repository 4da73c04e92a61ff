package wire_test

import "tenon/wire"

// The functions below are what is generated for these types; the tests of the emitter hold that.

type side int

const (
	buy  side = 1
	sell side = -1
)

type quotes struct {
	Ask float64 `json:"ask"`
	Bid float64 `json:"bid"`
}

type order struct {
	Symbol     string   `json:"symbol"`
	Side       side     `json:"side"`
	Qty        float64  `json:"qty"`
	LimitPrice *float64 `json:"limitPrice,omitempty"`
	StopLoss   *float64 `json:"stopLoss,omitempty"`
	Tags       []string `json:"tags"`
	Quotes     *quotes  `json:"currentQuotes,omitempty"`
}

func appendOrder(e *wire.Encoder, v *order) {
	if !e.Object() {
		return
	}
	e.Member(`"symbol":`)
	e.String(v.Symbol)
	e.Member(`"side":`)
	appendSide(e, &v.Side)
	e.Member(`"qty":`)
	e.Float64(v.Qty)
	if v.LimitPrice != nil {
		e.Member(`"limitPrice":`)
		e.Float64(*v.LimitPrice)
	}
	if v.StopLoss != nil {
		e.Member(`"stopLoss":`)
		e.Float64(*v.StopLoss)
	}
	e.Member(`"tags":`)
	appendStringList(e, &v.Tags)
	if v.Quotes != nil {
		e.Member(`"currentQuotes":`)
		appendQuotes(e, v.Quotes)
	}
	e.EndObject()
}

func decodeOrder(d *wire.Decoder, v *order) {
	if !d.Object() {
		return
	}
	var seen uint64
	for d.Member() {
		switch string(d.Name()) {
		case "symbol":
			seen |= 1 << 0
			v.Symbol = d.String()
			wire.MinLength(d, v.Symbol, 1)
		case "side":
			seen |= 1 << 1
			decodeSide(d, &v.Side)
		case "qty":
			seen |= 1 << 2
			v.Qty = d.Float64()
			wire.ExclusiveMinimum(d, v.Qty, 0)
		case "limitPrice":
			if !d.Null() {
				v.LimitPrice = new(float64)
				*v.LimitPrice = d.Float64()
			}
		case "stopLoss":
			if !d.Null() {
				v.StopLoss = new(float64)
				*v.StopLoss = d.Float64()
			}
		case "tags":
			seen |= 1 << 3
			decodeStringList(d, &v.Tags)
			d.MaxItems(len(v.Tags), 3)
			d.UniqueItems()
		case "currentQuotes":
			if !d.Null() {
				v.Quotes = new(quotes)
				decodeQuotes(d, v.Quotes)
			}
		default:
			d.Skip()
		}
	}
	if seen != 1<<4-1 {
		d.Missing(seen, "symbol", "side", "qty", "tags")
	}
}

func appendSide(e *wire.Encoder, v *side) {
	switch *v {
	case buy, sell:
		e.Int(int64(*v))
	default:
		e.OutsideInt(int64(*v), "Side")
	}
}

func decodeSide(d *wire.Decoder, v *side) {
	*v = side(d.Int())
	switch *v {
	case buy, sell:
	default:
		d.OneOf("1", "-1")
	}
}

func appendQuotes(e *wire.Encoder, v *quotes) {
	if !e.Object() {
		return
	}
	e.Member(`"ask":`)
	e.Float64(v.Ask)
	e.Member(`"bid":`)
	e.Float64(v.Bid)
	e.EndObject()
}

func decodeQuotes(d *wire.Decoder, v *quotes) {
	if !d.Object() {
		return
	}
	var seen uint64
	for d.Member() {
		switch string(d.Name()) {
		case "ask":
			seen |= 1 << 0
			v.Ask = d.Float64()
		case "bid":
			seen |= 1 << 1
			v.Bid = d.Float64()
		default:
			d.Skip()
		}
	}
	if seen != 1<<2-1 {
		d.Missing(seen, "ask", "bid")
	}
}

func appendStringList(e *wire.Encoder, v *[]string) {
	if !e.Array() {
		return
	}
	for i := range *v {
		e.Item()
		e.String((*v)[i])
	}
	e.EndArray()
}

func decodeStringList(d *wire.Decoder, v *[]string) {
	list := []string{}
	if d.Array() {
		for d.Item() {
			item := d.String()
			list = append(list, item)
		}
	}
	*v = list
}
