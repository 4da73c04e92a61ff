package asyncapi

import (
	"slices"
	"strings"

	"tenon/internal/diag"
	"tenon/internal/schema"
)

// Check looks for what the official JSON Schema and the official parser of AsyncAPI cannot see. It runs on every
// generation. Beside the faults that schema.Checker lists:
//
//	channel-twice               two channels of one name
//	address-twice               two channels of one address
//	address-parameter           an undeclared parameter of an address, or a declared one that it lacks
//	operation-twice             two operations of one name
//	operation-action            an action that is neither send nor receive
//	message-twice               two messages of one name, in components or in a channel
//	message-outside-channel     an operation's or a reply's message that its channel does not have
//	reference-broken            to a channel, message, scheme too
//	example-outside             an example of a message outside its schema
//	component-name              a name with characters that no reference may have
//	component-unused            nothing refers to it (warning)
//	message-unused              no operation has it (warning)
//
// Messages begin with the place as a JSON pointer.
func Check(d *Document) diag.List {
	c := &checker{doc: d, schemas: make(map[string]*schema.Schema, len(d.Components.Schemas))}
	c.Resolve = c.schema
	for _, p := range d.Components.Schemas {
		c.schemas[p.Name] = p.Schema
	}
	var root *schema.Place
	c.Extensions(d.Extensions)
	for _, s := range d.Servers {
		c.refs(root.At("servers").At(s.Name).At("security"), s.Security)
		c.Extensions(s.Extensions)
	}
	c.channels(root.At("channels"))
	c.operations(root.At("operations"))
	c.components(root.At("components"))
	return c.List
}

// checker checks one document.
type checker struct {
	schema.Checker
	doc     *Document
	tree    *schema.Value // the document as JSON, for references that lead elsewhere than to components
	schemas map[string]*schema.Schema
	sent    map[string]bool // messages that operations have
}

func (c *checker) schema(ref string) *schema.Schema {
	if name, ok := strings.CutPrefix(ref, schemaPrefix); ok && !strings.Contains(name, "/") {
		return c.schemas[schema.Unescape(name)]
	}
	if v := c.lookup(ref); v != nil {
		if s, err := schema.Read(v, schema.AsyncAPI); err == nil {
			return s
		}
	}
	return nil
}

func (c *checker) lookup(ref string) *schema.Value {
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil
	}
	if c.tree == nil {
		v, err := schema.Parse(c.doc.JSON())
		if err != nil {
			return nil
		}
		c.tree = &v
	}
	return c.tree.Lookup(pointer)
}

// refs notes references and checks that they lead somewhere.
func (c *checker) refs(at *schema.Place, list []string) {
	for _, ref := range list {
		c.Use(ref)
		if !c.leads(ref) {
			c.Report("reference-broken", at, "the reference %s leads nowhere", ref)
		}
	}
}

// leads looks where our own references lead, and else into the document as a whole.
func (c *checker) leads(ref string) bool {
	if name, ok := strings.CutPrefix(ref, "#/components/messages/"); ok {
		return c.component(schema.Unescape(name)) != nil || c.lookup(ref) != nil
	}
	if rest, ok := strings.CutPrefix(ref, "#/components/"); ok && c.inExtensions(rest) {
		return true
	}
	if name, ok := strings.CutPrefix(ref, "#/components/securitySchemes/"); ok {
		return slices.ContainsFunc(c.doc.Components.SecuritySchemes, func(x schema.Extension) bool { return x.Name == name })
	}
	return c.channel(ref) != nil || c.messageOf(ref) != nil || c.lookup(ref) != nil
}

// inExtensions looks for a component of a kind that the model keeps as it stands, without spelling out the document.
func (c *checker) inExtensions(rest string) bool {
	kind, name, ok := strings.Cut(rest, "/")
	for _, x := range c.doc.Components.Extensions {
		if ok && x.Name == kind {
			v, err := schema.Parse(x.Value)
			return err == nil && v.Lookup(name) != nil
		}
	}
	return false
}

// component is the shared message of that name, or nil.
func (c *checker) component(name string) *Message {
	for _, m := range c.doc.Components.Messages {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// channel is the channel that a reference names, or nil.
func (c *checker) channel(ref string) *Channel {
	name, ok := strings.CutPrefix(ref, "#/channels/")
	for _, ch := range c.doc.Channels {
		if ok && ch.Name == schema.Unescape(name) {
			return ch
		}
	}
	return nil
}

// messageOf is the message of a channel that a reference names, or nil.
func (c *checker) messageOf(ref string) *ChannelMessage {
	channel, name, ok := strings.Cut(ref, "/messages/")
	ch := c.channel(channel)
	if !ok || ch == nil {
		return nil
	}
	for i := range ch.Messages {
		if ch.Messages[i].Name == schema.Unescape(name) {
			return &ch.Messages[i]
		}
	}
	return nil
}

func (c *checker) channels(at *schema.Place) {
	for i, ch := range c.doc.Channels {
		here := at.At(ch.Name)
		for _, o := range c.doc.Channels[:i] {
			if o.Name == ch.Name {
				c.Report("channel-twice", here, "the channel stands twice")
			}
			if o.Address == ch.Address && ch.Address != "" {
				c.Report("address-twice", here, "the address %s is that of channel %s too", ch.Address, o.Name)
			}
		}
		c.address(here, ch)
		c.Extensions(ch.Extensions)
		for j, m := range ch.Messages {
			there := here.At("messages").At(m.Name)
			if slices.ContainsFunc(ch.Messages[:j], func(o ChannelMessage) bool { return o.Name == m.Name }) {
				c.Report("message-twice", there, "the message stands twice")
			}
			if m.Message != nil {
				c.message(there, m.Message)
			} else {
				c.refs(there, []string{m.Ref})
			}
		}
	}
}

// address checks the parameters of an address both ways.
func (c *checker) address(at *schema.Place, ch *Channel) {
	var names []string
	for rest := ch.Address; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		name, more, _ := strings.Cut(after, "}")
		names, rest = append(names, name), more
		if !slices.ContainsFunc(ch.Parameters, func(p schema.Extension) bool { return p.Name == name }) {
			c.Report("address-parameter", at, "the parameter {%s} of the address is not declared", name)
		}
	}
	for _, p := range ch.Parameters {
		if !slices.Contains(names, p.Name) {
			c.Report("address-parameter", at, "the address has no parameter {%s}", p.Name)
		}
	}
	c.Extensions(ch.Parameters)
}

func (c *checker) operations(at *schema.Place) {
	c.sent = map[string]bool{}
	for i, op := range c.doc.Operations {
		here := at.At(op.Name)
		if slices.ContainsFunc(c.doc.Operations[:i], func(o *Operation) bool { return o.Name == op.Name }) {
			c.Report("operation-twice", here, "the operation stands twice")
		}
		if op.Action != "send" && op.Action != "receive" {
			c.Report("operation-action", here, "%q is no action", op.Action)
		}
		if op.Channel != "" {
			c.refs(here.At("channel"), []string{op.Channel})
		}
		c.refs(here.At("security"), op.Security)
		c.messages(here, op.Channel, op.Messages)
		if r := op.Reply; r != nil {
			if r.Channel != "" {
				c.refs(here.At("reply").At("channel"), []string{r.Channel})
				c.messages(here.At("reply"), r.Channel, r.Messages)
			} else {
				c.messages(here.At("reply"), op.Channel, r.Messages)
			}
			c.Extensions(r.Extensions)
		}
		c.JSON(here.At("x-ws-topic"), op.Topic)
		c.Extensions(op.Extensions)
	}
	for _, ch := range c.doc.Channels {
		c.unsent(ch)
	}
}

// unsent names the messages of a channel that no operation has, where any of its operations says which it has.
func (c *checker) unsent(ch *Channel) {
	var root *schema.Place
	ref := "#/channels/" + ch.Name
	all := slices.ContainsFunc(c.doc.Operations, func(op *Operation) bool {
		return op.Channel == ref && op.Messages == nil || op.Reply != nil && op.Reply.Channel == ref && op.Reply.Messages == nil
	})
	for _, m := range ch.Messages {
		if !all && len(c.doc.Operations) > 0 && !c.sent[ref+"/messages/"+m.Name] {
			c.Warn("message-unused", root.At("channels").At(ch.Name).At("messages").At(m.Name), "no operation has it")
		}
	}
}

// messages checks that the messages of an operation or reply are messages of its channel.
func (c *checker) messages(at *schema.Place, channel string, refs []string) {
	for _, ref := range refs {
		c.sent[ref] = true
		here := at.At("messages")
		c.refs(here, []string{ref})
		if channel != "" && !strings.HasPrefix(ref, channel+"/messages/") {
			c.Report("message-outside-channel", here, "the message %s is not one of %s", ref, channel)
		}
	}
}

func (c *checker) message(at *schema.Place, m *Message) {
	c.Schema(at.At("payload"), m.Payload)
	c.Extensions(m.Extensions)
	if v := c.JSON(at.At("correlationId"), m.CorrelationID); v != nil {
		if ref := v.Get("$ref").String(); ref != "" {
			c.refs(at.At("correlationId"), []string{ref})
		}
	}
	for _, example := range m.Examples {
		here := at.At("examples")
		v := c.JSON(here, example)
		if payload := v.Get("payload"); payload != nil && m.Payload != nil {
			c.Inside("example-outside", here, payload, m.Payload)
		}
	}
}
