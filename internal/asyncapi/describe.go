package asyncapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tenon/internal/contract"
	"tenon/internal/diag"
	"tenon/internal/naming"
	"tenon/internal/schema"
)

// The versions that Describe writes.
const (
	Version30 = "3.0.0"
	Version31 = "3.1.0"
)

const schemaPrefix = "#/components/schemas/"

// Options are what a workspace adds to a contract. The zero value is fine.
type Options struct {
	Version     string             // of AsyncAPI: Version30 ("") or Version31
	Title       string             // instead of "Broker API"
	Description string             // instead of the package comment
	Info        []schema.Extension // further members of info: contact, license, termsOfService
	Servers     []*Server          // none: the host that serves the document
}

// Describe turns the streams of a contract into a document, as a server sees them: one channel, the module's socket,
// which carries every message; for each stream two operations that the server receives and answers, and one that it
// sends. The document of a module without streams is nil. An error among the findings means that it is not complete.
func Describe(m *contract.Module, opt Options) (*Document, diag.List) {
	if len(m.Streams) == 0 {
		return nil, nil
	}
	d := &describer{
		Describer: schema.NewDescriber(m, schemaPrefix),
		module:    m,
		doc: &Document{
			AsyncAPI:           cmp.Or(opt.Version, Version30),
			DefaultContentType: "application/json",
			Servers:            opt.Servers,
			Info: Info{
				Title:       cmp.Or(opt.Title, schema.APITitle(m)),
				Version:     m.Version,
				Description: cmp.Or(opt.Description, schema.APIDescription(m)),
				Extensions:  opt.Info,
			},
		},
	}
	d.channel = &Channel{
		Name:        m.Name,
		Address:     m.BasePath + "/ws",
		Title:       "WebSocket of " + m.Name,
		Description: "One socket carries every stream of the module. A message is one JSON text frame.",
		Bindings:    json.RawMessage(`{"ws":{"method":"GET","bindingVersion":"0.1.0"}}`),
	}
	d.doc.Channels = []*Channel{d.channel}
	d.shapes()
	for i, s := range m.Streams {
		d.checkName(s, m.Streams[:i])
		d.stream(s)
	}
	d.failure()
	d.secureServers()
	d.doc.Components.Schemas = d.Shared()
	slices.SortFunc(d.doc.Components.Messages, func(a, b *Message) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(d.doc.Components.SecuritySchemes, func(a, b schema.Extension) int {
		return strings.Compare(a.Name, b.Name)
	})
	d.doc.Components.Extensions = []schema.Extension{{Name: "correlationIds", Value: json.RawMessage(
		`{"id":{"description":"Chosen by the client; the reply carries the same.","location":"$message.payload#/id"}}`)}}
	return d.doc, d.Findings()
}

// describer makes one document.
type describer struct {
	*schema.Describer
	module  *contract.Module
	doc     *Document
	channel *Channel

	reply, gap, end, complaint *schema.Schema // references to the payloads that streams share
}

// checkName finds streams whose operations and messages would share their names: tick-data and tickData.
func (d *describer) checkName(s *contract.Stream, before []*contract.Stream) {
	for _, o := range before {
		if naming.LowerCamel(o.Name) == naming.LowerCamel(s.Name) || naming.UpperCamel(o.Name) == naming.UpperCamel(s.Name) {
			d.Report(diag.Diagnostic{
				ID:      "stream-name",
				Pos:     s.Pos,
				Message: fmt.Sprintf("the streams %q and %q have the same name in the AsyncAPI document", o.Name, s.Name),
				Help:    "let the names differ in more than separators and capitals",
			})
		}
	}
}

// stream adds the operations and messages of one stream.
func (d *describer) stream(s *contract.Stream) {
	name := naming.LowerCamel(s.Name)
	request, item := d.Type(s.Request), d.Type(s.Item)
	summary, rest := schema.SplitSentence(schema.Sentence(s.Doc, s.Method))
	security := d.security(s.Auth)
	x := d.example(s)

	d.operation(s, &Operation{
		Name:        name + "Subscribe",
		Action:      "receive",
		Title:       "Subscribe to " + s.Name,
		Summary:     summary,
		Description: schema.Describe(rest, s.Deprecated),
		Security:    security,
		Messages: d.messages(frame{s.Name + ".subscribe", "Subscribe to " + s.Name,
			"Asks for a stream. The same request means the same topic.", request, true, x.asks(s.Name + ".subscribe")}),
		Reply: d.replies(frame{s.Name + ".subscribe.response", "Reply to " + s.Name + ".subscribe",
			"Nothing is missed after a reply with status ok.", d.reply, true,
			x.answers(s.Name+".subscribe.response", "Subscribed")}),
		Topic: d.topic(s, x),
	})
	d.operation(s, &Operation{
		Name:     name + "Unsubscribe",
		Action:   "receive",
		Title:    "Unsubscribe from " + s.Name,
		Summary:  "Ends the subscription with the same request",
		Security: security,
		Messages: d.messages(frame{s.Name + ".unsubscribe", "Unsubscribe from " + s.Name,
			"Ends the subscription with the same request.", request, true, x.asks(s.Name + ".unsubscribe")}),
		Reply: d.replies(frame{s.Name + ".unsubscribe.response", "Reply to " + s.Name + ".unsubscribe",
			"No update of the topic follows it.", d.reply, true,
			x.answers(s.Name+".unsubscribe.response", "Unsubscribed")}),
	})
	d.operation(s, &Operation{
		Name:    name + "Update",
		Action:  "send",
		Title:   "Updates of " + s.Name,
		Summary: "Sends what happens in the topics subscribed to",
		Messages: d.messages(
			frame{s.Name + ".update", "Update of " + s.Name, "One value of the stream.", d.update(item), false, nil},
			frame{s.Name + ".gap", "Gap in " + s.Name, "Updates were lost; the topic goes on.", d.gap, false,
				x.misses(s.Name + ".gap")},
			frame{s.Name + ".end", "End of " + s.Name, "The topic has ended; no update follows.", d.end, false,
				x.ends(s.Name + ".end")},
		),
	})
}

// operation adds what all operations of a stream have in common.
func (d *describer) operation(s *contract.Stream, op *Operation) {
	op.Channel = "#/channels/" + d.channel.Name
	op.Tags = s.Tags
	op.Deprecated = s.Deprecated != ""
	d.doc.Operations = append(d.doc.Operations, op)
}

// failure adds the answer to what belongs to no stream.
func (d *describer) failure() {
	d.doc.Operations = append(d.doc.Operations, &Operation{
		Name:    "error",
		Action:  "send",
		Channel: "#/channels/" + d.channel.Name,
		Title:   "Errors",
		Summary: "Answers a message that could not be read",
		Messages: d.messages(frame{"error", "Error",
			"The message could not be read, or names no known type. The connection and its subscriptions go on.",
			d.complaint, true, misunderstands()}),
	})
}

// frame is one kind of message.
type frame struct {
	kind    string // "orders.subscribe"
	title   string
	summary string
	payload *schema.Schema
	carries bool // it may carry an id

	examples []json.RawMessage
}

// messages shares the messages, lists them in the channel and refers to them there.
func (d *describer) messages(frames ...frame) []string {
	refs := make([]string, len(frames))
	for i, f := range frames {
		name := naming.UpperCamel(f.kind)
		m := &Message{
			Name:     name,
			Label:    f.kind,
			Title:    f.title,
			Summary:  f.summary,
			Payload:  d.Add(d.Free(name+"Message"), envelope(f)),
			Examples: f.examples,
		}
		if f.carries {
			m.CorrelationID = json.RawMessage(`{"$ref":"#/components/correlationIds/id"}`)
		}
		d.doc.Components.Messages = append(d.doc.Components.Messages, m)
		d.channel.Messages = append(d.channel.Messages, ChannelMessage{Name: name, Ref: "#/components/messages/" + name})
		refs[i] = "#/channels/" + d.channel.Name + "/messages/" + name
	}
	return refs
}

func (d *describer) replies(f frame) *Reply {
	return &Reply{Channel: "#/channels/" + d.channel.Name, Messages: d.messages(f)}
}

// envelope is the schema of a whole frame.
func envelope(f frame) *schema.Schema {
	s := &schema.Schema{
		Types:         []string{"object"},
		Description:   f.summary,
		Properties:    []schema.Property{{Name: "type", Schema: &schema.Schema{Types: []string{"string"}, Const: schema.Quote(f.kind)}}},
		Required:      []string{"type", "payload"},
		Discriminator: &schema.Discriminator{PropertyName: "type"},
	}
	if f.carries {
		s.Properties = append(s.Properties, text("id", "Chosen by the client; the reply carries the same."))
	}
	s.Properties = append(s.Properties, schema.Property{Name: "payload", Schema: f.payload})
	return s
}
