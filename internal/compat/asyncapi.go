package compat

import (
	"slices"
	"strings"

	"tenon/internal/asyncapi"
	"tenon/internal/openapi"
)

// asyncAPIDiffer compares two AsyncAPI documents.
type asyncAPIDiffer struct {
	*differ
	old, new               *asyncapi.Document
	oldStreams, newStreams map[string]string // operation → name of its stream
	oldUses, newUses       usage
	oldQuiet, newQuiet     map[string]bool // messages and schemas of streams that came or went as a whole
}

// compare compares everything that the documents hold.
func (d *asyncAPIDiffer) compare() {
	d.oldStreams, d.newStreams = streamsOf(d.old), streamsOf(d.new)
	d.oldUses, d.newUses = usesOf(d.old, d.oldStreams, d.oldSchemas), usesOf(d.new, d.newStreams, d.newSchemas)
	d.oldQuiet, d.newQuiet = quiet(d.oldUses, d.newStreams), quiet(d.newUses, d.oldStreams)
	d.guard(place{}, d.old, d.new, func() {
		d.head()
		d.servers()
		d.channels()
		d.operations()
		d.components()
	})
}

// head compares what the documents say of themselves.
func (d *asyncAPIDiffer) head() {
	p := place{where: "document", travels: anyone}
	a, b := d.old.Info, d.new.Info
	d.changed("document-version", p.in("", "asyncapi"), "AsyncAPI version", d.old.AsyncAPI, d.new.AsyncAPI)
	d.changed("title-changed", p.in("", "info", "title"), "title", a.Title, b.Title)
	d.changed("version-changed", p.in("", "info", "version"), "version", a.Version, b.Version)
	d.changed("message-changed", p.in("", "defaultContentType"), "content type", d.old.DefaultContentType,
		d.new.DefaultContentType)
	d.text(p.in("", "info"), [2]string{a.Description, b.Description})
	d.extensions(p.in("", "info"), a.Extensions, b.Extensions)
	d.extensions(p, d.old.Extensions, d.new.Extensions)
}

// servers compares hosts by name.
func (d *asyncAPIDiffer) servers() {
	name := func(s *asyncapi.Server) string { return s.Name }
	compareLists(d.differ, place{pointer: "/servers", travels: anyone}, "servers", d.old.Servers, d.new.Servers, name,
		func(p place, name string, a, b **asyncapi.Server) {
			p = p.in("server "+name, name)
			switch {
			case a == nil:
				d.report("server-added", p, "server added: "+serverText(*b), "", serverText(*b))
			case b == nil:
				d.report("server-removed", p, "server removed", serverText(*a), "")
			default:
				d.guard(p, *a, *b, func() {
					d.changed("server-changed", p, "server", serverText(*a), serverText(*b))
					d.set("security-tightened", p, "security", (*a).Security, (*b).Security)
					d.text(p, [2]string{(*a).Description, (*b).Description})
					d.extensions(p, (*a).Extensions, (*b).Extensions)
				})
			}
		})
}

// serverText is a server's address.
func serverText(s *asyncapi.Server) string { return s.Protocol + "://" + s.Host + s.PathName }

// channels compares channels by name.
func (d *asyncAPIDiffer) channels() {
	name := func(c *asyncapi.Channel) string { return c.Name }
	compareLists(d.differ, place{pointer: "/channels", travels: anyone}, "channels", d.old.Channels, d.new.Channels, name,
		func(p place, name string, a, b **asyncapi.Channel) {
			p = p.in("channel "+name, name)
			switch {
			case a == nil:
				d.report("channel-added", p, "channel added", "", (*b).Address)
			case b == nil:
				d.report("channel-removed", p, "channel removed", (*a).Address, "")
			default:
				d.channel(p, *a, *b)
			}
		})
}

// channel compares one channel.
func (d *asyncAPIDiffer) channel(p place, a, b *asyncapi.Channel) {
	was, is := *a, *b
	was.Messages, is.Messages = nil, nil // compared on their own: those of a new stream are no finding
	d.guard(p, was, is, func() {
		d.changed("channel-moved", p, "address", a.Address, b.Address)
		d.changed("channel-changed", p, "bindings", string(a.Bindings), string(b.Bindings))
		d.text(p, [2]string{a.Description, b.Description}, [2]string{a.Title, b.Title})
		d.extensions(p, a.Parameters, b.Parameters)
		d.extensions(p, a.Extensions, b.Extensions)
	})
	name := func(m asyncapi.ChannelMessage) string { return m.Name }
	compareLists(d.differ, p.in("", "messages"), "messages", a.Messages, b.Messages, name,
		func(p place, name string, a, b *asyncapi.ChannelMessage) {
			d.channelMessage(p.in("", name), name, a, b)
		})
}

// channelMessage compares one message of a channel.
func (d *asyncAPIDiffer) channelMessage(p place, name string, a, b *asyncapi.ChannelMessage) {
	p.where = "message " + name
	switch {
	case a == nil && d.newQuiet["message "+name], b == nil && d.oldQuiet["message "+name]:
	case a == nil:
		d.report("message-added", p, "message added", "", name)
	case b == nil:
		d.report("message-removed", p, "message removed", name, "")
	default:
		d.guard(p, *a, *b, func() {
			d.changed("type-renamed", p, "reference", refName(a.Ref), refName(b.Ref))
			if a.Message != nil && b.Message != nil {
				d.message(p, a.Message, b.Message)
			}
		})
	}
}

// operations compares operations by name; those of a stream speak for it.
func (d *asyncAPIDiffer) operations() {
	kept := func(streams map[string]string, stream string) bool {
		for _, s := range streams {
			if s == stream {
				return true
			}
		}
		return false
	}
	reported := map[string]bool{}
	name := func(o *asyncapi.Operation) string { return o.Name }
	compareLists(d.differ, place{pointer: "/operations", travels: anyone}, "operations", d.old.Operations, d.new.Operations, name,
		func(p place, name string, a, b **asyncapi.Operation) {
			p = p.in("", name)
			switch {
			case a == nil:
				d.cameOrWent("added", p, name, d.newStreams[name], kept(d.oldStreams, d.newStreams[name]), reported)
			case b == nil:
				d.cameOrWent("removed", p, name, d.oldStreams[name], kept(d.newStreams, d.oldStreams[name]), reported)
			default:
				p.where = d.newStreams[name]
				d.operation(p, *a, *b)
			}
		})
}

// cameOrWent reports a stream once, and an operation of a stream that stays by its own name.
func (d *asyncAPIDiffer) cameOrWent(verb string, p place, name, stream string, stays bool, reported map[string]bool) {
	p.where = stream
	subject, isStream := "operation", strings.HasPrefix(stream, "stream ")
	if isStream && !stays {
		if !reported[stream] {
			reported[stream] = true
			d.report("stream-"+verb, p, "stream "+verb, "", "")
		}
		return
	}
	if isStream {
		subject = "operation " + name
	}
	d.report("operation-"+verb, p, subject+" "+verb, "", "")
}

// operation compares one operation.
func (d *asyncAPIDiffer) operation(p place, a, b *asyncapi.Operation) {
	d.guard(p, a, b, func() {
		d.changed("action-changed", p, "action", a.Action, b.Action)
		d.changed("channel-changed", p, "channel", refName(a.Channel), refName(b.Channel))
		d.deprecation(p, "operation-deprecated", "operation-undeprecated", a.Deprecated, b.Deprecated)
		d.changed("topic-changed", p, "topic", string(a.Topic), string(b.Topic))
		d.text(p, [2]string{a.Description, b.Description}, [2]string{a.Summary, b.Summary}, [2]string{a.Title, b.Title})
		d.set("tag-changed", p, "tags", a.Tags, b.Tags)
		d.asyncSecurity(p, a.Security, b.Security)
		d.messageRefs(p, a.Messages, b.Messages)
		d.reply(p, a.Reply, b.Reply)
		d.extensions(p, a.Extensions, b.Extensions)
	})
}

// asyncSecurity compares alternatives, each one reference.
func (d *asyncAPIDiffer) asyncSecurity(p place, old, updated []string) {
	needs := func(refs []string) []openapi.SecurityRequirement {
		var list []openapi.SecurityRequirement
		for _, ref := range refs {
			list = append(list, openapi.SecurityRequirement{{Scheme: refName(ref)}})
		}
		return list
	}
	d.security(p.in("", "security"), needs(old), needs(updated))
}

// messageRefs compares which messages an operation carries.
func (d *asyncAPIDiffer) messageRefs(p place, old, updated []string) {
	for _, ref := range minus(updated, old) {
		d.report("message-added", p, "message "+refName(ref)+" added", "", refName(ref))
	}
	for _, ref := range minus(old, updated) {
		d.report("message-removed", p, "message "+refName(ref)+" removed", refName(ref), "")
	}
	d.order(p, "messages", old, updated)
}

// reply compares answers.
func (d *asyncAPIDiffer) reply(p place, a, b *asyncapi.Reply) {
	p = p.in(" reply", "reply")
	switch {
	case a == nil && b == nil:
	case a == nil || b == nil:
		from, to := replyText(a), replyText(b)
		d.report("reply-changed", p, fromTo("reply", from, to), from, to)
	default:
		d.changed("reply-changed", p, "channel", refName(a.Channel), refName(b.Channel))
		d.extensions(p, a.Extensions, b.Extensions)
		d.messageRefs(p, a.Messages, b.Messages)
	}
}

// replyText is a reply in words.
func replyText(r *asyncapi.Reply) string {
	if r == nil {
		return ""
	}
	list := make([]string, len(r.Messages))
	for i, ref := range r.Messages {
		list[i] = refName(ref)
	}
	return firstOf(strings.Join(list, ", "), "a reply")
}

// components compares what the documents share.
func (d *asyncAPIDiffer) components() {
	a, b := &d.old.Components, &d.new.Components
	name := func(m *asyncapi.Message) string { return m.Name }
	compareLists(d.differ, place{pointer: "/components/messages"}, "messages", a.Messages, b.Messages, name,
		func(p place, name string, a, b **asyncapi.Message) {
			d.sharedMessage(p.in("message "+name, name), name, a, b)
		})
	d.sharedSchemas(a.Schemas, b.Schemas, d.schemaPlace, union2(d.oldQuiet, d.newQuiet))
	q := place{where: "components", pointer: "/components", travels: anyone}
	d.extensions(q.in("", "securitySchemes"), a.SecuritySchemes, b.SecuritySchemes)
	d.extensions(q, a.Extensions, b.Extensions)
}

// union2 is what either set holds.
func union2(a, b map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, m := range []map[string]bool{a, b} {
		for k, v := range m {
			all[k] = all[k] || v
		}
	}
	return all
}

// schemaPlace is the place of a shared schema.
func (d *asyncAPIDiffer) schemaPlace(name string) place {
	ref := schemaRef + name
	oldRef := ref
	if from := d.wasRenamed(name); from != "" {
		oldRef = schemaRef + from
	}
	t, n := shared(d.oldUses, d.newUses, oldRef, ref)
	if d.newSchemas[ref] == nil {
		t, n = shared(d.oldUses, d.oldUses, ref, ref)
	}
	return place{where: "schema " + name, travels: t, shared: n, shape: true}.in("", "components", "schemas", name)
}

// sharedMessage compares one shared message.
func (d *asyncAPIDiffer) sharedMessage(p place, name string, a, b **asyncapi.Message) {
	p.travels, p.shared = shared(d.oldUses, d.newUses, "message "+name, "message "+name)
	if p.shared == 1 {
		p.shared = 0 // the name of the message says which
	}
	switch {
	case a == nil && d.newQuiet["message "+name], b == nil && d.oldQuiet["message "+name]:
	case a == nil:
		d.report("message-added", p, "message added", "", name)
	case b == nil:
		d.report("message-removed", p.going(anyone), "message removed", name, "")
	default:
		d.message(p, *a, *b)
	}
}

// message compares one message.
func (d *asyncAPIDiffer) message(p place, a, b *asyncapi.Message) {
	d.guard(p, a, b, func() {
		d.text(p, [2]string{a.Description, b.Description}, [2]string{a.Summary, b.Summary}, [2]string{a.Title, b.Title})
		d.changed("message-changed", p, "name", a.Label, b.Label)
		d.changed("message-changed", p, "content type", a.ContentType, b.ContentType)
		d.changed("message-changed", p, "correlation id", string(a.CorrelationID), string(b.CorrelationID))
		d.schema(p.in("", "payload"), a.Payload, b.Payload)
		if from, to := raws(a.Examples), raws(b.Examples); from != to {
			d.report("description-changed", p, sentence("example", from, to), from, to)
		}
		d.extensions(p, a.Extensions, b.Extensions)
	})
}

// dedupe drops findings that say the same of the same place again: both operations of a stream may have one topic.
func dedupe(found []Change) []Change {
	seen := map[Change]bool{}
	return slices.DeleteFunc(found, func(c Change) bool {
		c.Pointer = ""
		again := seen[c]
		seen[c] = true
		return again
	})
}
