package verify

import (
	"slices"
	"strings"

	"tenon/internal/contract"
)

// frame is one of the messages of which every stream has one.
type frame struct {
	suffix  string   // of the message's type, behind the stream's name
	action  string   // of the operation that carries it: receive, send, or reply
	payload []string // where the stream's own data stands in the envelope
	item    bool     // that data is an update, not the request
}

// frames is the table of those messages, as a front end knows them.
func frames() []frame {
	return []frame{
		{".subscribe", "receive", []string{"payload"}, false},
		{".subscribe.response", "reply", nil, false},
		{".unsubscribe", "receive", []string{"payload"}, false},
		{".unsubscribe.response", "reply", nil, false},
		{".update", "send", []string{"payload", "payload"}, true},
	}
}

// asyncAPI compares the document with the streams of the contract.
func (d *document) asyncAPI() {
	if !strings.HasPrefix(d.root.at("asyncapi").str(), "3.") {
		d.report("document-version", d.root.at("asyncapi"), "the document does not say that it is AsyncAPI 3")
	}
	d.info()
	carried := d.carried()
	for _, s := range d.module.Streams {
		for _, f := range frames() {
			d.frame(s, f, carried)
		}
	}
	for _, c := range carried {
		if name, _, found := strings.Cut(c.typ, "."); found && !d.hasStream(name) {
			d.report("stream-invented", c.envelope, "message "+c.typ+" belongs to no stream of the contract")
		}
	}
	d.schemas()
}

// hasStream says whether the contract has a stream of that name.
func (d *document) hasStream(name string) bool {
	return slices.ContainsFunc(d.module.Streams, func(s *contract.Stream) bool { return s.Name == name })
}

// carriedMessage is a message as an operation carries it: its envelope and the constant that names its type.
type carriedMessage struct {
	typ      string
	action   string // receive, send, reply
	envelope *jsonNode
}

// carried lists what the operations of the document carry.
func (d *document) carried() []carriedMessage {
	var list []carriedMessage
	operations := d.root.at("operations").members()
	for i := range operations {
		op := &operations[i]
		list = d.carry(list, op.at("messages"), op.at("action").str())
		list = d.carry(list, op.at("reply", "messages"), "reply")
	}
	return list
}

// carry adds the messages of one list.
func (d *document) carry(list []carriedMessage, messages *jsonNode, action string) []carriedMessage {
	kids := messages.members()
	for i := range kids {
		envelope := d.resolve(d.resolve(&kids[i]).at("payload"))
		list = append(list, carriedMessage{envelope.at("properties", "type", "const").str(), action, envelope})
	}
	return list
}

// frame looks for one message of a stream and compares what it carries.
func (d *document) frame(s *contract.Stream, f frame, carried []carriedMessage) {
	i := slices.IndexFunc(carried, func(c carriedMessage) bool { return c.typ == s.Name+f.suffix && c.action == f.action })
	if i < 0 {
		d.report("stream-missing", d.root.at("operations"), "no operation carries the message "+s.Name+f.suffix+
			" of stream "+s.Name+" ("+f.action+")")
		return
	}
	if len(f.payload) == 0 {
		return
	}
	want := s.Request
	if f.item {
		want = s.Item
	}
	if why := d.carriedMismatch(carried[i].envelope, f.payload, want); why != "" {
		d.report("stream-type", carried[i].envelope, "the message "+s.Name+f.suffix+" of stream "+s.Name+": "+why)
	}
}

// carriedMismatch walks into an envelope and compares what it finds there with a type.
func (d *document) carriedMismatch(envelope *jsonNode, path []string, want *contract.Type) string {
	n := envelope
	for _, key := range path {
		n = d.resolve(n).at("properties", key)
	}
	return d.mismatch(n, want)
}
