package ws

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// panics gives the text of f's panic, or "".
func panics(f func()) (text string) {
	defer func() {
		if reason := recover(); reason != nil {
			text, _ = reason.(string)
		}
	}()
	f()
	return ""
}

type permits struct{}

func (permits) AuthorizeTicks(context.Context, int) error { return nil }

type almost struct{}

func (almost) AuthorizeTicks(int) error { return nil }

func TestAServiceIsAskedOrHasNothingToAskOrDoesNotStart(t *testing.T) {
	type authorizer interface {
		AuthorizeTicks(context.Context, int) error
	}
	if Authorizer[authorizer](permits{}, "AuthorizeTicks") == nil {
		t.Error("the method is not seen")
	}
	if Authorizer[authorizer](struct{}{}, "AuthorizeTicks") != nil {
		t.Error("a method is seen where there is none")
	}
	if got := panics(func() { Authorizer[authorizer](almost{}, "AuthorizeTicks") }); !strings.Contains(got, "would never be asked") {
		t.Errorf("a method of another signature: %q", got)
	}
	if Authorizer[authorizer](nil, "AuthorizeTicks") != nil {
		t.Error("nothing has no method")
	}
}

func TestMistakesOfTheProgramAreFoundWhenTheHandlerIsMade(t *testing.T) {
	for want, f := range map[string]func(){
		`two routers serve the stream "ticks"`: func() { NewHandler([]Router{quiet("ticks"), quiet("ticks")}, Options{}) },
		"MaxQueueBytes is negative: -1":        func() { NewHandler(nil, Options{MaxQueueBytes: -1}) },
		"PingInterval is negative: -1ns":       func() { NewHandler(nil, Options{PingInterval: -1 * time.Nanosecond}) },
		`"example.com" is not an origin`:       func() { NewHandler(nil, Options{Origins: []string{"example.com"}}) },
		`"https://a.b/" is not an origin`:      func() { NewHandler(nil, Options{Origins: []string{"https://a.b/"}}) },
	} {
		if got := panics(f); !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	NewHandler(nil, Options{Origins: []string{"*", "null", "https://a.b:8443"}}).Close()
}

func TestEncodeHandsOnErrorsAndStopsWhenTold(t *testing.T) {
	failure := errors.New("failure")
	items := func(yield func(tick, error) bool) {
		_ = yield(tick{12}, nil) && yield(tick{-1}, nil) && yield(tick{}, failure) && yield(tick{13}, nil) && yield(tick{14}, nil)
	}
	var got []string
	for u, err := range Encode(items, encodeTick, func(v *tick) any { return v.n % 10 }) {
		switch {
		case errors.Is(err, failure):
			got = append(got, "failure")
		case err != nil:
			got = append(got, "lost: "+err.Error())
		default:
			got = append(got, string(u.Payload))
			if u.Key != len(got)+1 && u.Key != 3 {
				t.Errorf("key %v", u.Key)
			}
		}
		if len(got) == 4 {
			break
		}
	}
	if want := []string{"12", "lost: a negative tick has no JSON", "failure", "13"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if Encode(iter.Seq2[tick, error](nil), encodeTick, nil) != nil {
		t.Error("no sequence became one")
	}
}

func FuzzStringsAreJSON(f *testing.F) {
	for _, s := range []string{"", "a", `"\/`, "\x00\x1f\x7f", "\n\r\t\b\f", "ü日本", "\xff\xfe", "\u2028<&>", "a\xffb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		encoded := appendString(nil, s)
		var got string
		if err := json.Unmarshal(encoded, &got); err != nil || !utf8.Valid(encoded) {
			t.Fatalf("%q became %q: %v", s, encoded, err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && got != s || !utf8.ValidString(s) && strings.Count(got, "") < strings.Count(want, "") {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func FuzzMessagesAreReadOrRefused(f *testing.F) {
	for _, s := range []string{
		subscribeA, `{}`, `[]`, ``, `{"type":"a","payload":{},"id":"\ud800"}`, `{"type":"a","type":"a"}`, `{"type":"a"} {`,
		`{"x":[[[[]]]],"type":""}`, strings.Repeat("[", 20000), `{"payload":` + strings.Repeat(`{"a":`, 20000),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := readMessage(data)
		if err != nil {
			return
		}
		var want struct {
			Type    *string
			ID      *string
			Payload json.RawMessage
		}
		if !json.Valid(data) || json.Unmarshal(data, &want) != nil {
			t.Fatalf("%q was read as %+v", data, m)
		}
		if m.payload != nil && !json.Valid(m.payload) || m.id != "" && m.id[0] != '"' {
			t.Fatalf("%q was read as %+v", data, m)
		}
	})
}

func FuzzFramesCarryWhatWasPutIn(f *testing.F) {
	f.Add(0, 0)
	f.Add(125, 1)
	f.Add(126, 2)
	f.Add(65535, 3)
	f.Add(65536, 4)
	f.Fuzz(func(t *testing.T, size, skipped int) {
		if size < 0 || size > 1<<20 || skipped < 1 {
			return
		}
		value := bytes.Repeat([]byte("7"), size+1)
		prefix := updatePrefix("bars", "a")
		frame := text(prefix, value, []byte(updateSuffix))
		if got := payloadOf(frame); len(got) != len(prefix)+len(value)+len(updateSuffix) || !bytes.HasPrefix(got, prefix) {
			t.Fatalf("%d bytes became %d", size, len(got))
		}
		var update struct {
			Payload struct {
				Payload json.Number
				Skipped int
			}
		}
		if err := json.Unmarshal(payloadOf(withSkipped(frame, skipped)), &update); err != nil ||
			update.Payload.Skipped != skipped || len(update.Payload.Payload) != len(value) {
			t.Fatalf("%v, %d skipped, want %d", err, update.Payload.Skipped, skipped)
		}
	})
}
