package ws

import (
	"context"
	"fmt"
	"iter"
	"reflect"
)

// V1 is there as long as code generated for version 1 of this package compiles and works with it. Generated code names
// it: where it is missing, code and runtime are of different versions.
const V1 = 1

// Router serves one stream of a contract. Generated code implements it, typed; the methods must be safe for
// concurrent use.
type Router interface {
	// Stream is the name of the stream on the wire, such as "broker-connection".
	Stream() string

	// Subscription decodes and validates the payload of a subscribe or unsubscribe message. The text of its error is
	// shown to the client.
	Subscription(payload []byte) (Subscription, error)

	// Code is the code of an error that the contract declares for the stream, such as "account-not-found", or "" for
	// any other error. The text of an error that has a code is shown to clients, that of others is not.
	Code(err error) string
}

// Subscription is what a client asks for, decoded.
type Subscription struct {
	// Topic is the stream's name, a colon, and the request as canonical JSON. Equal topics share one producer.
	Topic string

	// Authorize decides whether the caller, whose values ctx carries, may have this subscription; it is called for
	// every one, also for those that join a topic which is already running. An error without a code refuses with code
	// "forbidden" and a fixed text. Nil: everyone may.
	Authorize func(ctx context.Context) error

	// Start begins the topic; it is called once a topic. Its error is the answer to all who wait for the topic. With
	// a nil error nothing is missed from now on. ctx lasts as long as the topic and carries no caller.
	Start func(ctx context.Context) (iter.Seq2[Update, error], error)
}

// Update is one value of a topic, encoded.
type Update struct {
	// Payload is the value as JSON. The runtime does not keep it after yield returned.
	Payload []byte

	// Key is nil, or for a stream that conflates the value that names what is updated: while an update waits to be
	// sent, a newer one of the same topic and key replaces it. It must be comparable.
	Key any
}

// Gap is the one error after which a sequence goes on: updates were lost. Subscribers get a {stream}.gap message.
type Gap struct {
	Missed int // how many updates were lost; zero or less: unknown
}

// Error implements error.
func (g *Gap) Error() string {
	if g.Missed <= 0 {
		return "updates were lost"
	}
	return fmt.Sprintf("%d updates were lost", g.Missed)
}

// unencodable is the error of a value that has no JSON, such as NaN.
type unencodable struct{ err error }

func (e *unencodable) Error() string { return e.err.Error() }
func (e *unencodable) Unwrap() error { return e.err }

// Encode turns the sequence of a service into encoded updates. encode appends the JSON of a value; key is nil, or
// gives the Key of a value. A value that cannot be encoded counts as lost: subscribers get a gap of one.
func Encode[T any](
	items iter.Seq2[T, error], encode func([]byte, *T) ([]byte, error), key func(*T) any,
) iter.Seq2[Update, error] {
	if items == nil {
		return nil
	}
	return func(yield func(Update, error) bool) {
		var buf []byte
		var item T // one for all values, since its address is handed on
		for value, err := range items {
			item = value
			update := Update{}
			if err == nil {
				buf, err = encode(buf[:0], &item)
				if err != nil {
					err = &unencodable{err}
				} else {
					update.Payload = buf
				}
			}
			if err == nil && key != nil {
				update.Key = key(&item)
			}
			if !yield(update, err) {
				return
			}
		}
	}
}

// Authorizer is service as an A, an interface with the one method named, or nil if service has no such method. A
// method of that name with another signature would be overlooked silently, and everyone be let in: Authorizer panics
// then.
func Authorizer[A any](service any, method string) A {
	authorizer, ok := service.(A)
	if !ok && service != nil {
		if m, found := reflect.TypeOf(service).MethodByName(method); found {
			panic(fmt.Sprintf("ws: %T.%s has the signature %v, which %v does not: it would never be asked",
				service, method, m.Type, reflect.TypeFor[A]()))
		}
	}
	return authorizer
}
