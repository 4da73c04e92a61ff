package asyncapi

import "tenon/internal/schema"

// JSON is the document as JSON: two spaces of indentation, a fixed order of keys, a newline at the end. The same
// document always gives the same bytes.
func (d *Document) JSON() []byte {
	w := &writer{}
	w.Grow(72 << 10)
	w.BeginObject()
	w.Text("asyncapi", d.AsyncAPI)
	w.Extensions(d.Extensions)
	w.info(&d.Info)
	w.Text("defaultContentType", d.DefaultContentType)
	w.servers(d.Servers)
	w.channels(d.Channels)
	w.operations(d.Operations)
	w.components(&d.Components)
	w.EndObject()
	w.Newline()
	return w.Bytes()
}

// writer writes the parts of a document.
type writer struct{ schema.Writer }

func (w *writer) info(i *Info) {
	w.Key("info")
	w.BeginObject()
	w.Key("title")
	w.String(i.Title)
	w.Key("version")
	w.String(i.Version)
	w.Text("description", i.Description)
	w.Extensions(i.Extensions)
	w.EndObject()
}

func (w *writer) servers(list []*Server) {
	if len(list) == 0 {
		return
	}
	w.Key("servers")
	w.BeginObject()
	for _, s := range list {
		w.Key(s.Name)
		w.BeginObject()
		w.Key("host")
		w.String(s.Host)
		w.Key("protocol")
		w.String(s.Protocol)
		w.Text("pathname", s.PathName)
		w.Text("description", s.Description)
		w.refs("security", s.Security)
		w.Extensions(s.Extensions)
		w.EndObject()
	}
	w.EndObject()
}

// ref writes a member that refers to something.
func (w *writer) ref(key, to string) {
	w.Key(key)
	w.reference(to)
}

func (w *writer) reference(to string) {
	w.BeginObject()
	w.Key("$ref")
	w.String(to)
	w.EndObject()
}

// refs writes a list of references, unless it is nil.
func (w *writer) refs(key string, list []string) {
	if list == nil {
		return
	}
	w.Key(key)
	w.BeginArray()
	for _, to := range list {
		w.reference(to)
	}
	w.EndArray()
}

func (w *writer) channels(list []*Channel) {
	if len(list) == 0 {
		return
	}
	w.Key("channels")
	w.BeginObject()
	for _, c := range list {
		w.Key(c.Name)
		w.channel(c)
	}
	w.EndObject()
}

func (w *writer) channel(c *Channel) {
	w.BeginObject()
	w.Text("address", c.Address)
	w.Text("title", c.Title)
	w.Text("description", c.Description)
	if len(c.Messages) > 0 {
		w.Key("messages")
		w.BeginObject()
		for _, m := range c.Messages {
			w.Key(m.Name)
			if m.Message != nil {
				w.message(m.Message)
			} else {
				w.reference(m.Ref)
			}
		}
		w.EndObject()
	}
	if len(c.Parameters) > 0 {
		w.Key("parameters")
		w.BeginObject()
		w.Extensions(c.Parameters)
		w.EndObject()
	}
	w.RawMember("bindings", c.Bindings)
	w.Extensions(c.Extensions)
	w.EndObject()
}

func (w *writer) operations(list []*Operation) {
	if len(list) == 0 {
		return
	}
	w.Key("operations")
	w.BeginObject()
	for _, op := range list {
		w.Key(op.Name)
		w.operation(op)
	}
	w.EndObject()
}

func (w *writer) operation(op *Operation) {
	w.BeginObject()
	w.Key("action")
	w.String(op.Action)
	w.ref("channel", op.Channel)
	w.Text("title", op.Title)
	w.Text("summary", op.Summary)
	w.Text("description", op.Description)
	w.tags(op.Tags)
	w.refs("security", op.Security)
	w.refs("messages", op.Messages)
	if r := op.Reply; r != nil {
		w.Key("reply")
		w.BeginObject()
		if r.Channel != "" {
			w.ref("channel", r.Channel)
		}
		w.refs("messages", r.Messages)
		w.Extensions(r.Extensions)
		w.EndObject()
	}
	w.Flag("x-deprecated", op.Deprecated)
	w.RawMember("x-ws-topic", op.Topic)
	w.Extensions(op.Extensions)
	w.EndObject()
}

func (w *writer) tags(names []string) {
	if len(names) == 0 {
		return
	}
	w.Key("tags")
	w.BeginArray()
	for _, name := range names {
		w.BeginObject()
		w.Key("name")
		w.String(name)
		w.EndObject()
	}
	w.EndArray()
}

func (w *writer) message(m *Message) {
	w.BeginObject()
	w.Text("name", m.Label)
	w.Text("title", m.Title)
	w.Text("summary", m.Summary)
	w.Text("description", m.Description)
	w.Text("contentType", m.ContentType)
	w.RawMember("correlationId", m.CorrelationID)
	if m.Payload != nil {
		w.Key("payload")
		m.Payload.Write(&w.Writer, schema.AsyncAPI)
	}
	w.Raws("examples", m.Examples)
	w.Extensions(m.Extensions)
	w.EndObject()
}

func (w *writer) components(c *Components) {
	if len(c.Schemas)+len(c.Messages)+len(c.SecuritySchemes)+len(c.Extensions) == 0 {
		return
	}
	w.Key("components")
	w.BeginObject()
	if len(c.Schemas) > 0 {
		w.Key("schemas")
		schema.WriteProperties(&w.Writer, c.Schemas, schema.AsyncAPI)
	}
	if len(c.Messages) > 0 {
		w.Key("messages")
		w.BeginObject()
		for _, m := range c.Messages {
			w.Key(m.Name)
			w.message(m)
		}
		w.EndObject()
	}
	if len(c.SecuritySchemes) > 0 {
		w.Key("securitySchemes")
		w.BeginObject()
		w.Extensions(c.SecuritySchemes)
		w.EndObject()
	}
	w.Extensions(c.Extensions)
	w.EndObject()
}
