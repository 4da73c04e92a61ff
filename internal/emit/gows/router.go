package gows

import (
	"tenon/internal/contract"
	"tenon/internal/emit/gosrc"
	"tenon/internal/naming"
)

// router writes the file of one stream.
type router struct {
	*file
	stream     *contract.Stream
	name       gosrc.Ident   // OrdersWSRouter
	authorizer gosrc.Ident   // OrdersAuthorizer
	keyFunc    gosrc.Ident   // ordersKey
	service    gosrc.Expr    // broker.API
	request    gosrc.Expr    // broker.OrderSubscriptionRequest
	context    gosrc.Package // context
	wire       gosrc.Package // brokerwire
}

// router emits the router of one stream.
func (e *emitter) router(s *contract.Stream) {
	keyFunc := naming.LowerFirst(typeName(s)) + "Key"
	f := e.newFile("", keyFunc)
	r := &router{
		file:       f,
		stream:     s,
		name:       gosrc.Name(typeName(s) + "WSRouter"),
		authorizer: gosrc.Name(typeName(s) + "Authorizer"),
		keyFunc:    gosrc.Name(keyFunc),
		service:    f.contract.Sel(e.in.Module.Interface),
		request:    f.Type(s.Request),
		context:    f.Import("context", "context"),
		wire:       f.Import(e.wirePackage(), e.in.Module.Package+"wire"),
	}
	key, problem := keyOf(s)
	if problem != "" {
		e.problem(s, "the stream %q cannot conflate by %s: %s", s.Name, s.Conflate.Wire, problem)
		return
	}
	r.declare()
	r.subscription(e.names.Of(s.Request), e.names.TopicOf(s.Request), e.names.Of(s.Item), key)
	r.codes()
	if key != nil {
		r.key(key)
	}
	e.add(fileName(s), f)
}

// declare writes the types and the constructor.
func (r *router) declare() {
	r.Comment(r.authorizer.String() + " is what a service has that decides who may subscribe to " + r.stream.Name +
		". It is asked for every subscription, and the caller is in its context. A service that wraps another must " +
		"pass the question on.")
	r.P(`
		type $1 interface {
		$2(ctx $3.Context, req $4) error
		}
	`, r.authorizer, gosrc.Name(r.stream.Authorizes), r.context, r.request)
	r.Blank()
	r.Comment(r.name.String() + " routes subscriptions of the stream " + r.stream.Name + " to a service.\n\n" + r.stream.Doc)
	r.P("type $1 struct {", r.name)
	r.Align(gosrc.Row{gosrc.X("service"), r.service},
		gosrc.Row{gosrc.X("authorizer"), gosrc.X("$1 // nil: everyone may subscribe", r.authorizer)})
	r.P("}")
	r.P(`

		var _ $1.Router = (*$2)(nil)

	`, r.ws, r.name)
	r.Comment("New" + r.name.String() + " makes the router of a service.")
	r.P(`
		func New$1(service $2) *$1 {
		return &$1{
	`, r.name, r.service)
	r.Pairs(gosrc.Pair{Key: gosrc.X("service"), Value: gosrc.X("service")},
		gosrc.Pair{Key: gosrc.X("authorizer"),
			Value: gosrc.X("$1.Authorizer[$2](service, $3)", r.ws, r.authorizer, gosrc.Str(r.stream.Authorizes))})
	r.P(`
		}
		}

		// Stream is the name of the stream.
		func (r *$1) Stream() string { return $2 }
	`, r.name, gosrc.Str(r.stream.Name))
}

// subscription writes the method that decodes a request and starts its topic. request, topic and item are what the wire
// package calls them.
func (r *router) subscription(request, topic, item string, key *key) {
	keyFunc := gosrc.X("nil")
	if key != nil {
		keyFunc = gosrc.X("$1", r.keyFunc)
	}
	r.P(`

		// Subscription decodes and validates a subscription request.
		func (r *$1) Subscription(payload []byte) ($2.Subscription, error) {
		req, err := $3(payload)
		if err != nil {
		return $2.Subscription{}, err
		}
		topic, err := $4([]byte($5), &req)
		if err != nil {
		return $2.Subscription{}, err
		}
		subscription := $2.Subscription{
		Topic: string(topic),
	`, r.name, r.ws, r.wire.Sel("Decode"+request), r.wire.Sel("Append"+topic), gosrc.Str(r.stream.Name+":"))
	r.P(`
		Start: func(ctx $1.Context) ($2.Seq2[$3.Update, error], error) {
		items, err := r.service.$4(ctx, req)
		if err != nil {
		return nil, err
		}
		return $3.Encode(items, $5, $6), nil
		},
		}
	`, r.context, r.Import("iter", "iter"), r.ws, gosrc.Name(r.stream.Method), r.wire.Sel("Append"+item), keyFunc)
	r.P(`
		if r.authorizer != nil {
		subscription.Authorize = func(ctx $1.Context) error {
		return r.authorizer.$2(ctx, req)
		}
		}
		return subscription, nil
		}
	`, r.context, gosrc.Name(r.stream.Authorizes))
}

// codes writes the method that knows the declared errors.
func (r *router) codes() {
	r.P(`

		// Code is the code of an error that the contract declares for the stream, or "".
	`)
	if len(r.stream.Errors) == 0 {
		r.P(`func (r *$1) Code(error) string { return "" }`, r.name)
		return
	}
	r.P(`
		func (r *$1) Code(err error) string {
		switch {
	`, r.name)
	for _, s := range r.stream.Errors {
		r.P(`
			case $1.Is(err, $2):
			return $3
		`, r.Import("errors", "errors"), r.Import(s.ImportPath, s.Package).Sel(s.GoName), gosrc.Str(s.Code))
	}
	r.P(`
		default:
		return ""
		}
		}
	`)
}
