// Package asyncapi is AsyncAPI documents as data: made from a contract's streams, written as deterministic JSON, checked,
// and read back.
//
// Describe turns a contract into a Document, Document.JSON writes it, Check finds what official schemas and the official
// parser cannot see, Read reads one. Nothing here touches the disk.
//
// What is decided for our own documents:
//
//   - One channel a module, the socket at /api/v1/<module>/ws, with every message. The server's view: a stream orders
//     has the operations ordersSubscribe and ordersUnsubscribe (receive, with a reply) and ordersUpdate (send: update,
//     gap, end); the operation error answers what belongs to no stream.
//   - A message is named after its frame: OrdersSubscribeResponse is the frame orders.subscribe.response, which is its
//     name property and the const of type in its envelope OrdersSubscribeResponseMessage.
//   - Codes of replies and ends are enums: those of the runtime and those that the module's streams declare.
//   - x-ws-topic of the subscribe operation is the grammar of topics (topic.go).
//   - Schemas are of draft 7, as AsyncAPI has it: nothing stands beside $ref, discriminator is a property's name.
//   - AsyncAPI cannot say that a caller may also be nobody: where the contract allows none, no security is said.
package asyncapi

import (
	"encoding/json"

	"tenon/internal/schema"
)

// Document is an AsyncAPI 3 document. Lists keep the order of the document.
type Document struct {
	AsyncAPI           string
	Info               Info
	DefaultContentType string
	Servers            []*Server
	Channels           []*Channel
	Operations         []*Operation
	Components         Components
	Extensions         []schema.Extension
}

// Info is about the API as a whole.
type Info struct {
	Title       string
	Version     string
	Description string
	Extensions  []schema.Extension
}

// Server is a host that speaks a protocol.
type Server struct {
	Name        string
	Host        string
	Protocol    string
	PathName    string
	Description string
	Security    []string // references to components
	Extensions  []schema.Extension
}

// Channel is an address with its messages; for us, one socket.
type Channel struct {
	Name        string
	Address     string
	Title       string
	Description string
	Messages    []ChannelMessage
	Parameters  []schema.Extension // as they stand
	Bindings    json.RawMessage
	Extensions  []schema.Extension
}

// ChannelMessage names a message of a channel and refers to its component.
type ChannelMessage struct {
	Name    string
	Ref     string   // "#/components/messages/X"; "" if Message stands here itself
	Message *Message // nil if Ref is set
}

// Operation is what the server does on a channel.
type Operation struct {
	Name        string
	Action      string // receive, send
	Channel     string // reference: "#/channels/broker"
	Title       string
	Summary     string
	Description string
	Deprecated  bool // x-deprecated
	Tags        []string
	Security    []string
	Messages    []string // references: "#/channels/broker/messages/X"
	Reply       *Reply
	Topic       json.RawMessage // x-ws-topic: the topic's grammar
	Extensions  []schema.Extension
}

// Reply is the answer to an operation.
type Reply struct {
	Channel    string
	Messages   []string
	Extensions []schema.Extension
}

// Message is one frame.
type Message struct {
	Name          string // key in components
	Label         string // its name for people and logs; for us the type of the frame: "orders.update"
	Title         string
	Summary       string
	Description   string
	ContentType   string
	CorrelationID json.RawMessage
	Payload       *schema.Schema
	Examples      []json.RawMessage
	Extensions    []schema.Extension
}

// Components is what a document shares.
type Components struct {
	Schemas         []schema.Property
	Messages        []*Message
	SecuritySchemes []schema.Extension // as they stand
	Extensions      []schema.Extension
}
