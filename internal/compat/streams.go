package compat

import (
	"strings"

	"tenon/internal/asyncapi"
	"tenon/internal/schema"
)

// streamSuffixes are what the names of a stream's operations end in.
func streamSuffixes() []string { return []string{"Subscribe", "Unsubscribe", "Update", "Gap", "End"} }

// streamsOf names the stream of each operation; an operation that belongs to none stands for itself, as
// "operation <name>".
func streamsOf(doc *asyncapi.Document) map[string]string {
	wire := map[string]string{}
	for _, op := range doc.Operations {
		if base, found := strings.CutSuffix(op.Name, "Subscribe"); found && base != "" {
			wire[base] = wireName(doc, op, base)
		}
	}
	streams := map[string]string{}
	for _, op := range doc.Operations {
		streams[op.Name] = "operation " + op.Name
		for _, suffix := range streamSuffixes() {
			if base, found := strings.CutSuffix(op.Name, suffix); found && wire[base] != "" {
				streams[op.Name] = "stream " + wire[base]
			}
		}
	}
	return streams
}

// wireName is the name of a stream as its subscribe message says it.
func wireName(doc *asyncapi.Document, op *asyncapi.Operation, base string) string {
	for _, ref := range op.Messages {
		texts := []string{refName(ref)}
		if m := messageBehind(doc, ref); m != nil {
			texts = []string{m.Label, m.Name, refName(ref)}
		}
		for _, text := range texts {
			if name, found := strings.CutSuffix(text, ".subscribe"); found {
				return name
			}
		}
	}
	return base
}

// messageBehind follows a reference to a message: into a channel, and from there into the components.
func messageBehind(doc *asyncapi.Document, ref string) *asyncapi.Message {
	if name, found := strings.CutPrefix(ref, "#/components/messages/"); found {
		for _, m := range doc.Components.Messages {
			if m.Name == refName(name) {
				return m
			}
		}
		return nil
	}
	rest, found := strings.CutPrefix(ref, "#/channels/")
	channel, message, cut := strings.Cut(rest, "/messages/")
	if !found || !cut {
		return nil
	}
	for _, c := range doc.Channels {
		for _, m := range c.Messages {
			if c.Name == refName(channel) && m.Name == refName(message) && m.Message != nil {
				return m.Message
			}
			if c.Name == refName(channel) && m.Name == refName(message) && m.Ref != "" && m.Ref != ref {
				return messageBehind(doc, m.Ref)
			}
		}
	}
	return nil
}

// messageKey is a message as a component of the usage.
func messageKey(m *asyncapi.Message) string { return "message " + m.Name }

// usesOf walks a document for which stream uses what, in which direction. The server receives what travels as a
// request.
func usesOf(doc *asyncapi.Document, streams map[string]string, shared map[string]*schema.Schema) usage {
	u := usage{}
	note := func(refs []string, stream string, t travel) {
		for _, ref := range refs {
			m := messageBehind(doc, ref)
			if m == nil {
				continue
			}
			u.add(messageKey(m), stream, t)
			u.reach(m.Payload, shared, stream, t)
		}
	}
	for _, op := range doc.Operations {
		there, back := request, response
		if op.Action == "send" {
			there, back = response, request
		}
		note(op.Messages, streams[op.Name], there)
		if op.Reply != nil {
			note(op.Reply.Messages, streams[op.Name], back)
		}
	}
	return u
}

// quiet are the components that only streams use which the other document does not have: the finding of the stream
// says it all. What several streams share speaks for itself.
func quiet(uses usage, others map[string]string) map[string]bool {
	has := map[string]bool{}
	for _, stream := range others {
		has[stream] = true
	}
	q := map[string]bool{}
	for component, by := range uses {
		only := len(by) == 1
		for stream := range by {
			only = only && !has[stream]
		}
		q[strings.TrimPrefix(component, schemaRef)] = only
	}
	return q
}
