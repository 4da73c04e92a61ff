package wire_test

import (
	"errors"
	"fmt"

	"tenon/wire"
)

// Generated code offers this as DecodeOrder and AppendOrder.
func Example() {
	_, err := wire.Decode([]byte(`{"symbol": "AAPL", "side": 2, "qty": 0, "tags": []}`), decodeOrder)
	var violations *wire.Violations
	if errors.As(err, &violations) {
		for _, v := range *violations {
			fmt.Println(v.Pointer, v.Detail)
		}
	}

	placed, err := wire.Decode([]byte(`{"symbol": "AAPL", "side": 1, "qty": 2.0, "tags": []}`), decodeOrder)
	if err != nil {
		fmt.Println(err)
	}
	text, err := wire.Append(nil, &placed, appendOrder)
	fmt.Println(string(text), err)
	// Output:
	// /side must be 1 or -1
	// /qty must be greater than 0
	// {"symbol":"AAPL","side":1,"qty":2,"tags":[]} <nil>
}
