package gowire

import (
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"tenon/internal/contract"
)

// TestGeneratedCodeKeepsItsPromises compiles what is emitted for the torture contract and for the reference backend
// and runs it. The compiler, go vet and, where it is installed, staticcheck have to be content first.
func TestGeneratedCodeKeepsItsPromises(t *testing.T) {
	t.Run("torture", func(t *testing.T) {
		c := compile(t, filepath.Join("testdata", "torture"))
		c.holdAgainstSchemas(t)
		c.holdTable(t, tortureTable())
	})
	t.Run("backend", func(t *testing.T) {
		c := compile(t, filepath.Join("..", "..", "..", "backend"))
		c.holdAgainstSchemas(t)
		c.holdTable(t, backendTable())
	})
}

// holdAgainstSchemas holds generated decoders against the schemas of the documents, as an independent validator reads
// them: random values that fit and that do not, each accepted by both or by neither. What was read must come back the
// same after it was written, and what is written must fit the schema. Damaged texts must do no harm.
func (c *compiled) holdAgainstSchemas(t *testing.T) {
	const rounds = 300
	for _, m := range c.modules {
		s := schemasOf(t, m)
		p := newPackage(m)
		for i, d := range m.Decls {
			if s.validator[d.Name] == nil {
				continue
			}
			maker := &maker{rand.New(rand.NewPCG(1, uint64(i))), s, 0, map[string][]string{}}
			accepted := 0
			for round := range rounds {
				maker.faults = []float64{0, 0, 0.002, 0.02, 0.2}[round%5]
				text := maker.value(s.shared[d.Name], 0)
				if c.holdOne(t, s, maker, m, d, p.declName(d), text) {
					accepted++
				}
			}
			if accepted < rounds/100 {
				t.Errorf("%s.%s: only %d of %d texts fit it", m.Name, d.Name, accepted, rounds)
			}
		}
	}
}

func (c *compiled) holdOne(t *testing.T, s *schemas, maker *maker, m *contract.Module, d *contract.Decl, name, text string) bool {
	t.Helper()
	r := c.decode(t, m.Name, name, text)
	fault := s.valid(t, d.Name, text)
	if r.Fault != "" || !agree(r, fault) {
		t.Fatalf("%s.%s of %s\nours:      %+v\nvalidator: %v", m.Name, d.Name, text, r, fault)
	}
	damaged := maker.damage(text)
	if r := c.decode(t, m.Name, name, damaged); r.Fault != "" || r.Syntax == "" && !json.Valid([]byte(damaged)) {
		t.Fatalf("%s.%s of %s: %+v", m.Name, d.Name, damaged, r)
	}
	if !r.accepted() {
		return false
	}
	if fault = s.valid(t, d.Name, r.JSON); fault != nil && !agree(r, fault) {
		t.Fatalf("%s.%s of %s\nis written %s\nvalidator: %v", m.Name, d.Name, text, r.JSON, fault)
	}
	return true
}

// damage changes a text so that it may be no JSON any more.
func (m *maker) damage(text string) string {
	b := []byte(text)
	for range 1 + m.IntN(2) {
		at := m.IntN(len(b) + 1)
		switch junk := pick(m, []string{"{", "}", "[", "]", ",", ":", `"`, "\\", "0", "-", "e", ".", " ", "\x00", "null", "1e999"}); m.IntN(3) {
		case 0:
			b = append(b[:at:at], append([]byte(junk), b[at:]...)...)
		case 1:
			b = b[:at]
		default:
			b = append(b[:at:at], b[min(at+m.IntN(4), len(b)):]...)
		}
	}
	return strings.ToValidUTF8(string(b), "")
}

// row is one text and what becomes of it: its JSON, or its violations as "pointer: detail; …".
type row struct{ typ, text, json, topic, violations string }

func (c *compiled) holdTable(t *testing.T, rows []row) {
	t.Helper()
	for _, want := range rows {
		module, name, _ := strings.Cut(want.typ, ".")
		r := c.decode(t, module, name, want.text)
		var violations []string
		for _, v := range r.Violations {
			violations = append(violations, v.Pointer+": "+v.Detail)
		}
		if r.Fault != "" {
			t.Errorf("%s of %s: %s", want.typ, want.text, r.Fault)
		}
		if got := strings.Join(violations, "; "); got != want.violations {
			t.Errorf("%s of %s\nviolations %s\nwant       %s", want.typ, want.text, got, want.violations)
		}
		if want.json != "" && r.JSON != want.json {
			t.Errorf("%s of %s\nis written %s\nwant       %s", want.typ, want.text, r.JSON, want.json)
		}
		if want.topic != "" && r.Topic != want.topic {
			t.Errorf("%s of %s\nhas the topic %s\nwant          %s", want.typ, want.text, r.Topic, want.topic)
		}
	}
}

// backendTable is what trading-backend's clients see.
func backendTable() []row {
	return []row{
		{typ: "datafeed.BarsSubscriptionRequest", text: `{"symbol":"AAPL","resolution":"1","unknown":1}`,
			json: `{"symbol":"AAPL","resolution":"1"}`, topic: `{"resolution":"1","symbol":"AAPL"}`},
		{typ: "datafeed.QuoteDataSubscriptionRequest", text: `{"symbols":["b","a"],"fast_symbols":[]}`,
			topic: `{"fast_symbols":[],"symbols":["b","a"]}`},
		{typ: "broker.OrderSubscriptionRequest", text: `{"accountId":"<DEMO&ACCOUNT>"}`, topic: `{"accountId":"<DEMO&ACCOUNT>"}`},
		{typ: "broker.PreOrder", text: `{"symbol":"AAPL","type":1,"side":1,"qty":0,"limitPrice":null,"stopType":0}`,
			violations: "/qty: must be greater than 0"},
		{typ: "broker.PreOrder", text: `{"symbol":"AAPL","type":1.0,"side":-1e0,"qty":2,"limitPrice":null,"stopType":0,"currentQuotes":{"ask":1,"bid":0.5}}`,
			json: `{"symbol":"AAPL","type":1,"side":-1,"qty":2,"stopType":0,"currentQuotes":{"ask":1,"bid":0.5}}`},
		{typ: "broker.PreOrder", text: `{"symbol":1,"type":7,"side":0,"currentQuotes":{"bid":"x"}}`,
			violations: "/symbol: must be a string; /type: must be 1, 2, 3 or 4; /side: must be 1 or -1; " +
				"/currentQuotes/bid: must be a number; /currentQuotes/ask: is required; /qty: is required"},
		{typ: "broker.SuccessResponse", text: `{"message":"done"}`, json: `{"success":true,"message":"done"}`},
		{typ: "broker.BrokerConnectionStatus", text: `{"status":2,"timestamp":1}`, violations: "/status: must be 1 or 0"},
		{typ: "broker.LeverageSetParams", text: `{"symbol":"A","orderType":2,"side":1,"leverage":10,"customFields":{"b":[1],"a":null}}`,
			json: `{"symbol":"A","orderType":2,"side":1,"customFields":{"a":null,"b":[1]},"leverage":10}`},
		{typ: "broker.PlacedOrderList", text: `[]`, json: `[]`},
		{typ: "broker.PlacedOrderList", text: `[{}]`, violations: "/0/id: is required; /0/symbol: is required; " +
			"/0/type: is required; /0/side: is required; /0/qty: is required; /0/status: is required"},
		{typ: "datafeed.QuoteData", text: `{"s":"error","n":"X","v":{"error":"no such symbol"}}`,
			json: `{"s":"error","n":"X","v":{"error":"no such symbol"}}`},
		{typ: "datafeed.QuoteData", text: `{"s":"error","n":"X","v":{"error":5}}`,
			violations: "/v: must be QuoteValues or QuoteError; /v/error: must be a string"},
		{typ: "datafeed.Bar", text: `{"time":1,"open":1,"high":2,"low":1,"close":1.5}`,
			json: `{"time":1,"open":1,"high":2,"low":1,"close":1.5,"volume":0}`},
		{typ: "datafeed.GetBarsResponse", text: `{"bars":null}`, violations: "/bars: must not be null"},
	}
}

// tortureTable has what random values seldom meet.
func tortureTable() []row {
	return []row{
		{typ: "every.Request", text: `{"zeta":"z","list":["b","a"]}`,
			topic: `{"Points2":[],"alpha":"","colors":{"first":"","shape":"","sides":[0,0]},"depth":"","free":null,"list":["b","a"],"map":{},"maybe":"","note":"","point":"",` +
				`"points":[],"quoted":"","raw":null,"shape":"","side":1,"size":"","text":"","tree":[],"zeta":"z","𝔸":"","ﬀ":""}`},
		{typ: "every.Request", text: `{"zeta":"z","list":[],"alpha":1e2,"side":-1.0,"point":{"y":1,"x":-0},"points":[null,{"x":1,"y":2}],` +
			`"map":{"b":{"y":0,"x":0},"a":{"x":1,"y":1}},"free":{"b":1.50,"a":[1e2]},"raw":{"b":1.50,"a":"\u0041"},` +
			`"shape":{"side":1.0,"kind":"square"},"quoted":"7","tree":[[],[[]]],"colors":{"first":"red","sides":[1,-1],"shape":{"kind":"circle","radius":2}},"note":"n","depth":3,"maybe":[2,1],"Points2":["p"]}`,
			topic: `{"Points2":["p"],"alpha":100,"colors":{"first":"red","shape":{"kind":"circle","radius":2},"sides":[1,-1]},"depth":3,"free":{"a":[100],"b":1.5},"list":[],"map":{"a":{"x":1,"y":1},"b":{"x":0,"y":0}},` +
				`"maybe":[2,1],"note":"n","point":{"x":0,"y":1},"points":["",{"x":1,"y":2}],"quoted":"7","raw":{"a":"A","b":1.5},` +
				`"shape":{"kind":"square","side":1},"side":-1,"size":"","text":"","tree":[[],[[]]],"zeta":"z","𝔸":"","ﬀ":""}`},
		{typ: "every.Empty", text: `{"x":1}`, json: `{}`, topic: `{}`},
		{typ: "every.Defaults", text: `{}`,
			json: `{"text":"a \"b\"","number":1.5,"count":50,"flag":true,"color":"red","side":-1,"pointer":7,"list":["x","y"],` +
				`"bytes":"aGk=","code":"c0","price":2.25}`},
		{typ: "every.Defaults", text: `{"text":"","number":0,"count":0,"flag":false,"color":"green","side":1,"pointer":null,"list":[],"bytes":"","code":"c1","price":0}`,
			json: `{"text":"","number":0,"count":0,"flag":false,"color":"green","side":1,"pointer":null,"list":[],"bytes":"","code":"c1","price":0}`},
		{typ: "every.Omitted", text: `{}`, json: `{}`},
		{typ: "every.Omitted", text: `{"bool":false,"text":"","number":0,"pointer":null,"list":[],"listZero":[],"map":{},"mapZero":{},` +
			`"array":[0,0],"time":"0001-01-01T00:00:00Z","duration":0,"any":null,"bytes":"","both":[]}`,
			json: `{"listZero":[],"mapZero":{}}`},
		{typ: "every.Required", text: `{"text":null,"list":null,"struct":null,"map":{"b":null,"a":1}}`,
			json: `{"text":null,"list":null,"struct":null,"map":{"a":1,"b":null}}`},
		{typ: "every.Required", text: `{}`, violations: "/text: is required; /list: is required; /struct: is required; /map: is required"},
		{typ: "every.Keys", text: `{"int":{"01":"","1":"","-0":"","+1":"","9223372036854775808":""},"int8":{"128":""},"uint":{"-1":""},` +
			`"color":{"blue":1},"side":{"0":1},"level":{"5":1},"code":{"x":1},"addr":{"::1":1,"0::1":2},"nested":{},"lists":{},"any":{}}`,
			violations: "/int/01: must have an integer as its name; /int/-0: must have an integer as its name; /int/+1: must have an integer as its name; " +
				"/int/9223372036854775808: must have an integer as its name; /int8/128: must have an integer as its name; " +
				"/uint/-1: must have an unsigned integer as its name; " +
				`/color/blue: must have as its name "red", "green" or "o\"dd"; /side/0: must have as its name 1 or -1; ` +
				"/code/x: has a name that is not valid: a code is c and a digit; /addr/0::1: comes more than once in its object"},
		{typ: "every.Shape", text: `{"kind":"group","shapes":[{"radius":1,"kind":"circle"},{"kind":"hexagon"},{"kind":"square","side":null}]}`,
			violations: `/shapes/1/kind: must be "circle", "square" or "group"; /shapes/2/side: must not be null`},
		{typ: "every.Embedding", text: `{"id":"1","name":"n","secret":"s","country":"DE","ownName":"o"}`,
			json: `{"id":"1","name":"n","secret":"s","country":"DE","ownName":"o"}`},
		{typ: "every.Embedding", text: `{"id":"1","name":"n","secret":"s","country":"DE","ownName":"o","depth":2}`,
			json: `{"id":"1","name":"n","secret":"s","depth":2,"country":"DE","ownName":"o"}`},
		{typ: "every.Quoted", text: `{"int":"-12","uint":"7","float":"1.5e3","bool":"true","pointer":null}`,
			json: `{"int":"-12","uint":"7","float":"1500","bool":"true","pointer":null}`},
		{typ: "every.Quoted", text: `{"int":12,"uint":"70000","float":"x","bool":"1","pointer":"1.0"}`,
			violations: "/int: must be a string; /uint: must be from 0 to 65535; /float: must be a string that holds a JSON value; " +
				"/bool: must be true or false; /pointer: must be a string that holds an integer"},
		{typ: "every.SplitRequest", text: `{"id":"ignored","amount":1}`, json: `{"amount":1}`},
		{typ: "every.OptionalBasic", text: `null`, json: `null`},
		{typ: "every.Int64Float64Map", text: `{"10":1,"9":2}`, json: `{"10":1,"9":2}`},
		{typ: "every.IntArray2Array3", text: `[[1,2],[3,4]]`, violations: ": must have exactly 3 items"},
		{typ: "every.IntArray2Array3", text: `[[1,2],[3,4],[5]]`, violations: "/2: must have exactly 2 items"},
		{typ: "every.Any", text: `{"b":[1,null,"x"],"a":{}}`, json: `{"a":{},"b":[1,null,"x"]}`},
		{typ: "every.Known", text: `{"time":"2026-01-02T03:04:05+01:00","duration":5,"raw": {"z" : [ 1 ]},"addr":"::1","rat":"1/3","times":[]}`,
			json: `{"time":"2026-01-02T02:04:05Z","duration":5,"raw":{"z":[1]},"addr":"::1","rat":"1/3","times":[]}`},
		{typ: "wire.WireDecoderList", text: `[]`, json: `[]`},
		{typ: "wire.OptionalEncoder2", text: `null`, json: `null`},
		{typ: "wire.Orders", text: `{"topic":"t"}`, topic: `{"form":"","item":"","items":[],"topic":"t"}`},
		{typ: "wire.Orders", text: `{"topic":"t","item":{},"form":{},"items":[{"note":"n"}]}`,
			topic: `{"form":{"note":""},"item":{"note":""},"items":[{"note":"n"}],"topic":"t"}`},
		{typ: "wire.OrdersTopic2", text: `{"topic":"t"}`, json: `{"topic":"t"}`},
	}
}
