package trial

import (
	"errors"
	"testing"

	accesswire "example.com/torture/modules/access/wire_generated"
	classwire "example.com/torture/modules/class/wire_generated"
	kindswire "example.com/torture/modules/kinds/wire_generated"
	leftwire "example.com/torture/modules/left/wire_generated"
	signalswire "example.com/torture/modules/trading-signals/wire_generated"
	"tenon/wire"
)

// again reads JSON, writes what was read, and says why not if it could not.
func again[T any](decode func([]byte) (T, error), write func([]byte, *T) ([]byte, error)) func(string) string {
	return func(text string) string {
		v, err := decode([]byte(text))
		var wrong *wire.Violations
		if errors.As(err, &wrong) {
			return wrong.Error()
		}
		if err != nil {
			return "error: " + err.Error()
		}
		b, err := write(nil, &v)
		if err != nil {
			return "not written: " + err.Error()
		}
		return string(b)
	}
}

func TestValuesComeBackAsTheyWere(t *testing.T) {
	defaults := again(kindswire.DecodeDefaults, kindswire.AppendDefaults)
	nullable := again(kindswire.DecodeNullable, kindswire.AppendNullable)
	known := again(kindswire.DecodeKnown, kindswire.AppendKnown)
	beside := again(kindswire.DecodeBeside, kindswire.AppendBeside)
	shape := again(kindswire.DecodeShape, kindswire.AppendShape)
	result := again(kindswire.DecodeResult, kindswire.AppendResult)
	embedding := again(kindswire.DecodeEmbedding, kindswire.AppendEmbedding)
	keyword := again(signalswire.DecodeKeyword, signalswire.AppendKeyword)
	for _, row := range []struct {
		again    func(string) string
		in, want string
	}{
		{defaults, `{}`, `{"text":"a \"b\" \\ ' é","blank":"","number":1.5,"whole":2,"tiny":1e-9,"count":50,` +
			`"big":18446744073709551615,"flag":true,"off":false,"color":"red","side":-1,"level":9,"pointer":7,` +
			`"list":["x","y"],"empty":[],"bytes":"aGk=","code":"c0","price":2.25,"choice":"b","wait":1000}`},
		{defaults, `{"side":2,"choice":"c","level":65536}`, `/side: must be 1, 0 or -1; /choice: must be "a" or "b"; /level: must be from 0 to 65535`},
		{nullable, `{"text":null,"list":[null,{"x":1,"y":2}],"struct":null,"map":{"a":null},"color":null,"side":null,"level":null,"shape":null,` +
			`"result":null,"time":null,"price":null,"custom":null,"points":[null],"choice":null}`, "same"},
		{nullable, `{"text":"a","list":null,"struct":{"x":1,"y":2},"map":{},"color":"red","side":0,"level":7,"shape":{"kind":"circle","radius":1},` +
			`"result":{"error":"e"},"time":"2026-01-02T03:04:05Z","price":1,"custom":[1,2],"points":[],"choice":"a"}`, "same"},
		{known, `{"time":"2026-01-02T03:04:05Z","duration":-5,"raw":{"a":[1]},"addr":"::1","prefix":"10.0.0.0/8","big":"12345678901234567890123",` +
			`"rat":"1/3","times":[],"id":"123e4567-e89b-12d3-a456-426614174000","ids":[],"code":"c1","weight":"70kg","label":"x","content":["a"]}`, "same"},
		{known, `{"time":"2026-01-02T03:04:05Z","duration":0,"raw":1,"addr":"::1","rat":"1","times":[],"id":"1",` +
			`"ids":[],"code":"c1","weight":"70","label":null,"content":[]}`, "/id: is not valid: invalid UUID length; /weight: is not valid: no unit"},
		{beside, `{"price":101,"symbol":"","symbols":[],"codes":["a","b","c"],"moment":9,"side":0,"color":"red","point":{"x":1,"y":2}}`,
			"/price: must be at most 100; /symbol: must have at least 1 character; /symbols: must have at least 1 item; " +
				"/codes: must have at most 2 items; /moment: must be less than 9; /side: must be 1"},
		{shape, `{"kind":"group","shapes":[{"kind":"square","side":1},{"kind":"group","shapes":[]}]}`, "same"},
		{shape, `{"kind":"oval"}`, `/kind: must be "circle", "square" or "group"`},
		{result, `{"value":1}`, "same"},
		{result, `{"error":"x","cause":{"error":"y"}}`, "same"},
		{embedding, `{"by":"b","at":1,"secret":"s","reason":"r","ticket":3,"x":1,"ownName":"n","y":"y"}`, "same"},
		{embedding, `{"by":"b","at":1,"secret":"s","x":1,"ownName":"n","y":"y","ticket":0}`, "/ticket: must be at least 1"},
		{keyword, `"a\nb\u0000"`, "same"},
		{again(classwire.DecodeValidationProblem, classwire.AppendValidationProblem), `{"$ref":"#","errors":[]}`, "same"},
		{again(classwire.DecodeViolations, classwire.AppendViolations), `{"list":[{"list":[]}]}`, "same"},
		{again(leftwire.DecodeThing, leftwire.AppendThing), `{"created":1,"id":"i","amount":{"units":1,"currency":"USD","history":{"d":null}}}`, "same"},
		{again(accesswire.DecodeReplaceRequest, accesswire.AppendReplaceRequest), `{"amount":0}`, "/amount: must be at least 1"},
	} {
		want := row.want
		if want == "same" {
			want = row.in
		}
		if got := row.again(row.in); got != want {
			t.Errorf("%s\nbecomes %s\nnot     %s", row.in, got, want)
		}
	}
}
