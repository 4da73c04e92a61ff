package asyncapi

import (
	"encoding/json"
	"slices"

	"tenon/internal/contract"
	"tenon/internal/schema"
)

// code is one way to fail, or to end.
type code struct{ name, doc string }

// The codes of the runtime itself, by the message that carries them. Package ws sends them; a test compares.
func replyCodes() []code {
	return []code{
		{"invalid-request", "the subscription request breaks its schema"},
		{"forbidden", "the caller may not have this subscription"},
		{"too-many-topics", "the connection has as many topics as it may"},
		{"unavailable", "the topic cannot begin just now"},
		{"internal", "the service failed"},
	}
}

func endCodes() []code {
	return []code{
		{"completed", "the service had no more to say"},
		{"shutting-down", "the server goes away"},
		{"internal", "the service failed"},
	}
}

func errorCodes() []code {
	return []code{
		{"malformed-message", "the frame is not a message of this protocol"},
		{"unknown-type", "there is no such type of message"},
	}
}

// shapes shares the payloads that all streams have in common.
func (d *describer) shapes() {
	d.reply = d.share("SubscriptionReply", "Whether a subscription was made or ended.", []schema.Property{
		status("ok", "error"),
		codes("Why not; absent with status ok.", d.withDeclared(replyCodes())),
		text("message", "The same, in words."),
		text("topic", "The topic; empty if the request could not be read."),
	}, "status", "message", "topic")
	d.gap = d.share("TopicGap", "Updates of a topic that were lost.", []schema.Property{
		text("topic", "The topic."),
		{Name: "missed", Schema: &schema.Schema{Types: []string{"integer"}, Minimum: "-1",
			Description: "How many; -1 if that is not known."}},
	}, "topic", "missed")
	d.end = d.share("TopicEnd", "Why a topic ended.", []schema.Property{
		text("topic", "The topic."),
		codes("Why, for programs.", d.withDeclared(endCodes())),
		text("message", "The same, in words."),
	}, "topic", "code", "message")
	d.complaint = d.share("MessageError", "Why a message was not understood.", []schema.Property{
		status("error"),
		codes("Why, for programs.", errorCodes()),
		text("message", "The same, in words."),
	}, "status", "code", "message")
}

func (d *describer) share(name, description string, properties []schema.Property, required ...string) *schema.Schema {
	return d.Add(d.Free(name), &schema.Schema{
		Types:       []string{"object"},
		Description: description,
		Properties:  properties,
		Required:    required,
	})
}

// update is the payload of an update of one stream.
func (d *describer) update(item *schema.Schema) *schema.Schema {
	return &schema.Schema{
		Types: []string{"object"},
		Properties: []schema.Property{
			text("topic", "The topic."),
			{Name: "payload", Schema: item},
			{Name: "skipped", Schema: &schema.Schema{Types: []string{"integer"}, Minimum: "1",
				Description: "How many values this one replaced, where the stream conflates."}},
		},
		Required: []string{"topic", "payload"},
	}
}

func text(name, description string) schema.Property {
	return schema.Property{Name: name, Schema: &schema.Schema{Types: []string{"string"}, Description: description}}
}

func status(values ...string) schema.Property {
	s := &schema.Schema{Types: []string{"string"}}
	for _, v := range values {
		s.Enum = append(s.Enum, schema.Quote(v))
	}
	return schema.Property{Name: "status", Schema: s}
}

func codes(description string, list []code) schema.Property {
	s := &schema.Schema{Types: []string{"string"}, Description: description}
	for _, c := range list {
		s.Enum = append(s.Enum, schema.Quote(c.name))
		s.EnumDescriptions = append(s.EnumDescriptions, c.doc)
	}
	return schema.Property{Name: "code", Schema: s}
}

// withDeclared adds the codes that the streams of the contract declare, in the order of their names.
func (d *describer) withDeclared(list []code) []code {
	for _, e := range d.module.Errors {
		declared := slices.ContainsFunc(d.module.Streams, func(s *contract.Stream) bool {
			return slices.ContainsFunc(s.Errors, func(o *contract.Sentinel) bool { return o.Code == e.Code })
		})
		if !declared {
			continue
		}
		mine := code{e.Code, schema.SentinelDoc(e)}
		if i := slices.IndexFunc(list, func(c code) bool { return c.name == e.Code }); i >= 0 {
			list[i] = mine
		} else {
			list = append(list, mine)
		}
	}
	return list
}

// security turns the ways of authentication into references to shared schemes, any one of which is enough.
func (d *describer) security(auth []contract.Auth) []string {
	var refs []string
	for _, a := range auth {
		if a.Scheme != "none" {
			refs = append(refs, "#/components/securitySchemes/"+d.scheme(a))
		}
	}
	if len(refs) < len(auth) {
		return nil // anonymous callers are welcome too, which AsyncAPI has no other word for
	}
	return refs
}

// secureServers says on each server what the handshake must bring.
func (d *describer) secureServers() {
	refs := d.security(d.module.Auth)
	for i, s := range d.doc.Servers {
		if s.Security == nil && refs != nil {
			c := *s
			c.Security = refs
			d.doc.Servers = slices.Clone(d.doc.Servers)
			d.doc.Servers[i] = &c
		}
	}
}

// scheme shares a security scheme and returns its name.
func (d *describer) scheme(a contract.Auth) string {
	name, w := a.Scheme, schema.Writer{Compact: true}
	w.BeginObject()
	if a.Name == "" {
		w.Text("type", "http")
		w.Text("scheme", a.Scheme)
	} else {
		name = schema.KeyName(a)
		w.Text("type", "httpApiKey")
		w.Text("name", a.Name)
		w.Text("in", a.Scheme)
	}
	w.EndObject()
	value := json.RawMessage(w.Bytes())
	for _, known := range d.doc.Components.SecuritySchemes {
		if known.Name == name {
			return name
		}
	}
	d.doc.Components.SecuritySchemes = append(d.doc.Components.SecuritySchemes, schema.Extension{Name: name, Value: value})
	return name
}
