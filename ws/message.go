package ws

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// message is what a client sends.
type message struct {
	kind    string // the type
	id      string // as JSON; "" if there is none
	payload []byte // nil if there is none
}

// readMessage reads the envelope of a message: one JSON object with a type, and perhaps an id and a payload. Names
// are case-sensitive, a name may not stand twice, other members are ignored. What was read before an error is in the
// message, so that the complaint can carry the id.
func readMessage(data []byte) (message, error) {
	var m message
	dec := json.NewDecoder(bytes.NewReader(data))
	if token, err := dec.Token(); err != nil || token != json.Delim('{') {
		return m, errors.New("a message is a JSON object with a type and a payload")
	}
	seen := make(map[string]bool, 3)
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return m, badJSON(err)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return m, badJSON(err)
		}
		key, _ := name.(string)
		if seen[key] {
			return m, fmt.Errorf("the member %q stands twice", key)
		}
		switch key {
		case "type":
			if err := json.Unmarshal(value, &m.kind); err != nil || value[0] != '"' {
				return m, errors.New("type must be a string")
			}
		case "id":
			if value[0] != '"' {
				return m, errors.New("id must be a string")
			}
			m.id = string(value)
		case "payload":
			m.payload = value
		default:
			continue
		}
		seen[key] = true
	}
	if _, err := dec.Token(); err != nil {
		return m, badJSON(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return m, errors.New("a frame holds one message, and something follows it")
	}
	if !seen["type"] {
		return m, errors.New("the type is missing")
	}
	return m, nil
}

// badJSON is the error of a frame that is not JSON.
func badJSON(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("not JSON: the message ends too early")
	}
	return fmt.Errorf("not JSON: %w", err)
}
