package pyclient

import (
	"maps"
	"strings"

	"tenon/internal/asyncapi"
	"tenon/internal/emit/pyclient/pysrc"
	"tenon/internal/naming"
	"tenon/internal/schema"
)

// stream is one subscription of the clients.
type stream struct {
	op     *asyncapi.Operation // the subscribe operation
	stream string              // its name on the wire: "broker-connection"
	path   string              // the socket's address
	name   pysrc.Name
	params []*param // the members of the subscription request
	update typ
}

// socket is what is read from an AsyncAPI document.
type socket struct {
	b        *builder
	doc      *asyncapi.Document
	messages map[string]*asyncapi.Message // by reference, as operations have it
	channels map[string]*asyncapi.Channel // by reference
}

// streams reads the subscriptions of the AsyncAPI document: each operation that the server receives and whose message
// has the type "{stream}.subscribe".
func (b *builder) streams(doc *asyncapi.Document, methods map[string]bool) []*stream {
	if doc == nil {
		return nil
	}
	s := &socket{b, doc, map[string]*asyncapi.Message{}, map[string]*asyncapi.Channel{}}
	shared := map[string]*asyncapi.Message{}
	for _, m := range doc.Components.Messages {
		shared["#/components/messages/"+m.Name] = m
	}
	for _, c := range doc.Channels {
		ref := "#/channels/" + c.Name
		s.channels[ref] = c
		for _, m := range c.Messages {
			s.messages[ref+"/messages/"+m.Name] = m.Message
			if m.Ref != "" {
				s.messages[ref+"/messages/"+m.Name] = shared[m.Ref]
			}
		}
	}
	var list []*stream
	var texts []string
	for _, op := range doc.Operations {
		b.place = "stream operation " + op.Name
		if st := s.stream(op); st != nil {
			list = append(list, st)
			texts = append(texts, st.stream)
		}
	}
	nameStreams(list, texts, methods)
	return list
}

// nameStreams gives streams the names of their methods. One that an operation is called like says that it is a stream.
func nameStreams(list []*stream, texts []string, methods map[string]bool) {
	plain := names(texts, naming.Snake, maxMethod, oneOf(methodWords))
	others := maps.Clone(methods)
	for _, st := range list {
		if st.name = plain[st.stream]; !methods[st.name.String()] {
			others[st.name.String()] = true
		}
	}
	telling := names(texts, func(text string) string { return "stream_" + naming.Snake(text) }, maxMethod,
		func(name string) bool { return others[name] })
	for _, st := range list {
		if methods[st.name.String()] {
			st.name = telling[st.stream]
		}
	}
}

// stream is the subscription that an operation makes; nil if it makes none.
func (s *socket) stream(op *asyncapi.Operation) *stream {
	if op.Action != "receive" || len(op.Messages) == 0 {
		return nil
	}
	kind, request := s.envelope(op.Messages[0])
	name, ok := strings.CutSuffix(kind, ".subscribe")
	if kind == "" {
		s.b.unsupported("the message has no constant type, by which a stream could be told")
		return nil
	}
	if !ok {
		return nil
	}
	channel := s.channels[op.Channel]
	if channel == nil || !strings.HasPrefix(channel.Address, "/") || strings.Contains(channel.Address, "{") {
		s.b.unsupported("the channel %q has no fixed address", op.Channel)
		return nil
	}
	st := &stream{op: op, stream: name, path: channel.Address}
	if !s.update(st) {
		s.b.unsupported("no operation sends %q", name+".update")
		return nil
	}
	s.params(st, request)
	return st
}

// envelope is the type and the payload's schema of a message.
func (s *socket) envelope(ref string) (string, *schema.Schema) {
	m := s.messages[ref]
	if m == nil {
		return "", nil
	}
	envelope := s.resolve(m.Payload)
	if envelope == nil {
		return "", nil
	}
	kind := envelope.Property("type")
	if kind == nil || kind.Const == nil {
		return "", nil
	}
	v, err := schema.Parse(kind.Const)
	if err != nil {
		return "", nil
	}
	return v.String(), envelope.Property("payload")
}

func (s *socket) resolve(sc *schema.Schema) *schema.Schema {
	if sc == nil || sc.Ref == "" {
		return sc
	}
	return s.b.shared[unescapePointer(strings.TrimPrefix(sc.Ref, schemaPrefix))]
}

// update finds what a stream sends.
func (s *socket) update(st *stream) bool {
	for _, op := range s.doc.Operations {
		if op.Action != "send" {
			continue
		}
		for _, ref := range op.Messages {
			kind, payload := s.envelope(ref)
			if kind != st.stream+".update" {
				continue
			}
			if payload = s.resolve(payload); payload == nil || payload.Property("payload") == nil {
				return false
			}
			hint := upperFirst(naming.UpperCamel(st.stream)) + "Update"
			st.update = s.b.inClient(s.b.typeOf(payload.Property("payload"), hint), hint)
			return true
		}
	}
	return false
}

// params are the members of the subscription request. What the document says of them is what it says of fields.
func (s *socket) params(st *stream, request *schema.Schema) {
	request = s.resolve(request)
	if request == nil {
		return
	}
	required := map[string]bool{}
	for _, name := range request.Required {
		required[name] = true
	}
	texts := make([]string, len(request.Properties))
	for i, p := range request.Properties {
		texts[i] = p.Name
	}
	idents := names(texts, naming.Snake, maxField, oneOf(paramWords))
	hint := upperFirst(naming.UpperCamel(st.stream))
	for _, p := range request.Properties {
		q := &param{name: idents[p.Name], wire: p.Name, doc: fieldDoc(p.Schema)}
		name := hint + upperFirst(naming.UpperCamel(p.Name))
		s.b.asArgument(q, s.b.typeOf(p.Schema, name), p.Schema, required[p.Name], name)
		st.params = append(st.params, q)
	}
	if len(request.AllOf)+len(request.OneOf)+len(request.AnyOf) > 0 {
		s.b.unsupported("a subscription request that is composed of others cannot be rendered in Python yet")
	}
}
